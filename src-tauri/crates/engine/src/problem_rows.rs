//! The rows a finding touches.

use rollcall_model::Place;
use rollcall_store::{RawRecord, Store, by_cell};

use crate::EngineError;
use crate::figures::{Page, find_load, ours, rows_of_load, set_aside, theirs};
use crate::orders::{no_such_order, place_of, sorting};
use crate::table_rows::Shelf;
use crate::view::{Row, RowPage};

/// A page of the rows a finding touches, of those that were noted; where none were, of the whole load it is about.
pub(crate) fn rows_of_problem(
    store: &Store,
    shelf: &Shelf,
    number: i64,
    page: &Page<'_>,
) -> Result<RowPage, EngineError> {
    let problem = store
        .problem(number)?
        .ok_or_else(|| EngineError::NotFound {
            what: "problem",
            name: number.to_string(),
        })?;
    if problem.records.is_empty()
        && let Some(load) = problem.load
    {
        let load = find_load(store, load.0)?;
        let is_any_aside = load.rows_set_aside > 0 || load.mended > 0;
        return if is_any_aside && problem.finding.code.is_about_set_aside_rows() {
            set_aside(store, &load, page)
        } else {
            rows_of_load(store, &load, page)
        };
    }
    let raw = store.raw_records(&problem.records)?;
    let noted = problem.records.len() as u64;
    let column = problem.finding.place.column.clone();
    let matching: Vec<&RawRecord> = raw
        .iter()
        .filter(|one| {
            page.filter.is_empty() || one.cells.iter().any(|cell| cell.text.contains(page.filter))
        })
        .collect();
    let total = matching.len() as u64;
    let cells = |one: &RawRecord| {
        let header = shelf.load_of(one.record).map(|load| &load.header);
        let place = header.and_then(|header| {
            let mut names = header.iter();
            names.position(|name| Some(name) == column.as_ref())
        });
        let cell = place.and_then(|place| one.cells.get(place));
        let texts = one.cells.iter().map(|cell| cell.text.as_str());
        [
            one.row.to_string(),
            cell.map(|cell| cell.text.clone()).unwrap_or_default(),
            texts.collect::<Vec<_>>().join(" · "),
        ]
    };
    let matching = match page.sort {
        None => matching,
        Some(sort) => {
            let place = place_of(sort)?;
            if place > 2 {
                return Err(no_such_order(sort));
            }
            by_cell(matching, sort.descending, |one| {
                cells(one).into_iter().nth(place).unwrap_or_default()
            })
        }
    };
    let rows = matching
        .into_iter()
        .skip(page.offset as usize)
        .take(page.limit as usize)
        .map(|one| Row {
            cells: cells(one).to_vec(),
            record: Some(one.record.0),
            customer: None,
            aside: None,
        })
        .collect();
    let columns = [
        ours("Row"),
        theirs(column.as_deref().unwrap_or("Cell")),
        theirs("Whole row"),
    ];
    Ok(RowPage {
        title: problem.finding.message,
        columns: columns.map(sorting).to_vec(),
        rows,
        total,
        file_name: Some(file_name(&problem.finding.place)),
        touched: (problem.finding.count > noted).then_some(problem.finding.count),
    })
}

/// What a file of them may be called: the sentence of a finding may quote a cell.
fn file_name(place: &Place) -> String {
    match &place.column {
        Some(column) => format!("Rows of {} with a finding in \"{column}\"", place.file),
        None => format!("Rows of {} with a finding", place.file),
    }
}
