//! The country of rows that do not say it, from what the other rows, postcodes and telephones tell.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rollcall_model::{Assignment, Attribute};

use super::country_of;
use crate::address::{AddressParts, split_postcode_and_city};
use crate::{phone, postcode, text};

/// Rows that tell a country before one is believed.
const ENOUGH: u64 = 10;
/// So many cells of each kind are kept to check a candidate.
const KEPT: usize = 300;
/// One row in so many may say otherwise: a customer who moved away.
const AGREE: f64 = 0.97;
/// The same where every row that tells a country tells the same one.
const POSSIBLE_WHERE_ALL_AGREE: f64 = 0.5;
/// At most this share of the postcodes has lost a zero in front; else they are another country's.
const SHORTENED: f64 = 0.3;
/// The share of national telephone numbers that must be possible in a country; typing errors are.
const POSSIBLE: f64 = 0.8;

/// The country that a postcode with its town says itself, or whose form alone the postcode has.
fn country_of_town(town: &AddressParts) -> Option<String> {
    if town.country.is_empty() {
        return postcode::country_by_form(&town.postcode).map(str::to_owned);
    }
    Some(town.country.clone())
}

/// What a table says about the country of its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryVerdict {
    /// ISO 3166 alpha-2.
    pub country: String,
    /// Whether nothing in the table speaks against it; else it is only offered.
    pub sure: bool,
    /// Why, in a sentence.
    pub reason: String,
}

/// Collects the evidence of a table, one row at a time.
#[derive(Debug, Clone, Default)]
pub struct CountryVote {
    told: BTreeMap<String, u64>,
    postcodes: Vec<String>,
    phones: Vec<String>,
}

impl CountryVote {
    /// Nothing seen yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the assigned cells of a row.
    pub fn add(&mut self, row: &[Assignment]) {
        let of = |attribute: Attribute| {
            row.iter()
                .filter(move |one| one.target.attribute == attribute)
                .map(|one| one.raw.trim())
                .filter(|raw| !raw.is_empty())
        };
        let told = of(Attribute::Country)
            .find_map(|raw| country_of(raw).map(str::to_owned))
            .or_else(|| of(Attribute::Phone).find_map(international))
            .or_else(|| {
                of(Attribute::Postcode)
                    .find_map(postcode::country_by_form)
                    .map(str::to_owned)
            });
        // Where town and postcode share a cell.
        let towns: Vec<AddressParts> = of(Attribute::PostcodeCity)
            .filter_map(|raw| split_postcode_and_city(raw, None))
            .collect();
        if let Some(country) = told.or_else(|| towns.iter().find_map(country_of_town)) {
            *self.told.entry(country).or_insert(0) += 1;
            return;
        }
        keep(&mut self.postcodes, of(Attribute::Postcode));
        let codes = towns.iter().map(|town| town.postcode.as_str());
        keep(&mut self.postcodes, codes.filter(|code| !code.is_empty()));
        keep(&mut self.phones, of(Attribute::Phone));
    }

    /// What all of it says; `headers` are the table's, whose language breaks a tie of postcodes.
    /// Nothing where rows of several countries stand side by side.
    pub fn verdict(&self, headers: &[String]) -> Option<CountryVerdict> {
        let total: u64 = self.told.values().sum();
        let most = self.told.iter().max_by_key(|(_, count)| **count);
        match most {
            Some((country, count)) if total >= ENOUGH => {
                if (*count as f64) < AGREE * total as f64 {
                    return None;
                }
                let reason = format!(
                    "{count} of {total} rows that tell a country, by its name, the prefix of a telephone or the form of a postcode, are from {country}."
                );
                let possible = if *count == total {
                    POSSIBLE_WHERE_ALL_AGREE
                } else {
                    POSSIBLE
                };
                Some(self.checked(country, reason, possible))
            }
            _ => self.by_language(headers),
        }
    }

