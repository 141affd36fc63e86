//! What is noted of connections is held against what the systems say of people, what nobody answered waits, and the
//! report tells all of it with the use case, the costs and the questions to a vendor.

use rollcall_engine::Engine;
use rollcall_engine::view::{
    Connections, Nothing, SetConnection, SetCost, SetCostRates, SetPresenting, SetUseCase,
    ShowReport, UseCaseView,
};

use super::two_sources;
use crate::measured::load;

/// A third system, that says of Jonas what the others say of him.
const TILLS: &str = "\
Customer ID,First name,Last name,Email,Phone,Email consent,Updated at
T2,Jonas,Winkler,jonas.winkler@example.org,+49 1512 9384756,subscribed,2026-01-01
";

/// Notes how data goes from the first source to another; `connection` is the one to say more of.
fn connect(engine: &Engine, connection: Option<i64>, consent: &str, owner: &str) -> Connections {
    let sources = engine.inventory(Nothing {}).expect("sources").sources;
    engine
        .set_connection(SetConnection {
            connection,
            from: sources[0].mark.source,
            to: sources[1].mark.source,
            two_way: false,
            how: "native".into(),
            consent: consent.into(),
            owner: owner.into(),
            note: String::new(),
        })
        .expect("it is noted")
}

fn waiting(engine: &Engine) -> (u64, Vec<String>) {
    let governance = engine.governance(Nothing {}).expect("governance");
    let about = |gap: &String| gap.contains("connections");
    let gaps = governance.gaps.into_iter().filter(about).collect();
    (governance.open, gaps)
}

#[test]
fn what_is_said_of_consents_on_the_way_is_held_against_what_the_systems_say() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = two_sources(folder.path());
    let before = waiting(&engine);
    assert!(before.1.is_empty(), "{before:?}");
    let map = engine.connections(Nothing {}).expect("a map");
    assert!(map.consent_told.is_empty(), "nobody noted a connection");

    let map = connect(&engine, None, "", "");
    let one = &map.connections[0];
    let (from, to) = (one.from.name.clone(), one.to.name.clone());
    let about: Vec<(&str, u64)> = one
        .contradictions
        .iter()
        .map(|pair| (pair.channel.code.as_str(), pair.people))
        .collect();
    assert_eq!(
        about,
        [("email_consent", 1)],
        "Grietje: no in one, yes in the other"
    );
    assert_eq!(
        map.consent_told,
        [format!(
            "Nobody has said whether consents go from {from} to {to}; the two contradict each other about 1 person (E-mail consent)."
        )]
    );
    let (open, gaps) = waiting(&engine);
    assert_eq!(open, before.0 + 2, "no owner, and nothing said of consents");
    assert_eq!(
        gaps,
        [
            "1 of 1 connections has no owner.",
            "Of 1 of 1 connections nobody has said whether consents go with them."
        ]
    );

    let number = one.connection;
    let map = connect(&engine, Some(number), "not_carried", "Eli");
    assert!(map.consent_told[0].starts_with("Consents do not go from "));
    let map = connect(&engine, Some(number), "carried", "Eli");
    assert_eq!(
        map.consent_told,
        [format!(
            "Consents are said to go from {from} to {to}, yet the two contradict each other about 1 person (E-mail consent). Look whether they really arrive."
        )]
    );
    assert_eq!(waiting(&engine), before, "everything is answered");
}

#[test]
fn systems_that_contradict_each_other_without_a_connection_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = two_sources(folder.path());
    load(&engine, folder.path(), "tills.csv", TILLS);
    let sources = engine.inventory(Nothing {}).expect("sources").sources;
    let map = engine
        .set_connection(SetConnection {
            connection: None,
            from: sources[1].mark.source,
            to: sources[2].mark.source,
            two_way: true,
            how: "native".into(),
            consent: "carried".into(),
            owner: "Eli".into(),
            note: String::new(),
        })
        .expect("it is noted");
    assert!(map.connections[0].contradictions.is_empty());
    let told = &map.consent_told;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].ends_with("and no connection between them is noted."),
        "{told:?}"
    );
    for mark in [&sources[0].mark, &sources[1].mark] {
        assert!(told[0].contains(&mark.name), "{told:?}");
    }
}

