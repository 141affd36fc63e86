//! People of one list who live in one street and whose names sound alike are several people.

use std::collections::BTreeSet;

use rollcall_linkage::{
    FieldKind, FieldSpec, Linkage, RecordSet, RecordSetBuilder, Settings, Stated, Unwatched, link,
};

#[path = "neighbours/people.rs"]
mod people;

use people::{Row, list};

fn records(rows: &[Row]) -> RecordSet {
    let fields = [
        ("Given name", FieldKind::GivenName),
        ("Family name", FieldKind::FamilyName),
        ("E-mail", FieldKind::Email),
        ("Phone", FieldKind::Phone),
        ("Street", FieldKind::Street),
        ("City", FieldKind::City),
        ("Postcode", FieldKind::Postcode),
    ];
    let fields = fields.map(|(name, kind)| FieldSpec {
        name: name.to_owned(),
        kind,
    });
    let mut builder = RecordSetBuilder::new(fields.to_vec());
    for row in rows {
        builder.begin(0);
        let values = [
            row.given,
            row.family,
            &row.email,
            &row.phone,
            &row.street,
            row.town,
            row.postcode,
        ];
        for (field, value) in values.into_iter().enumerate() {
            builder.value(field, value);
        }
    }
    builder.finish()
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

#[test]
fn neighbours_whose_names_sound_alike_stay_apart_and_who_stands_twice_is_found() {
    for (seed, with_phones) in [(1, false), (1, true), (2, false), (3, true)] {
        let rows = list(seed, with_phones);
        assert_eq!(rows.len(), 150);
        let clusters = run(&records(&rows)).clusters;
        for (left, one) in rows.iter().enumerate() {
            for (right, other) in rows.iter().enumerate().take(left) {
                let joined = clusters[left] == clusters[right];
                if one.person == other.person {
                    assert!(joined, "seed {seed}: {one:?} and {other:?} are one");
                } else if one.neighbour && other.neighbour {
                    assert!(!joined, "seed {seed}: {one:?} and {other:?} are two");
                }
            }
        }
    }
}

#[test]
fn another_house_number_speaks_against_one_person() {
    let rows = list(1, false);
    let records = records(&rows);
    let place = |family: &str| {
        let found = rows.iter().position(|row| row.family == family);
        found.expect("a neighbour") as u32
    };
    let (left, right) = (
        records.values(place("Vogt")),
        records.values(place("Voigt")),
    );
    let told = run(&records).model.explain(&left, &right);
    let mut evidence = told.evidence.iter();
    let address = evidence
        .find(|line| line.comparison == "Address")
        .expect("their addresses are compared");
    assert_eq!(address.level, "same street and place, other house number");
    assert!(address.bits < 0.0, "{} bits", address.bits);
    assert!(told.probability < 0.1, "{}", told.sentence);
}

/// Nothing in such a list shows what strangers look like: all of them bear like names and live in one street. What
/// parts them is that each has a mailbox that spells the name as it stands.
#[test]
fn a_street_of_people_whose_names_sound_alike_is_not_one_person() {
    let names = ["Maier", "Meier", "Mayer", "Meyer", "Majer"];
    let given = ["Anna", "Anne", "Hanna"];
    let rows: Vec<Row> = (0..15)
        .map(|person| {
            let (given, family) = (given[person / 5], names[person % 5]);
            Row {
                person,
                neighbour: true,
                given,
                family,
                email: format!("{given}.{family}@mail.example").to_lowercase(),
                phone: String::new(),
                street: format!("Weg {}", person + 1),
                town: "München",
                postcode: "80331",
            }
        })
        .collect();
    let clusters = run(&records(&rows)).clusters;
    let found: BTreeSet<u32> = clusters.into_iter().collect();
    let people: BTreeSet<usize> = rows.iter().map(|row| row.person).collect();
    assert_eq!(found.len(), people.len());
}
