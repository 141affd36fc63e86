//! The readiness score: every missing point is a finding's, and what is not known costs nothing.

use rollcall_engine::view::{Nothing, Readiness, SetDuty, SetKindState, SetUseCase};

use crate::estate::audited;
use crate::measured::{CRM, SHOP, load, load_only, project};

fn assert_every_point_is_traced(readiness: &Readiness) {
    let worth: u32 = readiness.parts.iter().map(|part| part.worth).sum();
    let lost: u32 = readiness.parts.iter().map(|part| part.lost).sum();
    assert_eq!(worth, 100);
    assert_eq!(readiness.score, Some(100 - lost));
    for part in &readiness.parts {
        let carried: u32 = part.findings.iter().map(|finding| finding.lost).sum();
        assert_eq!(carried, part.lost, "{}", part.label);
        assert_eq!(part.found.is_none(), part.worth == 0, "{}", part.label);
        assert_eq!(part.found.is_none(), !part.unknown.is_empty());
        for finding in &part.findings {
            assert!(!finding.sentence.is_empty() && !finding.action.is_empty());
        }
    }
}

#[test]
fn the_sample_is_scored_and_every_point_is_traced() {
    let engine = &audited().engine;
    let readiness = engine.readiness(Nothing {}).expect("a score");
    assert_every_point_is_traced(&readiness);
    assert!(
        readiness
            .score
            .is_some_and(|score| (1..100).contains(&score)),
        "{}",
        readiness.sentence
    );

    let findings = engine.overview(Nothing {}).expect("the overview").findings;
    assert!(findings.len() <= 10);
    let ranks: Vec<f64> = findings
        .iter()
        .filter(|one| one.points.is_some())
        .map(|one| {
            let all = readiness.parts.iter().flat_map(|part| &part.findings);
            let traced = all
                .into_iter()
                .find(|finding| finding.sentence == one.sentence);
            traced.expect("a finding of the score").rank
        })
        .collect();
    assert!(ranks.len() >= 3, "{findings:?}");
    assert!(ranks.is_sorted_by(|one, other| one >= other), "{ranks:?}");
}

#[test]
fn what_is_not_known_is_neither_nought_nor_full() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let empty = engine.readiness(Nothing {}).expect("an answer");
    assert_eq!(empty.score, None, "{}", empty.sentence);
    assert!(
        empty
            .parts
            .iter()
            .all(|part| part.worth == 0 && part.lost == 0)
    );

    load_only(&engine, folder.path(), "crm.csv", CRM, false);
    let loaded = engine.readiness(Nothing {}).expect("an answer");
    assert_every_point_is_traced(&loaded);
    let of = |code: &str| {
        loaded
            .parts
            .iter()
            .find(|part| part.part == code)
            .expect("the part")
    };
    assert_eq!(of("agreed").worth, 0, "who is who has not been worked out");
    assert!(
        loaded
            .not_known
            .iter()
            .any(|told| told.contains("Point of sale")),
        "{:?}",
        loaded.not_known
    );
}

#[test]
fn naming_an_owner_and_filling_a_hole_give_the_points_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "crm.csv", CRM);
    load(&engine, folder.path(), "shop.csv", SHOP);
    let score = || {
        let readiness = engine.readiness(Nothing {}).expect("a score");
        assert_every_point_is_traced(&readiness);
        readiness.score.expect("known")
    };
    let first = score();
    for source in engine.inventory(Nothing {}).expect("the inventory").sources {
        engine
            .set_duty(SetDuty {
                source: Some(source.mark.source),
                attribute: None,
                duty: "owner".into(),
                person: "Dana".into(),
            })
            .expect("an owner");
    }
    let owned = score();
    assert!(owned > first, "{owned} after {first}");
    let hole = |state: &str| SetKindState {
        kind: "point_of_sale".into(),
        state: state.into(),
    };
    engine.set_kind_state(hole("no_file")).expect("said");
    assert!(score() < owned);
    engine.set_kind_state(hole("absent")).expect("said");
    assert_eq!(score(), owned);
}

#[test]
fn what_the_active_use_case_needs_comes_first_among_what_matters() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    load(&engine, folder.path(), "crm.csv", CRM);
    for kind in ["app", "support"] {
        engine
            .set_kind_state(SetKindState {
                kind: kind.into(),
                state: "no_file".into(),
            })
            .expect("said");
    }
    let hole_of = |kind: &str| {
        let kinds = engine.inventory(Nothing {}).expect("the inventory").kinds;
        let told = kinds.into_iter().find(|one| one.kind == kind);
        told.expect("the kind").hole
    };
    let (app, support) = (hole_of("app"), hole_of("support"));
    let findings = || engine.overview(Nothing {}).expect("the overview").findings;
    let place = |sentence: &str| {
        let told = findings();
        let place = told.iter().position(|one| one.sentence == sentence);
        place.expect("a finding")
    };
    assert!(findings().iter().all(|one| one.needed_for.is_none()));
    assert!(place(&app) < place(&support));

    engine
        .set_use_case(SetUseCase {
            template: Some("blind_sales_calls".into()),
            ..SetUseCase::default()
        })
        .expect("a use case");
    assert!(
        place(&support) < place(&app),
        "sales calls need tickets, not the app: {:?}",
        findings()
    );
    let needed = |sentence: &str| findings()[place(sentence)].needed_for.clone();
    assert_eq!(
        needed(&support).as_deref(),
        Some("Sales calls with context")
    );
    assert_eq!(needed(&app), None);
    let readiness = engine.readiness(Nothing {}).expect("a score");
    assert_every_point_is_traced(&readiness);
}
