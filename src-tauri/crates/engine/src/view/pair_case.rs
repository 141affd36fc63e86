//! What stands beside a pair: the other records of its people, how many hold a value, what the queue is narrowed by.

use serde::Serialize;
use ts_rs::TS;

use super::{AttributeView, SourceMark};

/// The other records of the people a pair asks about, beside its two.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PairCase {
    /// The pair.
    pub pair: i64,
    /// The first of them, at most 40: of the left one's customer, then of the right one's; rows about a person before
    /// rows of what happened.
    pub records: Vec<CaseRecord>,
    /// How many there are.
    pub total: u64,
    /// Attribute by attribute: of the two and of all of these.
    pub lines: Vec<CaseLine>,
}

/// Another record of one of the people.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CaseRecord {
    /// Its number.
    pub record: i64,
    /// The source.
    pub source: SourceMark,
    /// The table.
    pub table: String,
    /// The file.
    pub file: String,
    /// Row as a spreadsheet shows it.
    pub row: u64,
    /// The row's own id in its source.
    pub record_key: String,
    /// The customer it belongs to.
    pub customer: Option<String>,
}

/// One attribute of the two records and of the others.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CaseLine {
    /// The attribute.
    pub attribute: AttributeView,
    /// Values on the left.
    pub left: Vec<String>,
    /// Values on the right.
    pub right: Vec<String>,
    /// `same`, `different` or `one_sided`: of the two.
    pub agreement: String,
    /// How many hold what stands here, where it is more than one.
    pub held: Vec<HeldValue>,
    /// What each of the other records says, in their order.
    pub cells: Vec<CaseCell>,
}

/// What another record says of an attribute.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CaseCell {
    /// Its values.
    pub values: Vec<String>,
    /// As whom of the two: `both`, `left`, `right`, `other` (as neither), `only_here` (both say nothing), `nothing` (it
    /// says nothing itself) or `not_compared` (an id that another system gives).
    pub agreement: String,
}

/// How many hold a value, where it is more than one.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HeldValue {
    /// The value.
    pub value: String,
    /// People who hold it, as the last run found them.
    pub people: u64,
    /// Records that hold it; nothing where these are not counted.
    pub records: Option<u64>,
    /// Of so many people; nothing where they were counted one by one, else the count is about right.
    pub of: Option<u64>,
}

/// What the queue can be narrowed by.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PairChoices {
    /// Between which sources there are pairs, by their names.
    pub sources: Vec<SourcePair>,
    /// What speaks against one of them by a bit at least, as the evidence calls it.
    pub doubts: Vec<String>,
}

/// The sources of both records of a pair.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SourcePair {
    /// One source.
    pub one: SourceMark,
    /// The other; the same where both records are of one.
    pub other: SourceMark,
}
