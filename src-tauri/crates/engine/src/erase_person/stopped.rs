//! An erasure that is stopped: before the rows are gone nothing has changed; afterwards it is told,
//! and the next audit finishes it.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use rollcall_store::{CustomerFilter, Store, StoredCustomer};

use super::erase;
use crate::audit::LoadsAgain;
use crate::destinations::Naming;
use crate::import_files::{ImportContext, import};
use crate::run_audit::{AuditSettings, audit, out_of_date};
use crate::view::ErasePerson;
use crate::watch::Silent;
use crate::{EngineError, Watch};

const PEOPLE: &str = "\
Id;First name;Last name;E-mail
1;Bo;Li;bo.li@example.com
2;Bob;Lindqvist;bob.lindqvist@example.org
";

/// Stops when a stage begins whose name starts so.
struct StopsAt {
    stage: &'static str,
    is_stopped: AtomicBool,
    stages: Mutex<Vec<String>>,
}

impl StopsAt {
    fn stage(stage: &'static str) -> Self {
        Self {
            stage,
            is_stopped: AtomicBool::new(false),
            stages: Mutex::new(Vec::new()),
        }
    }
}

impl Watch for StopsAt {
    fn stage(&self, name: &str, _unit: &str) {
        if name.starts_with(self.stage) {
            self.is_stopped.store(true, Ordering::Relaxed);
        }
        self.stages.lock().expect("a list").push(name.to_owned());
    }
    fn progress(&self, _done: u64, _total: Option<u64>) {}
    fn cancelled(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }
}

fn settings() -> AuditSettings {
    AuditSettings {
        today: "2026-11-23".parse().expect("a day"),
        now: "2026-11-23T12:00:00Z".into(),
        who: "test".into(),
    }
}

fn project(folder: &Path) -> (Arc<Store>, StoredCustomer) {
    let file = folder.join("people.csv");
    std::fs::write(&file, PEOPLE).expect("a file");
    let path = folder.join("shop.rollcall");
    let store = Arc::new(Store::create(&path, "Shop", "2026-11-23T10:00:00Z").expect("a project"));
    let context = ImportContext {
        store: &store,
        now: "2026-11-23T10:00:00Z",
        who: "test",
        naming: Naming::AsSuggested,
        newer_exports: &[],
        loads_again: LoadsAgain::ByRule,
        recipes: &[],
    };
    import(&context, std::slice::from_ref(&file), &[], &Silent).expect("a load");
    std::fs::remove_file(file).expect("the file goes");
    audit(&store, &settings(), &Silent).expect("an audit");
    let run = store.current_run().expect("runs").expect("a run");
    let filter = CustomerFilter {
        query: "Bo Li".into(),
        ..CustomerFilter::default()
    };
    let (mut customers, _) = store.customers(run.run, &filter, 0, 9).expect("customers");
    (store, customers.remove(0))
}

fn run(
    store: &Arc<Store>,
    customer: &StoredCustomer,
    watch: &dyn Watch,
) -> Result<String, EngineError> {
    let request = ErasePerson {
        customer: customer.customer.label(),
        reason: String::new(),
        also_rows: Vec::new(),
        also_set_aside: Vec::new(),
    };
    erase(store, customer, &request, &settings(), None, watch)
}

fn holds(folder: &Path, text: &str) -> bool {
    std::fs::read_dir(folder).expect("the folder").any(|entry| {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            return holds(&path, text);
        }
        let bytes = std::fs::read(path).expect("the bytes");
        bytes
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    })
}

#[test]
fn stopped_before_the_rows_are_gone_nothing_has_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, customer) = project(folder.path());
    let revision = store.facts().expect("facts").revision;
    let outcome = run(&store, &customer, &StopsAt::stage("Finding every trace"));
    assert!(
        matches!(outcome, Err(EngineError::Cancelled)),
        "{outcome:?}"
    );
    assert_eq!(store.facts().expect("facts").revision, revision);
    assert!(!store.is_scour_due().expect("an answer"));
    assert!(holds(folder.path(), "bo.li@example.com"));
}

#[test]
fn stopped_afterwards_it_is_told_and_the_next_audit_finishes_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, customer) = project(folder.path());
    let watch = StopsAt::stage("Reading");
    let outcome = run(&store, &customer, &watch).expect("the person is gone");
    assert!(
        outcome.contains("1 rows taken out") && outcome.contains("because the work was stopped"),
        "{outcome} {:?}",
        watch.stages
    );
    assert!(!holds(folder.path(), "bo.li@example.com"), "not scoured");
    assert!(!store.is_scour_due().expect("an answer"));
    let run = store.current_run().expect("runs");
    let told = out_of_date(&store, run.as_ref()).expect("an answer");
    assert!(told.is_some_and(|told| told.starts_with("A person was erased")));

    audit(&store, &settings(), &Silent).expect("an audit");
    let run = store.current_run().expect("runs");
    assert_eq!(out_of_date(&store, run.as_ref()).expect("an answer"), None);
    assert!(!store.is_scour_due().expect("an answer"));
    assert!(holds(folder.path(), "bob.lindqvist@example.org"));
    assert!(store.verify().expect("a look").sound);
}
