//! Requests of which their own file says that they are done: told as such, with the cell that says so, and not counted
//! as open. Whether the person is gone is another matter, so the rows that still stand here are told beside it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use rollcall_model::{CustomerId, LoadId, RecordId, RunId, TableRole, grouped};
use rollcall_standardise::request_status::{
    RequestColumn, header, is_finished, is_of_other_matters, is_request_list, says_deleted,
    says_done, says_not_done,
};
use rollcall_store::{AskedFor, AskedRow, RawRecord, Store, StoredLoad};

use super::asked::{MOST_ROWS, MOST_TOLD, Untaken, kind_of, requests_in_words};
use crate::EngineError;
use crate::erase_person::record_rows;
use crate::remembered::Remembered;
use crate::table_rows::Shelf;
use crate::view::DoneInFile;

/// The cell by which a row says that its request is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Witness {
    column: String,
    says: String,
}

/// The rows of which their file says that the request is done, each by what it asks for, with the cell that says so.
pub(super) type Witnesses = BTreeMap<(AskedFor, RecordId), Witness>;

/// What files said last, until other rows ask or the files are others: the rail asks after each change.
#[derive(Default)]
pub(crate) struct LastDone(Remembered<Witnesses>);

impl LastDone {
    /// The rows among those that ask of which their file says that the request is done.
    pub(super) fn of(
        &self,
        store: &Store,
        asking: &[AskedRow],
    ) -> Result<Arc<Witnesses>, EngineError> {
        let tables = telling_tables(store, asking)?;
        if tables.is_empty() {
            return Ok(Arc::default());
        }
        self.0
            .of(store, made_from(&tables), |_| witnesses(store, &tables))
    }

    /// Forgets it: it is of a project that is not open any more.
    pub(crate) fn forget(&self) {
        self.0.forget();
    }
}

fn witnesses(store: &Store, tables: &[Telling]) -> Result<Witnesses, EngineError> {
    let mut found = BTreeMap::new();
    for table in tables {
        for asks in AskedFor::ALL {
            let rows = table.asking.iter().filter(|(asked, _)| *asked == asks);
            let rows: Vec<RecordId> = rows.map(|(_, record)| *record).collect();
            if rows.is_empty() {
                continue;
            }
            for raw in store.raw_records(&rows)? {
                if let Some(witness) = table.witness(&raw, asks) {
                    found.insert((asks, raw.record), witness);
                }
            }
        }
    }
    Ok(found)
}

