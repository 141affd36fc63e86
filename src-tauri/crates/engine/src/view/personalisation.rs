//! What messages can refer to: what somebody bought last, what goes with it, and when they read.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is known for messages that refer to a purchase.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PersonalisationView {
    /// In a sentence.
    pub sentence: String,
    /// Customers of whom the last product is known.
    pub customers: u64,
    /// Of them, those of whom its kind is known.
    pub with_category: u64,
    /// Customers who opened or clicked anything.
    pub openers: u64,
    /// Of them, those with an hour that stands out.
    pub with_best_time: u64,
    /// With fewer openings than so many the hour stays blank.
    pub least_openings: u64,
    /// What is not known, and what would tell; one sentence each.
    pub unknown: Vec<String>,
    /// Products bought last, those of most customers first; 200 at most.
    pub products: Vec<ProductView>,
    /// How many there are.
    pub products_total: u64,
}

/// A product and what goes with it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ProductView {
    /// As the shop calls it.
    pub product: String,
    /// What kind of product it is; blank where no file tells.
    pub category: String,
    /// Customers whose last product it is.
    pub customers: u64,
    /// What people said goes with it; blank while nobody did.
    pub goes_with: String,
}

/// Say what goes with a product.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetComplement {
    /// The product, as the shop calls it.
    pub product: String,
    /// What goes with it; blank takes it away.
    pub goes_with: String,
}
