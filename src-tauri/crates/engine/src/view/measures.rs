//! What an audit measures each time: its trend, its limits, and who still holds old details.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Figure, SourceMark};

/// The measures over all runs.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Measures {
    /// The runs, oldest first.
    pub runs: Vec<RunMoment>,
    /// The measures.
    pub measures: Vec<MeasureView>,
    /// When the next audit is due.
    pub next_audit: NextAudit,
    /// Measures beyond their limit, one sentence each.
    pub breaches: Vec<String>,
}

/// A run in time.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RunMoment {
    /// Its number.
    pub run: i64,
    /// When.
    pub ran_at: String,
}

/// One measure.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MeasureView {
    /// Its code, such as `dead_addresses`.
    pub measure: String,
    /// What people read.
    pub label: String,
    /// What is counted, of what.
    pub definition: String,
    /// The last run's; nothing where it is not known.
    pub latest: Option<MeasurePoint>,
    /// Why it is not known, or what could not be judged; blank otherwise.
    pub unknown: String,
    /// How much larger the share is than at the run before that measured it, −1 to 1; nothing for a
    /// first time.
    pub change: Option<f64>,
    /// How many more were found than at the run before that measured it.
    pub change_found: Option<i64>,
    /// Every run that measured it, oldest first.
    pub history: Vec<MeasurePoint>,
    /// The share it must not be beyond, 0 to 1; nothing where nobody set one.
    pub limit: Option<f64>,
    /// Whether the last run is beyond the limit.
    pub beyond: bool,
    /// By source and detail, the largest first.
    pub parts: Vec<MeasurePart>,
    /// The rows behind it, where there are some.
    pub figure: Option<Figure>,
}

/// One measure at one run.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct MeasurePoint {
    /// The run.
    pub run: i64,
    /// How many should not be.
    pub found: u64,
    /// Of how many.
    pub among: u64,
    /// People it touches.
    pub people: u64,
}

/// One measure in one source.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MeasurePart {
    /// The source.
    pub source: SourceMark,
    /// `name`, `email`, `phone` or `address`; blank where the measure has no details.
    pub detail: String,
    /// How many should not be.
    pub found: u64,
    /// Of how many; 0 where the source is not what is counted in (dead addresses are counted once,
    /// whatever source tells of them).
    pub among: u64,
    /// How many could not be judged besides.
    pub unknown: u64,
    /// The rows.
    pub figure: Figure,
}

/// When the next audit is due.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NextAudit {
    /// Days from one audit to the next; nothing where nobody set it.
    pub every_days: Option<u32>,
    /// The day the newest load in use came in, `YYYY-MM-DD`.
    pub last: Option<String>,
    /// The day the next one is due, `YYYY-MM-DD`.
    pub due: Option<String>,
    /// Whether that day has passed.
    pub overdue: bool,
}

/// Say when to audit again and what is too much; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct SetAuditPlan {
    /// Days from one audit to the next; 0 for no date.
    #[serde(default)]
    pub every_days: Option<u32>,
    /// Limits to set or to take away.
    #[serde(default)]
    pub limits: Vec<MeasureLimit>,
}

/// The limit of one measure.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MeasureLimit {
    /// Code of the measure.
    pub measure: String,
    /// The share it must not be beyond, 0 to 1; nothing takes the limit away.
    #[serde(default)]
    pub limit: Option<f64>,
}

/// Who still holds an old detail though another record has a newer one.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StaleDetails {
    /// In a sentence.
    pub sentence: String,
    /// Records that hold an old detail; nothing where it is not known.
    pub records: Option<u64>,
    /// People behind them.
    pub people: u64,
    /// Records that tell another detail, and nothing says which is newer.
    pub undated: u64,
    /// By source and detail, the largest first.
    pub by_source: Vec<MeasurePart>,
}
