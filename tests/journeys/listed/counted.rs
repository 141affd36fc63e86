//! A list has whom the exports say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{CountList, DraftList, ListCondition, ListCount, Nothing};
use rollcall_tests::checkout::root;

use super::{all, bought, condition};
use crate::erased::copy;
use crate::estate::audited;
use crate::reviewed::judge;

fn draft(condition: ListCondition) -> DraftList {
    DraftList {
        purpose: "contact".into(),
        condition,
    }
}

fn count(engine: &Engine, condition: ListCondition, destination: Option<&str>) -> ListCount {
    engine
        .count_list(CountList {
            draft: draft(condition),
            destination: destination.map(str::to_owned),
            today: None,
        })
        .expect("a count")
}

/// The customers of the rows of an export that say, in a column, that the row is a purchase that
/// holds, and in another that it was made on one of these days. A further line of an order says
/// nothing of its own: it holds as the first line above it does.
fn buyers(
    file: &str,
    table: (&str, &str),
    day: &str,
    (status, holds): (&str, &[&str]),
    days: (&str, &str),
) -> BTreeSet<String> {
    let mut reader =
        csv::Reader::from_path(root().join("sample-data/exports").join(file)).expect("the export");
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| {
        let mut names = header.iter();
        names
            .position(|one| one.trim_start_matches('\u{feff}') == name)
            .expect("the column")
    };
    let (day, status) = (column(day), column(status));
    let mut found = BTreeSet::new();
    let mut said = String::new();
    for (place, row) in reader.records().enumerate() {
        let row = row.expect("a row");
        if let Some(status) = row.get(status).filter(|status| !status.is_empty()) {
            status.clone_into(&mut said);
        }
        let on = row
            .get(day)
            .and_then(|time| time.get(..10))
            .unwrap_or_default();
        // What the shop ordered to test itself is no purchase.
        let is_test = row.iter().any(|cell| cell.starts_with("shop-test@"));
        let is_counted =
            !is_test && holds.contains(&said.as_str()) && (days.0..=days.1).contains(&on);
        let place = (table.0.to_owned(), table.1.to_owned(), place as u64 + 2);
        if is_counted && let Some(customer) = audited().found.get(&place) {
            found.insert(customer.clone());
        }
    }
    found
}

/// Everybody the newsletter knows, by the crosswalk.
fn in_source(source: &str) -> BTreeSet<String> {
    let places = audited().found.iter();
    places
        .filter(|((of, ..), _)| of == source)
        .map(|(_, customer)| customer.clone())
        .collect()
}

/// Who has said no to e-mail, by the file of customers.
fn said_no() -> BTreeSet<String> {
    let text = std::fs::read_to_string(audited().out.path().join("customers.csv")).expect("a file");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let customers = reader.deserialize::<BTreeMap<String, String>>();
    customers
        .map(|row| row.expect("a row"))
        .filter(|row| ["opted_out", "complained"].contains(&row["email_consent"].as_str()))
        .map(|row| row["customer_id"].clone())
        .collect()
}

fn number_of(source: &str) -> String {
    let inventory = audited()
        .engine
        .inventory(Nothing {})
        .expect("the inventory");
    let found = inventory.sources.iter().find(|one| one.mark.name == source);
    found.expect("the source").mark.source.to_string()
}

