//! A project is copied as days go by, and a backup is put in its place; what is damaged is told and recovered.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rollcall_api::Session;
use rollcall_tests::rollcall::rollcall;
use serde_json::{Value, json};

use crate::erased::wait;
use crate::estate::options_on;

const PEOPLE: &str = "\
Id;First name;Last name;E-mail
1;Grietje;Dekkerstein;grietje.dekker@example.com
2;Bob;Lindqvist;bob.lindqvist@example.org
";

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    /// A project that was made and loaded on a day.
    fn new(day: &str) -> Self {
        let place = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        let session = Session::new(options_on(day));
        ask(
            &session,
            "create_project",
            json!({ "path": place.file(), "name": "Shop" }),
        );
        let export = place.folder.path().join("people.csv");
        std::fs::write(&export, PEOPLE).expect("a file");
        let request = json!({ "paths": [export], "choices": [], "then_audit": true });
        let job = ask(&session, "import_files", request)["job"].as_i64();
        wait(session.engine(), job.expect("a job"));
        place
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("shop.rollcall")
    }

    /// A window that has it open on a day.
    fn on(&self, day: &str) -> Session {
        let session = Session::new(options_on(day));
        ask(&session, "open_project", json!({ "path": self.file() }));
        session
    }
}

fn ask(session: &Session, command: &str, request: Value) -> Value {
    session
        .call(command, request)
        .unwrap_or_else(|error| panic!("{command}: {error}"))
}

fn backups(session: &Session) -> Vec<Value> {
    let told = ask(session, "list_backups", json!({}));
    told["backups"].as_array().cloned().unwrap_or_default()
}

fn note(session: &Session, text: &str) {
    ask(session, "set_note", json!({ "source": 1, "note": text }));
}

#[test]
fn a_day_of_changes_is_kept_when_the_next_begins_and_can_be_brought_back() {
    let place = Place::new("2026-11-20");
    assert_eq!(backups(&place.on("2026-11-20")).len(), 0);
    let session = place.on("2026-11-21");
    let kept = backups(&session);
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(
        kept[0]["at"]
            .as_str()
            .is_some_and(|at| at.starts_with("2026-11-20"))
    );
    note(&session, "Asked on Friday");
    drop(session);

    // A day without changes of its own copies what the one before left, once.
    drop(place.on("2026-11-22"));
    let session = place.on("2026-11-23");
    let kept = backups(&session);
    assert_eq!(kept.len(), 2, "{kept:?}");
    note(&session, "Wrong");
    let newest = kept[0]["backup"].clone();
    let done = ask(&session, "restore_backup", json!({ "backup": newest }));
    let sentence = done["sentence"].as_str().unwrap_or_default();
    assert!(sentence.contains("2026-11-21"), "{sentence}");
    let history = ask(
        &session,
        "history",
        json!({ "query": "", "offset": 0, "limit": 9 }),
    );
    let told = history.to_string();
    assert!(told.contains("Restored the backup of 2026-11-21"), "{told}");
    assert!(
        backups(&session)
            .iter()
            .any(|one| one["before_restore"] == true)
    );

    ask(&session, "set_backups", json!({ "on": false }));
    drop(session);
    let session = place.on("2026-11-25");
    assert_eq!(backups(&session).len(), 3);
}

