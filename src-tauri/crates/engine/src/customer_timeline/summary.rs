//! What matters of a customer before a call. What nothing loaded tells of is told to be unknown, never as none.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use rollcall_lists::{EventSort, WhatTablesTell};
use rollcall_model::{grouped, in_time};

use super::entry::Entry;
use super::happenings::{Happenings, Ticket};
use super::messages::Message;
use super::words::{joined, money, name_of, quoted};
use crate::inventory::Marks;
use crate::lists::Purchase;
use crate::records::day_of;
use crate::view::SummaryFact;

/// What is counted over in the money of late.
const MONTHS: u32 = 12;

/// What the facts are made from.
pub(super) struct Known<'a> {
    pub(super) tell: &'a WhatTablesTell,
    pub(super) purchases: &'a [Purchase],
    pub(super) happenings: &'a Happenings,
    pub(super) marks: &'a Marks,
    /// The day the months are counted back from, and whether it is that of the last purchase loaded.
    pub(super) today: (NaiveDate, bool),
    /// Whether rows of the customer were not read: what is counted would be too little.
    pub(super) is_cut_off: bool,
}

/// The facts, in the order they are read.
pub(super) fn facts(known: &Known<'_>) -> Vec<SummaryFact> {
    if known.is_cut_off {
        let told = "Cannot be known here: this customer has more rows than are read at a time.";
        let facts = [
            "last_purchase",
            "purchases",
            "purchases_year",
            "last_message",
            "open_tickets",
            "first_seen",
            "customer_since",
        ];
        return facts.map(|name| fact(name, UNKNOWN, told)).into();
    }
    vec![
        last_purchase(known),
        purchases(known),
        purchases_of_late(known),
        last_message(known),
        open_tickets(known),
        first_seen(known),
        customer_since(known),
    ]
}

const KNOWN: &str = "known";
const NONE: &str = "none";
const UNKNOWN: &str = "unknown";
const NO_PURCHASES: &str = "Cannot be known: no export that is loaded tells of purchases.";

fn fact(name: &str, state: &str, sentence: impl Into<String>) -> SummaryFact {
    SummaryFact {
        fact: name.to_owned(),
        state: state.to_owned(),
        sentence: sentence.into(),
    }
}

/// The day a kept time shows.
fn day(time: &str) -> &str {
    time.get(..10).unwrap_or(time)
}

impl<'a> Known<'a> {
    fn tells_purchases(&self) -> bool {
        !self.tell.purchase_tables.is_empty()
    }

    /// The purchases that hold, with their times, the oldest first.
    fn held(&self) -> Vec<(&'a str, &'a Purchase)> {
        let held = self.purchases.iter().filter(|one| one.holds());
        let mut held: Vec<_> = held.filter_map(|one| Some((one.time()?, one))).collect();
        held.sort_by(|one, other| in_time(one.0, other.0));
        held
    }
}

fn last_purchase(known: &Known<'_>) -> SummaryFact {
    const NAME: &str = "last_purchase";
    if let Some((time, purchase)) = known.held().last() {
        let source = purchase.told_by.first().map(|one| one.source);
        let paid = purchase.paid.as_ref();
        let sentence = joined([
            Some(day(time).to_owned()),
            Some(paid.map_or_else(
                || "no amount told".to_owned(),
                |(amount, currency)| money(amount - purchase.given_back, currency),
            )),
            name_of(purchase),
            source.map(|source| known.marks.of(source).name),
        ]);
        return fact(NAME, KNOWN, sentence);
    }
    if let Some((time, source)) = &known.happenings.summed_up {
        let sentence = format!(
            "{}, as {source} sums it up; of how much is not told there.",
            day(time)
        );
        return fact(NAME, KNOWN, sentence);
    }
    if known.tells_purchases() {
        fact(NAME, NONE, "None that holds is told.")
    } else {
        fact(NAME, UNKNOWN, NO_PURCHASES)
    }
}

fn purchases(known: &Known<'_>) -> SummaryFact {
    const NAME: &str = "purchases";
    if !known.tells_purchases() {
        return fact(NAME, UNKNOWN, NO_PURCHASES);
    }
    let held = known.held();
    if held.is_empty() {
        return fact(NAME, NONE, "None that holds is told.");
    }
    let all = held.iter().map(|(_, purchase)| *purchase);
    fact(NAME, KNOWN, format!("{} in all.", counted_with_money(all)))
}

fn purchases_of_late(known: &Known<'_>) -> SummaryFact {
    const NAME: &str = "purchases_year";
    if !known.tells_purchases() {
        return fact(NAME, UNKNOWN, NO_PURCHASES);
    }
    let (today, is_from_data) = known.today;
    let since = today.checked_sub_months(Months::new(MONTHS));
    let held = known.held();
    let late: Vec<&Purchase> = held
        .into_iter()
        .filter(|(time, _)| {
            day_of(time).is_some_and(|day| day <= today && since.is_none_or(|since| day > since))
        })
        .map(|(_, purchase)| purchase)
        .collect();
    let why = if is_from_data {
        ", the day of the last purchase that is loaded"
    } else {
        ""
    };
    let months = format!("in the {MONTHS} months to {today}{why}.");
    if late.is_empty() {
        return fact(NAME, NONE, format!("None {months}"));
    }
    let counted = counted_with_money(late.into_iter());
    fact(NAME, KNOWN, format!("{counted} {months}"))
}

