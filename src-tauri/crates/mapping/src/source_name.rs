//! From a file's name to the names people use for its source and table.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use rollcall_model::{Attribute, SystemKind};
use serde::Deserialize;

use crate::file_words::{container_and_member, meaningful_words, says_nothing, stem};
use crate::fold::fold;

/// What the name of a file, archive or sheet says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedFile {
    /// The source, human: `Loyalty cards`.
    pub source: String,
    /// The table, human and the same next month: `customers`.
    pub table: String,
    /// What kind of system the words point to.
    pub system: Option<SystemKind>,
    /// The word that pointed there.
    pub system_word: Option<String>,
    /// What the name says of every row: a consent or a deletion request.
    pub meaning: Option<(Attribute, &'static str)>,
    /// Whether the name begins with what the tools of newsletters call addresses whose messages come
    /// back; only beside signs of such a tool it is not merely a tidy list.
    pub may_be_taken_off: bool,
}

/// What the name of a list of bounces says of every row, where no column says more.
const COMES_BACK: (Attribute, &str) = (Attribute::EmailConsent, "undeliverable");

impl NamedFile {
    /// Whether the name says that messages to the addresses of the file come back.
    pub(crate) fn lists_bounces(&self) -> bool {
        self.meaning == Some(COMES_BACK)
    }

    /// Takes the word of a newsletter's tool at its word, where the file is of one.
    pub(crate) fn of_newsletter_tool(mut self, has_signs: bool) -> Self {
        let is_of_tool = has_signs || self.system == Some(SystemKind::EmailPlatform);
        if self.may_be_taken_off && is_of_tool && self.meaning.is_none() {
            self.meaning = Some(COMES_BACK);
        }
        self
    }
}

#[derive(Deserialize, Default)]
struct NamesFile {
    systems: BTreeMap<SystemKind, Vec<String>>,
    tables: TableWords,
    consents: BTreeMap<String, Vec<String>>,
    happenings: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize, Default)]
struct TableWords {
    words: Vec<String>,
    dropped: Vec<String>,
    months: Vec<String>,
}

pub(crate) struct Names {
    systems: Vec<(String, SystemKind)>,
    tables: HashSet<String>,
    pub(crate) dropped: HashSet<String>,
    pub(crate) months: HashSet<String>,
    consents: Vec<(String, String)>,
    /// Words for what happens in the rows of a table, and which of the codes that is.
    pub(crate) happenings: Vec<(String, String)>,
}

const TEXT: &str = include_str!("../data/systems.toml");

// A test reads the file, so it never falls back to nothing.
pub(crate) static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let file: NamesFile = toml::from_str(TEXT).unwrap_or_default();
    let folded = |words: &[String]| words.iter().map(|word| fold(word).key).collect();
    Names {
        systems: flat(file.systems),
        tables: folded(&file.tables.words),
        dropped: folded(&file.tables.dropped),
        months: folded(&file.tables.months),
        consents: flat(file.consents),
        happenings: flat(file.happenings),
    }
});

impl Names {
    /// Whether a folded word is one that systems or their tables are called by.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.systems.iter().any(|(known, _)| known == word)
            || [&self.tables, &self.dropped, &self.months]
                .iter()
                .any(|words| words.contains(word))
    }
}

