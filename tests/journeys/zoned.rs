//! Days are those a file writes, what came first is told by the instant, and a clock nobody knows is told to be so.

use std::fmt::Write as _;
use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CheckInput, CheckView, Nothing, PreviewMapping, SetConstant, ShowReport,
};

use crate::erased::wait;
use crate::grouped::customers;
use crate::measured::{load_only, project};

/// Two orders late on the last day of March in New York, which is April in London; one early on the first of April in
/// Tokyo, which is March in London; and one in the middle of April.
const ORDERS: &str = "\
Order number,Order date,Total,Currency,Email,First name,Last name
1001,2026-03-31 22:00:00 -0400,40.00,EUR,grietje@example.com,Grietje,Dekker
1002,2026-03-31 23:30:00 -0400,60.00,EUR,jonas.winkler@example.org,Jonas,Winkler
1003,2026-04-01 00:30:00 +0900,25.00,EUR,mina.kovac@example.net,Mina,Kovac
1004,2026-04-15 10:00:00 -0400,75.00,EUR,pavel@example.com,Pavel,Novak
";
/// A log of New York that does not say so. Pavel's order came between his two visits.
const VISITS: &str = "\
visit_id,cookie_id,started_at,landing_page,utm_source,utm_medium,utm_campaign,pages,customer_email
v1,GA1.2.1111111111.1700000001,2026-04-15 09:30:00,/chairs,google,organic,,3,pavel@example.com
v2,GA1.2.1111111111.1700000001,2026-04-15 10:30:00,/chairs,facebook,cpc,,2,pavel@example.com
v3,GA1.2.2222222222.1700000002,2026-04-20 12:00:00,/lamps,google,organic,,1,
";
/// The same orders in a shop that tells their days alone.
const DAYS: &str = "\
Order number,Order date,Total,Currency,Email,First name,Last name
1001,2026-03-31,40.00,EUR,grietje@example.com,Grietje,Dekker
1002,2026-03-31,60.00,EUR,jonas.winkler@example.org,Jonas,Winkler
1003,2026-04-01,25.00,EUR,mina.kovac@example.net,Mina,Kovac
1004,2026-04-16,75.00,EUR,pavel@example.com,Pavel,Novak
";
/// A log that tells its zone. Pavel's second visit was late on the day of his order.
const PLACED_VISITS: &str = "\
visit_id,cookie_id,started_at,landing_page,utm_source,utm_medium,utm_campaign,pages,customer_email
v1,GA1.2.1111111111.1700000001,2026-04-15T09:30:00Z,/chairs,google,organic,,3,pavel@example.com
v2,GA1.2.1111111111.1700000001,2026-04-16T20:00:00Z,/chairs,facebook,cpc,,2,pavel@example.com
v3,GA1.2.2222222222.1700000002,2026-04-20T12:00:00Z,/lamps,google,organic,,1,
";
const SQUARE: &str = "\
Date,Time,Time Zone,Gross Sales,Gift Card Sales,Total Collected,Transaction ID,Description,Event Type,Customer ID,Customer Name,Transaction Status
2026-03-31,22:15:00,Eastern Time (US & Canada),$30.00,$0.00,$30.00,T1,Chair,Payment,SQ1,Grietje Dekker,Complete
2026-12-31,22:15:00,Eastern Time (US & Canada),$30.00,$0.00,$30.00,T2,Chair,Payment,SQ1,Grietje Dekker,Complete
2026-03-31,22:15:00,Pacific Time (US & Canada),$30.00,$0.00,$30.00,T3,Chair,Payment,SQ2,Jonas Winkler,Complete
";
const STRIPE: &str = "\
id,Description,Email,Name,Created (UTC),Delinquent,Plan,Status,Total Spend,Payment Count,Refunded Volume,Dispute Losses
cus_1,,grietje@example.com,Grietje Dekker,2026-03-31 23:30,false,,,40.00,1,0.00,0.00
";
/// Two words each of two people: the text of one is the later, its instant is not. Others behind them, so that the
/// columns of the log are told.
fn log() -> String {
    let mut rows = String::from(
        "email,channel,purpose,state,timestamp,source\n\
         grietje@example.com,email,marketing,withdrawn,2026-03-02T10:00:00+09:00,Till\n\
         grietje@example.com,email,marketing,granted,2026-03-02T09:00:00Z,Website form\n\
         jonas@example.org,email,marketing,withdrawn,2026-03-02T09:00:00Z,Till\n\
         jonas@example.org,email,marketing,granted,2026-03-02T10:00:00+09:00,Website form\n",
    );
    for person in 0..20 {
        for (channel, state) in [("email", "granted"), ("sms", "withdrawn")] {
            let _ = writeln!(
                rows,
                "member{person}@example.com,{channel},marketing,{state},2026-01-06T08:00:00Z,Website form"
            );
        }
    }
    rows
}

