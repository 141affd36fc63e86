//! What only the other columns of a table can call into question: whose address, which card, which
//! name.

use rollcall_model::{Attribute, ColumnMapping, MappingState, TableRole};

use crate::decide::View;
use crate::detect::Kind;
use crate::header_words::{Meaning, Qualifier};
use crate::role::Evidence;
use crate::word_lists::WORDS;

/// Below this a column is asked about.
const ASKED: f64 = 0.6;

/// Looks at every column no recipe gave beside the others and asks where they leave a doubt.
pub(crate) fn doubt(
    views: &[View<'_>],
    columns: &mut [ColumnMapping],
    fixed: &[bool],
    evidence: &Evidence,
    role: TableRole,
) {
    let table = Table::of(views, columns, evidence, role);
    for (view, (column, fixed)) in views.iter().zip(columns.iter_mut().zip(fixed)) {
        if *fixed {
            continue;
        }
        let Some(attribute) = column
            .target
            .as_ref()
            .map(|target| target.attribute.clone())
        else {
            continue;
        };
        if let Some(reason) = table.leave(view, &attribute) {
            column.target = None;
            column.state = MappingState::Unused;
            column.confidence = 0.5;
            reason.clone_into(&mut column.reason);
        } else if let Some(reason) = table
            .ask(view, &attribute)
            .or_else(|| table.ask_of_short(view, &attribute))
        {
            column.state = MappingState::Unsure;
            column.confidence = column.confidence.min(ASKED);
            reason.clone_into(&mut column.reason);
        }
    }
}

/// Words for the person a row is about, by how close they stand to it; the payer of a ticket is not
/// the one who comes, and a user is often an employee.
const PARTIES: [&[&str]; 4] = [
    &[
        "attendee",
        "invitee",
        "participant",
        "guest",
        "student",
        "patient",
        "respondent",
        "passenger",
        "traveller",
        "traveler",
        "teilnehmer",
        "participante",
        "partecipante",
        "deelnemer",
    ],
    &[
        "customer",
        "client",
        "member",
        "contact",
        "requester",
        "subscriber",
        "donor",
        "lead",
        "kunde",
        "kunden",
        "cliente",
        "klant",
        "mitglied",
    ],
    &[
        "buyer",
        "purchaser",
        "payer",
        "besteller",
        "kaufer",
        "acheteur",
        "comprador",
        "acquirente",
        "koper",
        "payeur",
        "payeuse",
        "zahler",
        "pagatore",
        "pagador",
        "betaler",
    ],
    &["user", "host", "account"],
];

/// What the table as a whole says about the columns in doubt.
struct Table<'a> {
    role: TableRole,
    evidence: &'a Evidence,
    /// The closest party that has a name or a way to be reached.
    closest: Option<usize>,
    has_sender: bool,
    has_payment_cards: bool,
    has_qualified_name: bool,
    /// Columns that name the person and say so.
    names: usize,
    /// Columns that tell the shop a row is of.
    stores: usize,
    birth_parts: usize,
    /// Attributes given by a column without a number.
    plain: Vec<Attribute>,
}

