//! A run that starts from an earlier one ends where a run over everything would, or all but.

use fastrand::Rng;
use proptest::prelude::*;
use rollcall_linkage::{
    Before, Learnt, Linkage, Memory, RecordSet, RecordSetBuilder, Settings, Stated, Tier,
    Unwatched, Whole, link, link_since, pairwise_scores,
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
    Before {
        learnt: serde_json::from_str::<Learnt>(&model).expect("what was learnt"),
        report: linkage.report.clone(),
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

/// New rows of known people, new people and vanished rows. A run anew learns from other records than
/// the run before and for that alone ends a little elsewhere, also for rows that nothing touched; a run
/// that starts from the one before must be no further from it.
#[test]
fn a_month_ends_where_everything_anew_would() {
    let (mut likeness, mut drift, mut gained) = (Vec::new(), Vec::new(), Vec::new());
    for seed in [21, 22, 23, 24] {
        let (rows, truth) = shuffled(4000, seed);
        let (gone, begin) = (rows.len() / 100, rows.len() * 49 / 50);
        let first = whole(&rows[..begin], &Stated::default());
        let (rows, truth) = (&rows[gone..], &truth[gone..]);
        let stood = since(rows, &Stated::default(), &first);
        assert!(is_incremental(&stood), "{:?}", stood.report.course);
        let anew = whole(rows, &Stated::default());
        let alike = |a: &[u32], b: &[u32]| pairwise_scores(a, b).f1;
        let both = begin - gone;
        likeness.push(alike(&anew.clusters, &stood.clusters));
        drift.push(alike(&anew.clusters[..both], &first.clusters[gone..]));
        gained.push(alike(truth, &stood.clusters) - alike(truth, &anew.clusters));
        let course = stood.report.course.expect("a course");
        assert!(course.compared * 8 < anew.report.compared_pairs);
        let told = |linkage: &Linkage| linkage.report.estimated_precision;
        assert!((told(&stood) - told(&anew)).abs() < 0.01);
    }
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
    assert!(mean(&likeness) >= 0.995, "{likeness:?}");
    assert!(mean(&likeness) >= mean(&drift), "{likeness:?} {drift:?}");
    assert!(mean(&gained) >= -0.002, "F1 against all anew: {gained:?}");
}

/// With one model it does not matter in how many loads the records came.
#[test]
fn many_small_loads_end_where_one_large_one_does() {
    let (rows, _) = shuffled(4000, 23);
    let loads = 5;
    let step = rows.len() / 50;
    let first = whole(&rows[..rows.len() - loads * step], &Stated::default());
    let at_once = since(&rows, &Stated::default(), &first);
    let mut one_by_one = first;
    for left in (0..loads).rev() {
        one_by_one = since(
            &rows[..rows.len() - left * step],
            &Stated::default(),
            &one_by_one,
        );
        assert!(is_incremental(&one_by_one));
    }
    let likeness = pairwise_scores(&at_once.clusters, &one_by_one.clusters);
    assert!(likeness.f1 >= 0.999, "{likeness:?}");
}

#[test]
fn a_verdict_alone_is_obeyed_where_it_touches() {
    let (rows, _) = shuffled(1000, 31);
    let first = whole(&rows, &Stated::default());
    let link = first.links[0];
    let apart = rows.len() as u32 - 1;
    let other = (0..apart)
        .rev()
        .find(|&record| first.clusters[record as usize] != first.clusters[apart as usize])
        .expect("two people");
    let stated = Stated {
        same: vec![(other, apart)],
        different: vec![(link.left, link.right)],
        ..Stated::default()
    };
    let judged = since(&rows, &stated, &first);
    assert!(is_incremental(&judged));
    let course = judged.report.course.expect("a course");
    assert_eq!((course.arrived, course.gone), (0, 0));
    assert!(course.reopened > 0 && course.reopened < 200, "{course:?}");
    let one = |linkage: &Linkage, a: u32, b: u32| {
        linkage.clusters[a as usize] == linkage.clusters[b as usize]
    };
    assert!(!one(&judged, link.left, link.right));
    assert!(one(&judged, other, apart));
    // Taken back, all is as it was.
    let back = since(&rows, &Stated::default(), &judged);
    assert!(pairwise_scores(&first.clusters, &back.clusters).f1 >= 1.0);
}

#[test]
fn a_row_that_vanishes_sets_free_what_only_it_tied() {
    let mut likeness = Vec::new();
    for seed in [32, 33, 34, 35] {
        let (rows, _) = shuffled(1000, seed);
        let first = whole(&rows, &Stated::default());
        let fewer = since(&rows[5..], &Stated::default(), &first);
        let anew = whole(&rows[5..], &Stated::default());
        assert_eq!(fewer.report.course.expect("a course").gone, 5);
        likeness.push(pairwise_scores(&anew.clusters, &fewer.clusters).f1);
        let back = since(&rows, &Stated::default(), &fewer);
        assert!(pairwise_scores(&first.clusters, &back.clusters).f1 >= 0.999);
    }
    // A few decisions in the balance fall otherwise when everything is learnt anew from fewer rows.
    let mean = likeness.iter().sum::<f64>() / likeness.len() as f64;
    assert!(mean >= 0.995, "{likeness:?}");
}

#[test]
fn everything_is_compared_where_little_is_as_it_was() {
    let (rows, _) = shuffled(500, 33);
    let first = whole(&rows, &Stated::default());
    let why = |rows: &[Row], settings: &Settings, stated: &Stated, before: Before| {
        let linkage = link_since(&set_of(rows), stated, settings, Some(before), &Unwatched)
            .expect("linkable records");
        linkage.report.course.expect("a course").whole
    };
    let (usual, nothing) = (Settings::default(), Stated::default());
    let strict = Settings::for_tier(Tier::Strict);
    assert_eq!(
        why(&rows, &strict, &nothing, left_by(&first)),
        Some(Whole::OtherSettings)
    );
    let exclusive = Stated {
        sources_without_duplicates: vec![1],
        ..Stated::default()
    };
    assert_eq!(
        why(&rows, &usual, &exclusive, left_by(&first)),
        Some(Whole::OtherSettings)
    );
    let mut older = left_by(&first);
    older.learnt.version -= 1;
    assert_eq!(why(&rows, &usual, &nothing, older), Some(Whole::OtherModel));
    let one_list: Vec<Row> = (rows.iter().cloned())
        .map(|(_, values)| (9, values))
        .collect();
    assert_eq!(
        why(&one_list, &usual, &nothing, left_by(&first)),
        Some(Whole::OtherLists)
    );
    let half = &rows[rows.len() / 2..];
    assert_eq!(
        why(half, &usual, &nothing, left_by(&first)),
        Some(Whole::MuchChanged)
    );
    assert_eq!(
        first.report.course.expect("a course").whole,
        Some(Whole::NothingKept)
    );
}

/// Many small changes add up until everything is compared again.
#[test]
fn changes_are_counted_over_the_runs() {
    let (rows, _) = shuffled(500, 34);
    let part = rows.len() / 12;
    let mut stood = whole(&rows[..rows.len() - 3 * part], &Stated::default());
    for left in [2, 1, 0] {
        stood = since(
            &rows[..rows.len() - left * part],
            &Stated::default(),
            &stood,
        );
        assert_eq!(is_incremental(&stood), left > 0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Few letters make many ties; whatever changes, every record has its place and the same again
    /// changes nothing.
    #[test]
    fn rows_full_of_ties_come_and_go(
        rows in proptest::collection::vec(
            (0_u32..3, "[a-c]{0,4}", "[a-c]{0,4}", "[a-c]{0,2}@[a-b]{1,2}", "19[67][0-2]-0[1-2]-01"),
            40..60,
        ),
        gone in 0_usize..5,
        new in 0_usize..5,
    ) {
        let rows: Vec<Row> = rows
            .into_iter()
            .map(|(source, given, family, email, birth)| {
                let values = [(0, given), (1, family), (3, birth), (5, email)];
                (source, values.into_iter().collect())
            })
            .collect();
        let first = whole(&rows[..rows.len() - new], &Stated::default());
        let then = since(&rows[gone..], &Stated::default(), &first);
        for (record, &label) in then.clusters.iter().enumerate() {
            prop_assert!(label as usize <= record);
            prop_assert_eq!(then.clusters[label as usize], label);
        }
        let again = since(&rows[gone..], &Stated::default(), &then);
        prop_assert_eq!(&then.clusters, &again.clusters);
        prop_assert_eq!(&then.links, &again.links);
        prop_assert_eq!(&then.review, &again.review);
        prop_assert_eq!(&then.households, &again.households);
    }
}
