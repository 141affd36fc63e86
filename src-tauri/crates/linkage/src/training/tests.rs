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
