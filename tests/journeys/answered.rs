//! Conflicts by who answers for them: who has the word on the attribute, and who owns a source.

use std::collections::BTreeSet;

use rollcall_engine::Engine;
use rollcall_engine::view::{ConflictPage, ConflictPerson, ListConflicts, Nothing, SetDuty};

use crate::erased::copy;

fn page(engine: &Engine, request: ListConflicts) -> ConflictPage {
    let limit = Some(500);
    engine
        .list_conflicts(ListConflicts { limit, ..request })
        .expect("conflicts")
}

fn of_decider(engine: &Engine, person: &str) -> ConflictPage {
    let decider = Some(person.to_owned());
    page(
        engine,
        ListConflicts {
            decider,
            ..ListConflicts::default()
        },
    )
}

fn of_owner(engine: &Engine, person: &str) -> ConflictPage {
    let owner = Some(person.to_owned());
    page(
        engine,
        ListConflicts {
            owner,
            ..ListConflicts::default()
        },
    )
}

fn name(engine: &Engine, source: Option<i64>, attribute: Option<&str>, duty: &str, person: &str) {
    engine
        .set_duty(SetDuty {
            source,
            attribute: attribute.map(str::to_owned),
            duty: duty.into(),
            person: person.into(),
        })
        .expect("named");
}

fn told(people: &[ConflictPerson]) -> BTreeSet<(&str, u64)> {
    people
        .iter()
        .map(|one| (one.person.as_str(), one.conflicts))
        .collect()
}

#[test]
fn conflicts_are_found_by_who_has_the_word_and_by_who_owns_a_source() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = copy(folder.path());
    let before = engine.conflict_summary(Nothing {}).expect("the summary");
    let all = before.conflicts;
    assert_eq!(told(&before.deciders), BTreeSet::from([("", all)]));
    assert_eq!(told(&before.owners), BTreeSet::from([("", all)]));

    let [first, second, ..] = before.attributes.as_slice() else {
        panic!("two attributes in conflict");
    };
    name(
        &engine,
        None,
        Some(&first.attribute.code),
        "decider",
        "Mara",
    );
    name(
        &engine,
        None,
        Some(&second.attribute.code),
        "decider",
        "Legal: EU",
    );
    let (left, right) = before
        .pairs
        .iter()
        .find(|(left, right)| left.source != right.source)
        .expect("a pair");
    name(&engine, Some(left.source), None, "owner", "Joris");
    name(&engine, Some(right.source), None, "owner", "Ines");

    let summary = engine.conflict_summary(Nothing {}).expect("the summary");
    let deciders: u64 = summary.deciders.iter().map(|one| one.conflicts).sum();
    assert_eq!(
        (deciders, summary.deciders.len()),
        (all, 3),
        "each has one decider"
    );
    for one in &summary.deciders {
        let found = of_decider(&engine, &one.person);
        assert_eq!(found.total, one.conflicts, "{one:?}");
        assert!(
            found
                .conflicts
                .iter()
                .all(|conflict| conflict.decider == one.person)
        );
    }
    let owners: u64 = summary.owners.iter().map(|one| one.conflicts).sum();
    assert!(owners > all, "one between two owners counts for both");
    let owned: BTreeSet<i64> = [left.source, right.source].into();
    for one in &summary.owners {
        let found = of_owner(&engine, &one.person);
        assert_eq!(found.total, one.conflicts, "{one:?}");
        for conflict in &found.conflicts {
            let mut sources = conflict
                .values
                .iter()
                .flat_map(|value| &value.sources)
                .map(|mark| mark.source);
            let is_theirs = match one.person.as_str() {
                "Joris" => sources.any(|source| source == left.source),
                "Ines" => sources.any(|source| source == right.source),
                _ => sources.any(|source| !owned.contains(&source)),
            };
            assert!(is_theirs, "{one:?}: {conflict:?}");
        }
    }
    assert_eq!(of_decider(&engine, "Somebody else").total, 0);
    assert_eq!(of_owner(&engine, "Somebody else").total, 0);

    // Both at once, beside the other filters.
    let both = page(
        &engine,
        ListConflicts {
            decider: Some("Mara".into()),
            owner: Some("Joris".into()),
            right: Some(right.source),
            ..ListConflicts::default()
        },
    );
    assert!(both.total <= of_owner(&engine, "Joris").total);
    assert!(
        both.conflicts
            .iter()
            .all(|one| one.attribute.code == first.attribute.code)
    );
}
