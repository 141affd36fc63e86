//! A file without a header has its first row for one when it is read so, and a header is kept. Nothing tells
//! what its cells are then, so each is read as whatever people are recognised by.

use std::collections::BTreeSet;

use rollcall_intake::{Format, Reading, TablePlan};
use rollcall_model::{
    Attribute, Cell, LoadId, Mapping, Problem, ProblemCode, RecordId, Severity, SourceId,
    StandardValue, TableId, TableRole, Target, ValueState,
};
use rollcall_store::{RawRecord, StandardRecord, Store};

use crate::EngineError;
use crate::row_reader::{RowReader, day_of, unmapped};
use crate::tombstones::{Known, Memory, clues, mail_clues};

/// What points to a person, alone or together with the name. An account or a row is not among them: its number
/// may be any number in a header.
const POINTING: &[Attribute] = &[
    Attribute::Phone,
    Attribute::Email,
    Attribute::BirthDate,
    Attribute::HashedEmail,
    Attribute::LoyaltyCard,
    Attribute::NationalId,
    Attribute::PaymentCard,
    Attribute::DeviceId,
    Attribute::CookieId,
    Attribute::SocialHandle,
];

/// What points to a person only together with the name.
const BESIDE_NAME: &[Attribute] = &[Attribute::Phone, Attribute::Email, Attribute::BirthDate];

/// Where a table goes and how its columns are read.
pub(crate) struct Destined<'a> {
    pub(crate) source: SourceId,
    pub(crate) table: TableId,
    pub(crate) mapping: &'a Mapping,
}

/// Why a table must not be loaded as it is read: the row taken for its header is an erased person's.
pub(crate) fn refuse_header(
    store: &Store,
    plan: &TablePlan,
    destined: &Destined<'_>,
    now: &str,
) -> Result<Option<Problem>, EngineError> {
    let memory = Memory::read(store)?;
    if memory.is_empty() {
        return Ok(None);
    }
    let row = HeaderRow {
        cells: &plan.header,
        reading: &plan.reading,
        destined,
        now,
    };
    Ok(memory.erased_by(&row.clues()).map(|barred| Problem {
        code: ProblemCode::ErasedPerson,
        severity: Severity::Error,
        message: format!(
            "{} was not loaded: the row taken for its header belongs to a person who {}.",
            plan.place().file,
            barred.told()
        ),
        hint: "Say in its reading that it has no header, and load it again. Delete this person in that system too.".into(),
        place: plan.place(),
        count: 1,
    }))
}

/// Whether the header a mapping is for is a row of somebody who was erased.
pub(crate) fn is_header_of_erased(
    store: &Store,
    mapping: &Mapping,
    now: &str,
) -> Result<bool, EngineError> {
    let columns = mapping.columns.iter();
    let cells: Vec<String> = columns.map(|column| column.header.clone()).collect();
    let row = HeaderRow {
        cells: &cells,
        reading: &Reading {
            format: Format::Text,
            encoding: String::new(),
            delimiter: None,
            quote: None,
            header_row: Some(1),
            decimal_mark: None,
            totals_are_rows: false,
            one_table: false,
        },
        // No row of any table: its number and its key are nobody's.
        destined: &Destined {
            source: SourceId(0),
            table: TableId(0),
            mapping,
        },
        now,
    };
    Ok(Memory::read(store)?.erased_by(&row.clues()).is_some())
}

/// A header as a row.
struct HeaderRow<'a> {
    cells: &'a [String],
    reading: &'a Reading,
    destined: &'a Destined<'a>,
    now: &'a str,
}

impl HeaderRow<'_> {
    fn clues(&self) -> BTreeSet<String> {
        let mut found = mail_clues(&self.cells.join("\n"));
        let reader = self.reader(self.destined.mapping);
        found.extend(clues(&reader.known(&self.record(&reader))));
        let mut pointing = self.values_of((0..self.cells.len()).flat_map(|column| {
            // Dates of one group would be the parts of one date.
            let group = u8::try_from(column).unwrap_or(u8::MAX);
            let attributes = POINTING.iter().cloned();
            attributes.map(move |attribute| (column, Target { attribute, group }))
        }));
        pointing.retain(|value| value.state == ValueState::Valid);
        found.extend(self.clues_of(&pointing));
        pointing.retain(|value| BESIDE_NAME.contains(&value.target.attribute));
        for column in 0..self.cells.len() {
            for name in self.names_at(column) {
                let both: Vec<StandardValue> = pointing.iter().cloned().chain(name).collect();
                found.extend(self.clues_of(&both));
            }
        }
        found
    }

    /// The names there may be in a column: whole, or with the part beside it in either order.
    fn names_at(&self, column: usize) -> [Vec<StandardValue>; 3] {
        let whole = Target::from(Attribute::FullName);
        let given = Target::from(Attribute::GivenName);
        let family = Target::from(Attribute::FamilyName);
        [
            self.values_of([(column, whole)]),
            self.values_of([(column, given.clone()), (column + 1, family.clone())]),
            self.values_of([(column, family), (column + 1, given)]),
        ]
    }

    /// The values of cells when each is what is told of it.
    fn values_of(&self, told: impl IntoIterator<Item = (usize, Target)>) -> Vec<StandardValue> {
        let mut mapping = unmapped(self.cells);
        let columns = std::mem::take(&mut mapping.columns);
        mapping
            .default_country
            .clone_from(&self.destined.mapping.default_country);
        mapping.columns = told
            .into_iter()
            .filter_map(|(column, target)| {
                let mut one = columns.get(column)?.clone();
                one.target = Some(target);
                Some(one)
            })
            .collect();
        self.record(&self.reader(&mapping)).values
    }

    fn reader(&self, mapping: &Mapping) -> RowReader {
        let Destined { source, table, .. } = *self.destined;
        RowReader::new(source, table, mapping, self.reading, day_of(self.now))
    }

    fn record(&self, reader: &RowReader) -> StandardRecord {
        let cells = self.cells.iter().map(|cell| Cell::text(cell.as_str()));
        reader.record(&RawRecord {
            record: RecordId(0),
            load: LoadId(0),
            row: 0,
            cells: cells.collect(),
        })
    }

    fn clues_of(&self, values: &[StandardValue]) -> BTreeSet<String> {
        clues(&Known {
            source: self.destined.source,
            table: self.destined.table,
            role: TableRole::Unclear,
            key: "content:",
            values,
        })
    }
}
