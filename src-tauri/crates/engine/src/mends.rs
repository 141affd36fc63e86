//! Rows that were set aside, mended by hand: what stands in each, and loading it as a row of its table.

mod aside_cells;
mod doubts;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write;
use std::ops::ControlFlow;

use chrono::NaiveDate;
use rollcall_intake::{Limits, RawRow, Reading};
use rollcall_model::{Cell, LoadId, ProblemCode, TableRole, grouped};
use rollcall_store::{
    AsideFilter, AsideRow, LoadState, NewMend, Store, StoredLoad, StoredMend, StoredSetAside,
};
use serde_json::json;

use crate::refuse_erased::Gate;
use crate::row_reader::{RowReader, unmapped};
use crate::standardise_load::content_key;
use crate::view::{
    AsideCell, ListSetAside, MendRow, MendView, RowMended, SetAsidePage, SetAsideRow,
};
use crate::{Engine, EngineError, problems};
use aside_cells::aside_cells;

pub(crate) use aside_cells::aside_text;

/// Stands in the recipe of a load before how often rows of it were mended.
const MENDED: &str = " mended ";

impl Engine {
    /// The rows that are set aside, each with its cells and whether it can be mended.
    ///
    /// # Errors
    /// When no project is open or there is no such load.
    pub fn set_aside_rows(&self, request: ListSetAside) -> Result<SetAsidePage, EngineError> {
        let store = self.store()?;
        let loads = store.loads()?;
        if let Some(load) = request.load {
            find(&loads, LoadId(load))?;
        }
        let which = AsideFilter {
            aside: request.aside,
            load: request.load.map(LoadId),
            words: request.filter.trim(),
        };
        let limit = request.limit.unwrap_or(100).min(problems::PAGE);
        let (rows, total) = store.aside_rows(&which, request.offset, limit)?;
        let mut shelves: BTreeMap<LoadId, Shelf<'_>> = BTreeMap::new();
        let mut told = Vec::with_capacity(rows.len());
        for row in rows {
            let shelf = match shelves.remove(&row.load) {
                Some(shelf) => shelf,
                None => Shelf::of(&store, &loads, find(&loads, row.load)?, self.today())?,
            };
            let load = row.load;
            told.push(shelf.show(row)?);
            shelves.insert(load, shelf);
        }
        Ok(SetAsidePage { rows: told, total })
    }

    /// Loads a row that is set aside with the cells somebody gives. What stood in the file is kept beside it.
    ///
    /// # Errors
    /// When there is no such row, it cannot be mended, the cells are not one a column, or it may not be a row more and
    /// nobody says that it is meant.
    pub fn mend_row(&self, request: MendRow) -> Result<RowMended, EngineError> {
        self.not_while_presenting()?;
        let store = self.store_for_change()?;
        let which = AsideFilter {
            aside: Some(request.aside),
            ..AsideFilter::default()
        };
        let (rows, _) = store.aside_rows(&which, 0, 1)?;
        let one = rows
            .into_iter()
            .next()
            .ok_or_else(|| EngineError::NotFound {
                what: "row set aside",
                name: request.aside.to_string(),
            })?;
        let loads = store.loads()?;
        let load = find(&loads, one.load)?;
        let shelf = Shelf::of(&store, &loads, load, self.today())?;
        if let Some(why) = shelf.refusal(&one.row)? {
            return Err(EngineError::invalid(why));
        }
        let now = self.now();
        let cells = cells(load, &request.cells)?;
        let row = RawRow {
            row: one.row.row,
            cells,
        };
        if let Some(why) = refused_as_erased(&store, &shelf, &row, &now)? {
            return Err(EngineError::invalid(why));
        }
        if !request.anyway
            && let Some(message) = shelf.doubt(&one.row, &row)?
        {
            let hint = "Change its cells, or say that it is meant and load it all the same.".into();
            return Err(EngineError::Unconfirmed { message, hint });
        }
        let (number, file) = (grouped(row.row), &load.file);
        let mend = NewMend {
            aside: one.aside,
            cells: &row.cells,
            at: &now,
            who: &self.options.who,
        };
        let record = self
            .commit(
                &store,
                "mend_row",
                format!("Mended row {number} of {file}"),
                // Never the cells: what was given stands in the row alone.
                json!({ "load": load.load.0, "row": row.row, "aside": one.aside }),
                |edits| edits.mend(&mend),
            )?
            .ok_or_else(|| {
                EngineError::invalid(format!(
                    "{file} was loaded by an earlier version of Rollcall, which left no room for a row more. Correct row {number} in the file and load it again."
                ))
            })?;
        self.tell_changed(&["project", "sources", "loads", "people", "history"]);
        Ok(RowMended {
            record: record.0,
            sentence: format!(
                "Row {number} of {file} is loaded as you mended it. Its person is found when who is who is worked out again."
            ),
        })
    }
}

