//! Requests to be deleted, told what is kept or the like that stand in loaded files: offered until somebody takes them up.
//!
//! Which rows a request answers is kept as keyed hashes of the table and the stable key, so that no row is offered
//! twice, whatever load it stands in, and nothing of it can be read once the person is erased.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rollcall_governance::RequestRegion;
use rollcall_model::{AskedRight, CustomerId, RecordId, RunId, grouped, said_at};
use rollcall_store::{
    AskedFor, AskedRow, RecordIdentity, StandardRecord, Store, StoredDataRequest,
};

use super::done_in_file::{LastDone, Witnesses};
use super::terms::Terms;
use super::{ACCESS, DELETION, OPEN, PORTABILITY, RECTIFICATION, RESTRICTION, of_kind, rule_of};
use crate::EngineError;
use crate::erase_person::record_rows;
use crate::lives_in::LivesIn;
use crate::table_rows::Shelf;
use crate::tombstones::{mark_of, project_key};
use crate::view::AskedInFile;

/// So many are told at once.
pub(super) const MOST_TOLD: usize = 100;
/// So many rows of each.
pub(super) const MOST_ROWS: usize = 3;

/// The rows in use that ask something about their person's data.
pub(super) struct AskedRows {
    all: Vec<AskedRow>,
    /// Their places, by the marks that requests keep of them.
    by_mark: BTreeMap<String, usize>,
}

/// A request nobody has taken up: of a customer, or of a row by which nobody is found.
pub(super) struct Untaken {
    pub(super) asks: AskedFor,
    pub(super) customer: Option<CustomerId>,
    country: String,
    /// The countries the customer's telephones point to.
    phone_countries: String,
    pub(super) rows: Vec<AskedRow>,
}

impl Untaken {
    pub(super) fn lives_in(&self) -> LivesIn<'_> {
        LivesIn::of(&self.country, &self.phone_countries)
    }
}

/// What nobody has taken up, one a customer and what they ask for, and one a row by which nobody is found.
#[derive(Default)]
pub(super) struct Waiting {
    /// What waits for somebody.
    pub(super) open: Vec<Untaken>,
    /// What is done, as its file says.
    pub(super) done: Vec<Untaken>,
}

/// Where what a customer asks for stands.
pub(super) type Places = BTreeMap<(AskedFor, CustomerId), usize>;

/// Puts a row to the others by which its customer asks the same.
pub(super) fn add(to: &mut Vec<Untaken>, places: &mut Places, row: &AskedRow) {
    let place = row
        .customer
        .and_then(|one| places.get(&(row.asks, one)).copied());
    if let Some(place) = place
        && let Some(known) = to.get_mut(place)
    {
        known.rows.push(row.clone());
        return;
    }
    if let Some(customer) = row.customer {
        places.insert((row.asks, customer), to.len());
    }
    to.push(Untaken {
        asks: row.asks,
        customer: row.customer,
        country: row.country.clone(),
        phone_countries: row.phone_countries.clone(),
        rows: vec![row.clone()],
    });
}

/// The same with its day.
pub(super) struct Dated {
    pub(super) one: Untaken,
    /// The day it was asked; nothing where no row tells.
    asked_on: Option<NaiveDate>,
    /// The day its term begins.
    pub(super) counted_from: NaiveDate,
}

impl AskedRows {
    pub(super) fn read(
        store: &Store,
        run: Option<RunId>,
        requests: &[StoredDataRequest],
    ) -> Result<Self, EngineError> {
        let all = store.rows_that_ask(run)?;
        let by_mark = if requests.iter().all(|one| one.asked_in.is_empty()) {
            BTreeMap::new()
        } else {
            places_by_mark(&project_key(&store.secret()?), &all)
        };
        Ok(Self { all, by_mark })
    }

    /// Those of which their file says that the request is done.
    pub(super) fn done(
        &self,
        store: &Store,
        last: &LastDone,
    ) -> Result<Arc<Witnesses>, EngineError> {
        last.of(store, &self.all)
    }

