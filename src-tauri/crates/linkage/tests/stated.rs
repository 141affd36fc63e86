//! What people state of values is obeyed, told and explained.

use rollcall_linkage::{Evidence, RecordSet, Standing, Stated, StatedStanding, compared_as};

#[path = "estate/background.rs"]
mod background;
#[path = "estate/generator.rs"]
mod generator;

use background::{run, with_background};
use generator::fields;

const GIVEN: usize = 0;
const FAMILY: usize = 1;
const EMAIL: usize = 5;
const PHONE: usize = 6;
const CARD: usize = 10;

/// Rows of two people of one given name and several lists, tied by nothing but one value.
fn two_by_one_value(field: usize, value: &'static str) -> (RecordSet, Vec<u32>) {
    let row = |family: &'static str, value: &'static str| -> Vec<(usize, &'static str)> {
        vec![(GIVEN, "Ottoline"), (FAMILY, family), (field, value)]
    };
    let (one, other) = (row("Vandermeer", value), row("Vandermeer-Kaye", value));
    with_background(&[(0, &one), (1, &one), (2, &other)])
}

fn stated_of(field: usize, value: &str, standing: Standing) -> Stated {
    Stated {
        standings: vec![StatedStanding {
            field,
            value: compared_as(fields()[field].kind, value),
            standing,
        }],
        ..Stated::default()
    }
}

/// What a value is worth falls with what is stated of it, and what nobody holds says nothing at all.
#[test]
fn what_people_state_of_a_value_is_obeyed() {
    for (field, value, comparison) in [
        (PHONE, "+44 7700 900 555", "Phone"),
        (EMAIL, "ottoline@example.org", "E-mail"),
        (CARD, "700012345", "Loyalty card"),
    ] {
        let (records, rows) = two_by_one_value(field, value);
        let worth = |stated: &Stated| {
            let linkage = run(&records, stated);
            let explanation = linkage
                .model
                .explain(&records.values(rows[0]), &records.values(rows[2]));
            let mut told = explanation.evidence.into_iter();
            let line = told.find(|line| line.comparison == comparison);
            (line, linkage.standing)
        };
        let bits = |standing| {
            let (line, told) = worth(&stated_of(field, value, standing));
            let folded = compared_as(fields()[field].kind, value);
            let own: Vec<_> = told.iter().filter(|one| one.value == folded).collect();
            assert_eq!(own.len(), 1, "{own:?}");
            assert!(own[0].is_stated && own[0].standing == standing, "{own:?}");
            assert_eq!(own[0].records, 3, "{own:?}");
            line
        };
        let note = |line: &Evidence| line.note.clone().unwrap_or_default();
        let personal = bits(Standing::Personal).expect("it is compared");
        assert!(note(&personal).contains("one person's own"), "{personal:?}");
        let shared = bits(Standing::Shared).expect("it is compared");
        assert!(note(&shared).contains("shared"), "{shared:?}");
        assert_ne!(personal.level, shared.level, "{field}");
        // What a card shared by many is worth is hardly ever seen, and stays as assumed.
        assert!(
            personal.bits > shared.bits + 1.0 || field == CARD,
            "{field}: {personal:?} {shared:?}"
        );
        assert_eq!(bits(Standing::Junk), None, "{field}");
        let household = bits(Standing::Household).expect("it is compared");
        assert!(
            household.bits <= personal.bits || field == CARD,
            "{household:?} {personal:?}"
        );
    }
}

/// A mailbox that looks like a function's is somebody's own where somebody says so.
#[test]
fn a_role_mailbox_stated_to_be_personal_ties_its_rows() {
    let row: Vec<(usize, &str)> = vec![(GIVEN, "Wilhelmina"), (EMAIL, "info@wilhelmina.example")];
    let other: Vec<(usize, &str)> = vec![(FAMILY, "Oakenfold"), (EMAIL, "info@wilhelmina.example")];
    let (records, rows) = with_background(&[(0, &row), (1, &other)]);
    let weight = |stated: &Stated| {
        let linkage = run(&records, stated);
        let (left, right) = (records.values(rows[0]), records.values(rows[1]));
        linkage.model.explain(&left, &right).weight
    };
    let found = weight(&Stated::default());
    let stated = weight(&stated_of(
        EMAIL,
        "info@wilhelmina.example",
        Standing::Personal,
    ));
    assert!(stated > found + 2.0, "{found} {stated}");
}

/// What is stated of values no record holds, or as it was found anyway, changes nobody.
#[test]
fn a_statement_about_nobody_changes_nothing() {
    let records = generator::estate(300, 6, 1.0).records;
    let plain = run(&records, &Stated::default());
    let stated = run(&records, &stated_of(PHONE, "+44 1 1", Standing::Junk));
    assert_eq!(plain.clusters, stated.clusters);
    assert_eq!(plain.standing, stated.standing);
}
