//! Households: customers who live together, beside the people they are.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttributeView, CustomerRow};

/// Ask for households.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ListHouseholds {
    /// Words; somebody who lives there must be found by every one of them. A customer id finds the
    /// household of that customer.
    #[serde(default)]
    pub query: String,
    /// First one to tell.
    #[serde(default)]
    pub offset: u64,
    /// At most so many; 200 at most.
    #[serde(default)]
    pub limit: Option<u64>,
}

/// Households, the largest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HouseholdPage {
    /// The households.
    pub households: Vec<HouseholdView>,
    /// How many there are under the search.
    pub total: u64,
    /// More customers than this at one place are a house or a firm and no household.
    pub largest: u32,
}

/// Customers who live together.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HouseholdView {
    /// Its number in this run.
    pub household: i64,
    /// Who lives there.
    pub members: Vec<CustomerRow>,
    /// What agreed values at least two of them share; none where only older records share something.
    pub shares: Vec<SharedValue>,
}

/// A value several customers of a household share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SharedValue {
    /// The attribute.
    pub attribute: AttributeView,
    /// The value, as the first of them has it.
    pub value: String,
    /// How many of them have it.
    pub members: u64,
}
