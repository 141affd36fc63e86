//! Pairs that are alike, judged together: looked through first, in one step that can be taken back.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{Attribute, CustomerId, RecordId, RunId, SourceId, StandardValue};
use rollcall_store::{PairBetween, StandardRecord, Store};
use serde_json::json;

use crate::known_names::unknown_verdict;
use crate::table_rows::Shelf;
use crate::view::{
    BatchJudged, BatchList, BatchName, BatchPair, BatchRow, BatchView, JudgeBatch, Nothing,
};
use crate::{Engine, EngineError, matches, records};

/// Fewer pairs are no batch.
const LEAST: usize = 3;
/// So many pairs are looked through and judged at once.
const MOST: usize = 500;

/// The pairs that wait, by what they have in common.
#[derive(Default)]
struct Batches {
    by_pattern: BTreeMap<String, Vec<PairBetween>>,
    contested: u64,
    single: u64,
}

impl Engine {
    /// Pairs that wait and are alike, the largest batch first.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn list_batches(&self, _: Nothing) -> Result<BatchList, EngineError> {
        let store = self.store()?;
        let Some(run) = store.current_run()? else {
            return Ok(BatchList {
                batches: Vec::new(),
                pairs: 0,
                contested: 0,
                single: 0,
            });
        };
        let batches = Batches::read(&store, run.run)?;
        let mut rows = Vec::new();
        for (pattern, pairs) in &batches.by_pattern {
            let mut chances = Vec::with_capacity(pairs.len());
            for pair in pairs {
                chances.push(matches::find(&store, pair.pair)?.probability);
            }
            rows.push(BatchRow {
                batch: name_of(pattern),
                evidence: serde_json::from_str(pattern)?,
                pairs: pairs.len() as u64,
                from: chances.iter().copied().fold(1.0, f64::min),
                to: chances.iter().copied().fold(0.0, f64::max),
            });
        }
        rows.sort_by(|one, other| {
            (other.pairs.cmp(&one.pairs)).then_with(|| one.evidence.cmp(&other.evidence))
        });
        Ok(BatchList {
            pairs: rows.iter().map(|row| row.pairs).sum(),
            batches: rows,
            contested: batches.contested,
            single: batches.single,
        })
    }

    /// The pairs of a batch, to be looked through.
    ///
    /// # Errors
    /// When there is no such batch any more.
    pub fn get_batch(&self, request: BatchName) -> Result<BatchView, EngineError> {
        let store = self.store()?;
        let (pattern, pairs) = named(&store, &request.batch)?;
        let shelf = Shelf::read(&store)?;
        let rows = pairs.iter().take(MOST);
        Ok(BatchView {
            batch: request.batch,
            evidence: serde_json::from_str(&pattern)?,
            rows: rows
                .map(|pair| preview(&store, &shelf, pair))
                .collect::<Result<_, _>>()?,
            total: pairs.len() as u64,
        })
    }

    /// Judges pairs of a batch alike, in one step.
    ///
    /// # Errors
    /// When the verdict is not known, or one of the pairs is not in the batch any more; nothing was
    /// changed then.
    pub fn judge_batch(&self, request: JudgeBatch) -> Result<BatchJudged, EngineError> {
        let store = self.store_for_change()?;
        let said = match request.verdict.as_str() {
            "same" => "are the same person each",
            "different" => "are different people each",
            other => {
                return Err(unknown_verdict(other, &["same", "different"]));
            }
        };
        let (pattern, pairs) = named(&store, &request.batch)?;
        let wanted: BTreeSet<i64> = request.pairs.iter().copied().collect();
        let there: BTreeSet<i64> = pairs.iter().map(|pair| pair.pair).collect();
        let gone = wanted.difference(&there).count();
        if gone > 0 || wanted.is_empty() || wanted.len() > MOST {
            return Err(EngineError::invalid(format!(
                "{gone} of the {} pairs are not in this batch any more, or there are none or more than {MOST}. Look through the batch again. Nothing was changed.",
                wanted.len()
            )));
        }
        let shelf = Shelf::read(&store)?;
        let mut judged = Vec::with_capacity(wanted.len());
        for number in &wanted {
            let pair = matches::find(&store, *number)?;
            judged.push(matches::identities(&store, &shelf, &pair)?);
        }
        let evidence: Vec<String> = serde_json::from_str(&pattern)?;
        let sentence = format!("{} pairs {said}: {}", judged.len(), evidence.join("; "));
        let asked = json!({
            "evidence": evidence, "pairs": judged.len(), "verdict": request.verdict,
            "note": request.note,
        });
        let (note, who) = (request.note.trim(), self.options.who.as_str());
        self.commit(&store, "judge_batch", sentence, asked, |edits| {
            for (left, right) in &judged {
                edits.set_verdict(left, right, Some(&request.verdict), note, who)?;
            }
            Ok(())
        })?;
        let run = store.current_run()?.map_or(RunId(0), |run| run.run);
        let counts = store.pair_counts(run)?;
        self.tell_changed(&["project", "verdicts", "history"]);
        Ok(BatchJudged {
            judged: judged.len() as u64,
            waiting: counts.waiting,
            decided: counts.decided,
            implied: counts.implied,
        })
    }
}