#[test]
fn a_damaged_project_is_told_restored_and_recovered_on_the_command_line() {
    let place = Place::new("2026-11-20");
    let file = place.file();
    drop(place.on("2026-11-21"));
    let run = |words: &[&str], more: &[&Path]| {
        let words = words.iter().map(OsString::from);
        let more = more.iter().map(|path| path.as_os_str().to_owned());
        rollcall(words.chain(more).collect::<Vec<OsString>>()).expect("the command line")
    };
    let listed = run(&["project", "backups"], &[&file]);
    assert!(listed.output.contains("1 backup,"), "{}", listed.output);
    let backup = listed
        .output
        .split(' ')
        .next()
        .unwrap_or_default()
        .to_owned();

    let root: i64 = rusqlite::Connection::open(&file)
        .and_then(|file| {
            file.query_row(
                "SELECT rootpage FROM sqlite_schema WHERE name = 'standard_record'",
                [],
                |row| row.get(0),
            )
        })
        .expect("a page");
    let mut bytes = std::fs::read(&file).expect("bytes");
    let from = (root as usize - 1) * 8192;
    bytes[from..from + 8192].fill(0xa5);
    std::fs::write(&file, &bytes).expect("the damage");

    let told = run(&["project", "verify"], &[&file]);
    assert!(!told.success);
    for word in ["is damaged", "restore the backup of 2026-11-20", "repair"] {
        assert!(told.complaints.contains(word), "{}", told.complaints);
    }
    let restore = format!("`rollcall project restore FILE {backup}`");
    for command in [&*restore, "`rollcall project repair FILE --out NEW`"] {
        assert!(told.complaints.contains(command), "{}", told.complaints);
    }
    // It does not send to itself.
    assert!(!told.complaints.contains("verify"), "{}", told.complaints);
    let new = place.folder.path().join("new.rollcall");
    let out = ["--out", new.to_str().expect("a path")];
    let words = [&["project", "repair"][..], &out[..]].concat();
    let done = run(&words, &[&file]);
    assert!(done.success, "{}", done.complaints);
    assert!(
        done.output.contains("standard_record: 0"),
        "{}",
        done.output
    );
    assert!(
        done.output
            .contains("Who is who has to be worked out again")
    );
    assert_eq!(std::fs::read(&file).expect("bytes"), bytes);
    let request = json!({}).to_string();
    let audited = run(&["call", "run_audit", &request, "--project"], &[&new]);
    assert!(audited.success, "{}", audited.complaints);
    assert!(run(&["project", "verify"], &[&new]).success);

    let file_name = file.to_str().expect("a path");
    let done = run(&["project", "restore", file_name, &backup], &[]);
    assert!(done.success, "{}", done.complaints);
    assert!(run(&["project", "verify"], &[&file]).success);
}

/// A copy says of itself what its original does, so nobody can say whose the backups are once the original has another
/// name.
#[test]
fn backups_that_may_be_of_a_copy_are_told_wherever_somebody_is_erased() {
    let place = Place::new("2026-11-20");
    drop(place.on("2026-11-21"));
    let archive = place.folder.path().join("archive.rollcall");
    std::fs::copy(place.file(), &archive).expect("a copy");
    let renamed = place.folder.path().join("of 2026.rollcall");
    std::fs::rename(place.file(), renamed).expect("another name");

    let session = Session::new(options_on("2026-11-21"));
    ask(&session, "open_project", json!({ "path": archive }));
    let told = ask(&session, "list_backups", json!({}));
    let left = told["unsure"][0].as_str().unwrap_or_default().to_owned();
    assert!(left.ends_with("shop.rollcall.backups"), "{told}");
    let found = ask(
        &session,
        "search_customers",
        json!({ "query": "Grietje", "limit": 1 }),
    );
    let customer = &found["customers"][0]["customer"];
    let traces = ask(&session, "find_traces", json!({ "customer": customer }));
    let is_told = |line: &Value| line.as_str().is_some_and(|line| line.contains(&left));
    let checklist = traces["checklist"].as_array();
    assert!(checklist.is_some_and(|lines| lines.iter().any(is_told)));

    let erased = ask(
        &session,
        "erase_person",
        json!({ "customer": customer, "reason": "" }),
    );
    wait(session.engine(), erased["job"].as_i64().expect("a job"));
    assert!(Path::new(&left).is_dir());
    let erasures = ask(&session, "list_erasures", json!({}));
    let page = place.folder.path().join("proof.html");
    let request = json!({ "erasure": erasures[0]["erasure"], "path": page });
    ask(&session, "write_erasure_proof", request);
    let proof = std::fs::read_to_string(page).expect("the proof");
    assert!(proof.contains("neither searched nor taken away"), "{proof}");
    assert!(proof.contains("shop.rollcall.backups"), "{proof}");
}
