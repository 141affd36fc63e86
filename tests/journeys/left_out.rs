//! What people say of a table and of its columns holds: a table that is about something else is read anew, and a column
//! that is left out is there for nobody.

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CountList, DraftList, ImportFiles, ListCondition, MappingView, Nothing, SetColumn, SetTable,
    TableNumber,
};

use crate::erased::wait;
use crate::measured::{load, project};

/// Payments with the names of those who paid: nothing tells them from a list of people.
const PAID: &str = "\
Customer ID,First name,Last name,Email,Created,Amount
C1,Grietje,Dekker,grietje@example.com,2026-03-05,100.00
C2,Jonas,Winkler,jonas.winkler@example.org,2026-03-06,50.00
C3,Mina,Kovac,mina.kovac@example.net,2026-03-07,25.00
";

/// A shop whose columns tell the checks something by their headers alone.
const FILES: [(&str, &str); 7] = [
    (
        "shop_orders.csv",
        "Order number,Order date,Total,Refunded amount,Currency,Email,First name,Last name\n\
         1001,2026-03-05,100.00,20.00,EUR,grietje@example.com,Grietje,Dekker\n\
         1002,2026-03-06,50.00,,EUR,jonas.winkler@example.org,Jonas,Winkler\n\
         1003,2026-03-07,25.00,,EUR,mina.kovac@example.net,Mina,Kovac\n",
    ),
    (
        "send_log.csv",
        "message_id,sent_at,campaign,email,first_name,status,opened_at,clicked_at\n\
         m1,2026-03-03 10:00:00,Spring tables,grietje@example.com,Grietje,delivered,2026-03-03 12:00:00,\n\
         m2,2026-03-03 10:00:00,Spring tables,jonas.winkler@example.org,Jonas,delivered,2026-03-03 13:00:00,2026-03-03 13:05:00\n\
         m3,2026-03-03 10:00:00,Spring tables,mina.kovac@example.net,Mina,delivered,,\n",
    ),
    (
        "web_visits.csv",
        "visit_id,cookie_id,started_at,landing_page,utm_source,utm_medium,utm_campaign,gclid,pages,customer_email\n\
         v1,GA1.2.1111111111.1700000001,2026-03-01T10:00:00Z,/chairs,google,organic,,,3,grietje@example.com\n\
         v2,GA1.2.2222222222.1700000002,2026-03-02T10:00:00Z,/chairs,google,cpc,Spring chairs,EAIaIQobChMI,2,jonas.winkler@example.org\n",
    ),
    (
        "app_users.csv",
        "user_id,display_name,email,signed_up_at,last_seen_at\n\
         u1,Grietje Dekker,grietje@example.com,2026-03-07T23:30:00-05:00,2026-03-15T11:59:02Z\n\
         u2,Jonas Winkler,jonas.winkler@example.org,2026-03-08T09:00:00Z,2026-03-10T10:00:00Z\n",
    ),
    (
        "crm_contacts.csv",
        "Contact ID,First Name,Last Name,Email,Lead status\n\
         C-1,Grietje,Dekker,grietje@example.com,New\n\
         C-2,Jonas,Winkler,jonas.winkler@example.org,Open\n",
    ),
    (
        "newsletter.csv",
        "Email,First name,Last name,Email consent,Is buyer\n\
         grietje@example.com,Grietje,Dekker,subscribed,yes\n\
         jonas.winkler@example.org,Jonas,Winkler,subscribed,no\n",
    ),
    (
        "ads_report.csv",
        "Month,Campaign,Impressions,Clicks,Orders\n\
         2026-03,Spring chairs,1000,100,3\n\
         2026-03,Spring lamps,900,80,2\n",
    ),
];

fn mapping(engine: &Engine, table: i64) -> MappingView {
    let request = TableNumber { table };
    engine.get_mapping(request).expect("the mapping")
}

/// The table that has all of these columns.
fn table_with(engine: &Engine, headers: &[&str]) -> MappingView {
    let tables = engine.list_mappings(Nothing {}).expect("the tables");
    let mut views = tables.into_iter().map(|one| mapping(engine, one.table));
    let has = |view: &MappingView, header: &str| {
        let mut columns = view.columns.iter();
        columns.any(|column| column.header == header)
    };
    let found = views.find(|view| headers.iter().all(|header| has(view, header)));
    found.unwrap_or_else(|| panic!("no table has {headers:?}"))
}

/// Says what a column is; nothing leaves it out.
fn set(engine: &Engine, view: &MappingView, header: &str, attribute: Option<&str>) {
    let mut columns = view.columns.iter();
    let column = columns.find(|column| column.header == header);
    engine
        .set_column(SetColumn {
            table: view.table,
            column: column.expect("a column").column,
            attribute: attribute.map(str::to_owned),
            group: 0,
            date_order: None,
        })
        .expect("a column");
}

/// Each column with its attribute, its state and why.
fn columns(view: &MappingView) -> Vec<(String, String, String, String)> {
    let columns = view.columns.iter().map(|one| {
        let attribute = one.attribute.as_ref();
        (
            one.header.clone(),
            attribute.map_or_else(String::new, |attribute| attribute.code.clone()),
            one.state.clone(),
            one.reason.clone(),
        )
    });
    columns.collect()
}

