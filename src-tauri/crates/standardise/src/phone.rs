//! Phone numbers: E.164 by the country of the row, digits where no country is known.

mod lost_zero;

use std::panic::{AssertUnwindSafe, catch_unwind};

use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, PhoneNumberType, Region,
};

use crate::{Standardised, placeholder, text};

/// Fewest digits a second number in a cell must have, so that "/9" stays an extension.
const DIGITS_OF_A_NUMBER: usize = 6;

/// One number. Several in the cell: the first usable one; see [`standardise_all`]. `country` is
/// the ISO alpha-2 code of the row's country, if it is known.
pub fn standardise(text: &str, country: Option<&str>) -> Standardised {
    standardise_all(text, country)
        .into_iter()
        .next()
        .unwrap_or_else(Standardised::blank)
}

/// Every number of a cell, usable ones first; never empty.
///
/// A number that is possible in its country becomes `+` and digits (`phone.e164`); without a known
/// country it stays digits (`phone.digits`), so that it can still be compared. Figures that lack
/// the zero their country writes in front get it back (`phone.zero_restored`), before they are
/// taken for a foreign number without its plus. Extensions are
/// dropped. Numbers a spreadsheet has rounded and numbers of an impossible length are invalid.
pub fn standardise_all(text: &str, country: Option<&str>) -> Vec<Standardised> {
    let cleaned = text::clean_code(text);
    let bare = bare(&cleaned);
    if bare.is_empty() {
        let blank = cleaned.is_empty();
        return vec![if blank {
            Standardised::blank()
        } else {
            Standardised::placeholder("phone.placeholder")
        }];
    }
    let numbers = split(bare);
    if let [_] = numbers.as_slice() {
        return vec![one(bare, country)];
    }
    let mut found: Vec<Standardised> = Vec::new();
    for number in numbers {
        let number = one(number, country);
        if !found.contains(&number) {
            found.push(number);
        }
    }
    found.sort_by_key(|number| !number.is_valid());
    if found.first().is_some_and(Standardised::is_valid) {
        found.retain(Standardised::is_valid);
    } else {
        found.truncate(1);
    }
    found
}

/// The ISO alpha-2 code of the country an E.164 number belongs to.
pub fn country_of_number(e164: &str) -> Option<String> {
    let number = parse(e164, None)?;
    let region = PHONE_NUMBER_UTIL.get_region_for_number(&number)?;
    Some(region.as_region_str().as_str().to_owned())
}

/// Whether an E.164 number is a mobile's: nothing where its country does not tell, or the number is
/// neither a mobile nor a landline.
pub fn is_mobile(e164: &str) -> Option<bool> {
    let number = parse(e164, None)?;
    match PHONE_NUMBER_UTIL.get_number_type(&number) {
        PhoneNumberType::Mobile => Some(true),
        PhoneNumberType::FixedLine => Some(false),
        _ => None,
    }
}

/// Without the apostrophe of a spreadsheet export, `tel:` and labels before the number.
fn bare(text: &str) -> &str {
    let mut bare = text.trim_matches(|character: char| {
        character == '\'' || character == '"' || character == '=' || character.is_whitespace()
    });
    if let Some((label, rest)) = bare.split_once(':')
        && label
            .chars()
            .all(|character| character.is_alphabetic() || ". -".contains(character))
    {
        bare = rest.trim_start();
    }
    bare
}

/// Two numbers in one cell are told apart only where both are long enough to be one: a slash also
/// stands between an area code and a number.
fn split(text: &str) -> Vec<&str> {
    if !text.contains(|one: char| one.is_alphabetic() || "/;,|&".contains(one)) {
        return vec![text];
    }
    for separator in [
        " / ", ";", ",", "|", " or ", " oder ", " ou ", " & ", " und ", " and ", "/",
    ] {
        if !text.contains(separator) {
            continue;
        }
        let pieces: Vec<&str> = text.split(separator).map(str::trim).collect();
        if pieces
            .iter()
            .all(|piece| digit_count(&piece.replace("(0)", "")) >= DIGITS_OF_A_NUMBER)
        {
            return pieces;
        }
    }
    vec![text]
}

