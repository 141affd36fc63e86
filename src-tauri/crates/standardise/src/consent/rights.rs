//! Whether a cell of requests asks for a right that permits and refuses nothing: "Access", "Auskunft nach Art. 15 DSGVO",
//! "Berichtigung", "Data portability". It is none to be deleted either, unless it says that as well: "Access and
//! objection" takes the permission away.

use std::sync::LazyLock;

use rollcall_model::AskedRight;

use crate::text;
use crate::word_lists::{Told, WordLists};

static LISTS: LazyLock<WordLists> =
    LazyLock::new(|| WordLists::of(include_str!("../../data/right_request_words.tsv")));

/// What a cell asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// These rights and nothing else; at least one, in the order of the schema.
    Rights(Vec<AskedRight>),
    /// To be told what is kept, or given a copy of it, and to be left alone.
    AccessAndObjection,
    /// The same, and to be deleted.
    AccessAndDeletion,
}

/// What a text asks for, where it asks for a right; nothing where any word of it is about something else.
pub(super) fn asked(text: &str) -> Option<Asked> {
    let folded = text::fold_apart(text);
    if LISTS.has("whole", &folded) {
        return Some(Asked::Rights(vec![AskedRight::Access]));
    }
    let mut all = AskedRight::ALL.into_iter();
    if let Some(right) = all.find(|right| LISTS.has(right.code(), &folded)) {
        return Some(Asked::Rights(vec![right]));
    }
    let told = read(&folded)?;
    let mut rights: Vec<AskedRight> = AskedRight::ALL
        .into_iter()
        .filter(|right| names(&told, *right))
        .collect();
    let (names_deletion, objects) = (told.has("deletion"), told.has("objection"));
    if names_deletion || objects {
        // What is deleted or left alone need not be corrected; a copy of it is asked for all the same.
        let asks_copy =
            |right: &AskedRight| matches!(right, AskedRight::Access | AskedRight::Portability);
        return rights.iter().any(asks_copy).then_some(if names_deletion {
            Asked::AccessAndDeletion
        } else {
            Asked::AccessAndObjection
        });
    }
    if rights.is_empty() && told.has("alone") {
        rights.push(AskedRight::Access);
    }
    (!rights.is_empty()).then_some(Asked::Rights(rights))
}

/// Whether a text asks that something is changed, in words that are no name of the right: "Change of address".
pub(super) fn is_change(text: &str) -> bool {
    let folded = text::fold_apart(text);
    read(&folded).is_some_and(|told| {
        let mut all = AskedRight::ALL.into_iter();
        told.has("change") && !all.any(|right| told.has(right.code()))
    })
}

/// The words of a folded text. What can be corrected, and a change, say something else unless it is asked for: "Address".
fn read(folded: &str) -> Option<Told<'_>> {
    let told = LISTS.read(folded)?;
    let (names_part, changes) = (told.has("corrected"), told.has("change"));
    let is_asked = if names_part {
        changes || told.has(AskedRight::Rectification.code())
    } else {
        !changes
    };
    is_asked.then_some(told)
}

/// Whether the words ask for a right; a change of what is named asks that it is corrected.
fn names(told: &Told<'_>, right: AskedRight) -> bool {
    told.has(right.code()) || right == AskedRight::Rectification && told.has("change")
}

/// What a text asks for that weighs more than a right beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stronger {
    /// To be deleted.
    Deletion,
    /// To be left alone.
    Objection,
}

