//! Tables of deals: each row is something sales hopes to sell, and no purchase before it is won.

use rollcall_model::{Attribute, ColumnMapping, TableRole, Transformation};

use crate::decide::{Surroundings, View, unused, used};
use crate::detect::Kind;
use crate::header_words::Meaning;

/// How every row of such a table is called where no column says more.
pub(crate) const HAPPENING: &str = "deal";
/// Surer than a header that is usual in any table.
const SURE: f64 = 0.98;

/// Words for a deal.
const DEAL: [&str; 13] = [
    "deal",
    "opportunity",
    "verkaufschance",
    "verkaufschancen",
    "opportunite",
    "affaire",
    "affare",
    "oportunidad",
    "negocio",
    "opportunita",
    "trattativa",
    "verkoopkans",
    "oportunidade",
];
/// Words for what a deal is called.
const TITLE: [&str; 10] = [
    "name", "title", "titel", "nom", "titre", "nombre", "titulo", "nome", "titolo", "naam",
];
/// Words for the number of a deal.
const NUMBER: [&str; 6] = ["id", "number", "no", "nr", "nummer", "numero"];
/// Words for how far a deal is, which say so without a word for a deal, too.
const STAGE: [&str; 5] = ["stage", "phase", "etape", "etapa", "fase"];
/// Words for whether it is won, which say so only beside a word for a deal.
const STATUS: [&str; 4] = ["status", "statut", "stato", "state"];
const MONEY: [&str; 12] = [
    "amount", "value", "betrag", "wert", "montant", "valeur", "importe", "valor", "importo",
    "valore", "bedrag", "waarde",
];
/// Headers of the day a deal was decided, without the words that say nothing.
const CLOSED: [&str; 36] = [
    "close date",
    "closed date",
    "closing date",
    "close time",
    "closed on",
    "closed at",
    "won time",
    "won date",
    "won on",
    "won at",
    "abschlussdatum",
    "abschluss am",
    "abgeschlossen am",
    "geschlossen am",
    "gewonnen am",
    "gagne le",
    "gagnee le",
    "cloture le",
    "ganado el",
    "ganada el",
    "cerrado el",
    "cerrada el",
    "vinto il",
    "vinta il",
    "chiuso il",
    "chiusa il",
    "gewonnen op",
    "gesloten op",
    "ganho em",
    "fechado em",
    "date fermeture",
    "date cloture",
    "fecha cierre",
    "data chiusura",
    "sluitingsdatum",
    "data fechamento",
];
/// The same where nothing but its days says so: the word alone may be an answer.
const DECIDED: [&str; 14] = [
    "abschluss",
    "gewonnen",
    "closed",
    "closing",
    "won",
    "gagne",
    "cloture",
    "fermeture",
    "ganado",
    "cierre",
    "vinto",
    "chiusura",
    "afsluiting",
    "fechamento",
];
/// Words for whoever looks after a deal, which in other tables are words for whose something is.
const OWNER: [&str; 8] = [
    "besitzer",
    "besitzerin",
    "eigentumer",
    "eigentuemer",
    "proprietaire",
    "propietario",
    "proprietario",
    "eigenaar",
];
/// The share of days, or of numbers, from which on a column whose header alone does not say so is one of them.
const MOST: f64 = 0.8;
/// Words for the customer a deal is made with.
const CONTACT: [&str; 11] = [
    "contact",
    "contacts",
    "kontakt",
    "kontakte",
    "contacto",
    "contactos",
    "contatto",
    "contatti",
    "contato",
    "contatos",
    "contactpersoon",
];
/// Words for their numbers.
const CONTACT_NUMBER: [&str; 4] = ["id", "ids", "kennung", "kennungen"];
/// Words that say that the two belong together.
const TOGETHER: [&str; 17] = [
    "associated",
    "primary",
    "linked",
    "related",
    "zugeordnet",
    "zugeordnete",
    "zugeordneter",
    "zugehorige",
    "zugehoriger",
    "verknupfte",
    "verknupfter",
    "associe",
    "associes",
    "asociado",
    "asociados",
    "associato",
    "associati",
];
/// Stands between the numbers of several contacts.
const BETWEEN_CONTACTS: &str = ";";
/// The share of contacts told with their address from which on a column is one of them.
const MOST_CONTACTS: f64 = 0.6;
const FILLER: [&str; 12] = [
    "de", "del", "della", "dell", "la", "l", "di", "da", "do", "der", "van", "sales",
];

