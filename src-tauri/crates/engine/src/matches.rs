//! A pair to settle, and people's word on it.

use rollcall_model::{RecordId, RunId};
use rollcall_store::{RecordIdentity, StandardRecord, Store, StoredPair};
use serde_json::json;

use crate::following::Following;
use crate::how_held::HowHeld;
use crate::known_names::unknown_verdict;
use crate::table_rows::{Shelf, record_views};
use crate::view::{BlindPair, JudgePair, Judged, PairLine, PairNumber, PairView, RecordView};
use crate::{Engine, EngineError, explain, pair_case, pair_lines, records};

impl Engine {
    /// A pair side by side, with the evidence.
    ///
    /// # Errors
    /// When there is no such pair.
    pub fn get_pair(&self, request: PairNumber) -> Result<PairView, EngineError> {
        let store = self.store()?;
        let pair = find(&store, request.pair)?;
        let shelf = Shelf::read(&store)?;
        let run = store.current_run()?.map(|run| run.run);
        let mut views = record_views(&store, &shelf, run, &[pair.left, pair.right])?.into_iter();
        let (Some(left), Some(right)) = (views.next(), views.next()) else {
            return Err(EngineError::NotFound {
                what: "record of pair",
                name: request.pair.to_string(),
            });
        };
        // Whom a value is of tells what was found.
        let shown_run = run.filter(|_| !request.blind);
        let held = shown_run
            .map(|run| self.how_held(&store, run))
            .transpose()?;
        let standard = store.standard_records(&[pair.left, pair.right])?;
        let lines = match standard.as_slice() {
            [one, other] => lines(&shelf, one, other, held.as_ref())?,
            _ => Vec::new(),
        };
        let others = match shown_run {
            Some(run) => pair_case::count_others(&store, run, &pair)?,
            None => 0,
        };
        let verdict = verdict(&store, &shelf, &pair)?;
        let follows = match run {
            Some(run) => Following::read(&store, run)?.of(&store, pair.pair)?,
            None => None,
        };
        let (left, right, verdict, follows) = if request.blind {
            // A customer in common tells what was said or found.
            let hidden = |view: RecordView| RecordView {
                customer: None,
                tied_in: false,
                ..view
            };
            (hidden(left), hidden(right), None, None)
        } else {
            (left, right, verdict, follows)
        };
        Ok(PairView {
            pair: pair.pair,
            left,
            right,
            lines,
            explanation: explain::show(serde_json::from_str(&pair.explanation)?, verdict.is_some()),
            note: verdict
                .as_ref()
                .map(|one| one.note.clone())
                .unwrap_or_default(),
            verdict: verdict.map(|one| one.verdict),
            impact: pair.impact,
            reason: pair.reason,
            follows,
            others,
            names_counted: held.is_none_or(|held| held.knows_names()),
        })
    }

    /// Settles a pair; the verdict outlives every run.
    ///
    /// # Errors
    /// When there is no such pair or the verdict is not known.
    pub fn judge_pair(&self, request: JudgePair) -> Result<Judged, EngineError> {
        let store = self.store_for_change()?;
        let pair = find(&store, request.pair)?;
        let shelf = Shelf::read(&store)?;
        let (left, right) = identities(&store, &shelf, &pair)?;
        let said = match request.verdict.as_deref() {
            Some("same") => "are the same person",
            Some("different") => "are different people",
            Some("unsure") => "may or may not be the same person",
            None => "are to be judged again",
            Some(other) => {
                return Err(unknown_verdict(other, &["same", "different", "unsure"]));
            }
        };
        let sentence = format!(
            "{} and {} {said}",
            told(&shelf, pair.left, &left),
            told(&shelf, pair.right, &right)
        );
        let asked = json!({
            "left": [left.table.0, left.key], "right": [right.table.0, right.key],
            "verdict": request.verdict, "note": request.note,
        });
        self.commit(&store, "judge_pair", sentence, asked, |edits| {
            edits.set_verdict(
                &left,
                &right,
                request.verdict.as_deref(),
                request.note.trim(),
                &self.options.who,
            )
        })?;
        let run = store.current_run()?.map_or(RunId(0), |run| run.run);
        let counts = store.pair_counts(run)?;
        self.tell_changed(&["project", "verdicts", "history"]);
        Ok(Judged {
            next: store.next_waiting_pair(run, pair.pair)?,
            waiting: counts.waiting,
            decided: counts.decided,
            implied: counts.implied,
        })
    }
}

