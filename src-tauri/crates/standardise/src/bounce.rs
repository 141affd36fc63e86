//! Whether messages to an address come back, and whether they do for good.

use std::sync::LazyLock;

use crate::table::Meanings;
use crate::{Standardised, boolean, text};

/// Messages come back for good.
pub const HARD: &str = "hard";
/// They came back, and the next may arrive: a full mailbox.
pub const SOFT: &str = "soft";
/// Nothing says that they come back.
const NONE: &str = "none";

/// Words that say it wherever they stand.
static PLAIN: LazyLock<Meanings<String, &'static str>> =
    LazyLock::new(|| boolean::answers("bounce"));

/// Words that say it only where bounces are told: elsewhere a cleaned list is a tidy one.
static AMONG_BOUNCES: LazyLock<Meanings<String, &'static str>> =
    LazyLock::new(|| boolean::answers("bounced"));

/// `hard`, `soft` or `none` (`bounce.word`); a plain yes is `hard` and a plain no `none` (`bounce.answer`). Whatever
/// else stands there does not say that messages come back (`bounce.other`).
pub fn standardise(text: &str) -> Standardised {
    let cleaned = text::clean_code(text);
    if cleaned.is_empty() {
        return Standardised::blank();
    }
    let key = boolean::answer_key(&cleaned);
    let word = PLAIN
        .get(key.as_str())
        .or_else(|| AMONG_BOUNCES.get(key.as_str()));
    if let Some(word) = word {
        return Standardised::valid(*word, "bounce.word");
    }
    match boolean::standardise(&cleaned).value.as_str() {
        "true" => Standardised::valid(HARD, "bounce.answer"),
        "false" => Standardised::valid(NONE, "bounce.answer"),
        _ => Standardised::valid(NONE, "bounce.other"),
    }
}

/// Whether a text says that messages come back, for good or not, whatever it stands under.
pub fn is_said(text: &str) -> bool {
    of_word(text).is_some_and(|word| word != NONE)
}

/// Whether a text is a word by which a list of bounces tells that messages come back, for good or not: "Hard",
/// "transient".
pub fn is_kind(text: &str) -> bool {
    let read = standardise(text);
    read.rule == "bounce.word" && read.value != NONE
}

/// What a word says whatever it stands under.
pub(crate) fn of_word(text: &str) -> Option<&'static str> {
    let cleaned = text::clean_code(text);
    PLAIN.get(boolean::answer_key(&cleaned).as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::{is_kind, is_said, standardise};

    #[test]
    fn hard_and_soft_are_told_apart() {
        for (text, value, said) in [
            ("1", "hard", false),
            ("TRUE", "hard", false),
            ("hard", "hard", false),
            ("Hard_Bounce", "hard", true),
            ("bounced", "hard", true),
            ("cleaned", "hard", false),
            ("unzustellbar", "hard", true),
            ("Soft", "soft", false),
            ("soft bounce", "soft", true),
            ("0", "none", false),
            ("no", "none", false),
            ("delivered", "none", false),
            ("active", "none", false),
            ("550 5.1.1 user unknown", "none", false),
            (" ", "", false),
        ] {
            assert_eq!(standardise(text).value, value, "{text:?}");
            assert_eq!(is_said(text), said, "{text:?}");
        }
        for kind in [
            "Hard",
            "soft bounce",
            "Weicher Bounce",
            "temporär",
            "endgültig",
            "mailbox full",
            "Postfach voll",
        ] {
            assert!(is_kind(kind), "{kind}");
        }
        for other in ["", "1", "yes", "not bounced", "delivered", "unsubscribed"] {
            assert!(!is_kind(other), "{other:?}");
        }
        assert_eq!(standardise("Postfach voll").value, "soft");
        assert_eq!(standardise("Harter Bounce").value, "hard");
    }
}
