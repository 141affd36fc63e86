//! Who said no, or asked to be deleted, is known after a purge as before: the row stays however old it is, a no that
//! comes with an old export again is let in, and every count of what is past its term agrees.

use std::path::{Path, PathBuf};

use rollcall_engine::view::{
    CreateProject, DecideRule, DeliverList, ImportFiles, ListHistory, ListProblems, Nothing,
    OpenProject, PreviewChoice, PurgeOf, PurgePreview, PurgeSource,
};
use rollcall_engine::{Clock, Engine, EngineOptions};

use super::load;
use crate::erased::{found, wait};

/// Read on 23 November 2026: four rows are past two years, and two of these say no.
const MEMBERS: &str = "\
Member,First name,Surname,E-mail,E-mail consent,Deletion request,Updated at
1,Amelia,Thornbury,amelia@example.com,no,,2023-03-01
2,Bertram,Quillfeather,bertram@example.com,yes,,2023-03-01
3,Clementine,Oakshott,clementine@example.com,no,,2026-03-01
4,Desmond,Hargrave,desmond@example.com,yes,yes,2023-04-01
5,Eleanor,Wexcombe,eleanor@example.com,yes,no,2023-04-01
6,Ferdinand,Lockyer,ferdinand@example.com,yes,,2026-03-01
";
/// The same export later: Bertram has said no since, and the old rows are there as before.
const AGAIN: &str = "\
Member,First name,Surname,E-mail,E-mail consent,Deletion request,Updated at
1,Amelia,Thornbury,amelia@example.com,no,,2023-03-01
2,Bertram,Quillfeather,bertram@example.com,no,,2023-03-01
3,Clementine,Oakshott,clementine@example.com,no,,2026-03-01
4,Desmond,Hargrave,desmond@example.com,yes,yes,2023-04-01
5,Eleanor,Wexcombe,eleanor@example.com,yes,no,2023-04-01
6,Ferdinand,Lockyer,ferdinand@example.com,yes,,2026-03-01
";
/// Another system has the same people and knows nothing of what they permit.
const SHOP: &str = "\
Customer ID,First name,Last name,E-mail
11,Amelia,Thornbury,amelia@example.com
12,Bertram,Quillfeather,bertram@example.com
14,Desmond,Hargrave,desmond@example.com
15,Eleanor,Wexcombe,eleanor@example.com
";
const STAY: &str =
    "2 rows past their term stay, because they say no to messages or ask to be deleted.";

fn engine_of(day: &str) -> Engine {
    Engine::new(EngineOptions {
        version: "test".into(),
        clock: Clock::on(day.parse().expect("a day")),
        who: "test".into(),
        settings_folder: None,
        projects_folder: PathBuf::new(),
        sample_exports: None,
    })
}

struct Club {
    folder: tempfile::TempDir,
    engine: Engine,
    source: i64,
}

impl Club {
    /// A project of what the club exports, and of the shop; two years are agreed for the club.
    fn new(members: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = engine_of("2026-11-23");
        engine
            .create_project(CreateProject {
                path: file(folder.path()),
                name: "Club".into(),
            })
            .expect("a project");
        load(&engine, folder.path(), "members.csv", members);
        load(&engine, folder.path(), "shop.csv", SHOP);
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
        Self {
            folder,
            engine,
            source,
        }
    }

    /// The same project some years later.
    fn on(self, day: &str) -> Self {
        self.engine.close_project(Nothing {}).expect("closed");
        let engine = engine_of(day);
        engine
            .open_project(OpenProject {
                path: file(self.folder.path()),
            })
            .expect("the project");
        Self { engine, ..self }
    }

    fn preview(&self) -> PurgePreview {
        let source = self.source;
        self.engine
            .preview_purge(PurgeOf { source })
            .expect("a preview")
    }

    fn purge(&self, rows: u64) -> Result<(), String> {
        let job = self.engine.purge_source(PurgeSource {
            source: self.source,
            rows,
            reason: "the term is over".into(),
        });
        wait(&self.engine, job.map_err(|error| error.to_string())?.job);
        Ok(())
    }

