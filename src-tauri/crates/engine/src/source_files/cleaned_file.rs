//! Corrected tables as files.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rollcall_delivery::TableFile;
use rollcall_model::{RunId, TableId};
use rollcall_store::{RawRecord, Store, StoredLoad};

use super::cleaned::{Cleaning, Desk};
use super::{Files, Manner, Outcome, free_place, in_a_name, tables_in_use};
use crate::EngineError;
use crate::inventory::Marks;
use crate::lists::bought_sources;
use crate::targets::keep_off_project;
use crate::view::{ListPreview, ListStamp};

/// So many rows are taken at a time.
const AT_ONCE: usize = 500;
/// So many are shown before the file is written.
const SHOWN: u64 = 20;

/// Writes one table to a path, or each table of people to a file beside it.
pub(crate) fn write_cleaned(
    store: &Store,
    run: RunId,
    table: Option<TableId>,
    destination: &str,
    path: &Path,
    files: &mut Files,
) -> Result<Outcome, EngineError> {
    let desk = desk(store, run, Manner::of_destination(destination)?)?;
    let marks = Marks::read(store)?;
    let mut outcome = Outcome::default();
    let loads = wanted(store, table)?;
    let mut places: Vec<PathBuf> = Vec::with_capacity(loads.len());
    for load in &loads {
        let name = marks.of(load.source).name;
        let place = match table {
            Some(_) => path.to_path_buf(),
            None => {
                let name = in_a_name(&format!("{name} {}", load.table_name));
                free_place(path, &name, "csv", &places)
            }
        };
        keep_off_project(store, &place)?;
        places.push(place);
    }
    for (load, place) in loads.iter().zip(&places) {
        let name = format!("{} · {}", marks.of(load.source).name, load.table_name);
        let mut cleaning = Cleaning::of(&desk, load)?;
        let mut file = TableFile::create(place, desk.manner.mode, &cleaning.header())?;
        let mut batch: Vec<RawRecord> = Vec::with_capacity(AT_ONCE);
        store.visit_rows::<EngineError>(load, |row| {
            batch.push(row);
            if batch.len() == AT_ONCE {
                push(&mut file, &mut cleaning, &mut batch)?;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        push(&mut file, &mut cleaning, &mut batch)?;
        files.push(file.finish()?);
        outcome.told.extend(cleaning.told(&name));
    }
    Ok(outcome)
}

fn push(
    file: &mut TableFile,
    cleaning: &mut Cleaning<'_>,
    batch: &mut Vec<RawRecord>,
) -> Result<(), EngineError> {
    for row in cleaning.rows(batch)? {
        file.push(&row)?;
    }
    batch.clear();
    Ok(())
}

/// The first rows, as they would be written.
pub(crate) fn preview_cleaned(
    store: &Store,
    run: RunId,
    table: Option<TableId>,
    destination: &str,
    stamp: ListStamp,
) -> Result<ListPreview, EngineError> {
    let desk = desk(store, run, Manner::of_destination(destination)?)?;
    let loads = wanted(store, table)?;
    let rows = loads.iter().map(|load| load.rows_loaded).sum();
    let mut preview = ListPreview {
        chosen: rows,
        rows,
        left_out: Vec::new(),
        columns: Vec::new(),
        sample: Vec::new(),
        warnings: Vec::new(),
        window: String::new(),
        checked_against: Vec::new(),
        stamp,
    };
    if let Some(load) = loads.first() {
        let mut cleaning = Cleaning::of(&desk, load)?;
        let (first, _) = store.rows_page(load, "", 0, SHOWN)?;
        preview.sample = cleaning.rows(&first)?;
        preview.columns = cleaning.header().into_iter().map(str::to_owned).collect();
    }
    if table.is_none() {
        preview.warnings.push(format!(
            "Each of the {} tables of people becomes a file of its own; the first rows are those of the first.",
            loads.len()
        ));
    }
    Ok(preview)
}

fn desk(store: &Store, run: RunId, manner: Manner) -> Result<Desk<'_>, EngineError> {
    let sources = bought_sources(store)?;
    let loads = store.loads()?.into_iter();
    Ok(Desk {
        store,
        run,
        members: store.memberships(run)?,
        bought: loads
            .filter(|load| sources.contains(&load.source))
            .map(|load| (load.first, load.last))
            .collect(),
        manner,
    })
}

/// The table, or all of people where none is named.
fn wanted(store: &Store, table: Option<TableId>) -> Result<Vec<StoredLoad>, EngineError> {
    let loads: Vec<StoredLoad> = tables_in_use(store)?
        .into_iter()
        .filter(|(load, is_of_people)| table.map_or(*is_of_people, |table| load.table == table))
        .map(|(load, _)| load)
        .collect();
    if loads.is_empty() {
        return Err(match table {
            Some(table) => EngineError::NotFound {
                what: "table in use",
                name: table.0.to_string(),
            },
            None => EngineError::NothingLoaded {
                message: "No table of people is loaded.".into(),
            },
        });
    }
    Ok(loads)
}
