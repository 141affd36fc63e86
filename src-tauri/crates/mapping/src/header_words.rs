//! What a header says, by the words of seven languages.

use std::collections::BTreeSet;

use rollcall_model::Attribute;
use serde::Deserialize;

use crate::beside::{beside, is_other_permission, permission};
use crate::fold::Folded;
use crate::word_lists::WORDS;

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
    /// Text messages themselves, or whether they may be sent.
    TextMessages,
    /// A permission the common schema has no place for.
    OtherPermission,
    /// A total of a report.
    Figure,
    /// A year, month or quarter the row is about.
    Year,
    /// Known and kept without use.
    Unused,
    /// Something about what the header names: its kind, where it came from, how many.
    Aside,
    /// Something about a store, a list, a page: no person.
    AboutAThing,
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
    /// The company itself, as opposed to somebody's place of work.
    Company,
    /// Another person than the one in the row.
    Emergency,
    /// No person at all: a store, a list, a page.
    Thing,
    /// An order, an invoice, a booking.
    Purchase,
    /// Something else that happens: a visit, a call, a request.
    Happening,
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
    /// Words nobody knows, run together.
    pub unknown: String,
    /// The words beside the phrase, run together without numbers; they tell one address from another.
    pub beside: String,
    /// A number beside a phrase that has one of its own: 2 for `Address Line 1 - 2`.
    pub family: Option<u32>,
}

/// What a header says, or nothing when none of its words is known.
pub(crate) fn guess(header: &Folded) -> Option<HeaderGuess> {
    let number = number_of(&header.words);
    let ends_in_number = header
        .words
        .last()
        .is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let (meaning, strength, around) = match WORDS.phrase(&header.key) {
        Some(meaning) => {
            let inside = of_phrase(meaning, &header.words);
            (meaning.clone(), 1.0, inside)
        }
        None => match crate::town_lines::named(&header.words) {
            Some(around) => {
                let both = Meaning::Attribute(Attribute::PostcodeCity);
                (beside(&both, &around)?, 0.95, around)
            }
            None => by_words(&pieces(&header.words))?,
        },
    };
    Some(HeaderGuess {
        meaning,
        strength,
        number,
        ends_in_number,
        beside: around
            .words
            .iter()
            .filter(|word| !is_number(word) && !matches!(word.as_str(), "id" | "code"))
            .cloned()
            .collect(),
        family: around.family(number_of(&header.words)),
        unknown: around.unknown,
        qualifiers: around.qualifiers,
    })
}

/// What the words around a phrase say.
#[derive(Debug, Default)]
pub(crate) struct Around {
    pub qualifiers: BTreeSet<Qualifier>,
    /// The words themselves.
    pub words: Vec<String>,
    /// Those nobody knows, run together.
    pub unknown: String,
    /// The phrase they stand around, run together.
    pub phrase: String,
    /// How many numbers the phrase itself has.
    numbers_inside: usize,
}

impl Around {
    /// The number beside the phrase where the phrase has one, too.
    fn family(&self, last: Option<u32>) -> Option<u32> {
        let has_own = self.numbers_inside > 0;
        number_of(&self.words).filter(|number| has_own && Some(*number) == last)
    }

    /// What an id or a date among known words is of: of a message and its author, the one named
    /// last.
    pub(crate) fn nearest(&self) -> Option<Qualifier> {
        let qualifiers = self
            .words
            .iter()
            .rev()
            .filter_map(|word| WORDS.qualifier(word));
        let is_of = |one: &Qualifier| {
            matches!(
                one,
                Qualifier::Purchase | Qualifier::Happening | Qualifier::Holder
            )
        };
        qualifiers
            .into_iter()
            .find(is_of)
            .filter(|_| self.unknown.is_empty())
    }

    /// Takes in words that stand beside the phrase.
    pub(crate) fn look(&mut self, words: &[String]) {
        let mut position = 0;
        while let Some(word) = words.get(position) {
            self.words.push(word.clone());
            let pair = words
                .get(position..position + 2)
                .and_then(|pair| WORDS.qualifier(&pair.concat()));
            if let Some(qualifier) = pair {
                self.qualifiers.insert(qualifier);
                self.words.extend(words.get(position + 1).cloned());
                position += 2;
                continue;
            }
            if let Some(qualifier) = WORDS.qualifier(word) {
                self.qualifiers.insert(qualifier);
            } else if !is_number(word) {
                self.unknown.push_str(word);
            }
            position += 1;
        }
    }
}

