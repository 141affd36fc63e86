//! The window a check counts in can be chosen, and is told.

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
