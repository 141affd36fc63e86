//! Where the evidence points two ways: clusters that hang together by one pair of rows, and rows
//! that fit two people alike.

use rollcall_linkage::{Linkage, RecordSet, RecordSetBuilder, Settings, Stated, Unwatched, link};

#[path = "estate/generator.rs"]
mod generator;

const GIVEN: usize = 0;
const FAMILY: usize = 1;
const BIRTH: usize = 3;
const EMAIL: usize = 5;
const PHONE: usize = 6;
const STREET: usize = 7;
const TOWN: usize = 8;
const POSTCODE: usize = 9;
const CARD: usize = 10;

type Row<'v> = (u32, Vec<(usize, &'v str)>);

/// The rows beside invented people, and their numbers.
fn beside(rows: &[Row<'_>]) -> (RecordSet, Vec<u32>) {
    let estate = generator::estate(600, 11, 1.0);
    let mut builder = RecordSetBuilder::new(generator::fields());
    for record in 0..estate.records.len() as u32 {
        builder.begin(estate.records.sources()[record as usize]);
        for (field, value) in estate.records.values(record).values {
            builder.value(field, &value);
        }
    }
    let mut numbers = Vec::new();
    for (source, values) in rows {
        numbers.push(builder.begin(*source));
        for (field, value) in values {
            builder.value(*field, value);
        }
    }
    (builder.finish(), numbers)
}

fn run(records: &RecordSet) -> Linkage {
    link(
        records,
        &Stated::default(),
        &Settings::default(),
        &Unwatched,
    )
    .expect("linkable records")
}

fn probability(linkage: &Linkage, records: &RecordSet, left: u32, right: u32) -> f64 {
    let (left, right) = (records.values(left), records.values(right));
    linkage.model.explain(&left, &right).probability
}

const NAME: [(usize, &str); 2] = [(GIVEN, "Rosalind"), (FAMILY, "Achterberg")];
const HOME: [(usize, &str); 3] = [
    (STREET, "14 Larch Way"),
    (TOWN, "Holtby"),
    (POSTCODE, "99123"),
];
const LANDLINE: (usize, &str) = (PHONE, "441617700311");

/// A row of a Rosalind Achterberg, with her own birth date and mailbox.
fn row<'v>(source: u32, birth: &'v str, email: &'v str) -> Row<'v> {
    let mut values = NAME.to_vec();
    values.extend([(BIRTH, birth), (EMAIL, email)]);
    (source, values)
}

/// Mother and daughter of one name. One row of the daughter bears the mother's birth date and home;
/// beside any row of the mother it would be the mother, but her other rows speak against it.
#[test]
fn one_row_does_not_join_two_clusters() {
    let (mother, daughter) = ("ra.1948@example.org", "rosie@example.com");
    let hers = [(PHONE, "447997700311"), (CARD, "811100027")];
    let mut rows: Vec<Row<'_>> = Vec::new();
    for source in 0..3 {
        let (source, mut values) = row(source, "1948-11-23", mother);
        values.extend(HOME);
        rows.push((source, values));
        let (source, mut values) = row(source, "1983-02-07", daughter);
        values.extend(hers);
        rows.push((source, values));
    }
    let (source, mut values) = row(3, "1948-11-23", daughter);
    values.extend(HOME);
    values.extend(hers);
    rows.push((source, values));
    let (records, rows) = beside(&rows);
    let linkage = run(&records);
    for at in 0..6 {
        let alone = probability(&linkage, &records, rows[at], rows[6]);
        assert!(alone > 0.5, "row {at} alone does not tie the last: {alone}");
    }
    let cluster = |at: usize| linkage.clusters[rows[at] as usize];
    for at in 2..6 {
        assert_eq!(cluster(at % 2), cluster(at), "row {at}");
    }
    assert_ne!(cluster(0), cluster(1));
    assert_eq!(cluster(1), cluster(6), "what is hers tells whose row it is");
}

/// A row without a birth date that fits mother and daughter alike is nobody's: it is asked about.
#[test]
fn a_row_that_fits_two_people_alike_is_asked_about() {
    let mut rows = Vec::new();
    for (birth, email) in [
        ("1948-11-23", "ra.1948@example.org"),
        ("1983-02-07", "rosie@example.com"),
    ] {
        for source in 0..3 {
            let (source, mut values) = row(source, birth, email);
            values.extend(HOME);
            values.push(LANDLINE);
            rows.push((source, values));
        }
    }
    let mut values = NAME.to_vec();
    values.extend(HOME);
    values.push(LANDLINE);
    rows.push((4, values));
    let (records, rows) = beside(&rows);
    let linkage = run(&records);
    let (mother, daughter, either) = (rows[0], rows[3], rows[6]);
    let cluster = |record: u32| linkage.clusters[record as usize];
    assert_ne!(cluster(mother), cluster(daughter));
    for other in [mother, daughter] {
        let alone = probability(&linkage, &records, either, other);
        assert!(alone > 0.5, "the row fits hardly: {alone}");
        assert_ne!(cluster(either), cluster(other));
        let asked = linkage.review.iter().any(|pair| {
            let ends = [pair.left, pair.right];
            ends.contains(&either) && ends.iter().any(|&end| cluster(end) == cluster(other))
        });
        assert!(asked, "nobody is asked whether the row is of {other}");
    }
}