pub(crate) fn find(store: &Store, number: i64) -> Result<StoredPair, EngineError> {
    store.pair(number)?.ok_or_else(|| EngineError::NotFound {
        what: "pair",
        name: number.to_string(),
    })
}

/// The attributes of both records side by side, with how many hold what stands there.
fn lines(
    shelf: &Shelf,
    one: &StandardRecord,
    other: &StandardRecord,
    held: Option<&HowHeld<'_>>,
) -> Result<Vec<PairLine>, EngineError> {
    let source = |record| shelf.load_of(record).map(|load| load.source);
    let is_one_source = source(one.record) == source(other.record);
    let mut lines = Vec::new();
    for (attribute, mut line) in pair_lines::lines(&one.values, &other.values, &[], is_one_source) {
        if let Some(held) = held {
            line.held = held.of_attribute(&attribute, &[&one.values, &other.values])?;
        }
        lines.push(line);
    }
    Ok(lines)
}

/// A pair as it is shown to somebody who is not to know what was said or found of it.
pub(crate) fn blind_row(store: &Store, shelf: &Shelf, pair: i64) -> Result<BlindPair, EngineError> {
    let pair = find(store, pair)?;
    let standard = store.standard_records(&[pair.left, pair.right])?;
    let title = |record: RecordId| {
        let found = standard.iter().find(|one| one.record == record);
        found.map_or_else(String::new, |one| records::title(&one.values))
    };
    let mark = |record: RecordId| {
        let load = shelf.load_of(record);
        shelf
            .marks
            .of(load.map_or(rollcall_model::SourceId(0), |load| load.source))
    };
    Ok(BlindPair {
        pair: pair.pair,
        left: title(pair.left),
        right: title(pair.right),
        left_source: mark(pair.left),
        right_source: mark(pair.right),
    })
}

pub(crate) fn identities(
    store: &Store,
    shelf: &Shelf,
    pair: &StoredPair,
) -> Result<(RecordIdentity, RecordIdentity), EngineError> {
    let gone = || EngineError::NotFound {
        what: "record of pair",
        name: pair.pair.to_string(),
    };
    let standard = store.standard_records(&[pair.left, pair.right])?;
    let identity = |record: RecordId| -> Result<RecordIdentity, EngineError> {
        let key = standard
            .iter()
            .find(|one| one.record == record)
            .map(|one| one.key.clone())
            .ok_or_else(gone)?;
        let table = shelf
            .load_of(record)
            .map(|load| load.table)
            .ok_or_else(gone)?;
        Ok(RecordIdentity { table, key })
    };
    Ok((identity(pair.left)?, identity(pair.right)?))
}

fn verdict(
    store: &Store,
    shelf: &Shelf,
    pair: &StoredPair,
) -> Result<Option<rollcall_store::StoredVerdict>, EngineError> {
    let (left, right) = identities(store, shelf, pair)?;
    Ok(store.verdict(&left, &right)?)
}

/// A record in the history: its table and key, no name.
pub(crate) fn told(shelf: &Shelf, record: RecordId, identity: &RecordIdentity) -> String {
    let table = shelf.load_of(record).map_or_else(String::new, |load| {
        format!("{} {}", shelf.marks.of(load.source).name, load.table_name)
    });
    format!("{table} {}", identity.key)
}