/// What the headers of a table say of deals.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Deals {
    /// Columns that name a deal.
    named: usize,
    /// Columns that tell how far a deal is.
    stages: usize,
    /// Columns that tell whether it is won.
    statuses: usize,
    /// Columns of the day it is decided.
    closed: usize,
    /// Columns of the number of an order that most rows have: a deal has one once it is won, if at all.
    ordered: usize,
    /// Columns of what was sold, and of how many.
    sold: usize,
    /// Columns of the numbers of the contacts a deal is made with.
    contacts: usize,
}

impl Deals {
    pub(crate) fn add(&mut self, view: &View<'_>) {
        let header = Header::of(view);
        self.named += usize::from(header.is_of_deal(&TITLE) || header.is_of_deal(&NUMBER));
        self.stages += usize::from(header.is_stage());
        self.statuses += usize::from(header.is_of_deal(&STATUS));
        self.closed += usize::from(header.is_closed(view));
        self.contacts += usize::from(header.is_contact_number());
        if header.is_about_deal {
            return;
        }
        match view.clear_meaning() {
            Some(Meaning::Attribute(Attribute::OrderId)) => {
                let is_usual = view.profile.filled * 2 >= view.profile.rows;
                self.ordered += usize::from(is_usual);
            }
            Some(Meaning::Attribute(Attribute::Product | Attribute::Sku | Attribute::Quantity)) => {
                self.sold += 1;
            }
            _ => {}
        }
    }

    /// Whether each row is a deal. A list of people sums up deals and names none; one of orders may name the deal each
    /// came from. What a deal is about stands beside the day it is decided.
    pub(crate) fn are_listed(self) -> bool {
        let are_orders = self.ordered > 0 || self.sold > 0 && self.closed == 0;
        self.named > 0 && self.stages + self.statuses > 0 && !are_orders
    }
}

/// The words of a header that say something.
struct Header<'a> {
    /// Whether one of them is a word for a deal.
    is_about_deal: bool,
    /// The others.
    rest: Vec<&'a str>,
}

impl<'a> Header<'a> {
    fn of(view: &'a View<'_>) -> Self {
        let words = view.folded.words.iter().flat_map(|word| parts(word));
        let (deal, rest): (Vec<&str>, Vec<&str>) = words
            .filter(|word| !FILLER.contains(word))
            .partition(|word| DEAL.contains(word));
        Self {
            is_about_deal: !deal.is_empty(),
            rest,
        }
    }

    /// Whether it names a deal and one of these, and nothing else.
    fn is_of_deal(&self, words: &[&str]) -> bool {
        self.is_about_deal && self.is_only(words)
    }

    fn is_only(&self, words: &[&str]) -> bool {
        matches!(self.rest.as_slice(), [one] if words.contains(one))
    }

    fn is_stage(&self) -> bool {
        self.is_only(&STAGE)
    }

    /// Whether it names the contacts a deal is made with, and nothing else.
    fn is_contact(&self) -> bool {
        self.rest.iter().any(|word| CONTACT.contains(word))
            && self
                .rest
                .iter()
                .all(|word| CONTACT.contains(word) || TOGETHER.contains(word))
    }

    /// Whether it names their numbers.
    fn is_contact_number(&self) -> bool {
        let (numbers, rest): (Vec<&str>, Vec<&str>) = self
            .rest
            .iter()
            .copied()
            .partition(|word| CONTACT_NUMBER.contains(word));
        let rest = Self {
            is_about_deal: self.is_about_deal,
            rest,
        };
        !numbers.is_empty() && rest.is_contact()
    }

    fn is_closed(&self, view: &View<'_>) -> bool {
        let is_decided = self.is_only(&DECIDED) && view.profile.share(Kind::Date) >= MOST;
        is_decided || CLOSED.contains(&self.rest.join(" ").as_str())
    }

    /// Whether it names what a deal is worth: beside a word for a deal, or above numbers where it says nothing else.
    fn is_money(&self, view: &View<'_>) -> bool {
        let says_else = matches!(view.clear_meaning(), Some(Meaning::Attribute(one)) if *one != Attribute::Amount);
        let is_number = !says_else && view.profile.share(Kind::Number) >= MOST;
        self.is_only(&MONEY) && (self.is_about_deal || is_number)
    }
}

