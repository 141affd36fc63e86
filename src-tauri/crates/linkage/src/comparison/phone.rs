//! Phones: the same one, by the people behind it; the same without its prefix; slips.

use super::{Level, Levels, best};
use crate::contacts::Phones;
use crate::features::Features;
use crate::frequency::{Frequencies, sharing};
use crate::names::{can_be_one_edit, one_edit_in};
use crate::rows::Row;

pub(super) fn levels() -> Vec<Level> {
    let mut levels = Levels::new();
    levels.own(1, [0.45, 0.20, 1e-6], "same phone");
    levels.add(1, [0.05, 0.15, 1e-6], &["same phone, two people use it"]);
    levels.add(
        1,
        [0.02, 0.10, 1e-6],
        &["same phone, three or four people use it"],
    );
    levels.crowd(1, [0.01, 0.05, 1e-5], "same phone, many people use it");
    levels.add(
        1,
        [0.02, 0.01, 1e-6],
        &["phones have the same last eight digits"],
    );
    levels.add(1, [0.02, 0.005, 1e-5], &["phones differ by one digit"]);
    levels.add(1, [0.43, 0.485, 0.9999], &["phones differ"]);
    levels.finish()
}

pub(super) fn compare(
    features: &Features<'_>,
    frequencies: &Frequencies,
    left: Row<'_>,
    right: Row<'_>,
) -> u8 {
    let Some(phones) = &features.phones else {
        return 0;
    };
    let (a, b) = (phones.values.at(left), phones.values.at(right));
    best(a, b, |a, b| pair(phones, frequencies, a, b)).unwrap_or(0)
}

fn pair(phones: &Phones<'_>, frequencies: &Frequencies, a: u32, b: u32) -> u8 {
    let people = |code: u32| frequencies.phones.get(code as usize).copied().unwrap_or(1);
    if a == b {
        return 1 + sharing(people(a)) as u8;
    }
    let (one, other) = (phones.parts(a), phones.parts(b));
    let (x, y) = (one.sketch.length, other.sketch.length);
    if x < 6 || y < 6 {
        return 7;
    }
    if one.tail == other.tail && x >= 8 && y >= 8 {
        return if people(a).max(people(b)) > 2 { 4 } else { 5 };
    }
    let slip = can_be_one_edit(one.sketch, other.sketch)
        && !(one.in_series && other.in_series)
        && one_edit_in(&phones.values.dictionary, a, b);
    if slip && people(a).max(people(b)) <= 2 {
        6
    } else {
        7
    }
}
