//! Postcode and town in one column: `PLZ Ort`, `City, State ZIP`, `CP/Ville`; and cells that hold both, whatever the
//! header says.

use rollcall_model::Attribute;
use rollcall_standardise::address::split_postcode_and_city;

use crate::content::Profile;
use crate::detect::Kind;
use crate::header_words::{Around, Meaning};
use crate::word_lists::WORDS;
use crate::words::{LISTS, plain};

/// Words that stand between the two in a header.
const BETWEEN: [&str; 12] = [
    "und", "u", "and", "et", "y", "e", "en", "och", "og", "i", "plus", "mit",
];
/// Means the town of a postal address beside a word for a town, and no code.
const NO_CODE: &str = "postal";
/// The share of cells with both from which on the column is read so, whatever its header says.
const MOST: f64 = 0.8;
/// The same where the header says nothing.
const MOST_OF_NO_HEADER: f64 = 0.6;
/// The share of towns that are known: numbers of articles stand before words, too.
const KNOWN_TOWNS: f64 = 0.1;
/// Beside more streets the numbers are of houses.
const MOST_STREETS: f64 = 0.3;
/// No town has fewer letters beside a code, among cells nobody says anything of.
const SHORTEST: usize = 3;
/// No town has more words.
const MOST_WORDS: usize = 5;

/// What stands around the words of a header that name a postcode and a town, in either order and with a state or not;
/// nothing where it does not name both, or says more than nobody knows.
pub(crate) fn named(words: &[String]) -> Option<Around> {
    let words = &apart(words);
    let spans = (2..=words.len())
        .rev()
        .flat_map(|length| (0..=words.len() - length).map(move |from| (from, from + length)));
    for (from, to) in spans {
        if !names_both(words.get(from..to).unwrap_or_default()) {
            continue;
        }
        let mut around = Around::default();
        around.look(words.get(..from).unwrap_or_default());
        around.look(words.get(to..).unwrap_or_default());
        return Some(around).filter(|around| around.unknown.is_empty());
    }
    None
}

/// `plzort` is two words that nobody put apart.
fn apart(words: &[String]) -> Vec<String> {
    let two = |word: &String| {
        if WORDS.is_known(word) {
            return None;
        }
        (2..word.len()).find_map(|at| {
            let pair = [word.get(..at)?.to_owned(), word.get(at..)?.to_owned()];
            names_both(&pair).then_some(pair)
        })
    };
    words
        .iter()
        .flat_map(|word| two(word).map_or_else(|| vec![word.clone()], Vec::from))
        .collect()
}

fn names_both(words: &[String]) -> bool {
    (1..words.len()).any(|at| {
        let (first, rest) = words.split_at(at);
        let rest = without_between(rest);
        means(first, &Attribute::Postcode) && means(rest, &Attribute::City)
            || means(first, &Attribute::City)
                && (means(rest, &Attribute::Postcode) || names_state_and_code(rest))
    })
}

/// `State ZIP` behind the town.
fn names_state_and_code(words: &[String]) -> bool {
    (1..words.len()).any(|at| {
        let (state, code) = words.split_at(at);
        means(state, &Attribute::Region) && means(without_between(code), &Attribute::Postcode)
    })
}

fn without_between(words: &[String]) -> &[String] {
    match words {
        [first, rest @ ..] if !rest.is_empty() && BETWEEN.contains(&first.as_str()) => rest,
        all => all,
    }
}

fn means(words: &[String], attribute: &Attribute) -> bool {
    let key = words.concat();
    let is_it = matches!(WORDS.phrase(&key), Some(Meaning::Attribute(one)) if one == attribute);
    is_it && key != NO_CODE
}

