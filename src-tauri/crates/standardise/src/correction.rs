//! What may be written in place of a cell, in the file it came from.
//!
//! A [correction](Rewriting::Correction) is made only where what stands there cannot be right and what was
//! meant is sure: letters that were decoded wrongly; what stands around an e-mail address; an address whose
//! domain cannot be, one slip from a common one, or whose domain may be, where another record of the same
//! person has the address it would be without the slip; a postcode or telephone number that lost its first
//! zero, where the row tells its country; the `.0` a spreadsheet left behind. The same in another
//! [form](Rewriting::Form) is no correction. Words that are not understood, fillers, dates, amounts, ids and
//! permissions are left as they stand.

use rollcall_model::{Attribute, AttributeFamily, StandardValue, ValueState};

use crate::{email, text};

/// A cell beside what was made of it.
#[derive(Debug, Clone, Copy)]
pub struct FilledCell<'a> {
    /// What stands in it.
    pub text: &'a str,
    /// What its column is.
    pub attribute: &'a Attribute,
    /// Every value its column made.
    pub made: &'a [&'a StandardValue],
    /// Whether the row itself tells its country.
    pub tells_country: bool,
    /// E-mail addresses that other records of the same person have.
    pub held_elsewhere: &'a [String],
}

/// What may stand in place of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rewriting {
    /// What was meant; what stands there is wrong.
    Correction(String),
    /// The same in the form everything is compared in.
    Form(String),
}

impl Rewriting {
    /// The text.
    pub fn text(&self) -> &str {
        match self {
            Self::Correction(text) | Self::Form(text) => text,
        }
    }
}

/// What may stand in place of a cell; nothing where it is to be left as it stands.
pub fn rewriting(cell: &FilledCell<'_>) -> Option<Rewriting> {
    if let Some(repaired) = repaired(cell) {
        return Some(Rewriting::Correction(repaired));
    }
    let [value] = cell.made else {
        return None;
    };
    let is_whole =
        value.target.attribute == *cell.attribute && value.raw.trim() == cell.text.trim();
    if !is_whole {
        return None;
    }
    let found = match cell.attribute {
        Attribute::Email => of_email(cell, value),
        _ if value.state != ValueState::Valid => None,
        Attribute::Phone => of_phone(cell, value),
        Attribute::Postcode => of_postcode(cell, value),
        Attribute::Country => Some(Rewriting::Form(value.value.clone())),
        Attribute::GivenName
        | Attribute::MiddleName
        | Attribute::FamilyName
        | Attribute::Street
        | Attribute::City => of_words(cell, value),
        _ => None,
    }?;
    (found.text() != cell.text).then_some(found)
}

/// Letters that were decoded wrongly, put right in an otherwise untouched cell.
fn repaired(cell: &FilledCell<'_>) -> Option<String> {
    let is_text = matches!(
        cell.attribute.family(),
        AttributeFamily::Person | AttributeFamily::Organisation | AttributeFamily::Address
    );
    let is_read = cell.made.iter().any(|one| one.state == ValueState::Valid);
    (is_text && is_read)
        .then(|| text::repair_mojibake(cell.text))
        .flatten()
}

fn of_email(cell: &FilledCell<'_>, value: &StandardValue) -> Option<Rewriting> {
    if value.state == ValueState::Invalid {
        let typed = bare_address(cell.text).filter(|_| value.rule == "email.unknown_suffix")?;
        return meant(&typed, email::impossible_domain_correction).map(Rewriting::Correction);
    }
    if value.state != ValueState::Valid {
        return None;
    }
    let slipped = meant(&value.value, email::domain_correction);
    if let Some(meant) = slipped.filter(|meant| cell.held_elsewhere.contains(meant)) {
        return Some(Rewriting::Correction(meant));
    }
    let address = || value.value.clone();
    if cell.text.trim().to_lowercase() == value.value {
        return Some(Rewriting::Form(address()));
    }
    (bare_address(cell.text)? == value.value).then(|| Rewriting::Correction(address()))
}

