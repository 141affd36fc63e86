//! Columns of money that was given back, called by a word for it and a currency at most.

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
/// Words that stand before a currency and say nothing.
const FILLER: [&str; 3] = ["in", "en", "em"];
/// The share of numbers from which on a column holds money.
const MOST: f64 = 0.8;
/// From this share of answers on nought and one are no money.
const FLAGS: f64 = 0.5;
/// How sure the money of a table of refunds is, and how sure that of a column beside orders, which is asked about.
const SURE: f64 = 0.9;
const ASKED: f64 = 0.5;

/// Money that was given back: what a table of refunds is about, and elsewhere a column of its own, which is asked about.
/// Nothing for other columns, and where the header has more words than these.
pub(crate) fn column(view: &View<'_>, around: &Surroundings<'_>) -> Option<ColumnMapping> {
    if around.role != TableRole::Events || !holds_money(view) {
        return None;
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

fn holds_money(view: &View<'_>) -> bool {
    let profile = &view.profile;
    profile.share(Kind::Number) >= MOST && profile.share(Kind::YesNo) < FLAGS
}

/// What the column of a header is called that has a word for money given back and nothing but a currency beside it.
fn called(words: &[String]) -> Option<&'static str> {
    let refund = |word: &String| {
        let mut all = REFUND.iter();
        all.find(|(words, _)| words.contains(&word.as_str()))
    };
    let is_beside = |word: &String| FILLER.contains(&word.as_str()) || currency_of(word).is_some();
    let (_, called) = words.iter().find_map(refund)?;
    let is_all = words
        .iter()
        .all(|word| refund(word).is_some() || is_beside(word));
    is_all.then_some(*called)
}

#[cfg(test)]
mod tests {
    use super::called;
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
}
