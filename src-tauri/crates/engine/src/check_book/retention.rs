//! Whether messages are read, who comes back, and who is drifting away.

use rollcall_checks::{Cohorts, Ratio};

use super::events::Mailing;
use super::{Counted, Events, MOST_PEOPLE, counted, flows, line, scenario};
use crate::view::{CheckLine, CheckPerson, CheckPicture};

/// A campaign that sends more than this share of its messages on one day goes to everybody at once.
const BULK_SHARE: f64 = 0.5;
/// So many months of a cohort are shown.
const MOST_MONTHS: usize = 12;

pub(super) fn count(events: &Events) -> Counted {
    let mut told = Counted {
        code: "retention".into(),
        definition: "Customers who bought on three days or more and have been silent for more than twice their usual gap (the middle one of their gaps), of all who bought that often.".into(),
        inputs: [events.purchases.clone(), events.messages.clone()].concat(),
        ..Counted::default()
    };
    told.pictures.extend(engagement(events));
    told.flows = flows::count(events);
    if !events.messages.is_empty() && !events.tells_opened {
        told.unknown.push("Whether messages were read cannot be known: no send log tells what was opened or clicked.".into());
    }
    let mut cohorts = Cohorts::default();
    for one in &events.bought {
        cohorts.add(one.customer, one.day);
    }
    told.scenario = scenario::measure(&cohorts);
    let Some(today) = cohorts.last_day() else {
        told.sentence =
            "Cannot be known from these files: they hold no purchases with a day.".into();
        told.unknown
            .push("An export of orders over at least two years would tell.".into());
        return told;
    };
    let (drifting, regular) = cohorts.drifting(today);
    told.window = format!("All purchases that are loaded, up to {today}, the last of them.");
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
    told.people = drifting
        .into_iter()
        .take(MOST_PEOPLE)
        .map(|one| CheckPerson {
            customer: one.customer.label(),
            why: format!(
                "Last bought on {}, {} days ago; usually every {:.0} days.",
                one.last, one.silent, one.usual_gap
            ),
        })
        .collect();
    told
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
        let mut bar = line(name, [sent.opened as f64, sent.clicked as f64, all as f64]);
        bar.note = if busiest as f64 > BULK_SHARE * all as f64 {
            format!("to everybody at once: {busiest} of {all} on one day")
        } else {
            format!("set off one by one: over {} days", mailing.by_day.len())
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
                values: std::iter::once(Some(one.customers as f64))
                    .chain((0..width).map(|month| one.came_back.get(month).map(|count| *count as f64)))
                    .collect(),
                note: String::new(),
                verdict: String::new(),
                unexplained: false,
            })
            .collect(),
    }
}
