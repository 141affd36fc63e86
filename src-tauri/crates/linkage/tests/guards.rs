//! Every guard of the engine, with data built to trip it.

use proptest::prelude::*;
use rollcall_linkage::{
    FieldKind, FieldSpec, LinkageError, RecordSetBuilder, Settings, Standing, Stated, Tier,
    Unwatched, Watch, link,
};

#[path = "estate/background.rs"]
mod background;
#[path = "estate/generator.rs"]
mod generator;

use background::{run, with_background};

fn fields() -> Vec<FieldSpec> {
    generator::fields()
}

const GIVEN: usize = 0;
const FAMILY: usize = 1;
const BIRTH: usize = 3;
const EMAIL: usize = 5;
const PHONE: usize = 6;
const STREET: usize = 7;
const TOWN: usize = 8;
const POSTCODE: usize = 9;
const CARD: usize = 10;

const ANNE: &[(usize, &str)] = &[
    (GIVEN, "Anneliese"),
    (FAMILY, "Quennerstedt"),
    (BIRTH, "1971-03-09"),
    (EMAIL, "anneliese.q@example.org"),
    (STREET, "3 Larch Way"),
    (TOWN, "Holtby"),
    (POSTCODE, "99123"),
];

#[test]
fn the_same_person_in_two_sources_is_linked_and_explained() {
    let other: &[(usize, &str)] = &[
        (GIVEN, "Liese"),
        (FAMILY, "Quennerstedt"),
        (BIRTH, "1971-03-09"),
        (EMAIL, "anneliese.q@example.org"),
    ];
    let (records, rows) = with_background(&[(0, ANNE), (5, other)]);
    let linkage = run(&records, &Stated::default());
    assert_eq!(
        linkage.clusters[rows[0] as usize],
        linkage.clusters[rows[1] as usize]
    );
    assert!(
        linkage
            .links
            .iter()
            .any(|pair| (pair.left, pair.right) == (rows[0], rows[1]))
    );
    let explanation = linkage
        .model
        .explain(&records.values(rows[0]), &records.values(rows[1]));
    assert!(explanation.probability > 0.99, "{explanation:?}");
    let sum: f64 = explanation.evidence.iter().map(|line| line.bits).sum();
    assert!((explanation.prior_bits + sum - explanation.weight).abs() < 0.1);
    let levels: Vec<&str> = explanation
        .evidence
        .iter()
        .map(|line| line.level.as_str())
        .collect();
    assert!(levels.contains(&"same e-mail"), "{levels:?}");
    assert!(
        levels
            .iter()
            .any(|level| level.contains("forms of one name")),
        "{levels:?}"
    );
    assert!(
        explanation
            .sentence
            .starts_with("Almost certainly one person")
    );
}

#[test]
fn a_more_careful_tier_links_less() {
    let estate = generator::estate(400, 11, 1.0);
    let customers = Tier::ALL.map(|tier| {
        let settings = Settings::for_tier(tier);
        let linkage = link(&estate.records, &Stated::default(), &settings, &Unwatched)
            .expect("the records can be linked");
        let mut clusters = linkage.clusters;
        clusters.sort_unstable();
        clusters.dedup();
        clusters.len()
    });
    let [strict, balanced, wide] = customers;
    assert!(strict >= balanced && balanced >= wide, "{customers:?}");
    assert!(strict > wide, "the tier changes nothing: {customers:?}");
}

/// The queue is ordered by the odds of two customers; what is shown of a pair has to add up to them.
#[test]
fn a_pair_of_the_queue_is_explained_to_the_weight_it_is_asked_with() {
    let estate = generator::estate(400, 11, 1.0);
    let linkage = run(&estate.records, &Stated::default());
    assert!(!linkage.review.is_empty());
    let mut with_others = 0;
    for pair in &linkage.review {
        let (left, right) = (
            estate.records.values(pair.left),
            estate.records.values(pair.right),
        );
        let weight = f64::from(pair.weight);
        let explanation = linkage.model.explain_among_others(&left, &right, weight);
        let sum: f64 = explanation.evidence.iter().map(|step| step.bits).sum();
        assert!(
            (explanation.prior_bits + sum - weight).abs() < 0.1,
            "{explanation:?}"
        );
        assert!((explanation.probability - f64::from(pair.probability)).abs() < 1e-4);
        let odds = explanation.probability / (1.0 - explanation.probability);
        assert!(
            (odds.log2() - weight).abs() < 0.01,
            "0 bits is as likely as not"
        );
        let alone = linkage.model.explain(&left, &right);
        with_others += usize::from((alone.weight - weight).abs() > 0.5);
    }
    assert!(
        with_others > 0,
        "no pair is judged together with other records"
    );
}

