//! Which messages of a campaign went out together: a campaign that is sent again under its name is another sending.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Sent;

/// So many minutes without a message of its campaign end a sending.
const PAUSE: i64 = 6 * 60;
/// No sending goes on for longer than a day, so that a flow that never stops is one a day.
const LONGEST: i64 = 24 * 60;
/// Sendings that two clocks tell of are one where they begin no farther apart, in minutes, than clocks are.
const CLOCKS_APART: i64 = 14 * 60;

/// Messages of one campaign that went out together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sending {
    /// The day of its first message.
    pub(super) first: NaiveDate,
    /// The day of its last one.
    pub(super) last: NaiveDate,
    /// Which sending of its campaign on its first day it is, counted from 1.
    pub(super) nth: u32,
    /// The minute of its first message.
    minute: i64,
}

/// All sendings, campaign by campaign and each in the order of time.
#[derive(Debug, Default)]
pub(super) struct Sendings {
    pub(super) all: Vec<Sending>,
    /// For each message its place among them.
    pub(super) of: Vec<usize>,
}

/// Messages of one clock that follow on one another.
struct Batch<'a> {
    /// The places of the messages.
    places: &'a [usize],
    clock: Option<i64>,
    minute: i64,
    first: NaiveDate,
    last: NaiveDate,
}

impl Sendings {
    /// Puts messages together: by their hours where their files tell them, else by their days. What is only known by
    /// what became of it, such as that it was opened, is of the last sending before.
    pub(super) fn of(messages: &[Sent]) -> Self {
        let mut order: Vec<usize> = (0..messages.len()).collect();
        order.sort_unstable_by_key(|place| {
            let one = &messages[*place];
            let clock = one.hour.map(|hour| hour.clock);
            (
                one.campaign,
                !one.tells_sending,
                clock,
                one.minute(),
                *place,
            )
        });
        let mut sendings = Self {
            all: Vec::new(),
            of: vec![0; messages.len()],
        };
        let of_one =
            |one: &usize, other: &usize| messages[*one].campaign == messages[*other].campaign;
        for of_campaign in order.chunk_by(of_one) {
            let told = of_campaign.partition_point(|place| messages[*place].tells_sending);
            let (told, others) = of_campaign.split_at(told);
            sendings.add(messages, told, others);
        }
        sendings
    }

    /// Adds the messages of a campaign: those of which it is told that they were sent, and the others.
    fn add(&mut self, messages: &[Sent], told: &[usize], others: &[usize]) {
        let before = self.all.len();
        let batches = batches(messages, told);
        let (mut sendings, sending_of) = together(&batches);
        for (batch, sending) in batches.iter().zip(sending_of) {
            for place in batch.places {
                self.of[*place] = before + sending;
            }
        }
        if sendings.is_empty() {
            sendings.extend(known_by_others(messages, others));
        }
        for place in others {
            let end = messages[*place].last_minute();
            let until = sendings.partition_point(|one| one.minute <= end);
            self.of[*place] = before + until.saturating_sub(1);
        }
        self.all.extend(sendings);
    }
}

impl Batch<'_> {
    fn sending(&self) -> Sending {
        Sending {
            first: self.first,
            last: self.last,
            nth: 1,
            minute: self.minute,
        }
    }

    /// Whether it can be the sending that another clock tells of.
    fn may_be(&self, other: &Sending) -> bool {
        if self.clock.is_none() {
            return (other.first..=other.last).contains(&self.first);
        }
        self.first == other.first || (self.minute - other.minute).abs() <= CLOCKS_APART
    }
}

