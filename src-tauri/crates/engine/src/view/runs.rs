//! Two runs compared: who joined, parted, moved, appeared and went, and why.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::RunMoment;

/// Ask what is otherwise between two runs.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct CompareRuns {
    /// The run to compare with; nothing for the one before `after`.
    #[serde(default)]
    pub before: Option<i64>,
    /// The run that is compared; nothing for the one in use.
    #[serde(default)]
    pub after: Option<i64>,
    /// Only changes of this kind: `joined`, `parted`, `moved`, `appeared`, `went`, `rows_changed`.
    #[serde(default)]
    pub change: Option<String>,
    /// First one to tell.
    #[serde(default)]
    pub offset: u64,
    /// At most so many; 500 at most.
    #[serde(default)]
    pub limit: Option<u64>,
}

/// What is otherwise between two runs.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RunComparison {
    /// The run compared with; nothing while there is only one.
    pub before: Option<RunMoment>,
    /// The run that is compared; nothing while there is none.
    pub after: Option<RunMoment>,
    /// Every run that can be compared, oldest first.
    pub runs: Vec<RunMoment>,
    /// All of it in a sentence.
    pub sentence: String,
    /// How often each kind of change happened.
    pub counts: Vec<PeopleChangeCount>,
    /// Customers of whom nothing is otherwise.
    pub unchanged: u64,
    /// What can have made customers join, part or move, that of most changes first.
    pub causes: Vec<CauseCount>,
    /// The changes of the kind asked for, those of most records first.
    pub changes: Vec<PeopleChangeView>,
    /// How many there are of that kind.
    pub total: u64,
}

/// How often a kind of change happened.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PeopleChangeCount {
    /// Its code.
    pub change: String,
    /// How often.
    pub count: u64,
}

/// How many changes a cause can stand behind.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CauseCount {
    /// The cause, in a sentence.
    pub sentence: String,
    /// How many changes.
    pub count: u64,
}

/// One change.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PeopleChangeView {
    /// Code of its kind.
    pub change: String,
    /// Who they were.
    pub before: Vec<CustomerPart>,
    /// Who they are.
    pub after: Vec<CustomerPart>,
    /// Rows that are in both runs.
    pub stayed: u64,
    /// Rows that came.
    pub came: u64,
    /// Rows that went.
    pub went: u64,
    /// What can have made it so, a sentence each.
    pub why: Vec<String>,
}

/// A customer of one of the runs.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustomerPart {
    /// The number.
    pub customer: String,
    /// A name, as far as one is told by what is still there.
    pub name: String,
    /// Its rows in that run.
    pub records: u64,
    /// Whether there is a customer of this number now.
    pub is_there: bool,
}

/// What a run changed about who is who, counted.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PeopleCounts {
    /// Customers that went up in another.
    pub joined: u64,
    /// Customers that parted into several.
    pub parted: u64,
    /// Times that rows went from one customer to another.
    pub moved: u64,
    /// Customers made of new rows alone.
    pub appeared: u64,
    /// Customers none of whose rows is there any more.
    pub went: u64,
    /// Customers some of whose rows came or went.
    pub rows_changed: u64,
    /// Customers of whom nothing is otherwise.
    pub unchanged: u64,
    /// All of it in a sentence.
    pub sentence: String,
}
