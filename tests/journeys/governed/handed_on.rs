//! What was agreed in one project is taken in by another, by the names of sources.

use rollcall_engine::Engine;
use rollcall_engine::view::{
    AddToLog, DecisionFile, DescribeSource, ListCondition, Nothing, RequestChange, SaveList,
    SetAssessment, SetConnection, SetCost, SetCostRates, SetNote, SetTeamPart, SetUseCase,
    WordRule,
};

use super::{decide, rule, two_sources};
use crate::measured::project;

fn agreed(engine: &Engine) {
    let sources = engine.inventory(Nothing {}).expect("sources").sources;
    let (one, other) = (sources[0].mark.source, sources[1].mark.source);
    decide(engine, &format!("retention:{other}"), "months:24");
    decide(engine, "consent", "most_recent");
    decide(engine, "deletion", "days:30");
    decide(engine, "source_order", &format!("[{other},{one}]"));
    engine
        .word_rule(WordRule {
            rule: "deletion".into(),
            sentence: "Gone within a month.".into(),
            reason: String::new(),
        })
        .expect("worded");
    for (source, rule) in [
        (Some(other), None),
        (None, Some(format!("retention:{other}"))),
    ] {
        engine
            .set_team_part(SetTeamPart {
                source,
                rule,
                team: "legal".into(),
                part: "accountable".into(),
            })
            .expect("a part");
    }
    engine
        .set_use_case(SetUseCase {
            template: Some("retargeting_waste".into()),
            ..SetUseCase::default()
        })
        .expect("a use case");
    for (text, replaces) in [("The shop first", None), ("The newsletter first", Some(1))] {
        engine
            .add_to_log(AddToLog {
                kind: "decision".into(),
                text: text.into(),
                about: format!("source:{other}"),
                owner: "Mara".into(),
                due: None,
                replaces,
            })
            .expect("logged");
    }
    engine
        .request_change(RequestChange {
            what: "Tickets".into(),
            source: Some(other),
            asker: "Sam".into(),
            reason: "calls".into(),
            value: String::new(),
            effort: String::new(),
        })
        .expect("requested");
    engine
        .set_connection(SetConnection {
            connection: None,
            from: one,
            to: other,
            two_way: false,
            how: "by_hand".into(),
            consent: "carried".into(),
            owner: "Eli".into(),
            note: String::new(),
        })
        .expect("connected");
    engine
        .set_cost(SetCost {
            kind: "waste".into(),
            what: "Ads".into(),
            amount: Some(1_000.0),
            share: Some(0.2),
            ..SetCost::default()
        })
        .expect("a cost");
    engine
        .set_cost_rates(SetCostRates {
            hourly: Some(50.0),
            currency: "EUR".into(),
        })
        .expect("a rate");
    engine
        .set_assessment(SetAssessment {
            size: Some("small".into()),
            ..SetAssessment::default()
        })
        .expect("an answer");
    for about in [format!("question:location:{other}"), "rule:deletion".into()] {
        engine
            .set_note(SetNote {
                source: None,
                attribute: None,
                about: Some(about),
                note: "asked twice".into(),
            })
            .expect("a note");
    }
}

#[test]
fn another_project_agrees_alike_by_the_names_of_its_sources() {
    let (from, to) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    );
    let first = two_sources(from.path());
    agreed(&first);
    save_a_list(&first);
    let file = |name: &str| DecisionFile {
        path: from.path().join(name).display().to_string(),
    };
    let saved = first.save_decisions(file("first.json")).expect("a file");
    let told: Vec<(&str, u64)> = saved
        .saved
        .iter()
        .map(|one| (one.what.as_str(), one.count))
        .collect();
    assert!(
        told.contains(&("versions of rules", 4))
            && told.contains(&("other agreements", 8))
            && told.contains(&("lists", 1)),
        "{told:?}"
    );

    // The other project has its sources under other numbers.
    let second = project(to.path());
    second
        .describe_source(DescribeSource {
            name: Some("Somewhere else".into()),
            ..DescribeSource::default()
        })
        .expect("added");
    for source in first
        .inventory(Nothing {})
        .expect("sources")
        .sources
        .iter()
        .rev()
    {
        second
            .describe_source(DescribeSource {
                name: Some(source.mark.name.clone()),
                ..DescribeSource::default()
            })
            .expect("added");
    }
    let taken = second.take_decisions(file("first.json")).expect("taken");
    let kinds: Vec<&str> = taken.left.iter().map(|left| left.why.as_str()).collect();
    assert!(
        kinds
            .iter()
            .all(|why| *why == "There is no such table in use here."),
        "only what hangs on tables is left: {:?}",
        taken.left
    );
    second.save_decisions(file("second.json")).expect("a file");
    let read = |name: &str| -> serde_json::Value {
        let text = std::fs::read_to_string(file(name).path).expect("text");
        let mut all: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        all.as_object_mut().expect("members").remove("mappings");
        all
    };
    assert_eq!(
        read("first.json"),
        read("second.json"),
        "agreed there as here"
    );
    assert_eq!(rule(&second, "deletion").sentence, "Gone within a month.");
    let log = second.decision_log(Nothing {}).expect("the log");
    assert_eq!(log.entries[1].replaced_by, Some(log.entries[0].entry));

    let lists = second.list_saved(Nothing {}).expect("the lists").lists;
    let source = second.inventory(Nothing {}).expect("sources").sources;
    let known = |number: &str| {
        let mut marks = source.iter().map(|one| &one.mark);
        marks
            .find(|mark| mark.source.to_string() == number)
            .map(|mark| mark.name.clone())
    };
    let condition = &lists[0].versions[0].condition.conditions[0];
    let there = first.inventory(Nothing {}).expect("sources").sources;
    assert_eq!(known(&condition.subject), Some(there[0].mark.name.clone()));
    // Taken again, nothing is there twice.
    second.take_decisions(file("first.json")).expect("taken");
    second.save_decisions(file("third.json")).expect("a file");
    assert_eq!(read("second.json"), read("third.json"));
    engine_undoes_all(&second);
}

/// A list about whom the first source knows.
fn save_a_list(engine: &Engine) {
    let sources = engine.inventory(Nothing {}).expect("sources").sources;
    engine
        .save_list(SaveList {
            list: None,
            name: "Theirs".into(),
            purpose: "contact".into(),
            condition: ListCondition {
                kind: "source".into(),
                subject: sources[0].mark.source.to_string(),
                test: "in".into(),
                values: Vec::new(),
                days: None,
                named: String::new(),
                conditions: Vec::new(),
            },
            reason: "to begin with".into(),
        })
        .expect("saved");
}

fn engine_undoes_all(engine: &Engine) {
    engine.undo(Nothing {}).expect("undo");
    assert_eq!(rule(engine, "deletion").choice, "");
    assert!(
        engine
            .list_saved(Nothing {})
            .expect("the lists")
            .lists
            .is_empty()
    );
    assert!(
        engine
            .decision_log(Nothing {})
            .expect("the log")
            .entries
            .is_empty()
    );
    assert!(
        engine
            .connections(Nothing {})
            .expect("a map")
            .connections
            .is_empty()
    );
    assert!(
        engine
            .check_trail(Nothing {})
            .expect("the trail")
            .broken
            .is_none()
    );
}
