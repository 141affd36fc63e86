//! What customers permit by a channel for one purpose, agreed on from their own statements by the rules of the run:
//! those that name the purpose, and those that name none.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use rayon::prelude::*;
use rollcall_golden::{Contribution, GoldenRecord, Override, unify};
use rollcall_lists::{
    Book, ChannelPurpose, Permissions, PurposeAnswer, State, purpose_of, purposes,
};
use rollcall_model::{
    ASKS_ACCESS_AND_OBJECTION, ASKS_RESTRICTION_AND_OBJECTION, Attribute, AttributeFamily,
    ConsentState, CustomerId, Mapping, RESTRICTED, RecordId, RunId, StandardValue, ValueState,
};
use rollcall_standardise::consent;
use rollcall_store::{StandardRecord, Store, StoredLoad, StoredRun};

use super::kept::made_from;
use crate::kept_answers::{Kept, kept, kept_while, made_from_rows};
use crate::linkage_records::mapped_attributes;
use crate::records_of_each::{AT_ONCE, records_of_each};
use crate::remembered::Remembered;
use crate::unify_customers::{Places, UnifyRules, overrides};
use crate::{EngineError, records};

/// Under this name a run keeps which purposes its statements name.
const NAMED: &str = "purposes";
/// Under this, the channel and the purpose a run keeps what is permitted.
const PERMITTED: &str = "permitted";
/// What a statement says of every purpose there is.
const EVERY: &str = "every";

/// The purposes that statements in use name, in the order screens show them: worked out once.
pub(super) fn known_purposes(
    remembered: &Remembered<Vec<&'static str>>,
    store: &Store,
    run: &StoredRun,
) -> Result<Arc<Vec<&'static str>>, EngineError> {
    remembered.of(store, made_from_rows(store, run)?, |_| {
        named_by_statements(store, run)
    })
}

/// The same as they are kept with a run, else read from the statements.
pub(super) fn named_by_statements(
    store: &Store,
    run: &StoredRun,
) -> Result<Vec<&'static str>, EngineError> {
    let tables = tables(store)?;
    if tables.is_empty() {
        return Ok(Vec::new());
    }
    kept(store, run.run, NAMED, &made_from_rows(store, run)?, || {
        let mut missing: BTreeSet<&'static str> = purposes().collect();
        for load in &tables {
            store.visit_standard::<EngineError>(load, |record| {
                missing.retain(|purpose| !names(&record.values, |one| one == *purpose));
                Ok(if missing.is_empty() {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                })
            })?;
        }
        Ok(purposes().filter(|one| !missing.contains(one)).collect())
    })
}

impl Kept for Vec<&'static str> {
    fn to_bytes(&self) -> Result<Vec<u8>, EngineError> {
        Ok(self.join(" ").into_bytes())
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let codes = std::str::from_utf8(bytes).ok()?.split_whitespace();
        codes.map(purpose_of).collect()
    }
}

/// What everybody in the book permits by a channel for a purpose: as it is kept with a run, else agreed on.
pub(super) fn of_run(
    store: &Store,
    run: &StoredRun,
    values: &str,
    book: &Book,
    asked: &ChannelPurpose,
) -> Result<Permissions, EngineError> {
    of_run_else(store, run, values, asked, || {
        let mut read = read(store, run.run, book, std::slice::from_ref(asked))?;
        Ok(read.pop().unwrap_or_default())
    })
}

/// Keeps with a run what everybody in the book permits by these channels for these purposes; what is not kept yet is
/// agreed on at once, for the statements of everybody are read for it.
pub(super) fn keep_with_run(
    store: &Store,
    run: &StoredRun,
    values: &str,
    book: &Book,
    asked: &[ChannelPurpose],
) -> Result<(), EngineError> {
    let mut read_at_once: Option<Vec<Permissions>> = None;
    for (place, one) in asked.iter().enumerate() {
        of_run_else(store, run, values, one, || {
            let all = match read_at_once.take() {
                Some(all) => all,
                None => read(store, run.run, book, asked)?,
            };
            let told = all.get(place).cloned().unwrap_or_default();
            read_at_once = Some(all);
            Ok(told)
        })?;
    }
    Ok(())
}

fn of_run_else(
    store: &Store,
    run: &StoredRun,
    values: &str,
    asked: &ChannelPurpose,
    read: impl FnOnce() -> Result<Permissions, EngineError>,
) -> Result<Permissions, EngineError> {
    let name = format!("{PERMITTED} {} {}", asked.0.code(), asked.1);
    // The book was read before: each answer stands in the place of somebody in it.
    kept_while(
        store,
        run.run,
        (name.as_str(), values),
        || Ok(made_from(store, run)? == values),
        read,
    )
}

impl Kept for Permissions {
    fn to_bytes(&self) -> Result<Vec<u8>, EngineError> {
        Ok(Self::to_bytes(self))
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Self::from_bytes(bytes)
    }
}

