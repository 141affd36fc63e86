//! What it costs to keep data apart, how systems are connected, which approach fits, what to ask a vendor.

use rollcall_engine::Engine;
use rollcall_engine::view::{
    CostSheet, DescribeSource, Nothing, SetAssessment, SetConnection, SetCost, SetCostRates,
};
use rollcall_engine::{AuditRequest, Silent};

use super::two_sources;
use crate::estate::audited;
use crate::measured::project;

fn by_hand(what: &str, times: f64, per: &str, minutes: f64) -> SetCost {
    SetCost {
        kind: "by_hand".into(),
        what: what.into(),
        who: "Mara".into(),
        times: Some(times),
        per: per.into(),
        minutes: Some(minutes),
        ..SetCost::default()
    }
}

fn sheet(engine: &Engine, cost: SetCost) -> CostSheet {
    engine.set_cost(cost).expect("noted")
}

#[test]
fn g14_work_by_hand_is_noted_and_sums_to_hours_a_month() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    sheet(&engine, by_hand("Export the buyers", 1.0, "day", 12.0));
    sheet(&engine, by_hand("Cross-check two lists", 2.0, "week", 45.0));
    let all = sheet(&engine, by_hand("Mend the report", 1.0, "month", 180.0));
    let hours: Vec<String> = all
        .by_hand
        .iter()
        .map(|one| format!("{:.2}", one.hours))
        .collect();
    assert_eq!(hours, ["4.33", "6.50", "3.00"]);
    assert_eq!(all.sentence, "13.8 hours of work by hand a month.");
}

#[test]
fn g15_no_figure_stands_without_its_inputs() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let empty = engine.cost_sheet(Nothing {}).expect("a sheet");
    assert_eq!(
        (empty.hours, empty.by_hand_money, empty.wasted),
        (None, None, None)
    );
    assert_eq!(empty.not_known.len(), 2);
    for half in [
        SetCost {
            minutes: None,
            ..by_hand("x", 1.0, "day", 1.0)
        },
        SetCost {
            times: Some(0.0),
            ..by_hand("x", 1.0, "day", 1.0)
        },
        by_hand("x", 1.0, "year", 1.0),
        by_hand("x", 1.0, "day", f64::NAN),
        by_hand(" ", 1.0, "day", 1.0),
        SetCost {
            kind: "waste".into(),
            what: "x".into(),
            amount: Some(1_000.0),
            ..SetCost::default()
        },
        SetCost {
            kind: "waste".into(),
            what: "x".into(),
            amount: Some(1_000.0),
            share: Some(1.2),
            ..SetCost::default()
        },
        SetCost {
            kind: "tax".into(),
            what: "x".into(),
            ..SetCost::default()
        },
    ] {
        assert!(engine.set_cost(half.clone()).is_err(), "{half:?}");
    }
    let worked = sheet(&engine, by_hand("Export the buyers", 1.0, "week", 60.0));
    assert!(
        worked.hours.is_some() && worked.by_hand_money.is_none(),
        "an hour has no cost yet"
    );
    assert!(
        worked
            .not_known
            .iter()
            .any(|one| one.contains("what an hour costs"))
    );
    let priced = engine
        .set_cost_rates(SetCostRates {
            hourly: Some(60.0),
            currency: "EUR".into(),
        })
        .expect("said");
    assert_eq!(priced.by_hand_money.map(f64::round), Some(260.0));
    let wasted = sheet(
        &engine,
        SetCost {
            kind: "waste".into(),
            what: "Ads to people who bought".into(),
            amount: Some(1_000.0),
            share: Some(0.2),
            ..SetCost::default()
        },
    );
    let one = &wasted.waste[0];
    assert_eq!(
        (one.amount, one.share, one.wasted),
        (1_000.0, 0.2, 200.0),
        "the inputs stand beside it"
    );
    assert_eq!(
        wasted.sentence,
        "4.3 hours of work by hand a month (260 EUR), 200 EUR wasted a month."
    );
    // An input can be changed, and the figure follows.
    let changed = sheet(
        &engine,
        SetCost {
            cost: Some(one.cost),
            kind: "waste".into(),
            what: one.what.clone(),
            amount: Some(500.0),
            share: Some(0.2),
            ..SetCost::default()
        },
    );
    assert_eq!(changed.wasted, Some(100.0));
    engine.undo(Nothing {}).expect("undo");
    assert_eq!(
        engine.cost_sheet(Nothing {}).expect("a sheet").wasted,
        Some(200.0)
    );
}

