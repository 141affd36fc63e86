//! The review queue: what follows is not asked, what is alike is judged together, what matters comes first.

mod agreed;
mod cased;
mod narrowed;
mod sampled;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rollcall_engine::view::{
    BatchName, JudgeBatch, JudgePair, ListHistory, ListPairs, Nothing, PairNumber, PairPage,
    RecordNumber,
};
use rollcall_engine::{Clock, Engine, EngineOptions};

use crate::erased::{copy, copy_for};
use crate::estate::{audited, options};

pub(crate) fn pairs(engine: &Engine, filter: &str) -> PairPage {
    engine
        .list_pairs(ListPairs {
            filter: Some(filter.into()),
            limit: Some(500),
            ..ListPairs::default()
        })
        .expect("pairs")
}

pub(crate) fn judge(engine: &Engine, pair: i64, verdict: Option<&str>) {
    engine
        .judge_pair(JudgePair {
            pair,
            verdict: verdict.map(str::to_owned),
            note: String::new(),
        })
        .expect("a verdict");
}

/// Three pairs of three records, each with each.
fn triangle(engine: &Engine) -> [i64; 3] {
    let mut of: BTreeMap<(i64, i64), i64> = BTreeMap::new();
    let page = |offset| ListPairs {
        filter: Some("all".into()),
        offset,
        limit: Some(500),
        ..ListPairs::default()
    };
    for start in (0..).step_by(500) {
        let rows = engine.list_pairs(page(start)).expect("pairs").pairs;
        for row in &rows {
            let pair = engine.get_pair(PairNumber::of(row.pair)).expect("a pair");
            let (one, other) = (pair.left.record, pair.right.record);
            of.insert((one.min(other), one.max(other)), row.pair);
        }
        if rows.len() < 500 {
            break;
        }
    }
    let between = |one: i64, other: i64| of.get(&(one.min(other), one.max(other))).copied();
    for (&(a, b), &ab) in &of {
        for &(c, d) in of.keys() {
            let third = if c == b { d } else { continue };
            if let (Some(bc), Some(ac)) = (between(b, third), between(a, third)) {
                return [ab, bc, ac];
            }
        }
    }
    panic!("the sample has three records in doubt of each other");
}

/// The queue and the page of a customer tell one probability of one pair.
#[test]
fn a_pair_is_told_alike_wherever_it_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let mut told = 0;
    for row in pairs(&engine, "all").pairs {
        let pair = engine.get_pair(PairNumber::of(row.pair)).expect("a pair");
        let (one, other) = (pair.left.record, pair.right.record);
        for (record, beside) in [(one, other), (other, one)] {
            let why = engine
                .explain_record(RecordNumber { record })
                .expect("a membership");
            if why.tied_to.is_some_and(|tied| tied.record == beside) {
                let explanation = why.explanation.expect("an explanation");
                assert!(
                    (explanation.probability - pair.explanation.probability).abs() < 1e-12,
                    "pair {}: {} and {}",
                    row.pair,
                    explanation.probability,
                    pair.explanation.probability
                );
                let mine = explanation.evidence.iter().map(|step| &step.left);
                let theirs = pair.explanation.evidence.iter().map(|step| {
                    if record == one {
                        &step.left
                    } else {
                        &step.right
                    }
                });
                assert!(
                    mine.eq(theirs),
                    "pair {} is told from the record's side",
                    row.pair
                );
                told += 1;
            }
        }
    }
    assert!(told > 10, "pairs of the queue that tie a record in: {told}");
}

