//! The rows behind what a run measured: what stands there, and what it is told beside.

use std::collections::BTreeMap;

use rollcall_checks::{Detail, Measure};
use rollcall_model::{RecordId, SourceId, StandardValue};
use rollcall_store::{StandardRecord, Store};

use crate::EngineError;
use crate::figures::{Page, ours, theirs};
use crate::records;
use crate::table_rows::Shelf;
use crate::view::{Row, RowColumn, RowPage};

/// A page of the rows. A filter is looked for in the page only: what stands in the rows is read row
/// by row.
pub(crate) fn rows(
    store: &Store,
    shelf: &Shelf,
    measure: &str,
    source: Option<i64>,
    detail: &str,
    page: &Page<'_>,
) -> Result<RowPage, EngineError> {
    let measure = Measure::parse(measure).ok_or_else(|| EngineError::NotFound {
        what: "measure",
        name: measure.to_owned(),
    })?;
    let (found, total) = match store.current_run()? {
        Some(run) => store.rows_measured(
            run.run,
            measure.code(),
            source.map(SourceId),
            detail,
            page.offset,
            page.limit,
        )?,
        None => (Vec::new(), 0),
    };
    let mut numbers: Vec<RecordId> = found
        .iter()
        .flat_map(|(record, .., other)| std::iter::once(*record).chain(*other))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let standard: BTreeMap<RecordId, StandardRecord> = store
        .standard_records(&numbers)?
        .into_iter()
        .map(|record| (record.record, record))
        .collect();
    let places: BTreeMap<RecordId, u64> = store
        .raw_records(&numbers)?
        .into_iter()
        .map(|raw| (raw.record, raw.row))
        .collect();
    let place = |record: RecordId| {
        let load = shelf.load_of(record);
        [
            load.map(|load| shelf.marks.of(load.source).name)
                .unwrap_or_default(),
            load.map(|load| load.table_name.clone()).unwrap_or_default(),
            places.get(&record).map(u64::to_string).unwrap_or_default(),
        ]
    };
    let said = |record: RecordId, detail: &str| {
        standard
            .get(&record)
            .map(|record| told(&record.values, detail))
            .unwrap_or_default()
    };
    let rows: Vec<Row> = found
        .into_iter()
        .map(|(record, customer, detail, other)| {
            let mut cells = vec![
                customer.label(),
                standard
                    .get(&record)
                    .map(|record| records::title(&record.values))
                    .unwrap_or_default(),
            ];
            cells.extend(place(record));
            cells.push(said(record, &detail));
            if tells_other(measure) {
                cells.push(other.map(|other| said(other, &detail)).unwrap_or_default());
                cells.push(other.map(place).unwrap_or_default().join(" · "));
            }
            Row {
                cells,
                record: Some(record.0),
                customer: Some(customer.label()),
            }
        })
        .filter(|row| {
            page.filter.is_empty() || row.cells.iter().any(|cell| cell.contains(page.filter))
        })
        .collect();
    Ok(RowPage {
        title: title(
            measure,
            source.map(|source| shelf.marks.of(SourceId(source)).name),
        ),
        columns: columns(measure),
        rows,
        total,
    })
}

fn tells_other(measure: Measure) -> bool {
    matches!(measure, Measure::StaleDetails | Measure::ChangedDetails)
}

fn title(measure: Measure, source: Option<String>) -> String {
    match source {
        Some(source) => format!("{}: {source}", measure.label()),
        None => measure.label().to_owned(),
    }
}

fn columns(measure: Measure) -> Vec<RowColumn> {
    let mut columns = ["Customer", "Name", "Source", "Table", "Row"]
        .map(ours)
        .to_vec();
    columns.push(theirs("Stands there"));
    match measure {
        Measure::StaleDetails => {
            columns.extend([theirs("Newer"), ours("Newer one stands in")]);
        }
        Measure::ChangedDetails => {
            columns.extend([theirs("Before"), ours("Stood in")]);
        }
        _ => {}
    }
    columns
}

/// What a record says about a detail, as it stands in the file.
fn told(values: &[StandardValue], detail: &str) -> String {
    let Some(detail) = Detail::parse(detail) else {
        return String::new();
    };
    let mut told: Vec<&str> = Vec::new();
    for value in values
        .iter()
        .filter(|value| detail.covers(&value.target.attribute))
    {
        let raw = value.raw.trim();
        if !raw.is_empty() && !told.contains(&raw) {
            told.push(raw);
        }
    }
    told.join(", ")
}
