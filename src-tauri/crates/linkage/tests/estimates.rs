//! What a run says of itself is true: on made-up records whose truth is known, the precision and recall
//! it estimates, and the probabilities of the pairs nobody is sure about.
#![expect(
    clippy::print_stderr,
    reason = "what was told and what was true must be heard of"
)]

use fastrand::Rng;
use rollcall_linkage::{
    FieldKind, FieldSpec, Interval, Linkage, RecordSet, RecordSetBuilder, Settings, Stated,
    Unwatched, link, pairwise_scores,
};

#[path = "estate/generator.rs"]
mod generator;

/// An estimate may be off by so much.
const CLOSE: f64 = 0.04;

fn run(records: &RecordSet) -> Linkage {
    link(
        records,
        &Stated::default(),
        &Settings::default(),
        &Unwatched,
    )
    .expect("linkable records")
}

/// How far the estimates of precision and recall are above the truth.
fn off(name: &str, records: &RecordSet, truth: &[u32]) -> (f64, f64) {
    let linkage = run(records);
    let scores = pairwise_scores(truth, &linkage.clusters);
    let (precision, recall) = (
        linkage.report.estimated_precision,
        linkage.report.estimated_recall,
    );
    for (what, interval, truth) in [
        (
            "precision",
            linkage.report.precision_interval,
            scores.precision,
        ),
        ("recall", linkage.report.recall_interval, scores.recall),
    ] {
        let interval = interval.expect("an interval is told");
        assert!(
            interval.low <= truth && truth <= interval.high,
            "{name}: {what} {truth:.4} lies not in {interval:?}"
        );
    }
    let between = |interval: Option<Interval>| {
        let interval = interval.expect("an interval is told");
        format!("{:.4} to {:.4}", interval.low, interval.high)
    };
    eprintln!(
        "{name}: precision {precision:.4} ({}) told, {:.4} true; recall {recall:.4} ({}) told, {:.4} true",
        between(linkage.report.precision_interval),
        scores.precision,
        between(linkage.report.recall_interval),
        scores.recall
    );
    (precision - scores.precision, recall - scores.recall)
}

/// How far estimates are off, over several sets.
#[derive(Default)]
struct Told {
    off: Vec<f64>,
}

impl Told {
    fn take(&mut self, name: &str, records: &RecordSet, truth: &[u32]) {
        let (precision, recall) = off(name, records, truth);
        self.off.push(precision.abs().max(recall.abs()));
    }

    fn check(&self) {
        assert!(self.off.iter().all(|off| *off <= CLOSE), "{:?}", self.off);
    }
}

#[test]
fn precision_and_recall_are_told_within_four_points() {
    let mut told = Told::default();
    for (people, seed, noise) in [
        (800, 71, 1.0),
        (2000, 72, 1.0),
        (2000, 73, 2.0),
        (4000, 74, 1.5),
    ] {
        let estate = generator::estate(people, seed, noise);
        let name = format!("{people} people, noise {noise}");
        told.take(&name, &estate.records, &estate.truth);
    }
    let mut random = Rng::with_seed(7);
    let nearly_all_twice = (0..1500).map(|at| 2 - usize::from(at % 20 == 0));
    let up_to_six = (0..900).map(|_| random.usize(1..7));
    let lists: [(&str, Vec<usize>); 2] = [
        ("nearly all twice", nearly_all_twice.collect()),
        ("up to six", up_to_six.collect()),
    ];
    for (name, sizes) in lists {
        let (records, truth) = list(&sizes, 17);
        told.take(name, &records, &truth);
    }
    told.check();
}

/// Where half of the people stand once in a list and rows hold little, those that are lost look like
/// those who stand alone: recall is told too high, and no further than this.
#[test]
fn recall_of_a_thin_list_of_singles_is_told_too_high_within_bounds() {
    let sizes: Vec<usize> = (0..1500).map(|at| 1 + at % 2).collect();
    let (records, truth) = list(&sizes, 17);
    let (precision, recall) = off("half once", &records, &truth);
    assert!(precision.abs() <= CLOSE, "{precision:+.4}");
    assert!((-CLOSE..=0.08).contains(&recall), "{recall:+.4}");
}

/// Rows cut down to a part of what they held, as lists hold that ask for little: rows that share nothing
/// with the others of their person are lost, and nothing tells how many they are. The estimate
/// must at least go the way of the truth.
fn thinned(seed: u64, thin: f64) -> (RecordSet, Vec<u32>) {
    let estate = generator::estate(2000, seed, 1.0);
    let mut random = Rng::with_seed(seed);
    let mut builder = RecordSetBuilder::new(generator::fields());
    for record in 0..estate.records.len() as u32 {
        let values = estate.records.values(record);
        builder.begin(values.source.unwrap_or(0));
        let cut = random.f64() < thin;
        for (field, value) in values.values {
            if !cut || random.f64() < 0.6 {
                builder.value(field, &value);
            }
        }
    }
    (builder.finish(), estate.truth)
}

