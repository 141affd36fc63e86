//! The rows behind a figure of coverage: what a source holds of an attribute.

use std::sync::Arc;

use rollcall_model::{Attribute, RecordId, SourceId, StandardValue, Transformation, ValueState};
use rollcall_store::{Needle, RowSet, StandardRecord, Store, StoredLoad};

use crate::EngineError;
use crate::figures::{Page, ours, theirs};
use crate::known_names::unknown_attribute;
use crate::linkage_records::mapped_attributes;
use crate::stood::StandingRows;
use crate::table_rows::Shelf;
use crate::view::{Row, RowPage};

/// So many records are unpacked at once while a filter is looked for in their values.
const AT_ONCE: u64 = 20_000;

/// What a whole name is taken apart into: it stands in no value of its own then.
const NAME_PARTS: [Attribute; 5] = [
    Attribute::GivenName,
    Attribute::MiddleName,
    Attribute::FamilyName,
    Attribute::NameSuffix,
    Attribute::Organisation,
];

/// A page of the rows, counted as the coverage is: by the best value of the attribute.
pub(crate) fn rows(
    store: &Store,
    shelf: &Shelf,
    source: SourceId,
    attribute: &str,
    state: &str,
    page: &Page<'_>,
) -> Result<RowPage, EngineError> {
    let attribute = Attribute::parse(attribute).ok_or_else(|| unknown_attribute(attribute))?;
    let asked = Asked {
        parts: match attribute {
            Attribute::FullName => &NAME_PARTS,
            _ => &[],
        },
        attribute,
        state,
        filter: page.filter,
    };
    let mut rows = Vec::new();
    let mut total = 0;
    let mut skip = page.offset;
    for load in store.current_loads()? {
        if load.source != source || !asked.is_mapped(store, &load)? {
            continue;
        }
        let found = asked.found(store, &load)?;
        let of_load = found.len();
        let records = found.page(skip, page.limit - rows.len() as u64);
        skip = skip.saturating_sub(of_load);
        total += of_load;
        rows.extend(asked.show(store, &load, &records)?);
    }
    Ok(RowPage {
        title: format!(
            "{} in {}: {state}",
            asked.attribute.label(),
            shelf.marks.of(source).name
        ),
        columns: vec![
            ours("Table"),
            ours("Row"),
            theirs("In the file"),
            ours("Standardised"),
        ],
        rows,
        total,
        file_name: None,
        touched: None,
    })
}

struct Asked<'a> {
    attribute: Attribute,
    parts: &'static [Attribute],
    state: &'a str,
    filter: &'a str,
}

/// The rows found in a load.
enum Found {
    /// As they are remembered.
    Known(Arc<RowSet>),
    /// Found for this filter.
    Listed(Vec<RecordId>),
}

impl Found {
    fn len(&self) -> u64 {
        match self {
            Self::Known(rows) => rows.len(),
            Self::Listed(records) => records.len() as u64,
        }
    }

    fn page(&self, offset: u64, limit: u64) -> Vec<RecordId> {
        match self {
            Self::Known(rows) => rows.page(offset, limit),
            Self::Listed(records) => records
                .iter()
                .skip(offset as usize)
                .take(limit as usize)
                .copied()
                .collect(),
        }
    }
}

