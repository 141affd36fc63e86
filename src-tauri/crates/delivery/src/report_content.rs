//! What the report tells, as plain data.

use rollcall_model::{Attribute, Severity, Unknown};
use serde::{Deserialize, Serialize};

/// Everything on the page. Texts are written as they are given, with their HTML made harmless.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportContent {
    /// Name of the project.
    pub project: String,
    /// When the report was made, as people read it.
    pub made_on: String,
    /// Rows read from all sources.
    pub rows: u64,
    /// Sources with a file.
    pub sources: u64,
    /// Distinct people.
    pub people: u64,
    /// So many people matching on e-mail alone would count too many; nothing when not counted.
    pub too_many_by_email: Option<u64>,
    /// Pairs that wait for a person's word.
    pub pairs_to_review: u64,
    /// What is not known, one sentence each; stands first.
    pub not_known: Vec<String>,
    /// The figures stakeholders ask about, on one page.
    pub scorecard: Vec<ReportScore>,
    /// One line per table.
    pub tables: Vec<ReportTable>,
    /// Sources × attributes.
    pub coverage: ReportCoverage,
    /// Sources × sources.
    pub overlap: ReportOverlap,
    /// How far who is who can be trusted, one sentence each.
    pub trust: Vec<String>,
    /// Attributes on which sources disagree, the most customers first.
    pub conflicts: Vec<ReportConflict>,
    /// The problems that touch most, the worst first.
    pub problems: Vec<ReportProblem>,
    /// Who answers for each source.
    pub owners: Vec<ReportOwner>,
    /// People by where they live, as far as privacy law goes.
    pub regions: ReportRegions,
    /// Rules people decided on, as sentences.
    pub rules: Vec<String>,
    /// One entry a team: who signed the rules.
    pub sign_offs: Vec<ReportSignOff>,
    /// When customers noticed that systems are at odds, one sentence each, without personal data.
    pub incidents: Vec<String>,
    /// What the checks found.
    pub checks: Vec<ReportCheck>,
    /// The problem that is worked on, its measure today and as aimed at, and whether it can begin; one sentence each.
    pub use_case: Vec<String>,
    /// What is worked on, what was frozen, and what changed since; one sentence each.
    pub scope: Vec<String>,
    /// How systems exchange data, and where what is said of consents on the way does not fit; one sentence each.
    pub connections: Vec<String>,
    /// What it costs to keep data apart, each figure with what it is made from; one sentence each.
    pub costs: Vec<String>,
    /// The approach that is advised, why, and the next step; one sentence each.
    pub advice: Vec<String>,
    /// What to ask a vendor, a question for each hard case that was counted here.
    pub vendor_questions: Vec<String>,
    /// Decisions, questions and actions.
    pub log: Vec<ReportLogEntry>,
    /// Rules with the version that acts.
    pub rule_versions: Vec<ReportRuleVersion>,
    /// Every file with its fingerprint.
    pub files: Vec<ReportFile>,
    /// Whether the examples of problems are shown unmasked.
    pub shows_personal_data: bool,
    /// Whether the page tells no count of one to four people or rows: so few may be known by it.
    pub hides_small_counts: bool,
}

/// A figure of the scorecard.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReportScore {
    /// What people call it.
    pub label: String,
    /// So many of so many, in words, or why it cannot be known.
    pub figure: String,
    /// Whether it is known.
    pub is_known: bool,
    /// What is counted, of what.
    pub definition: String,
    /// Who answers for it; nothing when nobody is named.
    pub owner: Option<String>,
    /// Whether it is beyond what was agreed on.
    pub is_beyond: bool,
}

/// A table as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReportTable {
    /// Its source.
    pub source: String,
    /// The file, with its sheet.
    pub file: String,
    /// What it is about, such as "Customers".
    pub role: String,
    /// Rows in the file.
    pub read: u64,
    /// Rows that are used.
    pub loaded: u64,
    /// Rows that are not, each kept with its reason.
    pub set_aside: u64,
}

/// Sources × attributes.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ReportCoverage {
    /// The columns.
    pub attributes: Vec<String>,
    /// The rows; each has as many cells as there are attributes.
    pub rows: Vec<ReportSourceCoverage>,
}

/// What one source holds.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ReportSourceCoverage {
    /// The source.
    pub source: String,
    /// One cell per attribute.
    pub cells: Vec<ReportCell>,
}

/// A cell of the coverage table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportCell {
    /// Counted.
    Counted {
        /// Rows that could hold a value.
        rows: u64,
        /// Rows that hold a usable one.
        valid: u64,
    },
    /// Not known, and why.
    Unknown(Unknown),
}

/// Sources × sources. Lists go in the order of `sources`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReportOverlap {
    /// The sources.
    pub sources: Vec<String>,
    /// People in both; on the diagonal the people of the source.
    pub in_common: Vec<Vec<u64>>,
    /// People in this source only.
    pub only_here: Vec<u64>,
    /// The combinations with most people.
    pub intersections: Vec<ReportIntersection>,
}

/// People in exactly these sources.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReportIntersection {
    /// The sources.
    pub sources: Vec<String>,
    /// The people.
    pub people: u64,
}

