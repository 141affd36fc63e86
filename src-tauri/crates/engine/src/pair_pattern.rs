//! The evidence of a pair as a pattern, so that pairs that are alike can be judged together.

use rollcall_linkage::{Comparison, ComparisonKind, Explanation};

/// The pattern, one sentence a comparison. Blank where something that hardly ever changes speaks
/// against the pair, birth dates that differ, say: such a pair is looked at by itself.
pub(crate) fn pattern(comparisons: &[Comparison], explanation: &Explanation) -> Vec<String> {
    let mut told = Vec::new();
    for step in &explanation.evidence {
        if step.is_about_others() {
            continue;
        }
        let Some(comparison) = comparisons
            .iter()
            .find(|comparison| comparison.title == step.comparison)
        else {
            return Vec::new();
        };
        if comparison.kind == ComparisonKind::Source {
            continue;
        }
        let level = comparison
            .levels
            .iter()
            .find(|level| level.text == step.level);
        let Some(level) = level else {
            return Vec::new();
        };
        let is_birth = comparison.kind == ComparisonKind::BirthDate;
        let speaks_against = comparison.permanent && (!level.agrees || step.bits < 0.0);
        if speaks_against || is_birth && step.left != step.right {
            return Vec::new();
        }
        told.push(format!("{}: {}", step.comparison, step.level));
    }
    told.sort();
    told
}
