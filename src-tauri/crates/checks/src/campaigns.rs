//! Messages that should not have been sent: to people who had just bought, and to people who got
//! too many at once.

mod after_no;
mod last_purchase;
mod received;
mod sendings;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::{Days, NaiveDate};
use rollcall_model::{CustomerId, SourceId};

use crate::Groups;
pub use after_no::{AfterNo, PermissionSaid, SaidOn, WrittenTo};
use last_purchase::LastPurchase;
pub use received::{GotAgain, Receipt, Receipts};
use sendings::{Sending, Sendings};

/// One message that reached, or tried to reach, a customer.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// Who it went to.
    pub customer: CustomerId,
    /// The campaign, list or subject.
    pub campaign: &'a str,
    /// The day it was sent.
    pub day: NaiveDate,
    /// The hour, where its file tells one.
    pub hour: Option<Hour>,
    /// Whether its row tells that it was sent, and not only what became of it.
    pub is_sent: bool,
    /// The source whose log tells of it: two of them may tell of the same message.
    pub log: i64,
    /// The address it went to; nothing for one by telephone or letter.
    pub email: Option<Address>,
}

/// The hour of something. Only hours of one clock are set beside one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hour {
    /// In minutes since 1970.
    pub minute: i64,
    /// The source by whose clock it is; nought for all whose time zone is known.
    pub clock: i64,
}

/// Collects messages and purchases, in any order; each takes a few bytes, so that millions fit.
#[derive(Debug, Clone, Default)]
pub struct Campaigns {
    names: Vec<String>,
    numbers: BTreeMap<String, u32>,
    sent: Vec<Sent>,
    bought: Vec<Bought>,
    last: Vec<LastPurchase>,
}

/// A message: to whom, of which campaign, when, and the address it went to.
#[derive(Debug, Clone, Copy)]
struct Sent {
    customer: CustomerId,
    day: NaiveDate,
    campaign: u32,
    hour: Option<Hour>,
    tells_sending: bool,
    log: i64,
    email: Option<Address>,
}

/// A purchase, and the address on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Bought {
    customer: CustomerId,
    day: NaiveDate,
    hour: Option<Hour>,
    email: Option<Address>,
}

/// Stands for an address: addresses are only compared with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address(u64);

impl Address {
    /// Of an address as it is standardised.
    pub fn of(text: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// What became of one campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignReach {
    /// The campaign.
    pub campaign: String,
    /// People it was sent to, each once, however often it went out.
    pub people: u64,
    /// Each time it went out, in the order of time.
    pub sends: Vec<SendReach>,
}

/// What became of the messages of a campaign that went out together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendReach {
    /// The day of the first message.
    pub first: NaiveDate,
    /// The day of the last one.
    pub last: NaiveDate,
    /// Which of its campaign on its first day it is, counted from 1.
    pub nth: u32,
    /// People it was sent to.
    pub people: u64,
    /// Those of them who had bought within the window, in the order of their ids.
    pub recent_buyers: Vec<RecentBuyer>,
    /// Others of whom nobody knows whether they had, each with the source that sums up when they bought last: that was
    /// after the message, and hides what was before.
    pub hidden: Vec<(CustomerId, SourceId)>,
}

/// Somebody who got a message although they had just bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentBuyer {
    /// Who.
    pub customer: CustomerId,
    /// The day of the message.
    pub sent: NaiveDate,
    /// The day of the last purchase before the message.
    pub bought: NaiveDate,
    /// Whether comparing e-mail addresses alone would have found it too: the order has the address
    /// the message went to.
    pub found_by_email: bool,
    /// The source that sums up when they bought last, where no order tells that purchase.
    pub summed_up_by: Option<SourceId>,
}

/// Somebody who got many messages at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pressed {
    /// Who.
    pub customer: CustomerId,
    /// Messages within the window that holds most of them; what was sent at once is one, unless the log shows that
    /// it went to the same address again.
    pub messages: u64,
    /// Different campaigns among them.
    pub campaigns: u64,
    /// First day of that window with a message.
    pub from: NaiveDate,
    /// Last one.
    pub until: NaiveDate,
}

