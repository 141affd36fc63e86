//! The sample estate, audited: every row accounted for, people found, planted truths held.

use std::collections::{BTreeMap, BTreeSet};

use crate::estate::{Place, audited, customers_of};

fn pairs(count: u64) -> u64 {
    count * count.saturating_sub(1) / 2
}

#[test]
fn every_row_read_is_loaded_or_set_aside() {
    for table in &audited().summary.tables {
        assert_eq!(
            table.rows_read,
            table.rows_loaded + table.rows_set_aside,
            "{} {}",
            table.source,
            table.table
        );
        assert!(table.rows_loaded > 0, "{} {}", table.source, table.table);
    }
}

#[test]
fn every_customer_row_of_the_truth_is_in_the_crosswalk() {
    let audited = audited();
    let missing: Vec<&Place> = audited
        .truth
        .keys()
        .filter(|place| !audited.found.contains_key(*place))
        .collect();
    assert!(
        missing.is_empty(),
        "{} are missing, such as {:?}",
        missing.len(),
        missing.first()
    );
}

#[test]
fn people_are_found_as_the_truth_has_them() {
    let audited = audited();
    let mut cells: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    let mut persons: BTreeMap<&str, u64> = BTreeMap::new();
    let mut customers: BTreeMap<&str, u64> = BTreeMap::new();
    for (place, person) in &audited.truth {
        let Some(customer) = audited.found.get(place) else {
            continue;
        };
        *cells.entry((person, customer)).or_default() += 1;
        *persons.entry(person).or_default() += 1;
        *customers.entry(customer).or_default() += 1;
    }
    let right: u64 = cells.values().copied().map(pairs).sum();
    let true_pairs: u64 = persons.values().copied().map(pairs).sum();
    let found_pairs: u64 = customers.values().copied().map(pairs).sum();
    let precision = right as f64 / found_pairs as f64;
    let recall = right as f64 / true_pairs as f64;
    let f1 = 2.0 * precision * recall / (precision + recall);
    assert!(
        precision >= 0.985,
        "precision {precision:.4}, recall {recall:.4}"
    );
    assert!(
        f1 >= 0.97,
        "F1 {f1:.4}, precision {precision:.4}, recall {recall:.4}"
    );
}

/// Planted persons that must stay one customer, whatever happened to them.
#[test]
fn planted_persons_stay_one() {
    for person in [
        "married-imogen",
        "changed-email-duncan",
        "nickname-margaret",
        "swapped-alistair",
    ] {
        assert_eq!(
            customers_of(person).len(),
            1,
            "{person}: {:?}",
            customers_of(person)
        );
    }
}

/// Planted persons that must never become one, whatever they share.
#[test]
fn planted_persons_stay_apart() {
    for group in [
        &[
            "family-rosalind",
            "family-gareth",
            "family-tabitha",
            "family-barnaby",
        ][..],
        &["father-theodore", "son-theodore"],
        &["twin-isla", "twin-freya"],
        &["office-rupert", "office-siobhan", "office-piotr"],
        &["junk-helen", "junk-craig", "junk-amelia", "junk-imran"],
    ] {
        for (index, one) in group.iter().enumerate() {
            for other in &group[index + 1..] {
                let shared: Vec<_> = customers_of(one)
                    .intersection(&customers_of(other))
                    .copied()
                    .collect();
                assert!(shared.is_empty(), "{one} and {other} share {shared:?}");
            }
        }
    }
}

#[test]
fn a_formula_in_a_name_is_defused_for_people() {
    let customers =
        std::fs::read_to_string(audited().out.path().join("customers.csv")).expect("the customers");
    let mut reader = csv::Reader::from_reader(customers.as_bytes());
    for record in reader.records() {
        for cell in &record.expect("a row") {
            assert!(!cell.starts_with('='), "a live formula: {cell}");
        }
    }
}

#[test]
fn a_script_in_a_note_never_runs_in_the_report() {
    let report =
        std::fs::read_to_string(audited().out.path().join("report.html")).expect("the report");
    assert!(!report.contains("<script"), "a script got into the report");
}

#[test]
fn leading_zeros_of_cards_stay() {
    let customers =
        std::fs::read_to_string(audited().out.path().join("customers.csv")).expect("the customers");
    assert!(customers.contains("0000417823"));
}

/// M Holbrook has the telephone of Martin and the mailbox of Miriam; whichever of them the row goes
/// to, it must not make them one.
#[test]
fn a_weak_chain_does_not_make_two_people_one() {
    let audited = audited();
    let in_the_middle = "Square";
    let customers = |person: &str| -> BTreeSet<&str> {
        let rows = audited.truth.iter();
        rows.filter(|(place, one)| one.as_str() == person && place.0 != in_the_middle)
            .filter_map(|(place, _)| audited.found.get(place).map(String::as_str))
            .collect()
    };
    let (martin, miriam) = (customers("chain-a"), customers("chain-c"));
    assert!(!martin.is_empty() && !miriam.is_empty());
    assert!(martin.is_disjoint(&miriam), "{martin:?} and {miriam:?}");
}
