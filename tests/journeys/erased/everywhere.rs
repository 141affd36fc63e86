//! A person with a short name in every place a project can hold one: a load in use, one that was
//! replaced, one that was taken back, one that was never standardised, a row set aside, a note, a
//! value set by hand, the copy from before a change of format. Beside them, people whose names
//! begin alike.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rollcall_engine::view::{
    CompareRuns, CreateProject, CustomerNumber, ErasePerson, ImportFiles, LoadNumber, Nothing,
    OverrideValue, SearchCustomers, SetNote, Traces, WriteTraces,
};
use rollcall_engine::{Engine, verify_project};

use rollcall_store::Store;

use super::{files_with, found, wait};
use crate::estate::engine;

const FIRST: &str = "\
Id;First name;Last name;E-mail;Phone;City
1;Bo;Li;bo.li@old.example.com;+44 7700 900375;Leeds
2;Bob;Lindqvist;bob.lindqvist@example.org;+44 7700 900376;Leeds
3;Boris;Li;boris.li@example.net;+44 7700 900377;Derby
1;Bo;Li;bo.li@old.example.com;+44 7700 900375;Leeds;too;many
2;Bob;Lindqvist;bob.lindqvist@example.org;+44 7700 900376;Leeds;cells;here
";
const SECOND: &str = "\
Id;First name;Last name;E-mail;Phone;City
1;Bo;Li;bo.li@new.example.com;+44 7700 900378;Leeds
2;Bob;Lindqvist;bob.lindqvist@example.org;+44 7700 900376;Leeds
3;Boris;Li;boris.li@example.net;+44 7700 900377;Derby
4;Annette;Planning;annette@example.org;;Derby
";
const THIRD: &str = "\
Id;First name;Last name;E-mail;Phone;City
1;Bo;Li;bo.li@third.example.com;+44 7700 900379;Zwolle
2;Bob;Lindqvist;bob.lindqvist@example.org;+44 7700 900376;Leeds
";
const SIGN_UPS: &str = "\
E-mail;Name;Colour
bo.li@new.example.com;Bo Li;tealandsalmon
bob.lindqvist@example.org;Bob Lindqvist;ochre
";
const LATER_SIGN_UPS: &str = "\
E-mail;Name;Colour
bob.lindqvist@example.org;Bob Lindqvist;ochre
boris.li@example.net;Boris Li;umber
";

/// Bytes that stand in the project for this person alone.
const SECRETS: &[&str] = &[
    "bo.li@",
    "900375",
    "900378",
    "900379",
    "Bo Li",
    "\"Bo\"",
    "bo li",
    "tealandsalmon",
    "Zwolle",
    "Zennorbridge",
    ";Bo;Li;",
];

/// What is others' and stays, however alike it looks.
const OTHERS: &[&str] = &[
    "bob.lindqvist@example.org",
    "boris.li@example.net",
    "Lindqvist",
    "\"Boris\"",
    "\"Li\"",
    "Planning with Annette",
    "900376",
    "Ottershaw",
    ";cells;here",
];

pub(super) struct Place {
    _folder: tempfile::TempDir,
    exports: PathBuf,
    pub(super) project: PathBuf,
    pub(super) engine: Engine,
}