fn table(engine: &Engine, name: &str) -> i64 {
    let tables = engine.list_mappings(Nothing {}).expect("the tables");
    let mut tables = tables.into_iter();
    let table = tables.find(|one| one.name.contains(name));
    table.unwrap_or_else(|| panic!("no table {name}")).table
}

fn check(engine: &Engine, code: &str) -> CheckView {
    let book = engine.check_book(Nothing {}).expect("the checks");
    let mut checks = book.checks.into_iter();
    checks.find(|one| one.check == code).expect("the check")
}

/// What is told of one fact of an input.
fn told<'a>(input: &'a CheckInput, about: &str) -> Option<&'a str> {
    let fact = input.basis.iter().find(|one| one.about == about);
    fact.expect("the fact").told.as_deref()
}

/// The purchases a channel gets by last click.
fn last_click(check: &CheckView, channel: &str) -> Option<f64> {
    let mut pictures = check.pictures.iter();
    let flow = pictures.find(|one| one.kind == "flow")?;
    let line = flow.lines.iter().find(|one| one.label == channel)?;
    line.values.get(1).copied().flatten()
}

/// The times a table tells, as they are kept.
fn times(engine: &Engine, name: &str, attribute: &str) -> Vec<String> {
    let request = PreviewMapping {
        table: table(engine, name),
        limit: None,
    };
    let preview = engine.preview_mapping(request).expect("a preview");
    let rows = preview.rows.into_iter();
    rows.flat_map(|row| row.values)
        .filter(|value| value.attribute.code == attribute)
        .map(|value| value.value)
        .collect()
}

fn shop(folder: &Path) -> Engine {
    let engine = project(folder);
    load_only(&engine, folder, "shop_orders.csv", ORDERS, false);
    load_only(&engine, folder, "web_visits.csv", VISITS, true);
    engine
}

#[test]
fn an_order_is_of_the_day_and_month_its_file_writes() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path());
    assert_eq!(
        times(&engine, "orders", "event_time"),
        [
            "2026-03-31T22:00:00-04:00",
            "2026-03-31T23:30:00-04:00",
            "2026-04-01T00:30:00+09:00",
            "2026-04-15T10:00:00-04:00",
        ]
    );
    let numbers = check(&engine, "numbers");
    assert!(numbers.window.contains("2026-04"), "{}", numbers.window);
    let gave: Vec<&str> = numbers.inputs.iter().map(|one| one.gave.as_str()).collect();
    assert_eq!(gave, ["2 orders"], "April as the files write it");
}

#[test]
fn g01_each_number_tells_its_window_its_zone_what_is_counted_once_and_by_which_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path());
    let report = "\
Reporting starts,Reporting ends,Campaign name,Campaign delivery,Attribution setting,Results,Result indicator,Reach,Frequency,Cost per results,Amount spent (EUR),Impressions
2026-04-01,2026-04-30,Spring chairs,active,7-day click or 1-day view,3,actions:offsite_conversion.fb_pixel_purchase,900,2.5,4.00,12.00,2500
2026-04-01,2026-04-30,Spring lamps,active,7-day click or 1-day view,1,actions:offsite_conversion.fb_pixel_purchase,400,2.1,4.00,4.00,900
";
    load_only(&engine, folder.path(), "meta_ads_report.csv", report, true);
    let numbers = check(&engine, "numbers");
    let input = |table: &str| {
        let mut inputs = numbers.inputs.iter();
        inputs
            .find(|one| one.table.contains(table))
            .unwrap_or_else(|| panic!("{table} in {:?}", numbers.inputs))
    };
    let orders = input("orders");
    assert!(told(orders, "window").is_some_and(|text| text.starts_with("None")));
    assert_eq!(told(orders, "zone"), Some("UTC−04:00 and UTC+09:00."));
    assert!(told(orders, "once").is_some());
    assert_eq!(told(orders, "dated_by"), Some("The day in \"Order date\"."));
    let others = numbers
        .inputs
        .iter()
        .filter(|one| one.table != orders.table);
    let platforms: Vec<&CheckInput> = others.collect();
    let [platform] = platforms.as_slice() else {
        panic!("{:?}", numbers.inputs);
    };
    assert_eq!(told(platform, "window"), Some("7-day click or 1-day view."));
    for about in ["zone", "once", "dated_by"] {
        assert_eq!(told(platform, about), None, "{about}");
    }
    let page = engine.report_page(ShowReport::default()).expect("a report");
    for text in [
        "How each number came about",
        "7-day click or 1-day view.",
        "not told by the file",
    ] {
        assert!(page.html.contains(text), "{text}");
    }
}

