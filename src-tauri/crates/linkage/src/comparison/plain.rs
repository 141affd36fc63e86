//! Comparisons without parts: middle name, suffix, gender, organisation, identifiers, other text.

use super::{Level, Levels, best};
use crate::contacts::Values;
use crate::features::Features;
use crate::frequency::{Frequencies, sharing, step};
use crate::names::{Likeness, Spelling, one_edit_in, spelling};
use crate::rows::Row;

pub(super) fn middle_levels() -> Vec<Level> {
    let mut levels = Levels::new();
    levels.add(
        1,
        [0.88, 0.05, 0.03],
        &["middle names are equal or forms of one name"],
    );
    levels.add(1, [0.04, 0.02, 0.01], &["middle names are alike"]);
    levels.add(1, [0.08, 0.93, 0.96], &["middle names differ"]);
    levels.add(
        2,
        [0.9, 0.08, 0.07],
        &["a middle name fits the other's initial"],
    );
    levels.add(
        2,
        [0.1, 0.92, 0.93],
        &["a middle name does not fit the other's initial"],
    );
    levels.halves_after_first_group();
    levels.finish()
}

pub(super) fn middle(features: &Features<'_>, left: Row<'_>, right: Row<'_>) -> u8 {
    let names = &features.names;
    let (l, r) = (names.middle.at(left), names.middle.at(right));
    let short = |word: u32| names.words.length(word) == 1;
    best(l, r, |a, b| {
        if short(a) || short(b) {
            return if names.initial(a) == names.initial(b) {
                4
            } else {
                5
            };
        }
        match names.given_likeness(a, b) {
            Likeness::Equal | Likeness::Form => 1,
            Likeness::Near | Likeness::Loose => 2,
            _ => 3,
        }
    })
    .unwrap_or(0)
}

pub(super) fn suffix_levels() -> Vec<Level> {
    let mut levels = Levels::new();
    levels.add(1, [0.55, 0.05, 0.05], &["suffixes are equal"]);
    // Whoever shares a name and a house and is told as the younger is the son of the elder.
    levels.add(1, [0.0005, 0.05, 0.02], &["suffixes differ"]);
    levels.add(1, [0.4495, 0.9, 0.93], &["only one has a suffix"]);
    let mut levels = levels.finish();
    for level in &mut levels {
        level.renamed = level.text == "suffixes differ";
    }
    levels
}

/// A missing suffix says something where the other has one: father and son.
pub(super) fn suffix(values: Option<&Values<'_>>, left: Row<'_>, right: Row<'_>) -> u8 {
    values.map_or(0, |values| {
        match (values.at(left).is_empty(), values.at(right).is_empty()) {
            (true, true) => 0,
            (false, false) => same_or_not(Some(values), left, right),
            _ => 3,
        }
    })
}

pub(super) fn gender_levels() -> Vec<Level> {
    let mut levels = Levels::new();
    levels.add(1, [0.97, 0.4, 0.5], &["genders are equal"]);
    levels.add(1, [0.03, 0.6, 0.5], &["genders differ"]);
    levels.finish()
}

#[inline]
pub(super) fn same_or_not(values: Option<&Values<'_>>, left: Row<'_>, right: Row<'_>) -> u8 {
    values
        .and_then(|values| {
            best(values.at(left), values.at(right), |a, b| {
                if a == b { 1 } else { 2 }
            })
        })
        .unwrap_or(0)
}

pub(super) fn organisation_levels() -> Vec<Level> {
    let mut levels = Levels::new();
    levels.add(
        1,
        [0.70, 0.75, 0.001],
        &["same organisation, a frequent one", "same organisation"],
    );
    levels.add(1, [0.12, 0.10, 0.002], &["organisations are alike"]);
    levels.add(1, [0.18, 0.15, 0.997], &["organisations differ"]);
    levels.finish()
}

pub(super) fn organisation(
    features: &Features<'_>,
    frequencies: &Frequencies,
    left: Row<'_>,
    right: Row<'_>,
) -> u8 {
    let Some(values) = &features.organisations else {
        return 0;
    };
    best(values.at(left), values.at(right), |a, b| {
        if a == b {
            return 1 + step(frequencies.bits(&frequencies.organisations, a), &[10.0]) as u8;
        }
        let (x, y) = (values.text(a), values.text(b));
        let starts = x.len().min(y.len()) > 4 && (x.starts_with(y) || y.starts_with(x));
        if starts || spelling(x, y) == Spelling::Near {
            3
        } else {
            4
        }
    })
    .unwrap_or(0)
}

