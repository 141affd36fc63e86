//! A whole address in one cell, split as well as its commas, lines and postal code allow.

use super::inside::{behind_number, is_house_number, parts_of, units_of};
use super::{place_case, street_line};
use crate::{country, placeholder, postcode, region, text};

/// The parts of an address; a part that is not there is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddressParts {
    /// Street with its number.
    pub street: String,
    /// Flat, suite, floor.
    pub unit: String,
    /// Number of a post-office box.
    pub post_box: String,
    /// Postal code.
    pub postcode: String,
    /// Town or city.
    pub city: String,
    /// State or province.
    pub region: String,
    /// ISO alpha-2 country.
    pub country: String,
}

/// Splits a whole address; nothing where the text is blank, a filler or no address at all. The
/// address's own country is used before `default` (ISO alpha-2).
pub fn split_full_address(text: &str, default: Option<&str>) -> Option<AddressParts> {
    let repaired = text::repair_mojibake(text);
    let text = repaired.as_deref().unwrap_or(text);
    let mut segments: Vec<String> = segments_of(text)
        .into_iter()
        .map(|segment| text::clean(segment).into_owned())
        .filter(|segment| !segment.is_empty() && !placeholder::is_filler(segment))
        .collect();
    cut_off_country(&mut segments);
    join_number(&mut segments, default);
    let units = take_units(&mut segments, default);
    let mut parts = AddressParts {
        country: take_country(&mut segments, default),
        ..AddressParts::default()
    };
    let told = (!parts.country.is_empty()).then(|| parts.country.clone());
    let country = told.as_deref().or(default);
    take_postcode(&mut segments, country, &mut parts);
    if parts.city.is_empty() && segments.len() > 1 {
        take_region(&mut segments, country, &mut parts);
        if segments.len() > 1 {
            parts.city = segments.pop().unwrap_or_default();
        }
    }
    if let Ok(line) = street_line(&segments.join(", "), "", country) {
        parts.street = line.street;
        let units: Vec<String> = [line.unit].into_iter().chain(units).collect();
        let units = units.iter().filter(|unit| !unit.is_empty());
        parts.unit = units.map(String::as_str).collect::<Vec<_>>().join(", ");
        parts.post_box = line.post_box;
    }
    parts.city = place_case(&parts.city).into_owned();
    let found = [&parts.street, &parts.post_box, &parts.city, &parts.postcode];
    found.iter().any(|part| !part.is_empty()).then_some(parts)
}

/// The country that ends an address of several parts, taken out; blank where none does.
pub(super) fn take_country(segments: &mut Vec<String>, default: Option<&str>) -> String {
    let Some(last) = segments.last().filter(|_| segments.len() > 1) else {
        return String::new();
    };
    // Countries have numbers of three digits, and so have houses.
    let is_named = last.chars().any(char::is_alphabetic)
        // "CA" at the end is California more often than Canada.
        && region::code_of(last, default).is_none();
    let Some(code) = country::country_of(last).filter(|_| is_named) else {
        return String::new();
    };
    segments.pop();
    code.to_owned()
}

/// Commas, line ends and the like stand between the parts; where there are none, two blanks do.
pub(super) fn segments_of(text: &str) -> Vec<&str> {
    const SIGNS: [char; 5] = [',', '\n', '\r', ';', '|'];
    if text.trim().contains(SIGNS) {
        parts_of(text, &SIGNS)
    } else {
        text.split("  ").collect()
    }
}

/// `C/ Serrano, 17` and `12, rue du Port`: a house number in a part of its own goes with its street.
fn join_number(segments: &mut Vec<String>, country: Option<&str>) {
    let [first, second, ..] = segments.as_slice() else {
        return;
    };
    let is_own_number = |part: &str| {
        let number = behind_number(part).map_or(part, |(number, _)| number);
        is_house_number(number)
            && country.is_none_or(|country| !postcode::is_code_of(number, country))
    };
    let has_number = |part: &str| part.contains(|one: char| one.is_ascii_digit());
    let is_apart = is_own_number(second) && !has_number(first)
        || is_own_number(first) && !has_number(second) && segments.len() == 2;
    if is_apart {
        let number = segments.remove(1);
        if let Some(street) = segments.first_mut() {
            street.push_str(", ");
            street.push_str(&number);
        }
    }
}

