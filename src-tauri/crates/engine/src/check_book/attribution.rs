//! Which channel gets the credit, and how much of it moves with the rule.

use rollcall_checks::{CreditRule, CreditShares, DIRECT, Journeys, Ratio};
use rollcall_model::{CustomerId, grouped};

use super::clocks::At;
use super::events::Bought;
use super::{Counted, Events, counted, line};
use crate::view::{CheckInput, CheckLine, CheckPicture};

/// What came longer before a purchase has no part in it.
const WINDOW_DAYS: u32 = 30;
/// A touch counts half as much as one so many days later.
const HALF_LIFE_DAYS: f64 = 7.0;

pub(super) fn count(events: &Events) -> Counted {
    let mut told = Counted {
        code: "attribution".into(),
        definition: "Purchases whose last click and first touch are of different channels, of the purchases that anything is known to have come before. Touches are visits with their source and mails opened or clicked, of every cookie, device and address of the customer; a visit without a source counts only where nothing else is known. Position-based gives 40 % to the first, 40 % to the last and 20 % to those between.".into(),
        inputs: [events.visits.clone(), events.messages.clone(), events.purchases.clone()].concat(),
        ..Counted::default()
    };
    let minutes = events.touched.iter().map(|one| one.at.minute);
    let Some((first, last)) = minutes.clone().min().zip(minutes.max()) else {
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
            touch.at.minute,
            touch.channel,
            touch.is_click,
            is_direct,
        );
    }
    // Of purchases outside the time the touches tell of nothing can be said.
    let within: Vec<Bought> = events
        .bought
        .iter()
        .filter(|one| (first..=last).contains(&one.at.minute))
        .copied()
        .collect();
    for bought in &within {
        journeys.add_purchase(bought.customer, bought.at.minute);
    }
    let shares = journeys.shares(WINDOW_DAYS, HALF_LIFE_DAYS);
    told.window = format!(
        "Purchases between the first and the last touch that is loaded; touches of the {WINDOW_DAYS} days before each; a half-life of {HALF_LIFE_DAYS} days."
    );
    told.unknown.push(format!(
        "What came before {} of {} purchases of that time cannot be known: no visit and no mail is tied to the customer. A sign-in, or the id of the click kept with the order, would tie them.",
        grouped(shares.purchases - shares.with_touch),
        grouped(shares.purchases)
    ));
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

/// Purchases of which nobody can say whether a touch came before them: the time zone of one of both is not known.
fn unsure_order(events: &Events, within: &[Bought]) -> Option<String> {
    let mut touches: Vec<(CustomerId, At)> = events
        .touched
        .iter()
        .map(|one| (one.customer, one.at))
        .collect();
    touches.sort_unstable();
    let is_unsure = |bought: &&Bought| {
        let from = touches.partition_point(|(customer, _)| *customer < bought.customer);
        let mine = touches.get(from..).unwrap_or_default().iter();
        mine.take_while(|(customer, _)| *customer == bought.customer)
            .any(|(_, at)| at.is_unsure_beside(bought.at))
    };
    let unsure = within.iter().filter(is_unsure).count() as u64;
    (unsure > 0).then(|| {
        format!(
            "The order of events of {} of {} is not sure: the file of the one or the other tells no time zone, and they lie so near that its clock decides which came first. They are counted as if it were UTC; the time zone of a table can be said on the Mapping screen.",
            counted(unsure, "purchase", "purchases"),
            grouped(within.len() as u64)
        )
    })
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
