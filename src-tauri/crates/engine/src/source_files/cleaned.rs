//! The rows of one table as they were loaded, with what is sure corrected.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_golden::GoldenRecord;
use rollcall_mapping::OWN_COLUMNS;
use rollcall_model::{
    Attribute, CustomerId, RecordId, RunId, StandardValue, Target, Transformation, ValueState,
    grouped,
};
use rollcall_standardise::{FilledCell, Rewriting, rewriting};
use rollcall_store::{RawRecord, StandardRecord, Store, StoredLoad};

use super::Manner;
use super::fill::fill;
use crate::{EngineError, mistyped};

/// What was done to the cells of a table.
#[derive(Debug, Clone, Copy, Default)]
struct Changed {
    /// Rows of which any cell was changed.
    rows: u64,
    corrected: u64,
    in_form: u64,
    filled: u64,
}

/// What all tables are written from.
pub(super) struct Desk<'a> {
    pub(super) store: &'a Store,
    pub(super) run: RunId,
    /// The customer of every record, in the order of the records.
    pub(super) members: Vec<(RecordId, CustomerId)>,
    /// First and last record of what was bought or borrowed.
    pub(super) bought: Vec<(RecordId, RecordId)>,
    pub(super) manner: Manner,
}

impl Desk<'_> {
    fn customer_of(&self, record: RecordId) -> Option<CustomerId> {
        let place = self
            .members
            .binary_search_by_key(&record, |(record, _)| *record);
        let (_, customer) = self.members.get(place.ok()?)?;
        Some(*customer)
    }

    /// The agreed values of some customers, asked for together.
    fn goldens_of(
        &self,
        customers: &BTreeSet<CustomerId>,
    ) -> Result<BTreeMap<CustomerId, GoldenRecord>, EngineError> {
        let customers: Vec<CustomerId> = customers.iter().copied().collect();
        let known = self.store.some_customers(self.run, &customers)?.into_iter();
        known
            .map(|(customer, known)| Ok((customer, serde_json::from_str(&known.golden)?)))
            .collect()
    }

    fn is_bought(&self, record: RecordId) -> bool {
        let mut bought = self.bought.iter();
        bought.any(|(first, last)| *first <= record && record <= *last)
    }
}

/// One table being written.
pub(super) struct Cleaning<'a> {
    desk: &'a Desk<'a>,
    load: &'a StoredLoad,
    /// What each column is, where its cells may be written anew.
    columns: Vec<Option<Target>>,
    changed: Changed,
}

impl<'a> Cleaning<'a> {
    pub(super) fn of(desk: &'a Desk<'a>, load: &'a StoredLoad) -> Result<Self, EngineError> {
        let mut columns = vec![None; load.header.len()];
        let mapping = desk.store.mapping(load.table)?;
        for column in mapping
            .into_iter()
            .flat_map(|stored| stored.mapping.columns)
        {
            // What is changed before it is read would have to be changed back.
            let is_plain = column.transformation == Transformation::Keep && !column.is_left_out();
            if let Some(place) = columns.get_mut(column.column).filter(|_| is_plain) {
                *place = column.target;
            }
        }
        Ok(Self {
            desk,
            load,
            columns,
            changed: Changed::default(),
        })
    }

