//! Whom campaigns reached, and who got too many messages.

use super::{Address, Campaigns, Hour, Message, minute_of};
use chrono::NaiveDate;
use rollcall_model::{CustomerId, SourceId};

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
        log: 1,
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
    let pressed = campaigns.receipts().pressed(3, 7);
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
        campaigns.receipts().pressed(3, 7).len()
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
    assert_eq!(campaigns.receipts().pressed(2, 7).len(), 0);
    assert_eq!(campaigns.receipts().pressed(2, 8).len(), 2);
    assert_eq!(campaigns.receipts().pressed(2, 8)[0].campaigns, 1);
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

#[test]
fn a_campaign_that_one_person_gets_twice_in_one_send_is_two_messages_to_them() {
    // When, by which log, and of which clock.
    type Row = (i64, i64, i64);
    let on = day("2026-03-24");
    let sent = |customer: i64, minute: i64, log: i64, clock: i64| Message {
        hour: Some(Hour {
            minute: minute_of(on) + minute,
            clock,
        }),
        log,
        ..message(customer, "Autumn sale", "2026-03-24", "a@example.com")
    };
    let cases: [(&str, &[Row], usize); 6] = [
        ("hours later", &[(540, 1, 1), (870, 1, 1)], 2),
        ("a few minutes later", &[(540, 1, 1), (550, 1, 1)], 1),
        (
            "row by row a few minutes later",
            &[(540, 1, 1), (550, 1, 1), (560, 1, 1)],
            1,
        ),
        ("by another log", &[(540, 1, 0), (870, 2, 0)], 1),
        (
            "by two logs, each twice",
            &[(540, 1, 1), (870, 1, 1), (545, 2, 2), (875, 2, 2)],
            2,
        ),
        ("three times", &[(540, 1, 1), (700, 1, 1), (870, 1, 1)], 3),
    ];
    for (what, rows, messages) in cases {
        let mut campaigns = Campaigns::default();
        for (minute, log, clock) in rows {
            campaigns.add_message(&sent(1, *minute, *log, *clock));
        }
        // Somebody else gets it at the end of a send that took its time.
        campaigns.add_message(&sent(2, 870, 1, 1));
        assert_eq!(campaigns.reach(7)[0].sends.len(), 1, "{what}: one send");
        let receipts = campaigns.receipts();
        let of_one = receipts.all.iter().filter(|one| one.customer.0 == 1);
        assert_eq!(of_one.count(), messages, "{what}");
        assert_eq!(receipts.all.len(), messages + 1, "{what}");
        assert_eq!(receipts.got_again, u64::from(messages > 1), "{what}");
        let pressed = receipts.pressed(2, 1);
        assert_eq!(pressed.len(), usize::from(messages > 1), "{what}");
    }
}

#[test]
fn how_far_apart_a_campaign_came_twice_is_told() {
    let mut campaigns = Campaigns::default();
    let on = day("2026-03-24");
    let mut add = |customer: i64, campaign: &str, minute: i64| {
        campaigns.add_message(&Message {
            hour: Some(Hour {
                minute: minute_of(on) + minute,
                clock: 1,
            }),
            ..message(customer, campaign, "2026-03-24", "a@example.com")
        });
    };
    for (customer, minutes) in [(1, [540, 870]), (2, [540, 600]), (3, [600, 601])] {
        for minute in minutes {
            add(customer, "Autumn sale", minute);
        }
    }
    add(3, "Newsletter", 540);
    // To two addresses of one person it went out once.
    for (address, minute) in [("d@example.com", 540), ("e@example.com", 700)] {
        campaigns.add_message(&Message {
            hour: Some(Hour {
                minute: minute_of(on) + minute,
                clock: 1,
            }),
            ..message(4, "Autumn sale", "2026-03-24", address)
        });
    }
    let receipts = campaigns.receipts();
    assert_eq!(receipts.got_again, 2);
    let [sale] = receipts.again.as_slice() else {
        panic!("{:?}", receipts.again);
    };
    assert_eq!(sale.campaign, "Autumn sale");
    assert_eq!((sale.people.len(), sale.reached), (2, 4));
    assert_eq!((sale.fewest, sale.most), (60, 330));
}

/// The source whose cards sum up when somebody bought last.
const CARDS: SourceId = SourceId(7);

/// The day of a purchase and whether it is summed up, and whether nobody knows of one.
type Told<'a> = (Option<(&'a str, bool)>, bool);

#[test]
fn a_last_purchase_counts_before_a_message_and_hides_what_was_before_where_it_came_after() {
    let hour = |minute| Some(Hour { minute, clock: 0 });
    let noon = minute_of(day("2026-03-24")) + 12 * 60;
    // The day of the last purchase and its hour, an order that is known beside it, and what is told.
    let cases: &[(&str, &str, Option<Hour>, Option<&str>, Told<'_>)] = &[
        (
            "within",
            "2026-03-20",
            None,
            None,
            (Some(("2026-03-20", true)), false),
        ),
        (
            "on the day itself",
            "2026-03-24",
            None,
            None,
            (Some(("2026-03-24", true)), false),
        ),
        ("long before", "2026-03-10", None, None, (None, false)),
        ("after it", "2026-03-25", None, None, (None, true)),
        (
            "later on its day",
            "2026-03-24",
            hour(noon + 60),
            None,
            (None, true),
        ),
        (
            "earlier on its day",
            "2026-03-24",
            hour(noon - 60),
            None,
            (Some(("2026-03-24", true)), false),
        ),
        (
            "an order before it",
            "2026-03-22",
            None,
            Some("2026-03-19"),
            (Some(("2026-03-22", true)), false),
        ),
        (
            "an order after it",
            "2026-03-19",
            None,
            Some("2026-03-22"),
            (Some(("2026-03-22", false)), false),
        ),
        (
            "after it, and an order within",
            "2026-03-25",
            None,
            Some("2026-03-22"),
            (Some(("2026-03-22", false)), false),
        ),
    ];
    for (what, last, at, order, told) in cases {
        let mut campaigns = Campaigns::default();
        campaigns.add_message(&Message {
            hour: hour(noon),
            ..message(1, "Winback", "2026-03-24", "a@example.com")
        });
        campaigns.add_last_purchase(
            CARDS,
            CustomerId(1),
            day(last),
            *at,
            Some(Address::of("a@example.com")),
        );
        // Somebody else's says nothing of them.
        campaigns.add_last_purchase(CARDS, CustomerId(2), day("2026-03-25"), None, None);
        if let Some(order) = order {
            campaigns.add_purchase(CustomerId(1), day(order), None, None);
        }
        let reach = campaigns.reach(7);
        let send = &reach[0].sends[0];
        let buyer = send.recent_buyers.first();
        let found = buyer.map(|one| (one.bought, one.summed_up_by.is_some()));
        let wanted = told.0.map(|(on, is_summed_up)| (day(on), is_summed_up));
        assert_eq!(found, wanted, "{what}");
        let hidden: &[(CustomerId, SourceId)] = if told.1 {
            &[(CustomerId(1), CARDS)]
        } else {
            &[]
        };
        assert_eq!(send.hidden, hidden, "{what}");
    }
}
