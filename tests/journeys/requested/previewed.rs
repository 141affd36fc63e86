//! Before people agree on a time it is told what it does to the requests that are open and to the exports there are.

use rollcall_engine::view::{Nothing, PreviewChoice};

use super::Place;

fn told(place: &Place, rule: &str, choice: &str) -> String {
    let effect = place.engine.preview_choice(PreviewChoice {
        rule: rule.into(),
        choice: choice.into(),
    });
    let effect = effect.expect("an effect");
    assert_eq!(effect.changed, 0, "no value of anybody changes");
    effect.sentence
}

#[test]
fn another_time_for_requests_tells_which_would_be_due_on_another_day() {
    let place = Place::new();
    assert_eq!(
        told(&place, "access", "days:7"),
        "No value changes, and no such request is open. It says by when people who ask are answered."
    );
    // Due on 20 December by the law; today is 23 November.
    let request = place.ask("Zenobia", "access", "2026-11-20");
    for (choice, expected) in [
        (
            "days:60",
            "0 would be due on another day; overdue would be 0 instead of 0.",
        ),
        (
            "days:7",
            "1 would be due on another day; overdue would be 0 instead of 0.",
        ),
        (
            "days:2",
            "1 would be due on another day; overdue would be 1 instead of 0.",
        ),
    ] {
        assert_eq!(
            told(&place, "access", choice),
            format!("No value changes. Of 1 open request, {expected}")
        );
    }
    assert!(
        told(&place, "deletion", "days:2").contains("no such request is open"),
        "each kind has its own rule"
    );
    assert_eq!(
        place.request(request.request).due_on,
        "2026-12-20",
        "nothing is decided"
    );
}

#[test]
fn another_time_for_exports_tells_when_the_next_would_be_due() {
    let place = Place::new();
    let loads = place.engine.list_loads(Nothing {}).expect("the loads");
    let rule = format!("refresh:{}", loads[0].source.source);
    assert_eq!(
        told(&place, &rule, "days:7"),
        "No value changes. Its newest export came on 2026-11-23: the next would be due by 2026-11-30."
    );
}
