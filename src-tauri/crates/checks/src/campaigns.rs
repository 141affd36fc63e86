//! Messages that should not have been sent: to people who had just bought, and to people who got
//! too many at once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use rollcall_model::CustomerId;

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
    pub email: Option<&'a str>,
}

/// Collects messages and purchases, in any order.
#[derive(Debug, Clone, Default)]
pub struct Campaigns {
    sent: BTreeMap<String, BTreeMap<CustomerId, (NaiveDate, BTreeSet<String>)>>,
    bought: BTreeMap<CustomerId, Vec<(NaiveDate, Option<String>)>>,
    received: BTreeMap<CustomerId, BTreeSet<(NaiveDate, String)>>,
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
        let (day, emails) = self
            .sent
            .entry(message.campaign.to_owned())
            .or_default()
            .entry(message.customer)
            .or_insert_with(|| (message.day, BTreeSet::new()));
        *day = (*day).min(message.day);
        emails.extend(message.email.map(str::to_owned));
        self.received
            .entry(message.customer)
            .or_default()
            .insert((message.day, message.campaign.to_owned()));
    }

    /// Counts one purchase that holds, with the address on it.
    pub fn add_purchase(&mut self, customer: CustomerId, day: NaiveDate, email: Option<&str>) {
        self.bought
            .entry(customer)
            .or_default()
            .push((day, email.map(str::to_owned)));
    }

    /// People who got any message.
    pub fn people(&self) -> u64 {
        self.received.len() as u64
    }

    /// Every campaign, in the order of their names, with those who had bought on one of the `days`
    /// days before it, or on its own day.
    pub fn reach(&self, days: u32) -> Vec<CampaignReach> {
        self.sent
            .iter()
            .map(|(campaign, people)| CampaignReach {
                campaign: campaign.clone(),
                people: people.len() as u64,
                recent_buyers: people
                    .iter()
                    .filter_map(|(customer, (day, emails))| {
                        self.recent_buyer(*customer, *day, emails, days)
                    })
                    .collect(),
            })
            .collect()
    }

    fn recent_buyer(
        &self,
        customer: CustomerId,
        sent: NaiveDate,
        emails: &BTreeSet<String>,
        days: u32,
    ) -> Option<RecentBuyer> {
        let from = sent
            .checked_sub_days(Days::new(u64::from(days)))
            .unwrap_or(NaiveDate::MIN);
        let within: Vec<&(NaiveDate, Option<String>)> = self
            .bought
            .get(&customer)?
            .iter()
            .filter(|(day, _)| (from..=sent).contains(day))
            .collect();
        Some(RecentBuyer {
            customer,
            bought: within.iter().map(|(day, _)| *day).max()?,
            found_by_email: within
                .iter()
                .any(|(_, email)| email.as_ref().is_some_and(|one| emails.contains(one))),
        })
    }

    /// Everybody who got at least `messages` messages of as many campaigns within `days` days in a
    /// row, in the order of their ids.
    pub fn pressed(&self, messages: u64, days: u32) -> Vec<Pressed> {
        self.received
            .iter()
            .filter_map(|(customer, received)| busiest(*customer, received, days))
            .filter(|one| one.messages >= messages && one.campaigns >= messages)
            .collect()
    }
}

/// The window of so many days with most campaigns in it; the first of several.
fn busiest(
    customer: CustomerId,
    received: &BTreeSet<(NaiveDate, String)>,
    days: u32,
) -> Option<Pressed> {
    let mut best: Option<Pressed> = None;
    for (from, _) in received {
        let until = from
            .checked_add_days(Days::new(u64::from(days.saturating_sub(1))))
            .unwrap_or(NaiveDate::MAX);
        let within: Vec<&(NaiveDate, String)> = received
            .iter()
            .filter(|(day, _)| (*from..=until).contains(day))
            .collect();
        let campaigns: BTreeSet<&str> = within.iter().map(|(_, name)| name.as_str()).collect();
        let window = Pressed {
            customer,
            messages: within.len() as u64,
            campaigns: campaigns.len() as u64,
            from: *from,
            until: within.iter().map(|(day, _)| *day).max()?,
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
    use super::{Campaigns, Message};
    use chrono::NaiveDate;
    use rollcall_model::CustomerId;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn message<'a>(customer: i64, campaign: &'a str, on: &str, email: &'a str) -> Message<'a> {
        Message {
            customer: CustomerId(customer),
            campaign,
            day: day(on),
            email: Some(email),
        }
    }

    #[test]
    fn who_has_just_bought_is_found_by_more_than_the_address() {
        let mut campaigns = Campaigns::default();
        campaigns.add_message(&message(1, "Winback", "2026-03-24", "a@example.com"));
        campaigns.add_message(&message(2, "Winback", "2026-03-24", "b@example.com"));
        campaigns.add_message(&message(3, "Winback", "2026-03-24", "c@example.com"));
        campaigns.add_purchase(CustomerId(1), day("2026-03-20"), Some("a@example.com"));
        campaigns.add_purchase(CustomerId(2), day("2026-03-20"), Some("other@example.com"));
        campaigns.add_purchase(CustomerId(3), day("2026-03-25"), Some("c@example.com"));
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
    fn three_lists_in_a_week_are_pressure_and_in_eleven_days_are_not() {
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
}