impl Campaigns {
    /// Counts one message.
    pub fn add_message(&mut self, message: &Message<'_>) {
        let campaign = self.number(message.campaign);
        self.sent.push(Sent {
            customer: message.customer,
            day: message.day,
            campaign,
            hour: message.hour,
            tells_sending: message.is_sent,
            log: message.log,
            email: message.email,
        });
    }

    /// Counts one purchase that holds, with its hour, where its file tells one, and the address on it.
    pub fn add_purchase(
        &mut self,
        customer: CustomerId,
        day: NaiveDate,
        hour: Option<Hour>,
        email: Option<Address>,
    ) {
        self.bought.push(Bought {
            customer,
            day,
            hour,
            email,
        });
    }

    /// Notes when somebody bought last as a source sums it up, where no order that is known tells that purchase.
    pub fn add_last_purchase(
        &mut self,
        source: SourceId,
        customer: CustomerId,
        day: NaiveDate,
        hour: Option<Hour>,
        email: Option<Address>,
    ) {
        self.last.push(LastPurchase {
            bought: Bought {
                customer,
                day,
                hour,
                email,
            },
            source,
        });
    }

    /// People who got any message.
    pub fn people(&self) -> u64 {
        let mut people: Vec<CustomerId> = self.sent.iter().map(|one| one.customer).collect();
        people.sort_unstable();
        people.dedup();
        people.len() as u64
    }

    /// Every campaign, in the order of their names, each time it went out with those who had bought on one of the
    /// `days` days before it, or before it on its own day; where two hours cannot be set beside one another, at any
    /// hour of that day. A last purchase that a source sums up counts like any other; one after the message leaves it
    /// unknown whether there was one before.
    pub fn reach(&self, days: u32) -> Vec<CampaignReach> {
        let sendings = Sendings::of(&self.sent);
        let mut sent: Vec<(usize, Sent)> = sendings
            .of
            .iter()
            .copied()
            .zip(self.sent.iter().copied())
            .collect();
        // Sendings are in the order of their campaigns and of time.
        sent.sort_unstable_by_key(|(sending, one)| {
            // Of one day those that tell their hour first.
            let hour = (one.hour.is_none(), one.hour);
            (*sending, one.customer, one.day, hour, one.email)
        });
        let mut bought = self.bought.clone();
        bought.sort_unstable();
        let mut last = self.last.clone();
        last.sort_unstable();
        let mut reached = Vec::new();
        for of_campaign in sent.chunk_by(|(_, one), (_, next)| one.campaign == next.campaign) {
            let Some((_, first)) = of_campaign.first() else {
                continue;
            };
            let mut people: Vec<CustomerId> =
                of_campaign.iter().map(|(_, one)| one.customer).collect();
            people.sort_unstable();
            people.dedup();
            let together = of_campaign.chunk_by(|(one, _), (next, _)| one == next);
            let sends = together.filter_map(|messages| {
                let (sending, _) = messages.first()?;
                Some(send_reach(
                    messages,
                    sendings.all.get(*sending)?,
                    (bought.as_slice(), last.as_slice()),
                    days,
                ))
            });
            reached.push(CampaignReach {
                campaign: self.name(first.campaign),
                people: people.len() as u64,
                sends: sends.collect(),
            });
        }
        reached.sort_by(|one, other| one.campaign.cmp(&other.campaign));
        reached
    }

    /// Adds who was sent what to the groups people are in.
    pub fn add_groups(&self, groups: &mut Groups) {
        for one in &self.sent {
            if let Some(name) = self.names.get(one.campaign as usize) {
                groups.add(name, one.customer);
            }
        }
    }

    fn number(&mut self, campaign: &str) -> u32 {
        if let Some(number) = self.numbers.get(campaign) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.names.push(campaign.to_owned());
        self.numbers.insert(campaign.to_owned(), number);
        number
    }

    fn name(&self, number: u32) -> String {
        let name = usize::try_from(number)
            .ok()
            .and_then(|place| self.names.get(place));
        name.cloned().unwrap_or_default()
    }
}

/// The purchases of one customer, of all in the order of customers.
fn of_customer(bought: &[Bought], customer: CustomerId) -> &[Bought] {
    let begins = bought.partition_point(|one| one.customer < customer);
    let rest = &bought[begins..];
    &rest[..rest.partition_point(|one| one.customer == customer)]
}

