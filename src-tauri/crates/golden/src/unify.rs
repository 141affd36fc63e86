//! From everything the records of a customer say to one agreed record.

use std::collections::BTreeSet;

use rollcall_model::{Attribute, AttributeFamily, RecordId, StandardValue, ValueState, dated_by};

use crate::bounced::{Bounced, is_bounce};
use crate::candidate::{Candidate, Field, Mention, candidates, in_order, mentions};
use crate::standing::{decided_by, rank, strictness};
use crate::{
    Alternative, Conflict, Contribution, GoldenRecord, GoldenValue, ONLY_VALUE, OVERRIDE, Override,
    Rules, WITH_CONSENT, address, conflict, fold, kinship,
};

type Mentions<'m, 'a> = &'m [(&'a Attribute, Mention<'a>)];

/// Agrees on one value per attribute for one customer.
///
/// Only valid values count. What belongs to a single row (its own id, an event) is left out. The
/// order of `contributions` changes nothing; of two `overrides` on one attribute the later holds. Where
/// the rule is to ask, a value stands in until [`GoldenRecord::leave_open`] takes it out.
pub fn unify(
    contributions: &[Contribution<'_>],
    rules: &Rules,
    overrides: &[Override],
) -> GoldenRecord {
    let ordered = in_order(contributions);
    let mentions = mentions(&ordered);
    let mut golden = GoldenRecord::default();
    let bounced = Bounced::read(&mentions, overrides, |answers| {
        let (held, _) = agree(
            &Attribute::EmailConsent,
            answers,
            rules,
            &Bounced::default(),
        );
        held.is_some_and(|held| is_bounce(&held.value))
    });
    for of_attribute in mentions.chunk_by(|one, other| one.0 == other.0) {
        let Some((attribute, _)) = of_attribute.first() else {
            continue;
        };
        if attribute.family() == AttributeFamily::Address || is_evidence(attribute) {
            continue;
        }
        let (value, conflict) = agree(attribute, of_attribute, rules, &bounced);
        let value = value.filter(|held| !bounced.says_nothing(attribute, &held.value));
        golden.values.extend(value);
        golden.conflicts.extend(conflict);
    }
    add_address(&mut golden, &mentions, rules);
    add_evidence(&mut golden, &ordered, &mentions, rules);
    golden.undeliverable = undeliverable(&bounced, &mentions, overrides);
    apply(&mut golden, overrides);
    golden
        .values
        .sort_by(|one, other| one.attribute.cmp(&other.attribute));
    golden
        .conflicts
        .sort_by(|one, other| one.attribute.cmp(&other.attribute));
    golden
}

fn agree(
    attribute: &Attribute,
    mentions: Mentions<'_, '_>,
    rules: &Rules,
    bounced: &Bounced,
) -> (Option<GoldenValue>, Option<Conflict>) {
    let mut candidates = candidates(mentions);
    for candidate in &mut candidates {
        candidate.tier = bounced.tier(attribute, candidate);
    }
    if let [only] = candidates.as_slice() {
        return (Some(golden_value(attribute, only, rules, ONLY_VALUE)), None);
    }
    let rule = rules.rule_for(attribute);
    let field = related(attribute, candidates);
    let ordering = rule.in_order(attribute);
    let ranking = rank(&field, attribute, ordering, rules);
    let ranked = ranking.positions.as_slice();
    let Some((winner, others)) = ranked.split_first() else {
        return (None, None);
    };
    let deciding = decided_by(&field, &ranking, attribute, ordering);
    let winner = &field.candidates[*winner];
    let value = GoldenValue {
        others: others
            .iter()
            .map(|position| Alternative {
                value: field.candidates[*position].value.clone().into_owned(),
                records: field.candidates[*position].records(),
            })
            .collect(),
        ..golden_value(attribute, winner, rules, deciding)
    };
    let conflict = conflict::find(&field, ranked, attribute, rule).map(|conflict| Conflict {
        winner: value.value.clone(),
        rule: value.rule.clone(),
        ..conflict
    });
    (Some(value), conflict)
}

/// The addresses from which messages come back; none where a person has said by hand what holds of e-mail.
fn undeliverable(
    bounced: &Bounced,
    mentions: Mentions<'_, '_>,
    overrides: &[Override],
) -> Vec<String> {
    let mut said = overrides.iter();
    if said.any(|word| word.attribute == Attribute::EmailConsent) {
        return Vec::new();
    }
    let addresses = mentions
        .iter()
        .filter(|(attribute, one)| **attribute == Attribute::Email && bounced.has(one.value));
    let addresses: BTreeSet<&str> = addresses.map(|(_, one)| one.value).collect();
    addresses.into_iter().map(str::to_owned).collect()
}

/// How the values of an attribute stand to each other.
fn related<'a>(attribute: &Attribute, candidates: Vec<Candidate<'a>>) -> Field<'a> {
    if fold::is_verbatim(attribute) && candidates.iter().all(|one| one.value.is_ascii()) {
        return Field::apart(candidates);
    }
    let mut keys: Vec<String> = candidates
        .iter()
        .map(|candidate| fold::key(attribute, &candidate.value))
        .collect();
    let values = candidates.iter().map(|candidate| candidate.value.as_ref());
    fold::join_umlauts(values, &mut keys);
    if kinship::has_parts(attribute) {
        Field::new(candidates, |one, other| {
            kinship::kinship(attribute, &keys[one], &keys[other])
        })
    } else {
        Field::of_keys(candidates, &keys)
    }
}

