//! Customers: found, agreed on, and explained.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttributeView, ExplanationView, MendView, Sort, SourceMark, ValueView};

/// Find customers.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct SearchCustomers {
    /// Words; every one must be found somewhere in the customer's values.
    #[serde(default)]
    pub query: String,
    /// Only customers this source knows.
    #[serde(default)]
    pub source: Option<i64>,
    /// Only customers in conflict.
    #[serde(default)]
    pub conflicts_only: bool,
    /// Only customers with at least so many records.
    #[serde(default)]
    pub records_at_least: Option<u64>,
    /// By `name`, `email`, `phone`, `city`, `country`, `records`, `conflicts` or `customer`; where nothing
    /// is said, those the words fit best first, then by name.
    #[serde(default)]
    #[ts(optional)]
    pub sort: Option<Sort>,
    /// First one to tell.
    #[serde(default)]
    pub offset: u64,
    /// At most so many; 500 at most.
    #[serde(default)]
    pub limit: Option<u64>,
}

/// Ask what each further condition would leave of the customers found.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct CountCustomers {
    /// Words; every one must be found somewhere in the customer's values.
    #[serde(default)]
    pub query: String,
    /// Only customers this source knows.
    #[serde(default)]
    pub source: Option<i64>,
    /// Only customers in conflict.
    #[serde(default)]
    pub conflicts_only: bool,
    /// Only customers with at least so many records.
    #[serde(default)]
    pub records_at_least: Option<u64>,
}

/// What each condition would leave: beside all else that is asked for, and in place of what is asked of the same.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustomerFacets {
    /// Of every source that knows anybody.
    pub sources: Vec<SourceFacet>,
    /// Customers in conflict.
    pub in_conflict: u64,
    /// Customers of several records.
    pub of_several_records: u64,
}

/// What one source would leave.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SourceFacet {
    /// The source.
    pub source: SourceMark,
    /// Customers it knows.
    pub customers: u64,
}

/// Customers.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustomerPage {
    /// The customers.
    pub customers: Vec<CustomerRow>,
    /// How many there are under the search.
    pub total: u64,
}

/// A customer in the grid.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustomerRow {
    /// The stable id, such as `C000123`.
    pub customer: String,
    /// Name.
    pub name: String,
    /// Main e-mail.
    pub email: String,
    /// Main phone.
    pub phone: String,
    /// Town.
    pub city: String,
    /// Country.
    pub country: String,
    /// The sources that know the customer.
    pub sources: Vec<SourceMark>,
    /// How many records.
    pub records: u64,
    /// How many attributes in conflict.
    pub conflicts: u64,
}

/// Which customer.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CustomerNumber {
    /// The stable id, such as `C000123`.
    pub customer: String,
}

/// Everything about one customer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustomerView {
    /// The stable id.
    pub customer: String,
    /// Name, or the best identifier.
    pub name: String,
    /// The agreed values.
    pub golden: Vec<GoldenView>,
    /// The records behind them: the first 200, and those that agreed values were taken from.
    pub records: Vec<RecordView>,
    /// How many there are.
    pub record_count: u64,
    /// Where sources disagree.
    pub conflicts: Vec<ConflictView>,
    /// E-mails, phones, cards and other ids, with their standing.
    pub identifiers: Vec<IdentifierView>,
    /// Customers of the same household.
    pub household: Vec<CustomerRow>,
    /// How this customer came about: merges and splits from run to run.
    pub trail: Vec<String>,
}

/// One agreed value.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GoldenView {
    /// The attribute.
    pub attribute: AttributeView,
    /// The value.
    pub value: String,
    /// The rule that chose it, in words.
    pub rule: String,
    /// The cell it came from; nothing for a value a person set.
    pub lineage: Option<Lineage>,
    /// Sources that say the same.
    pub supporters: Vec<SourceMark>,
    /// What else is said.
    pub others: Vec<OtherValue>,
    /// Whether a person set it.
    pub overridden: bool,
}

/// Down to the cell.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Lineage {
    /// The source.
    pub source: SourceMark,
    /// The table.
    pub table: String,
    /// The file.
    pub file: String,
    /// Row as a spreadsheet shows it.
    pub row: u64,
    /// Header of the column; nothing for a constant of the mapping.
    pub column: Option<String>,
    /// What stands in the cell, to the letter.
    pub raw: String,
    /// What that was read as before it was standardised, where its mapping says so.
    pub read_as: Option<String>,
    /// The rule that standardised it.
    pub rule: String,
    /// The record.
    pub record: i64,
    /// Who mended the row, where it was set aside first.
    pub mended: Option<MendView>,
}

/// A value that did not win.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OtherValue {
    /// The value.
    pub value: String,
    /// Who says so.
    pub sources: Vec<SourceMark>,
    /// The day on which a row that says so last changed in its source, `YYYY-MM-DD`, if one tells.
    pub as_of: Option<String>,
}

