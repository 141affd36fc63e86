//! Keeps rows of erased people out while a file is loaded: they are never written, not even among
//! the rows set aside.

mod header;

use std::collections::BTreeSet;

use rollcall_intake::{RawRow, Reading, SetAside};
use rollcall_model::{
    LoadId, Mapping, Place, Problem, ProblemCode, RecordId, Severity, SourceId, TableId,
};
use rollcall_store::{RawRecord, Store, StoredSetAside};

use crate::EngineError;
use crate::row_reader::{RowReader, day_of};
use crate::tombstones::{Memory, clues, mail_clues, refusal};

pub(crate) use header::{Destined, is_header_of_erased, refuse_header};

/// The clue of a cell that is an e-mail address and nothing else: one in a sentence may be anybody's.
fn address_in(cell: &str) -> BTreeSet<String> {
    let text = cell.trim();
    if !text.contains('@') || text.contains(char::is_whitespace) {
        return BTreeSet::new();
    }
    mail_clues(text)
}

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
        Ok(Some(Self {
            memory,
            reader: RowReader::new(source, table, mapping, reading, day_of(now)),
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
        let known = self.reader.known(&made);
        let mut found = clues(&known);
        // Whatever a column is taken for, it may hold the address all the same.
        found.extend(raw.cells.iter().flat_map(|cell| address_in(&cell.text)));
        let told = self.memory.erased_by(&found).map(refusal);
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
                "Rows of {} that belong to people who were erased on request or asked to be kept out, and were not loaded: {}.",
                place.file, self.refused
            ),
            hint: "Delete these people in that system too, so that its next export no longer holds them.".into(),
            place,
            count: self.refused,
        })
    }
}