    /// The rows that asked for a request, as far as they are in use.
    pub(super) fn of<'a>(
        &'a self,
        request: &'a StoredDataRequest,
    ) -> impl Iterator<Item = &'a AskedRow> {
        request
            .asked_in
            .iter()
            .filter_map(move |mark| self.all.get(*self.by_mark.get(mark)?))
    }

    /// Whom a request is about in a run: whom it is kept of, else who holds a row that asked.
    pub(super) fn subject(
        &self,
        store: &Store,
        run: Option<RunId>,
        request: &StoredDataRequest,
    ) -> Result<Option<CustomerId>, EngineError> {
        let Some(run) = run else { return Ok(None) };
        let known = store.subject(run, request)?;
        Ok(known.or_else(|| self.of(request).find_map(|row| row.customer)))
    }

    /// What nobody has taken up, what is done as its file says apart.
    pub(super) fn untaken(
        &self,
        store: &Store,
        run: Option<RunId>,
        requests: &[StoredDataRequest],
        done: &Witnesses,
    ) -> Result<Waiting, EngineError> {
        let mut waiting = Waiting::default();
        if self.all.is_empty() {
            return Ok(waiting);
        }
        let mut taken: BTreeSet<(AskedFor, RecordId)> = BTreeSet::new();
        let mut open: BTreeSet<(AskedFor, CustomerId)> = BTreeSet::new();
        for request in requests {
            taken.extend(self.of(request).map(|row| (row.asks, row.record)));
            let asks = asked_for(&request.kind).filter(|_| request.state == OPEN);
            if let Some(asks) = asks {
                let subject = self.subject(store, run, request)?;
                open.extend(subject.map(|customer| (asks, customer)));
            }
        }
        let mut places = (Places::new(), Places::new());
        for row in &self.all {
            let is_open = row
                .customer
                .is_some_and(|one| open.contains(&(row.asks, one)));
            if is_open || taken.contains(&(row.asks, row.record)) {
                continue;
            }
            if done.contains_key(&(row.asks, row.record)) {
                add(&mut waiting.done, &mut places.0, row);
            } else {
                add(&mut waiting.open, &mut places.1, row);
            }
        }
        Ok(waiting)
    }
}

/// The kind of the request a row is.
pub(super) fn kind_of(asks: AskedFor) -> &'static str {
    match asks {
        AskedFor::Right(right) => right.code(),
        AskedFor::Deletion => DELETION,
    }
}

/// What rows ask for that are of a kind of request; nothing for one no row asks for.
fn asked_for(kind: &str) -> Option<AskedFor> {
    AskedFor::ALL
        .into_iter()
        .find(|asks| kind_of(*asks) == kind)
}

/// The places of rows by the marks that requests keep of them. A row that asks for its data in a form to take along was
/// once read as one that asks what is kept: a request that was made of it then is still of it.
fn places_by_mark(key: &[u8; 32], all: &[AskedRow]) -> BTreeMap<String, usize> {
    let rows = || all.iter().enumerate();
    let mut places: BTreeMap<String, usize> = rows()
        .map(|(place, one)| (row_mark(key, one.asks, &one.row), place))
        .collect();
    for (place, one) in rows() {
        if one.asks == AskedFor::Right(AskedRight::Portability) {
            let before = row_mark(key, AskedFor::Right(AskedRight::Access), &one.row);
            places.entry(before).or_insert(place);
        }
    }
    places
}

/// By what a request knows a row again. A row that asks for two things is known by each.
pub(super) fn row_mark(key: &[u8; 32], asks: AskedFor, row: &RecordIdentity) -> String {
    let asked = match asks {
        AskedFor::Right(AskedRight::Access) => "access asked in row",
        AskedFor::Right(right) => right.code(),
        AskedFor::Deletion => "asked in row",
    };
    mark_of(key, &format!("{asked} {} {}", row.table, row.key))
}

/// The marks of the rows in which a customer asks for what a kind of request is about.
pub(super) fn marks_of(
    store: &Store,
    run: RunId,
    customer: CustomerId,
    kind: &str,
) -> Result<Vec<String>, EngineError> {
    let key = project_key(&store.secret()?);
    let all = store.rows_that_ask(Some(run))?;
    let theirs = all
        .iter()
        .filter(|row| row.customer == Some(customer) && kind_of(row.asks) == kind);
    Ok(theirs
        .map(|row| row_mark(&key, row.asks, &row.row))
        .collect())
}

