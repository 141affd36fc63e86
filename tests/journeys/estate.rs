//! The sample estate, audited once for every journey on it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;

use rollcall_engine::view::OpenProject;
use rollcall_engine::{AuditRequest, AuditSummary, Clock, Engine, EngineOptions, Silent};
use rollcall_tests::checkout::root;

pub(crate) type Place = (String, String, u64);

pub(crate) struct Audited {
    pub(crate) summary: AuditSummary,
    /// Where the tables and the report were written.
    pub(crate) out: tempfile::TempDir,
    /// The project, open.
    pub(crate) engine: Engine,
    pub(crate) truth: BTreeMap<Place, String>,
    pub(crate) found: BTreeMap<Place, String>,
}

/// The day it is in most journeys.
const TODAY: &str = "2026-11-23";

/// How an engine of the journeys is opened on a day: without settings, by the same person.
pub(crate) fn options_on(day: &str) -> EngineOptions {
    EngineOptions {
        version: "test".into(),
        clock: Clock::on(day.parse().expect("a day")),
        who: "test".into(),
        settings_folder: None,
        projects_folder: PathBuf::new(),
        sample_exports: None,
    }
}

/// The same on the day it is in most journeys.
pub(crate) fn options() -> EngineOptions {
    options_on(TODAY)
}

pub(crate) fn engine() -> Engine {
    engine_on(TODAY)
}

pub(crate) fn engine_on(day: &str) -> Engine {
    Engine::new(options_on(day))
}

pub(crate) fn audited() -> &'static Audited {
    static AUDITED: OnceLock<Audited> = OnceLock::new();
    AUDITED.get_or_init(|| {
        let out = tempfile::tempdir().expect("a folder");
        let request = AuditRequest {
            paths: vec![root().join("sample-data/exports")],
            project: Some(out.path().join("sample.rollcall")),
            out: Some(out.path().to_path_buf()),
        };
        let engine = engine();
        let summary = engine
            .audit(&request, &Silent)
            .expect("the sample can be audited");
        let path = out.path().join("sample.rollcall").display().to_string();
        engine
            .open_project(OpenProject { path })
            .expect("the project opens");
        Audited {
            summary,
            engine,
            truth: places(&root().join("sample-data/truth.csv"), "person_id"),
            found: places(&out.path().join("crosswalk.csv"), "customer_id"),
            out,
        }
    })
}

pub(crate) fn places(path: &std::path::Path, label: &str) -> BTreeMap<Place, String> {
    let mut reader = csv::Reader::from_path(path).expect("the file");
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| {
        header
            .iter()
            .position(|one| one == name)
            .expect("the column")
    };
    let (source, table, row, label) = (
        column("source"),
        column("table"),
        column("row"),
        column(label),
    );
    reader
        .records()
        .map(|record| {
            let record = record.expect("a row");
            let number = record[row].parse().expect("a row number");
            (
                (record[source].to_owned(), record[table].to_owned(), number),
                record[label].to_owned(),
            )
        })
        .collect()
}

/// The customers a planted person's rows ended in.
pub(crate) fn customers_of(person: &str) -> BTreeSet<&'static str> {
    let audited = audited();
    audited
        .truth
        .iter()
        .filter(|(_, one)| one.as_str() == person)
        .filter_map(|(place, _)| audited.found.get(place).map(String::as_str))
        .collect()
}
