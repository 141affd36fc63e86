//! Which value wins where records differ: the rules people agree on, and what another would change.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rollcall_golden::{GoldenRecord, Rules, Survivorship};
use rollcall_governance::Rule;
use rollcall_model::{Attribute, CustomerId, RecordId, RunId, SourceId, grouped};
use rollcall_store::{StandardRecord, Store, StoredCustomer};
use serde_json::json;

use crate::governance;
use crate::inventory::{Marks, attribute_view};
use crate::override_value::overrides_on;
use crate::rules::{Decided, RuleBook};
use crate::unify_customers::{Places, UnifyRules, unify_one};
use crate::view::{
    AttributeRule, Nothing, PreviewRule, RuleChange, RuleChoice, RuleEffect, SetRule,
    SetSourceOrder, SurvivorshipView,
};
use crate::{Engine, EngineError};

/// Before the code of an attribute: the setting that holds its rule.
pub(crate) const RULE: &str = "survivorship.";
/// The setting that holds the order in which sources are believed.
pub(crate) const SOURCE_ORDER: &str = "source_order";
/// Customers looked at to tell what a rule would change; where there are more, every so many.
const LOOKED_AT: usize = 10_000;
/// Customers shown as examples.
const EXAMPLES: usize = 12;
/// Customers looked at by one thread in one go.
const PART: usize = 100;

impl Engine {
    /// Which rule holds for each attribute, and the order in which sources are believed.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn survivorship(&self, _: Nothing) -> Result<SurvivorshipView, EngineError> {
        read(&*self.store()?)
    }

    /// What another rule, or another order of the sources, would change.
    ///
    /// # Errors
    /// When the attribute, rule or a source is not known, or nothing was worked out yet.
    pub fn preview_rule(&self, request: PreviewRule) -> Result<RuleEffect, EngineError> {
        let store = self.store()?;
        let mut rules = rules_of(&store)?;
        if let Some(code) = &request.attribute {
            let attribute = attribute(code)?;
            let rule = rule(request.rule.as_deref().unwrap_or_default(), &attribute)?;
            rules.by_attribute.insert(attribute, rule);
        }
        if let Some(order) = &request.source_order {
            rules.source_priority = sources(&store, order)?;
        }
        effect(&store, rules)
    }

    /// Says which value of an attribute wins; holds from the next audit on.
    ///
    /// # Errors
    /// When the attribute or rule is not known or do not fit each other.
    pub fn set_rule(&self, request: SetRule) -> Result<SurvivorshipView, EngineError> {
        let store = self.store_for_change()?;
        let attribute = attribute(&request.attribute)?;
        let rule = rule(&request.rule, &attribute)?;
        let sentence = with_reason(
            format!(
                "Rule for {}: {}",
                label(&attribute).to_lowercase(),
                lower_first(rule.sentence())
            ),
            &request.reason,
        );
        let decided = Decided {
            command: "set_rule",
            asked: json!({ "attribute": attribute.code(), "rule": rule.code(), "reason": request.reason.trim() }),
            rule: Rule::Conflict(attribute),
            choice: rule.code().to_owned(),
            wording: String::new(),
            reason: request.reason.trim().to_owned(),
            told: sentence,
        };
        self.put_if_other(&store, decided)?;
        read(&store)
    }

    /// Says in which order sources are believed; holds from the next audit on.
    ///
    /// # Errors
    /// When a source is not known.
    pub fn set_source_order(
        &self,
        request: SetSourceOrder,
    ) -> Result<SurvivorshipView, EngineError> {
        let store = self.store_for_change()?;
        let order = sources(&store, &request.sources)?;
        let marks = Marks::read(&store)?;
        let names: Vec<String> = order.iter().map(|one| marks.of(*one).name).collect();
        let numbers: Vec<i64> = order.iter().map(|one| one.0).collect();
        let decided = Decided {
            command: "set_source_order",
            asked: json!({ "sources": numbers, "reason": request.reason.trim() }),
            rule: Rule::SourceOrder,
            choice: json!(numbers).to_string(),
            wording: String::new(),
            reason: request.reason.trim().to_owned(),
            told: with_reason(
                order_told(&names).trim_end_matches('.').to_owned(),
                &request.reason,
            ),
        };
        self.put_if_other(&store, decided)?;
        read(&store)
    }

    /// Decides on a rule unless that very choice was decided on before: the words it was given then stay.
    fn put_if_other(&self, store: &Store, decided: Decided) -> Result<(), EngineError> {
        let book = RuleBook::read(store)?;
        let acting = book.acting(&decided.rule);
        if acting.version > 0 && acting.choice == decided.choice {
            return Ok(());
        }
        self.put_rule(store, &book, decided)
    }
}

/// The rules of a project: the defaults, and what people have said instead.
pub(crate) fn rules_of(store: &Store) -> Result<Rules, EngineError> {
    rules_by(said(store)?)
}

