//! Which rows of a table of events tell of messages, and what they tell of them.

use chrono::NaiveDate;
use rollcall_checks::{MessageSign, names_sign_up};
use rollcall_mapping::{message_deed, said_meaning, tells_of_messages};
use rollcall_model::{Attribute, Mapping, Moment, StandardValue, SystemKind};
use rollcall_standardise::event_kind::{self, EventKind};
use rollcall_standardise::{bounce, order_status};
use rollcall_store::{Store, StoredLoad};

use crate::event_rows::kind_of;
use crate::records::{self, day_of};
use crate::told_columns::told_columns;
use crate::value_map::says_tickets;
use crate::{EngineError, profiles};

/// What is known of a table of events before its rows are read as messages.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct MessageTable {
    kind: Option<SystemKind>,
    /// Its rows are visits of pages: "click" is one on a page, unless the word says that it was one in a message.
    is_of_pages: bool,
    /// What its rows say happened to messages.
    signs: Signs,
    /// What the status of its rows tells of messages.
    status: Status,
    /// A row that names an account is a message all the same.
    holds_accounts: bool,
    /// Its headers tell of sending and no word of its kinds says what became of a message: a kind that is no other thing
    /// that happens is that of the message.
    kinds_are_of_messages: bool,
}

/// What the rows of a table say happened to messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Signs {
    /// They do not say: each is a message that was sent.
    #[default]
    None,
    /// Something: a row that says nothing tells of none.
    Some,
    /// Also that messages were opened.
    Openings,
}

/// What the status of the rows of a table tells of messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Status {
    /// Nothing: there is none, or it is one of something else, such as orders.
    #[default]
    Other,
    /// How far they came.
    OfMessages,
    /// Also which were opened or clicked.
    Readings,
}

/// A row that tells of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MessageRow<'a> {
    pub(crate) campaign: &'a str,
    pub(crate) day: NaiveDate,
    /// When, in minutes since 1970.
    pub(crate) minute: i64,
    pub(crate) sign: MessageSign,
    /// What its status says was done with the message last: that it was opened or clicked.
    done: Option<MessageSign>,
}

impl MessageRow<'_> {
    /// Whether its status says that the message was opened. A status keeps only what came last, and who clicked had
    /// opened it.
    pub(crate) fn is_opened(self) -> bool {
        self.done.is_some()
    }

    /// Whether its status says that something in the message was clicked.
    pub(crate) fn is_clicked(self) -> bool {
        self.done == Some(MessageSign::Clicked)
    }
}

impl MessageTable {
    /// Looks at the source, the headers and the words of a table.
    pub(crate) fn read(store: &Store, load: &StoredLoad) -> Result<Self, EngineError> {
        let kind = kind_of(store, load)?;
        let mapping = store.mapping(load.table)?.map(|stored| stored.mapping);
        let words = |attribute: &Attribute| match &mapping {
            Some(mapping) => words_of(store, load, mapping, attribute),
            None => Ok(Vec::new()),
        };
        let kinds: Vec<EventKind> = words(&Attribute::EventKind)?
            .iter()
            .filter_map(|word| event_kind::read(word))
            .collect();
        let is_of_pages = is_of_pages(kind) || views_pages(&kinds);
        let headers = told_columns(store, load)?;
        let tells_sending = headers.iter().any(|(_, header)| tells_of_messages(header));
        // A ticket is opened, too.
        let is_sent_out = headers.iter().any(|(_, header)| {
            tells_of_messages(header) && message_deed(header) != Some(Attribute::Opened)
        });
        let is_of_arrivals = names_sign_up(&format!("{} {}", load.table_name, load.file))
            || mapping.as_ref().is_some_and(comes_by_campaign);
        let is_plain = matches!(
            kind,
            None | Some(SystemKind::EmailPlatform | SystemKind::Other)
        );
        let may_log = mapping.as_ref().is_some_and(has_campaigns);
        let are_tickets =
            kind == Some(SystemKind::Support) || mapping.as_ref().is_some_and(says_tickets);
        let status = if may_log && !are_tickets {
            let is_log = tells_sending || kind == Some(SystemKind::EmailPlatform);
            Status::of(&words(&Attribute::EventStatus)?, is_log)
        } else {
            Status::Other
        };
        let signs = Signs::of(&kinds);
        Ok(Self {
            kind,
            is_of_pages,
            signs,
            status,
            kinds_are_of_messages: is_sent_out
                && signs == Signs::None
                && !is_of_pages
                && !are_tickets
                && kind != Some(SystemKind::Crm),
            holds_accounts: !is_of_pages && (tells_sending || is_plain && !is_of_arrivals),
        })
    }

