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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::{SENTENCES, rule_sentence};

    /// Every text between quotes in the crate's sources.
    fn quoted(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                quoted(&path, found);
            } else {
                let source = std::fs::read_to_string(&path).expect("a source file");
                found.extend(source.split('"').map(str::to_owned));
            }
        }
    }

    /// A domain in a test, not a rule.
    fn is_address(text: &str) -> bool {
        text.rsplit_once('.')
            .is_some_and(|(_, suffix)| suffix == "com")
    }

    #[test]
    fn every_rule_has_its_sentence_and_every_sentence_its_rule() {
        let mut texts = BTreeSet::new();
        quoted(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut texts,
        );
        let mut families: Vec<&str> = SENTENCES
            .keys()
            .filter_map(|rule| rule.split('.').next())
            .collect();
        families.sort_unstable();
        for text in &texts {
            let rule_like = text.split_once('.').is_some_and(|(family, rest)| {
                families.contains(&family)
                    && rest
                        .bytes()
                        .all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == b'_')
            });
            assert!(
                !rule_like || is_address(text) || rule_sentence(text).is_some(),
                "{text} has no sentence"
            );
        }
        for rule in SENTENCES.keys().collect::<BTreeSet<_>>() {
            assert!(texts.contains(*rule), "no rule is called {rule}");
        }
    }
}
