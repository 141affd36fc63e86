//! A run that starts from an earlier one ends where a run over everything would, or all but.

use std::collections::BTreeMap;

use fastrand::Rng;
use proptest::prelude::*;
use rollcall_linkage::{
    Before, Learnt, Linkage, Memory, RecordSet, RecordSetBuilder, Settings, Stated, Unwatched,
    Whole, link, link_since, pairwise_scores,
};

#[path = "estate/generator.rs"]
mod generator;

/// A row: its source and its values by field.
type Row = (u32, Vec<(usize, String)>);

fn rows_of(records: &RecordSet) -> Vec<Row> {
    let sources = records.sources().iter().enumerate();
    sources
        .map(|(record, &source)| (source, records.values(record as u32).values))
        .collect()
}

fn set_of<'r>(rows: impl IntoIterator<Item = &'r Row>) -> RecordSet {
    let mut builder = RecordSetBuilder::new(generator::fields());
    for (source, values) in rows {
        builder.begin(*source);
        for (field, value) in values {
            builder.value(*field, value);
        }
    }
    builder.finish()
}

/// What a run leaves, by way of the bytes and the text it is kept as.
fn left_by(linkage: &Linkage) -> Before {
    let model = serde_json::to_string(&linkage.model).expect("a model as text");
    let report = serde_json::to_string(&linkage.report).expect("a report as text");
    Before {
        learnt: serde_json::from_str::<Learnt>(&model).expect("what was learnt"),
        report: serde_json::from_str(&report).expect("what was told"),
        memory: Memory::from_bytes(&linkage.memory.to_bytes()).expect("what was kept"),
    }
}

fn whole(rows: &[Row], stated: &Stated) -> Linkage {
    link(&set_of(rows), stated, &Settings::default(), &Unwatched).expect("linkable records")
}

fn since(rows: &[Row], stated: &Stated, before: &Linkage) -> Linkage {
    link_since(
        &set_of(rows),
        stated,
        &Settings::default(),
        Some(left_by(before)),
        &Unwatched,
    )
    .expect("linkable records")
}

fn is_incremental(linkage: &Linkage) -> bool {
    let course = linkage.report.course.expect("a course");
    course.whole.is_none()
}

/// Rows in an order of chance, so that the last ones are new rows of known people as well as new
/// people, with the person of each.
fn shuffled(people: usize, seed: u64) -> (Vec<Row>, Vec<u32>) {
    let estate = generator::estate(people, seed, 1.0);
    let mut rows: Vec<(Row, u32)> = rows_of(&estate.records)
        .into_iter()
        .zip(estate.truth)
        .collect();
    Rng::with_seed(seed).shuffle(&mut rows);
    rows.into_iter().unzip()
}

#[test]
fn nothing_new_is_the_same_to_the_last_bit() {
    let (rows, _) = shuffled(1500, 11);
    let first = whole(&rows, &Stated::default());
    let again = since(&rows, &Stated::default(), &first);
    assert!(is_incremental(&again));
    let course = again.report.course.expect("a course");
    assert_eq!((course.arrived, course.gone, course.compared), (0, 0, 0));
    assert_eq!(first.clusters, again.clusters);
    assert_eq!(first.links, again.links);
    assert_eq!(first.review, again.review);
    assert_eq!(first.households, again.households);
    assert_eq!(first.standing, again.standing);
    assert_eq!(first.memory, again.memory);
    assert_eq!(
        first.report.estimated_recall.to_bits(),
        again.report.estimated_recall.to_bits()
    );
    let mut report = again.report;
    report.course = first.report.course;
    assert_eq!(first.report, report);
}

#[test]
fn the_order_of_rows_does_not_matter_between_runs_either() {
    let (rows, _) = shuffled(800, 12);
    let first = whole(&rows, &Stated::default());
    let mut order: Vec<usize> = (0..rows.len()).collect();
    Rng::with_seed(5).shuffle(&mut order);
    let other: Vec<Row> = order.iter().map(|&at| rows[at].clone()).collect();
    let again = since(&other, &Stated::default(), &first);
    assert_eq!(again.report.course.expect("a course").compared, 0);
    let before: Vec<u32> = order.iter().map(|&at| first.clusters[at]).collect();
    assert!(pairwise_scores(&before, &again.clusters).f1 >= 1.0);
}

/// New rows, changed ones and vanished ones, several months one after the other.
#[test]
fn months_end_where_everything_anew_would() {
    for seed in [21, 22] {
        let (rows, truth) = shuffled(4000, seed);
        let months = 3;
        let step = rows.len() / 40;
        let begin = rows.len() - months * step;
        let mut stood = whole(&rows[..begin], &Stated::default());
        for month in 1..=months {
            // The oldest rows vanish, as many as half of what is new.
            let window = month * step / 2..begin + month * step;
            let (rows, truth) = (&rows[window.clone()], &truth[window]);
            stood = since(rows, &Stated::default(), &stood);
            assert!(is_incremental(&stood), "{:?}", stood.report.course);
            let anew = whole(rows, &Stated::default());
            let likeness = pairwise_scores(&anew.clusters, &stood.clusters);
            let [full, part] =
                [&anew, &stood].map(|linkage| pairwise_scores(truth, &linkage.clusters).f1);
            let course = stood.report.course.expect("a course");
            println!(
                "seed {seed} month {month}: likeness {likeness:?}, F1 {full:.4} anew, {part:.4} since; {course:?}; told P {:.4} {:.4} R {:.4} {:.4}",
                anew.report.estimated_precision,
                stood.report.estimated_precision,
                anew.report.estimated_recall,
                stood.report.estimated_recall
            );
            assert!(likeness.f1 >= 0.995, "{likeness:?}");
            assert!(part >= full - 0.003, "{part} for {full}");
            assert!(course.compared * 4 < anew.report.compared_pairs);
        }
    }
}
