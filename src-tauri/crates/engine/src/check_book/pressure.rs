//! Who gets too many messages, and who is still chased after buying.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use chrono::{NaiveDate, Weekday};
use rollcall_checks::{GotAgain, Ratio, Receipts};
use rollcall_model::CustomerId;

use super::windows::Windows;
use super::{Counted, Events, MOST_PEOPLE, PartBehind, counted, line, line_named};
use crate::view::{CheckPerson, CheckPicture, Figure};

/// So many of the largest campaigns and audiences are compared with each other …
const MOST_COMPARED: usize = 20;
/// … and so many pairs and combinations told.
const MOST_TOLD: usize = 10;
const CODE: &str = "pressure";
/// In minutes.
const HOUR: i64 = 60;

pub(super) fn count(events: &Events, windows: &Windows) -> Counted {
    // So many messages of as many campaigns within so many days are too many.
    let (messages, days) = (windows.messages(CODE), windows.days(CODE));
    let mut told = Counted {
        code: CODE.into(),
        definition: format!(
            "People who got {messages} or more messages of different campaigns, or of a campaign that was sent again, within {days} days in a row, of all who got any message. What was sent at once counts as one message, unless the hours of a log show that it went to the same address again."
        ),
        inputs: [events.messages.clone(), events.audiences.clone()].concat(),
        ..Counted::default()
    };
    if events.messages.is_empty() {
        told.sentence = "Cannot be known from these files: no message is in them.".into();
        told.unknown.push("Send logs of every tool that writes to people, with address, campaign and day, would tell.".into());
        return told;
    }
    let receipts = events.campaigns.receipts();
    let pressed = receipts.pressed(u64::from(messages), days);
    let among = events.campaigns.people();
    told.sentence = format!(
        "{} of {} got {messages} or more messages of different campaigns, or of one that was sent again, within {days} days.",
        counted(pressed.len() as u64, "person", "people"),
        rollcall_model::grouped(among)
    );
    tell_again(&mut told.sentence, &receipts);
    let sent = events.mailings.values().flat_map(|one| one.by_day.keys());
    let (first, last) = (sent.clone().min(), sent.max());
    if let Some((first, last)) = first.zip(last) {
        told.window = format!("Messages from {first} to {last}, {days} days in a row at a time.");
    }
    told.ratio = Some((
        Ratio {
            found: pressed.len() as u64,
            among,
        },
        "people who got a message".into(),
    ));
    told.pictures.extend(overlap(events));
    told.pictures.push(calendar(&receipts));
    told.pictures.extend(again(&receipts));
    told.parts = receipts.again.iter().take(MOST_TOLD).map(part).collect();
    told.pictures.extend(chased(events));
    if events.audiences.is_empty() {
        told.unknown.push("Who is retargeted after buying cannot be known: no audience of an advertising platform is loaded. The list that was uploaded there would tell.".into());
    }
    told.people_total = pressed.len() as u64;
    told.behind = pressed.iter().map(|one| one.customer.0).collect();
    told.people = pressed
        .into_iter()
        .take(MOST_PEOPLE)
        .map(|one| CheckPerson {
            customer: one.customer.label(),
            why: format!(
                "{} messages of {} from {} to {}.",
                one.messages,
                counted(one.campaigns, "campaign", "campaigns"),
                one.from,
                one.until
            ),
        })
        .collect();
    told
}

/// Who is in how many campaigns and audiences at once, and which of them reach the same people.
fn overlap(events: &Events) -> Vec<CheckPicture> {
    let mut groups = events.in_audience.clone();
    events.campaigns.add_groups(&mut groups);
    let shared = groups.shared(MOST_COMPARED, MOST_TOLD);
    let mut pictures = vec![CheckPicture {
        kind: "bars".into(),
        title: "In how many campaigns and audiences".into(),
        sentence: "People by the number of different campaigns they got a message of and retargeting audiences they were put into.".into(),
        columns: vec!["People".into()],
        lines: shared
            .in_how_many
            .iter()
            .zip(1_u64..)
            .map(|(people, groups)| line(groups.to_string(), [*people as f64]))
            .collect(),
    }];
    let compared = format!(
        "Of the {} with most people, those two that have most people in common first.",
        counted(
            shared.compared as u64,
            "campaign or audience",
            "campaigns and audiences"
        )
    );
    if !shared.pairs.is_empty() {
        pictures.push(CheckPicture {
            kind: "bars".into(),
            title: "Two that reach the same people".into(),
            sentence: compared,
            columns: ["In both", "In the first", "In the second", "In either"]
                .map(str::to_owned)
                .to_vec(),
            lines: shared
                .pairs
                .into_iter()
                .map(|one| {
                    let either = one.in_one + one.in_other - one.both;
                    let people =
                        [one.both, one.in_one, one.in_other, either].map(|count| count as f64);
                    line_named(format!("{} + {}", one.one, one.other), people)
                })
                .collect(),
        });
        pictures.push(CheckPicture {
            kind: "bars".into(),
            title: "All of these together".into(),
            sentence: "People who are in exactly these, the commonest combinations first.".into(),
            columns: vec!["People".into()],
            lines: shared
                .combinations
                .into_iter()
                .map(|one| line_named(one.groups.join(" + "), [one.people as f64]))
                .collect(),
        });
    }
    pictures
}

