//! Whether a cell objects to advertising as such: "Widerspruch Werbung", "Objection to marketing". It names no channel, so
//! it is a no to every one of them.

use std::sync::LazyLock;

use crate::table::Words;
use crate::{table, text};

const FILE: &str = include_str!("../../data/objection_words.tsv");
/// A longer text is a story.
const MOST_WORDS: usize = 12;

static OBJECTION: LazyLock<Words<String>> = LazyLock::new(|| words("objection"));
static ADVERTISING: LazyLock<Words<String>> = LazyLock::new(|| words("advertising"));
static WHOLE: LazyLock<Words<String>> = LazyLock::new(|| words("whole"));
static BESIDE: LazyLock<Words<String>> = LazyLock::new(|| words("beside"));

/// Whether a text objects to advertising in every word; not where any word of it is about something else.
pub(super) fn is_to_advertising(text: &str) -> bool {
    let folded = text::fold_apart(text);
    let told: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let objects = has(&told, &WHOLE) || has(&told, &OBJECTION) && has(&told, &ADVERTISING);
    let is_known = |word: &&str| {
        [&OBJECTION, &ADVERTISING, &WHOLE, &BESIDE]
            .iter()
            .any(|words| words.contains(*word))
    };
    objects && told.len() <= MOST_WORDS && told.iter().all(is_known)
}

fn has(told: &[&str], words: &Words<String>) -> bool {
    told.iter().any(|word| words.contains(*word))
}

fn words(kind: &str) -> Words<String> {
    table::words(FILE, kind, text::fold)
}

#[cfg(test)]
mod tests {
    use super::is_to_advertising;

    #[test]
    fn only_what_objects_to_advertising_in_every_word_does() {
        for text in [
            "Widerspruch Werbung",
            "Widerspruch gegen Werbung",
            "Widerspruch (Werbung)",
            "Werbewiderspruch",
            "Werbe-Widerspruch",
            "Widerspruch gegen Direktwerbung nach Art. 21 DSGVO",
            "Objection to marketing",
            "objection_to_marketing",
            "Objects to direct marketing",
            "Marketing objection (GDPR Art. 21)",
            "Opposition à la prospection commerciale",
            "Oposición a la publicidad",
            "Bezwaar tegen direct marketing",
        ] {
            assert!(is_to_advertising(text), "{text}");
        }
        for text in [
            "",
            "Widerspruch",
            "Objection",
            "Werbung",
            "Marketing",
            "Widerspruch E-Mail-Werbung",
            "Widerspruch Telefonwerbung",
            "Objection to marketing calls",
            "Objection to marketing by e-mail",
            "No objection to marketing",
            "Kein Widerspruch gegen Werbung",
            "Widerspruch Werbung zurückgezogen",
            "Auskunft und Widerspruch",
            "Widerspruch Newsletter",
        ] {
            assert!(!is_to_advertising(text), "{text}");
        }
    }
}
