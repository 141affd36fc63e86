//! Where somebody lives as far as privacy rules go: in the agreed country, and where no address tells one, in the
//! country all of their telephones belong to. A telephone is the weaker witness: it never speaks against an address, it
//! is told where it alone speaks, and telephones of several countries tell nothing.

use std::collections::BTreeSet;

use rollcall_golden::GoldenRecord;
use rollcall_model::{Attribute, PrivacyRegion, StandardValue, ValueState};
use rollcall_standardise::phone;
use rollcall_store::StandardRecord;

use crate::records;

/// Where somebody lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LivesIn<'a> {
    /// ISO 3166 alpha-2; blank where nobody knows.
    pub(crate) country: &'a str,
    /// Whether telephones alone tell it.
    pub(crate) by_phone: bool,
    /// The countries telephones point to, where they are several and no address tells one; blank otherwise.
    pub(crate) phones_differ: &'a str,
}

impl<'a> LivesIn<'a> {
    /// By the agreed country and what [`phone_countries`] gave.
    pub(crate) fn of(country: &'a str, phone_countries: &'a str) -> Self {
        let is_agreed = !country.trim().is_empty();
        let is_one = !phone_countries.is_empty() && !phone_countries.contains(' ');
        Self {
            country: if is_agreed || !is_one {
                country
            } else {
                phone_countries
            },
            by_phone: !is_agreed && is_one,
            phones_differ: if is_agreed || is_one {
                ""
            } else {
                phone_countries
            },
        }
    }

    /// From what it is known, to be put behind a sentence; blank where an address tells it or nothing does.
    pub(crate) fn told(&self) -> String {
        if self.by_phone {
            return by_phone(self.country);
        }
        if self.phones_differ.is_empty() {
            return String::new();
        }
        format!(
            " No address tells the country, and the telephones are of several ({}): it stays unknown.",
            self.phones_differ.replace(' ', ", ")
        )
    }
}

/// What is told where telephones alone tell the country, to be put behind a sentence.
pub(crate) fn by_phone(country: &str) -> String {
    format!(" No address tells the country: {country} is that of the telephone.")
}

/// The countries that the telephones of a person belong to, in order, with blanks between; blank where an address tells
/// the country. Numbers whose country is not known tell nothing.
pub(crate) fn phone_countries(golden: &GoldenRecord, mine: &[StandardRecord]) -> String {
    let agreed = golden.value_of(&Attribute::Country).unwrap_or_default();
    // Nor do telephones speak where an address names a country that cannot be read.
    let is_unread = |value: &StandardValue| {
        value.target.attribute == Attribute::Country && value.state == ValueState::Invalid
    };
    let is_named = !agreed.trim().is_empty();
    if is_named || mine.iter().any(|one| one.values.iter().any(is_unread)) {
        return String::new();
    }
    let numbers: BTreeSet<&str> = mine
        .iter()
        .flat_map(|record| records::valid(&record.values, &Attribute::Phone))
        .collect();
    let countries: BTreeSet<String> = numbers.into_iter().filter_map(phone_country).collect();
    countries.into_iter().collect::<Vec<_>>().join(" ")
}

/// The country a telephone belongs to; nothing where its number tells none.
pub(crate) fn phone_country(number: &str) -> Option<String> {
    number
        .starts_with('+')
        .then(|| phone::country_of_number(number))?
        .filter(|country| PrivacyRegion::of(country) != PrivacyRegion::Unknown)
}

#[cfg(test)]
mod tests {
    use super::{LivesIn, phone_country};

    #[test]
    fn a_telephone_tells_the_country_only_where_no_address_does_and_all_agree() {
        for (country, phones, lives_in, by_phone, differ) in [
            ("DE", "", "DE", false, ""),
            ("FR", "DE", "FR", false, ""),
            ("FR", "AT DE", "FR", false, ""),
            ("", "DE", "DE", true, ""),
            ("", "AT DE", "", false, "AT DE"),
            ("", "", "", false, ""),
        ] {
            let got = LivesIn::of(country, phones);
            assert_eq!(
                (got.country, got.by_phone, got.phones_differ),
                (lives_in, by_phone, differ),
                "{country} {phones}"
            );
            assert_eq!(got.told().is_empty(), !by_phone && differ.is_empty());
        }
    }

    #[test]
    fn a_number_without_a_country_or_of_no_country_tells_none() {
        assert_eq!(phone_country("+4930901820").as_deref(), Some("DE"));
        assert_eq!(phone_country("030901820"), None);
        assert_eq!(phone_country("+80012345678"), None);
    }
}