    /// Postcodes of figures alone fit several countries; the language of the headers picks one.
    fn by_language(&self, headers: &[String]) -> Option<CountryVerdict> {
        let language = language_of(headers)?;
        let five = self
            .postcodes
            .iter()
            .filter(|code| code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit()))
            .count();
        if (five as u64) < ENOUGH {
            return None;
        }
        let (_, country) = FIVE_FIGURES.iter().find(|(of, _)| *of == language)?;
        let fitting = self.fitting_postcodes(country) as f64;
        if fitting < AGREE * self.postcodes.len() as f64
            || self.told.keys().any(|told| told != country)
        {
            return None;
        }
        let reason =
            format!("The postcodes have five figures and the headers are written as in {country}.");
        let mut verdict = self.checked(country, reason, POSSIBLE);
        // A language is spoken in many countries: only the telephones make it sure.
        verdict.sure = verdict.sure && self.phones.len() as u64 >= ENOUGH;
        Some(verdict)
    }

    /// The postcodes that are a country's. Where none of them begins with a zero and a few lack a
    /// figure, a spreadsheet has dropped the zeros; many shorter ones are another country's.
    fn fitting_postcodes(&self, country: &str) -> usize {
        let (mut whole, mut shortened, mut with_zero) = (0, 0, false);
        for code in &self.postcodes {
            let read = postcode::standardise(code, Some(country), true);
            if postcode::is_code_of(code, country) {
                whole += 1;
                with_zero |= code.starts_with('0');
            } else if read.rule == "postcode.zero_restored" {
                shortened += 1;
            }
        }
        let is_few = shortened as f64 <= SHORTENED * self.postcodes.len() as f64;
        if is_few && !with_zero {
            whole + shortened
        } else {
            whole
        }
    }

    /// Sure only if the rows that say nothing could be from there; else the reason tells what speaks against it.
    fn checked(&self, country: &str, mut reason: String, possible: f64) -> CountryVerdict {
        let share = |fitting: usize, all: usize| fitting as f64 / all.max(1) as f64;
        let postcodes = self.fitting_postcodes(country);
        let phones = self
            .phones
            .iter()
            .filter(|number| phone::standardise(number, Some(country)).is_valid())
            .count();
        let fit = |fitting: usize, all: usize, least: f64| all == 0 || share(fitting, all) >= least;
        let mut sure = true;
        for (fitting, all, least, what) in [
            (postcodes, self.postcodes.len(), AGREE, "postcodes"),
            (phones, self.phones.len(), possible, "telephone numbers"),
        ] {
            if !fit(fitting, all, least) {
                sure = false;
                let _ = write!(
                    reason,
                    " But of the rows that tell none only {fitting} of {all} {what} are possible there."
                );
            }
        }
        CountryVerdict {
            country: country.to_owned(),
            sure,
            reason,
        }
    }
}

/// Where people write five figures, by the language they write headers in.
const FIVE_FIGURES: [(&str, &str); 5] = [
    ("de", "DE"),
    ("fr", "FR"),
    ("it", "IT"),
    ("es", "ES"),
    ("en", "US"),
];

/// Words of headers that only one language has.
const HEADER_WORDS: [(&str, &[&str]); 5] = [
    (
        "de",
        &[
            "vorname",
            "nachname",
            "plz",
            "postleitzahl",
            "ort",
            "strasse",
            "telefon",
            "geburtsdatum",
            "kundennummer",
            "anrede",
        ],
    ),
    (
        "fr",
        &[
            "prenom",
            "nom",
            "code postal",
            "ville",
            "rue",
            "adresse",
            "date de naissance",
            "civilite",
        ],
    ),
    (
        "it",
        &[
            "cognome",
            "cap",
            "citta",
            "via",
            "indirizzo",
            "cellulare",
            "data di nascita",
        ],
    ),
    (
        "es",
        &[
            "apellidos",
            "apellido",
            "codigo postal",
            "ciudad",
            "calle",
            "direccion",
            "fecha de nacimiento",
            "correo electronico",
        ],
    ),
    (
        "en",
        &[
            "zip",
            "zip code",
            "zipcode",
            "state",
            "first name",
            "last name",
            "city",
            "street",
        ],
    ),
];

/// The language of which at least two headers are, and more than of any other.
fn language_of(headers: &[String]) -> Option<&'static str> {
    let folded: Vec<String> = headers.iter().map(|header| text::fold(header)).collect();
    let mut counts: Vec<(usize, &'static str)> = HEADER_WORDS
        .iter()
        .map(|(language, words)| {
            let known = folded.iter().filter(|one| words.contains(&one.as_str()));
            (known.count(), *language)
        })
        .collect();
    counts.sort_unstable();
    let (most, language) = counts.pop()?;
    let (second, _) = counts.pop().unwrap_or_default();
    (most >= 2 && most > second).then_some(language)
}

