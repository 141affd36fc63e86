//! What leaves the laptop, by hand: lists for destinations, tables, the report; every file safe.
//!
//! - [`Destination`]: what an upload file has to look like, read from data files;
//! - [`prepare`] and [`deliver`]: people in, rows and reasons out, files written whole;
//! - [`write_table`]: the tables of the audit, for people or for programs;
//! - [`write_report`]: one self-contained page;
//! - [`mask`]: personal data as far as a projector may show it.
//!
//! A file is written beside its place and moved there when complete, so nobody ever finds half of
//! one. Nothing here reads the clock or the network.

mod atomic_file;
mod column;
mod destination;
mod error;
mod hashing;
mod list;
mod masking;
mod normaliser;
mod person;
mod report;
mod report_content;
mod rows;
mod safe_csv;
mod tables;

pub use atomic_file::WrittenFile;
pub use column::{Column, ColumnSource};
pub use destination::{ConsentRule, Destination, FileRules, Hashing};
pub use error::DeliveryError;
pub use hashing::{is_hash, sha256_hex};
pub use list::{Manifest, deliver, prepare};
pub use masking::mask;
pub use normaliser::Normaliser;
pub use person::{InDoubt, LAST_PURCHASE, Person, Prepared, Purpose, Reason};
pub use report::{render_report, write_report};
pub use report_content::{
    ReportCell, ReportCheck, ReportConflict, ReportContent, ReportCoverage, ReportExample,
    ReportFile, ReportIntersection, ReportLine, ReportLogEntry, ReportOverlap, ReportOwner,
    ReportPicture, ReportProblem, ReportRuleVersion, ReportSignOff, ReportSourceCoverage,
    ReportTable,
};
pub use rows::Rows;
pub use safe_csv::{LineEnd, Mode, SafeCsv, defused};
pub use tables::{TableFile, write_table};