#[test]
fn a_pair_stated_different_stays_apart_even_through_a_third_record() {
    let (records, rows) = with_background(&[(0, ANNE), (1, ANNE), (2, ANNE)]);
    let joined = run(&records, &Stated::default());
    assert_eq!(
        joined.clusters[rows[0] as usize],
        joined.clusters[rows[2] as usize]
    );
    let stated = Stated {
        different: vec![(rows[2], rows[0])],
        ..Stated::default()
    };
    let apart = run(&records, &stated);
    assert_ne!(
        apart.clusters[rows[0] as usize],
        apart.clusters[rows[2] as usize]
    );
}

#[test]
fn a_source_without_duplicates_is_never_linked_with_itself() {
    let (records, rows) = with_background(&[(0, ANNE), (0, ANNE), (1, ANNE)]);
    let stated = Stated {
        sources_without_duplicates: vec![0],
        ..Stated::default()
    };
    let linkage = run(&records, &stated);
    assert_ne!(
        linkage.clusters[rows[0] as usize],
        linkage.clusters[rows[1] as usize]
    );
    let told = linkage
        .review
        .iter()
        .any(|pair| (pair.left, pair.right) == (rows[0], rows[1]));
    assert!(told, "that they are alike and stay apart is told");
    for left in 0..records.len() {
        for right in left + 1..records.len() {
            let sources = records.sources();
            let joined = linkage.clusters[left] == linkage.clusters[right];
            assert!(!(joined && sources[left] == 0 && sources[right] == 0));
        }
    }
}

#[test]
fn a_pair_stated_the_same_is_linked_whatever_it_looks_like() {
    let (records, rows) = with_background(&[(0, ANNE), (1, &[(PHONE, "447700900123")])]);
    let stated = Stated {
        same: vec![(rows[0], rows[1])],
        ..Stated::default()
    };
    let linkage = run(&records, &stated);
    assert_eq!(
        linkage.clusters[rows[0] as usize],
        linkage.clusters[rows[1] as usize]
    );
    let contradictory = Stated {
        different: stated.same.clone(),
        ..stated
    };
    let linkage = run(&records, &contradictory);
    assert_ne!(
        linkage.clusters[rows[0] as usize],
        linkage.clusters[rows[1] as usize]
    );
    assert_eq!(linkage.report.contradictory_facts, 1);
}

#[test]
fn different_exclusive_ids_outweigh_an_equal_name_and_town() {
    let person = |card: &'static str| -> Vec<(usize, &str)> {
        vec![
            (GIVEN, "Ludmila"),
            (FAMILY, "Oyelaran"),
            (TOWN, "Pelton"),
            (CARD, card),
        ]
    };
    let (one, two) = (person("811100027"), person("622290031"));
    let (records, rows) = with_background(&[(3, &one), (3, &two), (3, &one)]);
    let linkage = run(&records, &Stated::default());
    assert_eq!(
        linkage.clusters[rows[0] as usize],
        linkage.clusters[rows[2] as usize]
    );
    let explanation = linkage
        .model
        .explain(&records.values(rows[0]), &records.values(rows[1]));
    let card = explanation
        .evidence
        .iter()
        .find(|line| line.comparison == "Loyalty card");
    assert!(card.is_some_and(|line| line.bits < -2.0), "{explanation:?}");
}

#[test]
fn a_junk_value_and_a_role_mailbox_join_nobody() {
    let people = [
        ("Astrid", "Vanterpool"),
        ("Basil", "Okonjo"),
        ("Celeste", "Drummond"),
        ("Dorian", "Frisby"),
        ("Estelle", "Kovacs"),
        ("Fergus", "Lindqvist"),
        ("Greta", "Mbeki"),
        ("Horace", "Nakamura"),
        ("Ines", "Pereira"),
        ("Jasper", "Rosenthal"),
        ("Kamila", "Tveit"),
        ("Leopold", "Umarov"),
    ];
    let rows: Vec<(u32, Vec<(usize, &str)>)> = people
        .iter()
        .map(|(given, family)| {
            let values = vec![
                (GIVEN, *given),
                (FAMILY, *family),
                (PHONE, "441610000000"),
                (EMAIL, "info@example.net"),
            ];
            (4, values)
        })
        .collect();
    let rows: Vec<(u32, &[(usize, &str)])> = rows
        .iter()
        .map(|(source, values)| (*source, values.as_slice()))
        .collect();
    let (records, numbers) = with_background(&rows);
    let linkage = run(&records, &Stated::default());
    let mut clusters: Vec<u32> = numbers
        .iter()
        .map(|&row| linkage.clusters[row as usize])
        .collect();
    clusters.dedup();
    assert_eq!(clusters.len(), people.len());
    let junk = linkage
        .standing
        .iter()
        .find(|value| value.value == "info@example.net");
    assert!(
        junk.is_some_and(|value| value.standing == Standing::Junk && value.people >= 12),
        "{junk:?}"
    );
}

