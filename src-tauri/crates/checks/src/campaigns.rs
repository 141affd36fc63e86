//! Messages that should not have been sent: to people who had just bought, and to people who got
//! too many at once.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::{Days, NaiveDate};
use rollcall_model::CustomerId;

use crate::Groups;

/// One message that reached, or tried to reach, a customer.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// Who it went to.
    pub customer: CustomerId,
    /// The campaign, list or subject.
    pub campaign: &'a str,
    /// The day it was sent.
    pub day: NaiveDate,
    /// The address it went to; nothing for one by telephone or letter.
    pub email: Option<Address>,
}

/// Collects messages and purchases, in any order; each takes a few bytes, so that millions fit.
#[derive(Debug, Clone, Default)]
pub struct Campaigns {
    names: Vec<String>,
    numbers: BTreeMap<String, u32>,
    sent: Vec<Sent>,
    bought: Vec<Bought>,
}

/// A message: to whom, of which campaign, when, and the address it went to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Sent {
    customer: CustomerId,
    day: NaiveDate,
    campaign: u32,
    email: Option<Address>,
}

/// A purchase, and the address on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Bought {
    customer: CustomerId,
    day: NaiveDate,
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
    /// People it was sent to.
    pub people: u64,
    /// Those of them who had bought within the window, in the order of their ids.
    pub recent_buyers: Vec<RecentBuyer>,
}

/// Somebody who got a message although they had just bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentBuyer {
    /// Who.
    pub customer: CustomerId,
    /// The day of the last purchase before the message.
    pub bought: NaiveDate,
    /// Whether comparing e-mail addresses alone would have found it too: the order has the address
    /// the message went to.
    pub found_by_email: bool,
}

