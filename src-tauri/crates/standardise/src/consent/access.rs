//! Whether a cell of requests asks what is kept of somebody: "Access", "Auskunft nach Art. 15 DSGVO", "Data portability".
//! Such a request permits and refuses nothing, and is none to be deleted, unless it says that as well: "Access and
//! objection" takes the permission away.

use std::sync::LazyLock;

use crate::table::Words;
use crate::{table, text};

const FILE: &str = include_str!("../../data/access_request_words.tsv");
/// A longer text is a story.
const MOST_WORDS: usize = 12;

static ACCESS: LazyLock<Words<String>> = LazyLock::new(|| words("access"));
static ALONE: LazyLock<Words<String>> = LazyLock::new(|| words("alone"));
static OTHER: LazyLock<Words<String>> = LazyLock::new(|| words("other"));
static OBJECTION: LazyLock<Words<String>> = LazyLock::new(|| words("objection"));
static DELETION: LazyLock<Words<String>> = LazyLock::new(|| words("deletion"));
static BESIDE: LazyLock<Words<String>> = LazyLock::new(|| words("beside"));
static WHOLE: LazyLock<Words<String>> = LazyLock::new(|| words("whole"));

/// What a request for access asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// What is kept, or a copy of it.
    Alone,
    /// That, and to be left alone.
    AndObjection,
    /// That, and to be deleted.
    AndDeletion,
}

/// What a text asks for, where it asks for access; nothing where any word of it is about something else.
pub(super) fn asked(text: &str) -> Option<Access> {
    let folded = text::fold_apart(text);
    if WHOLE.contains(folded.as_str()) {
        return Some(Access::Alone);
    }
    let told: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let names_deletion = has(&told, &DELETION);
    let objects = has(&told, &OBJECTION);
    let asks_otherwise = || names_deletion || objects || has(&told, &OTHER);
    let says_alone = || has(&told, &ALONE) && !asks_otherwise();
    let asks = has(&told, &ACCESS) || says_alone();
    let is_known = |word: &&str| {
        [&ACCESS, &ALONE, &OTHER, &OBJECTION, &DELETION, &BESIDE]
            .iter()
            .any(|words| words.contains(*word))
    };
    if !asks || told.len() > MOST_WORDS || !told.iter().all(is_known) {
        return None;
    }
    Some(if names_deletion {
        Access::AndDeletion
    } else if objects {
        Access::AndObjection
    } else {
        Access::Alone
    })
}

fn has(told: &[&str], words: &Words<String>) -> bool {
    told.iter().any(|word| words.contains(*word))
}

fn words(kind: &str) -> Words<String> {
    table::words(FILE, kind, text::fold)
}

#[cfg(test)]
mod tests {
    use rollcall_model::{ASKS_ACCESS, ASKS_ACCESS_AND_DELETION, ASKS_ACCESS_AND_OBJECTION};

    use super::{Access, asked};

    #[test]
    fn the_rules_are_called_as_their_sentences_are() {
        assert_eq!(
            [
                ASKS_ACCESS,
                ASKS_ACCESS_AND_DELETION,
                ASKS_ACCESS_AND_OBJECTION
            ],
            [
                "consent.access",
                "consent.access_and_deletion",
                "consent.access_and_objection"
            ]
        );
    }

    #[test]
    fn only_what_asks_for_access_in_every_word_does() {
        for text in [
            "Access",
            "access_request",
            "AccessRequest",
            "Right of access",
            "Subject access request (SAR)",
            "DSAR",
            "DSAR - access",
            "Auskunft",
            "Auskunftsersuchen",
            "Auskunft nach Art. 15 DSGVO",
            "Data portability",
            "Datenübertragbarkeit",
            "Droit d'accès",
            "Derecho de acceso",
            "Diritto di accesso",
            "Inzageverzoek",
            "Copy of my data",
            "Access and rectification",
        ] {
            assert_eq!(asked(text), Some(Access::Alone), "{text}");
        }
        for text in ["Access + erasure", "Auskunft und Löschung"] {
            assert_eq!(asked(text), Some(Access::AndDeletion), "{text}");
        }
        for text in ["Access, Objection", "Auskunft und Widerspruch"] {
            assert_eq!(asked(text), Some(Access::AndObjection), "{text}");
        }
        for text in [
            "",
            "Deletion",
            "DSAR erasure",
            "DSAR objection",
            "Rectification",
            "No access",
            "keine Auskunft",
            "Access denied",
            "Full access",
            "Wheelchair access",
            "my data",
            "yes",
            "Unsubscribe",
        ] {
            assert_eq!(asked(text), None, "{text}");
        }
    }
}