/// Messages a person and week, week by week.
fn calendar(receipts: &Receipts) -> CheckPicture {
    let monday = |day: NaiveDate| day.week(Weekday::Mon).first_day();
    // In the order of those who got them and of the days.
    let of_one_week = receipts
        .all
        .chunk_by(|one, next| one.customer == next.customer && monday(one.day) == monday(next.day));
    let mut weeks: BTreeMap<NaiveDate, [f64; 4]> = BTreeMap::new();
    for received in of_one_week {
        let Some(one) = received.first() else {
            continue;
        };
        weeks.entry(monday(one.day)).or_default()[received.len().clamp(1, 4) - 1] += 1.0;
    }
    CheckPicture {
        kind: "calendar".into(),
        title: "Messages a person, week by week".into(),
        sentence: "How many people got one, two, three or more messages in a week that begins on the Monday told.".into(),
        columns: ["One", "Two", "Three", "Four or more"].map(str::to_owned).to_vec(),
        lines: weeks
            .into_iter()
            .map(|(monday, people)| line(monday.to_string(), people))
            .collect(),
    }
}

/// Says how many people got a campaign again while it was being sent.
fn tell_again(sentence: &mut String, receipts: &Receipts) {
    if receipts.got_again == 0 {
        return;
    }
    // Writing into a String cannot fail.
    let _ = write!(
        sentence,
        " {} got one campaign more than once in one send.",
        counted(receipts.got_again, "person", "people")
    );
}

/// The campaigns that people got again while they were being sent; nothing where nobody did.
fn again(receipts: &Receipts) -> Option<CheckPicture> {
    if receipts.again.is_empty() {
        return None;
    }
    let one = |told: &GotAgain| {
        let mut bar = line_named(
            told.campaign.clone(),
            [told.people.len() as f64, told.reached as f64],
        );
        bar.note = apart(told);
        bar.figure = Some(Figure::Check {
            check: CODE.into(),
            part: told.campaign.clone(),
        });
        bar
    };
    Some(CheckPicture {
        kind: "bars".into(),
        title: "The same campaign more than once in one send".into(),
        sentence: "People to one address of whom a log tells the same campaign more than once, at different times of one send, of all who got it.".into(),
        columns: ["More than once", "People"].map(str::to_owned).to_vec(),
        lines: receipts.again.iter().take(MOST_TOLD).map(one).collect(),
    })
}

/// Who got a campaign again while it was being sent.
fn part(told: &GotAgain) -> PartBehind {
    PartBehind {
        label: told.campaign.clone(),
        behind: told.people.iter().map(|one| one.0).collect(),
    }
}

/// How long lies between one message and the next of the same person, in hours from two of them on.
fn apart(told: &GotAgain) -> String {
    if told.most < 2 * HOUR {
        if told.fewest == told.most {
            return format!("{} minutes apart", told.most);
        }
        return format!("{} to {} minutes apart", told.fewest, told.most);
    }
    let hours = |minutes: i64| ((minutes as f64) * 10.0 / HOUR as f64).round() / 10.0;
    let (fewest, most) = (hours(told.fewest), hours(told.most));
    if told.fewest == told.most {
        return format!("{most} hours apart");
    }
    format!("{fewest} to {most} hours apart")
}

/// People of an audience who had bought since they were put into it.
fn chased(events: &Events) -> Option<CheckPicture> {
    if events.audience.is_empty() {
        return None;
    }
    let bought_since: BTreeSet<CustomerId> = events
        .bought
        .iter()
        .filter(|one| {
            let since = events.audience.get(&one.customer);
            since.is_some_and(|since| one.day > *since)
        })
        .map(|one| one.customer)
        .collect();
    let all = events.audience.len();
    Some(CheckPicture {
        kind: "bars".into(),
        title: "Retargeted after buying".into(),
        sentence: format!(
            "{} of {all} people in a retargeting audience have bought since they were put into it and are still there.",
            bought_since.len()
        ),
        columns: vec!["Bought since".into(), "People".into()],
        lines: vec![line("Audience", [bought_since.len() as f64, all as f64])],
    })
}
