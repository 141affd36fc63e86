//! What one row of a table is: a customer, an event, a consent or a figure.

use rollcall_model::{Attribute, ColumnMapping, TableRole};

use crate::deals::Deals;
use crate::decide::{Surroundings, View, used};
use crate::detect::Kind;
use crate::header_words::Meaning;
use crate::message_deeds::{deed_of, is_of_message};
use crate::passages::Passages;
use crate::purchases::{Signs, sums_up};
use crate::role_attributes::{CONSENT, CONTACT, NAMES, PLACE, SOLD, STATED};
use crate::seen::stands_for;
use crate::source_name::NamedFile;
use crate::tickets::Tickets;

/// What the columns of a table tell about it as a whole.
#[derive(Debug, Clone, Default)]
pub(crate) struct Evidence {
    /// Attributes the headers or the values name.
    seen: Vec<Attribute>,
    /// Columns of totals.
    figures: usize,
    /// Columns with a date nobody says more about.
    dates: usize,
    /// A word such as ticket or visit in a header.
    event_words: usize,
    /// Columns that hold names or e-mail addresses although no header says so.
    by_values: usize,
    statuses: usize,
    /// Columns whose cells are requests: to be left alone, to be forgotten.
    requests: usize,
    /// Those of them that are filled nearly everywhere.
    full_requests: usize,
    /// Columns of e-mail addresses and of telephone numbers, whatever their headers say.
    mailboxes: usize,
    phones: usize,
    /// Headers of what becomes of a message: sent, opened, clicked.
    messages: usize,
    /// Those of them that do not say that it was opened or clicked: sent, delivered.
    sendings: usize,
    /// Headers that say that it was clicked.
    clicks: usize,
    /// Times that are not called the time at which a message was opened or clicked.
    own_times: usize,
    /// Columns of hashes, which hide whom they point to.
    hashes: usize,
    /// What speaks for purchases that no column is called by.
    signs: Signs,
    deals: Deals,
    tickets: Tickets,
    passages: Passages,
}