impl Asked<'_> {
    /// Whether the table has the attribute at all: rows of others are not blank, nobody asked.
    fn is_mapped(&self, store: &Store, load: &StoredLoad) -> Result<bool, EngineError> {
        if load.standardised_with.is_none() {
            return Ok(false);
        }
        // What standardising makes of other columns, such as a country of a telephone, counts from the
        // first row that has it.
        let mapping = store.mapping(load.table)?;
        let is_mapped = mapping
            .is_some_and(|stored| mapped_attributes(&stored.mapping).contains(&self.attribute));
        if is_mapped {
            return Ok(true);
        }
        let states = store.rows_by_state(load, &self.attribute, &[])?;
        Ok(
            !states.valid.is_empty()
                || !states.invalid.is_empty()
                || !states.placeholder.is_empty(),
        )
    }

    fn found(&self, store: &Store, load: &StoredLoad) -> Result<Found, EngineError> {
        let states = store.rows_by_state(load, &self.attribute, self.parts)?;
        let all = match self.state {
            "filled" => Arc::new(states.valid.or(&states.invalid).or(&states.placeholder)),
            "valid" => states.valid,
            "invalid" => states.invalid,
            "placeholder" => states.placeholder,
            _ => states.blank,
        };
        if self.filter.is_empty() {
            return Ok(Found::Known(all));
        }
        let needle = Needle::new(self.filter);
        let is_changed = self.is_changed(store, load)?;
        let mut records = Vec::new();
        let mut offset = 0;
        while offset < all.len() {
            let page = all.page(offset, AT_ONCE);
            let some = store.standard_records(&page)?;
            // Elsewhere what stands in the file is kept with what was made of it.
            let read: &[RecordId] = if is_changed { &page } else { &[] };
            let rows = StandingRows::read(store, read, |_| Some(load))?;
            records.extend(some.iter().filter_map(|record| {
                let (raw, value) = self.told(load, record, &rows);
                (needle.is_in(&raw) || needle.is_in(&value)).then_some(record.record)
            }));
            offset += AT_ONCE;
        }
        Ok(Found::Listed(records))
    }

    /// The rows with what stands in the file and what was made of it.
    fn show(
        &self,
        store: &Store,
        load: &StoredLoad,
        records: &[RecordId],
    ) -> Result<Vec<Row>, EngineError> {
        let standard = store.standard_records(records)?;
        let rows = StandingRows::read(store, records, |_| Some(load))?;
        Ok(standard
            .iter()
            .map(|record| {
                let (text, value) = self.told(load, record, &rows);
                let row = rows.row(record.record).to_string();
                Row {
                    cells: vec![load.table_name.clone(), row, text, value],
                    record: Some(record.record.0),
                    customer: None,
                    aside: None,
                }
            })
            .collect())
    }

    /// Whether the table's mapping changes cells before they become the attribute.
    fn is_changed(&self, store: &Store, load: &StoredLoad) -> Result<bool, EngineError> {
        let Some(stored) = store.mapping(load.table)? else {
            return Ok(false);
        };
        let mut columns = stored.mapping.columns.iter();
        Ok(columns.any(|column| {
            let target = column.target.as_ref().map(|target| &target.attribute);
            let is_ours = target
                .is_some_and(|target| *target == self.attribute || self.parts.contains(target));
            is_ours && column.transformation != Transformation::Keep
        }))
    }

    /// The best value of the attribute, as it stands and as it was made; of its parts where it has none.
    fn told(
        &self,
        load: &StoredLoad,
        record: &StandardRecord,
        rows: &StandingRows,
    ) -> (String, String) {
        let stands = |value: &StandardValue| rows.text(load.table, record.record, value);
        let own = record
            .values
            .iter()
            .filter(|value| value.target.attribute == self.attribute);
        if let Some(best) = own.min_by_key(|value| by_use(value.state)) {
            return (stands(best), best.value.clone());
        }
        let parts: Vec<&StandardValue> = record
            .values
            .iter()
            .filter(|value| {
                value.state == ValueState::Valid && self.parts.contains(&value.target.attribute)
            })
            .collect();
        let value: Vec<&str> = parts.iter().map(|value| value.value.as_str()).collect();
        let mut raw: Vec<String> = parts.iter().copied().map(stands).collect();
        raw.dedup();
        (raw.join(" "), value.join(" "))
    }
}

/// States in the order of coverage: a row is told by the first of them it has.
fn by_use(state: ValueState) -> u8 {
    match state {
        ValueState::Valid => 0,
        ValueState::Invalid => 1,
        ValueState::Placeholder => 2,
        ValueState::Blank => 3,
    }
}
