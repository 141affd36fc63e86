//! The log: decisions are only replaced, what is put off stays in sight with its age.

use rollcall_engine::Engine;
use rollcall_engine::view::{AddToLog, DecisionLog, Nothing, OpenProject, SettleInLog};

use crate::estate::engine_on;
use crate::measured::project;

fn add(engine: &Engine, kind: &str, text: &str) -> DecisionLog {
    engine
        .add_to_log(AddToLog {
            kind: kind.into(),
            text: text.into(),
            about: String::new(),
            owner: String::new(),
            due: None,
            replaces: None,
        })
        .expect("logged")
}

#[test]
fn g48_a_decision_is_never_edited_only_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    add(
        &engine,
        "decision",
        "The shop is believed before the newsletter.",
    );
    let replace = |replaces: i64, text: &str| {
        engine.add_to_log(AddToLog {
            kind: "decision".into(),
            text: text.into(),
            about: "rule:source_order".into(),
            owner: "Mara".into(),
            due: None,
            replaces: Some(replaces),
        })
    };
    let log = replace(1, "The newsletter is believed first.").expect("replaced");
    let states: Vec<(i64, &str, Option<i64>)> = log
        .entries
        .iter()
        .map(|one| (one.entry, one.state.as_str(), one.replaced_by))
        .collect();
    assert_eq!(states, [(2, "holds", None), (1, "replaced", Some(2))]);
    assert_eq!(
        log.entries[1].text, "The shop is believed before the newsletter.",
        "it stands as it was said"
    );
    assert_eq!(
        log.entries[0].about_label,
        "Which system do we believe first?"
    );
    assert!(replace(1, "Again").is_err(), "replaced already");
    let edited = engine.settle_in_log(SettleInLog {
        entry: 2,
        state: Some("dropped".into()),
        outcome: None,
        owner: None,
        due: None,
    });
    assert_eq!(
        edited.map(|_| ()).map_err(|error| error.to_string()),
        Err("A decision is never edited. Write a new one that replaces it.".into())
    );
    add(&engine, "question", "Who pays?");
    assert!(replace(3, "No").is_err(), "a question is no decision");
    assert!(
        engine
            .check_trail(Nothing {})
            .expect("the trail")
            .broken
            .is_none()
    );
}

#[test]
fn g47_what_is_put_off_is_counted_and_shows_its_age() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.rollcall").display().to_string();
    let engine = project(folder.path());
    let before = engine
        .project_summary(Nothing {})
        .expect("a summary")
        .waiting
        .governance;
    engine
        .add_to_log(AddToLog {
            kind: "question".into(),
            text: "Who decides when the CRM and the shop disagree?".into(),
            about: "attribute:email".into(),
            owner: "Legal".into(),
            due: Some("2026-11-30".into()),
            replaces: None,
        })
        .expect("asked");
    engine
        .settle_in_log(SettleInLog {
            entry: 1,
            state: Some("deferred".into()),
            outcome: None,
            owner: None,
            due: None,
        })
        .expect("put off");
    add(&engine, "action", "Export the loyalty cards");
    let waiting = engine
        .project_summary(Nothing {})
        .expect("a summary")
        .waiting
        .governance;
    assert_eq!(waiting, before + 2, "in the header, put off or not");
    engine.close_project(Nothing {}).expect("closed");

    // Six weeks later it is still there.
    let later = engine_on("2027-01-04");
    later.open_project(OpenProject { path }).expect("it opens");
    let log = later.decision_log(Nothing {}).expect("the log");
    assert_eq!(
        log.sentence,
        "1 question and 1 action are open, 1 past the date."
    );
    let question = log
        .entries
        .iter()
        .find(|one| one.kind == "question")
        .expect("it");
    assert_eq!(
        (question.state.as_str(), question.days, question.is_overdue),
        ("deferred", 42, true)
    );
    assert_eq!(log.ownerless, 1);
    let gaps = later.governance(Nothing {}).expect("governance").gaps;
    assert!(
        gaps.contains(&"What was put off longest has waited for 42 days.".to_owned()),
        "{gaps:?}"
    );
    let done = later
        .settle_in_log(SettleInLog {
            entry: 1,
            state: Some("done".into()),
            outcome: Some("Mara does".into()),
            owner: None,
            due: None,
        })
        .expect("settled");
    assert_eq!(done.open_questions, 0);
    for (kind, text, due) in [
        ("rumour", "x", None),
        ("action", " ", None),
        ("action", "x", Some("soon")),
    ] {
        let refused = later.add_to_log(AddToLog {
            kind: kind.into(),
            text: text.into(),
            about: String::new(),
            owner: String::new(),
            due: due.map(str::to_owned),
            replaces: None,
        });
        assert!(refused.is_err(), "{kind} {text}");
    }
}
