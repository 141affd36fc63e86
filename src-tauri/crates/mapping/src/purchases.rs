//! Tables of purchases that no column calls so: a number stands where a name would, or somebody comes again and again.

use rollcall_model::{Attribute, ColumnMapping, TableRole};

use crate::decide::{Surroundings, View, used};
use crate::detect::Kind;
use crate::fold::Folded;
use crate::header_words::{HeaderGuess, Meaning};
use crate::meaning::names_party;

/// From this share on a column is one of e-mail addresses.
const MOST_MAILBOXES: f64 = 0.6;
/// Surer than a column that is only called the number of an order and has blanks.
const SURE: f64 = 0.9;

/// What speaks for purchases beside what the headers name.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Signs {
    /// Columns called a name and no more that hold numbers.
    numbers: usize,
    /// Rows with something in them of the fullest column that is called the number of an order.
    called: usize,
    /// Columns of e-mail addresses, and those of them whose addresses stand in several rows each.
    mailboxes: usize,
    coming_again: usize,
    /// Columns that sum up what somebody bought over time.
    sums: usize,
}

impl Signs {
    pub(crate) fn add(&mut self, view: &View<'_>) {
        let profile = &view.profile;
        self.numbers += usize::from(is_numbered(view));
        if view.clear_meaning() == Some(&Meaning::Attribute(Attribute::OrderId)) {
            self.called = self.called.max(profile.filled);
        }
        if profile.share(Kind::Email) >= MOST_MAILBOXES {
            self.mailboxes += 1;
            self.coming_again += usize::from(profile.comes_again());
        }
        self.sums += usize::from(sums_up(view));
    }

    /// Whether a row is one of several of somebody, or has a number of its own instead of a name. The address of
    /// whoever looks after people comes again beside addresses of their own.
    pub(crate) fn of_purchases(&self) -> bool {
        let comes_again = self.mailboxes > 0 && self.coming_again == self.mailboxes;
        (self.numbers > 0 || comes_again) && !self.sum_up()
    }

    /// Whether a column sums up what somebody bought, so that a row is somebody and an amount is of many purchases.
    pub(crate) fn sum_up(&self) -> bool {
        self.sums > 0
    }
}

/// The number of a purchase under the header of a name, where no column that is called the number of an order is as
/// full.
pub(crate) fn number(view: &View<'_>, around: &Surroundings<'_>) -> Option<ColumnMapping> {
    let is_one = around.role == TableRole::Events
        && is_numbered(view)
        && around.evidence.tells_purchases()
        && view.profile.filled > around.evidence.signs().called;
    if !is_one {
        return None;
    }
    let reason = format!(
        "Names usually stand under the header \"{}\", but these are numbers, and the columns beside it tell of purchases: it is the number of the order.",
        view.header
    );
    Some(used(view, Attribute::OrderId, SURE, reason))
}

/// Whether a column is called a name and nothing else, and holds numbers or codes.
fn is_numbered(view: &View<'_>) -> bool {
    let is_bare =
        |guess: &HeaderGuess| guess.meaning == Meaning::Name && guess.qualifiers.is_empty();
    view.folded.words.len() == 1
        && view.guess.as_ref().is_some_and(is_bare)
        && !names_party(&view.folded.words)
        && view.profile.looks_like_ids()
        && view.profile.certainly().is_none()
}

/// Headers of what somebody bought over time, in seven languages.
const SUMS: [&str; 48] = [
    "orders",
    "orders count",
    "order count",
    "number of orders",
    "total orders",
    "no of orders",
    "purchases",
    "purchase count",
    "number of purchases",
    "total purchases",
    "transaction count",
    "payment count",
    "total spent",
    "total spend",
    "amount spent",
    "lifetime spend",
    "lifetime value",
    "lifetime revenue",
    "ltv",
    "clv",
    "average order value",
    "aov",
    "bestellungen",
    "anzahl bestellungen",
    "anzahl auftrage",
    "anzahl kaufe",
    "gesamtumsatz",
    "umsatz gesamt",
    "commandes",
    "nombre de commandes",
    "nombre d achats",
    "total depense",
    "pedidos",
    "numero de pedidos",
    "numero de compras",
    "total gastado",
    "ordini",
    "numero ordini",
    "numero di ordini",
    "numero acquisti",
    "totale speso",
    "aantal bestellingen",
    "aantal aankopen",
    "totaal besteed",
    "encomendas",
    "numero de encomendas",
    "total gasto",
    "compras",
];

/// Whether a column tells of somebody over time, and not of one purchase.
pub(crate) fn sums_up(view: &View<'_>) -> bool {
    view.clear_meaning() == Some(&Meaning::Attribute(Attribute::LastPurchaseAt))
        || names_sum(&view.folded)
}

/// Whether a header is of what somebody bought over time: one word of it is all of the header, several may stand among
/// others.
fn names_sum(header: &Folded) -> bool {
    let name = header.words.join(" ");
    let padded = format!(" {name} ");
    SUMS.iter().any(|phrase| {
        *phrase == name || phrase.contains(' ') && padded.contains(&format!(" {phrase} "))
    })
}

#[cfg(test)]
mod tests {
    use super::names_sum;
    use crate::fold::fold;

    #[test]
    fn headers_of_sums_are_no_headers_of_one_purchase() {
        for (header, is_sum) in [
            ("Orders count", true),
            ("Orders", true),
            ("Total Spent (EUR)", true),
            ("Customer lifetime value", true),
            ("Anzahl Bestellungen", true),
            ("Nombre de commandes", true),
            ("Order", false),
            ("Orders ID", false),
            ("Total", false),
            ("Bestellung", false),
            ("Total price", false),
        ] {
            assert_eq!(names_sum(&fold(header)), is_sum, "{header}");
        }
    }
}
