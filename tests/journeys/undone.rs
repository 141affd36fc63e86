//! A load that is taken back keeps its rows, whatever happens until it is done again.

mod anything;
pub(crate) mod deeds;

use std::path::Path;

use rollcall_engine::view::{
    CreateProject, ImportFiles, LoadNumber, Nothing, OpenProject, SearchCustomers,
};
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
    let undone = engine.undo(Nothing {}).expect("undone").sentence;
    assert!(undone.is_some_and(|told| told.starts_with("Taken back: Loaded 2 rows")));
    assert_eq!(load(&engine), (2, false, true));
    drop(engine);

    let engine = self::engine();
    engine
        .open_project(OpenProject { path: path.clone() })
        .expect("it opens");
    assert_eq!(load(&engine), (2, false, true), "opening sweeps nothing");
    let again = engine.redo(Nothing {}).expect("done again").sentence;
    assert!(again.is_some_and(|told| told.starts_with("Done again: Loaded 2 rows")));
    assert_eq!(load(&engine), (2, true, false));
    drop(engine);
    let verified = verify_project(Path::new(&path)).expect("a look");
    assert!(verified.sound, "{:?}", verified.findings);
}

/// The newer export has its columns in another order.
const LATER: &str = "\
Status;Id;First name;Last name;E-mail
new;1;Grietje;Dekker;grietje.dekker@example.com
new;3;Mina;Kovac;mina.kovac@example.net
";

#[test]
fn the_load_before_is_read_by_its_own_columns_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (engine, _) = loaded(folder.path());
    std::fs::write(folder.path().join("people.csv"), LATER).expect("a file");
    let job = engine
        .import_files(ImportFiles {
            paths: vec![folder.path().join("people.csv").display().to_string()],
            choices: Vec::new(),
            then_audit: true,
        })
        .expect("a job")
        .job;
    wait(&engine, job);
    let newer = engine
        .list_loads(Nothing {})
        .expect("the loads")
        .into_iter()
        .find(|load| load.current)
        .expect("a load in use");
    engine
        .undo_load(LoadNumber { load: newer.load })
        .expect("taken back");
    let job = engine.run_audit(Nothing {}).expect("a job").job;
    wait(&engine, job);

    let people = engine
        .search_customers(SearchCustomers::default())
        .expect("people")
        .customers;
    let mut told: Vec<(&str, &str)> = people
        .iter()
        .map(|one| (one.name.as_str(), one.email.as_str()))
        .collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("Grietje Dekker", "grietje.dekker@example.com"),
            ("Jonas Winkler", "jonas.winkler@example.org"),
        ]
    );
}
