//! Who was written to after they had said no.

use std::ops::ControlFlow;

use rollcall_checks::{AfterNo, PermissionSaid, Ratio, SaidOn};
use rollcall_model::{
    Attribute, ConsentState, CustomerId, Mapping, StandardValue, TableRole, ValueState,
    keeps_withdrawals_apart, said_at,
};
use rollcall_standardise::event_kind::{self, EventKind};
use rollcall_store::{Store, StoredLoad};

use super::clocks::At;
use super::people::People;
use super::{Counted, Events, MOST_PEOPLE, counted, line};
use crate::EngineError;
use crate::inventory::Marks;
use crate::linkage_records::mapped_attributes;
use crate::records::{self, day_of};
use crate::said_no::{is_refusal, is_request};
use crate::view::{CheckInput, CheckPerson, CheckPicture};

/// Its code.
pub(super) const CODE: &str = "after_no";
/// The rule of a no that a row of a log of messages tells.
const LEFT: &str = "consent.left";
/// What a table must tell for its rows to say yes or no.
const ANSWERS: [Attribute; 4] = [
    Attribute::EmailConsent,
    Attribute::SmsConsent,
    Attribute::ConsentState,
    Attribute::DeletionRequest,
];

/// What people said, and which tables it comes from.
#[derive(Default)]
struct Heard {
    /// What can say something of a message: a yes of which nobody knows when takes no no back.
    said: Vec<PermissionSaid>,
    /// How many answers there are, those among them.
    answers: u64,
    inputs: Vec<CheckInput>,
}

pub(super) fn count(
    store: &Store,
    events: &Events,
    people: &People,
) -> Result<Counted, EngineError> {
    let mut told = Counted {
        code: CODE.into(),
        definition: "People who got a message after they had said no to messages of its kind (unsubscribed, revoked, objected, reported one as spam or asked to be deleted), of all who got any message. A no counts where a file tells its day and that day is before the message's, or its hour where both tell one of one clock; of one day, without such hours, nobody can tell which came first, and those messages are told apart. A yes that was said after it, and not after the message, takes it back. Messages by e-mail are held against what was said of e-mail, others against what was said of text messages.".into(),
        inputs: events.messages.clone(),
        ..Counted::default()
    };
    if events.messages.is_empty() {
        told.sentence = "Cannot be known from these files: no message is in them.".into();
        told.unknown.push("Send logs of every tool that writes to people, with address, campaign and day, would tell.".into());
        return Ok(told);
    }
    let heard = Heard::read(store, people)?;
    told.inputs.extend(heard.inputs);
    if heard.answers == 0 {
        told.sentence =
            "Cannot be known from these files: nobody says yes or no to messages in them.".into();
        told.unknown.push(
            "Lists of who unsubscribed, revoked or objected, with the day of each, would tell."
                .into(),
        );
        return Ok(told);
    }
    let among = events.campaigns.people();
    let found = events.campaigns.after_no(heard.said);
    tell(&mut told, found, among);
    let sent = events.mailings.values().flat_map(|one| one.by_day.keys());
    let (first, last) = (sent.clone().min(), sent.max());
    if let Some((first, last)) = first.zip(last) {
        told.window =
            format!("Messages from {first} to {last}, and all that was said before them.");
    }
    Ok(told)
}

fn tell(told: &mut Counted, found: AfterNo, among: u64) {
    let wronged = found.people.len() as u64;
    let undated = found.undated.len() as u64;
    let on_the_day = found.on_the_day.len() as u64;
    told.sentence = format!(
        "{} got a message after they had said no: {} of {} messages.",
        counted(wronged, "person", "people"),
        rollcall_model::grouped(found.after),
        rollcall_model::grouped(found.messages)
    );
    told.ratio = Some((
        Ratio {
            found: wronged,
            among,
        },
        "people who got a message".into(),
    ));
    if found.same_day > 0 {
        told.unknown.push(format!(
            "Cannot be told, same day: {} got {} on the day they said no, and no file tells which came first. Logs with the hour and the time zone of both would tell.",
            counted(on_the_day, "person", "people"),
            counted(found.same_day, "message", "messages")
        ));
    }
    if undated > 0 {
        told.unknown.push(format!(
            "{} got a message and said no at a time no file tells: whether before it is not known.",
            counted(undated, "person", "people")
        ));
    }
    told.pictures.push(CheckPicture {
        kind: "bars".into(),
        title: "When they had said no".into(),
        sentence: "People who said no and got a message, of all who got any: before one of their messages, on the day of one so that which came first cannot be told, or at a time no file tells.".into(),
        columns: ["Said no", "People"].map(str::to_owned).to_vec(),
        lines: vec![
            line("Before a message", [wronged as f64, among as f64]),
            line(
                "On the day of a message",
                [on_the_day as f64, among as f64],
            ),
            line("At a time no file tells", [undated as f64, among as f64]),
        ],
    });
    told.people_total = wronged;
    told.behind = found.people.iter().map(|one| one.customer.0).collect();
    told.people = found
        .people
        .into_iter()
        .take(MOST_PEOPLE)
        .map(|one| {
            let first = format!(
                "Got \"{}\" on {}, had said no on {}",
                one.campaign, one.sent, one.said
            );
            CheckPerson {
                customer: one.customer.label(),
                why: match one.messages {
                    ..=1 => format!("{first}."),
                    more => format!(
                        "{first}. {} such messages in all.",
                        rollcall_model::grouped(more)
                    ),
                },
            }
        })
        .collect();
}

