//! The same figure by every source: orders of a month, and why each platform says another number.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What one order turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Placed, and neither cancelled nor a test.
    Real,
    /// Cancelled, or never paid for.
    Cancelled,
    /// Placed by the shop itself, to try something.
    Test,
}

/// Counts the orders of one system by month.
#[derive(Debug, Clone, Default)]
pub struct Orders {
    by_id: BTreeMap<String, (String, OrderState)>,
}

/// The orders of one month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthOfOrders {
    /// All of them.
    pub placed: u64,
    /// Cancelled ones.
    pub cancelled: u64,
    /// The shop's own tests.
    pub tests: u64,
}

impl MonthOfOrders {
    /// Those that are neither cancelled nor tests.
    pub fn real(self) -> u64 {
        self.placed
            .saturating_sub(self.cancelled)
            .saturating_sub(self.tests)
    }
}

impl Orders {
    /// Counts one row of an order. An order of several rows is counted once; a row that says it is a
    /// test or cancelled says it for the whole order.
    pub fn add(&mut self, order: &str, month: &str, state: OrderState) {
        let entry = self
            .by_id
            .entry(order.to_owned())
            .or_insert_with(|| (month.to_owned(), state));
        entry.1 = entry.1.max(state);
    }

    /// The months, `YYYY-MM`, in order.
    pub fn months(&self) -> BTreeMap<String, MonthOfOrders> {
        let mut months: BTreeMap<String, MonthOfOrders> = BTreeMap::new();
        for (month, state) in self.by_id.values() {
            let counts = months.entry(month.clone()).or_default();
            counts.placed += 1;
            match state {
                OrderState::Real => {}
                OrderState::Cancelled => counts.cancelled += 1,
                OrderState::Test => counts.tests += 1,
            }
        }
        months
    }
}

/// Whether a column of a platform's report counts orders, by its header.
pub fn counts_orders(header: &str) -> bool {
    let header = header.trim().to_lowercase();
    [
        "conversions",
        "key events",
        "orders",
        "purchases",
        "results",
        "transactions",
    ]
    .contains(&header.as_str())
}

#[cfg(test)]
mod tests {
    use super::{OrderState, Orders};

    #[test]
    fn an_order_of_several_rows_is_one() {
        let mut orders = Orders::default();
        orders.add("#1", "2026-03", OrderState::Real);
        orders.add("#1", "2026-03", OrderState::Real);
        orders.add("#2", "2026-03", OrderState::Cancelled);
        orders.add("#3", "2026-03", OrderState::Real);
        orders.add("#3", "2026-03", OrderState::Test);
        orders.add("#4", "2026-04", OrderState::Real);
        let months = orders.months();
        let march = months["2026-03"];
        assert_eq!((march.placed, march.cancelled, march.tests), (3, 1, 1));
        assert_eq!(march.real(), 1);
    }
}
