//! Countries: any name or code of one → its ISO 3166 alpha-2 code.

mod vote;

use std::sync::LazyLock;

use crate::table::Meanings;

use crate::{Standardised, placeholder, table, text};

pub use vote::{CountryVerdict, CountryVote};

static COUNTRIES: LazyLock<Meanings<String, &'static str>> =
    LazyLock::new(|| table::meanings(include_str!("../data/countries.tsv"), text::fold));

/// The ISO 3166 alpha-2 code of a country written in any usual way: a code (`DE`, `DEU`, `276`), a
/// name in one of eight languages (`Deutschland`, `Allemagne`), an alias (`UK`, `Holland`, `U.S.`).
pub fn country_of(text: &str) -> Option<&'static str> {
    if text.len() > 80 {
        return None;
    }
    if let Some(&code) = text::with_folded(text, |folded| COUNTRIES.get(folded)) {
        return Some(code);
    }
    // "Germany (DE)", "DE - Germany": every part must mean the same country.
    let mut parts = text
        .split(['(', ')', '-', '/', ','])
        .map(text::fold)
        .filter(|part| !part.is_empty());
    let first = COUNTRIES.get(parts.next()?.as_str()).copied()?;
    parts
        .all(|part| COUNTRIES.get(part.as_str()) == Some(&first))
        .then_some(first)
}

/// A country cell: `country.iso`, or invalid where no country has that name.
pub fn standardise(text: &str) -> Standardised {
    let cleaned = text::clean_code(text);
    if cleaned.is_empty() {
        return Standardised::blank();
    }
    // Before the fillers: NA is Namibia's code.
    if let Some(code) = country_of(&cleaned) {
        return Standardised::valid(code, "country.iso");
    }
    if placeholder::is_filler(&cleaned) {
        return Standardised::placeholder("country.placeholder");
    }
    Standardised::invalid("country.unknown")
}

/// Whether people there write decimals with a comma.
pub(crate) fn writes_decimal_comma(country: Option<&str>) -> bool {
    country.is_some_and(|country| {
        [
            "AR", "AT", "BE", "BG", "BR", "BY", "CL", "CO", "CZ", "DE", "DK", "EE", "ES", "FI",
            "FR", "GR", "HR", "HU", "ID", "IS", "IT", "LT", "LU", "LV", "NL", "NO", "PL", "PT",
            "RO", "RS", "RU", "SE", "SI", "SK", "TR", "UA", "UY", "VE", "VN",
        ]
        .contains(&country)
    })
}

/// Whether people there write the month before the day.
pub(crate) fn writes_month_first(country: Option<&str>) -> bool {
    country.is_some_and(|country| ["US", "PH", "PR", "GU", "VI", "AS", "MP"].contains(&country))
}

/// Whether people there write the house number before the street.
pub(crate) fn writes_number_first(country: Option<&str>) -> bool {
    country.is_some_and(|country| {
        [
            "AU", "CA", "FR", "GB", "GG", "HK", "IE", "IM", "IN", "JE", "LU", "MC", "MT", "MY",
            "NZ", "PH", "SG", "TH", "US", "ZA", "PR", "IL", "MA", "TN", "DZ", "NG", "KE", "PK",
        ]
        .contains(&country)
    })
}

/// Whether people there carry two family names, the father's first.
pub(crate) fn carries_two_family_names(country: Option<&str>) -> bool {
    country.is_some_and(|country| {
        [
            "AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "ES", "GT", "HN", "MX", "NI", "PA",
            "PE", "PY", "SV", "UY", "VE",
        ]
        .contains(&country)
    })
}

#[cfg(test)]
mod tests {
    use super::{country_of, standardise};
    use crate::table;
    use rollcall_model::{PrivacyRegion, ValueState};

    #[test]
    fn names_and_codes() {
        for (text, code) in [
            ("UK", Some("GB")),
            ("EL", Some("GR")),
            ("gb", Some("GB")),
            ("Deutschland", Some("DE")),
            ("D", Some("DE")),
            ("ALLEMAGNE", Some("DE")),
            ("Niemcy", Some("DE")),
            ("Holland", Some("NL")),
            ("U.S.", Some("US")),
            ("USA", Some("US")),
            ("united  states", Some("US")),
            ("Österreich", Some("AT")),
            ("Osterreich", Some("AT")),
            ("276", Some("DE")),
            ("Germany (DE)", Some("DE")),
            ("Côte d’Ivoire", Some("CI")),
            ("NA", Some("NA")),
            ("Atlantis", None),
            ("", None),
            ("DE - France", None),
        ] {
            assert_eq!(country_of(text), code, "{text:?}");
        }
        assert_eq!(standardise("n/a").state, ValueState::Placeholder);
        assert_eq!(standardise("Atlantis").state, ValueState::Invalid);
    }

    #[test]
    fn every_code_means_itself() {
        for row in table::rows(include_str!("../data/countries.tsv")) {
            let code = row[0];
            assert_eq!(country_of(code), Some(code));
            assert_ne!(PrivacyRegion::of(code), PrivacyRegion::Unknown, "{code}");
        }
    }
}
