//! What was bought, line by line of orders, and what campaigns are about.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike as _;
use rollcall_lists::{EventSort, Happened, Named, Product};
use rollcall_model::{Attribute, StandardValue};

use super::happened::{blank, order_number};
use crate::message_rows::MessageTable;
use crate::records::{self, day_of, first, purchase_time};

/// A line of an order.
struct Line {
    customer: Option<u32>,
    day: Option<i32>,
    order: u64,
    product: u32,
}

/// Whether a row names a product, by its number or its name.
fn names_product(values: &[StandardValue]) -> bool {
    [&Attribute::Sku, &Attribute::Product]
        .into_iter()
        .any(|attribute| first(values, attribute).is_some_and(|told| !told.is_empty()))
}

/// Collects products from the tables of events, one table after the other.
#[derive(Default)]
pub(super) struct Products {
    named: Vec<Product>,
    numbers: BTreeMap<Product, u32>,
    of_campaigns: BTreeSet<(u32, u32)>,
    bought: Vec<Happened>,
    source: i64,
    lines: Vec<Line>,
    /// By whom and when each order of the table was placed: often only its first line tells.
    orders: BTreeMap<u64, (u32, i32)>,
    /// Orders of the table that do not hold.
    undone: BTreeSet<u64>,
}

impl Products {
    /// Notes what a row tells, and whose it is where that is known.
    pub(super) fn add(
        &mut self,
        customer: Option<u32>,
        (source, messages): (i64, MessageTable),
        values: &[StandardValue],
        campaigns: &mut Named,
    ) {
        self.source = source;
        let order = first(values, &Attribute::OrderId).map_or(0, order_number);
        // Most rows tell of messages and visits.
        if order == 0 && !names_product(values) {
            return;
        }
        let day = purchase_time(values)
            .and_then(day_of)
            .map(|day| day.num_days_from_ce());
        if order != 0 {
            if records::order_status(values).is_some_and(|status| !status.is_bought()) {
                self.undone.insert(order);
            }
            if let Some(placed) = customer.zip(day) {
                self.orders.entry(order).or_insert(placed);
            }
        }
        let Some(product) = self.product(values) else {
            return;
        };
        if order != 0 || day.is_some() {
            self.lines.push(Line {
                customer,
                day,
                order,
                product,
            });
        } else if let Some(row) = messages.row(values) {
            let campaign = campaigns.number(row.campaign);
            self.of_campaigns.insert((campaign, product));
        }
    }

    /// Ends a table: what its lines tell is known once all of them are read.
    pub(super) fn end_table(&mut self) {
        let (orders, undone) = (
            std::mem::take(&mut self.orders),
            std::mem::take(&mut self.undone),
        );
        for line in std::mem::take(&mut self.lines) {
            let placed = orders.get(&line.order).filter(|_| line.order != 0);
            let customer = line.customer.or(placed.map(|(customer, _)| *customer));
            let day = line.day.or(placed.map(|(_, day)| *day));
            if let Some((customer, day)) = customer.zip(day)
                && !undone.contains(&line.order)
            {
                self.bought.push(Happened {
                    customer,
                    name: line.product,
                    order: line.order,
                    source: self.source,
                    ..blank(EventSort::Product, day)
                });
            }
        }
    }

    /// What was bought: each product of an order once, however many lines and tables tell it.
    pub(super) fn take_bought(&mut self) -> Vec<Happened> {
        let mut bought = std::mem::take(&mut self.bought);
        bought.sort_by_key(|one| (one.customer, one.order, one.name, one.day));
        bought.dedup_by(|next, one| {
            next.order != 0
                && (next.customer, next.order, next.name) == (one.customer, one.order, one.name)
        });
        bought
    }

    /// The products, in the order of their numbers, and which campaigns are about which of them.
    pub(super) fn into_products(self) -> (Vec<Product>, Vec<(u32, u32)>) {
        (self.named, self.of_campaigns.into_iter().collect())
    }

    /// The number of the product a row names.
    fn product(&mut self, values: &[StandardValue]) -> Option<u32> {
        let told = |attribute: &'static Attribute| first(values, attribute).unwrap_or_default();
        let (number, name) = (told(&Attribute::Sku), told(&Attribute::Product));
        if number.is_empty() && name.is_empty() {
            return None;
        }
        let product = Product {
            number: number.to_owned(),
            name: name.to_owned(),
        };
        if let Some(number) = self.numbers.get(&product) {
            return Some(*number);
        }
        self.named.push(product.clone());
        let number = self.named.len() as u32;
        self.numbers.insert(product, number);
        Some(number)
    }
}
