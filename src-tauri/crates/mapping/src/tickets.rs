//! Tables of tickets: each row is something somebody asked support for, whatever the file is called.

use rollcall_model::{Attribute, ColumnMapping, Mapping, TableRole};

use crate::decide::{Surroundings, View, unused, used};
use crate::detect::Kind;
use crate::fold::fold;
use crate::header_words::Meaning;

/// How every row of such a table is called where no column says more.
pub(crate) const HAPPENING: &str = "ticket";

/// Words for a ticket.
const TICKET: [&str; 10] = [
    "ticket",
    "tickets",
    "case",
    "incident",
    "fall",
    "vorgang",
    "vorgangs",
    "supportfall",
    "caso",
    "incidencia",
];
/// Words for its number.
const NUMBER: [&str; 8] = ["id", "number", "no", "nr", "nummer", "numero", "key", "ref"];
/// The same in one word.
const TICKET_NUMBER: [&str; 7] = [
    "ticketid",
    "ticketnumber",
    "ticketno",
    "ticketnr",
    "ticketnummer",
    "fallnummer",
    "casenumber",
];
/// Words for whoever asks.
const REQUESTER: [&str; 9] = [
    "requester",
    "anfragesteller",
    "anfragender",
    "anfragende",
    "demandeur",
    "solicitante",
    "richiedente",
    "aanvrager",
    "requerente",
];
/// Words for what it is about, which are those for the line above a message as well.
const SUBJECT: [&str; 7] = [
    "subject",
    "betreff",
    "objet",
    "asunto",
    "oggetto",
    "onderwerp",
    "assunto",
];
/// Words of headers of a list of things to do, which has a subject and a status, too.
const TO_DO: [&str; 16] = [
    "due",
    "task",
    "activity",
    "reminder",
    "deadline",
    "done",
    "fallig",
    "faellig",
    "falligkeit",
    "faelligkeit",
    "aufgabe",
    "aktivitat",
    "erledigt",
    "echeance",
    "vencimiento",
    "scadenza",
];
/// What the status of a ticket is, and that of a message is not.
const STATES: [&str; 43] = [
    "open",
    "new",
    "pending",
    "hold",
    "on hold",
    "waiting",
    "in progress",
    "solved",
    "resolved",
    "closed",
    "reopened",
    "offen",
    "neu",
    "wartend",
    "wartet",
    "in bearbeitung",
    "in arbeit",
    "gelost",
    "geloest",
    "erledigt",
    "geschlossen",
    "abgeschlossen",
    "ouvert",
    "nouveau",
    "en cours",
    "en attente",
    "resolu",
    "ferme",
    "abierto",
    "pendiente",
    "resuelto",
    "cerrado",
    "aperto",
    "in corso",
    "in attesa",
    "risolto",
    "chiuso",
    "in behandeling",
    "opgelost",
    "gesloten",
    "aberto",
    "resolvido",
    "fechado",
];

/// From this share on of words for what happens a kind tells row by row what happened.
const MOST_EVENTS: f64 = 0.5;

/// Whether a value is a status of a ticket.
pub(crate) fn is_state(value: &str) -> bool {
    STATES.contains(&fold(value).words.join(" ").as_str())
}

/// What the headers of a table say of tickets.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tickets {
    /// Columns of the number of a ticket.
    numbers: usize,
    /// Columns of whoever asks.
    requesters: usize,
    /// Columns of what it is about.
    subjects: usize,
    /// Columns of how it stands, and those of them that hold nothing but what is said of tickets.
    statuses: usize,
    settled: usize,
    /// Columns of things to do.
    to_do: usize,
}

impl Tickets {
    pub(crate) fn add(&mut self, view: &View<'_>) {
        let words = &view.folded.words;
        let is_status = matches!(
            view.clear_meaning(),
            Some(Meaning::Status | Meaning::Attribute(Attribute::EventStatus))
        );
        self.numbers += usize::from(is_number(words));
        self.requesters += usize::from(has(words, &REQUESTER));
        self.subjects += usize::from(is_subject(words));
        self.statuses += usize::from(is_status);
        self.settled += usize::from(is_status && view.profile.says_ticket);
        self.to_do += usize::from(has(words, &TO_DO));
    }

    /// What the headers of a mapped table say.
    pub(crate) fn of(mapping: &Mapping) -> Self {
        let mut tickets = Self::default();
        for column in &mapping.columns {
            let words = &fold(&column.header).words;
            let mut targets = column.target.iter();
            tickets.numbers += usize::from(is_number(words));
            tickets.requesters += usize::from(has(words, &REQUESTER));
            tickets.subjects += usize::from(is_subject(words));
            tickets.statuses +=
                usize::from(targets.any(|target| target.attribute == Attribute::EventStatus));
        }
        tickets
    }

    /// Whether the headers call the rows tickets.
    pub(crate) fn are_named(self) -> bool {
        self.subjects > 0 && (self.numbers > 0 || self.requesters > 0 && self.statuses > 0)
    }

    /// Whether a row has a subject and is open or settled, and is nothing that somebody has to do by a day.
    pub(crate) fn are_settled(self) -> bool {
        self.subjects > 0 && self.settled > 0 && self.to_do == 0
    }
}

fn has(words: &[String], list: &[&str]) -> bool {
    words.iter().any(|word| list.contains(&word.as_str()))
}

/// The words of a header but those for a ticket, where there is one of them.
fn beside_ticket(words: &[String]) -> Option<&str> {
    let mut rest = words
        .iter()
        .map(String::as_str)
        .filter(|word| !TICKET.contains(word));
    let first = rest.next()?;
    rest.next().is_none().then_some(first)
}

fn is_number(words: &[String]) -> bool {
    let rest = beside_ticket(words);
    let is_of_ticket = has(words, &TICKET) && rest.is_some_and(|word| NUMBER.contains(&word));
    is_of_ticket || rest.is_some_and(|word| TICKET_NUMBER.contains(&word))
}

/// Whether a header is of what a ticket or a message is about.
pub(crate) fn is_subject(words: &[String]) -> bool {
    beside_ticket(words).is_some_and(|word| SUBJECT.contains(&word))
}

/// The subject of a ticket, by which it is called wherever it is told, and its kind, which is not what happened; nothing
/// for the other columns.
pub(crate) fn column(view: &View<'_>, around: &Surroundings<'_>) -> Option<ColumnMapping> {
    if around.role != TableRole::Events || !around.evidence.lists_tickets() {
        return None;
    }
    if is_subject(&view.folded.words) {
        let reason = "In a table of tickets this is what somebody asked about. The ticket is called by it, and none counts as a message.";
        return Some(used(view, Attribute::Campaign, 0.85, reason.into()));
    }
    let is_kind = matches!(
        view.clear_meaning(),
        Some(Meaning::Kind | Meaning::Attribute(Attribute::EventKind))
    );
    let says_else = view.profile.speaks() && view.profile.share(Kind::EventWord) < MOST_EVENTS;
    (is_kind && says_else).then(|| {
        let reason = "A kind of ticket says nothing about what happened.";
        unused(view.column, view.header, reason)
    })
}
