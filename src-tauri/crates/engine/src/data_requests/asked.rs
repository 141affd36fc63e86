//! Requests to be deleted that stand in loaded files: offered until somebody takes them up.
//!
//! Which rows a request answers is kept as keyed hashes of the table and the stable key, so that no row is offered
//! twice, whatever load it stands in, and nothing of it can be read once the person is erased.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rollcall_governance::{RequestRegion, Rule};
use rollcall_model::{CustomerId, RecordId, RunId, SourceId, grouped, said_at};
use rollcall_store::{DeletionAsked, RecordIdentity, StandardRecord, Store, StoredDataRequest};
use serde_json::json;

use super::checklist::{systems, systems_of};
use super::done_in_file::{LastDone, Witnesses};
use super::terms::Terms;
use super::{DELETION, OPEN, TOUCHED, read};
use crate::erase_person::record_rows;
use crate::lives_in::LivesIn;
use crate::table_rows::Shelf;
use crate::tombstones::{mark_of, project_key};
use crate::view::{AskedInFile, DataRequests, TakeUpRequests};
use crate::{Engine, EngineError};

/// So many are told at once.
pub(super) const MOST_TOLD: usize = 100;
/// So many rows of each.
pub(super) const MOST_ROWS: usize = 3;
/// So many are taken up at once.
const MOST_TAKEN: usize = 1_000;
/// Of so few every trace is looked for at once. Of more only the rows they are known by are: each search reads every
/// row there is, and the erasure does it anyway.
const MOST_SEARCHED: usize = 10;

/// The rows in use that ask for their person to be deleted.
pub(super) struct AskedRows {
    all: Vec<DeletionAsked>,
    /// Their places, by the marks that requests keep of them.
    by_mark: BTreeMap<String, usize>,
}

/// A request nobody has taken up: of a customer, or of a row by which nobody is found.
pub(super) struct Untaken {
    pub(super) customer: Option<CustomerId>,
    country: String,
    /// The countries the customer's telephones point to.
    phone_countries: String,
    pub(super) rows: Vec<DeletionAsked>,
}

impl Untaken {
    fn lives_in(&self) -> LivesIn<'_> {
        LivesIn::of(&self.country, &self.phone_countries)
    }
}

/// What nobody has taken up, one a customer, and one a row by which nobody is found.
#[derive(Default)]
pub(super) struct Waiting {
    /// What waits for somebody.
    pub(super) open: Vec<Untaken>,
    /// What is done, as its file says.
    pub(super) done: Vec<Untaken>,
}

/// Puts a row to the others of its customer.
fn add(to: &mut Vec<Untaken>, places: &mut BTreeMap<CustomerId, usize>, row: &DeletionAsked) {
    let place = row.customer.and_then(|one| places.get(&one).copied());
    if let Some(place) = place
        && let Some(known) = to.get_mut(place)
    {
        known.rows.push(row.clone());
        return;
    }
    if let Some(customer) = row.customer {
        places.insert(customer, to.len());
    }
    to.push(Untaken {
        customer: row.customer,
        country: row.country.clone(),
        phone_countries: row.phone_countries.clone(),
        rows: vec![row.clone()],
    });
}

/// The same with its day.
struct Dated {
    one: Untaken,
    /// The day it was asked; nothing where no row tells.
    asked_on: Option<NaiveDate>,
    /// The day its term begins.
    counted_from: NaiveDate,
}