/// A record: one row of a load, raw and standardised.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RecordView {
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
    /// Its values.
    pub values: Vec<ValueView>,
    /// What ties it to the customer, when it was not the first; asked for with `explain_record`.
    pub tied_in: bool,
    /// Who mended the row, where it was set aside first.
    pub mended: Option<MendView>,
}

/// An identifier and how far it can be trusted.
#[derive(Debug, Clone, Serialize, TS)]
pub struct IdentifierView {
    /// The attribute.
    pub attribute: AttributeView,
    /// The value.
    pub value: String,
    /// `personal`, `household`, `shared` or `junk`.
    pub standing: String,
    /// Records that hold it, over all customers.
    pub records: u64,
    /// Who says so.
    pub sources: Vec<SourceMark>,
}

/// Which record.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct RecordNumber {
    /// Its number.
    pub record: i64,
}

/// Why a record belongs to its customer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Membership {
    /// The record asked about.
    pub record: RecordView,
    /// The record that ties it in; nothing when it stands alone or came first.
    pub tied_to: Option<RecordView>,
    /// The evidence.
    pub explanation: Option<ExplanationView>,
}

/// Set a value by hand; it survives every run.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OverrideValue {
    /// The customer.
    pub customer: String,
    /// Code of the attribute.
    pub attribute: String,
    /// The value; nothing gives the word back to the rule.
    pub value: Option<String>,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// An attribute on which sources disagree about one customer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConflictView {
    /// The customer.
    pub customer: String,
    /// Name of the customer.
    pub name: String,
    /// The attribute.
    pub attribute: AttributeView,
    /// What is said, and by whom.
    pub values: Vec<OtherValue>,
    /// What the rule chose; blank where nobody has decided yet, or a person said that there is no value.
    pub winner: String,
    /// Whether no value holds until somebody decides.
    pub is_open: bool,
    /// The rule, in words.
    pub rule: String,
    /// Who has the word; blank while nobody does.
    pub decider: String,
}

/// Ask for conflicts.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ListConflicts {
    /// Only this attribute.
    #[serde(default)]
    pub attribute: Option<String>,
    /// Only between this source …
    #[serde(default)]
    pub left: Option<i64>,
    /// … and this one.
    #[serde(default)]
    pub right: Option<i64>,
    /// Only about attributes this person has the word on; blank for those nobody has it on.
    #[serde(default)]
    #[ts(optional)]
    pub decider: Option<String>,
    /// Only where a source of this owner is part of it; blank for sources nobody owns.
    #[serde(default)]
    #[ts(optional)]
    pub owner: Option<String>,
    /// Only where this is why the answer stands, by its code in the summary.
    #[serde(default)]
    #[ts(optional)]
    pub answer: Option<String>,
    /// By `customer`, `name` or `attribute`; by customer where nothing is said.
    #[serde(default)]
    #[ts(optional)]
    pub sort: Option<Sort>,
    /// First one to tell.
    #[serde(default)]
    pub offset: u64,
    /// At most so many; 500 at most.
    #[serde(default)]
    pub limit: Option<u64>,
}

/// Conflicts.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConflictPage {
    /// The conflicts.
    pub conflicts: Vec<ConflictView>,
    /// How many there are under the filter.
    pub total: u64,
}

/// Where conflicts are: attribute × pair of sources.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConflictSummary {
    /// Conflicts in all.
    pub conflicts: u64,
    /// Customers with at least one.
    pub customers: u64,
    /// The attributes, with their rule and decider.
    pub attributes: Vec<ConflictAttribute>,
    /// The pairs of sources.
    pub pairs: Vec<(SourceMark, SourceMark)>,
    /// `cells[attribute][pair]`: customers on whom the two disagree.
    pub cells: Vec<Vec<u64>>,
    /// The same conflicts by who has the word on their attribute, those with most first.
    pub deciders: Vec<ConflictPerson>,
    /// By who owns a source that is part of them; one between two owners counts for both.
    pub owners: Vec<ConflictPerson>,
    /// By why their answer stands, those without one first, then those with most.
    pub answers: Vec<ConflictAnswer>,
}

/// The conflicts answered for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConflictAnswer {
    /// Its code.
    pub answer: String,
    /// In words.
    pub label: String,
    /// How many.
    pub conflicts: u64,
}

/// The conflicts somebody answers for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConflictPerson {
    /// Name of the person or team; blank for the conflicts nobody answers for.
    pub person: String,
    /// How many.
    pub conflicts: u64,
}

/// An attribute in conflict.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConflictAttribute {
    /// The attribute.
    pub attribute: AttributeView,
    /// Customers in conflict about it.
    pub customers: u64,
    /// The rule, in a sentence.
    pub rule: String,
    /// Who has the word; blank while nobody does.
    pub decider: String,
}
