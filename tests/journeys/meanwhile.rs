//! While a large file is loaded and linked the window is answered.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use rollcall_api::Session;
use serde_json::{Value, json};

use crate::undone::deeds::{ask, estate};

/// Enough rows that loading and linking them takes many times as long as a reply.
const ROWS: usize = 60_000;
/// Rounds of questions that must be answered before the job ends.
const ROUNDS: usize = 5;
/// A reply that takes longer has waited for the job.
const LONGEST: Duration = Duration::from_secs(5);

fn members() -> String {
    let mut text =
        "Member no,First name,Last name,Email,Phone,Birth date,Postcode,City\n".to_owned();
    for row in 0..ROWS {
        let (given, family) = (["Anna", "Ben", "Carla", "David"][row % 4], row / 4);
        writeln!(
            text,
            "M{row},{given},Further{family},{given}.{family}@further.example.com,07700 {row:06},19{:02}-0{}-1{},LS{} 1AA,Leeds",
            50 + row % 40,
            1 + row % 9,
            row % 9,
            1 + row % 20
        )
        .expect("a line");
    }
    text
}

fn is_running(session: &Session, job: &Value) -> bool {
    let jobs = ask(session, "list_jobs", json!({}));
    let mut jobs = jobs.as_array().expect("jobs").iter();
    jobs.any(|one| one["job"] == *job && one["state"] == "running")
}

#[test]
fn questions_are_answered_while_a_large_file_is_loaded_and_linked() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = estate(folder.path());
    let loads = ask(&session, "list_loads", json!({}));
    let load = &loads[0]["load"];
    let questions = [
        ("overview", json!({})),
        (
            "rows_behind",
            json!({ "figure": { "kind": "load", "load": load }, "limit": 100 }),
        ),
        (
            "search_customers",
            json!({ "query": "dekker", "limit": 100 }),
        ),
    ];
    let file = folder.path().join("members.csv");
    std::fs::write(&file, members()).expect("a file");
    let request = json!({ "paths": [file.display().to_string()], "then_audit": true });
    let job = ask(&session, "import_files", request)["job"].clone();
    let (mut rounds, mut longest) = (0, Duration::ZERO);
    loop {
        for (command, request) in &questions {
            let begun = Instant::now();
            let reply = ask(&session, command, request.clone());
            longest = longest.max(begun.elapsed());
            assert!(reply.is_object(), "{command}");
        }
        if !is_running(&session, &job) {
            break;
        }
        rounds += 1;
        std::thread::sleep(Duration::from_millis(20));
    }
    crate::erased::wait(session.engine(), job.as_i64().expect("a job"));
    assert!(
        rounds >= ROUNDS,
        "{rounds} rounds were answered while the job ran"
    );
    assert!(longest < LONGEST, "a reply took {longest:?}");
    let page = ask(&session, "search_customers", json!({ "query": "further" }));
    assert!(
        page["total"].as_u64() > Some(1_000),
        "it was loaded: {}",
        page["total"]
    );
}