    /// The header of the file: our own columns, then those of the table.
    pub(super) fn header(&self) -> Vec<&'a str> {
        let own = OWN_COLUMNS.into_iter();
        own.chain(self.load.header.iter().map(String::as_str))
            .collect()
    }

    /// Some rows, in their order.
    pub(super) fn rows(&mut self, raw: &[RawRecord]) -> Result<Vec<Vec<String>>, EngineError> {
        let numbers: Vec<RecordId> = raw.iter().map(|row| row.record).collect();
        let standard: BTreeMap<RecordId, StandardRecord> = self
            .desk
            .store
            .standard_records(&numbers)?
            .into_iter()
            .map(|record| (record.record, record))
            .collect();
        let wanted: BTreeSet<CustomerId> = standard
            .values()
            .filter_map(|record| {
                let customer = self.desk.customer_of(record.record);
                customer.filter(|_| self.wants_golden(record))
            })
            .collect();
        let goldens = self.desk.goldens_of(&wanted)?;
        Ok(raw
            .iter()
            .map(|row| self.row(row, standard.get(&row.record), &goldens))
            .collect())
    }

    fn row(
        &mut self,
        raw: &RawRecord,
        standard: Option<&StandardRecord>,
        goldens: &BTreeMap<CustomerId, GoldenRecord>,
    ) -> Vec<String> {
        let customer = self.desk.customer_of(raw.record);
        let mut cells: Vec<String> = (0..self.load.header.len())
            .map(|column| raw.cells.get(column).map_or("", |cell| cell.text.as_str()))
            .map(str::to_owned)
            .collect();
        let mut changed = BTreeSet::new();
        if let Some(standard) = standard {
            let golden = customer
                .filter(|_| self.wants_golden(standard))
                .and_then(|customer| goldens.get(&customer));
            self.correct(standard, golden, &mut cells, &mut changed);
            if let Some(golden) = golden.filter(|_| self.desk.manner.is_filled) {
                self.fill(standard, golden, &mut cells, &mut changed);
            }
        }
        self.changed.rows += u64::from(!changed.is_empty());
        let headers = self.load.header.iter().enumerate();
        let named: Vec<&str> = headers
            .filter(|(column, _)| changed.contains(column))
            .map(|(_, header)| header.as_str())
            .collect();
        let mut row = vec![
            customer.map(CustomerId::label).unwrap_or_default(),
            standard.map(|one| one.key.clone()).unwrap_or_default(),
            named.join("; "),
        ];
        row.append(&mut cells);
        row
    }

    /// Whether something of a row hangs on the agreed values of its customer.
    fn wants_golden(&self, standard: &StandardRecord) -> bool {
        let mut values = standard.values.iter();
        self.desk.manner.is_filled
            || values
                .any(|value| value.state == ValueState::Valid && mistyped::slip_in(value).is_some())
    }

    fn correct(
        &mut self,
        standard: &StandardRecord,
        golden: Option<&GoldenRecord>,
        cells: &mut [String],
        changed: &mut BTreeSet<usize>,
    ) {
        let held_elsewhere = golden.map_or_else(Vec::new, |golden| {
            addresses_of_others(golden, standard.record)
        });
        for (column, (target, cell)) in self.columns.iter().zip(cells).enumerate() {
            let Some(target) = target else { continue };
            let made: Vec<&StandardValue> = standard
                .values
                .iter()
                .filter(|value| value.column == Some(column))
                .collect();
            let found = rewriting(&FilledCell {
                text: cell.as_str(),
                attribute: &target.attribute,
                made: &made,
                tells_country: tells_country(&standard.values, target.group),
                held_elsewhere: &held_elsewhere,
            });
            match found {
                Some(Rewriting::Correction(text)) => {
                    self.changed.corrected += 1;
                    *cell = text;
                }
                Some(Rewriting::Form(text)) if self.desk.manner.in_form => {
                    self.changed.in_form += 1;
                    *cell = text;
                }
                _ => continue,
            }
            changed.insert(column);
        }
    }

    fn fill(
        &mut self,
        standard: &StandardRecord,
        golden: &GoldenRecord,
        cells: &mut [String],
        changed: &mut BTreeSet<usize>,
    ) {
        let is_bought = |record: RecordId| self.desk.is_bought(record);
        let in_form = self.desk.manner.in_form;
        for (column, value) in fill(&self.columns, &standard.values, golden, in_form, &is_bought) {
            let Some(cell) = cells.get_mut(column) else {
                continue;
            };
            if cell.trim().is_empty() {
                *cell = value;
                self.changed.filled += 1;
                changed.insert(column);
            }
        }
    }

    /// What was done, in sentences.
    pub(super) fn told(&self, name: &str) -> Vec<String> {
        let load = self.load;
        let Changed {
            rows,
            corrected,
            in_form,
            filled,
        } = self.changed;
        let mut told = vec![format!(
            "{name}: {} of {} rows were changed; {} cells corrected, {} put in one form, {} filled.",
            grouped(rows),
            grouped(load.rows_loaded),
            grouped(corrected),
            grouped(in_form),
            grouped(filled)
        )];
        if load.rows_set_aside > 0 {
            told.push(format!(
                "{name}: {} of {} rows of the file were set aside when it was loaded and are not in it.",
                grouped(load.rows_set_aside),
                grouped(load.rows_read)
            ));
        }
        told
    }
}

/// The e-mail addresses another record of the customer has.
fn addresses_of_others(golden: &GoldenRecord, record: RecordId) -> Vec<String> {
    let of_another = |records: &[RecordId]| records.iter().any(|one| *one != record);
    let mut held = Vec::new();
    for value in &golden.values {
        if value.attribute != Attribute::Email {
            continue;
        }
        if of_another(&value.supporters) {
            held.push(value.value.clone());
        }
        let others = value.others.iter();
        held.extend(
            others
                .filter(|other| of_another(&other.records))
                .map(|other| other.value.clone()),
        );
    }
    held
}

/// Whether a cell of the row itself says in which country it is.
fn tells_country(values: &[StandardValue], group: u8) -> bool {
    values.iter().any(|value| {
        value.target.attribute == Attribute::Country
            && value.state == ValueState::Valid
            && value.column.is_some()
            && (value.target.group == group || value.target.group == 0)
    })
}
