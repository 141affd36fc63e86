//! Why customers are otherwise than in an earlier run: what touched their own records, and what touched
//! everybody's.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_checks::{PeopleBetween, PeopleChange};
use rollcall_mapping::{ReadingChange, reading_change};
use rollcall_model::{CustomerId, RecordId, TableId};
use rollcall_store::{AssignedVerdict, Store, StoredLoad, StoredRun};

use super::same_records::Renumbered;
use crate::EngineError;
use crate::basis::{FollowsFrom, TableBasis};
use crate::inventory::Marks;
use crate::run_audit::RunReport;
use crate::standardise_load::rules_of;

/// What can have made something otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cause {
    /// A verdict given since.
    Said {
        /// Whether it says that two records are the same person.
        same: bool,
    },
    /// A verdict taken back since.
    TakenBack {
        /// Whether it had said that two records are the same person.
        same: bool,
    },
    /// Rows of a table that had no load in use before.
    NewTable(TableId),
    /// Rows of a table that has no load in use any more.
    TableWent(TableId),
    /// New rows.
    RowsCame,
    /// Rows that are not there any more.
    RowsWent,
    /// Rows whose cells are otherwise.
    RowsChanged,
    /// A table whose columns are read in another way.
    Mapping(TableId),
    /// A table that came with other columns than before.
    OtherColumns(TableId),
    /// A table whose values were made by newer rules.
    MadeAnew(TableId),
    /// A table of which somebody said, or says no more, that it holds each person once.
    HeldOnce(TableId),
    /// Whom values belong to.
    SaidOfValues,
    /// How careful to be, before and after.
    Tier(String, String),
    /// The way records are compared.
    Model,
    /// What agreement is worth was learnt anew from all records.
    LearntAnew,
    /// Nothing of their own: other records changed how common their values are.
    Elsewhere,
    /// The earlier run does not say what it followed from.
    NotKnown,
}

impl Cause {
    /// The cause in a sentence.
    pub(super) fn sentence(&self, tables: &BTreeMap<TableId, String>) -> String {
        let name = |table: &TableId| tables.get(table).map_or("a table", String::as_str);
        match self {
            Self::Said { same: true } => "A verdict says that rows are the same person.".into(),
            Self::Said { same: false } => "A verdict says that rows are different people.".into(),
            Self::TakenBack { same: true } => {
                "A verdict that rows are the same person was taken back.".into()
            }
            Self::TakenBack { same: false } => {
                "A verdict that rows are different people was taken back.".into()
            }
            Self::NewTable(table) => format!("{} was brought in.", name(table)),
            Self::TableWent(table) => format!("{} is not in use any more.", name(table)),
            Self::RowsCame => "New rows came in.".into(),
            Self::RowsWent => "Rows are not there any more.".into(),
            Self::RowsChanged => "Rows say something else than before.".into(),
            Self::Mapping(table) => format!("The columns of {} are read otherwise.", name(table)),
            Self::OtherColumns(table) => {
                format!("{} came with other columns than before.", name(table))
            }
            Self::MadeAnew(table) => {
                format!("The values of {} were standardised by newer rules.", name(table))
            }
            Self::HeldOnce(table) => {
                format!("Whether {} holds each person once was said otherwise.", name(table))
            }
            Self::SaidOfValues => "Whom values belong to was said otherwise.".into(),
            Self::Tier(before, after) => {
                format!("How careful to be went from {before} to {after}.")
            }
            Self::Model => "A newer version of Rollcall compares records in another way.".into(),
            Self::LearntAnew => "What agreement on a value is worth was learnt anew.".into(),
            Self::Elsewhere => {
                "Nothing of their own: rows of others changed how common their values are.".into()
            }
            Self::NotKnown => {
                "The earlier run was made by an older version and does not say what it followed from."
                    .into()
            }
        }
    }
}