/// The country of a number written with its prefix.
fn international(raw: &str) -> Option<String> {
    if !raw.starts_with('+') && !raw.starts_with("00") {
        return None;
    }
    let number = phone::standardise(raw, None);
    number
        .is_valid()
        .then(|| phone::country_of_number(&number.value))
        .flatten()
}

fn keep<'a>(kept: &mut Vec<String>, cells: impl Iterator<Item = &'a str>) {
    for cell in cells {
        if kept.len() < KEPT {
            kept.push(cell.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::{Assignment, Attribute, Target};

    use super::{CountryVerdict, CountryVote};

    fn verdict(headers: &str, rows: &[[&str; 2]]) -> Option<CountryVerdict> {
        let mut vote = CountryVote::new();
        for [postcode, phone] in rows {
            let cell = |attribute, raw: &str| Assignment {
                target: Target::from(attribute),
                column: None,
                raw: raw.to_owned(),
                number: None,
            };
            vote.add(&[
                cell(Attribute::Postcode, postcode),
                cell(Attribute::Phone, phone),
            ]);
        }
        let headers: Vec<String> = headers.split('|').map(str::to_owned).collect();
        vote.verdict(&headers)
    }

    fn told(found: Option<CountryVerdict>) -> Option<(String, bool)> {
        found.map(|found| (found.country, found.sure))
    }

    #[test]
    fn a_national_file_has_its_country() {
        let british = [["LS1 4AP", "0113 496 0063"]; 12];
        assert_eq!(
            told(verdict("Postcode|Phone", &british)),
            Some(("GB".into(), true))
        );
        let german = [["10115", "030 23125 001"]; 12];
        assert_eq!(
            told(verdict("Vorname|PLZ|Ort|Telefon", &german)),
            Some(("DE".into(), true))
        );
        // Without telephones the language alone is no proof.
        let codes = [["10115", ""]; 12];
        assert_eq!(
            told(verdict("Vorname|PLZ|Ort", &codes)),
            Some(("DE".into(), false))
        );
    }

    #[test]
    fn a_country_all_rows_agree_on_is_the_one_although_some_numbers_are_mistyped() {
        let mut rows = vec![["50667", "+49 171 5550100"]; 40];
        for (number, row) in rows.iter_mut().enumerate().skip(12) {
            // A third of the national numbers has a figure too many.
            *row = if number % 3 == 0 {
                ["50667", "0171 555010012345"]
            } else {
                ["50667", "0171 5550100"]
            };
        }
        assert_eq!(
            told(verdict("Vorname|PLZ|Ort|Telefon", &rows)),
            Some(("DE".into(), true))
        );
    }

    #[test]
    fn postcodes_that_lost_their_zero_do_not_hide_the_country() {
        let mut rows = vec![["60311", "6923125001"]; 40];
        for row in rows.iter_mut().step_by(8) {
            *row = ["4109", "16045389583"];
        }
        let headers = "Vorname|PLZ|Ort|Telefon";
        assert_eq!(told(verdict(headers, &rows)), Some(("DE".into(), true)));
        // Beside a code with its zero four figures are those of another country.
        rows[1] = ["01067", "035123125001"];
        assert_eq!(verdict(headers, &rows), None);
    }

    #[test]
    fn what_speaks_against_a_country_is_told() {
        let mut doubtful = [["LS1 4AP", ""]; 24];
        for row in doubtful.iter_mut().step_by(2) {
            *row = ["10115", "030 23125 001"];
        }
        let found = verdict("Postcode|Phone", &doubtful).expect("an offer");
        assert!(
            found.reason.contains("0 of 12 postcodes"),
            "{}",
            found.reason
        );
    }

    #[test]
    fn a_mixed_file_has_none() {
        let mut mixed = [["LS1 4AP", ""]; 24];
        for row in mixed.iter_mut().step_by(2) {
            *row = ["1012 AB", ""];
        }
        assert_eq!(verdict("Postcode|Phone", &mixed), None);
        // Rows that say nothing but cannot be from there: offered, not applied.
        let mut doubtful = [["LS1 4AP", ""]; 24];
        for row in doubtful.iter_mut().step_by(2) {
            *row = ["10115", "030 23125 001"];
        }
        assert_eq!(
            told(verdict("Postcode|Phone", &doubtful)),
            Some(("GB".into(), false))
        );
        assert_eq!(verdict("Postcode|Phone", &[["10115", ""]; 12]), None);
    }
}
