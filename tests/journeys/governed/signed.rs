//! Teams sign a frozen version of the rules; what changes after it is shown.

use rollcall_engine::view::{
    DecideRule, FreezeRules, ListHistory, Nothing, SetDuty, SetTeamPart, SignOffs, SignRules,
};
use rollcall_engine::{AuditRequest, Engine, Silent};

use super::{decide, two_sources};
use crate::estate::engine;

const FIVE: &[&str] = &["marketing", "engineering", "data", "legal", "finance"];

pub(super) fn sign(engine: &Engine, team: &str, person: &str) -> Result<SignOffs, String> {
    engine
        .sign_rules(SignRules {
            team: team.into(),
            person: person.into(),
            note: String::new(),
        })
        .map_err(|error| error.to_string())
}

pub(super) fn state(sign_offs: &SignOffs, team: &str) -> String {
    let mine = sign_offs.teams.iter().find(|one| one.team == team);
    mine.map(|one| one.state.clone()).unwrap_or_default()
}

#[test]
fn g55_a_signature_goes_stale_when_what_was_signed_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = two_sources(folder.path());
    assert!(sign(&engine, "legal", "Lena").is_err(), "nothing is frozen");
    decide(&engine, "deletion", "days:30");
    let frozen = engine.freeze_rules(FreezeRules::default()).expect("frozen");
    let sentences = &frozen.frozen.as_ref().expect("a set").sentences;
    assert!(
        sentences.iter().any(|one| one.contains("within 30 days")),
        "{sentences:?}"
    );
    assert!(
        engine.freeze_rules(FreezeRules::default()).is_err(),
        "nothing changed"
    );
    for team in FIVE {
        sign(&engine, team, "Lena").expect("signed");
    }
    let all = engine.sign_offs(Nothing {}).expect("signatures");
    assert_eq!(
        all.sentence,
        "5 of 7 teams have signed the rules as they are."
    );
    assert_eq!(state(&all, "legal"), "signed");
    assert_eq!(state(&all, "sales"), "blank");

    decide(&engine, "deletion", "days:14");
    let stale = engine.sign_offs(Nothing {}).expect("signatures");
    assert_eq!(state(&stale, "legal"), "outdated");
    assert!(stale.is_outdated);
    assert_eq!(stale.changes.len(), 1);
    assert!(
        stale.changes[0].before.contains("30 days") && stale.changes[0].now.contains("14 days")
    );
    let row = stale
        .grid
        .iter()
        .find(|one| one.rule == "deletion")
        .expect("a row");
    assert_eq!(
        row.cells,
        [
            "outdated", "outdated", "outdated", "outdated", "outdated", "blank", "blank"
        ]
    );
    let other = stale
        .grid
        .iter()
        .find(|one| one.rule == "conflict:email")
        .expect("a row");
    assert_eq!(
        other.cells[0], "signed",
        "what did not change is still signed"
    );
    assert!(
        sign(&engine, "sales", "Sam").is_err(),
        "rules changed since they were frozen"
    );
    let gaps = engine.governance(Nothing {}).expect("governance").gaps;
    assert!(
        gaps.iter()
            .any(|one| one.starts_with("Rules changed since these teams signed")),
        "{gaps:?}"
    );

    // Back to what was signed, it holds again; the history kept every step.
    decide(&engine, "deletion", "days:30");
    let back = engine.sign_offs(Nothing {}).expect("signatures");
    assert_eq!(state(&back, "legal"), "signed");
    let history = engine.history(ListHistory::default()).expect("the history");
    assert!(history.kinds.contains(&"sign_rules".to_owned()));

    sign(&engine, "legal", "").expect("taken back");
    assert_eq!(
        state(&engine.sign_offs(Nothing {}).expect("signatures"), "legal"),
        "blank"
    );
    engine.undo(Nothing {}).expect("undo");
    assert_eq!(
        state(&engine.sign_offs(Nothing {}).expect("signatures"), "legal"),
        "signed"
    );
}

#[test]
fn g54_the_report_shows_who_has_not_signed() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = two_sources(folder.path());
    decide(&engine, "access", "days:30");
    engine.freeze_rules(FreezeRules::default()).expect("frozen");
    sign(&engine, "marketing", "Mara").expect("signed");
    engine.close_project(Nothing {}).expect("closed");
    let out = folder.path().join("out");
    let request = AuditRequest {
        paths: vec![
            folder.path().join("newsletter.csv"),
            folder.path().join("shop.csv"),
        ],
        project: Some(folder.path().join("shop.rollcall")),
        out: Some(out.clone()),
    };
    crate::estate::engine()
        .audit(&request, &Silent)
        .expect("an audit");
    let report = std::fs::read_to_string(out.join("report.html")).expect("a report");
    assert!(
        report.contains("<th scope=\"row\">Marketing</th><td translate=\"no\">Mara</td>"),
        "{report}"
    );
    assert!(report.contains("<th scope=\"row\">Legal</th><td class=\"gap\">not signed</td>"));
    assert!(report.contains("is answered within 30 days."));
}

#[test]
fn only_one_team_is_accountable_and_what_nobody_answers_for_is_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = two_sources(folder.path());
    let part = |team: &str, part: &str| {
        engine
            .set_team_part(SetTeamPart {
                source: None,
                rule: Some("consent".into()),
                team: team.into(),
                part: part.into(),
            })
            .map_err(|error| error.to_string())
    };
    let before = engine.raci(Nothing {}).expect("a table");
    assert_eq!(before.gaps[0], "No team is accountable for 2 of 2 sources.");
    part("legal", "accountable").expect("legal is");
    let refused = part("marketing", "accountable").expect_err("one is enough");
    assert!(
        refused.starts_with("Legal is accountable for")
            && refused.contains("Make Marketing responsible"),
        "{refused}"
    );
    let after = part("marketing", "responsible").expect("marketing does the work");
    assert_eq!(after.open, before.open - 1);
    let row = after
        .rows
        .iter()
        .find(|row| row.rule.as_deref() == Some("consent"))
        .expect("a row");
    assert_eq!(row.cells[0], "responsible");
    assert_eq!(row.cells[3], "accountable");
    assert_eq!(super::rule(&engine, "consent").accountable, "Legal");
    part("legal", "").expect("taken away");
    part("marketing", "accountable").expect("now it can be");
    assert!(part("gardening", "accountable").is_err());
}

/// The rules of an empty project can be signed before any file is there.
#[test]
fn rules_can_be_signed_before_anything_is_loaded() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine();
    engine
        .create_project(rollcall_engine::view::CreateProject {
            name: "Whiteboard".into(),
            path: folder.path().join("w.rollcall").display().to_string(),
        })
        .expect("a project");
    engine
        .decide_rule(DecideRule {
            rule: "consent".into(),
            choice: "strictest".into(),
            sentence: "A no is a no, wherever it was said.".into(),
            reason: String::new(),
        })
        .expect("decided");
    engine.freeze_rules(FreezeRules::default()).expect("frozen");
    let signed = sign(&engine, "data", "Dan").expect("signed");
    assert_eq!(
        signed.sentence,
        "1 of 7 teams have signed the rules as they are."
    );
    assert!(
        engine
            .set_duty(SetDuty {
                source: None,
                attribute: Some("email".into()),
                duty: "decider".into(),
                person: "Dan".into()
            })
            .is_ok()
    );
}