#[test]
fn what_came_before_a_purchase_is_told_by_the_instant_or_said_to_be_unsure() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path());
    let before = check(&engine, "attribution");
    assert_eq!(
        last_click(&before, "Paid social"),
        Some(1.0),
        "as if it were UTC"
    );
    let said = before.unknown.join("\n");
    assert!(said.contains("3 of 3 times of"), "{said}");
    assert!(
        said.contains("The order of events of 1 purchase of 1 is not sure"),
        "{said}"
    );

    let nonsense = SetConstant {
        table: table(&engine, "visits"),
        attribute: "time_zone".into(),
        group: 0,
        value: Some("Middle-earth".into()),
    };
    let refused = engine.set_constant(nonsense).expect_err("no such zone");
    assert!(refused.to_string().contains("Middle-earth"), "{refused}");
    let zone = SetConstant {
        table: table(&engine, "visits"),
        attribute: "time_zone".into(),
        group: 0,
        value: Some("America/New_York".into()),
    };
    engine.set_constant(zone).expect("a zone");
    wait(&engine, engine.run_audit(Nothing {}).expect("a job").job);
    assert_eq!(
        times(&engine, "visits", "event_time"),
        [
            "2026-04-15T09:30:00-04:00",
            "2026-04-15T10:30:00-04:00",
            "2026-04-20T12:00:00-04:00",
        ]
    );
    let after = check(&engine, "attribution");
    assert_eq!(last_click(&after, "Organic search"), Some(1.0));
    assert_eq!(last_click(&after, "Paid social"), None, "it came after");
    let said = after.unknown.join("\n");
    assert!(!said.contains("time zone"), "{said}");
}

#[test]
fn an_order_of_a_day_alone_is_neither_before_nor_after_a_visit_of_that_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load_only(&engine, folder.path(), "shop_orders.csv", DAYS, false);
    load_only(
        &engine,
        folder.path(),
        "web_visits.csv",
        PLACED_VISITS,
        true,
    );
    let said = check(&engine, "attribution").unknown.join("\n");
    assert!(
        said.contains("The order of events of 1 purchase of 1 is not sure"),
        "{said}"
    );
    assert!(said.contains("tells no hour, and"), "{said}");
    assert!(!said.contains("no time zone"), "{said}");
}

#[test]
fn a_zone_beside_the_time_or_in_its_header_is_used() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load_only(
        &engine,
        folder.path(),
        "square-transactions.csv",
        SQUARE,
        false,
    );
    load_only(
        &engine,
        folder.path(),
        "stripe_customers.csv",
        STRIPE,
        false,
    );
    assert_eq!(
        times(&engine, "transactions", "event_time"),
        [
            "2026-03-31T22:15:00-04:00",
            "2026-12-31T22:15:00-05:00",
            "2026-03-31T22:15:00-07:00",
        ]
    );
    assert_eq!(
        times(&engine, "transactions", "time_zone"),
        [
            "America/New_York",
            "America/New_York",
            "America/Los_Angeles"
        ]
    );
    let [stripe] = times(&engine, "customers", "created_at")
        .try_into()
        .expect("one time");
    assert_eq!(stripe, "2026-03-31T23:30:00Z");
}

/// A text that begins with a later hour does not win over a later instant.
#[test]
fn the_later_word_about_a_consent_is_the_later_instant() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load_only(&engine, folder.path(), "consents.csv", &log(), true);
    let consent = |email: &str| {
        let mut found = customers(&engine, email).into_iter();
        let customer = found.next().expect("a customer");
        let mut values = customer.golden.into_iter();
        let value = values.find(|one| one.attribute.code == "email_consent");
        value.expect("a consent").value
    };
    // 10:00 in Tokyo is one o'clock in London: Grietje said yes afterwards, Jonas said no afterwards.
    assert_eq!(consent("grietje@example.com"), "opted_in");
    assert_eq!(consent("jonas@example.org"), "opted_out");
}
