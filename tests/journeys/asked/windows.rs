//! The window a check counts in can be chosen, and is told.

use std::fmt::Write as _;

use rollcall_engine::Engine;
use rollcall_engine::view::{CheckView, SetCheck};

use super::{Person, check, estate, figure, orders, person, table};

fn choose(
    engine: &Engine,
    check: &str,
    days: Option<u32>,
    messages: Option<u32>,
) -> Result<(), String> {
    let request = SetCheck {
        check: check.into(),
        days,
        messages,
        ..SetCheck::default()
    };
    let set = engine.set_check(request);
    set.map(drop).map_err(|error| error.to_string())
}

fn window(check: &CheckView) -> (Option<u32>, Option<u32>, bool) {
    let window = check.window_choice.as_ref().expect("a window");
    (window.days, window.messages, window.chosen)
}

/// Ten people bought, one a day from 1 October on; the e-mail tool has seven of them and knows four as buyers.
#[test]
fn a_check_counts_in_the_window_somebody_chose_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let newsletter = table(
        "Email,First name,Last name,Email consent,Is buyer",
        3..16,
        |one| {
            let Person { name, email, .. } = person(one);
            let said = if (3..7).contains(&one) { "yes" } else { "no" };
            format!("{email},{name},subscribed,{said}")
        },
    );
    let engine = estate(
        folder.path(),
        &[
            ("shop_orders.csv", "shop", orders(10)),
            ("newsletter.csv", "email_platform", newsletter),
        ],
    );
    let told = check(&engine, "known_buyers");
    assert_eq!(figure(&told), Some((6, 10)), "{}", told.sentence);
    assert_eq!(window(&told), (None, None, false));
    let runs = told.history.len();
    assert!(runs > 0, "the run kept it");

    choose(&engine, "known_buyers", Some(3), None).expect("chosen");
    let told = check(&engine, "known_buyers");
    assert_eq!(figure(&told), Some((3, 4)), "{}", told.sentence);
    assert!(
        told.window.contains("from 2026-10-07 to 2026-10-10"),
        "{}",
        told.window
    );
    assert_eq!(window(&told), (Some(3), None, true));
    assert!(
        told.history.is_empty(),
        "figures of another window are not held against it"
    );
    // Nought gives back the window the check has by itself, with its trend.
    choose(&engine, "known_buyers", Some(0), None).expect("given back");
    let told = check(&engine, "known_buyers");
    assert_eq!(figure(&told), Some((6, 10)), "{}", told.sentence);
    assert_eq!(
        (window(&told), told.history.len()),
        ((None, None, false), runs)
    );

    assert_eq!(
        window(&check(&engine, "pressure")),
        (Some(7), Some(3), false)
    );
    choose(&engine, "pressure", Some(14), Some(5)).expect("chosen");
    let told = check(&engine, "pressure");
    assert_eq!(window(&told), (Some(14), Some(5), true));
    let counted = "5 or more messages of different campaigns, or of a campaign that was sent again, within 14 days";
    assert!(told.definition.contains(counted), "{}", told.definition);
    for (code, days, messages, why) in [
        ("numbers", Some(30), None, "no window of days"),
        ("waste", Some(90_000), None, "1 to 3650 days"),
        ("waste", None, Some(4), "counts no messages"),
        ("pressure", None, Some(1), "2 to 100 messages"),
    ] {
        let refused = choose(&engine, code, days, messages).expect_err("refused");
        assert!(refused.contains(why), "{refused}");
    }
}

/// The month of the orders, those told of it, and whether somebody chose it.
fn month(engine: &Engine) -> (String, Option<(u64, u64)>, bool) {
    let told = check(engine, "numbers");
    let choice = told.month_choice.as_ref().expect("a month");
    assert_eq!(choice.months, ["2026-11", "2026-10"]);
    assert!(
        told.sentence.starts_with(&format!("For {} ", choice.month)),
        "{}",
        told.sentence
    );
    (choice.month.clone(), figure(&told), choice.chosen)
}

/// After November the orders of October can still be asked for, when its returns are there.
#[test]
fn a_month_that_is_over_is_told_again_once_somebody_chooses_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = orders(10);
    for one in 20..24 {
        let Person { name, email, .. } = person(one);
        let day = one - 17;
        let _ = writeln!(
            text,
            "{},2026-11-{day:02},40.00,EUR,{email},{name}",
            2000 + one
        );
    }
    let engine = estate(folder.path(), &[("shop_orders.csv", "shop", text)]);
    let newest = ("2026-11".to_owned(), Some((0, 4)), false);
    assert_eq!(month(&engine), newest);
    let runs = check(&engine, "numbers").history.len();
    assert!(runs > 0, "the run kept it");

    let choose_month = |check: &str, month: &str| {
        let request = SetCheck {
            check: check.into(),
            month: Some(month.into()),
            ..SetCheck::default()
        };
        let set = engine.set_check(request);
        set.map(drop).map_err(|error| error.to_string())
    };
    choose_month("numbers", "2026-10").expect("chosen");
    let october = ("2026-10".to_owned(), Some((0, 10)), true);
    assert_eq!(month(&engine), october);
    let told = check(&engine, "numbers");
    assert!(told.window.contains("from 2026-10-01 to 2026-10-31"));
    assert!(
        told.history.is_empty(),
        "figures of another month are not held against it"
    );
    for (code, chosen, why) in [
        ("numbers", "2026-09", "No orders of 2026-09 are loaded"),
        ("pressure", "2026-10", "counts no single month"),
    ] {
        let refused = choose_month(code, chosen).expect_err("refused");
        assert!(refused.contains(why), "{refused}");
    }
    assert_eq!(month(&engine), october);
    choose_month("numbers", "").expect("given back");
    assert_eq!(month(&engine), newest);
    assert_eq!(check(&engine, "numbers").history.len(), runs);
    assert!(check(&engine, "pressure").month_choice.is_none());
}
