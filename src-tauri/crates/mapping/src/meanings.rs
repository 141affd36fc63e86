//! The words of a coded column: what people say they mean, beside what the program reads them as.

use rollcall_model::{
    ASKS_ACCESS_AND_DELETION, ASKS_ACCESS_AND_OBJECTION, ASKS_RESTRICTION_AND_OBJECTION,
    AskedRight, Attribute, ColumnMapping, RESTRICTED, StandardValue, Transformation, ValueState,
    asked_rights,
};
use rollcall_standardise::deal_stage::{self, DealState};
use rollcall_standardise::event_kind::{self, EventKind};
use rollcall_standardise::order_status::{self, OrderStatus};
use rollcall_standardise::text;

/// What a word can be said to mean: how it is written in a mapping, and what people read.
pub type MeaningChoice = (&'static str, &'static str);

/// What somebody says of a word: its meaning, or nothing to leave it to the program. A blank meaning
/// says that the word tells nothing.
pub type SaidMeaning = (String, Option<String>);

const CONSENT: &[MeaningChoice] = &[
    ("opted_in", "Permission given"),
    ("opted_out", "Permission refused or withdrawn"),
    ("never", "Never answered"),
    ("pending", "Waiting for confirmation"),
    ("undeliverable", "Messages bounce"),
    ("complained", "Reported as spam"),
    ("objection_to_marketing", "Objects to every channel"),
    ("deletion", "Asks to be deleted"),
    ("access", "Asks what is kept"),
    ("rectification", "Asks for a correction"),
    ("restriction", "Asks that use is restricted"),
    ("portability", "Asks for the data to take along"),
];
/// What can be said of a column of requests to be deleted: some of its rows may ask for something else.
const REQUEST: &[MeaningChoice] = &[
    ("deletion", "Asks to be deleted"),
    ("no", "Does not ask to be deleted"),
    ("access", "Asks what is kept"),
    ("rectification", "Asks for a correction"),
    ("restriction", "Asks that use is restricted"),
    ("portability", "Asks for the data to take along"),
];
/// Words every reader of a channel knows, one for each.
const CHANNEL: &[MeaningChoice] = &[
    ("email", "E-mail"),
    ("sms", "Text message"),
    ("phone", "Telephone"),
    ("post", "Letter"),
    ("other", "Another channel, such as push messages"),
    ("all", "Every channel"),
];
const PURPOSE: &[MeaningChoice] = &[
    ("marketing", "Advertising"),
    ("newsletter", "Newsletter"),
    ("service", "Service messages"),
    ("profiling", "Profiling or analysis"),
    ("partners", "Passing on to others"),
    ("research", "Surveys"),
    ("every", "Every purpose"),
];
const GENDER: &[MeaningChoice] = &[("f", "Female"), ("m", "Male"), ("x", "Neither of these")];
/// Words every reader of an order's status knows, one for each thing that can become of it.
const STATUS: &[MeaningChoice] = &[
    ("paid", "Bought and kept"),
    ("pending", "Ordered, not yet settled"),
    ("cancelled", "Called off"),
    ("refunded", "Goods or money went back"),
    ("failed", "Never became an order"),
    ("test", "The shop's own trial"),
];
/// Words the reader of a deal's stage knows, one for each thing that can become of it.
const DEAL: &[MeaningChoice] = &[
    ("won", "Deal won"),
    ("lost", "Deal lost"),
    ("open", "Deal not decided yet"),
];
/// What can be said of a ticket.
const TICKET: &[MeaningChoice] = &[("open", "Ticket still open"), ("closed", "Ticket settled")];
/// What says that a ticket is settled beside the words that say it of an order, folded.
const SETTLED: [&str; 8] = [
    "solved", "resolved", "gelost", "geloest", "resolu", "resuelto", "risolto", "opgelost",
];
/// So many of the words below are of messages; they stand first.
const OF_MESSAGES: usize = 7;
/// Words the reader of what happened knows, one for each thing.
const EVENT: &[MeaningChoice] = &[
    ("sent", "Message sent"),
    ("delivered", "Message delivered"),
    ("opened", "Message opened"),
    ("clicked", "Message clicked"),
    ("bounced", "Message came back or was not delivered"),
    ("unsubscribed", "Unsubscribed by a message"),
    ("complained", "Message reported as spam"),
    ("visit", "Visit of a website or an app"),
    ("purchase", "Purchase"),
    ("refund", "Goods or money went back"),
    ("booking", "Booking"),
    ("deal", "Deal of sales, won or not"),
    ("ticket", "Ticket or chat"),
    ("sign_up", "Sign-up"),
];

/// Whether the values of an attribute are a few words with a meaning each.
pub fn is_coded(attribute: &Attribute) -> bool {
    !meaning_choices(attribute, None).is_empty()
        || matches!(attribute, Attribute::Country | Attribute::Language)
}