impl AskedRows {
    pub(super) fn read(
        store: &Store,
        run: Option<RunId>,
        requests: &[StoredDataRequest],
    ) -> Result<Self, EngineError> {
        let all = store.deletions_asked(run)?;
        let by_mark = if requests.iter().all(|one| one.asked_in.is_empty()) {
            BTreeMap::new()
        } else {
            let key = project_key(&store.secret()?);
            let marks = all.iter().enumerate();
            marks
                .map(|(place, one)| (row_mark(&key, &one.row), place))
                .collect()
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
    ) -> impl Iterator<Item = &'a DeletionAsked> {
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
        let mut taken: BTreeSet<RecordId> = BTreeSet::new();
        let mut open: BTreeSet<CustomerId> = BTreeSet::new();
        for request in requests {
            taken.extend(self.of(request).map(|row| row.record));
            if request.kind == DELETION && request.state == OPEN {
                open.extend(self.subject(store, run, request)?);
            }
        }
        let mut places = (BTreeMap::new(), BTreeMap::new());
        for row in &self.all {
            let is_open = row.customer.is_some_and(|one| open.contains(&one));
            if is_open || taken.contains(&row.record) {
                continue;
            }
            if done.contains_key(&row.record) {
                add(&mut waiting.done, &mut places.0, row);
            } else {
                add(&mut waiting.open, &mut places.1, row);
            }
        }
        Ok(waiting)
    }
}

/// By what a request knows a row again.
pub(super) fn row_mark(key: &[u8; 32], row: &RecordIdentity) -> String {
    mark_of(key, &format!("asked in row {} {}", row.table, row.key))
}

/// The marks of the rows in which a customer asks.
pub(super) fn marks_of(
    store: &Store,
    run: RunId,
    customer: CustomerId,
) -> Result<Vec<String>, EngineError> {
    let key = project_key(&store.secret()?);
    let all = store.deletions_asked(Some(run))?;
    let theirs = all.iter().filter(|row| row.customer == Some(customer));
    Ok(theirs.map(|row| row_mark(&key, &row.row)).collect())
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
                let (due, mut because) = terms.due(region, &Rule::Deletion, one.counted_from);
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
            overdue,
        })
    }

    /// Where they stand, in a sentence; nothing where there is none.
    pub(super) fn sentence(&self) -> Option<String> {
        let told = match self.total {
            0 => return None,
            1 => "1 request to be deleted stands in a loaded file and nobody has taken it up"
                .to_owned(),
            count => format!(
                "{} requests to be deleted stand in loaded files and nobody has taken them up",
                grouped(count)
            ),
        };
        Some(match self.overdue {
            0 => format!("{told}."),
            late => format!("{told}; past their day: {}.", grouped(late)),
        })
    }
}

