//! Breaking a whole audit off, wherever it happens: who is who stays as it was shown before, the project
//! opens again, and going on ends where an audit nobody broke off ends.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rollcall_store::{ConflictFilter, CustomerFilter, Store};

use super::{AuditSettings, audit};
use crate::audit::LoadsAgain;
use crate::breaks_off::BreaksOff;
use crate::destinations::Naming;
use crate::import_files::{ImportContext, import};
use crate::{EngineError, Silent};

const NOW: &str = "2026-11-30T12:00:00Z";

fn settings() -> AuditSettings {
    AuditSettings {
        today: "2026-11-30".parse().expect("a day"),
        now: NOW.into(),
        who: "test".into(),
    }
}

/// An export of some people, of whom two such files have half in common.
fn file(folder: &Path, name: &str, people: std::ops::Range<usize>) -> PathBuf {
    const GIVEN: [&str; 7] = ["Anne", "Bo", "Cy", "Dina", "Edith", "Farid", "Greta"];
    const FAMILY: [&str; 11] = [
        "Marsh", "Braun", "Nair", "Okafor", "Byrne", "Zhang", "Vogt", "Quist", "Webb", "Holt",
        "Duval",
    ];
    let mut lines = vec!["Customer ID,First name,Last name,Email,City".to_owned()];
    lines.extend(people.map(|person| {
        let (given, family) = (GIVEN[person % 7], FAMILY[person % 11]);
        format!("{name}{person},{given},{family},person{person}@mail.example,Leeds")
    }));
    let path = folder.join(format!("{name}_customers.csv"));
    std::fs::write(&path, lines.join("\n")).expect("a file");
    path
}

fn load(store: &Store, file: PathBuf) {
    let context = ImportContext {
        store,
        now: NOW,
        who: "test",
        naming: Naming::AsSuggested,
        newer_exports: &[],
        loads_again: LoadsAgain::ByRule,
        recipes: &[],
    };
    import(&context, &[file], &[], &Silent).expect("it loads");
}

/// Who is who as it is shown: the run, its customers, what they disagree on.
fn shown(store: &Store) -> String {
    let Some(run) = store.current_run().expect("the run") else {
        return "nobody yet".into();
    };
    let everybody = CustomerFilter::default();
    let customers = store.customers(run.run, &everybody, 0, 1000);
    let conflicts = store.conflicts(run.run, &ConflictFilter::default(), 0, 1000);
    format!(
        "{:?} {} {:?} {:?}",
        run.run,
        run.basis,
        customers.expect("customers"),
        conflicts.expect("conflicts")
    )
}

/// Whom an audit found, whatever the numbers of run and customers.
fn found(store: &Store) -> Vec<(String, String, u64, String)> {
    let run = store.current_run().expect("the run").expect("a run").run;
    let (customers, _) = store
        .customers(run, &CustomerFilter::default(), 0, 1000)
        .expect("customers");
    let told = customers.into_iter();
    told.map(|one| (one.name, one.email, one.records, one.golden))
        .collect()
}

/// What stands in loads, mappings and rows, none of which an audit touches.
fn given(store: &Store) -> String {
    let loads = store.loads().expect("loads");
    let rows: Vec<_> = loads
        .iter()
        .map(|load| store.rows_page(load, "", 0, 500).expect("rows"))
        .collect();
    let loads: Vec<_> = loads
        .iter()
        .map(|load| {
            (
                load.load,
                load.state,
                load.rows_read,
                load.rows_loaded,
                load.rows_set_aside,
            )
        })
        .collect();
    format!("{loads:?} {rows:?} {:?}", store.tables().expect("tables"))
}

fn open(path: &Path) -> Arc<Store> {
    Arc::new(Store::open(path).expect("the project opens"))
}

/// Breaks an audit of copies of a project off wherever it asks whether it may go on; tells how often it asked.
fn broken_off(project: &Path, folder: &Path) -> u64 {
    let copy = |name: &str| {
        let path = folder.join(name);
        std::fs::copy(project, &path).expect("a copy");
        path
    };
    let control = open(&copy("control.rollcall"));
    let (before, loaded) = (shown(&control), given(&control));
    let whole = BreaksOff::never();
    audit(&control, &settings(), &whole).expect("an audit");
    let asked = whole.asked();
    let wanted = found(&control);

    let mut stopped = 0;
    for at in 0..asked {
        let told = format!("question {at} of {asked}");
        let path = copy(&format!("point{at}.rollcall"));
        let store = open(&path);
        match audit(&store, &settings(), &BreaksOff::at(at)) {
            Err(EngineError::Cancelled) => {
                stopped += 1;
                assert_eq!(shown(&store), before, "{told}");
            }
            // Asked for the last time when all was done.
            Ok(_) => assert_eq!(found(&store), wanted, "{told}"),
            Err(other) => panic!("{told}: {other}"),
        }
        assert_eq!(given(&store), loaded, "{told}");
        let now = shown(&store);
        drop(store);
        let store = open(&path);
        assert_eq!(shown(&store), now, "{told}, opened again");
        audit(&store, &settings(), &BreaksOff::never()).expect("going on");
        assert_eq!(found(&store), wanted, "{told}, gone on");
        drop(store);
        std::fs::remove_file(&path).expect("the copy goes");
    }
    assert!(stopped + 1 >= asked, "only {stopped} were broken off");
    asked
}

#[test]
fn an_audit_broken_off_anywhere_changes_nothing_that_is_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join("first.rollcall");
    let store = Arc::new(Store::create(&project, "First", NOW).expect("a project"));
    load(&store, file(folder.path(), "shop", 0..90));
    load(&store, file(folder.path(), "till", 45..120));
    drop(store);
    let asked = broken_off(&project, folder.path());

    // The same where people are shown already, and another file came.
    let store = open(&project);
    audit(&store, &settings(), &Silent).expect("an audit");
    load(&store, file(folder.path(), "club", 100..150));
    drop(store);
    let asked = asked + broken_off(&project, folder.path());
    assert!(asked >= 15, "asked only {asked} times");
}
