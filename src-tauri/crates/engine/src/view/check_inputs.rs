//! What people say so that a check can tell more: flows that were changed, what campaigns are for, and what-if inputs.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The flows of the send logs and which of them were changed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FlowsView {
    /// Those with most messages first; 200 at most.
    pub choices: Vec<FlowChoice>,
    /// Those that were changed.
    pub changed: Vec<FlowChanged>,
}

/// A flow that can be chosen.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FlowChoice {
    /// Its name in the send log.
    pub flow: String,
    /// Its messages.
    pub messages: u64,
}

/// A flow that was changed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FlowChanged {
    /// Its name in the send log.
    pub flow: String,
    /// The day, `YYYY-MM-DD`.
    pub changed_on: String,
}

/// Say when a flow was changed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetFlow {
    /// Its name in the send log.
    pub flow: String,
    /// The day, `YYYY-MM-DD`; blank for not at all.
    pub changed_on: String,
}

/// The campaigns of the send logs, and what they are for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CampaignsView {
    /// Those of most people first; 200 at most.
    pub campaigns: Vec<CampaignPurpose>,
    /// How many there are.
    pub total: u64,
}

/// What a campaign is for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CampaignPurpose {
    /// Its name in the send log.
    pub campaign: String,
    /// People it went to.
    pub people: u64,
    /// Those of them who had just bought.
    pub recent_buyers: u64,
    /// What somebody said: `winback_or_acquisition` or `other`; blank where nobody did.
    pub purpose: String,
    /// Whether it is counted as a winback or acquisition message.
    pub counted: bool,
    /// Whether its name, or the kind its log gives it, says that it is one.
    pub by_name: bool,
}

/// Say what a campaign is for.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetCampaign {
    /// Its name in the send log.
    pub campaign: String,
    /// `winback_or_acquisition` or `other`; blank leaves it to its name.
    pub purpose: String,
}

/// What the arithmetic on returning customers starts from.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WhatIfView {
    /// Customers who bought in the last year that is loaded.
    pub customers: u64,
    /// Share of them that comes back in a year, 0 to 1; nothing while neither files nor people tell.
    pub kept: Option<f64>,
    /// Whether somebody said that share, instead of the files.
    pub kept_is_said: bool,
    /// How much more would, 0 to 1.
    pub more: f64,
    /// So many years.
    pub years: u32,
    /// What a customer brings in a year, in the currency of the project; nothing while nobody said.
    pub worth: Option<f64>,
}

/// Say what that arithmetic starts from; what is left out stays, less than 0 takes away what was said.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct SetWhatIf {
    /// Share that comes back in a year, 0 to 1.
    #[serde(default)]
    pub kept: Option<f64>,
    /// How much more would, 0 to 1.
    #[serde(default)]
    pub more: Option<f64>,
    /// So many years, 10 at most; 0 for as many as at first.
    #[serde(default)]
    pub years: Option<u32>,
    /// What a customer brings in a year.
    #[serde(default)]
    pub worth: Option<f64>,
}
