//! Whom campaigns reached, and who got too many messages.

use super::{Address, Campaigns, Hour, Message, minute_of};
use chrono::NaiveDate;
use rollcall_model::CustomerId;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn message<'a>(customer: i64, campaign: &'a str, on: &str, email: &str) -> Message<'a> {
    Message {
        customer: CustomerId(customer),
        campaign,
        day: day(on),
        hour: None,
        is_sent: true,
        email: Some(Address::of(email)),
    }
}

#[test]
fn g69_who_has_just_bought_is_found_by_more_than_the_address() {
    let mut campaigns = Campaigns::default();
    campaigns.add_message(&message(1, "Winback", "2026-03-24", "a@example.com"));
    campaigns.add_message(&message(2, "Winback", "2026-03-24", "b@example.com"));
    campaigns.add_message(&message(3, "Winback", "2026-03-24", "c@example.com"));
    campaigns.add_purchase(
        CustomerId(1),
        day("2026-03-20"),
        None,
        Some(Address::of("a@example.com")),
    );
    campaigns.add_purchase(
        CustomerId(2),
        day("2026-03-20"),
        None,
        Some(Address::of("other@example.com")),
    );
    campaigns.add_purchase(
        CustomerId(3),
        day("2026-03-25"),
        None,
        Some(Address::of("c@example.com")),
    );
    let reach = campaigns.reach(7);
    assert_eq!(reach[0].people, 3);
    let found: Vec<_> = reach[0].sends[0]
        .recent_buyers
        .iter()
        .map(|one| (one.customer.0, one.found_by_email))
        .collect();
    assert_eq!(found, [(1, true), (2, false)], "3 bought after the message");
}

#[test]
fn g18_three_lists_in_a_week_are_pressure_and_in_eleven_days_are_not() {
    let mut campaigns = Campaigns::default();
    for (customer, days) in [(1, ["09", "11", "14"]), (2, ["03", "08", "13"])] {
        for (campaign, on) in ["A", "B", "C"].iter().zip(days) {
            campaigns.add_message(&message(
                customer,
                campaign,
                &format!("2026-03-{on}"),
                "a@example.com",
            ));
        }
    }
    let pressed = campaigns.pressed(3, 7);
    assert_eq!(pressed.len(), 1);
    assert_eq!(pressed[0].customer, CustomerId(1));
    assert_eq!(pressed[0].until, day("2026-03-14"));
}

#[test]
fn g18_three_lists_in_seven_days_are_pressure_and_in_eight_are_not() {
    let pressed = |days: [&str; 3]| {
        let mut campaigns = Campaigns::default();
        for (campaign, on) in ["A", "B", "C"].iter().zip(days) {
            let on = format!("2026-03-{on}");
            campaigns.add_message(&message(1, campaign, &on, "a@example.com"));
        }
        campaigns.pressed(3, 7).len()
    };
    assert_eq!(pressed(["09", "11", "15"]), 1, "the ninth is the first day");
    assert_eq!(
        pressed(["09", "11", "16"]),
        0,
        "the sixteenth is the eighth"
    );
    assert_eq!(pressed(["09", "15", "16"]), 0);
}

#[test]
fn a_campaign_that_is_sent_again_is_checked_again() {
    let mut campaigns = Campaigns::default();
    for (customer, on) in [(1, "10"), (2, "10"), (1, "17"), (2, "17"), (3, "17")] {
        let on = format!("2026-03-{on}");
        campaigns.add_message(&message(customer, "Winback", &on, "a@example.com"));
    }
    // Told by a second log as well.
    campaigns.add_message(&message(3, "Winback", "2026-03-17", "a@example.com"));
    for customer in [2, 3] {
        campaigns.add_purchase(CustomerId(customer), day("2026-03-15"), None, None);
    }
    let reach = campaigns.reach(7);
    assert_eq!((reach.len(), reach[0].people), (1, 3));
    let told: Vec<_> = reach[0]
        .sends
        .iter()
        .map(|send| {
            let buyers = send.recent_buyers.iter();
            let buyers: Vec<_> = buyers.map(|one| (one.customer.0, one.sent)).collect();
            (send.first, send.people, buyers)
        })
        .collect();
    let again = day("2026-03-17");
    assert_eq!(
        told,
        [
            (day("2026-03-10"), 2, vec![]),
            (again, 3, vec![(2, again), (3, again)])
        ]
    );
    // The same message again is one more.
    assert_eq!(campaigns.pressed(2, 7).len(), 0);
    assert_eq!(campaigns.pressed(2, 8).len(), 2);
    assert_eq!(campaigns.pressed(2, 8)[0].campaigns, 1);
}

#[test]
fn what_was_bought_later_on_the_day_of_a_message_was_not_bought_before_it() {
    let on = day("2026-03-24");
    let at = |hour: i64, clock: i64| {
        Some(Hour {
            minute: minute_of(on) + hour * 60,
            clock,
        })
    };
    // The hour of a message at ten, that of the purchase, and whether it came before.
    for (what, sent, bought, is_before) in [
        ("an hour before", at(10, 0), at(9, 0), true),
        ("an hour after", at(10, 0), at(11, 0), false),
        ("of another clock", at(10, 0), at(11, 5), true),
        ("without an hour", at(10, 0), None, true),
        ("beside a day", None, at(11, 0), true),
    ] {
        let mut campaigns = Campaigns::default();
        campaigns.add_message(&Message {
            hour: sent,
            ..message(1, "Winback", "2026-03-24", "a@example.com")
        });
        campaigns.add_purchase(CustomerId(1), on, bought, None);
        let buyers = campaigns.reach(7)[0].sends[0].recent_buyers.len();
        assert_eq!(buyers, usize::from(is_before), "{what}");
    }
}