/// The one address of a cell without what surrounds it; nothing where other words stand there, which would be lost.
fn bare_address(text: &str) -> Option<String> {
    let around = |one: char| one.is_whitespace() || "<>\"'()[],;:`.“”‘’".contains(one);
    let lower = text::clean_code(text).to_lowercase();
    let unmasked = if lower.contains('@') {
        lower
    } else {
        lower
            .replace("(at)", "@")
            .replace("[at]", "@")
            .replace("(dot)", ".")
            .replace("[dot]", ".")
    };
    let inner = unmasked.trim_matches(around);
    let inner = inner.strip_prefix("mailto:").unwrap_or(inner);
    let address = inner
        .trim_matches(around)
        .replace(" @", "@")
        .replace("@ ", "@");
    let is_one = address.matches('@').count() == 1 && !address.contains(char::is_whitespace);
    is_one.then_some(address)
}

/// The address with the domain that was probably meant.
fn meant(address: &str, correct: fn(&str) -> Option<&'static str>) -> Option<String> {
    let (local, domain) = address.rsplit_once('@')?;
    let made = email::standardise(&format!("{local}@{}", correct(domain)?));
    made.is_valid().then_some(made.value)
}

/// A number with its country: as the row writes or tells it, not as the table is assumed to be.
fn of_phone(cell: &FilledCell<'_>, value: &StandardValue) -> Option<Rewriting> {
    let typed = cell.text.trim();
    // An extension, a label or a second number would be lost.
    let is_number = typed
        .chars()
        .all(|one| one.is_ascii_digit() || one.is_whitespace() || "+-()./–'".contains(one));
    let is_international = typed.starts_with('+') || typed.starts_with("00");
    if !is_number || !value.value.starts_with('+') || !(is_international || cell.tells_country) {
        return None;
    }
    let is_wrong = value.rule == "phone.zero_restored" || typed.ends_with(".0");
    Some(if is_wrong {
        Rewriting::Correction(value.value.clone())
    } else {
        Rewriting::Form(value.value.clone())
    })
}

fn of_postcode(cell: &FilledCell<'_>, value: &StandardValue) -> Option<Rewriting> {
    let typed = cell.text.trim();
    let without_decimals = typed.strip_suffix(".0");
    let signs = |text: &str| -> String {
        let signs = text.chars().filter(|one| one.is_alphanumeric());
        signs.flat_map(char::to_uppercase).collect()
    };
    if value.rule == "postcode.zero_restored" {
        let figures = without_decimals.unwrap_or(typed).trim_start_matches('\'');
        let is_figures = figures.bytes().all(|one| one.is_ascii_digit());
        return (is_figures && cell.tells_country)
            .then(|| Rewriting::Correction(value.value.clone()));
    }
    if signs(typed) == signs(&value.value) {
        return Some(Rewriting::Form(value.value.clone()));
    }
    let is_same = without_decimals.is_some_and(|typed| signs(typed) == signs(&value.value));
    is_same.then(|| Rewriting::Correction(value.value.clone()))
}

/// The same words with other capitals and blanks.
fn of_words(cell: &FilledCell<'_>, value: &StandardValue) -> Option<Rewriting> {
    let is_same = text::clean(cell.text).to_lowercase() == value.value.to_lowercase();
    is_same.then(|| Rewriting::Form(value.value.clone()))
}

#[cfg(test)]
mod tests {
    use rollcall_model::{Attribute, StandardValue, Target};

    use super::{FilledCell, Rewriting, rewriting};
    use crate::{Standardised, country, email, name, phone, postcode};

    /// What becomes of a cell whose column made this of it.
    fn told(
        attribute: &Attribute,
        cell: &str,
        made: Standardised,
        tells_country: bool,
    ) -> Option<Rewriting> {
        let value = StandardValue {
            target: Target::from(attribute.clone()),
            column: Some(0),
            raw: cell.to_owned(),
            value: made.value,
            state: made.state,
            rule: made.rule.into(),
        };
        rewriting(&FilledCell {
            text: cell,
            attribute,
            made: &[&value],
            tells_country,
            held_elsewhere: &["ann@gmail.com".to_owned()],
        })
    }

