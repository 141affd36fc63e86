//! Files of people's own that say how a list is to look, and whether uploads took.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::view::AttributeView;

/// Look at a file whose header row says how a list is to look.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReadTemplate {
    /// The file: delimited text or XLSX.
    pub path: String,
}

/// What a file of headers asks for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TemplateView {
    /// What it is called: the file without its ending.
    pub name: String,
    /// How it will be written, in a sentence.
    pub dialect: String,
    /// Its columns, in its order.
    pub columns: Vec<TemplateColumn>,
    /// How many columns nobody is sure about.
    pub open: u64,
    /// What a column can hold.
    pub choices: Vec<AttributeView>,
}

/// A column of a file of headers.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TemplateColumn {
    /// Where it stands, from 0.
    pub column: u64,
    /// Its header, letter for letter.
    pub header: String,
    /// Code of what would be written in it; nothing leaves it blank.
    pub attribute: Option<String>,
    /// The same in words.
    pub label: String,
    /// Whether that is sure. What is not stays blank until somebody says.
    pub sure: bool,
    /// Why, in a sentence.
    pub reason: String,
}

/// Keep a file of headers as a destination.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct KeepTemplate {
    /// The file.
    pub path: String,
    /// What the destination is called.
    pub name: String,
    /// What somebody said about columns; the others are as they were suggested where that was sure.
    #[serde(default)]
    pub columns: Vec<TemplateChoice>,
    /// A file for the recipe; the folder of destinations in the settings unless told.
    #[serde(default)]
    pub to: Option<String>,
}

/// What somebody said about a column of a file of headers.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TemplateChoice {
    /// Where it stands, from 0.
    pub column: u64,
    /// Code of what is written in it; nothing leaves it blank.
    #[serde(with = "super::said")]
    #[ts(as = "Option<String>")]
    pub attribute: Option<String>,
}

/// Whether an upload took, as far as a later load or somebody tells.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DeliveryOutcome {
    /// Number of the delivery.
    pub delivery: i64,
    /// `no_system` (it sends no exports), `not_loaded` (none of its exports is loaded), `no_later_load`,
    /// `find_people_first` (a later load is there, people have not been found with it), `told`.
    pub state: String,
    /// The source that is the destination's system; blank where there is none.
    pub source: String,
    /// When the later load came; blank where there is none.
    pub loaded_at: String,
    /// People in the delivery who still are customers.
    pub people: u64,
    /// Of them those the system had before.
    pub were_there: u64,
    /// Of them those it has now.
    pub are_there: u64,
    /// Those it has now and did not have.
    pub came: u64,
    /// Those it had and has no more.
    pub went: u64,
    /// People in the delivery who are no customer of their own any more.
    pub gone: u64,
    /// So many rows of it the platform took, as somebody said; nothing where nobody did.
    pub accepted: Option<u64>,
    /// What that says, in a sentence.
    pub sentence: String,
}

/// Say how many rows of a delivery its platform took.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetAccepted {
    /// Number of the delivery.
    pub delivery: i64,
    /// So many rows, as the platform tells after the upload; nothing takes back what was said.
    #[serde(default)]
    pub accepted: Option<u64>,
}