impl Evidence {
    pub(crate) fn of(views: &[View<'_>]) -> Self {
        let mut evidence = Self::default();
        for view in views {
            let profile = &view.profile;
            let speaks = profile.speaks();
            evidence.signs.add(view);
            evidence.deals.add(view);
            evidence.tickets.add(view);
            evidence.passages.add(view);
            let is_full = profile.filled as f64 >= FULL * profile.rows as f64;
            evidence.requests += usize::from(asks(view));
            evidence.full_requests += usize::from(asks(view) && is_full);
            evidence.mailboxes += usize::from(profile.share(Kind::Email) >= 0.4);
            evidence.phones += usize::from(speaks && profile.share(Kind::Phone) >= 0.7);
            evidence.hashes += usize::from(speaks && profile.share(Kind::Sha256) >= 0.8);
            match view.clear_meaning() {
                Some(Meaning::Attribute(attribute) | Meaning::Negated(attribute)) => {
                    evidence.seen.extend(stands_for(view, attribute));
                }
                Some(Meaning::Name)
                    if speaks && profile.share(Kind::Number) > 0.8 || profile.looks_like_ids() => {}
                Some(Meaning::Name) => evidence.seen.push(Attribute::FullName),
                Some(Meaning::Address) => evidence.seen.push(Attribute::FullAddress),
                Some(Meaning::Date) => evidence.dates += 1,
                Some(Meaning::Figure) if !speaks || profile.share(Kind::Number) > 0.5 => {
                    evidence.figures += 1;
                }
                Some(Meaning::Status) => evidence.statuses += 1,
                Some(_) => {}
                None => {
                    let looks = [
                        Kind::Email,
                        Kind::GivenName,
                        Kind::FamilyName,
                        Kind::FullName,
                    ];
                    if speaks && looks.iter().any(|kind| profile.share(*kind) > 0.4) {
                        evidence.by_values += 1;
                    }
                }
            }
            let mut words = view.folded.words.iter();
            if words.any(|word| EVENT_WORDS.contains(&word.as_str())) && !sums_up(view) {
                evidence.event_words += 1;
            }
            evidence.add_message_words(view);
        }
        evidence
    }

    /// Notes what a header says of messages.
    fn add_message_words(&mut self, view: &View<'_>) {
        let deed = deed_of(&view.folded.words);
        let is_time = matches!(
            view.clear_meaning(),
            Some(Meaning::Date | Meaning::Attribute(Attribute::EventTime | Attribute::CreatedAt))
        );
        let is_of_messages = view.folded.words.iter().any(|word| is_of_message(word));
        self.messages += usize::from(is_of_messages);
        self.sendings += usize::from(is_of_messages && deed.is_none());
        self.clicks += usize::from(deed == Some(Attribute::Clicked));
        self.own_times += usize::from(is_time && deed.is_none());
    }

    /// Whether the rows are messages to people, and a column called "opened" or "clicked" tells what became of them:
    /// their own time stands beside it. A ticket is opened, too, but nobody clicks it or sends it out.
    pub(crate) fn logs_messages_to_people(&self) -> bool {
        let reaches = self.reaches_by_mail() || self.phones > 0 || self.has(&[Attribute::Phone]);
        let is_of_messages = self.sendings > 0 || self.clicks > 0;
        self.lists_messages() && reaches && is_of_messages && self.own_times > 0
    }

    /// Whether the rows are purchases although no column is called so: somebody who comes again, or a number where
    /// a name would stand, beside money and what it was for, how it stands or when it was.
    pub(crate) fn tells_purchases(&self) -> bool {
        let has_time = self.has_time();
        let has_state = self.has(&[Attribute::EventStatus]);
        let has_thing = self.has(&[Attribute::Product]);
        let is_sold = self.has(&[Attribute::Sku, Attribute::Quantity])
            || has_thing && has_state
            || self.has(&[Attribute::Amount])
                && (has_thing || has_state || has_time || self.statuses > 0);
        is_sold && self.signs.of_purchases() && !self.has(STATED)
    }

    pub(crate) fn signs(&self) -> &Signs {
        &self.signs
    }

    pub(crate) fn deals(&self) -> Deals {
        self.deals
    }

    /// Whether each row is a ticket of support: none that was sold, and no request of a person about their own data.
    pub(crate) fn lists_tickets(&self) -> bool {
        let is_told = self.tickets.are_named() || self.messages == 0 && self.tickets.are_settled();
        is_told && !self.has(SOLD) && !self.has_requests() && !self.deals.are_listed()
    }

    /// Whether each row is somebody who passed, known by a number alone: who comes again at another time is no second
    /// person.
    pub(crate) fn lists_passages(&self) -> bool {
        let says_more = [NAMES, STATED, PLACE, CONSENT];
        self.passages.are_listed()
            && !says_more.iter().any(|more| self.has(more))
            && !self.has(&[Attribute::Email])
            && self.mailboxes == 0
            && self.messages == 0
            && !self.has_requests()
    }

    /// Whether such a table, or what it is called, says that somebody came in, and nothing of what they bought.
    pub(crate) fn lists_visits(&self, is_called_so: bool) -> bool {
        let is_named = is_called_so || self.passages.are_named();
        self.lists_passages() && is_named && !self.has(SOLD)
    }

    /// Whether a header says when something was.
    pub(crate) fn has_time(&self) -> bool {
        self.dates > 0 || self.has(&[Attribute::EventTime, Attribute::CreatedAt])
    }

    pub(crate) fn has_requests(&self) -> bool {
        self.requests > 0
    }

    /// What a request to be left alone is about: the way by which the table reaches people.
    pub(crate) fn channel_of_requests(&self) -> Attribute {
        if !self.reaches_by_mail() && (self.phones > 0 || self.has(&[Attribute::Phone])) {
            Attribute::SmsConsent
        } else {
            Attribute::EmailConsent
        }
    }

    /// Whether the table has addresses of mailboxes.
    pub(crate) fn reaches_by_mail(&self) -> bool {
        self.mailboxes > 0 || self.has(&[Attribute::Email, Attribute::HashedEmail])
    }

    /// Whether the table reaches people by other ways than mailboxes: it has their numbers, or where they live.
    pub(crate) fn reaches_otherwise(&self) -> bool {
        self.has(&[Attribute::Phone]) || self.has(PLACE)
    }

    /// Whether each row is a message that was sent: it names a campaign and a time, and a header tells what becomes of
    /// messages. A visit that came by a campaign is none.
    pub(crate) fn lists_messages(&self) -> bool {
        let is_timed = self.has(&[Attribute::EventTime]) || self.dates > 0;
        let is_visit = self.has(&[Attribute::CookieId, Attribute::DeviceId]);
        self.messages > 0 && self.has(&[Attribute::Campaign]) && is_timed && !is_visit
    }

    /// Only hashes of addresses tell whom a row is about.
    pub(crate) fn is_hidden(&self) -> bool {
        let hashed = self.hashes > 0 || self.has(&[Attribute::HashedEmail]);
        let clear = self.seen.iter().any(|attribute| {
            CONTACT.contains(attribute) && *attribute != Attribute::HashedEmail
                || NAMES.contains(attribute)
                || STATED.contains(attribute)
        });
        hashed && (self.hashes > 1 || !clear)
    }

    pub(crate) fn has(&self, wanted: &[Attribute]) -> bool {
        wanted.iter().any(|attribute| self.seen.contains(attribute))
    }
}

/// Whether a column holds requests of people: most of its cells say one, and not merely a state of
/// a subscription that any list of customers has.
pub(crate) fn asks(view: &View<'_>) -> bool {
    let profile = &view.profile;
    let requests = profile.share(Kind::Request);
    let says_request = names_request(&view.folded.words);
    profile.speaks() && (requests >= ASKING || says_request && requests >= ASKING_BY_HEADER)
}

/// Whether a header says that something is asked for.
pub(crate) fn names_request(words: &[String]) -> bool {
    words
        .iter()
        .any(|word| REQUEST_WORDS.contains(&word.as_str()))
}

/// Whether a column of such a table is to be read as requests, or at least asked about.
pub(crate) fn may_ask(view: &View<'_>, role: TableRole) -> bool {
    matches!(role, TableRole::Consents | TableRole::Customers) && asks(view)
}

/// A column of requests. It is asked about where many cells say something else, and among people
/// who are more than a list of requests.
pub(crate) fn requests(view: &View<'_>, around: &Surroundings<'_>) -> ColumnMapping {
    let attribute = around.evidence.channel_of_requests();
    // What nobody can read is to be asked about.
    let is_sure = around.role == TableRole::Consents && view.profile.share(Kind::Answer) >= SURE;
    let (confidence, reason) = if is_sure {
        (
            0.8,
            "The values are requests of people: to be left alone, to be forgotten.",
        )
    } else {
        (
            0.6,
            "Many of the values are requests to be left alone or to be forgotten. Please say whether all of the column is, and what the other values mean.",
        )
    };
    used(view, attribute, confidence, reason.into())
}

/// The share of requests from which on a column holds requests.
const ASKING: f64 = 0.5;
/// The same where the header says so.
const ASKING_BY_HEADER: f64 = 0.3;
/// The share of cells that can be read from which on nobody has to look.
const SURE: f64 = 0.9;
/// The share of rows with something in them of a column that is what the table is about.
const FULL: f64 = 0.8;

/// Words of headers about something a person asked for.
const REQUEST_WORDS: [&str; 12] = [
    "request",
    "requested",
    "anfrage",
    "antrag",
    "wunsch",
    "demande",
    "solicitud",
    "richiesta",
    "verzoek",
    "pedido",
    "solicitacao",
    "right",
];
/// Words of headers about something that happened.
const EVENT_WORDS: [&str; 10] = [
    "ticket",
    "message",
    "visit",
    "session",
    "call",
    "conversation",
    "order",
    "invoice",
    "transaction",
    "event",
];

/// Why a table is of events where nothing tells whom they concern.
pub const POINTS_TO_NOBODY: &str =
    "Each row is something that happened; no column points to a person.";

/// The role of a table and why, in a sentence.
pub(crate) fn role_of(evidence: &Evidence, named: &NamedFile) -> (TableRole, String) {
    if evidence.deals.are_listed() && !evidence.has(STATED) {
        return (
            TableRole::Events,
            "Each row is a deal of sales: what it is called, how far it is and whom it concerns."
                .into(),
        );
    }
    // Requests say whose they are by any number; elsewhere long numbers are many things.
    let reaches = evidence.has(CONTACT)
        || evidence.mailboxes > 0
        || evidence.requests > 0 && evidence.phones > 0;
    let is_named = evidence.has(NAMES);
    let points = event_points(evidence);
    let buys = evidence.has(&[Attribute::OrderId, Attribute::Sku, Attribute::Quantity])
        || evidence.tells_purchases()
        || evidence.has(&[Attribute::Amount]) && evidence.has(&[Attribute::EventTime]);
    if !reaches && !is_named && !evidence.has(STATED) && evidence.by_values == 0 {
        if evidence.figures >= 2 && !evidence.has(&[Attribute::OrderId]) {
            return (
                TableRole::Figures,
                format!(
                    "{} columns are totals of a report and no column points to a person.",
                    evidence.figures
                ),
            );
        }
        if points >= 3 {
            return (TableRole::Events, POINTS_TO_NOBODY.into());
        }
        if evidence.has(PLACE)
            || evidence.has(&[Attribute::Organisation, Attribute::RecordKey]) && points == 0
        {
            return (
                TableRole::Customers,
                "The columns describe an address or an organisation, one a row.".into(),
            );
        }
        return (
            TableRole::Unclear,
            "No column points to a person, to something that happened or to a total.".into(),
        );
    }
    if named.meaning.is_some() && !buys {
        return (
            TableRole::Consents,
            "The file's name says that it lists permissions withdrawn or given, or deletion requests.".into(),
        );
    }
    let is_described = evidence.has(STATED) && is_named;
    if evidence.lists_messages() && !is_described && !buys {
        return (
            TableRole::Events,
            "Each row is a message that was sent, and what became of it.".into(),
        );
    }
    let lists_requests = evidence.full_requests > 0
        || evidence.requests > 0 && !evidence.has(PLACE) && !evidence.has(STATED);
    if lists_requests && (reaches || is_named) && !buys {
        return (
            TableRole::Consents,
            "Each row says what a person asked for: to be left alone, to be forgotten or to be told what is known."
                .into(),
        );
    }
    if evidence.is_hidden() && !buys {
        return role_of_hidden(evidence);
    }
    if evidence.has(CONSENT)
        && reaches
        && !is_named
        && !evidence.has(PLACE)
        && !evidence.has(STATED)
        && !buys
    {
        return (
            TableRole::Consents,
            "The columns are a way to reach somebody and a permission, and little else.".into(),
        );
    }
    if points >= 3 && (buys || !is_described) {
        return (
            TableRole::Events,
            "The columns tell what happened and when, and whom it concerns.".into(),
        );
    }
    let reason = if evidence.by_values > 0 && !is_named && !reaches {
        "The headers say nothing, but the values look like names of people."
    } else {
        "The columns describe people: names, ways to reach them or where they live."
    };
    (TableRole::Customers, reason.into())
}

/// The role of a table in which only hashes of addresses tell whom a row is about.
fn role_of_hidden(evidence: &Evidence) -> (TableRole, String) {
    if happens(evidence) {
        return (
            TableRole::Events,
            "Each row puts a hashed address on a list; nothing in it describes the person.".into(),
        );
    }
    (
        TableRole::Customers,
        "Each row is a person of a list, by a hash of the address; no column tells that anything happened.".into(),
    )
}

/// Whether a column tells of something that happened, or when.
fn happens(evidence: &Evidence) -> bool {
    let told = [
        Attribute::EventKind,
        Attribute::EventStatus,
        Attribute::LastActiveAt,
    ];
    evidence.has_time() || evidence.passages.are_dated() || evidence.has(&told)
}

/// Whether a table says more about a person than how to reach her.
pub(crate) fn describes_somebody(evidence: &Evidence) -> bool {
    evidence.has(NAMES) || evidence.has(STATED) || evidence.has(PLACE) || evidence.by_values > 0
}

fn event_points(evidence: &Evidence) -> usize {
    let worth: [(&[Attribute], usize); 7] = [
        (&[Attribute::OrderId], 3),
        (&[Attribute::EventTime], 2),
        (&[Attribute::EventKind], 2),
        (&[Attribute::Amount], 1),
        (&[Attribute::EventStatus], 1),
        (
            &[Attribute::Product, Attribute::Sku, Attribute::Quantity],
            1,
        ),
        (&[Attribute::Campaign], 1),
    ];
    let mut points: usize = worth
        .iter()
        .filter(|(attributes, _)| evidence.has(attributes))
        .map(|(_, points)| points)
        .sum();
    points += usize::from(evidence.dates > 0) * 2;
    points += usize::from(evidence.event_words > 0);
    let anonymous =
        evidence.has(&[Attribute::DeviceId, Attribute::CookieId]) && !evidence.has(NAMES);
    points += usize::from(anonymous && evidence.has(&[Attribute::EventTime, Attribute::CreatedAt]));
    // Money at a time about somebody whom nothing describes: a payment, not its payer.
    let is_paid = evidence.has(&[Attribute::Amount])
        && evidence.has(&[Attribute::CreatedAt])
        && !evidence.signs.sum_up();
    points += usize::from(is_paid && !describes_somebody(evidence)) * 2;
    points += usize::from(evidence.tells_purchases()) * 3;
    points += usize::from(evidence.lists_tickets()) * 3;
    points += usize::from(evidence.lists_passages()) * 3;
    points + usize::from(evidence.statuses > 0 && evidence.event_words > 0)
}
