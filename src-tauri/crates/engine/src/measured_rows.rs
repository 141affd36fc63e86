//! The rows behind what a run measured: what stands there, and what it is told beside.

use std::collections::BTreeMap;

use rollcall_checks::{Detail, Measure};
use rollcall_model::{Attribute, RecordId, RunId, SourceId, StandardValue};
use rollcall_store::{RowBehind, StandardRecord, Store};

use crate::EngineError;
use crate::figures::{Page, ours, theirs};
use crate::records;
use crate::table_rows::Shelf;
use crate::view::{Row, RowColumn, RowPage};

/// So many rows are looked through for a filter at once: what stands in them is read row by row.
const AT_ONCE: u64 = 20_000;

/// A page of the rows.
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
    let behind = |offset, limit| match store.current_run()? {
        Some(run) => {
            let source = source.map(SourceId);
            Ok::<_, EngineError>(store.rows_measured(
                run.run,
                measure.code(),
                source,
                detail,
                offset,
                limit,
            )?)
        }
        None => Ok((Vec::new(), 0)),
    };
    let (rows, total) = if page.filter.is_empty() {
        let (found, all) = behind(page.offset, page.limit)?;
        (show(store, shelf, measure, &found)?, all)
    } else {
        let wanted = page.filter.to_lowercase();
        let fits = |row: &Row| {
            let mut cells = row.cells.iter();
            cells.any(|cell| cell.to_lowercase().contains(&wanted))
        };
        let (mut rows, mut total, mut offset) = (Vec::new(), 0, 0);
        loop {
            let (found, all) = behind(offset, AT_ONCE)?;
            for row in show(store, shelf, measure, &found)?
                .into_iter()
                .filter(fits)
            {
                if total >= page.offset && (rows.len() as u64) < page.limit {
                    rows.push(row);
                }
                total += 1;
            }
            offset += AT_ONCE;
            if offset >= all {
                break (rows, total);
            }
        }
    };
    Ok(RowPage {
        title: title(
            measure,
            source.map(|source| shelf.marks.of(SourceId(source)).name),
        ),
        columns: columns(measure),
        rows,
        total,
        file_name: None,
        touched: None,
    })
}

/// The rows with their place, what stands there and what it is told beside.
fn show(
    store: &Store,
    shelf: &Shelf,
    measure: Measure,
    found: &[RowBehind],
) -> Result<Vec<Row>, EngineError> {
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
        let row = places.get(&record).map(u64::to_string);
        [
            load.map(|load| shelf.marks.of(load.source).name),
            load.map(|load| load.table_name.clone()),
            row,
        ]
        .map(Option::unwrap_or_default)
    };
    let said = |record: RecordId, detail: &str, side: Side| {
        let known = standard.get(&record);
        known
            .map(|record| says(&record.values, measure, detail, side))
            .unwrap_or_default()
    };
    Ok(found
        .iter()
        .map(|(record, customer, detail, other)| {
            let known = standard.get(record);
            let name = known.map(|record| records::title(&record.values));
            let mut cells = vec![customer.label(), name.unwrap_or_default()];
            cells.extend(place(*record));
            cells.push(said(*record, detail, Side::Found));
            if tells_other(measure) {
                let beside = other.map(|other| said(other, detail, Side::Beside));
                cells.push(beside.unwrap_or_default());
                cells.push(other.map(place).unwrap_or_default().join(" · "));
            }
            Row {
                cells,
                record: Some(record.0),
                customer: Some(customer.label()),
                aside: None,
            }
        })
        .collect())
}

/// Which of the two records a row tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The record that was found.
    Found,
    /// The one it is told beside.
    Beside,
}

/// A person behind a measure, shown by what two of their records say.
#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) customer: String,
    pub(crate) name: String,
    pub(crate) says: String,
    /// What the other record says; blank where it is one record.
    pub(crate) beside: String,
}

/// Some of the people behind a measure of a run.
pub(crate) fn examples(
    store: &Store,
    run: RunId,
    measure: Measure,
    most: u64,
) -> Result<Vec<Example>, EngineError> {
    let (found, _) = store.rows_measured(run, measure.code(), None, "", 0, most)?;
    let records = |(record, _, _, other): &RowBehind| std::iter::once(*record).chain(*other);
    let mut numbers: Vec<RecordId> = found.iter().flat_map(records).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let standard = store.standard_records(&numbers)?;
    let values = |record: RecordId| {
        let known = standard.iter().find(|one| one.record == record);
        known.map_or(&[][..], |one| one.values.as_slice())
    };
    let told = found.into_iter().map(|(record, customer, detail, other)| {
        let beside = other.map(|other| says(values(other), measure, &detail, Side::Beside));
        Example {
            customer: customer.label(),
            name: records::title(values(record)),
            says: says(values(record), measure, &detail, Side::Found),
            beside: beside.unwrap_or_default(),
        }
    });
    Ok(told.collect())
}

fn tells_other(measure: Measure) -> bool {
    matches!(measure, Measure::StaleDetails | Measure::ChangedDetails) || is_of_trust(measure)
}

fn is_of_trust(measure: Measure) -> bool {
    Measure::OF_TRUST.contains(&measure)
        || matches!(measure, Measure::TornByEmail | Measure::MixedByEmail)
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
        Measure::MixedByEmail => {
            columns.extend([theirs("Who else holds it"), ours("Stood in")]);
        }
        _ if is_of_trust(measure) => {
            columns.extend([theirs("Another row says"), ours("Stands in")]);
        }
        _ => {}
    }
    columns
}

/// What a record says that a measure is about, as it stands in the file; who it is where it says nothing.
fn says(values: &[StandardValue], measure: Measure, detail: &str, side: Side) -> String {
    let told = told(values, |attribute| {
        is_about(attribute, measure, detail, side)
    });
    if told.is_empty() && is_of_trust(measure) {
        return records::title(values);
    }
    told
}

/// Whether a measure shows what an attribute says.
fn is_about(attribute: &Attribute, measure: Measure, detail: &str, side: Side) -> bool {
    match measure {
        Measure::MixedByEmail if side == Side::Beside => Detail::Name.covers(attribute),
        Measure::TornByEmail | Measure::MixedByEmail | Measure::SeveralAddresses => {
            *attribute == Attribute::Email
        }
        Measure::SeenBeforeKnown => {
            let is_time = matches!(attribute, Attribute::EventTime | Attribute::CreatedAt);
            let is_seen = matches!(attribute, Attribute::CookieId | Attribute::DeviceId);
            is_time || is_seen && side == Side::Found || records::names_somebody(attribute)
        }
        Measure::TwoAccounts => {
            matches!(attribute, Attribute::RecordKey | Attribute::AccountId)
        }
        Measure::WeaklyHeld => {
            Detail::Name.covers(attribute)
                || matches!(attribute, Attribute::Email | Attribute::Phone)
        }
        Measure::TwoBirthDates => *attribute == Attribute::BirthDate,
        Measure::TwoFamilyNames => {
            matches!(attribute, Attribute::FullName | Attribute::FamilyName)
        }
        _ => Detail::parse(detail).is_some_and(|detail| detail.covers(attribute)),
    }
}

/// What a record says of some attributes, as it stands in the file.
fn told(values: &[StandardValue], is_meant: impl Fn(&Attribute) -> bool) -> String {
    let mut told: Vec<&str> = Vec::new();
    for value in values
        .iter()
        .filter(|value| is_meant(&value.target.attribute))
    {
        let raw = value.raw.trim();
        if !raw.is_empty() && !told.contains(&raw) {
            told.push(raw);
        }
    }
    told.join(", ")
}
