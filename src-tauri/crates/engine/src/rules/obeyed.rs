//! The versions of rules that the people of a run follow from.

use std::collections::BTreeMap;

use rollcall_delivery::ObeyedRule;
use rollcall_governance::Rule;
use rollcall_store::{Store, StoredRuleVersion};

use super::acting::{RuleBook, settings_of};
use crate::EngineError;

/// The versions a run obeyed, by what was said about which value wins when it was made; of rules that were
/// changed since, the version before. Only rules that decide what stands in a record are told: a term or a
/// request decides nothing in a file.
///
/// # Errors
/// When the project cannot be read.
pub(crate) fn obeyed(
    store: &Store,
    followed: &BTreeMap<String, String>,
) -> Result<Vec<ObeyedRule>, EngineError> {
    let book = RuleBook::read(store)?;
    let mut told = Vec::new();
    for (code, versions) in book.decided() {
        let Some(rule) = Rule::parse(code) else {
            continue;
        };
        let mut newest_first = versions.iter().rev();
        if let Some(version) = newest_first.find(|one| acted(&rule, one, followed)) {
            told.push(ObeyedRule {
                rule: code.to_owned(),
                version: version.version,
                sentence: match version.sentence.as_str() {
                    "" => book.told(&rule, &version.choice).unwrap_or_default(),
                    wording => wording.to_owned(),
                },
                is_worded: !version.sentence.is_empty(),
            });
        }
    }
    Ok(told)
}

/// Whether what a version says is what was obeyed.
fn acted(rule: &Rule, version: &StoredRuleVersion, followed: &BTreeMap<String, String>) -> bool {
    let settings = settings_of(rule, &version.choice);
    let holds = |(name, value): &(String, Option<String>)| followed.get(name) == value.as_ref();
    !settings.is_empty() && settings.iter().all(holds)
}
