//! States, provinces and counties: a code where addresses use one, otherwise text.

use std::sync::LazyLock;

use crate::table::Meanings;

use crate::{Standardised, address, table, text};

const REGIONS: &str = include_str!("../data/regions.tsv");

static CODES: LazyLock<Meanings<(&'static str, String), &'static str>> = LazyLock::new(|| {
    let mut codes = Meanings::default();
    for row in table::rows(REGIONS) {
        if let [country, code, ..] = row.as_slice() {
            for name in row.iter().skip(1) {
                codes.entry((*country, text::fold(name))).or_insert(*code);
            }
        }
    }
    codes
});

/// A region: in the United States, Canada and Australia its code (`region.code`), elsewhere the
/// cleaned text.
pub fn standardise(text: &str, country: Option<&str>) -> Standardised {
    match code_of(text, country) {
        Some(code) => Standardised::valid(code, "region.code"),
        None => address::place(text),
    }
}

/// The code of a state or province of a country (ISO alpha-2), if addresses there use one. "US-CA"
/// is read as well as "CA" and "California".
pub fn code_of(text: &str, country: Option<&str>) -> Option<&'static str> {
    let country = ["US", "CA", "AU"]
        .into_iter()
        .find(|&one| Some(one) == country)?;
    let folded = text::fold(text);
    if let Some(code) = CODES.get(&(country, folded.clone())) {
        return Some(code);
    }
    let (prefix, rest) = folded.split_once(' ')?;
    if prefix.eq_ignore_ascii_case(country) {
        return CODES.get(&(country, rest.to_owned())).copied();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::standardise;

    #[test]
    fn regions() {
        for (text, country, value) in [
            ("California", Some("US"), "CA"),
            ("calif.", Some("US"), "CA"),
            ("US-CA", Some("US"), "CA"),
            ("ca", Some("US"), "CA"),
            ("Québec", Some("CA"), "QC"),
            ("New South Wales", Some("AU"), "NSW"),
            ("KENT", Some("GB"), "Kent"),
            ("Bayern", Some("DE"), "Bayern"),
            ("California", None, "California"),
        ] {
            assert_eq!(standardise(text, country).value, value, "{text:?}");
        }
    }
}
