//! What is kept longer than agreed is told, shown before it goes, and gone for good: no byte of it stays,
//! and the same old rows do not come in again unseen.

mod delivered;
mod refusals;
mod turned;

use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::verify_project;
use rollcall_engine::view::{
    CreateProject, CustomerNumber, DecideRule, ImportFiles, ListHistory, ListProblems, Nothing,
    OverrideValue, PurgeOf, PurgeSource, SearchCustomers,
};

use crate::erased::{files_with, found, wait};
use crate::estate::engine;
use crate::requested::followed::{ask, request, settle};

/// Read on 23 November 2026: the first two rows last changed in 2023, one row tells no day.
const MEMBERS: &str = "\
Id;First name;Last name;E-mail;City;Updated at
1;Ottilie;Zennorbridge;ottilie@old.example.com;Polperro;2023-01-05
2;Bob;Lindqvist;bob.lindqvist@example.org;Mousehole;2023-02-06
3;Greta;Sandberg;greta@example.net;Derby;2026-10-01
4;Annette;Planning;annette@example.org;Leeds;
";
const SHOP: &str = "\
Customer;First name;Last name;E-mail;City
77;Bob;Lindqvist;bob.lindqvist@example.org;Leeds
";
/// The same export, made again in the month after.
const AGAIN: &str = "\
Id;First name;Last name;E-mail;City;Updated at
1;Ottilie;Zennorbridge;ottilie@old.example.com;Polperro;2023-01-05
2;Bob;Lindqvist;bob.lindqvist@example.org;Mousehole;2023-02-06
3;Greta;Sandberg;greta@example.net;Derby;2026-10-01
4;Annette;Planning;annette@example.org;Leeds;
5;Ursula;Fairfax;ursula@example.net;Bath;2026-11-01
";

fn load(engine: &Engine, exports: &Path, name: &str, content: &str) {
    let file = exports.join(name);
    std::fs::write(&file, content).expect("a file");
    let job = engine
        .import_files(ImportFiles {
            paths: vec![file.display().to_string()],
            choices: Vec::new(),
            then_audit: true,
        })
        .expect("a job")
        .job;
    wait(engine, job);
}

fn refused(engine: &Engine, source: i64, rows: u64) -> String {
    engine
        .purge_source(PurgeSource {
            source,
            rows,
            reason: String::new(),
        })
        .expect_err("it is refused")
        .to_string()
}

fn number_of(engine: &Engine, name: &str) -> String {
    engine
        .search_customers(SearchCustomers {
            query: name.into(),
            ..SearchCustomers::default()
        })
        .expect("a search")
        .customers[0]
        .customer
        .clone()
}

/// What holds of an attribute for somebody; blank where nothing does.
fn value_of(engine: &Engine, name: &str, attribute: &str) -> String {
    let customer = number_of(engine, name);
    let view = engine.get_customer(CustomerNumber { customer });
    let values = view.expect("a customer").golden.into_iter();
    let mut values = values.filter(|one| one.attribute.code == attribute);
    values.next().map(|one| one.value).unwrap_or_default()
}

fn set_city(engine: &Engine, name: &str, city: &str) {
    engine
        .override_value(OverrideValue {
            customer: number_of(engine, name),
            attribute: "city".into(),
            value: Some(city.into()),
            reason: String::new(),
        })
        .expect("a value by hand");
}

/// The request of who stays is about him as before; that of who vanished is about nobody and can be settled.
fn requests_follow(engine: &Engine, (of_bob, bob): (i64, String), of_ottilie: i64) {
    assert_eq!(number_of(engine, "Bob"), bob, "he is who he was");
    assert_eq!(request(engine, of_bob).customer, Some(bob));
    assert_eq!(request(engine, of_ottilie).customer, None);
    settle(engine, of_ottilie).expect("nothing of her is left");
    let early = settle(engine, of_bob).expect_err("he is still there");
    assert!(early.contains("Erase them here first"), "{early}");
}