    /// Whether its rows tell which messages were opened: one that none says so of was not.
    pub(crate) fn tells_openings(self) -> bool {
        self.signs == Signs::Openings || self.status == Status::Readings
    }

    /// The same for whoever counts what a column of its own tells of openings: their status counts none beside it.
    pub(crate) fn beside(self, is_told_by_column: bool) -> Self {
        let status = match self.status {
            Status::Readings if is_told_by_column => Status::OfMessages,
            status => status,
        };
        Self { status, ..self }
    }

    /// Whether the status of its rows is that of messages.
    pub(crate) fn has_status_of_messages(self) -> bool {
        self.status != Status::Other
    }

    /// What a row tells of a message: it names a campaign and an address, and no order. Where it says what happened
    /// it must be something that happens to messages. The subject of a ticket is no campaign.
    pub(crate) fn row(self, values: &[StandardValue]) -> Option<MessageRow<'_>> {
        let has = |attribute: &Attribute| records::first(values, attribute).is_some();
        let is_other =
            has(&Attribute::Amount) || has(&Attribute::OrderId) || has(&Attribute::CookieId);
        let is_ticket = self.kind == Some(SystemKind::Support);
        if is_ticket || is_other || !(has(&Attribute::Email) || has(&Attribute::Phone)) {
            return None;
        }
        let campaign = records::first(values, &Attribute::Campaign)?;
        let time = records::first(values, &Attribute::EventTime)?;
        let day = day_of(time)?;
        let sign = self.sign(values)?;
        Some(MessageRow {
            campaign,
            day,
            minute: Moment::read(time).map_or(0, Moment::minute),
            sign,
            done: self.done(values, sign),
        })
    }

    /// What the status of a message that was sent says was done with it.
    fn done(self, values: &[StandardValue], sign: MessageSign) -> Option<MessageSign> {
        let is_sent = matches!(sign, MessageSign::Sent | MessageSign::Delivered);
        if !is_sent || self.status != Status::Readings {
            return None;
        }
        read_by_status(records::first(values, &Attribute::EventStatus)?)
    }

    fn sign(self, values: &[StandardValue]) -> Option<MessageSign> {
        let told = records::first(values, &Attribute::EventKind)
            .filter(|told| !self.kinds_are_of_messages || is_something_else(told));
        let Some(told) = told else {
            let is_message =
                self.holds_accounts || records::first(values, &Attribute::AccountId).is_none();
            let is_sent = is_message && self.signs == Signs::None && !is_lost(values);
            return is_sent.then_some(MessageSign::Sent);
        };
        let of_page = self.is_of_pages && !event_kind::names_message(told);
        match records::event_kind(values)? {
            EventKind::Sent => (!is_lost(values)).then_some(MessageSign::Sent),
            EventKind::Delivered => (!is_lost(values)).then_some(MessageSign::Delivered),
            EventKind::Opened => (!of_page).then_some(MessageSign::Opened),
            EventKind::Clicked => (!of_page).then_some(MessageSign::Clicked),
            EventKind::Unsubscribed | EventKind::Complained => Some(MessageSign::Answered),
            EventKind::Bounced => Some(MessageSign::Bounced),
            EventKind::Visit
            | EventKind::Purchase
            | EventKind::Refund
            | EventKind::Booking
            | EventKind::Deal
            | EventKind::Ticket
            | EventKind::SignUp => None,
        }
    }
}

impl Signs {
    fn of(kinds: &[EventKind]) -> Self {
        if kinds.contains(&EventKind::Opened) {
            Self::Openings
        } else if kinds.iter().any(|kind| kind.is_of_message()) {
            Self::Some
        } else {
            Self::None
        }
    }
}

impl Status {
    /// By the commonest words of a status. One such as "open" is said of orders, too: it tells of messages in what is a
    /// log of them otherwise, or beside a word that is said of nothing else.
    fn of(words: &[String], is_log: bool) -> Self {
        let is_of_message =
            |word: &String| event_kind::read(word).is_some_and(EventKind::is_of_message);
        let is_of_nothing_else =
            |word: &String| is_of_message(word) && order_status::read(word).is_none();
        if !(is_log && words.iter().any(is_of_message) || words.iter().any(is_of_nothing_else)) {
            Self::Other
        } else if words.iter().any(|word| read_by_status(word).is_some()) {
            Self::Readings
        } else {
            Self::OfMessages
        }
    }
}

