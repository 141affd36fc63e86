//! How many rows of ten attributes are standardised in a second on one core.
//! Run with `cargo run --release --example throughput -p rollcall-standardise`.
#![expect(
    clippy::print_stdout,
    reason = "a measuring program talks to a terminal"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use chrono::NaiveDate;
use rollcall_model::{Assignment, Attribute, DateOrder, Target};
use rollcall_standardise::{TableContext, standardise_record};

const ROWS: usize = 400_000;

fn main() {
    let context = TableContext {
        default_country: Some("GB".to_owned()),
        date_orders: BTreeMap::from([(4, DateOrder::DayFirst)]),
        contradicted: BTreeSet::new(),
        long_ago: BTreeSet::new(),
        heard: BTreeMap::new(),
        dated_answers: Vec::new(),
        zones: BTreeMap::new(),
        decimal_mark: None,
        today: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default(),
    };
    let rows: Vec<Vec<Assignment>> = (0..1000).map(row).collect();
    let started = Instant::now();
    let mut values = 0;
    for place in 0..ROWS {
        values += rows
            .get(place % rows.len())
            .map_or(0, |row| standardise_record(&context, row).len());
    }
    let seconds = started.elapsed().as_secs_f64();
    println!("{:.0} rows/s, {values} values", ROWS as f64 / seconds);
}

fn row(place: usize) -> Vec<Assignment> {
    let cells = [
        (Attribute::RecordKey, format!("{place:08}")),
        (
            Attribute::GivenName,
            ["Anne", "JOHN", "Jörg", "Mary Jane"][place % 4].to_owned(),
        ),
        (
            Attribute::FamilyName,
            ["Marsh", "o'brien", "Müller", "van der Berg"][place / 4 % 4].to_owned(),
        ),
        (Attribute::Email, format!("Person.{place}@example.com")),
        (
            Attribute::BirthDate,
            format!(
                "{:02}/{:02}/{}",
                place % 28 + 1,
                place % 12 + 1,
                1950 + place % 50
            ),
        ),
        (Attribute::Phone, format!("020 7946 {:04}", place % 1000)),
        (
            Attribute::Street,
            format!("{} Harbour Street", place % 200 + 1),
        ),
        (
            Attribute::City,
            ["Leeds", "LONDON", "York"][place % 3].to_owned(),
        ),
        (
            Attribute::Postcode,
            format!("LS{} {}AB", place % 9 + 1, place % 9),
        ),
        (
            Attribute::EmailConsent,
            ["yes", "no", ""][place % 3].to_owned(),
        ),
    ];
    let cell = |(column, (attribute, raw)): (usize, (Attribute, String))| Assignment {
        target: Target::from(attribute),
        column: Some(column),
        raw,
        number: None,
    };
    cells.into_iter().enumerate().map(cell).collect()
}