fn flat<K: Clone>(lists: BTreeMap<K, Vec<String>>) -> Vec<(String, K)> {
    lists
        .into_iter()
        .flat_map(|(key, words)| {
            words
                .into_iter()
                .map(move |word| (fold(&word).key, key.clone()))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The last part of a label, without folders: the member of an archive or the file itself.
pub(crate) fn member_of(label: &str) -> &str {
    label.rsplit(['/', '\\']).next().unwrap_or(label)
}

/// Reads the name of a file (`archive.zip/member.csv` for a member of an archive) and its sheet.
pub(crate) fn read_name(label: &str, sheet: Option<&str>) -> NamedFile {
    let (archive, member) = container_and_member(label);
    let (container, table) = match (archive, sheet) {
        (Some(archive), None) => (Some(archive), member.to_owned()),
        (Some(archive), Some(sheet)) => (Some(archive), format!("{} {sheet}", stem(member))),
        (None, Some(sheet)) if !says_nothing(sheet) => (Some(member), sheet.to_owned()),
        (None, _) => (None, member.to_owned()),
    };
    let all = format!("{label} {}", sheet.unwrap_or(""));
    let pointed = system_of(&all);
    let (source, table) = match container {
        Some(container) => (
            meaningful_words(container),
            meaningful_words(&table).join(" "),
        ),
        None => split_table(&meaningful_words(&table), is_phrase(&table)),
    };
    let fallback = || humane(&[stem(member).to_owned()]);
    let source = if source.is_empty() {
        fallback()
    } else {
        humane(&source)
    };
    let table = if table.is_empty() {
        source.to_lowercase()
    } else {
        table.to_lowercase()
    };
    NamedFile {
        source,
        table,
        system: pointed.as_ref().map(|(_, system)| *system),
        system_word: pointed.map(|(word, _)| word),
        meaning: meaning_of(member, sheet),
        may_be_taken_off: [Some(member), sheet]
            .into_iter()
            .flatten()
            .any(begins_as_taken_off),
    }
}

/// What the source of a file would be called by the file's name alone.
pub fn source_words(label: &str, sheet: Option<&str>) -> String {
    read_name(label, sheet).source
}

/// Whether a name is written as people write, with blanks.
fn is_phrase(name: &str) -> bool {
    stem(name).trim().contains(' ')
}

/// `shop_customers` is the table customers of the source shop; a lone "customers" is both. A name of several words that
/// somebody typed, such as `Store phone contacts`, stays whole, and so do words that mean something together.
fn split_table(words: &[String], is_phrase: bool) -> (Vec<String>, String) {
    const LONG: usize = 3;
    match words {
        [source @ .., last] if !source.is_empty() && NAMES.tables.contains(&fold(last).key) => {
            if ends_in_consent_phrase(words) {
                (words.to_vec(), words.join(" "))
            } else if is_phrase && words.len() >= LONG {
                (words.to_vec(), last.clone())
            } else {
                (source.to_vec(), last.clone())
            }
        }
        words => (words.to_vec(), words.join(" ")),
    }
}

/// `do not contact` lists no contacts.
fn ends_in_consent_phrase(words: &[String]) -> bool {
    (2..=words.len()).any(|length| {
        let end = words.get(words.len() - length..).unwrap_or_default();
        let phrase: String = end.iter().map(|word| fold(word).key).collect();
        NAMES.consents.iter().any(|(known, _)| *known == phrase)
    })
}

/// Words as a person writes a name: "Loyalty cards", "CRM", "Kundenliste Köln-München". Capitals somebody wrote stay;
/// words in capitals only, unless they are short, do not.
fn humane(words: &[String]) -> String {
    let mut name = String::new();
    for (position, word) in words.iter().enumerate() {
        if position > 0 {
            name.push(' ');
        }
        let lower = word.to_lowercase();
        let is_short_capitals = word.len() <= 4 && *word == word.to_uppercase();
        if is_short_capitals
            || matches!(
                lower.as_str(),
                "crm" | "pos" | "erp" | "sms" | "gdpr" | "b2b" | "b2c" | "nps" | "ga4"
            )
        {
            name.push_str(&word.to_uppercase());
        } else if position == 0 {
            let kept = if *word == word.to_uppercase() {
                &lower
            } else {
                word
            };
            let mut characters = kept.chars();
            name.extend(characters.next().into_iter().flat_map(char::to_uppercase));
            name.push_str(characters.as_str());
        } else if *word == word.to_uppercase() {
            name.push_str(&lower);
        } else {
            name.push_str(word);
        }
    }
    name
}

fn system_of(name: &str) -> Option<(String, SystemKind)> {
    let words = fold(name).words;
    // The word that stands first in the name says most: "loyalty_customers" is no shop.
    for from in 0..words.len() {
        for length in [2, 1] {
            let Some(phrase) = words.get(from..from + length).map(<[String]>::concat) else {
                continue;
            };
            if let Some((_, system)) = NAMES.systems.iter().find(|(word, _)| *word == phrase) {
                return Some((phrase, *system));
            }
        }
    }
    None
}

/// What the longest phrase of a name says; nothing where two phrases as long say different things.
fn meaning_of(member: &str, sheet: Option<&str>) -> Option<(Attribute, &'static str)> {
    let words = fold(&format!("{} {}", stem(member), sheet.unwrap_or(""))).words;
    for length in [4, 3, 2, 1] {
        let mut said = words.windows(length).filter_map(|phrase| {
            let phrase = phrase.concat();
            let (_, what) = NAMES.consents.iter().find(|(word, _)| *word == phrase)?;
            meaning_named(what)
        });
        if let Some(first) = said.next() {
            return said.all(|other| other == first).then_some(first);
        }
    }
    None
}

fn meaning_named(what: &str) -> Option<(Attribute, &'static str)> {
    Some(match what {
        "opted_out" => (Attribute::EmailConsent, "opted_out"),
        "undeliverable" => COMES_BACK,
        "opted_in" => (Attribute::EmailConsent, "opted_in"),
        "never" => (Attribute::EmailConsent, "never"),
        "deletion" => (Attribute::DeletionRequest, "yes"),
        _ => return None,
    })
}

fn begins_as_taken_off(name: &str) -> bool {
    let first = fold(stem(name)).words.into_iter().next();
    first.is_some_and(|first| {
        NAMES
            .consents
            .iter()
            .any(|(word, what)| what == "taken_off" && *word == first)
    })
}

#[cfg(test)]
mod tests {
    use rollcall_model::{Attribute, SystemKind};

    use super::{NamesFile, TEXT, read_name};

    #[test]
    fn the_words_read() {
        let file: NamesFile = toml::from_str(TEXT).expect("the words of names read");
        assert!(file.systems.len() >= 10);
    }

    #[test]
    fn files_get_human_names() {
        for (label, sheet, source, table) in [
            (
                "loyalty_cards_2024-05.csv",
                None,
                "Loyalty cards",
                "loyalty cards",
            ),
            (
                "shop_customers_export_2024-05-31.csv",
                None,
                "Shop",
                "customers",
            ),
            ("shop_orders.csv", None, "Shop", "orders"),
            ("customers.csv", None, "Customers", "customers"),
            (
                "Kundenexport 2024.xlsx",
                Some("Tabelle1"),
                "Kunden",
                "kunden",
            ),
            (
                "Kundenexport 2024.xlsx",
                Some("Bestellungen"),
                "Kunden",
                "bestellungen",
            ),
            ("CRM-Export_v2.csv", None, "CRM", "crm"),
            (
                "LoyaltyCards_May 2024.csv",
                None,
                "Loyalty cards",
                "loyalty cards",
            ),
            ("till.zip/receipts_20240531.csv", None, "Till", "receipts"),
            (
                "exports/newsletter_subscribers.csv",
                None,
                "Newsletter",
                "subscribers",
            ),
            ("export_2024.csv", None, "Export_2024", "export_2024"),
            (
                "Kundenliste Köln-München April.csv",
                None,
                "Kundenliste Köln-München",
                "kundenliste köln-münchen",
            ),
            (
                "do not contact.csv",
                None,
                "Do not contact",
                "do not contact",
            ),
            (
                "do_not_contact_2026.csv",
                None,
                "Do not contact",
                "do not contact",
            ),
            (
                "store phone contacts.vcf",
                None,
                "Store phone contacts",
                "contacts",
            ),
            (
                "Loyalty Club – Mitglieder.xlsx",
                Some("Members"),
                "Loyalty Club Mitglieder",
                "members",
            ),
            ("app_users.json", None, "App", "users"),
        ] {
            let named = read_name(label, sheet);
            assert_eq!(
                (named.source.as_str(), named.table.as_str()),
                (source, table),
                "{label}"
            );
        }
    }

    #[test]
    fn a_name_is_the_same_next_month() {
        let may = read_name("loyalty_cards_2024-05.csv", None);
        let june = read_name("loyalty_cards_2024-06 (1).csv", None);
        assert_eq!(may, june);
    }

    #[test]
    fn names_tell_systems_and_consents() {
        assert_eq!(
            read_name("loyalty_customers.csv", None).system,
            Some(SystemKind::Loyalty)
        );
        assert_eq!(
            read_name("kasse_2024.csv", None).system,
            Some(SystemKind::PointOfSale)
        );
        assert_eq!(
            read_name("Tpv Gracia 2025.csv", None).system,
            Some(SystemKind::PointOfSale)
        );
        assert_eq!(read_name("xyz.csv", None).system, None);
        assert_eq!(
            read_name("Abmeldungen Mai.csv", None).meaning,
            Some((Attribute::EmailConsent, "opted_out"))
        );
        assert_eq!(
            read_name("deletion_requests_2024.csv", None).meaning,
            Some((Attribute::DeletionRequest, "yes"))
        );
        assert_eq!(read_name("customers.csv", None).meaning, None);
    }
}