#[test]
fn g25_an_incident_has_a_day_two_sources_and_a_quote_and_is_in_the_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = two_sources(folder.path());
    let sources = engine.inventory(Nothing {}).expect("sources").sources;
    let incident = |day: &str, right: Option<i64>| SetCost {
        kind: "incident".into(),
        what: "You sent me the winback mail a day after I bought! Write to jan@example.org.".into(),
        who: "Support".into(),
        day: Some(day.into()),
        left: Some(sources[0].mark.source),
        right,
        ..SetCost::default()
    };
    let other = Some(sources[1].mark.source);
    assert!(engine.set_cost(incident("yesterday", other)).is_err());
    assert!(engine.set_cost(incident("2026-11-02", None)).is_err());
    assert!(
        engine
            .set_cost(incident("2026-11-02", Some(sources[0].mark.source)))
            .is_err()
    );
    let noted = sheet(&engine, incident("2026-11-02", other));
    assert_eq!(noted.incidents[0].right.name, sources[1].mark.name);
    engine.close_project(Nothing {}).expect("closed");
    let out = folder.path().join("out");
    crate::estate::engine()
        .audit(
            &AuditRequest {
                paths: vec![
                    folder.path().join("newsletter.csv"),
                    folder.path().join("shop.csv"),
                ],
                project: Some(folder.path().join("shop.rollcall")),
                out: Some(out.clone()),
            },
            &Silent,
        )
        .expect("an audit");
    let report = std::fs::read_to_string(out.join("report.html")).expect("a report");
    assert!(report.contains("2026-11-02") && report.contains("You sent me the winback mail"));
    assert!(!report.contains("jan@example.org"), "addresses are masked");
}

#[test]
fn g38_the_connection_map_counts_links_two_way_links_and_those_nobody_owns() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    for number in 1..=12 {
        engine
            .describe_source(DescribeSource {
                name: Some(format!("Tool {number}")),
                ..DescribeSource::default()
            })
            .expect("added");
    }
    let link = |from: i64, to: i64| SetConnection {
        connection: None,
        from,
        to,
        two_way: from == 1,
        how: "native".into(),
        consent: if from == 1 { "not_carried" } else { "" }.into(),
        owner: if from == 2 { "" } else { "Eli" }.into(),
        note: String::new(),
    };
    for from in 1..=12 {
        for to in from + 1..=12 {
            engine.set_connection(link(from, to)).expect("noted");
        }
    }
    let map = engine.connections(Nothing {}).expect("a map");
    assert_eq!((map.links, map.most, map.tools), (66, 66, 12));
    assert_eq!((map.two_way, map.ownerless), (11, 10));
    assert_eq!((map.consent_left, map.consent_unknown), (11, 55));
    assert!(engine.set_connection(link(3, 3)).is_err());
    assert!(engine.set_connection(link(3, 13)).is_err());
    assert!(
        engine
            .set_connection(SetConnection {
                how: "magic".into(),
                ..link(1, 2)
            })
            .is_err()
    );
    let fewer = engine
        .remove_connection(rollcall_engine::view::ConnectionNumber {
            connection: map.connections[0].connection,
        })
        .expect("gone");
    assert_eq!(fewer.links, 65);
    engine.undo(Nothing {}).expect("undo");
    assert_eq!(engine.connections(Nothing {}).expect("a map").links, 66);
}

#[test]
fn g37_no_advice_before_the_four_questions_are_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let say = |assessment: SetAssessment| engine.set_assessment(assessment);
    let three = say(SetAssessment {
        size: Some("small".into()),
        skills: Some("no_code".into()),
        stack: Some("few".into()),
        complexity: None,
    })
    .expect("said");
    assert!(three.advice.is_none());
    assert_eq!(three.missing, ["How much complexity can the team manage?"]);
    let four = say(SetAssessment {
        complexity: Some("little".into()),
        ..SetAssessment::default()
    })
    .expect("said");
    let advice = four.advice.expect("advice");
    assert_eq!(
        (advice.approach.as_str(), advice.reasons.len()),
        ("direct", 4)
    );
    assert!(!advice.weekly.is_empty() && !advice.next.is_empty());
    assert!(
        say(SetAssessment {
            size: Some("vast".into()),
            ..SetAssessment::default()
        })
        .is_err()
    );
    let taken = say(SetAssessment {
        size: Some(String::new()),
        ..SetAssessment::default()
    })
    .expect("taken away");
    assert!(taken.advice.is_none());
    engine.undo(Nothing {}).expect("undo");
    assert!(
        engine
            .approach(Nothing {})
            .expect("advice")
            .advice
            .is_some()
    );
}

#[test]
fn g40_questions_to_a_vendor_come_from_what_was_counted_here() {
    let engine = &audited().engine;
    let asked = engine.vendor_questions(Nothing {}).expect("questions");
    let count = |case: &str| {
        asked
            .questions
            .iter()
            .find(|one| one.case == case)
            .map(|one| one.count)
    };
    let overview = engine.overview(Nothing {}).expect("the overview");
    assert_eq!(count("unsure_pairs"), Some(overview.unsure_pairs));
    assert_eq!(count("known_only_by_id"), overview.known_only_by_id);
    assert!(count("shared_phones").is_some(), "{:?}", asked.questions);
    assert!(count("email_only").is_some_and(|count| count > 0));
    let folder = tempfile::tempdir().expect("a folder");
    let empty = project(folder.path())
        .vendor_questions(Nothing {})
        .expect("none");
    assert!(empty.questions.is_empty() && empty.sentence.contains("your own hard cases"));
}