#[test]
fn what_follows_is_not_asked_and_goes_with_its_verdict() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let [ab, bc, ac] = triangle(&engine);
    let before = pairs(&engine, "all");
    assert_eq!(before.implied, 0);
    judge(&engine, ab, Some("same"));
    judge(&engine, bc, Some("same"));
    let following = pairs(&engine, "implied");
    assert_eq!((following.total, following.implied), (1, 1));
    let row = &following.pairs[0];
    let follows = row.follows.as_ref().expect("why");
    assert_eq!((row.pair, follows.verdict.as_str()), (ac, "same"));
    let mut from = follows.from.clone();
    from.sort_unstable();
    let mut both = vec![ab, bc];
    both.sort_unstable();
    assert_eq!(from, both);
    assert!(follows.sentence.contains("since you said"), "{follows:?}");
    for filter in ["waiting", "tied"] {
        let asked = pairs(&engine, filter);
        assert!(asked.pairs.iter().all(|pair| pair.pair != ac), "{filter}");
    }
    let all = following.waiting + following.tied + following.decided + following.implied;
    assert_eq!(all, before.total, "each pair is in one place");

    judge(&engine, bc, Some("different"));
    let told = engine.get_pair(PairNumber::of(ac)).expect("a pair");
    assert_eq!(told.follows.expect("why").verdict, "different");

    judge(&engine, bc, None);
    assert_eq!(
        pairs(&engine, "implied").total,
        0,
        "it went with its verdict"
    );
    engine.undo(Nothing {}).expect("undo");
    assert_eq!(pairs(&engine, "implied").total, 1, "and came back with it");
}

#[test]
fn pairs_that_are_alike_are_judged_in_one_step_but_for_those_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let before = pairs(&engine, "waiting");
    let list = engine.list_batches(Nothing {}).expect("batches");
    let batch = list.batches.first().expect("a batch");
    assert!(batch.pairs >= 3 && !batch.evidence.is_empty(), "{batch:?}");
    assert_eq!(list.pairs + list.contested + list.single, before.waiting);
    let name = BatchName {
        batch: batch.batch.clone(),
    };
    let view = engine.get_batch(name).expect("its pairs");
    assert_eq!(view.total, batch.pairs);
    let left_out = view.rows[0].pair;
    let chosen: Vec<i64> = view.rows[1..].iter().map(|row| row.pair).collect();
    let steps = || {
        let history = engine.history(ListHistory::default());
        history.expect("the history").total
    };
    let steps_before = steps();
    let done = engine
        .judge_batch(JudgeBatch {
            batch: batch.batch.clone(),
            pairs: chosen.clone(),
            verdict: "same".into(),
            note: "checked by phone".into(),
        })
        .expect("judged");
    assert_eq!(done.judged, chosen.len() as u64);
    assert_eq!(steps(), steps_before + 1, "one step");
    let decided = pairs(&engine, "decided");
    assert_eq!(decided.total, chosen.len() as u64);
    assert!(decided.pairs.iter().all(|pair| pair.pair != left_out));
    engine.undo(Nothing {}).expect("undo");
    assert_eq!(pairs(&engine, "decided").total, 0);
    assert_eq!(pairs(&engine, "waiting").waiting, before.waiting);
}

/// What speaks against a pair, who else could be meant and what people parted is looked at by itself.
#[test]
fn a_contested_pair_is_in_no_batch() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let list = engine.list_batches(Nothing {}).expect("batches");
    assert!(list.contested > 0);
    let mut customers: BTreeMap<String, u64> = BTreeMap::new();
    for row in pairs(&engine, "waiting").pairs {
        let pair = engine.get_pair(PairNumber::of(row.pair)).expect("a pair");
        for customer in [pair.left.customer, pair.right.customer] {
            *customers.entry(customer.expect("a customer")).or_default() += 1;
        }
    }
    for batch in &list.batches {
        let view = engine
            .get_batch(BatchName {
                batch: batch.batch.clone(),
            })
            .expect("its pairs");
        for row in view.rows {
            let pair = engine.get_pair(PairNumber::of(row.pair)).expect("a pair");
            let birth = pair
                .lines
                .iter()
                .find(|line| line.attribute.code == "birth_date");
            assert!(
                birth.is_none_or(|line| line.agreement != "different"),
                "birth dates against each other: {birth:?}"
            );
            for customer in [pair.left.customer, pair.right.customer] {
                let customer = customer.expect("a customer");
                assert_eq!(customers[&customer], 1, "{customer} could be somebody else");
            }
        }
    }
    // A pair that does not belong to the batch, or waits no more, changes nothing at all.
    let batch = &list.batches[0];
    let view = engine
        .get_batch(BatchName {
            batch: batch.batch.clone(),
        })
        .expect("its pairs");
    judge(&engine, view.rows[0].pair, Some("different"));
    let refused = engine.judge_batch(JudgeBatch {
        batch: batch.batch.clone(),
        pairs: view.rows.iter().map(|row| row.pair).collect(),
        verdict: "same".into(),
        note: String::new(),
    });
    let told = refused.expect_err("it is refused").to_string();
    assert!(told.contains("Nothing was changed"), "{told}");
    assert_eq!(pairs(&engine, "decided").total, 1);
}

