//! How careful to be is set, obeyed by the next run, and taken back.

use rollcall_engine::view::{Nothing, OpenProject, SetTier};
use rollcall_engine::{AuditRequest, Silent};

use crate::estate::engine;

#[test]
fn another_tier_asks_for_another_run_and_can_be_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("people.csv");
    std::fs::write(
        &file,
        "id,name,email\n1,Anne Marsh,anne@mail.example.com\n2,Anne Marsh,anne@mail.example.com\n3,Omar Haddad,omar@web.example.org\n",
    )
    .expect("a file");
    let project = folder.path().join("people.rollcall");
    let request = AuditRequest {
        paths: vec![file],
        project: Some(project.clone()),
        out: None,
    };
    let engine = engine();
    engine.audit(&request, &Silent).expect("an audit");
    let path = project.display().to_string();
    engine.open_project(OpenProject { path }).expect("it opens");
    let asked = || engine.match_summary(Nothing {}).expect("a summary");
    assert_eq!(
        (asked().tier.as_str(), asked().out_of_date),
        ("balanced", None)
    );

    let set = |tier: &str| engine.set_tier(SetTier { tier: tier.into() });
    let strict = set("strict").expect("it is set");
    assert_eq!(strict.tier, "strict");
    assert!(strict.out_of_date.is_some(), "the run was a balanced one");
    assert!(
        (strict.link_threshold - 0.5).abs() < 1e-9,
        "the threshold told is that of the run"
    );
    assert!(set("careless").is_err());

    engine.undo(Nothing {}).expect("it is taken back");
    assert_eq!(
        (asked().tier.as_str(), asked().out_of_date),
        ("balanced", None)
    );

    set("strict").expect("it is set");
    engine.close_project(Nothing {}).expect("it closes");
    engine.audit(&request, &Silent).expect("another run");
    let path = project.display().to_string();
    engine.open_project(OpenProject { path }).expect("it opens");
    assert_eq!(
        (asked().tier.as_str(), asked().out_of_date),
        ("strict", None)
    );
    assert!((asked().link_threshold - 0.9).abs() < 1e-9);
}
