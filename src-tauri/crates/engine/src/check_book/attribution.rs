//! Which channel gets the credit, and how much of it moves with the rule.

use rollcall_checks::{CreditRule, CreditShares, DIRECT, Journeys, Ratio, credit_rules};
use rollcall_model::{CustomerId, grouped};

use super::clocks::{At, Lacking};
use super::events::Bought;
use super::{Counted, Events, counted, line};
use crate::view::{CheckInput, CheckLine, CheckPicture};

/// A touch counts half as much as one so many days later.
const HALF_LIFE_DAYS: f64 = 7.0;
const AS_UTC: &str = "A time without a zone is counted as if it were UTC; the time zone of a table can be said on the Mapping screen.";
const AS_WHOLE: &str = "A day without an hour is counted whole: what came on the day of a purchase counts as before it.";

/// What came longer than `before` days before a purchase has no part in it.
pub(super) fn count(events: &Events, before: u32) -> Counted {
    let mut told = Counted {
        code: "attribution".into(),
        definition: definition(before),
        inputs: [
            events.visits.clone(),
            events.messages.clone(),
            events.purchases.clone(),
        ]
        .concat(),
        ..Counted::default()
    };
    let days = events.touched.iter().map(|one| one.day);
    let Some((first, last)) = days.clone().min().zip(days.max()) else {
        told.sentence =
            "Cannot be known from these files: nothing tells what came before a purchase.".into();
        told.unknown.push("An export of visits with a cookie or device, a time, a source and a medium, or a send log that tells what was opened and clicked, would tell.".into());
        return told;
    };
    let mut journeys = Journeys::default();
    for touch in &events.touched {
        let is_direct = touch.channel == DIRECT;
        journeys.add_touch(
            touch.customer,
            touch.at.when(touch.day),
            touch.channel,
            touch.is_click,
            is_direct,
        );
    }
    // Of purchases outside the time the touches tell of nothing can be said.
    let within: Vec<Bought> = events
        .bought
        .iter()
        .filter(|one| (first..=last).contains(&one.day))
        .copied()
        .collect();
    for bought in &within {
        journeys.add_purchase(bought.customer, bought.at.when(bought.day));
    }
    let shares = journeys.shares(before, HALF_LIFE_DAYS);
    told.window = format!(
        "Purchases from {first} to {last}, the days of the first and the last touch that are loaded; touches of the {before} days before each; a half-life of {HALF_LIFE_DAYS} days."
    );
    told.unknown.push(format!(
        "What came before {} of {} purchases of that time cannot be known: no visit and no mail is tied to the customer. A sign-in, or the id of the click kept with the order, would tie them.",
        grouped(shares.purchases - shares.with_touch),
        grouped(shares.purchases)
    ));
    told.unknown.extend(events.untimed());
    told.unknown.extend(without_zone(events, &told.inputs));
    told.unknown.extend(unsure_order(events, &within));
    if shares.with_touch == 0 {
        told.sentence =
            "Cannot be known from these files: no purchase has a visit or a mail before it.".into();
        return told;
    }
    told.ratio = Some((
        Ratio {
            found: shares.shifted,
            among: shares.with_touch,
        },
        "purchases with something before them".into(),
    ));
    let most = shares.channels.iter().max_by(|one, other| {
        let moved = |credit: &[f64; 5]| (credit[1] - credit[0]).abs();
        moved(&one.credit).total_cmp(&moved(&other.credit))
    });
    told.sentence = format!(
        "{} of {} purchases change their channel between last click and first touch{}.",
        shares.shifted,
        shares.with_touch,
        most.filter(|_| shares.shifted > 0)
            .map_or_else(String::new, |one| format!(
                "; {} moves most, from {:.1} to {:.1}",
                one.channel, one.credit[0], one.credit[1]
            ))
    );
    let mut gains: Vec<_> = shares
        .channels
        .iter()
        .map(|one| (one.channel.clone(), one.credit))
        .collect();
    gains.sort_by(|(one, left), (other, right)| {
        let gain = |credit: &[f64; 5]| credit[1] - credit[0];
        gain(right).total_cmp(&gain(left)).then(one.cmp(other))
    });
    told.pictures.push(CheckPicture {
        kind: "shares".into(),
        title: "Who gains and who loses".into(),
        sentence: "Purchases a channel gets by first touch beyond those it gets by last click; channels that begin what others finish come first.".into(),
        columns: ["Gain", "First touch", "Last click"].map(str::to_owned).to_vec(),
        lines: gains
            .into_iter()
            .map(|(channel, credit)| line(channel, [credit[1] - credit[0], credit[1], credit[0]]))
            .collect(),
    });
    told.pictures.push(flow(shares));
    told.people_total = 0;
    told
}