/// Parts that are inside the building, taken out; what holds a postal code is none.
fn take_units(segments: &mut Vec<String>, country: Option<&str>) -> Vec<String> {
    let mut units = Vec::new();
    let mut kept = Vec::with_capacity(segments.len());
    for segment in segments.drain(..) {
        let is_first = kept.is_empty();
        let inside = units_of(&segment).filter(|_| {
            !is_first && find_postcode(std::slice::from_ref(&segment), country).is_none()
        });
        match inside {
            Some(unit) => units.push(unit),
            None => kept.push(segment),
        }
    }
    *segments = kept;
    units
}

/// `37430 DE`: a country's code in capitals behind the postal code it has is a part of its own.
pub(super) fn cut_off_country(segments: &mut Vec<String>) {
    let Some(last) = segments.last_mut() else {
        return;
    };
    let words: Vec<&str> = last.split(' ').collect();
    let Some((code, before)) = words.split_last() else {
        return;
    };
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    let Some(country) = country::country_of(code).filter(|_| is_code) else {
        return;
    };
    let ends_in_postcode = [1, 2].into_iter().any(|length| {
        before
            .get(before.len().saturating_sub(length)..)
            .is_some_and(|run| run.len() == length && postcode::is_code_of(&run.join(" "), country))
    });
    if ends_in_postcode {
        let (rest, code) = (before.join(" "), (*code).to_owned());
        *last = rest;
        segments.push(code);
    }
}

/// Where the town begins in a line that holds street and town: behind the house number that stands behind its street.
fn town_behind_number(line: &str) -> Option<(&str, &str)> {
    let mut from = 0;
    let mut found = None;
    for (position, word) in line.split(' ').enumerate() {
        let end = from + word.len();
        let is_number = word.starts_with(|one: char| one.is_ascii_digit()) && word.len() <= 5;
        if position > 0 && is_number {
            found = Some(end);
        }
        from = end + 1;
    }
    let (street, town) = line.split_at_checked(found?)?;
    let town = town.trim();
    let is_town = town.len() > 1 && !town.bytes().any(|byte| byte.is_ascii_digit());
    is_town.then_some((street, town))
}

/// Finds the postal code and what stands beside it in its segment: the town, and a state.
fn take_postcode(segments: &mut Vec<String>, country: Option<&str>, parts: &mut AddressParts) {
    let Some((place, start, end, code)) = find_postcode(segments, country) else {
        return;
    };
    let Some(segment) = segments.get(place).cloned() else {
        return;
    };
    let words: Vec<&str> = segment.split(' ').collect();
    let mut before = words.get(..start).unwrap_or_default().to_vec();
    let after = words.get(end..).unwrap_or_default().join(" ");
    let after = after.trim_matches(['-', ' ']).to_owned();
    parts.postcode = code;
    if let Some(state) = before
        .last()
        .and_then(|last| region::code_of(last, country))
    {
        state.clone_into(&mut parts.region);
        before.pop();
    }
    let before = before.join(" ");
    segments.truncate(place);
    match (after.is_empty(), before.is_empty()) {
        // "Hafenstr. 12 20457 Hamburg": the street stands before the code, the town behind.
        (false, false) => {
            segments.push(before);
            parts.city = after;
        }
        (false, true) => parts.city = after,
        (true, false) if segments.is_empty() => match town_behind_number(&before) {
            Some((street, town)) => {
                parts.city = town.to_owned();
                segments.push(street.to_owned());
            }
            None => parts.city = before,
        },
        (true, false) => parts.city = before,
        (true, true) => {
            take_region(segments, country, parts);
            if segments.len() > 1 {
                parts.city = segments.pop().unwrap_or_default();
            }
        }
    }
}

fn take_region(segments: &mut Vec<String>, country: Option<&str>, parts: &mut AddressParts) {
    if segments.len() > 1
        && let Some(code) = segments
            .last()
            .and_then(|last| region::code_of(last, country))
    {
        code.clone_into(&mut parts.region);
        segments.pop();
    }
}

