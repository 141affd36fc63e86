//! The rows of some records, such as those that tell one order.

use std::collections::BTreeSet;

use rollcall_model::{LoadId, RecordId};
use rollcall_store::{RawRecord, Store};

use crate::figures::{Page, mixed_row, ours, raw_row, theirs};
use crate::orders::no_such_order;
use crate::table_rows::Shelf;
use crate::view::RowPage;
use crate::{EngineError, problems};

/// Rows by their records: under the header of their file where they are of one, else each as a whole.
pub(crate) fn rows_of_records(
    store: &Store,
    shelf: &Shelf,
    records: &[i64],
    page: &Page<'_>,
) -> Result<RowPage, EngineError> {
    if let Some(sort) = page.sort {
        return Err(no_such_order(sort));
    }
    let most = records.len().min(problems::PAGE as usize);
    let asked: Vec<RecordId> = records[..most].iter().copied().map(RecordId).collect();
    let loads: BTreeSet<LoadId> = asked
        .iter()
        .filter_map(|record| shelf.load_of(*record).map(|load| load.load))
        .collect();
    let one = match loads.len() {
        1 => loads.first().and_then(|load| shelf.load(*load)),
        _ => None,
    };
    let filter = page.filter.to_lowercase();
    let has_it = |raw: &RawRecord| {
        let mut cells = raw.cells.iter();
        filter.is_empty() || cells.any(|cell| cell.text.to_lowercase().contains(&filter))
    };
    let mut found = store.raw_records(&asked)?;
    found.retain(has_it);
    let shown = found.iter().skip(page.offset as usize);
    let rows = shown.take(page.limit as usize).filter_map(|raw| match one {
        Some(load) => Some(raw_row(raw, load.header.len())),
        None => Some(mixed_row(raw, shelf.load_of(raw.record)?)),
    });
    Ok(RowPage {
        title: match one {
            Some(load) => format!("Rows of {}", load.file),
            None => "Rows of several files".to_owned(),
        },
        columns: match one {
            Some(load) => std::iter::once(ours("Row"))
                .chain(load.header.iter().map(|header| theirs(header)))
                .collect(),
            None => vec![ours("Table"), ours("Row"), theirs("Cells")],
        },
        rows: rows.collect(),
        total: found.len() as u64,
        file_name: None,
        touched: None,
    })
}