/// Parts messages that are in the order of their clocks and minutes.
fn batches<'a>(messages: &[Sent], told: &'a [usize]) -> Vec<Batch<'a>> {
    let mut found = Vec::new();
    let mut rest = told;
    while let Some(first) = rest.first().map(|place| messages[*place]) {
        let mut before = first;
        let together = rest.iter().take_while(|place| {
            let one = messages[**place];
            let goes_on = is_of_batch(&one, &before, &first);
            before = one;
            goes_on
        });
        let end = together.count();
        // The first goes on with itself.
        let (places, next) = rest.split_at(end.max(1));
        rest = next;
        let days = places.iter().map(|place| messages[*place].day);
        found.push(Batch {
            places,
            clock: first.hour.map(|hour| hour.clock),
            minute: first.minute(),
            first: first.day,
            last: days.max().unwrap_or(first.day),
        });
    }
    found
}

/// Whether a message is of the batch of the one before it.
fn is_of_batch(one: &Sent, before: &Sent, first: &Sent) -> bool {
    match (one.hour, before.hour, first.hour) {
        (Some(one), Some(before), Some(first)) => {
            one.clock == first.clock
                && one.minute - before.minute < PAUSE
                && one.minute - first.minute < LONGEST
        }
        (None, None, None) => one.day == first.day,
        _ => false,
    }
}

/// The sendings of one campaign in the order of time, and for each batch the place of the one it tells of: two logs may
/// tell of the same, each by its clock.
fn together(batches: &[Batch<'_>]) -> (Vec<Sending>, Vec<usize>) {
    let mut by_clock: BTreeMap<Option<i64>, (usize, Vec<usize>)> = BTreeMap::new();
    for (place, batch) in batches.iter().enumerate() {
        let (messages, places) = by_clock.entry(batch.clock).or_default();
        *messages += batch.places.len();
        places.push(place);
    }
    let mut clocks: Vec<_> = by_clock.into_iter().collect();
    // Hours tell more than days, and the clock that tells most messages more than the others.
    clocks.sort_by_key(|(clock, (messages, _))| (clock.is_none(), Reverse(*messages), *clock));
    let mut sendings: Vec<Sending> = Vec::new();
    let mut sending_of = vec![0; batches.len()];
    for (_, (_, places)) in clocks {
        // Two batches of one clock are two sendings.
        let mut free = vec![true; sendings.len()];
        for place in places {
            let batch = &batches[place];
            let known = sendings.iter().zip(&free).enumerate();
            let nearest = known
                .filter(|(_, (one, is_free))| **is_free && batch.may_be(one))
                .min_by_key(|(_, (one, _))| (one.minute - batch.minute).abs())
                .map(|(known, _)| known);
            sending_of[place] = if let Some(known) = nearest {
                free[known] = false;
                sendings[known].last = sendings[known].last.max(batch.last);
                known
            } else {
                sendings.push(batch.sending());
                sendings.len() - 1
            };
        }
    }
    in_time(&sendings, sending_of)
}

/// Puts the sendings of a campaign into the order of time, and numbers those of one day.
fn in_time(sendings: &[Sending], mut sending_of: Vec<usize>) -> (Vec<Sending>, Vec<usize>) {
    let mut order: Vec<usize> = (0..sendings.len()).collect();
    order.sort_by_key(|place| (sendings[*place].minute, *place));
    let mut new_place = vec![0; sendings.len()];
    let mut on_day: BTreeMap<NaiveDate, u32> = BTreeMap::new();
    let mut sorted = Vec::with_capacity(sendings.len());
    for (new, old) in order.into_iter().enumerate() {
        new_place[old] = new;
        let mut one = sendings[old];
        let nth = on_day.entry(one.first).or_default();
        *nth += 1;
        one.nth = *nth;
        sorted.push(one);
    }
    for place in &mut sending_of {
        *place = new_place[*place];
    }
    (sorted, sending_of)
}

/// The one sending of a campaign of which nothing but what became of its messages is told.
fn known_by_others(messages: &[Sent], others: &[usize]) -> Option<Sending> {
    let all = || others.iter().map(|place| &messages[*place]);
    Some(Sending {
        first: all().map(|one| one.day).min()?,
        last: all().map(|one| one.day).max()?,
        nth: 1,
        minute: all().map(Sent::minute).min()?,
    })
}

#[cfg(test)]
mod tests;