/// The use case begun with a template.
fn begin(engine: &Engine, template: &str) -> UseCaseView {
    let mut cases = engine
        .set_use_case(SetUseCase {
            template: Some(template.into()),
            baseline: Some("20 %".into()),
            target: Some("2 %".into()),
            ..SetUseCase::default()
        })
        .expect("begun");
    cases.use_cases.pop().expect("a use case")
}

#[test]
fn the_report_tells_the_use_case_the_connections_the_costs_and_the_questions_to_a_vendor() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = two_sources(folder.path());
    let page = || {
        let page = engine.report_page(ShowReport::default());
        page.expect("a report").html
    };
    let headings = [
        "<h2>Which problem is solved first</h2>",
        "<h2>How systems exchange data</h2>",
        "<h2>What it costs to keep data apart</h2>",
    ];
    let before = page();
    for heading in headings {
        assert!(!before.contains(heading), "{heading}: nobody said anything");
    }

    begin(&engine, "retargeting_waste");
    connect(&engine, None, "", "");
    for cost in [
        SetCost {
            kind: "by_hand".into(),
            what: "Copy buyers into the newsletter.".into(),
            who: "Mara".into(),
            times: Some(3.0),
            per: "week".into(),
            minutes: Some(20.0),
            ..SetCost::default()
        },
        SetCost {
            kind: "waste".into(),
            what: "Ads to buyers".into(),
            amount: Some(1200.0),
            share: Some(0.125),
            ..SetCost::default()
        },
    ] {
        engine.set_cost(cost).expect("noted");
    }
    engine
        .set_cost_rates(SetCostRates {
            hourly: Some(40.0),
            currency: "EUR".into(),
        })
        .expect("said");
    let after = page();
    for told in headings.iter().copied().chain([
        "Today: 20 %. Aimed at: 2 %.",
        "Ad platform: nobody has said yet whether there is one.",
        "1 link between 2 systems",
        "Copy buyers into the newsletter, by Mara: 3 times a week, 20 minutes each, make 4.3 hours a month.",
        "An hour of work costs 40.00 EUR.",
        "Ads to buyers: 1200.00 EUR a month, 12.5 % of it wasted, make 150.00 EUR a month.",
        "<h2>What to ask a vendor</h2>",
        "said yes in one system and no in another",
    ]) {
        assert!(after.contains(told), "the report tells {told}\n{after}");
    }
    let question = |page: &str| {
        let mut told = page.split(['<', '>']);
        let found = told.find(|text| text.contains("of our customers said yes"));
        found.expect("the question").to_owned()
    };
    assert!(question(&after).starts_with("1 of our customers"));
    engine
        .set_presenting(SetPresenting { on: true })
        .expect("on");
    let shown = question(&page());
    assert!(
        shown.starts_with("fewer than 5 of our customers"),
        "{shown}"
    );
    let asked = engine.vendor_questions(Nothing {}).expect("questions");
    let mut questions = asked.questions.iter();
    assert!(
        questions.any(|one| one.question == shown),
        "{shown}: {asked:?}"
    );
}

#[test]
fn a_use_case_names_the_check_that_counts_its_measure() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = two_sources(folder.path());
    let checks = engine.check_book(Nothing {}).expect("checks").checks;
    for (template, check) in [
        ("retargeting_waste", "waste"),
        ("post_purchase_mail", ""),
        ("blind_sales_calls", "leads"),
    ] {
        let mine = begin(&engine, template);
        assert_eq!(mine.measured_by, check, "{template}");
        let is_there = checks.iter().any(|one| one.check == check);
        assert_eq!(is_there, !check.is_empty(), "{template}");
    }
    let all = engine.use_cases(Nothing {}).expect("use cases").use_cases;
    let own = engine
        .set_use_case(SetUseCase {
            use_case: Some(all[0].use_case),
            measure: Some("Complaints a month".into()),
            ..SetUseCase::default()
        })
        .expect("described");
    assert_eq!(
        own.use_cases[0].measured_by, "",
        "other words, another measure"
    );
}
