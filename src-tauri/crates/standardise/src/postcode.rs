//! Postal codes as each country writes them.

use std::sync::LazyLock;

use crate::table::Meanings;

use crate::{Standardised, placeholder, table, text};

/// How a country writes its codes.
struct Forms {
    restored_from: Option<usize>,
    patterns: Vec<&'static str>,
}

static COUNTRIES: LazyLock<Meanings<&'static str, Forms>> = LazyLock::new(|| {
    table::rows(include_str!("../data/postcodes.tsv"))
        .filter_map(|row| match row.as_slice() {
            [country, restored_from, patterns @ ..] => Some((
                *country,
                Forms {
                    restored_from: restored_from.parse().ok(),
                    patterns: patterns.to_vec(),
                },
            )),
            _ => None,
        })
        .collect()
});

/// A postal code. In a known country (ISO alpha-2) it gets that country's form (`postcode.format`),
/// lost leading zeros come back (`postcode.zero_restored`), and an American nine-digit code is cut
/// to five (`postcode.zip5`). A code that fits no form of the country is invalid where `certain`
/// says that the row itself told the country, and else kept in capitals (`postcode.as_written`).
pub fn standardise(text: &str, country: Option<&str>, certain: bool) -> Standardised {
    let cleaned = text::clean_code(text);
    let cleaned = cleaned.trim_start_matches(['\'', ' ']);
    if cleaned.is_empty() {
        return Standardised::blank();
    }
    let upper = cleaned.to_uppercase();
    let upper = text::clean_code(&upper);
    let code = upper.strip_suffix(".0").unwrap_or(&upper);
    if placeholder::is_filler(code) || is_filler_code(code) {
        return Standardised::placeholder("postcode.placeholder");
    }
    let Some((country, forms)) = country.and_then(|country| COUNTRIES.get_key_value(country))
    else {
        return as_written(code);
    };
    match in_form(code, country, forms) {
        Some(outcome) => outcome,
        None if certain => Standardised::invalid("postcode.wrong_form"),
        None => as_written(code),
    }
}

/// Whether a text is a whole postal code of a country, with nothing lost or missing.
pub(crate) fn is_code_of(text: &str, country: &str) -> bool {
    let Some(forms) = COUNTRIES.get(country) else {
        return false;
    };
    let upper = text.to_ascii_uppercase();
    let compact = compact(&upper);
    forms.patterns.iter().any(|pattern| {
        let whole = country != "GB" && country != "CA" || pattern.contains(' ');
        whole && fits(&compact, pattern)
    })
}

/// The country whose postal codes alone have this form, where there is one. The islands of the
/// Channel and Man write theirs as the United Kingdom does and share its telephone prefix.
pub(crate) fn country_by_form(text: &str) -> Option<&'static str> {
    let trimmed = text.trim();
    if trimmed.len() < 6 || trimmed.len() > 10 {
        return None;
    }
    let dashed = trimmed.split_once('-').map(|(before, after)| {
        let figures = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        (figures(before) && figures(after), before.len(), after.len())
    });
    match dashed {
        Some((true, 4, 3)) => Some("PT"),
        Some((true, 5, 3)) => Some("BR"),
        Some((true, 2, 3)) => Some("PL"),
        Some((true, 5, 4)) => Some("US"),
        Some(_) => None,
        None if !trimmed.bytes().any(|byte| byte.is_ascii_alphabetic()) => None,
        None => ["GB", "CA", "NL"]
            .into_iter()
            .find(|country| is_code_of(trimmed, country)),
    }
}

fn in_form(code: &str, country: &str, forms: &Forms) -> Option<Standardised> {
    let bare = without_country(code, country);
    let compact = compact(bare);
    if let Some(pattern) = forms
        .patterns
        .iter()
        .find(|pattern| fits(&compact, pattern))
    {
        if country == "US" && compact.len() == 9 {
            return compact
                .get(..5)
                .map(|zip| Standardised::valid(zip, "postcode.zip5"));
        }
        return Some(Standardised::valid(
            spaced(&compact, pattern),
            "postcode.format",
        ));
    }
    // "2134-1234": the zero was lost and the four digits stayed.
    let compact = match bare.split_once('-') {
        Some((zip, four)) if country == "US" && four.len() == 4 => zip.to_owned(),
        _ => compact,
    };
    let digits = compact.bytes().all(|byte| byte.is_ascii_digit());
    let pattern = forms
        .patterns
        .first()
        .filter(|pattern| !pattern.contains('A'))?;
    let length = pattern.bytes().filter(|&byte| byte == b'N').count();
    let few = forms.restored_from?;
    if digits && (few..length).contains(&compact.len()) {
        let restored = format!("{compact:0>length$}");
        return Some(Standardised::valid(
            spaced(&restored, pattern),
            "postcode.zero_restored",
        ));
    }
    None
}

