//! What the rows of one order come to: some exports tell the order's amount, once or on every row of it,
//! others the amount of each line.

/// So many of the orders with several amounts, one in this many, must tell different ones for a table to be
/// taken for one of lines. A table that repeats the order's amount has hardly any; in one of lines most have.
const ONE_IN: usize = 5;
/// Less than this is how sums are kept, and no money.
const LEAST: f64 = 0.005;

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

/// What was given back for one order of a source, where its own rows may tell it and rows of refunds as well:
/// both tell of the same money, so the larger figure holds.
pub fn given_back(by_its_rows: f64, by_refunds: f64) -> f64 {
    by_its_rows.max(by_refunds)
}

/// Whether all the money of an order went back. What a status says of a part of it holds against the sums: an
/// order that came to nothing gave nothing back.
pub fn is_given_back_whole(paid: f64, back: f64, says_part: bool) -> bool {
    paid > LEAST && back > paid - LEAST && !says_part
}

/// What the amount on a row is the amount of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountOf {
    /// The whole order: it counts once, on however many rows it stands.
    Order,
    /// The row's own line, as is known of the export: the order comes to the sum of its lines.
    Line,
    /// The row's own line, as the orders of the table tell by the different things on their rows. Rows of one order
    /// that are of the same thing and tell different amounts are no lines of it.
    Item,
}

/// What one row of an order tells of its money.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct RowMoney {
    /// The amount on it.
    pub amount: f64,
    /// Stands for the thing that was bought, where the row tells one.
    pub item: Option<u64>,
    /// The minute the row is of, where it tells one.
    pub minute: Option<i64>,
}

/// The amounts on the rows of one order.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct OrderMoney {
    /// Rows that tell an amount.
    rows: u32,
    largest: f64,
    sum: f64,
    /// The minute and the amount of the latest row; of those of one minute, the largest amount.
    latest: (i64, f64),
    /// Whether a row tells no time, so that none is known to be the latest.
    lacks_time: bool,
    /// Stands for a thing its rows tell; 0 where they tell none, so that the very many orders take little room.
    item: u64,
    /// Whether its rows tell different amounts.
    differs: bool,
    /// Whether its rows are of different things.
    items_differ: bool,
}

impl OrderMoney {
    /// Notes the amount on a row. A row without one is not noted, and nought is none: lines below the first often
    /// have it.
    pub fn add(&mut self, row: RowMoney) {
        if row.amount.abs() < LEAST {
            return;
        }
        let latest = row.minute.map(|minute| (minute, row.amount));
        self.lacks_time |= latest.is_none();
        if self.rows == 0 {
            self.largest = row.amount;
            self.latest = latest.unwrap_or_default();
        } else {
            self.differs |= (row.amount - self.largest).abs() >= LEAST;
            self.largest = self.largest.max(row.amount);
            if let Some((minute, amount)) = latest
                && (minute > self.latest.0 || minute == self.latest.0 && amount > self.latest.1)
            {
                self.latest = (minute, amount);
            }
        }
        if let Some(item) = row.item {
            self.items_differ |= self.item != 0 && self.item != item;
            self.item = item;
        }
        self.rows += 1;
        self.sum += row.amount;
    }

    /// Takes something off the sum of the lines, such as a voucher that is a line of its own.
    pub fn take_off(&mut self, amount: f64) {
        self.sum -= amount;
    }

    /// What the order comes to. Where its rows tell different totals, that of its latest row holds; where a row
    /// tells no time, or several are of the latest minute, the higher one.
    pub fn total(self, amount_of: AmountOf) -> f64 {
        if self.is_of_lines(amount_of) {
            self.sum
        } else if self.lacks_time {
            self.largest
        } else {
            self.latest.1
        }
    }

    /// Whether its rows tell different totals, of which one can hold.
    pub fn has_two_totals(self, amount_of: AmountOf) -> bool {
        self.differs && !self.is_of_lines(amount_of)
    }

    fn is_of_lines(self, amount_of: AmountOf) -> bool {
        match amount_of {
            AmountOf::Order => false,
            AmountOf::Line => true,
            AmountOf::Item => self.items_differ || !self.differs,
        }
    }
}