#[test]
fn namesakes_with_nothing_else_are_not_merged() {
    let name: &[(usize, &str)] = &[(GIVEN, "James"), (FAMILY, "Smith")];
    let (records, rows) = with_background(&[(0, name), (1, name)]);
    let linkage = run(&records, &Stated::default());
    assert_ne!(
        linkage.clusters[rows[0] as usize],
        linkage.clusters[rows[1] as usize]
    );
}

#[test]
fn a_chain_of_likenesses_does_not_become_one_person() {
    // Each shares a phone with the next, and nobody else.
    let names = [
        "Aurelio", "Benedikt", "Cosima", "Dagmar", "Eberhard", "Filippa", "Gundula", "Hjalmar",
        "Ottilie", "Wendelin",
    ];
    let families = [
        "Abernathy",
        "Birkeland",
        "Czerny",
        "Dunsmore",
        "Eriksen",
        "Fairclough",
        "Gottlieb",
        "Hathaway",
        "Ibsen",
        "Jablonski",
    ];
    let phones: Vec<String> = (0..11).map(|at| format!("44770090{at:04}")).collect();
    let rows: Vec<Vec<(usize, &str)>> = (0..10)
        .map(|at| {
            vec![
                (GIVEN, names[at]),
                (FAMILY, families[at]),
                (PHONE, phones[at].as_str()),
                (PHONE, phones[at + 1].as_str()),
            ]
        })
        .collect();
    let rows: Vec<(u32, &[(usize, &str)])> =
        rows.iter().map(|values| (4, values.as_slice())).collect();
    let (records, numbers) = with_background(&rows);
    let linkage = run(&records, &Stated::default());
    let mut clusters: Vec<u32> = numbers
        .iter()
        .map(|&row| linkage.clusters[row as usize])
        .collect();
    clusters.sort_unstable();
    clusters.dedup();
    assert_eq!(clusters.len(), 10);
}

/// An initial fits both, holds the phone of one and the mailbox of the other; what it stands for
/// contradicts itself, and three such rows must not out-vote that.
#[test]
fn an_initial_does_not_chain_two_people() {
    let martin: &[(usize, &str)] = &[
        (GIVEN, "Martin"),
        (FAMILY, "Holbrook"),
        (PHONE, "447700900311"),
        (BIRTH, "1957-08-13"),
        (TOWN, "Holtby"),
    ];
    let miriam: &[(usize, &str)] = &[
        (GIVEN, "Miriam"),
        (FAMILY, "Holbrook"),
        (EMAIL, "m.holbrook@example.org"),
        (TOWN, "Pelton"),
    ];
    let initial: &[(usize, &str)] = &[
        (GIVEN, "M"),
        (FAMILY, "Holbrook"),
        (PHONE, "447700900311"),
        (EMAIL, "m.holbrook@example.org"),
    ];
    let (records, rows) = with_background(&[
        (3, martin),
        (1, miriam),
        (4, initial),
        (4, initial),
        (4, initial),
    ]);
    let linkage = run(&records, &Stated::default());
    assert_ne!(
        linkage.clusters[rows[0] as usize],
        linkage.clusters[rows[1] as usize]
    );
}

/// Nothing says which column is the surname or the street; relatives agree on all of them, and
/// there are far more pairs of relatives than rows told twice.
#[test]
fn relatives_stay_apart_where_columns_have_no_meaning() {
    let field = |name: &str, kind| FieldSpec {
        name: name.into(),
        kind,
    };
    let mut builder = RecordSetBuilder::new(vec![
        field("first", FieldKind::GivenName),
        field("b", FieldKind::Text),
        field("c", FieldKind::Text),
        field("d", FieldKind::Text),
    ]);
    let mut random = fastrand::Rng::with_seed(9);
    let mut word =
        |letters: usize| -> String { (0..letters).map(|_| random.lowercase()).collect() };
    let streets: Vec<String> = (0..12).map(|_| word(9)).collect();
    let given: Vec<String> = (0..400).map(|_| word(6)).collect();
    let mut truth = Vec::new();
    for household in 0..120 {
        let family = word(8);
        for member in 0..4 {
            let person = household * 4 + member;
            for _ in 0..=u32::from(person % 3 == 0) {
                builder.begin(0);
                builder.value(0, &given[(household * 29 + member * 97) % given.len()]);
                builder.value(1, &family);
                builder.value(2, &format!("{}", 100 + household * 37 % 900));
                builder.value(3, &streets[household % streets.len()]);
                truth.push(person as u32);
            }
        }
    }
    let linkage = run(&builder.finish(), &Stated::default());
    let scores = rollcall_linkage::pairwise_scores(&truth, &linkage.clusters);
    assert!(
        scores.precision > 0.95 && scores.recall > 0.95,
        "{scores:?}"
    );
}

