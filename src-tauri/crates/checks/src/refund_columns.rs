//! Columns that tell what was given back, by their headers.

/// Headers of money given back, without blanks and signs.
const GIVEN_BACK: [&str; 28] = [
    "amountofrefund",
    "amountrefunded",
    "betragerstattet",
    "erstatteterbetrag",
    "erstattungsbetrag",
    "gutschriftsbetrag",
    "importedelreembolso",
    "importereembolsado",
    "importereembolso",
    "importorimborsato",
    "importorimborso",
    "montantduremboursement",
    "montantrembourse",
    "montantremboursé",
    "refundamount",
    "refundedamount",
    "refundedtotal",
    "refundtotal",
    "refundvalue",
    "returnamount",
    "returnedamount",
    "returnvalue",
    "rueckerstattungsbetrag",
    "rückerstattungsbetrag",
    "terugbetaaldbedrag",
    "totalrefund",
    "totalrefunded",
    "valorreembolsado",
];
/// Words beside them that tell the currency and nothing more.
const OF_CURRENCY: [&str; 20] = [
    "aud", "brl", "cad", "chf", "czk", "dkk", "em", "en", "eur", "euro", "euros", "gbp", "huf",
    "in", "jpy", "nok", "nzd", "pln", "sek", "usd",
];
/// How words for money given back begin.
const REFUND: [&str; 9] = [
    "erstatt",
    "reembols",
    "refund",
    "rembours",
    "rimbors",
    "rueckerstatt",
    "rückerstatt",
    "terugbeta",
    "gutschrift",
];
/// Words beside them by which a column holds something else, or the same in another currency.
const NO_MONEY: [&str; 36] = [
    "anzahl",
    "at",
    "by",
    "converted",
    "count",
    "currency",
    "date",
    "datum",
    "day",
    "days",
    "fecha",
    "grund",
    "id",
    "ids",
    "method",
    "motif",
    "motivo",
    "name",
    "no",
    "note",
    "nr",
    "number",
    "nummer",
    "on",
    "policy",
    "quantity",
    "reason",
    "reference",
    "requested",
    "status",
    "time",
    "tracking",
    "type",
    "typ",
    "url",
    "währung",
];

/// Whether a column tells what was given back of the money of an order, by its header.
pub fn is_given_back_column(header: &str) -> bool {
    let header = header.to_lowercase();
    let letters: String = header
        .split(|one: char| !one.is_alphanumeric())
        .filter(|word| !OF_CURRENCY.contains(word))
        .collect();
    GIVEN_BACK.contains(&letters.as_str())
}

/// Whether a header speaks of money given back in other words, and not of when, why or by whom.
pub fn speaks_of_refunds(header: &str) -> bool {
    let header = header.to_lowercase();
    let words = || {
        let words = header.split(|one: char| !one.is_alphanumeric());
        words.filter(|word| !word.is_empty())
    };
    words().any(|word| REFUND.iter().any(|stem| word.starts_with(stem)))
        && !words().any(|word| NO_MONEY.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::{is_given_back_column, speaks_of_refunds};

    #[test]
    fn a_column_of_money_given_back_is_known_by_its_header() {
        for (header, is_one) in [
            ("Refunded Amount", true),
            ("amount_refunded", true),
            ("Amount", false),
            ("Refunded", false),
            ("Refund amount", true),
            ("Erstattungsbetrag", true),
            ("Montant remboursé", true),
            ("Refund amount (GBP)", true),
            ("Erstattungsbetrag in EUR", true),
            ("Importe reembolsado", true),
            ("Importo rimborsato", true),
            ("Terugbetaald bedrag", true),
            ("Converted Amount Refunded", false),
            ("Refund date", false),
        ] {
            assert_eq!(is_given_back_column(header), is_one, "{header}");
        }
        for (header, speaks) in [
            ("Refund incl. postage", true),
            ("Rückerstattung brutto", true),
            ("Converted Amount Refunded", false),
            ("Refund reason", false),
            ("Amount", false),
        ] {
            assert_eq!(speaks_of_refunds(header), speaks, "{header}");
        }
    }
}