#[test]
fn a_list_has_whom_the_exports_say_condition_by_condition() {
    let days = ("2025-12-31", "2026-03-31");
    let mut bought_lately = buyers(
        "orders_export.csv",
        ("Shopify", "orders"),
        "Created at",
        ("Financial Status", &["paid", "partially_refunded"]),
        days,
    );
    bought_lately.extend(buyers(
        "stripe_payments.csv",
        ("Stripe", "payments"),
        "Created (UTC)",
        ("Status", &["Paid"]),
        days,
    ));
    bought_lately.extend(buyers(
        "eventbrite-attendees.csv",
        ("Eventbrite", "attendees"),
        "Order Date",
        ("Attendee Status", &["Attending"]),
        days,
    ));
    let newsletter = in_source("Mailchimp");
    let no = said_no();
    let both: BTreeSet<_> = bought_lately.intersection(&newsletter).collect();
    let left = both.iter().filter(|one| !no.contains(**one)).count() as u64;
    assert!(left > 100, "{left}");

    let told = count(
        &audited().engine,
        all(vec![
            bought(90),
            condition("source", &number_of("Mailchimp"), "in"),
            condition("consent", "email_consent", "not_no"),
        ]),
        Some("plain_csv"),
    );
    assert_eq!(
        told.sentence,
        "Everybody who bought in the last 90 days and is in Mailchimp and has not said no to e-mail."
    );
    assert_eq!(
        told.window,
        "days counted back from 31 March 2026, the last purchase that is loaded"
    );
    let steps: Vec<_> = told.steps.iter().map(|one| (one.alone, one.left)).collect();
    let everybody = audited().found.values().collect::<BTreeSet<_>>().len() as u64;
    assert_eq!(told.customers, everybody);
    assert_eq!(
        steps,
        [
            (bought_lately.len() as u64, Some(bought_lately.len() as u64)),
            (newsletter.len() as u64, Some(both.len() as u64)),
            (everybody - no.len() as u64, Some(left)),
        ]
    );
    assert_eq!(told.chosen, left);
    // Nobody who has said no is left to be left out for it; others are, each for one reason.
    let reasons: Vec<_> = told
        .left_out
        .iter()
        .map(|one| one.reason.as_str())
        .collect();
    assert!(!reasons.contains(&"said no"), "{reasons:?}");
    let out: u64 = told.left_out.iter().map(|one| one.customers).sum();
    assert!(out > 0 && out < left);
}

#[test]
fn templates_are_lists_that_can_be_counted_and_overlaps_are_those_of_the_crosswalk() {
    let engine = &audited().engine;
    let saved = engine.list_saved(Nothing {}).expect("the lists");
    let mut counts = BTreeMap::new();
    for template in saved.templates {
        let condition = template.condition.expect("its sources are loaded");
        counts.insert(template.code, count(engine, condition, None).chosen);
    }
    let both = in_source("Mailchimp")
        .intersection(&in_source("Shopify"))
        .count() as u64;
    assert_eq!(counts["in_both"], both);
    assert!(counts.values().all(|chosen| *chosen > 0), "{counts:?}");
}

/// The pairs that put records of one customer together and are worth a look, by the customer.
fn links_in_doubt(project: &Path) -> BTreeMap<i64, Vec<i64>> {
    let project = rusqlite::Connection::open(project).expect("the project");
    let mut statement = project
        .prepare(
            "SELECT one.customer_id, pair_id FROM pair
             JOIN membership one ON one.run_id = pair.run_id AND one.record_id = left_
             JOIN membership other ON other.run_id = pair.run_id AND other.record_id = right_
             WHERE pair.run_id = (SELECT max(run_id) FROM run) AND asked = 1 AND one.customer_id = other.customer_id",
        )
        .expect("a question");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let mut found: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for row in rows.expect("pairs") {
        let (customer, pair) = row.expect("a pair");
        found.entry(customer).or_default().push(pair);
    }
    found
}

#[test]
fn a_list_can_be_more_careful_and_leave_out_whoever_a_link_in_doubt_puts_together() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let in_doubt = links_in_doubt(&folder.path().join("copy.rollcall"));
    let told = |test| count(&engine, condition("state", "link_in_doubt", test), None);
    let (are, are_not) = (told("is"), told("is_not"));
    assert!(are.chosen > 0);
    assert_eq!(are.chosen, in_doubt.len() as u64);
    assert_eq!(are.chosen + are_not.chosen, are.customers);
    assert_eq!(
        are_not.sentence,
        "Everybody who is put together by no link in doubt."
    );
    // Whoever was looked at is in doubt no more.
    let (_, looked_at) = in_doubt.first_key_value().expect("somebody");
    for pair in looked_at {
        judge(&engine, *pair, Some("same"));
    }
    assert_eq!(told("is").chosen, are.chosen - 1);
}
