//! Use cases: named after a problem, measured on what is here, one at a time.

use rollcall_engine::Engine;
use rollcall_engine::view::{Nothing, SetKindState, SetUseCase, SetUseCaseState, UseCases};

use crate::estate::audited;
use crate::measured::project;

fn name(engine: &Engine, name: &str) -> Result<UseCases, String> {
    engine
        .set_use_case(SetUseCase {
            name: Some(name.into()),
            problem: Some("Something costs money.".into()),
            ..SetUseCase::default()
        })
        .map_err(|error| error.to_string())
}

fn state(
    engine: &Engine,
    use_case: i64,
    state: &str,
    park_other: bool,
) -> Result<UseCases, String> {
    engine
        .set_use_case_state(SetUseCaseState {
            use_case,
            state: state.into(),
            park_other,
            reason: String::new(),
        })
        .map_err(|error| error.to_string())
}

#[test]
fn g57_templates_are_measured_on_what_is_here_and_a_vision_is_refused() {
    let sample = audited().engine.use_cases(Nothing {}).expect("use cases");
    assert_eq!(sample.templates.len(), 3);
    let coverage = audited().engine.coverage(Nothing {}).expect("coverage");
    for template in &sample.templates {
        for needed in &template.needs.attributes {
            let Some(source) = &needed.source else {
                continue;
            };
            let row = coverage
                .attributes
                .iter()
                .position(|one| *one == needed.attribute)
                .expect("a row");
            let column = coverage
                .sources
                .iter()
                .position(|one| one == source)
                .expect("a column");
            let cell = &coverage.cells[row][column];
            assert_eq!(
                (cell.rows, cell.valid),
                (needed.rows, needed.valid),
                "{}",
                template.name
            );
        }
        assert_eq!(template.needs.is_ready, template.needs.reasons.is_empty());
    }
    assert!(
        sample
            .templates
            .iter()
            .any(|one| one.needs.attributes.iter().all(|one| one.valid > 0))
    );

    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let refused = name(&engine, "Single customer view").expect_err("it is refused");
    assert!(
        refused.starts_with("That is a broad vision, not a use case."),
        "{refused}"
    );
    let begun = engine
        .set_use_case(SetUseCase {
            template: Some("retargeting_waste".into()),
            baseline: Some("20 %".into()),
            target: Some("2 %".into()),
            ..SetUseCase::default()
        })
        .expect("begun");
    let mine = &begun.use_cases[0];
    assert_eq!(
        mine.problem,
        "We are wasting money retargeting recent purchasers."
    );
    assert_eq!(
        (mine.baseline.as_str(), mine.target.as_str()),
        ("20 %", "2 %")
    );
    assert!(!mine.needs.is_ready);
    assert!(
        mine.needs
            .reasons
            .iter()
            .any(|one| one == "Ad platform: nobody has said yet whether there is one."),
        "{:?}",
        mine.needs.reasons
    );
    engine
        .set_kind_state(SetKindState {
            kind: "ad_platform".into(),
            state: "no_file".into(),
        })
        .expect("said");
    let asked = engine.use_cases(Nothing {}).expect("use cases");
    assert!(
        asked.use_cases[0]
            .needs
            .reasons
            .iter()
            .any(|one| one.contains("nothing of it is loaded"))
    );
}

#[test]
fn g63_a_second_active_use_case_asks() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = project(folder.path());
    let first = name(&engine, "No ads to buyers").expect("named");
    assert_eq!(first.active, Some(1));
    let second = name(&engine, "Calls with context").expect("named");
    assert_eq!(second.active, Some(1), "the second is parked");
    assert_eq!(second.use_cases[1].state, "parked");
    let refused = state(&engine, 2, "active", false).expect_err("it asks");
    assert_eq!(
        refused,
        "“No ads to buyers” is active, and one use case at a time is what gets done. Finish it, or park it for “Calls with context”."
    );
    let parked = state(&engine, 2, "active", true).expect("parked for it");
    assert_eq!(parked.active, Some(2));
    assert_eq!(parked.use_cases[0].state, "parked");
    engine.undo(Nothing {}).expect("undo");
    assert_eq!(
        engine.use_cases(Nothing {}).expect("use cases").active,
        Some(1)
    );
    let done = state(&engine, 1, "done", false).expect("done");
    assert_eq!(done.active, None);
    assert!(state(&engine, 2, "active", false).is_ok());
    assert!(state(&engine, 9, "active", false).is_err());
    assert!(state(&engine, 2, "asleep", false).is_err());
}