fn one(text: &str, country: Option<&str>) -> Standardised {
    if is_rounded_number(text) {
        return Standardised::invalid("phone.rounded");
    }
    let text = text.strip_suffix(".0").unwrap_or(text);
    let digits = digits_of(text);
    if digits.is_empty() {
        return if placeholder::is_filler(text) {
            Standardised::placeholder("phone.placeholder")
        } else {
            Standardised::invalid("phone.no_digits")
        };
    }
    if text.contains('@') {
        return Standardised::invalid("phone.email");
    }
    if placeholder::is_filler_number(&digits) {
        return Standardised::placeholder("phone.placeholder");
    }
    let international = text.starts_with('+') || digits.starts_with("00") && digits.len() > 8;
    let region = country.and_then(|country| Region::try_from(country).ok());
    if international {
        return international_number(text, &digits, region);
    }
    match region {
        Some(region) => national_number(text, &digits, region),
        None => number_without_country(&digits),
    }
}

fn international_number(text: &str, digits: &str, region: Option<Region>) -> Standardised {
    let read = |text: &str, digits: &str| {
        let written = if text.starts_with('+') {
            text.to_owned()
        } else {
            format!("+{}", digits.trim_start_matches('0'))
        };
        parse(&written, region).and_then(|number| {
            let value = e164_if_possible(&number)?;
            Some((value, PHONE_NUMBER_UTIL.is_valid_number(&number)))
        })
    };
    // "+49 (0)30 …": the zero in brackets is not dialled from abroad, but for the few countries
    // whose numbers keep it.
    let short = without_bracketed_zero(text).and_then(|text| read(&text, &digits_of(&text)));
    let long = || read(text, digits);
    let number = match short {
        Some((_, false)) => long().filter(|(_, is_valid)| *is_valid).or(short),
        Some(_) => short,
        None => long(),
    };
    match number {
        Some((value, _)) => checked(value),
        None => Standardised::invalid("phone.impossible"),
    }
}

/// The number without its national zero, where that stands alone in brackets.
fn without_bracketed_zero(text: &str) -> Option<String> {
    let (before, rest) = text.split_once('(')?;
    let (inside, after) = rest.split_once(')')?;
    (inside.trim() == "0").then(|| format!("{before}{after}"))
}

fn national_number(text: &str, digits: &str, region: Region) -> Standardised {
    let own = || with_plus_added(digits).filter(|number| is_of(&number.value, region));
    if let Some(number) = own().or_else(|| lost_zero::restored(text, digits, region)) {
        return number;
    }
    if let Some(number) = parse(text, Some(region)) {
        match length_of(&number) {
            Some(NumberLengthType::IsPossible) => {
                if let Some(value) = e164(&number) {
                    return checked(value);
                }
            }
            // A number without its area code reaches nobody from outside, but still compares.
            Some(NumberLengthType::IsPossibleLocalOnly) => {
                return Standardised::valid(digits, "phone.digits");
            }
            None => {}
        }
    }
    with_plus_added(digits).unwrap_or_else(|| Standardised::invalid("phone.impossible"))
}

fn number_without_country(digits: &str) -> Standardised {
    if let Some(number) = with_plus_added(digits) {
        return number;
    }
    if (6..=15).contains(&digits.len()) {
        Standardised::valid(digits, "phone.digits")
    } else {
        Standardised::invalid("phone.impossible")
    }
}

/// Many exports write the calling code without its plus ("447700900123").
fn with_plus_added(digits: &str) -> Option<Standardised> {
    if digits.len() < 11 || digits.starts_with('0') {
        return None;
    }
    let number = parse(&format!("+{digits}"), None)?;
    if !PHONE_NUMBER_UTIL.is_valid_number(&number) {
        return None;
    }
    e164(&number).map(|value| Standardised::valid(value, "phone.plus_added"))
}

