//! One sequence, step by step.

use std::collections::BTreeSet;
use std::sync::Mutex;

use rollcall_engine::verify_project;
use serde_json::{Value, json};

use super::choice::{Deed, next};
use super::look::Look;
use super::model::Model;
use super::place::Place;
use super::{held, set};
use crate::erased::files_with;
use crate::undone::deeds::{ask, does, first_files, load};

/// Deeds of a sequence, at the most.
const DEEDS: usize = 9;
/// So many addresses are looked for in the bytes of the file after one step.
const LOOKED_FOR: usize = 3;

/// A project on its way through a sequence.
pub(super) struct Walk<'t> {
    place: Place,
    chance: fastrand::Rng,
    told: &'t Mutex<Vec<String>>,
    look: Look,
    model: Model,
    done: BTreeSet<&'static str>,
}

impl<'t> Walk<'t> {
    pub(super) fn begin(seed: u64, told: &'t Mutex<Vec<String>>) -> Self {
        let place = Place::new(seed);
        Self {
            look: Look::of(&place),
            place,
            chance: fastrand::Rng::with_seed(seed),
            told,
            model: Model::default(),
            done: BTreeSet::new(),
        }
    }

    /// Walks on to the end; gives what was done on the way.
    pub(super) fn run_to_its_end(mut self) -> BTreeSet<&'static str> {
        let most = set("ROLLCALL_DEEDS").map_or(DEEDS, |most| most as usize);
        let deeds = self.chance.usize(1..=most.max(1));
        for number in 1..=deeds {
            if let Some(deed) = next(&self.place, &mut self.chance, number) {
                held(self.told).push(format!("{number}. {}: {}", deed.kind, deed.request));
                self.step(&deed);
            }
        }
        if !self.model.gone().is_empty() {
            self.bring_back();
        }
        ask(&self.place.session, "close_project", json!({}));
        self.assert_nowhere(self.model.gone());
        let file = self.place.project().join("shop.rollcall");
        let verified = verify_project(&file).expect("a look");
        assert!(verified.sound, "{:?}", verified.findings);
        self.done
    }

    fn step(&mut self, deed: &Deed) {
        let is_heard = if deed.command.is_empty() {
            self.place.open();
            true
        } else {
            does(&self.place.session, deed.command, &deed.request)
        };
        let before = std::mem::replace(&mut self.look, Look::of(&self.place));
        if is_heard {
            self.done.insert(deed.kind);
            self.hear(deed, &before);
        } else {
            self.add("refused");
            let difference = before.shown.difference(&self.look.shown);
            assert_eq!(difference, None, "what is refused changes nothing");
            assert_eq!(before.newest, self.look.newest, "a refusal in the history");
        }
        self.model.assert_holds(&self.look);
        self.look.assert_promises(&self.place);
        if is_heard && !matches!(deed.command, "undo" | "redo") {
            self.take_back_and_do_again(&before);
        }
    }

    /// Adds a word to what was told last.
    fn add(&self, word: &str) {
        if let Some(last) = held(self.told).last_mut() {
            last.push_str(" - ");
            last.push_str(word);
        }
    }

    /// Writes down what was said.
    fn hear(&mut self, deed: &Deed, before: &Look) {
        let is_new = self.look.newest > before.newest;
        match deed.command {
            "judge_pair" if is_new => {
                let pair = json!({ "pair": deed.request["pair"] });
                let pair = ask(&self.place.session, "get_pair", pair);
                let records = ["left", "right"].map(|side| pair[side]["record"].as_i64());
                let verdict = deed.request["verdict"].as_str();
                self.model.judged(&self.look, records, verdict);
            }
            "regroup" if is_new => self.hear_grouped(&deed.request, before),
            "erase_person" => {
                let who = json!({ "customer": deed.request["customer"] });
                let is_there = self.place.session.call("get_customer", who).is_ok();
                assert!(!is_there, "an erased customer is still there");
                let gone = self.gone_since(before);
                self.assert_nowhere(&gone);
                self.model.erased(gone);
            }
            "purge_source" => self.assert_nowhere(&self.gone_since(before)),
            _ => {}
        }
    }

    fn hear_grouped(&mut self, request: &Value, before: &Look) {
        let number = |name: &str| -> Option<i64> {
            let label = request[name].as_str()?;
            label.trim_start_matches('C').parse().ok()
        };
        let here = number("customer");
        let concerned = [here, number("other")];
        let records: BTreeSet<i64> = before
            .loaded
            .iter()
            .filter(|row| row.customer.is_some() && concerned.contains(&row.customer))
            .map(|row| row.record)
            .collect();
        let customers: BTreeSet<i64> = self
            .look
            .loaded
            .iter()
            .filter(|row| records.contains(&row.record))
            .filter_map(|row| row.customer)
            .collect();
        let customers: Vec<i64> = customers.into_iter().collect();
        let from = here.filter(|_| request["kind"] == "move");
        self.model.grouped(before, &self.look, &customers, from);
    }

    /// Addresses that no row has any more.
    fn gone_since(&self, before: &Look) -> BTreeSet<String> {
        let now = &self.look;
        let gone = before.mails.difference(&now.mails);
        gone.filter(|mail| !now.mails_aside.contains(*mail))
            .cloned()
            .collect()
    }

    /// No byte of the project tells an address.
    fn assert_nowhere(&self, mails: &BTreeSet<String>) {
        for mail in mails.iter().take(LOOKED_FOR) {
            let files = files_with(&self.place.project(), mail);
            assert_eq!(files, [""; 0], "{mail} is gone, and still in the file");
        }
    }

    /// Where the step can be taken back, nothing of it is left then; done again it is as it was.
    fn take_back_and_do_again(&mut self, before: &Look) {
        let is_one = self.look.done.range(before.newest + 1..).count() == 1;
        let history = ask(&self.place.session, "history", json!({ "limit": 1 }));
        if !is_one || history["steps"][0]["undoable"] != true {
            return;
        }
        let was = before.shown.clone().in_use();
        let is = self.look.shown.clone().in_use();
        ask(&self.place.session, "undo", json!({}));
        let back = Look::of(&self.place);
        let difference = back.shown.clone().in_use().difference(&was);
        assert_eq!(difference, None, "taken back");
        self.model.assert_holds(&back);
        ask(&self.place.session, "redo", json!({}));
        self.look = Look::of(&self.place);
        let difference = self.look.shown.clone().in_use().difference(&is);
        assert_eq!(difference, None, "done again");
    }

    /// The files of the beginning come again, and nobody who was erased comes with them.
    fn bring_back(&mut self) {
        held(self.told).push("at the end: the first files again".into());
        for (name, text) in first_files() {
            let request = load(&self.place.exports(), name, &text);
            assert!(does(&self.place.session, "import_files", &request));
        }
        assert!(does(&self.place.session, "run_audit", &json!({})));
        self.look = Look::of(&self.place);
        self.model.assert_holds(&self.look);
        self.look.assert_promises(&self.place);
    }
}
