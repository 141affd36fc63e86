//! Which approach fits, what to ask a vendor, how systems are connected, and what it costs to keep
//! data apart.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ContradictionPair, SourceMark};

/// The four questions and what follows from the answers.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ApproachAdvice {
    /// The four questions.
    pub factors: Vec<Factor>,
    /// What is advised; nothing while an answer is missing.
    pub advice: Option<AdviceView>,
    /// The questions without an answer.
    pub missing: Vec<String>,
}

/// One of the four questions.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Factor {
    /// `size`, `skills`, `stack` or `complexity`.
    pub factor: String,
    /// The question.
    pub question: String,
    /// The code of the answer; nothing while nobody answered.
    pub answer: Option<String>,
    /// The answers there are.
    pub choices: Vec<FactorChoice>,
}

/// An answer to choose.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FactorChoice {
    /// Its code.
    pub code: String,
    /// In words.
    pub label: String,
}

/// What is advised.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AdviceView {
    /// `direct`, `warehouse`, `cdp` or `composable`.
    pub approach: String,
    /// In words.
    pub label: String,
    /// Why, one sentence for each of the four answers.
    pub reasons: Vec<String>,
    /// What the team must run each week.
    pub weekly: Vec<String>,
    /// What it costs, in kind.
    pub costs: Vec<String>,
    /// What must be true before it begins.
    pub first: Vec<String>,
    /// The next step, and only that.
    pub next: String,
}

/// Answer the four questions; what is left out stays, a blank answer is taken away.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct SetAssessment {
    /// How large the organisation is: `small`, `medium`, `large`.
    #[serde(default)]
    pub size: Option<String>,
    /// What skills there are: `no_code`, `analysts`, `engineers`.
    #[serde(default)]
    pub skills: Option<String>,
    /// What is in use: `few`, `many`, `warehouse`.
    #[serde(default)]
    pub stack: Option<String>,
    /// How much complexity the team can manage: `little`, `some`, `much`.
    #[serde(default)]
    pub complexity: Option<String>,
}

/// What to ask a vendor.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VendorQuestions {
    /// In a sentence; why there is no question, where there is none.
    pub sentence: String,
    /// The questions.
    pub questions: Vec<VendorQuestionView>,
}

/// One question to a vendor.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VendorQuestionView {
    /// The hard case it is made from, such as `shared_phones`.
    pub case: String,
    /// How many there are here.
    pub count: u64,
    /// What to ask.
    pub question: String,
}

/// How systems exchange data today.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Connections {
    /// In a sentence.
    pub sentence: String,
    /// The connections.
    pub connections: Vec<ConnectionView>,
    /// Pairs of systems that exchange data.
    pub links: u64,
    /// Of them, those that do so both ways.
    pub two_way: u64,
    /// Connections nobody answers for.
    pub ownerless: u64,
    /// Connections carried by hand.
    pub by_hand: u64,
    /// Connections of which nobody has said whether consents go with them.
    pub consent_unknown: u64,
    /// Connections that leave consents behind.
    pub consent_left: u64,
    /// Where what is said of consents does not fit what the systems say of people, one sentence each.
    pub consent_told: Vec<String>,
    /// Systems with at least one connection.
    pub tools: u64,
    /// Links there would be if each of them were linked with every other.
    pub most: u64,
    /// By what systems can exchange data.
    pub means: Vec<FactorChoice>,
}

/// One connection.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConnectionView {
    /// Its number.
    pub connection: i64,
    /// Where the data comes from.
    pub from: SourceMark,
    /// Where it goes.
    pub to: SourceMark,
    /// Whether it comes back as well.
    pub two_way: bool,
    /// By what, by code.
    pub how: String,
    /// By what, in words.
    pub how_label: String,
    /// `carried`, `not_carried` or blank while nobody said.
    pub consent: String,
    /// Channel by channel, how many people its two ends contradict each other about.
    pub contradictions: Vec<ContradictionPair>,
    /// Who answers for it.
    pub owner: String,
    /// Note.
    pub note: String,
}

