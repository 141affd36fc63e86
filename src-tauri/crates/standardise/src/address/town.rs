//! A postal code and its town in one cell: `80331 München`, `D-80331 München`, `Leeds LS1 4AB`.

use super::full::{AddressParts, cut_off_country, segments_of, take_country};
use super::place_case;
use crate::{country, placeholder, postcode, region, text};

/// Countries by the letters that stand before their codes. A single letter is one of Europe's signs for cars.
const SIGNS: [(&str, &str); 10] = [
    ("A", "AT"),
    ("B", "BE"),
    ("D", "DE"),
    ("E", "ES"),
    ("F", "FR"),
    ("FL", "LI"),
    ("I", "IT"),
    ("L", "LU"),
    ("N", "NO"),
    ("S", "SE"),
];

/// A code and the country it says itself.
struct Code {
    text: String,
    country: Option<&'static str>,
}

/// Splits a postal code from its town, in either order, with a state between them where there is one; nothing where the
/// text is blank, a filler or neither. One of the two may be missing. What a code may look like, `country` (ISO alpha-2)
/// says first.
pub fn split_postcode_and_city(text: &str, country: Option<&str>) -> Option<AddressParts> {
    let repaired = text::repair_mojibake(text);
    let parted = part_at_slashes(repaired.as_deref().unwrap_or(text));
    let mut segments: Vec<String> = segments_of(&parted)
        .into_iter()
        .map(|segment| text::clean(segment).into_owned())
        .filter(|segment| !segment.is_empty() && !placeholder::is_filler(segment))
        .collect();
    cut_off_country(&mut segments);
    let mut parts = AddressParts {
        country: take_country(&mut segments, country),
        ..AddressParts::default()
    };
    let told = (!parts.country.is_empty()).then(|| parts.country.clone());
    let country = told.as_deref().or(country);
    let line = segments.join(" ");
    let words: Vec<&str> = line
        .split(' ')
        .map(|word| word.trim_matches(['(', ')', '[', ']']))
        .filter(|word| word.contains(char::is_alphanumeric))
        .collect();
    let town = match found(&words, country) {
        Some((code, town, is_behind)) => {
            if parts.country.is_empty() {
                code.country
                    .unwrap_or_default()
                    .clone_into(&mut parts.country);
            }
            parts.postcode = code.text;
            if is_behind {
                without_region(town, country, &mut parts.region)
            } else {
                town
            }
        }
        // A number that is no code may be anything.
        None if line.contains(|one: char| one.is_ascii_digit()) => return None,
        None => words.as_slice(),
    };
    parts.city = place_case(&town.join(" ")).into_owned();
    (!parts.postcode.is_empty() || !parts.city.is_empty()).then_some(parts)
}

/// `80331/München`: a slash beside a figure stands between the two; one within a name is part of it.
fn part_at_slashes(text: &str) -> String {
    if !text.contains('/') {
        return text.to_owned();
    }
    let is_figure = |one: Option<char>| one.is_some_and(|one| one.is_ascii_digit());
    let mut parted = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let before = text.get(..at).unwrap_or_default().trim_end();
        let behind = text.get(at + character.len_utf8()..).unwrap_or_default();
        let is_between = character == '/'
            && (is_figure(before.chars().next_back())
                || is_figure(behind.trim_start().chars().next()));
        parted.push(if is_between { ' ' } else { character });
    }
    parted
}

/// The code at the beginning or the end of the words, what is left of them, and whether it stood at their end. One that
/// leaves a town goes before one that leaves nothing, and of those at the beginning the longer one.
fn found<'w, 't>(
    words: &'w [&'t str],
    country: Option<&str>,
) -> Option<(Code, &'w [&'t str], bool)> {
    let mut whole = None;
    for length in [3, 2, 1] {
        let Some((run, town)) = words.split_at_checked(length) else {
            continue;
        };
        if let Some(code) = code_of(run, country, true) {
            if !town.is_empty() {
                return Some((code, town, false));
            }
            whole = whole.or(Some((code, town, false)));
        }
    }
    for length in [2, 1] {
        let Some(at) = words.len().checked_sub(length).filter(|at| *at > 0) else {
            continue;
        };
        let (town, run) = words.split_at(at);
        if let Some(code) = code_of(run, country, false) {
            return Some((code, town, true));
        }
    }
    whole
}

/// Up to three words as a postal code.
fn code_of(run: &[&str], country: Option<&str>, is_first: bool) -> Option<Code> {
    let text = run.join(" ").to_ascii_uppercase();
    let plain = |country| {
        Some(Code {
            text: text.clone(),
            country,
        })
    };
    // `IL 62704` is a state and its code; letters of a country stand there with a dash.
    let signed = text
        .split_once('-')
        .or_else(|| text.split_once(' ').filter(|_| is_first));
    if let Some((sign, code)) = signed
        && let Some(of) = country_of_sign(sign)
        && postcode::is_code_of(code, of)
    {
        return Some(Code {
            text: code.to_owned(),
            country: Some(of),
        });
    }
    let is_known = country.is_some_and(|country| postcode::is_code_of(&text, country));
    if is_known || postcode::country_by_form(&text).is_some() {
        return plain(None);
    }
    let figures = |part: &str| {
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then_some(part.len())
    };
    let has_form = match text.split_once(' ') {
        // As in Sweden, Greece, Czechia and Slovakia.
        Some((first, second)) => figures(first) == Some(3) && figures(second) == Some(2),
        None => figures(&text).is_some_and(|length| (4..=6).contains(&length)),
    };
    if has_form { plain(None) } else { None }
}

