//! What people permit: the ledger of a customer, contradictions, and counts over everybody.

mod alone;
mod counted;

use rollcall_golden::{GoldenRecord, GoldenValue, ONLY_VALUE, OVERRIDE};
use rollcall_governance::{Rule, regime};
use rollcall_model::{Attribute, ConsentState, CustomerId, ProblemCode, RecordId, RunId, SourceId};
use rollcall_store::{ConflictFilter, ProblemFilter, Store, StoredCustomer};

use crate::consent_statements::{CHANNELS, CustomerRows, Statements};
use crate::inventory::{Marks, attribute_view};
use crate::lives_in::LivesIn;
use crate::rules::RuleBook;
use crate::said_no::is_request;
use crate::view::{
    ChannelLedger, ConsentLedger, ConsentStatement, ConsentSummary, Contradiction,
    ContradictionPage, ContradictionPair, CustomerNumber, ListContradictions, Nothing,
};
use crate::{Engine, EngineError, customers};
pub(crate) use alone::{kept_out, refused_alone};
use counted::{Counted, contradiction_pairs};

/// So many contradictions are told at once: each is told with every row behind it.
const PAGE: u64 = 100;
/// The most columns that never say no that are told.
const MOST_DOUBTED: u64 = 100;
/// What is said of a column of permissions in which nobody ever said no.
pub(crate) const NEVER_A_NO: &str = "A consent column without a single no has mostly been filled in afterwards. Ask its owner for the evidence.";
/// Why no country is known where the telephones of somebody are of several.
const PHONES_DIFFER: &str = "phones_differ";

impl Engine {
    /// What a customer permits, channel by channel, with every statement it follows from.
    ///
    /// # Errors
    /// When there is no such customer.
    pub fn consent_ledger(&self, request: CustomerNumber) -> Result<ConsentLedger, EngineError> {
        let store = self.store()?;
        let (run, customer) = customers::find(&store, &request.customer)?;
        let reading = Ledgers::read(&store)?;
        let rows = reading.rows(run, customer.customer)?;
        let golden: GoldenRecord = serde_json::from_str(&customer.golden)?;
        let lives_in = LivesIn::of(&customer.country, &customer.phone_countries);
        let unknown = || match lives_in.phones_differ {
            "" => reading.statements.unknown(&Attribute::Country, &rows),
            _ => PHONES_DIFFER,
        };
        let country_unknown = lives_in.country.is_empty().then(|| unknown().to_owned());
        let country_by_phone = lives_in.by_phone.then(|| lives_in.country.to_owned());
        Ok(ConsentLedger {
            channels: CHANNELS
                .iter()
                .map(|channel| reading.channel(channel, &customer, &golden, &rows))
                .filter(|one| {
                    one.channel.code != Attribute::DeletionRequest.code()
                        || !one.statements.is_empty()
                        || one.state.is_some()
                })
                .collect(),
            customer: customer.customer.label(),
            country_unknown,
            country_by_phone,
            name: customer.name,
            country: customer.country,
        })
    }

    /// Where one source says yes and another no about the same customer, with every row behind it.
    ///
    /// # Errors
    /// When there is no such channel.
    pub fn list_contradictions(
        &self,
        request: ListContradictions,
    ) -> Result<ContradictionPage, EngineError> {
        let store = self.store()?;
        let among = match &request.channel {
            Some(code) => vec![channel(code)?.code()],
            None => CHANNELS.iter().map(Attribute::code).collect(),
        };
        let Some(run) = store.current_run()? else {
            return Ok(ContradictionPage {
                contradictions: Vec::new(),
                total: 0,
            });
        };
        let filter = ConflictFilter {
            left: request.left.map(SourceId),
            right: request.right.map(SourceId),
            among: Some(among),
            opposed: request.left.map(SourceId).zip(request.right.map(SourceId)),
            ..ConflictFilter::default()
        };
        let limit = request.limit.unwrap_or(PAGE).min(PAGE);
        let (found, total) = store.conflicts(run.run, &filter, request.offset, limit)?;
        let reading = Ledgers::read(&store)?;
        let mut contradictions = Vec::with_capacity(found.len());
        for (conflict, name) in found {
            let Some(customer) = store.customer(run.run, conflict.customer)? else {
                continue;
            };
            let golden: GoldenRecord = serde_json::from_str(&customer.golden)?;
            let rows = reading.rows(run.run, conflict.customer)?;
            let attribute = channel(&conflict.attribute)?;
            contradictions.push(Contradiction {
                customer: conflict.customer.label(),
                name,
                ledger: reading.channel(&attribute, &customer, &golden, &rows),
            });
        }
        Ok(ContradictionPage {
            contradictions,
            total,
        })
    }

    /// What people permit, counted: by channel and state, by the law that is assumed where they live, by
    /// region, by source, and where sources contradict each other.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn consent_summary(&self, _: Nothing) -> Result<ConsentSummary, EngineError> {
        let store = self.store()?;
        let book = RuleBook::read(&store)?;
        let coverage = self.coverage(Nothing {})?;
        let mut counted = Counted::default();
        let mut pairs = Vec::new();
        if let Some(run) = store.current_run()? {
            counted = Counted::read(&store, run.run)?;
            pairs = contradiction_pairs(&store, run.run, &mut counted)?;
        }
        Ok(ConsentSummary {
            people: counted.people,
            rule: book.acting(&Rule::Consent).sentence,
            channels: CHANNELS
                .iter()
                .map(|channel| counted.told(channel, &coverage))
                .collect(),
            pairs,
            doubted: doubted(&store)?,
            kept_out: kept_out(&store)?,
            regimes: counted.regimes(),
            regions: counted.regions(&store)?,
        })
    }
}