/// Whether a number in E.164 is dialled with the calling code of a region.
fn is_of(e164: &str, region: Region) -> bool {
    let code = PHONE_NUMBER_UTIL.get_country_code_for_region(region);
    code.is_some_and(|code| {
        e164.strip_prefix('+')
            .is_some_and(|digits| digits.starts_with(&code.to_string()))
    })
}

fn checked(value: String) -> Standardised {
    let digits = value.trim_start_matches('+');
    // "+1 555 555 5555", "+49 000 000000": a filler behind its calling code.
    let filler = (1..=3).any(|code| {
        digits
            .get(code..)
            .is_some_and(|rest| rest.len() >= 6 && placeholder::is_filler_number(rest))
    });
    if filler {
        Standardised::placeholder("phone.placeholder")
    } else {
        Standardised::valid(value, "phone.e164")
    }
}

fn parse(text: &str, region: Option<Region>) -> Option<PhoneNumber> {
    // The parser is other people's code and the text anybody's: a panic in it costs one cell.
    catch_unwind(AssertUnwindSafe(|| {
        PHONE_NUMBER_UTIL.parse(text, region).ok()
    }))
    .ok()?
}

fn length_of(number: &PhoneNumber) -> Option<NumberLengthType> {
    PHONE_NUMBER_UTIL
        .is_possible_number_with_reason(number)
        .ok()
}

fn e164_if_possible(number: &PhoneNumber) -> Option<String> {
    match length_of(number)? {
        NumberLengthType::IsPossible => e164(number),
        NumberLengthType::IsPossibleLocalOnly => None,
    }
}

fn e164(number: &PhoneNumber) -> Option<String> {
    let written = PHONE_NUMBER_UTIL.format(number, PhoneNumberFormat::E164);
    (8..=16)
        .contains(&written.len())
        .then(|| written.into_owned())
}

/// "2.125552368E9" and numbers with decimals: digits are lost, whatever is left.
fn is_rounded_number(text: &str) -> bool {
    let mut number = text.as_bytes().iter().copied().filter(|byte| *byte != b' ');
    let exponent = text.contains(['e', 'E'])
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b".,eE+-".contains(&byte))
        && number.next().is_some_and(|byte| byte.is_ascii_digit());
    exponent || digit_count(text) > 15 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn digit_count(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// The digits before an extension.
fn digits_of(text: &str) -> String {
    if !text.contains(|one: char| one.is_alphabetic() || one == '#') {
        return text.chars().filter(char::is_ascii_digit).collect();
    }
    let lower = text.to_ascii_lowercase();
    let end = ["ext", "x", "app", "poste", "durchwahl", "#"]
        .iter()
        .filter_map(|mark| lower.find(mark))
        .filter(|&at| {
            lower
                .get(..at)
                .is_some_and(|before| digit_count(before) >= DIGITS_OF_A_NUMBER)
        })
        .min()
        .unwrap_or(lower.len());
    lower
        .get(..end)
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_digit)
        .collect()
}

#[cfg(test)]
mod tests {
    use rollcall_model::ValueState::{self, Blank, Invalid, Placeholder, Valid};

    use super::{country_of_number, is_mobile, standardise, standardise_all};

