//! Who should not have got a message because they had just bought.

mod hidden;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rollcall_checks::{Ratio, SendReach};
use rollcall_model::{CustomerId, grouped};
use rollcall_standardise::campaign;
use serde::{Deserialize, Serialize};

use self::hidden::Hidden;
use super::purposes::{Purpose, Purposes};
use super::span::Span;
use super::{Counted, Events, MOST_PEOPLE, counted, line, line_named};
use crate::view::{CampaignPurpose, CampaignsView, CheckPerson, CheckPicture};

/// Its code.
pub(super) const CODE: &str = "suppression";
/// Campaigns a page shows: those of most people.
const MOST_CAMPAIGNS: usize = 200;
/// So many sends are told one by one: the latest.
const MOST_SENDS: usize = 60;
/// So many campaigns nobody knows the purpose of are named in a sentence.
const NAMED: usize = 3;

/// Whom the campaigns reached, whatever they are for: that is judged when the check is shown.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Measured {
    campaigns: Vec<Reached>,
    has_purchases: bool,
    /// What the sources that sum up when somebody bought last are called, by their numbers.
    summing_up: BTreeMap<i64, String>,
    /// Somebody who bought within so many days before a message should not have got it.
    days: u32,
}

/// Whom one campaign reached.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Reached {
    campaign: String,
    /// Whether a column of its log says that it wants buyers; nothing where none says of what kind it is.
    by_kind: Option<bool>,
    /// Each once, however often it went out.
    people: u64,
    /// Each time it went out, in the order of time.
    sends: Vec<Sent>,
    hidden: Hidden,
}

/// Whom a campaign reached when it went out once.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Sent {
    /// The days of its first and its last message.
    from: NaiveDate,
    until: NaiveDate,
    /// Which of its campaign on its first day it is.
    nth: u32,
    people: u64,
    buyers: Vec<Buyer>,
}

/// Somebody who got it although they had just bought.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Buyer {
    customer: i64,
    sent: NaiveDate,
    bought: NaiveDate,
    /// Whether their e-mail alone would have told.
    by_email: bool,
    /// The source that sums up when they bought last, where no order tells it.
    summed_up_by: Option<i64>,
}

impl Reached {
    fn buyers(&self) -> impl Iterator<Item = &Buyer> {
        self.sends.iter().flat_map(|one| &one.buyers)
    }

    /// People who got it although they had just bought, each once, however often.
    fn had_bought(&self) -> usize {
        let people: BTreeSet<i64> = self.buyers().map(|one| one.customer).collect();
        people.len()
    }

    /// The days of its first and its last message.
    fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        let first = self.sends.iter().map(|one| one.from).min()?;
        let last = self.sends.iter().map(|one| one.until).max()?;
        Some((first, last))
    }
}

/// A campaign with what is known of its purpose.
struct Judged {
    reached: Reached,
    said: Option<Purpose>,
    by_name: bool,
}

impl Judged {
    fn is_wanted(&self) -> bool {
        match self.said {
            Some(purpose) => purpose == Purpose::WinbackOrAcquisition,
            None => self.says_so(),
        }
    }

    /// Whether its name or the kind its log gives it says that it wants buyers.
    fn says_so(&self) -> bool {
        self.by_name || self.reached.by_kind == Some(true)
    }

    /// Neither people nor its name nor its kind tell what it is for.
    fn is_unknown(&self) -> bool {
        self.said.is_none() && !self.by_name && self.reached.by_kind.is_none()
    }
}

