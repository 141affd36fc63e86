//! The same figure by every source: orders of a month, and why each platform says another number.

use serde::{Deserialize, Serialize};

/// What one order turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Placed and kept: neither given back whole nor cancelled nor a test.
    Real,
    /// Placed, and all of its money given back.
    GivenBack,
    /// Cancelled, or never paid for.
    Cancelled,
    /// Placed by the shop itself, to try something.
    Test,
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
    /// Those of which all the money was given back.
    pub given_back: u64,
}

impl MonthOfOrders {
    /// Counts an order by what it turned out to be.
    pub fn add(&mut self, state: OrderState) {
        self.placed += 1;
        match state {
            OrderState::Real => {}
            OrderState::GivenBack => self.given_back += 1,
            OrderState::Cancelled => self.cancelled += 1,
            OrderState::Test => self.tests += 1,
        }
    }

    /// Those that hold: neither cancelled nor tests nor given back whole.
    pub fn real(self) -> u64 {
        self.placed
            .saturating_sub(self.cancelled)
            .saturating_sub(self.tests)
            .saturating_sub(self.given_back)
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
    use super::{MonthOfOrders, OrderState, counts_orders};

    #[test]
    fn what_is_cancelled_given_back_or_a_test_is_no_order() {
        let mut march = MonthOfOrders::default();
        for (state, count) in [
            (OrderState::Real, 757),
            (OrderState::GivenBack, 28),
            (OrderState::Cancelled, 27),
            (OrderState::Test, 5),
        ] {
            (0..count).for_each(|_| march.add(state));
        }
        assert_eq!((march.placed, march.real()), (817, 757));
    }

    #[test]
    fn columns_that_count_orders_are_known_by_their_header() {
        for (header, counts) in [
            (" Conversions ", true),
            ("Key events", true),
            ("Sessions", false),
            ("Conversion rate", false),
        ] {
            assert_eq!(counts_orders(header), counts, "{header}");
        }
    }
}
