//! The project file: one SQLite database, and the only room with SQL in it.
//!
//! What a person loads is kept verbatim ([`rows`](RawRecord)); what was made of it can be made again;
//! what people decide goes through [`Store::commit`], which leaves an operation, its change (so that
//! it can be taken back) and an audit entry in the same transaction. One connection writes, others
//! read beside it (WAL); a crash at any moment leaves the last committed state.
//!
//! # Invariants
//! - SQL is written here and nowhere else; every value goes in as a parameter.
//! - A load is `loading` until its last row is in; a run is not the current one until its last
//!   customer is in. Whatever a crash leaves half done is swept away when the project is opened.
//! - A project is open for changes in one program at a time; another may look at it beside.
//! - Migrations are only ever added, never edited.
//! - A project may be encrypted; then every connection is unlocked before anything else is asked of it, and
//!   neither the passphrase nor its key is kept anywhere but in memory.

mod agreed;
mod agreements;
mod anchor;
mod asked_row;
mod assignment;
mod backup;
mod blot;
mod changed;
mod check_result;
mod column_words;
mod conflict;
mod conflict_order;
mod connection;
mod consent;
mod coverage;
mod customer;
mod customer_facets;
mod customer_facts;
mod customer_filter;
mod customer_order;
mod damage;
mod data_request;
mod decision;
mod decision_table;
mod delivered;
mod delivery;
mod encryption;
mod erasure;
mod error;
mod fitting;
mod follow;
mod golden_anew;
mod governance;
mod grouping;
mod hard_cases;
mod header;
mod history;
mod household;
mod implied;
mod kept;
mod linkage_memory;
mod list;
mod load;
mod lock;
mod mapping;
mod measured;
mod mended;
mod migration;
mod number_typed;
mod opening;
mod ordered;
mod override_value;
mod owner_only;
mod pair;
mod pair_list;
mod passphrase;
mod past_term;
mod problem;
mod profile;
mod project;
mod purge;
mod raw_cells;
mod raw_rows;
mod read_ahead;
mod record;
mod recover;
mod refused_alone;
mod restore;
mod row_set;
mod row_text;
mod run;
mod run_answer;
mod second_verdict;
mod settle;
mod some_customers;
mod source;
mod standard_writer;
mod standing;
mod stated;
mod trail;
mod value_before;
mod value_form;
mod verdict;

pub use agreed::Agreed;
pub use agreements::{
    FrozenRule, ScopeSource, StoredAgenda, StoredChangeRequest, StoredConnection, StoredCost,
    StoredLogged, StoredRaci, StoredRuleSet, StoredRuleVersion, StoredScope, StoredSignOff,
    StoredUseCase,
};
pub use asked_row::{AskedFor, AskedRow};
pub use assignment::{AssignedVerdict, Assignment};
pub use backup::{BACKUP_DAYS, StoredBackup, backups_of, folder_of as backups_folder};
pub use blot::{Blot, GONE, WordKind};
pub use changed::{ChangedRecord, arranged};
pub use check_result::StoredCheckResult;
pub use column_words::ColumnWords;
pub use conflict::{ConflictFilter, Opposed, StoredConflict};
pub use conflict_order::ConflictColumn;
pub use connection::Moment;
pub use consent::StoredConsents;
pub use coverage::StoredCoverage;
pub use customer::{CustomerCounts, KnownBy, StoredCustomer, Who};
pub use customer_facets::CustomerFacets;
pub use customer_filter::CustomerFilter;
pub use customer_order::CustomerColumn;
pub use data_request::{RequestedSystem, StoredDataRequest, StoredKeptOut};
pub use decision::{Edits, HistoryEntry, Operation, RowImage};
pub use decision_table::DecisionTable;
pub use delivered::{Delivered, DeliveredCount, StoredDelivered};
pub use delivery::StoredDelivery;
pub use encryption::{FormerCopy, PassphraseChanged, change_passphrase};
pub use erasure::{AsideCut, AsideText, ByteSearch, ERASED, Erasure, StoredErasure, Tombstones};
pub use error::{StoreError, in_words, quoted_path};
pub use fitting::RowsByState;
pub use golden_anew::GoldenWriter;
pub use governance::{StoredDuty, Subject};
pub use grouping::{StoredGrouping, StoredGroups};
pub use history::HistoryFilter;
pub use implied::{Implied, Premise};
pub use list::{StoredList, StoredListVersion};
pub use load::{LoadState, NewLoad, StoredLoad, StoredSetAside};
pub use mapping::StoredMapping;
pub use measured::{RowBehind, StoredMeasured, StoredMeasuredRow, StoredSharedKey};
pub use mended::{AsideFilter, AsideRow, NewMend, StoredMend};
pub use migration::{APPLICATION_ID, SCHEMA_VERSION};
pub use ordered::{Window, by_cell};
pub use override_value::StoredOverride;
pub use pair::{ListedPair, PairBetween, PairCounts, PairFilter, PairToPlace, StoredPair};
pub use pair_list::{PairKinds, PairOrder, PairsAsked};
pub use passphrase::Passphrase;
pub use past_term::{DatedBy, PastTerm};
pub use problem::{ProblemFilter, StoredProblem};
pub use profile::StoredProfile;
pub use project::{ProjectFacts, Store, Verification};
pub use purge::{PAST_RETENTION, Purge, PurgeEffect};
pub use raw_rows::RawRows;
pub use record::{RawRecord, StandardRecord};
pub use recover::{Recovered, TableRecovered, recover};
pub use refused_alone::RefusedAlone;
pub use restore::{Restored, restore_project};
pub use row_set::RowSet;
pub use row_text::{Exact, Needle, RowText};
pub use run::{NewRun, RunWriter, StoredMembership, StoredRun};
pub use second_verdict::{JudgedPair, StoredSecondVerdict};
pub use settle::{SettledCustomer, Unify};
pub use source::{StoredSource, StoredTable};
pub use standard_writer::{StandardWriter, Standardised};
pub use standing::StoredStanding;
pub use stated::StatedStanding;
pub use trail::{TrailBreak, TrailCheck, TrailEntry};
pub use verdict::{RecordIdentity, StoredVerdict};
