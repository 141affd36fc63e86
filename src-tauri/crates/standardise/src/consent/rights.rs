//! Whether a cell of requests asks for a right that permits and refuses nothing: "Access", "Auskunft nach Art. 15 DSGVO",
//! "Berichtigung", "Data portability". It is none to be deleted either, unless it says that as well: "Access and
//! objection" takes the permission away.

use std::sync::LazyLock;

use rollcall_model::AskedRight;

use super::article::{self, Articles};
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
    /// That what is kept is used no further, and to be left alone.
    RestrictionAndObjection,
}

/// Everything a text asks for, by its words and by the articles it names.
#[derive(Debug, Default)]
struct Wants {
    rights: Vec<AskedRight>,
    deletion: bool,
    objection: bool,
    /// What of it the articles say, whatever the words are.
    by_article: Articles,
}

impl Wants {
    /// What a text asks for; nothing where it has a word nobody knows and names no article.
    fn of(text: &str) -> Option<Self> {
        let folded = text::fold_apart(text);
        let by_words = Self::by_words(&folded);
        let mut wants = match article::named(text) {
            None => by_words?,
            Some(named) => {
                let mut wants = by_words.unwrap_or_default();
                wants.rights.extend(&named.rights);
                wants.deletion |= named.deletion;
                wants.objection |= named.objection;
                wants.by_article = named;
                wants
            }
        };
        if wants.rights.is_empty() && !wants.deletion && !wants.objection {
            let asks_for_all = read(&folded).is_some_and(|told| told.has("alone"));
            wants
                .rights
                .extend(asks_for_all.then_some(AskedRight::Access));
        }
        wants.rights.sort_unstable();
        wants.rights.dedup();
        Some(wants)
    }

    fn by_words(folded: &str) -> Option<Self> {
        let mut all = AskedRight::ALL.into_iter();
        let as_a_whole = if LISTS.has("whole", folded) {
            Some(AskedRight::Access)
        } else {
            all.find(|right| LISTS.has(right.code(), folded))
        };
        if let Some(right) = as_a_whole {
            return Some(Self {
                rights: vec![right],
                ..Self::default()
            });
        }
        let told = read(folded)?;
        // In French it is a deletion; in English people are put on a list of those who are left alone.
        let (suppresses, is_english) = (told.has("suppression"), told.has("english"));
        Some(Self {
            rights: AskedRight::ALL
                .into_iter()
                .filter(|right| names(&told, *right))
                .collect(),
            deletion: told.has("deletion") || suppresses && !is_english,
            objection: told.has("objection") || suppresses && is_english,
            ..Self::default()
        })
    }

    fn asks(&self, right: AskedRight) -> bool {
        self.rights.contains(&right)
    }
}

/// What a text asks for, where it asks for a right; nothing where any word of it is about something else.
pub(super) fn asked(text: &str) -> Option<Asked> {
    let wants = Wants::of(text)?;
    // What is deleted or left alone need not be corrected, and what is deleted is used no further; a copy of it is asked
    // for all the same.
    let asks_copy = wants.asks(AskedRight::Access) || wants.asks(AskedRight::Portability);
    if wants.deletion {
        return asks_copy.then_some(Asked::AccessAndDeletion);
    }
    if wants.objection {
        return match (asks_copy, wants.asks(AskedRight::Restriction)) {
            (true, _) => Some(Asked::AccessAndObjection),
            (false, true) => Some(Asked::RestrictionAndObjection),
            (false, false) => None,
        };
    }
    (!wants.rights.is_empty()).then_some(Asked::Rights(wants.rights))
}

/// Whether a text asks that something is changed, in words that are no name of the right: "Change of address".
pub(super) fn is_change(text: &str) -> bool {
    let folded = text::fold_apart(text);
    article::named(text).is_none()
        && read(&folded).is_some_and(|told| {
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
/// objection", "Erasure and objection"; or by the article it names. Nothing where any word of it is about something else.
pub(super) fn stronger(text: &str) -> Option<Stronger> {
    let wants = Wants::of(text)?;
    let names_right = !wants.rights.is_empty();
    if wants.deletion && (wants.objection || names_right || wants.by_article.deletion) {
        Some(Stronger::Deletion)
    } else if wants.objection && (names_right || wants.by_article.objection) {
        Some(Stronger::Objection)
    } else {
        None
    }
}

/// Whether a text objects, or takes a consent back, by the article it names.
pub(super) fn objects_by_article(text: &str) -> bool {
    article::named(text).is_some_and(|named| named.objection)
}

#[cfg(test)]
mod tests {
    use rollcall_model::{
        ASKS_ACCESS_AND_DELETION, ASKS_ACCESS_AND_OBJECTION, ASKS_RESTRICTION_AND_OBJECTION,
        AskedRight, RESTRICTED,
    };

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
            [
                ASKS_ACCESS_AND_DELETION,
                ASKS_ACCESS_AND_OBJECTION,
                ASKS_RESTRICTION_AND_OBJECTION,
                RESTRICTED
            ],
            [
                "consent.access_and_deletion",
                "consent.access_and_objection",
                "consent.restriction_and_objection",
                "consent.restricted"
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
            (
                "Access and deletion (Art. 17 GDPR)",
                Some(Stronger::Deletion),
            ),
            (
                "Entfernung meiner Angaben (Art. 17 DSGVO)",
                Some(Stronger::Deletion),
            ),
            ("Keine Werbepost mehr (Art. 21)", None),
            ("Einspruch (Art. 21 DSGVO)", Some(Stronger::Objection)),
            (
                "Zusage zurückgenommen, Art. 7 Abs. 3 DSGVO",
                Some(Stronger::Objection),
            ),
            ("Restriction and erasure", Some(Stronger::Deletion)),
            ("Limitation, suppression", Some(Stronger::Deletion)),
            ("Restriction, suppression", Some(Stronger::Objection)),
            ("Suppression", None),
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
        for text in ["Restriction, suppression", "Restriction and objection"] {
            assert_eq!(asked(text), Some(Asked::RestrictionAndObjection), "{text}");
        }
        for text in [
            "",
            "Deletion",
            "Suppression",
            "Suppression request",
            "Restriction and erasure",
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
    fn an_article_tells_the_right_whatever_the_words_are() {
        use AskedRight::{Access, Portability, Rectification, Restriction};
        for (text, rights) in [
            ("Alle Unterlagen bitte (Art. 15 DSGVO)", &[Access][..]),
            ("Neuer Nachname (Art. 16)", &[Rectification]),
            ("Sperrung der Daten, Art. 18 DSGVO", &[Restriction]),
            ("Export my data (Art. 20)", &[Portability]),
            ("Auskunft (Art. 15, 20 DSGVO)", &[Access, Portability]),
        ] {
            assert_eq!(asked(text), Some(Asked::Rights(rights.to_vec())), "{text}");
        }
        assert_eq!(
            asked("Auskunft, dann weg damit (Art. 15 und 17 DSGVO)"),
            Some(Asked::AccessAndDeletion)
        );
        assert_eq!(asked("DSAR (Art. 17 GDPR)"), None);
        assert_eq!(stronger("DSAR (Art. 17 GDPR)"), Some(Stronger::Deletion));
        assert!(!is_change("Adressänderung (Art. 16 DSGVO)"));
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