/// What a word of such a column can be said to mean, in a table of what happened; none where every word its reader
/// knows will do.
pub fn meaning_choices(
    attribute: &Attribute,
    happened: Option<EventKind>,
) -> &'static [MeaningChoice] {
    match attribute {
        Attribute::EmailConsent
        | Attribute::SmsConsent
        | Attribute::PhoneConsent
        | Attribute::PostConsent
        | Attribute::ConsentState => CONSENT,
        Attribute::DeletionRequest => REQUEST,
        Attribute::ConsentChannel => CHANNEL,
        Attribute::ConsentPurpose => PURPOSE,
        Attribute::Gender => GENDER,
        Attribute::EventStatus => match happened {
            Some(EventKind::Deal) => DEAL,
            Some(EventKind::Ticket) => TICKET,
            Some(kind) if kind.is_of_message() => of_messages(),
            _ => STATUS,
        },
        Attribute::EventKind => EVENT,
        _ => &[],
    }
}

/// What can be said of a message: that of all that happens, what happens to one.
fn of_messages() -> &'static [MeaningChoice] {
    EVENT.get(..OF_MESSAGES).unwrap_or(EVENT)
}

/// The choice a deal's stage is read as.
fn of_deal(stage: &str) -> Option<&'static str> {
    deal_stage::state(stage).map(|state| match state {
        DealState::Won => "won",
        DealState::Lost => "lost",
        DealState::Open => "open",
    })
}

/// The choice a ticket's status is read as; nothing where a word says of an order what it cannot say of a ticket.
fn of_ticket(status: &str) -> Option<&'static str> {
    if SETTLED.contains(&text::fold(status).as_str()) {
        return Some("closed");
    }
    match order_status::read(status)? {
        OrderStatus::Kept => Some("closed"),
        OrderStatus::Pending => Some("open"),
        _ => None,
    }
}

/// The choice the status of a message is read as.
fn of_message(status: &str) -> Option<&'static str> {
    let kind = event_kind::read(status)?;
    kind.is_of_message().then(|| kind.code())
}

/// Whether what was made of a word tells something: a word kept as it stands tells nothing where
/// meanings are expected.
pub fn is_understood(value: &StandardValue, happened: Option<EventKind>) -> bool {
    if value.state != ValueState::Valid {
        return value.state != ValueState::Invalid;
    }
    match value.target.attribute {
        Attribute::EventStatus if happened == Some(EventKind::Deal) => {
            of_deal(&value.value).is_some()
        }
        Attribute::EventStatus => {
            order_status::read(&value.value).is_some()
                || happened == Some(EventKind::Ticket) && of_ticket(&value.value).is_some()
                || happened.is_some_and(EventKind::is_of_message)
                    && of_message(&value.value).is_some()
        }
        Attribute::EventKind => {
            event_kind::read(&value.value).is_some() || order_status::read(&value.value).is_some()
        }
        Attribute::Gender => GENDER.iter().any(|(code, _)| *code == value.value),
        _ => true,
    }
}

/// What people read for a standardised value of a table of what happened.
pub fn meaning_label(attribute: &Attribute, value: &str, happened: Option<EventKind>) -> String {
    let chosen = |code: Option<&str>| {
        let choices = meaning_choices(attribute, happened);
        choices.iter().find(|(one, _)| Some(*one) == code)
    };
    let status = || {
        let read = order_status::read(value)?;
        STATUS
            .iter()
            .find(|(word, _)| order_status::read(word) == Some(read))
    };
    let known = match attribute {
        Attribute::EventStatus => match happened {
            Some(EventKind::Deal) => chosen(of_deal(value)),
            Some(EventKind::Ticket) => chosen(of_ticket(value)),
            Some(kind) if kind.is_of_message() && of_message(value).is_some() => {
                chosen(of_message(value))
            }
            _ => status(),
        },
        Attribute::EventKind => {
            let read = event_kind::read(value).map(EventKind::code);
            EVENT.iter().find(|(code, _)| Some(*code) == read)
        }
        _ => chosen(Some(value)),
    };
    known.map_or_else(|| value.to_owned(), |(_, label)| (*label).to_owned())
}

/// What a cell asks for, as it is written in a mapping and as people read it; nothing where it is no request. What is
/// asked for is no state of a permission: the rule of its value tells it.
pub fn request_meaning(value: &StandardValue) -> Option<(String, String)> {
    let codes = requests_of(value);
    let label = |code: &str| {
        let mut all = CONSENT.iter().chain(REQUEST);
        let known = all.find(|(one, _)| *one == code);
        known.map_or_else(|| code.to_owned(), |(_, label)| (*label).to_owned())
    };
    let told = match codes.as_slice() {
        [] => return None,
        [one] => label(one),
        [one, other] => format!("Two requests: {}; {}", label(one), label(other)),
        more => format!("{} requests at once", more.len()),
    };
    Some((codes.join(", "), told))
}