/// An attribute on which sources disagree.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReportConflict {
    /// The attribute.
    pub attribute: String,
    /// Customers it concerns.
    pub customers: u64,
    /// The rule that decides, in words.
    pub rule: String,
    /// Who would be asked; nothing when nobody is named.
    pub decider: Option<String>,
}

/// A problem of the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportProblem {
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in a sentence without personal data.
    pub message: String,
    /// Where it is: file, sheet, column.
    pub place: String,
    /// What to do about it.
    pub hint: String,
    /// Rows it touches.
    pub count: u64,
    /// Who answers for it; nothing when nobody is named.
    pub owner: Option<String>,
    /// Some of the values; masked unless the report shows personal data.
    pub examples: Vec<ReportExample>,
}

/// An example of a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportExample {
    /// What the value is meant to be, when known; decides how it is masked.
    pub attribute: Option<Attribute>,
    /// The value as it stands in the file.
    pub value: String,
}

/// Who answers for a source.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReportOwner {
    /// The source.
    pub source: String,
    /// Accountable for it; nothing when nobody is named.
    pub owner: Option<String>,
    /// Looks after its data; nothing when nobody is named.
    pub steward: Option<String>,
}

/// People by where they live, as far as privacy law goes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReportRegions {
    /// Of how many people nobody knows where they live, of how many.
    pub sentence: String,
    /// The regions; none while people have not been found.
    pub lines: Vec<ReportRegion>,
}

/// People of a region, and the privacy rules there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReportRegion {
    /// The region.
    pub label: String,
    /// People who live there.
    pub people: u64,
    /// Of them those who gave consent to e-mail.
    pub given: u64,
    /// Of them those who refused it.
    pub refused: u64,
    /// Of them those of whom something else is known: who never answered, who waits, whose messages come back.
    pub other: u64,
    /// Of them those nobody says anything usable about.
    pub not_said: u64,
    /// What somebody noted of the rules in force there; blank while nobody did.
    pub note: String,
}

/// How a team stands to the rules.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReportSignOff {
    /// The team.
    pub team: String,
    /// Who signed; nothing when nobody did.
    pub person: Option<String>,
    /// Whether what was signed has changed since.
    pub is_outdated: bool,
}

/// A check.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ReportCheck {
    /// What people call it.
    pub title: String,
    /// What came of it.
    pub sentence: String,
    /// So many of so many, in words; blank where it cannot be known.
    pub figure: String,
    /// What is counted, of what.
    pub definition: String,
    /// From when until when.
    pub window: String,
    /// Who answers for it; nothing when nobody is named.
    pub owner: Option<String>,
    /// What it must not be beyond, in words; blank while nobody set it.
    pub target: String,
    /// Whether it passed or failed, in words; blank where it is no test with a limit of its own.
    #[serde(default)]
    pub verdict: String,
    /// How it moved, in words; blank for a first time.
    pub trend: String,
    /// What cannot be known, one sentence each.
    pub unknown: Vec<String>,
    /// How the number of each source came about, where several stand beside one another.
    #[serde(default)]
    pub basis: Vec<ReportBasis>,
    /// Its pictures, as tables.
    pub pictures: Vec<ReportPicture>,
}

/// How the number of one source came about.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ReportBasis {
    /// The source and the table.
    pub source: String,
    /// What it gave, in words.
    pub gave: String,
    /// What each fact is called, and what is known of it; nothing where the file does not tell.
    pub facts: Vec<(String, Option<String>)>,
}

/// A picture of a check.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ReportPicture {
    /// Its title and what to see in it.
    pub caption: String,
    /// What its values are.
    pub columns: Vec<String>,
    /// Its lines.
    pub lines: Vec<ReportLine>,
    /// The largest value of any line, for the length of bars.
    pub largest: f64,
}

/// A line of a picture.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ReportLine {
    /// What it is about.
    pub label: String,
    /// Whether that is a name, such as of a campaign or a source, and no words of the program.
    #[serde(default)]
    pub is_named: bool,
    /// A value for each column; nothing where it is not known.
    pub values: Vec<Option<f64>>,
    /// Whether it passed, failed or could not be tested, in words; blank where it is no test.
    #[serde(default)]
    pub verdict: String,
    /// Whether nobody can explain it.
    pub is_unexplained: bool,
}

/// A decision, a question or an action.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReportLogEntry {
    /// Decision, question or action.
    pub kind: String,
    /// What it says.
    pub text: String,
    /// Who answers for it; nothing when nobody is named.
    pub owner: Option<String>,
    /// The day it is due, or the day of a decision.
    pub day: String,
    /// Open, done and so on.
    pub state: String,
}

/// A rule and the version that acts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReportRuleVersion {
    /// The sentence.
    pub sentence: String,
    /// The version.
    pub version: u32,
    /// Who decided when, in words.
    pub decided: String,
}

/// A file as it was loaded.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReportFile {
    /// The file.
    pub file: String,
    /// When it was loaded.
    pub loaded_at: String,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub fingerprint: String,
}
