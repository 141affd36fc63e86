//! Addresses and numbers that said no in any record, whichever customer the record belongs to.
//!
//! One mailbox may stand in the records of several customers. Consent is agreed a customer, so a
//! refusal in one of them would not keep the others' rows from reaching the very same mailbox. Whoever
//! refused may have said yes since: under the rule people agreed on that is what holds for them, and only
//! for them.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;
use rayon::prelude::*;
use rollcall_delivery::{InDoubt, Person, Reason, sha256_hex};
use rollcall_golden::{GoldenRecord, OVERRIDE};
use rollcall_model::{AskedRight, Attribute, ConsentState, CustomerId, RecordId, RunId};
use rollcall_standardise::email;
use rollcall_store::{AskedFor, Store};

use crate::EngineError;
use crate::doubtful_answers::{DoubtfulAnswers, said};
use crate::tombstones::{Memory, objecting_clues, refused_clues};

pub(crate) use rollcall_model::is_deletion_request as is_request;

/// What may not be used to reach anybody.
#[derive(Default)]
pub(crate) struct SaidNo {
    /// Mailboxes by their key.
    mailboxes: HashMap<String, Bars>,
    /// Hashes of addresses, of those that exports give as hashes and of all others.
    hashes: HashMap<String, Bars>,
    /// Whether any export gives one: what the hash of an address bars, its mailbox bars otherwise.
    tells_hashes: bool,
    phones: HashMap<String, Bars>,
    doubtful: DoubtfulAnswers,
    /// Who asked that what is kept of them is used no further.
    restricted: BTreeSet<CustomerId>,
    /// What people said no to who were erased since, or who were never here.
    erased: Option<Memory>,
}

/// Why an address or number may not be used.
#[derive(Default)]
struct Bars {
    /// By nobody at all.
    for_all: Option<Reason>,
    /// By nobody but a customer for whom it does not hold any more.
    for_others: BTreeMap<Reason, CustomerId>,
}

impl Bars {
    fn add(&mut self, reason: Reason, customer: CustomerId, holds: bool) {
        let is_of_another = |known: &CustomerId| *known != customer;
        // What two customers have said bars each of them by the other's word.
        if holds || self.for_others.get(&reason).is_some_and(is_of_another) {
            self.for_all = Some(self.for_all.map_or(reason, |known| known.min(reason)));
        } else {
            self.for_others.insert(reason, customer);
        }
    }

    /// Of several reasons the strictest, which comes first.
    fn bar(&self, customer: CustomerId) -> Option<Reason> {
        let by_others = self.for_others.iter();
        by_others
            .filter(|(_, known)| **known != customer)
            .map(|(reason, _)| *reason)
            .chain(self.for_all)
            .min()
    }
}

/// What a customer says of one address or number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) about: About,
    /// The address or number.
    pub(crate) value: String,
    pub(crate) reason: Reason,
    /// Whether it holds for the customer.
    pub(crate) holds: bool,
}

/// What a word is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    Mailbox,
    /// A hash of an address, as exports give it.
    Hash,
    Phone,
}

/// Where the words of customers are kept, a part at a time.
pub(crate) trait KeptWords {
    /// Whether any customer has a value of one of these attributes.
    fn holds_any_of(
        &self,
        attributes: &mut dyn Iterator<Item = &Attribute>,
    ) -> Result<bool, EngineError>;

    /// The words of a part; nothing where they have to be read anew.
    fn words_of(&self, part: i64) -> Result<Option<Vec<(CustomerId, Word)>>, EngineError>;
}

/// Records that say something, and whether it holds for the customer whose they are.
struct Saying {
    records: BTreeSet<RecordId>,
    holds: bool,
}

impl SaidNo {
    /// What all customers of a run say: as it is kept of a part of them, else read from each of the part. Where nobody
    /// has said yet what a column is, all are read: what a no in it means shows in what the others say in it.
    pub(crate) fn read(
        store: &Store,
        run: RunId,
        kept: Option<&dyn KeptWords>,
    ) -> Result<Self, EngineError> {
        let mut said_no = Self {
            doubtful: DoubtfulAnswers::of(store)?,
            restricted: restricted(store, run)?,
            erased: Some(Memory::read(store)?).filter(|memory| !memory.is_empty()),
            ..Self::default()
        };
        let kept = match kept {
            Some(kept) if !kept.holds_any_of(&mut said_no.doubtful.attributes())? => Some(kept),
            _ => None,
        };
        let parts = store.customer_parts(run)?;
        if kept.is_none() && !said_no.doubtful.is_empty() {
            for part in &parts {
                for (_, golden) in golden_of_part(store, run, *part)? {
                    said_no.doubtful.count(&golden);
                }
            }
        }
        for part in parts {
            let told = match kept {
                Some(kept) => kept.words_of(part)?,
                None => None,
            };
            if let Some(told) = told {
                for (customer, word) in told {
                    said_no.note(customer, word);
                }
                continue;
            }
            for (customer, golden) in golden_of_part(store, run, part)? {
                let in_doubt = said_no.doubtful.refusals(customer, &golden);
                for word in words(&golden, in_doubt) {
                    said_no.note(customer, word);
                }
            }
        }
        Ok(said_no)
    }