impl Place {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (exports, project) = (folder.path().join("exports"), folder.path().join("project"));
        std::fs::create_dir(&exports).expect("a folder");
        let engine = engine();
        engine
            .create_project(CreateProject {
                path: project.join("shop.rollcall").display().to_string(),
                name: "Shop".into(),
            })
            .expect("a project");
        Self {
            _folder: folder,
            exports,
            project,
            engine,
        }
    }

    fn file(&self) -> PathBuf {
        self.project.join("shop.rollcall")
    }

    pub(super) fn load(&self, name: &str, content: &str, then_audit: bool) {
        let file = self.exports.join(name);
        std::fs::write(&file, content).expect("a file");
        let job = self
            .engine
            .import_files(ImportFiles {
                paths: vec![file.display().to_string()],
                choices: Vec::new(),
                then_audit,
            })
            .expect("a job")
            .job;
        wait(&self.engine, job);
    }

    pub(super) fn audit(&self) {
        let job = self.engine.run_audit(Nothing {}).expect("a job").job;
        wait(&self.engine, job);
    }

    pub(super) fn customer(&self, query: &str) -> String {
        let request = SearchCustomers {
            query: query.to_owned(),
            ..SearchCustomers::default()
        };
        let page = self.engine.search_customers(request).expect("a page");
        assert_eq!(page.total, 1, "{query}");
        page.customers[0].customer.clone()
    }

    pub(super) fn traces(&self, customer: &str) -> Traces {
        self.engine
            .find_traces(CustomerNumber {
                customer: customer.to_owned(),
            })
            .expect("traces")
    }

    pub(super) fn note(&self, text: &str) {
        let source = self.engine.inventory(Nothing {}).expect("sources").sources[0]
            .mark
            .source;
        self.engine
            .set_note(SetNote {
                source: Some(source),
                attribute: None,
                about: None,
                note: text.into(),
            })
            .expect("a note");
    }

    fn set_city(&self, customer: &str, city: &str) {
        self.engine
            .override_value(OverrideValue {
                customer: customer.to_owned(),
                attribute: "city".into(),
                value: Some(city.into()),
                reason: String::new(),
            })
            .expect("a value by hand");
    }

    pub(super) fn erase(&self, customer: &str, also_rows: Vec<i64>) -> String {
        let job = self
            .engine
            .erase_person(ErasePerson {
                customer: customer.to_owned(),
                reason: "request of Bo Li".into(),
                also_rows,
                also_set_aside: Vec::new(),
            })
            .expect("a job")
            .job;
        wait(&self.engine, job);
        let jobs = self.engine.list_jobs(Nothing {}).expect("the jobs");
        let job = jobs.into_iter().find(|one| one.job == job);
        job.and_then(|job| job.outcome).expect("an outcome")
    }

    /// The project as it is now, as the copy that is made before its format changes.
    fn copy_as_before_an_upgrade(&self) {
        let to = self.project.join("shop.rollcall.backup");
        rusqlite::Connection::open(self.file())
            .expect("the project")
            .execute("VACUUM INTO ?1", [to.display().to_string()])
            .expect("a copy");
    }

    #[track_caller]
    fn is_without(&self, when: &str) {
        for secret in SECRETS {
            assert_eq!(
                files_with(&self.project, secret),
                [""; 0],
                "{when}: {secret}"
            );
        }
    }

    #[track_caller]
    fn is_with_others(&self, when: &str) {
        for value in OTHERS {
            assert!(
                !files_with(&self.project, value).is_empty(),
                "{when}: {value}"
            );
        }
    }

    /// Records in the runs that are kept to be compared, the one in use included.
    fn assigned(&self) -> BTreeSet<i64> {
        let store = Store::open_to_look(&self.file()).expect("a look");
        let runs = store.comparable_runs().expect("the runs");
        assert!(runs.len() > 1, "runs are kept");
        let kept = runs.into_iter().map(|run| run.run);
        kept.filter_map(|run| store.assignment(run).expect("who was who"))
            .flatten()
            .map(|(record, _)| record.0)
            .collect()
    }

    #[track_caller]
    pub(super) fn is_sound(&self) {
        let verified = verify_project(&self.file()).expect("a look");
        assert!(verified.sound, "{:?}", verified.findings);
    }
}

