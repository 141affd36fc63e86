//! Whether the values of a column look like ids, and like those of another: no two columns are read whole that cannot
//! have anything in common.

use std::collections::BTreeMap;

/// Fewer values show nothing.
const FEWEST: usize = 3;
/// The share of values that look like ids where a column holds them.
const MOST: f64 = 0.9;
/// The share of values of one column that must have a form another shows, too.
const ALIKE: f64 = 0.5;
const SHORTEST: usize = 3;
const LONGEST: usize = 40;
const MOST_WORDS: usize = 4;

/// The length of a value, and whether it has letters.
type Form = (usize, bool);

/// How many values of a column have each form.
#[derive(Debug)]
pub(super) struct Forms(BTreeMap<Form, usize>);

/// The forms of the values of a column; nothing where they do not look like ids.
pub(super) fn forms(values: &[String]) -> Option<Forms> {
    let alike = values.iter().filter(|value| is_like_an_id(value)).count();
    if values.len() < FEWEST || (alike as f64) < MOST * values.len() as f64 {
        return None;
    }
    let mut forms: BTreeMap<Form, usize> = BTreeMap::new();
    for value in values {
        let form = (value.chars().count(), value.contains(char::is_alphabetic));
        *forms.entry(form).or_default() += 1;
    }
    Some(Forms(forms))
}

impl Forms {
    /// Whether most values of one have forms that the other has.
    pub(super) fn fit(&self, other: &Self) -> bool {
        self.are_among(other) || other.are_among(self)
    }

    fn are_among(&self, other: &Self) -> bool {
        let all: usize = self.0.values().sum();
        let among: usize = self
            .0
            .iter()
            .filter(|(form, _)| other.0.contains_key(*form))
            .map(|(_, count)| count)
            .sum();
        among as f64 >= ALIKE * all as f64
    }
}

/// Figures, with letters or without; no text, no address, no amount and no day.
fn is_like_an_id(value: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&value.chars().count())
        && value.split_whitespace().count() <= MOST_WORDS
        && value.contains(|letter: char| letter.is_ascii_digit())
        && !value.contains('@')
        && !value.contains("://")
        && !is_amount(value)
        && !is_day(value)
}

/// A number with a decimal mark or with thousands told apart.
fn is_amount(value: &str) -> bool {
    value.contains(['.', ','])
        && value
            .chars()
            .all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-' | '+'))
}

/// A year, a month and a day in some order, with or without a time.
fn is_day(value: &str) -> bool {
    let is_other = |letter: char| letter.is_alphabetic() && !matches!(letter, 'T' | 'Z');
    if value.contains(is_other) {
        return false;
    }
    let figures = value.split(|letter: char| !letter.is_ascii_digit());
    let lengths: Vec<usize> = figures
        .map(str::len)
        .filter(|length| *length > 0)
        .take(3)
        .collect();
    matches!(
        lengths.as_slice(),
        [4, 1..=2, 1..=2] | [1..=2, 1..=2, 2 | 4]
    )
}

#[cfg(test)]
mod tests {
    use super::{forms, is_like_an_id};

    #[test]
    fn ids_are_told_from_amounts_days_and_words() {
        for id in [
            "POL-0004711",
            "1HGCM82633A004352",
            "2026-00017",
            "B AB 1234",
            "40017",
            "8f2a11c0-4b2c-4d0e-9f1a-000000001234",
        ] {
            assert!(is_like_an_id(id), "{id}");
        }
        for other in [
            "17",
            "gold",
            "12.50",
            "1.234,56",
            "2026-05-03",
            "3/5/2026",
            "03.05.26",
            "2026-05-03T10:00:00Z",
            "ann1@example.com",
            "https://example.com/1",
            "Asked 3 times about the bill",
        ] {
            assert!(!is_like_an_id(other), "{other}");
        }
    }

    #[test]
    fn columns_fit_where_most_values_of_one_have_forms_of_the_other() {
        let of = |values: &[&str]| {
            let values: Vec<String> = values.iter().map(|one| (*one).to_owned()).collect();
            forms(&values).expect("ids")
        };
        let policies = of(&["POL-11", "POL-12", "POL-13"]);
        let others = of(&["POL-77", "X1234", "X1235", "X1236"]);
        let numbers = of(&["40017", "40018", "40019"]);
        assert!(policies.fit(&others) && others.fit(&policies));
        assert!(!policies.fit(&numbers));
        assert!(forms(&["gold".to_owned(), "silver".to_owned(), "A1".to_owned()]).is_none());
    }
}
