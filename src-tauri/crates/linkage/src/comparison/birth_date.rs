//! Birth dates, whole or in part.

use super::{Level, Levels, best};
use crate::contacts::BirthDate;
use crate::features::Features;
use crate::frequency::Frequencies;
use crate::rows::Row;

const FULL: u8 = 1;
const YEAR: u8 = 2;
const DAY: u8 = 3;

pub(super) fn levels() -> Vec<Level> {
    let mut levels = Levels::new();
    levels.tied(
        FULL,
        [0.84, 0.002, 0.0001],
        &[
            "birth dates are equal, a common one",
            "birth dates are equal",
        ],
    );
    levels.tied(
        FULL,
        [0.01, 0.0001, 0.0001],
        &["birth dates have day and month swapped"],
    );
    levels.tied(
        FULL,
        [0.06, 0.002, 0.0015],
        &["birth dates differ by one digit"],
    );
    levels.tied(
        FULL,
        [0.03, 0.004, 0.004],
        &["birth dates differ in the day, the month or the year only"],
    );
    levels.add(
        FULL,
        [0.02, 0.006, 0.006],
        &["birth dates are close or written alike"],
    );
    levels.add(FULL, [0.01, 0.01, 0.01], &["birth years are equal"]);
    levels.add(FULL, [0.03, 0.98, 0.98], &["birth dates differ"]);
    levels.tied(
        YEAR,
        [0.88, 0.03, 0.015],
        &["birth years are equal, day or month is missing"],
    );
    levels.add(YEAR, [0.05, 0.05, 0.04], &["birth years differ by one"]);
    levels.add(YEAR, [0.07, 0.92, 0.945], &["birth years differ"]);
    levels.tied(
        DAY,
        [0.9, 0.01, 0.003],
        &["day and month of birth are equal, the year is missing"],
    );
    levels.add(DAY, [0.1, 0.99, 0.997], &["day or month of birth differ"]);
    levels.halves_after_first_group();
    levels.finish()
}

pub(super) fn compare(
    features: &Features<'_>,
    frequencies: &Frequencies,
    left: Row<'_>,
    right: Row<'_>,
) -> u8 {
    let Some(dates) = &features.birth_dates else {
        return 0;
    };
    let found = best(dates.values.at(left), dates.values.at(right), |a, b| {
        let level = level(dates.date(a), dates.date(b));
        if a == b && level == 2 && frequencies.bits(&frequencies.birth_dates, a) < 10.0 {
            1
        } else if level == 0 {
            u8::MAX
        } else {
            level
        }
    });
    found.filter(|level| *level < u8::MAX).unwrap_or(0)
}

/// Whether two whole dates have nothing in common but perhaps the year: no slip makes one of the other.
pub(crate) fn contradict(a: BirthDate, b: BirthDate) -> bool {
    whole(a, b) > 6
}

fn level(a: BirthDate, b: BirthDate) -> u8 {
    if a.is_full() && b.is_full() {
        return whole(a, b);
    }
    if a.year > 0 && b.year > 0 {
        return match a.year.abs_diff(b.year) {
            0 if a.month == 0 || b.month == 0 || a.month == b.month => 9,
            0 | 1 => 10,
            _ => 11,
        };
    }
    if a.month > 0 && b.month > 0 {
        return if (a.month, a.day) == (b.month, b.day) {
            12
        } else {
            13
        };
    }
    0
}

fn whole(a: BirthDate, b: BirthDate) -> u8 {
    if a == b {
        return 2;
    }
    if a.year == b.year && a.month == b.day && a.day == b.month {
        return 3;
    }
    let changed = digits(a)
        .into_iter()
        .zip(digits(b))
        .filter(|(x, y)| x != y)
        .count();
    let parts =
        u8::from(a.year == b.year) + u8::from(a.month == b.month) + u8::from(a.day == b.day);
    if changed == 1 || changed == 2 && transposed(a, b) {
        return 4;
    }
    if parts == 2 {
        return 5;
    }
    let days = |date: BirthDate| {
        i32::from(date.year) * 365 + i32::from(date.month) * 30 + i32::from(date.day)
    };
    if changed == 2 || (days(a) - days(b)).abs() <= 40 {
        return 6;
    }
    if a.year == b.year { 7 } else { 8 }
}

fn digits(date: BirthDate) -> [u16; 8] {
    let (year, month, day) = (date.year, u16::from(date.month), u16::from(date.day));
    [
        year / 1000,
        year / 100 % 10,
        year / 10 % 10,
        year % 10,
        month / 10,
        month % 10,
        day / 10,
        day % 10,
    ]
}

fn transposed(a: BirthDate, b: BirthDate) -> bool {
    let (a, b) = (digits(a), digits(b));
    (0..7).any(|at| a[at] != b[at] && a[at] == b[at + 1] && a[at + 1] == b[at])
}

#[cfg(test)]
mod tests {
    use super::{level, levels};
    use crate::contacts::BirthDate;

    #[test]
    fn dates_compare_in_steps() {
        let levels = levels();
        for (left, right, text) in [
            ("1984-05-31", "1984-05-31", "birth dates are equal"),
            (
                "1984-05-06",
                "1984-06-05",
                "birth dates have day and month swapped",
            ),
            (
                "1984-05-31",
                "1985-05-31",
                "birth dates differ by one digit",
            ),
            (
                "1984-05-13",
                "1984-05-31",
                "birth dates differ by one digit",
            ),
            (
                "1984-05-31",
                "1967-05-31",
                "birth dates differ in the day, the month or the year only",
            ),
            (
                "1984-05-31",
                "1985-05-30",
                "birth dates are close or written alike",
            ),
            ("1984-05-31", "1984-11-02", "birth years are equal"),
            ("1984-05-31", "1951-11-02", "birth dates differ"),
            (
                "1984-05-31",
                "1984",
                "birth years are equal, day or month is missing",
            ),
            ("1984", "1985", "birth years differ by one"),
            (
                "--05-31",
                "1984-05-31",
                "day and month of birth are equal, the year is missing",
            ),
            ("", "1984", "nothing to compare"),
        ] {
            let found = level(BirthDate::read(left), BirthDate::read(right));
            assert_eq!(levels[usize::from(found)].text, text, "{left} {right}");
        }
    }
}
