//! What leaves the laptop, by hand: lists for destinations, tables, the report; every file safe.
//!
//! - [`Destination`]: what an upload file has to look like, read from data files;
//! - [`prepare`] and [`deliver`]: people in, rows and reasons out, files written whole; [`Preparing`] where they are too
//!   many to be there at once, [`WaitingList`] and [`publish`] where several lists are there together or not at all;
//! - [`write_manifest`]: the page beside a delivery, with counts and hashes;
//! - [`write_table`]: the tables of the audit, for people or for programs;
//! - [`write_report`]: one self-contained page;
//! - [`mask`]: personal data as far as a projector may show it.
//!
//! A file is written beside its place and moved there when complete, so nobody ever finds half of
//! one; of several that belong together either all are moved or none. Nothing here reads the clock or the network.

mod atomic_file;
mod built_in;
mod column;
mod deliver;
mod destination;
mod encoded;
mod erasure_proof;
mod error;
mod file_rules;
mod former_files;
mod hashing;
mod left_out;
mod list;
mod manifest_file;
mod masking;
mod normaliser;
mod parquet_file;
mod part;
mod parts;
mod people_file;
mod person;
mod personal;
mod recipe_check;
mod region_rule;
mod report;
mod report_content;
mod report_font;
mod report_sheets;
mod report_workbook;
mod rows;
mod safe_csv;
mod tables;
mod together;
mod xlsx_file;

pub use atomic_file::{WrittenFile, is_left_over};
pub use column::{AtMost, Column, ColumnSource, LengthUnit};
pub use deliver::{ListFile, Manifest, WaitingList, deliver, publish};
pub use destination::{ConsentRule, Destination, Hashing, Tier};
pub use erasure_proof::{ErasureProof, ProofSystem, write_erasure_proof};
pub use error::DeliveryError;
pub use file_rules::{FileFormat, FileRules, Quoting, Separator, TextEncoding};
pub use former_files::FormerFiles;
pub use hashing::{is_hash, sha256_hex};
pub use list::{Extent, Preparing, Weighed, prepare};
pub use manifest_file::{
    CheckedAgainst, Circumstances, ObeyedRule, manifest_path, write_manifest, write_text,
};
pub use masking::mask;
pub use normaliser::Normaliser;
pub use parquet_file::{ParquetCells, ParquetColumn, ParquetFile, ParquetValues};
pub use part::{Given, Home, Part};
pub use people_file::{MOST_SHEET_ROWS, PeopleFile, is_workbook};
pub use person::{InDoubt, LAST_PURCHASE, Person, Prepared, Purpose, Reason};
pub use personal::Personal;
pub use region_rule::RegionRule;
pub use report::{render_report, write_report};
pub use report_content::{
    ReportBasis, ReportCell, ReportCheck, ReportConflict, ReportContent, ReportCoverage,
    ReportExample, ReportFile, ReportIntersection, ReportLine, ReportLogEntry, ReportOverlap,
    ReportOwner, ReportPicture, ReportProblem, ReportRegion, ReportRegions, ReportRuleVersion,
    ReportScore, ReportSignOff, ReportSourceCoverage, ReportTable,
};
pub use report_workbook::write_report_tables;
pub use rows::Rows;
pub use safe_csv::{Dialect, LineEnd, Mode, SafeCsv, defused};
pub use tables::{TableFile, write_table};