pub(super) fn count(events: &Events, days: u32) -> Counted {
    let kind_of = |campaign: &str| events.mailings.get(campaign)?.wants_buyers;
    let reached = events.campaigns.reach(days).into_iter().map(|one| Reached {
        by_kind: kind_of(&one.campaign),
        campaign: one.campaign,
        people: one.people,
        hidden: Hidden::of(&one.sends),
        sends: one.sends.into_iter().map(sent).collect(),
    });
    Counted {
        code: CODE.into(),
        definition: format!(
            "People who had bought on one of the {days} days before a winback or acquisition message, or on its own day (where both tell their hour, before it), of all who got one. A campaign that is sent again is checked again: messages of one name are one send where they follow on one another within a day, by the hour where the file tells it, else by the day. A campaign is one of these where somebody said so, else by the kind its log gives it or by the words of its name, such as winback, we miss you or reactivation, in seven languages; purchases are known by every identifier of the customer, not by the e-mail alone. A last purchase that a list of people sums up counts too; where it came after the message, it is not known whether there was one before."
        ),
        inputs: [
            events.messages.clone(),
            events.purchases.clone(),
            events.last_purchases.clone(),
        ]
        .concat(),
        suppression: Some(Measured {
            campaigns: reached.collect(),
            has_purchases: !events.purchases.is_empty() || !events.last_purchases.is_empty(),
            summing_up: events
                .last_purchases
                .iter()
                .map(|one| (one.source.source, one.source.name.clone()))
                .collect(),
            days,
        }),
        ..Counted::default()
    }
}

fn sent(one: SendReach) -> Sent {
    let buyers = one.recent_buyers.into_iter().map(|buyer| Buyer {
        customer: buyer.customer.0,
        sent: buyer.sent,
        bought: buyer.bought,
        by_email: buyer.found_by_email,
        summed_up_by: buyer.summed_up_by.map(|source| source.0),
    });
    Sent {
        from: one.first,
        until: one.last,
        nth: one.nth,
        people: one.people,
        buyers: buyers.collect(),
    }
}

/// Says what came of it, by what the campaigns are for; tells how many of the messages that want buyers went to
/// somebody who had just bought, within how many days.
pub(super) fn judge(told: &mut Counted, said: &Purposes) -> Option<(Ratio, u32)> {
    let measured = told.suppression.take()?;
    let days = measured.days;
    let campaigns = measured.campaigns.into_iter().map(|reached| Judged {
        said: said.get(&reached.campaign).copied(),
        by_name: campaign::wants_buyers(&reached.campaign),
        reached,
    });
    let (wanted, others): (Vec<_>, Vec<_>) = campaigns.partition(Judged::is_wanted);
    told.campaigns = view(&wanted, &others);
    told.unknown.extend(unsaid(&wanted, &others));
    if wanted.is_empty() {
        told.sentence =
            "Cannot be known from these files: no winback or acquisition message is known to be in them."
                .into();
        if others.is_empty() {
            told.unknown.push("A send log of the e-mail platform with campaign, address and day of each message would tell.".into());
        } else {
            told.pictures.push(campaign_by_campaign(&wanted, &others));
        }
        return None;
    }
    if !measured.has_purchases {
        told.sentence =
            "Cannot be known from these files: they hold no purchases with a day.".into();
        told.unknown
            .push("An export of orders with address or telephone and day would tell.".into());
        return None;
    }
    let hidden = wanted.iter().map(|one| &one.reached.hidden);
    told.unknown
        .extend(hidden::told(hidden, &measured.summing_up));
    let wrong = wrongly_sent(&wanted, &measured.summing_up);
    Some((answer(told, &wanted, &others, (days, wrong)), days))
}

/// What is told first of each who got a message although they had just bought, and how many such messages they got.
type Wrong = BTreeMap<CustomerId, (String, u64)>;

fn wrongly_sent(wanted: &[Judged], summing_up: &BTreeMap<i64, String>) -> Wrong {
    let mut wrong = Wrong::new();
    for one in wanted {
        for buyer in one.reached.buyers() {
            let entry = wrong.entry(CustomerId(buyer.customer));
            let (_, messages) =
                entry.or_insert_with(|| (told_of(&one.reached, buyer, summing_up), 0));
            *messages += 1;
        }
    }
    wrong
}