/// How many requests in files nobody has taken up.
pub(crate) fn in_files(store: &Store, last: &LastDone) -> Result<u64, EngineError> {
    let requests = store.agreed::<StoredDataRequest>()?;
    let run = store.current_run()?.map(|run| run.run);
    let rows = AskedRows::read(store, run, &requests)?;
    let done = rows.done(store, last)?;
    Ok(rows.untaken(store, run, &requests, &done)?.open.len() as u64)
}

/// What is told of requests in files.
pub(super) struct AskedTold {
    pub(super) first: Vec<AskedInFile>,
    pub(super) total: u64,
    /// How many there are of each kind, in words; nothing where there is none.
    which: Option<String>,
    pub(super) overdue: u64,
}

impl AskedTold {
    pub(super) fn read(
        store: &Store,
        shelf: &Shelf,
        terms: &Terms,
        run: Option<RunId>,
        untaken: Vec<Untaken>,
        today: NaiveDate,
    ) -> Result<Self, EngineError> {
        let mut all: Vec<(NaiveDate, String, Dated)> = dated(store, shelf, untaken, today)?
            .into_iter()
            .map(|one| {
                let lives_in = one.one.lives_in();
                let region = RequestRegion::of(lives_in.country);
                let rule = rule_of(kind_of(one.one.asks));
                let (due, mut because) = terms.due(region, rule.as_ref(), one.counted_from);
                because.push_str(&lives_in.told());
                if one.asked_on.is_none() {
                    because.push_str(
                        " No row tells the day it was asked: counted from the day the file was loaded.",
                    );
                }
                (due, because, one)
            })
            .collect();
        // In the order of their rows where they are due on one day.
        all.sort_by_key(|(due, _, _)| *due);
        let overdue = all.iter().filter(|(due, _, _)| *due < today).count() as u64;
        let total = all.len() as u64;
        let which = requests_in_words(all.iter().map(|(_, _, one)| kind_of(one.one.asks)));
        all.truncate(MOST_TOLD);
        let first = all
            .into_iter()
            .map(|(due, because, one)| {
                let region = RequestRegion::of(one.one.lives_in().country);
                let mut view = show(store, shelf, run, one)?;
                region.code().clone_into(&mut view.region);
                view.due_on = due.to_string();
                view.because = because;
                view.days_left = (due - today).num_days();
                view.overdue = view.days_left < 0;
                Ok(view)
            })
            .collect::<Result<_, EngineError>>()?;
        Ok(Self {
            first,
            total,
            which,
            overdue,
        })
    }

    /// Where they stand, in a sentence; nothing where there is none.
    pub(super) fn sentence(&self) -> Option<String> {
        let which = self.which.as_deref()?;
        let told = if self.total == 1 {
            format!("{which} stands in a loaded file and nobody has taken it up")
        } else {
            format!("{which} stand in loaded files and nobody has taken them up")
        };
        Some(match self.overdue {
            0 => format!("{told}."),
            late => format!("{told}; past their day: {}.", grouped(late)),
        })
    }
}

/// How many requests of which kind, such as "2 requests to be deleted and 1 request for access"; nothing where there is
/// none.
pub(super) fn requests_in_words<'a>(kinds: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for kind in kinds {
        *counts.entry(kind).or_default() += 1;
    }
    let order = [DELETION, ACCESS, RECTIFICATION, RESTRICTION, PORTABILITY];
    let told = |kind: &str| match counts.get(kind).copied()? {
        1 => Some(format!("1 request {}", of_kind(kind))),
        count => Some(format!("{} requests {}", grouped(count), of_kind(kind))),
    };
    let mut parts: Vec<String> = order.into_iter().filter_map(told).collect();
    let last = parts.pop()?;
    if parts.is_empty() {
        return Some(last);
    }
    Some(format!("{} and {last}", parts.join(", ")))
}