fn find(loads: &[StoredLoad], load: LoadId) -> Result<&StoredLoad, EngineError> {
    loads
        .iter()
        .find(|one| one.load == load)
        .ok_or_else(|| EngineError::NotFound {
            what: "load",
            name: load.to_string(),
        })
}

/// A load with how its rows are read.
struct Shelf<'a> {
    store: &'a Store,
    loads: &'a [StoredLoad],
    load: &'a StoredLoad,
    reading: Reading,
    reader: RowReader,
    role: TableRole,
    /// The rows in use of the source outside the load, by all their cells; read when first asked for.
    standing: OnceCell<HashSet<String>>,
}

impl<'a> Shelf<'a> {
    fn of(
        store: &'a Store,
        loads: &'a [StoredLoad],
        load: &'a StoredLoad,
        today: NaiveDate,
    ) -> Result<Self, EngineError> {
        let mapping = store.mapping(load.table)?;
        Ok(Self {
            store,
            loads,
            load,
            reading: serde_json::from_str(&load.reading)?,
            reader: RowReader::of_load(store, load, today)?,
            role: mapping.map_or(TableRole::Unclear, |stored| stored.mapping.role),
            standing: OnceCell::new(),
        })
    }

    fn show(&self, one: AsideRow) -> Result<SetAsideRow, EngineError> {
        let refused = self.refusal(&one.row)?;
        let texts = aside_cells(&one.row.text, &self.reading);
        let width = texts.len().max(self.load.header.len());
        let cells = (0..width)
            .map(|place| AsideCell {
                header: self.load.header.get(place).cloned(),
                text: texts.get(place).cloned().unwrap_or_default(),
            })
            .collect();
        Ok(SetAsideRow {
            aside: one.aside,
            load: one.load.0,
            table: self.load.table_name.clone(),
            file: self.load.file.clone(),
            row: one.row.row,
            code: one.row.code,
            reason: one.row.reason,
            text: one.row.text,
            cells,
            refused,
        })
    }

    /// Whether the very same row is in use in another load of the source.
    fn stands(&self, row: &StoredSetAside) -> Result<bool, EngineError> {
        let cells: Vec<Cell> = aside_cells(&row.text, &self.reading)
            .into_iter()
            .map(Cell::text)
            .collect();
        let key = content_key(&cells);
        if let Some(standing) = self.standing.get() {
            return Ok(standing.contains(&key));
        }
        let mut standing = HashSet::new();
        let others = self.loads.iter().filter(|other| {
            other.state == LoadState::Current
                && other.source == self.load.source
                && other.load != self.load.load
        });
        for other in others {
            self.store.visit_rows::<EngineError>(other, |raw| {
                standing.insert(content_key(&raw.cells));
                Ok(ControlFlow::Continue(()))
            })?;
        }
        Ok(self.standing.get_or_init(|| standing).contains(&key))
    }

    /// Why a row of the load cannot be mended.
    fn refusal(&self, row: &StoredSetAside) -> Result<Option<String>, EngineError> {
        if self.load.state != LoadState::Current {
            return Ok(Some(format!(
                "This load of {} is not in use, so no row of it can be mended.",
                self.load.table_name
            )));
        }
        let why = match ProblemCode::parse(&row.code) {
            Some(ProblemCode::BlankRow) => "This row is blank, so there is nothing to mend.",
            Some(ProblemCode::RepeatedHeader) => {
                "This row is the header once more, so there is nothing to mend."
            }
            Some(ProblemCode::StandsAlready) if self.stands(row)? => {
                "The very same row stands in the table already, so it is not loaded once more."
            }
            Some(ProblemCode::PastRetention) => {
                "This row was kept as long as agreed, so it is not brought back."
            }
            Some(ProblemCode::ErasedPerson) => {
                "This row belongs to a person who was erased on request, so it is not brought back."
            }
            Some(ProblemCode::TotalsRow) if self.role == TableRole::Figures => {
                "Totals of a report are set aside each time its values are made, so this row would not stay."
            }
            _ if row.text.trim().is_empty() => {
                "Nothing of this row is kept, so there is nothing to mend."
            }
            _ if self.reader.is_several_rows(&row.text) => {
                "Several rows run together here, most likely behind a quote that never closes. Correct them in the file and load it again."
            }
            _ => return Ok(None),
        };
        Ok(Some(why.to_owned()))
    }
}