/// Whether a cell holds a postcode and a town, and whether the town is a known one.
pub(crate) fn look(value: &str) -> Option<bool> {
    let has_figure = value.bytes().any(|byte| byte.is_ascii_digit());
    if !has_figure || value.len() > 60 {
        return None;
    }
    let parts = split_postcode_and_city(value, None)?;
    let words = parts.city.split(' ').count();
    let letters = parts.city.chars().filter(|one| one.is_alphabetic()).count();
    let is_town = letters >= SHORTEST
        && words <= MOST_WORDS
        && !parts.postcode.is_empty()
        && !parts.city.bytes().any(|byte| byte.is_ascii_digit());
    is_town.then(|| is_known(&parts.city) && !is_year(&parts.postcode))
}

/// `2026 Berlin` may be a fair and its year.
fn is_year(code: &str) -> bool {
    code.len() == 4
        && code
            .parse::<u32>()
            .is_ok_and(|year| (1980..2050).contains(&year))
}

/// `Frankfurt am Main` and `München-Pasing` begin like a known town.
fn is_known(town: &str) -> bool {
    let first = town.split([' ', '-', '/', '(']).next().unwrap_or(town);
    [town, first]
        .into_iter()
        .any(|name| LISTS.cities.contains(&plain(name)))
}

/// Whether nearly all cells hold both.
pub(crate) fn fill(profile: &Profile) -> bool {
    profile.speaks() && profile.share(Kind::PostcodeAndTown) >= MOST
}

/// The same where no header says anything, so that some of the towns have to be known.
pub(crate) fn fill_by_themselves(profile: &Profile) -> bool {
    profile.speaks()
        && profile.share(Kind::PostcodeAndTown) >= MOST_OF_NO_HEADER
        && names_towns(profile)
        && profile.share(Kind::Street) < MOST_STREETS
}

/// Whether some of the towns beside the codes are known.
pub(crate) fn names_towns(profile: &Profile) -> bool {
    profile.share(Kind::KnownTown) >= KNOWN_TOWNS
}

/// What a column named after both holds: one of them alone, where the cells say so.
pub(crate) fn of_both(profile: &Profile) -> Attribute {
    let codes = profile.share(Kind::Postcode) + profile.share(Kind::ShortCode);
    if profile.speaks() && codes >= MOST {
        Attribute::Postcode
    } else if profile.speaks() && profile.share(Kind::Figureless) >= MOST {
        Attribute::City
    } else {
        Attribute::PostcodeCity
    }
}

#[cfg(test)]
mod tests {
    use super::{look, named};
    use crate::fold::fold;

    #[test]
    fn headers_that_name_both() {
        for header in [
            "PLZ Ort",
            "PLZ/Ort",
            "PLZ, Ort",
            "Plz u. Ort",
            "PLZ & Wohnort",
            "cepcidade",
            "PLZOrt",
            "Postleitzahl und Ort",
            "Ort, PLZ",
            "Rechnung PLZ/Ort",
            "ZIP City",
            "zip_city",
            "City, State, ZIP",
            "Postcode and town",
            "Town/Postcode",
            "CP Ville",
            "Code postal et ville",
            "CAP Città",
            "CP Localidad",
            "Código postal y localidad",
            "Postcode Plaats",
            "Postcode en woonplaats",
        ] {
            assert!(named(&fold(header).words).is_some(), "{header}");
        }
        for header in [
            "PLZ",
            "Ort",
            "Postal city",
            "Post town",
            "Zip code",
            "PLZ Ort Bezirk Mitte",
            "Stadt Ort",
            "Geburtsort",
            "",
        ] {
            assert!(named(&fold(header).words).is_none(), "{header}");
        }
    }

    #[test]
    fn cells_that_hold_both() {
        for (value, is_known) in [
            ("80331 München", true),
            ("D-60311 Frankfurt am Main", true),
            ("94032 Passau", false),
            ("2026 Berlin", false),
            ("1012 AB Amsterdam", true),
            ("London SW1A 1AA", true),
        ] {
            assert_eq!(look(value), Some(is_known), "{value}");
        }
        for value in [
            "80331",
            "München",
            "1012 AB",
            "10045 XL",
            "12 High Street",
            "",
        ] {
            assert_eq!(look(value), None, "{value}");
        }
    }
}
