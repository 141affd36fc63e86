//! What the rows of small tables tell of messages.

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
    let sendings = MessageTable {
        kinds_are_of_messages: true,
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
        // Where the headers tell of sending, a kind nobody knows is that of the message.
        (sendings, vec![kind("winback")], Some(MessageSign::Sent)),
        (sendings, vec![kind("email")], Some(MessageSign::Sent)),
        (
            sendings,
            vec![kind("purchase reminder")],
            Some(MessageSign::Sent),
        ),
        (sendings, vec![kind("ticket")], None),
        (sendings, vec![kind("page_view")], None),
        (
            sendings,
            vec![kind("winback"), (Attribute::EventStatus, "bounced")],
            None,
        ),
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
