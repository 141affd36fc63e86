//! What a header says, by the words of seven languages.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use rollcall_model::Attribute;
use serde::Deserialize;

use crate::fold::{Folded, fold};

/// What a header can mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// One attribute.
    Attribute(Attribute),
    /// The opposite of a consent: do not call.
    Negated(Attribute),
    /// A name of some kind.
    Name,
    /// A whole address, or its street when the town has a column of its own.
    Address,
    /// Title before the name or job title.
    TitleOrJob,
    /// A date of something.
    Date,
    /// An id of something.
    Id,
    /// A number or code of something.
    Number,
    /// A status of something.
    Status,
    /// A kind of something.
    Kind,
    /// A total of a report.
    Figure,
    /// A year, month or quarter the row is about.
    Year,
    /// Known and kept without use.
    Unused,
}

/// Words of a header that say whose or which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Qualifier {
    Main,
    Home,
    Billing,
    Work,
    Shipping,
    Other,
    Employer,
    Emergency,
    Holder,
    Filler,
}

/// What a header says and how clearly.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HeaderGuess {
    pub meaning: Meaning,
    /// How clearly, 0 to 1: the share of the header that says it.
    pub strength: f64,
    pub qualifiers: BTreeSet<Qualifier>,
    /// A number in the header: 2 for `Email 2`.
    pub number: Option<u32>,
    /// Whether the number ends the header, as in `address_2`.
    pub ends_in_number: bool,
}

struct Words {
    phrases: HashMap<String, Meaning>,
    qualifiers: HashMap<String, Qualifier>,
}

#[derive(Deserialize, Default)]
struct WordsFile {
    phrases: BTreeMap<String, Vec<String>>,
    qualifiers: BTreeMap<Qualifier, Vec<String>>,
}

const TEXT: &str = include_str!("../data/headers.toml");

// A test reads the file and every name in it, so it never falls back to nothing.
static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file: WordsFile = toml::from_str(TEXT).unwrap_or_default();
    let mut phrases = HashMap::new();
    for (name, list) in &file.phrases {
        let Some(meaning) = meaning_named(name) else {
            continue;
        };
        for phrase in list {
            phrases
                .entry(fold(phrase).key)
                .or_insert_with(|| meaning.clone());
        }
    }
    let mut qualifiers = HashMap::new();
    for (qualifier, list) in &file.qualifiers {
        for word in list {
            qualifiers.entry(fold(word).key).or_insert(*qualifier);
        }
    }
    Words {
        phrases,
        qualifiers,
    }
});

