//! Columns of money that was given back, called by a word for it and one for an amount or a currency at most.

use rollcall_model::{Attribute, ColumnMapping, TableRole};
use rollcall_standardise::money::currency_of;

use crate::decide::{Surroundings, View, used};
use crate::detect::Kind;

/// How every row of a table of refunds is called.
pub(crate) const HAPPENING: &str = "refund";

/// Words for money that was given back, language by language, and what people call the column there so that it is read
/// as such.
static REFUND: [(&[&str], &str); 6] = [
    (&["refund", "refunds", "refunded"], "Refund amount"),
    (
        &[
            "erstattung",
            "erstattungen",
            "erstattet",
            "ruckerstattung",
            "ruckerstattungen",
            "rueckerstattung",
            "ruckzahlung",
            "rueckzahlung",
            "gutschrift",
        ],
        "Erstattungsbetrag",
    ),
    (
        &["remboursement", "remboursements", "rembourse"],
        "Montant remboursé",
    ),
    // Portuguese has the word of Spanish.
    (
        &["reembolso", "reembolsos", "reembolsado", "estorno"],
        "Importe reembolsado",
    ),
    (
        &["rimborso", "rimborsi", "rimborsato"],
        "Importo rimborsato",
    ),
    (
        &["terugbetaling", "terugbetaald", "restitutie"],
        "Terugbetaald bedrag",
    ),
];
/// The same where the header is one word for the amount.
const REFUND_AMOUNTS: [&str; 4] = [
    "erstattungsbetrag",
    "ruckerstattungsbetrag",
    "rueckerstattungsbetrag",
    "gutschriftsbetrag",
];
/// Words for an amount beside them.
const AMOUNT: [&str; 8] = [
    "amount", "total", "value", "betrag", "montant", "importe", "importo", "bedrag",
];
/// Words that stand before a currency and say nothing.
const FILLER: [&str; 3] = ["in", "en", "em"];
/// The share of numbers from which on a column holds money.
const MOST: f64 = 0.8;
/// From this share of answers on nought and one are no money.
const FLAGS: f64 = 0.5;
/// How sure the money of a table of refunds is, and how sure that of a column beside orders, which is asked about.
const SURE: f64 = 0.9;
const ASKED: f64 = 0.5;

/// Money that was given back: what a table of refunds is about, and elsewhere a column of its own, which is asked about
/// unless its header says that it is an amount. Nothing for other columns, and where the header has more words than these.
pub(crate) fn column(view: &View<'_>, around: &Surroundings<'_>) -> Option<ColumnMapping> {
    if around.role != TableRole::Events || !holds_money(view) {
        return None;
    }
    let is_beside_orders = !around.lists_refunds && around.evidence.has(&[Attribute::Amount]);
    if let Some(called) = called_amount(&view.folded.words).filter(|_| is_beside_orders) {
        let reason = format!(
            "The header \"{}\" is a usual name of what was given back of an order. The checks take it off what was paid.",
            view.header
        );
        return Some(used(
            view,
            Attribute::Custom(called.to_owned()),
            SURE,
            reason,
        ));
    }
    let called = called(&view.folded.words)?;
    if around.lists_refunds && !around.evidence.has(&[Attribute::Amount]) {
        let reason = "In a table of refunds this is the money that was given back.";
        return Some(used(view, Attribute::Amount, SURE, reason.into()));
    }
    let reason = format!(
        "The header \"{}\" speaks of refunds, and the values look like money. It is read as what was given back of the order in the row. Please say whether it is that.",
        view.header
    );
    let attribute = Attribute::Custom(called.to_owned());
    Some(used(view, attribute, ASKED, reason))
}

/// Whether a header says that its column holds the amount that was given back.
pub(crate) fn is_amount(view: &View<'_>) -> bool {
    called_amount(&view.folded.words).is_some()
}

fn holds_money(view: &View<'_>) -> bool {
    let profile = &view.profile;
    profile.share(Kind::Number) >= MOST && profile.share(Kind::YesNo) < FLAGS
}

/// What the column of a header is called that has a word for money given back and nothing but a currency beside it.
fn called(words: &[String]) -> Option<&'static str> {
    called_beside(words, |_| false)
}

/// The same of a header that says of it that it is an amount.
fn called_amount(words: &[String]) -> Option<&'static str> {
    let is_amount = |word: &str| AMOUNT.contains(&word);
    if words.iter().any(|word| is_amount(word.as_str())) {
        return called_beside(words, is_amount);
    }
    let is_one = |word: &String| REFUND_AMOUNTS.contains(&word.as_str());
    let is_all = words.iter().all(|word| is_one(word) || is_filler(word));
    (is_all && words.iter().any(is_one)).then_some("Erstattungsbetrag")
}

fn called_beside(words: &[String], is_more: impl Fn(&str) -> bool) -> Option<&'static str> {
    let refund = |word: &String| {
        let mut all = REFUND.iter();
        all.find(|(words, _)| words.contains(&word.as_str()))
    };
    let (_, called) = words.iter().find_map(refund)?;
    let is_all = words
        .iter()
        .all(|word| refund(word).is_some() || is_filler(word) || is_more(word.as_str()));
    is_all.then_some(*called)
}

fn is_filler(word: &str) -> bool {
    FILLER.contains(&word) || currency_of(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::{called, called_amount};
    use crate::fold::fold;

    #[test]
    fn a_word_for_refunds_and_a_currency_are_all_the_header() {
        for (header, expected) in [
            ("Refund (GBP)", Some("Refund amount")),
            ("Refunded", Some("Refund amount")),
            ("Erstattung (EUR)", Some("Erstattungsbetrag")),
            ("Rückerstattung in €", Some("Erstattungsbetrag")),
            ("Remboursement (EUR)", Some("Montant remboursé")),
            ("Remboursé en euros", Some("Montant remboursé")),
            ("Reembolso (EUR)", Some("Importe reembolsado")),
            ("Estorno (BRL)", Some("Importe reembolsado")),
            ("Rimborso (CHF)", Some("Importo rimborsato")),
            ("Terugbetaling (EUR)", Some("Terugbetaald bedrag")),
            ("Refund reason", None),
            ("Refund ID", None),
            ("Refund amount", None),
            ("Erstattung am", None),
            ("Amount (EUR)", None),
            ("EUR", None),
        ] {
            assert_eq!(called(&fold(header).words), expected, "{header}");
        }
    }

    #[test]
    fn a_header_may_say_of_it_that_it_is_an_amount() {
        for (header, expected) in [
            ("Refunded Amount", Some("Refund amount")),
            ("amount_refunded", Some("Refund amount")),
            ("Refund amount (GBP)", Some("Refund amount")),
            ("Erstattungsbetrag in EUR", Some("Erstattungsbetrag")),
            ("Montant remboursé", Some("Montant remboursé")),
            ("Importo rimborsato", Some("Importo rimborsato")),
            ("Converted Amount Refunded", None),
            ("Refund reason", None),
            ("Refunded", None),
            ("Amount", None),
        ] {
            assert_eq!(called_amount(&fold(header).words), expected, "{header}");
        }
    }
}
