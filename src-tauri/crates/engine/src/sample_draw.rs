//! Drawing a stratified random sample of pairs, linked and apart, to tell precision and recall by.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_linkage::{Draw, Linkage};
use rollcall_store::{PairFilter, PairsAsked, Store, StoredRun};
use serde::{Deserialize, Serialize};

use crate::EngineError;
use crate::linkage_records::LinkageRecords;
use crate::run_audit::RunReport;
use crate::run_linkage::Judged;

/// So many pairs are drawn of each stratum; half of them give an interval of ± 14 points at worst.
const DRAWN: usize = 100;

/// A part of all pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SampleStratum {
    /// Within a customer.
    Linked,
    /// Between two customers that are close.
    Near,
    /// Compared, not quite unlikely by themselves, between customers that are not close.
    Far,
}

impl SampleStratum {
    pub(crate) const ALL: [Self; 3] = [Self::Linked, Self::Near, Self::Far];

    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Linked => "linked",
            Self::Near => "near",
            Self::Far => "far",
        }
    }
}

/// How many pairs there are to draw from. Rows that say the same count once; pairs that people judged
/// are left out, since they are as people said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct SampleFrame {
    linked: u64,
    near: u64,
    far: u64,
    /// Pairs apart that are too unlikely to be drawn.
    pub(crate) beyond: u64,
    /// Of these, one person all the same, as the model expects.
    pub(crate) expected_beyond: f64,
}

impl SampleFrame {
    pub(crate) fn pairs(&self, stratum: SampleStratum) -> u64 {
        match stratum {
            SampleStratum::Linked => self.linked,
            SampleStratum::Near => self.near,
            SampleStratum::Far => self.far,
        }
    }
}

/// A pair that was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DrawnPair {
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) stratum: SampleStratum,
}

/// What was drawn, and from what.
#[derive(Debug, Default)]
pub(crate) struct Sample {
    pub(crate) frame: SampleFrame,
    pub(crate) drawn: Vec<DrawnPair>,
}

/// The pairs far apart that an earlier run drew, as far as their records are there and apart still, and
/// what they were drawn from.
#[derive(Debug, Default)]
pub(crate) struct FarBefore {
    pairs: Vec<(u32, u32)>,
    frame: SampleFrame,
}

/// The pairs far apart of the run in use: a run that compares only what changed draws none.
pub(crate) fn far_of(
    store: &Store,
    run: Option<&StoredRun>,
    records: &LinkageRecords,
    linked: &Linkage,
) -> Result<FarBefore, EngineError> {
    let Some(run) = run.filter(|_| linked.apart.is_none()) else {
        return Ok(FarBefore::default());
    };
    let report = serde_json::from_str::<RunReport>(&run.report);
    let Some(frame) = report.ok().and_then(|report| report.sample) else {
        return Ok(FarBefore::default());
    };
    let most = (3 * DRAWN) as u64;
    let (listed, _) = store.pairs(run.run, &PairsAsked::of(PairFilter::Sampled), 0, most)?;
    let mut pairs = Vec::new();
    for pair in listed.into_iter().map(|listed| listed.pair) {
        if pair.stratum != SampleStratum::Far.code() {
            continue;
        }
        if let (Some(left), Some(right)) = (records.node(pair.left), records.node(pair.right)) {
            pairs.push((left.min(right), left.max(right)));
        }
    }
    Ok(FarBefore { pairs, frame })
}

/// Draws the sample of a run.
pub(crate) fn draw(
    records: &LinkageRecords,
    linked: &Linkage,
    judged: &[Judged],
    far_before: FarBefore,
) -> Sample {
    let seed = linked.model.settings.seed;
    let stated: BTreeSet<(u32, u32)> = judged
        .iter()
        .map(|one| (one.nodes.0.min(one.nodes.1), one.nodes.0.max(one.nodes.1)))
        .collect();
    let mut members: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (node, cluster) in (0_u32..).zip(&linked.clusters) {
        if (node as usize) < records.first_record.len() {
            members.entry(*cluster).or_default().push(node);
        }
    }
    let is_free = |left: u32, right: u32| !stated.contains(&(left.min(right), left.max(right)));
    let mut within = Draw::new(seed, DRAWN);
    for cluster in members.values() {
        for (at, &left) in cluster.iter().enumerate() {
            for &right in cluster.iter().skip(at + 1) {
                if is_free(left, right) {
                    within.offer(left, right, 0);
                }
            }
        }
    }
    let mut near = Draw::new(seed, DRAWN);
    let close = close_clusters(linked);
    for (one, other) in &close {
        let of = |cluster| members.get(cluster).map_or(&[][..], Vec::as_slice);
        for &left in of(one) {
            for &right in of(other) {
                if is_free(left, right) {
                    near.offer(left.min(right), left.max(right), 0);
                }
            }
        }
    }
    let (frame, far) = far_apart(linked, far_before, &close);
    let mut sample = Sample {
        frame,
        drawn: Vec::new(),
    };
    let mut add = |stratum, pairs: Vec<(u32, u32)>| {
        sample
            .drawn
            .extend(pairs.into_iter().map(|(left, right)| DrawnPair {
                left,
                right,
                stratum,
            }));
    };
    let ends = |drawn: Vec<rollcall_linkage::Drawn>| -> Vec<(u32, u32)> {
        drawn
            .into_iter()
            .map(|(left, right, _)| (left, right))
            .collect()
    };
    let ((linked_pairs, within), (near_pairs, near)) = (within.finish(), near.finish());
    add(SampleStratum::Linked, ends(within));
    add(SampleStratum::Near, ends(near));
    let far = far
        .into_iter()
        .filter(|(left, right)| is_free(*left, *right));
    add(SampleStratum::Far, far.take(DRAWN).collect());
    sample.frame.linked = linked_pairs;
    sample.frame.near = near_pairs;
    sample
}

/// The two clusters of each pair that is worth a look.
fn close_clusters(linked: &Linkage) -> BTreeSet<(u32, u32)> {
    let cluster = |node: u32| linked.clusters.get(node as usize).copied().unwrap_or(node);
    linked
        .review
        .iter()
        .map(|pair| (cluster(pair.left), cluster(pair.right)))
        .filter(|(one, other)| one != other)
        .map(|(one, other)| (one.min(other), one.max(other)))
        .collect()
}

/// The pairs far apart, and how many they were drawn from.
fn far_apart(
    linked: &Linkage,
    before: FarBefore,
    close: &BTreeSet<(u32, u32)>,
) -> (SampleFrame, Vec<(u32, u32)>) {
    if let Some(apart) = &linked.apart {
        let frame = SampleFrame {
            far: apart.pairs,
            beyond: apart.beyond,
            expected_beyond: apart.expected_beyond,
            ..SampleFrame::default()
        };
        let drawn = apart.drawn.iter().map(|pair| (pair.left, pair.right));
        return (frame, drawn.collect());
    }
    let cluster = |node: u32| linked.clusters.get(node as usize).copied().unwrap_or(node);
    let is_far = |left: u32, right: u32| {
        let (one, other) = (cluster(left), cluster(right));
        one != other && !close.contains(&(one.min(other), one.max(other)))
    };
    let FarBefore { mut pairs, frame } = before;
    pairs.retain(|(left, right)| is_far(*left, *right));
    (frame, pairs)
}
