//! What stands in the file where a value was read from: the cell itself, before its mapping changed it.

use std::collections::BTreeMap;

use rollcall_model::{
    Cell, ColumnIndex, Mapping, RecordId, StandardValue, TableId, Transformation,
};
use rollcall_store::{RawRecord, Store, StoredLoad, StoredMend};

use crate::EngineError;
use crate::mends::mend_view;
use crate::view::MendView;

/// What stands in the file where a value was read from, cells that make one value together joined with a blank;
/// nothing where it stands in no cell, as what a file's name says does not.
pub(crate) fn stood(
    mapping: Option<&Mapping>,
    cells: &[Cell],
    value: &StandardValue,
) -> Option<String> {
    let column = value.column?;
    let cell = |place: ColumnIndex| cells.get(place).map_or("", |cell| cell.text.as_str());
    let text = cell(column);
    let columns = mapping.map_or(&[][..], |mapping| mapping.columns.as_slice());
    let change = columns
        .iter()
        .find(|one| one.column == column)
        .map_or(&Transformation::Keep, |one| &one.transformation);
    if let Transformation::Join { header } = change {
        let other = columns.iter().find(|one| one.header == *header);
        let behind = other.map_or("", |other| cell(other.column));
        let both = [text.trim(), behind.trim()].join(" ");
        return Some(both.trim().to_owned());
    }
    // What several cells made together is told with all of them.
    let is_kept = *change == Transformation::Keep && value.raw.contains(text.trim());
    Some(if is_kept || text.is_empty() {
        value.raw.clone()
    } else {
        text.to_owned()
    })
}

/// What a value was read as, where that is not what stands in the file.
pub(crate) fn read_as(stood: &str, value: &StandardValue) -> Option<String> {
    (stood != value.raw).then(|| value.raw.clone())
}

/// Rows as they stand in their files, with what their tables' mappings do to them.
pub(crate) struct StandingRows {
    rows: BTreeMap<RecordId, RawRecord>,
    mappings: BTreeMap<TableId, Mapping>,
    mends: BTreeMap<RecordId, StoredMend>,
}

impl StandingRows {
    /// Reads the rows of some records; `load_of` tells their loads.
    pub(crate) fn read<'a>(
        store: &Store,
        records: &[RecordId],
        load_of: impl Fn(RecordId) -> Option<&'a StoredLoad>,
    ) -> Result<Self, EngineError> {
        let mut mappings = BTreeMap::new();
        for load in records.iter().filter_map(|record| load_of(*record)) {
            if !mappings.contains_key(&load.table)
                && let Some(stored) = store.mapping(load.table)?
            {
                mappings.insert(load.table, stored.mapping);
            }
        }
        let rows = store.raw_records(records)?.into_iter();
        Ok(Self {
            rows: rows.map(|row| (row.record, row)).collect(),
            mappings,
            mends: BTreeMap::new(),
        })
    }

    /// The same, knowing which of some records were mended.
    pub(crate) fn with_mends(
        mut self,
        store: &Store,
        records: &[RecordId],
    ) -> Result<Self, EngineError> {
        self.mends = store.mends_of(records)?;
        Ok(self)
    }

    /// That the row of a record was mended, where it was.
    pub(crate) fn mended(&self, record: RecordId) -> Option<MendView> {
        self.mends.get(&record).map(mend_view)
    }

    /// The row of a record as a spreadsheet shows it.
    pub(crate) fn row(&self, record: RecordId) -> u64 {
        self.rows.get(&record).map_or(0, |row| row.row)
    }

    /// What stands in the file where a value of a record was read from; of what stands in no cell what holds for every
    /// row.
    pub(crate) fn text(&self, table: TableId, record: RecordId, value: &StandardValue) -> String {
        let cells = self
            .rows
            .get(&record)
            .map_or(&[][..], |row| row.cells.as_slice());
        stood(self.mappings.get(&table), cells, value).unwrap_or_else(|| value.raw.clone())
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::{
        Attribute, Cell, ColumnMapping, Mapping, MappingState, StandardValue, TableRole, Target,
        Transformation, ValueState,
    };

    use super::{read_as, stood};

    fn mapping(change: Transformation) -> Mapping {
        let column = |column, header: &str, target: Option<Target>, transformation| ColumnMapping {
            column,
            header: header.into(),
            target,
            transformation,
            confidence: 1.0,
            reason: String::new(),
            state: MappingState::Confirmed,
            date_order: None,
        };
        Mapping {
            role: TableRole::Customers,
            columns: vec![
                column(0, "one", Some(Attribute::EmailConsent.into()), change),
                column(1, "other", None, Transformation::Keep),
            ],
            default_country: None,
            constants: Vec::new(),
            recipe: None,
        }
    }

    #[test]
    fn the_cell_is_told_as_it_stands_whatever_it_was_read_as() {
        let join = Transformation::Join {
            header: "other".into(),
        };
        let strip = Transformation::StripPrefix {
            prefix: "p:".into(),
        };
        let words = Transformation::ValueMap {
            values: vec![("y".into(), "yes".into())],
            others_negated: false,
        };
        for (change, cells, read, expected) in [
            (Transformation::Negate, ["1", ""], "no", "1"),
            (words, ["Y", ""], "yes", "Y"),
            (strip, ["p:+44 20", ""], "+44 20", "p:+44 20"),
            (
                join,
                ["2026-03-01 00:00:00", "9:30"],
                "2026-03-01 9:30",
                "2026-03-01 00:00:00 9:30",
            ),
            (Transformation::Keep, [" yes ", ""], " yes ", " yes "),
            // A street and its number.
            (Transformation::Keep, ["Ring ", "12"], "Ring 12", "Ring 12"),
            // Read before the mapping was put right.
            (Transformation::Keep, ["1", ""], "no", "1"),
        ] {
            let value = StandardValue {
                target: Attribute::EmailConsent.into(),
                column: Some(0),
                raw: read.into(),
                value: String::new(),
                state: ValueState::Valid,
                rule: "text".into(),
            };
            let cells = cells.map(Cell::text);
            let told = stood(Some(&mapping(change)), &cells, &value);
            assert_eq!(told.as_deref(), Some(expected), "{cells:?}");
            let is_changed = read_as(expected, &value).is_some();
            assert_eq!(is_changed, read != expected, "{cells:?}");
            let of_the_file = StandardValue {
                column: None,
                ..value
            };
            assert_eq!(stood(None, &cells, &of_the_file), None);
        }
    }
}