    fn corrected(text: &str) -> Rewriting {
        Rewriting::Correction(text.to_owned())
    }

    fn formed(text: &str) -> Rewriting {
        Rewriting::Form(text.to_owned())
    }

    #[test]
    fn addresses_are_corrected_where_what_was_meant_is_sure() {
        for (cell, expected) in [
            ("ann@example.com", None),
            ("Ann@Example.com ", Some(formed("ann@example.com"))),
            ("mailto:ann@example.com", Some(corrected("ann@example.com"))),
            ("<ann@example.com>;", Some(corrected("ann@example.com"))),
            ("ann(at)example.com", Some(corrected("ann@example.com"))),
            // A name would be lost, or a second address.
            ("Ann Marsh <ann@example.com>", None),
            ("ann@example.com; ben@example.com", None),
            // A domain that cannot be.
            ("Ben@gmail.cmo", Some(corrected("ben@gmail.com"))),
            ("ben@example.cmo", None),
            // One that may be: only where the person is known by the other.
            ("ann@gmial.com", Some(corrected("ann@gmail.com"))),
            ("ben@gmial.com", None),
            ("n/a", None),
            ("nothing", None),
        ] {
            let made = email::standardise(cell);
            assert_eq!(
                told(&Attribute::Email, cell, made, false),
                expected,
                "{cell}"
            );
        }
    }

    #[test]
    fn numbers_are_corrected_where_the_row_tells_their_country() {
        for (cell, country, tells, expected) in [
            ("+442079460958", "GB", true, None),
            (
                "+44 20 7946 0958",
                "GB",
                false,
                Some(formed("+442079460958")),
            ),
            ("020 7946 0958", "GB", true, Some(formed("+442079460958"))),
            ("020 7946 0958", "GB", false, None),
            ("16045389583", "DE", true, Some(corrected("+4916045389583"))),
            ("16045389583", "DE", false, None),
            ("2125552368.0", "US", true, Some(corrected("+12125552368"))),
            // The extension would be lost.
            ("212.555.2368 ext. 12", "US", true, None),
            ("2.125552368E9", "US", true, None),
        ] {
            let made = phone::standardise(cell, Some(country));
            assert_eq!(
                told(&Attribute::Phone, cell, made, tells),
                expected,
                "{cell} {country}"
            );
        }
    }

    #[test]
    fn postcodes_get_their_zero_back_where_the_row_tells_its_country() {
        for (cell, country, tells, expected) in [
            ("02134", "US", true, None),
            ("2134", "US", true, Some(corrected("02134"))),
            ("2134", "US", false, None),
            ("20457.0", "DE", false, Some(corrected("20457"))),
            ("ls14ap", "GB", true, Some(formed("LS1 4AP"))),
            // Four figures would be lost.
            ("02134-1234", "US", true, None),
            ("D-20457", "DE", true, None),
        ] {
            let made = postcode::standardise(cell, Some(country), tells);
            assert_eq!(
                told(&Attribute::Postcode, cell, made, tells),
                expected,
                "{cell} {country}"
            );
        }
    }

    #[test]
    fn letters_are_repaired_and_other_words_only_put_in_form() {
        let given = |cell: &str| {
            let made = name::standardise(cell, name::NamePart::Given);
            told(&Attribute::GivenName, cell, made, false)
        };
        assert_eq!(given("JÃ¼rgen"), Some(corrected("Jürgen")));
        assert_eq!(given("JÜRGEN"), Some(formed("Jürgen")));
        assert_eq!(given("Jürgen"), None);
        let made = country::standardise("United Kingdom");
        assert_eq!(
            told(&Attribute::Country, "United Kingdom", made, true),
            Some(formed("GB"))
        );
        // What a cell says beside its column's own attribute is left as it stands.
        let made = Standardised::valid("opted_in", "consent.word");
        assert_eq!(told(&Attribute::EmailConsent, "yes", made, false), None);
    }
}
