//! The queue of pairs to settle: narrowed, in an order, page by page.

use rollcall_model::{RecordId, SourceId};
use rollcall_store::{ListedPair, PairFilter, PairOrder, PairsAsked, Store};

use crate::following::Following;
use crate::table_rows::Shelf;
use crate::view::{ListPairs, Nothing, PairChoices, PairPage, PairRow, SourcePair};
use crate::{Engine, EngineError, pace, problems, records};

impl Engine {
    /// Pairs to settle, those that matter most first unless another order is asked for.
    ///
    /// # Errors
    /// When no project is open, or the filter or the order is not known.
    pub fn list_pairs(&self, request: ListPairs) -> Result<PairPage, EngineError> {
        let store = self.store()?;
        let asked = asked(&request)?;
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
        let (pairs, total) = store.pairs(run.run, &asked, request.offset, limit)?;
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

    /// What the queue can be narrowed by: the sources of its pairs and what speaks against them.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn pair_choices(&self, _: Nothing) -> Result<PairChoices, EngineError> {
        let store = self.store()?;
        let Some(run) = store.current_run()? else {
            return Ok(PairChoices {
                sources: Vec::new(),
                doubts: Vec::new(),
            });
        };
        let kinds = store.pair_kinds(run.run)?;
        let shelf = Shelf::read(&store)?;
        let mut sources: Vec<SourcePair> = kinds
            .sources
            .into_iter()
            .map(|(one, other)| {
                let mut both = [shelf.marks.of(one), shelf.marks.of(other)];
                both.sort_by_key(|mark| mark.name.to_lowercase());
                let [one, other] = both;
                SourcePair { one, other }
            })
            .collect();
        sources.sort_by_key(|pair| (pair.one.name.to_lowercase(), pair.other.name.to_lowercase()));
        Ok(PairChoices {
            sources,
            doubts: kinds.doubts,
        })
    }
}

/// What is asked for, as the store knows it.
fn asked(request: &ListPairs) -> Result<PairsAsked, EngineError> {
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
    let order = match request.order.as_deref() {
        None | Some("" | "matters") => PairOrder::Matters,
        Some("weight") => PairOrder::Weight,
        Some("source") => PairOrder::Source,
        Some(other) => {
            return Err(EngineError::unknown(
                "order",
                other,
                &["matters", "weight", "source"],
            ));
        }
    };
    let source = request.source.or(request.other_source);
    let other = request.other_source.filter(|_| request.source.is_some());
    let doubt = request.doubt.as_deref().filter(|doubt| !doubt.is_empty());
    Ok(PairsAsked {
        filter,
        source: source.map(SourceId),
        other_source: other.map(SourceId),
        doubt: doubt.map(str::to_owned),
        order,
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
        let load = shelf.load_of(record);
        shelf.marks.of(load.map_or(SourceId(0), |load| load.source))
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