/// The defaults, and what was said instead, each under the name it is kept by.
pub(crate) fn rules_by(
    said: impl IntoIterator<Item = (String, String)>,
) -> Result<Rules, EngineError> {
    let mut rules = Rules::default_rules();
    for (name, value) in said {
        if name == SOURCE_ORDER {
            let numbers: Vec<i64> = serde_json::from_str(&value)?;
            rules.source_priority = numbers.into_iter().map(SourceId).collect();
            continue;
        }
        let attribute = name.strip_prefix(RULE).and_then(Attribute::parse);
        if let (Some(attribute), Some(rule)) = (attribute, Survivorship::parse(&value)) {
            rules.by_attribute.insert(attribute, rule);
        }
    }
    Ok(rules)
}

/// Everything said about the rules, each under the name it is kept by; nothing while nobody has said
/// anything.
pub(crate) fn said(store: &Store) -> Result<Vec<(String, String)>, EngineError> {
    let mut lines = store.settings(RULE)?;
    if let Some(order) = store.setting(SOURCE_ORDER)? {
        lines.push((SOURCE_ORDER.to_owned(), order));
    }
    Ok(lines)
}

fn read(store: &Store) -> Result<SurvivorshipView, EngineError> {
    let rules = rules_of(store)?;
    let marks = Marks::read(store)?;
    let conflicts = governance::conflicts_by_attribute(store)?;
    let mut lines: BTreeMap<Attribute, u64> = BTreeMap::new();
    for attribute in governance::held_attributes(store, &conflicts)?.into_keys() {
        if Rules::is_chosen(&attribute) {
            let conflicts = conflicts.get(&attribute).copied().unwrap_or(0);
            *lines.entry(Rules::kept_under(&attribute)).or_default() += conflicts;
        }
    }
    let attributes = lines
        .into_iter()
        .map(|(attribute, conflicts)| {
            let rule = rules.rule_for(&attribute);
            AttributeRule {
                rule: rule.code().to_owned(),
                is_default: rule == Rules::default_for(&attribute),
                choices: Survivorship::ALL
                    .iter()
                    .filter(|one| one.fits(&attribute))
                    .map(|one| one.code().to_owned())
                    .collect(),
                conflicts,
                attribute: crate::view::AttributeView {
                    label: label(&attribute),
                    ..attribute_view(&attribute)
                },
            }
        })
        .collect();
    Ok(SurvivorshipView {
        attributes,
        rules: Survivorship::ALL
            .iter()
            .map(|one| RuleChoice {
                code: one.code().to_owned(),
                label: one.label().to_owned(),
                sentence: one.sentence().to_owned(),
            })
            .collect(),
        source_order: rules
            .source_priority
            .iter()
            .map(|source| marks.of(*source))
            .collect(),
    })
}

/// Unifies customers under the rules of the project and under others, and tells whose values differ.
pub(crate) fn effect(store: &Store, other: Rules) -> Result<RuleEffect, EngineError> {
    let Some(run) = store.current_run()? else {
        return Err(EngineError::invalid(
            "Who is who has not been worked out yet, so no rule has an effect.",
        ));
    };
    let now = UnifyRules::of(store)?;
    let then = UnifyRules { rules: other };
    let places = Places::of_every_load(store)?;
    let several = store.customers_of_several_records(run.run)?;
    let step = several.len().div_ceil(LOOKED_AT).max(1);
    let chosen: Vec<CustomerId> = several.iter().step_by(step).copied().collect();
    let look = |customer: &CustomerId| -> Result<Vec<RuleChange>, EngineError> {
        let Some((stored, records)) = customer_of(store, run.run, *customer)? else {
            return Ok(Vec::new());
        };
        let words = overrides_on(store, stored.customer, &records)?;
        let under = |rules: &UnifyRules| -> Result<GoldenRecord, EngineError> {
            let made = unify_one(*customer, &records, &places, rules, &words, None)?;
            Ok(serde_json::from_str(&made.customer.golden)?)
        };
        Ok(differences(&stored, &under(&now)?, &under(&then)?))
    };
    let found: Vec<Vec<RuleChange>> = chosen
        .par_chunks(PART)
        .map(|part| part.iter().map(look).collect::<Result<Vec<_>, _>>())
        .collect::<Result<Vec<_>, EngineError>>()?
        .into_iter()
        .flatten()
        .filter(|changes| !changes.is_empty())
        .collect();
    let (looked_at, of, changed) = (
        chosen.len() as u64,
        several.len() as u64,
        found.len() as u64,
    );
    Ok(RuleEffect {
        sentence: sentence(looked_at, of, changed),
        looked_at,
        of,
        changed,
        examples: found.into_iter().flatten().take(EXAMPLES).collect(),
    })
}

