//! Money given back, taken off the purchases it was given back for.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_checks::given_back;
use rollcall_lists::{EventSort, Happened, Money};
use rollcall_model::{Attribute, StandardValue};

use super::happened::order_number;
use crate::records::first;

/// Money that went back by a row of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Refund {
    /// Whose it is, where that is known: their place in the book.
    pub(super) customer: Option<u32>,
    /// The source that tells it.
    pub(super) source: i64,
    /// Hash of the order it was given back for; 0 where there is none.
    pub(super) order: u64,
    /// The day, counted from the beginning of the calendar; the last of all days where none is told.
    pub(super) day: i32,
    /// How much.
    pub(super) money: Money,
    /// Whether it may as well be a line of its order, by an amount below nothing.
    pub(super) is_line: bool,
}

/// The refunds of all tables.
#[derive(Debug, Default)]
pub(super) struct GivenBack {
    refunds: Vec<Refund>,
    /// Orders that are nobody's or do not hold: what was given back for them is taken off no other purchase.
    apart: BTreeSet<(i64, u64)>,
}

impl GivenBack {
    /// Notes what a table of a source told.
    pub(super) fn add(&mut self, source: i64, undone: BTreeSet<u64>, refunds: Vec<Refund>) {
        self.apart
            .extend(undone.into_iter().map(|order| (source, order)));
        self.refunds.extend(refunds);
    }

    /// Notes the order of a row that is nobody's.
    pub(super) fn set_apart(&mut self, source: i64, values: &[StandardValue]) {
        if let Some(order) = first(values, &Attribute::OrderId) {
            self.apart.insert((source, order_number(order)));
        }
    }

    /// Takes the refunds off the purchases of the same source: of their order where it is known, else, as a
    /// refund often has a number of its own, of the last purchase of the same customer before it that was
    /// large enough. What fits none is taken off nothing.
    pub(super) fn take_off(self, rows: &mut [Happened]) {
        if self.refunds.is_empty() {
            return;
        }
        let places = Places::of(&self.refunds, rows);
        let mut by_order: BTreeMap<usize, i64> = BTreeMap::new();
        let mut others = Vec::new();
        for refund in &self.refunds {
            let of = (refund.source, refund.order);
            match places.of_orders.get(&of) {
                Some(of_order) => {
                    let same = of_order
                        .iter()
                        .filter(|at| has_currency(rows, **at, refund));
                    for at in same {
                        *by_order.entry(*at).or_default() += refund.money.amount;
                    }
                }
                None if refund.order != 0 && self.apart.contains(&of) => {}
                None => others.push(refund),
            }
        }
        for (at, refunded) in by_order {
            if let Some(row) = rows.get_mut(at) {
                row.given_back = given_back(row.given_back as f64, refunded as f64) as i64;
            }
        }
        for refund in others {
            let mine = refund
                .customer
                .and_then(|customer| places.of_customers.get(&(refund.source, customer)));
            let fitting = mine.into_iter().flatten().filter_map(|at| {
                let row = rows.get(*at).filter(|row| row.day <= refund.day)?;
                let rest = row.money?.amount.saturating_sub(row.given_back);
                (rest >= refund.money.amount && has_currency(rows, *at, refund))
                    .then_some((row.day, *at))
            });
            if let Some(row) = fitting.max().and_then(|(_, at)| rows.get_mut(at)) {
                row.given_back = row.given_back.saturating_add(refund.money.amount);
            }
        }
    }
}

/// Where the purchases stand that refunds may belong to.
#[derive(Debug, Default)]
struct Places {
    of_orders: BTreeMap<(i64, u64), Vec<usize>>,
    of_customers: BTreeMap<(i64, u32), Vec<usize>>,
}