/// Bo Li in every place there is.
fn spread() -> Place {
    let place = Place::new();
    place.load("people.csv", FIRST, true);
    place.load("people.csv", SECOND, true);
    place.load("people.csv", THIRD, true);
    let load = place.engine.list_loads(Nothing {}).expect("loads")[0].load;
    place
        .engine
        .undo_load(LoadNumber { load })
        .expect("taken back");
    place.load("signups.csv", SIGN_UPS, false);
    place.load("signups.csv", LATER_SIGN_UPS, false);
    place.audit();
    place.note("Bo Li called. Planning with Annette, Bob Lindqvist and Mr Li-Smith.");
    place.note("BO LI, bo.li@old.example.com, called. Planning with Annette.");
    place.set_city(&place.customer("Bo Li"), "Zennorbridge");
    place.set_city(&place.customer("Bob Lindqvist"), "Ottershaw");
    place.copy_as_before_an_upgrade();
    place
}

#[test]
fn nothing_is_left_anywhere_and_nobody_else_is_harmed() {
    let place = spread();
    for bait in SECRETS.iter().chain(OTHERS) {
        assert!(!files_with(&place.project, bait).is_empty(), "bait {bait}");
    }
    let customer = place.customer("Bo Li");
    let traces = place.traces(&customer);
    let states: Vec<(bool, bool)> = traces
        .rows
        .iter()
        .map(|row| (row.current, row.set_aside.is_some()))
        .collect();
    // In use; replaced, taken back and never standardised; set aside.
    let (used, old, aside) = ((true, false), (false, false), (false, true));
    assert_eq!(states, [used, old, old, old, aside], "{:?}", traces.rows);
    assert_eq!(traces.doubtful.len(), 0, "{:?}", traces.doubtful);
    let told = place.exports.join("told.csv");
    place
        .engine
        .write_traces(WriteTraces {
            customer: customer.clone(),
            path: told.display().to_string(),
        })
        .expect("a file");
    let told = std::fs::read_to_string(told).expect("text");
    assert!(told.contains("tealandsalmon") && told.contains("row set aside"));

    let rows: BTreeSet<i64> = traces.rows.iter().filter_map(|row| row.record).collect();
    let kept = place.assigned();
    assert!(rows.intersection(&kept).count() >= 3, "the bait: {kept:?}");

    let outcome = place.erase(&customer, Vec::new());
    assert_eq!(outcome, "The person is erased: 5 rows taken out.");
    let left = place.assigned();
    assert!(rows.is_disjoint(&left), "{rows:?} in {left:?}");
    let others: BTreeSet<i64> = kept.difference(&rows).copied().collect();
    assert_eq!(left, others, "others are kept");
    let runs = place.engine.compare_runs(CompareRuns::default());
    let told = format!("{:?}", runs.expect("a comparison"));
    assert!(
        !told.contains("Bo Li") && !told.contains(&customer),
        "{told}"
    );
    assert!(!place.project.join("shop.rollcall.backup").exists());
    place.is_without("after the erasure");
    place.is_with_others("after the erasure");
    place.is_sound();
    search_index_knows(&place.file(), "bob", true);
    search_index_knows(&place.file(), "bo", false);

    let mut undone = 0;
    while place
        .engine
        .undo(Nothing {})
        .expect("undo")
        .sentence
        .is_some()
    {
        undone += 1;
        place.is_without("after an undo");
        assert!(undone < 100, "undo does not end");
    }
    assert!(undone >= 6, "only {undone} steps could be taken back");
    while place
        .engine
        .redo(Nothing {})
        .expect("redo")
        .sentence
        .is_some()
    {
        place.is_without("after a redo");
    }
    place.is_sound();
    place.is_with_others("after undo and redo");

    for (name, content) in [
        ("people.csv", FIRST),
        ("people.csv", THIRD),
        ("signups.csv", SIGN_UPS),
    ] {
        place.load(name, content, true);
        place.is_without("after loading again");
    }
    // Under another name as well: known again by addresses alone.
    place.load("newsletter.csv", SIGN_UPS, true);
    place.is_without("after loading under another name");
    assert_eq!(found(&place.engine, "Bo Li"), 0);
    place.is_with_others("after loading again");
    place.is_sound();
}

