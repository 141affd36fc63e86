//! Whether the integration works: campaigns against purchases, pressure, one number by every source.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::view::SourceMark;

/// Measure the checks.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct MeasureChecks {
    /// Somebody who bought within so many days before a message should not have got it; 30 unless told.
    #[serde(default)]
    pub bought_within: Option<u32>,
    /// So many messages of different campaigns are too many …; 3 unless told.
    #[serde(default)]
    pub messages: Option<u64>,
    /// … within so many days; 7 unless told.
    #[serde(default)]
    pub within: Option<u32>,
}

/// What the checks found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Checks {
    /// Each campaign against the purchases before it.
    pub campaigns: Vec<CampaignCheck>,
    /// People who got too many messages at once.
    pub pressed: Vec<PressedPerson>,
    /// What counts as too many, in a sentence.
    pub pressure: String,
    /// People who got any message.
    pub messaged: u64,
    /// Orders by source: what each system and platform says, and why they differ.
    pub orders: Vec<OrdersBySource>,
}

/// One campaign.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CampaignCheck {
    /// Its name.
    pub campaign: String,
    /// People it was sent to.
    pub people: u64,
    /// Those who had bought within the window before it.
    pub recent_buyers: u64,
    /// How many of these comparing e-mail addresses alone would have found.
    pub found_by_email: u64,
    /// Who, by id; 500 at most.
    pub buyers: Vec<CampaignBuyer>,
}

/// Somebody who had just bought.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CampaignBuyer {
    /// The customer.
    pub customer: String,
    /// The day of the last purchase before the message.
    pub bought: String,
    /// Whether the order has the address the message went to.
    pub found_by_email: bool,
}

/// Somebody who got too many messages.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PressedPerson {
    /// The customer.
    pub customer: String,
    /// Messages in the busiest window.
    pub messages: u64,
    /// Different campaigns among them.
    pub campaigns: u64,
    /// First day with a message.
    pub from: String,
    /// Last one.
    pub until: String,
}

/// Orders as one source has them.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OrdersBySource {
    /// The source.
    pub source: SourceMark,
    /// The table.
    pub table: String,
    /// The month, `YYYY-MM`, or the words of the report; nothing when it does not say.
    pub period: Option<String>,
    /// The number the source itself would say.
    pub said: f64,
    /// That number without what is no order; nothing for a report, which cannot be looked into.
    pub real: Option<f64>,
    /// Why the two differ or what is not known, one sentence each.
    pub notes: Vec<String>,
}
