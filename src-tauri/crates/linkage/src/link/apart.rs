//! Pairs that stayed apart and that nobody has to look at, for a sample of what was missed.

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use crate::draw::Draw;
use crate::log_tables::probability;
use crate::outcome::{Apart, ScoredPair};
use crate::pairs::Pairs;
use crate::settings::Settings;

use super::summary::Shares;
use super::whole::Outcome;

/// Pairs below this match weight, in bits, are too unlikely and too many for a sample to say anything of.
const LEAST_WEIGHT: f64 = -10.0;
/// So many are drawn.
const DRAWN: usize = 150;

/// Draws from the compared pairs of two clusters that were not close.
pub(super) fn apart(
    outcome: &Outcome,
    pairs: &Pairs,
    shares: &[Shares],
    settings: &Settings,
) -> Apart {
    let labels = &outcome.settled.labels;
    let between = |left: u32, right: u32| {
        let label = |record: u32| labels.get(record as usize).copied().unwrap_or(record);
        let (one, other) = (label(left), label(right));
        (one.min(other), one.max(other))
    };
    let close: HashSet<(u32, u32), FixedState> = outcome
        .settled
        .close
        .iter()
        .map(|close| between(close.left, close.right))
        .collect();
    let mut apart = Apart::default();
    let mut draw = Draw::new(settings.seed, DRAWN);
    for pair in outcome.candidates.compared(pairs) {
        let Some(share) = shares.get(pair.pattern as usize) else {
            continue;
        };
        let clusters = between(pair.left, pair.right);
        if clusters.0 == clusters.1 || close.contains(&clusters) {
            continue;
        }
        if share.weight < LEAST_WEIGHT {
            apart.beyond += 1;
            apart.expected_beyond += share.same;
            continue;
        }
        let (left, right) = (pair.left.min(pair.right), pair.left.max(pair.right));
        draw.offer(left, right, pair.pattern);
    }
    let (offered, drawn) = draw.finish();
    apart.pairs = offered;
    apart.drawn = drawn
        .into_iter()
        .map(|(left, right, pattern)| {
            let weight = shares
                .get(pattern as usize)
                .map_or(LEAST_WEIGHT, |share| share.weight);
            ScoredPair {
                left,
                right,
                weight: weight as f32,
                probability: probability(weight * std::f64::consts::LN_2) as f32,
            }
        })
        .collect();
    apart
}