/// One as far as its rows and its customer tell; its day is told beside.
fn show(
    store: &Store,
    shelf: &Shelf,
    run: Option<RunId>,
    dated: Dated,
) -> Result<AskedInFile, EngineError> {
    let country = dated.one.lives_in().country.to_owned();
    let Untaken {
        asks,
        customer,
        rows,
        ..
    } = dated.one;
    let first: Vec<RecordId> = rows.iter().take(MOST_ROWS).map(|row| row.record).collect();
    let (known, members) = match (run, customer) {
        (Some(run), Some(customer)) => (
            store.customer(run, customer)?,
            store.members(run, customer)?.len(),
        ),
        _ => (None, 0),
    };
    Ok(AskedInFile {
        kind: kind_of(asks).to_owned(),
        customer: customer.map(CustomerId::label),
        name: known.map(|one| one.name).unwrap_or_default(),
        country,
        region: String::new(),
        rows: record_rows(store, shelf, &first)?,
        rows_total: rows.len() as u64,
        elsewhere: members.saturating_sub(rows.len()) as u64,
        asked_on: dated.asked_on.map(|day| day.to_string()),
        due_on: String::new(),
        because: String::new(),
        days_left: 0,
        overdue: false,
    })
}

pub(super) fn dated(
    store: &Store,
    shelf: &Shelf,
    untaken: Vec<Untaken>,
    today: NaiveDate,
) -> Result<Vec<Dated>, EngineError> {
    let rows = untaken.iter().flat_map(|one| &one.rows);
    let numbers: Vec<RecordId> = rows.map(|row| row.record).collect();
    let told: BTreeMap<RecordId, NaiveDate> = store
        .standard_records(&numbers)?
        .iter()
        .filter_map(|record| Some((record.record, day_told(record, today)?)))
        .collect();
    let loaded = |row: &AskedRow| {
        let load = shelf.load_of(row.record)?;
        load.loaded_at.get(..10)?.parse::<NaiveDate>().ok()
    };
    Ok(untaken
        .into_iter()
        .map(|one| {
            let rows = one.rows.iter();
            let asked_on = rows.clone().filter_map(|row| told.get(&row.record)).min();
            let asked_on = asked_on.copied();
            let counted_from = asked_on
                .or_else(|| rows.filter_map(loaded).min())
                .unwrap_or(today);
            Dated {
                one,
                asked_on,
                counted_from,
            }
        })
        .collect())
}

/// The day a row asked: when it says it was said, else when it last changed. A day to come is none.
fn day_told(record: &StandardRecord, today: NaiveDate) -> Option<NaiveDate> {
    let told = said_at(&record.values, "true").or(record.as_of.as_deref())?;
    let day: NaiveDate = told.get(..10)?.parse().ok()?;
    (day <= today).then_some(day)
}

#[cfg(test)]
mod tests {
    use rollcall_model::{AskedRight, RecordId, TableId};
    use rollcall_store::{AskedFor, AskedRow, RecordIdentity};

    use super::{places_by_mark, row_mark};

    #[test]
    fn a_row_that_was_taken_up_as_one_for_access_is_not_offered_again_as_one_for_portability() {
        let row = |record: i64, right: AskedRight| AskedRow {
            asks: AskedFor::Right(right),
            record: RecordId(record),
            row: RecordIdentity {
                table: TableId(1),
                key: format!("R-{record}"),
            },
            customer: None,
            country: String::new(),
            phone_countries: String::new(),
        };
        let all = [
            row(1, AskedRight::Portability),
            row(2, AskedRight::Access),
            row(2, AskedRight::Portability),
            row(3, AskedRight::Rectification),
        ];
        let key = [7; 32];
        let places = places_by_mark(&key, &all);
        let place = |right: AskedRight, one: &AskedRow| {
            let mark = row_mark(&key, AskedFor::Right(right), &one.row);
            places.get(&mark).copied()
        };
        let [first, both, _, other] = &all;
        assert_eq!(place(AskedRight::Access, first), Some(0));
        assert_eq!(place(AskedRight::Portability, first), Some(0));
        // Who asks for both is known by each.
        assert_eq!(place(AskedRight::Access, both), Some(1));
        assert_eq!(place(AskedRight::Portability, both), Some(2));
        assert_eq!(place(AskedRight::Access, other), None);
    }
}