impl AmountOf {
    /// What the amounts of a table are of, as far as its orders tell: where rows of one order tell different
    /// amounts for different things, they are those of lines. Orders with one amount alone come to the same either
    /// way.
    pub fn told_by(orders: impl IntoIterator<Item = OrderMoney>) -> Self {
        let (mut several, mut of_lines) = (0_usize, 0_usize);
        for one in orders.into_iter().filter(|one| one.rows > 1) {
            several += 1;
            of_lines += usize::from(one.differs && one.items_differ);
        }
        if of_lines > 0 && of_lines * ONE_IN >= several {
            Self::Item
        } else {
            Self::Order
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        AmountOf, OrderMoney, RowMoney, is_given_back_column, is_given_back_whole,
        speaks_of_refunds,
    };

    /// Amount, thing and minute of a row; 0 where the row tells none.
    type Told = (f64, u64, i64);

    fn order(rows: &[Told]) -> OrderMoney {
        let mut told = OrderMoney::default();
        for (amount, item, minute) in rows {
            told.add(RowMoney {
                amount: *amount,
                item: Some(*item).filter(|item| *item > 0),
                minute: Some(*minute).filter(|minute| *minute > 0),
            });
        }
        told
    }

    #[test]
    fn what_orders_come_to() {
        use AmountOf::{Item, Order};
        // The rows of each order of a table, what their amounts are of, and what the orders come to.
        type Case<'a> = (&'a str, &'a [&'a [Told]], AmountOf, &'a [f64]);
        let cases: &[Case<'_>] = &[
            (
                "one row an order",
                &[&[(40.0, 1, 5)], &[(60.0, 2, 5)]],
                Order,
                &[40.0, 60.0],
            ),
            (
                "the total on every row",
                &[
                    &[(87.5, 1, 5), (87.5, 2, 5), (87.5, 3, 5)],
                    &[(12.0, 1, 5), (12.0, 2, 5)],
                ],
                Order,
                &[87.5, 12.0],
            ),
            (
                "an amount a line",
                &[
                    &[(60.0, 1, 5), (27.5, 2, 5)],
                    &[(12.0, 1, 5), (12.0, 1, 5)],
                    &[(5.0, 1, 5)],
                ],
                Item,
                &[87.5, 24.0, 5.0],
            ),
            (
                "the total on the first row, nought on the others",
                &[
                    &[(87.5, 1, 5), (0.0, 2, 5)],
                    &[(12.0, 1, 5), (0.0, 2, 5), (0.0, 3, 5)],
                ],
                Order,
                &[87.5, 12.0],
            ),
            (
                "one slip among totals that are repeated",
                &[
                    &[(9.0, 1, 5), (9.0, 2, 5)],
                    &[(8.0, 1, 5), (8.0, 2, 5)],
                    &[(7.0, 1, 5), (7.0, 2, 5)],
                    &[(6.0, 1, 5), (6.0, 2, 5)],
                    &[(5.0, 1, 5), (5.0, 2, 5)],
                    &[(4.0, 1, 5), (4.5, 2, 5)],
                ],
                Order,
                &[9.0, 8.0, 7.0, 6.0, 5.0, 4.5],
            ),
            ("no amount at all", &[&[]], Order, &[0.0]),
        ];
        for (what, rows, amount_of, come_to) in cases {
            let orders: Vec<OrderMoney> = rows.iter().map(|rows| order(rows)).collect();
            let told = AmountOf::told_by(orders.iter().copied());
            assert_eq!(told, *amount_of, "{what}");
            let totals: Vec<f64> = orders.iter().map(|one| one.total(told)).collect();
            assert_eq!(totals, *come_to, "{what}");
        }
    }

    #[test]
    fn an_order_with_two_totals_counts_once_and_is_told() {
        use AmountOf::{Item, Line, Order};
        let cases: &[(&str, &[Told], AmountOf, f64, bool)] = &[
            (
                "the later row",
                &[(90.0, 0, 5), (70.0, 0, 9)],
                Order,
                70.0,
                true,
            ),
            ("above it", &[(70.0, 0, 9), (90.0, 0, 5)], Order, 70.0, true),
            (
                "of one minute",
                &[(70.0, 0, 5), (90.0, 0, 5)],
                Order,
                90.0,
                true,
            ),
            (
                "without a time",
                &[(90.0, 0, 0), (70.0, 0, 0)],
                Order,
                90.0,
                true,
            ),
            (
                "one without",
                &[(90.0, 0, 0), (70.0, 0, 9)],
                Order,
                90.0,
                true,
            ),
            (
                "of one thing",
                &[(90.0, 1, 5), (70.0, 1, 9)],
                Item,
                70.0,
                true,
            ),
            (
                "of no thing",
                &[(90.0, 0, 5), (70.0, 0, 9)],
                Item,
                70.0,
                true,
            ),
            (
                "two things",
                &[(90.0, 1, 5), (70.0, 2, 9)],
                Item,
                160.0,
                false,
            ),
            (
                "known lines",
                &[(90.0, 0, 5), (70.0, 0, 9)],
                Line,
                160.0,
                false,
            ),
            (
                "the same again",
                &[(90.0, 0, 5), (90.0, 0, 9)],
                Order,
                90.0,
                false,
            ),
            (
                "nought beside it",
                &[(90.0, 0, 5), (0.0, 0, 9)],
                Order,
                90.0,
                false,
            ),
        ];
        for (what, rows, amount_of, come_to, is_told) in cases {
            let money = order(rows);
            assert!((money.total(*amount_of) - come_to).abs() < 1e-9, "{what}");
            assert_eq!(money.has_two_totals(*amount_of), *is_told, "{what}");
        }
        // Nothing tells lines where rows are not of different things.
        let alone = [order(&[(90.0, 0, 5), (70.0, 0, 9)])];
        assert_eq!(AmountOf::told_by(alone), Order);
    }

    #[test]
    fn an_order_is_given_back_whole_where_all_it_came_to_went_back() {
        for (paid, back, says_part, is_whole) in [
            (40.0, 40.0, false, true),
            (40.0, 45.0, false, true),
            (40.0, 39.999, false, true),
            (40.0, 39.0, false, false),
            (40.0, 40.0, true, false),
            (0.0, 0.0, false, false),
        ] {
            let told = is_given_back_whole(paid, back, says_part);
            assert_eq!(told, is_whole, "{back} of {paid}");
        }
    }

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

    #[test]
    fn lines_that_cost_the_same_are_told_apart_from_repeated_totals_by_what_is_known_of_the_export()
    {
        let mut two_tickets = order(&[(35.0, 0, 0), (35.0, 0, 0)]);
        assert!((two_tickets.total(AmountOf::Line) - 70.0).abs() < 1e-9);
        assert!((two_tickets.total(AmountOf::Order) - 35.0).abs() < 1e-9);
        two_tickets.take_off(10.0);
        assert!((two_tickets.total(AmountOf::Line) - 60.0).abs() < 1e-9);
    }
}