#[test]
fn what_is_past_its_term_is_shown_and_then_gone_for_good() {
    let folder = tempfile::tempdir().expect("a folder");
    let (exports, project) = (folder.path().join("exports"), folder.path().join("project"));
    std::fs::create_dir(&exports).expect("a folder");
    let engine = engine();
    let path = project.join("club.rollcall");
    engine
        .create_project(CreateProject {
            path: path.display().to_string(),
            name: "Club".into(),
        })
        .expect("a project");
    load(&engine, &exports, "members.csv", MEMBERS);
    load(&engine, &exports, "shop.csv", SHOP);
    let sources = engine.inventory(Nothing {}).expect("sources").sources;
    let source = sources[0].mark.source;
    let preview = || engine.preview_purge(PurgeOf { source }).expect("a preview");

    // Nothing is purged of what nobody has agreed on.
    assert_eq!((preview().total, preview().first_kept), (0, None));
    assert!(refused(&engine, source, 2).contains("Nothing of"));
    engine
        .decide_rule(DecideRule {
            rule: format!("retention:{source}"),
            choice: "months:24".into(),
            sentence: String::new(),
            reason: "agreed with legal".into(),
        })
        .expect("a term");
    // A value by hand, which goes with her row.
    set_city(&engine, "Ottilie", "Wadebridge");
    let bob = number_of(&engine, "Bob");
    let (of_bob, of_ottilie) = (
        ask(&engine, &bob, "deletion"),
        ask(&engine, &number_of(&engine, "Ottilie"), "deletion"),
    );

    let shown = preview();
    assert_eq!(shown.first_kept.as_deref(), Some("2024-11-23"));
    assert_eq!((shown.total, shown.without_date), (2, 1), "{shown:?}");
    assert_eq!(
        (shown.people, shown.vanishing),
        (2, 1),
        "{}",
        shown.sentence
    );
    let examples: Vec<u64> = shown.examples.iter().map(|one| one.row).collect();
    assert_eq!(examples, [2, 3], "the rows that go are shown");
    assert!(shown.sentence.contains("cannot be taken back"));
    assert!(refused(&engine, source, 3).contains("not 3"));
    let secrets = [
        "ottilie@old",
        "zennorbridge",
        "polperro",
        "mousehole",
        "wadebridge",
    ];
    for secret in secrets {
        assert!(!files_with(&project, secret).is_empty(), "bait {secret}");
    }

    let job = engine
        .purge_source(PurgeSource {
            source,
            rows: 2,
            reason: "the term is over".into(),
        })
        .expect("a job")
        .job;
    wait(&engine, job);
    for secret in secrets {
        assert_eq!(files_with(&project, secret), [""; 0], "{secret}");
    }
    assert_eq!(found(&engine, "Ottilie"), 0);
    assert_eq!(found(&engine, "Bob"), 1, "the shop still knows him");
    requests_follow(&engine, (of_bob, bob), of_ottilie);
    assert_eq!(
        found(&engine, "Annette"),
        1,
        "nothing tells how old her row is"
    );
    assert_eq!(preview().total, 0);
    assert!(
        engine
            .overdue(Nothing {})
            .expect("an answer")
            .rows
            .is_empty()
    );
    let history = engine.history(ListHistory::default()).expect("the history");
    let steps = history.steps;
    let step = steps
        .iter()
        .find(|step| step.kind == "purge")
        .expect("it is told");
    assert_eq!(
        (step.who.as_str(), step.why.as_str()),
        ("test", "the term is over")
    );
    assert!(!step.undoable, "it says that it is for good");
    let told: Vec<&str> = steps.iter().map(|step| step.sentence.as_str()).collect();
    assert!(told.contains(&"Decided something about rows that were purged since"));
    assert!(told.iter().all(|told| !told.contains("erased")), "{told:?}");
    let verified = verify_project(&path).expect("a look");
    assert!(verified.sound, "{:?}", verified.findings);

    comes_again_and_is_told(&engine, &exports, &project);
}

/// The old rows come back with the next export, and are told, not taken in.
fn comes_again_and_is_told(engine: &Engine, exports: &Path, project: &Path) {
    load(engine, exports, "members.csv", AGAIN);
    assert_eq!(found(engine, "Ottilie"), 0);
    assert_eq!(found(engine, "Ursula"), 1);
    for secret in ["ottilie@old", "zennorbridge", "polperro"] {
        assert_eq!(files_with(project, secret), [""; 0], "{secret}");
    }
    let told = engine
        .list_problems(ListProblems {
            code: Some("past_retention".into()),
            ..ListProblems::default()
        })
        .expect("the problems");
    assert_eq!(told.problems[0].count, 2, "{:?}", told.problems);
}

/// His row in the members, on which his value was set, is past its term; the shop still knows him.
#[test]
fn a_value_set_by_hand_stays_with_who_stays_when_the_row_it_was_set_on_goes() {
    let folder = tempfile::tempdir().expect("a folder");
    let (exports, project) = (folder.path().join("exports"), folder.path().join("project"));
    std::fs::create_dir(&exports).expect("a folder");
    let engine = engine();
    engine
        .create_project(CreateProject {
            path: project.join("club.rollcall").display().to_string(),
            name: "Club".into(),
        })
        .expect("a project");
    load(&engine, &exports, "members.csv", MEMBERS);
    load(&engine, &exports, "shop.csv", SHOP);
    let source = engine.inventory(Nothing {}).expect("sources").sources[0]
        .mark
        .source;
    engine
        .decide_rule(DecideRule {
            rule: format!("retention:{source}"),
            choice: "months:24".into(),
            sentence: String::new(),
            reason: "agreed with legal".into(),
        })
        .expect("a term");
    set_city(&engine, "Bob", "Marazion");
    let purge = PurgeSource {
        source,
        rows: 2,
        reason: "the term is over".into(),
    };
    wait(&engine, engine.purge_source(purge).expect("a job").job);
    let city = || {
        let customer = number_of(&engine, "Bob");
        let bob = engine.get_customer(CustomerNumber { customer });
        let mut values = bob.expect("the customer").golden.into_iter();
        let city = values.find(|one| one.attribute.code == "city");
        city.map(|one| (one.value, one.overridden))
    };
    assert_eq!(city(), Some(("Marazion".into(), true)));
    assert_eq!(files_with(&project, "mousehole"), [""; 0]);
    // It can be taken back as before, and done again.
    engine.undo(Nothing {}).expect("undone");
    assert_eq!(city(), Some(("Leeds".into(), false)));
    engine.redo(Nothing {}).expect("done again");
    assert_eq!(city(), Some(("Marazion".into(), true)));
    let trail = engine.check_trail(Nothing {}).expect("a look");
    assert!(trail.broken.is_none(), "{trail:?}");
}
