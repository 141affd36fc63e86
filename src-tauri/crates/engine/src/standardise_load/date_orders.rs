//! Which of day and month comes first in each column of dates, decided from the whole column.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use rollcall_model::{
    Attribute, ColumnIndex, DateOrder, Mapping, Problem, ProblemCode, RecordId, Severity, grouped,
};
use rollcall_standardise::{DateOrderVerdict, DateOrderVote, LongAgoVote};
use rollcall_store::{Store, StoreError, StoredLoad};

use super::FoundProblems;
use crate::records::is_date;
use crate::{EngineError, problems};

/// What is known of the columns of dates.
#[derive(Default)]
pub(super) struct DateFacts {
    /// The order, where it is chosen or decided.
    pub(super) orders: BTreeMap<ColumnIndex, DateOrder>,
    /// The columns whose dates contradict each other.
    pub(super) contradicted: BTreeSet<ColumnIndex>,
    /// The columns of births of people of the past.
    pub(super) long_ago: BTreeSet<ColumnIndex>,
}

/// Decides the order of day and month for each column of dates from the whole column.
pub(super) fn decide_dates(
    store: &Store,
    load: &StoredLoad,
    mapping: &Mapping,
) -> Result<(DateFacts, FoundProblems), EngineError> {
    let mut known = DateFacts::default();
    let mut votes: BTreeMap<ColumnIndex, Dates> = BTreeMap::new();
    let mut births: BTreeMap<ColumnIndex, LongAgoVote> = BTreeMap::new();
    let mut unplaced: BTreeMap<ColumnIndex, Unplaced> = BTreeMap::new();
    for column in &mapping.columns {
        let Some(target) = &column.target else {
            unplaced.insert(column.column, Unplaced::default());
            continue;
        };
        if matches!(
            target.attribute,
            Attribute::BirthDate | Attribute::BirthYear
        ) {
            births.insert(column.column, LongAgoVote::new());
        }
        if !is_date(&target.attribute) {
            continue;
        }
        match column.date_order {
            Some(order) => {
                known.orders.insert(column.column, order);
            }
            None => {
                votes.insert(column.column, Dates::default());
            }
        }
    }
    let all = unplaced.keys().chain(votes.keys()).chain(births.keys());
    let places: Vec<ColumnIndex> = all.copied().collect::<BTreeSet<_>>().into_iter().collect();
    if places.is_empty() {
        return Ok((known, Vec::new()));
    }
    store.visit_cells::<StoreError>(load, &places, |raw| {
        for (column, dates) in &mut unplaced {
            if let Some(cell) = raw.cells.get(*column) {
                dates.add(&cell.text);
            }
        }
        for (column, dates) in &mut votes {
            if let Some(cell) = raw.cells.get(*column) {
                dates.add(raw.record, &cell.text);
            }
        }
        for (column, years) in &mut births {
            if let Some(cell) = raw.cells.get(*column) {
                years.add(&cell.text);
            }
        }
        Ok(ControlFlow::Continue(()))
    })?;
    let past = births.iter().filter(|(_, years)| years.is_of_the_past());
    known.long_ago = past.map(|(column, _)| *column).collect();
    let mut found = decide(load, mapping, &votes, &mut known);
    for (column, dates) in &unplaced {
        if let Some(undecided) = dates.undecided() {
            let problem = undecided_problem(load, header(mapping, *column), &undecided);
            found.push((problem, Vec::new()));
        }
    }
    Ok((known, found))
}

/// What the votes say; what they leave open is told.
fn decide(
    load: &StoredLoad,
    mapping: &Mapping,
    votes: &BTreeMap<ColumnIndex, Dates>,
    known: &mut DateFacts,
) -> FoundProblems {
    let mut found = Vec::new();
    let clear = votes.values().find_map(|dates| match dates.vote.verdict() {
        DateOrderVerdict::Decided(order, _) if order != DateOrder::YearFirst => Some(order),
        _ => None,
    });
    for (column, dates) in votes {
        let (column, verdict) = (*column, dates.vote.verdict());
        let mut records = Vec::new();
        match &verdict {
            DateOrderVerdict::Decided(order, _) => {
                known.orders.insert(column, *order);
                continue;
            }
            DateOrderVerdict::NoDates => continue,
            // Where a column speaks against itself, no other can speak for it.
            DateOrderVerdict::Contradictory { .. } => {
                known.contradicted.insert(column);
                records.clone_from(&dates.either);
            }
            // A twin column that is clear speaks for its unclear neighbour; people are told all the same.
            DateOrderVerdict::Ambiguous { .. } => {
                if let Some(order) = clear {
                    known.orders.insert(column, order);
                }
            }
        }
        let problem = undecided_problem(load, header(mapping, column), &verdict);
        found.push((problem, records));
    }
    found
}