fn answer(
    told: &mut Counted,
    wanted: &[Judged],
    others: &[Judged],
    (days, wrong): (u32, Wrong),
) -> Ratio {
    let buyers = || wanted.iter().flat_map(|one| one.reached.buyers());
    let sends = || wanted.iter().flat_map(|one| &one.reached.sends);
    let ratio = Ratio {
        found: buyers().count() as u64,
        among: sends().map(|one| one.people).sum(),
    };
    let by_email_alone = buyers().filter(|one| one.by_email).count();
    told.sentence = format!(
        "{} of {} winback or acquisition messages went to somebody who had just bought; comparing e-mails alone would have found {by_email_alone}.",
        grouped(ratio.found),
        grouped(ratio.among),
    );
    let sent = wanted.iter().filter_map(|one| one.reached.span());
    let sent: Span = sent.flat_map(|(first, last)| [first, last]).collect();
    told.window = format!(
        "Winback and acquisition messages {}, and the {days} days before each.",
        sent.told()
    );
    told.ratio = Some((
        ratio,
        "winback or acquisition messages, each person once a send".into(),
    ));
    told.wasted_messages = Some(ratio.found);
    told.pictures.push(campaign_by_campaign(wanted, others));
    told.pictures.extend(send_by_send(wanted));
    told.people_total = wrong.len() as u64;
    told.behind = wrong.keys().map(|one| one.0).collect();
    told.people = wrong
        .into_iter()
        .take(MOST_PEOPLE)
        .map(|(customer, (first, messages))| CheckPerson {
            customer: customer.label(),
            why: match messages {
                ..=1 => format!("{first}."),
                more => format!("{first}. {} such messages in all.", grouped(more)),
            },
        })
        .collect();
    ratio
}

/// What somebody got, and what they had bought.
fn told_of(reached: &Reached, buyer: &Buyer, summing_up: &BTreeMap<i64, String>) -> String {
    let source = buyer
        .summed_up_by
        .and_then(|source| summing_up.get(&source));
    let how = match (source, buyer.by_email) {
        (None, true) => String::new(),
        (None, false) => "; their e-mail alone would not have told".to_owned(),
        (Some(source), true) => format!(", as {source} sums it up"),
        (Some(source), false) => {
            format!(", as {source} sums it up; their e-mail alone would not have told")
        }
    };
    format!(
        "Got \"{}\" on {}, had bought on {}{how}",
        reached.campaign, buyer.sent, buyer.bought
    )
}

/// Each campaign with the people it went to and those of them who had just bought.
fn campaign_by_campaign(wanted: &[Judged], others: &[Judged]) -> CheckPicture {
    CheckPicture {
        kind: "bars".into(),
        title: "Campaign by campaign".into(),
        sentence: "People a campaign went to, each once however often it was sent, and those of them who had just bought; campaigns that are not counted for comparison.".into(),
        columns: vec!["Had just bought".into(), "People".into()],
        lines: wanted
            .iter()
            .chain(others)
            .map(|one| {
                let reached = &one.reached;
                let values = [reached.had_bought() as f64, reached.people as f64];
                let mut bar = line_named(reached.campaign.clone(), values);
                bar.note = note_of(one);
                bar
            })
            .collect(),
    }
}

fn note_of(one: &Judged) -> String {
    let purpose = match one.said {
        Some(Purpose::WinbackOrAcquisition) => "counted, as somebody said",
        Some(Purpose::Other) => "another kind of message, as somebody said; not counted",
        None if one.by_name => "",
        None if one.reached.by_kind == Some(true) => "counted, as its kind says",
        None if one.reached.by_kind == Some(false) => {
            "another kind of message, as its kind says; not counted"
        }
        None => "not counted; say what it is for",
    };
    let sends = one.reached.sends.len();
    let Some((first, last)) = one.reached.span().filter(|_| sends > 1) else {
        return purpose.to_owned();
    };
    let often = format!(
        "sent {} times from {first} to {last}",
        grouped(sends as u64)
    );
    match purpose {
        "" => often,
        purpose => format!("{often}; {purpose}"),
    }
}

