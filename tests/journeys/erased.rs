//! A person who was erased stays erased: nothing of her is left in the file, and next month's
//! export does not bring her back.

mod asked_by_phone;
mod everywhere;
mod header;
mod in_a_column;
mod lists_written;
mod mailbox;
mod reason;
mod settings;
mod suppressed;
mod taken;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use rollcall_engine::view::{
    CustomerNumber, ErasePerson, Figure, ImportChoice, ImportFiles, InspectFiles, ListHistory,
    ListProblems, Nothing, OpenProject, ReadingView, RowsBehind, SearchCustomers,
};
use rollcall_engine::{Engine, verify_project};
use rollcall_tests::checkout::root;

use crate::estate::{audited, customers_of, engine};

/// A copy of the audited sample, open.
pub(crate) fn copy(folder: &Path) -> Engine {
    copy_for(folder, engine())
}

/// A copy of the audited sample, open in an engine.
pub(crate) fn copy_for(folder: &Path, engine: Engine) -> Engine {
    let from = audited().out.path().join("sample.rollcall");
    let to = folder.join("copy.rollcall").display().to_string();
    rusqlite::Connection::open(from)
        .expect("the sample")
        .execute("VACUUM INTO ?1", [&to])
        .expect("a copy");
    engine
        .open_project(OpenProject { path: to })
        .expect("the copy opens");
    engine
}

pub(crate) fn wait(engine: &Engine, job: i64) {
    let until = Instant::now() + Duration::from_secs(300);
    loop {
        let jobs = engine.list_jobs(Nothing {}).expect("the jobs");
        let one = jobs.iter().find(|one| one.job == job).expect("the job");
        if one.state != "running" {
            assert_eq!(one.state, "finished", "{:?}", one.error);
            return;
        }
        assert!(Instant::now() < until, "the job takes too long");
        std::thread::sleep(Duration::from_millis(5));
    }
}

pub(crate) fn found(engine: &Engine, query: &str) -> u64 {
    let request = SearchCustomers {
        query: query.to_owned(),
        ..SearchCustomers::default()
    };
    engine.search_customers(request).expect("a page").total
}

/// Files of the project that hold this text anywhere in their bytes.
pub(crate) fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            found.extend(files_with(&path, text));
            continue;
        }
        let mut bytes = std::fs::read(&path).expect("the bytes");
        bytes.make_ascii_lowercase();
        // A text that is whole stays so beside bytes that are none.
        if String::from_utf8_lossy(&bytes).contains(&text.to_ascii_lowercase()) {
            found.push(path.display().to_string());
        }
    }
    found
}

/// The hashes of records that the runs of the project keep.
fn kept_hashes(folder: &Path) -> BTreeSet<u64> {
    let file = rusqlite::Connection::open(folder.join("copy.rollcall")).expect("the project");
    let mut statement = file
        .prepare("SELECT memory FROM linkage_memory")
        .expect("the table");
    let kept: Vec<Vec<u8>> = statement
        .query_map([], |row| row.get(0))
        .expect("what is kept")
        .collect::<Result<_, _>>()
        .expect("bytes");
    // The form, how many there are, then the hashes, eight bytes each.
    let number = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().expect("eight bytes"));
    kept.iter()
        .flat_map(|bytes| {
            let count = number(&bytes[4..12]) as usize;
            bytes[12..12 + 8 * count].chunks(8).map(number)
        })
        .collect()
}

#[test]
fn g53_deleted_person_returns() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let customer = (*customers_of("deleted-florence").first().expect("one")).to_owned();
    let traces = engine
        .find_traces(CustomerNumber {
            customer: customer.clone(),
        })
        .expect("traces");
    assert_eq!(traces.rows.len(), 3);
    assert!(traces.checklist.iter().any(|line| line.contains("Shopify")));
    let secrets = [
        "florence.tarrington",
        "7700900375",
        "\"8 Granary Road",
        "Tarrington",
        "S8 4RD",
        "7000514091890",
    ];
    for secret in &secrets[..3] {
        assert!(
            !files_with(folder.path(), secret).is_empty(),
            "the bait {secret}"
        );
    }

    let kept_before = kept_hashes(folder.path());
    assert!(!kept_before.is_empty());

    let reason = "request 38".to_owned();
    let job = engine
        .erase_person(ErasePerson {
            customer: customer.clone(),
            reason,
            also_rows: Vec::new(),
            also_set_aside: Vec::new(),
        })
        .expect("a job")
        .job;
    wait(&engine, job);
    for secret in secrets {
        assert_eq!(files_with(folder.path(), secret), [""; 0], "{secret}");
    }
    let kept = kept_hashes(folder.path());
    let gone = kept_before.difference(&kept).count();
    assert!(gone >= 3, "of the hashes of records {gone} are gone");
    assert!(kept.is_subset(&kept_before), "no record is new");
    assert_eq!(found(&engine, "Florence Tarrington"), 0);
    assert!(engine.get_customer(CustomerNumber { customer }).is_err());
    let history = engine.history(ListHistory::default()).expect("the history");
    assert_eq!(
        history.steps[0].sentence,
        "Erased a person on request; rows taken out: 3"
    );
    assert!(!history.steps[0].undoable);

    let job = engine
        .import_files(ImportFiles {
            paths: vec![root().join("sample-data/next-month").display().to_string()],
            choices: Vec::new(),
            then_audit: true,
        })
        .expect("a job")
        .job;
    wait(&engine, job);
    let jobs = engine.list_jobs(Nothing {}).expect("the jobs");
    let loaded = jobs.into_iter().find(|one| one.job == job);
    let told = loaded.and_then(|one| one.outcome).unwrap_or_default();
    assert!(told.contains("erased or asked to be kept out"), "{told}");
    assert_eq!(found(&engine, "Florence Tarrington"), 0, "she came back");
    assert_eq!(files_with(folder.path(), "florence.tarrington"), [""; 0]);
    let load = engine
        .list_loads(Nothing {})
        .expect("the loads")
        .into_iter()
        .find(|load| {
            load.current && load.source.name == "Shopify" && load.table_name == "customers"
        })
        .expect("the new load");
    assert_eq!(load.rows_read, load.rows_loaded + load.rows_set_aside);
    let refused = engine
        .rows_behind(RowsBehind {
            figure: Figure::SetAside { load: load.load },
            filter: String::new(),
            sort: None,
            offset: 0,
            limit: None,
        })
        .expect("the rows")
        .rows;
    assert_eq!(refused.len(), 1);
    assert!(
        refused[0].cells[1].contains("erased on request"),
        "{:?}",
        refused[0].cells
    );
    assert_eq!(refused[0].cells[2], "");
    her_row_is_no_header(&engine, folder.path());
}

