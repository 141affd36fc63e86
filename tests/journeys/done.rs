//! What people did besides buying: opened and clicked messages, signed up, came by an advertisement, and whether they
//! do it less than they used to.

use std::fmt::Write as _;

use rollcall_engine::Engine;
use rollcall_engine::view::{CountList, DraftList, ListCondition, ListCount, Nothing, PreviewList};

use crate::measured::{load_only, project};

const ACCOUNTS: &str = "\
user_id,display_name,email,signed_up_at,last_seen_at
u1,Grietje Dekker,grietje@example.com,2025-11-07T23:30:00-05:00,2026-03-15T11:59:02Z
u2,Jonas Winkler,jonas.winkler@example.org,2026-02-08T09:00:00Z,2026-03-10T10:00:00Z
";
/// The second visit came by an advertisement.
const VISITS: &str = "\
visit_id,cookie_id,started_at,landing_page,utm_source,utm_medium,utm_campaign,gclid,pages,customer_email
v1,GA1.2.1111111111.1700000001,2026-03-01T10:00:00Z,/chairs,google,organic,,,3,grietje@example.com
v2,GA1.2.2222222222.1700000002,2026-03-02T10:00:00Z,/chairs,google,cpc,Spring chairs,EAIaIQobChMI,2,jonas.winkler@example.org
";

/// People by whom they work for; none of them signed up anywhere.
const CONTACTS: &str = "\
Contact ID,First Name,Last Name,Email,Company Registration Number,Created At
C-1,Grietje,Dekker,grietje@example.com,HRB 12345,2025-11-07
C-2,Jonas,Winkler,jonas.winkler@example.org,HRB 99887,2026-02-08
";
/// Mails of which nobody knows whether they were opened.
const SENT: &str = "\
message_id,sent_at,campaign,segment,email,first_name,status
m1,2026-03-02 10:00:00,Weekly,All,grietje@example.com,Grietje,delivered
m2,2026-03-02 10:00:00,Weekly,All,jonas.winkler@example.org,Jonas,delivered
";

/// Ten mails a week apart: Grietje opened the first four and no more, Jonas all of them, and clicked in the last.
fn send_log() -> String {
    let mut rows = String::from(
        "message_id,sent_at,campaign,segment,email,first_name,status,opened_at,clicked_at\n",
    );
    let days = [
        "01-05", "01-12", "01-19", "01-26", "02-02", "02-09", "02-16", "02-23", "03-02", "03-09",
    ];
    for (place, day) in days.iter().enumerate() {
        let opened = format!("2026-{day} 18:00:00");
        let by_grietje = if place < 4 { opened.as_str() } else { "" };
        let clicked = if place == 9 {
            "2026-03-10 08:00:00"
        } else {
            ""
        };
        writeln!(
            rows,
            "a{place},2026-{day} 10:00:00,Weekly {place},All,grietje@example.com,Grietje,delivered,{by_grietje},\n\
             b{place},2026-{day} 10:00:00,Weekly {place},All,jonas.winkler@example.org,Jonas,delivered,{opened},{clicked}"
        )
        .expect("rows");
    }
    rows
}

fn event(subject: &str, test: &str, value: &str, named: &str) -> ListCondition {
    let values = if value.is_empty() {
        Vec::new()
    } else {
        vec![value.to_owned()]
    };
    ListCondition {
        kind: "event".into(),
        subject: subject.into(),
        test: test.into(),
        values,
        days: None,
        named: named.into(),
        conditions: Vec::new(),
    }
}

fn counted(engine: &Engine, condition: ListCondition) -> ListCount {
    let request = CountList {
        draft: DraftList {
            purpose: "contact".into(),
            condition,
        },
        destination: None,
        today: None,
    };
    engine.count_list(request).expect("a count")
}

fn chosen(engine: &Engine, subject: &str, test: &str, value: &str, named: &str) -> u64 {
    counted(engine, event(subject, test, value, named)).chosen
}

