//! A load that is taken back keeps its rows, whatever happens until it is done again.

use std::path::Path;

use rollcall_engine::view::{CreateProject, ImportFiles, Nothing, OpenProject};
use rollcall_engine::{Engine, verify_project};

use crate::erased::wait;
use crate::estate::engine;

const PEOPLE: &str = "\
Id;First name;Last name;E-mail
1;Grietje;Dekker;grietje.dekker@example.com
2;Jonas;Winkler;jonas.winkler@example.org
";

/// A project with one load of two rows.
fn loaded(folder: &Path) -> (Engine, String) {
    let file = folder.join("people.csv");
    std::fs::write(&file, PEOPLE).expect("a file");
    let path = folder.join("shop.rollcall").display().to_string();
    let engine = engine();
    engine
        .create_project(CreateProject {
            path: path.clone(),
            name: "Shop".into(),
        })
        .expect("a project");
    let job = engine
        .import_files(ImportFiles {
            paths: vec![file.display().to_string()],
            choices: Vec::new(),
            then_audit: false,
        })
        .expect("a job")
        .job;
    wait(&engine, job);
    (engine, path)
}

/// Rows and state of the one load: how many were read, whether it is in use, whether it was undone.
fn load(engine: &Engine) -> (u64, bool, bool) {
    let loads = engine.list_loads(Nothing {}).expect("the loads");
    let [load] = loads.as_slice() else {
        panic!("one load, not {loads:?}");
    };
    (load.rows_loaded, load.current, load.undone)
}

#[test]
fn a_load_taken_back_is_there_again_after_the_project_was_closed_and_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    let (engine, path) = loaded(folder.path());
    engine.undo(Nothing {}).expect("undone");
    assert_eq!(load(&engine), (2, false, true));
    drop(engine);

    let engine = self::engine();
    engine
        .open_project(OpenProject { path: path.clone() })
        .expect("it opens");
    assert_eq!(load(&engine), (2, false, true), "opening sweeps nothing");
    engine.redo(Nothing {}).expect("done again");
    assert_eq!(load(&engine), (2, true, false));
    drop(engine);
    let verified = verify_project(Path::new(&path)).expect("a look");
    assert!(verified.sound, "{:?}", verified.findings);
}
