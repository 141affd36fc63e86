//! Whether it got better: flows before and after, and what more returning customers would be worth.

use std::fmt::Write as _;

use rollcall_engine::Engine;
use rollcall_engine::view::{CheckView, SetCheck, SetFlow, SetWhatIf, ShowReport};

use super::{check, picture, shop, somebody};

/// 100 messages of a flow before the tenth of March and 100 since, 20 and 60 of them opened, 5 and 8 clicked;
/// ten and twelve of another flow.
fn sent() -> String {
    let mut log =
        "message_id,sent_at,campaign,email,first_name,status,opened_at,clicked_at\n".to_owned();
    for (campaign, day, messages, opened, clicked) in [
        ("Welcome", "2026-03-02", 100, 20, 5),
        ("Welcome", "2026-03-10", 100, 60, 8),
        ("Thank you", "2026-03-02", 10, 2, 0),
        ("Thank you", "2026-03-11", 12, 11, 0),
    ] {
        for number in 0..messages {
            let one = somebody(number);
            let at = |hour: u32, is_told: bool| {
                if is_told {
                    format!("{day} {hour}:00:00")
                } else {
                    String::new()
                }
            };
            let _ = writeln!(
                log,
                "{}{day}-{number},{day} 10:00:00,{campaign},{},{},delivered,{},{}",
                &campaign[..1],
                one.email,
                one.given,
                at(12, number < opened),
                at(13, number < clicked)
            );
        }
    }
    log
}

fn set(engine: &Engine, request: SetCheck) -> CheckView {
    let book = engine
        .set_check(SetCheck {
            check: "retention".into(),
            ..request
        })
        .expect("agreed");
    let mut checks = book.checks.into_iter();
    checks
        .find(|one| one.check == "retention")
        .expect("the check")
}

fn changed(flow: &str, day: &str) -> SetCheck {
    SetCheck {
        flow: Some(SetFlow {
            flow: flow.into(),
            changed_on: day.into(),
        }),
        ..SetCheck::default()
    }
}

#[test]
fn g72_no_percentage_is_told_of_too_few_messages() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path(), &[("send_log.csv", sent())]);
    let before = check(&engine, "retention");
    let flows = before.flows.as_ref().expect("the flows");
    assert_eq!(flows.choices[0].flow, "Welcome");
    assert_eq!(flows.choices[0].messages, 200);
    assert!(
        before
            .unknown
            .iter()
            .any(|one| one.contains("nobody has said which flow"))
    );
    set(&engine, changed("Welcome", "2026-03-10"));
    let told = set(&engine, changed("Thank you", "2026-03-10"));
    let welcome = picture(&told, "Before and after: Welcome");
    assert!(
        welcome
            .sentence
            .contains("Opened: 20.0 % of 100 before, 60.0 % of 100 since, beyond chance."),
        "{}",
        welcome.sentence
    );
    assert!(
        welcome
            .sentence
            .contains("Clicked: 5.0 % of 100 before, 8.0 % of 100 since, which may be chance."),
        "{}",
        welcome.sentence
    );
    assert!(
        welcome
            .sentence
            .contains("Some mail programs open every mail by themselves"),
        "the caveat"
    );
    let thanks = picture(&told, "Before and after: Thank you");
    assert!(!thanks.sentence.contains('%'), "{}", thanks.sentence);
    assert_eq!(
        thanks.lines[0].values,
        [2.0, 10.0, 11.0, 12.0].map(Some).to_vec()
    );
    assert_eq!(thanks.lines[0].note, "not known");
    // It stands in the report, and can be taken back.
    let report = engine.report_page(ShowReport::default()).expect("a page");
    assert!(report.html.contains("Before and after: Welcome"));
    let without = set(&engine, changed("Thank you", ""));
    let titles = without.pictures.iter().map(|one| one.title.as_str());
    assert!(!titles.into_iter().any(|one| one.ends_with("Thank you")));
    let refused = engine.set_check(SetCheck {
        check: "retention".into(),
        ..changed("Welcome", "last week")
    });
    assert!(refused.is_err());
}

