//! What people ask and what they are told: the shapes of every request and reply.
//!
//! They are the wire types too. The TypeScript types are generated from them, so that a screen,
//! the command line and a test can never disagree about a shape. Rows are numbered as a
//! spreadsheet shows them, everything else from 0; probabilities are between 0 and 1, match weights
//! in bits, times RFC 3339 in UTC, sizes in bytes, durations in milliseconds.

mod approach;
mod backup;
mod check_book;
mod check_inputs;
mod completeness;
mod consent;
mod customer;
mod data_request;
mod decision_log;
mod decisions;
mod destination;
mod encryption;
mod erasure;
mod governance;
mod handover;
mod history;
mod household;
mod list;
mod mapping;
mod matching;
mod measures;
mod mend;
mod pair_case;
mod personalisation;
mod profile;
mod project;
mod purge;
mod readiness;
mod recipe;
mod regroup;
mod report;
mod review;
mod rows;
mod rules;
mod runs;
mod saved_list;
mod schema;
mod scorecard;
mod sign_off;
mod source;
mod survivorship;
mod timeline;
mod trust;
mod use_case;
mod value_map;
mod workshop;

pub use approach::*;
pub use backup::*;
pub use check_book::*;
pub use check_inputs::*;
pub use completeness::*;
pub use consent::*;
pub use customer::*;
pub use data_request::*;
pub use decision_log::*;
pub use decisions::*;
pub use destination::*;
pub use encryption::*;
pub use erasure::*;
pub use governance::*;
pub use handover::*;
pub use history::*;
pub use household::*;
pub use list::*;
pub use mapping::*;
pub use matching::*;
pub use measures::*;
pub use mend::*;
pub use pair_case::*;
pub use personalisation::*;
pub use profile::*;
pub use project::*;
pub use purge::*;
pub use readiness::*;
pub use recipe::*;
pub use regroup::*;
pub use report::*;
pub use review::*;
pub use rows::*;
pub use rules::*;
pub use runs::*;
pub use saved_list::*;
pub use schema::*;
pub use scorecard::*;
pub use sign_off::*;
pub use source::*;
pub use survivorship::*;
pub use timeline::*;
pub use trust::*;
pub use use_case::*;
pub use value_map::*;
pub use workshop::*;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Nothing to say or nothing to ask.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// A source as chips, lineage and charts show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SourceMark {
    /// The source.
    pub source: i64,
    /// Its name.
    pub name: String,
    /// Two letters, unique in the project.
    pub letters: String,
    /// Hue on the colour wheel, 0 to 359, stable for the source.
    pub hue: u16,
}

/// What is wrong, where, and what to do.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProblemView {
    /// Its number in the project; 0 when it is not kept (a preview).
    pub problem: i64,
    /// The situation, such as `totals_row`.
    pub code: String,
    /// `note`, `warning` or `error`.
    pub severity: String,
    /// The source it belongs to, once there is one.
    pub source: Option<SourceMark>,
    /// File, with the member of an archive after a slash.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Row as a spreadsheet shows it.
    pub row: Option<u64>,
    /// Column header.
    pub column: Option<String>,
    /// One sentence.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// How many rows it touches.
    pub count: u64,
    /// How it was in the load before of the same table; nothing where there is none.
    pub trend: Option<Trend>,
    /// What mends it here; nothing where only the system the file came from can, and in a preview.
    pub fix: Option<ProblemFix>,
}

/// What mends a finding here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ProblemFix {
    /// `date_order` (choose the order of day and month, by `set_column`), `column` or `table` (look at how it is read), or
    /// `aside` (mend the rows behind the finding, by `mend_row`).
    pub kind: String,
    /// The table.
    pub table: i64,
    /// Position of the column in the file, from 0, where it is one.
    pub column: Option<usize>,
    /// What the column is, by code, where its order of day and month is to be chosen.
    pub attribute: Option<String>,
    /// Which set of it.
    pub group: u8,
    /// The order that is chosen already, and holds from the next audit on.
    pub date_order: Option<String>,
}

/// A situation in a column, now and in the load before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Trend {
    /// Rows it touches now, all findings of this kind in the column together.
    pub now: u64,
    /// Rows there are now.
    pub of_now: u64,
    /// Rows it touched in the load before.
    pub before: u64,
    /// Rows there were.
    pub of_before: u64,
}

/// An attribute and its words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
pub struct AttributeView {
    /// The stable code, such as `family_name`.
    pub code: String,
    /// What people read.
    pub label: String,
    /// `person`, `contact`, `address`, `identifier`, `consent`, `lifecycle`, `event`, `organisation` or `custom`.
    pub family: String,
}

/// Reads a member that may be `null` but not left out: half a request must not take something away.
mod said {
    use serde::{Deserialize, Deserializer};

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        reader: D,
    ) -> Result<Option<String>, D::Error> {
        Option::deserialize(reader)
    }
}

#[cfg(test)]
mod half_requests {
    use super::{JudgePair, SetColumn};

    #[test]
    fn half_a_request_is_refused() {
        let read = |text: &str| serde_json::from_str::<SetColumn>(text);
        assert!(read(r#"{"table":1,"column":11}"#).is_err());
        assert!(read(r#"{"table":1,"column":11,"attribute":null}"#).is_ok());
        let read = |text: &str| serde_json::from_str::<JudgePair>(text);
        assert!(read(r#"{"pair":1}"#).is_err());
        assert!(read(r#"{"pair":1,"verdict":null}"#).is_ok());
    }
}
