//! Money given back, taken off the purchases it was given back for.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_checks::{OrdersNamed, given_back, named_orders};
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

/// For each source that has none of the orders its refunds name, the sources that have them.
pub(super) type RefundsOf = BTreeMap<i64, Vec<i64>>;

/// Whether a customer is somebody, by their place in the book: an id that nobody can name keeps no refund from an order.
pub(super) type IsSomebody<'a> = &'a dyn Fn(u32) -> bool;

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
    /// large enough. A source that has none of the orders its refunds name tells of those `elsewhere`.
    /// What fits none is taken off nothing.
    pub(super) fn take_off(
        self,
        rows: &mut [Happened],
        elsewhere: &RefundsOf,
        is_somebody: IsSomebody<'_>,
    ) {
        if self.refunds.is_empty() {
            return;
        }
        let places = Places::of(&self.refunds, elsewhere, rows);
        // By the source that tells it: what two tell of one purchase is the same money.
        let mut by_order: BTreeMap<(usize, i64), i64> = BTreeMap::new();
        let mut others = Vec::new();
        for refund in &self.refunds {
            let own = [refund.source];
            let sources = elsewhere
                .get(&refund.source)
                .map_or(&own[..], Vec::as_slice);
            let mut is_known = false;
            for source in sources {
                let of = (*source, refund.order);
                is_known |= refund.order != 0 && self.apart.contains(&of);
                for at in places.of_orders.get(&of).into_iter().flatten() {
                    is_known = true;
                    if is_meant(rows, *at, refund, is_somebody) {
                        *by_order.entry((*at, refund.source)).or_default() += refund.money.amount;
                    }
                }
            }
            if !is_known {
                others.push(refund);
            }
        }
        for ((at, _), refunded) in by_order {
            if let Some(row) = rows.get_mut(at) {
                row.given_back = given_back(row.given_back as f64, refunded as f64) as i64;
            }
        }
        for refund in others {
            let mine = refund
                .customer
                .and_then(|customer| places.of_customers.get(&(refund.source, customer)));
            // The latest first: one customer may be the account of all who have none.
            let mut latest = mine.into_iter().flatten().rev().copied();
            let fitting = latest.find(|at| {
                let row = rows.get(*at).filter(|row| row.day <= refund.day);
                let paid = row.and_then(|row| Some((row.money?.amount, row.given_back)));
                paid.is_some_and(|(amount, given_back)| {
                    amount.saturating_sub(given_back) >= refund.money.amount
                }) && has_currency(rows, *at, refund)
            });
            if let Some(row) = fitting.and_then(|at| rows.get_mut(at)) {
                row.given_back = row.given_back.saturating_add(refund.money.amount);
            }
        }
    }
}

impl GivenBack {
    /// Of which sources the orders are that refunds name, as the rows of all tables tell.
    pub(super) fn elsewhere(&self, rows: &[Happened], is_somebody: IsSomebody<'_>) -> RefundsOf {
        let mut asked: BTreeMap<u64, BTreeMap<i64, &Refund>> = BTreeMap::new();
        for refund in self.refunds.iter().filter(|refund| refund.order != 0) {
            asked
                .entry(refund.order)
                .or_default()
                .insert(refund.source, refund);
        }
        if asked.is_empty() {
            return RefundsOf::new();
        }
        let mut has_own: BTreeSet<i64> = BTreeSet::new();
        let mut known: BTreeMap<i64, BTreeMap<i64, OrdersNamed>> = BTreeMap::new();
        let mut note =
            |source: i64, order: u64, amount: Option<i64>, is_meant: &dyn Fn(&Refund) -> bool| {
                for (asking, refund) in asked.get(&order).into_iter().flatten() {
                    if *asking == source {
                        has_own.insert(source);
                    } else if is_meant(refund) {
                        let of_source =
                            known.entry(*asking).or_default().entry(source).or_default();
                        of_source.entry(order).or_insert(amount);
                    }
                }
            };
        for (at, row) in rows.iter().enumerate() {
            if row.sort == EventSort::Purchase && !row.is_summed_up && row.order != 0 {
                let amount = row.money.map(|money| money.amount);
                note(row.source, row.order, amount, &|refund| {
                    is_meant(rows, at, refund, is_somebody)
                });
            }
        }
        for (source, order) in &self.apart {
            // What they came to is not kept: nothing is taken off them.
            note(*source, *order, None, &|_| true);
        }
        let mut elsewhere = RefundsOf::new();
        for (source, known) in known {
            let named = asked.values().filter(|by| by.contains_key(&source)).count();
            let of = named_orders(named, &known);
            if !has_own.contains(&source) && !of.is_empty() {
                elsewhere.insert(source, of);
            }
        }
        elsewhere
    }
}

/// Where the purchases stand that refunds may belong to.
#[derive(Debug, Default)]
struct Places {
    of_orders: BTreeMap<(i64, u64), Vec<usize>>,
    /// In the order of their days.
    of_customers: BTreeMap<(i64, u32), Vec<usize>>,
}

impl Places {
    fn of(refunds: &[Refund], elsewhere: &RefundsOf, rows: &[Happened]) -> Self {
        let mut orders: BTreeSet<(i64, u64)> = BTreeSet::new();
        for refund in refunds.iter().filter(|refund| refund.order != 0) {
            orders.insert((refund.source, refund.order));
            let others = elsewhere.get(&refund.source).into_iter().flatten();
            orders.extend(others.map(|source| (*source, refund.order)));
        }
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
        for mine in places.of_customers.values_mut() {
            mine.sort_by_key(|at| rows.get(*at).map(|row| row.day));
        }
        places
    }
}

