//! The scope is frozen; more comes in by a request that somebody decides on.

use rollcall_engine::Engine;
use rollcall_engine::view::{
    DescribeSource, FreezeScope, JudgeChange, Nothing, RequestChange, Scope, SetUseCase,
};

use super::two_sources;
use crate::measured::load;

#[test]
fn g52_a_source_added_after_the_freeze_asks_for_a_request() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = two_sources(folder.path());
    let scope = || -> Scope { engine.scope(Nothing {}).expect("the scope") };
    assert!(scope().frozen.is_none());
    engine
        .set_use_case(SetUseCase {
            template: Some("post_purchase_mail".into()),
            ..SetUseCase::default()
        })
        .expect("a use case");
    let frozen = engine
        .freeze_scope(FreezeScope::default())
        .expect("frozen")
        .frozen
        .expect("a scope");
    assert_eq!(frozen.sources.len(), 2);
    assert_eq!(frozen.use_case, "Messages that fit the purchase");
    assert!(
        engine.freeze_scope(FreezeScope::default()).is_err(),
        "again needs a reason"
    );
    let before = engine
        .project_summary(Nothing {})
        .expect("a summary")
        .waiting
        .governance;

    // One by a file, one by hand: both ask.
    load(
        &engine,
        folder.path(),
        "tickets.csv",
        "Ticket,Email\nT1,grietje@example.com\n",
    );
    engine
        .describe_source(DescribeSource {
            name: Some("Loyalty cards".into()),
            kind: Some("loyalty".into()),
            ..DescribeSource::default()
        })
        .expect("added");
    let asked = scope();
    assert_eq!(asked.unasked.len(), 2, "{}", asked.sentence);
    let overview = engine.overview(Nothing {}).expect("the overview");
    assert!(
        overview.findings.iter().any(|one| one
            .sentence
            .starts_with("Added after the scope was frozen")
            && one.sentence.contains("Loyalty cards")),
        "{:?}",
        overview.findings
    );
    let gaps = engine.governance(Nothing {}).expect("governance").gaps;
    assert!(
        gaps.iter()
            .any(|one| one.starts_with("Added after the scope was frozen"))
    );
    let waiting = engine
        .project_summary(Nothing {})
        .expect("a summary")
        .waiting
        .governance;
    assert_eq!(
        waiting,
        before + 2 + 2,
        "two without an owner, two without a request"
    );

    a_request_is_judged_and_taken_back(&engine, &asked);
}

fn a_request_is_judged_and_taken_back(engine: &Engine, asked: &Scope) {
    let loyalty = asked
        .unasked
        .iter()
        .find(|one| one.name == "Loyalty cards")
        .expect("it")
        .source;
    let request = |asker: &str| RequestChange {
        what: "Loyalty cards as well".into(),
        source: Some(loyalty),
        asker: asker.into(),
        reason: "in-store customers look inactive".into(),
        value: "a third of our buyers".into(),
        effort: "two days".into(),
    };
    assert!(engine.request_change(request(" ")).is_err());
    let requested = engine
        .request_change(request("Sam of sales"))
        .expect("requested");
    assert_eq!((requested.unasked.len(), requested.waiting), (1, 1));
    let number = requested.requests[0].request;
    let judge = |verdict: &str| {
        engine.judge_change(JudgeChange {
            request: number,
            verdict: verdict.into(),
            reason: "after the first use case".into(),
            by: "Mara".into(),
        })
    };
    assert!(judge("perhaps").is_err());
    let judged = judge("parked").expect("judged");
    assert_eq!(judged.waiting, 0);
    let one = &judged.requests[0];
    assert_eq!(
        (
            one.verdict.as_str(),
            one.verdict_by.as_str(),
            one.asker.as_str()
        ),
        ("parked", "Mara", "Sam of sales")
    );
    engine.undo(Nothing {}).expect("undo");
    assert_eq!(engine.scope(Nothing {}).expect("the scope").waiting, 1);
    let again = engine
        .freeze_scope(FreezeScope {
            reason: "the second wave".into(),
        })
        .expect("frozen anew");
    assert!(again.unasked.is_empty());
}

/// Somebody asked and was told no: the source is still outside, until another request is about it.
#[test]
fn a_source_that_was_refused_is_not_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = two_sources(folder.path());
    engine.freeze_scope(FreezeScope::default()).expect("frozen");
    engine
        .describe_source(DescribeSource {
            name: Some("Loyalty cards".into()),
            ..DescribeSource::default()
        })
        .expect("added");
    let unasked = || -> Vec<i64> {
        let scope = engine.scope(Nothing {}).expect("the scope");
        scope.unasked.iter().map(|mark| mark.source).collect()
    };
    let ask_and_judge = |source: i64, verdict: &str| {
        let asked = engine
            .request_change(RequestChange {
                what: "Loyalty cards as well".into(),
                source: Some(source),
                asker: "Sam".into(),
                reason: "in-store customers look inactive".into(),
                value: String::new(),
                effort: String::new(),
            })
            .expect("requested");
        let open = asked.requests.iter().find(|one| one.verdict.is_empty());
        engine
            .judge_change(JudgeChange {
                request: open.expect("it waits").request,
                verdict: verdict.into(),
                reason: "not now".into(),
                by: "Mara".into(),
            })
            .expect("judged");
    };
    let loyalty = unasked()[0];
    ask_and_judge(loyalty, "refused");
    assert_eq!(unasked(), [loyalty]);
    ask_and_judge(loyalty, "parked");
    assert!(unasked().is_empty());
}
