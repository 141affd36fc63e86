//! What happened to one customer over all sources, and what of it is told before a call.

use std::path::Path;

use rollcall_engine::view::{
    AskTimeline, CustomerTimeline, Figure, Nothing, SearchCustomers, TimelineEntry,
};
use rollcall_engine::{Engine, EngineError};

use crate::erased::wait;
use crate::measured::{load_only, project, rows};

const CONTACTS: &str = "\
Contact ID,First name,Last name,Email,Mobile phone,device_id,Created at
C1,Grietje,Dekker,grietje@example.com,+31 6 24681357,6f1c0a9e-4b2c-4d0e-9f1a-00000000a1b2,2025-01-10
C2,Jonas,Winkler,jonas.winkler@example.org,+49 171 2345678,0b7d3f52-4b2c-4d0e-9f1a-00000000c3d4,2025-02-11
C3,Mina,Kovac,mina.kovac@example.net,+43 664 1234567,9c2e8d41-4b2c-4d0e-9f1a-00000000e5f6,2025-03-12
";
/// The further lines of 1042 name nobody; 1043 was given back.
const ORDERS: &str = "\
Order number,Order date,Total,Currency,Status,Email,First name,Last name,Product
1041,2024-06-02T09:00:00Z,20.00,EUR,paid,grietje@example.com,Grietje,Dekker,Mug
1042,2026-03-01T10:05:00Z,54.90,EUR,paid,grietje@example.com,Grietje,Dekker,Chair
1042,,,,,,,,Table
1042,,,,,,,,Lamp
1043,2026-03-05T10:05:00Z,30.00,EUR,refunded,grietje@example.com,Grietje,Dekker,Rug
1044,2026-03-07T23:30:00-05:00,12.00,EUR,paid,jonas.winkler@example.org,Jonas,Winkler,Mug
";
/// The same purchases once more, as the payment service tells them.
const PAYMENTS: &str = "\
id,Created date (UTC),Amount,Currency,Status,Customer Email
ch_1,2026-03-02 08:00:00,54.90,eur,Paid,grietje@example.com
ch_2,2026-03-08 04:31:00,12.00,eur,Paid,jonas.winkler@example.org
";
const SENT: &str = "\
message_id,sent_at,campaign,segment,email,first_name,status,opened_at,clicked_at
m1,2026-03-10 10:00:00,Spring sale,All,grietje@example.com,Grietje,delivered,2026-03-10 18:00:00,2026-03-11 08:00:00
m2,2026-03-12 10:00:00,Weekly,All,grietje@example.com,Grietje,delivered,,
m3,2026-03-12 10:00:00,Weekly,All,jonas.winkler@example.org,Jonas,delivered,,
";
const TICKETS: &str = "\
Ticket ID,Created at,Subject,Status,Requester email,Requester phone
T1,2026-03-13T09:00:00Z,Where is my parcel,open,grietje@example.com,
T2,2026-02-13T09:00:00Z,Broken mug,solved,grietje@example.com,
";
/// The second is open, of the third nobody can say which day it was closed on, and the fourth was opened again.
const CLOSED_TICKETS: &str = "\
Ticket ID,Created at,Closed at,Subject,Status,Requester email
T1,2026-03-13T09:00:00Z,2026-03-14T11:30:00Z,Where is my parcel,closed,grietje@example.com
T2,2026-03-15T09:00:00Z,,Broken mug,open,grietje@example.com
T3,2026-03-10T09:00:00Z,11/03/2026,Wrong colour,closed,grietje@example.com
T4,2026-03-01T09:00:00Z,2026-03-02T09:00:00Z,Lost voucher,open,grietje@example.com
";
const CONSENTS: &str = "\
email,channel,purpose,state,timestamp,source
grietje@example.com,email,marketing,granted,2026-01-05T10:00:00Z,Website form
grietje@example.com,email,marketing,withdrawn,2026-03-14T09:00:00Z,Call centre
jonas.winkler@example.org,email,marketing,granted,2026-01-06T10:00:00Z,Website form
mina.kovac@example.net,email,marketing,granted,2026-01-07T10:00:00Z,Website form
";
/// What became of messages in rows of their own; the one to Jonas came back.
const BECAME: &str = "\
email,campaign,event,timestamp
grietje@example.com,Spring sale,sent,2026-03-10 10:00:00
grietje@example.com,Spring sale,opened,2026-03-10 18:00:00
grietje@example.com,Spring sale,opened,2026-03-12 08:00:00
grietje@example.com,Spring sale,clicked,2026-03-12 08:01:00
grietje@example.com,Weekly,sent,2026-03-15 10:00:00
jonas.winkler@example.org,Weekly,sent,2026-03-15 10:00:00
jonas.winkler@example.org,Weekly,bounced,2026-03-15 10:01:00
";
/// What became of messages last, by a status alone.
const STATUSES: &str = "\
email,campaign,sent_at,status
grietje@example.com,Spring sale,2026-03-10 10:00:00,clicked
jonas.winkler@example.org,Spring sale,2026-03-10 10:00:00,opened
mina.kovac@example.net,Spring sale,2026-03-10 10:00:00,delivered
";
/// Whose device it is the CRM alone tells; one visit was before anything else of the year.
const VISITS: &str = "\
visit_id,device_id,started_at,landing_page,utm_source,utm_medium,pages
v1,6f1c0a9e-4b2c-4d0e-9f1a-00000000a1b2,2025-12-24T10:00:00Z,/chairs,google,organic,3
v2,6f1c0a9e-4b2c-4d0e-9f1a-00000000a1b2,2026-02-28T10:00:00Z,/chairs,google,cpc,2
v3,0b7d3f52-4b2c-4d0e-9f1a-00000000c3d4,2026-02-28T11:00:00Z,/mugs,,,1
";

