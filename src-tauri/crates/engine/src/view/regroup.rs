//! Customers split, joined and moved by hand, and a customer as a graph.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SourceMark;

/// Split, join or move by hand.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct Regroup {
    /// `split` (the records become a customer of their own), `join` (both customers become one) or
    /// `move` (the records go to the other customer).
    pub kind: String,
    /// The customer.
    pub customer: String,
    /// The records that leave it; none when customers are joined.
    #[serde(default)]
    pub records: Vec<i64>,
    /// The other customer; none when records are split off.
    #[serde(default)]
    pub other: Option<String>,
    /// Why; a preview needs none.
    #[serde(default)]
    pub reason: String,
}

/// What regrouping does.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RegroupEffect {
    /// In a sentence, as the history tells it.
    pub sentence: String,
    /// The customers there are then.
    pub customers: Vec<RegroupedCustomer>,
    /// Customers that are gone then.
    pub gone: Vec<String>,
    /// Records that get another customer.
    pub moved: u64,
    /// Records that go along with those picked: rows of events that say the same, or that hang on them.
    pub along: u64,
    /// Verdicts on pairs that said otherwise and no longer hold.
    pub verdicts_taken_back: u64,
}

/// A customer after regrouping.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RegroupedCustomer {
    /// The stable id.
    pub customer: String,
    /// Name, or the best identifier.
    pub name: String,
    /// How many records.
    pub records: u64,
    /// How many attributes in conflict.
    pub conflicts: u64,
    /// Whether there was a customer of this id before.
    pub is_there: bool,
}

/// A customer as a graph: its records, and what ties them together.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustomerGraph {
    /// The records; rows of events that say the same are one node.
    pub nodes: Vec<GraphNode>,
    /// What ties them together, or speaks against it.
    pub links: Vec<GraphLink>,
    /// Rows that are not shown because there are too many.
    pub rows_left_out: u64,
    /// Links that are not shown because there are too many; no bridge and none by hand is among them.
    pub links_left_out: u64,
    /// Why people put records of this customer together or parted them from others, as they said.
    pub reasons: Vec<String>,
}

/// A record of a customer, or several rows that say the same.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GraphNode {
    /// The record; the first of several.
    pub record: i64,
    /// How many rows.
    pub rows: u64,
    /// The source.
    pub source: SourceMark,
    /// The table.
    pub table: String,
    /// Row as a spreadsheet shows it.
    pub row: u64,
    /// What people call it.
    pub name: String,
    /// Whether others hang on it: without it, the customer would fall apart.
    pub joint: bool,
    /// Whether people put it together with the others of the customer.
    pub by_hand: bool,
}

/// A link between two records of a customer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GraphLink {
    /// The place of one record among the nodes.
    pub left: u32,
    /// The place of the other.
    pub right: u32,
    /// `evidence`, `hand` (people put them together) or `different` (people said they are two; it does
    /// not tie them).
    pub kind: String,
    /// Match weight in bits, where both were compared.
    pub weight: Option<f64>,
    /// Match probability, 0 to 1.
    pub probability: Option<f64>,
    /// What speaks for one person, the strongest first.
    pub agree: Vec<String>,
    /// What speaks against it.
    pub differ: Vec<String>,
    /// The verdict of a person on the two, if there is one.
    pub verdict: Option<String>,
    /// Whether the customer would fall apart without it.
    pub bridge: bool,
    /// Rows that would be parted by taking a bridge away, on its smaller side; else 0.
    pub parts: u64,
    /// Whether the evidence is too weak to go unlooked at.
    pub weak: bool,
}
