//! Whom a system knows as a buyer: by the columns of its own lists of people.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use rollcall_checks::BuyerMark;
use rollcall_model::{Attribute, CustomerId, Packed, RecordId, SourceId, TableRole, Unpacked};
use rollcall_store::{Store, StoredLoad, StoredRun};

use crate::EngineError;
use crate::kept_answers::{Kept, kept, made_from_rows};
use crate::told_columns::told_columns;

/// Whom one source knows as buyers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct KnownBuyers {
    /// Whether any of its columns tells who is a buyer.
    pub(crate) tells: bool,
    /// Those it says are.
    pub(crate) buyers: BTreeSet<CustomerId>,
}

/// Under this and the number of the source a run keeps whom it knows as buyers.
const KNOWN_BUYERS: &str = "buyers";

impl Kept for KnownBuyers {
    fn to_bytes(&self) -> Result<Vec<u8>, EngineError> {
        let mut bytes = Packed::default();
        bytes.byte(u8::from(self.tells));
        bytes.ascending(self.buyers.iter().map(|customer| customer.0));
        Ok(bytes.into_bytes())
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Unpacked::new(bytes);
        let tells = match bytes.byte()? {
            0 => false,
            1 => true,
            _ => return None,
        };
        let buyers = bytes.ascending()?.into_iter().map(CustomerId).collect();
        bytes.is_empty().then_some(Self { tells, buyers })
    }
}

impl KnownBuyers {
    /// Whom a source knows as buyers in a run: as it was kept, else read from the lists of people of the source once.
    pub(crate) fn of_run(
        store: &Store,
        run: &StoredRun,
        source: SourceId,
    ) -> Result<Self, EngineError> {
        let mut tells_of_any = false;
        for load in store.current_loads()? {
            tells_of_any |= load.source == source && !marks(store, &load)?.is_empty();
        }
        if !tells_of_any {
            return Ok(Self::default());
        }
        let name = format!("{KNOWN_BUYERS} {source}");
        let made_from = made_from_rows(store, run)?;
        kept(store, run.run, &name, &made_from, || {
            let members = store.memberships(run.run)?;
            Self::read(store, source, &|record| {
                let place = members.binary_search_by_key(&record, |(one, _)| *one);
                members.get(place.ok()?).map(|(_, customer)| *customer)
            })
        })
    }

    /// Reads the lists of people of a source.
    pub(crate) fn read(
        store: &Store,
        source: SourceId,
        customer_of: &dyn Fn(RecordId) -> Option<CustomerId>,
    ) -> Result<Self, EngineError> {
        let mut known = Self::default();
        for load in store.current_loads()? {
            if load.source == source {
                known.add(store, &load, customer_of)?;
            }
        }
        Ok(known)
    }

    fn add(
        &mut self,
        store: &Store,
        load: &StoredLoad,
        customer_of: &dyn Fn(RecordId) -> Option<CustomerId>,
    ) -> Result<(), EngineError> {
        let marks = marks(store, load)?;
        if marks.is_empty() {
            return Ok(());
        }
        self.tells |= marks.iter().any(|(_, mark)| mark.tells_of_all());
        let places: Vec<usize> = marks.iter().map(|(place, _)| *place).collect();
        store.visit_cells::<EngineError>(load, &places, |raw| {
            let says_so = marks.iter().any(|(place, mark)| {
                let cell = raw.cells.get(*place);
                cell.is_some_and(|cell| mark.says_so(&cell.text))
            });
            if says_so {
                self.tells = true;
                self.buyers.extend(customer_of(raw.record));
            }
            Ok(ControlFlow::Continue(()))
        })
    }
}

/// The columns of a list of people that say who bought; none of a table of what happened.
fn marks(store: &Store, load: &StoredLoad) -> Result<Vec<(usize, BuyerMark)>, EngineError> {
    let Some(stored) = store.mapping(load.table)? else {
        return Ok(Vec::new());
    };
    if matches!(stored.mapping.role, TableRole::Events | TableRole::Figures) {
        return Ok(Vec::new());
    }
    let is_last_purchase = |header: &str| {
        stored.mapping.columns.iter().any(|column| {
            let target = column.target.as_ref();
            column.header == header
                && target.is_some_and(|target| target.attribute == Attribute::LastPurchaseAt)
        })
    };
    let mark = |header: &str| {
        BuyerMark::by_header(header).or_else(|| is_last_purchase(header).then_some(BuyerMark::Day))
    };
    Ok(told_columns(store, load)?
        .into_iter()
        .filter_map(|(place, header)| Some((place, mark(header)?)))
        .collect())
}