pub(super) fn identifier_levels(personal: bool, exclusive: bool) -> Vec<Level> {
    let mut levels = Levels::new();
    let (shared, differ) = match (exclusive, personal) {
        (true, _) => (0.001, 0.03),
        (false, true) => (0.02, 0.4),
        (false, false) => (0.3, 0.5),
    };
    let add = |levels: &mut Levels, chances, text: &str| {
        if exclusive {
            levels.tied(1, chances, &[text]);
        } else {
            levels.add(1, chances, &[text]);
        }
    };
    for level in levels.own(1, [0.9 - differ, shared, 1e-7], "same identifier") {
        level.tied = exclusive;
    }
    add(
        &mut levels,
        [0.03, shared, 1e-7],
        "same identifier, two people use it",
    );
    add(
        &mut levels,
        [0.02, shared, 1e-7],
        "same identifier, three or four people use it",
    );
    for level in levels.crowd(
        1,
        [0.01, shared, 1e-6],
        "same identifier, many people use it",
    ) {
        level.tied = exclusive;
    }
    add(
        &mut levels,
        [0.04, 0.0005, 1e-5],
        "identifiers differ by one character",
    );
    levels.add(1, [differ, 1.0 - shared, 0.9999], &["identifiers differ"]);
    levels.finish()
}

pub(super) fn identifier(
    features: &Features<'_>,
    frequencies: &Frequencies,
    at: usize,
    left: Row<'_>,
    right: Row<'_>,
) -> u8 {
    let Some(field) = features.identifiers.get(at) else {
        return 0;
    };
    let values = &field.values;
    best(values.at(left), values.at(right), |a, b| {
        if a == b {
            let counts = frequencies.identifiers.get(at);
            let people = counts.and_then(|counts| counts.get(a as usize)).copied();
            return 1 + sharing(people.unwrap_or(1)) as u8;
        }
        let texts = &values.dictionary;
        let apart = field.in_series(a) && field.in_series(b);
        if !apart && texts.length(a).min(texts.length(b)) > 5 && one_edit_in(texts, a, b) {
            5
        } else {
            6
        }
    })
    .unwrap_or(0)
}

pub(super) fn text_levels() -> Vec<Level> {
    let mut levels = Levels::new();
    levels.add(
        1,
        [0.75, 0.75, 0.02],
        &[
            "values are equal, a frequent one",
            "values are equal",
            "values are equal, a rare one",
            "values are equal, a very rare one",
        ],
    );
    levels.add(1, [0.10, 0.08, 0.003], &["values differ by a slip"]);
    levels.add(
        1,
        [0.04, 0.03, 0.006],
        &["values share a word or a beginning"],
    );
    levels.add(1, [0.03, 0.03, 0.01], &["values are somewhat alike"]);
    levels.add(1, [0.08, 0.11, 0.961], &["values differ"]);
    levels.finish()
}

pub(super) fn text(
    features: &Features<'_>,
    frequencies: &Frequencies,
    at: usize,
    left: Row<'_>,
    right: Row<'_>,
) -> u8 {
    let (Some((_, values)), Some(counts)) = (features.texts.get(at), frequencies.texts.get(at))
    else {
        return 0;
    };
    best(values.at(left), values.at(right), |a, b| {
        if a == b {
            return 1 + step(frequencies.bits(counts, a), &[3.0, 6.0, 9.0]) as u8;
        }
        let (x, y) = (values.text(a), values.text(b));
        let numbers = x.bytes().any(|byte| byte.is_ascii_digit());
        match spelling(x, y) {
            Spelling::Near if !numbers || x.len() > 6 => 5,
            _ if shares_word(x, y) => 6,
            Spelling::Near | Spelling::Loose => 7,
            Spelling::Differ => 8,
        }
    })
    .unwrap_or(0)
}

fn shares_word(x: &str, y: &str) -> bool {
    let starts = x.len().min(y.len()) > 1 && (x.starts_with(y) || y.starts_with(x));
    starts
        || ((x.contains(' ') || y.contains(' '))
            && x.split(' ')
                .any(|word| word.len() > 2 && y.split(' ').any(|other| other == word)))
}