fn golden_value(
    attribute: &Attribute,
    winner: &Candidate<'_>,
    rules: &Rules,
    rule: &str,
) -> GoldenValue {
    let lead = winner.lead(rules);
    GoldenValue {
        attribute: attribute.clone(),
        value: winner.value.clone().into_owned(),
        record: lead.map(|mention| mention.by.record),
        column: lead.and_then(|mention| mention.column),
        rule: rule.to_owned(),
        supporters: winner.records(),
        others: Vec::new(),
    }
}

fn add_address(golden: &mut GoldenRecord, mentions: Mentions<'_, '_>, rules: &Rules) {
    let parts: Vec<(&Attribute, Mention<'_>)> = mentions
        .iter()
        .filter(|(attribute, _)| attribute.family() == AttributeFamily::Address)
        .copied()
        .collect();
    let agreed = address::agree(&parts, rules);
    golden.values.extend(agreed.values);
    golden.conflicts.extend(agreed.conflict);
}

/// The time and origin of a consent prove it, so they come from the record whose consent holds: of
/// several channels, the strictest one's.
fn add_evidence(
    golden: &mut GoldenRecord,
    contributions: &[&Contribution<'_>],
    mentions: Mentions<'_, '_>,
    rules: &Rules,
) {
    let held: Option<GoldenValue> = golden
        .values
        .iter()
        .filter(|value| {
            value.attribute.family() == AttributeFamily::Consent
                && value.attribute != Attribute::DeletionRequest
        })
        .max_by_key(|value| {
            let strict = strictness(&value.attribute, &value.value);
            // Of equals the first of the schema, whatever max_by_key would take.
            (strict, std::cmp::Reverse(value.attribute.clone()))
        })
        .cloned();
    let holding: Option<RecordId> = held.as_ref().and_then(|value| value.record);
    // A no is not dated by the day somebody signed up, even where nobody wrote down when it was said.
    let withdrawn = held.as_ref().and_then(|value| {
        let record = value.record?;
        let by = contributions.iter().find(|one| one.record == record)?;
        (dated_by(by.values, &value.value) == Attribute::WithdrawalTime).then_some((value, by))
    });
    for of_attribute in mentions.chunk_by(|one, other| one.0 == other.0) {
        let Some((attribute, _)) = of_attribute.first() else {
            continue;
        };
        let is_told_apart = withdrawn.is_some() && **attribute == Attribute::ConsentTime;
        if !is_evidence(attribute) || is_told_apart {
            continue;
        }
        let of_record: Vec<(&Attribute, Mention<'_>)> = of_attribute
            .iter()
            .filter(|(_, mention)| holding.is_none_or(|record| mention.by.record == record))
            .copied()
            .collect();
        let (value, _) = agree(attribute, &of_record, rules, &Bounced::default());
        golden.values.extend(value.map(|value| GoldenValue {
            rule: if holding.is_some() {
                WITH_CONSENT.to_owned()
            } else {
                value.rule.clone()
            },
            ..value
        }));
    }
    let withdrawal = withdrawn.and_then(|(value, by)| withdrawal_time(value, by.values));
    golden.values.extend(withdrawal);
}

/// The time of the consent that holds, where its row dates it by a withdrawal.
fn withdrawal_time(held: &GoldenValue, values: &[StandardValue]) -> Option<GoldenValue> {
    let told = values.iter().find(|value| {
        value.target.attribute == Attribute::WithdrawalTime && value.state == ValueState::Valid
    })?;
    Some(GoldenValue {
        attribute: Attribute::ConsentTime,
        value: told.value.clone(),
        record: held.record,
        column: told.column,
        rule: WITH_CONSENT.to_owned(),
        supporters: held.record.into_iter().collect(),
        others: Vec::new(),
    })
}

fn apply(golden: &mut GoldenRecord, overrides: &[Override]) {
    for word in overrides {
        let said = word.value.trim();
        let before = golden
            .values
            .iter()
            .position(|value| value.attribute == word.attribute)
            .map(|position| golden.values.remove(position));
        for conflict in &mut golden.conflicts {
            if conflict.attribute == word.attribute {
                said.clone_into(&mut conflict.winner);
                OVERRIDE.clone_into(&mut conflict.rule);
            }
        }
        if !said.is_empty() {
            golden.values.push(set_by_a_person(word, said, before));
        }
    }
    settle_address(golden, overrides);
}

/// The value a person set. What the rule had chosen becomes the first of the others, unless it is
/// the same value.
fn set_by_a_person(word: &Override, said: &str, before: Option<GoldenValue>) -> GoldenValue {
    let mut held: Vec<Alternative> = Vec::new();
    if let Some(before) = before {
        if !(before.rule == OVERRIDE && before.supporters.is_empty()) {
            held.push(Alternative {
                value: before.value,
                records: before.supporters,
            });
        }
        held.extend(before.others);
    }
    let supporters = held
        .iter()
        .position(|one| one.value == said)
        .map(|position| held.remove(position).records)
        .unwrap_or_default();
    GoldenValue {
        attribute: word.attribute.clone(),
        value: said.to_owned(),
        record: None,
        column: None,
        rule: OVERRIDE.to_owned(),
        supporters,
        others: held,
    }
}

/// A person who set the street or the post code has settled the disagreement on the address.
fn settle_address(golden: &mut GoldenRecord, overrides: &[Override]) {
    let is_settled = overrides
        .iter()
        .any(|word| matches!(word.attribute, Attribute::Street | Attribute::Postcode));
    if !is_settled {
        return;
    }
    let winner = golden
        .values
        .iter()
        .filter(|value| value.attribute.family() == AttributeFamily::Address)
        .map(|value| (&value.attribute, value.value.as_str()))
        .collect::<std::collections::BTreeMap<_, _>>()
        .into_values()
        .collect::<Vec<_>>()
        .join(", ");
    for conflict in &mut golden.conflicts {
        if conflict.attribute == Attribute::FullAddress {
            conflict.winner.clone_from(&winner);
            OVERRIDE.clone_into(&mut conflict.rule);
        }
    }
}

fn is_evidence(attribute: &Attribute) -> bool {
    matches!(attribute, Attribute::ConsentTime | Attribute::ConsentSource)
}