/// What of it a text asks for beside a right, or beside the other, in words that say neither alone: "Rectification and
/// objection", "Erasure and objection". Nothing where any word of it is about something else.
pub(super) fn stronger(text: &str) -> Option<Stronger> {
    let folded = text::fold_apart(text);
    let told = read(&folded)?;
    let (names_deletion, objects) = (told.has("deletion"), told.has("objection"));
    let names_right = AskedRight::ALL.into_iter().any(|right| names(&told, right));
    if names_deletion && (objects || names_right) {
        Some(Stronger::Deletion)
    } else if objects && names_right {
        Some(Stronger::Objection)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::{ASKS_ACCESS_AND_DELETION, ASKS_ACCESS_AND_OBJECTION, AskedRight};

    use super::{Asked, Stronger, asked, is_change, stronger};

    #[test]
    fn the_rules_are_called_as_their_sentences_are() {
        assert_eq!(
            AskedRight::ALL.map(AskedRight::rule),
            [
                "consent.access",
                "consent.rectification",
                "consent.restriction",
                "consent.portability"
            ]
        );
        assert_eq!(
            [ASKS_ACCESS_AND_DELETION, ASKS_ACCESS_AND_OBJECTION],
            [
                "consent.access_and_deletion",
                "consent.access_and_objection"
            ]
        );
    }

    #[test]
    fn what_takes_more_away_is_not_lost_beside_a_right() {
        for (text, asks) in [
            ("Rectification and objection", Some(Stronger::Objection)),
            ("Restriction, objection", Some(Stronger::Objection)),
            ("Objection and access", Some(Stronger::Objection)),
            ("Erasure and objection", Some(Stronger::Deletion)),
            ("Rectification and deletion", Some(Stronger::Deletion)),
            ("Berichtigung und Löschung", Some(Stronger::Deletion)),
            ("Rectification", None),
            ("Objection", None),
            ("Deletion", None),
            ("No objection and no restriction", None),
            ("Objection to rectification by staff", None),
        ] {
            assert_eq!(stronger(text), asks, "{text}");
        }
    }

    #[test]
    fn only_what_asks_for_a_right_in_every_word_does() {
        use AskedRight::{Access, Portability, Rectification, Restriction};
        let cases: &[(&str, &[AskedRight])] = &[
            ("Access", &[Access]),
            ("access_request", &[Access]),
            ("AccessRequest", &[Access]),
            ("Right of access", &[Access]),
            ("Subject access request (SAR)", &[Access]),
            ("DSAR", &[Access]),
            ("DSAR - access", &[Access]),
            ("Auskunft", &[Access]),
            ("Auskunftsersuchen", &[Access]),
            ("Auskunft nach Art. 15 DSGVO", &[Access]),
            ("Droit d'accès", &[Access]),
            ("Derecho de acceso", &[Access]),
            ("Diritto di accesso", &[Access]),
            ("Inzageverzoek", &[Access]),
            ("Copy of my data", &[Access]),
            ("Data portability", &[Portability]),
            ("Datenübertragbarkeit", &[Portability]),
            ("Right to data portability (Art. 20 GDPR)", &[Portability]),
            ("Access / portability", &[Access, Portability]),
            ("Rectification", &[Rectification]),
            ("Berichtigung", &[Rectification]),
            ("Berichtigung nach Art. 16 DSGVO", &[Rectification]),
            ("Right to rectification", &[Rectification]),
            ("DSAR - rectification", &[Rectification]),
            ("Access and rectification", &[Access, Rectification]),
            ("Droit de rectification", &[Rectification]),
            ("Restriction of processing", &[Restriction]),
            ("Einschränkung der Verarbeitung", &[Restriction]),
            ("Einschränkung", &[Restriction]),
        ];
        for (text, rights) in cases {
            assert_eq!(asked(text), Some(Asked::Rights(rights.to_vec())), "{text}");
        }
        for text in [
            "Access + erasure",
            "Auskunft und Löschung",
            "Data portability and deletion",
        ] {
            assert_eq!(asked(text), Some(Asked::AccessAndDeletion), "{text}");
        }
        for text in [
            "Access, Objection",
            "Access and right to object",
            "Auskunft und Widerspruch",
        ] {
            assert_eq!(asked(text), Some(Asked::AccessAndObjection), "{text}");
        }
        for text in [
            "",
            "Deletion",
            "DSAR erasure",
            "DSAR objection",
            "Rectification and erasure",
            "No access",
            "keine Auskunft",
            "No rectification",
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

    #[test]
    fn what_is_corrected_or_handed_over_may_be_named() {
        use AskedRight::{Access, Portability, Rectification};
        for (text, right) in [
            ("Correct my data", Rectification),
            ("Correction of address", Rectification),
            ("Change of address", Rectification),
            ("Korrektur der Adresse", Rectification),
            ("Berichtigung der Anschrift", Rectification),
            ("Adressänderung", Rectification),
            ("Änderung der Anschrift", Rectification),
            ("Changement d'adresse", Rectification),
            ("Cambio de dirección", Rectification),
            ("Rettifica dell'indirizzo", Rectification),
            ("Correctie van adres", Rectification),
            ("Übertragbarkeit (Art. 20 DSGVO)", Portability),
            ("Herausgabe der Daten (Art. 20)", Portability),
            ("Herausgabe der Daten", Portability),
            ("Transfer my data", Portability),
            ("Export my data", Access),
            ("Datenexport", Access),
        ] {
            assert_eq!(asked(text), Some(Asked::Rights(vec![right])), "{text}");
        }
        for text in [
            "Address",
            "Change",
            "Correct",
            "Access address",
            "Address and erasure",
            "Update",
        ] {
            assert_eq!(asked(text), None, "{text}");
            assert_eq!(stronger(text), None, "{text}");
        }
        for (text, is) in [
            ("Change of address", true),
            ("Adressänderung", true),
            ("Correction of address", false),
            ("Address", false),
        ] {
            assert_eq!(is_change(text), is, "{text}");
        }
    }
}
