//! The messages of all send logs: what several rows tell of one message belongs together, in whichever table it stands.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rollcall_checks::{Address, LoggedMessage, Message, MessageLog, MessageSign};
use rollcall_lists::Named;
use rollcall_model::{Attribute, CustomerId, SourceId};
use rollcall_standardise::campaign::{self, CampaignKind};
use rollcall_store::{StandardRecord, StoredLoad};

use super::super::clocks::At;
use super::{Events, Extra, Tells, Touched, input};
use crate::inventory::Marks;
use crate::message_rows::MessageRow;
use crate::records;

/// The messages of a source to one customer, by the number of the campaign.
type Whose = (i64, CustomerId, u32);
type Logged = LoggedMessage<Whose, Mail>;

/// What became of the messages of one campaign.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mailing {
    pub(crate) by_day: BTreeMap<NaiveDate, Sent>,
    /// Whether its log tells which were opened.
    pub(crate) tells_opened: bool,
    /// Whether its log tells which were clicked.
    pub(crate) tells_clicked: bool,
    /// Whether a column of its log says that it wants buyers; nothing where none says of what kind it is.
    pub(crate) wants_buyers: Option<bool>,
    /// How many of its messages such a column calls set off one by one.
    set_off: u64,
    /// How many it calls sent to everybody at once.
    to_all: u64,
}

/// The messages of one campaign and day.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sent {
    pub(crate) messages: u64,
    pub(crate) opened: u64,
    pub(crate) clicked: u64,
}

impl Mailing {
    /// Whether something sets it off one by one, as a column of its log says of most of its messages.
    pub(crate) fn is_set_off(&self) -> Option<bool> {
        match self.set_off.cmp(&self.to_all) {
            Ordering::Greater => Some(true),
            Ordering::Less => Some(false),
            Ordering::Equal => None,
        }
    }

    /// Notes of what kind one of its messages is. Where one row says that it wants buyers, it does.
    fn note_kind(&mut self, kind: CampaignKind) {
        self.wants_buyers = self.wants_buyers.max(kind.wants_buyers);
        self.set_off += u64::from(kind.is_set_off == Some(true));
        self.to_all += u64::from(kind.is_set_off == Some(false));
    }

    /// The messages of all days.
    pub(crate) fn all(&self) -> Sent {
        self.by_day.values().fold(Sent::default(), |sum, one| Sent {
            messages: sum.messages + one.messages,
            opened: sum.opened + one.opened,
            clicked: sum.clicked + one.clicked,
        })
    }
}

/// A row of a send log.
#[derive(Debug, Clone, Copy)]
struct Mail {
    /// The place of its table among the logs.
    table: usize,
    day: NaiveDate,
    at: Option<At>,
    email: Option<Address>,
    /// Whether it tells that it was sent, and not only what became of it.
    is_sent: bool,
    /// Of what kind its campaign is.
    kind: CampaignKind,
    /// What its own columns, its status among them, say was done.
    more: Extra,
}

impl Mail {
    /// The day on which its own columns say that it was read.
    fn read_on(self) -> Option<NaiveDate> {
        let is_read = self.more.is_opened || self.more.is_clicked;
        is_read.then(|| self.more.read_on.unwrap_or(self.day))
    }
}

/// A table of messages.
#[derive(Debug)]
struct Log {
    source: SourceId,
    name: String,
    tells: Tells,
    messages: u64,
    /// Rows of what became of messages that stand in another table.
    signs: u64,
}

/// Collects the rows of all send logs, one table after the other.
#[derive(Debug, Default)]
pub(super) struct Mails {
    logs: Vec<Log>,
    campaigns: Named,
    rows: MessageLog<Whose, Mail>,
}

impl Mails {
    /// Begins a table; what is added now is of it.
    pub(super) fn begin(&mut self, load: &StoredLoad, tells: Tells) {
        self.logs.push(Log {
            source: load.source,
            name: load.table_name.clone(),
            tells,
            messages: 0,
            signs: 0,
        });
    }