    /// What a customer says in columns nobody has confirmed as permissions.
    pub(crate) fn in_doubt(&self, customer: CustomerId) -> Option<InDoubt> {
        self.doubtful.of_customer(customer)
    }

    /// Whether a customer asked that what is kept of them is used no further.
    pub(crate) fn is_restricted(&self, customer: CustomerId) -> bool {
        self.restricted.contains(&customer)
    }

    /// What should be answered before a list goes out, in sentences.
    pub(crate) fn open_questions(&self) -> Vec<String> {
        self.doubtful.questions()
    }

    fn note(&mut self, customer: CustomerId, word: Word) {
        let bar = |bars: &mut HashMap<String, Bars>, key: String| {
            let bars = bars.entry(key).or_default();
            bars.add(word.reason, customer, word.holds);
        };
        match word.about {
            // An address is barred however it is written down.
            About::Mailbox => {
                bar(&mut self.mailboxes, email::matching_key(&word.value));
                bar(&mut self.hashes, sha256_hex(&word.value.to_lowercase()));
            }
            About::Hash => {
                self.tells_hashes = true;
                bar(&mut self.hashes, word.value);
            }
            About::Phone => bar(&mut self.phones, word.value),
        }
    }

    fn is_refused_by_erased(&self, attribute: &Attribute, value: &str) -> Option<Reason> {
        let memory = self.erased.as_ref()?;
        let clues = refused_clues(attribute, value).into_iter().collect();
        memory.erased_by(&clues).map(|_| Reason::AddressRefused)
    }

    /// Whether somebody objected to every way of being reached by an address or a number the person has.
    pub(crate) fn is_objected(&self, person: &Person) -> bool {
        let Some(memory) = &self.erased else {
            return false;
        };
        [Attribute::Email, Attribute::HashedEmail, Attribute::Phone]
            .iter()
            .any(|attribute| {
                let mut values = person.values.get(attribute).into_iter().flatten();
                values.any(|value| {
                    let clues = objecting_clues(attribute, value).into_iter().collect();
                    memory.erased_by(&clues).is_some()
                })
            })
    }

    /// Which of a person's addresses and numbers may not be used, and why.
    pub(crate) fn barred(&self, person: &Person) -> BTreeMap<(Attribute, String), Reason> {
        let bar = |bars: Option<&Bars>| bars.and_then(|bars| bars.bar(person.customer));
        let mut barred = BTreeMap::new();
        for attribute in [Attribute::Email, Attribute::HashedEmail, Attribute::Phone] {
            for value in person.values.get(&attribute).into_iter().flatten() {
                let reason = match attribute {
                    Attribute::Email => {
                        let mailbox = bar(self.mailboxes.get(&email::matching_key(value)));
                        let hash = if self.tells_hashes {
                            bar(self.hashes.get(&sha256_hex(&value.to_lowercase())))
                        } else {
                            None
                        };
                        mailbox.into_iter().chain(hash).min()
                    }
                    Attribute::HashedEmail => bar(self.hashes.get(value)),
                    _ => bar(self.phones.get(value)),
                };
                let reason = reason
                    .into_iter()
                    .chain(self.is_refused_by_erased(&attribute, value))
                    .min();
                if let Some(reason) = reason {
                    barred.insert((attribute.clone(), value.clone()), reason);
                }
            }
        }
        barred
    }
}

/// Who asks in a row that what is kept of them is used no further.
fn restricted(store: &Store, run: RunId) -> Result<BTreeSet<CustomerId>, EngineError> {
    let asked = store.rows_that_ask(Some(run))?.into_iter();
    Ok(asked
        .filter(|one| one.asks == AskedFor::Right(AskedRight::Restriction))
        .filter_map(|one| one.customer)
        .collect())
}