/// "3 purchases, 120.00 EUR and 30.00 GBP": what was given back is taken off.
fn counted_with_money<'a>(purchases: impl Iterator<Item = &'a Purchase>) -> String {
    let (mut number, mut without) = (0_u64, 0_u64);
    let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
    for purchase in purchases {
        number += 1;
        match &purchase.paid {
            Some((amount, currency)) => {
                let sum = sums.entry(currency).or_default();
                *sum = sum.saturating_add(amount - purchase.given_back);
            }
            None => without += 1,
        }
    }
    let sums: Vec<String> = sums
        .into_iter()
        .map(|(currency, cents)| money(cents, currency))
        .collect();
    let sums = if sums.is_empty() {
        "for how much no row tells".to_owned()
    } else {
        sums.join(" and ")
    };
    let is_told = without > 0 && without < number;
    joined([
        Some(match number {
            1 => "1 purchase".to_owned(),
            _ => format!("{} purchases", grouped(number)),
        }),
        Some(sums),
        is_told.then(|| format!("{} of them without an amount", grouped(without))),
    ])
}

fn last_message(known: &Known<'_>) -> SummaryFact {
    const NAME: &str = "last_message";
    let Some(message) = &known.happenings.last_message else {
        return if known.tell.told.contains(&EventSort::Message) {
            fact(NAME, NONE, "None is told.")
        } else {
            fact(
                NAME,
                UNKNOWN,
                "Cannot be known: no export that is loaded tells of messages.",
            )
        };
    };
    let Message {
        time,
        campaign,
        is_opened,
        is_clicked,
    } = message;
    let opened = match is_opened {
        Some(true) => "opened",
        Some(false) => "not opened",
        None => "whether it was opened no export tells",
    };
    let sentence = joined([
        Some(day(time).to_owned()),
        quoted(Some(campaign.as_str())),
        Some(opened.to_owned()),
        is_clicked.then(|| "clicked".to_owned()),
    ]);
    fact(NAME, KNOWN, sentence)
}

fn open_tickets(known: &Known<'_>) -> SummaryFact {
    const NAME: &str = "open_tickets";
    let tickets: &[Ticket] = &known.happenings.tickets;
    if tickets.is_empty() {
        return if known.tell.told.contains(&EventSort::Ticket) {
            fact(NAME, NONE, "No ticket is told.")
        } else {
            fact(
                NAME,
                UNKNOWN,
                "Cannot be known: no export that is loaded tells of tickets.",
            )
        };
    }
    let count = |state: Option<bool>| {
        let of_state = tickets.iter().filter(|one| one.is_open == state);
        of_state.count() as u64
    };
    let (open, untold, all) = (count(Some(true)), count(None), tickets.len() as u64);
    let word = if all == 1 { "ticket" } else { "tickets" };
    if untold == all {
        let sentence = format!(
            "{} {word}; whether open cannot be known: no status is told.",
            grouped(all)
        );
        return fact(NAME, UNKNOWN, sentence);
    }
    let rest = (untold > 0).then(|| format!("{} without a status", grouped(untold)));
    let told = format!("{} open of {} {word}", grouped(open), grouped(all));
    let state = if open == 0 && untold == 0 {
        NONE
    } else {
        KNOWN
    };
    fact(NAME, state, joined([Some(told), rest]))
}

fn first_seen(known: &Known<'_>) -> SummaryFact {
    const NAME: &str = "first_seen";
    let entries = known.happenings.entries.iter();
    let first: Option<&Entry> = entries.min_by(|one, other| in_time(&one.time, &other.time));
    let Some(first) = first else {
        return fact(
            NAME,
            UNKNOWN,
            "Cannot be known: no row of this customer tells a day.",
        );
    };
    let day = day(&first.time);
    let sentence = match first.sources.first() {
        Some(source) => format!("{day}, first told by {}", known.marks.of(*source).name),
        None => day.to_owned(),
    };
    fact(NAME, KNOWN, sentence)
}

/// Somebody is a customer since the first purchase that holds.
fn customer_since(known: &Known<'_>) -> SummaryFact {
    const NAME: &str = "customer_since";
    match known.held().first() {
        Some((time, _)) => fact(
            NAME,
            KNOWN,
            format!("{}, the first purchase that is loaded", day(time)),
        ),
        None if known.tells_purchases() => fact(NAME, NONE, "No purchase that holds is told."),
        None => fact(NAME, UNKNOWN, NO_PURCHASES),
    }
}