fn requests_of(value: &StandardValue) -> Vec<&'static str> {
    let rights = asked_rights(std::slice::from_ref(value)).into_iter();
    let mut codes: Vec<&'static str> = rights.map(AskedRight::code).collect();
    if value.state != ValueState::Valid {
        return codes;
    }
    let is_of_deletion = value.target.attribute == Attribute::DeletionRequest;
    match &*value.rule {
        "consent.deletion" | ASKS_ACCESS_AND_DELETION => codes.push("deletion"),
        "consent.objection" => codes.push("objection_to_marketing"),
        ASKS_ACCESS_AND_OBJECTION | ASKS_RESTRICTION_AND_OBJECTION => codes.push("opted_out"),
        RESTRICTED => codes.push("restriction"),
        _ if is_of_deletion && value.value == "true" => codes.push("deletion"),
        _ if is_of_deletion => codes.push("no"),
        _ => {}
    }
    codes
}

/// What somebody says a word of the column means, as it stands in the mapping.
pub fn said_meaning<'a>(column: &'a ColumnMapping, word: &str) -> Option<&'a str> {
    let Transformation::ValueMap { values, .. } = &column.transformation else {
        return None;
    };
    let word = word.trim().to_lowercase();
    let known = values
        .iter()
        .rev()
        .find(|(stands, _)| stands.trim().to_lowercase() == word)?;
    Some(&known.1)
}

/// The transformation of a column with what somebody says of its words; nothing where its cells are
/// changed otherwise before they are read, so that they are no words any more.
pub fn with_meanings(before: &Transformation, said: &[SaidMeaning]) -> Option<Transformation> {
    let (mut values, others_negated) = match before {
        Transformation::Keep => (Vec::new(), false),
        Transformation::Negate => (Vec::new(), true),
        Transformation::ValueMap {
            values,
            others_negated,
        } => (values.clone(), *others_negated),
        Transformation::StripPrefix { .. }
        | Transformation::Split { .. }
        | Transformation::Join { .. } => return None,
    };
    for (word, meaning) in said {
        let key = word.trim().to_lowercase();
        values.retain(|(stands, _)| stands.trim().to_lowercase() != key);
        if let Some(meaning) = meaning {
            values.push((word.trim().to_owned(), meaning.trim().to_owned()));
        }
    }
    Some(match (values.is_empty(), others_negated) {
        (true, false) => Transformation::Keep,
        (true, true) => Transformation::Negate,
        (false, others_negated) => Transformation::ValueMap {
            values,
            others_negated,
        },
    })
}

#[cfg(test)]
mod tests {
    use rollcall_standardise::consent;

    use super::*;

    fn said(word: &str, meaning: Option<&str>) -> SaidMeaning {
        (word.into(), meaning.map(str::to_owned))
    }

    #[test]
    fn every_choice_is_a_word_its_reader_knows() {
        for (word, _) in STATUS {
            assert!(order_status::read(word).is_some(), "{word}");
        }
        for (code, _) in DEAL {
            assert_eq!(of_deal(code), Some(*code));
        }
        for (code, _) in TICKET {
            assert_eq!(of_ticket(code), Some(*code));
        }
        for (place, (code, _)) in EVENT.iter().enumerate() {
            let read = event_kind::read(code).expect("a kind");
            assert_eq!(read.code(), *code);
            assert_eq!(read.is_of_message(), place < of_messages().len(), "{code}");
        }
        // To be deleted is asked for in a list of words of its own.
        for (code, _) in CONSENT.iter().filter(|(code, _)| *code != "deletion") {
            let read = consent::standardise(code, &Attribute::EmailConsent);
            let asks = match *code {
                "objection_to_marketing" => read.rule == "consent.objection",
                other => consent::asks_for_right(other),
            };
            assert!(asks || read.value == *code, "{code}");
        }
        for (code, _) in CHANNEL {
            assert_eq!(consent::channel(code).value, *code);
        }
        for (code, _) in PURPOSE {
            assert_eq!(consent::purpose(code).value, *code);
        }
        for (code, _) in GENDER {
            assert_eq!(rollcall_standardise::gender::standardise(code).value, *code);
        }
    }

