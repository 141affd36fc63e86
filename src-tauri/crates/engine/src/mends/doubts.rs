//! What speaks against a row that could be mended: that it sums up others, that another one has its key, or that a cell
//! cannot be what its column holds.

use std::ops::ControlFlow;

use rollcall_intake::RawRow;
use rollcall_model::{ProblemCode, StandardValue, ValueState, grouped};
use rollcall_store::{RawRecord, StandardRecord, StoredSetAside};

use super::{Shelf, without_mends};
use crate::EngineError;
use crate::standardise_load::{content_key, recipe};

impl Shelf<'_> {
    /// What speaks against loading a row of the load, given the cells it would have; nothing where nothing does.
    pub(super) fn doubt(
        &self,
        aside: &StoredSetAside,
        row: &RawRow,
    ) -> Result<Option<String>, EngineError> {
        let (number, file) = (grouped(row.row), &self.load.file);
        if ProblemCode::parse(&aside.code) == Some(ProblemCode::TotalsRow) {
            return Ok(Some(format!(
                "Row {number} of {file} sums up other rows. Loaded, it would count as a row of its own, and what it sums up would count twice."
            )));
        }
        let StandardRecord { key, values, .. } = self.reader.record_of_row(row);
        let is_by_content = key.starts_with("content:");
        let other = if is_by_content {
            self.row_that_says(&key)?
        } else {
            self.row_of_key(&key)?
        };
        Ok(match other.map(grouped) {
            Some(other) if is_by_content => Some(format!(
                "Row {other} of {file} says word for word the same. Loaded, this row would stand in the table twice."
            )),
            Some(other) => Some(format!(
                "Row {other} of {file} has the key of this row. Loaded, both would count as rows of their own."
            )),
            None => self.unreadable(&values),
        })
    }

    /// The first cell that cannot be what its column holds.
    fn unreadable(&self, values: &[StandardValue]) -> Option<String> {
        let invalid = values
            .iter()
            .find(|value| value.state == ValueState::Invalid)?;
        let header = self.load.header.get(invalid.column?)?;
        let holds = invalid.target.attribute.label();
        Some(format!(
            "What you give under \"{header}\" cannot be read as {holds}. Loaded so, the row has no such value."
        ))
    }

    /// The row of the load that says now what a key was made of; the key it has may be of what it said before.
    fn row_that_says(&self, key: &str) -> Result<Option<u64>, EngineError> {
        self.first_row(|raw| content_key(&raw.cells) == key)
    }

    /// The row of the load, as a spreadsheet shows it, that has a key.
    fn row_of_key(&self, key: &str) -> Result<Option<u64>, EngineError> {
        if !self.is_made()? {
            return self.first_row(|raw| self.reader.record(raw).key == key);
        }
        let mut records = self.store.records_of_key(self.load, key)?;
        // Of rows mended since nothing was made yet.
        for mend in self.store.mends(self.load.load)? {
            let row = RawRow {
                row: 0,
                cells: mend.cells,
            };
            if self.reader.record_of_row(&row).key == key {
                records.push(mend.record);
            }
        }
        let rows = self.store.raw_records(&records)?;
        Ok(rows.first().map(|raw| raw.row))
    }

    /// Whether the values of the load are those the mapping in use makes, but for rows mended since.
    fn is_made(&self) -> Result<bool, EngineError> {
        let Some(made) = self.load.standardised_with.as_deref() else {
            return Ok(false);
        };
        let now = self.store.mapping(self.load.table)?;
        let now = now.map(|stored| recipe(self.load, &stored));
        Ok(now.is_some_and(|now| without_mends(&now) == without_mends(made)))
    }

    fn first_row(&self, is_it: impl Fn(&RawRecord) -> bool) -> Result<Option<u64>, EngineError> {
        let mut found = None;
        self.store.visit_rows::<EngineError>(self.load, |raw| {
            if is_it(&raw) {
                found = Some(raw.row);
                return Ok(ControlFlow::Break(()));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }
}
