//! What happened to one customer, over all sources, and what of it matters before a call.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SourceMark;

/// Ask what happened to a customer.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct AskTimeline {
    /// The stable id, such as `C000123`.
    pub customer: String,
    /// Only of these kinds, such as `purchase`; of every kind where none is named.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// First entry to tell.
    #[serde(default)]
    pub offset: u64,
    /// At most so many; 500 at most.
    #[serde(default)]
    pub limit: Option<u64>,
}

/// What happened to a customer, the newest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustomerTimeline {
    /// The stable id.
    pub customer: String,
    /// What matters before a call.
    pub summary: Vec<SummaryFact>,
    /// The page of entries.
    pub entries: Vec<TimelineEntry>,
    /// How many there are of the kinds asked for.
    pub total: u64,
    /// How many there are of each kind.
    pub kinds: Vec<TimelineKind>,
    /// Rows of the customer that were not read because there are too many.
    pub rows_left_out: u64,
}

/// Something a reader wants to know before a call.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SummaryFact {
    /// `last_purchase`, `purchases`, `purchases_year`, `last_message`, `open_tickets`, `first_seen` or
    /// `customer_since`.
    pub fact: String,
    /// `known`, `none` where what is loaded tells of such things and of none of this customer, or `unknown`
    /// where nothing loaded tells of them.
    pub state: String,
    /// One sentence.
    pub sentence: String,
}

/// A kind of entries.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TimelineKind {
    /// `purchase`, `refund`, `message`, `opened`, `clicked`, `visit`, `ad_click`, `ticket`, `sign_up`,
    /// `consent_given`, `consent_withdrawn`, `first_seen`, `last_seen` or `other`.
    pub kind: String,
    /// How many entries; nothing where no table that is loaded tells of such things.
    pub entries: Option<u64>,
}

/// Something that happened.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TimelineEntry {
    /// Its kind.
    pub kind: String,
    /// The day its file writes, `YYYY-MM-DD`.
    pub day: String,
    /// The hour the clock of its file shows, `HH:MM`; nothing where only the day is told.
    pub clock: Option<String>,
    /// The time zone of that clock, such as `UTC` or `-04:00`; nothing where the file does not tell it.
    pub zone: Option<String>,
    /// What happened, in a short sentence.
    pub sentence: String,
    /// The sources that tell it, the one it is named by first.
    pub sources: Vec<SourceMark>,
    /// The table of the first row that tells it.
    pub table: String,
    /// The file of that row.
    pub file: String,
    /// That row as a spreadsheet shows it.
    pub row: u64,
    /// The records that tell it; their rows can be asked for. The first hundred.
    pub records: Vec<i64>,
    /// How many rows tell it.
    pub rows: u64,
}