fn as_written(code: &str) -> Standardised {
    let length = code.chars().count();
    if length > 12 || !code.chars().any(char::is_alphanumeric) {
        return Standardised::invalid("postcode.wrong_form");
    }
    Standardised::valid(code, "postcode.as_written")
}

/// Without the country before it: `D-20457`, `CH 8001`.
fn without_country<'a>(code: &'a str, country: &str) -> &'a str {
    let letters = code.len()
        - code
            .trim_start_matches(|one: char| one.is_ascii_uppercase())
            .len();
    let (prefix, rest) = code.split_at(letters);
    let rest = rest.trim_start_matches([' ', '-']);
    let short = matches!(
        (prefix, country),
        ("D", "DE")
            | ("A", "AT")
            | ("F", "FR")
            | ("B", "BE")
            | ("L", "LU")
            | ("I", "IT")
            | ("E", "ES")
            | ("S", "SE")
            | ("N", "NO")
            | ("DK", "DK")
    );
    let own = prefix == country && !matches!(country, "GB" | "CA" | "IE");
    if short || own { rest } else { code }
}

fn compact(code: &str) -> String {
    code.chars()
        .filter(|one| !matches!(one, ' ' | '-' | '.'))
        .collect()
}

fn fits(compact: &str, pattern: &str) -> bool {
    let mut letters = compact.bytes();
    let fits = pattern
        .bytes()
        .filter(u8::is_ascii_uppercase)
        .all(|kind| match letters.next() {
            Some(letter) if kind == b'N' => letter.is_ascii_digit(),
            Some(letter) => letter.is_ascii_uppercase(),
            None => false,
        });
    fits && letters.next().is_none()
}

fn spaced(compact: &str, pattern: &str) -> String {
    let mut letters = compact.chars();
    pattern
        .chars()
        .filter_map(|kind| {
            if kind.is_ascii_uppercase() {
                letters.next()
            } else {
                Some(kind)
            }
        })
        .collect()
}

/// Nothing but zeros or nines.
fn is_filler_code(code: &str) -> bool {
    let digits = compact(code);
    digits.len() >= 3
        && (digits.bytes().all(|byte| byte == b'0') || digits.bytes().all(|byte| byte == b'9'))
}

#[cfg(test)]
mod tests {
    use rollcall_model::ValueState::{self, Blank, Invalid, Placeholder, Valid};

    use super::standardise;

    #[test]
    fn codes() {
        let cases: &[(&str, Option<&str>, ValueState, &str, &str)] = &[
            ("sw1a1aa", Some("GB"), Valid, "SW1A 1AA", "postcode.format"),
            ("M1 1AE", Some("GB"), Valid, "M1 1AE", "postcode.format"),
            ("SW1A", Some("GB"), Valid, "SW1A", "postcode.format"),
            ("02134-1234", Some("US"), Valid, "02134", "postcode.zip5"),
            ("021341234", Some("US"), Valid, "02134", "postcode.zip5"),
            ("2134", Some("US"), Valid, "02134", "postcode.zero_restored"),
            (
                "2134.0",
                Some("US"),
                Valid,
                "02134",
                "postcode.zero_restored",
            ),
            ("1067", Some("DE"), Valid, "01067", "postcode.zero_restored"),
            ("D-20457", Some("DE"), Valid, "20457", "postcode.format"),
            ("1012ab", Some("NL"), Valid, "1012 AB", "postcode.format"),
            ("k1a0b1", Some("CA"), Valid, "K1A 0B1", "postcode.format"),
            ("00950", Some("PL"), Valid, "00-950", "postcode.format"),
            ("11455", Some("SE"), Valid, "114 55", "postcode.format"),
            ("8001", Some("CH"), Valid, "8001", "postcode.format"),
            ("ab  12", None, Valid, "AB 12", "postcode.as_written"),
            ("SW1A 1AA", Some("US"), Invalid, "", "postcode.wrong_form"),
            ("00000", Some("US"), Placeholder, "", "postcode.placeholder"),
            ("n/a", None, Placeholder, "", "postcode.placeholder"),
            ("", None, Blank, "", "blank"),
        ];
        for (text, country, state, value, rule) in cases {
            let got = standardise(text, *country, true);
            assert_eq!(
                (got.state, got.value.as_str(), got.rule),
                (*state, *value, *rule),
                "{text:?}"
            );
        }
        assert_eq!(standardise("SW1A 1AA", Some("US"), false).value, "SW1A 1AA");
    }
}
