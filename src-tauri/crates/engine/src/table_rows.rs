//! Records as screens show them: values raw and standardised, with their place in the file.

use std::collections::BTreeMap;

use rollcall_model::{CustomerId, LoadId, RecordId, RunId, StandardValue, ValueState};
use rollcall_store::{StandardRecord, Store, StoredLoad};

use crate::EngineError;
use crate::inventory::{Marks, attribute_view};
use crate::stood::StandingRows;
use crate::view::{RecordView, ValueView};

/// Everything needed to show records: loads and marks, read once.
pub(crate) struct Shelf {
    pub(crate) marks: Marks,
    loads: BTreeMap<LoadId, StoredLoad>,
}

impl Shelf {
    pub(crate) fn read(store: &Store) -> Result<Self, EngineError> {
        Ok(Self {
            marks: Marks::read(store)?,
            loads: store
                .loads()?
                .into_iter()
                .map(|load| (load.load, load))
                .collect(),
        })
    }

    /// A load by its number.
    pub(crate) fn load(&self, load: LoadId) -> Option<&StoredLoad> {
        self.loads.get(&load)
    }

    /// The load a record belongs to.
    pub(crate) fn load_of(&self, record: RecordId) -> Option<&StoredLoad> {
        self.loads
            .values()
            .find(|load| load.first <= record && record <= load.last)
    }
}

/// Records in the order asked for, with the customer each belongs to.
pub(crate) fn record_views(
    store: &Store,
    shelf: &Shelf,
    run: Option<RunId>,
    records: &[RecordId],
) -> Result<Vec<RecordView>, EngineError> {
    let rows = StandingRows::read(store, records, |record| shelf.load_of(record))?
        .with_mends(store, records)?;
    let mut views = Vec::with_capacity(records.len());
    for record in store.standard_records(records)? {
        let membership = match run {
            Some(run) => store.membership(run, record.record)?,
            None => None,
        };
        let customer = membership.map(|member| member.customer);
        let is_tied = membership.is_some_and(|member| member.tied_to.is_some());
        views.push(show(shelf, &record, &rows, customer, is_tied)?);
    }
    Ok(views)
}

fn show(
    shelf: &Shelf,
    record: &StandardRecord,
    rows: &StandingRows,
    customer: Option<CustomerId>,
    is_tied: bool,
) -> Result<RecordView, EngineError> {
    let load = shelf
        .load_of(record.record)
        .ok_or_else(|| EngineError::NotFound {
            what: "load of record",
            name: record.record.to_string(),
        })?;
    Ok(RecordView {
        record: record.record.0,
        source: shelf.marks.of(load.source),
        table: load.table_name.clone(),
        file: load.file.clone(),
        row: rows.row(record.record),
        record_key: record.key.clone(),
        customer: customer.map(CustomerId::label),
        values: record
            .values
            .iter()
            .filter(|value| value.state != ValueState::Blank)
            .map(|value| {
                let raw = rows.text(load.table, record.record, value);
                value_view(value, raw, &load.header)
            })
            .collect(),
        tied_in: is_tied,
        mended: rows.mended(record.record),
    })
}

/// One value, as it stands in the file and standardised.
pub(crate) fn value_view(value: &StandardValue, raw: String, header: &[String]) -> ValueView {
    let state = match value.state {
        ValueState::Valid => "valid",
        ValueState::Blank => "blank",
        ValueState::Invalid => "invalid",
        ValueState::Placeholder => "placeholder",
    };
    ValueView {
        attribute: attribute_view(&value.target.attribute),
        group: value.target.group,
        header: value.column.and_then(|column| header.get(column).cloned()),
        raw,
        value: value.value.clone(),
        state: state.to_owned(),
        rule: value.rule.clone().into_owned(),
    }
}