/// What everybody in the book permits by each channel for each purpose.
fn read(
    store: &Store,
    run: RunId,
    book: &Book,
    asked: &[ChannelPurpose],
) -> Result<Vec<Permissions>, EngineError> {
    let by_channels = asked.iter().map(|(channel, _)| by_channel(book, channel));
    let mut permissions: Vec<Permissions> = by_channels.collect();
    let members = store.memberships(run)?;
    let customer_of = |record: RecordId| -> Option<CustomerId> {
        let place = members.binary_search_by_key(&record, |(one, _)| *one);
        members.get(place.ok()?).map(|(_, customer)| *customer)
    };
    let mut stating: BTreeMap<CustomerId, Vec<RecordId>> = BTreeMap::new();
    for load in tables(store)? {
        store.visit_standard::<EngineError>(&load, |record| {
            for (told, (_, purpose)) in permissions.iter_mut().zip(asked) {
                told.is_told |= is_named(&record.values, purpose);
            }
            if let Some(customer) = customer_of(record.record) {
                stating.entry(customer).or_default();
            }
            Ok(ControlFlow::Continue(()))
        })?;
    }
    for (record, customer) in &members {
        if let Some(records) = stating.get_mut(customer) {
            records.push(*record);
        }
    }
    let places = Places::of_every_load(store)?;
    let rules = UnifyRules::of_run_in_use(store)?;
    let words = overrides(store, customer_of)?;
    let agreeing = asked.iter().map(|(channel, purpose)| Agreeing {
        places: &places,
        rules: &rules,
        words: &words,
        channel,
        purpose,
    });
    let agreeing: Vec<Agreeing<'_>> = agreeing.collect();
    let stating: Vec<(CustomerId, Vec<RecordId>)> = stating.into_iter().collect();
    // Some at a time, on all cores.
    for part in stating.chunks(AT_ONCE) {
        let read = records_of_each(store, part)?;
        let answers: Vec<(CustomerId, Vec<PurposeAnswer>)> = read
            .par_iter()
            .map(|(customer, records)| {
                let of_each = agreeing.iter().map(|one| one.answer(*customer, records));
                (*customer, of_each.collect())
            })
            .collect();
        for (customer, answers) in answers {
            let Some(place) = book.place(customer) else {
                continue;
            };
            for (told, answer) in permissions.iter_mut().zip(answers) {
                if let Some(known) = told.of.get_mut(place) {
                    *known = answer;
                }
            }
        }
    }
    for told in &mut permissions {
        for (place, answer) in told.of.iter_mut().enumerate() {
            if book.stands(place, State::DeletionRequested) {
                *answer = PurposeAnswer::No;
            }
        }
    }
    Ok(permissions)
}

/// What everybody in the book permits by a channel where no statement is known of any purpose.
fn by_channel(book: &Book, channel: &Attribute) -> Permissions {
    let states = book.consents.get(channel);
    let of = (0..book.customers.len()).map(|place| {
        let agreed = states.and_then(|states| states.get(place));
        PurposeAnswer::by_channel(agreed.copied().flatten())
    });
    Permissions {
        is_told: false,
        of: of.collect(),
    }
}

/// The tables in use whose statements name purposes.
fn tables(store: &Store) -> Result<Vec<StoredLoad>, EngineError> {
    let names_purposes =
        |mapping: &Mapping| mapped_attributes(mapping).contains(&Attribute::ConsentPurpose);
    let mut tables = Vec::new();
    for load in store.current_loads()? {
        let stored = store.mapping(load.table)?;
        if stored.is_some_and(|stored| names_purposes(&stored.mapping)) {
            tables.push(load);
        }
    }
    Ok(tables)
}

/// How a channel and a purpose are agreed on.
struct Agreeing<'a> {
    places: &'a Places,
    rules: &'a UnifyRules,
    words: &'a BTreeMap<CustomerId, Vec<Override>>,
    channel: &'a Attribute,
    purpose: &'a str,
}