/// The causes of every group of a comparison, by the group's place.
pub(super) fn causes(
    store: &Store,
    loads: &[StoredLoad],
    runs: &[StoredRun],
    between: &PeopleBetween,
    renumbered: &Renumbered,
    after: &[(RecordId, CustomerId)],
) -> Result<Vec<BTreeSet<Cause>>, EngineError> {
    let mut told: Vec<BTreeSet<Cause>> = vec![BTreeSet::new(); between.groups.len()];
    let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
        return Ok(told);
    };
    let (before, now) = (report(first)?, report(last)?);
    let follow = (before.follows_from.as_ref(), now.follows_from.as_ref());
    let read = ReadOtherwise::between(store, follow.0, follow.1)?;
    for (record, group) in &between.group_of {
        let was = find(&renumbered.before, *record);
        let is = find(after, *record);
        let table = loads
            .iter()
            .find(|load| (load.first..=load.last).contains(record))
            .map_or(TableId(0), |load| load.table);
        let cause = match (was, is) {
            (false, _) if read.came.contains(&table) => Some(Cause::NewTable(table)),
            (false, _) => Some(Cause::RowsCame),
            (_, false) if read.went.contains(&table) => Some(Cause::TableWent(table)),
            (_, false) => Some(Cause::RowsWent),
            _ if renumbered.changed.contains(record) => Some(Cause::RowsChanged),
            _ => None,
        };
        let causes = &mut told[*group as usize];
        causes.extend(cause);
        if was && is {
            causes.extend(read.causes.get(&table).cloned());
        }
    }
    let verdicts = match before.follows_from {
        // A run of an older version does not tell which verdicts it obeyed.
        None => Vec::new(),
        Some(_) => changed_verdicts(store, first, last, renumbered)?,
    };
    for (verdict, cause) in verdicts {
        for record in [verdict.left, verdict.right] {
            if let Some(group) = between.group(record) {
                told[group].insert(cause.clone());
            }
        }
    }
    let everywhere = everywhere(&before, &now);
    let is_learnt = is_learnt_anew(runs)?;
    for (group, causes) in between.groups.iter().zip(&mut told) {
        let is_about_identity = matches!(
            group.change,
            PeopleChange::Joined | PeopleChange::Parted | PeopleChange::Moved
        );
        if !is_about_identity {
            continue;
        }
        causes.extend(everywhere.iter().cloned());
        if causes.is_empty() {
            causes.insert(if is_learnt {
                Cause::LearntAnew
            } else {
                Cause::Elsewhere
            });
        }
    }
    Ok(told)
}

fn report(run: &StoredRun) -> Result<RunReport, EngineError> {
    Ok(serde_json::from_str(&run.report)?)
}

fn find(members: &[(RecordId, CustomerId)], record: RecordId) -> bool {
    members
        .binary_search_by_key(&record, |(record, _)| *record)
        .is_ok()
}

/// Tables that are read otherwise, or are in use in one of the runs only.
#[derive(Default)]
struct ReadOtherwise {
    came: BTreeSet<TableId>,
    went: BTreeSet<TableId>,
    causes: BTreeMap<TableId, Cause>,
}

impl ReadOtherwise {
    fn between(
        store: &Store,
        before: Option<&FollowsFrom>,
        now: Option<&FollowsFrom>,
    ) -> Result<Self, EngineError> {
        let (Some(before), Some(now)) = (before, now) else {
            return Ok(Self::default());
        };
        let by_table = |side: &FollowsFrom| -> BTreeMap<TableId, TableBasis> {
            let tables = side.tables.iter();
            tables
                .map(|one| (TableId(one.table), one.clone()))
                .collect()
        };
        let (before, now) = (by_table(before), by_table(now));
        let mut read = Self::default();
        for (table, one) in &now {
            let Some(earlier) = before.get(table) else {
                read.came.insert(*table);
                continue;
            };
            if let Some(cause) = why_otherwise(store, *table, earlier, one)? {
                read.causes.insert(*table, cause);
            }
        }
        let gone = before.keys().filter(|table| !now.contains_key(*table));
        read.went.extend(gone);
        Ok(read)
    }
}

