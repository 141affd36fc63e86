//! Evidence, as it is kept and as it is shown.

use rollcall_linkage::Explanation;
use serde::{Deserialize, Serialize};

use crate::view::{EvidenceView, ExplanationView};

/// The evidence of a pair, as it is kept with the pair.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct StoredExplanation {
    sentence: String,
    prior: f64,
    evidence: Vec<StoredEvidence>,
    weight: f64,
    probability: f64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct StoredEvidence {
    comparison: String,
    level: String,
    left: String,
    right: String,
    bits: f64,
    note: Option<String>,
}

impl StoredExplanation {
    /// The same, told from the other side.
    pub(crate) fn turned(mut self) -> Self {
        for step in &mut self.evidence {
            std::mem::swap(&mut step.left, &mut step.right);
        }
        self
    }
}

/// Ready to be kept.
pub(crate) fn stored(explanation: &Explanation) -> StoredExplanation {
    StoredExplanation {
        sentence: explanation.sentence.clone(),
        prior: rounded(explanation.prior_bits),
        evidence: explanation
            .evidence
            .iter()
            .map(|step| StoredEvidence {
                comparison: step.comparison.clone(),
                level: step.level.clone(),
                left: step.left.clone(),
                right: step.right.clone(),
                bits: rounded(step.bits),
                note: step.note.clone(),
            })
            .collect(),
        weight: rounded(explanation.weight),
        probability: explanation.probability,
    }
}

/// Ready to be shown.
pub(crate) fn show(stored: StoredExplanation, is_stated: bool) -> ExplanationView {
    ExplanationView {
        sentence: stored.sentence,
        prior: stored.prior,
        evidence: stored
            .evidence
            .into_iter()
            .map(|step| EvidenceView {
                comparison: step.comparison,
                level: step.level,
                left: step.left,
                right: step.right,
                bits: step.bits,
                note: step.note,
            })
            .collect(),
        weight: stored.weight,
        probability: stored.probability,
        stated: is_stated,
    }
}

/// Two decimals are more than anybody reads; they keep the files the same on every machine.
fn rounded(bits: f64) -> f64 {
    (bits * 100.0).round() / 100.0
}