fn header(mapping: &Mapping, column: ColumnIndex) -> &str {
    let column = mapping.columns.get(column);
    column.map_or("", |column| column.header.as_str())
}

/// A column of dates whose order nobody chose.
#[derive(Default)]
struct Dates {
    vote: DateOrderVote,
    /// The first rows whose date could be either.
    either: Vec<RecordId>,
}

impl Dates {
    fn add(&mut self, record: RecordId, text: &str) {
        let before = self.vote.either();
        self.vote.add(text);
        if self.vote.either() > before && self.either.len() < problems::KEPT_ROWS {
            self.either.push(record);
        }
    }
}

/// A column nobody has placed yet: when it holds dates, its order is asked about all the same,
/// before anybody uses it.
#[derive(Default)]
struct Unplaced {
    filled: u64,
    days: u64,
    vote: DateOrderVote,
}

impl Unplaced {
    fn add(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.filled += 1;
        if is_numeric_day(text) {
            self.days += 1;
            self.vote.add(text);
        }
    }

    /// What the column leaves open, when nearly all of it are days in figures.
    fn undecided(&self) -> Option<DateOrderVerdict> {
        if self.days == 0 || self.days * 10 < self.filled * 9 {
            return None;
        }
        match self.vote.verdict() {
            DateOrderVerdict::Decided(..) | DateOrderVerdict::NoDates => None,
            undecided => Some(undecided),
        }
    }
}

/// Whether a text is a day in figures alone, such as 03/04/2026.
fn is_numeric_day(text: &str) -> bool {
    let mut parts = text.split(['/', '.', '-']);
    let mut is_figure = |most: usize| {
        parts.next().is_some_and(|part| {
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    is_figure(2) && is_figure(2) && is_figure(4) && parts.next().is_none()
}

fn undecided_problem(load: &StoredLoad, header: &str, verdict: &DateOrderVerdict) -> Problem {
    let (message, hint, count) = match verdict {
        DateOrderVerdict::Contradictory {
            day_first,
            month_first,
            either,
        } => contradiction(header, *day_first, *month_first, *either),
        _ => (
            format!(
                "In \"{header}\" nothing tells whether 03/04 is the third of April or the fourth of March."
            ),
            CHOOSE,
            load.rows_loaded,
        ),
    };
    let mut place = problems::place(load);
    place.column = Some(header.to_owned());
    Problem {
        code: ProblemCode::AmbiguousDates,
        severity: Severity::Warning,
        place,
        message,
        hint: hint.into(),
        count,
    }
}

/// What to do where choosing the order helps.
pub(crate) const CHOOSE: &str = "Choose the order for this column on the Mapping screen.";

/// How many dates say what, and what becomes of those that say nothing.
fn contradiction(
    header: &str,
    day_first: u64,
    month_first: u64,
    either: u64,
) -> (String, &'static str, u64) {
    let told = format!(
        "The dates in \"{header}\" contradict each other: of {} dates in which the order matters, {} can only be day before month and {} only month before day.",
        grouped(day_first + month_first + either),
        grouped(day_first),
        grouped(month_first)
    );
    if either == 0 {
        let message = format!("{told} Each is read the one way it can be read.");
        let hint = "Ask who made the file why it writes its dates in two ways.";
        return (message, hint, day_first + month_first);
    }
    let message = format!(
        "{told} {} could be either, so nobody can know which day is meant, and they are not used until the order is chosen.",
        grouped(either)
    );
    (message, CHOOSE, either)
}
