//! Logs of what was sent, and what says that messages come back.

use rollcall_mapping::{Suggestion, TableSketch, suggest};
use rollcall_model::{Attribute, MappingState, SystemKind, TableRole, Transformation};

/// Headers and the ways of the cells below them.
type Columns<'a> = &'a [(&'a str, &'a [&'a str])];

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

#[test]
fn columns_of_a_log_say_which_messages_were_opened_and_clicked() {
    type Expected<'a> = &'a [(&'a str, Attribute)];
    let logs: [(&str, Columns<'_>, Expected<'_>); 3] = [
        (
            "Versandprotokoll.csv",
            &[
                ("Kampagne", CAMPAIGN),
                ("Empfänger", MAIL),
                ("Gesendet am", SENT),
                ("Geöffnet", &["ja", "nein"]),
                ("Geklickt", &["nein", "nein", "ja"]),
                ("Zustellstatus", &["zugestellt", "zugestellt", "bounced"]),
            ],
            &[
                ("Gesendet am", Attribute::EventTime),
                ("Geöffnet", Attribute::Opened),
                ("Geklickt", Attribute::Clicked),
                ("Zustellstatus", Attribute::EventStatus),
            ],
        ),
        (
            "sends.csv",
            &[
                ("campaign", CAMPAIGN),
                ("email", MAIL),
                ("sent_at", SENT),
                ("opened_at", &["2026-09-02 11:00:00", ""]),
                ("clicked_at", &["", "", "2026-09-02 11:01:00"]),
                ("delivery status", &["delivered", "bounced"]),
            ],
            &[
                ("sent_at", Attribute::EventTime),
                ("opened_at", Attribute::Opened),
                ("clicked_at", Attribute::Clicked),
                ("delivery status", Attribute::EventStatus),
            ],
        ),
        (
            "send_log.csv",
            &[
                ("campaign", CAMPAIGN),
                ("email", MAIL),
                ("sent at", SENT),
                ("Opens", &["0", "2", "1"]),
                ("Clicks", &["0", "0", "1"]),
            ],
            &[("Opens", Attribute::Opened), ("Clicks", Attribute::Clicked)],
        ),
    ];
    for (file, columns, expected) in logs {
        let found = table(file, columns);
        assert_eq!(found.mapping.role, TableRole::Events, "{file}");
        for (header, attribute) in expected {
            let told = read(&found, header).0;
            assert_eq!(told.as_ref(), Some(attribute), "{file} {header}");
        }
    }
    // A ticket is opened, too, and a report counts what was opened.
    let others: [(&str, Columns<'_>); 2] = [
        (
            "tickets.csv",
            &[
                ("ticket_id", &["T{n}"]),
                ("subject", &["Broken chair", "Late parcel"]),
                ("email", MAIL),
                ("created_at", SENT),
                ("opened", SENT),
            ],
        ),
        (
            "campaign_report.csv",
            &[
                ("Campaign", CAMPAIGN),
                ("Send date", SENT),
                ("Recipients", &["1200", "1300"]),
                ("Opened", &["400", "410"]),
            ],
        ),
    ];
    for (file, columns) in others {
        let found = table(file, columns);
        let opened = found.mapping.columns.iter().filter_map(|one| {
            let target = one.target.as_ref()?;
            (target.attribute == Attribute::Opened).then_some(&one.header)
        });
        assert_eq!(opened.count(), 0, "{file}");
    }
}

#[test]
fn the_kind_of_a_campaign_is_not_what_happened() {
    use MappingState::{Suggested, Unsure, Unused};
    type Expected = (Option<Attribute>, MappingState);
    let cases: [(&str, &[&str], Expected); 10] = [
        (
            "campaign_type",
            &["winback", "bulk", "magazine"],
            (Some(Attribute::CampaignKind), Suggested),
        ),
        (
            "campaign_type",
            &["triggered", "bulk", "bulk"],
            (Some(Attribute::CampaignKind), Suggested),
        ),
        (
            "Kampagnentyp",
            &["Automatisch", "Massenversand"],
            (Some(Attribute::CampaignKind), Suggested),
        ),
        (
            "type",
            &["automation", "newsletter"],
            (Some(Attribute::CampaignKind), Suggested),
        ),
        (
            "message type",
            &["welcome", "newsletter"],
            (Some(Attribute::CampaignKind), Suggested),
        ),
        // Words nobody knows are asked about.
        (
            "kind",
            &["K1", "K2", "K3"],
            (Some(Attribute::CampaignKind), Unsure),
        ),
        (
            "campaign_type",
            &["K1", "K2", "K3"],
            (Some(Attribute::CampaignKind), Unsure),
        ),
        // Ways by which messages go out.
        ("kind", &["email"], (None, Unused)),
        ("type", &["email", "sms"], (None, Unused)),
        // What became of messages.
        (
            "type",
            &["sent", "opened", "clicked"],
            (Some(Attribute::EventKind), Suggested),
        ),
    ];
    for (header, ways, expected) in cases {
        let found = table(
            "sends_log.csv",
            &[
                ("send_id", &["s{n}"]),
                ("campaign", CAMPAIGN),
                (header, ways),
                ("recipient", MAIL),
                ("sent_at", SENT),
                ("opened_at", &["2026-09-02 11:00:00", ""]),
            ],
        );
        assert_eq!(found.mapping.role, TableRole::Events, "{header} {ways:?}");
        let mut columns = found.mapping.columns.iter();
        let column = columns.find(|one| one.header == header).expect(header);
        let target = column.target.as_ref().map(|one| one.attribute.clone());
        assert_eq!((target, column.state), expected, "{header} {ways:?}");
    }
    // What is no log of messages has kinds of its own.
    let visits = table(
        "studio.csv",
        &[
            ("member_no", &["M{n}"]),
            ("timestamp", SENT),
            ("type", &["visit", "purchase"]),
        ],
    );
    let kind = visits
        .mapping
        .columns
        .iter()
        .find(|one| one.header == "type");
    let target = kind.and_then(|one| one.target.as_ref());
    assert_ne!(
        target.map(|one| &one.attribute),
        Some(&Attribute::CampaignKind)
    );
}

#[test]
fn a_list_of_bounces_says_of_each_address_whether_it_comes_back_for_good() {
    let kinds: [(&str, &[&str]); 6] = [
        ("Art", &["Hard Bounce", "Soft Bounce"]),
        ("Typ", &["Hard", "Soft"]),
        ("Bounce-Typ", &["hart", "weich"]),
        ("Type", &["hard", "soft", "soft"]),
        ("Category", &["Permanent", "Transient"]),
        ("Status", &["Harter Bounce", "Weicher Bounce"]),
    ];
    for (header, ways) in kinds {
        for file in ["Bounces_Versanddienst.csv", "bounce report.csv"] {
            let columns = [
                ("E-Mail", MAIL),
                (header, ways),
                ("Datum", &["01.10.2026", "13.10.2026"][..]),
                (
                    "Meldung",
                    &["550 5.1.1 user unknown", "452 4.2.2 mailbox"][..],
                ),
            ];
            let found = table(file, &columns);
            assert_eq!(found.mapping.role, TableRole::Consents, "{file} {header}");
            let (attribute, _) = read(&found, header);
            assert_eq!(attribute, Some(Attribute::Bounced), "{file} {header}");
            // Not every row of it: some came back once.
            assert_eq!(found.mapping.constants, [], "{file} {header}");
        }
    }
    // Under any name, where the values say it in words of their own.
    let kinds: &[&str] = &["Hard Bounce", "Soft Bounce"];
    let found = table("export_0417.csv", &[("E-Mail", MAIL), ("Art", kinds)]);
    assert_eq!(read(&found, "Art").0, Some(Attribute::Bounced));
    // Where no column tells them apart, all of it came back.
    let bare = table(
        "bounces.csv",
        &[("E-Mail", MAIL), ("Datum", &["01.10.2026"])],
    );
    let says = bare.mapping.constants.iter().map(|(_, says)| says.as_str());
    assert_eq!(says.collect::<Vec<_>>(), ["undeliverable"]);
    // A column that is blank in most rows does not take the others off the list.
    let hardly_told = table(
        "bounces.csv",
        &[
            ("E-Mail", MAIL),
            ("Datum", &["01.10.2026"]),
            ("Art", &["Hard Bounce", "", "", "", ""]),
        ],
    );
    let constants = hardly_told.mapping.constants.iter();
    let says = constants.map(|(_, says)| says.as_str());
    assert_eq!(says.collect::<Vec<_>>(), ["undeliverable"]);
    // Who left as well is no bounce: the column stays one of answers.
    let answers: &[&str] = &["Hard Bounce", "Soft Bounce", "bounced", "unsubscribed"];
    let found = table("export_0417.csv", &[("E-Mail", MAIL), ("Art", answers)]);
    assert_ne!(read(&found, "Art").0, Some(Attribute::Bounced));
}

#[test]
fn the_state_of_an_address_to_deliver_to_is_no_status() {
    let orders = table(
        "orders.csv",
        &[
            ("Order ID", &["O{n}"]),
            ("Email", MAIL),
            ("Order date", SENT),
            ("Delivery City", &["Albany", "Dallas"]),
            ("Delivery State", &["NY", "TX"]),
        ],
    );
    let told = read(&orders, "Delivery State").0;
    assert_ne!(told, Some(Attribute::EventStatus));
}

/// What every row is said to be.
fn happening(found: &Suggestion) -> Option<&str> {
    let mut constants = found.mapping.constants.iter();
    let told = constants.find(|(target, _)| target.attribute == Attribute::EventKind);
    told.map(|(_, value)| value.as_str())
}

#[test]
fn tickets_are_tickets_of_support_whatever_the_file_is_called() {
    const SUBJECTS: &[&str] = &["Tent leaks", "Late parcel", "Wrong size"];
    let tables: [(&str, &str, Columns<'_>); 6] = [
        (
            "Open.csv",
            "Subject",
            &[
                ("Ticket ID", &["T{n}"]),
                ("Requester Email", MAIL),
                ("Subject", SUBJECTS),
                ("Status", &["Solved", "Open"]),
                ("Created", SENT),
            ],
        ),
        (
            "Oktober.csv",
            "Betreff",
            &[
                ("Ticketnummer", &["V{n}"]),
                ("E-Mail", MAIL),
                ("Betreff", SUBJECTS),
                ("Status", &["Erledigt", "Eskaliert"]),
                ("Datum", SENT),
            ],
        ),
        (
            "Oktober.csv",
            "Betreff",
            &[
                ("Anfragender", MAIL),
                ("Betreff", SUBJECTS),
                ("Status", &["Erledigt", "Eskaliert"]),
                ("Datum", SENT),
            ],
        ),
        (
            "Offen.csv",
            "Betreff",
            &[
                ("Kundennummer", &["1{n}"]),
                ("E-Mail", MAIL),
                ("Betreff", SUBJECTS),
                ("Status", &["Erledigt", "Offen", "In Bearbeitung"]),
                ("Datum", SENT),
            ],
        ),
        (
            "Offen.csv",
            "Betreff",
            &[
                ("Fallnummer", &["F{n}"]),
                ("E-Mail", MAIL),
                ("Betreff", SUBJECTS),
                ("Status", &["Erledigt", "Offen"]),
                ("Erstellt am", SENT),
            ],
        ),
        (
            "Open.csv",
            "Subject",
            &[
                ("Ticket ID", &["T{n}"]),
                ("Email", MAIL),
                ("Subject", SUBJECTS),
                ("Status", &["Open", "Closed"]),
                ("Type", &["Question", "Problem"]),
                ("Created time", SENT),
            ],
        ),
    ];
    for (file, subject, columns) in tables {
        let found = table(file, columns);
        assert_eq!(found.mapping.role, TableRole::Events, "{file}");
        // The subject is what a ticket is called by.
        let mut columns = found.mapping.columns.iter();
        let named = columns.find(|one| one.header == subject).expect(subject);
        assert!(named.reason.contains("none counts as a message"), "{file}");
        assert_eq!(happening(&found), Some("ticket"), "{file}");
        assert_eq!(found.system, SystemKind::Support, "{file}");
    }
}

#[test]
fn messages_and_things_to_do_with_a_subject_are_no_tickets() {
    let tables: [Columns<'_>; 3] = [
        &[
            ("Email", MAIL),
            ("Subject", CAMPAIGN),
            ("Sent at", SENT),
            ("Status", &["Open", "Closed"]),
        ],
        &[
            ("Email", MAIL),
            ("Subject", CAMPAIGN),
            ("Status", &["delivered", "opened"]),
            ("Date", SENT),
        ],
        &[
            ("Email", MAIL),
            ("Subject", &["Call back", "Write"]),
            ("Status", &["Open", "Closed"]),
            ("Due date", SENT),
        ],
    ];
    for columns in tables {
        let found = table("October.csv", columns);
        let headers: Vec<&str> = columns.iter().map(|(header, _)| *header).collect();
        assert_ne!(happening(&found), Some("ticket"), "{headers:?}");
        assert_ne!(found.system, SystemKind::Support, "{headers:?}");
    }
}
