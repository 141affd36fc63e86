//! What people bought in the shop, and when.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use fastrand::Rng;

use crate::people::Population;
use crate::recorded::{Month, keeps};
use crate::systems;

/// The most orders one person has.
pub(crate) const MOST_ORDERS: u64 = 6;

/// How an order ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Paid,
    Refunded,
    PartlyRefunded,
    Cancelled,
}

/// One line of an order; the price of one piece in hundredths.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) sku: &'static str,
    pub(crate) product: &'static str,
    pub(crate) price: u64,
    pub(crate) quantity: u64,
}

/// One order of the shop.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) time: NaiveDateTime,
    pub(crate) lines: Vec<Line>,
    pub(crate) outcome: Outcome,
}

impl Order {
    /// What the goods cost, in hundredths.
    pub(crate) fn goods(&self) -> u64 {
        self.lines
            .iter()
            .map(|line| line.price * line.quantity)
            .sum()
    }

    /// What delivery costs, in hundredths.
    pub(crate) fn delivery(&self) -> u64 {
        if self.goods() > 10_000 { 0 } else { 495 }
    }

    /// What is paid, in hundredths.
    pub(crate) fn total(&self) -> u64 {
        self.goods() + self.delivery()
    }

    /// What was paid back, in hundredths.
    pub(crate) fn paid_back(&self) -> u64 {
        match self.outcome {
            Outcome::Refunded => self.total(),
            Outcome::PartlyRefunded => self.lines.first().map_or(0, |line| line.price),
            _ => 0,
        }
    }
}

/// A person's orders up to the first month's end, oldest draw first.
pub(crate) fn orders_of(people: &Population, number: u64) -> Vec<Order> {
    let seed = people.seed;
    let guest = seed.happens("guest order", number, 0.06);
    let customer = keeps(seed, systems::SHOP_CUSTOMERS, number);
    if !customer && !guest {
        return Vec::new();
    }
    let mut rng = seed.stream("orders", number);
    let count = match rng.f64() {
        _ if !customer => 1,
        share if share < 0.30 => 0,
        share if share < 0.64 => 1,
        share if share < 0.82 => 2,
        share if share < 0.92 => 3,
        share if share < 0.97 => 4,
        _ => MOST_ORDERS,
    };
    (0..count).map(|_| order(people, &mut rng)).collect()
}

/// Whether anything was bought on or after a day.
pub(crate) fn bought_since(people: &Population, number: u64, day: NaiveDate) -> bool {
    orders_of(people, number)
        .iter()
        .any(|order| order.time.date() >= day)
}

/// A moment on a day, by chance between seven in the morning and eleven at night.
pub(crate) fn moment(day: NaiveDate, rng: &mut Rng) -> NaiveDateTime {
    let second = rng.u32(7 * 3600..23 * 3600);
    let time = NaiveTime::from_num_seconds_from_midnight_opt(second, 0).unwrap_or_default();
    day.and_time(time)
}

/// Hundredths as text with two decimals.
pub(crate) fn money(hundredths: u64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn order(people: &Population, rng: &mut Rng) -> Order {
    // More recent days are busier: the square of a share leans to the end.
    let back = (rng.f64().powi(2) * 640.0) as u64;
    let time = moment(Month::First.day() - Days::new(back), rng);
    let lines = (0..1 + rng.usize(0..8) / 5 + rng.usize(0..8) / 6)
        .map(|_| {
            let product = people.words.products.pick(rng);
            let quantity = if product.price < 5000 {
                rng.u64(1..=3)
            } else {
                1
            };
            Line {
                sku: product.sku,
                product: product.name,
                price: product.price,
                quantity,
            }
        })
        .collect();
    let outcome = match rng.f64() {
        share if share < 0.92 => Outcome::Paid,
        share if share < 0.95 => Outcome::Refunded,
        share if share < 0.97 => Outcome::PartlyRefunded,
        _ => Outcome::Cancelled,
    };
    Order {
        time,
        lines,
        outcome,
    }
}
