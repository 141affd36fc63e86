//! What the rows of one order come to: some exports tell the order's amount, once or on every row of it,
//! others the amount of each line.

/// So many of the orders with several amounts, one in this many, must tell different ones for a table to be
/// taken for one of lines. A table that repeats the order's amount has hardly any; in one of lines most have.
const ONE_IN: usize = 5;
/// Less than this is how sums are kept, and no money.
const LEAST: f64 = 0.005;

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

/// What is known of the times of the rows of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Times {
    /// All are of one minute.
    #[default]
    Same,
    /// They are of several, so that one is the latest.
    Several,
    /// A row tells none, so that none is known to be the latest.
    Lacking,
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
    /// What is known of the times of its rows.
    times: Times,
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
        if latest.is_none() {
            self.times = Times::Lacking;
        }
        if self.rows == 0 {
            self.largest = row.amount;
            self.latest = latest.unwrap_or_default();
        } else {
            self.differs |= (row.amount - self.largest).abs() >= LEAST;
            self.largest = self.largest.max(row.amount);
            if let Some((minute, amount)) = latest {
                if self.times == Times::Same && minute != self.latest.0 {
                    self.times = Times::Several;
                }
                if minute > self.latest.0 || minute == self.latest.0 && amount > self.latest.1 {
                    self.latest = (minute, amount);
                }
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
        } else if self.times == Times::Lacking {
            self.largest
        } else {
            self.latest.1
        }
    }

    /// What its rows say was given back of an order of which they tell these amounts: each line's own, or the order's,
    /// which counts once on however many rows it stands. Where rows tell one sum again as it grows, the latest holds.
    pub fn given_back_of(self, paid: Self, amount_of: AmountOf) -> f64 {
        if self.is_given_back_by_line(paid, amount_of) {
            self.sum
        } else {
            self.total(AmountOf::Order)
        }
    }

    /// Whether what was given back stands line by line: nobody gives back two amounts of one order as a whole, and what
    /// is the whole order's stands on all of its rows alike.
    fn is_given_back_by_line(self, paid: Self, amount_of: AmountOf) -> bool {
        if amount_of == AmountOf::Line {
            return true;
        }
        if self.differs {
            return self.items_differ || self.item == 0 && self.times != Times::Several;
        }
        let is_of_some_lines = self.items_differ && self.rows < paid.rows;
        // Lines of one price that all went back.
        let is_of_all_lines = amount_of == AmountOf::Item
            && self.rows == paid.rows
            && !paid.differs
            && (self.largest - paid.largest).abs() < LEAST;
        is_of_some_lines || is_of_all_lines
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
    use super::{AmountOf, OrderMoney, RowMoney, is_given_back_whole};

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
    fn what_was_given_back_is_each_lines_own_or_the_orders() {
        use AmountOf::{Item, Line, Order};
        // What was paid and what was given back by row, what the amounts are of, and how much went back.
        let cases: &[(&str, &[Told], &[Told], AmountOf, f64)] = &[
            (
                "different amounts beside the order's total",
                &[(80.0, 1, 5), (80.0, 2, 5), (80.0, 3, 5)],
                &[(20.0, 1, 5), (50.0, 2, 5), (0.0, 3, 5)],
                Order,
                70.0,
            ),
            (
                "different amounts beside those of lines",
                &[(20.0, 1, 5), (50.0, 2, 5), (10.0, 3, 5)],
                &[(20.0, 1, 5), (50.0, 2, 5), (0.0, 3, 5)],
                Item,
                70.0,
            ),
            (
                "each line went back at a time of its own",
                &[(80.0, 1, 5), (80.0, 2, 9)],
                &[(20.0, 1, 5), (50.0, 2, 9)],
                Order,
                70.0,
            ),
            (
                "lines of no thing",
                &[(80.0, 0, 5), (80.0, 0, 5)],
                &[(20.0, 0, 5), (50.0, 0, 5)],
                Order,
                70.0,
            ),
            (
                "one amount on two of three lines",
                &[(60.0, 1, 5), (60.0, 2, 5), (60.0, 3, 5)],
                &[(20.0, 1, 5), (20.0, 2, 5)],
                Order,
                40.0,
            ),
            (
                "the order's on every row of it",
                &[(80.0, 1, 5), (80.0, 2, 5)],
                &[(30.0, 1, 5), (30.0, 2, 5)],
                Order,
                30.0,
            ),
            (
                "the order's beside amounts of lines",
                &[(50.0, 1, 5), (30.0, 2, 5)],
                &[(40.0, 1, 5), (40.0, 2, 5)],
                Item,
                40.0,
            ),
            (
                "two lines of one price went back",
                &[(20.0, 1, 5), (20.0, 2, 5)],
                &[(20.0, 1, 5), (20.0, 2, 5)],
                Item,
                40.0,
            ),
            (
                "the order's on its first row alone",
                &[(80.0, 1, 5), (0.0, 2, 5)],
                &[(30.0, 1, 5), (0.0, 2, 5)],
                Order,
                30.0,
            ),
            (
                "lines of an export that is known",
                &[(35.0, 0, 5), (35.0, 0, 5)],
                &[(15.0, 0, 5), (15.0, 0, 5)],
                Line,
                30.0,
            ),
            (
                "a sum that grows from row to row",
                &[(80.0, 0, 5), (80.0, 0, 9)],
                &[(20.0, 0, 5), (50.0, 0, 9)],
                Order,
                50.0,
            ),
            (
                "of one thing, told again",
                &[(80.0, 1, 5), (80.0, 1, 9)],
                &[(20.0, 1, 5), (50.0, 1, 9)],
                Order,
                50.0,
            ),
        ];
        for (what, paid, back, amount_of, come_to) in cases {
            let told = order(back).given_back_of(order(paid), *amount_of);
            assert!((told - come_to).abs() < 1e-9, "{what}: {told}");
        }
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
    fn lines_that_cost_the_same_are_told_apart_from_repeated_totals_by_what_is_known_of_the_export()
    {
        let mut two_tickets = order(&[(35.0, 0, 0), (35.0, 0, 0)]);
        assert!((two_tickets.total(AmountOf::Line) - 70.0).abs() < 1e-9);
        assert!((two_tickets.total(AmountOf::Order) - 35.0).abs() < 1e-9);
        two_tickets.take_off(10.0);
        assert!((two_tickets.total(AmountOf::Line) - 60.0).abs() < 1e-9);
    }
}