/// The country that letters before a code stand for.
fn country_of_sign(sign: &str) -> Option<&'static str> {
    let known = SIGNS.iter().find(|(known, _)| *known == sign);
    if let Some((_, of)) = known {
        return Some(*of);
    }
    let is_code = sign.len() == 2 && sign.bytes().all(|byte| byte.is_ascii_uppercase());
    // Codes of these begin with such letters themselves.
    country::country_of(sign).filter(|of| is_code && !matches!(*of, "GB" | "CA" | "IE"))
}

/// `Springfield IL`: the state behind a town whose code follows. What is a town alone stays one.
fn without_region<'w, 't>(
    town: &'w [&'t str],
    country: Option<&str>,
    state: &mut String,
) -> &'w [&'t str] {
    let Some((last, before)) = town.split_last().filter(|(_, before)| !before.is_empty()) else {
        return town;
    };
    let is_short = last.bytes().all(|byte| byte.is_ascii_uppercase());
    let assumed = country.or(is_short.then_some("US"));
    match region::code_of(last, assumed) {
        Some(code) => {
            code.clone_into(state);
            before
        }
        None => town,
    }
}

#[cfg(test)]
mod tests {
    use super::split_postcode_and_city;

    #[test]
    fn codes_and_their_towns() {
        let cases: &[(&str, Option<&str>, [&str; 4])] = &[
            ("80331 München", Some("DE"), ["80331", "München", "", ""]),
            ("80331 München", None, ["80331", "München", "", ""]),
            ("80331, München", None, ["80331", "München", "", ""]),
            ("80331/München", None, ["80331", "München", "", ""]),
            ("80331 / MÜNCHEN", None, ["80331", "München", "", ""]),
            ("München (80331)", None, ["80331", "München", "", ""]),
            ("D-80331 München", None, ["80331", "München", "", "DE"]),
            ("D 80331 München", None, ["80331", "München", "", "DE"]),
            ("A-1010 Wien", Some("DE"), ["1010", "Wien", "", "AT"]),
            ("CH-8001 Zürich", None, ["8001", "Zürich", "", "CH"]),
            ("1010 Wien", Some("AT"), ["1010", "Wien", "", ""]),
            ("1010 Wien, Österreich", None, ["1010", "Wien", "", "AT"]),
            (
                "60311 Frankfurt/Main",
                None,
                ["60311", "Frankfurt/Main", "", ""],
            ),
            (
                "60311 Frankfurt am Main",
                None,
                ["60311", "Frankfurt am Main", "", ""],
            ),
            ("1012 AB Amsterdam", None, ["1012 AB", "Amsterdam", "", ""]),
            ("1012ab Amsterdam", None, ["1012AB", "Amsterdam", "", ""]),
            ("6890 Au", Some("AT"), ["6890", "Au", "", ""]),
            ("69001 LYON", Some("FR"), ["69001", "Lyon", "", ""]),
            ("00184 Roma", Some("IT"), ["00184", "Roma", "", ""]),
            ("00-950 Warszawa", None, ["00-950", "Warszawa", "", ""]),
            (
                "1100-148 Lisboa",
                Some("PT"),
                ["1100-148", "Lisboa", "", ""],
            ),
            ("114 55 Stockholm", None, ["114 55", "Stockholm", "", ""]),
            (
                "S-114 55 Stockholm",
                None,
                ["114 55", "Stockholm", "", "SE"],
            ),
            ("Leeds LS1 4AB", None, ["LS1 4AB", "Leeds", "", ""]),
            ("SW1A 1AA London", None, ["SW1A 1AA", "London", "", ""]),
            (
                "Springfield, IL 62704",
                None,
                ["62704", "Springfield", "IL", ""],
            ),
            (
                "Salt Lake City UT 84101",
                Some("US"),
                ["84101", "Salt Lake City", "UT", ""],
            ),
            ("80331", None, ["80331", "", "", ""]),
            ("München", None, ["", "München", "", ""]),
        ];
        for (text, country, expected) in cases {
            let got = split_postcode_and_city(text, *country).expect(text);
            assert_eq!(
                [
                    got.postcode.as_str(),
                    got.city.as_str(),
                    got.region.as_str(),
                    got.country.as_str()
                ],
                *expected,
                "{text:?}"
            );
            assert!(got.street.is_empty() && got.unit.is_empty());
        }
        for text in ["", " ", "n/a", "-", "Hauptstr. 5", "7 Zwerge"] {
            assert_eq!(split_postcode_and_city(text, Some("DE")), None, "{text:?}");
        }
    }
}
