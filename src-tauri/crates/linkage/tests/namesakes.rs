//! What a common name is worth where a list is so long that its namesakes are not all compared.

use rollcall_linkage::{
    ComparisonKind, FieldKind, FieldSpec, RecordSetBuilder, Settings, Stated, Unwatched, link,
};

const GIVEN: usize = 0;
const FAMILY: usize = 1;
const EMAIL: usize = 2;

/// Namesakes of each of [`NAMES`]: too many for the budget of pairs.
const NAMESAKES: usize = 260;
const NAMES: usize = 10;
/// People with a name of their own, who stand in the list twice.
const OTHERS: usize = 20_000;

/// A word that no other number makes.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 8] = ["bra", "den", "kel", "lo", "mi", "tor", "ven", "zu"];
    (0..5).map(|at| SYLLABLES[number >> (3 * at) & 7]).collect()
}

/// The share of pairs of strangers whose full names are equal, as it is learnt with a seed and as it is.
fn equal_names(seed: u64) -> (f64, f64) {
    let spec = |name: &str, kind| FieldSpec {
        name: name.to_owned(),
        kind,
    };
    let mut builder = RecordSetBuilder::new(vec![
        spec("Given name", FieldKind::GivenName),
        spec("Family name", FieldKind::FamilyName),
        spec("E-mail", FieldKind::Email),
    ]);
    let mut add = |given: usize, family: usize, mailbox: usize| {
        builder.begin(0);
        builder.value(GIVEN, &word(given));
        builder.value(FAMILY, &word(family));
        builder.value(EMAIL, &format!("box{mailbox}@mail.example"));
    };
    for namesake in 0..NAMES * NAMESAKES {
        let name = namesake % NAMES;
        add(31 * name, 20_000 + 997 * name, namesake);
    }
    for person in 0..OTHERS {
        for _ in 0..2 {
            let (given, family) = (1_000 + person % 400 * 37, 200 + person * 1_009 % 31_000);
            add(given, family, 1_000_000 + person);
        }
    }
    let records = builder.finish();
    let count = records.len() as f64;
    let settings = Settings {
        seed,
        random_pairs: 1_000,
        ..Settings::default()
    };
    let linked = link(&records, &Stated::default(), &settings, &Unwatched).expect("links");
    let names = linked
        .model
        .comparisons
        .iter()
        .find(|comparison| comparison.kind == ComparisonKind::Name)
        .expect("names are compared");
    let equal = "given names are equal, family names are equal";
    let learnt = names
        .levels
        .iter()
        .filter(|level| level.text.starts_with(equal))
        .map(|level| level.learnt.stranger)
        .sum();
    let namesakes = NAMESAKES as f64;
    let true_pairs = NAMES as f64 * namesakes * (namesakes - 1.0) / 2.0;
    (learnt, true_pairs / (count * (count - 1.0) / 2.0))
}

#[test]
fn how_often_strangers_share_a_common_name_is_no_luck() {
    for seed in [1, 2, 3] {
        let (learnt, truth) = equal_names(seed);
        let times = learnt / truth;
        assert!(
            (0.7..1.4).contains(&times),
            "seed {seed}: learnt {learnt:e}, but it is {truth:e}"
        );
    }
}