#[test]
fn recall_is_told_lower_the_more_rows_are_thin() {
    let mut told = Vec::new();
    for thin in [0.0, 0.3, 0.6] {
        let (records, truth) = thinned(81, thin);
        let linkage = run(&records);
        let scores = pairwise_scores(&truth, &linkage.clusters);
        let recall = linkage.report.estimated_recall;
        eprintln!(
            "{thin} thin: recall {recall:.4} told, {:.4} true",
            scores.recall
        );
        assert!(recall > scores.recall - CLOSE, "{thin} thin");
        told.push(recall);
    }
    assert!(
        told[0] - 0.02 > told[1] && told[1] - 0.02 > told[2],
        "{told:?}"
    );
}

/// Shares of the pairs told between two probabilities that are one person, as told and as true.
fn bin(pairs: &[(f64, bool)], from: f64, to: f64) -> (usize, f64, f64) {
    let within: Vec<_> = pairs
        .iter()
        .filter(|(told, _)| (from..to).contains(told))
        .collect();
    let count = within.len() as f64;
    let told = within.iter().map(|(told, _)| told).sum::<f64>() / count;
    let right = within.iter().filter(|(_, right)| *right).count() as f64 / count;
    (within.len(), told, right)
}

#[test]
fn doubtful_pairs_are_about_as_likely_as_they_are_told() {
    let (mut apart, mut linked) = (Vec::new(), Vec::new());
    // Some hundred pairs stand in each bin, of as many estates as make chance small beside what is asked of it.
    for seed in 91..100 {
        let noise = if seed % 3 == 2 { 2.0 } else { 1.0 };
        let estate = generator::estate(3000, seed, noise);
        let linkage = run(&estate.records);
        let right =
            |left: u32, right: u32| estate.truth[left as usize] == estate.truth[right as usize];
        let asked = linkage.review.iter().filter(|pair| {
            linkage.clusters[pair.left as usize] != linkage.clusters[pair.right as usize]
        });
        apart.extend(asked.map(|pair| (f64::from(pair.probability), right(pair.left, pair.right))));
        let links = linkage.links.iter();
        linked
            .extend(links.map(|pair| (f64::from(pair.probability), right(pair.left, pair.right))));
    }
    for (name, pairs, from, to) in [
        ("apart", &apart, 0.1, 0.3),
        ("apart", &apart, 0.3, 0.5),
        ("linked", &linked, 0.5, 0.7),
        ("linked", &linked, 0.7, 0.9),
        ("linked", &linked, 0.9, 0.99),
    ] {
        let (count, told, right) = bin(pairs, from, to);
        eprintln!("{name} {from}–{to}: {count} pairs, {told:.3} told, {right:.3} true");
        assert!(count > 60, "{name} {from}–{to}: only {count} pairs");
        assert!((told - right).abs() < 0.2, "{name}: {told:.3} {right:.3}");
    }
}

/// People of whom every one has so many records in a list of names and birth dates with slips.
fn list(sizes: &[usize], seed: u64) -> (RecordSet, Vec<u32>) {
    let mut random = Rng::with_seed(seed);
    let field = |name: &str, kind| FieldSpec {
        name: name.to_owned(),
        kind,
    };
    let mut builder = RecordSetBuilder::new(vec![
        field("Given name", FieldKind::GivenName),
        field("Family name", FieldKind::FamilyName),
        field("Birth date", FieldKind::BirthDate),
    ]);
    let mut truth = Vec::new();
    let syllables = ["ba", "de", "fi", "go", "lu", "ma", "ne", "ri", "so", "tu"];
    for (person, &records) in sizes.iter().enumerate() {
        let mut word = |parts: usize| -> String {
            (0..parts).map(|_| syllables[random.usize(0..10)]).collect()
        };
        let (given, family) = (word(2), word(3));
        let birth = (random.u32(1930..2005), random.u32(1..13), random.u32(1..29));
        for _ in 0..records {
            builder.begin(0);
            let given = if random.f64() < 0.3 {
                &given[..1]
            } else {
                &given
            };
            builder.value(0, given);
            if random.f64() < 0.9 {
                builder.value(1, &family);
            }
            if random.f64() < 0.6 {
                let day = if random.f64() < 0.1 { 1 } else { birth.2 };
                builder.value(2, &format!("{}-{:02}-{day:02}", birth.0, birth.1));
            }
            truth.push(person as u32);
        }
    }
    (builder.finish(), truth)
}
