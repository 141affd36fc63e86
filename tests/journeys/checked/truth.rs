//! Two checks on the sample against its truth: who is whose row is read from the file of the truth and what
//! happened from the exports, so that nothing expected here comes from the program.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use rollcall_engine::view::CheckView;
use rollcall_tests::checkout::root;

use super::check;
use crate::estate::audited;
use crate::planted::only_customer;

/// A row of an export: its cells by header and the person behind it.
struct Row {
    cells: BTreeMap<String, String>,
    person: String,
}

impl Row {
    fn day(&self, column: &str) -> Option<NaiveDate> {
        self.cells[column].get(..10)?.parse().ok()
    }

    fn mailbox(&self, column: &str) -> String {
        self.cells[column].trim().to_lowercase()
    }
}

/// The rows of an export that have somebody behind them; they are numbered from 2 as in the truth.
fn rows(file: &str, source: &str, table: &str) -> Vec<Row> {
    let path = root().join("sample-data/exports").join(file);
    let mut reader = csv::Reader::from_path(path).expect("the export");
    let rows = reader.deserialize::<BTreeMap<String, String>>();
    (2..)
        .zip(rows)
        .filter_map(|(number, cells)| {
            let place = (source.to_owned(), table.to_owned(), number);
            let person = audited().truth.get(&place)?.clone();
            let cells = cells.expect("a row");
            Some(Row { cells, person })
        })
        .collect()
}

/// A message that arrived.
struct Message {
    person: String,
    mailbox: String,
    campaign: String,
    day: NaiveDate,
}

fn messages() -> Vec<Message> {
    let log = "winback send log";
    let rows = rows("winback_send_log.csv", "Winback send log", log);
    rows.into_iter()
        .filter(|row| row.cells["status"] == "delivered")
        // Five rows hold "n/a" for an address, and went nowhere that anybody could know of.
        .filter(|row| row.cells["email"].contains('@') || !row.cells["mobile"].is_empty())
        .map(|row| Message {
            mailbox: row.mailbox("email"),
            campaign: row.cells["campaign"].clone(),
            day: row.day("sent_at").expect("a day"),
            person: row.person,
        })
        .collect()
}

/// Somebody's purchases that hold: the day, and the mailbox on it.
type Purchases = BTreeMap<String, Vec<(NaiveDate, String)>>;

/// Orders of the shop that were not cancelled, payments that were made, places at a workshop that were paid
/// for and kept.
fn purchases() -> Purchases {
    let mut all = Purchases::new();
    let mut add = |row: &Row, day: &str, mailbox: &str| {
        if let Some(day) = row.day(day) {
            let of_person = all.entry(row.person.clone()).or_default();
            of_person.push((day, row.mailbox(mailbox)));
        }
    };
    for row in rows("orders_export.csv", "Shopify", "orders") {
        if row.cells["Cancelled at"].is_empty() && row.cells["Financial Status"] != "voided" {
            add(&row, "Created at", "Email");
        }
    }
    for row in rows("stripe_payments.csv", "Stripe", "payments") {
        if row.cells["Status"] == "Paid" {
            add(&row, "Created (UTC)", "Customer Email");
        }
    }
    for row in rows("eventbrite-attendees.csv", "Eventbrite", "attendees") {
        if row.cells["Attendee Status"] == "Attending" {
            add(&row, "Order Date", "Email");
        }
    }
    all
}

fn told_of(check: &CheckView) -> BTreeSet<String> {
    let people = check.people.iter();
    people.map(|one| one.customer.clone()).collect()
}

fn customers<'p>(people: impl IntoIterator<Item = &'p String>) -> BTreeSet<String> {
    let people = people.into_iter();
    people.map(|one| only_customer(one).to_owned()).collect()
}

#[test]
fn g23_exactly_those_who_had_just_bought_are_told() {
    let messages = messages();
    let wanted: Vec<&Message> = messages
        .iter()
        .filter(|one| one.campaign.to_lowercase().contains("winback"))
        .collect();
    let got: BTreeSet<&String> = wanted.iter().map(|one| &one.person).collect();
    assert_eq!(got.len(), wanted.len(), "one message each");
    let bought = purchases();
    let mut hits = BTreeSet::new();
    let mut by_email = BTreeSet::new();
    for message in &wanted {
        let from = message.day - Days::new(30);
        for (day, mailbox) in bought.get(&message.person).into_iter().flatten() {
            if (from..=message.day).contains(day) {
                hits.insert(&message.person);
                if *mailbox == message.mailbox {
                    by_email.insert(&message.person);
                }
            }
        }
    }
    // The four that were planted are among them, Arjun by his telephone alone.
    let planted = ["arjun", "heather", "joanne", "neil"].map(|name| format!("winback-{name}"));
    assert!(planted.iter().all(|one| hits.contains(one)));
    assert!(
        !by_email.contains(&planted[0]) && planted[1..].iter().all(|one| by_email.contains(one))
    );

    let check = check("suppression");
    let figure = check.figure.as_ref().expect("a figure");
    assert_eq!(
        (figure.found, figure.among),
        (hits.len() as u64, wanted.len() as u64)
    );
    assert!(figure.low * figure.among as f64 <= figure.found as f64);
    assert_eq!(check.people_total, hits.len() as u64);
    let alone = format!(
        "comparing e-mails alone would have found {}.",
        by_email.len()
    );
    assert!(check.sentence.ends_with(&alone), "{}", check.sentence);
    assert_eq!(told_of(&check), customers(hits.iter().copied()));
}

#[test]
fn g18_exactly_those_with_three_campaigns_in_seven_days_are_told() {
    let messages = messages();
    let mut received: BTreeMap<&String, Vec<&Message>> = BTreeMap::new();
    for message in &messages {
        received.entry(&message.person).or_default().push(message);
    }
    let is_pressed = |all: &&Vec<&Message>| {
        all.iter().any(|first| {
            let until = first.day + Days::new(6);
            let within = all
                .iter()
                .filter(|one| (first.day..=until).contains(&one.day));
            let campaigns: BTreeSet<&String> = within.map(|one| &one.campaign).collect();
            campaigns.len() >= 3
        })
    };
    let pressed: BTreeSet<&String> = received
        .iter()
        .filter(|(_, all)| is_pressed(all))
        .map(|(person, _)| *person)
        .collect();
    assert_eq!(
        pressed.iter().map(|one| one.as_str()).collect::<Vec<_>>(),
        ["three-lists-nicola"],
        "as planted"
    );
    let check = check("pressure");
    let figure = check.figure.as_ref().expect("a figure");
    assert_eq!(
        (figure.found, figure.among),
        (pressed.len() as u64, received.len() as u64)
    );
    assert_eq!(check.people_total, pressed.len() as u64);
    assert_eq!(told_of(&check), customers(pressed));
}
