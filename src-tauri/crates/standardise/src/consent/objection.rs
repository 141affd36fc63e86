//! Whether a cell refuses every way of being reached: it objects to advertising as such ("Widerspruch Werbung"), uses the
//! right to object, takes a consent back as a whole or asks for no contact. It names no channel, so it is a no to all.

use std::sync::LazyLock;

use crate::text;
use crate::word_lists::WordLists;

static LISTS: LazyLock<WordLists> =
    LazyLock::new(|| WordLists::of(include_str!("../../data/objection_words.tsv")));

/// A shorter text says none of it as a whole.
const SHORTEST_WHOLE: usize = 10;

/// Whether a text refuses every way in every word; not where any word of it is about something else.
pub(super) fn refuses_every_way(text: &str) -> bool {
    let folded = text::fold_apart(text);
    if LISTS.has("whole", &folded) {
        return true;
    }
    LISTS.read(&folded).is_some_and(|told| {
        let names_law = told.has("right") || told.has("article") && told.has("number");
        told.has("whole")
            || told.has("objection") && (told.has("advertising") || names_law)
            || told.has("withdrawal") && told.has("consent")
    })
}

/// Whether a text as a whole is known to refuse every way: "Do not contact".
pub(super) fn is_whole(text: &str) -> bool {
    text.len() >= SHORTEST_WHOLE && LISTS.has("whole", &text::fold_apart(text))
}

/// Whether a text objects or takes back and says nothing of what: "Objection", "Widerruf". Where people state what they
/// ask for, and no channel is named, that is about every way as well.
pub(super) fn is_bare(text: &str) -> bool {
    LISTS
        .read(&text::fold_apart(text))
        .is_some_and(|told| told.has("bare"))
}

/// The same of objections alone: a withdrawal may be one of money, a revocation one of an order.
pub(super) fn is_bare_objection(text: &str) -> bool {
    LISTS
        .read(&text::fold_apart(text))
        .is_some_and(|told| told.has("bare") && told.has("objection"))
}

#[cfg(test)]
mod tests {
    use super::{is_bare, is_bare_objection, is_whole, refuses_every_way};

    #[test]
    fn an_objection_or_withdrawal_with_nothing_beside_it_is_bare() {
        for (text, is, objects) in [
            ("Objection", true, true),
            ("objection request", true, true),
            ("Widerspruch", true, true),
            ("Opposition", true, true),
            ("Opposizione", true, true),
            ("Bezwaar", true, true),
            ("Widerruf", true, false),
            ("Withdrawal", true, false),
            ("Revocation", true, false),
            ("Retrait", true, false),
            ("No objection", false, false),
            ("Widerspruch Newsletter", false, false),
            ("Withdrawal of an order", false, false),
            ("Widerruf E-Mail", false, false),
            ("objected", false, false),
            ("Marketing", false, false),
            ("", false, false),
        ] {
            assert_eq!(is_bare(text), is, "{text}");
            assert_eq!(is_bare_objection(text), objects, "{text}");
        }
    }

    #[test]
    fn only_what_refuses_every_way_in_every_word_does() {
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
            "Right to object",
            "Right to object (Art. 21 GDPR)",
            "Objection to processing",
            "Widerspruch nach Art. 21",
            "Widerspruch gem. Art. 21 DSGVO",
            "Widerspruchsrecht",
            "Droit d'opposition",
            "Derecho de oposición",
            "Diritto di opposizione",
            "Recht van bezwaar",
            "Withdrawal of consent",
            "Withdraw my consent",
            "Widerruf der Einwilligung",
            "Widerruf meiner Einwilligung nach Art. 7 DSGVO",
            "Retrait du consentement",
            "Retirada del consentimiento",
            "Revoca del consenso",
            "Intrekking van toestemming",
            "Do not contact",
            "do_not_contact",
            "Bitte nicht kontaktieren",
        ] {
            assert!(refuses_every_way(text), "{text}");
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
            "Widerruf",
            "Withdrawal",
            "Consent",
            "Einwilligung",
            "Object 21",
            "No withdrawal of consent",
            "Widerruf der Einwilligung zum Newsletter",
            "Withdrawal of consent to calls",
            "Do not contact by phone",
            "Right of access",
        ] {
            assert!(!refuses_every_way(text), "{text}");
        }
    }

    #[test]
    fn a_phrase_counts_as_all_of_the_text_alone() {
        assert!(is_whole("DO NOT CONTACT"));
        for text in ["no", "unsubscribed", "do not contact by phone"] {
            assert!(!is_whole(text), "{text}");
        }
    }
}