impl Batches {
    /// A pair is contested where something lasting speaks against it (it has no pattern then), where
    /// one of its customers could as well be somebody else, and where people parted or doubted its
    /// two customers by other records.
    fn read(store: &Store, run: RunId) -> Result<Self, EngineError> {
        let pairs = store.pairs_between(run)?;
        let parted = parted(store, run)?;
        let mut others: BTreeMap<CustomerId, BTreeSet<CustomerId>> = BTreeMap::new();
        for pair in &pairs {
            others.entry(pair.one).or_default().insert(pair.other);
            others.entry(pair.other).or_default().insert(pair.one);
        }
        let is_alone =
            |customer: CustomerId| others.get(&customer).is_none_or(|others| others.len() == 1);
        let mut batches = Self::default();
        for pair in pairs {
            let between = (pair.one.min(pair.other), pair.one.max(pair.other));
            let is_contested = pair.pattern.is_empty()
                || !is_alone(pair.one)
                || !is_alone(pair.other)
                || parted.contains(&between);
            if is_contested {
                batches.contested += 1;
            } else {
                let alike = batches.by_pattern.entry(pair.pattern.clone()).or_default();
                alike.push(pair);
            }
        }
        let single = |pairs: &Vec<PairBetween>| pairs.len() < LEAST;
        let few = batches.by_pattern.values().filter(|pairs| single(pairs));
        batches.single = few.map(|pairs| pairs.len() as u64).sum();
        batches.by_pattern.retain(|_, pairs| !single(pairs));
        Ok(batches)
    }
}

/// Customers of which somebody said, by any of their records, that they are two or that it is unclear.
fn parted(store: &Store, run: RunId) -> Result<BTreeSet<(CustomerId, CustomerId)>, EngineError> {
    let customer = |identity: &rollcall_store::RecordIdentity| -> Result<_, EngineError> {
        let record = store.record_by_key(identity.table, &identity.key)?;
        let member = match record {
            Some(record) => store.membership(run, record)?,
            None => None,
        };
        Ok(member.map(|member| member.customer))
    };
    let mut parted = BTreeSet::new();
    for one in store.verdicts()? {
        if one.verdict == "same" {
            continue;
        }
        if let (Some(left), Some(right)) = (customer(&one.left)?, customer(&one.right)?) {
            parted.insert((left.min(right), left.max(right)));
        }
    }
    Ok(parted)
}

/// The batch of this name, if its pairs still wait.
fn named(store: &Store, name: &str) -> Result<(String, Vec<PairBetween>), EngineError> {
    let run = store.current_run()?.map_or(RunId(0), |run| run.run);
    Batches::read(store, run)?
        .by_pattern
        .into_iter()
        .find(|(pattern, _)| name_of(pattern) == name)
        .ok_or_else(|| EngineError::NotFound {
            what: "batch",
            name: name.to_owned(),
        })
}

/// A short name for a pattern, the same in every run.
fn name_of(pattern: &str) -> String {
    blake3::hash(pattern.as_bytes()).to_hex()[..12].to_owned()
}

fn preview(store: &Store, shelf: &Shelf, between: &PairBetween) -> Result<BatchPair, EngineError> {
    let pair = matches::find(store, between.pair)?;
    let standard = store.standard_records(&[pair.left, pair.right])?;
    let of = |record: RecordId| -> Option<&StandardRecord> {
        standard.iter().find(|one| one.record == record)
    };
    let title = |record| of(record).map(|one| records::title(&one.values));
    let says = |record| of(record).map(|one| besides_name(&one.values));
    let mark = |record| {
        let load = shelf.load_of(record);
        shelf.marks.of(load.map_or(SourceId(0), |load| load.source))
    };
    Ok(BatchPair {
        pair: pair.pair,
        left: title(pair.left).unwrap_or_default(),
        right: title(pair.right).unwrap_or_default(),
        left_says: says(pair.left).unwrap_or_default(),
        right_says: says(pair.right).unwrap_or_default(),
        left_source: mark(pair.left),
        right_source: mark(pair.right),
        probability: pair.probability,
    })
}

/// What a row says besides its name that people know each other by.
fn besides_name(values: &[StandardValue]) -> Vec<String> {
    [
        Attribute::Email,
        Attribute::Phone,
        Attribute::BirthDate,
        Attribute::Organisation,
        Attribute::Street,
        Attribute::Postcode,
        Attribute::City,
    ]
    .iter()
    .filter_map(|attribute| records::first(values, attribute))
    .map(str::to_owned)
    .collect()
}
