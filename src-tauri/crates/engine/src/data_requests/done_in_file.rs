//! Requests of which their own file says that they are done: told as such, with the cell that says so, and not counted
//! as open. Whether the person is gone is another matter, so the rows that still stand here are told beside it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rollcall_model::{CustomerId, LoadId, RecordId, RunId, TableRole, grouped};
use rollcall_standardise::request_status::{
    RequestColumn, header, is_finished, says_done, says_not_done,
};
use rollcall_store::{DeletionAsked, RawRecord, Store, StoredLoad};

use super::asked::{MOST_ROWS, MOST_TOLD, Untaken};
use crate::EngineError;
use crate::erase_person::record_rows;
use crate::table_rows::Shelf;
use crate::view::DoneInFile;

/// The cell by which a row says that its request is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Witness {
    column: String,
    says: String,
}

/// The rows among those that ask of which their file says that the request is done.
pub(super) fn witnesses(
    store: &Store,
    asking: &[DeletionAsked],
) -> Result<BTreeMap<RecordId, Witness>, EngineError> {
    let mut found = BTreeMap::new();
    if asking.is_empty() {
        return Ok(found);
    }
    let mut tables: BTreeMap<LoadId, Telling> = BTreeMap::new();
    let mut numbers = Vec::new();
    for load in store.current_loads()? {
        let here = |one: &&DeletionAsked| load.first <= one.record && one.record <= load.last;
        let mut rows = asking.iter().filter(here).peekable();
        if rows.peek().is_none() {
            continue;
        }
        let mapping = store.mapping(load.table)?;
        let is_of_customers =
            mapping.is_some_and(|stored| stored.mapping.role == TableRole::Customers);
        let columns = telling_columns(&load.header, is_of_customers);
        if !columns.is_empty() {
            numbers.extend(rows.map(|one| one.record));
            tables.insert(load.load, Telling::of(&load, columns));
        }
    }
    for raw in store.raw_records(&numbers)? {
        let telling = tables.get(&raw.load);
        if let Some(witness) = telling.and_then(|telling| telling.witness(&raw)) {
            found.insert(raw.record, witness);
        }
    }
    Ok(found)
}

/// Where a table tells how its requests stand.
struct Telling {
    columns: Vec<(usize, String, RequestColumn)>,
    /// The day it was loaded: nothing was done later that it could tell.
    loaded_on: NaiveDate,
}

impl Telling {
    fn of(load: &StoredLoad, columns: Vec<(usize, String, RequestColumn)>) -> Self {
        let day = load.loaded_at.get(..10).and_then(|day| day.parse().ok());
        Self {
            columns,
            loaded_on: day.unwrap_or(NaiveDate::MIN),
        }
    }

    /// The cell that says that it is done; nothing where none does, or another says that it is not.
    fn witness(&self, raw: &RawRecord) -> Option<Witness> {
        let mut found = None;
        for (place, column, kind) in &self.columns {
            let Some(cell) = raw.cells.get(*place) else {
                continue;
            };
            let text = cell.text.trim();
            let is_done = match kind {
                RequestColumn::Status if says_done(text) => true,
                RequestColumn::Status if says_not_done(text) => return None,
                RequestColumn::Status => false,
                RequestColumn::Finished => is_finished(text, self.loaded_on),
            };
            if is_done && found.is_none() {
                found = Some(Witness {
                    column: column.clone(),
                    says: text.to_owned(),
                });
            }
        }
        found
    }
}

/// The columns that tell where a request stands. Among customers a status is the customer's, unless its header says
/// otherwise.
fn telling_columns(
    headers: &[String],
    is_of_customers: bool,
) -> Vec<(usize, String, RequestColumn)> {
    let told = headers.iter().enumerate();
    told.filter_map(|(place, text)| {
        let told = header(text)?;
        (told.names_request || !is_of_customers).then(|| (place, text.clone(), told.column))
    })
    .collect()
}

/// What is told of requests that are done as their files say.
pub(super) struct DoneTold {
    pub(super) first: Vec<DoneInFile>,
    pub(super) total: u64,
    /// Of how many the person has other rows here.
    pub(super) standing: u64,
}

impl DoneTold {
    /// Those whose people still have rows here stand first.
    pub(super) fn read(
        store: &Store,
        shelf: &Shelf,
        run: Option<RunId>,
        done: Vec<Untaken>,
        witnesses: &BTreeMap<RecordId, Witness>,
    ) -> Result<Self, EngineError> {
        let mut all = Vec::with_capacity(done.len());
        for one in done {
            let members = match (run, one.customer) {
                (Some(run), Some(customer)) => store.members(run, customer)?.len(),
                _ => 0,
            };
            all.push((members.saturating_sub(one.rows.len()) as u64, one));
        }
        all.sort_by_key(|(elsewhere, _)| *elsewhere == 0);
        let standing = all.iter().filter(|(elsewhere, _)| *elsewhere > 0).count() as u64;
        let total = all.len() as u64;
        all.truncate(MOST_TOLD);
        let first = all
            .iter()
            .map(|(elsewhere, one)| show(store, shelf, run, one, *elsewhere, witnesses))
            .collect::<Result<_, EngineError>>()?;
        Ok(Self {
            first,
            total,
            standing,
        })
    }

    /// Where they stand, in a sentence; nothing where there is none.
    pub(super) fn sentence(&self) -> Option<String> {
        let told = match self.total {
            0 => return None,
            1 => "1 request to be deleted is done, as its file says".to_owned(),
            count => format!(
                "{} requests to be deleted are done, as their files say",
                grouped(count)
            ),
        };
        Some(match (self.standing, self.total) {
            (0, _) => format!("{told}."),
            (_, 1) => format!("{told}; but other rows of that person are still here."),
            (standing, _) => format!(
                "{told}; but for {} of them other rows of the person are still here.",
                grouped(standing)
            ),
        })
    }
}

fn show(
    store: &Store,
    shelf: &Shelf,
    run: Option<RunId>,
    one: &Untaken,
    elsewhere: u64,
    witnesses: &BTreeMap<RecordId, Witness>,
) -> Result<DoneInFile, EngineError> {
    let first: Vec<RecordId> = one
        .rows
        .iter()
        .take(MOST_ROWS)
        .map(|row| row.record)
        .collect();
    let known = match (run, one.customer) {
        (Some(run), Some(customer)) => store.customer(run, customer)?,
        _ => None,
    };
    let witness = one.rows.first().and_then(|row| witnesses.get(&row.record));
    let (column, says) = witness.map_or_else(Default::default, |witness| {
        (witness.column.clone(), witness.says.clone())
    });
    Ok(DoneInFile {
        customer: one.customer.map(CustomerId::label),
        name: known.map(|one| one.name).unwrap_or_default(),
        rows: record_rows(store, shelf, &first)?,
        rows_total: one.rows.len() as u64,
        column,
        says,
        elsewhere,
        sentence: still_here(one.customer.is_some(), elsewhere),
    })
}

/// Whether the person is gone as well.
fn still_here(is_known: bool, elsewhere: u64) -> String {
    match (is_known, elsewhere) {
        (false, _) => "Nobody is found by this row.".into(),
        (true, 0) => "No other row of this person is here.".into(),
        (true, 1) => "1 other row of this person is still here: erase them, or enter a request on their page.".into(),
        (true, rows) => format!(
            "{} other rows of this person are still here: erase them, or enter a request on their page.",
            grouped(rows)
        ),
    }
}
