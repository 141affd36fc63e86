//! Which orders goods sent back are of.

use std::collections::HashMap;

use chrono::NaiveDate;
use rollcall_model::CustomerId;

use super::{Order, SentBack, same_product};

/// Where the orders stand that something asked for may be of: only what was sent back is looked for, and every order is
/// looked at once.
pub(super) struct Places<'a> {
    /// By source and number, those that hold, or held, what was sent back under it.
    numbers: HashMap<(i64, &'a str), usize>,
    of_number: Vec<Vec<usize>>,
    /// By source, customer and product, in the order of their days; of a day the later row is the later order.
    products: HashMap<(i64, CustomerId, &'a str), usize>,
    of_product: Vec<Vec<(NaiveDate, usize)>>,
}

impl<'a> Places<'a> {
    pub(super) fn of(orders: &[Order], sent_back: &'a [SentBack]) -> Self {
        let mut places = Self {
            numbers: HashMap::new(),
            of_number: Vec::new(),
            products: HashMap::new(),
            of_product: Vec::new(),
        };
        for back in sent_back {
            if !back.order.is_empty() {
                let next = places.numbers.len();
                let key = (back.source, back.order.as_str());
                places.numbers.entry(key).or_insert(next);
            }
            if let Some(customer) = back.customer {
                let next = places.products.len();
                let key = (back.source, customer, back.product.as_str());
                places.products.entry(key).or_insert(next);
            }
        }
        places.of_number.resize(places.numbers.len(), Vec::new());
        places.of_product.resize(places.products.len(), Vec::new());
        for (place, order) in orders.iter().enumerate() {
            places.note(place, order);
        }
        for found in &mut places.of_product {
            found.sort_unstable();
        }
        places
    }

    fn note(&mut self, place: usize, order: &Order) {
        if let Some(one) = self.numbers.get(&(order.source, order.number.as_str()))
            && let Some(found) = self.of_number.get_mut(*one)
        {
            found.push(place);
        }
        let (Some(customer), Some(day), false) = (order.customer, order.day, order.is_undone)
        else {
            return;
        };
        for item in &order.items {
            let product = same_product(&item.product);
            let key = (order.source, customer, product.as_str());
            if let Some(one) = self.products.get(&key)
                && let Some(found) = self.of_product.get_mut(*one)
                && found.last() != Some(&(day, place))
            {
                found.push((day, place));
            }
        }
    }

    /// The orders that are meant by their number; one order may be told by two tables of the source. A return often has
    /// a number of its own, which may be that of anybody's order: one of somebody else, or that does not hold what was
    /// sent back, is not meant.
    pub(super) fn by_number(&self, back: &SentBack, orders: &[Order]) -> Vec<usize> {
        let found = self
            .numbers
            .get(&(back.source, back.order.as_str()))
            .and_then(|one| self.of_number.get(*one));
        let is_meant = |place: &&usize| {
            orders.get(**place).is_some_and(|order| {
                let is_theirs = match (order.customer, back.customer) {
                    (Some(one), Some(other)) => one == other,
                    _ => true,
                };
                is_theirs && order.holds(&back.product)
            })
        };
        let found = found.map(Vec::as_slice).unwrap_or_default();
        found.iter().filter(is_meant).copied().collect()
    }

    /// The last order of the customer that still holds what was sent back and was placed before. Those that turn out to
    /// hold it no longer are not looked at again.
    pub(super) fn last_holding(&mut self, back: &SentBack, orders: &[Order]) -> Option<usize> {
        let key = (back.source, back.customer?, back.product.as_str());
        let one = *self.products.get(&key)?;
        let found = self.of_product.get_mut(one)?;
        let mut end = match back.day {
            Some(day) => found.partition_point(|(placed, _)| *placed <= day),
            None => found.len(),
        };
        while let Some(last) = end.checked_sub(1) {
            let (_, place) = *found.get(last)?;
            let order = orders.get(place)?;
            if order.holds(&back.product) {
                return Some(place);
            }
            found.remove(last);
            end = last;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::CustomerId;

    use crate::baskets::{BasketLine, Baskets};

    fn line<'a>(order: &'a str, whose: i64, day: &str, product: &'a str) -> BasketLine<'a> {
        BasketLine {
            source: 1,
            table: 1,
            order,
            customer: (whose > 0).then_some(CustomerId(whose)),
            day: day.parse().ok(),
            is_undone: false,
            is_sent_back: false,
            product,
            category: "",
            quantity: 1.0,
        }
    }

    fn back<'a>(order: &'a str, whose: i64, day: &str, product: &'a str) -> BasketLine<'a> {
        BasketLine {
            table: 2,
            is_sent_back: true,
            ..line(order, whose, day, product)
        }
    }

    #[test]
    fn a_return_whose_own_number_is_that_of_another_order_is_not_taken_out_of_that_order() {
        // What is sent back, and the last products of customers 7 and 8.
        for (what, rows, last) in [
            (
                "the number is that of somebody else's order of the same product",
                vec![back("3", 7, "2026-04-01", "Rug")],
                ("Lamp", "Rug"),
            ),
            (
                "the number is that of an order that does not hold the product",
                vec![back("1", 7, "2026-04-01", "Rug")],
                ("Lamp", "Rug"),
            ),
            (
                "nobody is told: the number counts where that order holds the product",
                vec![back("3", 0, "", "Rug")],
                ("Rug", "Vase"),
            ),
            (
                "nobody is told, and that order does not hold the product",
                vec![back("3", 0, "", "Lamp")],
                ("Rug", "Rug"),
            ),
            (
                "a return told twice by the number of its order is one",
                vec![
                    back("4", 8, "2026-04-01", "Rug"),
                    back("4", 8, "2026-04-01", "Rug"),
                ],
                ("Rug", "Rug"),
            ),
        ] {
            let mut all = Baskets::default();
            for one in [
                line("1", 7, "2026-02-01", "Lamp"),
                line("2", 7, "2026-03-01", "Rug"),
                line("0", 8, "2026-01-01", "Vase"),
                line("3", 8, "2026-03-05", "Rug"),
                line("4", 8, "2026-03-06", "Rug"),
            ] {
                // Only one case is about the order 4.
                if one.order != "4" || what.contains("twice") {
                    all.add(&one);
                }
            }
            for one in &rows {
                all.add(one);
            }
            let told = all.by_customer();
            assert_eq!(told[&CustomerId(7)].last_product, last.0, "{what}");
            assert_eq!(told[&CustomerId(8)].last_product, last.1, "{what}");
        }
    }

    #[test]
    fn returns_of_a_product_are_taken_out_of_one_order_after_the_other() {
        let mut all = Baskets::default();
        all.add(&line("1", 7, "2026-01-01", "Lamp"));
        all.add(&line("2", 7, "2026-02-01", "Lamp"));
        all.add(&line("3", 7, "2026-03-01", "Lamp"));
        all.add(&line("4", 7, "2026-06-01", "Lamp"));
        all.add(&back("R-1", 7, "2026-04-01", "Lamp"));
        all.add(&back("R-2", 7, "2026-04-01", "lamp"));
        all.add(&back("R-3", 7, "2026-01-15", "Lamp"));
        all.add(&back("R-4", 7, "2026-04-01", "Lamp"));
        let told = all.by_customer();
        let one = &told[&CustomerId(7)];
        assert_eq!(one.orders, 1, "that of June came after every return");
        assert_eq!(one.first_day, "2026-06-01".parse().ok());
    }
}
