//! Seven journeys to a purchase whose shares are known: visits and mails go in as files, the credit of each
//! channel by each rule comes out of the check.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{check, picture, shop, somebody};

/// What reached somebody, and on which day of March.
enum Touch {
    /// A visit with its source and medium.
    Visit(u32, &'static str, &'static str),
    /// A mail that was opened.
    Opened(u32),
    /// A mail in which something was clicked.
    Clicked(u32),
}

/// The journeys: what reached each person, and the days of March of the purchases; all at ten o'clock.
fn journeys() -> Vec<(Vec<Touch>, Vec<u32>)> {
    use Touch::{Clicked, Opened, Visit};
    vec![
        // Fourteen, seven and no days before: 1/4, 1/2 and 1 with a half-life of a week.
        (
            vec![
                Visit(6, "google", "cpc"),
                Opened(13),
                Visit(20, "google", "organic"),
            ],
            vec![20],
        ),
        // Two touches a week apart: halves by position, a third and two thirds by time.
        (
            vec![Visit(8, "instagram", "paid_social"), Clicked(15)],
            vec![15],
        ),
        // A mail that was opened last is no click.
        (vec![Visit(10, "google", "cpc"), Opened(17)], vec![17]),
        // A visit without a source counts only where there is nothing else.
        (
            vec![Visit(5, "partner.example", "referral"), Visit(9, "", "")],
            vec![9],
        ),
        (vec![Visit(12, "", "")], vec![12]),
        // Nothing came between the first purchase and the second.
        (vec![Visit(2, "google", "organic")], vec![4, 19]),
        // Nobody knows what came before this one.
        (Vec::new(), vec![18]),
    ]
}

fn files() -> Vec<(&'static str, String)> {
    let mut visits =
        "visit_id,cookie_id,device_id,started_at,landing_page,utm_source,utm_medium,utm_campaign,gclid,pages,seconds,customer_email\n"
            .to_owned();
    let mut log =
        "message_id,sent_at,campaign,segment,email,first_name,mobile,status,opened_at,clicked_at\n"
            .to_owned();
    let mut orders =
        "Order number,Order date,Total,Currency,Email,First name,Last name\n".to_owned();
    let at = |day: u32| format!("2026-03-{day:02}T10:00:00Z");
    let mut number = 1000;
    for (who, (touches, purchases)) in journeys().into_iter().enumerate() {
        let one = somebody(who);
        for touch in touches {
            number += 1;
            let mut mail = |day: u32, opened: &str, clicked: &str| {
                let _ = writeln!(
                    log,
                    "m{number},{},Spring tables,Buyers,{},{},,delivered,{opened},{clicked}",
                    at(day),
                    one.email,
                    one.given
                );
            };
            match touch {
                Touch::Opened(day) => mail(day, &at(day), ""),
                Touch::Clicked(day) => mail(day, &at(day), &at(day)),
                Touch::Visit(day, source, medium) => {
                    let _ = writeln!(
                        visits,
                        "v{number},GA1.2.10726053{who:02}.17271245{who:02},,{},/tables,{source},{medium},,,3,90,{}",
                        at(day),
                        one.email
                    );
                }
            }
        }
        for day in purchases {
            number += 1;
            let _ = writeln!(
                orders,
                "{number},{},40.00,EUR,{},{},{}",
                at(day),
                one.email,
                one.given,
                one.family
            );
        }
    }
    vec![
        ("web_visits.csv", visits),
        ("newsletter_send_log.csv", log),
        ("shop_orders.csv", orders),
    ]
}

#[test]
fn g22_g70_each_rule_gives_each_channel_what_its_journeys_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = shop(folder.path(), &files());
    let told = check(&engine, "attribution");
    // The rules stand beside what they give.
    for rule in [
        "A touch is a visit with its source",
        "in the 30 days before a purchase",
        "a purchase is an order that holds",
        "every 7 days it came earlier",
        "of touches of the same minute",
        "nothing known before it is given to no channel",
    ] {
        assert!(
            told.definition.contains(rule),
            "{rule}: {}",
            told.definition
        );
    }
    let flow = picture(&told, "Credit by channel and rule");
    assert_eq!(
        flow.columns,
        [
            "Touches",
            "Last click",
            "First touch",
            "Linear",
            "Position-based",
            "Time decay"
        ]
    );
    let third = 1.0 / 3.0;
    // Touches, then purchases by rule, added up journey by journey.
    let expected = BTreeMap::from([
        (
            "Paid search",
            [2.0, 1.0, 2.0, third + 0.5, 0.4 + 0.5, 1.0 / 7.0 + third],
        ),
        (
            "E-mail opened",
            [
                2.0,
                0.0,
                0.0,
                third + 0.5,
                0.2 + 0.5,
                2.0 / 7.0 + 2.0 * third,
            ],
        ),
        (
            "Organic search",
            [2.0, 1.0 + 1.0, 1.0, third + 1.0, 0.4 + 1.0, 4.0 / 7.0 + 1.0],
        ),
        ("Paid social", [1.0, 0.0, 1.0, 0.5, 0.5, third]),
        ("E-mail", [1.0, 1.0, 0.0, 0.5, 0.5, 2.0 * third]),
        ("Referral", [1.0, 1.0, 1.0, 1.0, 1.0, 1.0]),
        ("Direct", [1.0, 1.0, 1.0, 1.0, 1.0, 1.0]),
    ]);
    let channels: Vec<_> = flow.lines.iter().filter(|one| !one.unexplained).collect();
    let mut names: Vec<&str> = channels.iter().map(|one| one.label.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, expected.keys().copied().collect::<Vec<_>>());
    for line in channels {
        for (column, wanted) in expected[line.label.as_str()].iter().enumerate() {
            let value = line.values[column].expect("a number");
            assert!(
                (value - wanted).abs() < 1e-9,
                "{}, {}: {value}, and not {wanted}",
                line.label,
                flow.columns[column]
            );
        }
    }
    let rest = flow.lines.last().expect("a line");
    assert!(rest.unexplained && rest.values[1..].iter().all(|one| *one == Some(2.0)));
    // Of six purchases with something before them two change their channel.
    let figure = told.figure.expect("a figure");
    assert_eq!((figure.found, figure.among), (2, 6));
}
