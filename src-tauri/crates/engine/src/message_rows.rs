//! Which rows of a table of events tell of messages, and what they tell of them.

use chrono::NaiveDate;
use rollcall_checks::{MessageSign, names_sign_up};
use rollcall_mapping::{said_meaning, tells_of_messages};
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
        let mut headers = told_columns(store, load)?.into_iter();
        let tells_sending = headers.any(|(_, header)| tells_of_messages(header));
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
        Ok(Self {
            kind,
            is_of_pages,
            signs: Signs::of(&kinds),
            status,
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
        let Some(told) = records::first(values, &Attribute::EventKind) else {
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
mod tests {
    use std::borrow::Cow;

    use rollcall_checks::MessageSign;
    use rollcall_model::{Attribute, StandardValue, SystemKind, Target, ValueState};

    use super::{MessageTable, Signs, Status, views_pages};
    use rollcall_standardise::event_kind::EventKind;

    fn values(cells: &[(Attribute, &str)]) -> Vec<StandardValue> {
        let cells = cells.iter();
        cells
            .map(|(attribute, text)| StandardValue {
                target: Target::from(attribute.clone()),
                column: None,
                raw: (*text).to_owned(),
                value: (*text).to_owned(),
                state: ValueState::Valid,
                rule: Cow::Borrowed("as it stands"),
            })
            .collect()
    }

    /// What a row of a send log tells that has something besides address, campaign and time.
    fn sign(table: MessageTable, besides: &[(Attribute, &str)]) -> Option<MessageSign> {
        table.row(&row(besides)).map(|row| row.sign)
    }

    fn row(besides: &[(Attribute, &str)]) -> Vec<StandardValue> {
        let mut cells = vec![
            (Attribute::Email, "anne@mail.example.com"),
            (Attribute::Campaign, "Spring"),
            (Attribute::EventTime, "2026-03-10T09:00:00"),
        ];
        cells.extend(besides.iter().cloned());
        values(&cells)
    }

    #[test]
    fn what_a_row_tells_of_a_message() {
        let log = MessageTable {
            holds_accounts: true,
            ..MessageTable::default()
        };
        let pages = MessageTable {
            kind: Some(SystemKind::Website),
            is_of_pages: true,
            ..MessageTable::default()
        };
        let signs = MessageTable {
            signs: Signs::Some,
            ..log
        };
        let desk = MessageTable {
            kind: Some(SystemKind::Support),
            ..log
        };
        let kind = |word| (Attribute::EventKind, word);
        let account = (Attribute::AccountId, "C1");
        for (table, besides, told) in [
            (log, vec![], Some(MessageSign::Sent)),
            (log, vec![kind("sent")], Some(MessageSign::Sent)),
            (
                log,
                vec![kind("Received Email")],
                Some(MessageSign::Delivered),
            ),
            (log, vec![kind("Opened Email")], Some(MessageSign::Opened)),
            (log, vec![kind("click")], Some(MessageSign::Clicked)),
            (log, vec![kind("unsubscribed")], Some(MessageSign::Answered)),
            (log, vec![kind("spam")], Some(MessageSign::Answered)),
            (log, vec![kind("bounced")], Some(MessageSign::Bounced)),
            (log, vec![account.clone()], Some(MessageSign::Sent)),
            (
                log,
                vec![account.clone(), kind("opened")],
                Some(MessageSign::Opened),
            ),
            (log, vec![(Attribute::EventStatus, "bounced")], None),
            (log, vec![(Attribute::EventStatus, "Unzustellbar")], None),
            (log, vec![(Attribute::EventStatus, "not sent")], None),
            (
                log,
                vec![(Attribute::EventStatus, "Zugestellt")],
                Some(MessageSign::Sent),
            ),
            // What is no message.
            (log, vec![kind("page_view")], None),
            (log, vec![kind("purchase")], None),
            (log, vec![kind("payment")], None),
            (log, vec![(Attribute::Amount, "20.00")], None),
            (log, vec![(Attribute::OrderId, "17"), kind("sent")], None),
            (log, vec![(Attribute::CookieId, "GA1.2.3")], None),
            (signs, vec![], None),
            (signs, vec![kind("opened")], Some(MessageSign::Opened)),
            (desk, vec![], None),
            (pages, vec![kind("click")], None),
            (pages, vec![kind("add_to_cart")], None),
            (pages, vec![account], None),
            (
                pages,
                vec![kind("Clicked Email")],
                Some(MessageSign::Clicked),
            ),
        ] {
            assert_eq!(sign(table, &besides), told, "{besides:?}");
        }
    }

    #[test]
    fn a_table_of_visits_is_one_where_nothing_is_sent() {
        use EventKind::{Clicked, Delivered, Visit};
        assert!(views_pages(&[Visit, Clicked]));
        assert!(!views_pages(&[Visit, Clicked, Delivered]));
        assert!(!views_pages(&[Clicked]));
    }

    #[test]
    fn a_status_tells_of_messages_where_it_says_what_is_said_of_nothing_else() {
        for (words, is_log, told) in [
            (&["sent", "opened", "bounced"][..], false, Status::Readings),
            (&["Zugestellt", "Geöffnet"], false, Status::Readings),
            (&["delivered", "clicked"], false, Status::Readings),
            (&["Enviado", "Abierto"], true, Status::Readings),
            (&["Envoyé", "Ouvert", "Cliqué"], false, Status::Readings),
            (&["Zugestellt", "Abgemeldet"], false, Status::OfMessages),
            (&["Zugestellt", "Unzustellbar"], true, Status::OfMessages),
            (&["sent", "not opened"], true, Status::OfMessages),
            // An order is open, sent and delivered, too.
            (&["open", "sent", "delivered"], false, Status::Other),
            (&["Enviado", "Abierto"], false, Status::Other),
            (&["paid", "refunded"], true, Status::Other),
            (&[], true, Status::Other),
        ] {
            let all: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            assert_eq!(Status::of(&all, is_log), told, "{words:?} {is_log}");
        }
    }

    #[test]
    fn a_status_says_that_a_message_was_opened_or_clicked() {
        let log = MessageTable {
            holds_accounts: true,
            status: Status::Readings,
            ..MessageTable::default()
        };
        let other = MessageTable {
            status: Status::Other,
            ..log
        };
        for (table, status, is_opened, is_clicked) in [
            (log, "Geöffnet", true, false),
            (log, "opened", true, false),
            (log, "Ouvert", true, false),
            (log, "Geklickt", true, true),
            (log, "Cliccato", true, true),
            (log, "Zugestellt", false, false),
            (log, "nicht geöffnet", false, false),
            (other, "open", false, false),
        ] {
            let values = row(&[(Attribute::EventStatus, status)]);
            let told = table.row(&values).expect("a message");
            assert_eq!(
                (told.sign, told.is_opened(), told.is_clicked()),
                (MessageSign::Sent, is_opened, is_clicked),
                "{status}"
            );
        }
        assert!(log.tells_openings() && !other.tells_openings());
    }
}