    /// What the governance screens count as past the term, by loads and by rows.
    fn overdue(&self) -> (u64, u64) {
        let overdue = self.engine.overdue(Nothing {}).expect("an answer");
        (
            overdue.loads.iter().map(|one| one.rows).sum(),
            overdue.rows.iter().map(|one| one.rows).sum(),
        )
    }

    fn effect_of_the_rule(&self) -> u64 {
        let effect = self.engine.preview_choice(PreviewChoice {
            rule: format!("retention:{}", self.source),
            choice: "months:24".into(),
        });
        effect.expect("the effect").changed
    }

    fn list(&self, name: &str) -> String {
        let path = self.folder.path().join(name);
        self.engine
            .deliver_list(DeliverList {
                list: "customers".into(),
                destination: "plain_csv".into(),
                days: None,
                today: None,
                path: path.display().to_string(),
                left_out_file: false,
            })
            .expect("a delivery");
        std::fs::read_to_string(path).expect("the list")
    }
}

fn file(folder: &Path) -> String {
    folder.join("club.rollcall").display().to_string()
}

#[track_caller]
fn reaches(list: &str, people: &[&str], others: &[&str]) {
    for person in people {
        assert!(list.contains(person), "{person}\n{list}");
    }
    for person in others {
        assert!(!list.contains(person), "{person}\n{list}");
    }
}

#[test]
fn who_said_no_is_left_out_of_lists_after_a_purge_and_when_the_old_export_comes_again() {
    let club = Club::new(MEMBERS);
    let shown = club.preview();
    assert_eq!((shown.total, shown.staying), (2, 2), "{shown:?}");
    assert!(
        shown.sentence.contains(STAY) && shown.sentence.ends_with("as long as lists are written."),
        "{}",
        shown.sentence
    );
    // Wherever it is counted, it is the same.
    assert_eq!((club.overdue(), club.effect_of_the_rule()), ((0, 2), 2));
    let told = club.engine.overdue(Nothing {}).expect("an answer").sentence;
    assert_eq!(
        told,
        format!("2 rows last changed before the agreed term. {STAY}")
    );
    let rules = club.engine.governed_rules(Nothing {}).expect("the rules");
    let code = format!("retention:{}", club.source);
    let rule = rules.rules.iter().find(|one| one.rule == code);
    assert_eq!(rule.expect("the rule").concerns, told);
    assert_eq!(
        shown.dated,
        ["2 rows of members are dated by their column \"Updated at\"."]
    );

    assert!(club.purge(4).expect_err("too many").contains("not 4"));
    club.purge(2).expect("purged");
    let history = club.engine.history(ListHistory::default());
    let steps = history.expect("the history").steps;
    let step = steps.iter().find(|step| step.kind == "purge");
    let told = &step.expect("it is told").sentence;
    assert!(
        told.starts_with("Purged 2 rows of ") && told.ends_with(STAY),
        "{told}"
    );
    // The shop knows all four; who said yes to the club alone is known there alone.
    let refused = ["amelia@", "clementine@", "desmond@"];
    reaches(
        &club.list("after.csv"),
        &["bertram@", "eleanor@", "ferdinand@"],
        &refused,
    );
    let shown = club.preview();
    assert_eq!((shown.total, shown.staying), (0, 2), "{}", shown.sentence);
    assert!(
        shown.sentence.starts_with("Nothing else of "),
        "{}",
        shown.sentence
    );
    assert_eq!((club.overdue(), club.effect_of_the_rule()), ((0, 0), 0));
    assert!(
        club.purge(0)
            .expect_err("nothing goes")
            .contains("Nothing of")
    );

    // What is too old and says nothing stays out; a no is let in, also one that was not there before.
    load(&club.engine, club.folder.path(), "members.csv", AGAIN);
    let told = club.engine.list_problems(ListProblems {
        code: Some("past_retention".into()),
        ..ListProblems::default()
    });
    assert_eq!(told.expect("the problems").problems[0].count, 1, "Eleanor");
    reaches(
        &club.list("again.csv"),
        &["eleanor@", "ferdinand@"],
        &["amelia@", "bertram@", "clementine@", "desmond@"],
    );
    let shown = club.preview();
    assert_eq!(shown.total, 0, "{}", shown.sentence);
    // Bertram now, and the rows of the load that was replaced.
    assert_eq!(shown.staying, 3 + 2);
}

