//! What the rows of one order come to: some exports tell the order's amount, once or on every row of it,
//! others the amount of each line.

/// So many of the orders with several amounts, one in this many, must tell different ones for a table to be
/// taken for one of lines. A table that repeats the order's amount has hardly any; in one of lines most have.
const ONE_IN: usize = 5;

/// Whether a column tells what was given back of the money of an order, by its header.
pub fn is_given_back_column(header: &str) -> bool {
    let header: String = header.chars().filter(char::is_ascii_alphanumeric).collect();
    ["refundedamount", "amountrefunded"]
        .iter()
        .any(|one| header.eq_ignore_ascii_case(one))
}

/// What was given back for one order of a source, where its own rows may tell it and rows of refunds as well:
/// both tell of the same money, so the larger figure holds.
pub fn given_back(by_its_rows: f64, by_refunds: f64) -> f64 {
    by_its_rows.max(by_refunds)
}

/// What the amount on a row is the amount of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountOf {
    /// The whole order: it counts once, on however many rows it stands.
    Order,
    /// The row's own line: the order comes to the sum of its lines.
    Line,
}

/// The amounts on the rows of one order.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct OrderMoney {
    rows: u32,
    largest: f64,
    sum: f64,
    differs: bool,
}

impl OrderMoney {
    /// Notes the amount on a row. A row without one is not noted.
    pub fn add(&mut self, amount: f64) {
        self.differs |= self.rows > 0 && (amount - self.largest).abs() > f64::EPSILON;
        self.largest = if self.rows == 0 {
            amount
        } else {
            self.largest.max(amount)
        };
        self.rows += 1;
        self.sum += amount;
    }

    /// What the order comes to.
    pub fn total(self, amount_of: AmountOf) -> f64 {
        match amount_of {
            AmountOf::Order => self.largest,
            AmountOf::Line => self.sum,
        }
    }
}

impl AmountOf {
    /// What the amounts of a table are of, as far as its orders tell: where rows of one order tell different
    /// amounts, they are those of lines. Orders with one amount alone come to the same either way.
    pub fn told_by(orders: impl IntoIterator<Item = OrderMoney>) -> Self {
        let (mut several, mut different) = (0_usize, 0_usize);
        for one in orders.into_iter().filter(|one| one.rows > 1) {
            several += 1;
            different += usize::from(one.differs);
        }
        if different > 0 && different * ONE_IN >= several {
            Self::Line
        } else {
            Self::Order
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AmountOf, OrderMoney, is_given_back_column};

    fn order(amounts: &[f64]) -> OrderMoney {
        let mut told = OrderMoney::default();
        for amount in amounts {
            told.add(*amount);
        }
        told
    }

    #[test]
    fn what_orders_come_to() {
        use AmountOf::{Line, Order};
        // The amounts on the rows of each order of a table, what they are of, and what the orders come to.
        type Case<'a> = (&'a str, &'a [&'a [f64]], AmountOf, &'a [f64]);
        let cases: &[Case<'_>] = &[
            (
                "one row an order",
                &[&[40.0], &[60.0]],
                Order,
                &[40.0, 60.0],
            ),
            (
                "the total on the first row only, the others blank",
                &[&[87.5], &[12.0]],
                Order,
                &[87.5, 12.0],
            ),
            (
                "the total on every row",
                &[&[87.5, 87.5, 87.5], &[12.0, 12.0]],
                Order,
                &[87.5, 12.0],
            ),
            (
                "an amount a line",
                &[&[60.0, 27.5], &[12.0, 12.0], &[5.0]],
                Line,
                &[87.5, 24.0, 5.0],
            ),
            (
                "the total on the first row, nought on the others",
                &[&[87.5, 0.0], &[12.0, 0.0, 0.0]],
                Line,
                &[87.5, 12.0],
            ),
            (
                "one slip among totals that are repeated",
                &[
                    &[9.0, 9.0],
                    &[8.0, 8.0],
                    &[7.0, 7.0],
                    &[6.0, 6.0],
                    &[5.0, 5.0],
                    &[4.0, 4.5],
                ],
                Order,
                &[9.0, 8.0, 7.0, 6.0, 5.0, 4.5],
            ),
            ("no amount at all", &[&[]], Order, &[0.0]),
        ];
        for (what, rows, amount_of, come_to) in cases {
            let orders: Vec<OrderMoney> = rows.iter().map(|amounts| order(amounts)).collect();
            let told = AmountOf::told_by(orders.iter().copied());
            assert_eq!(told, *amount_of, "{what}");
            let totals: Vec<f64> = orders.iter().map(|one| one.total(told)).collect();
            assert_eq!(totals, *come_to, "{what}");
        }
    }

    #[test]
    fn a_column_of_money_given_back_is_known_by_its_header() {
        for (header, is_one) in [
            ("Refunded Amount", true),
            ("amount_refunded", true),
            ("Amount", false),
            ("Refunded", false),
        ] {
            assert_eq!(is_given_back_column(header), is_one, "{header}");
        }
    }

    #[test]
    fn lines_that_cost_the_same_are_told_apart_from_repeated_totals_by_what_is_known_of_the_export()
    {
        let two_tickets = order(&[35.0, 35.0]);
        assert!((two_tickets.total(AmountOf::Line) - 70.0).abs() < 1e-9);
        assert!((two_tickets.total(AmountOf::Order) - 35.0).abs() < 1e-9);
    }
}