impl<'a> Table<'a> {
    fn of(
        views: &[View<'_>],
        columns: &[ColumnMapping],
        evidence: &'a Evidence,
        role: TableRole,
    ) -> Self {
        let mut table = Self {
            role,
            evidence,
            closest: None,
            has_sender: false,
            has_payment_cards: false,
            has_qualified_name: false,
            names: 0,
            stores: 0,
            birth_parts: 0,
            plain: Vec::new(),
        };
        for (view, column) in views.iter().zip(columns) {
            let words = &view.folded.words;
            table.has_payment_cards |= is_of_payment_card(words);
            table.stores += usize::from(is_of_store(&view.folded.key));
            table.birth_parts += usize::from(is_short_birth_part(&view.folded.key));
            let Some(target) = &column.target else {
                continue;
            };
            if is_of_party(&target.attribute) {
                let party = party_of(words);
                table.closest = [table.closest, party].into_iter().flatten().min();
            }
            table.has_sender |= target.attribute == Attribute::Email
                && words
                    .first()
                    .is_some_and(|one| SENDERS.contains(&one.as_str()));
            table.names += usize::from(is_name(&target.attribute) && !is_called_by_party(words));
            table.has_qualified_name |= target.attribute == Attribute::FullName && words.len() > 1;
            if !words.iter().any(|word| word.parse::<u32>().is_ok()) {
                table.plain.push(target.attribute.clone());
            }
        }
        table
    }

    /// Why a column is not used, if the table says so.
    fn leave(&self, view: &View<'_>, attribute: &Attribute) -> Option<&'static str> {
        let words = &view.folded.words;
        if *attribute == Attribute::LoyaltyCard && self.has_payment_cards && !says_loyalty(words) {
            return Some("The table has payment cards, so this is one of them; it is left out.");
        }
        let is_summed_up = *attribute == Attribute::Amount
            && self.role == TableRole::Customers
            && !self
                .evidence
                .has(&[Attribute::OrderId, Attribute::EventTime]);
        if is_summed_up {
            return Some(
                "In a list of people this is what somebody spent over time, not the amount of one purchase; it is kept and not used.",
            );
        }
        if self.role == TableRole::Figures && !fits_figures(attribute) {
            return Some("A column of a report of totals is kept and not used.");
        }
        None
    }

    /// Why a column is asked about, if the table leaves a doubt.
    fn ask(&self, view: &View<'_>, attribute: &Attribute) -> Option<&'static str> {
        let words = &view.folded.words;
        let is_contact = matches!(attribute, Attribute::Email | Attribute::Phone);
        if is_contact && view.is_about(Qualifier::Company) {
            return Some(
                "The header says company, so this may reach the company and not the person. Please say which.",
            );
        }
        if is_of_party(attribute)
            && let (Some(party), Some(closest)) = (party_of(words), self.closest)
            && is_further(party, closest)
        {
            return Some(
                "Another column names the person the row is about, so this may be somebody else. Please say who it is.",
            );
        }
        if *attribute == Attribute::Email
            && self.has_sender
            && words.first().is_some_and(|word| {
                word == "to"
                    || RECIPIENTS.contains(&word.as_str()) && !self.evidence.lists_messages()
            })
        {
            return Some(
                "The table has a sender, too, so this may be the other side. Please say who it is.",
            );
        }
        if is_of_party(attribute) && is_numbered_person(words) && self.plain.contains(attribute) {
            return Some(
                "A numbered person beside another one; it may be somebody else. Please say who it is.",
            );
        }
        if matches!(view.clear_meaning(), Some(Meaning::Name))
            && words.len() == 1
            && self.role == TableRole::Events
            && self.has_qualified_name
            && view.profile.rows == 0
        {
            return Some(
                "Other columns name the person, so this may be the name of the order. Please say what it is.",
            );
        }
        if *attribute == Attribute::DeviceId && self.evidence.has(&[Attribute::OrderId]) {
            return Some("On an order this may be the device of the shop. Please say whose it is.");
        }
        if is_short_birth_part(&view.folded.key) && self.birth_parts < 2 {
            return Some("A short header that may mean something else. Please say what it is.");
        }
        let is_alone = !self.evidence.has(&[
            Attribute::City,
            Attribute::Postcode,
            Attribute::HouseNumber,
            Attribute::Region,
        ]);
        if view.folded.key == "via" && is_alone {
            return Some("A short header that may mean something else. Please say what it is.");
        }
        let is_title = view
            .guess
            .as_ref()
            .is_some_and(|guess| guess.meaning == Meaning::TitleOrJob);
        if is_title && view.profile.rows == 0 && self.evidence.has(&[Attribute::Title]) {
            return Some(
                "Beside a salutation this may be a degree or a position. Please say which.",
            );
        }
        let is_event = !matches!(self.role, TableRole::Events | TableRole::Figures);
        (is_event && belongs_to_events(attribute)).then_some(
            "The table lists people and not what they bought or did, so this may mean something else. Please say what it is.",
        )
    }

    /// Why a column is asked about whose header is a word with a second meaning, and nothing settles which.
    fn ask_of_short(&self, view: &View<'_>, attribute: &Attribute) -> Option<&'static str> {
        let words = &view.folded.words;
        let key = view.folded.key.as_str();
        let is_silent = view.profile.rows == 0;
        let is_called_so = matches!(view.clear_meaning(), Some(Meaning::Name));
        if is_silent && self.names > 0 && is_called_so && is_called_by_party(words) {
            return Some(
                "Other columns name the person, so this may be a yes or a no, a number or somebody else. Please say what it is.",
            );
        }
        let is_of_system = self.stores > 0 || view.header.trim_start().starts_with('_');
        if *attribute == Attribute::Website && is_of_system {
            return Some(
                "This may be the site of the shop and not the person's. Please say which.",
            );
        }
        let is_state = matches!(key, "state" | "estado" | "etat" | "stato");
        let is_of_address = self.evidence.has(&[
            Attribute::City,
            Attribute::Postcode,
            Attribute::Street,
            Attribute::FullAddress,
            Attribute::Country,
        ]);
        if *attribute == Attribute::Region
            && is_state
            && !is_of_address
            && view.profile.share(Kind::Region) < 0.5
        {
            return Some(
                "No other part of an address stands beside it, so this may be how far something is. Please say what it is.",
            );
        }
        if *attribute == Attribute::DeviceId && is_silent && key == "device" {
            return Some("This may be the kind of device and not its id. Please say which.");
        }
        // "Afiliado" is a member in Spanish; on a sale it is who brought the buyer.
        let is_broker = words.iter().any(|word| word == "afiliado");
        (is_broker && is_of_party(attribute) && self.evidence.has(&[Attribute::OrderId])).then_some(
            "On a purchase this may be who brought the buyer and not the buyer. Please say who it is.",
        )
    }
}

/// Words before the address of who sent something, and of who got it.
const SENDERS: [&str; 8] = [
    "from",
    "sender",
    "absender",
    "expediteur",
    "remitente",
    "mittente",
    "afzender",
    "remetente",
];
const RECIPIENTS: [&str; 5] = [
    "empfanger",
    "destinataire",
    "destinatario",
    "ontvanger",
    "recipient",
];

/// `_store`, `website_id`: the shop a row is of.
fn is_of_store(key: &str) -> bool {
    matches!(key, "store" | "storeid" | "websiteid")
}

fn is_name(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::FullName | Attribute::GivenName | Attribute::FamilyName
    )
}

/// `Guests`, `Billing contact`: words for a person and for what somebody is to a purchase, and nothing else.
fn is_called_by_party(words: &[String]) -> bool {
    let is_of_party = |word: &String| {
        let singular = word.strip_suffix('s').unwrap_or(word);
        let qualifier = WORDS.qualifier(word).or_else(|| WORDS.qualifier(singular));
        matches!(
            qualifier,
            Some(Qualifier::Holder | Qualifier::Billing | Qualifier::Shipping)
        )
    };
    !words.is_empty() && words.iter().all(is_of_party)
}

/// A guest and a customer are often one; a payer and a user are often another.
fn is_further(party: usize, closest: usize) -> bool {
    party > closest && party >= 2
}

fn party_of(words: &[String]) -> Option<usize> {
    PARTIES
        .iter()
        .position(|names| words.iter().any(|word| names.contains(&word.as_str())))
}

fn is_of_party(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::Email
            | Attribute::Phone
            | Attribute::FullName
            | Attribute::GivenName
            | Attribute::FamilyName
            | Attribute::AccountId
    )
}

/// `Person 1 Email`, `Guest 2 name`: the number belongs to the person.
fn is_numbered_person(words: &[String]) -> bool {
    words.windows(2).any(|pair| {
        let (Some(word), Some(number)) = (pair.first(), pair.get(1)) else {
            return false;
        };
        let is_person =
            word == "person" || PARTIES.iter().any(|list| list.contains(&word.as_str()));
        is_person && number.parse::<u32>().is_ok()
    }) && words
        .last()
        .is_some_and(|last| last.parse::<u32>().is_err())
}

/// Columns only payment cards have: brand, last digits, expiry.
fn is_of_payment_card(words: &[String]) -> bool {
    const PARTS: [&str; 9] = [
        "brand",
        "exp",
        "expiry",
        "expiration",
        "cvc",
        "funding",
        "last",
        "issuer",
        "type",
    ];
    words.first().is_some_and(|word| word == "card")
        && words.iter().any(|word| PARTS.contains(&word.as_str()))
}

fn says_loyalty(words: &[String]) -> bool {
    const LOYALTY: [&str; 8] = [
        "loyalty",
        "member",
        "membership",
        "club",
        "reward",
        "rewards",
        "points",
        "bonus",
    ];
    words.iter().any(|word| LOYALTY.contains(&word.as_str()))
}

/// `bd`, `bm`, `by`: parts of a birth date only where two of them stand together.
fn is_short_birth_part(key: &str) -> bool {
    matches!(key, "bd" | "bm" | "by")
}

fn fits_figures(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::Campaign
            | Attribute::EventTime
            | Attribute::Amount
            | Attribute::Currency
            | Attribute::Country
            | Attribute::Region
            | Attribute::City
            | Attribute::Quantity
            | Attribute::Product
            | Attribute::Sku
            | Attribute::EventKind
            | Attribute::Custom(_)
    )
}

fn belongs_to_events(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::Amount
            | Attribute::Quantity
            | Attribute::Product
            | Attribute::Sku
            | Attribute::EventTime
            | Attribute::EventStatus
            | Attribute::EventKind
            | Attribute::Campaign
            | Attribute::CampaignKind
            | Attribute::Opened
            | Attribute::Clicked
    )
}