fn definition(before: u32) -> String {
    format!(
        "Purchases whose last click and first touch are of different channels, of the purchases that anything is known to have come before. {} Days are whole, as each file writes them: a touch counts from the first of the days before a purchase, and on the day of the purchase by the hour, or as before it where one of both tells no hour.",
        credit_rules(before, HALF_LIFE_DAYS)
    )
}

/// Purchases of which nobody can say whether a touch came before them: the time zone of one of both is not known, or
/// its hour.
fn unsure_order(events: &Events, within: &[Bought]) -> Option<String> {
    let mut touches: Vec<(CustomerId, At)> = events
        .touched
        .iter()
        .map(|one| (one.customer, one.at))
        .collect();
    touches.sort_unstable();
    // The first touch that makes a purchase unsure is enough, so that few are looked at.
    let unsure: Vec<Lacking> = within
        .iter()
        .filter_map(|bought| {
            let mut beside = near(&touches, bought).iter();
            beside.find_map(|(_, at)| at.lacking_beside(bought.at))
        })
        .collect();
    if unsure.is_empty() {
        return None;
    }
    let lacks_zone = unsure.iter().any(|one| one.zone);
    let lacks_hour = unsure.iter().any(|one| one.hour);
    let (lacking, counted_as) = match (lacks_zone, lacks_hour) {
        (true, true) => ("no time zone or no hour", [AS_UTC, AS_WHOLE].join(" ")),
        (false, true) => ("no hour", AS_WHOLE.to_owned()),
        _ => ("no time zone", AS_UTC.to_owned()),
    };
    Some(format!(
        "The order of events of {} of {} is not sure: the file of the one or the other tells {lacking}, and they lie so near that nobody can say which came first. {counted_as}",
        counted(unsure.len() as u64, "purchase", "purchases"),
        grouped(within.len() as u64)
    ))
}

/// The touches of a customer that lie so near a purchase that their order can be unsure. They are sorted.
fn near<'a>(touches: &'a [(CustomerId, At)], bought: &Bought) -> &'a [(CustomerId, At)] {
    let first = (bought.customer, bought.at.minute - At::FARTHEST_UNSURE);
    let last = (bought.customer, bought.at.minute + At::FARTHEST_UNSURE);
    let from = touches.partition_point(|(customer, at)| (*customer, at.minute) < first);
    let until = touches.partition_point(|(customer, at)| (*customer, at.minute) <= last);
    touches.get(from..until).unwrap_or_default()
}

/// Tables of touches or purchases whose times tell no time zone.
fn without_zone(events: &Events, inputs: &[CheckInput]) -> Vec<String> {
    let told = |one: &CheckInput| {
        let zones = events.zones.get(&(one.source.source, one.table.clone()))?;
        let (unknown, all) = zones.unknown();
        (unknown > 0).then(|| {
            format!(
                "{} of {} times of {} · {} are of a time zone its file does not tell.",
                grouped(unknown),
                grouped(all),
                one.source.name,
                one.table
            )
        })
    };
    let mut found: Vec<String> = inputs.iter().filter_map(told).collect();
    found.sort();
    found.dedup();
    found
}

/// What came before purchases, how often, and what of the purchases each rule gives it. Purchases that
/// nothing is known to have come before are a line of their own: no rule gives them to anybody.
fn flow(shares: CreditShares) -> CheckPicture {
    let not_known = shares.purchases - shares.with_touch;
    let mut lines: Vec<CheckLine> = shares
        .channels
        .into_iter()
        .map(|one| {
            let touches = std::iter::once(one.touches as f64);
            line(one.channel, touches.chain(one.credit))
        })
        .collect();
    if not_known > 0 {
        let mut rest = line("Cannot be known", CreditRule::ALL.map(|_| not_known as f64));
        rest.values.insert(0, None);
        rest.note = "nothing is tied to the customer before it".into();
        rest.unexplained = true;
        lines.push(rest);
    }
    CheckPicture {
        kind: "flow".into(),
        title: "Credit by channel and rule".into(),
        sentence: format!(
            "Purchases, or parts of them, that each rule gives a channel, of {} purchases; for {} of them what came before cannot be known. Touches are those that came before a purchase.",
            grouped(shares.purchases),
            grouped(not_known)
        ),
        columns: std::iter::once("Touches")
            .chain(CreditRule::ALL.map(CreditRule::label))
            .map(str::to_owned)
            .collect(),
        lines,
    }
}

