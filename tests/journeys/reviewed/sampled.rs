//! Precision and recall by a random sample of pairs, linked and apart, that a person judges.

use std::collections::BTreeSet;

use rollcall_engine::Engine;
use rollcall_engine::view::{Nothing, PairNumber, RecordView, SampleView};

use super::{judge, pairs};
use crate::erased::{copy, wait};
use crate::estate::audited;

fn sample(engine: &Engine) -> SampleView {
    engine.sample(Nothing {}).expect("the sample")
}

/// What the planted truth says of a pair.
fn truth(engine: &Engine, pair: i64) -> &'static str {
    let pair = engine.get_pair(PairNumber::of(pair)).expect("a pair");
    let person = |record: &RecordView| {
        let place = (record.source.name.clone(), record.table.clone(), record.row);
        audited().truth.get(&place)
    };
    match (person(&pair.left), person(&pair.right)) {
        (Some(one), Some(other)) if one == other => "same",
        (Some(_), Some(_)) => "different",
        _ => "unsure",
    }
}

#[test]
fn what_nobody_judged_is_not_measured() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let view = sample(&engine);
    assert!(view.precision.is_none() && view.recall.is_none());
    assert!(view.told[0].contains("not measured"), "{:?}", view.told);
    assert!(view.told[1].contains("not measured"), "{:?}", view.told);
    assert!(view.told.iter().all(|told| !told.contains("0.0 %")));
    for stratum in &view.strata {
        assert_eq!(stratum.drawn, stratum.pairs.min(100), "{stratum:?}");
        assert_eq!(stratum.judged, 0);
    }
}

#[test]
fn the_sample_tells_precision_and_recall_with_their_denominators() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let asked = pairs(&engine, "waiting").waiting;
    let drawn = pairs(&engine, "sampled");
    let numbers: BTreeSet<i64> = drawn.pairs.iter().map(|row| row.pair).collect();
    assert_eq!(numbers.len() as u64, drawn.total);
    for row in &drawn.pairs {
        judge(&engine, row.pair, Some(truth(&engine, row.pair)));
    }
    let view = sample(&engine);
    let precision = view.precision.expect("measured");
    let recall = view.recall.expect("measured");
    for told in [precision, recall] {
        assert!(
            told.low <= told.share && told.share <= told.high,
            "{told:?}"
        );
        assert!(told.low > 0.0 && told.high <= 1.0);
    }
    assert!(
        precision.low <= 0.999 && precision.high > 0.95,
        "{precision:?}"
    );
    assert!(recall.high > 0.9, "{recall:?}");
    let linked = &view.strata[0];
    assert!(view.told[0].contains(&format!("{} of {}", linked.same, linked.judged)));
    // Only pairs that wait anyway leave the queue by being judged here.
    assert!(pairs(&engine, "waiting").waiting + 100 >= asked);

    // The next run draws another sample; what this one told stays told, with its day.
    let job = engine.run_audit(Nothing {}).expect("a job").job;
    wait(&engine, job);
    let after = sample(&engine);
    assert!(after.precision.is_none(), "{:?}", after.told);
    let before = after.before.clone().expect("what was measured");
    assert_eq!(before.precision, Some(precision));
    assert_eq!(before.recall, Some(recall));
    // It compared only what changed, so what lies far apart is known from before, and drawn anew when
    // everything is compared.
    let far = |view: &SampleView| {
        let far = view.strata.iter().find(|one| one.stratum == "far");
        far.map_or(0, |far| far.pairs)
    };
    assert_eq!(far(&after), far(&view));
}

/// The queue puts first on which most hangs: what was answered there is no random part of the pairs, until
/// all that were drawn before it are answered too.
#[test]
fn answers_out_of_the_order_of_the_draw_do_not_count_until_those_before_them_are_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let linked = |view: &SampleView| -> (u64, u64) {
        let linked = view.strata.iter().find(|one| one.stratum == "linked");
        linked.map_or((0, 0), |linked| (linked.judged, linked.ahead))
    };
    let drawn = pairs(&engine, "sampled").pairs;
    let mut tied = drawn.iter().filter(|row| row.tied).map(|row| row.pair);
    let first = tied.next().expect("a linked pair was drawn");
    let others: Vec<i64> = tied.take(5).collect();
    for pair in &others {
        judge(&engine, *pair, Some("different"));
    }
    let view = sample(&engine);
    assert_eq!(linked(&view), (0, 5));
    assert!(view.precision.is_none(), "{:?}", view.told);
    let is_told =
        |told: &String| told.starts_with("5 pairs of the sample were judged in the queue");
    assert!(view.told.iter().any(is_told), "{:?}", view.told);

    judge(&engine, first, Some("same"));
    let view = sample(&engine);
    assert_eq!(linked(&view), (6, 0));
    assert!(view.precision.is_some());
}
