//! The checks as people read them: each a sentence, a figure of so many, pictures and the people.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CampaignsView, Figure, FlowsView, SetFlow, SetWhatIf, WhatIfView};
use crate::view::SourceMark;

/// All checks.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CheckBook {
    /// The checks, in the order screens show them.
    pub checks: Vec<CheckView>,
}

/// One check.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CheckView {
    /// Its code: `suppression`, `numbers`, `pressure`, `after_no`, `attribution`, `retention`, `waste`, `leads`,
    /// `known_buyers`, `support`, `sign_ups`, `sales`, `link_tests`, `stale_lists`, `list_growth` or `seeds`.
    pub check: String,
    /// What people call it.
    pub title: String,
    /// Whether it says who is behind what it finds, so that people can be chosen by it.
    pub names_people: bool,
    /// What came of it, in a sentence.
    pub sentence: String,
    /// What is counted, of what.
    pub definition: String,
    /// From when until when, and with which limits, in a sentence.
    pub window: String,
    /// `passed` or `failed`, where it is a test with a limit of its own; blank otherwise.
    pub verdict: String,
    /// How many of how many; nothing where it cannot be known from these files.
    pub figure: Option<CheckFigure>,
    /// What cannot be known from these files, and which file would tell; one sentence each.
    pub unknown: Vec<String>,
    /// The tables it was made from.
    pub inputs: Vec<CheckInput>,
    /// The share it must not be beyond, 0 to 1; nothing where nobody set one.
    pub target: Option<f64>,
    /// Whether it is beyond the target.
    pub beyond: bool,
    /// Who answers for it; blank while nobody does.
    pub owner: String,
    /// The window it counts in, where another can be chosen.
    pub window_choice: Option<CheckWindow>,
    /// The month it counts, where it counts a single one and another can be chosen.
    pub month_choice: Option<CheckMonth>,
    /// What one message costs, in the currency of the project; nothing where nobody said.
    pub cost_per_message: Option<f64>,
    /// What one click on an advertisement costs, in the currency of the project; nothing where nobody said.
    pub cost_per_click: Option<f64>,
    /// What is spent on the audience, in the currency of the project; nothing where nobody said.
    pub spend: Option<f64>,
    /// Flows that can be said to be changed; only where a check looks at flows.
    pub flows: Option<FlowsView>,
    /// What the arithmetic on returning customers starts from; only where a check tells it.
    pub what_if: Option<WhatIfView>,
    /// Campaigns it can be said of what they are for; only where a check asks for it.
    pub campaigns: Option<CampaignsView>,
    /// Every run that kept it, oldest first.
    pub history: Vec<CheckPoint>,
    /// How much larger the share is than at the run before; nothing for a first time.
    pub change: Option<f64>,
    /// The pictures; the same facts as a table.
    pub pictures: Vec<CheckPicture>,
    /// The people behind it; 200 at most.
    pub people: Vec<CheckPerson>,
    /// How many people there are behind it.
    pub people_total: u64,
}

/// So many of so many.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CheckFigure {
    /// How many.
    pub found: u64,
    /// Of how many.
    pub among: u64,
    /// Of which things, such as `people who got a message`.
    pub of: String,
    /// Lower bound of the share at 95 %, 0 to 1, had these been drawn at random.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
    /// Whether there are too few to go by the share.
    pub few: bool,
}

/// A table a check was made from.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CheckInput {
    /// The source.
    pub source: SourceMark,
    /// The table.
    pub table: String,
    /// What it gave, such as `471 messages`.
    pub gave: String,
    /// How its number came about, where numbers of several sources stand beside one another; else nothing.
    #[serde(default)]
    pub basis: Vec<InputFact>,
}

/// One way in which the numbers of two sources can differ though they count the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InputFact {
    /// Which: `window` (what is credited to it), `zone` (of its days), `once` (what is counted once), `dated_by`.
    pub about: String,
    /// What is known of it, in words; nothing where the file does not tell.
    pub told: Option<String>,
}

/// A check at one run.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CheckPoint {
    /// The run.
    pub run: i64,
    /// When.
    pub ran_at: String,
    /// How many.
    pub found: u64,
    /// Of how many.
    pub among: u64,
}

/// A picture of a check.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CheckPicture {
    /// `bars`, `bridge`, `shares`, `flow`, `cohorts`, `calendar` or `table`.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// What to see in it.
    pub sentence: String,
    /// What its values are, in order.
    pub columns: Vec<String>,
    /// Its lines.
    pub lines: Vec<CheckLine>,
}

/// A line of a picture.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CheckLine {
    /// What it is about.
    pub label: String,
    /// Whether that is a name as it stands in the project or its files, such as of a campaign, and no words of the
    /// program.
    #[serde(default)]
    pub named: bool,
    /// A value for each column; nothing where it is not known.
    pub values: Vec<Option<f64>>,
    /// What to know about it; blank otherwise.
    pub note: String,
    /// `passed`, `failed` or `no_file`, where the line is a test; blank otherwise.
    pub verdict: String,
    /// Whether its values are what remains and nobody can explain.
    pub unexplained: bool,
    /// The people it counts, where they can be asked for.
    #[serde(default)]
    pub figure: Option<Figure>,
}

/// Somebody behind a check.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CheckPerson {
    /// The customer.
    pub customer: String,
    /// Why, in a sentence without names.
    pub why: String,
}

/// The window a check counts in.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CheckWindow {
    /// What its days are.
    pub about: String,
    /// So many days; nothing for all days.
    pub days: Option<u32>,
    /// So many messages within them are too many; nothing where it counts none.
    pub messages: Option<u32>,
    /// Whether somebody chose it.
    pub chosen: bool,
}

/// The month a check counts.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CheckMonth {
    /// The months that can be chosen, `YYYY-MM`, the newest first.
    pub months: Vec<String>,
    /// The one that is told.
    pub month: String,
    /// Whether somebody chose one; else the newest is told, or that of a platform's report.
    pub chosen: bool,
}

/// Say what a check must not be beyond, who answers for it, what a message costs and in which window or month it
/// counts; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct SetCheck {
    /// Code of the check.
    pub check: String,
    /// The share it must not be beyond, 0 to 1; less than 0 takes the target away.
    #[serde(default)]
    pub target: Option<f64>,
    /// Who answers for it; blank for nobody.
    #[serde(default)]
    pub owner: Option<String>,
    /// What one message costs; less than 0 takes it away.
    #[serde(default)]
    pub cost_per_message: Option<f64>,
    /// What one click on an advertisement costs; less than 0 takes it away.
    #[serde(default)]
    pub cost_per_click: Option<f64>,
    /// What is spent on the audience; less than 0 takes it away.
    #[serde(default)]
    pub spend: Option<f64>,
    /// The days of its window; 0 for those the check has by itself.
    #[serde(default)]
    pub days: Option<u32>,
    /// So many messages within the window are too many; 0 for the number the check has by itself.
    #[serde(default)]
    pub messages: Option<u32>,
    /// The month it counts, `YYYY-MM`; blank for the newest again.
    #[serde(default)]
    pub month: Option<String>,
    /// When a flow was changed.
    #[serde(default)]
    pub flow: Option<SetFlow>,
    /// What the arithmetic on returning customers starts from.
    #[serde(default)]
    pub what_if: Option<SetWhatIf>,
}
