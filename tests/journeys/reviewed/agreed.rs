//! A second person judges without seeing what was said; agreement tells whom not to trust.

use rollcall_engine::Engine;
use rollcall_engine::view::{
    JudgeSecond, ListHistory, Nothing, PairNumber, SecondPage, SecondReview,
};

use super::{judge, pairs};
use crate::erased::copy;

fn second(engine: &Engine, reviewer: &str) -> SecondPage {
    engine
        .second_review(SecondReview {
            reviewer: reviewer.into(),
        })
        .expect("pairs")
}

fn say(engine: &Engine, reviewer: &str, pair: i64, verdict: Option<&str>) {
    engine
        .judge_second(JudgeSecond {
            pair,
            reviewer: reviewer.into(),
            verdict: verdict.map(str::to_owned),
            note: String::new(),
        })
        .expect("a second verdict");
}

/// The first reviewer's verdicts on some pairs, by turns.
fn first(engine: &Engine, count: usize) -> Vec<(i64, &'static str)> {
    let waiting = pairs(engine, "waiting").pairs;
    let told: Vec<(i64, &str)> = waiting
        .iter()
        .take(count)
        .enumerate()
        .map(|(at, row)| (row.pair, ["same", "different", "different"][at % 3]))
        .collect();
    for (pair, verdict) in &told {
        judge(engine, *pair, Some(verdict));
    }
    told
}

#[test]
fn whoever_judges_second_does_not_see_what_was_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    assert_eq!(
        second(&engine, "Priya").waiting,
        0,
        "nothing was judged yet"
    );
    let told = first(&engine, 6);
    let page = second(&engine, "Priya");
    assert_eq!((page.waiting, page.given), (6, 0));
    assert!(
        page.people.contains(&"test".to_owned()),
        "{:?}",
        page.people
    );
    for row in &page.pairs {
        let blind = engine
            .get_pair(PairNumber {
                pair: row.pair,
                blind: true,
            })
            .expect("a pair");
        assert!(blind.verdict.is_none() && blind.note.is_empty());
        assert!(blind.left.customer.is_none() && blind.right.customer.is_none());
        assert!(!blind.explanation.stated && blind.follows.is_none());
        let seen = engine.get_pair(PairNumber::of(row.pair)).expect("a pair");
        assert!(seen.verdict.is_some());
    }
    assert_eq!(
        second(&engine, "test").waiting,
        0,
        "nobody judges themselves"
    );
    let own = engine.judge_second(JudgeSecond {
        pair: told[0].0,
        reviewer: "test".into(),
        verdict: Some("same".into()),
        note: String::new(),
    });
    assert!(
        own.expect_err("refused")
            .to_string()
            .contains("another person")
    );

    let before = pairs(&engine, "decided");
    say(&engine, "Priya", told[0].0, Some("different"));
    let page = second(&engine, "Priya");
    assert_eq!((page.waiting, page.given), (5, 1));
    let after = pairs(&engine, "decided");
    let verdicts = |page: &rollcall_engine::view::PairPage| -> Vec<Option<String>> {
        page.pairs.iter().map(|row| row.verdict.clone()).collect()
    };
    assert_eq!(verdicts(&before), verdicts(&after), "it decides nothing");
    let history = engine.history(ListHistory::default()).expect("the history");
    assert!(
        history.steps[0]
            .sentence
            .starts_with("Priya, judging second")
    );
    engine.undo(Nothing {}).expect("undo");
    assert_eq!(second(&engine, "Priya").given, 0, "and can be taken back");
}

#[test]
fn agreement_is_told_with_its_denominator_and_the_pairs_that_differ() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let told = first(&engine, 12);
    for (at, (pair, verdict)) in told.iter().enumerate() {
        let theirs = if at == 1 { "same" } else { verdict };
        say(&engine, "Priya", *pair, Some(theirs));
    }
    let agreement = engine.agreement(Nothing {}).expect("agreement");
    let [both] = agreement.reviewers.as_slice() else {
        panic!("two people: {agreement:?}");
    };
    assert_eq!(
        (both.first.as_str(), both.second.as_str()),
        ("test", "Priya")
    );
    assert_eq!((both.agreed, both.pairs), (11, 12));
    // 4 and 8 against 5 and 7 of 12: by chance 76 of 144, so kappa is (132 − 76) / (144 − 76).
    assert!(
        (both.kappa.expect("a kappa") - 56.0 / 68.0).abs() < 1e-9,
        "{both:?}"
    );
    assert!(both.low < 11.0 / 12.0 && both.high > 11.0 / 12.0);
    assert!(both.warning.is_none(), "{both:?}");
    let [differing] = both.differing.as_slice() else {
        panic!("one pair: {both:?}");
    };
    assert_eq!(differing.pair.pair, told[1].0);
    assert_eq!(
        (differing.first.as_str(), differing.second.as_str()),
        ("different", "same")
    );
}

/// One who answers from the truth, one always the other way round.
#[test]
fn a_reviewer_who_is_always_wrong_is_noticed() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    for (pair, verdict) in first(&engine, 30) {
        let wrong = if verdict == "same" {
            "different"
        } else {
            "same"
        };
        say(&engine, "Mallory", pair, Some(wrong));
        say(&engine, "Priya", pair, Some(verdict));
    }
    let agreement = engine.agreement(Nothing {}).expect("agreement");
    let of = |name: &str| {
        let mut both = agreement.reviewers.iter();
        both.find(|one| one.second == name).expect("the reviewer")
    };
    let wrong = of("Mallory");
    assert_eq!((wrong.agreed, wrong.pairs), (0, 30));
    assert!(wrong.kappa.expect("a kappa") < 0.0);
    let warning = wrong.warning.as_deref().unwrap_or_default();
    assert!(
        warning.contains("0 of 30") && warning.contains("chance"),
        "{warning}"
    );
    assert!(of("Priya").warning.is_none());
    assert_eq!(of("Priya").agreed, 30);
}
