//! What each person received. What of a campaign was sent at once is one message to each, unless the hours of one log
//! show that it went to the same address again.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rollcall_model::CustomerId;

use super::sendings::Sendings;
use super::{Campaigns, Hour, Pressed, Sent, busiest};

/// Rows of one log and address that follow on one another within so many minutes are of one message.
const SAME_MESSAGE: i64 = 15;

/// A message somebody received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Receipt {
    /// Who.
    pub customer: CustomerId,
    /// The day it was sent.
    pub day: NaiveDate,
    /// The number of its campaign.
    pub(super) campaign: u32,
}

/// A campaign that somebody got more than once while it was being sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GotAgain {
    /// The campaign.
    pub campaign: String,
    /// Those who got it more than once in one send, in order.
    pub people: Vec<CustomerId>,
    /// People who got it at all.
    pub reached: u64,
    /// The minutes between one message and the next of the same person: the fewest.
    pub fewest: i64,
    /// And the most.
    pub most: i64,
}

/// What everybody received.
#[derive(Debug, Clone, Default)]
pub struct Receipts {
    /// In the order of those who got them and of the days.
    pub all: Vec<Receipt>,
    /// The campaigns that somebody got more than once in one send, those of most such people first.
    pub again: Vec<GotAgain>,
    /// People who got any campaign more than once in one send.
    pub got_again: u64,
}

/// When one message of a send went to somebody.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub(super) day: NaiveDate,
    pub(super) hour: Option<Hour>,
}

/// Who got a campaign more than once in one send, and how far apart.
#[derive(Debug, Default)]
struct Again {
    people: BTreeSet<CustomerId>,
    minutes: Vec<i64>,
}

impl Campaigns {
    /// What everybody received. Messages of one send to one person are one, as several logs may tell of it and
    /// people may have several addresses; they are as many as one log tells apart by its hours for one address.
    pub fn receipts(&self) -> Receipts {
        let mut receipts = Receipts::default();
        let mut again: BTreeMap<u32, Again> = BTreeMap::new();
        self.visit_sends(|first, told| {
            receipts.all.extend(told.iter().map(|one| Receipt {
                customer: first.customer,
                day: one.day,
                campaign: first.campaign,
            }));
            if told.len() > 1 {
                let of_campaign = again.entry(first.campaign).or_default();
                of_campaign.people.insert(first.customer);
                let pairs = told.iter().zip(told.iter().skip(1));
                let apart = pairs.filter_map(|(one, next)| apart(one.hour?, next.hour?));
                of_campaign.minutes.extend(apart);
            }
        });
        receipts.all.sort_unstable();
        let people: BTreeSet<CustomerId> = again
            .values()
            .flat_map(|one| one.people.iter().copied())
            .collect();
        receipts.got_again = people.len() as u64;
        receipts.again = self.told_again(&again, &receipts.all);
        receipts
    }

    fn told_again(&self, again: &BTreeMap<u32, Again>, all: &[Receipt]) -> Vec<GotAgain> {
        let mut reached: BTreeMap<u32, BTreeSet<CustomerId>> = BTreeMap::new();
        for one in all.iter().filter(|one| again.contains_key(&one.campaign)) {
            let people = reached.entry(one.campaign).or_default();
            people.insert(one.customer);
        }
        let mut told: Vec<GotAgain> = again
            .iter()
            .map(|(campaign, one)| GotAgain {
                campaign: self.name(*campaign),
                people: one.people.iter().copied().collect(),
                reached: reached.get(campaign).map_or(0, BTreeSet::len) as u64,
                fewest: one.minutes.iter().copied().min().unwrap_or(0),
                most: one.minutes.iter().copied().max().unwrap_or(0),
            })
            .collect();
        told.sort_by(|one, other| {
            let by_people = other.people.len().cmp(&one.people.len());
            by_people.then_with(|| one.campaign.cmp(&other.campaign))
        });
        told
    }

    /// Goes through what each person got of each send: a message of it, and when each of them was sent.
    pub(super) fn visit_sends(&self, mut visit: impl FnMut(&Sent, &[Told])) {
        let sendings = Sendings::of(&self.sent);
        let mut order: Vec<usize> = (0..self.sent.len()).collect();
        order.sort_unstable_by_key(|place| {
            let one = &self.sent[*place];
            let sending = sendings.of[*place];
            let log = (one.log, one.email);
            (one.customer, sending, log, one.day, one.hour, *place)
        });
        let is_one_send = |one: &usize, other: &usize| {
            self.sent[*one].customer == self.sent[*other].customer
                && sendings.of[*one] == sendings.of[*other]
        };
        let is_one_log = |one: &usize, other: &usize| {
            let (one, other) = (&self.sent[*one], &self.sent[*other]);
            one.log == other.log && one.email == other.email
        };
        let (mut most, mut told) = (Vec::new(), Vec::new());
        for of_send in order.chunk_by(is_one_send) {
            let Some(first) = of_send.first().map(|place| &self.sent[*place]) else {
                continue;
            };
            most.clear();
            for of_log in of_send.chunk_by(is_one_log) {
                told_apart(of_log.iter().map(|place| &self.sent[*place]), &mut told);
                if told.len() > most.len() {
                    std::mem::swap(&mut most, &mut told);
                }
            }
            // Of one message the earliest day that any log tells.
            let days = of_send.iter().map(|place| self.sent[*place].day);
            if let ([only], Some(day)) = (most.as_mut_slice(), days.min()) {
                only.day = day;
            }
            visit(first, &most);
        }
    }
}

impl Receipts {
    /// Everybody who got at least `messages` messages within `days` days in a row, in the order of their ids: of
    /// different campaigns, or of one that went out again.
    pub fn pressed(&self, messages: u64, days: u32) -> Vec<Pressed> {
        self.all
            .chunk_by(|one, next| one.customer == next.customer)
            .filter_map(|received| busiest(received, days))
            .filter(|one| one.messages >= messages)
            .collect()
    }
}

/// The messages that one log tells of one send to one address of a person, in the order of their hours: those a while after the row
/// before are another.
fn told_apart<'a>(rows: impl Iterator<Item = &'a Sent>, told: &mut Vec<Told>) {
    told.clear();
    let mut before: Option<Hour> = None;
    for row in rows {
        let minutes = before
            .zip(row.hour)
            .and_then(|(one, next)| apart(one, next));
        let is_later = minutes.is_some_and(|minutes| minutes > SAME_MESSAGE);
        if told.is_empty() || row.tells_sending && is_later {
            told.push(Told {
                day: row.day,
                hour: row.hour,
            });
        }
        before = row.hour;
    }
}

/// The minutes from one hour to the next; nothing where they are of different clocks.
fn apart(one: Hour, next: Hour) -> Option<i64> {
    (one.clock == next.clock).then(|| next.minute - one.minute)
}