    #[test]
    fn numbers() {
        let cases: &[(&str, Option<&str>, ValueState, &str)] = &[
            ("020 7946 0958", Some("GB"), Valid, "+442079460958"),
            ("+44 (0)20 7946 0958", None, Valid, "+442079460958"),
            ("+49 (0) 176 12345679", Some("GB"), Valid, "+4917612345679"),
            ("+49 ( 0 ) 176 12345679", None, Valid, "+4917612345679"),
            ("+49(0)176/12345679", None, Valid, "+4917612345679"),
            ("+49 (0176) 12345679", None, Valid, "+4917612345679"),
            ("0049 (0) 176 12345679", None, Valid, "+4917612345679"),
            ("0049 (0)30 1234560", Some("GB"), Valid, "+49301234560"),
            ("+39 (0)6 1234 5678", None, Valid, "+390612345678"),
            ("0044 20 7946 0958", Some("DE"), Valid, "+442079460958"),
            ("+442079460958", Some("US"), Valid, "+442079460958"),
            ("442079460958", Some("GB"), Valid, "+442079460958"),
            ("442079460958", Some("US"), Valid, "+442079460958"),
            ("442079460958", None, Valid, "+442079460958"),
            ("(212) 555-2368", Some("US"), Valid, "+12125552368"),
            ("212.555.2368 ext. 12", Some("US"), Valid, "+12125552368"),
            ("2125552368.0", Some("US"), Valid, "+12125552368"),
            ("'2125552368", Some("US"), Valid, "+12125552368"),
            ("tel: 212-555-2368", Some("US"), Valid, "+12125552368"),
            ("030/1234560", Some("DE"), Valid, "+49301234560"),
            ("0201234567", None, Valid, "0201234567"),
            ("16045389583", Some("DE"), Valid, "+4916045389583"),
            ("16045389583", Some("US"), Valid, "+16045389583"),
            ("4916045389583", Some("DE"), Valid, "+4916045389583"),
            ("612349875", Some("FR"), Valid, "+33612349875"),
            ("612349875", Some("IT"), Valid, "+390612349875"),
            ("7700900123", Some("GB"), Valid, "+447700900123"),
            ("555-2368", Some("US"), Valid, "5552368"),
            (
                "＋４４ ２０ ７９４６ ０９５８",
                None,
                Valid,
                "+442079460958",
            ),
            ("", Some("GB"), Blank, ""),
            ("n/a", Some("GB"), Placeholder, ""),
            ("-", Some("GB"), Placeholder, ""),
            ("0000000000", Some("GB"), Placeholder, ""),
            ("1234567890", Some("US"), Placeholder, ""),
            ("+1 555 555 5555", None, Placeholder, ""),
            ("2.125552368E9", Some("US"), Invalid, ""),
            ("2,12555E+09", Some("US"), Invalid, ""),
            ("1234567890123456789", None, Invalid, ""),
            ("call me", Some("GB"), Invalid, ""),
            ("+44 20", None, Invalid, ""),
            ("12", None, Invalid, ""),
        ];
        for (text, country, state, value) in cases {
            let got = standardise(text, *country);
            assert_eq!(
                (got.state, got.value.as_str()),
                (*state, *value),
                "{text:?} {country:?} {got:?}"
            );
        }
    }

    #[test]
    fn a_lost_zero_is_told() {
        for (text, country, is_told) in [
            ("16045389583", "DE", true),
            ("16045389583.0", "DE", true),
            ("016045389583", "DE", false),
            ("+4916045389583", "DE", false),
            ("4916045389583", "DE", false),
            ("160 45389583", "DE", false),
            ("2125552368", "US", false),
            ("612349875", "ES", false),
            ("447700900123", "GB", false),
        ] {
            let rule = standardise(text, Some(country)).rule;
            assert_eq!(
                rule == "phone.zero_restored",
                is_told,
                "{text} {country} {rule}"
            );
        }
    }

    #[test]
    fn several_numbers_in_a_cell() {
        let values = |text: &str, country| -> Vec<String> {
            let all = standardise_all(text, country);
            all.into_iter().map(|one| one.value).collect()
        };
        assert_eq!(
            values("020 7946 0958 / 020 7946 0959", Some("GB")),
            ["+442079460958", "+442079460959"]
        );
        assert_eq!(
            values("020 7946 0958; n/a 000000", Some("GB")),
            ["+442079460958"]
        );
        assert_eq!(
            values("020 7946 0958, 020 7946 0958", Some("GB")),
            ["+442079460958"]
        );
    }

    #[test]
    fn the_kind_of_a_number() {
        assert_eq!(is_mobile("+4917612345679"), Some(true));
        assert_eq!(is_mobile("+442079460958"), Some(false));
        assert_eq!(is_mobile("+12125552368"), None);
        assert_eq!(is_mobile("0201234567"), None);
    }

    #[test]
    fn the_country_of_a_number() {
        assert_eq!(country_of_number("+442079460958").as_deref(), Some("GB"));
        assert_eq!(country_of_number("0201234567"), None);
    }
}