fn audited(folder: &Path, files: &[(&str, &str)]) -> Engine {
    let engine = project(folder);
    for (name, text) in files {
        load_only(&engine, folder, name, text, false);
    }
    wait(&engine, engine.run_audit(Nothing {}).expect("a job").job);
    engine
}

fn everything(folder: &Path) -> Engine {
    audited(
        folder,
        &[
            ("crm_contacts.csv", CONTACTS),
            ("shop_orders.csv", ORDERS),
            ("stripe_payments.csv", PAYMENTS),
            ("newsletter_send_log.csv", SENT),
            ("helpdesk_tickets.csv", TICKETS),
            ("consent_log.csv", CONSENTS),
            ("app_visits.csv", VISITS),
        ],
    )
}

fn asked(engine: &Engine, name: &str, kinds: &[&str], offset: u64, limit: u64) -> CustomerTimeline {
    let page = engine
        .search_customers(SearchCustomers {
            query: name.into(),
            ..SearchCustomers::default()
        })
        .expect("a search");
    let customer = page.customers.first().expect(name).customer.clone();
    engine
        .customer_timeline(AskTimeline {
            customer,
            kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
            offset,
            limit: Some(limit),
        })
        .expect("a timeline")
}

fn of(engine: &Engine, name: &str) -> CustomerTimeline {
    asked(engine, name, &[], 0, 100)
}

fn fact<'a>(told: &'a CustomerTimeline, name: &str) -> (&'a str, &'a str) {
    let fact = told.summary.iter().find(|one| one.fact == name);
    let fact = fact.expect(name);
    (fact.state.as_str(), fact.sentence.as_str())
}

fn count(told: &CustomerTimeline, kind: &str) -> Option<u64> {
    let kind = told.kinds.iter().find(|one| one.kind == kind);
    kind.expect("the kind").entries
}

/// Kind, clock and sentence.
fn line(entry: &TimelineEntry) -> (&str, String, &str) {
    let when = [
        Some(entry.day.as_str()),
        entry.clock.as_deref(),
        entry.zone.as_deref(),
    ];
    let when: Vec<&str> = when.into_iter().flatten().collect();
    (&entry.kind, when.join(" "), &entry.sentence)
}