/// No row tells a date, so all of them go by the day they were loaded.
#[test]
fn who_said_no_stays_of_a_load_that_is_too_old_as_a_whole() {
    let lines = MEMBERS.lines();
    let lines = lines.map(|line| line.rsplit_once(',').expect("a date").0);
    let undated = lines.collect::<Vec<_>>().join("\n") + "\n";
    let club = Club::new(&undated);
    assert_eq!((club.preview().total, club.overdue()), (0, (0, 0)));
    let club = club.on("2029-01-10");
    let shown = club.preview();
    assert_eq!((shown.total, shown.staying), (3, 3), "{shown:?}");
    assert!(shown.dated.is_empty(), "{:?}", shown.dated);
    assert_eq!((club.overdue(), club.effect_of_the_rule()), ((3, 0), 3));
    club.purge(3).expect("purged");
    assert_eq!(found(&club.engine, "Ferdinand"), 0);
    assert_eq!(found(&club.engine, "Clementine"), 1);
    reaches(
        &club.list("after.csv"),
        &["bertram@", "eleanor@"],
        &["amelia@", "clementine@", "desmond@"],
    );
    let shown = club.preview();
    assert_eq!((shown.total, shown.staying), (0, 3), "{}", shown.sentence);
    assert_eq!((club.overdue(), club.effect_of_the_rule()), ((0, 0), 0));
}

/// Lists obey a no in a column of which nobody has said yet what it is, so a purge does, too.
#[test]
fn a_no_in_a_column_nobody_has_placed_stays_as_well() {
    let doubtful = MEMBERS.replace("E-mail consent,Deletion request", "Zorb,Deletion request");
    let club = Club::new(&doubtful);
    let shown = club.preview();
    assert_eq!((shown.total, shown.staying), (2, 2), "{}", shown.sentence);
    club.purge(2).expect("purged");
    reaches(
        &club.list("after.csv"),
        &["bertram@", "eleanor@"],
        &["amelia@", "clementine@", "desmond@"],
    );
}

/// A member since 2019 may have been here yesterday.
#[test]
fn that_rows_are_dated_by_the_day_of_sign_up_is_told_before_they_go() {
    let club = Club::new(&MEMBERS.replace("Updated at", "Created at"));
    let dated = club.preview().dated;
    assert_eq!(dated.len(), 1, "{dated:?}");
    assert!(
        dated[0].starts_with(
            "2 rows of members are dated by their column \"Created at\", which tells when a row came to be"
        ),
        "{dated:?}"
    );
}

#[test]
fn nothing_is_purged_while_nobody_can_tell_who_says_no() {
    let club = Club::new(MEMBERS);
    let path = club.folder.path().join("members.csv");
    std::fs::write(&path, AGAIN).expect("a file");
    let job = club.engine.import_files(ImportFiles {
        paths: vec![path.display().to_string()],
        choices: Vec::new(),
        then_audit: false,
    });
    wait(&club.engine, job.expect("a job").job);
    let shown = club.preview();
    assert!(
        shown.sentence.contains("work out who is who first"),
        "{}",
        shown.sentence
    );
    let told = club.purge(shown.total).expect_err("it is refused");
    assert!(
        told.contains("who is who first. Nothing was taken out."),
        "{told}"
    );
    let audit = club.engine.run_audit(Nothing {}).expect("a job").job;
    wait(&club.engine, audit);
    let shown = club.preview();
    assert!(!shown.sentence.contains("who is who"), "{}", shown.sentence);
    club.purge(shown.total).expect("purged");
}
