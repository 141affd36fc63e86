//! What a crowd shares: a reception's address makes no household of those it was given to.

use rollcall_linkage::{FieldKind, FieldSpec, RecordSetBuilder, Settings, Stated, Unwatched, link};

const FIELDS: [(&str, FieldKind); 8] = [
    ("Given name", FieldKind::GivenName),
    ("Family name", FieldKind::FamilyName),
    ("Birth date", FieldKind::BirthDate),
    ("E-mail", FieldKind::Email),
    ("Phone", FieldKind::Phone),
    ("Street", FieldKind::Street),
    ("Town", FieldKind::City),
    ("Postcode", FieldKind::Postcode),
];
const GIVEN: usize = 0;
const FAMILY: usize = 1;
const BIRTH: usize = 2;
const EMAIL: usize = 3;
const PHONE: usize = 4;
const STREET: usize = 5;
const TOWN: usize = 6;
const POSTCODE: usize = 7;

/// Where everybody without an address of their own is entered.
const RECEPTION: &str = "welcome.desk@club.example";

/// A word that no other number makes.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 8] = ["bra", "den", "kel", "lo", "mi", "tor", "ven", "zu"];
    (0..4).map(|at| SYLLABLES[number >> (3 * at) & 7]).collect()
}

/// Whom a member lives with, which is every third with the one before.
#[derive(Clone, Copy, PartialEq)]
enum Home {
    /// Couples, and the club has an address for everybody.
    Couples,
    /// Couples; two in five members were entered with the address of the reception.
    CouplesAndReception,
    /// Couples, but for one in four, who are parent and child of one name.
    SomeNamesakes,
}

/// Members of a club, each in two lists. The person of each row.
fn club(builder: &mut RecordSetBuilder, members: usize, kind: Home) -> Vec<usize> {
    let mut people = Vec::new();
    for list in [0, 1] {
        for member in 0..members {
            // Every third member lives with the one before.
            let home = member - usize::from(member % 3 == 2);
            let street = format!("{} {} Road", 1 + home % 90, word(home * 13 + 5));
            let born = format!(
                "{}-{:02}-{:02}",
                1950 + member * 7 % 50,
                1 + member * 5 % 12,
                1 + member * 11 % 28
            );
            builder.begin(list);
            let namesakes = kind == Home::SomeNamesakes && home % 4 == 1;
            let named = if namesakes { home } else { member };
            builder.value(GIVEN, &word(named * 31 % 97));
            builder.value(FAMILY, &word(home % 300 + 400));
            builder.value(BIRTH, &born);
            builder.value(STREET, &street);
            builder.value(TOWN, &word(home % 5));
            builder.value(POSTCODE, &format!("{}", 20_000 + home % 5 * 10));
            builder.value(PHONE, &format!("44161{:07}", 1_000_000 + home * 7919));
            if kind == Home::CouplesAndReception && list == 0 && member % 5 < 2 {
                builder.value(EMAIL, RECEPTION);
            } else {
                builder.value(EMAIL, &format!("{}@mail.example", word(member * 17 + 3)));
            }
            people.push(member);
        }
    }
    people
}

fn builder() -> RecordSetBuilder {
    RecordSetBuilder::new(
        FIELDS
            .map(|(name, kind)| FieldSpec {
                name: name.to_owned(),
                kind,
            })
            .to_vec(),
    )
}

fn linked(builder: RecordSetBuilder) -> Vec<u32> {
    let settings = Settings::default();
    let linkage = link(&builder.finish(), &Stated::default(), &settings, &Unwatched);
    linkage.expect("linkable records").clusters
}

/// How many of those who live together became one person.
fn merged(kind: Home) -> usize {
    let mut builder = builder();
    let people = club(&mut builder, 600, kind);
    let clusters = linked(builder);
    let rows = people.iter().zip(&clusters);
    let mut merged: Vec<usize> = rows
        .clone()
        .filter(|(person, cluster)| {
            *person % 3 == 2
                && rows
                    .clone()
                    .any(|(other, same)| *other + 1 == **person && same == *cluster)
        })
        .map(|(person, _)| *person)
        .collect();
    merged.sort_unstable();
    merged.dedup();
    merged.len()
}

#[test]
fn strangers_at_one_reception_are_no_household_to_learn_from() {
    assert_eq!(merged(Home::Couples), 0);
    let merged = merged(Home::CouplesAndReception);
    assert!(merged <= 2, "{merged} of 200 couples became one person");
}

#[test]
fn parents_and_children_of_one_name_are_told_by_their_birth_dates() {
    let merged = merged(Home::SomeNamesakes);
    assert!(
        merged <= 2,
        "{merged} of 50 pairs of namesakes became one person"
    );
}

#[test]
fn people_with_numbers_given_out_in_a_row_stay_themselves() {
    const GIVEN_NAMES: [&str; 5] = ["Anna", "Lena", "Jonas", "Paul", "Heike"];
    const FAMILY_NAMES: [&str; 8] = [
        "Weber", "Koch", "Wolf", "Braun", "Lange", "Vogel", "Marsh", "Schmidt",
    ];
    let mut builder = builder();
    for list in [0, 1] {
        for person in 0..40 {
            builder.begin(list);
            builder.value(GIVEN, GIVEN_NAMES[person % 5]);
            builder.value(FAMILY, FAMILY_NAMES[person % 8]);
            builder.value(EMAIL, &format!("person{}@mail.example", 10 + person));
            builder.value(PHONE, &format!("4420794600{}", 10 + person));
            builder.value(POSTCODE, &format!("0{}067", person % 10));
        }
    }
    let clusters = linked(builder);
    let pairs = clusters.iter().zip(clusters.iter().skip(40));
    assert!(
        pairs.clone().all(|(left, right)| left == right),
        "{clusters:?}"
    );
    let mut people = clusters.clone();
    people.sort_unstable();
    people.dedup();
    assert_eq!(people.len(), 40, "{clusters:?}");
}