/// What a customer says of every address and number of theirs, besides what no rule decides about: the columns nobody
/// has confirmed, of which the records that refuse are told.
pub(crate) fn words(golden: &GoldenRecord, in_doubt: BTreeSet<RecordId>) -> Vec<Word> {
    let mut words = Vec::new();
    let deletion = Saying::of(golden, &Attribute::DeletionRequest, is_request);
    let refusal = Saying::of(golden, &Attribute::EmailConsent, is_refusal);
    let in_doubt = Saying {
        records: in_doubt,
        holds: true,
    };
    for (saying, reason) in [
        (&refusal, Reason::AddressRefused),
        (&deletion, Reason::AddressRefused),
        (&in_doubt, Reason::RefusedInDoubt),
    ] {
        bar_mailboxes(&mut words, golden, reason, &saying.records, &|_| {
            saying.holds
        });
    }
    let bounces = records_that(golden, &Attribute::EmailConsent, is_bounce);
    let answer = answer_that_reaches(golden);
    // That messages come back is said of a mailbox, not by a person: only an answer that holds and came with
    // the same mailbox makes up for it.
    let bounces_still = |address: &str| {
        !held_by(golden, &Attribute::Email, &answer)
            .chain(held_by(golden, &Attribute::HashedEmail, &answer))
            .any(|one| one.eq_ignore_ascii_case(address))
    };
    let reason = Reason::Undeliverable;
    bar_mailboxes(&mut words, golden, reason, &bounces, &bounces_still);
    // Of whoever has another address an answer may hold that was never about this one.
    for address in &golden.undeliverable {
        words.push(Word {
            about: About::Mailbox,
            value: address.clone(),
            reason,
            holds: true,
        });
    }
    let calls = [Attribute::SmsConsent, Attribute::PhoneConsent]
        .map(|channel| Saying::of(golden, &channel, is_refusal));
    for saying in calls.iter().chain([&deletion, &in_doubt]) {
        for number in held_by(golden, &Attribute::Phone, &saying.records) {
            words.push(Word {
                about: About::Phone,
                value: number.to_owned(),
                reason: Reason::AddressRefused,
                holds: saying.holds,
            });
        }
    }
    words
}

/// Bars every address that any of these records holds.
fn bar_mailboxes(
    words: &mut Vec<Word>,
    golden: &GoldenRecord,
    reason: Reason,
    records: &BTreeSet<RecordId>,
    holds: &dyn Fn(&str) -> bool,
) {
    for (about, attribute) in [
        (About::Mailbox, Attribute::Email),
        (About::Hash, Attribute::HashedEmail),
    ] {
        for value in held_by(golden, &attribute, records) {
            words.push(Word {
                about,
                value: value.to_owned(),
                reason,
                holds: holds(value),
            });
        }
    }
}

/// The golden records of some thousand customers, in order; taken apart on all cores.
fn golden_of_part(
    store: &Store,
    run: RunId,
    part: i64,
) -> Result<Vec<(CustomerId, GoldenRecord)>, EngineError> {
    let customers = store.customers_of_part(run, part)?;
    customers
        .par_iter()
        .map(|one| Ok((one.customer, serde_json::from_str(&one.golden)?)))
        .collect()
}

impl Saying {
    fn of(golden: &GoldenRecord, attribute: &Attribute, says: fn(&str) -> bool) -> Self {
        Self {
            records: records_that(golden, attribute, says),
            holds: golden.value_of(attribute).is_some_and(says),
        }
    }
}

/// The records by which a customer may be reached by e-mail: those whose answer holds, where it is neither a no
/// nor that messages come back.
fn answer_that_reaches(golden: &GoldenRecord) -> BTreeSet<RecordId> {
    golden
        .values
        .iter()
        .filter(|one| one.attribute == Attribute::EmailConsent)
        .filter(|one| !is_refusal(&one.value) && !is_bounce(&one.value))
        .flat_map(|one| one.supporters.iter().copied())
        .collect()
}

/// The records that say something of an attribute; none where a person has settled it by hand.
fn records_that(
    golden: &GoldenRecord,
    attribute: &Attribute,
    says: fn(&str) -> bool,
) -> BTreeSet<RecordId> {
    golden
        .values
        .iter()
        .filter(|one| one.attribute == *attribute && one.rule != OVERRIDE)
        .flat_map(said)
        .filter(|(value, _)| says(value))
        .flat_map(|(_, records)| records.iter().copied())
        .collect()
}

/// The values of an attribute that any of these records holds.
fn held_by<'a>(
    golden: &'a GoldenRecord,
    attribute: &'a Attribute,
    records: &'a BTreeSet<RecordId>,
) -> impl Iterator<Item = &'a str> {
    golden
        .values
        .iter()
        .filter(move |one| one.attribute == *attribute)
        .flat_map(said)
        .filter(|(_, holders)| holders.iter().any(|record| records.contains(record)))
        .map(|(value, _)| value)
}

fn is_bounce(value: &str) -> bool {
    ConsentState::parse(value) == Some(ConsentState::Undeliverable)
}

/// Whether a permission is refused, or withdrawn by a complaint.
pub(crate) fn is_refusal(value: &str) -> bool {
    matches!(
        ConsentState::parse(value),
        Some(ConsentState::OptedOut | ConsentState::Complained)
    )
}
