//! The disagreements of a customer that people are shown and asked about.

use rollcall_golden::{Conflict, GoldenRecord};
use rollcall_model::{Attribute, CustomerId, SourceId};
use rollcall_standardise::phone;
use rollcall_store::StoredConflict;

use crate::EngineError;

/// Whether it is one to ask about: a form of one name (Liz, Elizabeth) is shown beside the value.
pub(crate) fn is_listed(conflict: &Conflict) -> bool {
    !conflict.minor && !is_one_of_each_kind(conflict)
}

/// Those of a customer, ready to be kept.
pub(crate) fn of(
    customer: CustomerId,
    golden: &GoldenRecord,
) -> Result<Vec<StoredConflict>, EngineError> {
    golden
        .conflicts
        .iter()
        .filter(|conflict| is_listed(conflict))
        .map(|conflict| {
            let mut disagreeing: Vec<SourceId> = conflict
                .values
                .iter()
                .flat_map(|value| value.sources.iter().copied())
                .collect();
            disagreeing.sort_unstable();
            disagreeing.dedup();
            Ok(StoredConflict {
                customer,
                attribute: conflict.attribute.code(),
                winner: conflict.winner.clone(),
                rule: conflict.rule.clone(),
                sources: disagreeing,
                content: serde_json::to_string(&conflict.values)?,
            })
        })
        .collect()
}

/// Whether the telephones are one landline beside one mobile: somebody has both.
fn is_one_of_each_kind(conflict: &Conflict) -> bool {
    if conflict.attribute != Attribute::Phone {
        return false;
    }
    let kinds: Vec<Option<bool>> = conflict
        .values
        .iter()
        .map(|value| phone::is_mobile(&value.value))
        .collect();
    matches!(
        kinds.as_slice(),
        [Some(true), Some(false)] | [Some(false), Some(true)]
    )
}
