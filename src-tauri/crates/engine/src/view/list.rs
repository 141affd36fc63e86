//! Lists out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::view::{DraftList, SourceMark};

/// The lists and the destinations.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Lists {
    /// What can be listed.
    pub lists: Vec<ListView>,
    /// Where lists can go.
    pub destinations: Vec<DestinationView>,
    /// What is wrong with recipes of destinations in the settings that were passed over.
    pub refused_recipes: Vec<String>,
}

/// A list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListView {
    /// Its code, such as `recent_purchasers`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Who is in it, in a sentence.
    pub sentence: String,
    /// `contact` (people to write to), `suppress` (people to leave alone), `table` (for people and programs), `cleaned`
    /// (a file as it was loaded, corrected) or `merge` (what to merge in a system).
    pub purpose: String,
    /// Whether it has a window of days.
    pub windowed: bool,
    /// Its number, where people made it; nothing for a list of the program.
    pub saved: Option<i64>,
    /// The version in force, where people made it.
    pub version: Option<u32>,
    /// Codes of the destinations that can take it.
    pub destinations: Vec<String>,
}

/// A destination.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DestinationView {
    /// Its code, such as `google_customer_match`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What to know before uploading, one sentence each.
    pub warnings: Vec<String>,
    /// The columns of its file.
    pub columns: Vec<String>,
    /// Where its rules were read, and when.
    pub source_note: String,
    /// How names of its files end.
    pub extension: String,
    /// What lists may go there: `contact`, `suppress`.
    pub purposes: Vec<String>,
}

/// See who is in a list before it is written.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PreviewList {
    /// Code of the list; blank for a draft.
    #[serde(default)]
    pub list: String,
    /// A list that is not saved.
    #[serde(default)]
    pub draft: Option<DraftList>,
    /// Code of the destination; or a file: a recipe, or a table whose headers say what to write.
    pub destination: String,
    /// Window in days, for lists that have one; 30 unless told.
    #[serde(default)]
    pub days: Option<u32>,
    /// The day the window ends, `YYYY-MM-DD`; the last purchase that is loaded unless told.
    #[serde(default)]
    pub today: Option<String>,
}

/// Who is in, who is out, and why.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListPreview {
    /// Everybody the list's conditions chose.
    pub chosen: u64,
    /// How many of them the file would hold.
    pub rows: u64,
    /// How many are left out, by reason.
    pub left_out: Vec<LeftOut>,
    /// The columns of the file.
    pub columns: Vec<String>,
    /// The first rows, as they would be written.
    pub sample: Vec<Vec<String>>,
    /// What to know before uploading.
    pub warnings: Vec<String>,
    /// The window in words, such as "24 October to 23 November 2026"; blank without one.
    pub window: String,
    /// Which sources the list was checked against.
    pub checked_against: Vec<String>,
    /// The same with how far they go, and those it could not be checked against.
    pub stamp: ListStamp,
}

/// What a list was checked against.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ListStamp {
    /// The sources that took part.
    pub checked: Vec<CheckedSource>,
    /// Those of the inventory that did not, with the reason.
    pub unchecked: Vec<UncheckedSource>,
}

/// A source a list was checked against.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CheckedSource {
    /// The source.
    pub source: SourceMark,
    /// The day its newest load came.
    pub loaded_on: String,
    /// It says who bought.
    pub says_bought: bool,
    /// It says who may not be written to.
    pub says_no: bool,
}

/// A source a list was not checked against.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UncheckedSource {
    /// The source.
    pub source: SourceMark,
    /// Why, in a sentence.
    pub why: String,
}

/// A reason to be left out.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LeftOut {
    /// The reason, in words.
    pub reason: String,
    /// How many.
    pub customers: u64,
    /// Some of them, by id.
    pub examples: Vec<String>,
}

/// Write a list.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DeliverList {
    /// Code of the list.
    pub list: String,
    /// Code of the destination; or a file: a recipe, or a table whose headers say what to write.
    pub destination: String,
    /// Window in days, for lists that have one.
    #[serde(default)]
    pub days: Option<u32>,
    /// The day the window ends; the last purchase that is loaded unless told.
    #[serde(default)]
    pub today: Option<String>,
    /// The file to write.
    pub path: String,
    /// Also write who is left out, and why, to a file beside it (`…-left-out.csv`).
    #[serde(default)]
    pub left_out_file: bool,
}

/// One written file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DeliveryView {
    /// Its number.
    pub delivery: i64,
    /// Name of the list.
    pub list: String,
    /// Its version, where people made it.
    pub version: Option<u32>,
    /// Name of the destination.
    pub destination: String,
    /// Where it was written: each file, in order. A destination may ask for several.
    pub files: Vec<String>,
    /// When.
    pub written_at: String,
    /// Who wrote it; blank where that was not noted yet.
    pub by: String,
    /// The rules people decided on that it obeys, each with its version; none where the defaults held, nothing
    /// where they were not noted yet.
    pub rules: Option<Vec<String>>,
    /// Rows in it.
    pub rows: u64,
    /// Left out, by reason.
    pub left_out: BTreeMap<String, u64>,
    /// SHA-256 of the file, or of each of them, with a blank between.
    pub sha256: String,
    /// The run it was made from.
    pub run: Option<i64>,
    /// Whether it should be written again: something changed since, or it is too old.
    pub stale: bool,
    /// Why, one sentence each.
    pub stale_because: Vec<String>,
    /// Days since it was written.
    pub age_days: u32,
    /// Names of the sources it was checked against, each with the day its load came.
    pub checked: Vec<String>,
    /// Names of sources that are in the inventory now and were not checked.
    pub unchecked: Vec<String>,
    /// What to know before it is uploaded, as it is told once it is written; nothing in the log.
    pub warnings: Vec<String>,
}
