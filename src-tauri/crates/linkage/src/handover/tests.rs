//! What is handed over weighs and ties records as the run did, whatever people stated.

use super::{HandOver, OwnOrder};
use crate::{
    Explanation, FieldKind, FieldSpec, Linkage, RecordSet, RecordSetBuilder, Settings, Standing,
    Stated, StatedStanding, Unwatched, link,
};

const EMAIL: usize = 2;
/// The mailbox of a function, unless somebody says that it is one person's.
const MAILBOX: &str = "info@vandermeer.example";

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

/// Forty people whom two lists know, then one whom the second list holds twice; the numbers of those two rows.
fn records() -> (RecordSet, [u32; 2]) {
    let twice = ["Ottoline", "Vandermeer", MAILBOX, "+447700901777"];
    with([twice, twice])
}

/// Forty people whom two lists know, then these rows of the second list; their numbers.
fn with(rows: [[&str; 4]; 2]) -> (RecordSet, [u32; 2]) {
    let given = ["Aurelio", "Benedikt", "Cosima", "Dagmar", "Filippa"];
    let family = [
        "Abernathy",
        "Birkeland",
        "Czerny",
        "Dunsmore",
        "Eriksen",
        "Fairclough",
        "Gottlieb",
        "Hathaway",
    ];
    let mut builder = RecordSetBuilder::new(fields());
    let mut add = |list: u32, values: [&str; 4]| {
        let record = builder.begin(list);
        for (field, value) in values.into_iter().enumerate() {
            builder.value(field, value);
        }
        record
    };
    for list in [1, 2] {
        for (at, family) in family.iter().enumerate() {
            for (of, given) in given.iter().enumerate() {
                let number = at * 5 + of;
                let email = format!("{}{number}@mail.example.com", given.to_lowercase());
                let phone = format!("+447700900{number:03}");
                add(list, [given, family, &email, &phone]);
            }
        }
    }
    let own = rows.map(|row| add(2, row));
    (builder.finish(), own)
}

fn run(records: &RecordSet, stated: &Stated) -> Linkage {
    link(records, stated, &Settings::default(), &Unwatched).expect("the records can be linked")
}

#[test]
fn a_pair_weighs_what_the_run_explains_whatever_is_stated_of_its_mailbox() {
    let (records, own) = records();
    for standing in [
        Standing::Personal,
        Standing::Household,
        Standing::Shared,
        Standing::Junk,
    ] {
        let stated = Stated {
            standings: vec![StatedStanding {
                field: EMAIL,
                value: MAILBOX.to_owned(),
                standing,
            }],
            ..Stated::default()
        };
        let (there, here) = weighed(&records, own, &stated);
        assert!(
            (there - here.weight).abs() < 1e-6,
            "{standing:?}: {there} and {}",
            here.weight
        );
    }
}

/// What a pair weighs in what is handed over, and how the run explains it.
fn weighed(records: &RecordSet, own: [u32; 2], stated: &Stated) -> (f64, Explanation) {
    let model = run(records, stated).model;
    let order = OwnOrder::of(records, &model.standings);
    let over = HandOver::prepare(&order, &model, &Unwatched).expect("it is prepared");
    let is_own = |record: u32| own.contains(&over.given(record));
    let pair = over
        .sample(10_000)
        .into_iter()
        .find(|pair| is_own(pair.left) && is_own(pair.right))
        .expect("the pair is compared");
    let explained = model.explain(&records.values(own[0]), &records.values(own[1]));
    (pair.weight, explained)
}

/// The second of each two is written as its provider allows; the third pair's as no provider is known to.
#[test]
fn a_mailbox_in_two_writings_weighs_what_the_run_explains() {
    for (one, other, expected) in [
        (
            "ottoline.v@gmail.com",
            "ottolinev+shop@googlemail.com",
            "same mailbox, written in two ways",
        ),
        (
            "ottoline.v@outlook.com",
            "ottoline.v+shop@outlook.com",
            "same mailbox, written in two ways",
        ),
        (
            "sunnyhills@mail.example.com",
            "sunny.hills@mail.example.com",
            "e-mails differ by a slip before the @",
        ),
    ] {
        let row = |email| ["Ottoline", "Vandermeer", email, "+447700901777"];
        let (records, own) = with([row(one), row(other)]);
        let (there, here) = weighed(&records, own, &Stated::default());
        let levels: Vec<&str> = here.evidence.iter().map(|of| of.level.as_str()).collect();
        assert!(levels.contains(&expected), "{one}, {other}: {levels:?}");
        assert!(
            (there - here.weight).abs() < 1e-6,
            "{one}, {other}: {there} and {}",
            here.weight
        );
    }
}

#[test]
fn two_rows_of_a_list_that_holds_each_person_once_do_not_tie() {
    let (records, own) = records();
    let model = run(&records, &Stated::default()).model;
    let order = OwnOrder::of(&records, &model.standings);
    let over = HandOver::prepare(&order, &model, &Unwatched).expect("it is prepared");
    let are_one = |stated: &Stated| {
        let clusters = over.clusters_from(over.link_from_weight(), stated);
        clusters[own[0] as usize] == clusters[own[1] as usize]
    };
    assert!(are_one(&Stated::default()), "they are alike in everything");
    let once = |lists: &[u32]| Stated {
        sources_without_duplicates: lists.to_vec(),
        same: vec![(own[0], own[1])],
        ..Stated::default()
    };
    assert!(are_one(&once(&[1])), "another list is meant");
    assert!(!are_one(&once(&[2])), "whatever was judged");
}