/// What a header says, or nothing when none of its words is known.
pub(crate) fn guess(header: &Folded) -> Option<HeaderGuess> {
    let number = header
        .words
        .iter()
        .rev()
        .find_map(|word| word.parse::<u32>().ok())
        .filter(|number| *number <= 99);
    let ends_in_number = header
        .words
        .last()
        .is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let found = |meaning: &Meaning, strength: f64, qualifiers: BTreeSet<Qualifier>| HeaderGuess {
        meaning: meaning.clone(),
        strength,
        qualifiers,
        number,
        ends_in_number,
    };
    if let Some(meaning) = WORDS.phrases.get(&header.key) {
        return Some(found(meaning, 1.0, of_phrase(meaning, &header.words)));
    }
    if let Some((meaning, share, qualifiers)) = best_phrase(&header.words) {
        let strength = if share >= 1.0 {
            0.95
        } else {
            0.35 + 0.55 * share
        };
        return Some(found(&meaning, strength, qualifiers));
    }
    compound(&header.key, &found)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// What words outside the phrase say about whose or which one, and how many letters are left that
/// say something else.
fn around(words: &[String], qualifiers: &mut BTreeSet<Qualifier>) -> usize {
    let mut letters = 0;
    let mut position = 0;
    while let Some(word) = words.get(position) {
        let pair = words
            .get(position..position + 2)
            .and_then(|pair| WORDS.qualifiers.get(&pair.concat()));
        if let Some(qualifier) = pair {
            qualifiers.insert(*qualifier);
            position += 2;
            continue;
        }
        if let Some(qualifier) = WORDS.qualifiers.get(word) {
            qualifiers.insert(*qualifier);
        } else if !is_number(word) {
            letters += word.len();
        }
        position += 1;
    }
    letters
}

/// A whole address says whose inside its own words: `shipping address`.
fn of_phrase(meaning: &Meaning, words: &[String]) -> BTreeSet<Qualifier> {
    let mut qualifiers = BTreeSet::new();
    if *meaning == Meaning::Attribute(Attribute::FullAddress) {
        around(words, &mut qualifiers);
    }
    qualifiers
}

/// The phrase that says most of the header: its meaning, its share of the letters that say
/// anything, and whose it is. Of equals the longer one, then the last, where English and German put
/// the noun.
fn best_phrase(words: &[String]) -> Option<(Meaning, f64, BTreeSet<Qualifier>)> {
    let mut best: Option<(f64, usize, &Meaning, BTreeSet<Qualifier>)> = None;
    for from in 0..words.len() {
        let mut phrase = String::new();
        for to in from..words.len().min(from + 6) {
            phrase.push_str(words.get(to).map_or("", String::as_str));
            // A few letters say too little among words nobody knows.
            if phrase.len() < 4 && phrase != "id" && words.len() > 1 && !is_alone(words, from, to) {
                continue;
            }
            let Some(meaning) = WORDS.phrases.get(&phrase) else {
                continue;
            };
            let inside = words.get(from..=to).unwrap_or_default();
            let mut qualifiers = of_phrase(meaning, inside);
            let left = around(words.get(..from).unwrap_or_default(), &mut qualifiers)
                + around(words.get(to + 1..).unwrap_or_default(), &mut qualifiers);
            let share = phrase.len() as f64 / (phrase.len() + left) as f64;
            let is_better = best.as_ref().is_none_or(|(most, length, _, _)| {
                share > *most || share >= *most && phrase.len() >= *length
            });
            if is_better {
                best = Some((share, phrase.len(), meaning, qualifiers));
            }
        }
    }
    best.map(|(share, _, meaning, qualifiers)| (meaning.clone(), share, qualifiers))
}

/// Whether only numbers and qualifiers stand beside a phrase.
fn is_alone(words: &[String], from: usize, to: usize) -> bool {
    let mut ignored = BTreeSet::new();
    around(words.get(..from).unwrap_or_default(), &mut ignored)
        + around(words.get(to + 1..).unwrap_or_default(), &mut ignored)
        == 0
}

/// A German or Dutch compound: `Kundenvorname`, `Rechnungsort`, `klantvoornaam`.
fn compound(
    key: &str,
    found: &dyn Fn(&Meaning, f64, BTreeSet<Qualifier>) -> HeaderGuess,
) -> Option<HeaderGuess> {
    let key = key.trim_end_matches(|last: char| last.is_ascii_digit());
    for split in 2..key.len().saturating_sub(2) {
        let (Some(start), Some(end)) = (key.get(..split), key.get(split..)) else {
            continue;
        };
        if let (Some(qualifier), Some(meaning)) =
            (WORDS.qualifiers.get(start), WORDS.phrases.get(end))
        {
            return Some(found(meaning, 0.85, BTreeSet::from([*qualifier])));
        }
    }
    None
}

fn meaning_named(name: &str) -> Option<Meaning> {
    Some(match name {
        "name" => Meaning::Name,
        "address" => Meaning::Address,
        "title_or_job" => Meaning::TitleOrJob,
        "date" => Meaning::Date,
        "id" => Meaning::Id,
        "number" => Meaning::Number,
        "state_word" => Meaning::Status,
        "kind" => Meaning::Kind,
        "figure" => Meaning::Figure,
        "year" => Meaning::Year,
        "unused" => Meaning::Unused,
        _ => match name.strip_suffix(".negated") {
            Some(code) => Meaning::Negated(Attribute::parse(code)?),
            None => Meaning::Attribute(Attribute::parse(name)?),
        },
    })
}

#[cfg(test)]
mod tests {
    use rollcall_model::Attribute;

    use super::{Meaning, TEXT, WordsFile, fold, guess, meaning_named};

    #[test]
    fn the_file_reads_and_no_phrase_means_two_things() {
        let file: WordsFile = toml::from_str(TEXT).expect("the header words read");
        let mut seen = std::collections::BTreeMap::new();
        for (name, list) in &file.phrases {
            let meaning = meaning_named(name).unwrap_or_else(|| panic!("no meaning {name}"));
            for phrase in list {
                if let Some(other) = seen.insert(fold(phrase).key, meaning.clone()) {
                    assert_eq!(other, meaning, "{phrase}");
                }
            }
        }
        for attribute in Attribute::ALL {
            assert!(
                file.phrases.contains_key(&attribute.code()),
                "no words for {attribute}"
            );
        }
    }

    #[test]
    fn words_are_found_in_longer_headers() {
        for (header, expected) in [
            ("mailing_address_zipcode", Attribute::Postcode),
            ("billing_phone", Attribute::Phone),
            ("Kundenvorname", Attribute::GivenName),
            ("Rechnungsort", Attribute::City),
            ("E-Mail-Adresse", Attribute::Email),
            ("E-mail del partecipante", Attribute::Email),
            ("Código postal", Attribute::Postcode),
            ("Numéro de téléphone du client", Attribute::Phone),
            ("What is your e-mail address?", Attribute::Email),
            ("soc_sec_id", Attribute::NationalId),
            ("hse_num", Attribute::HouseNumber),
            ("mailing_address_po_box", Attribute::PostBox),
            ("mailing_address_street_number", Attribute::HouseNumber),
        ] {
            let found = guess(&fold(header)).expect(header);
            assert_eq!(found.meaning, Meaning::Attribute(expected), "{header}");
            assert!(found.strength > 0.6, "{header}: {}", found.strength);
        }
        assert_eq!(guess(&fold("Attr1")), None);
        assert_eq!(guess(&fold("field_7")), None);
    }
}
