//! Whether messages to an address come back, and whether they do for good; and whether letters do.

mod reply;

use std::sync::LazyLock;

use rollcall_model::ConsentState;

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

/// Why letters come back, where that is told of letters alone.
static LETTERS: LazyLock<Meanings<String, &'static str>> =
    LazyLock::new(|| boolean::answers("letters"));

/// `hard`, `soft` or `none` (`bounce.word`), by what a mail server answered (`bounce.reply`); a plain yes is `hard` and a
/// plain no `none` (`bounce.answer`). Whatever else stands there does not say that messages come back (`bounce.other`).
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
    if let Some(word) = reply::read(&cleaned).or_else(|| head(&cleaned, true)) {
        return Standardised::valid(word, "bounce.reply");
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
    matches!(read.rule, "bounce.word" | "bounce.reply") && read.value != NONE
}

/// What a word says whatever it stands under.
pub(crate) fn of_word(text: &str) -> Option<&'static str> {
    let cleaned = text::clean_code(text);
    let known = PLAIN.get(boolean::answer_key(&cleaned).as_str()).copied();
    known
        .or_else(|| reply::read(&cleaned).filter(|_| reply::is_spelled_out(&cleaned)))
        .or_else(|| head(&cleaned, false))
}

/// What the words before a remark say: "hard bounce (user unknown)", "unzustellbar, verzogen". Words that say it only among
/// bounces are heard where bounces are told.
fn head(text: &str, is_among_bounces: bool) -> Option<&'static str> {
    let end = text.find(['(', '[', ':', ';', ',', '–', '—', '|'])?;
    let key = boolean::answer_key(text.get(..end)?);
    let among = || AMONG_BOUNCES.get(key.as_str()).filter(|_| is_among_bounces);
    PLAIN.get(key.as_str()).or_else(among).copied()
}

/// `undeliverable` (`consent.returned`) where letters to somebody come back; that they arrive permits nothing.
pub fn delivery(text: &str) -> Standardised {
    if comes_back(text) {
        Standardised::valid(ConsentState::Undeliverable.code(), "consent.returned")
    } else {
        Standardised::blank()
    }
}

/// Whether a text says that letters come back: "unzustellbar, verzogen", "return to sender".
fn comes_back(text: &str) -> bool {
    let cleaned = text::clean_code(text);
    is_of_letters(&cleaned)
        || PLAIN.get(boolean::answer_key(&cleaned).as_str()) == Some(&HARD)
        || head(&cleaned, false) == Some(HARD)
}

/// Whether a text says why letters come back, in words that are said of letters alone: "unbekannt verzogen".
pub fn is_of_letters(text: &str) -> bool {
    let cleaned = text::clean_code(text);
    let parts = cleaned.split(['(', ')', ':', ';', ',', '/', '–', '—', '|']);
    parts
        .map(boolean::answer_key)
        .any(|key| LETTERS.contains_key(key.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{delivery, is_kind, is_of_letters, is_said, standardise};

    #[test]
    fn letters_come_back_for_reasons_of_their_own() {
        for (text, value, alone) in [
            ("unzustellbar, verzogen", "undeliverable", true),
            ("unbekannt verzogen", "undeliverable", true),
            ("Annahme verweigert", "undeliverable", true),
            ("return to sender", "undeliverable", true),
            ("unzustellbar", "undeliverable", false),
            ("ok", "", false),
            ("zugestellt", "", false),
            ("moved to plan B", "", false),
            ("", "", false),
        ] {
            assert_eq!(delivery(text).value, value, "{text:?}");
            assert_eq!(is_of_letters(text), alone, "{text:?}");
        }
    }

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
            ("550 5.1.1 user unknown", "hard", true),
            ("hard bounce (550 user unknown)", "hard", true),
            ("Soft bounce: mailbox full", "soft", true),
            ("hard – no such user", "hard", true),
            ("permanent (see log)", "hard", false),
            ("unzustellbar, verzogen", "hard", true),
            ("verzogen", "none", false),
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
