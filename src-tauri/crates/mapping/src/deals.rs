//! Tables of deals: each row is something sales hopes to sell, and no purchase before it is won.

use rollcall_model::{Attribute, ColumnMapping, TableRole};

use crate::decide::{Surroundings, View, unused, used};
use crate::header_words::Meaning;

/// How every row of such a table is called where no column says more.
pub(crate) const HAPPENING: &str = "deal";
/// Surer than a header that is usual in any table.
const SURE: f64 = 0.98;

/// Words for a deal.
const DEAL: [&str; 12] = [
    "deal",
    "opportunity",
    "verkaufschance",
    "verkaufschancen",
    "opportunite",
    "affaire",
    "oportunidad",
    "negocio",
    "opportunita",
    "trattativa",
    "verkoopkans",
    "oportunidade",
];
/// Words for what a deal is called.
const TITLE: [&str; 8] = [
    "name", "title", "titel", "nom", "titre", "nombre", "nome", "naam",
];
/// Words for the number of a deal.
const NUMBER: [&str; 6] = ["id", "number", "no", "nr", "nummer", "numero"];
/// Words for how far a deal is, which say so without a word for a deal, too.
const STAGE: [&str; 5] = ["stage", "phase", "etape", "etapa", "fase"];
/// Words for whether it is won, which say so only beside a word for a deal.
const STATUS: [&str; 4] = ["status", "statut", "stato", "state"];
const MONEY: [&str; 9] = [
    "amount", "value", "betrag", "wert", "montant", "valeur", "importe", "valor", "importo",
];
/// Headers of the day a deal was decided, without the words that say nothing.
const CLOSED: [&str; 14] = [
    "close date",
    "closed date",
    "closing date",
    "close time",
    "closed on",
    "closed at",
    "won time",
    "won date",
    "abschlussdatum",
    "date cloture",
    "fecha cierre",
    "data chiusura",
    "sluitingsdatum",
    "data fechamento",
];
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
}

impl Deals {
    pub(crate) fn add(&mut self, view: &View<'_>) {
        let header = Header::of(view);
        self.named += usize::from(header.is_of_deal(&TITLE) || header.is_of_deal(&NUMBER));
        self.stages += usize::from(header.is_stage());
        self.statuses += usize::from(header.is_of_deal(&STATUS));
        self.closed += usize::from(header.is_closed());
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
        let words = view.folded.words.iter().map(String::as_str);
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

    fn is_closed(&self) -> bool {
        CLOSED.contains(&self.rest.join(" ").as_str())
    }
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
    if is_date && deals.closed > 0 && !header.is_closed() {
        let reason = "Another column tells the day the deal is decided.";
        return Some(unused(view.column, view.header, reason));
    }
    if header.is_of_deal(&NUMBER) && view.profile.distinct < view.profile.filled {
        // As an id of a person it would make one of all the people of a deal.
        let reason = "The id of the deal stands in several rows, so it cannot tell them apart.";
        return Some(unused(view.column, view.header, reason));
    }
    let is_created = view.clear_meaning() == Some(&Meaning::Attribute(Attribute::CreatedAt));
    let (attribute, reason) = if header.is_stage() || header.is_of_deal(&STATUS) {
        let reason = "Tells how far the deal is. Only one that is won is a purchase.";
        (Attribute::EventStatus, reason)
    } else if header.is_of_deal(&NUMBER) {
        (Attribute::RecordKey, "The id of the deal.")
    } else if header.is_of_deal(&TITLE) {
        (Attribute::Product, "What the deal is called.")
    } else if header.is_of_deal(&MONEY) {
        (Attribute::Amount, "What the deal is worth.")
    } else if header.is_closed() {
        (Attribute::EventTime, "The day the deal is decided.")
    } else if is_created && deals.closed > 0 {
        (Attribute::CreatedAt, "The day the deal was opened.")
    } else {
        return None;
    };
    Some(used(view, attribute, SURE, reason.into()))
}
