//! A retargeting audience of 200 of whom 40 bought, and 1,000 spent on it; clicks that were paid for buyers.

use std::fmt::Write as _;

use rollcall_engine::view::{Figure, SetCheck};
use sha2::{Digest as _, Sha256};

use super::{check, shop, somebody};
use crate::measured::rows;

fn files() -> Vec<(&'static str, String)> {
    let mut audience = "Email SHA256,Country,Added on\n".to_owned();
    for number in 0..200 {
        let hash = Sha256::digest(somebody(number).email.as_bytes());
        let hash = hash.iter().fold(String::new(), |mut hash, byte| {
            let _ = write!(hash, "{byte:02x}");
            hash
        });
        let _ = writeln!(audience, "{hash},GB,2026-02-01");
    }
    let mut orders =
        "Order number,Order date,Total,Currency,Email,First name,Last name\n".to_owned();
    let mut order = |number: usize, who: usize, day: &str| {
        let one = somebody(who);
        let _ = writeln!(
            orders,
            "{},{day},40.00,EUR,{},{},{}",
            5_000 + number,
            one.email,
            one.given,
            one.family
        );
    };
    for who in 0..40 {
        order(
            who,
            who,
            if who % 2 == 0 {
                "2026-03-10"
            } else {
                "2026-03-31"
            },
        );
    }
    // Ten of the audience bought long before the window; ten who bought in it are in no audience.
    for who in 0..10 {
        order(100 + who, 40 + who, "2025-11-05");
        order(200 + who, 210 + who, "2026-03-15");
    }
    vec![
        ("retargeting_audience.csv", audience),
        ("shop_orders.csv", orders),
    ]
}

#[test]
fn g19_a_fifth_of_the_audience_had_bought_and_a_fifth_of_the_money_is_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path(), &files());
    let waste = check(&engine, "waste");
    let figure = waste.figure.as_ref().expect("a figure");
    assert_eq!((figure.found, figure.among), (40, 200));
    assert!(waste.window.contains("2026-03-31"), "{}", waste.window);
    assert!(
        !waste.sentence.contains("spent"),
        "no money without its input: {}",
        waste.sentence
    );
    assert!(
        waste
            .unknown
            .iter()
            .any(|one| one.contains("nobody has said what is spent"))
    );
    let behind = rows(
        &engine,
        Figure::Check {
            check: "waste".into(),
            part: String::new(),
        },
    );
    assert_eq!(behind.total, 40);
    let book = engine
        .set_check(SetCheck {
            check: "waste".into(),
            spend: Some(1_000.0),
            ..SetCheck::default()
        })
        .expect("agreed");
    let waste = book.checks.iter().find(|one| one.check == "waste");
    let told = &waste.expect("the check").sentence;
    assert!(
        told.contains("1000 spent on the audience, 200.00 by estimate"),
        "{told}"
    );
}

#[test]
fn g19_without_an_audience_it_cannot_be_known() {
    let folder = tempfile::tempdir().expect("a folder");
    let orders = files().pop().expect("the orders");
    let waste = check(&shop(folder.path(), &[orders]), "waste");
    assert!(waste.figure.is_none(), "never nought of nought");
    assert!(
        waste
            .sentence
            .starts_with("Cannot be known from these files")
    );
    assert_eq!(waste.unknown.len(), 1);
}

#[test]
fn ch1_clicks_on_advertisements_by_people_who_had_just_bought_cost_what_a_click_costs() {
    let mut visits =
        "visit_id,cookie_id,device_id,started_at,landing_page,utm_source,utm_medium,utm_campaign,gclid,pages,seconds,customer_email\n"
            .to_owned();
    // Number 0 bought on the tenth and number 1 on the last of March; number 100 is in the audience and never did.
    for (visit, (who, day, source, medium)) in [
        (0, 12, "google", "cpc"),
        (0, 10, "google", "cpc"),
        (1, 20, "google", "cpc"),
        (100, 20, "instagram", "paid_social"),
        (2, 12, "google", "organic"),
    ]
    .into_iter()
    .enumerate()
    {
        let _ = writeln!(
            visits,
            "v{visit},GA1.2.10726053{who:02}.17271245{who:02},,2026-03-{day:02}T10:00:00Z,/tables,{source},{medium},,,3,90,{}",
            somebody(who).email
        );
    }
    let mut files = files();
    files.push(("web_visits.csv", visits));
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path(), &files);
    let waste = check(&engine, "waste");
    let told = "1 of 4 clicks on advertisements by people who are known came on one of the 30 days after they had bought.";
    assert!(waste.sentence.ends_with(told), "{}", waste.sentence);
    let clicks = super::picture(&waste, "Clicked after buying");
    let lines: Vec<_> = clicks
        .lines
        .iter()
        .map(|line| (line.label.as_str(), line.values.clone()))
        .collect();
    assert_eq!(
        lines,
        [
            ("Paid search", vec![Some(1.0), Some(3.0)]),
            ("Paid social", vec![Some(0.0), Some(1.0)]),
        ]
    );
    let not_known = |check: &rollcall_engine::view::CheckView| {
        let mut all = check.unknown.iter();
        all.any(|one| one.contains("nobody has said what a click costs"))
    };
    assert!(not_known(&waste));
    let book = engine
        .set_check(SetCheck {
            check: "waste".into(),
            cost_per_click: Some(0.8),
            ..SetCheck::default()
        })
        .expect("agreed");
    let mut checks = book.checks.into_iter();
    let waste = checks.find(|one| one.check == "waste").expect("the check");
    assert!(
        waste
            .sentence
            .ends_with("At 0.8 a click, clicks after buying cost 0.80."),
        "{}",
        waste.sentence
    );
    assert!(!not_known(&waste));
}
