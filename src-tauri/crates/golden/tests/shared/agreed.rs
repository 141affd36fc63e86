//! What is agreed on of rows that each come from a source of their own.

use rollcall_golden::{Contribution, GoldenRecord, Override, Rules, unify};
use rollcall_model::{Attribute, RecordId, SourceId, StandardValue, TableId, ValueState};

/// The day, and what the row of a source of its own says.
pub(crate) type Row<'a> = (&'a str, &'a [(Attribute, &'a str)]);

/// The agreed record of somebody whom these rows are about.
pub(crate) fn agreed(rows: &[Row<'_>], rules: &Rules, overrides: &[Override]) -> GoldenRecord {
    let values: Vec<Vec<StandardValue>> = rows
        .iter()
        .map(|(_, held)| {
            let values = held.iter().map(|(attribute, text)| StandardValue {
                target: attribute.clone().into(),
                column: Some(0),
                raw: (*text).to_owned(),
                value: (*text).to_owned(),
                state: ValueState::Valid,
                rule: "test".into(),
            });
            values.collect()
        })
        .collect();
    let contributions: Vec<Contribution<'_>> = rows
        .iter()
        .zip(&values)
        .zip(1_i64..)
        .map(|(((day, _), values), number)| Contribution {
            record: RecordId(number),
            source: SourceId(number),
            table: TableId(number),
            row: 2,
            as_of: Some(*day),
            values,
        })
        .collect();
    unify(&contributions, rules, overrides)
}
