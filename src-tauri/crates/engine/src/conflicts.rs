//! Where sources disagree.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_golden::{ConflictValue, Survivorship, rule_label};
use rollcall_model::{Attribute, CustomerId, RecordId, RunId, SourceId};
use rollcall_store::{
    ConflictColumn, ConflictFilter, CustomerFilter, Store, StoredConflict, StoredDuty, Window,
};

use crate::governance::{decider_of, owner_of};
use crate::inventory::{Marks, attribute_view};
use crate::orders::{conflict_column_of, window};
use crate::rules::RuleBook;
use crate::view::{
    ConflictAnswer, ConflictAttribute, ConflictPage, ConflictPerson, ConflictSummary, ConflictView,
    ListConflicts, Nothing, OtherValue,
};
use crate::{Engine, EngineError, problems};

/// Of the records behind one value so many are asked when they last changed.
const MOST_DATED: usize = 50;

impl Engine {
    /// Where sources disagree: attribute × pair of sources.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn conflict_summary(&self, _: Nothing) -> Result<ConflictSummary, EngineError> {
        let store = self.store()?;
        let mut summary = ConflictSummary {
            conflicts: 0,
            customers: 0,
            attributes: Vec::new(),
            pairs: Vec::new(),
            cells: Vec::new(),
            deciders: Vec::new(),
            owners: Vec::new(),
            answers: Vec::new(),
        };
        let Some(run) = store.current_run()? else {
            return Ok(summary);
        };
        let marks = Marks::read(&store)?;
        let duties = store.duties()?;
        let book = RuleBook::read(&store)?;
        let mut by_attribute: BTreeMap<Attribute, (u64, BTreeMap<(SourceId, SourceId), u64>)> =
            BTreeMap::new();
        let mut pairs: BTreeSet<(SourceId, SourceId)> = BTreeSet::new();
        let mut deciders: BTreeMap<String, u64> = BTreeMap::new();
        let mut owners: BTreeMap<String, u64> = BTreeMap::new();
        for (code, sources, customers) in store.conflict_counts(run.run)? {
            let Some(attribute) = Attribute::parse(&code) else {
                continue;
            };
            summary.conflicts += customers;
            *deciders.entry(decider_of(&duties, &attribute)).or_default() += customers;
            for owner in owners_of(&duties, &sources) {
                *owners.entry(owner).or_default() += customers;
            }
            let (total, cells) = by_attribute.entry(attribute).or_default();
            *total += customers;
            for pair in pairs_of(&sources) {
                *cells.entry(pair).or_default() += customers;
                pairs.insert(pair);
            }
        }
        summary.deciders = most_first(deciders);
        summary.owners = most_first(owners);
        summary.answers = answers(store.conflict_answers(run.run)?);
        let filter = CustomerFilter {
            conflicts_only: true,
            ..CustomerFilter::default()
        };
        summary.customers = store.customers(run.run, &filter, 0, 0)?.1;
        summary.pairs = pairs
            .iter()
            .map(|(left, right)| (marks.of(*left), marks.of(*right)))
            .collect();
        for (attribute, (customers, cells)) in &by_attribute {
            summary.cells.push(
                pairs
                    .iter()
                    .map(|pair| cells.get(pair).copied().unwrap_or(0))
                    .collect(),
            );
            summary.attributes.push(ConflictAttribute {
                attribute: attribute_view(attribute),
                customers: *customers,
                rule: book.sentence_for(attribute),
                decider: decider_of(&duties, attribute),
            });
        }
        Ok(summary)
    }

    /// The conflicts, customer by customer.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn list_conflicts(&self, request: ListConflicts) -> Result<ConflictPage, EngineError> {
        let store = self.store()?;
        let Some(run) = store.current_run()? else {
            return Ok(ConflictPage {
                conflicts: Vec::new(),
                total: 0,
            });
        };
        let duties = store.duties()?;
        let counts = store.conflict_counts(run.run)?;
        let filter = ConflictFilter {
            attribute: request.attribute,
            left: request.left.map(SourceId),
            right: request.right.map(SourceId),
            among: request
                .decider
                .map(|person| decided_by(&duties, &counts, person.trim())),
            of: request
                .owner
                .map(|person| owned_by(&store, &duties, person.trim()))
                .transpose()?,
            rule: request.answer,
            ..ConflictFilter::default()
        };
        let limit = request.limit.unwrap_or(100).min(problems::PAGE);
        let (conflicts, total) = match &request.sort {
            // Who answers for them, and why, is told by no index: they are found once, and the order is paged through.
            None if filter.of.is_some() || filter.among.is_some() || filter.rule.is_some() => {
                let part = Window {
                    descending: false,
                    offset: request.offset,
                    limit,
                };
                store.conflicts_in_order(run.run, &filter, ConflictColumn::Customer, part)?
            }
            None => store.conflicts(run.run, &filter, request.offset, limit)?,
            Some(sort) => {
                let part = window(sort, request.offset, limit);
                store.conflicts_in_order(run.run, &filter, conflict_column_of(sort)?, part)?
            }
        };
        Ok(ConflictPage {
            conflicts: show_all(&store, conflicts)?,
            total,
        })
    }
}

/// The people who own one of these sources, each once; blank for a source nobody owns.
fn owners_of(duties: &[StoredDuty], sources: &[SourceId]) -> BTreeSet<String> {
    let owners = sources.iter().map(|source| owner_of(duties, *source));
    owners.collect()
}

