//! Keeps rows of erased people out while a file is loaded: they are never written, not even among
//! the rows set aside.

use chrono::NaiveDate;
use rollcall_intake::{RawRow, Reading, SetAside};
use rollcall_model::{
    LoadId, Mapping, Place, Problem, ProblemCode, RecordId, Severity, SourceId, TableId,
};
use rollcall_store::{RawRecord, Store, StoredSetAside};

use crate::EngineError;
use crate::row_reader::RowReader;
use crate::tombstones::{Memory, refusal};

/// Looks at every row before it is kept.
pub(crate) struct Gate {
    memory: Memory,
    reader: RowReader,
    refused: u64,
}

impl Gate {
    /// A gate for one table; nothing where nobody was ever erased.
    pub(crate) fn of(
        store: &Store,
        source: SourceId,
        table: TableId,
        mapping: &Mapping,
        reading: &Reading,
        now: &str,
    ) -> Result<Option<Self>, EngineError> {
        let memory = Memory::read(store)?;
        if memory.is_empty() {
            return Ok(None);
        }
        let today: NaiveDate = now
            .get(..10)
            .and_then(|day| day.parse().ok())
            .unwrap_or_default();
        Ok(Some(Self {
            memory,
            reader: RowReader::new(source, table, mapping, reading, today),
            refused: 0,
        }))
    }

    /// Why a row must not be loaded.
    pub(crate) fn refuses(&mut self, row: &RawRow) -> Option<String> {
        let raw = RawRecord {
            record: RecordId(0),
            load: LoadId(0),
            row: row.row,
            cells: row.cells.clone(),
        };
        let made = self.reader.record(&raw);
        let told = self
            .memory
            .erased_at(&self.reader.known(&made))
            .map(refusal);
        self.refused += u64::from(told.is_some());
        told
    }

    /// A row that is set aside, without what it holds of people who were erased.
    pub(crate) fn sift(&mut self, row: SetAside) -> StoredSetAside {
        let mut erased_at = None;
        let cut = self.reader.cut(&row.text, |text| {
            let found = self.memory.erased_by(&self.reader.clues_of_text(text));
            erased_at = erased_at.or(found);
            found.is_some()
        });
        let told = erased_at.map(refusal);
        self.refused += u64::from(cut.is_some());
        match (cut, told) {
            (Some(None), Some(reason)) => StoredSetAside {
                row: row.row,
                code: ProblemCode::ErasedPerson.code().to_owned(),
                reason,
                text: String::new(),
            },
            (cut, _) => StoredSetAside {
                row: row.row,
                code: row.code.code().to_owned(),
                reason: row.reason,
                text: cut.flatten().unwrap_or(row.text),
            },
        }
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
