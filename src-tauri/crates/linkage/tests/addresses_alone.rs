//! Lists that hold an e-mail address or a number and nothing else: what is one person's in all of them is one
//! person, whether any list names anybody or none does.

use rollcall_linkage::{
    FieldKind, FieldSpec, RecordSet, RecordSetBuilder, Settings, Stated, Unwatched, link,
};

const GIVEN: usize = 0;
const FAMILY: usize = 1;
const EMAIL: usize = 2;
const PHONE: usize = 3;
const CITY: usize = 4;

const GIVEN_NAMES: [&str; 8] = [
    "Anna", "Ben", "Clara", "David", "Emma", "Felix", "Greta", "Hugo",
];
const ENDINGS: [&str; 9] = [
    "mann", "berg", "ley", "son", "ford", "well", "ham", "ton", "by",
];
const CITIES: [&str; 4] = ["York", "Leeds", "Bath", "Exeter"];

fn fields() -> Vec<FieldSpec> {
    [
        ("Given name", FieldKind::GivenName),
        ("Family name", FieldKind::FamilyName),
        ("E-mail", FieldKind::Email),
        ("Phone", FieldKind::Phone),
        ("City", FieldKind::City),
    ]
    .map(|(name, kind)| FieldSpec {
        name: name.to_owned(),
        kind,
    })
    .to_vec()
}

fn email(person: usize) -> String {
    format!("c{person}@mail{}.example.org", person % 17)
}

fn phone(person: usize) -> String {
    // Numbers as they are given out, in no row.
    format!("+4477{:08}", (person + 1) * 7919 % 100_000_000)
}

/// A list of everybody by name, and further lists in which rows hold one value each: every person stands in each of
/// them never, once or more often.
fn estate(people: usize, named: bool, field: usize, value: fn(usize) -> String) -> RecordSet {
    let mut builder = RecordSetBuilder::new(fields());
    for person in 0..people {
        builder.begin(0);
        if named {
            builder.value(GIVEN, GIVEN_NAMES[person * 5 % 8]);
            let family = format!("{}{}", ENDINGS[person / 9 % 9], ENDINGS[person % 9]);
            builder.value(FAMILY, &family);
            builder.value(CITY, CITIES[person * 3 % 4]);
        }
        builder.value(EMAIL, &email(person));
        builder.value(PHONE, &phone(person));
    }
    for list in 1..4_u32 {
        for row in 0..people * 3 / 2 {
            // A walk over the people that is not theirs in order, and meets some of them twice.
            let person = (row * 31 + list as usize * 101) % people;
            if !(person + list as usize).is_multiple_of(4) {
                builder.begin(list);
                builder.value(field, &value(person));
            }
        }
    }
    builder.finish()
}

fn persons(records: &RecordSet) -> usize {
    let linked = link(
        records,
        &Stated::default(),
        &Settings::default(),
        &Unwatched,
    );
    let mut clusters = linked.expect("linkable records").clusters;
    clusters.sort_unstable();
    clusters.dedup();
    clusters.len()
}

#[test]
fn an_address_that_nobody_else_uses_is_one_person_in_all_lists() {
    for people in [40, 300, 3000] {
        let records = estate(people, true, EMAIL, email);
        assert_eq!(persons(&records), people);
    }
}

#[test]
fn so_it_is_where_no_list_names_anybody() {
    for people in [40, 300, 3000] {
        let records = estate(people, false, EMAIL, email);
        assert_eq!(persons(&records), people);
    }
}

#[test]
fn a_number_that_nobody_else_uses_is_one_person_in_all_lists() {
    for people in [40, 300, 3000] {
        let records = estate(people, true, PHONE, phone);
        assert_eq!(persons(&records), people);
    }
}