impl Places {
    fn of(refunds: &[Refund], rows: &[Happened]) -> Self {
        let orders: BTreeSet<(i64, u64)> = refunds
            .iter()
            .filter(|refund| refund.order != 0)
            .map(|refund| (refund.source, refund.order))
            .collect();
        let customers: BTreeSet<(i64, u32)> = refunds
            .iter()
            .filter_map(|refund| Some((refund.source, refund.customer?)))
            .collect();
        let mut places = Self::default();
        let purchases = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.sort == EventSort::Purchase && !row.is_summed_up);
        for (at, row) in purchases {
            let order = (row.source, row.order);
            if orders.contains(&order) {
                places.of_orders.entry(order).or_default().push(at);
            }
            let customer = (row.source, row.customer);
            if customers.contains(&customer) {
                places.of_customers.entry(customer).or_default().push(at);
            }
        }
        places
    }
}

fn has_currency(rows: &[Happened], at: usize, refund: &Refund) -> bool {
    let money = rows.get(at).and_then(|row| row.money);
    money.is_some_and(|money| money.currency == refund.money.currency)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rollcall_lists::{EventSort, Happened, Money};

    use super::super::happened::blank;
    use super::{GivenBack, Refund};

    const EUROS: u16 = 1;
    const POUNDS: u16 = 2;

    fn paid(customer: u32, day: i32, order: u64, amount: i64, currency: u16) -> Happened {
        Happened {
            customer,
            order,
            source: 1,
            money: Some(Money { amount, currency }),
            ..blank(EventSort::Purchase, day)
        }
    }

    fn back(customer: Option<u32>, day: i32, order: u64, amount: i64) -> Refund {
        Refund {
            customer,
            source: 1,
            order,
            day,
            money: Money {
                amount,
                currency: EUROS,
            },
            is_line: false,
        }
    }

    #[test]
    fn refunds_find_their_purchase() {
        // Two purchases of one customer and one of another; the refunds; what was given back of each.
        let cases: &[(&str, &[Refund], [i64; 4])] = &[
            ("by the order", &[back(None, 30, 7, 500)], [500, 0, 0, 0]),
            (
                "twice for one order",
                &[back(None, 30, 7, 500), back(Some(0), 31, 7, 300)],
                [800, 0, 0, 0],
            ),
            (
                "by the customer, the last purchase before it",
                &[back(Some(0), 25, 99, 500)],
                [0, 500, 0, 0],
            ),
            (
                "the last that was large enough",
                &[back(Some(0), 25, 0, 2000)],
                [2000, 0, 0, 0],
            ),
            (
                "nothing was bought before it",
                &[back(Some(0), 5, 0, 500)],
                [0; 4],
            ),
            (
                "nobody's, without an order",
                &[back(None, 25, 0, 500)],
                [0; 4],
            ),
            (
                "of an order that does not hold",
                &[back(Some(0), 25, 13, 500)],
                [0; 4],
            ),
            (
                "in another currency",
                &[back(Some(2), 25, 10, 500), back(Some(2), 25, 0, 500)],
                [0; 4],
            ),
        ];
        for (what, refunds, told) in cases {
            let mut rows = vec![
                paid(0, 10, 7, 2500, EUROS),
                paid(0, 20, 8, 1000, EUROS),
                paid(1, 20, 9, 1000, EUROS),
                paid(2, 20, 10, 1000, POUNDS),
            ];
            let mut given_back = GivenBack::default();
            given_back.add(1, BTreeSet::from([13]), refunds.to_vec());
            given_back.take_off(&mut rows);
            let found: Vec<i64> = rows.iter().map(|row| row.given_back).collect();
            assert_eq!(found, told, "{what}");
        }
    }

    #[test]
    fn what_the_order_tells_itself_is_not_given_back_once_more() {
        let mut rows = vec![Happened {
            given_back: 500,
            ..paid(0, 10, 7, 2500, EUROS)
        }];
        let mut given_back = GivenBack::default();
        given_back.add(1, BTreeSet::new(), vec![back(None, 30, 7, 500)]);
        given_back.take_off(&mut rows);
        assert_eq!(rows[0].given_back, 500);
    }
}
