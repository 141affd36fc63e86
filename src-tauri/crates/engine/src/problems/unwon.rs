//! Tables of deals none of which is known to be won: nobody counts as a buyer by them.

use rollcall_model::{
    Attribute, Mapping, Place, Problem, ProblemCode, RecordId, Severity, ValueState, grouped,
};
use rollcall_standardise::event_kind::EventKind;
use rollcall_store::{StandardRecord, StoredLoad};

use super::statuses::UnknownWords;
use super::{named_column, place};
use crate::records;
use crate::value_map::said_to_happen;

/// The deals of a load and how far they are.
#[derive(Default)]
pub(super) struct Deals {
    rows: u64,
    has_won: bool,
    /// The column that tells how far they are.
    column: Option<usize>,
    stages: UnknownWords,
}

impl Deals {
    pub(super) fn add(&mut self, record: &StandardRecord) {
        let values = &record.values;
        if records::event_kind(values) != Some(EventKind::Deal) {
            return;
        }
        self.rows += 1;
        self.has_won |= !records::is_not_bought_yet(values);
        let stage = values.iter().find(|value| {
            value.state == ValueState::Valid && value.target.attribute == Attribute::EventStatus
        });
        if let Some(stage) = stage {
            self.column = self.column.or(stage.column);
            self.stages.add(&stage.value, record.record);
        }
    }

    /// Which stages there are, where none of them is known to be won; nothing where one is, or no stage is told.
    pub(super) fn told(
        self,
        load: &StoredLoad,
        mapping: &Mapping,
    ) -> Option<(Problem, Vec<RecordId>)> {
        if self.has_won || self.stages.rows == 0 {
            return None;
        }
        let column = self.column?;
        let header = mapping.columns.get(column)?.header.clone();
        let problem = Problem {
            code: ProblemCode::UnknownStatus,
            severity: Severity::Warning,
            message: format!(
                "None of {} deals of {} is known to be won, so nobody counts as a buyer by them. {} of them tell how far they are in {}{}.",
                grouped(self.rows),
                load.file,
                grouped(self.stages.rows),
                named_column(&header, column),
                self.stages.told()
            ),
            hint: if said_to_happen(mapping) == Some(EventKind::Deal) {
                "If one of these words means that the deal is won, say so on the Mapping screen: open the words of the column and choose \"Deal won\" for it.".into()
            } else {
                "If one of these words means that the deal is won, say so on the Mapping screen: open the words of the column and choose \"Bought and kept\" for it.".into()
            },
            count: self.stages.rows,
            place: Place {
                column: Some(header),
                ..place(load)
            },
        };
        Some((problem, self.stages.records))
    }
}
