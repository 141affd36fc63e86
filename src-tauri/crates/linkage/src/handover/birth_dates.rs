//! Birth dates in SQL, whole or in part.

use super::conditions::Group;
use super::sql::{all, not, one_of};

pub(super) fn groups() -> Vec<Group> {
    let known = |part: &str, side: &str| format!("birth_{part}_{side} > 0");
    let whole = |side: &str| {
        all(&[
            &known("year", side),
            &known("month", side),
            &known("day", side),
        ])
    };
    let both = |part: &str| all(&[&known(part, "l"), &known(part, "r")]);
    let full = all(&[&whole("l"), &whole("r")]);
    let years = all(&[&not(&full), &both("year")]);
    let days = all(&[&not(&full), &not(&both("year")), &both("month")]);
    vec![full_dates(&full), birth_years(&years), birth_days(&days)]
}

fn full_dates(compared: &str) -> Group {
    let mut group = Group::new("birth_date", compared);
    group.level(1, "birth_date_l = birth_date_r AND birth_bits_l < 10.0");
    group.level(2, "birth_digits_l = birth_digits_r");
    group.level(
        3,
        "birth_year_l = birth_year_r AND birth_month_l = birth_day_r AND birth_day_l = birth_month_r",
    );
    let changed = changed();
    let swapped = swapped();
    group.level(4, format!("{changed} = 1 OR ({changed} = 2 AND {swapped})"));
    let part = |part: &str| format!("CASE WHEN birth_{part}_l = birth_{part}_r THEN 1 ELSE 0 END");
    group.level(
        5,
        format!("{} + {} + {} = 2", part("year"), part("month"), part("day")),
    );
    let days = |side: &str| {
        format!("birth_year_{side} * 365 + birth_month_{side} * 30 + birth_day_{side}")
    };
    let close = format!("abs({} - ({})) <= 40", days("l"), days("r"));
    group.level(6, format!("{changed} = 2 OR {close}"));
    group.level(7, "birth_year_l = birth_year_r");
    group.level(8, "ELSE");
    group
}

/// How many of the eight digits differ.
fn changed() -> String {
    let digits = (1..=8).map(|at| {
        format!(
            "CASE WHEN substr(birth_digits_l, {at}, 1) <> substr(birth_digits_r, {at}, 1) THEN 1 ELSE 0 END"
        )
    });
    format!("({})", digits.collect::<Vec<_>>().join(" + "))
}

/// Two neighbouring digits are swapped.
fn swapped() -> String {
    let places = (1..=7).map(|at| {
        let next = at + 1;
        format!(
            "(substr(birth_digits_l, {at}, 1) <> substr(birth_digits_r, {at}, 1) \
             AND substr(birth_digits_l, {at}, 1) = substr(birth_digits_r, {next}, 1) \
             AND substr(birth_digits_l, {next}, 1) = substr(birth_digits_r, {at}, 1))"
        )
    });
    let places: Vec<String> = places.collect();
    one_of(&places.iter().map(String::as_str).collect::<Vec<_>>())
}

fn birth_years(compared: &str) -> Group {
    let mut group = Group::new("birth_year", compared);
    group.level(
        9,
        "birth_year_l = birth_year_r AND (birth_month_l = 0 OR birth_month_r = 0 OR birth_month_l = birth_month_r)",
    );
    group.level(10, "abs(birth_year_l - birth_year_r) <= 1");
    group.level(11, "ELSE");
    group
}

fn birth_days(compared: &str) -> Group {
    let mut group = Group::new("birth_day", compared);
    group.level(
        12,
        "birth_month_l = birth_month_r AND birth_day_l = birth_day_r",
    );
    group.level(13, "ELSE");
    group
}
