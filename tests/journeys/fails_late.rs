//! A loading that fails at its very end leaves nothing behind, not even for the rest of the session.

use std::path::Path;

use rollcall_engine::view::{CreateProject, ImportFiles, Nothing};
use rusqlite::Connection;

use crate::estate::engine;

/// Makes the project refuse the last step of a loading, as a full disk would.
const REFUSES: &str =
    "CREATE TRIGGER refuses BEFORE UPDATE OF state ON load WHEN NEW.state = 'current'
    BEGIN SELECT RAISE(ABORT, 'the disk is full'); END";

fn count(project: &Path, table: &str) -> i64 {
    let file = Connection::open(project).expect("the project");
    file.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
        row.get(0)
    })
    .expect("a count")
}

#[test]
fn what_cannot_be_put_in_use_is_gone_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("people.csv");
    std::fs::write(&file, "Id;First name\n1;Grietje\n2;Jonas\n").expect("a file");
    let project = folder.path().join("one.rollcall");
    let engine = engine();
    engine
        .create_project(CreateProject {
            path: project.display().to_string(),
            name: "One".into(),
        })
        .expect("a project");
    Connection::open(&project)
        .and_then(|file| file.execute_batch(REFUSES))
        .expect("a trigger");
    let job = engine
        .import_files(ImportFiles {
            paths: vec![file.display().to_string()],
            choices: Vec::new(),
            then_audit: false,
        })
        .expect("a job")
        .job;
    let ended = loop {
        let jobs = engine.list_jobs(Nothing {}).expect("the jobs");
        let one = jobs
            .into_iter()
            .find(|one| one.job == job)
            .expect("the job");
        if one.state != "running" {
            break one;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    };
    assert_eq!(ended.state, "failed", "{:?}", ended.error);
    for table in ["load", "raw_row", "source_table", "source"] {
        assert_eq!(count(&project, table), 0, "{table}");
    }
}