fn search_index_knows(file: &Path, word: &str, expected: bool) {
    let connection = rusqlite::Connection::open(file).expect("the project");
    connection
        .execute_batch(
            "CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, customer_search, row)",
        )
        .expect("the words of the index");
    let known: bool = connection
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM temp.words WHERE term = ?1)",
            [word],
            |row| row.get(0),
        )
        .expect("an answer");
    assert_eq!(known, expected, "{word}");
}

const HOUSEHOLD: &str = "\
Id;First name;Last name;E-mail;Phone;City
1;Greta;Olthof;olthof@family.example.com;+44 7700 900381;Leeds
2;Willem;Brandsma;willem@example.org;+44 7700 900382;Derby
";
const BEFORE: &str = "\
Id;First name;Last name;E-mail;Phone;City
1;Greta;Olthof;olthof@family.example.com;+44 7700 900381;Leeds
7;Pieter;Olthof;olthof@family.example.com;+44 7700 900383;Leeds
8;Willem;Brandsma;willem@example.org;+44 7700 900382;Derby
";
const REMARKS: &str = "\
Ticket;E-mail;Remark
T1;willem@example.org;introduced by Greta Olthof last May
T2;willem@example.org;asked about the Olthofstraat
";

/// Rows that share an address but not the name, or only mention the person, are a human's to judge.
#[test]
fn doubtful_rows_are_told_and_left() {
    let place = Place::new();
    place.load("people.csv", BEFORE, true);
    place.load("people.csv", HOUSEHOLD, true);
    place.load("tickets.csv", REMARKS, true);
    let customer = place.customer("Greta Olthof");
    let traces = place.traces(&customer);
    assert_eq!(traces.rows.len(), 2, "{:?}", traces.rows);
    let mut told: Vec<(u64, &str)> = traces
        .doubtful
        .iter()
        .map(|one| (one.trace.row, one.reason.as_str()))
        .collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            (
                2,
                "It mentions this person: a name, an address, a telephone or an id."
            ),
            (
                3,
                "It has an id or address of this person, but another name."
            ),
        ]
    );
    let mention = traces.doubtful.iter().find(|one| one.trace.row == 2);
    let mention = mention.and_then(|one| one.trace.record).expect("a record");

    let outcome = place.erase(&customer, vec![mention]);
    assert!(outcome.starts_with("The person is erased: 3 rows taken out. Rows that may be"));
    assert!(
        outcome.contains("left for you to look at: 1 (people.csv row 3)"),
        "{outcome}"
    );
    for kept in ["Pieter", "900383", "willem@example.org", "Olthofstraat"] {
        assert!(!files_with(&place.project, kept).is_empty(), "{kept}");
    }
    for gone in ["Greta", "900381", "introduced by"] {
        assert_eq!(files_with(&place.project, gone), [""; 0], "{gone}");
    }
    place.is_sound();
}

#[test]
fn files_called_after_a_person_do_not_keep_the_name_as_that_of_a_system() {
    let place = Place::new();
    let row = |id: &str| {
        format!(
            "Id;First name;Last name;E-mail\n{id};Ottokar;Zennorbridge;ottokar@example.com\n9{id};Greta;Sandberg;greta{id}@example.net\n"
        )
    };
    place.load("ottokar_zennorbridge.csv", &row("1"), true);
    place.load("ottokar zennorbridge private.csv", &row("2"), true);
    let names = |place: &Place| -> Vec<String> {
        let sources = place.engine.inventory(Nothing {}).expect("sources").sources;
        sources.into_iter().map(|one| one.mark.name).collect()
    };
    let before = names(&place);
    for word in ["ottokar", "zennorbridge"] {
        assert!(
            before.iter().any(|name| name.to_lowercase().contains(word)),
            "bait {before:?}"
        );
    }
    place.erase(&place.customer("Ottokar Zennorbridge"), Vec::new());
    for word in ["ottokar", "zennorbridge"] {
        assert_eq!(
            files_with(&place.project, word),
            [""; 0],
            "{word}: {:?}",
            names(&place)
        );
    }
    assert_eq!(names(&place).len(), before.len(), "no system is lost");
    place.is_sound();
}
