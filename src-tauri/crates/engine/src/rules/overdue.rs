//! What is kept longer than agreed, what should have been loaded again, and whom each rule concerns.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rollcall_golden::Rules;
use rollcall_governance::{Rule, Term, days_of};
use rollcall_model::{Attribute, SourceId, grouped};
use rollcall_store::{LoadState, Store, StoredLoad};

use super::RuleBook;
use super::acting::is_consent;
use crate::inventory::Marks;
use crate::records::day_of;
use crate::view::{Nothing, Overdue, PastLoad, PastRows, RefreshDue, SourceMark};
use crate::{Engine, EngineError, governance};

impl Engine {
    /// Loads and rows that are kept longer than agreed, and sources that should have been loaded again.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn overdue(&self, _: Nothing) -> Result<Overdue, EngineError> {
        let store = self.store()?;
        let book = RuleBook::read(&store)?;
        Ok(read(&store, &book, self.today())?.overdue)
    }
}

/// What is overdue, and how many rows of each source stay though they are past its term.
struct Found {
    overdue: Overdue,
    staying: BTreeMap<i64, u64>,
}

fn read(store: &Store, book: &RuleBook, today: NaiveDate) -> Result<Found, EngineError> {
    let marks = Marks::read(store)?;
    let (mut loads, mut rows, mut without_term) = (Vec::new(), Vec::new(), Vec::new());
    let mut staying = BTreeMap::new();
    for mark in marks.all() {
        let rule = Rule::Retention(SourceId(mark.source));
        match Term::parse(&book.acting(&rule).choice) {
            Some(term) => {
                let past = past(store, mark, term, today)?;
                loads.extend(past.loads);
                rows.extend(past.rows);
                staying.insert(mark.source, past.staying);
            }
            None => without_term.push(mark.clone()),
        }
    }
    // In the order they came in, whatever the clock said then.
    loads.sort_by_key(|one: &PastLoad| one.load);
    let overdue = Overdue {
        sentence: told(&loads, &rows, staying.values().sum()),
        refresh: refresh(store, book, &marks, today)?,
        loads,
        rows,
        without_term,
    };
    Ok(Found { overdue, staying })
}

/// What of a source is past a term.
#[derive(Default)]
pub(crate) struct Past {
    /// Loads that are past it.
    pub(crate) loads: Vec<PastLoad>,
    /// Rows past it in its other loads.
    pub(crate) rows: Vec<PastRows>,
    /// Rows of either that stay because they say no to messages or ask to be deleted.
    pub(crate) staying: u64,
}

/// What of a source is past a term.
pub(crate) fn past(
    store: &Store,
    mark: &SourceMark,
    term: Term,
    today: NaiveDate,
) -> Result<Past, EngineError> {
    let mut past = Past::default();
    let Some(first_kept) = term.first_kept(today) else {
        return Ok(past);
    };
    for load in of_source(store, mark.source)? {
        if load.rows_loaded == 0 {
            continue;
        }
        let before = day_before_which(&load, first_kept);
        let found = store.rows_past(&load, before.as_deref())?;
        past.staying += found.staying;
        if found.going == 0 {
            continue;
        }
        match before {
            None => past.loads.push(PastLoad {
                load: load.load.0,
                source: mark.clone(),
                table_name: load.table_name,
                file: load.file,
                loaded_at: load.loaded_at,
                rows: found.going,
                current: load.state == LoadState::Current,
                term: term.code(),
            }),
            Some(before) => past.rows.push(PastRows {
                load: load.load.0,
                source: mark.clone(),
                table_name: load.table_name,
                rows: found.going,
                of: load.rows_loaded,
                before,
            }),
        }
    }
    Ok(past)
}

/// The day before which a row of a load is past its term; nothing where the whole load is.
pub(crate) fn day_before_which(load: &StoredLoad, first_kept: NaiveDate) -> Option<String> {
    let is_whole = day_of(&load.loaded_at).is_some_and(|day| day < first_kept);
    (!is_whole).then(|| first_kept.to_string())
}

/// Loads of a source whose rows are in the project, taken back or not.
pub(crate) fn of_source(store: &Store, source: i64) -> Result<Vec<StoredLoad>, EngineError> {
    let mut loads = store.loads()?;
    loads.retain(|load| load.source.0 == source && load.state != LoadState::Loading);
    Ok(loads)
}

/// How much is past its term, in a sentence.
pub(super) fn told(loads: &[PastLoad], rows: &[PastRows], staying: u64) -> String {
    let goes = told_of_going(loads, rows);
    match staying {
        0 => goes,
        _ if loads.is_empty() && rows.is_empty() => format!(
            "Nothing else is kept longer than agreed. {}",
            told_of_staying(staying)
        ),
        _ => format!("{goes} {}", told_of_staying(staying)),
    }
}

/// That rows past their term stay, and why.
pub(crate) fn told_of_staying(rows: u64) -> String {
    if rows == 1 {
        "1 row past its term stays, because it says no to messages or asks to be deleted.".into()
    } else {
        format!(
            "{} rows past their term stay, because they say no to messages or ask to be deleted.",
            grouped(rows)
        )
    }
}

fn told_of_going(loads: &[PastLoad], rows: &[PastRows]) -> String {
    let in_loads: u64 = loads.iter().map(|load| load.rows).sum();
    let alone: u64 = rows.iter().map(|one| one.rows).sum();
    match (loads.len(), alone) {
        (0, 0) => "Nothing is kept longer than agreed.".into(),
        (0, rows) => format!(
            "{} rows last changed before the agreed term.",
            grouped(rows)
        ),
        (count, rows) => {
            let also = if rows == 0 {
                String::new()
            } else {
                format!(
                    ", and {} rows of others last changed before it",
                    grouped(rows)
                )
            };
            let (loads, are) = if count == 1 {
                ("load", "is")
            } else {
                ("loads", "are")
            };
            format!(
                "{} {loads} with {} rows {are} kept longer than agreed{also}.",
                grouped(count as u64),
                grouped(in_loads)
            )
        }
    }
}