/// A file without a header has its first row for one when it is read so, and a header is kept.
fn her_row_is_no_header(engine: &Engine, folder: &Path) {
    let elsewhere = tempfile::tempdir().expect("a folder");
    let path = elsewhere.path().join("people.csv");
    std::fs::write(
        &path,
        "Florence;Tarrington;florence.tarrington@home.example.com\nBo;Li;bo@example.com\n",
    )
    .expect("a file");
    let paths = vec![path.display().to_string()];
    let look = |choices| {
        engine
            .inspect_files(InspectFiles {
                paths: paths.clone(),
                choices,
            })
            .expect("a look")
            .tables
            .remove(0)
    };
    let guessed = look(Vec::new());
    let read_from = |header_row| {
        let reading = ReadingView {
            header_row,
            ..guessed.reading.clone()
        };
        vec![ImportChoice {
            key: guessed.key.clone(),
            skip: false,
            reading: Some(reading),
            source_name: None,
            ..ImportChoice::default()
        }]
    };
    for (header_row, loads) in [(Some(1), 0), (None, 1)] {
        let before = engine.list_loads(Nothing {}).expect("the loads").len();
        let job = engine
            .import_files(ImportFiles {
                paths: paths.clone(),
                choices: read_from(header_row),
                then_audit: false,
            })
            .expect("a job")
            .job;
        wait(engine, job);
        let after = engine.list_loads(Nothing {}).expect("the loads").len();
        assert_eq!(after - before, loads, "header {header_row:?}");
        let told = engine
            .list_problems(ListProblems {
                code: Some("erased_person".into()),
                ..ListProblems::default()
            })
            .expect("the problems");
        let is_told = told
            .problems
            .iter()
            .any(|problem| problem.message.contains("taken for its header"));
        assert_eq!(is_told, header_row.is_some());
        assert_eq!(files_with(folder, "florence.tarrington"), [""; 0]);
    }
}

/// Opening the project's own file as an export would take away the locks on it.
#[test]
fn the_open_project_is_no_export() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let project = folder.path().join("copy.rollcall");
    let look = engine
        .inspect_files(InspectFiles {
            paths: vec![project.display().to_string()],
            choices: Vec::new(),
        })
        .expect("a look");
    assert!(look.tables.is_empty());
    let told: Vec<&str> = look
        .problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        told,
        ["“copy.rollcall” was left out: it is the project that is open."]
    );
}

/// Undo goes past an erasure to what can be taken back, and brings nobody back with it.
#[test]
fn undo_does_not_reach_into_an_erasure() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let customer = (*customers_of("script-callum").first().expect("one")).to_owned();
    let request = rollcall_engine::view::OverrideValue {
        customer: customer.clone(),
        attribute: "city".into(),
        value: Some("Zennorbridge".into()),
        reason: String::new(),
    };
    engine.override_value(request).expect("a value by hand");
    let job = engine
        .erase_person(ErasePerson {
            customer,
            reason: String::new(),
            also_rows: Vec::new(),
            also_set_aside: Vec::new(),
        })
        .expect("a job")
        .job;
    wait(&engine, job);
    let undone = engine.undo(Nothing {}).expect("undo").sentence;
    assert!(undone.is_none_or(|sentence| sentence.starts_with("Taken back: Loaded")));
    engine.redo(Nothing {}).expect("redo");
    // The load done again has the rows it has now, not those it had before the erasure.
    let verified = verify_project(&folder.path().join("copy.rollcall")).expect("a look");
    assert!(verified.sound, "{:?}", verified.findings);
    for secret in ["Zennorbridge", "callum.bickerstaff"] {
        assert_eq!(files_with(folder.path(), secret), [""; 0], "{secret}");
    }
}