/// Fingerprint of everything the cells are read by: which rows ask, in which loads, and which columns tell.
fn made_from(tables: &[Telling]) -> String {
    let mut hasher = blake3::Hasher::new();
    for table in tables {
        hasher.update(
            format!(
                "load {} {} mended {} on {}\n{:?}\n{:?}\n",
                table.load.0,
                table.content,
                table.mended,
                table.loaded_on,
                table.columns,
                table.asking
            )
            .as_bytes(),
        );
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

/// The loads in use with rows that ask and columns that tell how their requests stand.
fn telling_tables(store: &Store, asking: &[AskedRow]) -> Result<Vec<Telling>, EngineError> {
    let mut tables = Vec::new();
    if asking.is_empty() {
        return Ok(tables);
    }
    for load in store.current_loads()? {
        let here = |one: &&AskedRow| load.first <= one.record && one.record <= load.last;
        let rows = asking.iter().filter(here);
        let rows: Vec<(AskedFor, RecordId)> = rows.map(|one| (one.asks, one.record)).collect();
        if rows.is_empty() {
            continue;
        }
        let mapping = store.mapping(load.table)?;
        let is_of_customers =
            mapping.is_some_and(|stored| stored.mapping.role == TableRole::Customers);
        let columns = telling_columns(&load, is_of_customers);
        if !columns.is_empty() {
            tables.push(Telling::of(load, columns, rows));
        }
    }
    Ok(tables)
}

/// Where a table tells how its requests stand.
struct Telling {
    load: LoadId,
    /// Hash of what was loaded.
    content: String,
    mended: u64,
    columns: Vec<TellingColumn>,
    /// The day it was loaded: nothing was done later that it could tell.
    loaded_on: NaiveDate,
    /// Its rows that ask, each by what it asks for.
    asking: Vec<(AskedFor, RecordId)>,
}

/// A column that tells where something stands.
#[derive(Debug)]
struct TellingColumn {
    place: usize,
    header: String,
    column: RequestColumn,
    /// Whether it is a request that stands there: elsewhere the form is completed, the order or the ticket closed, and
    /// only that somebody was deleted says that the request is done.
    is_of_request: bool,
    /// Whether it is of deletion alone: who was deleted is not told by that what they also asked.
    is_of_deletion: bool,
}

impl Telling {
    fn of(
        load: StoredLoad,
        columns: Vec<TellingColumn>,
        asking: Vec<(AskedFor, RecordId)>,
    ) -> Self {
        let day = load.loaded_at.get(..10).and_then(|day| day.parse().ok());
        Self {
            load: load.load,
            content: load.fingerprint,
            mended: load.mended,
            columns,
            loaded_on: day.unwrap_or(NaiveDate::MIN),
            asking,
        }
    }

    /// The cell that says that it is done; nothing where none does, or another says that it is not.
    fn witness(&self, raw: &RawRecord, asks: AskedFor) -> Option<Witness> {
        let asks_right = asks != AskedFor::Deletion;
        let mut found = None;
        for one in &self.columns {
            // That somebody was deleted answers nobody who asked for another right.
            if asks_right && (one.is_of_deletion || !one.is_of_request) {
                continue;
            }
            let Some(cell) = raw.cells.get(one.place) else {
                continue;
            };
            let text = cell.text.trim();
            let is_done = match one.column {
                RequestColumn::Status if says_not_done(text) => return None,
                RequestColumn::Status if one.is_of_request => says_done(text),
                RequestColumn::Status => says_deleted(text),
                RequestColumn::Finished => is_finished(text, self.loaded_on),
            };
            if is_done && found.is_none() {
                found = Some(Witness {
                    column: one.header.clone(),
                    says: text.to_owned(),
                });
            }
        }
        found
    }
}

/// The columns that tell where a request stands. In a list of requests they all do; else those whose header says so.
/// Among customers, and where forms, orders or tickets stand, a request may be one for an offer: only a header that names
/// deletion itself says so there. That somebody was deleted is told in a status of other tables as well, but not among
/// customers: a status that is not even called one of a request is the customer's there.
fn telling_columns(load: &StoredLoad, is_of_customers: bool) -> Vec<TellingColumn> {
    let file = Path::new(&load.file).file_stem().unwrap_or_default();
    let sheet = load.sheet.as_deref().unwrap_or_default();
    let name = format!("{} {} {sheet}", load.table_name, file.to_string_lossy());
    let headers = || load.header.iter().map(String::as_str);
    let is_list = is_request_list(&name, headers());
    let is_of_others = is_of_customers || is_of_other_matters(&name, headers());
    let columns = load.header.iter().enumerate();
    columns
        .filter_map(|(place, text)| {
            let told = header(text)?;
            let is_named = told.names_deletion || (told.names_request && !is_of_others);
            let is_of_request = is_list || is_named;
            let may_say_deleted =
                told.column == RequestColumn::Status && (told.names_request || !is_of_customers);
            (is_of_request || may_say_deleted).then(|| TellingColumn {
                place,
                header: text.clone(),
                column: told.column,
                is_of_request,
                is_of_deletion: told.names_deletion,
            })
        })
        .collect()
}

/// What is told of requests that are done as their files say.
pub(super) struct DoneTold {
    pub(super) first: Vec<DoneInFile>,
    pub(super) total: u64,
    /// How many there are of each kind, in words; nothing where there is none.
    which: Option<String>,
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
        witnesses: &Witnesses,
    ) -> Result<Self, EngineError> {
        let customers: Vec<CustomerId> = done.iter().filter_map(|one| one.customer).collect();
        let members = match run {
            Some(run) if !customers.is_empty() => store.member_counts(run, &customers)?,
            _ => BTreeMap::new(),
        };
        // Who asked what is kept, or that it is corrected, is not gone by that.
        let elsewhere = |one: &Untaken| {
            if one.asks != AskedFor::Deletion {
                return 0;
            }
            let known = one.customer.and_then(|customer| members.get(&customer));
            known.map_or(0, |all| all.saturating_sub(one.rows.len() as u64))
        };
        let is_alone = |one: &Untaken| {
            one.asks == AskedFor::Deletion && one.customer.is_some() && elsewhere(one) == 0
        };
        let alone: Vec<CustomerId> = done
            .iter()
            .filter(|one| is_alone(one))
            .filter_map(|one| one.customer)
            .collect();
        let in_review = match run {
            Some(run) if !alone.is_empty() => store.waiting_among(run, &alone)?,
            _ => Vec::new(),
        };
        let mut all: Vec<(u64, Untaken)> =
            done.into_iter().map(|one| (elsewhere(&one), one)).collect();
        all.sort_by_key(|(elsewhere, _)| *elsewhere == 0);
        let standing = all.iter().filter(|(elsewhere, _)| *elsewhere > 0).count() as u64;
        let total = all.len() as u64;
        let which = requests_in_words(all.iter().map(|(_, one)| kind_of(one.asks)));
        all.truncate(MOST_TOLD);
        let first = all
            .iter()
            .map(|(elsewhere, one)| {
                let waits = |customer: CustomerId| in_review.binary_search(&customer).is_ok();
                let here = StillHere {
                    is_known: one.customer.is_some(),
                    elsewhere: *elsewhere,
                    in_doubt: one.customer.is_some_and(waits),
                };
                show(store, shelf, run, one, here, witnesses)
            })
            .collect::<Result<_, EngineError>>()?;
        Ok(Self {
            first,
            total,
            which,
            standing,
        })
    }

    /// Where they stand, in a sentence; nothing where there is none.
    pub(super) fn sentence(&self) -> Option<String> {
        let which = self.which.as_deref()?;
        let told = if self.total == 1 {
            format!("{which} is done, as its file says")
        } else {
            format!("{which} are done, as their files say")
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
    here: StillHere,
    witnesses: &Witnesses,
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
    let witness = one
        .rows
        .first()
        .and_then(|row| witnesses.get(&(row.asks, row.record)));
    let (column, says) = witness.map_or_else(Default::default, |witness| {
        (witness.column.clone(), witness.says.clone())
    });
    let sentence = match one.asks {
        AskedFor::Right(_) => "Its file says that it was answered.".to_owned(),
        AskedFor::Deletion => here.sentence(),
    };
    Ok(DoneInFile {
        kind: kind_of(one.asks).to_owned(),
        customer: one.customer.map(CustomerId::label),
        name: known.map(|one| one.name).unwrap_or_default(),
        rows: record_rows(store, shelf, &first)?,
        rows_total: one.rows.len() as u64,
        column,
        says,
        elsewhere: here.elsewhere,
        sentence,
    })
}

/// What is here of a person besides the rows that ask.
#[derive(Clone, Copy)]
struct StillHere {
    is_known: bool,
    /// Other rows that surely are theirs.
    elsewhere: u64,
    /// Whether a pair waits of which nobody is sure that its other row is theirs.
    in_doubt: bool,
}

impl StillHere {
    /// Whether the person is gone as well.
    fn sentence(self) -> String {
        match (self.is_known, self.elsewhere) {
            (false, _) => "Nobody is found by this row.".into(),
            (true, 0) if self.in_doubt => {
                "Another row may be of this person: nobody is sure, and the pair waits for an answer. Settle it before you take the person for deleted.".into()
            }
            (true, 0) => "No other row of this person is here.".into(),
            (true, 1) => "1 other row of this person is still here: erase them, or enter a request on their page.".into(),
            (true, rows) => format!(
                "{} other rows of this person are still here: erase them, or enter a request on their page.",
                grouped(rows)
            ),
        }
    }
}
