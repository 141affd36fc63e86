//! Whether messages are read, who comes back, and who is drifting away.

use std::fmt::Write as _;

use rollcall_checks::{Cohorts, EarlySign, Ratio, Sign, Signs};

use super::events::Mailing;
use super::span::Span;
use super::{Counted, Events, MOST_PEOPLE, counted, flows, line, line_named, scenario};
use crate::view::{CheckLine, CheckPerson, CheckPicture};

/// A campaign that sends more than this share of its messages on one day goes to everybody at once.
const BULK_SHARE: f64 = 0.5;
/// So many people with early signs are shown.
const MOST_EARLY: usize = 20;
const NOT_READ: &str = "Whether somebody reads less than they used to cannot be known: no send log tells what was opened or clicked by people who are known.";
const NOT_VISITED: &str = "Whether somebody visits less than they used to cannot be known: no export of visits is tied to people.";
/// So many months of a cohort are shown.
const MOST_MONTHS: usize = 12;

pub(super) fn count(events: &Events) -> Counted {
    let mut told = Counted {
        code: "retention".into(),
        definition: "Customers who bought on three days or more and have been silent for more than twice their usual gap (the middle one of their gaps), of all who bought that often. Messages they opened or clicked, and visits, are held against their own rhythm beside it.".into(),
        inputs: [
            events.purchases.clone(),
            events.messages.clone(),
            events.visits.clone(),
        ]
        .concat(),
        ..Counted::default()
    };
    told.pictures.extend(engagement(events));
    told.flows = flows::count(events);
    if !events.messages.is_empty() && !events.tells_opened {
        told.unknown.push("Whether messages were read cannot be known: no send log tells what was opened or clicked.".into());
    }
    told.unknown.extend(told_in_part(events));
    told.unknown.extend(events.untimed());
    let mut cohorts = Cohorts::default();
    for one in &events.bought {
        cohorts.add(one.customer, one.day);
    }
    told.scenario = scenario::measure(&cohorts);
    let signs = signs(events);
    told.pictures.extend(by_sign(&signs));
    told.pictures.extend(early(&signs));
    for (has_any, sentence) in [
        (!events.read_on.is_empty(), NOT_READ),
        (!events.visited_on.is_empty(), NOT_VISITED),
    ] {
        if !has_any {
            told.unknown.push(sentence.into());
        }
    }
    let Some(today) = cohorts.last_day() else {
        told.sentence =
            "Cannot be known from these files: they hold no purchases with a day.".into();
        told.unknown
            .push("An export of orders over at least two years would tell.".into());
        return told;
    };
    let (drifting, regular) = cohorts.drifting(today);
    told.window = format!(
        "All purchases that are loaded, {}, up to the last of them.",
        Span::of_purchases(events).told()
    );
    told.sentence = format!(
        "{} of {} who bought on three days or more {} drifting away.",
        counted(drifting.len() as u64, "customer", "customers"),
        rollcall_model::grouped(regular),
        if drifting.len() == 1 { "is" } else { "are" }
    );
    if regular > 0 {
        told.ratio = Some((
            Ratio {
                found: drifting.len() as u64,
                among: regular,
            },
            "customers who bought on three days or more".into(),
        ));
    } else {
        told.unknown.push("Nobody bought on three days or more: a usual gap cannot be known. Older orders would tell.".into());
    }
    told.pictures.push(returning(&cohorts));
    told.people_total = drifting.len() as u64;
    told.behind = drifting.iter().map(|one| one.customer.0).collect();
    let last_days = [Sign::Reading, Sign::Visit].map(|sign| (sign, signs.last_days(sign)));
    told.people = drifting
        .into_iter()
        .take(MOST_PEOPLE)
        .map(|one| {
            let mut why = format!(
                "Last bought on {}, {} days ago; usually every {:.0} days.",
                one.last, one.silent, one.usual_gap
            );
            for (sign, days) in &last_days {
                if let Some(day) = days.get(&one.customer) {
                    // Writing into a String cannot fail.
                    let _ = write!(why, " {} on {day}.", last_did(*sign));
                }
            }
            CheckPerson {
                customer: one.customer.label(),
                why,
            }
        })
        .collect();
    told
}

/// Everything that shows whether somebody is still there.
fn signs(events: &Events) -> Signs {
    let mut signs = Signs::default();
    for one in &events.bought {
        signs.add(Sign::Purchase, one.customer, one.day);
    }
    for (sign, days) in [
        (Sign::Reading, &events.read_on),
        (Sign::Visit, &events.visited_on),
    ] {
        for (customer, day) in days {
            signs.add(sign, *customer, *day);
        }
    }
    signs
}

/// What is called so in a picture.
fn name_of(sign: Sign) -> &'static str {
    match sign {
        Sign::Purchase => "Purchases",
        Sign::Reading => "Messages opened or clicked",
        Sign::Visit => "Visits",
    }
}

fn last_did(sign: Sign) -> &'static str {
    match sign {
        Sign::Purchase => "Last bought",
        Sign::Reading => "Last opened or clicked a message",
        Sign::Visit => "Last visited",
    }
}