/// The day each source was loaded last, of those of which a load is in use.
fn newest_loads(store: &Store) -> Result<BTreeMap<i64, NaiveDate>, EngineError> {
    let mut loads = store.current_loads()?;
    loads.sort_by_key(|load| load.load);
    // Of several of one source the last stays.
    let days = loads
        .iter()
        .map(|load| (load.source.0, day_of(&load.loaded_at)));
    Ok(days
        .filter_map(|(source, day)| Some((source, day?)))
        .collect())
}

/// When a source would have to be loaded again had people agreed on so many days, in a sentence.
pub(super) fn refresh_under(
    store: &Store,
    source: SourceId,
    days: u32,
    today: NaiveDate,
) -> Result<String, EngineError> {
    let Some(newest) = newest_loads(store)?.get(&source.0).copied() else {
        return Ok(
            "No value changes. Nothing of it is loaded yet; the time runs from its first export on."
                .into(),
        );
    };
    let due = newest.checked_add_days(Days::new(days.into()));
    let due = due.unwrap_or(NaiveDate::MAX);
    Ok(if due < today {
        format!(
            "No value changes. Its newest export came on {newest}: it would be overdue since {due}."
        )
    } else {
        format!(
            "No value changes. Its newest export came on {newest}: the next would be due by {due}."
        )
    })
}

fn refresh(
    store: &Store,
    book: &RuleBook,
    marks: &Marks,
    today: NaiveDate,
) -> Result<Vec<RefreshDue>, EngineError> {
    let newest = newest_loads(store)?;
    let mut due = Vec::new();
    for mark in marks.all() {
        let rule = Rule::Refresh(SourceId(mark.source));
        let agreed = days_of(&book.acting(&rule).choice);
        let days = newest
            .get(&mark.source)
            .map(|day| (today - *day).num_days());
        if let (Some(agreed), Some(days)) = (agreed, days)
            && days > i64::from(agreed)
        {
            due.push(RefreshDue {
                source: mark.clone(),
                sentence: format!(
                    "{} should be loaded every {agreed} days; its newest export came {days} days ago.",
                    mark.name
                ),
                days,
                agreed,
            });
        }
    }
    Ok(due)
}

/// What is overdue, one sentence each, with what to do.
pub(crate) fn findings(
    store: &Store,
    today: NaiveDate,
) -> Result<Vec<(String, &'static str)>, EngineError> {
    let overdue = read(store, &RuleBook::read(store)?, today)?.overdue;
    let mut found = Vec::new();
    if !overdue.loads.is_empty() || !overdue.rows.is_empty() {
        found.push((
            overdue.sentence,
            "Look which data it is, and agree what becomes of it.",
        ));
    }
    let refresh = overdue.refresh.into_iter();
    found.extend(refresh.map(|due| (due.sentence, "Load its newest export.")));
    Ok(found)
}

/// What each rule concerns now.
pub(super) struct Concerns {
    /// Customers in conflict, by the attribute whose rule decides.
    conflicts: BTreeMap<Attribute, u64>,
    consents: u64,
    overdue: Overdue,
    /// Rows of each source that stay though they are past its term.
    staying: BTreeMap<i64, u64>,
}

impl Concerns {
    pub(super) fn read(
        store: &Store,
        book: &RuleBook,
        today: NaiveDate,
    ) -> Result<Self, EngineError> {
        let mut conflicts = BTreeMap::new();
        let mut consents = 0;
        for (attribute, customers) in governance::conflicts_by_attribute(store)? {
            if is_consent(&attribute) {
                consents += customers;
            }
            *conflicts.entry(Rules::kept_under(&attribute)).or_default() += customers;
        }
        let found = read(store, book, today)?;
        Ok(Self {
            conflicts,
            consents,
            overdue: found.overdue,
            staying: found.staying,
        })
    }

    pub(super) fn told(&self, rule: &Rule) -> String {
        let conflicts = |count: u64| match count {
            0 => String::new(),
            1 => "Sources disagree about 1 customer.".to_owned(),
            many => format!("Sources disagree about {} customers.", grouped(many)),
        };
        match rule {
            Rule::Conflict(attribute) => {
                conflicts(self.conflicts.get(attribute).copied().unwrap_or(0))
            }
            Rule::Consent => conflicts(self.consents),
            Rule::Retention(source) => {
                let mine = |mark: &SourceMark| mark.source == source.0;
                let loads: Vec<PastLoad> = self
                    .overdue
                    .loads
                    .iter()
                    .filter(|one| mine(&one.source))
                    .cloned()
                    .collect();
                let rows: Vec<PastRows> = self
                    .overdue
                    .rows
                    .iter()
                    .filter(|one| mine(&one.source))
                    .cloned()
                    .collect();
                let staying = self.staying.get(&source.0).copied().unwrap_or(0);
                if loads.is_empty() && rows.is_empty() && staying == 0 {
                    String::new()
                } else {
                    told(&loads, &rows, staying)
                }
            }
            Rule::Refresh(source) => self
                .overdue
                .refresh
                .iter()
                .find(|due| due.source.source == source.0)
                .map(|due| due.sentence.clone())
                .unwrap_or_default(),
            Rule::SourceOrder | Rule::Deletion | Rule::Access => String::new(),
        }
    }
}
