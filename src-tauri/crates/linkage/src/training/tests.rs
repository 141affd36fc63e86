//! What training is held to, whatever the pairs show.

use super::maximise;
use crate::comparison::{Comparison, comparisons};
use crate::record_set::{FieldKind, FieldSpec, RecordSetBuilder};

fn addresses() -> Comparison {
    let street = FieldSpec {
        name: String::new(),
        kind: FieldKind::Street,
    };
    let mut builder = RecordSetBuilder::new(vec![street]);
    builder.begin(0);
    comparisons(&builder.finish()).remove(0)
}

/// How often one person is learnt to live in two houses of a street, where so many pairs of one
/// person share an address and so many only the street.
fn learnt(at_home: f64, in_the_street: f64) -> f64 {
    let mut addresses = addresses();
    let place = |wanted: &dyn Fn(&crate::Level) -> bool| {
        let found = addresses.levels.iter().position(wanted);
        found.expect("there is such a level")
    };
    let (same, other) = (
        place(&|level| level.text == "same address"),
        place(&|level| level.neighbours),
    );
    let mut expected = vec![[0.0; 3]; addresses.levels.len()];
    expected[same][0] = at_home;
    expected[other][0] = in_the_street;
    maximise(&mut addresses, &expected, 2000.0);
    let group = addresses.levels[other].group;
    let of_group = addresses.levels.iter().filter(|one| one.group == group);
    let sum: f64 = of_group.map(|one| one.learnt.same).sum();
    assert!((sum - 1.0).abs() < 1e-4, "chances add up to one: {sum}");
    addresses.levels[other].learnt.same
}

#[test]
fn a_few_neighbours_taken_for_one_person_do_not_show_that_people_live_in_several_houses() {
    assert!(learnt(13.0, 5.0) < 0.01, "{}", learnt(13.0, 5.0));
    assert!(learnt(0.0, 105.0) < 0.06, "{}", learnt(0.0, 105.0));
}

#[test]
fn many_people_who_do_live_in_several_houses_of_a_street_are_believed() {
    let share = learnt(20_000.0, 1_500.0);
    assert!((0.055..0.075).contains(&share), "{share}");
}

#[test]
fn a_list_whose_rows_were_never_compared_is_taken_to_do_as_the_others_do() {
    let device = FieldSpec {
        name: String::new(),
        kind: FieldKind::Identifier {
            personal: false,
            exclusive: false,
        },
    };
    let mut builder = RecordSetBuilder::new(vec![device]);
    for record in 0..300 {
        builder.begin(record % 3);
    }
    let mut lists = comparisons(&builder.finish())
        .pop()
        .expect("lists are compared");
    let mut expected = vec![[0.0; 3]; lists.levels.len()];
    // One list shows that people stand in it twice; another that they do not, and of the third no two rows met.
    for (at, same, seen) in [(1, 1600.0, 2000), (2, 400.0, 600), (3, 0.0, 200)] {
        expected[at][0] = same;
        lists.levels[at].seen = seen;
    }
    maximise(&mut lists, &expected, 2000.0);
    let says = |at: usize| {
        let learnt = lists.levels[at].learnt;
        (learnt.same / learnt.stranger).log2()
    };
    assert!(says(2) > -0.1, "people stand in it twice: {}", says(2));
    assert!(says(3) < -5.0, "nobody stands in it twice: {}", says(3));
    assert!(
        (-1.5..-0.2).contains(&says(4)),
        "nothing shows its habit: {}",
        says(4)
    );
    let all = lists.levels.iter().filter(|level| level.group == 1);
    let sum: f64 = all.map(|level| level.learnt.same).sum();
    assert!((sum - 1.0).abs() < 1e-4, "chances add up to one: {sum}");
}

#[test]
fn the_elder_and_the_younger_of_one_name_are_never_learnt_to_be_one() {
    let suffix = FieldSpec {
        name: String::new(),
        kind: FieldKind::NameSuffix,
    };
    let mut builder = RecordSetBuilder::new(vec![suffix]);
    builder.begin(0);
    let mut suffixes = comparisons(&builder.finish()).remove(0);
    let differ = suffixes
        .levels
        .iter()
        .position(|level| level.text == "suffixes differ")
        .expect("there is such a level");
    let mut expected = vec![[0.0; 3]; suffixes.levels.len()];
    // Fathers and sons at one address look like one person.
    expected[differ][0] = 500.0;
    maximise(&mut suffixes, &expected, 2000.0);
    let learnt = suffixes.levels[differ].learnt;
    assert!(learnt.same * 8.0 < learnt.stranger, "{learnt:?}");
    assert!(learnt.same * 8.0 < learnt.household, "{learnt:?}");
}
