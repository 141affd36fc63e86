//! A clock that goes backwards loses nothing: steps keep their order, undo takes the last one, the trail holds.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rollcall_engine::view::{
    CreateProject, DeliverList, ImportFiles, ListHistory, Nothing, OpenProject, SetNote,
};
use rollcall_engine::{Clock, Engine, EngineOptions, verify_project};

use crate::erased::wait;
use crate::estate::options;

const PEOPLE: &str = "\
Id;First name;Last name;E-mail
1;Grietje;Dekker;grietje.dekker@example.com
2;Jonas;Winkler;jonas.winkler@example.org
";
/// Seconds of ten days.
const TEN_DAYS: i64 = 864_000;

fn note(engine: &Engine, text: &str) {
    let request = SetNote {
        source: None,
        attribute: Some("email".into()),
        about: None,
        note: text.into(),
    };
    engine.set_note(request).expect("a note");
}

/// The steps in their order, the newest first: what was done and when.
fn steps(engine: &Engine) -> Vec<(String, String)> {
    let history = engine.history(ListHistory::default()).expect("the history");
    let steps = history.steps.into_iter();
    steps.map(|step| (step.kind, step.at)).collect()
}

#[test]
fn a_clock_that_goes_backwards_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("people.csv");
    std::fs::write(&file, PEOPLE).expect("a file");
    let now = Arc::new(AtomicI64::new(1_795_000_000));
    let told = Arc::clone(&now);
    let clock = Clock::told_by(move || {
        chrono::DateTime::from_timestamp(told.load(Ordering::SeqCst), 0).unwrap_or_default()
    });
    let engine = Engine::new(EngineOptions { clock, ..options() });
    let path = folder.path().join("shop.rollcall").display().to_string();
    let create = CreateProject {
        path: path.clone(),
        name: "Shop".into(),
    };
    engine.create_project(create).expect("a project");
    let load = ImportFiles {
        paths: vec![file.display().to_string()],
        choices: Vec::new(),
        then_audit: true,
    };
    wait(&engine, engine.import_files(load).expect("a job").job);
    let list = folder.path().join("list.csv");
    let deliver = || {
        let request = DeliverList {
            list: "customers".into(),
            destination: "plain_csv".into(),
            days: None,
            today: None,
            path: list.display().to_string(),
            left_out_file: false,
        };
        engine.deliver_list(request).expect("a file")
    };
    deliver();

    now.fetch_sub(TEN_DAYS, Ordering::SeqCst);
    let before = steps(&engine);
    note(&engine, "Asked sales.");
    note(&engine, "Sales said yes.");
    let after = steps(&engine);
    assert_eq!(after[2..], before, "what was done is there, in its order");
    assert_eq!(
        (after[0].0.as_str(), after[1].0.as_str()),
        ("set_note", "set_note")
    );
    assert!(
        after[0].1 < before[0].1,
        "noted as the clock says: {after:?}"
    );
    let undone = engine.undo(Nothing {}).expect("undone").sentence;
    assert!(undone.is_some_and(|told| told.starts_with("Taken back: ")));
    assert_eq!(steps(&engine).len(), after.len());

    // What was written in what is now the future has an age, and is not too old.
    let written = engine.list_deliveries(Nothing {}).expect("the log");
    assert!(written.iter().all(|one| one.age_days == 0), "{written:?}");
    deliver();
    assert_eq!(
        engine.list_deliveries(Nothing {}).expect("the log").len(),
        2
    );
    let trail = engine.check_trail(Nothing {}).expect("a look");
    assert!(trail.broken.is_none(), "{trail:?}");
    let there = steps(&engine);
    drop(engine);

    let verified = verify_project(Path::new(&path)).expect("a look");
    assert!(verified.sound, "{:?}", verified.findings);
    let engine = Engine::new(options());
    engine.open_project(OpenProject { path }).expect("it opens");
    assert_eq!(steps(&engine), there);
}
