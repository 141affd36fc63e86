//! The use cases: import, map, link, unify, decide, deliver; jobs and undo.
//!
//! One verb a file. A use case takes from the store, calls the pure rooms and puts back; it holds no
//! SQL, reads no file format and knows no screen. Everything that takes long runs as a job that
//! tells how far it is and stops when asked.

mod audit;
mod audit_files;
mod basis;
mod batches;
#[cfg(test)]
mod breaks_off;
mod column_rows;
mod compare_runs;
mod conflicts;
mod course;
mod coverage;
mod customer_graph;
mod customers;
mod decision_files;
mod destinations;
mod doubtful_answers;
mod engine;
mod erase_person;
mod error;
mod explain;
mod figures;
mod following;
mod governance;
mod groups;
mod history;
mod holes;
mod households;
mod identity;
mod import_files;
mod inspect_files;
mod inventory;
mod job;
mod link_files;
mod linkage_records;
mod lists;
mod loads;
mod mapping_files;
mod mappings;
mod match_summary;
mod matches;
mod measure_checks;
mod measure_people;
mod measured_rows;
mod measures;
mod mistyped;
mod override_value;
mod overview;
mod own_files;
mod pace;
mod pair_pattern;
mod paste_table;
mod person_traces;
mod problems;
mod profile_load;
mod profiles;
mod project;
mod readiness;
mod readiness_parts;
mod records;
mod refuse_erased;
mod regroup;
mod report;
mod reunify;
mod row_reader;
mod run_audit;
mod run_linkage;
mod said_no;
mod same_table;
mod since_before;
mod stakes;
mod stale_details;
mod standardise_load;
mod survivorship;
mod table_rows;
mod targets;
mod tombstones;
mod trend;
mod unify_customers;
mod watch;
mod write_behind;
mod write_pairs;

pub mod view;

pub use audit::{AuditRequest, AuditSummary, NewerExport, StageTime, TableCounts};
pub use engine::{Clock, Engine, EngineOptions};
pub use error::EngineError;
pub use link_files::{LinkRequest, LinkSummary};
pub use project::{project_facts, verify_project};
pub use rollcall_model::grouped;
pub use rollcall_store::{StoreError, Verification};
pub use view::Event;
pub use watch::{Silent, Watch};