impl Heard {
    /// Reads what every table says of being written to.
    fn read(store: &Store, people: &People) -> Result<Self, EngineError> {
        let marks = Marks::read(store)?;
        let mut heard = Self::default();
        for load in store.current_loads()? {
            let Some(stored) = store.mapping(load.table)? else {
                continue;
            };
            let role = stored.mapping.role;
            if role == TableRole::Figures || !tells_answers(&stored.mapping) {
                continue;
            }
            let before = heard.answers;
            let mut people = people.along(&load);
            store.visit_standard::<EngineError>(&load, |record| {
                if let Some(customer) = people.customer_of(record.record) {
                    heard.add(customer, &load, role, &record.values);
                }
                Ok(ControlFlow::Continue(()))
            })?;
            let answers = heard.answers - before;
            if answers > 0 {
                heard.inputs.push(CheckInput {
                    source: marks.of(load.source),
                    table: load.table_name.clone(),
                    gave: counted(answers, "answer", "answers"),
                    basis: Vec::new(),
                });
            }
        }
        Ok(heard)
    }

    /// Notes what a row says.
    fn add(
        &mut self,
        customer: CustomerId,
        load: &StoredLoad,
        role: TableRole,
        values: &[StandardValue],
    ) {
        for value in values {
            if value.state != ValueState::Valid {
                continue;
            }
            let by_email: &[bool] = match value.target.attribute {
                Attribute::EmailConsent => &[true],
                Attribute::SmsConsent => &[false],
                Attribute::DeletionRequest if is_request(&value.value) => &[true, false],
                _ => continue,
            };
            let is_no =
                value.target.attribute == Attribute::DeletionRequest || is_refusal(&value.value);
            let is_yes = ConsentState::parse(&value.value) == Some(ConsentState::OptedIn);
            if !is_no && !is_yes {
                continue;
            }
            let time = said_when(load, role, values, value, is_no);
            let on = time.and_then(|time| {
                Some(SaidOn {
                    day: day_of(time)?,
                    hour: At::read(time, load.source.0).and_then(At::hour),
                })
            });
            self.answers += 1;
            // A log says of each message that nobody left by it: kept, they would fill the memory.
            if on.is_none() && !is_no {
                continue;
            }
            self.said
                .extend(by_email.iter().map(|by_email| PermissionSaid {
                    customer,
                    by_email: *by_email,
                    is_no,
                    on,
                }));
        }
    }
}

/// Whether rows of a table can say yes or no, be it by what became of a message.
fn tells_answers(mapping: &Mapping) -> bool {
    let mapped = mapped_attributes(mapping);
    let is_log = mapped.contains(&Attribute::Campaign)
        && (mapped.contains(&Attribute::EventKind) || mapped.contains(&Attribute::EventStatus));
    is_log || ANSWERS.iter().any(|one| mapped.contains(one))
}

/// When a row said what it says, where it tells. A no in a list of people is not dated by the day of a permission,
/// which may be the day they signed up: only by a column of withdrawals, or one that is called so.
fn said_when<'a>(
    load: &StoredLoad,
    role: TableRole,
    values: &'a [StandardValue],
    value: &StandardValue,
    is_no: bool,
) -> Option<&'a str> {
    if value.rule == LEFT {
        // A row of its own tells when somebody left; what became of a message stands beside when that was sent.
        let is_own_row = values
            .iter()
            .any(|one| one.column == value.column && one.target.attribute == Attribute::EventKind);
        return records::first(values, &Attribute::EventTime).filter(|_| is_own_row);
    }
    let is_dated = !is_no
        || role == TableRole::Consents
        || keeps_withdrawals_apart(values)
        || value.target.attribute == Attribute::DeletionRequest
        || time_of_leaving(load, values);
    said_at(values, &value.value).filter(|_| is_dated)
}

/// Whether the time of a permission is called that of leaving: "unsubscribed at".
fn time_of_leaving(load: &StoredLoad, values: &[StandardValue]) -> bool {
    let mut times = values
        .iter()
        .filter(|one| one.target.attribute == Attribute::ConsentTime);
    let header = times
        .find_map(|one| one.column)
        .and_then(|column| load.header.get(column));
    header.is_some_and(|header| event_kind::read(header) == Some(EventKind::Unsubscribed))
}