/// The cells as they are loaded: one a column, as many signs as a cell of a file may have.
fn cells(load: &StoredLoad, given: &[String]) -> Result<Vec<Cell>, EngineError> {
    let columns = load.header.len();
    if given.len() != columns {
        return Err(EngineError::invalid(format!(
            "{} has {columns} columns, and {} cells were given: give one for each column, blank where there is nothing.",
            load.table_name,
            given.len()
        )));
    }
    let cells: Vec<Cell> = given
        .iter()
        .map(|text| Cell::text(text.replace('\0', "")))
        .collect();
    if cells.iter().all(Cell::is_blank) {
        return Err(EngineError::invalid(
            "Every cell is blank: fill in what the row is to say.",
        ));
    }
    let largest = Limits::default().cell_bytes;
    if cells.iter().any(|cell| cell.text.len() > largest) {
        return Err(EngineError::invalid(format!(
            "A cell is longer than {} characters, more than a cell may hold.",
            grouped(largest as u64)
        )));
    }
    Ok(cells)
}

/// Why a row must not be loaded, where it is one of a person who was erased.
fn refused_as_erased(
    store: &Store,
    shelf: &Shelf<'_>,
    row: &RawRow,
    now: &str,
) -> Result<Option<String>, EngineError> {
    let load = shelf.load;
    let mapping = match store.mapping(load.table)? {
        Some(stored) => stored.mapping,
        None => unmapped(&load.header),
    };
    let gate = Gate::of(
        store,
        load.source,
        load.table,
        &mapping,
        &shelf.reading,
        now,
    )?;
    Ok(gate.and_then(|mut gate| gate.refuses(row)))
}

/// That a row was mended, as screens show it.
pub(crate) fn mend_view(mend: &StoredMend) -> MendView {
    MendView {
        by: mend.who.clone(),
        at: mend.at.clone(),
        text: mend.text.clone(),
    }
}

/// What values are made by, with how often rows of the load were mended.
pub(crate) fn noted(recipe: String, load: &StoredLoad) -> String {
    match load.mended {
        0 => recipe,
        times => format!("{recipe}{MENDED}{times}"),
    }
}

/// What values were made by, whichever rows were mended.
pub(crate) fn without_mends(made: &str) -> &str {
    made.split_once(MENDED).map_or(made, |(recipe, _)| recipe)
}

/// Mends of the loads before that hold in those that take their place.
#[derive(Default)]
pub(crate) struct Kept {
    /// The rows set aside now, and how each was mended before.
    pub(crate) mends: Vec<(i64, StoredMend)>,
    /// Mended rows that do not stand aside again as they stood.
    ended: u64,
}

impl Kept {
    /// Takes in the rows of a load before that were mended. One holds where the same text stands aside again for the
    /// same reason under the same header.
    pub(crate) fn add<'h>(
        &mut self,
        store: &Store,
        before: &StoredLoad,
        load: LoadId,
        header: impl Iterator<Item = &'h String>,
    ) -> Result<(), EngineError> {
        let mends = store.mends(before.load)?;
        if mends.is_empty() {
            return Ok(());
        }
        let is_read_alike = before.header.iter().eq(header);
        // Two loads that end may have had the same row.
        let mut taken: BTreeSet<i64> = self.mends.iter().map(|(aside, _)| *aside).collect();
        for mend in mends {
            let mut again = None;
            if is_read_alike && !mend.text.is_empty() {
                let asides = store.asides_alike(load, &mend.code, &mend.text)?;
                again = asides.into_iter().find(|aside| taken.insert(*aside));
            }
            match again {
                Some(aside) => self.mends.push((aside, mend)),
                None => self.ended += 1,
            }
        }
        Ok(())
    }

    /// What became of the rows, as sentences without their end, each behind a full stop.
    pub(crate) fn sentence(&self) -> String {
        let mut sentence = match self.mends.len() {
            0 => String::new(),
            1 => ". 1 row stands aside again and is loaded as it was mended".to_owned(),
            rows => format!(". {rows} rows stand aside again and are loaded as they were mended"),
        };
        match self.ended {
            0 => {}
            1 => sentence.push_str(
                ". 1 row that was mended does not stand aside again, so its mending ended with the load before",
            ),
            rows => {
                let _ = write!(
                    sentence,
                    ". {rows} rows that were mended do not stand aside again, so their mending ended with the load before"
                );
            }
        }
        sentence
    }
}