/// Whom messages that went out together reached, in the order of those who got them.
fn send_reach(
    messages: &[(usize, Sent)],
    sending: &Sending,
    (bought, last): (&[Bought], &[LastPurchase]),
    days: u32,
) -> SendReach {
    let mut reach = SendReach {
        first: sending.first,
        last: sending.last,
        nth: sending.nth,
        people: 0,
        recent_buyers: Vec::new(),
        hidden: Vec::new(),
    };
    for to_one in messages.chunk_by(|(_, one), (_, next)| one.customer == next.customer) {
        let Some((_, first)) = to_one.first() else {
            continue;
        };
        reach.people += 1;
        let bought = of_customer(bought, first.customer);
        let last = last_purchase::of_customer(last, first.customer);
        if let Some(buyer) = recent_buyer(to_one, bought, last, days) {
            reach.recent_buyers.push(buyer);
        } else if let Some(source) = last_purchase::hidden_by(last, first) {
            reach.hidden.push((first.customer, source));
        }
    }
    reach
}

/// Whether messages that went out together to one customer, the earliest first, went to somebody who had just bought.
fn recent_buyer(
    sent: &[(usize, Sent)],
    bought: &[Bought],
    last: &[LastPurchase],
    days: u32,
) -> Option<RecentBuyer> {
    let (_, first) = sent.first()?;
    let from = first
        .day
        .checked_sub_days(Days::new(u64::from(days)))
        .unwrap_or(NaiveDate::MIN);
    let is_within = |one: &Bought| one.day >= from && one.is_before(first);
    let is_addressed = |one: &Bought| {
        one.email.is_some() && sent.iter().any(|(_, message)| message.email == one.email)
    };
    let within = bought.iter().filter(|one| is_within(one));
    let mut buyer = within
        .clone()
        .map(|one| one.day)
        .max()
        .map(|day| RecentBuyer {
            customer: first.customer,
            sent: first.day,
            bought: day,
            found_by_email: within.clone().any(is_addressed),
            summed_up_by: None,
        });
    for one in last.iter().filter(|one| is_within(&one.bought)) {
        buyer
            .get_or_insert(RecentBuyer {
                customer: first.customer,
                sent: first.day,
                bought: one.bought.day,
                found_by_email: false,
                summed_up_by: Some(one.source),
            })
            .add_last(one, is_addressed(&one.bought));
    }
    buyer
}

impl Bought {
    /// Whether it was bought before a message, or at any hour of its day where nobody can say which came first.
    fn is_before(&self, message: &Sent) -> bool {
        match (self.hour, message.hour) {
            (Some(one), Some(other)) if one.clock == other.clock => one.minute <= other.minute,
            _ => self.day <= message.day,
        }
    }
}

impl Sent {
    /// Its minute; of a day alone its first.
    fn minute(&self) -> i64 {
        self.hour
            .map_or_else(|| minute_of(self.day), |hour| hour.minute)
    }

    /// Its minute; of a day alone its last.
    fn last_minute(&self) -> i64 {
        self.hour
            .map_or_else(|| minute_of(self.day) + 24 * 60 - 1, |hour| hour.minute)
    }
}

/// The first minute of a day, since 1970.
fn minute_of(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::default())
        .num_minutes()
}

/// The window of so many days with most messages in it, of what one customer received; the first of
/// several.
fn busiest(received: &[Receipt], days: u32) -> Option<Pressed> {
    let mut best: Option<Pressed> = None;
    for (place, Receipt { customer, day, .. }) in received.iter().enumerate() {
        let until = day
            .checked_add_days(Days::new(u64::from(days.saturating_sub(1))))
            .unwrap_or(NaiveDate::MAX);
        // Messages of the same day that stand before belong to the window, too.
        let begins = received[..place].partition_point(|one| one.day < *day);
        let later = &received[begins..];
        let within = &later[..later.partition_point(|one| one.day <= until)];
        let campaigns: BTreeSet<u32> = within.iter().map(|one| one.campaign).collect();
        let window = Pressed {
            customer: *customer,
            messages: within.len() as u64,
            campaigns: campaigns.len() as u64,
            from: *day,
            until: within.last()?.day,
        };
        if best
            .as_ref()
            .is_none_or(|one| window.messages > one.messages)
        {
            best = Some(window);
        }
    }
    best
}

#[cfg(test)]
mod tests;