/// Whether a purchase is the one a refund names: of its currency, where both tell one, and of another source only where
/// it is nobody else's.
fn is_meant(rows: &[Happened], at: usize, refund: &Refund, is_somebody: IsSomebody<'_>) -> bool {
    let is_theirs = rows.get(at).is_some_and(|row| {
        let can_be_theirs =
            |one: u32| one == row.customer || !is_somebody(one) || !is_somebody(row.customer);
        row.source == refund.source || refund.customer.is_none_or(can_be_theirs)
    });
    let money = rows.get(at).and_then(|row| row.money);
    // A warehouse writes no currency beside the number of an order.
    let is_untold = money.is_some_and(|money| money.currency == 0)
        || money.is_some() && refund.money.currency == 0;
    is_theirs && (is_untold || has_currency(rows, at, refund))
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
    use super::{GivenBack, Refund, RefundsOf};

    const EUROS: u16 = 1;
    const POUNDS: u16 = 2;
    /// The customer of whom nothing is known but an id.
    const NOBODY: u32 = 8;

    /// Takes refunds off, as far as the rows themselves tell whose orders they name.
    fn take_off(given_back: GivenBack, rows: &mut [Happened]) {
        let is_somebody = |customer: u32| customer != NOBODY;
        let elsewhere = given_back.elsewhere(rows, &is_somebody);
        given_back.take_off(rows, &elsewhere, &is_somebody);
    }

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
            take_off(given_back, &mut rows);
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
        take_off(given_back, &mut rows);
        assert_eq!(rows[0].given_back, 500);
    }

    /// What one customer's rows alone would tell of whose orders are named does not count where all rows are known.
    #[test]
    fn refunds_of_other_sources_are_taken_off_as_it_is_known_whose_orders_they_name() {
        let refund = Refund {
            source: 5,
            ..back(Some(0), 30, 7, 500)
        };
        for (elsewhere, told) in [
            (RefundsOf::new(), 0),
            (RefundsOf::from([(5, vec![1])]), 500),
            (RefundsOf::from([(5, vec![2])]), 0),
        ] {
            let mut rows = vec![paid(0, 10, 7, 2500, EUROS)];
            let mut given_back = GivenBack::default();
            given_back.add(5, BTreeSet::new(), vec![refund]);
            given_back.take_off(&mut rows, &elsewhere, &|_| true);
            assert_eq!(rows[0].given_back, told, "{elsewhere:?}");
        }
    }

    /// The payment service still has the order that the shop called off.
    #[test]
    fn refunds_are_of_both_sources_although_one_of_them_undid_an_order() {
        let mut rows = vec![
            paid(0, 10, 7, 2500, EUROS),
            Happened {
                source: 2,
                ..paid(0, 10, 7, 2500, EUROS)
            },
            Happened {
                source: 2,
                ..paid(1, 20, 8, 1000, EUROS)
            },
        ];
        let mut given_back = GivenBack::default();
        given_back.add(1, BTreeSet::from([8]), Vec::new());
        for (order, amount) in [(7, 500), (8, 1000)] {
            let refund = Refund {
                source: 5,
                ..back(None, 30, order, amount)
            };
            given_back.add(5, BTreeSet::new(), vec![refund]);
        }
        take_off(given_back, &mut rows);
        let found: Vec<i64> = rows.iter().map(|row| row.given_back).collect();
        assert_eq!(found, [500, 500, 1000]);
    }

    #[test]
    fn refunds_of_a_source_without_orders_are_of_those_they_name_elsewhere() {
        let of = |source: i64, refund: Refund| Refund { source, ..refund };
        let cases: &[(&str, &[Refund], [i64; 3])] = &[
            (
                "a warehouse names the orders of the shop",
                &[of(5, back(None, 30, 7, 500)), of(5, back(None, 30, 8, 200))],
                [500, 200, 0],
            ),
            (
                "the shop tells of one itself: it is the same money",
                &[of(5, back(None, 30, 7, 500)), back(None, 30, 7, 500)],
                [500, 0, 0],
            ),
            (
                "an order of somebody else",
                &[of(5, back(Some(1), 30, 7, 500))],
                [0, 0, 0],
            ),
            (
                "an id that nobody can name is nobody else",
                &[of(5, back(Some(NOBODY), 30, 7, 500))],
                [500, 0, 0],
            ),
            (
                "the warehouse writes no currency",
                &[of(
                    5,
                    Refund {
                        money: Money {
                            amount: 500,
                            currency: 0,
                        },
                        ..back(None, 30, 7, 500)
                    },
                )],
                [500, 0, 0],
            ),
            (
                "an order no file holds",
                &[of(5, back(None, 30, 99, 500))],
                [0, 0, 0],
            ),
        ];
        for (what, refunds, told) in cases {
            let mut rows = vec![
                paid(0, 10, 7, 2500, EUROS),
                paid(0, 20, 8, 1000, EUROS),
                paid(1, 20, 9, 1000, EUROS),
            ];
            let mut given_back = GivenBack::default();
            for refund in *refunds {
                given_back.add(refund.source, BTreeSet::new(), vec![*refund]);
            }
            take_off(given_back, &mut rows);
            let found: Vec<i64> = rows.iter().map(|row| row.given_back).collect();
            assert_eq!(found, told, "{what}");
        }
    }
}
