//! The rows of one table's orders, put together: an order is one purchase, whatever it has of lines.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_checks::{AmountOf, OrderMoney};
use rollcall_lists::{EventSort, Happened, Money};

/// The purchases of a table, row by row, until all of it is read.
#[derive(Debug, Default)]
pub(super) struct OrderLines {
    rows: Vec<Happened>,
    /// Orders that do not hold: often only one of their rows says so.
    undone: BTreeSet<u64>,
    /// Given back by rows of their own, such as for something that came back.
    given_back: Vec<GivenBack>,
    /// Given back as the order's own rows tell it, in hundredths.
    refunded: BTreeMap<u64, OrderMoney>,
    /// Given back for orders the table does not hold, by source and order.
    elsewhere: BTreeMap<(i64, u64), i64>,
}

/// Money given back for an order.
#[derive(Debug, Clone, Copy)]
pub(super) struct GivenBack {
    /// To whom; nothing where the row does not tell.
    pub(super) customer: Option<u32>,
    pub(super) order: u64,
    pub(super) hundredths: i64,
}

impl OrderLines {
    /// Notes a purchase.
    pub(super) fn add(&mut self, row: Happened) {
        self.rows.push(row);
    }

    /// Notes that an order does not hold.
    pub(super) fn undo(&mut self, order: u64) {
        self.undone.insert(order);
    }

    /// Notes a row by which money was given back.
    pub(super) fn give_back(&mut self, given_back: GivenBack) {
        self.given_back.push(given_back);
    }

    /// Notes how much of its order's money an order's own row tells to have been given back.
    pub(super) fn refund(&mut self, order: u64, hundredths: f64) {
        self.refunded.entry(order).or_default().add(hundredths);
    }

    /// Ends a table: each order of somebody once, with what it came to, and the rows that name no order.
    /// What was given back is taken off, down to nothing, and an order of nothing is still one.
    pub(super) fn end_table(&mut self, source: i64, amount_of: Option<AmountOf>) -> Vec<Happened> {
        let undone = std::mem::take(&mut self.undone);
        let mut told = Vec::new();
        let mut orders: BTreeMap<(u32, u64), (Happened, OrderMoney)> = BTreeMap::new();
        for row in std::mem::take(&mut self.rows) {
            if row.order == 0 {
                told.push(row);
                continue;
            }
            if undone.contains(&row.order) {
                continue;
            }
            let (first, money) = orders
                .entry((row.customer, row.order))
                .or_insert_with(|| (Happened { money: None, ..row }, OrderMoney::default()));
            first.day = first.day.min(row.day);
            // Two currencies in one order are not added up: the first is kept.
            let currency = first.money.map(|mine| mine.currency);
            if let Some(mine) = row.money
                && currency.is_none_or(|one| one == mine.currency)
            {
                first.money = Some(mine);
                money.add(mine.amount as f64);
            }
        }
        let amount_of = amount_of
            .unwrap_or_else(|| AmountOf::told_by(orders.values().map(|(_, money)| *money)));
        let given_back = self.given_back_by_order(source, &orders, amount_of);
        told.extend(orders.into_iter().map(|(place, (row, money))| {
            let back = given_back.get(&place).copied().unwrap_or_default();
            let amount = (money.total(amount_of).round() as i64 - back).max(0);
            Happened {
                money: row.money.map(|one| Money { amount, ..one }),
                ..row
            }
        }));
        told
    }

    /// How much was given back for each order of somebody; for orders that are not here it is kept for the
    /// source's other tables.
    fn given_back_by_order(
        &mut self,
        source: i64,
        orders: &BTreeMap<(u32, u64), (Happened, OrderMoney)>,
        amount_of: AmountOf,
    ) -> BTreeMap<(u32, u64), i64> {
        let mut buyers: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
        for (customer, order) in orders.keys() {
            buyers.entry(*order).or_default().push(*customer);
        }
        let told = std::mem::take(&mut self.refunded);
        let told = told.into_iter().map(|(order, money)| GivenBack {
            customer: None,
            order,
            hundredths: money.total(amount_of).round() as i64,
        });
        let mut given_back: BTreeMap<(u32, u64), i64> = BTreeMap::new();
        for one in std::mem::take(&mut self.given_back).into_iter().chain(told) {
            match buyers.get(&one.order).map(Vec::as_slice) {
                None => *self.elsewhere.entry((source, one.order)).or_default() += one.hundredths,
                Some([only]) => {
                    *given_back.entry((*only, one.order)).or_default() += one.hundredths;
                }
                // Which of several who share an order got it back only the row can tell.
                Some(several) => {
                    if let Some(customer) = one.customer.filter(|one| several.contains(one)) {
                        *given_back.entry((customer, one.order)).or_default() += one.hundredths;
                    }
                }
            }
        }
        given_back
    }

