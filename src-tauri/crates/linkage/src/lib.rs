//! Probabilistic record linkage for customers: blocking, comparison, training, scoring, clustering, explanation.
//!
//! Give it records ([`RecordSetBuilder`]) and it finds the persons behind them ([`link`]), without
//! labels. It follows Fellegi and Sunter, with three classes of pairs (the same person, one
//! household, strangers), frequencies of values, values shared by several people, and clusters
//! judged as wholes. Nothing here reads files, looks at a clock or draws unseeded numbers: the same
//! records, stated facts and settings give the same result on any number of cores.

mod agglomerate;
mod blocking;
mod blocking_keys;
mod born_apart;
mod candidates;
mod canonical;
mod comparison;
mod components;
mod contacts;
mod draw;
mod evaluate;
mod expected;
mod explain;
mod features;
mod fold;
mod frequency;
mod graph;
mod handover;
mod heard;
mod household;
mod how_frequent;
mod known_pairs;
mod learn_forms;
mod left_out;
mod link;
mod log_tables;
mod mailed_apart;
mod memory;
mod model;
mod name_forms;
mod names;
mod obeyed;
mod outcome;
mod pairs;
mod pattern;
mod person_sizes;
mod ragged;
mod record_set;
mod report;
mod rows;
mod series;
mod settings;
mod similarity;
mod since;
mod standing;
mod tier;
mod ties;
mod training;

pub use blocking::RuleReport;
pub use comparison::{Chances, Comparison, ComparisonKind, Level};
pub use draw::{Draw, Drawn};
pub use evaluate::{Scores, pairwise_scores};
pub use expected::Interval;
pub use explain::{Evidence, Explanation};
pub use frequency::StoredFrequencies;
pub use graph::{WeakSpots, weak_spots};
pub use handover::{
    Agreement, Cells, CheckedPair, Flat, HandOver, HouseholdClass, HouseholdLevels, OwnOrder,
    SplinkComparison, SplinkLevel, SplinkSettings, SqlDialect, TableColumn,
};
pub use household::LARGEST_HOUSEHOLD;
pub use how_frequent::HowCommon;
pub use link::{link, link_since};
pub use memory::{Before, Memory};
pub use model::{EarlierRound, Learnt, MODEL_VERSION, Model};
pub use outcome::{Apart, Linkage, ScoredPair};
pub use person_sizes::PersonSizes;
pub use record_set::{
    FieldKind, FieldSpec, RecordSet, RecordSetBuilder, RecordValues, compared_as,
};
pub use report::{Bar, Course, Report, Whole};
pub use settings::{LinkageError, Settings, Stated, Unwatched, Watch};
pub use standing::{Standing, StatedStanding, ValueStanding};
pub use tier::Tier;
pub use ties::RecordTie;
pub use training::TrainingReport;
