//! One customer is one thing in the overview, the bridges of the check and the report, and each step of a
//! bridge is counted: recomputed here from the exports, the crosswalk and the file of customers.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_engine::view::{CheckPicture, Nothing, ShowReport};
use rollcall_tests::checkout::root;

use super::{check, picture, steps};
use crate::estate::audited;

/// The customers of whom nothing is known that a person could read, by the file of customers.
fn known_only_by_id() -> BTreeSet<String> {
    let path = audited().out.path().join("customers.csv");
    let text = std::fs::read_to_string(path).expect("the customers");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows = reader.deserialize::<BTreeMap<String, String>>();
    let told = [
        "full_name",
        "given_name",
        "family_name",
        "organisation",
        "email",
        "phone",
    ];
    rows.map(|row| row.expect("a row"))
        .filter(|row| {
            let mut values = told.iter().filter_map(|column| row.get(*column));
            values.all(String::is_empty)
        })
        .map(|row| row["customer_id"].clone())
        .collect()
}

/// The customers of the rows of some tables of a source, row by row.
fn rows_of(source: &str, is_meant: &dyn Fn(&str) -> bool) -> Vec<&'static str> {
    let places = audited().found.iter();
    places
        .filter(|((of, table, _), _)| of == source && is_meant(table))
        .map(|(_, customer)| customer.as_str())
        .collect()
}

fn number(picture: &CheckPicture, label: &str) -> f64 {
    let all = steps(picture);
    let step = all.iter().find(|(one, _)| one == label);
    step.map_or(0.0, |(_, step)| *step)
}

#[test]
fn g17_the_same_people_are_agreed_on_everywhere() {
    let overview = audited().engine.overview(Nothing {}).expect("the overview");
    let only_by_id = known_only_by_id();
    assert_eq!(overview.known_only_by_id, Some(only_by_id.len() as u64));
    let people = overview.customers.expect("customers") - only_by_id.len() as u64;
    let told = format!("are {} people", rollcall_engine::grouped(people));
    assert!(overview.headline.contains(&told), "{}", overview.headline);
    let report = audited()
        .engine
        .report_page(ShowReport::default())
        .expect("the report");
    assert!(report.html.contains(&told), "the report tells others");
    let check = check("numbers");
    let bridges: Vec<_> = check
        .pictures
        .iter()
        .filter(|one| one.title.starts_with("Customers: "))
        .collect();
    assert!(bridges.len() >= 7, "{}", bridges.len());
    for bridge in bridges {
        let all = steps(bridge);
        assert_eq!(all.last(), Some(&("Agreed".to_owned(), people as f64)));
        let (first, rest) = all.split_first().expect("lines");
        let (_, counted) = rest.split_last().expect("lines");
        let reached: f64 = first.1 + counted.iter().map(|(_, step)| step).sum::<f64>();
        assert!((reached - people as f64).abs() < 1e-9, "{}", bridge.title);
        assert!(bridge.lines.iter().all(|line| !line.unexplained));
    }
}

#[test]
fn each_step_from_a_list_of_customers_is_what_the_files_say() {
    let engine = &audited().engine;
    let only_by_id = known_only_by_id();
    let people = |customers: &BTreeSet<&str>| -> f64 {
        let named = customers.iter().filter(|one| !only_by_id.contains(**one));
        named.count() as f64
    };
    let overview = engine.overview(Nothing {}).expect("the overview");
    let agreed = (overview.customers.expect("customers") - only_by_id.len() as u64) as f64;
    let mappings = engine.list_mappings(Nothing {}).expect("the tables");
    let mut sources: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for one in mappings.iter().filter(|one| one.role == "customers") {
        let tables = sources.entry(one.source.name.clone()).or_default();
        tables.insert(one.name.clone());
    }
    let check = check("numbers");
    for (source, lists) in &sources {
        let bridge = picture(&check, &format!("Customers: {source}"));
        let tables = audited().summary.tables.iter();
        let rows: u64 = tables
            .filter(|one| one.source == *source && lists.contains(&one.table))
            .map(|one| one.rows_loaded)
            .sum();
        let of_somebody = rows_of(source, &|table| lists.contains(table));
        let listed: BTreeSet<&str> = of_somebody.iter().copied().collect();
        let known: BTreeSet<&str> = rows_of(source, &|_| true).into_iter().collect();
        let (rows, of_somebody) = (rows as f64, of_somebody.len() as f64);
        let count = listed.len() as f64;
        for (label, expected) in [
            (format!("{source} says"), rows),
            ("Rows that tell of nobody".into(), of_somebody - rows),
            ("The same customer again".into(), count - of_somebody),
            (
                "Known only by an id nobody can name".into(),
                people(&listed) - count,
            ),
            (
                "Customers of its other tables, not in its list".into(),
                people(&known) - people(&listed),
            ),
            ("Customers it does not know".into(), agreed - people(&known)),
        ] {
            assert!(
                (number(bridge, &label) - expected).abs() < 1e-9,
                "{source}, {label}: {} for {expected}",
                number(bridge, &label)
            );
        }
    }
}

/// The mailboxes of the shop's orders of a month, by the file itself: of all, and of those that hold.
fn mailboxes(month: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut reader = csv::Reader::from_path(root().join("sample-data/exports/orders_export.csv"))
        .expect("the export");
    let rows = reader.deserialize::<BTreeMap<String, String>>();
    let (mut placed, mut first) = (BTreeSet::new(), BTreeMap::<String, String>::new());
    for row in rows.map(|row| row.expect("a row")) {
        let mailbox = row["Email"].trim().to_lowercase();
        let Some(of) = row["Created at"].get(..7).filter(|_| !mailbox.is_empty()) else {
            continue;
        };
        if of == month {
            placed.insert(mailbox.clone());
        }
        let earliest = first.entry(mailbox).or_insert_with(|| of.to_owned());
        *earliest = earliest.as_str().min(of).to_owned();
    }
    let new = first.into_iter().filter(|(_, of)| of == month);
    (placed, new.map(|(mailbox, _)| mailbox).collect())
}

#[test]
fn active_and_new_customers_lead_from_each_sources_own_count_to_the_agreed() {
    let check = check("numbers");
    let bars = picture(&check, "New and active customers");
    let month = bars.lines[0].label.clone();
    let [new, active] = [0, 1].map(|column| bars.lines[0].values[column].expect("a number"));
    let (placed, first_time) = mailboxes(&month);
    for (title, agreed, own) in [
        ("Active customers", active, placed.len()),
        ("New customers", new, first_time.len()),
    ] {
        let bridges: Vec<_> = check
            .pictures
            .iter()
            .filter(|one| one.title.starts_with(&format!("{title}: ")))
            .collect();
        assert!(bridges.len() > 1, "{title}");
        for bridge in bridges {
            let all = steps(bridge);
            assert_eq!(all.last(), Some(&("Agreed".to_owned(), agreed)));
            let reached: f64 = all.iter().rev().skip(1).map(|(_, step)| step).sum();
            assert!((reached - agreed).abs() < 1e-9, "{}: {all:?}", bridge.title);
            assert!(bridge.lines.iter().all(|line| !line.unexplained));
        }
        let shop = picture(&check, &format!("{title}: Shopify"));
        assert!(
            (number(shop, "Shopify says") - own as f64).abs() < 1e-9,
            "{title}: {} for {own} mailboxes in the file",
            number(shop, "Shopify says")
        );
    }
}
