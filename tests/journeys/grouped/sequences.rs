//! Any sequence of splits, joins and moves comes back step by step, and goes forth again.

use rollcall_engine::Engine;
use rollcall_engine::view::{Nothing, Regroup};

use super::dump::dump;
use super::{audit, customers, estate};

/// One random regrouping; nothing where the customer drawn does not allow it.
fn random(engine: &Engine, chance: &mut fastrand::Rng) -> Option<Regroup> {
    let all = customers(engine, "");
    let here = chance.choice(&all)?;
    let other = chance
        .choice(&all)
        .filter(|other| other.customer != here.customer);
    let mut records: Vec<i64> = here.records.iter().map(|record| record.record).collect();
    chance.shuffle(&mut records);
    records.truncate(chance.usize(1..=records.len()));
    let other = other.map(|other| other.customer.clone());
    let kind = ["split", "join", "move"][chance.usize(..3)];
    let is_whole = records.len() == here.records.len();
    if kind == "split" && is_whole || kind != "split" && other.is_none() {
        return None;
    }
    Some(Regroup {
        kind: kind.into(),
        customer: here.customer.clone(),
        records: if kind == "join" { Vec::new() } else { records },
        other: other.filter(|_| kind != "split"),
        reason: "drawn".into(),
    })
}

#[test]
fn undo_after_any_sequence_gives_back_every_byte_and_redo_every_step() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(folder.path());
    for seed in 0..12 {
        let mut chance = fastrand::Rng::with_seed(seed);
        let mut states = vec![dump(folder.path())];
        while states.len() < 7 {
            let Some(request) = random(&engine, &mut chance) else {
                continue;
            };
            engine.regroup(request).expect("regrouped");
            states.push(dump(folder.path()));
        }
        for state in states.iter().rev().skip(1) {
            engine.undo(Nothing {}).expect("undone");
            assert_eq!(&dump(folder.path()), state, "seed {seed}, back");
        }
        for state in states.iter().skip(1) {
            engine.redo(Nothing {}).expect("done again");
            assert_eq!(&dump(folder.path()), state, "seed {seed}, forth");
        }
        for _ in 1..states.len() {
            engine.undo(Nothing {}).expect("undone");
        }
        assert_eq!(dump(folder.path()), states[0], "seed {seed}");
    }
}

#[test]
fn an_audit_after_any_sequence_finds_the_same_customers() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(folder.path());
    for seed in 20..26 {
        let mut chance = fastrand::Rng::with_seed(seed);
        let mut done = 0;
        while done < 4 {
            let Some(request) = random(&engine, &mut chance) else {
                continue;
            };
            engine.regroup(request).expect("regrouped");
            done += 1;
        }
        let shown = dump(folder.path());
        audit(&engine);
        let found = dump(folder.path());
        assert_eq!(found.places(), shown.places(), "seed {seed}");
        let golden = |of: &super::dump::Dump| -> Vec<(String, String)> {
            let rows = of.of_run("customer").into_iter();
            rows.map(|row| (row["customer_id"].clone(), row["golden"].clone()))
                .collect()
        };
        assert_eq!(golden(&found), golden(&shown), "seed {seed}");
    }
}