/// The last run of one or two words that is a postal code: segment, first word, end, code.
fn find_postcode(
    segments: &[String],
    country: Option<&str>,
) -> Option<(usize, usize, usize, String)> {
    let guesses = ["GB", "CA", "NL", "US"];
    for (place, segment) in segments.iter().enumerate().rev() {
        let words: Vec<&str> = segment.split(' ').collect();
        for start in (0..words.len()).rev() {
            for length in [2, 1] {
                let Some(run) = words.get(start..start + length) else {
                    continue;
                };
                let run = run.join(" ");
                // A number at the very beginning of a line with more words is a house number.
                let house = place == 0 && start == 0 && segments.len() > 1;
                if house || !run.contains(|one: char| one.is_ascii_digit()) {
                    continue;
                }
                let of = match country {
                    Some(country) => postcode::is_code_of(&run, country).then_some(country),
                    None => guesses
                        .into_iter()
                        .find(|guess| postcode::is_code_of(&run, guess)),
                };
                if let Some(of) = of {
                    let code = postcode::standardise(&run, Some(of), true);
                    return code
                        .is_valid()
                        .then_some((place, start, start + length, code.value));
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{AddressParts, split_full_address};

    #[test]
    fn whole_addresses() {
        let cases: &[(&str, Option<&str>, [&str; 6])] = &[
            (
                "12 Harbour Street, Apt 4B, Springfield, IL 62704, USA",
                None,
                [
                    "12 Harbour Street",
                    "Apt 4B",
                    "62704",
                    "Springfield",
                    "IL",
                    "US",
                ],
            ),
            (
                "12 Harbour Street\nSpringfield IL 62704",
                Some("US"),
                ["12 Harbour Street", "", "62704", "Springfield", "IL", ""],
            ),
            (
                "Flat 2, 12 Harbour Street, Leeds, LS1 4AB",
                Some("GB"),
                ["12 Harbour Street", "Flat 2", "LS1 4AB", "Leeds", "", ""],
            ),
            (
                "Hafenstr. 12, 20457 Hamburg, Deutschland",
                None,
                ["Hafenstr. 12", "", "20457", "Hamburg", "", "DE"],
            ),
            (
                "Hafenstr. 12 20457 Hamburg",
                Some("DE"),
                ["Hafenstr. 12", "", "20457", "Hamburg", "", ""],
            ),
            (
                "12 rue du Port, 69001 LYON",
                Some("FR"),
                ["12 rue du Port", "", "69001", "Lyon", "", ""],
            ),
            (
                "Havenstraat 5, 1012 AB Amsterdam, Nederland",
                None,
                ["Havenstraat 5", "", "1012 AB", "Amsterdam", "", "NL"],
            ),
            (
                "Schulstraße 5  Göttingen  37430  DE",
                None,
                ["Schulstraße 5", "", "37430", "Göttingen", "", "DE"],
            ),
            (
                "12 Harbour Street  Leeds  LS1 4AB  GB",
                None,
                ["12 Harbour Street", "", "LS1 4AB", "Leeds", "", "GB"],
            ),
            (
                "Schulstraße 5 Göttingen 37430 DE",
                None,
                ["Schulstraße 5", "", "37430", "Göttingen", "", "DE"],
            ),
            (
                "12 Harbour Street, Leeds",
                Some("GB"),
                ["12 Harbour Street", "", "", "Leeds", "", ""],
            ),
        ];
        for (text, default, [street, unit, postcode, city, region, country]) in cases {
            let got = split_full_address(text, *default).expect("an address");
            let expected = AddressParts {
                street: (*street).into(),
                unit: (*unit).into(),
                post_box: String::new(),
                postcode: (*postcode).into(),
                city: (*city).into(),
                region: (*region).into(),
                country: (*country).into(),
            };
            assert_eq!(got, expected, "{text:?}");
        }
        assert_eq!(split_full_address("n/a", None), None);
        assert_eq!(split_full_address(" ", None), None);
    }
}