#[cfg(test)]
mod tests {
    use super::super::events::Touched;
    use super::{At, Bought, CustomerId, Events, near, unsure_order};
    use crate::records::day_of;

    fn at(time: &str, source: i64) -> At {
        At::read(time, source).expect("a time")
    }

    fn bought(customer: i64, time: &str) -> Bought {
        Bought {
            customer: CustomerId(customer),
            at: at(time, 1),
            day: day_of(time).expect("a day"),
        }
    }

    #[test]
    fn the_order_of_events_is_unsure_for_want_of_a_zone_or_an_hour() {
        // When it was bought by source 1, when something came by another, and what they lack.
        for (time, (touch, source), expected) in [
            ("02T10:00:00Z", ("02T09:00:00Z", 2), None),
            ("02T10:00:00", ("02T09:00:00", 1), None),
            ("02T10:00:00Z", ("02T09:00:00", 2), Some("no time zone")),
            ("02T10:00:00", ("02T09:00:00", 2), Some("no time zone")),
            // A day alone: any hour of it.
            ("02T00:00:00", ("02T20:00:00Z", 2), Some("no hour")),
            ("02T00:00:00", ("02T20:00:00", 1), Some("no hour")),
            ("02T00:00:00", ("02T00:00:00", 1), Some("no hour")),
            ("02T00:00:00", ("01T20:00:00", 1), None),
            ("02T00:00:00", ("04T10:00:00Z", 2), None),
            (
                "02T00:00:00",
                ("02T20:00:00", 2),
                Some("no time zone or no hour"),
            ),
        ] {
            let events = Events {
                touched: vec![Touched {
                    customer: CustomerId(1),
                    at: at(&format!("2026-03-{touch}"), source),
                    day: day_of(&format!("2026-03-{touch}")).expect("a day"),
                    channel: "E-mail",
                    is_click: true,
                }],
                ..Events::default()
            };
            let told = unsure_order(&events, &[bought(1, &format!("2026-03-{time}"))]);
            let lacking = told.as_deref().and_then(|told| {
                let (_, rest) = told.split_once("or the other tells ")?;
                Some(rest.split_once(", and")?.0)
            });
            assert_eq!(lacking, expected, "{time} {touch}: {told:?}");
        }
    }

    #[test]
    fn only_touches_near_a_purchase_are_looked_at() {
        let mut touches = Vec::new();
        for customer in 1..=3 {
            for (day, hour) in (1..=28).flat_map(|day| (0..24).map(move |hour| (day, hour))) {
                let time = format!("2026-03-{day:02}T{hour:02}:00:00");
                touches.push((CustomerId(customer), at(&time, 2)));
            }
        }
        touches.sort_unstable();
        // Fifty hours less a minute before and behind are as far as two unknown clocks and a day reach.
        for (customer, time, expected) in [
            (2, "2026-03-14T12:00:00Z", 99),
            (2, "2026-03-14T00:00:00", 99),
            (2, "2026-03-01T00:00:00", 50),
            (2, "2026-03-28T23:00:00Z", 50),
            (2, "2026-05-14T12:00:00Z", 0),
            (4, "2026-03-14T12:00:00Z", 0),
        ] {
            let bought = bought(customer, time);
            let near = near(&touches, &bought);
            assert_eq!(near.len(), expected, "{customer} {time}");
            let is_unsure = |(of, at): &&(CustomerId, At)| {
                *of == bought.customer && at.lacking_beside(bought.at).is_some()
            };
            // None is lost by not looking at the others.
            assert_eq!(
                near.iter().filter(is_unsure).count(),
                touches.iter().filter(is_unsure).count(),
                "{customer} {time}"
            );
        }
    }
}