/// A word taken apart where it runs together with the one for a deal, as German and Dutch do: `Dealname`, `Dealfase`.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let lists = [
        TITLE.as_slice(),
        NUMBER.as_slice(),
        STAGE.as_slice(),
        STATUS.as_slice(),
        MONEY.as_slice(),
        OWNER.as_slice(),
    ];
    let is_part = |rest: &&str| lists.iter().any(|list| list.contains(rest));
    let rest = word.strip_prefix("deal").filter(is_part);
    let first = if rest.is_some() { "deal" } else { word };
    std::iter::once(first).chain(rest)
}

/// Whether a header names the id of a deal.
pub(crate) fn is_id(view: &View<'_>) -> bool {
    Header::of(view).is_of_deal(&NUMBER)
}

/// What a column of a table of deals is; nothing where it is one of any table.
pub(crate) fn column(view: &View<'_>, around: &Surroundings<'_>) -> Option<ColumnMapping> {
    let deals = around.evidence.deals();
    if around.role != TableRole::Events || !deals.are_listed() {
        return None;
    }
    let header = Header::of(view);
    if header.is_only(&OWNER) {
        let reason = "This is whoever looks after the deal, not whom it is made with.";
        return Some(unused(view.column, view.header, reason));
    }
    if header.is_stage() && deals.statuses > 0 {
        let reason = "Another column tells whether the deal is won; how far it is is not needed.";
        return Some(unused(view.column, view.header, reason));
    }
    if matches!(
        view.clear_meaning(),
        Some(Meaning::Kind | Meaning::Attribute(Attribute::EventKind))
    ) {
        let reason = "A kind of deal says nothing about what happened.";
        return Some(unused(view.column, view.header, reason));
    }
    let is_date = matches!(view.clear_meaning(), Some(Meaning::Date));
    if is_date && deals.closed > 0 && !header.is_closed(view) {
        let reason = "Another column tells the day the deal is decided.";
        return Some(unused(view.column, view.header, reason));
    }
    if header.is_of_deal(&NUMBER) && view.profile.distinct < view.profile.filled {
        // As an id of a person it would make one of all the people of a deal.
        let reason = "The id of the deal stands in several rows, so it cannot tell them apart.";
        return Some(unused(view.column, view.header, reason));
    }
    if let Some(contact) = contact(view, &header, deals) {
        return Some(contact);
    }
    let is_created = view.clear_meaning() == Some(&Meaning::Attribute(Attribute::CreatedAt));
    let (attribute, reason) = if header.is_stage() || header.is_of_deal(&STATUS) {
        let reason = "Tells how far the deal is. Only one that is won is a purchase.";
        (Attribute::EventStatus, reason)
    } else if header.is_of_deal(&NUMBER) {
        (Attribute::RecordKey, "The id of the deal.")
    } else if header.is_of_deal(&TITLE) {
        (Attribute::Product, "What the deal is called.")
    } else if header.is_money(view) {
        (Attribute::Amount, "What the deal is worth.")
    } else if header.is_closed(view) {
        (Attribute::EventTime, "The day the deal is decided.")
    } else if is_created && deals.closed > 0 {
        (Attribute::CreatedAt, "The day the deal was opened.")
    } else {
        return None;
    };
    Some(used(view, attribute, SURE, reason.into()))
}

/// The contacts a deal is made with: by their numbers, which are what their own table knows them by, or by the addresses
/// behind their names.
fn contact(view: &View<'_>, header: &Header<'_>, deals: Deals) -> Option<ColumnMapping> {
    if header.is_contact_number() {
        let reason = "The numbers of the contacts the deal is made with.";
        let mut entry = used(view, Attribute::AccountId, SURE, reason.into());
        entry.transformation = Transformation::Split {
            separator: BETWEEN_CONTACTS.into(),
        };
        return Some(entry);
    }
    if !header.is_contact() || view.profile.share(Kind::NamedEmail) < MOST_CONTACTS {
        return None;
    }
    if deals.contacts > 0 {
        let reason = "Another column tells by a number whom the deal is made with.";
        return Some(unused(view.column, view.header, reason));
    }
    let reason = "The contacts the deal is made with, each known by the address behind the name.";
    Some(used(view, Attribute::Email, SURE, reason.into()))
}
