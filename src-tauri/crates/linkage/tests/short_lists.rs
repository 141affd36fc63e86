//! Short lists: nobody is taken for two people's one because a list is small and regular.

use rollcall_linkage::{
    FieldKind, FieldSpec, Linkage, RecordSet, RecordSetBuilder, Settings, Stated, Unwatched, link,
};

const GIVEN: usize = 0;
const FAMILY: usize = 1;
const EMAIL: usize = 2;
const PHONE: usize = 3;

fn fields() -> Vec<FieldSpec> {
    [
        ("Given name", FieldKind::GivenName),
        ("Family name", FieldKind::FamilyName),
        ("E-mail", FieldKind::Email),
        ("Phone", FieldKind::Phone),
    ]
    .map(|(name, kind)| FieldSpec {
        name: name.to_owned(),
        kind,
    })
    .to_vec()
}

const GIVEN_NAMES: [&str; 6] = ["Anna", "Ben", "Clara", "David", "Emma", "Felix"];
const FAMILY_NAMES: [&str; 5] = ["Marsh", "Cole", "Hart", "Wood", "Lane"];

/// A person of their own by a number: few given names come again and again, and the mailboxes are
/// made alike.
fn person(number: usize) -> Vec<(usize, String)> {
    let given = GIVEN_NAMES[number % GIVEN_NAMES.len()];
    let ending = ["", "son", "ley"][number % 3];
    let family = format!("{}{ending}", FAMILY_NAMES[number % FAMILY_NAMES.len()]);
    let email = format!("{}.{number}@example.com", family.to_lowercase());
    let mut values = vec![(GIVEN, given.to_owned()), (FAMILY, family), (EMAIL, email)];
    match number {
        0..6 => values.push((PHONE, "+442079460018".to_owned())),
        6..10 => {}
        _ => values.push((PHONE, format!("+4477009{number:05}"))),
    }
    values
}

fn list(people: impl Iterator<Item = usize>) -> RecordSet {
    let mut builder = RecordSetBuilder::new(fields());
    for number in people {
        builder.begin(0);
        for (field, value) in person(number) {
            builder.value(field, &value);
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

fn clusters(linkage: &Linkage) -> usize {
    let mut clusters = linkage.clusters.clone();
    clusters.sort_unstable();
    clusters.dedup();
    clusters.len()
}

/// Up to thirty, after which the made-up names come again: then they may be the same people.
#[test]
fn people_of_one_given_name_stay_apart_in_a_list_that_holds_nobody_twice() {
    for people in [2, 5, 12, 20, 30] {
        let linkage = run(&list(0..people));
        assert_eq!(clusters(&linkage), people, "a list of {people}");
    }
}

#[test]
fn whoever_stands_twice_in_a_short_list_is_found() {
    let linkage = run(&list((0..30).chain([12, 17, 23])));
    assert_eq!(clusters(&linkage), 30);
    for (second, first) in [(30, 12), (31, 17), (32, 23)] {
        assert_eq!(linkage.clusters[second], linkage.clusters[first]);
    }
}
