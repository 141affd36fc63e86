//! What each rule says, for whoever asks why a value looks as it does.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::table;

static SENTENCES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    table::rows(include_str!("../data/rules.tsv"))
        .filter_map(|row| match row.as_slice() {
            [rule, sentence] => Some((*rule, *sentence)),
            _ => None,
        })
        .collect()
});

/// The sentence that explains a rule such as `phone.e164`.
pub fn rule_sentence(rule: &str) -> Option<&'static str> {
    SENTENCES.get(rule).copied()
}