#[test]
fn a_customer_is_told_over_all_sources_the_newest_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = everything(folder.path());
    let told = of(&engine, "Grietje");
    let lines: Vec<(&str, String, &str)> = told.entries.iter().map(line).collect();
    let expected = [
        (
            "consent_withdrawn",
            "2026-03-14 09:00 UTC",
            "E-mail consent withdrawn or refused, Call centre",
        ),
        (
            "ticket",
            "2026-03-13 09:00 UTC",
            "Ticket “Where is my parcel”, open",
        ),
        ("message", "2026-03-12 10:00", "Got “Weekly”, not opened"),
        ("clicked", "2026-03-11 08:00", "Clicked in “Spring sale”"),
        ("opened", "2026-03-10 18:00", "Opened “Spring sale”"),
        (
            "message",
            "2026-03-10 10:00",
            "Got “Spring sale”, opened, clicked",
        ),
        (
            "purchase",
            "2026-03-05 10:05 UTC",
            "Order 1043, 30.00 EUR, given back",
        ),
        (
            "purchase",
            "2026-03-01 10:05 UTC",
            "Order 1042, 54.90 EUR, 3 lines, told by Shop and Stripe",
        ),
        (
            "visit",
            "2026-02-28 10:00 UTC",
            "Visit, came by: Paid search",
        ),
        (
            "ticket",
            "2026-02-13 09:00 UTC",
            "Ticket “Broken mug”, closed",
        ),
        (
            "consent_given",
            "2026-01-05 10:00 UTC",
            "E-mail consent given, Website form",
        ),
        (
            "visit",
            "2025-12-24 10:00 UTC",
            "Visit, came by: Organic search",
        ),
        ("first_seen", "2025-01-10", "Known to CRM since then"),
        ("purchase", "2024-06-02 09:00 UTC", "Order 1041, 20.00 EUR"),
    ]
    .map(|(kind, when, sentence)| (kind, when.to_owned(), sentence));
    assert_eq!(lines, expected);
    assert_eq!((told.total, told.rows_left_out), (14, 0));
    assert_eq!(count(&told, "purchase"), Some(3));
    assert_eq!(count(&told, "refund"), Some(0), "told of, and none");
    assert_eq!(count(&told, "sign_up"), None, "no table tells of any");

    // An order and its payment are one, at the clock of the earlier: that of the order.
    let jonas = of(&engine, "Jonas");
    let purchase = jonas.entries.iter().find(|one| one.kind == "purchase");
    assert_eq!(
        line(purchase.expect("his purchase")),
        (
            "purchase",
            "2026-03-07 23:30 -05:00".to_owned(),
            "Order 1044, 12.00 EUR, told by Shop and Stripe"
        )
    );
}

#[test]
fn a_status_tells_that_a_message_was_opened_or_clicked_and_not_when() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [("crm_contacts.csv", CONTACTS), ("sends.csv", STATUSES)];
    let engine = audited(folder.path(), &files);
    let untold = "when is not told, so it stands with the message";
    for (name, got, opened, clicked) in [
        ("Grietje", "Got “Spring sale”, opened, clicked", 1, 1),
        ("Jonas", "Got “Spring sale”, opened", 1, 0),
        ("Mina", "Got “Spring sale”, not opened", 0, 0),
    ] {
        let told = of(&engine, name);
        let mut messages = told.entries.iter().filter(|one| one.kind == "message");
        let sentence = messages.next().map(|one| one.sentence.as_str());
        assert_eq!(sentence, Some(got), "{name}");
        for (kind, entries) in [("opened", opened), ("clicked", clicked)] {
            assert_eq!(count(&told, kind), Some(entries), "{name} {kind}");
            let mut of_kind = told.entries.iter().filter(|one| one.kind == kind);
            assert!(of_kind.all(|one| one.sentence.ends_with(untold)), "{name}");
        }
    }
}