#[test]
fn what_people_did_is_a_condition_of_lists_and_shows_who_drifts_away() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load_only(&engine, folder.path(), "app_users.csv", ACCOUNTS, false);
    load_only(&engine, folder.path(), "web_visits.csv", VISITS, false);
    load_only(
        &engine,
        folder.path(),
        "newsletter_send_log.csv",
        &send_log(),
        true,
    );

    for (subject, test, value, named, expected) in [
        ("opened", "did", "", "", 2),
        ("opened", "at_least", "5", "", 1),
        ("opened", "last_since", "2026-02-01", "", 1),
        ("opened", "did", "", "Weekly 9", 1),
        ("clicked", "did", "", "", 1),
        // Of the day it was clicked, not of the mail.
        ("clicked", "last_since", "2026-03-10", "", 1),
        ("clicked", "last_since", "2026-03-11", "", 0),
        ("ad_click", "did", "", "", 1),
        ("ad_click", "did", "", "Spring", 1),
        ("ad_click", "did", "", "Autumn", 0),
        ("sign_up", "did", "", "", 2),
        // Late on the seventh where it was written, the eighth in London.
        ("sign_up", "first_before", "2025-11-08", "", 1),
        ("sign_up", "first_since", "2026-01-01", "", 1),
        ("message", "did", "", "", 2),
    ] {
        let found = chosen(&engine, subject, test, value, named);
        assert_eq!(found, expected, "{subject} {test} {value} {named}");
    }

    never_sent_is_not_unopened(&engine);

    // Where a log tells of it, who did not do it is known.
    for subject in ["opened", "clicked", "ad_click", "sign_up"] {
        let did_not = counted(&engine, event(subject, "did_not", "", ""));
        let did = chosen(&engine, subject, "did", "", "");
        assert_eq!(did + did_not.chosen, did_not.customers, "{subject}");
        assert_eq!(did_not.steps[0].unknown, 0, "{subject}");
    }

    let book = engine.check_book(Nothing {}).expect("the checks");
    let check = book.checks.into_iter().find(|one| one.check == "retention");
    let check = check.expect("the check");
    let picture = |title: &str| {
        let mut pictures = check.pictures.iter();
        let found = pictures.find(|one| one.title.starts_with(title));
        found.unwrap_or_else(|| panic!("no picture {title}"))
    };
    let by_sign = picture("Drifting away");
    let reading = by_sign
        .lines
        .iter()
        .find(|one| one.label.starts_with("Messages"));
    let reading = reading.expect("the line");
    assert_eq!(reading.values, [Some(1.0), Some(2.0)]);
    let early = picture("Early signs");
    assert_eq!(early.lines.len(), 1);
    // Silent since 26 January; the last mail was opened on 9 March and clicked a day later.
    assert_eq!(early.lines[0].values, [Some(43.0), Some(7.0)]);
}

/// Both were sent their last mail on 9 March, and nothing of another campaign.
fn never_sent_is_not_unopened(engine: &Engine) {
    let of_one = |test, value, named| counted(engine, event("opened", test, value, named));
    // Grietje left the last one unopened; nobody was sent anything of autumn, so nobody left it unopened.
    for (test, value, named, expected) in [
        ("did_not", "", "Weekly 9", 1),
        ("at_most", "3", "Weekly 9", 2),
        ("did_not", "", "Autumn", 0),
        ("at_most", "3", "Autumn", 0),
    ] {
        let count = of_one(test, value, named);
        assert_eq!(count.chosen, expected, "{test} {named}");
        let told = &count.steps[0].because;
        let is_told = told.starts_with("Was sent nothing: 2 of 2 customers got no message of that");
        assert_eq!(is_told, named == "Autumn", "{test} {named}: {told}");
    }
    // Who writes the list is told as well.
    let request = PreviewList {
        list: String::new(),
        draft: Some(DraftList {
            purpose: "contact".into(),
            condition: event("opened", "did_not", "", "Autumn"),
        }),
        destination: "plain_csv".into(),
        days: None,
        today: None,
    };
    let preview = engine.preview_list(request).expect("a preview");
    let told = preview.warnings.join(" ");
    assert!(told.contains("Was sent nothing: 2 of 2"), "{told}");
}

#[test]
fn what_no_export_tells_of_is_neither_done_nor_not_done() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load_only(&engine, folder.path(), "crm_contacts.csv", CONTACTS, false);
    load_only(
        &engine,
        folder.path(),
        "newsletter_send_log.csv",
        SENT,
        true,
    );
    assert_eq!(chosen(&engine, "message", "did", "", ""), 2);
    for (subject, test, value) in [
        ("opened", "did", ""),
        ("opened", "did_not", ""),
        ("opened", "at_most", "3"),
        ("clicked", "did_not", ""),
        ("ad_click", "did_not", ""),
        // A company's number of registration makes nobody sign up.
        ("sign_up", "did", ""),
        ("sign_up", "did_not", ""),
        // Neither orders, nor visits, nor tickets are loaded.
        ("purchase", "did", ""),
        ("purchase", "did_not", ""),
        ("product", "did_not", ""),
        ("visit", "did_not", ""),
        ("ticket", "did_not", ""),
    ] {
        let asked = event(subject, test, value, "");
        let negated = ListCondition {
            kind: "none".into(),
            subject: String::new(),
            test: String::new(),
            values: Vec::new(),
            conditions: vec![asked.clone()],
            ..asked.clone()
        };
        for condition in [asked, negated] {
            let told = format!("{} {subject} {test}", condition.kind);
            let count = counted(&engine, condition);
            assert_eq!(count.chosen, 0, "{told}");
            assert_eq!(count.steps[0].unknown, count.customers, "{told}");
            let because = &count.steps[0].because;
            assert!(because.starts_with("No table in use tells"), "{told}");
        }
    }
    // Who writes the list is told why it is empty.
    let request = PreviewList {
        list: String::new(),
        draft: Some(DraftList {
            purpose: "suppress".into(),
            condition: event("purchase", "did_not", "", ""),
        }),
        destination: "plain_csv".into(),
        days: None,
        today: None,
    };
    let preview = engine.preview_list(request).expect("a preview");
    assert_eq!(preview.chosen, 0);
    let told = preview.warnings.join(" ");
    assert!(told.contains("Load one of orders."), "{told}");
}
