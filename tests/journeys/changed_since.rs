//! What the overview says changed since the run before, and the numbers beside the screens that wait.

use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    ChangeSince, CreateProject, DeliverList, ImportFiles, ListHistory, LoadNumber, MeasureLimit,
    Nothing, OpenProject, Overview, SetAuditPlan, SinceLast, Waiting,
};

use crate::doors::project;
use crate::erased::wait;
use crate::estate::engine_on;

const FIRST: &str = "\
Id;First name;Last name;E-mail;Phone;City
1;Ada;Marsh;ada.marsh@example.com;+44 7700 900101;Leeds
2;Ben;Okafor;ben.okafor@example.com;+44 7700 900102;Derby
3;Cleo;Winter;cleo.winter@example.com;+44 7700 900103;York
";
/// Dora is new.
const SECOND: &str = "\
Id;First name;Last name;E-mail;Phone;City
1;Ada;Marsh;ada.marsh@example.com;+44 7700 900101;Leeds
2;Ben;Okafor;ben.okafor@example.com;+44 7700 900102;Derby
3;Cleo;Winter;cleo.winter@example.com;+44 7700 900103;York
4;Dora;Quill;dora.quill@example.com;+44 7700 900104;Bath
";

fn load(engine: &Engine, folder: &Path, text: &str) {
    let file = folder.join("people.csv");
    std::fs::write(&file, text).expect("a file");
    let request = ImportFiles {
        paths: vec![file.display().to_string()],
        choices: Vec::new(),
        then_audit: true,
    };
    let job = engine.import_files(request).expect("a job").job;
    wait(engine, job);
}

fn since(engine: &Engine) -> SinceLast {
    let overview: Overview = engine.overview(Nothing {}).expect("the overview");
    overview.since.expect("a run")
}

fn waiting(engine: &Engine) -> Waiting {
    let summary = engine.project_summary(Nothing {});
    summary.expect("the project").waiting
}

fn told(since: &SinceLast, screen: &str) -> Vec<String> {
    let of = |one: &&ChangeSince| one.screen == screen;
    let changes = since.changes.iter().filter(of);
    changes.map(|one| one.sentence.clone()).collect()
}

#[test]
fn the_overview_says_what_changed_since_the_run_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path(), &[("people.csv", FIRST)]);
    let first = since(&engine);
    assert!(first.ran_at.is_none() && first.changes.is_empty());
    assert!(
        first.sentence.contains("the first run"),
        "{}",
        first.sentence
    );

    load(&engine, folder.path(), SECOND);
    let second = since(&engine);
    assert!(second.ran_at.is_some());
    assert_eq!(
        told(&second, "sources"),
        ["1 file came in with 4 rows; 3 rows stood there before."]
    );
    assert_eq!(
        told(&second, "history"),
        ["1 more person: 4 people now, 3 people before."]
    );
    assert!(told(&second, "lists").is_empty());
}

#[test]
fn new_tables_are_told_apart_from_those_that_took_the_place_of_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path(), &[("people.csv", FIRST)]);
    let orders = folder.path().join("orders.csv");
    std::fs::write(
        &orders,
        "Order number;Order date;Customer e-mail;Total\n\
         1001;2026-10-02;ada.marsh@example.com;20.00\n\
         1002;2026-10-05;ben.okafor@example.com;35.00\n",
    )
    .expect("a file");
    let people = folder.path().join("people.csv");
    std::fs::write(&people, SECOND).expect("a file");
    let request = ImportFiles {
        paths: vec![people.display().to_string(), orders.display().to_string()],
        choices: Vec::new(),
        then_audit: true,
    };
    let job = engine.import_files(request).expect("a job").job;
    wait(&engine, job);
    assert_eq!(
        told(&since(&engine), "sources"),
        [
            "1 file came in with 2 rows for 1 new table.",
            "1 file came in with 4 rows; 3 rows stood there before."
        ]
    );
}

#[test]
fn a_load_of_before_that_is_in_use_again_did_not_come_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path(), &[("people.csv", FIRST)]);
    load(&engine, folder.path(), SECOND);
    let taken_back = engine.undo_load(LoadNumber { load: 2 });
    taken_back.expect("the load of before is in use again");
    let job = engine.run_audit(Nothing {}).expect("a job").job;
    wait(&engine, job);
    assert_eq!(
        told(&since(&engine), "sources"),
        ["1 table is back at an earlier load: 3 rows now, 4 rows before."]
    );
}

/// A day given for today stands for its noon, so what comes later may have an earlier time.
#[test]
fn what_came_in_under_a_clock_that_went_back_came_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.rollcall").display().to_string();
    let first = engine_on("2026-11-24");
    let create = CreateProject {
        path: path.clone(),
        name: "Shop".into(),
    };
    first.create_project(create).expect("a project");
    load(&first, folder.path(), FIRST);
    first.close_project(Nothing {}).expect("it closes");

    let second = engine_on("2026-11-23");
    second.open_project(OpenProject { path }).expect("it opens");
    load(&second, folder.path(), SECOND);
    let told_of = |engine: &Engine| told(&since(engine), "sources");
    assert_eq!(
        told_of(&second),
        ["1 file came in with 4 rows; 3 rows stood there before."]
    );
    let steps = second.history(ListHistory::default()).expect("the history");
    let newest = steps.steps.first().expect("a step");
    assert!(
        newest.at < steps.steps[steps.steps.len() - 1].at,
        "the last step stands first, although its clock says that it is the earlier one"
    );

    // Taken back, it is the older load that is in use again.
    let taken_back = second.undo_load(LoadNumber { load: 2 });
    taken_back.expect("the load of before is in use again");
    let job = second.run_audit(Nothing {}).expect("a job").job;
    wait(&second, job);
    assert_eq!(
        told_of(&second),
        ["1 table is back at an earlier load: 3 rows now, 4 rows before."]
    );
    // That undone, the later one is in use again: it came in before the last run, and in no file since.
    second.undo(Nothing {}).expect("the later load is back");
    let job = second.run_audit(Nothing {}).expect("a job").job;
    wait(&second, job);
    assert_eq!(
        told_of(&second),
        ["1 table is back at an earlier load: 4 rows now, 3 rows before."]
    );
}

#[test]
fn what_waits_beside_a_screen_is_what_the_screen_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path(), &[("people.csv", FIRST)]);
    let none = waiting(&engine);
    assert_eq!((none.checks, none.lists), (0, 0));

    // Nobody owns the one source.
    let limit = MeasureLimit {
        measure: "ownerless_sources".into(),
        limit: Some(0.1),
    };
    let plan = SetAuditPlan {
        every_days: None,
        limits: vec![limit],
    };
    let measures = engine.set_audit_plan(plan).expect("it is agreed");
    assert_eq!(measures.breaches.len(), 1);
    assert_eq!(waiting(&engine).checks, 1);

    let deliver = |name: &str| {
        let request = DeliverList {
            list: "customers".into(),
            destination: "plain_csv".into(),
            days: None,
            today: None,
            path: folder.path().join(name).display().to_string(),
            left_out_file: false,
        };
        engine.deliver_list(request).expect("it is written")
    };
    assert!(!deliver("first.csv").stale);
    assert_eq!(waiting(&engine).lists, 0);
    load(&engine, folder.path(), SECOND);
    assert_eq!(waiting(&engine).lists, 1);
    assert_eq!(
        told(&since(&engine), "lists"),
        ["1 list that was written is out of date."]
    );
    assert!(!deliver("second.csv").stale, "written again");
    assert_eq!(waiting(&engine).lists, 0);
    assert!(told(&since(&engine), "lists").is_empty());
}
