//! Messages of one campaign, and which of them went out together.

use rollcall_model::CustomerId;

use super::{Sendings, Sent};
use crate::Hour;

/// By which clock (nothing where the file tells days alone), and when.
type Told<'a> = (Option<i64>, &'a str);

fn sent((clock, at): Told<'_>) -> Sent {
    let (day, hour) = at.split_once('T').unwrap_or((at, "00:00"));
    let day: chrono::NaiveDate = day.parse().expect("a day");
    let (hours, minutes) = hour.split_once(':').expect("an hour");
    let number = |text: &str| text.parse::<i64>().expect("a number");
    let minute = super::super::minute_of(day) + number(hours) * 60 + number(minutes);
    Sent {
        customer: CustomerId(1),
        day,
        campaign: 0,
        hour: clock.map(|clock| Hour { minute, clock }),
        tells_sending: true,
        email: None,
        log: 0,
    }
}

/// The place of the sending each message is of, and the first day and number of each sending.
fn told(messages: &[Sent]) -> (Vec<usize>, Vec<String>) {
    let sendings = Sendings::of(messages);
    let all = sendings.all.iter();
    let names = all
        .map(|one| format!("{} {}", one.first, one.nth))
        .collect();
    (sendings.of, names)
}

#[test]
fn messages_that_follow_on_one_another_are_one_sending() {
    const SHOP: Option<i64> = Some(1);
    const CRM: Option<i64> = Some(2);
    let cases: &[(&str, &[Told<'_>], &[usize], &[&str])] = &[
        (
            "days alone",
            &[
                (None, "2026-03-10"),
                (None, "2026-03-10"),
                (None, "2026-03-11"),
            ],
            &[0, 0, 1],
            &["2026-03-10 1", "2026-03-11 1"],
        ),
        (
            "over midnight",
            &[(SHOP, "2026-03-11T00:20"), (SHOP, "2026-03-10T23:50")],
            &[0, 0],
            &["2026-03-10 1"],
        ),
        (
            "twice on one day",
            &[(SHOP, "2026-03-10T09:00"), (SHOP, "2026-03-10T18:00")],
            &[0, 1],
            &["2026-03-10 1", "2026-03-10 2"],
        ),
        (
            "a flow that never stops is one a day",
            &[
                (SHOP, "2026-03-10T09:00"),
                (SHOP, "2026-03-10T14:00"),
                (SHOP, "2026-03-10T19:00"),
                (SHOP, "2026-03-11T00:00"),
                (SHOP, "2026-03-11T05:00"),
                (SHOP, "2026-03-11T10:00"),
            ],
            &[0, 0, 0, 0, 0, 1],
            &["2026-03-10 1", "2026-03-11 1"],
        ),
        (
            "two logs of one sending, each by its clock",
            &[
                (SHOP, "2026-03-10T23:30"),
                (CRM, "2026-03-11T00:30"),
                (SHOP, "2026-03-17T23:30"),
                (CRM, "2026-03-18T00:30"),
            ],
            &[0, 0, 1, 1],
            &["2026-03-10 1", "2026-03-17 1"],
        ),
        (
            "a log of days beside one of hours",
            &[
                (None, "2026-03-10"),
                (SHOP, "2026-03-10T09:00"),
                (None, "2026-03-12"),
            ],
            &[0, 0, 1],
            &["2026-03-10 1", "2026-03-12 1"],
        ),
    ];
    for (what, messages, of, names) in cases {
        let messages: Vec<Sent> = messages.iter().map(|one| sent(*one)).collect();
        let (told_of, told_names) = told(&messages);
        assert_eq!(told_of, *of, "{what}");
        assert_eq!(told_names, *names, "{what}");
        // The order of rows decides nothing.
        let turned: Vec<Sent> = messages.iter().rev().copied().collect();
        let (turned_of, turned_names) = told(&turned);
        assert!(turned_of.iter().rev().eq(&told_of), "{what}, turned round");
        assert_eq!(turned_names, told_names, "{what}, turned round");
    }
}

#[test]
fn what_is_known_by_its_opening_alone_is_of_the_sending_before() {
    let opened = |at| Sent {
        tells_sending: false,
        ..sent((Some(1), at))
    };
    let first = sent((Some(1), "2026-03-10T09:00"));
    let again = sent((Some(1), "2026-03-20T09:00"));
    let messages = [
        first,
        again,
        opened("2026-03-12T08:00"),
        opened("2026-04-02T08:00"),
        opened("2026-03-01T08:00"),
    ];
    assert_eq!(Sendings::of(&messages).of, [0, 1, 0, 1, 0]);
    // Where nothing tells when it was sent, it is one.
    let alone = [opened("2026-03-12T08:00"), opened("2026-03-30T08:00")];
    let (of, names) = told(&alone);
    assert_eq!((of, names.len()), (vec![0, 0], 1));
}