    #[test]
    fn what_a_cell_asks_for_is_told_by_its_rule() {
        let told = |attribute: Attribute, value: &str, state: ValueState, rule: &'static str| {
            let value = StandardValue {
                target: attribute.into(),
                column: Some(0),
                raw: "x".into(),
                value: value.into(),
                state,
                rule: rule.into(),
            };
            request_meaning(&value)
        };
        let (mail, request) = (Attribute::EmailConsent, Attribute::DeletionRequest);
        let (said, silent) = (ValueState::Valid, ValueState::Placeholder);
        for (attribute, value, state, rule, expected) in [
            (&mail, "opted_out", said, "consent.word", None),
            (&mail, "", silent, "consent.placeholder", None),
            (
                &mail,
                "",
                silent,
                "consent.rectification",
                Some("rectification"),
            ),
            (&mail, "", silent, "consent.access", Some("access")),
            (
                &mail,
                "portability",
                silent,
                "consent.access",
                Some("access, portability"),
            ),
            (
                &mail,
                "opted_out",
                said,
                "consent.deletion",
                Some("deletion"),
            ),
            (
                &mail,
                "opted_out",
                said,
                "consent.objection",
                Some("objection_to_marketing"),
            ),
            (
                &mail,
                "opted_out",
                said,
                ASKS_RESTRICTION_AND_OBJECTION,
                Some("restriction, opted_out"),
            ),
            (&request, "true", said, "boolean.word", Some("deletion")),
            (&request, "false", said, "boolean.word", Some("no")),
            (&request, "", silent, "consent.access", Some("access")),
        ] {
            let found = told(attribute.clone(), value, state, rule).map(|(code, _)| code);
            assert_eq!(found.as_deref(), expected, "{attribute} {rule}");
        }
        let (_, label) = told(mail, "portability", silent, "consent.access").expect("two");
        assert_eq!(
            label,
            "Two requests: Asks what is kept; Asks for the data to take along"
        );
    }

    #[test]
    fn words_of_deals_tickets_and_messages_mean_what_becomes_of_those() {
        let (deal, ticket) = (Some(EventKind::Deal), Some(EventKind::Ticket));
        let message = Some(EventKind::Sent);
        for (word, happened, expected) in [
            ("Abgeschlossen und verloren", deal, "Deal lost"),
            ("Abgeschlossen und gewonnen", deal, "Deal won"),
            ("Angebot verschickt", deal, "Deal not decided yet"),
            ("Vertrag verschickt", deal, "Deal not decided yet"),
            ("Solved", ticket, "Ticket settled"),
            ("Closed", ticket, "Ticket settled"),
            ("Pending", ticket, "Ticket still open"),
            ("Geöffnet", message, "Message opened"),
            ("Cliqué", message, "Message clicked"),
            ("Zugestellt", message, "Message delivered"),
            ("Pending", message, "Ordered, not yet settled"),
            ("Closed", None, "Bought and kept"),
            ("versandt", None, "Bought and kept"),
        ] {
            let label = meaning_label(&Attribute::EventStatus, word, happened);
            assert_eq!(label, expected, "{word} {happened:?}");
            let value = StandardValue {
                target: Attribute::EventStatus.into(),
                column: Some(0),
                raw: word.into(),
                value: word.into(),
                state: ValueState::Valid,
                rule: "text.cleaned".into(),
            };
            assert!(is_understood(&value, happened), "{word} {happened:?}");
        }
        let choices = |happened| meaning_choices(&Attribute::EventStatus, happened);
        assert_eq!((choices(deal), choices(ticket)), (DEAL, TICKET));
        assert_eq!(choices(message), &EVENT[..OF_MESSAGES]);
        assert_eq!(choices(Some(EventKind::Purchase)), STATUS);
    }

    #[test]
    fn what_is_said_last_holds_and_can_be_taken_away() {
        let first = [said("Vip ", Some("opted_in")), said("no", Some(""))];
        let map = with_meanings(&Transformation::Keep, &first).unwrap();
        let again = with_meanings(&map, &[said("VIP", Some("opted_out"))]).unwrap();
        let Transformation::ValueMap { values, .. } = &again else {
            panic!("{again:?}");
        };
        assert_eq!(
            values,
            &[
                ("no".into(), String::new()),
                ("VIP".into(), "opted_out".into())
            ]
        );
        let gone = [said("vip", None), said("NO", None)];
        assert_eq!(with_meanings(&again, &gone), Some(Transformation::Keep));
    }

    #[test]
    fn a_column_whose_yes_means_no_stays_one() {
        let map = with_meanings(&Transformation::Negate, &[said("?", Some("never"))]).unwrap();
        let negated = |map: &Transformation| {
            matches!(
                map,
                Transformation::ValueMap {
                    others_negated: true,
                    ..
                }
            )
        };
        assert!(negated(&map));
        assert_eq!(
            with_meanings(&map, &[said("?", None)]),
            Some(Transformation::Negate)
        );
    }

    #[test]
    fn cells_that_are_cut_up_have_no_words() {
        let split = Transformation::Split {
            separator: ",".into(),
        };
        assert_eq!(with_meanings(&split, &[said("a", Some("b"))]), None);
    }
}
