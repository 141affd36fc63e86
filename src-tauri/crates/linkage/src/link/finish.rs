//! What is handed back of a run, and what is kept for the next.

use crate::agglomerate::Between;
use crate::frequency::Frequencies;
use crate::household::{Tie, households};
use crate::log_tables::probability;
use crate::memory::Memory;
use crate::model::{EarlierRound, MODEL_VERSION, Model};
use crate::outcome::{Apart, Linkage, ScoredPair};
use crate::person_sizes::PersonSizes;
use crate::report::Report;
use crate::settings::Stated;
use crate::standing::standings;
use crate::training::Prior;

use super::settled::Settled;
use super::summary::queue;
use super::workbench::Workbench;

/// All that a run found.
pub(super) struct Found {
    pub(super) settled: Settled,
    /// Pairs of clusters that look like one household.
    pub(super) ties: Vec<Tie>,
    pub(super) report: Report,
    pub(super) prior: Prior,
    /// What the round before learnt, and the people it found, by whom values were counted.
    pub(super) earlier_round: Option<EarlierRound>,
    pub(super) people: Option<Vec<u32>>,
    pub(super) frequencies: Frequencies,
    /// Pairs that stayed apart, where everything was compared.
    pub(super) apart: Option<Apart>,
    /// How many records people have, as the round before found them.
    pub(super) person_sizes: PersonSizes,
    /// Right pairs expected among those never judged as clusters.
    pub(super) elsewhere: f64,
    /// A hash of all that each record holds.
    pub(super) contents: Vec<u64>,
    /// Records new, changed or gone since everything was compared.
    pub(super) changed: u64,
}

/// Tells what was found.
pub(super) fn finish(bench: Workbench<'_>, found: Found) -> Linkage {
    let settled = found.settled;
    let labels = &settled.labels;
    let features = &bench.features;
    let ((households, ties, standing), frequencies) = rayon::join(
        || {
            let (households, ties) = households(labels, found.ties);
            let standing = standings(features, labels, &households);
            (households, ties, standing)
        },
        || found.frequencies.store(features),
    );
    let scored = |between: &Between| ScoredPair {
        left: between.left,
        right: between.right,
        weight: (between.log_odds / std::f64::consts::LN_2) as f32,
        probability: probability(between.log_odds) as f32,
    };
    let close = queue(settled.close, bench.settings);
    let links = settled.links.iter().map(&scored).collect();
    let review = close.iter().map(scored).collect();
    let model = Model {
        version: MODEL_VERSION,
        settings: bench.settings.clone(),
        fields: bench.records().fields().to_vec(),
        prior: found.prior,
        learnt_forms: bench.features.names.learnt_forms(),
        earlier_round: found.earlier_round,
        person_sizes: found.person_sizes,
        standings: bench.stated.standings.clone(),
        frequencies,
        comparisons: bench.comparisons,
    };
    Linkage {
        links,
        review,
        apart: found.apart,
        households,
        standing,
        model,
        report: found.report,
        clusters: settled.labels.clone(),
        memory: Memory {
            contents: found.contents,
            clusters: settled.labels,
            people: found.people.unwrap_or_default(),
            pieces: settled.pieces,
            expected: settled.expected,
            links: settled.links,
            close,
            ties,
            elsewhere: found.elsewhere,
            changed: found.changed,
            stated: Stated {
                standings: Vec::new(),
                ..bench.stated.clone()
            },
        },
    }
}