#[test]
fn a_message_told_in_several_rows_is_one_entry_and_one_that_came_back_is_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [("crm_contacts.csv", CONTACTS), ("sends.csv", BECAME)];
    let engine = audited(folder.path(), &files);
    let told = of(&engine, "Grietje");
    let lines: Vec<(&str, String, &str)> = told.entries.iter().map(line).collect();
    let expected = [
        ("message", "2026-03-15 10:00", "Got “Weekly”, not opened"),
        ("clicked", "2026-03-12 08:01", "Clicked in “Spring sale”"),
        (
            "opened",
            "2026-03-10 18:00",
            "Opened “Spring sale”, the last time on 2026-03-12",
        ),
        (
            "message",
            "2026-03-10 10:00",
            "Got “Spring sale”, opened, clicked",
        ),
        ("first_seen", "2025-01-10", "Known to CRM since then"),
    ]
    .map(|(kind, when, sentence)| (kind, when.to_owned(), sentence));
    assert_eq!(lines, expected);
    assert_eq!(told.entries[3].rows, 4);
    assert_eq!(
        fact(&told, "last_message"),
        ("known", "2026-03-15, “Weekly”, not opened")
    );

    let jonas = of(&engine, "Jonas");
    let kinds: Vec<&str> = jonas.entries.iter().map(|one| one.kind.as_str()).collect();
    assert_eq!(kinds, ["other", "other", "first_seen"]);
    assert_eq!(count(&jonas, "message"), Some(0));
    assert_eq!(fact(&jonas, "last_message").0, "none");
}

#[test]
fn what_matters_before_a_call_is_told_and_none_is_not_unknown() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = everything(folder.path());
    let grietje = of(&engine, "Grietje");
    for (name, sentence) in [
        ("last_purchase", "2026-03-01, 54.90 EUR, order 1042, Shop"),
        ("purchases", "2 purchases, 74.90 EUR in all."),
        (
            "purchases_year",
            "1 purchase, 54.90 EUR in the 12 months to 2026-03-08, the day of the last purchase that is loaded.",
        ),
        ("last_message", "2026-03-12, “Weekly”, not opened"),
        ("open_tickets", "1 open of 2 tickets"),
        ("first_seen", "2024-06-02, first told by Shop"),
        (
            "customer_since",
            "2024-06-02, the first purchase that is loaded",
        ),
    ] {
        assert_eq!(fact(&grietje, name), ("known", sentence));
    }
    let mina = of(&engine, "Mina");
    for name in [
        "last_purchase",
        "purchases",
        "purchases_year",
        "last_message",
        "open_tickets",
        "customer_since",
    ] {
        assert_eq!(fact(&mina, name).0, "none", "{name}");
    }
    assert_eq!(
        fact(&mina, "first_seen"),
        ("known", "2025-03-12, first told by CRM")
    );
}

#[test]
fn what_no_table_tells_of_is_unknown_and_never_nought() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = audited(folder.path(), &[("crm_contacts.csv", CONTACTS)]);
    let told = of(&engine, "Grietje");
    for (name, of_what) in [
        ("last_purchase", "purchases"),
        ("purchases", "purchases"),
        ("purchases_year", "purchases"),
        ("last_message", "messages"),
        ("open_tickets", "tickets"),
        ("customer_since", "purchases"),
    ] {
        let expected = format!("Cannot be known: no export that is loaded tells of {of_what}.");
        assert_eq!(fact(&told, name), ("unknown", expected.as_str()));
    }
    assert_eq!(told.total, 1, "{:?}", told.entries);
    for kind in ["purchase", "message", "ticket", "visit", "consent_given"] {
        assert_eq!(count(&told, kind), None, "{kind}");
    }
    assert_eq!(count(&told, "first_seen"), Some(1));
}