impl Agreeing<'_> {
    fn answer(&self, customer: CustomerId, records: &[StandardRecord]) -> PurposeAnswer {
        let mut words = self.words.get(&customer).into_iter().flatten();
        let by_hand = words.rfind(|word| word.attribute == *self.channel);
        let by_hand = by_hand.map(|word| ConsentState::parse(&word.value));
        if by_hand.is_some_and(|state| PurposeAnswer::by_channel(state) == PurposeAnswer::No) {
            return PurposeAnswer::No;
        }
        // A word set by hand stands in place of what sources say of the channel as a whole.
        let takes_channel = by_hand.is_none();
        let stated: Vec<(&StandardRecord, Vec<StandardValue>)> = records
            .iter()
            .map(|record| (record, self.stated(&record.values, takes_channel)))
            .collect();
        let contributions: Vec<Contribution<'_>> = stated
            .iter()
            .map(|(record, values)| {
                let (table, source) = self.places.of_record(record.record);
                Contribution {
                    record: record.record,
                    source,
                    table,
                    row: u64::try_from(record.record.0).unwrap_or(0),
                    as_of: record.as_of.as_deref(),
                    values,
                }
            })
            .collect();
        self.agreed(&unify(&contributions, &self.rules.rules, &[]), records)
    }

    /// What an agreed record permits: a yes counts where one of those who said it named the purpose.
    fn agreed(&self, golden: &GoldenRecord, records: &[StandardRecord]) -> PurposeAnswer {
        let agreed = golden
            .values
            .iter()
            .find(|one| one.attribute == *self.channel);
        let Some((agreed, state)) =
            agreed.zip(agreed.and_then(|one| ConsentState::parse(&one.value)))
        else {
            return PurposeAnswer::Unknown;
        };
        let is_named = records.iter().any(|record| {
            agreed.supporters.contains(&record.record) && is_named(&record.values, self.purpose)
        });
        if is_named {
            PurposeAnswer::by_purpose(state)
        } else {
            PurposeAnswer::by_channel(Some(state))
        }
    }

    /// Of a row what is needed to agree: whom it names and when, and what it says of the channel for the purpose.
    fn stated(&self, row: &[StandardValue], takes_channel: bool) -> Vec<StandardValue> {
        let says = self.says(row, takes_channel);
        let mut values: Vec<StandardValue> = row
            .iter()
            .filter(|value| is_evidence(&value.target.attribute))
            .cloned()
            .collect();
        values.extend(says);
        values
    }

    fn says(&self, row: &[StandardValue], takes_channel: bool) -> Vec<StandardValue> {
        let told = row
            .iter()
            .filter(|value| value.target.attribute == *self.channel);
        let purpose = find(row, &Attribute::ConsentPurpose);
        if purpose.is_none() {
            return told.filter(|_| takes_channel).cloned().collect();
        }
        if is_named(row, self.purpose) {
            let mut says: Vec<StandardValue> = told.cloned().collect();
            let stated = find(row, &Attribute::ConsentState)
                .filter(|state| says.iter().all(|one| one.column != state.column))
                .and_then(|state| self.statement(row, state));
            says.extend(stated);
            return says;
        }
        // Of another purpose counts what holds for every purpose; of one nobody can read what takes away does.
        let is_unread = purpose.is_some_and(|purpose| purpose.state != ValueState::Valid);
        told.filter(|value| {
            let state = ConsentState::parse(&value.value);
            takes_channel
                && (is_unread
                    || value.rule == RESTRICTED
                    || matches!(
                        state,
                        Some(ConsentState::Undeliverable | ConsentState::Complained)
                    ))
        })
        .cloned()
        .collect()
    }

    /// The state of a statement as an answer of the channel, where its row is about it.
    fn statement(&self, row: &[StandardValue], state: &StandardValue) -> Option<StandardValue> {
        if state.state != ValueState::Valid {
            return None;
        }
        let objects = matches!(
            &*state.rule,
            "consent.objection" | ASKS_ACCESS_AND_OBJECTION | ASKS_RESTRICTION_AND_OBJECTION
        );
        let said = if objects || state.rule == "consent.deletion" {
            ConsentState::OptedOut
        } else {
            ConsentState::parse(&consent::standardise(&state.raw, self.channel).value)?
        };
        let channels = match find(row, &Attribute::ConsentChannel) {
            Some(told) => consent::channels(&told.raw),
            None if objects => consent::channels("all"),
            None => consent::channels_without_column(is_by_number(row), said),
        };
        channels.tell(said, self.channel).then(|| StandardValue {
            target: self.channel.clone().into(),
            value: said.code().to_owned(),
            ..state.clone()
        })
    }
}

/// Whether a row names whom it is about by a telephone number and has no address.
fn is_by_number(row: &[StandardValue]) -> bool {
    records::first(row, &Attribute::Email).is_none()
        && records::first(row, &Attribute::Phone).is_some()
}

/// Whether a statement names a purpose, or every one.
fn is_named(row: &[StandardValue], purpose: &str) -> bool {
    names(row, |one| one == purpose || one == EVERY)
}

fn names(row: &[StandardValue], is_it: impl Fn(&str) -> bool) -> bool {
    records::first(row, &Attribute::ConsentPurpose)
        .is_some_and(|named| named.split(", ").any(is_it))
}

fn find<'a>(row: &'a [StandardValue], attribute: &Attribute) -> Option<&'a StandardValue> {
    row.iter()
        .find(|value| value.target.attribute == *attribute)
}

/// Whether an attribute tells whom a statement is about, or what stands behind it; the answers themselves do not.
fn is_evidence(attribute: &Attribute) -> bool {
    match attribute.family() {
        AttributeFamily::Contact | AttributeFamily::Identifier => true,
        AttributeFamily::Consent => matches!(
            attribute,
            Attribute::ConsentTime
                | Attribute::WithdrawalTime
                | Attribute::ConsentChannel
                | Attribute::ConsentPurpose
                | Attribute::ConsentState
        ),
        _ => false,
    }
}