/// Fifty bought in March 2024; thirty of them again in October 2025, and seventy others in June 2025; the
/// newest purchase is of the end of February 2026.
fn orders() -> String {
    let mut orders =
        "Order number,Order date,Total,Currency,Email,First name,Last name\n".to_owned();
    let mut number = 1_000;
    let mut order = |who: usize, day: &str| {
        number += 1;
        let one = somebody(who);
        let _ = writeln!(
            orders,
            "{number},{day},40.00,EUR,{},{},{}",
            one.email, one.given, one.family
        );
    };
    for who in 0..50 {
        order(who, "2024-03-15");
    }
    for who in 0..30 {
        order(who, "2025-10-01");
    }
    for who in 50..120 {
        order(who, "2025-06-10");
    }
    order(50, "2026-02-28");
    orders
}

#[test]
fn g74_a_little_more_retention_is_arithmetic_on_inputs_that_stand_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path(), &[("shop_orders.csv", orders())]);
    let told = check(&engine, "retention");
    let inputs = told.what_if.as_ref().expect("the inputs");
    assert_eq!(inputs.customers, 100);
    assert!((inputs.kept.expect("measured") - 0.6).abs() < 1e-9);
    assert!(!inputs.kept_is_said && inputs.worth.is_none());
    let scenario = picture(&told, "If more came back");
    assert!(
        scenario
            .sentence
            .contains("60 % come back in a year (30 of the 50 who had bought in the year before)"),
        "{}",
        scenario.sentence
    );
    assert!(scenario.sentence.contains("no money is told"));
    let told = set(
        &engine,
        SetCheck {
            what_if: Some(SetWhatIf {
                worth: Some(100.0),
                ..SetWhatIf::default()
            }),
            ..SetCheck::default()
        },
    );
    let scenario = picture(&told, "If more came back");
    let expected = [
        [60.0, 65.0, 500.0],
        [36.0, 42.25, 625.0],
        [21.6, 27.462_5, 586.25],
    ];
    assert_eq!(scenario.lines.len(), 3);
    for (line, expected) in scenario.lines.iter().zip(expected) {
        for (value, wanted) in line.values.iter().zip(expected) {
            let value = value.expect("a number");
            assert!((value - wanted).abs() < 1e-6, "{}: {value}", line.label);
        }
    }
    assert!(
        scenario.sentence.contains("1711.25 more in all"),
        "{}",
        scenario.sentence
    );
    // Cohorts stand beside it: the fifty of March 2024, thirty of whom came back after 19 months.
    let cohorts = picture(&told, "Who comes back");
    assert!(cohorts.lines.iter().all(|line| line.values[0].is_some()));
    // Another share that somebody says is told as said.
    let said = set(
        &engine,
        SetCheck {
            what_if: Some(SetWhatIf {
                kept: Some(0.5),
                years: Some(1),
                ..SetWhatIf::default()
            }),
            ..SetCheck::default()
        },
    );
    let scenario = picture(&said, "If more came back");
    assert!(
        scenario
            .sentence
            .contains("50 % come back in a year (as somebody said)")
    );
    assert_eq!(scenario.lines.len(), 1);
}

#[test]
fn g74_a_year_of_orders_does_not_tell_who_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = orders();
    let young: Vec<&str> = all
        .lines()
        .filter(|line| !line.contains("2024-03-15"))
        .collect();
    let young = young.join("\n") + "\n";
    let engine = shop(folder.path(), &[("shop_orders.csv", young)]);
    let told = check(&engine, "retention");
    assert_eq!(told.what_if.as_ref().expect("the inputs").kept, None);
    assert!(
        told.unknown
            .iter()
            .any(|one| one.contains("do not go back two years"))
    );
    assert!(
        told.pictures
            .iter()
            .all(|one| one.title != "If more came back")
    );
}