    /// Notes a row of the table.
    pub(super) fn add(
        &mut self,
        customer: CustomerId,
        record: &StandardRecord,
        row: MessageRow<'_>,
        more: Extra,
    ) {
        let table = self.logs.len().saturating_sub(1);
        let Some(log) = self.logs.last_mut() else {
            return;
        };
        match row.sign {
            MessageSign::Opened => log.tells.opened = true,
            MessageSign::Clicked => log.tells.clicked = true,
            _ => {}
        }
        log.tells.opened |= row.is_opened();
        log.tells.clicked |= row.is_clicked();
        let is_sent = matches!(row.sign, MessageSign::Sent | MessageSign::Delivered);
        log.signs += u64::from(!is_sent);
        let values = &record.values;
        let time = records::first(values, &Attribute::EventTime);
        let mail = Mail {
            table,
            day: row.day,
            at: time.and_then(|time| At::read(time, log.source.0)),
            email: records::first(values, &Attribute::Email).map(Address::of),
            is_sent,
            kind: records::first(values, &Attribute::CampaignKind)
                .map(campaign::kind)
                .unwrap_or_default(),
            more: Extra {
                is_opened: more.is_opened || row.is_opened(),
                is_clicked: more.is_clicked || row.is_clicked(),
                ..more
            },
        };
        let whose = (log.source.0, customer, self.campaigns.number(row.campaign));
        self.rows.add(whose, row.minute, row.sign, mail);
    }

    /// Hands the messages over, and says which tables they come from.
    pub(super) fn hand_over(self, events: &mut Events, marks: &Marks) {
        let Self {
            mut logs,
            campaigns,
            rows,
        } = self;
        let campaigns = campaigns.into_names();
        let mut tells_opened = BTreeSet::new();
        let mut tells_clicked = BTreeSet::new();
        for message in rows.into_messages() {
            let (_, _, number) = message.whose;
            // Campaigns are numbered from 1.
            let Some(campaign) = campaigns.get((number as usize).saturating_sub(1)) else {
                continue;
            };
            let log = logs.get(message.row.table);
            let tells = log.map(|log| log.tells).unwrap_or_default();
            if tells.opened || message.opened.is_some() {
                tells_opened.insert(number);
            }
            if tells.clicked || message.clicked.is_some() {
                tells_clicked.insert(number);
            }
            if let Some(log) = logs.get_mut(message.row.table) {
                log.messages += 1;
            }
            add_message(events, campaign, &message);
        }
        for (campaign, number) in campaigns.iter().zip(1..) {
            if let Some(mailing) = events.mailings.get_mut(campaign) {
                mailing.tells_opened |= tells_opened.contains(&number);
                mailing.tells_clicked |= tells_clicked.contains(&number);
            }
        }
        for log in &logs {
            let is_log = log.messages > 0 || log.signs > 0;
            events.tells_opened |= is_log && (log.tells.opened || log.tells.clicked);
            let (count, what) = match log.messages {
                0 => (log.signs, "rows of what became of messages"),
                messages => (messages, "messages"),
            };
            let of = (log.source, log.name.as_str());
            events.messages.extend(input(marks, of, count, what));
        }
    }
}

fn add_message(events: &mut Events, campaign: &str, message: &Logged) {
    let (log, customer, _) = message.whose;
    let mail = message.row;
    events.campaigns.add_message(&Message {
        customer,
        campaign,
        day: mail.day,
        hour: mail.at.and_then(At::hour),
        is_sent: mail.is_sent,
        log,
        email: mail.email,
    });
    let is_opened = mail.more.is_opened || message.opened.is_some();
    let is_clicked = mail.more.is_clicked || message.clicked.is_some();
    let mailing = events.mailings.entry(campaign.to_owned()).or_default();
    mailing.note_kind(mail.kind);
    let sent = mailing.by_day.entry(mail.day).or_default();
    sent.messages += 1;
    sent.opened += u64::from(is_opened);
    sent.clicked += u64::from(is_clicked);
    let rows = [message.opened, message.clicked].into_iter().flatten();
    let read_on = rows.map(|(_, last)| last.day).chain(mail.read_on()).max();
    let Some(read_on) = read_on else { return };
    let is_timed = message.opened.or(message.clicked).is_some() || mail.more.read_on.is_some();
    events.untimed_reads += u64::from(!is_timed);
    events.read_on.push((customer, read_on));
    // Where a row of its own tells when, it was then; else the message's own time has to do.
    let told = message.clicked.or(message.opened);
    let touch = told.map_or(mail, |(first, _)| first);
    events.touched.extend(touch.at.map(|at| Touched {
        customer,
        at,
        day: touch.day,
        channel: if is_clicked {
            "E-mail"
        } else {
            "E-mail opened"
        },
        is_click: is_clicked,
    }));
}
