//! Requests of people about their data: by when each is to be answered, and where somebody has to look.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DoubtfulRow, TraceRow};

/// The requests, open ones first, the most urgent on top.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DataRequests {
    /// The requests.
    pub requests: Vec<DataRequestView>,
    /// The first of those that stand in a loaded file and that nobody has taken up, the most urgent on top.
    pub asked: Vec<AskedInFile>,
    /// How many there are of them: one a customer and kind, and one a row and kind where nobody is found.
    pub asked_total: u64,
    /// How many of them are past their day.
    pub asked_overdue: u64,
    /// The first of those of which their own file says that they are done, those of people who still have rows here on
    /// top.
    pub done: Vec<DoneInFile>,
    /// How many there are of them.
    pub done_total: u64,
    /// Of how many of them the person has other rows here.
    pub done_standing: u64,
    /// How long an answer may take, by where people live.
    pub terms: Vec<RequestTermView>,
    /// How many are open.
    pub open: u64,
    /// How many of them are overdue.
    pub overdue: u64,
    /// Where they stand, in a sentence.
    pub sentence: String,
}

/// A request that stands in a loaded file and that nobody has taken up.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AskedInFile {
    /// `access`, `rectification`, `restriction`, `portability` or `deletion`.
    pub kind: String,
    /// The customer; nothing where nobody is found by the row.
    pub customer: Option<String>,
    /// Name of the customer; blank where there is none.
    pub name: String,
    /// Where they live, ISO 3166 alpha-2; blank where nobody knows.
    pub country: String,
    /// Where that is, as far as the time for an answer goes: `europe`, `united_states`, `elsewhere`, `unknown`.
    pub region: String,
    /// The first of the rows that ask.
    pub rows: Vec<TraceRow>,
    /// How many rows ask.
    pub rows_total: u64,
    /// How many other rows the customer has.
    pub elsewhere: u64,
    /// The day it was asked, `YYYY-MM-DD`; nothing where no row tells.
    pub asked_on: Option<String>,
    /// The last day on which an answer is in time.
    pub due_on: String,
    /// Why it is that day.
    pub because: String,
    /// Days until then; below nought where it is past.
    pub days_left: i64,
    /// Whether it is past its day.
    pub overdue: bool,
}

/// A request of which its own file says that it is done, and that nobody has taken up.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DoneInFile {
    /// `access`, `rectification`, `restriction`, `portability` or `deletion`.
    pub kind: String,
    /// The customer; nothing where nobody is found by the row.
    pub customer: Option<String>,
    /// Name of the customer; blank where there is none.
    pub name: String,
    /// The first of the rows that ask.
    pub rows: Vec<TraceRow>,
    /// How many rows ask.
    pub rows_total: u64,
    /// The column that says that it is done.
    pub column: String,
    /// What stands there.
    pub says: String,
    /// How many other rows the customer has; nought for any other than to be deleted, which deletes none.
    pub elsewhere: u64,
    /// Whether the person is gone as well, or that the request was answered, in a sentence.
    pub sentence: String,
}

/// One request.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DataRequestView {
    /// Its number.
    pub request: i64,
    /// `access`, `rectification`, `restriction`, `portability`, `deletion` or `objection`.
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
    /// The first of the rows of files that ask for it, as far as they are loaded.
    pub asked_in: Vec<TraceRow>,
    /// In how many tables somebody was looked for who was not found; nothing where the request is a customer's.
    pub searched: Option<u64>,
    /// Whether what arrives later of this person is kept out, or is written to by no list.
    pub kept_out: bool,
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

/// Enter a request: of a customer, or of somebody who is not found, by their address or number. That is kept as a
/// keyed hash alone.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct OpenRequest {
    /// The customer; nothing where nobody is found.
    #[serde(default)]
    pub customer: Option<String>,
    /// `access`, `rectification`, `restriction`, `portability` or `deletion`; `access`, `deletion` or `objection` of somebody
    /// who is not found.
    pub kind: String,
    /// The day it came, `YYYY-MM-DD`; today where it is left out.
    #[serde(default)]
    pub received_on: Option<String>,
    /// What to note with it, such as its number elsewhere. Name nobody here. Where nobody is found it is all by which
    /// the request is known again.
    #[serde(default)]
    pub note: String,
    /// The e-mail address of somebody who is not found.
    #[serde(default)]
    pub email: Option<String>,
    /// The telephone of somebody who is not found, with its country: `+44 20 7946 0000`.
    #[serde(default)]
    pub phone: Option<String>,
    /// Whether rows that arrive later with the address are to be stopped, or, for an objection, no list writes to it.
    #[serde(default)]
    pub keep_out: bool,
}

/// Take up requests that stand in files: some, or all of them.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct TakeUpRequests {
    /// A row of each that is taken up, by the number of its record; also of one of which its file says that it is done.
    #[serde(default)]
    pub records: Vec<i64>,
    /// How many wait, where all that wait are taken up: said again so that none is that nobody saw.
    #[serde(default)]
    pub all: Option<u64>,
}

/// Look for somebody by their address or number.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct SearchAsker {
    /// The e-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// The telephone, with its country: `+44 20 7946 0000`.
    #[serde(default)]
    pub phone: Option<String>,
}

/// What is known of an address or number.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AskerFound {
    /// In how many tables was looked.
    pub tables: u64,
    /// How many rows there are in them, of every load.
    pub rows: u64,
    /// How many rows hold it.
    pub total: u64,
    /// The first of them.
    pub found: Vec<DoubtfulRow>,
    /// A request by the same address or number; nothing where there is none.
    pub request: Option<i64>,
    /// The same in sentences.
    pub sentence: String,
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