/// How many drift by each sign, of those who have a rhythm of it; nothing where purchases are the only one.
fn by_sign(signs: &Signs) -> Option<CheckPicture> {
    let drift = signs.drift();
    if drift.iter().all(|one| one.sign == Sign::Purchase) {
        return None;
    }
    let lines = drift.iter().map(|one| CheckLine {
        note: format!("up to {}", one.until),
        ..line(
            name_of(one.sign),
            [one.ratio.found as f64, one.ratio.among as f64],
        )
    });
    Some(CheckPicture {
        kind: "bars".into(),
        title: "Drifting away, by what shows it".into(),
        sentence: "Who did it on three days or more and has been silent for more than twice their own usual gap, of all who did it that often. Silence is counted up to the last day of that kind that is loaded.".into(),
        columns: ["Drifting", "With a rhythm of it"].map(str::to_owned).to_vec(),
        lines: lines.collect(),
    })
}

/// Who reads or visits less than they used to, before their purchases show it.
fn early(signs: &Signs) -> Option<CheckPicture> {
    let early = signs.early();
    if early.is_empty() {
        return None;
    }
    let one = |told: &EarlySign| CheckLine {
        note: format!("{} on {}", last_did(told.sign), told.drifting.last),
        ..line(
            told.drifting.customer.label(),
            [told.drifting.silent as f64, told.drifting.usual_gap],
        )
    };
    Some(CheckPicture {
        kind: "bars".into(),
        title: "Early signs".into(),
        sentence: format!(
            "{} reading or visiting for more than twice their usual gap, while their purchases do not show it; the {} longest beyond it.",
            if early.len() == 1 {
                "1 customer has not been".to_owned()
            } else {
                format!(
                    "{} customers have not been",
                    rollcall_model::grouped(early.len() as u64)
                )
            },
            early.len().min(MOST_EARLY)
        ),
        columns: ["Days silent", "Usual gap"].map(str::to_owned).to_vec(),
        lines: early.iter().take(MOST_EARLY).map(one).collect(),
    })
}

/// Of messages of which only the one is told, whether they were opened or clicked.
fn told_in_part(events: &Events) -> Option<String> {
    let tells = |one: fn(&Mailing) -> bool| events.mailings.values().any(one);
    let missing = match (
        tells(|one| one.tells_opened),
        tells(|one| one.tells_clicked),
    ) {
        (true, false) => "clicked",
        (false, true) => "opened",
        _ => return None,
    };
    Some(format!(
        "Which messages were {missing} cannot be known: no send log tells it."
    ))
}

/// Campaigns to everybody at once beside those that something set off.
fn engagement(events: &Events) -> Option<CheckPicture> {
    if !events.tells_opened || events.mailings.is_empty() {
        return None;
    }
    let one = |name: &str, mailing: &Mailing| {
        let sent = mailing.all();
        let all = sent.messages;
        let by_day = mailing.by_day.values().map(|one| one.messages);
        let busiest = by_day.max().unwrap_or(0);
        let mut bar = line_named(name, [sent.opened as f64, sent.clicked as f64, all as f64]);
        // What a log does not tell is not nought.
        for (value, is_told) in bar
            .values
            .iter_mut()
            .zip([mailing.tells_opened, mailing.tells_clicked])
        {
            *value = value.filter(|_| is_told);
        }
        let by_days = busiest as f64 <= BULK_SHARE * all as f64;
        bar.note = match mailing.is_set_off() {
            Some(true) => "set off one by one, as its kind says".into(),
            Some(false) => "to everybody at once, as its kind says".into(),
            None if by_days => format!("set off one by one: over {} days", mailing.by_day.len()),
            None => format!("to everybody at once: {busiest} of {all} on one day"),
        };
        bar
    };
    Some(CheckPicture {
        kind: "bars".into(),
        title: "Messages set off one by one beside those to everybody at once".into(),
        sentence: "Opened and clicked of the messages of each campaign. Some mail programs open every mail by themselves, so that clicks say more.".into(),
        columns: ["Opened", "Clicked", "Messages"].map(str::to_owned).to_vec(),
        lines: events.mailings.iter().map(|(name, mailing)| one(name, mailing)).collect(),
    })
}

/// Who came back, by month of the first purchase.
fn returning(cohorts: &Cohorts) -> CheckPicture {
    let mut all = cohorts.by_first_month();
    let skipped = all.len().saturating_sub(MOST_MONTHS + 1);
    let months: Vec<_> = all.drain(skipped..).collect();
    let width = months
        .iter()
        .map(|one| one.came_back.len())
        .max()
        .unwrap_or(0)
        .min(MOST_MONTHS);
    CheckPicture {
        kind: "cohorts".into(),
        title: "Who comes back".into(),
        sentence: "Customers by the month of their first purchase that is loaded, and how many of them bought again one, two, three … months later. What is blank has not come yet.".into(),
        columns: std::iter::once("Customers".to_owned())
            .chain((1..=width).map(|month| format!("+{month}")))
            .collect(),
        lines: months
            .into_iter()
            .map(|one| CheckLine {
                label: one.month,
                named: false,
                values: std::iter::once(Some(one.customers as f64))
                    .chain((0..width).map(|month| one.came_back.get(month).map(|count| *count as f64)))
                    .collect(),
                note: String::new(),
                verdict: String::new(),
                unexplained: false,
                figure: None,
            })
            .collect(),
    }
}