/// Why the values of a table in use in both runs are others. A newer export has a mapping and a recipe of its own
/// numbers: only what they say tells whether it is read otherwise.
fn why_otherwise(
    store: &Store,
    table: TableId,
    before: &TableBasis,
    now: &TableBasis,
) -> Result<Option<Cause>, EngineError> {
    let changed = if before.mapping == now.mapping {
        None
    } else {
        let mappings = (
            store.mapping_numbered(before.mapping)?,
            store.mapping_numbered(now.mapping)?,
        );
        match mappings {
            (Some(before), Some(now)) => reading_change(&before, &now),
            _ => Some(ReadingChange::Read),
        }
    };
    Ok(match changed {
        Some(ReadingChange::Read) => Some(Cause::Mapping(table)),
        Some(ReadingChange::Columns) => Some(Cause::OtherColumns(table)),
        None if rules_of(&before.made) != rules_of(&now.made) => Some(Cause::MadeAnew(table)),
        None if before.once != now.once => Some(Cause::HeldOnce(table)),
        None => None,
    })
}

/// What holds for every customer.
fn everywhere(before: &RunReport, now: &RunReport) -> Vec<Cause> {
    let (Some(before), Some(now)) = (&before.follows_from, &now.follows_from) else {
        return vec![Cause::NotKnown];
    };
    let mut causes = Vec::new();
    if before.tier != now.tier {
        causes.push(Cause::Tier(before.tier.clone(), now.tier.clone()));
    }
    if before.said_of_values != now.said_of_values {
        causes.push(Cause::SaidOfValues);
    }
    if before.model != now.model {
        causes.push(Cause::Model);
    }
    causes
}

/// Whether a run after the first compared everything and learnt from it.
fn is_learnt_anew(runs: &[StoredRun]) -> Result<bool, EngineError> {
    for run in runs.iter().skip(1) {
        if report(run)?
            .linkage
            .course
            .is_none_or(|course| course.whole.is_some())
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Verdicts that came or went between two runs, by the numbers of the later one.
fn changed_verdicts(
    store: &Store,
    before: &StoredRun,
    after: &StoredRun,
    renumbered: &Renumbered,
) -> Result<Vec<(AssignedVerdict, Cause)>, EngineError> {
    let number = |record: RecordId| renumbered.number.get(&record).copied().unwrap_or(record);
    let earlier: BTreeSet<AssignedVerdict> = store
        .assigned_verdicts(before.run)?
        .into_iter()
        .map(|one| AssignedVerdict::new(number(one.left), number(one.right), one.verdict))
        .collect();
    let later: BTreeSet<AssignedVerdict> =
        store.assigned_verdicts(after.run)?.into_iter().collect();
    let said = later.difference(&earlier).map(|one| {
        let same = one.verdict == "same";
        (one.clone(), Cause::Said { same })
    });
    let judged: BTreeSet<(RecordId, RecordId)> =
        later.iter().map(|one| (one.left, one.right)).collect();
    let taken_back = earlier
        .difference(&later)
        .filter(|one| !judged.contains(&(one.left, one.right)))
        .map(|one| {
            let same = one.verdict == "same";
            (one.clone(), Cause::TakenBack { same })
        });
    Ok(said.chain(taken_back).collect())
}

/// What tables are called, as `Source · table`.
pub(super) fn table_names(
    store: &Store,
    loads: &[StoredLoad],
) -> Result<BTreeMap<TableId, String>, EngineError> {
    let marks = Marks::read(store)?;
    Ok(loads
        .iter()
        .map(|load| {
            let source = marks.of(load.source).name;
            (load.table, format!("{source} · {}", load.table_name))
        })
        .collect())
}