/// Note a connection.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetConnection {
    /// Which; nothing adds one.
    #[serde(default)]
    pub connection: Option<i64>,
    /// Where the data comes from.
    pub from: i64,
    /// Where it goes.
    pub to: i64,
    /// Whether it comes back as well.
    #[serde(default)]
    pub two_way: bool,
    /// `by_hand`, `native`, `automation`, `etl`, `reverse_etl` or `cdp`.
    pub how: String,
    /// Whether consents go with it: `carried`, `not_carried` or blank.
    #[serde(default)]
    pub consent: String,
    /// Who answers for it.
    #[serde(default)]
    pub owner: String,
    /// Note.
    #[serde(default)]
    pub note: String,
}

/// Which connection.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ConnectionNumber {
    /// Its number.
    pub connection: i64,
}

/// What it costs to keep data apart. Every figure stands beside what it is made from.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CostSheet {
    /// In a sentence.
    pub sentence: String,
    /// Work done by hand.
    pub by_hand: Vec<ByHandWork>,
    /// Hours a month of all of it; nothing where there is none.
    pub hours: Option<f64>,
    /// Money an hour of work costs; nothing while nobody said.
    pub hourly: Option<f64>,
    /// The currency amounts are in; blank while nobody said.
    pub currency: String,
    /// Money a month of the work by hand; nothing while an hour has no cost.
    pub by_hand_money: Option<f64>,
    /// Money that is wasted.
    pub waste: Vec<WasteView>,
    /// Money a month of all of it; nothing where there is none.
    pub wasted: Option<f64>,
    /// When the customer found us sloppy, newest first.
    pub incidents: Vec<IncidentView>,
    /// Figures that cannot be told, and what is missing for each.
    pub not_known: Vec<String>,
}

/// Work done by hand.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ByHandWork {
    /// Its number.
    pub cost: i64,
    /// What is done.
    pub what: String,
    /// Who does it.
    pub who: String,
    /// How often in a `per`.
    pub times: f64,
    /// `day`, `week` or `month`.
    pub per: String,
    /// Minutes each time.
    pub minutes: f64,
    /// Hours a month that makes.
    pub hours: f64,
}

/// Money that is wasted.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WasteView {
    /// Its number.
    pub cost: i64,
    /// On what.
    pub what: String,
    /// Money spent in a month.
    pub amount: f64,
    /// Share of it that is wasted, 0 to 1.
    pub share: f64,
    /// Money a month that makes.
    pub wasted: f64,
}

/// An incident: two systems at odds, as a customer met it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct IncidentView {
    /// Its number.
    pub cost: i64,
    /// What the customer said.
    pub quote: String,
    /// Who told it.
    pub who: String,
    /// The day.
    pub day: String,
    /// One source that was at odds.
    pub left: SourceMark,
    /// The other.
    pub right: SourceMark,
}

/// Note a cost.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct SetCost {
    /// Which; nothing adds one.
    #[serde(default)]
    pub cost: Option<i64>,
    /// `by_hand`, `waste` or `incident`.
    pub kind: String,
    /// What is done, what is wasted on, or what the customer said.
    pub what: String,
    /// Who does it, or told it.
    #[serde(default)]
    pub who: String,
    /// By hand: how often in a `per`.
    #[serde(default)]
    pub times: Option<f64>,
    /// By hand: `day`, `week` or `month`.
    #[serde(default)]
    pub per: String,
    /// By hand: minutes each time.
    #[serde(default)]
    pub minutes: Option<f64>,
    /// Waste: money spent in a month.
    #[serde(default)]
    pub amount: Option<f64>,
    /// Waste: share of it that is wasted, 0 to 1.
    #[serde(default)]
    pub share: Option<f64>,
    /// Incident: the day, `YYYY-MM-DD`.
    #[serde(default)]
    pub day: Option<String>,
    /// Incident: one source that was at odds.
    #[serde(default)]
    pub left: Option<i64>,
    /// Incident: the other.
    #[serde(default)]
    pub right: Option<i64>,
}

/// Which cost.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct CostNumber {
    /// Its number.
    pub cost: i64,
}

/// Say what an hour of work costs.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct SetCostRates {
    /// Money an hour; nothing takes it away.
    #[serde(default)]
    pub hourly: Option<f64>,
    /// The currency amounts are in.
    #[serde(default)]
    pub currency: String,
}
