//! Which rows of a table of events tell of messages, and what they tell of them.

use chrono::NaiveDate;
use rollcall_checks::{MessageSign, names_sign_up};
use rollcall_mapping::{said_meaning, tells_of_messages};
use rollcall_model::{Attribute, Mapping, Moment, StandardValue, SystemKind};
use rollcall_standardise::bounce;
use rollcall_standardise::event_kind::{self, EventKind};
use rollcall_store::{Store, StoredLoad};

use crate::event_rows::kind_of;
use crate::records::{self, day_of};
use crate::told_columns::told_columns;
use crate::{EngineError, profiles};

/// Statuses of a message that never reached anybody.
const NOT_DELIVERED: [&str; 6] = [
    "bounced",
    "dropped",
    "failed",
    "not sent",
    "rejected",
    "undelivered",
];

/// What is known of a table of events before its rows are read as messages.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct MessageTable {
    kind: Option<SystemKind>,
    /// Its rows are visits of pages: "click" is one on a page, unless the word says that it was one in a message.
    is_of_pages: bool,
    /// What its rows say happened to messages.
    signs: Signs,
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

/// A row that tells of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MessageRow<'a> {
    pub(crate) campaign: &'a str,
    pub(crate) day: NaiveDate,
    /// When, in minutes since 1970.
    pub(crate) minute: i64,
    pub(crate) sign: MessageSign,
}

impl MessageTable {
    /// Looks at the source, the headers and the words of a table.
    pub(crate) fn read(store: &Store, load: &StoredLoad) -> Result<Self, EngineError> {
        let kind = kind_of(store, load)?;
        let mapping = store.mapping(load.table)?.map(|stored| stored.mapping);
        let kinds = match &mapping {
            Some(mapping) => kinds_of(store, load, mapping)?,
            None => Vec::new(),
        };
        let is_of_pages = is_of_pages(kind) || views_pages(&kinds);
        let mut headers = told_columns(store, load)?.into_iter();
        let tells_sending = headers.any(|(_, header)| tells_of_messages(header));
        let is_of_arrivals = names_sign_up(&format!("{} {}", load.table_name, load.file))
            || mapping.as_ref().is_some_and(comes_by_campaign);
        let is_plain = matches!(
            kind,
            None | Some(SystemKind::EmailPlatform | SystemKind::Other)
        );
        Ok(Self {
            kind,
            is_of_pages,
            signs: Signs::of(&kinds),
            holds_accounts: !is_of_pages && (tells_sending || is_plain && !is_of_arrivals),
        })
    }

    /// Whether its rows tell which messages were opened: one that none says so of was not.
    pub(crate) fn tells_openings(self) -> bool {
        self.signs == Signs::Openings
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
        })
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

/// Whether the rows of a table have what those of a send log have; what its words say is another matter.
pub(crate) fn may_log_messages(kind: Option<SystemKind>, mapping: &Mapping) -> bool {
    let has = |wanted: &[Attribute]| {
        let mut columns = mapping.columns.iter();
        columns.any(|column| {
            let target = column.target.as_ref();
            target.is_some_and(|target| wanted.contains(&target.attribute))
        })
    };
    let is_other = matches!(kind, Some(SystemKind::Support | SystemKind::Crm)) || is_of_pages(kind);
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

/// What happened by the commonest words of a table, as people say they are meant.
fn kinds_of(
    store: &Store,
    load: &StoredLoad,
    mapping: &Mapping,
) -> Result<Vec<EventKind>, EngineError> {
    let columns = mapping.columns.iter().filter(|column| {
        let target = column.target.as_ref();
        target.is_some_and(|target| target.attribute == Attribute::EventKind)
    });
    let columns: Vec<_> = columns.collect();
    if columns.is_empty() {
        return Ok(Vec::new());
    }
    let profiles = profiles::read(store, load.load)?;
    let mut kinds = Vec::new();
    for column in columns {
        let words = profiles.iter().find(|one| one.column == column.column);
        for word in words.into_iter().flat_map(|profile| &profile.top) {
            let meant = said_meaning(column, &word.value).unwrap_or(&word.value);
            kinds.extend(event_kind::read(meant));
        }
    }
    Ok(kinds)
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
        .is_some_and(|status| NOT_DELIVERED.contains(&status.trim().to_lowercase().as_str()));
    by_status
        || records::first(values, &Attribute::Bounced)
            .is_some_and(|bounce| [bounce::HARD, bounce::SOFT].contains(&bounce))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use rollcall_checks::MessageSign;
    use rollcall_model::{Attribute, StandardValue, SystemKind, Target, ValueState};

    use super::{MessageTable, Signs, views_pages};
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
        let mut cells = vec![
            (Attribute::Email, "anne@mail.example.com"),
            (Attribute::Campaign, "Spring"),
            (Attribute::EventTime, "2026-03-10T09:00:00"),
        ];
        cells.extend(besides.iter().cloned());
        table.row(&values(&cells)).map(|row| row.sign)
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
}
