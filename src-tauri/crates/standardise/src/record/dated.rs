//! What days say by themselves: whoever left on one said no then, whoever opted in on one said yes.

use std::collections::BTreeMap;

use rollcall_model::{Attribute, ConsentState, DatedAnswer, StandardValue, Target, ValueState};

use super::Record;

/// Adds what the days of a row say of its permissions; of several the latest holds, and of two of one moment the no.
pub(super) fn answer(record: &mut Record<'_>) {
    let mut latest: BTreeMap<&Attribute, (&DatedAnswer, &StandardValue)> = BTreeMap::new();
    for answer in &record.context.dated_answers {
        let mut of_column = record.values.iter().filter(|value| {
            value.column == Some(answer.column) && value.state == ValueState::Valid
        });
        let Some(said) = of_column.find(|value| is_time(&value.target.attribute)) else {
            continue;
        };
        let rank = |answer: &DatedAnswer, said: &StandardValue| {
            let is_no = answer.state == ConsentState::OptedOut;
            (said.value.clone(), is_no)
        };
        let is_latest = latest
            .get(&answer.channel)
            .is_none_or(|(known, at)| rank(known, at) < rank(answer, said));
        if is_latest {
            latest.insert(&answer.channel, (answer, said));
        }
    }
    let answers: Vec<StandardValue> = latest
        .into_values()
        .map(|(answer, said)| StandardValue {
            target: Target::from(answer.channel.clone()),
            column: said.column,
            raw: said.raw.clone(),
            value: answer.state.code().to_owned(),
            state: ValueState::Valid,
            rule: "consent.dated".into(),
        })
        .collect();
    record.values.extend(answers);
}

fn is_time(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::ConsentTime | Attribute::WithdrawalTime
    )
}
