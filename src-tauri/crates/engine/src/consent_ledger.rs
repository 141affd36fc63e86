//! What people permit: the ledger of a customer, contradictions, and counts over everybody.

use std::collections::BTreeMap;

use rollcall_golden::{GoldenRecord, GoldenValue, ONLY_VALUE, OVERRIDE};
use rollcall_governance::{Regime, Rule, regime};
use rollcall_model::{Attribute, ConsentState, CustomerId, ProblemCode, RecordId, RunId, SourceId};
use rollcall_store::{ConflictFilter, ProblemFilter, Store, StoredCustomer};

use crate::conflicts::pairs_of;
use crate::consent_statements::{CHANNELS, CustomerRows, Statements};
use crate::inventory::{Marks, attribute_view};
use crate::rules::RuleBook;
use crate::view::{
    ChannelCounts, ChannelLedger, ConsentLedger, ConsentStatement, ConsentSummary, Contradiction,
    ContradictionPage, ContradictionPair, Coverage, CustomerNumber, ListContradictions, Nothing,
    RegimeCount, SourceConsents, StateCount,
};
use crate::{Engine, EngineError, customers};

/// So many contradictions are told at once: each is told with every row behind it.
const PAGE: u64 = 100;
/// The most columns that never say no that are told.
const MOST_DOUBTED: u64 = 100;

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
        let country_unknown = customer.country.is_empty().then(|| {
            reading
                .statements
                .unknown(&Attribute::Country, &rows)
                .to_owned()
        });
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
            among,
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
    /// source, and where sources contradict each other.
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
            regimes: counted.regimes(),
        })
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
        let asked = asked.is_some() && *channel != Attribute::DeletionRequest;
        let law = regime(&customer.country, channel);
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
            return format!("{says} Nobody says otherwise.");
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
        .filter(|one| one.finding.count > 0)
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

/// Which sources contradict each other, most people first; notes how many people of each channel it is.
fn contradiction_pairs(
    store: &Store,
    run: RunId,
    counted: &mut Counted,
) -> Result<Vec<ContradictionPair>, EngineError> {
    let marks = Marks::read(store)?;
    let mut by_pair: BTreeMap<(Attribute, SourceId, SourceId), u64> = BTreeMap::new();
    for (code, sources, people) in store.conflict_counts(run)? {
        let Ok(attribute) = channel(&code) else {
            continue;
        };
        *counted.contradicted.entry(attribute.clone()).or_default() += people;
        for (left, right) in pairs_of(&sources) {
            *by_pair.entry((attribute.clone(), left, right)).or_default() += people;
        }
    }
    let mut pairs: Vec<ContradictionPair> = by_pair
        .into_iter()
        .map(|((attribute, left, right), people)| ContradictionPair {
            channel: attribute_view(&attribute),
            left: marks.of(left),
            right: marks.of(right),
            people,
        })
        .collect();
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.people));
    Ok(pairs)
}

/// People by what holds of them.
#[derive(Default)]
struct Counted {
    people: u64,
    states: BTreeMap<(Attribute, String), u64>,
    without_needed_yes: BTreeMap<Attribute, u64>,
    contradicted: BTreeMap<Attribute, u64>,
    by_law: BTreeMap<Regime, u64>,
}

impl Counted {
    fn read(store: &Store, run: RunId) -> Result<Self, EngineError> {
        let mut counted = Self::default();
        for group in store.consent_counts(run)? {
            counted.people += group.people;
            let states: BTreeMap<&str, &str> = group
                .consents
                .split(';')
                .filter_map(|one| one.split_once('='))
                .collect();
            let law = regime(&group.country, &Attribute::EmailConsent);
            *counted.by_law.entry(law).or_default() += group.people;
            for channel in &CHANNELS {
                let state = states.get(channel.code().as_str()).copied();
                if let Some(state) = state {
                    let cell = (channel.clone(), state.to_owned());
                    *counted.states.entry(cell).or_default() += group.people;
                }
                let needs_yes = regime(&group.country, channel) == Regime::OptIn;
                if needs_yes && state != Some(ConsentState::OptedIn.code()) {
                    *counted
                        .without_needed_yes
                        .entry(channel.clone())
                        .or_default() += group.people;
                }
            }
        }
        Ok(counted)
    }

    fn told(&self, channel: &Attribute, coverage: &Coverage) -> ChannelCounts {
        let states: Vec<StateCount> = self
            .states
            .iter()
            .filter(|((of, _), _)| of == channel)
            .map(|((_, state), people)| StateCount {
                state: state.clone(),
                people: *people,
            })
            .collect();
        let said: u64 = states.iter().map(|one| one.people).sum();
        let count = |of: &BTreeMap<Attribute, u64>| of.get(channel).copied().unwrap_or(0);
        let is_request = *channel == Attribute::DeletionRequest;
        ChannelCounts {
            channel: attribute_view(channel),
            not_said: self.people.saturating_sub(said),
            states,
            contradicted: count(&self.contradicted),
            without_needed_yes: if is_request {
                0
            } else {
                count(&self.without_needed_yes)
            },
            sources: sources(channel, coverage),
        }
    }

    fn regimes(&self) -> Vec<RegimeCount> {
        Regime::ALL
            .iter()
            .map(|law| RegimeCount {
                regime: law.code().into(),
                label: law.label().into(),
                people: self.by_law.get(law).copied().unwrap_or(0),
            })
            .collect()
    }
}

/// What each source holds of a channel, the kinds of unknown apart.
fn sources(channel: &Attribute, coverage: &Coverage) -> Vec<SourceConsents> {
    let code = channel.code();
    let position = coverage.attributes.iter().position(|one| one.code == code);
    let Some(cells) = position.and_then(|position| coverage.cells.get(position)) else {
        return Vec::new();
    };
    coverage
        .sources
        .iter()
        .zip(cells)
        .map(|(source, cell)| SourceConsents {
            source: source.clone(),
            state: cell.state.clone(),
            rows: cell.rows,
            answered: cell.valid,
            invalid: cell.invalid + cell.placeholder,
            blank: cell.blank,
        })
        .collect()
}

/// One line of the ledger as a table: a statement, or that nothing was said.
pub(crate) fn lines(customer: &StoredCustomer, ledger: &ChannelLedger) -> Vec<[String; 15]> {
    let head = |statement: Option<&ConsentStatement>| -> [String; 15] {
        let text = |of: fn(&ConsentStatement) -> String| statement.map(of).unwrap_or_default();
        [
            customer.customer.label(),
            customer.name.clone(),
            customer.country.clone(),
            ledger.regime.clone(),
            ledger.channel.code.clone(),
            ledger
                .state
                .clone()
                .or_else(|| ledger.unknown.clone())
                .unwrap_or_default(),
            ledger.why.clone(),
            text(|one| one.source.name.clone()),
            text(|one| one.table.clone()),
            text(|one| one.file.clone()),
            text(|one| one.row.to_string()),
            text(|one| one.time.clone().unwrap_or_default()),
            text(|one| one.state.clone()),
            text(|one| one.raw.clone()),
            text(|one| one.evidence.clone()),
        ]
    };
    if ledger.statements.is_empty() {
        return if ledger.state.is_some() {
            vec![head(None)]
        } else {
            Vec::new()
        };
    }
    ledger
        .statements
        .iter()
        .map(|one| head(Some(one)))
        .collect()
}
