//! Whether a row says no to messages or asks to be deleted. It is told once, while the row is standardised, and
//! kept beside its record: what is counted or taken out as past a term asks there.

use std::collections::BTreeSet;

use rollcall_mapping::{PlainAnswer, may_permit, plain_answer};
use rollcall_model::{
    Attribute, ColumnIndex, ColumnMapping, Mapping, MappingState, StandardValue, ValueState,
};
use rollcall_store::StandardRecord;

use crate::consent_statements::CHANNELS;
use crate::said_no::{is_refusal, is_request};

/// Whether the values of a row refuse messages by some channel, or ask to be deleted.
pub(crate) fn says_no(values: &[StandardValue]) -> bool {
    values.iter().any(|value| {
        let attribute = &value.target.attribute;
        value.state == ValueState::Valid
            && CHANNELS.contains(attribute)
            && if *attribute == Attribute::DeletionRequest {
                is_request(&value.value)
            } else {
                is_refusal(&value.value)
            }
    })
}

/// Columns nobody has answered yet whether they are a permission: lists obey a no in them, so it is one here.
pub(crate) struct DoubtfulColumns(BTreeSet<ColumnIndex>);

impl DoubtfulColumns {
    pub(crate) fn of(mapping: &Mapping) -> Self {
        let columns = mapping.columns.iter();
        let doubtful = columns.filter(|one| is_doubtful(one));
        Self(doubtful.map(|one| one.column).collect())
    }

    /// A record with what they say noted.
    pub(crate) fn noted(&self, mut record: StandardRecord) -> StandardRecord {
        record.says_no |= self.say_no(&record.values);
        record
    }

    /// Whether a row says no in one of them. How much of the column is yes and no is not known yet, so any no counts.
    fn say_no(&self, values: &[StandardValue]) -> bool {
        !self.0.is_empty()
            && values.iter().any(|value| {
                value.column.is_some_and(|column| self.0.contains(&column))
                    && matches!(
                        plain_answer(&value.value),
                        Some(PlainAnswer::No | PlainAnswer::Refusal)
                    )
            })
    }
}

fn is_doubtful(column: &ColumnMapping) -> bool {
    let target = column.target.as_ref().map(|target| &target.attribute);
    column.state == MappingState::Unsure
        && matches!(target, Some(Attribute::Custom(_)))
        && may_permit(&column.header)
}