/// Which sources contradict each other about what people permit, most people first; nothing before people are found.
pub(crate) fn contradicting(store: &Store) -> Result<Vec<ContradictionPair>, EngineError> {
    match store.current_run()? {
        Some(run) => contradiction_pairs(store, run.run, &mut Counted::default()),
        None => Ok(Vec::new()),
    }
}

/// Reads the ledgers of customers.
pub(crate) struct Ledgers<'a> {
    store: &'a Store,
    book: RuleBook,
    statements: Statements<'a>,
}

impl<'a> Ledgers<'a> {
    pub(crate) fn read(store: &'a Store) -> Result<Self, EngineError> {
        Ok(Self {
            store,
            book: RuleBook::read(store)?,
            statements: Statements::read(store)?,
        })
    }

    pub(crate) fn rows(
        &self,
        run: RunId,
        customer: CustomerId,
    ) -> Result<CustomerRows, EngineError> {
        let members = self.store.members(run, customer)?;
        let members: Vec<RecordId> = members.iter().map(|member| member.record).collect();
        self.statements.rows(&members)
    }

    pub(crate) fn channel(
        &self,
        channel: &Attribute,
        customer: &StoredCustomer,
        golden: &GoldenRecord,
        rows: &CustomerRows,
    ) -> ChannelLedger {
        let value = golden.values.iter().find(|one| one.attribute == *channel);
        let statements = self.statements.about(channel, rows, value);
        let unknown = value
            .is_none()
            .then(|| self.statements.unknown(channel, rows));
        let why = match (value, unknown) {
            (Some(value), _) => self.why(value, &statements),
            (None, unknown) => not_said(unknown.unwrap_or_default()).to_owned(),
        };
        let asked = golden.value_of(&Attribute::DeletionRequest);
        let asked = asked.is_some_and(is_request) && *channel != Attribute::DeletionRequest;
        let lives_in = LivesIn::of(&customer.country, &customer.phone_countries);
        let law = regime(lives_in.country, channel);
        ChannelLedger {
            channel: attribute_view(channel),
            state: value.map(|value| value.value.clone()),
            unknown: unknown.map(str::to_owned),
            why: if asked {
                format!(
                    "{why} This person asked to be deleted, so no list to reach people holds them."
                )
            } else {
                why
            },
            contradicted: golden.conflict_on(channel).is_some(),
            regime: law.code().into(),
            regime_label: law.label().into(),
            silent: self.statements.silent(channel, rows, &statements),
            statements,
        }
    }

    /// Why a state holds.
    fn why(&self, value: &GoldenValue, statements: &[ConsentStatement]) -> String {
        if value.rule == OVERRIDE {
            return "A person set this by hand; it holds whatever the sources say.".into();
        }
        if value.attribute == Attribute::DeletionRequest {
            return "A request to be deleted holds wherever it was made.".into();
        }
        let mut sources: Vec<&str> = statements
            .iter()
            .filter(|one| one.holds)
            .map(|one| one.source.name.as_str())
            .collect();
        sources.sort_unstable();
        sources.dedup();
        let says = format!(
            "{} {} {}.",
            sources.join(", "),
            if sources.len() == 1 { "says" } else { "say" },
            in_words(&value.value)
        );
        if value.rule == ONLY_VALUE {
            return if statements.iter().any(|one| one.replaced) {
                format!("{says} That is the last word there, and nobody else says otherwise.")
            } else {
                format!("{says} Nobody says otherwise.")
            };
        }
        format!("{says} {}", self.book.sentence_for(&value.attribute))
    }
}

fn channel(code: &str) -> Result<Attribute, EngineError> {
    CHANNELS
        .iter()
        .find(|one| one.code() == code)
        .cloned()
        .ok_or_else(|| EngineError::NotFound {
            what: "channel",
            name: code.to_owned(),
        })
}

/// A state as it stands behind "says".
fn in_words(state: &str) -> &str {
    match ConsentState::parse(state) {
        Some(ConsentState::OptedIn) => "yes",
        Some(ConsentState::Never) => "that a yes was never given",
        Some(ConsentState::Pending) => "that a yes waits for confirmation",
        Some(ConsentState::Undeliverable) => "that messages come back",
        Some(ConsentState::OptedOut) => "no",
        Some(ConsentState::Complained) => "that a message was reported as spam",
        None => state,
    }
}

fn not_said(unknown: &str) -> &'static str {
    match unknown {
        "invalid" => "What stands there cannot be read as a yes or a no.",
        "blank" => "The sources that have such a column leave it empty for this person.",
        _ => "No source that knows this person has a column about it.",
    }
}

/// Columns that never say no, one sentence each: nobody can tell a default from an answer in them.
pub(crate) fn doubted(store: &Store) -> Result<Vec<String>, EngineError> {
    let marks = Marks::read(store)?;
    let filter = ProblemFilter {
        code: Some(ProblemCode::DoubtfulConsent.code().into()),
        ..ProblemFilter::default()
    };
    let (found, _) = store.problems(&filter, 0, MOST_DOUBTED)?;
    Ok(found
        .into_iter()
        .filter(|one| one.finding.count > 0 && one.finding.hint == NEVER_A_NO)
        .map(|one| {
            let source = one.source.map(|source| marks.of(source).name);
            format!(
                "{} of {}: {} Is it a default?",
                source.unwrap_or_default(),
                one.finding.place.file,
                one.finding.message
            )
        })
        .collect())
}
