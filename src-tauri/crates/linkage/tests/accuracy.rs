//! Accuracy on labelled public sets and on made-up estates, with default settings.
//!
//! The public sets are not part of the project. They are looked for in the folder that
//! `ROLLCALL_LABELLED_DATA` names, else beside the checkout; a missing one is told aloud.
#![expect(
    clippy::print_stderr,
    reason = "a set that is missing or measured must be heard of"
)]

#[path = "estate/generator.rs"]
mod generator;
#[path = "labelled/sets.rs"]
mod sets;

use rollcall_linkage::{Scores, Settings, Stated, Unwatched, link, pairwise_scores};

fn check(name: &str, least: f64) {
    let Some(set) = sets::read(name) else {
        eprintln!(
            "NOT MEASURED: the labelled set {name} is not in {}",
            sets::folder().display()
        );
        return;
    };
    let linkage = link(
        &set.records,
        &Stated::default(),
        &Settings::default(),
        &Unwatched,
    )
    .expect("linkable records");
    let scores = pairwise_scores(&set.truth, &linkage.clusters);
    eprintln!("{name}: {scores:?}");
    assert!(
        scores.f1 >= least,
        "{name}: F1 {:.4} is below {least}",
        scores.f1
    );
}

#[test]
fn febrl_names_addresses_and_ids_with_slips() {
    check("febrl1", 0.999);
    check("febrl2", 0.9987);
    check("febrl3", 0.9995);
    check("febrl4", 0.9995);
}

#[test]
fn fake_people_with_many_holes() {
    check("splink_fake_1000", 0.96);
}

#[test]
fn a_small_census_of_which_only_given_names_are_known() {
    check("jedai_census", 0.91);
}

#[test]
#[ignore = "takes long; run with --ignored"]
fn two_files_of_a_census() {
    check("ons_census_cis", 0.992);
}

#[test]
#[ignore = "takes long; run with --ignored"]
fn seven_sources_of_a_town() {
    check("pseudopeople_multi", 0.994);
}

fn estate(people: usize, seed: u64, noise: f64) -> Scores {
    let estate = generator::estate(people, seed, noise);
    let linkage = link(
        &estate.records,
        &Stated::default(),
        &Settings::default(),
        &Unwatched,
    )
    .expect("linkable records");
    let scores = pairwise_scores(&estate.truth, &linkage.clusters);
    eprintln!("estate of {people} people, noise {noise}: {scores:?}");
    scores
}

#[test]
fn a_customer_estate_is_found_with_few_wrong_links() {
    let scores = estate(2000, 21, 1.0);
    assert!(scores.precision > 0.97 && scores.f1 > 0.93, "{scores:?}");
}

#[test]
fn a_noisier_estate_loses_links_rather_than_truth() {
    let scores = estate(2000, 22, 2.0);
    assert!(scores.precision > 0.96 && scores.f1 > 0.88, "{scores:?}");
}

/// What is told as nearly sure has to be: of the pairs told at 0.95 and more, so many are right.
#[test]
fn probabilities_are_true() {
    let (mut told, mut right, mut expected) = (0_u32, 0_u32, 0.0);
    for (seed, noise) in [(31, 1.0), (32, 2.0)] {
        let estate = generator::estate(2000, seed, noise);
        let linkage = link(
            &estate.records,
            &Stated::default(),
            &Settings::default(),
            &Unwatched,
        )
        .expect("linkable records");
        for pair in linkage.links.iter().filter(|pair| pair.probability >= 0.95) {
            let person = |record: u32| estate.truth[record as usize];
            told += 1;
            right += u32::from(person(pair.left) == person(pair.right));
            expected += f64::from(pair.probability);
        }
    }
    let share = f64::from(right) / f64::from(told);
    eprintln!("{right} of {told} pairs are right, {expected:.0} were told");
    assert!(told > 2000, "only {told} pairs are told as nearly sure");
    assert!(share >= 0.97, "{right} of {told}");
}
