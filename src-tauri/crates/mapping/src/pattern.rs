//! Header patterns of recipes: alternatives, numbered families, beginnings.

use std::collections::HashSet;

use serde::Deserialize;

use crate::fold::{Folded, fold};

/// Headers a recipe means: `A|B` is one of them, `Phone {n} - Value` any of a numbered family,
/// `Amount spent (*` whatever begins so. Compared without case, blanks and punctuation.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "String")]
pub(crate) struct HeaderPattern {
    alternatives: Vec<Alternative>,
}

#[derive(Debug, Clone)]
enum Alternative {
    Whole(String),
    Beginning(String),
    Numbered { before: String, after: String },
}

impl From<String> for HeaderPattern {
    fn from(text: String) -> Self {
        let alternatives = text
            .split('|')
            .map(|one| {
                if let Some((before, after)) = one.split_once("{n}") {
                    Alternative::Numbered {
                        before: fold(before).key,
                        after: fold(after).key,
                    }
                } else if let Some(beginning) = one.strip_suffix('*') {
                    Alternative::Beginning(fold(beginning).key)
                } else {
                    Alternative::Whole(fold(one).key)
                }
            })
            .collect();
        Self { alternatives }
    }
}

impl HeaderPattern {
    /// Whether a folded header is meant; with the number of a numbered family, else 0.
    pub(crate) fn matches(&self, key: &str) -> Option<u32> {
        self.alternatives
            .iter()
            .find_map(|alternative| match alternative {
                Alternative::Whole(whole) => (whole == key).then_some(0),
                Alternative::Beginning(start) => key.starts_with(start.as_str()).then_some(0),
                Alternative::Numbered { before, after } => {
                    let number = key
                        .strip_prefix(before.as_str())?
                        .strip_suffix(after.as_str())?;
                    number.parse().ok()
                }
            })
    }

    /// Whether one of the headers is meant.
    pub(crate) fn found_in(&self, keys: &HashSet<&str>, headers: &[Folded]) -> bool {
        self.alternatives
            .iter()
            .any(|alternative| match alternative {
                Alternative::Whole(whole) => keys.contains(whole.as_str()),
                _ => headers
                    .iter()
                    .any(|header| self.matches(&header.key).is_some()),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::HeaderPattern;
    use crate::fold::fold;

    #[test]
    fn patterns_mean_headers() {
        for (pattern, header, expected) in [
            ("Order #", "order #", Some(0)),
            ("Order #", "Order", None),
            ("LEID|EUID", "euid", Some(0)),
            ("E-mail {n} - Value", "E-mail 3 - Value", Some(3)),
            ("E-mail {n} - Value", "E-mail - Value", None),
            ("E-mail {n} - Value", "E-mail 3 - Label", None),
            ("Amount spent (*", "Amount spent (EUR)", Some(0)),
            ("Amount spent (*", "Amount", None),
        ] {
            let found = HeaderPattern::from(pattern.to_owned()).matches(&fold(header).key);
            assert_eq!(found, expected, "{pattern} / {header}");
        }
    }
}