#[test]
fn one_kind_is_told_page_by_page_and_each_entry_opens_its_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = everything(folder.path());
    let told = asked(&engine, "Grietje", &["purchase"], 1, 1);
    assert_eq!((told.total, told.entries.len()), (3, 1));
    let entry = &told.entries[0];
    assert!(entry.sentence.starts_with("Order 1042"), "{entry:?}");
    assert_eq!((entry.file.as_str(), entry.row), ("shop_orders.csv", 3));
    let sources: Vec<&str> = entry.sources.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(sources, ["Shop", "Stripe"]);

    let behind = rows(
        &engine,
        Figure::Records {
            records: entry.records.clone(),
        },
    );
    assert_eq!((behind.total, entry.rows), (4, 4));
    let of_tables: Vec<&str> = behind
        .rows
        .iter()
        .map(|one| one.cells[0].as_str())
        .collect();
    assert_eq!(of_tables, ["orders", "orders", "orders", "payments"]);
    let alone = rows(
        &engine,
        Figure::Records {
            records: entry.records[..1].to_vec(),
        },
    );
    assert_eq!(alone.columns[1].label, "Order number");
    assert_eq!(alone.rows[0].cells[..2], ["3", "1042"]);

    let refused = engine.customer_timeline(AskTimeline {
        customer: told.customer,
        kinds: vec!["weather".into()],
        ..AskTimeline::default()
    });
    assert!(matches!(refused, Err(EngineError::Unknown { .. })));
}

#[test]
fn a_ticket_that_was_closed_is_told_with_both_its_times() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("crm_contacts.csv", CONTACTS),
        ("helpdesk_tickets.csv", CLOSED_TICKETS),
    ];
    let engine = audited(folder.path(), &files);
    let told = of(&engine, "Grietje");
    let lines: Vec<(&str, String, &str)> = told
        .entries
        .iter()
        .map(line)
        .filter(|(kind, ..)| *kind == "ticket")
        .collect();
    let expected = [
        ("2026-03-15 09:00 UTC", "Ticket “Broken mug”, open"),
        (
            "2026-03-14 11:30 UTC",
            "Ticket “Where is my parcel” was closed",
        ),
        (
            "2026-03-13 09:00 UTC",
            "Ticket “Where is my parcel”, closed",
        ),
        ("2026-03-10 09:00 UTC", "Ticket “Wrong colour”, closed"),
        ("2026-03-01 09:00 UTC", "Ticket “Lost voucher”, open"),
    ]
    .map(|(when, sentence)| ("ticket", when.to_owned(), sentence));
    assert_eq!(lines, expected);
    assert_eq!(
        fact(&told, "open_tickets"),
        ("known", "2 open of 4 tickets")
    );
}

/// A warehouse that names one order of the shop among many nobody knows counts in its own way: its numbers are tied to
/// none, and the few rows of one customer do not say otherwise.
#[test]
fn a_refund_is_taken_off_a_purchase_only_where_all_refunds_of_its_source_name_such_orders() {
    for (others, told) in [
        (4, "2026-03-01, 44.90 EUR, order 1042, Shop"),
        (5, "2026-03-01, 54.90 EUR, order 1042, Shop"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut returns = vec![
            "Return ID,Order number,SKU,Quantity,Refund amount,Return date,Email,First name,Last name".to_owned(),
            "W1,1042,CH-1,1,10.00,2026-03-09,grietje@example.com,Grietje,Dekker".to_owned(),
        ];
        let line = |number: u32| {
            format!(
                "W{number},88{number},MUG-1,1,2.00,2026-03-09,jonas.winkler@example.org,Jonas,Winkler"
            )
        };
        returns.extend((2..2 + others).map(line));
        let engine = audited(
            folder.path(),
            &[
                ("shop_orders.csv", ORDERS),
                ("warehouse_returns.csv", &returns.join("\n")),
            ],
        );
        let grietje = of(&engine, "Grietje");
        assert_eq!(fact(&grietje, "last_purchase"), ("known", told), "{others}");
    }
}