/// The last number of a header; a year or a longer one is none.
fn number_of(words: &[String]) -> Option<u32> {
    words
        .iter()
        .rev()
        .find_map(|word| word.parse::<u32>().ok())
        .filter(|number| *number <= 99)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// A whole address says whose inside its own words: `shipping address`.
fn of_phrase(meaning: &Meaning, words: &[String]) -> Around {
    let mut around = Around::default();
    if *meaning == Meaning::Attribute(Attribute::FullAddress) {
        around.look(words);
        around.words.clear();
        around.unknown.clear();
    }
    around
}

/// A header whose words are not one phrase: the phrase that says most of it, and what the words
/// around it make of that.
fn by_words(words: &[String]) -> Option<(Meaning, f64, Around)> {
    if is_other_permission(words) {
        return Some((Meaning::OtherPermission, 0.9, Around::default()));
    }
    if let Some(permission) = permission(words) {
        return Some((permission, 0.9, Around::default()));
    }
    let Found {
        meaning,
        share,
        around,
        ..
    } = best_phrase(words)?;
    let settled = beside(meaning, &around)?;
    let strength = if around.unknown.is_empty() && !is_crowded(&settled, &around) {
        0.95
    } else {
        (0.35 + 0.55 * share).min(MOST_WITH_UNKNOWN_WORDS)
    };
    Some((settled, strength, around))
}

/// Words such as `shipping` tell one address from another; beside a quantity they are one word more.
fn is_crowded(meaning: &Meaning, around: &Around) -> bool {
    let is_of_event = matches!(
        meaning,
        Meaning::Attribute(
            Attribute::Amount
                | Attribute::Quantity
                | Attribute::Product
                | Attribute::Sku
                | Attribute::Campaign
                | Attribute::EventStatus
                | Attribute::OrderId
        )
    );
    is_of_event
        && [Qualifier::Shipping, Qualifier::Billing, Qualifier::Other]
            .iter()
            .any(|qualifier| around.qualifiers.contains(qualifier))
}

/// A phrase among words nobody knows is never certain by itself.
const MOST_WITH_UNKNOWN_WORDS: f64 = 0.74;

struct Found<'a> {
    meaning: &'a Meaning,
    /// The share of the letters that say anything.
    share: f64,
    length: usize,
    around: Around,
}

impl Found<'_> {
    /// Of equals the longer one, then the last, where English and German put the noun; a whole
    /// address only where nothing else is named.
    fn beats(&self, other: &Self) -> bool {
        let is_address = |found: &Self| {
            matches!(
                found.meaning,
                Meaning::Address | Meaning::Attribute(Attribute::FullAddress)
            )
        };
        let is_idle = |found: &Self| matches!(found.meaning, Meaning::Unused | Meaning::Figure);
        if is_idle(self) != is_idle(other) {
            return is_idle(other);
        }
        if (self.share - other.share).abs() > 1e-9 {
            return self.share > other.share;
        }
        match (is_address(self), is_address(other)) {
            (true, false) => false,
            (false, true) => true,
            _ => self.length >= other.length,
        }
    }
}

/// Short for the name they stand before, where nothing else is said.
const ADJECTIVES: [&str; 6] = ["first", "last", "middle", "given", "second", "mi"];

/// The phrase that says most of the header.
fn best_phrase(words: &[String]) -> Option<Found<'static>> {
    let mut best: Option<Found<'static>> = None;
    for from in 0..words.len() {
        let mut phrase = String::new();
        for to in from..words.len().min(from + 6) {
            phrase.push_str(words.get(to).map_or("", String::as_str));
            let Some(meaning) = WORDS.phrase(&phrase) else {
                continue;
            };
            let mut around = of_phrase(meaning, words.get(from..=to).unwrap_or_default());
            let inside = words.get(from..=to).unwrap_or_default();
            around.numbers_inside = inside.iter().filter(|word| is_number(word)).count();
            around.phrase.clone_from(&phrase);
            around.look(words.get(..from).unwrap_or_default());
            around.look(words.get(to + 1..).unwrap_or_default());
            // A few letters say too little among words nobody knows, and "last" beside a number is
            // no family name.
            let is_lonely =
                !around.unknown.is_empty() || around.words.iter().any(|word| is_number(word));
            let says_little = phrase.len() < 4 && phrase != "id" && !around.unknown.is_empty();
            if says_little || is_lonely && ADJECTIVES.contains(&phrase.as_str()) {
                continue;
            }
            let letters = phrase.len() + around.unknown.len();
            let found = Found {
                meaning,
                share: phrase.len() as f64 / letters as f64,
                length: phrase.len(),
                around,
            };
            if best.as_ref().is_none_or(|best| found.beats(best)) {
                best = Some(found);
            }
        }
    }
    best
}

/// The words with German, Dutch and Scandinavian compounds taken apart: `Kundenvorname` is
/// `kunden`, `vorname`.
fn pieces(words: &[String]) -> Vec<String> {
    words
        .iter()
        .flat_map(|word| match split(word) {
            Some((start, end)) if !WORDS.is_known(word) => vec![start, end],
            _ => vec![word.clone()],
        })
        .collect()
}

/// A word that is a qualifier and something known; the longest beginning wins.
fn split(word: &str) -> Option<(String, String)> {
    (LEAST_BEGINNING..word.len().saturating_sub(1))
        .rev()
        .find_map(|at| {
            let (start, end) = (word.get(..at)?, word.get(at..)?);
            // `mobil` and `telefonnummer` say one thing twice.
            let is_twice = WORDS.phrases.contains_key(start)
                && WORDS.phrases.get(start) == WORDS.phrases.get(end);
            let fits = WORDS.qualifier(start).is_some() && WORDS.is_known(end) || is_twice;
            fits.then(|| (start.to_owned(), end.to_owned()))
        })
}

/// Shorter beginnings stand in too many words by chance.
const LEAST_BEGINNING: usize = 4;

#[cfg(test)]
mod tests {
    use rollcall_model::Attribute;

    use super::{Meaning, guess};
    use crate::fold::fold;

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