/// Each time a counted campaign went out, in the order of time; nothing where each went out once.
fn send_by_send(wanted: &[Judged]) -> Option<CheckPicture> {
    if wanted.iter().all(|one| one.reached.sends.len() < 2) {
        return None;
    }
    let mut sends: Vec<(&Sent, &str)> = wanted
        .iter()
        .flat_map(|one| {
            let name = one.reached.campaign.as_str();
            one.reached.sends.iter().map(move |sent| (sent, name))
        })
        .collect();
    sends.sort_by_key(|(sent, name)| (sent.from, *name, sent.nth));
    let left_out = sends.len().saturating_sub(MOST_SENDS);
    let latest = match left_out {
        0 => String::new(),
        _ => format!(
            " The latest {MOST_SENDS} of {}.",
            grouped(sends.len() as u64)
        ),
    };
    Some(CheckPicture {
        kind: "bars".into(),
        title: "Send by send".into(),
        sentence: format!(
            "Each time a winback or acquisition campaign was sent, in the order of the days: people it went to, and those of them who had just bought.{latest}"
        ),
        columns: vec!["Had just bought".into(), "People".into()],
        lines: sends
            .into_iter()
            .skip(left_out)
            .map(|(sent, name)| {
                let values = [sent.buyers.len() as f64, sent.people as f64];
                let label = sent.label(name);
                // A day and a name hold no word of ours; "send 2 of the day" does.
                if sent.nth <= 1 {
                    line_named(label, values)
                } else {
                    line(label, values)
                }
            })
            .collect(),
    })
}

impl Sent {
    /// The day and the name, by which each is told from the others.
    fn label(&self, campaign: &str) -> String {
        match self.nth {
            ..=1 => format!("{} {campaign}", self.from),
            nth => format!("{} {campaign}, send {nth} of the day", self.from),
        }
    }
}

/// The campaigns neither people nor names tell the purpose of, in a sentence.
fn unsaid(wanted: &[Judged], others: &[Judged]) -> Option<String> {
    let unknown: Vec<&str> = others
        .iter()
        .filter(|one| one.is_unknown())
        .map(|one| one.reached.campaign.as_str())
        .collect();
    if unknown.is_empty() {
        return None;
    }
    let named: Vec<String> = unknown
        .iter()
        .take(NAMED)
        .map(|name| format!("“{name}”"))
        .collect();
    Some(format!(
        "Not counted of {}: {} whose name does not tell what it is for, such as {}. Say of each whether it is a winback or acquisition message.",
        counted(
            (wanted.len() + others.len()) as u64,
            "campaign",
            "campaigns"
        ),
        grouped(unknown.len() as u64),
        named.join(", ")
    ))
}

/// The campaigns people can say the purpose of, those of most people first.
fn view(wanted: &[Judged], others: &[Judged]) -> Option<CampaignsView> {
    let mut all: Vec<&Judged> = wanted.iter().chain(others).collect();
    if all.is_empty() {
        return None;
    }
    let total = all.len() as u64;
    // In the order of their names where as many people got them.
    all.sort_by(|one, other| {
        let (one, other) = (&one.reached, &other.reached);
        let by_people = other.people.cmp(&one.people);
        by_people.then_with(|| one.campaign.cmp(&other.campaign))
    });
    let campaigns = all.into_iter().map(|one| CampaignPurpose {
        campaign: one.reached.campaign.clone(),
        people: one.reached.people,
        recent_buyers: one.reached.had_bought() as u64,
        purpose: one.said.map_or("", Purpose::code).to_owned(),
        counted: one.is_wanted(),
        by_name: one.says_so(),
    });
    Some(CampaignsView {
        campaigns: campaigns.collect(),
        total,
    })
}

/// No more of them than a page shows.
pub(super) fn shown(mut view: CampaignsView) -> CampaignsView {
    view.campaigns.truncate(MOST_CAMPAIGNS);
    view
}

/// The same messages as the check of pressure shows them.
pub(super) fn after_buying(ratio: Ratio, days: u32) -> CheckPicture {
    CheckPicture {
        kind: "bars".into(),
        title: "Won back after buying".into(),
        sentence: format!(
            "{} of {} winback or acquisition messages, each person once a send, went to somebody who had bought on one of the {days} days before.",
            grouped(ratio.found),
            grouped(ratio.among)
        ),
        columns: vec!["Had just bought".into(), "Messages".into()],
        lines: vec![line(
            "Winback and acquisition",
            [ratio.found as f64, ratio.among as f64],
        )],
    }
}
