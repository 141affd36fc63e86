//! Remarks by which somebody wants no more calls or letters, or has died: told with their rows, whether they are obeyed,
//! asked about, or stand in a column nobody uses.

use std::collections::BTreeMap;

use rollcall_mapping::unheard_remarks;
use rollcall_model::{
    Cell, ColumnIndex, Mapping, Place, Problem, ProblemCode, RecordId, Severity, grouped,
};
use rollcall_standardise::consent;
use rollcall_store::{StandardRecord, StoredLoad};

use super::{KEPT_ROWS, named_column, place};

/// The rule of a remark that leaves open of what or of whom.
const UNCLEAR: &str = "consent.remark_unclear";
/// The rule of a day that could be read two ways, which is told with its column.
const ORDER_UNKNOWN: &str = "date.order_unknown";

/// Whether what cannot be read is told otherwise than value by value.
pub(super) fn is_told_apart(rule: &str) -> bool {
    matches!(rule, UNCLEAR | ORDER_UNKNOWN)
}

/// What becomes of a remark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Died,
    Refuses,
    Unclear,
    /// In a column that is used for nothing.
    Unheard,
}

/// The remarks of a load, by their column.
#[derive(Default)]
pub(super) struct Remarks {
    unheard: Vec<ColumnIndex>,
    found: BTreeMap<(ColumnIndex, Kind), (u64, Vec<RecordId>)>,
}

impl Remarks {
    pub(super) fn of(mapping: &Mapping) -> Self {
        Self {
            unheard: unheard_remarks(mapping),
            found: BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, record: &StandardRecord, cells: &[Cell]) {
        let told = record.values.iter().find_map(|value| {
            let kind = match &*value.rule {
                "consent.died" => Kind::Died,
                "consent.remark" => Kind::Refuses,
                UNCLEAR => Kind::Unclear,
                _ => return None,
            };
            Some((value.column?, kind))
        });
        if let Some((column, kind)) = told {
            self.note(column, kind, record.record);
        }
        let says = |column: &ColumnIndex| {
            cells
                .get(*column)
                .is_some_and(|cell| consent::remark(&cell.text).is_some())
        };
        let unheard: Vec<ColumnIndex> = self.unheard.iter().copied().filter(says).collect();
        for column in unheard {
            self.note(column, Kind::Unheard, record.record);
        }
    }

    fn note(&mut self, column: ColumnIndex, kind: Kind, record: RecordId) {
        let (count, records) = self.found.entry((column, kind)).or_default();
        *count += 1;
        if records.len() < KEPT_ROWS {
            records.push(record);
        }
    }

    pub(super) fn told(
        self,
        load: &StoredLoad,
        mapping: &Mapping,
    ) -> Vec<(Problem, Vec<RecordId>)> {
        let found = self.found.into_iter();
        found
            .map(|((column, kind), (count, records))| {
                let header = mapping.columns.get(column).map(|one| one.header.clone());
                let name = named_column(header.as_deref().unwrap_or_default(), column);
                let (message, hint) = sentences(kind, count, &name);
                let problem = Problem {
                    code: ProblemCode::DoubtfulConsent,
                    severity: Severity::Warning,
                    place: Place {
                        column: header,
                        ..place(load)
                    },
                    message,
                    hint: hint.into(),
                    count,
                };
                (problem, records)
            })
            .collect()
    }
}

fn sentences(kind: Kind, count: u64, name: &str) -> (String, &'static str) {
    let rows = grouped(count);
    match kind {
        Kind::Died => (
            format!("Rows that say in {name} that the person has died: {rows}."),
            "They are in no list to reach people. Have them marked in their system, too, so that nobody writes to them from there.",
        ),
        Kind::Refuses => (
            format!(
                "Rows that say in {name} that somebody wants no more calls, letters, messages or advertising: {rows}."
            ),
            "Each counts as a no to what it names. Have it entered where their system keeps permissions.",
        ),
        Kind::Unclear => (
            format!(
                "Rows that may say in {name} that somebody wants no more calls, letters or messages, or tell of a death, and leave open of what or of whom: {rows}."
            ),
            "They count as nothing. Look at them, and set the permission of whoever meant it by hand.",
        ),
        Kind::Unheard => (
            format!(
                "Rows that say in {name} that somebody may want no more calls, letters or messages, or has died, while the column is used for nothing: {rows}."
            ),
            "Choose the permission for e-mail for the column on the Mapping screen: what is clear then counts as a no to what it names, and nothing else is taken from it.",
        ),
    }
}
