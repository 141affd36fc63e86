//! Who should not have got a message because they had just bought.

use std::collections::BTreeMap;

use rollcall_checks::{CampaignReach, Ratio};
use rollcall_model::CustomerId;

use super::span::Span;
use super::{Counted, Events, MOST_PEOPLE, line};
use crate::view::{CheckPerson, CheckPicture};

/// Somebody who bought within so many days before a message should not have got it.
const DAYS: u32 = 30;
/// Words by which a campaign says that it wants people to (come back and) buy.
const WANTS_BUYERS: [&str; 9] = [
    "winback",
    "win-back",
    "win back",
    "miss you",
    "lapsed",
    "reactivat",
    "come back",
    "acquisition",
    "retarget",
];

pub(super) fn count(events: &Events) -> Counted {
    let mut told = Counted {
        code: "suppression".into(),
        definition: format!(
            "People who had bought on one of the {DAYS} days before a winback or acquisition message, or on its own day, of all who got one. A campaign is one of these by its name ({}); purchases are known by every identifier of the customer, not by the e-mail alone.",
            WANTS_BUYERS.join(", ")
        ),
        inputs: [events.messages.clone(), events.purchases.clone()].concat(),
        ..Counted::default()
    };
    let reach: Vec<_> = events.campaigns.reach(DAYS);
    let (wanted, others): (Vec<_>, Vec<_>) = reach.into_iter().partition(|one| {
        let name = one.campaign.to_lowercase();
        WANTS_BUYERS.iter().any(|word| name.contains(word))
    });
    if wanted.is_empty() {
        told.sentence =
            "Cannot be known from these files: no winback or acquisition message is in them."
                .into();
        told.unknown.push("A send log of the e-mail platform with campaign, address and day of each message would tell.".into());
        return told;
    }
    if events.purchases.is_empty() {
        told.sentence =
            "Cannot be known from these files: they hold no purchases with a day.".into();
        told.unknown
            .push("An export of orders with address or telephone and day would tell.".into());
        return told;
    }
    let mut wrong: BTreeMap<CustomerId, String> = BTreeMap::new();
    let mut messages = 0;
    for campaign in &wanted {
        messages += campaign.recent_buyers.len() as u64;
        for buyer in &campaign.recent_buyers {
            let how = if buyer.found_by_email {
                ""
            } else {
                "; their e-mail alone would not have told"
            };
            wrong.entry(buyer.customer).or_insert_with(|| {
                format!(
                    "Got \"{}\", had bought on {}{how}.",
                    campaign.campaign, buyer.bought
                )
            });
        }
    }
    let among: u64 = wanted.iter().map(|one| one.people).sum();
    let by_email_alone = wanted
        .iter()
        .flat_map(|one| &one.recent_buyers)
        .filter(|buyer| buyer.found_by_email)
        .count() as u64;
    told.sentence = format!(
        "{} of {} winback or acquisition messages went to somebody who had just bought; comparing e-mails alone would have found {by_email_alone}.",
        rollcall_model::grouped(messages),
        rollcall_model::grouped(among),
    );
    let names = wanted.iter().map(|one| &one.campaign);
    let mailings = names.filter_map(|name| events.mailings.get(name));
    let sent: Span = mailings
        .flat_map(|one| one.by_day.keys().copied())
        .collect();
    told.window = format!(
        "Winback and acquisition messages {}, and the {DAYS} days before each.",
        sent.told()
    );
    told.ratio = Some((
        Ratio {
            found: messages,
            among,
        },
        "winback or acquisition messages, each person once a campaign".into(),
    ));
    told.wasted_messages = Some(messages);
    told.pictures.push(campaign_by_campaign(&wanted, &others));
    told.people_total = wrong.len() as u64;
    told.behind = wrong.keys().map(|one| one.0).collect();
    told.people = wrong
        .into_iter()
        .take(MOST_PEOPLE)
        .map(|(customer, why)| CheckPerson {
            customer: customer.label(),
            why,
        })
        .collect();
    told
}

/// Each campaign with the people it went to and those of them who had just bought.
fn campaign_by_campaign(wanted: &[CampaignReach], others: &[CampaignReach]) -> CheckPicture {
    CheckPicture {
        kind: "bars".into(),
        title: "Campaign by campaign".into(),
        sentence: "People a campaign went to, and those of them who had just bought; campaigns of other kinds for comparison.".into(),
        columns: vec!["Had just bought".into(), "People".into()],
        lines: wanted
            .iter()
            .map(|one| (one, ""))
            .chain(others.iter().map(|one| (one, "another kind of message; not counted")))
            .map(|(one, note)| {
                let mut bar = line(one.campaign.clone(), [one.recent_buyers.len() as f64, one.people as f64]);
                note.clone_into(&mut bar.note);
                bar
            })
            .collect(),
    }
}