#[test]
fn the_doubtful_pair_on_which_much_hangs_comes_first_and_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let waiting = pairs(&engine, "waiting");
    let first = &waiting.pairs[0];
    assert!(
        first.reason.contains("likely to be one person"),
        "{first:?}"
    );
    assert!(first.reason.contains("hang on it"), "{first:?}");
    let reasons: Vec<&str> = waiting
        .pairs
        .iter()
        .map(|row| row.reason.as_str())
        .collect();
    let says = |what: &str| {
        reasons
            .iter()
            .filter(|reason| reason.contains(what))
            .count()
    };
    assert!(says("purchases of") > 0 && says("the other refuses it") > 0);
    let doubt = |rows: &[rollcall_engine::view::PairRow]| -> f64 {
        let sum: f64 = rows
            .iter()
            .map(|row| row.probability * (1.0 - row.probability))
            .sum();
        sum / rows.len() as f64
    };
    let (head, tail) = (
        &waiting.pairs[..20],
        &waiting.pairs[waiting.pairs.len() - 20..],
    );
    assert!(doubt(head) > doubt(tail), "the doubtful ones come first");
    let records = |rows: &[rollcall_engine::view::PairRow]| -> u64 {
        rows.iter().map(|row| row.impact).sum()
    };
    assert!(
        records(head) > records(tail),
        "and those on which much hangs"
    );
}

#[test]
fn g30_the_effort_left_is_told_once_the_pace_is_measured() {
    let folder = tempfile::tempdir().expect("a folder");
    let now = Arc::new(AtomicI64::new(1_795_000_000));
    let told = Arc::clone(&now);
    let clock = Clock::told_by(move || {
        chrono::DateTime::from_timestamp(told.load(Ordering::SeqCst), 0).unwrap_or_default()
    });
    let engine = copy_for(
        folder.path(),
        Engine::new(EngineOptions {
            clock,
            who: "Dana".into(),
            ..options()
        }),
    );
    for given in 0..20 {
        let page = pairs(&engine, "waiting");
        assert!(page.pace.is_none(), "after {given}");
        now.fetch_add(15, Ordering::SeqCst);
        judge(&engine, page.pairs[0].pair, Some("different"));
    }
    let page = pairs(&engine, "waiting");
    let pace = page.pace.expect("a pace");
    assert!((pace.seconds_each - 15.0).abs() < 1e-9, "{pace:?}");
    // A break is no verdict's length.
    now.fetch_add(3_600, Ordering::SeqCst);
    judge(&engine, page.pairs[0].pair, Some("different"));
    let after = pairs(&engine, "waiting").pace.expect("a pace");
    assert!((after.seconds_each - 15.0).abs() < 1e-9, "{after:?}");
}

/// Whoever reads review.csv judges a pair by the number it stands under.
#[test]
fn the_number_of_a_pair_in_review_csv_names_that_pair() {
    let audited = audited();
    let mut reader = csv::Reader::from_path(audited.out.path().join("review.csv")).expect("a file");
    let header = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert!(rows.len() > 50, "{} rows", rows.len());
    for row in &rows {
        let cell = |name: &str| {
            let column = header.iter().position(|one| one == name);
            &row[column.unwrap_or_else(|| panic!("no column {name} in {header:?}"))]
        };
        let number = cell("pair").parse().expect("a number");
        let pair = audited
            .engine
            .get_pair(PairNumber::of(number))
            .expect("the pair of this number");
        for (side, record) in [("left", &pair.left), ("right", &pair.right)] {
            let place = [cell(&format!("{side}_table")), cell(&format!("{side}_row"))];
            assert_eq!(
                place,
                [record.table.as_str(), &record.row.to_string()],
                "{number}"
            );
        }
    }
}
