//! Logs of what was sent, and what says that messages come back.

use rollcall_mapping::{Suggestion, TableSketch, suggest};
use rollcall_model::{Attribute, TableRole, Transformation};

/// Forty rows; each column has its ways in turn, `{n}` is the number of the row.
fn table(file: &str, columns: &[(&str, &[&str])]) -> Suggestion {
    let headers: Vec<String> = columns
        .iter()
        .map(|(header, _)| (*header).to_owned())
        .collect();
    let rows: Vec<Vec<String>> = (0..40)
        .map(|row| {
            let ways = columns.iter().map(|(_, ways)| ways[row % ways.len()]);
            ways.map(|way| way.replace("{n}", &row.to_string()))
                .collect()
        })
        .collect();
    suggest(&TableSketch {
        file,
        sheet: None,
        headers: &headers,
        rows: &rows,
    })
}

/// The attribute of a column and whether a yes under it means no.
fn read(found: &Suggestion, header: &str) -> (Option<Attribute>, bool) {
    let mut columns = found.mapping.columns.iter();
    let column = columns.find(|one| one.header == header).expect(header);
    let target = column.target.as_ref();
    (
        target.map(|target| target.attribute.clone()),
        column.transformation == Transformation::Negate,
    )
}

const MAIL: &[&str] = &["someone{n}@example.com"];
const PHONE: &[&str] = &["+44 7700 9001{n}"];
const SENT: &[&str] = &["2026-03-02 10:00:00", "2026-09-02 10:00:00"];
const CAMPAIGN: &[&str] = &["Spring", "Autumn"];
const FLAG: &[&str] = &["0", "0", "1", "0"];

#[test]
fn a_log_of_what_was_sent_stays_one_whoever_left_by_it() {
    for (contact, ways, answer) in [
        ("email", MAIL, Attribute::EmailConsent),
        ("phone", PHONE, Attribute::SmsConsent),
    ] {
        let found = table(
            "sends.csv",
            &[
                ("campaign", CAMPAIGN),
                ("sent at", SENT),
                (contact, ways),
                ("opened", FLAG),
                ("clicked", FLAG),
                ("unsubscribed", FLAG),
            ],
        );
        assert_eq!(found.mapping.role, TableRole::Events, "{contact}");
        assert!(found.mapping.constants.is_empty(), "{contact}");
        for (header, expected) in [
            ("campaign", (Some(Attribute::Campaign), false)),
            ("sent at", (Some(Attribute::EventTime), false)),
            ("unsubscribed", (Some(answer), true)),
        ] {
            assert_eq!(read(&found, header), expected, "{contact} {header}");
        }
    }
    // What is no log of messages is a list of permissions as before.
    let found = table("list.csv", &[("email", MAIL), ("unsubscribed", FLAG)]);
    assert_eq!(found.mapping.role, TableRole::Consents);
}

#[test]
fn what_says_that_messages_come_back_is_told_by_its_header_or_its_words() {
    let people: [(&str, &[&str]); 3] = [
        ("First name", &["Anna", "Jonas", "Maria"]),
        ("Last name", &["Dekker", "Winkler", "Kovac"]),
        ("Email", MAIL),
    ];
    let headers: [(&str, &[&str], bool); 8] = [
        ("Bounced", FLAG, true),
        ("has_hard_bounced", &["TRUE", "FALSE"], true),
        ("Bounce type", &["", "hard", "soft"], true),
        (
            "Status",
            &["active", "active", "active", "bounced", "cleaned"],
            true,
        ),
        ("Status", &["active", "inactive"], false),
        // A tidy row is none whose mail came back.
        ("Status", &["active", "active", "cleaned"], false),
        ("Soft bounced", FLAG, false),
        ("Bounce rate", &["0.1", "0.2"], false),
    ];
    for (header, ways, is_one) in headers {
        let mut columns = people.to_vec();
        columns.push((header, ways));
        let found = table("contacts.csv", &columns);
        let (attribute, _) = read(&found, header);
        let is_bounced = attribute == Some(Attribute::Bounced);
        assert_eq!(is_bounced, is_one, "{header} {ways:?}");
    }
    // A visit that ended at once and a payment that failed say nothing about an address.
    let visits = table(
        "visits.csv",
        &[
            ("visit_id", &["v{n}"]),
            ("cookie_id", &["GA1.2.11111{n}.1700000001"]),
            ("started_at", SENT),
            ("utm_campaign", CAMPAIGN),
            ("bounced", FLAG),
            ("customer_email", MAIL),
        ],
    );
    assert_eq!(read(&visits, "bounced").0, None);
}