fn attribute_of(view: &MappingView, header: &str) -> String {
    let mut all = columns(view).into_iter();
    all.find(|(one, ..)| one == header).expect("a column").1
}

#[test]
fn a_table_somebody_says_is_about_something_else_is_read_anew_but_for_what_people_decided() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "paid.csv", PAID);
    let found = table_with(&engine, &["Created", "Amount"]);
    assert_eq!(found.role, "customers", "{}", found.role_reason);
    assert_eq!(attribute_of(&found, "Created"), "created_at");
    assert_eq!(attribute_of(&found, "Amount"), "");
    set(&engine, &found, "Last name", Some("former_name"));
    set(&engine, &found, "First name", None);
    let before = mapping(&engine, found.table);

    let say = |role: &str| {
        let request = SetTable {
            table: found.table,
            role: Some(role.into()),
            default_country: None,
        };
        engine.set_table(request).expect("it is said")
    };
    let events = say("events");
    assert_eq!(events.role, "events");
    assert_eq!(events.role_reason, "You said so.");
    assert_eq!(attribute_of(&events, "Created"), "event_time");
    assert_eq!(attribute_of(&events, "Amount"), "amount");
    for header in ["Last name", "First name"] {
        let of = |view: &MappingView| {
            let mut all = columns(view).into_iter();
            all.find(|(one, ..)| one == header)
        };
        assert_eq!(of(&events), of(&before), "{header}");
    }

    let people = say("customers");
    assert_eq!(people.role_reason, "You said so.");
    assert_eq!(columns(&people), columns(&before));

    for _ in 0..2 {
        engine.undo(Nothing {}).expect("undone");
    }
    let after = mapping(&engine, found.table);
    assert_eq!(after.role, "customers");
    assert_eq!(after.role_reason, before.role_reason);
    assert_eq!(columns(&after), columns(&before));
}

/// What a check tells, and what it cannot.
fn told(engine: &Engine, code: &str) -> String {
    let book = engine.check_book(Nothing {}).expect("the checks");
    let mut checks = book.checks.into_iter();
    let check = checks.find(|one| one.check == code).expect("the check");
    format!("{}\n{}", check.sentence, check.unknown.join("\n"))
}

/// Of how many it is not known whether they opened a message.
fn unknown_openings(engine: &Engine) -> u64 {
    let condition = ListCondition {
        kind: "event".into(),
        subject: "opened".into(),
        test: "did".into(),
        values: Vec::new(),
        days: None,
        named: String::new(),
        conditions: Vec::new(),
    };
    let count = engine
        .count_list(CountList {
            draft: DraftList {
                purpose: "suppress".into(),
                condition,
            },
            destination: None,
            today: None,
        })
        .expect("a count");
    count.steps[0].unknown
}

#[test]
fn a_column_somebody_left_out_is_there_for_no_check() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let paths = FILES.map(|(name, text)| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    });
    let job = engine
        .import_files(ImportFiles {
            paths: paths.to_vec(),
            choices: Vec::new(),
            then_audit: true,
        })
        .expect("a job")
        .job;
    wait(&engine, job);

    for (headers, code, sentence) in [
        (
            &["Refunded amount"][..],
            "numbers",
            "What was given back of the money of 2026-03 cannot be known",
        ),
        (
            &["opened_at"],
            "retention",
            "Which messages were opened cannot be known",
        ),
        (
            &["opened_at", "clicked_at"],
            "retention",
            "Whether messages were read cannot be known",
        ),
        (&["opened_at"], "leads", "E-mails opened: no source has it"),
        (
            &["landing_page", "pages"],
            "leads",
            "Pages visited: no source has it",
        ),
        (&["Lead status"], "leads", "no open lead is in them"),
        (
            &["utm_source", "utm_medium", "utm_campaign", "gclid"],
            "sign_ups",
            "no sign-up and no visit has a column with the id of a click",
        ),
        (&["Is buyer"], "known_buyers", "none of its columns tells"),
    ] {
        let before = told(&engine, code);
        assert!(!before.contains(sentence), "{headers:?}: {before}");
        let view = table_with(&engine, headers);
        for header in headers {
            set(&engine, &view, header, None);
        }
        let after = told(&engine, code);
        assert!(after.contains(sentence), "{headers:?}: {after}");
        for _ in headers {
            engine.undo(Nothing {}).expect("undone");
        }
        assert_eq!(told(&engine, code), before, "{headers:?}");
    }

    // A report that has no such number any more says none.
    assert!(told(&engine, "numbers").contains("Ads says 5"));
    let report = table_with(&engine, &["Impressions", "Orders"]);
    set(&engine, &report, "Orders", None);
    assert!(!told(&engine, "numbers").contains("Ads says"));

    // Lists do not know either.
    assert_eq!(unknown_openings(&engine), 0);
    let log = table_with(&engine, &["opened_at"]);
    set(&engine, &log, "opened_at", None);
    assert!(unknown_openings(&engine) > 0);
}