#[test]
fn an_oversize_block_is_split_and_reported() {
    let mut builder = RecordSetBuilder::new(fields());
    let mut random = fastrand::Rng::with_seed(4);
    for person in 0..3000_u32 {
        let mut name = || -> String { (0..8).map(|_| random.lowercase()).collect() };
        let (given, family) = (name(), name());
        for _ in 0..=(person % 2) {
            builder.begin(person % 3);
            builder.value(GIVEN, &given);
            builder.value(FAMILY, &family);
            builder.value(PHONE, "441610000000");
        }
    }
    let records = builder.finish();
    let linkage = run(&records, &Stated::default());
    let rule = linkage
        .report
        .rules
        .iter()
        .find(|rule| rule.rule == "same phone");
    assert!(
        rule.is_some_and(|rule| rule.oversize_blocks == 1
            && rule.pairs_left_out > 0
            && rule.pairs > 0),
        "{rule:?}"
    );
    assert!(linkage.report.records_not_fully_compared >= 4500);
    assert!(linkage.report.largest_cluster < 10);
}

#[test]
fn one_thread_and_two_give_the_same() {
    let records = generator::estate(500, 5, 1.0).records;
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("a pool");
        pool.install(|| run(&records, &Stated::default()))
    };
    let (one, two) = (with(1), with(2));
    assert_eq!(one.clusters, two.clusters);
    assert_eq!(one.links, two.links);
    assert_eq!(one.review, two.review);
    assert_eq!(one.model, two.model);
    assert_eq!(one.report, two.report);
}

struct Impatient;
impl Watch for Impatient {
    fn stage(&self, _name: &'static str) {}
    fn progress(&self, _done: u64, _total: u64) {}
    fn cancelled(&self) -> bool {
        true
    }
}

#[test]
fn broken_requests_are_told() {
    let records = generator::estate(5, 1, 1.0).records;
    let stated = Stated {
        same: vec![(0, 9999)],
        ..Stated::default()
    };
    let error =
        link(&records, &stated, &Settings::default(), &Unwatched).expect_err("no such record");
    assert!(matches!(
        error,
        LinkageError::UnknownRecord { record: 9999, .. }
    ));
    let error = link(
        &records,
        &Stated::default(),
        &Settings::default(),
        &Impatient,
    )
    .expect_err("stopped");
    assert_eq!(error, LinkageError::Cancelled);
}

#[test]
fn nothing_and_next_to_nothing_can_be_linked() {
    for rows in 0..3_u32 {
        let mut builder = RecordSetBuilder::new(fields());
        for _ in 0..rows {
            builder.begin(0);
        }
        let linkage = run(&builder.finish(), &Stated::default());
        assert_eq!(linkage.clusters, (0..rows).collect::<Vec<_>>());
    }
}

#[test]
fn a_model_survives_being_stored() {
    let estate = generator::estate(200, 2, 1.0);
    let model = run(&estate.records, &Stated::default()).model;
    let text = serde_json::to_string(&model).expect("a model can be written");
    let back: rollcall_linkage::Model = serde_json::from_str(&text).expect("a model can be read");
    let (left, right) = (estate.records.values(0), estate.records.values(1));
    let (before, after) = (model.explain(&left, &right), back.explain(&left, &right));
    assert!((before.weight - after.weight).abs() < 1e-6);
    assert_eq!(before.sentence, after.sentence);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn clusters_are_a_partition_told_by_their_first_record(
        rows in proptest::collection::vec((0_u32..3, "[a-c]{0,4}", "[a-c]{0,4}", "[a-c]{0,2}@[a-b]{1,2}"), 0..40)
    ) {
        let mut builder = RecordSetBuilder::new(fields());
        for (source, given, family, email) in &rows {
            builder.begin(*source);
            builder.value(GIVEN, given);
            builder.value(FAMILY, family);
            builder.value(EMAIL, email);
        }
        let records = builder.finish();
        let linkage = run(&records, &Stated::default());
        prop_assert_eq!(linkage.clusters.len(), rows.len());
        let mut tied = 0;
        for (record, &cluster) in linkage.clusters.iter().enumerate() {
            prop_assert!(cluster as usize <= record);
            prop_assert_eq!(linkage.clusters[cluster as usize], cluster);
            tied += usize::from(cluster as usize != record);
            prop_assert_eq!(linkage.households[record], linkage.households[cluster as usize]);
        }
        prop_assert_eq!(linkage.links.len(), tied);
    }
}
