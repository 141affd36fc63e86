//! The traps are where `planted.csv` says, and what is not planted does not spring them.

use std::collections::{BTreeMap, BTreeSet};

use crate::reading::{export, root, rows, truth};

#[test]
fn planted_people_are_in_the_truth_and_every_trap_is_named() {
    let people: BTreeSet<String> = truth("truth.csv").into_values().collect();
    let planted = rows(&std::fs::read(root().join("planted.csv")).unwrap(), b',');
    let names: BTreeSet<&str> = planted.iter().skip(1).map(|row| &*row[0]).collect();
    for trap in [
        "family_on_one_phone",
        "father_and_son",
        "twins",
        "married_name",
        "changed_email",
        "role_address",
        "junk_values",
        "weak_chain",
        "consent_contradiction",
        "all_yes_consent",
        "deleted_person_returns",
        "purchasers_in_winback_log",
        "person_in_three_lists",
        "hashed_column",
        "ambiguous_dates",
        "leading_zero_cards",
        "shared_guest_email",
        "totals_row",
        "formula_cell",
        "script_cell",
        "nickname_pair",
        "swapped_names",
        "anonymous_then_known",
        "three_numbers",
    ] {
        assert!(names.contains(trap), "{trap} is not planted");
    }
    for row in planted.iter().skip(1) {
        for person in row[1].split_whitespace() {
            assert!(people.contains(person), "{person} of {} has no row", row[0]);
        }
    }
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    assert!(
        names
            .iter()
            .all(|name| readme.contains(&name.replace('_', " ")))
    );
}

#[test]
fn exactly_four_bought_in_the_week_before_their_winback() {
    let (truth, sends, orders) = (
        truth("truth.csv"),
        export("winback_send_log.csv"),
        export("orders_export.csv"),
    );
    let person = |source: &str, table: &str, row: usize| {
        truth[&(source.to_owned(), table.to_owned(), row)].clone()
    };
    let told: BTreeSet<String> = (1..sends.len())
        .filter(|&row| sends[row][2].starts_with("Winback"))
        .map(|row| person("Winback send log", "winback send log", row + 1))
        .collect();
    let bought: BTreeSet<String> = (1..orders.len())
        .filter(|&row| ("2026-03-17".."2026-03-24").contains(&&orders[row][15][..10]))
        .map(|row| person("Shopify", "orders", row + 1))
        .collect();
    assert!(told.len() > 10, "{} in the log", told.len());
    let both: Vec<&String> = told.intersection(&bought).collect();
    assert_eq!(
        both,
        [
            "winback-arjun",
            "winback-heather",
            "winback-joanne",
            "winback-neil"
        ]
    );
}

#[test]
fn one_person_alone_got_three_mails_within_a_week() {
    let (truth, sends) = (truth("truth.csv"), export("winback_send_log.csv"));
    let mut days: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (row, sent) in sends.iter().enumerate().skip(1) {
        let key = (
            "Winback send log".to_owned(),
            "winback send log".to_owned(),
            row + 1,
        );
        days.entry(truth[&key].clone())
            .or_default()
            .push(sent[1][8..10].parse().unwrap());
    }
    let pressed: Vec<&String> = days
        .iter_mut()
        .filter_map(|(person, days)| {
            days.sort_unstable();
            days.windows(3)
                .any(|three| three[2] - three[0] < 7)
                .then_some(person)
        })
        .collect();
    assert_eq!(pressed, ["three-lists-nicola"]);
}

#[test]
fn the_deleted_person_returns_next_month_under_another_id() {
    let id = |folder: &str| {
        let bytes = std::fs::read(root().join(folder).join("customers_export.csv")).unwrap();
        rows(&bytes, b',')
            .into_iter()
            .find(|row| row[2] == "Tarrington")
            .map(|row| row[0].clone())
    };
    let (before, after) = (id("exports").unwrap(), id("next-month").unwrap());
    assert_ne!(before, after);
    assert!(
        export("privacy_requests.csv")
            .iter()
            .any(|row| row[2] == "Deletion" && row[4] == "Florence Tarrington")
    );
}

#[test]
fn most_rows_of_the_next_month_are_the_same() {
    let read = |folder: &str| -> BTreeMap<String, Vec<String>> {
        let bytes = std::fs::read(root().join(folder).join("customers_export.csv")).unwrap();
        rows(&bytes, b',')
            .into_iter()
            .skip(1)
            .map(|row| (row[0].clone(), row))
            .collect()
    };
    let (before, after) = (read("exports"), read("next-month"));
    let same = before
        .iter()
        .filter(|(id, row)| after.get(*id) == Some(*row))
        .count();
    let gone = before.keys().filter(|id| !after.contains_key(*id)).count();
    let added = after.keys().filter(|id| !before.contains_key(*id)).count();
    assert!(
        same * 100 > before.len() * 90,
        "{same} of {} the same",
        before.len()
    );
    assert!(same < before.len() - gone, "some changed");
    assert!(gone > 0 && added > 5, "{gone} gone, {added} added");
    assert!(!truth("truth-next-month.csv").is_empty());
}

#[test]
fn consent_is_yes_throughout_in_one_file_and_mixed_in_the_shop() {
    let attendees = export("eventbrite-attendees.csv");
    assert!(
        attendees[1..attendees.len() - 1]
            .iter()
            .all(|row| row[23] == "Yes")
    );
    let shop = export("customers_export.csv");
    let yes = shop.iter().filter(|row| row[4] == "yes").count();
    assert!(yes * 10 > shop.len() * 4 && yes * 10 < shop.len() * 8);
    assert!(
        export("retargeting_audience.csv")[1..]
            .iter()
            .all(|row| row[0].len() == 64)
    );
}