fn customer_of(
    store: &Store,
    run: RunId,
    customer: CustomerId,
) -> Result<Option<(StoredCustomer, Vec<StandardRecord>)>, EngineError> {
    let Some(stored) = store.customer(run, customer)? else {
        return Ok(None);
    };
    let members: Vec<RecordId> = store
        .members(run, customer)?
        .iter()
        .map(|member| member.record)
        .collect();
    Ok(Some((stored, store.standard_records(&members)?)))
}

/// The values that differ, each with what it was and what it would be.
fn differences(
    customer: &StoredCustomer,
    before: &GoldenRecord,
    after: &GoldenRecord,
) -> Vec<RuleChange> {
    let held = |golden: &GoldenRecord| -> BTreeMap<Attribute, String> {
        let values = golden.values.iter();
        values
            .map(|one| (one.attribute.clone(), one.value.clone()))
            .collect()
    };
    let (before, after) = (held(before), held(after));
    let attributes: BTreeSet<&Attribute> = before.keys().chain(after.keys()).collect();
    attributes
        .into_iter()
        .filter(|attribute| before.get(*attribute) != after.get(*attribute))
        .map(|attribute| RuleChange {
            customer: customer.customer.label(),
            name: customer.name.clone(),
            attribute: attribute_view(attribute),
            before: before.get(attribute).cloned().unwrap_or_default(),
            after: after.get(attribute).cloned().unwrap_or_default(),
        })
        .collect()
}

fn sentence(looked_at: u64, of: u64, changed: u64) -> String {
    let (shown, people) = (grouped(changed), grouped(looked_at));
    match (looked_at == of, changed) {
        (_, 0) if looked_at == of => {
            format!("No value of the {people} customers with several records changes.")
        }
        (true, 1) => format!("1 of {people} customers with several records changes."),
        (true, _) => format!("{shown} of {people} customers with several records change."),
        (false, _) => format!(
            "{shown} of {people} customers looked at change; {} have several records.",
            grouped(of)
        ),
    }
}

pub(crate) fn attribute(code: &str) -> Result<Attribute, EngineError> {
    Attribute::parse(code)
        .filter(Rules::is_chosen)
        .map(|attribute| Rules::kept_under(&attribute))
        .ok_or_else(|| {
            let chosen = Attribute::ALL.iter().filter(|one| Rules::is_chosen(one));
            let known: Vec<String> = chosen.map(Attribute::code).collect();
            EngineError::unknown("attribute", code, &known)
        })
}

pub(crate) fn rule(code: &str, attribute: &Attribute) -> Result<Survivorship, EngineError> {
    let rule = Survivorship::parse(code).ok_or_else(|| EngineError::NotFound {
        what: "rule",
        name: code.to_owned(),
    })?;
    if rule.fits(attribute) {
        return Ok(rule);
    }
    Err(EngineError::invalid(format!(
        "“{}” cannot be the rule for {}.",
        rule.label(),
        label(attribute)
    )))
}

pub(crate) fn sources(store: &Store, numbers: &[i64]) -> Result<Vec<SourceId>, EngineError> {
    let known = store.sources()?;
    let mut order: Vec<SourceId> = Vec::new();
    for number in numbers {
        let source = SourceId(*number);
        if !known.iter().any(|one| one.source == source) {
            return Err(EngineError::NotFound {
                what: "source",
                name: number.to_string(),
            });
        }
        if !order.contains(&source) {
            order.push(source);
        }
    }
    Ok(order)
}

/// An address is agreed as a whole.
pub(crate) fn label(attribute: &Attribute) -> String {
    if *attribute == Attribute::Street {
        return "Address".to_owned();
    }
    attribute.label()
}

/// The order of sources as a sentence.
pub(crate) fn order_told(names: &[String]) -> String {
    if names.is_empty() {
        "No source is believed before another.".into()
    } else {
        format!("Sources are believed in this order: {}.", names.join(", "))
    }
}

pub(crate) fn with_reason(sentence: String, reason: &str) -> String {
    match reason.trim() {
        "" => sentence,
        reason => format!("{} ({reason})", sentence.trim_end_matches('.')),
    }
}

pub(crate) fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn the_effect_is_told_with_what_was_looked_at() {
        for (looked_at, of, changed, told) in [
            (
                900,
                900,
                0,
                "No value of the 900 customers with several records changes.",
            ),
            (
                900,
                900,
                1,
                "1 of 900 customers with several records changes.",
            ),
            (
                900,
                900,
                12,
                "12 of 900 customers with several records change.",
            ),
            (
                4000,
                90_000,
                1240,
                "1,240 of 4,000 customers looked at change; 90,000 have several records.",
            ),
            (
                4000,
                90_000,
                0,
                "0 of 4,000 customers looked at change; 90,000 have several records.",
            ),
        ] {
            assert_eq!(sentence(looked_at, of, changed), told);
        }
    }
}
