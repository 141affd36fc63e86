//! A workshop by commands alone, from an empty project to signatures; and its agenda.

use rollcall_engine::Engine;
use rollcall_engine::view::{
    AddToLog, AgendaQuestion, DescribeSource, FreezeRules, FreezeScope, MarkQuestion, Nothing,
    SetDuty, SetKindState, SetNote, SetUseCase, ShowReport, WorkshopAgenda,
};

use super::signed::sign;
use super::{decide, two_sources};
use crate::measured::project;

fn agenda(engine: &Engine) -> WorkshopAgenda {
    engine.workshop(Nothing {}).expect("an agenda")
}

fn question(engine: &Engine, code: &str) -> AgendaQuestion {
    agenda(engine)
        .topics
        .into_iter()
        .flat_map(|topic| topic.questions)
        .find(|one| one.question == code)
        .unwrap_or_else(|| panic!("a question {code}"))
}

fn add_source(engine: &Engine, name: &str, kind: &str) {
    engine
        .describe_source(DescribeSource {
            name: Some(name.into()),
            kind: Some(kind.into()),
            ..DescribeSource::default()
        })
        .expect("added");
}

#[test]
fn g56_the_four_questions_about_a_source_come_in_order_and_not_used_is_an_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = two_sources(folder.path());
    let sources = agenda(&engine)
        .topics
        .into_iter()
        .find(|one| one.topic == "sources")
        .expect("a topic");
    let first: Vec<(&str, &str)> = sources.questions[..4]
        .iter()
        .map(|one| (one.takes.as_str(), one.state.as_str()))
        .collect();
    assert_eq!(
        first,
        [
            ("location", "open"),
            ("nothing", "answered"),
            ("owner", "open"),
            ("used_for", "open")
        ]
    );
    let source = sources.questions[0]
        .source
        .as_ref()
        .expect("its source")
        .source;
    engine
        .describe_source(DescribeSource {
            source: Some(source),
            used_for: Some("not used".into()),
            ..DescribeSource::default()
        })
        .expect("said");
    let used = question(&engine, &format!("used_for:{source}"));
    assert_eq!(
        (used.state.as_str(), used.answer.as_str()),
        ("answered", "not used")
    );
}

#[test]
fn a_question_is_put_off_noted_and_taken_up_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let mark = |code: &str, state: &str| {
        engine.mark_question(MarkQuestion {
            question: code.into(),
            state: state.into(),
            answered_by: "Mara".into(),
        })
    };
    assert_eq!(agenda(&engine).next.as_deref(), Some("kind_state:shop"));
    let put_off = mark("kind_state:shop", "deferred").expect("put off");
    assert_eq!(
        (put_off.deferred, put_off.next.as_deref()),
        (1, Some("kind_state:website"))
    );
    engine
        .set_note(SetNote {
            source: None,
            attribute: None,
            about: Some("question:kind_state:shop".into()),
            note: "Ask Eli".into(),
        })
        .expect("noted");
    let one = question(&engine, "kind_state:shop");
    assert_eq!(
        (one.state.as_str(), one.note.as_str(), one.deferred_days),
        ("deferred", "Ask Eli", Some(0))
    );
    engine
        .set_kind_state(SetKindState {
            kind: "shop".into(),
            state: "absent".into(),
        })
        .expect("said");
    let one = question(&engine, "kind_state:shop");
    assert_eq!(
        (
            one.state.as_str(),
            one.answered_by.as_str(),
            one.deferred_days
        ),
        ("answered", "Mara", None)
    );
    assert!(mark("kind_state:spaceship", "deferred").is_err());
    assert!(mark("kind_state:shop", "asleep").is_err());
}

/// Nine sources, a use case, six rules, three decisions, two questions, five teams: no file at all.
#[test]
fn a_whole_workshop_runs_from_an_empty_project_to_signatures() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let before = agenda(&engine);
    for (name, kind) in [
        ("Shopify", "shop"),
        ("HubSpot", "crm"),
        ("Mailchimp", "email_platform"),
        ("Google Ads", "ad_platform"),
        ("Analytics", "analytics"),
        ("Zendesk", "support"),
        ("Stripe", "billing"),
        ("Tills", "point_of_sale"),
        ("Cards", "loyalty"),
    ] {
        add_source(&engine, name, kind);
    }
    for source in engine.inventory(Nothing {}).expect("sources").sources {
        engine
            .describe_source(DescribeSource {
                source: Some(source.mark.source),
                location: Some("in the cloud".into()),
                format: Some("CSV, a file a week".into()),
                used_for: Some("campaigns".into()),
                refresh: Some("each day".into()),
                ..DescribeSource::default()
            })
            .expect("said");
        engine
            .set_duty(SetDuty {
                source: Some(source.mark.source),
                attribute: None,
                duty: "owner".into(),
                person: "Mara".into(),
            })
            .expect("an owner");
    }
    agree(&engine);
    let after = agenda(&engine);
    assert!(
        after.answered > before.answered + 40,
        "{} then {}",
        before.sentence,
        after.sentence
    );
    let of = |code: &str| {
        let topic = after
            .topics
            .iter()
            .find(|one| one.topic == code)
            .expect("a topic");
        (topic.answered, topic.questions.len())
    };
    assert_eq!(
        of("sources"),
        (45, 45),
        "also the format, while no file tells it"
    );
    assert_eq!(of("use_case"), (4, 4));
    assert_eq!(
        of("rules"),
        (6, 18),
        "what systems nearly always disagree about is asked before there are files"
    );
    assert_eq!(of("people"), (0, 5));
    assert_eq!(of("scope"), (1, 1));
    assert_eq!(of("sign_off"), (5, 7));
    assert_eq!(of("approach"), (0, 4));
    let report = engine
        .report_page(ShowReport { unmasked: false })
        .expect("a report")
        .html;
    assert!(report.contains("Nothing is loaded yet; 9 sources are named</span>."));
    assert!(
        report.contains("Online shop, nothing of it loaded: who buys on the web is not known.")
    );
    let log = engine.decision_log(Nothing {}).expect("the log");
    assert_eq!((log.open_questions, log.entries.len()), (2, 5));
    assert!(
        engine
            .check_trail(Nothing {})
            .expect("the trail")
            .broken
            .is_none()
    );
}

/// A use case, six rules, three decisions, two questions, the scope and five signatures.
fn agree(engine: &Engine) {
    engine
        .set_use_case(SetUseCase {
            template: Some("retargeting_waste".into()),
            baseline: Some("20 %".into()),
            target: Some("2 %".into()),
            ..SetUseCase::default()
        })
        .expect("a use case");
    for (rule, choice) in [
        ("source_order", "[2,1]"),
        ("consent", "strictest"),
        ("retention:1", "months:24"),
        ("retention:2", "months:36"),
        ("deletion", "days:30"),
        ("access", "days:30"),
    ] {
        decide(engine, rule, choice);
    }
    for (kind, text) in [
        ("decision", "The CRM is believed first"),
        ("decision", "Ads come last"),
        ("decision", "Weekly exports"),
        ("question", "Who pays?"),
        ("question", "Who checks?"),
    ] {
        engine
            .add_to_log(AddToLog {
                kind: kind.into(),
                text: text.into(),
                about: String::new(),
                owner: "Mara".into(),
                due: Some("2026-12-15".into()),
                replaces: None,
            })
            .expect("logged");
    }
    engine.freeze_scope(FreezeScope::default()).expect("frozen");
    engine.freeze_rules(FreezeRules::default()).expect("frozen");
    for team in ["marketing", "engineering", "data", "legal", "finance"] {
        sign(engine, team, "Lena").expect("signed");
    }
}
