//! Which attributes are known of each customer, in whichever of their rows.

use std::ops::ControlFlow;

use rollcall_checks::KnownOfCustomers;
use rollcall_model::{Attribute, Packed, Unpacked, ValueState};
use rollcall_store::{StandardRecord, Store, StoredRun};

use super::people::different;
use crate::kept_answers::{Kept, kept, made_from_rows};
use crate::{EngineError, records};

/// Under this name a run keeps it.
const KNOWN: &str = "known";

/// What is known of everybody who has a row, be it of ids alone.
#[derive(Debug, Default)]
pub(crate) struct KnownAttributes {
    /// Every attribute that some row tells; its place is its number in what is known.
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) of: KnownOfCustomers,
}

impl Kept for KnownAttributes {
    fn to_bytes(&self) -> Result<Vec<u8>, EngineError> {
        let codes: Vec<String> = self.attributes.iter().map(Attribute::code).collect();
        let mut bytes = Packed::default();
        bytes.texts(&codes);
        self.of.pack(&mut bytes);
        Ok(bytes.into_bytes())
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Unpacked::new(bytes);
        let codes = bytes.texts()?;
        let attributes = codes.iter().map(|code| Attribute::parse(code));
        let attributes = attributes.collect::<Option<_>>()?;
        let of = KnownOfCustomers::unpack(&mut bytes)?;
        bytes.is_empty().then_some(Self { attributes, of })
    }
}

/// What is known of the customers of a run: as it was kept, else read from every row once.
pub(crate) fn known(store: &Store, run: &StoredRun) -> Result<KnownAttributes, EngineError> {
    let made_from = made_from_rows(store, run)?;
    kept(store, run.run, KNOWN, &made_from, || read(store, run))
}

fn read(store: &Store, run: &StoredRun) -> Result<KnownAttributes, EngineError> {
    let members = store.memberships(run.run)?;
    let everybody = different(members.iter().map(|(_, customer)| *customer));
    let mut reading = Reading {
        attributes: Vec::new(),
        columns: Vec::new(),
        row: Vec::new(),
    };
    let mut of = KnownOfCustomers::of(everybody);
    for load in store.current_loads()? {
        reading.columns.clear();
        store.visit_standard::<EngineError>(&load, |record| {
            let place = members.binary_search_by_key(&record.record, |(one, _)| *one);
            if let Some((_, customer)) = place.ok().and_then(|place| members.get(place)) {
                of.add(*customer, reading.told(&record));
            }
            Ok(ControlFlow::Continue(()))
        })?;
    }
    Ok(KnownAttributes {
        attributes: reading.attributes,
        of,
    })
}

/// Numbers attributes as they turn up.
struct Reading {
    attributes: Vec<Attribute>,
    /// The number of the attribute each value of the row before had: the next row has mostly the same ones there.
    columns: Vec<usize>,
    /// Those of the row that is read.
    row: Vec<usize>,
}

impl Reading {
    /// The numbers of the attributes a row tells.
    fn told(&mut self, record: &StandardRecord) -> &[usize] {
        self.row.clear();
        for (column, value) in record.values.iter().enumerate() {
            let number = self.number(column, &value.target.attribute);
            if value.state == ValueState::Valid {
                self.row.push(number);
            }
        }
        // When somebody bought last is told by their orders as well.
        if records::purchase_time(&record.values).is_some() {
            let number = self.number(usize::MAX, &Attribute::LastPurchaseAt);
            self.row.push(number);
        }
        &self.row
    }

    fn number(&mut self, column: usize, attribute: &Attribute) -> usize {
        let before = self.columns.get(column).copied();
        if let Some(number) = before
            && self.attributes.get(number) == Some(attribute)
        {
            return number;
        }
        let known = self.attributes.iter().position(|one| one == attribute);
        let number = known.unwrap_or_else(|| {
            self.attributes.push(attribute.clone());
            self.attributes.len() - 1
        });
        if column == self.columns.len() {
            self.columns.push(number);
        } else if let Some(before) = self.columns.get_mut(column) {
            *before = number;
        }
        number
    }
}