/// The attributes in conflict that a person has the word on.
fn decided_by(
    duties: &[StoredDuty],
    counts: &[(String, Vec<SourceId>, u64)],
    person: &str,
) -> Vec<String> {
    let codes: BTreeSet<&String> = counts.iter().map(|(code, ..)| code).collect();
    let is_theirs = |code: &&&String| {
        Attribute::parse(code).is_some_and(|attribute| decider_of(duties, &attribute) == person)
    };
    codes
        .iter()
        .filter(is_theirs)
        .map(|code| (*code).clone())
        .collect()
}

/// The sources a person owns.
fn owned_by(
    store: &Store,
    duties: &[StoredDuty],
    person: &str,
) -> Result<Vec<SourceId>, EngineError> {
    let sources = store.sources()?.into_iter().map(|one| one.source);
    Ok(sources
        .filter(|source| owner_of(duties, *source) == person)
        .collect())
}

fn most_first(of: BTreeMap<String, u64>) -> Vec<ConflictPerson> {
    let mut people: Vec<ConflictPerson> = of
        .into_iter()
        .map(|(person, conflicts)| ConflictPerson { person, conflicts })
        .collect();
    people.sort_by_key(|one| std::cmp::Reverse(one.conflicts));
    people
}

/// Why the answers stand, those that somebody still has to give first, then those most stand for.
fn answers(counts: Vec<(String, u64)>) -> Vec<ConflictAnswer> {
    let mut answers: Vec<ConflictAnswer> = counts
        .into_iter()
        .map(|(answer, conflicts)| ConflictAnswer {
            label: rule_label(&answer).to_owned(),
            answer,
            conflicts,
        })
        .collect();
    let is_given = |one: &ConflictAnswer| one.answer != Survivorship::Ask.code();
    answers.sort_by_key(|one| (is_given(one), std::cmp::Reverse(one.conflicts)));
    answers
}

/// The conflicts of one customer.
pub(crate) fn of_customer(
    store: &Store,
    run: RunId,
    customer: CustomerId,
) -> Result<Vec<ConflictView>, EngineError> {
    let filter = ConflictFilter {
        customer: Some(customer),
        ..ConflictFilter::default()
    };
    let (conflicts, _) = store.conflicts(run, &filter, 0, 100)?;
    show_all(store, conflicts)
}

fn show_all(
    store: &Store,
    conflicts: Vec<(StoredConflict, String)>,
) -> Result<Vec<ConflictView>, EngineError> {
    let marks = Marks::read(store)?;
    let duties = store.duties()?;
    let contents: Vec<Vec<ConflictValue>> = conflicts
        .iter()
        .map(|(conflict, _)| serde_json::from_str(&conflict.content))
        .collect::<Result<_, _>>()?;
    let as_of = changed_on(store, contents.iter().flatten())?;
    conflicts
        .into_iter()
        .zip(contents)
        .filter_map(|((conflict, name), values)| {
            let attribute = Attribute::parse(&conflict.attribute)?;
            Some((attribute, conflict, name, values))
        })
        .map(|(attribute, conflict, name, values)| {
            Ok(ConflictView {
                customer: conflict.customer.label(),
                name,
                decider: decider_of(&duties, &attribute),
                attribute: attribute_view(&attribute),
                values: values
                    .into_iter()
                    .map(|value| OtherValue {
                        as_of: last_of(&as_of, &value.records),
                        value: value.value,
                        sources: value
                            .sources
                            .iter()
                            .map(|source| marks.of(*source))
                            .collect(),
                    })
                    .collect(),
                winner: conflict.winner,
                is_open: Survivorship::parse(&conflict.rule) == Some(Survivorship::Ask),
                rule: rule_label(&conflict.rule).to_owned(),
            })
        })
        .collect()
}

/// When the records behind some values last changed in their sources, where they tell.
fn changed_on<'a>(
    store: &Store,
    values: impl Iterator<Item = &'a ConflictValue>,
) -> Result<BTreeMap<RecordId, String>, EngineError> {
    let mut wanted: Vec<RecordId> = values
        .flat_map(|value| value.records.iter().take(MOST_DATED).copied())
        .collect();
    wanted.sort_unstable();
    wanted.dedup();
    let records = store.standard_records(&wanted)?;
    let dated = records.into_iter();
    Ok(dated
        .filter_map(|record| Some((record.record, day(record.as_of.as_deref()?)?)))
        .collect())
}

/// The day of a time. The hour of one row may tell who somebody is.
pub(crate) fn day(time: &str) -> Option<String> {
    time.get(..10).map(str::to_owned)
}

/// The latest of them among some records.
fn last_of(as_of: &BTreeMap<RecordId, String>, records: &[RecordId]) -> Option<String> {
    let told = records.iter().filter_map(|record| as_of.get(record));
    told.max().cloned()
}

/// Every pair among the sources that disagree; a source that disagrees with itself pairs with itself.
fn pairs_of(sources: &[SourceId]) -> Vec<(SourceId, SourceId)> {
    if let [one] = sources {
        return vec![(*one, *one)];
    }
    let mut pairs = Vec::new();
    for (index, left) in sources.iter().enumerate() {
        for right in &sources[index + 1..] {
            pairs.push((*left, *right));
        }
    }
    pairs
}
