//! Requests of people about their data: by when each is to be answered, and where somebody has to look.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The requests, open ones first, the most urgent on top.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DataRequests {
    /// The requests.
    pub requests: Vec<DataRequestView>,
    /// How long an answer may take, by where people live.
    pub terms: Vec<RequestTermView>,
    /// How many are open.
    pub open: u64,
    /// How many of them are overdue.
    pub overdue: u64,
    /// Where they stand, in a sentence.
    pub sentence: String,
}

/// One request.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DataRequestView {
    /// Its number.
    pub request: i64,
    /// `access` or `deletion`.
    pub kind: String,
    /// The customer; nothing once the person is erased or no row knows them any more.
    pub customer: Option<String>,
    /// Name of the customer; blank where there is none any more.
    pub name: String,
    /// Where they lived when it came, ISO 3166 alpha-2; blank where nobody knew.
    pub country: String,
    /// Where that is, as far as the time for an answer goes: `europe`, `united_states`, `elsewhere`, `unknown`.
    pub region: String,
    /// The day it came, `YYYY-MM-DD`.
    pub received_on: String,
    /// The last day on which an answer is in time.
    pub due_on: String,
    /// Why it is that day.
    pub because: String,
    /// Days until then; below nought where it is past.
    pub days_left: i64,
    /// Whether it is open and past its day.
    pub overdue: bool,
    /// What was noted with it.
    pub note: String,
    /// Who entered it.
    pub who: String,
    /// Where somebody has to look by hand.
    pub systems: Vec<RequestSystem>,
    /// `open`, `done` or `refused`.
    pub state: String,
    /// What came of it.
    pub outcome: String,
    /// The day it was settled.
    pub settled_on: Option<String>,
    /// The erasure that answered it.
    pub erasure: Option<i64>,
}

/// A system in which somebody has to look for the person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RequestSystem {
    /// The source; nothing for exports, written lists and copies.
    pub source: Option<i64>,
    /// What it is called.
    pub label: String,
    /// What is to be done there.
    pub to_do: String,
    /// The day somebody did; nothing while nobody has.
    pub done_on: Option<String>,
    /// Who did.
    pub who: String,
}

/// How long an answer may take where somebody lives.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RequestTermView {
    /// Where: `europe`, `united_states`, `elsewhere`, `unknown`.
    pub region: String,
    /// The same in words.
    pub label: String,
    /// How long: `days:30`, `months:1`.
    pub term: String,
    /// The same in words.
    pub in_words: String,
    /// Whether nobody has set another.
    pub is_assumed: bool,
}

/// Enter a request.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OpenRequest {
    /// The customer.
    pub customer: String,
    /// `access` or `deletion`.
    pub kind: String,
    /// The day it came, `YYYY-MM-DD`; today where it is left out.
    #[serde(default)]
    pub received_on: Option<String>,
    /// What to note with it, such as its number elsewhere. Name nobody here.
    #[serde(default)]
    pub note: String,
}

/// Say that a system was looked into, or not.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TickRequest {
    /// The request.
    pub request: i64,
    /// The source; nothing for exports, written lists and copies.
    #[serde(default)]
    pub source: Option<i64>,
    /// Whether it is done.
    pub done: bool,
}

/// Settle a request, or take it up again.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SettleRequest {
    /// The request.
    pub request: i64,
    /// `done`, `refused` or `open`.
    pub state: String,
    /// What came of it; why, where it is refused.
    #[serde(default)]
    pub outcome: String,
}

/// Say how long an answer may take where somebody lives.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetRequestTerm {
    /// Where: `europe`, `united_states`, `elsewhere`, `unknown`.
    pub region: String,
    /// How long: `days:30`, `months:1`; nothing for what is assumed of the law.
    #[serde(default)]
    pub term: Option<String>,
    /// Why.
    #[serde(default)]
    pub reason: String,
}
