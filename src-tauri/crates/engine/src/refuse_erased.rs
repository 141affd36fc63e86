//! Keeps rows of erased people out while a file is loaded: they are never written.

use std::collections::BTreeMap;

use rollcall_intake::RawRow;
use rollcall_mapping::Mapper;
use rollcall_model::{
    Mapping, Place, Problem, ProblemCode, RecordId, Severity, SourceId, TableId, TableRole,
};
use rollcall_standardise::TableContext;
use rollcall_store::{RawRecord, Store};

use crate::tombstones::{Known, Memory, refusal};
use crate::{EngineError, standardise_load};

/// Looks at every row before it is kept.
pub(crate) struct Gate {
    memory: Memory,
    mapper: Mapper,
    context: TableContext,
    role: TableRole,
    source: SourceId,
    table: TableId,
    refused: u64,
}

impl Gate {
    /// A gate for one table; nothing where nobody was ever erased.
    pub(crate) fn of(
        store: &Store,
        source: SourceId,
        table: TableId,
        mapping: &Mapping,
        now: &str,
    ) -> Result<Option<Self>, EngineError> {
        let memory = Memory::read(store)?;
        if memory.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self {
            memory,
            mapper: Mapper::new(mapping),
            context: TableContext {
                default_country: mapping.default_country.clone(),
                // A birth date whose order is not known yet is looked at again while standardising.
                date_orders: BTreeMap::new(),
                // Nobody is known again by a number.
                decimal_mark: None,
                today: now
                    .get(..10)
                    .and_then(|day| day.parse().ok())
                    .unwrap_or_default(),
            },
            role: mapping.role,
            source,
            table,
            refused: 0,
        }))
    }

    /// Why a row must not be loaded.
    pub(crate) fn refuses(&mut self, row: &RawRow) -> Option<String> {
        let raw = RawRecord {
            record: RecordId(0),
            load: rollcall_model::LoadId(0),
            row: row.row,
            cells: row.cells.clone(),
        };
        let made = standardise_load::standardise(&raw, &self.mapper, &self.context, self.role);
        let known = Known {
            source: self.source,
            table: self.table,
            role: self.role,
            key: &made.key,
            values: &made.values,
        };
        let told = self.memory.erased_at(&known).map(refusal);
        self.refused += u64::from(told.is_some());
        told
    }

    /// What to tell about the rows that were refused.
    pub(crate) fn problem(&self, place: Place) -> Option<Problem> {
        (self.refused > 0).then(|| Problem {
            code: ProblemCode::ErasedPerson,
            severity: Severity::Warning,
            message: format!(
                "Rows of {} that belong to people who were erased on request, and were not loaded: {}.",
                place.file, self.refused
            ),
            hint: "Delete these people in that system too, so that its next export no longer holds them.".into(),
            place,
            count: self.refused,
        })
    }
}
