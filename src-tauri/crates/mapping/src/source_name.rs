//! From a file's name to the names people use for its source and table.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use rollcall_model::{Attribute, SystemKind};
use serde::Deserialize;

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
}

#[derive(Deserialize, Default)]
struct NamesFile {
    systems: BTreeMap<SystemKind, Vec<String>>,
    tables: TableWords,
    consents: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize, Default)]
struct TableWords {
    words: Vec<String>,
    dropped: Vec<String>,
    months: Vec<String>,
}

struct Names {
    systems: Vec<(String, SystemKind)>,
    tables: HashSet<String>,
    dropped: HashSet<String>,
    months: HashSet<String>,
    consents: Vec<(String, String)>,
}

const TEXT: &str = include_str!("../data/systems.toml");

// A test reads the file, so it never falls back to nothing.
static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let file: NamesFile = toml::from_str(TEXT).unwrap_or_default();
    let folded = |words: &[String]| words.iter().map(|word| fold(word).key).collect();
    Names {
        systems: flat(file.systems),
        tables: folded(&file.tables.words),
        dropped: folded(&file.tables.dropped),
        months: folded(&file.tables.months),
        consents: flat(file.consents),
    }
});

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
    let parts: Vec<&str> = label
        .split(['/', '\\'])
        .filter(|part| !part.is_empty())
        .collect();
    let member = parts.last().copied().unwrap_or(label);
    let archive = parts
        .iter()
        .copied()
        .rev()
        .skip(1)
        .find(|part| part.to_lowercase().ends_with(".zip"));
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
        None => split_table(&meaningful_words(&table)),
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
        meaning: meaning_of(&format!("{member} {}", sheet.unwrap_or(""))),
    }
}

/// `shop_customers` is the table customers of the source shop; a lone "customers" is both.
fn split_table(words: &[String]) -> (Vec<String>, String) {
    match words {
        [source @ .., last] if !source.is_empty() && NAMES.tables.contains(&fold(last).key) => {
            (source.to_vec(), last.clone())
        }
        words => (words.to_vec(), words.join(" ")),
    }
}

/// Names a spreadsheet program gives by itself.
fn says_nothing(sheet: &str) -> bool {
    let words: Vec<String> = fold(sheet).words;
    let letters: String = words
        .iter()
        .filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()))
        .cloned()
        .collect();
    matches!(
        letters.as_str(),
        "" | "sheet"
            | "tabelle"
            | "feuille"
            | "feuil"
            | "hoja"
            | "foglio"
            | "blad"
            | "folha"
            | "planilha"
    )
}

fn stem(file: &str) -> &str {
    match file.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 7 && !ending.contains(' ') => {
            stem
        }
        _ => file,
    }
}

/// The words of a file name without dates, numbers and words such as "export".
fn meaningful_words(file: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let raw: Vec<&str> = stem(file)
        .split(|character: char| !character.is_alphanumeric())
        .flat_map(camel_words)
        .collect();
    for (position, word) in raw.iter().enumerate() {
        let key = fold(word).key;
        let beside_a_year = [position.wrapping_sub(1), position + 1]
            .iter()
            .any(|near| raw.get(*near).is_some_and(|near| is_year(near)));
        let is_dropped = key.is_empty()
            || key.bytes().all(|byte| byte.is_ascii_digit())
            || NAMES.dropped.contains(&key)
            || (beside_a_year && NAMES.months.contains(&key))
            || is_version_or_stamp(&key);
        if is_dropped {
            continue;
        }
        let kept = without_glued_export(
            word.trim_end_matches(|last: char| last.is_ascii_digit() && key.len() > 4),
        );
        if !kept.is_empty() {
            words.push(kept.to_owned());
        }
    }
    words
}

fn is_year(word: &str) -> bool {
    word.len() >= 4
        && word.starts_with(['1', '2'])
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `v2`, `20240531T101500Z`, `q1`, long hexadecimal ids.
fn is_version_or_stamp(key: &str) -> bool {
    let digits = key.bytes().filter(u8::is_ascii_digit).count();
    let is_version = key
        .strip_prefix('v')
        .is_some_and(|rest| !rest.is_empty() && rest.len() == digits);
    let is_stamp = digits >= 6 && key.len() - digits <= 2;
    let is_hexadecimal =
        key.len() >= 8 && digits >= 2 && key.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_quarter = key.len() == 2 && digits == 1 && key.starts_with('q');
    is_version || is_stamp || is_hexadecimal || is_quarter
}

/// `Kundenexport` is about customers.
fn without_glued_export(word: &str) -> &str {
    let lower = word.to_lowercase();
    match lower.strip_suffix("export") {
        Some(rest) if rest.len() >= 3 && lower.len() == word.len() => {
            word.get(..rest.len()).unwrap_or(word)
        }
        _ => word,
    }
}

fn camel_words(word: &str) -> Vec<&str> {
    let mut borders = vec![0];
    let mut before_is_lower = false;
    for (position, character) in word.char_indices() {
        if before_is_lower && character.is_uppercase() {
            borders.push(position);
        }
        before_is_lower = character.is_lowercase();
    }
    borders.push(word.len());
    borders
        .windows(2)
        .filter_map(|border| word.get(*border.first()?..*border.last()?))
        .collect()
}

/// Words as a person writes a name: "Loyalty cards", "CRM".
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
            let mut characters = lower.chars();
            name.extend(characters.next().into_iter().flat_map(char::to_uppercase));
            name.push_str(characters.as_str());
        } else {
            name.push_str(&lower);
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

fn meaning_of(name: &str) -> Option<(Attribute, &'static str)> {
    let words = fold(stem(name)).words;
    for length in [4, 3, 2, 1] {
        for phrase in words.windows(length).map(<[String]>::concat) {
            let Some((_, what)) = NAMES.consents.iter().find(|(word, _)| *word == phrase) else {
                continue;
            };
            return Some(match what.as_str() {
                "opted_out" => (Attribute::EmailConsent, "opted_out"),
                "undeliverable" => (Attribute::EmailConsent, "undeliverable"),
                "opted_in" => (Attribute::EmailConsent, "opted_in"),
                _ => (Attribute::DeletionRequest, "yes"),
            });
        }
    }
    None
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