/// Whether a word says that something happened which no message is about: a campaign may well be one to buy, to book or
/// to sign up.
fn is_something_else(told: &str) -> bool {
    !matches!(
        event_kind::read(told),
        None | Some(EventKind::Purchase | EventKind::Booking | EventKind::SignUp)
    )
}

/// What a status says was done with a message.
fn read_by_status(status: &str) -> Option<MessageSign> {
    match event_kind::read(status)? {
        EventKind::Opened => Some(MessageSign::Opened),
        EventKind::Clicked => Some(MessageSign::Clicked),
        _ => None,
    }
}

/// Whether the rows of a table have what those of a send log have; what its words say is another matter.
pub(crate) fn may_log_messages(kind: Option<SystemKind>, mapping: &Mapping) -> bool {
    let has = |wanted: &[Attribute]| {
        let mut columns = mapping.columns.iter();
        columns.any(|column| {
            let target = column.target.as_ref();
            target.is_some_and(|target| wanted.contains(&target.attribute))
        })
    };
    let is_other = matches!(kind, Some(SystemKind::Support | SystemKind::Crm))
        || is_of_pages(kind)
        || says_tickets(mapping);
    !is_other
        && has(&[Attribute::Campaign])
        && has(&[Attribute::Email, Attribute::Phone])
        && !has(&[Attribute::Amount, Attribute::OrderId, Attribute::CookieId])
}

fn is_of_pages(kind: Option<SystemKind>) -> bool {
    matches!(
        kind,
        Some(SystemKind::Website | SystemKind::App | SystemKind::Analytics)
    )
}

/// Whether what happened are visits, and no message is said to be sent.
fn views_pages(kinds: &[EventKind]) -> bool {
    let is_sent = |kind: &EventKind| matches!(kind, EventKind::Sent | EventKind::Delivered);
    kinds.contains(&EventKind::Visit) && !kinds.iter().any(is_sent)
}

/// The commonest words of an attribute in a table, as people say they are meant.
fn words_of(
    store: &Store,
    load: &StoredLoad,
    mapping: &Mapping,
    attribute: &Attribute,
) -> Result<Vec<String>, EngineError> {
    let columns = mapping.columns.iter().filter(|column| {
        let target = column.target.as_ref();
        target.is_some_and(|target| target.attribute == *attribute)
    });
    let columns: Vec<_> = columns.collect();
    if columns.is_empty() {
        return Ok(Vec::new());
    }
    let profiles = profiles::read(store, load.load)?;
    let mut told = Vec::new();
    for column in columns {
        let words = profiles.iter().find(|one| one.column == column.column);
        for word in words.into_iter().flat_map(|profile| &profile.top) {
            let meant = said_meaning(column, &word.value).unwrap_or(&word.value);
            told.push(meant.to_owned());
        }
    }
    Ok(told)
}

/// Whether the rows of a table name campaigns, and no purchases.
fn has_campaigns(mapping: &Mapping) -> bool {
    let has = |wanted: &Attribute| {
        let mut columns = mapping.columns.iter();
        columns.any(|column| {
            let target = column.target.as_ref();
            target.is_some_and(|target| target.attribute == *wanted)
        })
    };
    has(&Attribute::Campaign) && !has(&Attribute::Amount) && !has(&Attribute::OrderId)
}

/// Whether the campaign is the one a link was marked with, by which somebody came to a page.
fn comes_by_campaign(mapping: &Mapping) -> bool {
    mapping.columns.iter().any(|column| {
        let target = column.target.as_ref();
        let is_campaign = target.is_some_and(|target| target.attribute == Attribute::Campaign);
        is_campaign && column.header.trim().to_lowercase().starts_with("utm")
    })
}

fn is_lost(values: &[StandardValue]) -> bool {
    let by_status = records::first(values, &Attribute::EventStatus)
        .is_some_and(|status| event_kind::read(status) == Some(EventKind::Bounced));
    by_status
        || records::first(values, &Attribute::Bounced)
            .is_some_and(|bounce| [bounce::HARD, bounce::SOFT].contains(&bounce))
}

#[cfg(test)]
mod tests;