/// One as far as its rows and its customer tell; its day is told beside.
fn show(
    store: &Store,
    shelf: &Shelf,
    run: Option<RunId>,
    dated: Dated,
) -> Result<AskedInFile, EngineError> {
    let country = dated.one.lives_in().country.to_owned();
    let Untaken { customer, rows, .. } = dated.one;
    let first: Vec<RecordId> = rows.iter().take(MOST_ROWS).map(|row| row.record).collect();
    let (known, members) = match (run, customer) {
        (Some(run), Some(customer)) => (
            store.customer(run, customer)?,
            store.members(run, customer)?.len(),
        ),
        _ => (None, 0),
    };
    Ok(AskedInFile {
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

fn dated(
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
    let loaded = |row: &DeletionAsked| {
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

impl Engine {
    /// Makes requests of what stands in files: of the rows named, or of all that wait. Named, one of which its file says
    /// that it is done is taken up as well: the file, or how it was read, may be wrong.
    ///
    /// # Errors
    /// When who is who is not worked out, no such row stands in a file, or there are not as many as was said.
    pub fn take_up_requests(&self, request: TakeUpRequests) -> Result<DataRequests, EngineError> {
        let store = self.store_for_change()?;
        let today = self.today();
        let Some(run) = store.current_run()?.map(|run| run.run) else {
            return Err(EngineError::invalid(
                "Whose the requests are is not known yet. Audit first, then take them up.",
            ));
        };
        let requests = store.agreed::<StoredDataRequest>()?;
        let rows = AskedRows::read(&store, Some(run), &requests)?;
        let done = rows.done(&store, &self.done_in_files)?;
        let waiting = rows.untaken(&store, Some(run), &requests, &done)?;
        let shelf = Shelf::read(&store)?;
        let chosen = dated(&store, &shelf, chosen(waiting, &request)?, today)?;
        let is_searched = chosen.len() <= MOST_SEARCHED;
        let key = project_key(&store.secret()?);
        let mut made = Vec::with_capacity(chosen.len());
        for one in chosen {
            let systems = match one.one.customer {
                Some(customer) if is_searched => systems(&store, &shelf, customer, today)?,
                customer => {
                    let sources = sources_of(&store, &shelf, run, customer, &one.one.rows)?;
                    systems_of(&store, &shelf, sources)?
                }
            };
            let anchor = match one.one.customer {
                Some(customer) => store.anchor_of(run, customer)?,
                None => None,
            };
            made.push(StoredDataRequest {
                kind: DELETION.into(),
                customer_id: one.one.customer.map(|customer| customer.0),
                anchor_table: anchor.as_ref().map(|record| record.table.0),
                anchor_key: anchor.map(|record| record.key),
                country: one.one.lives_in().country.to_owned(),
                received_on: one.counted_from.to_string(),
                who: self.options.who.clone(),
                systems,
                state: OPEN.into(),
                asked_in: one
                    .one
                    .rows
                    .iter()
                    .map(|row| row_mark(&key, &row.row))
                    .collect(),
                ..StoredDataRequest::default()
            });
        }
        let told = match made.len() {
            1 => "Took up 1 request to be deleted that stands in a file".to_owned(),
            count => format!("Took up {count} requests to be deleted that stand in files"),
        };
        let asked = json!({ "requests": made.len() });
        self.commit(&store, "take_up_requests", told, asked, |edits| {
            for row in made {
                let data_request_id = edits.next_number::<StoredDataRequest>()?;
                edits.agree(&StoredDataRequest {
                    data_request_id,
                    ..row
                })?;
            }
            Ok(())
        })?;
        self.tell_changed(TOUCHED);
        read(&store, &self.done_in_files, today)
    }
}

/// Those that are taken up: all are those that wait, and what is done is taken up where it is named.
fn chosen(waiting: Waiting, request: &TakeUpRequests) -> Result<Vec<Untaken>, EngineError> {
    let chosen = if let Some(expected) = request.all {
        let mut chosen = waiting.open;
        let count = chosen.len() as u64;
        if count != expected {
            return Err(EngineError::invalid(format!(
                "Requests that stand in files: {} now, not {}. Look at them again before you take all of them up.",
                grouped(count),
                grouped(expected)
            )));
        }
        chosen.truncate(MOST_TAKEN);
        chosen
    } else {
        named(&waiting, &request.records.iter().copied().collect())
    };
    if chosen.is_empty() {
        return Err(EngineError::invalid(
            "No such request stands in a file: it was taken up already, or its file is not in use any more.",
        ));
    }
    Ok(chosen)
}

/// Those of which a row is named, one a customer: somebody may have asked twice, and one of it is done.
fn named(waiting: &Waiting, records: &BTreeSet<i64>) -> Vec<Untaken> {
    let mut chosen = Vec::new();
    let mut places = BTreeMap::new();
    for one in waiting.open.iter().chain(&waiting.done) {
        if one.rows.iter().any(|row| records.contains(&row.record.0)) {
            for row in &one.rows {
                add(&mut chosen, &mut places, row);
            }
        }
    }
    chosen
}

/// The systems of the rows a customer is known by, and of those that ask.
fn sources_of(
    store: &Store,
    shelf: &Shelf,
    run: RunId,
    customer: Option<CustomerId>,
    rows: &[DeletionAsked],
) -> Result<BTreeSet<SourceId>, EngineError> {
    let mut records: BTreeSet<RecordId> = rows.iter().map(|row| row.record).collect();
    if let Some(customer) = customer {
        let members = store.members(run, customer)?;
        records.extend(members.iter().map(|member| member.record));
    }
    let sources = records.iter().filter_map(|record| shelf.load_of(*record));
    Ok(sources.map(|load| load.source).collect())
}