    /// Once all tables are read: takes what was given back off the orders of other tables of the source.
    pub(super) fn settle(&mut self, rows: &mut [Happened]) {
        let purchases = rows
            .iter_mut()
            .filter(|row| row.sort == EventSort::Purchase);
        for row in purchases {
            let Some(left) = self.elsewhere.get_mut(&(row.source, row.order)) else {
                continue;
            };
            if let Some(money) = &mut row.money {
                let taken = money.amount.min(*left);
                money.amount -= taken;
                *left -= taken;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rollcall_checks::AmountOf;
    use rollcall_lists::{EventSort, Happened, Money};

    use super::super::happened::blank;
    use super::{GivenBack, OrderLines};

    fn row(customer: u32, order: u64, amount: i64) -> Happened {
        Happened {
            customer,
            order,
            money: (amount > 0).then_some(Money {
                amount,
                currency: 1,
            }),
            ..blank(EventSort::Purchase, 10)
        }
    }

    /// Customer, order and hundredths of each row; what each purchase comes to.
    type Case<'a> = (
        &'a str,
        Option<AmountOf>,
        &'a [(u32, u64, i64)],
        &'a [(u32, Option<i64>)],
    );

    #[test]
    fn rows_of_an_order_are_one_purchase() {
        let cases: &[Case<'_>] = &[
            (
                "lines that cost different amounts",
                None,
                &[(0, 7, 1250), (0, 7, 800), (0, 8, 500)],
                &[(0, Some(2050)), (0, Some(500))],
            ),
            (
                "the total on the first row only",
                None,
                &[(0, 7, 2050), (0, 7, 0), (0, 7, 0)],
                &[(0, Some(2050))],
            ),
            (
                "the total on every row",
                None,
                &[(0, 7, 2050), (0, 7, 2050)],
                &[(0, Some(2050))],
            ),
            (
                "two pieces at the same price, of an export known to tell lines",
                Some(AmountOf::Line),
                &[(0, 7, 800), (0, 7, 800)],
                &[(0, Some(1600))],
            ),
            (
                "something brought back in the same order",
                Some(AmountOf::Line),
                &[(0, 7, 800), (0, 7, -300)],
                &[(0, Some(500))],
            ),
            (
                "more brought back than bought",
                Some(AmountOf::Line),
                &[(0, 7, 800), (0, 7, -900)],
                &[(0, Some(0))],
            ),
            (
                "a part of an order's total given back by a row of its own",
                None,
                &[(0, 7, 2050), (0, 7, -50)],
                &[(0, Some(2000))],
            ),
            (
                "one of two who share an order got money back",
                None,
                &[(0, 7, 800), (1, 7, 900), (1, 7, -100)],
                &[(0, Some(800)), (1, Some(800))],
            ),
            (
                "an order of two customers, and rows without an order",
                None,
                &[(0, 7, 800), (1, 7, 900), (1, 0, 100), (1, 0, 100)],
                &[
                    (1, Some(100)),
                    (1, Some(100)),
                    (0, Some(800)),
                    (1, Some(900)),
                ],
            ),
            (
                "no amount is told",
                None,
                &[(0, 7, 0), (0, 7, 0)],
                &[(0, None)],
            ),
        ];
        for (what, amount_of, rows, come_to) in cases {
            let mut lines = OrderLines::default();
            for (customer, order, amount) in *rows {
                if *amount < 0 {
                    lines.give_back(GivenBack {
                        customer: Some(*customer),
                        order: *order,
                        hundredths: -amount,
                    });
                } else {
                    lines.add(row(*customer, *order, *amount));
                }
            }
            let told: Vec<(u32, Option<i64>)> = lines
                .end_table(1, *amount_of)
                .into_iter()
                .map(|one| (one.customer, one.money.map(|money| money.amount)))
                .collect();
            assert_eq!(told, *come_to, "{what}");
        }
    }

    #[test]
    fn what_one_row_says_of_an_order_holds_for_all_of_it() {
        let mut lines = OrderLines::default();
        lines.add(row(0, 7, 0));
        lines.undo(7);
        lines.add(row(0, 8, 900));
        let told = lines.end_table(1, None);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].order, 8);
        lines.add(row(0, 7, 100));
        assert_eq!(lines.end_table(1, None).len(), 1, "another table's order 7");
    }
    #[test]
    fn a_total_given_back_on_every_row_is_given_back_once() {
        let mut lines = OrderLines::default();
        for _ in 0..2 {
            lines.add(row(0, 7, 2050));
            lines.refund(7, 500.0);
        }
        let told = lines.end_table(1, None);
        assert_eq!(told[0].money.map(|money| money.amount), Some(1550));
    }

    #[test]
    fn a_table_of_refunds_goes_with_the_orders_of_its_source() {
        let mut lines = OrderLines::default();
        lines.give_back(GivenBack {
            customer: None,
            order: 7,
            hundredths: 300,
        });
        assert!(lines.end_table(1, None).is_empty());
        let mut rows = Vec::new();
        for source in [1, 2] {
            lines.add(Happened {
                source,
                ..row(0, 7, 800)
            });
            rows.extend(lines.end_table(source, None));
        }
        lines.settle(&mut rows);
        let amounts: Vec<_> = rows
            .iter()
            .map(|one| one.money.map(|money| money.amount))
            .collect();
        assert_eq!(amounts, [Some(500), Some(800)]);
    }
}
