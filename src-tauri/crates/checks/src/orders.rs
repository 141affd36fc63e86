//! The same figure by every source: orders of a month, and why each platform says another number.

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
    use super::{MonthOfOrders, counts_orders};

    #[test]
    fn what_is_cancelled_or_a_test_is_no_order() {
        let march = MonthOfOrders {
            placed: 817,
            cancelled: 27,
            tests: 5,
        };
        assert_eq!(march.real(), 785);
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