/// Somebody who got many messages at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pressed {
    /// Who.
    pub customer: CustomerId,
    /// Messages within the window that holds most of them.
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
            email: message.email,
        });
    }

    /// Counts one purchase that holds, with the address on it.
    pub fn add_purchase(&mut self, customer: CustomerId, day: NaiveDate, email: Option<Address>) {
        self.bought.push(Bought {
            customer,
            day,
            email,
        });
    }

    /// People who got any message.
    pub fn people(&self) -> u64 {
        let mut people: Vec<CustomerId> = self.sent.iter().map(|one| one.customer).collect();
        people.sort_unstable();
        people.dedup();
        people.len() as u64
    }

    /// Every campaign, in the order of their names, with those who had bought on one of the `days`
    /// days before it, or on its own day.
    pub fn reach(&self, days: u32) -> Vec<CampaignReach> {
        let mut sent = self.sent.clone();
        sent.sort_unstable_by_key(|one| (one.campaign, one.customer, one.day, one.email));
        let mut bought = self.bought.clone();
        bought.sort_unstable();
        let mut reached: BTreeMap<u32, CampaignReach> = BTreeMap::new();
        for to_one in sent
            .chunk_by(|one, next| (one.campaign, one.customer) == (next.campaign, next.customer))
        {
            let Some(first) = to_one.first() else {
                continue;
            };
            let reach = reached
                .entry(first.campaign)
                .or_insert_with(|| CampaignReach {
                    campaign: self.name(first.campaign),
                    people: 0,
                    recent_buyers: Vec::new(),
                });
            reach.people += 1;
            let bought = of_customer(&bought, first.customer);
            reach
                .recent_buyers
                .extend(recent_buyer(to_one, bought, days));
        }
        let mut reached: Vec<_> = reached.into_values().collect();
        reached.sort_by(|one, other| one.campaign.cmp(&other.campaign));
        reached
    }

    /// Everybody who got at least `messages` messages of as many campaigns within `days` days in a
    /// row, in the order of their ids.
    pub fn pressed(&self, messages: u64, days: u32) -> Vec<Pressed> {
        let mut received: Vec<(CustomerId, NaiveDate, u32)> = self
            .sent
            .iter()
            .map(|one| (one.customer, one.day, one.campaign))
            .collect();
        received.sort_unstable();
        // Of one campaign a day holds one message.
        received.dedup();
        received
            .chunk_by(|one, next| one.0 == next.0)
            .filter_map(|received| busiest(received, days))
            .filter(|one| one.messages >= messages && one.campaigns >= messages)
            .collect()
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

/// Whether the messages of one campaign to one customer, the earliest first, went to somebody who had
/// just bought.
fn recent_buyer(sent: &[Sent], bought: &[Bought], days: u32) -> Option<RecentBuyer> {
    let first = sent.first()?;
    let from = first
        .day
        .checked_sub_days(Days::new(u64::from(days)))
        .unwrap_or(NaiveDate::MIN);
    let within = bought
        .iter()
        .filter(|one| (from..=first.day).contains(&one.day));
    let is_addressed =
        |one: &Bought| one.email.is_some() && sent.iter().any(|message| message.email == one.email);
    Some(RecentBuyer {
        customer: first.customer,
        bought: within.clone().map(|one| one.day).max()?,
        found_by_email: within.clone().any(is_addressed),
    })
}

/// The window of so many days with most campaigns in it, of what one customer received; the first of
/// several.
fn busiest(received: &[(CustomerId, NaiveDate, u32)], days: u32) -> Option<Pressed> {
    let mut best: Option<Pressed> = None;
    for (place, (customer, from, _)) in received.iter().enumerate() {
        let until = from
            .checked_add_days(Days::new(u64::from(days.saturating_sub(1))))
            .unwrap_or(NaiveDate::MAX);
        // Messages of the same day that stand before belong to the window, too.
        let begins = received[..place].partition_point(|(_, day, _)| day < from);
        let later = &received[begins..];
        let within = &later[..later.partition_point(|(_, day, _)| *day <= until)];
        let campaigns: BTreeSet<u32> = within.iter().map(|(_, _, campaign)| *campaign).collect();
        let window = Pressed {
            customer: *customer,
            messages: within.len() as u64,
            campaigns: campaigns.len() as u64,
            from: *from,
            until: within.last()?.1,
        };
        if best
            .as_ref()
            .is_none_or(|one| window.campaigns > one.campaigns)
        {
            best = Some(window);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::{Address, Campaigns, Message};
    use chrono::NaiveDate;
    use rollcall_model::CustomerId;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn message<'a>(customer: i64, campaign: &'a str, on: &str, email: &str) -> Message<'a> {
        Message {
            customer: CustomerId(customer),
            campaign,
            day: day(on),
            email: Some(Address::of(email)),
        }
    }

    #[test]
    fn g69_who_has_just_bought_is_found_by_more_than_the_address() {
        let mut campaigns = Campaigns::default();
        campaigns.add_message(&message(1, "Winback", "2026-03-24", "a@example.com"));
        campaigns.add_message(&message(2, "Winback", "2026-03-24", "b@example.com"));
        campaigns.add_message(&message(3, "Winback", "2026-03-24", "c@example.com"));
        campaigns.add_purchase(
            CustomerId(1),
            day("2026-03-20"),
            Some(Address::of("a@example.com")),
        );
        campaigns.add_purchase(
            CustomerId(2),
            day("2026-03-20"),
            Some(Address::of("other@example.com")),
        );
        campaigns.add_purchase(
            CustomerId(3),
            day("2026-03-25"),
            Some(Address::of("c@example.com")),
        );
        let reach = campaigns.reach(7);
        assert_eq!(reach[0].people, 3);
        let found: Vec<_> = reach[0]
            .recent_buyers
            .iter()
            .map(|one| (one.customer.0, one.found_by_email))
            .collect();
        assert_eq!(found, [(1, true), (2, false)], "3 bought after the message");
    }

    #[test]
    fn g18_three_lists_in_a_week_are_pressure_and_in_eleven_days_are_not() {
        let mut campaigns = Campaigns::default();
        for (customer, days) in [(1, ["09", "11", "14"]), (2, ["03", "08", "13"])] {
            for (campaign, on) in ["A", "B", "C"].iter().zip(days) {
                campaigns.add_message(&message(
                    customer,
                    campaign,
                    &format!("2026-03-{on}"),
                    "a@example.com",
                ));
            }
        }
        let pressed = campaigns.pressed(3, 7);
        assert_eq!(pressed.len(), 1);
        assert_eq!(pressed[0].customer, CustomerId(1));
        assert_eq!(pressed[0].until, day("2026-03-14"));
    }

    #[test]
    fn g18_three_lists_in_seven_days_are_pressure_and_in_eight_are_not() {
        let pressed = |days: [&str; 3]| {
            let mut campaigns = Campaigns::default();
            for (campaign, on) in ["A", "B", "C"].iter().zip(days) {
                let on = format!("2026-03-{on}");
                campaigns.add_message(&message(1, campaign, &on, "a@example.com"));
            }
            campaigns.pressed(3, 7).len()
        };
        assert_eq!(pressed(["09", "11", "15"]), 1, "the ninth is the first day");
        assert_eq!(
            pressed(["09", "11", "16"]),
            0,
            "the sixteenth is the eighth"
        );
        assert_eq!(pressed(["09", "15", "16"]), 0);
    }
}
