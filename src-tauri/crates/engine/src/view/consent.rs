//! What people permit: who said what where and when, what holds, and where sources contradict each other.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttributeView, SourceMark};

/// What one customer permits, channel by channel, with every statement it follows from.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConsentLedger {
    /// The customer.
    pub customer: String,
    /// Name of the customer.
    pub name: String,
    /// The agreed country, ISO 3166 alpha-2; blank where none is known.
    pub country: String,
    /// The country all telephones belong to, where no address tells one; nothing where an address does or they differ.
    pub country_by_phone: Option<String>,
    /// Why no country is known: `no_column`, `blank`, `invalid`, `phones_differ`; nothing where one is.
    pub country_unknown: Option<String>,
    /// The channels, and requests to be deleted where there is one.
    pub channels: Vec<ChannelLedger>,
}

/// One channel of one customer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChannelLedger {
    /// The channel.
    pub channel: AttributeView,
    /// What holds, such as `opted_out`; nothing where nobody says.
    pub state: Option<String>,
    /// Why nothing holds: `no_column`, `blank`, `invalid`.
    pub unknown: Option<String>,
    /// Why it holds, in a sentence.
    pub why: String,
    /// Whether one source says yes and another no.
    pub contradicted: bool,
    /// The law that is assumed: `opt_in`, `opt_out`, `not_assumed`, `unknown`.
    pub regime: String,
    /// The same in words.
    pub regime_label: String,
    /// What was said, the strictest first, of the same the latest first.
    pub statements: Vec<ConsentStatement>,
    /// Sources that know the customer and say nothing, and those no file is loaded of.
    pub silent: Vec<SilentSource>,
}

/// What one row says.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConsentStatement {
    /// The record.
    pub record: i64,
    /// Its source.
    pub source: SourceMark,
    /// Its table.
    pub table: String,
    /// Its file.
    pub file: String,
    /// Row as a spreadsheet shows it.
    pub row: u64,
    /// What it says, such as `opted_in`; `unreadable` where nobody can tell, `doubtful_yes` for a yes in a
    /// column nobody has confirmed as a permission, `other_purpose` for a row of a log about something lists are not
    /// made for.
    pub state: String,
    /// What stands in the cell, to the letter; the file's name where the file as a whole says it.
    pub raw: String,
    /// What that was read as, such as `no` for a `1` under "unsubscribed", where its mapping or its file's name says so.
    pub read_as: Option<String>,
    /// The column; nothing where the file as a whole says it.
    pub column: Option<String>,
    /// What proves it: `column`, `file`, `request`, `bounce`, `complaint`.
    pub evidence: String,
    /// When it was said, as far as the row tells.
    pub time: Option<String>,
    /// What that time is of: `consent`, or `row` where only the row has one.
    pub time_of: String,
    /// Where the source has it from, as the row tells; blank where it does not.
    pub origin: String,
    /// What the row of a log is for, such as `newsletter`; `unknown` where nobody can read it, blank where the table has
    /// no such column.
    pub purpose: String,
    /// Whether this is what holds.
    pub holds: bool,
    /// Whether a later word of the same source has taken its place.
    pub replaced: bool,
}

/// A source that says nothing about a channel.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SilentSource {
    /// The source.
    pub source: SourceMark,
    /// Why: `not_asked`, `no_file`, `no_column`, `blank`, `invalid`.
    pub unknown: String,
}

/// Ask where sources contradict each other about what somebody permits.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ListContradictions {
    /// Only this channel, such as `email_consent`.
    #[serde(default)]
    pub channel: Option<String>,
    /// Only between this source …
    #[serde(default)]
    pub left: Option<i64>,
    /// … and this one.
    #[serde(default)]
    pub right: Option<i64>,
    /// First one to tell.
    #[serde(default)]
    pub offset: u64,
    /// At most so many; 100 at most.
    #[serde(default)]
    pub limit: Option<u64>,
}

/// Contradictions.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ContradictionPage {
    /// The contradictions, customer by customer.
    pub contradictions: Vec<Contradiction>,
    /// How many there are under the filter.
    pub total: u64,
}

/// One source says yes, another no, about the same customer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Contradiction {
    /// The customer.
    pub customer: String,
    /// Name of the customer.
    pub name: String,
    /// The channel, with every statement.
    pub ledger: ChannelLedger,
}

/// What people permit, counted.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConsentSummary {
    /// People found: every count is of so many.
    pub people: u64,
    /// What becomes of contradicting answers, in the sentence people agreed on.
    pub rule: String,
    /// The channels.
    pub channels: Vec<ChannelCounts>,
    /// Sources that contradict each other, most people first.
    pub pairs: Vec<ContradictionPair>,
    /// Columns that never say no, one sentence each.
    pub doubted: Vec<String>,
    /// Columns whose no alone keeps people out whose yes another source has, one sentence each.
    pub kept_out: Vec<String>,
    /// How many people live where which law is assumed for e-mail.
    pub regimes: Vec<RegimeCount>,
    /// How many people live in which region, those whose country nobody knows apart.
    pub regions: Vec<RegionConsents>,
}

/// One channel, counted.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChannelCounts {
    /// The channel.
    pub channel: AttributeView,
    /// People by what holds.
    pub states: Vec<StateCount>,
    /// People nobody says anything usable about.
    pub not_said: u64,
    /// People one source says yes about and another no.
    pub contradicted: u64,
    /// People without a yes where one is needed first.
    pub without_needed_yes: u64,
    /// What each source holds of it.
    pub sources: Vec<SourceConsents>,
}

/// People of whom one state holds.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StateCount {
    /// The state, such as `opted_in`.
    pub state: String,
    /// How many people.
    pub people: u64,
}

/// What one source holds about a channel.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SourceConsents {
    /// The source.
    pub source: SourceMark,
    /// `known`, or why there is nothing to count, as in the coverage.
    pub state: String,
    /// Rows in the tables that have such a column.
    pub rows: u64,
    /// Rows with a usable answer.
    pub answered: u64,
    /// Rows with something nobody can read as an answer, fillers included.
    pub invalid: u64,
    /// Rows with nothing.
    pub blank: u64,
}

/// Two sources, and on how many people they contradict each other.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ContradictionPair {
    /// The channel.
    pub channel: AttributeView,
    /// One source.
    pub left: SourceMark,
    /// The other.
    pub right: SourceMark,
    /// How many people.
    pub people: u64,
}

/// People under one law.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RegimeCount {
    /// The law: `opt_in`, `opt_out`, `not_assumed`, `unknown`.
    pub regime: String,
    /// The same in words.
    pub label: String,
    /// How many people.
    pub people: u64,
}

/// People of one region, and what they permit by e-mail.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RegionConsents {
    /// The region: `eea`, `united_kingdom`, `switzerland`, `united_states`, `elsewhere`, `unknown`.
    pub region: String,
    /// The same in words.
    pub label: String,
    /// How many people.
    pub people: u64,
    /// Of them those of whom telephones alone tell the country, and no address.
    pub by_phone: u64,
    /// Of those whose country nobody knows, those whose telephones are of several countries.
    pub phones_differ: u64,
    /// Of them by what holds of e-mail.
    pub states: Vec<StateCount>,
    /// Of them those nobody says anything usable about.
    pub not_said: u64,
    /// What somebody noted of the privacy rules there; blank while nobody did.
    pub note: String,
}
