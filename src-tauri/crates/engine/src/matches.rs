//! The pairs to settle, and people's word on them.

use std::collections::BTreeSet;

use rollcall_model::{Attribute, RecordId, RunId, StandardValue, ValueState};
use rollcall_store::{ListedPair, PairFilter, RecordIdentity, Store, StoredPair};
use serde_json::json;

use crate::following::Following;
use crate::inventory::attribute_view;
use crate::known_names::unknown_verdict;
use crate::table_rows::{Shelf, record_views};
use crate::view::{
    BlindPair, JudgePair, Judged, ListPairs, PairLine, PairNumber, PairPage, PairRow, PairView,
    RecordView,
};
use crate::{Engine, EngineError, explain, pace, problems, records};

impl Engine {
    /// Pairs to settle, those that matter most first.
    ///
    /// # Errors
    /// When no project is open or the filter is not known.
    pub fn list_pairs(&self, request: ListPairs) -> Result<PairPage, EngineError> {
        let store = self.store()?;
        let filter = match request.filter.as_deref() {
            None | Some("" | "waiting") => PairFilter::Waiting,
            Some("tied") => PairFilter::Tied,
            Some("decided") => PairFilter::Decided,
            Some("implied") => PairFilter::Implied,
            Some("sampled") => PairFilter::Sampled,
            Some("all") => PairFilter::All,
            Some(other) => {
                let known = ["waiting", "tied", "decided", "implied", "sampled", "all"];
                return Err(EngineError::unknown("filter", other, &known));
            }
        };
        let Some(run) = store.current_run()? else {
            return Ok(PairPage {
                pairs: Vec::new(),
                total: 0,
                waiting: 0,
                tied: 0,
                decided: 0,
                implied: 0,
                pace: None,
            });
        };
        let shelf = Shelf::read(&store)?;
        let limit = request.limit.unwrap_or(100).min(problems::PAGE);
        let (pairs, total) = store.pairs(run.run, filter, request.offset, limit)?;
        let counts = store.pair_counts(run.run)?;
        let following = Following::read(&store, run.run)?;
        let rows = pairs
            .into_iter()
            .map(|listed| row(&store, &shelf, &following, listed))
            .collect::<Result<_, _>>()?;
        Ok(PairPage {
            pairs: rows,
            total,
            waiting: counts.waiting,
            tied: counts.tied,
            decided: counts.decided,
            implied: counts.implied,
            pace: pace::pace(&store, &self.options.who)?,
        })
    }

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
        let standard = store.standard_records(&[pair.left, pair.right])?;
        let lines = match standard.as_slice() {
            [one, other] => {
                let source = |record| shelf.load_of(record).map(|load| load.source);
                let is_one_source = source(one.record) == source(other.record);
                lines(&one.values, &other.values, is_one_source)
            }
            _ => Vec::new(),
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

fn row(
    store: &Store,
    shelf: &Shelf,
    following: &Following,
    ListedPair {
        pair,
        verdict,
        is_tied,
    }: ListedPair,
) -> Result<PairRow, EngineError> {
    let standard = store.standard_records(&[pair.left, pair.right])?;
    let title = |record: RecordId| {
        standard
            .iter()
            .find(|one| one.record == record)
            .map(|one| records::title(&one.values))
            .unwrap_or_default()
    };
    let mark = |record: RecordId| {
        shelf.marks.of(shelf
            .load_of(record)
            .map_or(rollcall_model::SourceId(0), |load| load.source))
    };
    Ok(PairRow {
        pair: pair.pair,
        left: title(pair.left),
        right: title(pair.right),
        left_source: mark(pair.left),
        right_source: mark(pair.right),
        weight: pair.weight,
        probability: pair.probability,
        impact: pair.impact,
        follows: following.of(store, pair.pair)?,
        verdict,
        tied: is_tied,
        reason: pair.reason,
    })
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

/// The attributes of both records side by side, those they differ in first within the schema's order.
/// Ids that a system gives are compared only within it: two systems never give the same.
fn lines(left: &[StandardValue], right: &[StandardValue], is_one_source: bool) -> Vec<PairLine> {
    let attributes: BTreeSet<&Attribute> = left
        .iter()
        .chain(right)
        .filter(|value| value.state == ValueState::Valid)
        .map(|value| &value.target.attribute)
        .collect();
    attributes
        .into_iter()
        .filter(|attribute| is_one_source || !is_id_of_a_system(attribute))
        .map(|attribute| {
            let one = different(left, attribute);
            let other = different(right, attribute);
            let fold = |text: &String| rollcall_standardise::text::fold(text);
            let agreement = if one.is_empty() || other.is_empty() {
                "one_sided"
            } else if one.iter().any(|a| other.iter().any(|b| fold(a) == fold(b))) {
                "same"
            } else {
                "different"
            };
            PairLine {
                attribute: attribute_view(attribute),
                left: one,
                right: other,
                agreement: agreement.to_owned(),
            }
        })
        .collect()
}

/// The valid values of an attribute, each once: a row often gives one address twice.
fn different(values: &[StandardValue], attribute: &Attribute) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for value in records::valid(values, attribute) {
        if !found.iter().any(|one| one == value) {
            found.push(value.to_owned());
        }
    }
    found
}

fn is_id_of_a_system(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::RecordKey
            | Attribute::AccountId
            | Attribute::ExternalId
            | Attribute::MergedInto
            | Attribute::OrderId
    )
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

#[cfg(test)]
mod tests {
    use super::lines;
    use rollcall_model::{Attribute, StandardValue, ValueState};

    fn value(attribute: Attribute, text: &str) -> StandardValue {
        StandardValue {
            target: attribute.into(),
            column: Some(0),
            raw: text.into(),
            value: text.into(),
            state: ValueState::Valid,
            rule: "".into(),
        }
    }

    #[test]
    fn ids_are_compared_within_one_system_only() {
        let left = [
            value(Attribute::RecordKey, "cus_1"),
            value(Attribute::FamilyName, "Marsh"),
        ];
        let right = [
            value(Attribute::RecordKey, "7001"),
            value(Attribute::FamilyName, "Marsh"),
        ];
        let told = |is_one_source| {
            lines(&left, &right, is_one_source)
                .into_iter()
                .map(|line| line.attribute.code)
                .collect::<Vec<_>>()
        };
        assert_eq!(told(false), ["family_name"]);
        assert_eq!(told(true), ["family_name", "record_key"]);
    }
}
