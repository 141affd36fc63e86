//! A changed rule makes the values anew and nothing else, with the same bytes as when all is worked out.

use std::path::Path;

use rollcall_engine::view::{Nothing, OpenProject, SetRule, SetSourceOrder};
use rollcall_engine::{AuditRequest, AuditSummary, Engine, Silent};
use rusqlite::Connection;

use crate::estate::{audited, engine};

const TABLES: [&str; 5] = [
    "customers.csv",
    "crosswalk.csv",
    "conflicts.csv",
    "review.csv",
    "coverage.csv",
];

/// A copy of the sample project in which all of this is said.
fn ruled(folder: &Path) {
    let path = folder.join("sample.rollcall");
    Connection::open(audited().out.path().join("sample.rollcall"))
        .expect("the project")
        .execute("VACUUM INTO ?1", [path.display().to_string()])
        .expect("a copy");
    let engine = engine();
    let path = path.display().to_string();
    engine.open_project(OpenProject { path }).expect("it opens");
    for (attribute, rule) in [
        ("email", "oldest"),
        ("street", "most_complete"),
        ("family_name", "source_priority"),
        ("email_consent", "most_recent"),
        ("loyalty_card", "most_frequent"),
    ] {
        engine
            .set_rule(SetRule {
                attribute: attribute.into(),
                rule: rule.into(),
                reason: String::new(),
            })
            .expect("it is set");
    }
    order(&engine);
    engine.close_project(Nothing {}).expect("it closes");
}

fn order(engine: &Engine) {
    let inventory = engine.inventory(Nothing {}).expect("the inventory");
    let mut sources: Vec<i64> = inventory
        .sources
        .iter()
        .map(|one| one.mark.source)
        .collect();
    sources.reverse();
    engine
        .set_source_order(SetSourceOrder {
            sources,
            reason: "the till knows best".into(),
        })
        .expect("it is set");
}

fn audit(folder: &Path) -> AuditSummary {
    let request = AuditRequest {
        paths: Vec::new(),
        project: Some(folder.join("sample.rollcall")),
        out: Some(folder.to_path_buf()),
    };
    engine().audit(&request, &Silent).expect("an audit")
}

/// What was measured last, by measure, source and detail.
fn measured(folder: &Path) -> Vec<String> {
    let connection = Connection::open(folder.join("sample.rollcall")).expect("the project");
    let mut statement = connection
        .prepare(
            "SELECT measure || ' ' || source_id || ' ' || detail || ' ' || found || ' ' || among || ' ' || unknown || ' ' || people
             FROM measured WHERE run_id = (SELECT max(run_id) FROM run) ORDER BY 1",
        )
        .expect("what was measured");
    statement
        .query_map([], |row| row.get(0))
        .expect("lines")
        .collect::<Result<_, _>>()
        .expect("lines")
}

/// A table without the number of each pair: that is the run's own, so that a pair of the file is found by
/// it in the project.
fn without_first_column(text: &[u8]) -> Vec<u8> {
    let lines = text.split(|byte| *byte == b'\n').map(|line| {
        let comma = line.iter().position(|byte| *byte == b',');
        line.get(comma.map_or(0, |comma| comma + 1)..)
            .unwrap_or_default()
    });
    lines.collect::<Vec<_>>().join(&b'\n')
}

#[test]
fn only_values_are_worked_out_anew_and_come_out_as_if_all_were() {
    let (quick, whole) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    );
    ruled(quick.path());
    ruled(whole.path());
    // A run that does not say what it followed from: everything has to be worked out.
    Connection::open(whole.path().join("sample.rollcall"))
        .expect("the project")
        .execute(
            "UPDATE run SET report = json_remove(report, '$.follows_from')",
            [],
        )
        .expect("it is forgotten");
    let (quickly, wholly) = (audit(quick.path()), audit(whole.path()));
    let stages = |summary: &AuditSummary| -> Vec<String> {
        let stages = summary.stages.iter();
        stages.map(|stage| stage.stage.clone()).collect()
    };
    assert_eq!(
        stages(&quickly),
        [
            "Standardising values",
            "Agreeing on values",
            "Writing files"
        ]
    );
    assert!(stages(&wholly).len() > 5, "{:?}", stages(&wholly));
    let course = quickly.course.expect("a course");
    assert!(
        course.starts_with("Only rules about which value wins had changed: "),
        "{course}"
    );
    assert!(quickly.since_last.is_none(), "who is who stayed");
    let before = std::fs::read(audited().out.path().join("customers.csv")).expect("a table");
    for table in TABLES {
        let read = |folder: &Path| {
            let text = std::fs::read(folder.join(table)).expect("a table");
            if table == "review.csv" {
                without_first_column(&text)
            } else {
                text
            }
        };
        assert!(read(quick.path()) == read(whole.path()), "{table} differs");
        assert!(table != "customers.csv" || read(quick.path()) != before);
    }
    assert_eq!(measured(quick.path()), measured(whole.path()));
    // An audit that has nothing to do over tells no counts of the one before.
    let idle = audit(quick.path()).course.expect("a course");
    assert!(
        idle.starts_with("Nothing had changed since the last audit"),
        "{idle}"
    );

    // Taken back, everything is as it was, byte for byte; and then nothing is left to do.
    let project = quick.path().join("sample.rollcall").display().to_string();
    let engine = engine();
    engine
        .open_project(OpenProject { path: project })
        .expect("it opens");
    let matching = engine.match_summary(Nothing {}).expect("a summary");
    assert!(
        matching
            .training
            .iter()
            .any(|one| one.starts_with("Since then: Only rules about which value wins")),
        "{:?}",
        matching.training
    );
    for _ in 0..6 {
        engine.undo(Nothing {}).expect("undo");
    }
    let summary = engine.project_summary(Nothing {}).expect("a summary");
    let told = summary.out_of_date.expect("out of date");
    assert!(told.contains("Who is who stays"), "{told}");
    engine.close_project(Nothing {}).expect("it closes");
    audit(quick.path());
    let back = std::fs::read(quick.path().join("customers.csv")).expect("a table");
    assert!(back == before, "customers.csv is not as it was");
}
