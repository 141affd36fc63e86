//! Whatever was done, in whatever order: undo gives back every byte, and redo every step.
//!
//! What is compared is the whole file but the log itself (operations, the trail that seals them, how often the project
//! changed), ids of customers, which stay given for good, and what is kept only so that a step can be done again: the
//! rows of loads that were taken back, with tables and sources nothing else was loaded of, and mappings that are not in
//! use.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rollcall_api::Session;
use rollcall_engine::verify_project;
use serde_json::{Value, json};

use super::deeds::{KINDS, ask, audit, does, draw, estate};
use crate::grouped::dump::{Dump, dump};

/// Deeds of a sequence.
const DEEDS: usize = 14;

/// The project as it stands: its rows, and what searching finds.
struct State {
    rows: Dump,
    found: Vec<String>,
}

impl State {
    fn of(session: &Session, folder: &Path) -> Self {
        let mut found = Vec::new();
        for words in ["", "grietje", "gretchen", "leiden", "example.com", "new"] {
            let page = ask(
                session,
                "search_customers",
                json!({ "query": words, "limit": 500 }),
            );
            found.push(page.to_string());
        }
        Self {
            rows: dump(folder).in_use(),
            found,
        }
    }

    #[track_caller]
    fn assert_is(&self, other: &Self, when: &str) {
        if let Some(difference) = self.rows.difference(&other.rows) {
            panic!("{when}: {difference}");
        }
        assert_eq!(self.found, other.found, "{when}");
    }
}

/// How many steps the history has.
fn steps(session: &Session) -> u64 {
    let history = ask(session, "history", json!({ "limit": 1 }));
    history["total"].as_u64().expect("a number")
}

/// A deed of any kind that was heard and changed something; with what it was.
fn deed(
    session: &Session,
    folder: &Path,
    chance: &mut fastrand::Rng,
    number: usize,
) -> Option<(&'static str, Value)> {
    let kind = KINDS[chance.usize(..KINDS.len())];
    let request = draw(session, folder, chance, kind, number)?;
    let before = steps(session);
    let is_heard = does(session, kind, &request);
    (is_heard && steps(session) > before).then_some((kind, request))
}

/// Somebody judged a pair before, so that another can judge it too.
fn judged(session: &Session) {
    let request = json!({ "filter": "sampled", "limit": 1 });
    let pair = ask(session, "list_pairs", request)["pairs"][0]["pair"].clone();
    let said = json!({ "pair": pair, "verdict": "different", "note": "asked" });
    assert!(does(session, "judge_pair", &said));
}

#[test]
fn undo_after_any_deeds_gives_back_every_byte_and_redo_every_step() {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for seed in 0..10 {
        let folder = tempfile::tempdir().expect("a folder");
        let session = estate(folder.path());
        judged(&session);
        let mut chance = fastrand::Rng::with_seed(seed);
        let mut states = vec![State::of(&session, folder.path())];
        let mut told: Vec<String> = Vec::new();
        for number in 1.. {
            if told.len() == DEEDS {
                break;
            }
            match deed(&session, folder.path(), &mut chance, number) {
                Some((kind, request)) => {
                    done.insert(kind);
                    told.push(format!("{kind} {request}"));
                    states.push(State::of(&session, folder.path()));
                }
                None => {
                    let now = State::of(&session, folder.path());
                    now.assert_is(&states[told.len()], "what was not heard changes nothing");
                }
            }
        }
        let when = |step: usize, way: &str| format!("seed {seed}, {way} {}", told[step]);
        for step in (0..told.len()).rev() {
            ask(&session, "undo", json!({}));
            let now = State::of(&session, folder.path());
            now.assert_is(&states[step], &when(step, "taken back"));
        }
        for step in 0..told.len() {
            ask(&session, "redo", json!({}));
            let now = State::of(&session, folder.path());
            now.assert_is(&states[step + 1], &when(step, "done again"));
        }
        for _ in &told {
            ask(&session, "undo", json!({}));
        }
        State::of(&session, folder.path()).assert_is(&states[0], "everything taken back");
        drop(session);
        let verified = verify_project(&folder.path().join("shop.rollcall")).expect("a look");
        assert!(verified.sound, "{:?}", verified.findings);
    }
    let never: Vec<&&str> = KINDS.iter().filter(|kind| !done.contains(**kind)).collect();
    assert!(never.is_empty(), "never done: {never:?}");
}

/// Tables of what people decided.
const DECIDED: [&str; 22] = [
    "source",
    "kind_state",
    "mapping_in_use",
    "load",
    "verdict",
    "second_verdict",
    "override_value",
    "duty",
    "note",
    "setting",
    "grouping",
    "record_group",
    "parted",
    "rule_version",
    "rule_set",
    "sign_off",
    "raci",
    "use_case",
    "logged",
    "cost",
    "connection",
    "data_request",
];

/// The rows of each customer with what was agreed on, whatever their numbers.
fn people(of: &Dump) -> BTreeSet<(Vec<String>, String)> {
    let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (record, customer) in of.places() {
        rows.entry(customer).or_default().push(record);
    }
    let golden = of.of_run("customer").into_iter();
    golden
        .map(|row| {
            (
                rows.remove(&row["customer_id"]).unwrap_or_default(),
                row["golden"].clone(),
            )
        })
        .collect()
}

#[test]
fn undo_over_audits_gives_back_what_was_decided_and_the_next_audit_the_same_people() {
    for seed in 40..46 {
        let folder = tempfile::tempdir().expect("a folder");
        let session = estate(folder.path());
        let before = dump(folder.path()).in_use();
        let mut chance = fastrand::Rng::with_seed(seed);
        let mut told: Vec<String> = Vec::new();
        for number in 1.. {
            if told.len() == DEEDS {
                break;
            }
            if let Some((kind, request)) = deed(&session, folder.path(), &mut chance, number) {
                told.push(format!("{kind} {request}"));
                if chance.u8(..3) == 0 {
                    audit(&session);
                }
            }
        }
        for _ in &told {
            ask(&session, "undo", json!({}));
        }
        audit(&session);
        let after = dump(folder.path()).in_use();
        for table in DECIDED {
            assert_eq!(
                decided(&after, table),
                decided(&before, table),
                "seed {seed}, {table}: {told:#?}"
            );
        }
        assert_eq!(people(&after), people(&before), "seed {seed}: {told:#?}");
    }
}

/// The rows of a table without what an audit notes in them.
fn decided(of: &Dump, table: &str) -> Vec<BTreeMap<String, String>> {
    let mut rows = of.table(table).to_vec();
    for row in &mut rows {
        row.remove("standardised_with");
        row.remove("compared");
    }
    rows
}
