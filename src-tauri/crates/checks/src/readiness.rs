//! The readiness score: 0 to 100, and every point that is missing is a finding's.
//!
//! A hundred points are dealt out to what could be measured, by weight. What is not known is left
//! out: it is worth nothing and costs nothing, and is told as not known. A part loses the share of
//! its points that its measure finds wrong, and its findings carry that loss between them. Points
//! are whole, and always the score and all losses are a hundred; a loss of less than a point still
//! keeps the score below it.

use crate::Ratio;

/// Something the score looks at.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// How much it matters beside the others.
    pub weight: u32,
    /// What is wrong, of how many; nothing where that is not known.
    pub measured: Option<Ratio>,
    /// What is wrong in it, finding by finding. Where it is empty, the part is one finding.
    pub findings: Vec<Weighed>,
}

/// One finding of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weighed {
    /// Its part in what is wrong, beside the other findings.
    pub found: u64,
    /// People it touches.
    pub people: u64,
}

/// The score and where each point went.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// 0 to 100; nothing where nothing could be measured.
    pub score: Option<u32>,
    /// One entry a part, in their order.
    pub parts: Vec<ScoredPart>,
}

/// What a part is worth and what it loses.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoredPart {
    /// Points it is worth; 0 where it is not known.
    pub worth: u32,
    /// Points it loses.
    pub lost: u32,
    /// One entry a finding, in their order.
    pub findings: Vec<ScoredFinding>,
}

/// What a finding costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoredFinding {
    /// Whole points it costs.
    pub lost: u32,
    /// Points it costs, before they were made whole.
    pub exact: f64,
    /// How much it matters: points times people.
    pub rank: f64,
}

/// Deals out the points.
pub fn score(parts: &[Part]) -> Score {
    let known: Vec<f64> = parts
        .iter()
        .map(|part| match part.measured.and_then(Ratio::share) {
            Some(_) => f64::from(part.weight),
            None => 0.0,
        })
        .collect();
    let weights: f64 = known.iter().sum();
    if weights <= 0.0 {
        return Score {
            score: None,
            parts: parts.iter().map(|part| scored(part, 0, 0.0, 0)).collect(),
        };
    }
    let shares: Vec<f64> = known
        .iter()
        .map(|weight| weight / weights * 100.0)
        .collect();
    let worth = whole(&shares, 100);
    let exact: Vec<f64> = parts
        .iter()
        .zip(&worth)
        .map(|(part, worth)| {
            let share = part.measured.and_then(Ratio::share).unwrap_or(0.0);
            f64::from(*worth) * share
        })
        .collect();
    let total: f64 = exact.iter().sum();
    // A hundred only where nothing is wrong; a millionth of a millionth forgives the arithmetic.
    let total = (total - 1e-12).ceil().clamp(0.0, 100.0) as u32;
    let lost = whole(&exact, total);
    Score {
        score: Some(100 - total),
        parts: parts
            .iter()
            .enumerate()
            .map(|(index, part)| scored(part, worth[index], exact[index], lost[index]))
            .collect(),
    }
}

fn scored(part: &Part, worth: u32, exact: f64, lost: u32) -> ScoredPart {
    let all: u64 = part.findings.iter().map(|finding| finding.found).sum();
    let exact: Vec<f64> = part
        .findings
        .iter()
        .map(|finding| {
            if all == 0 {
                0.0
            } else {
                exact * finding.found as f64 / all as f64
            }
        })
        .collect();
    let points = whole(&exact, lost);
    ScoredPart {
        worth,
        lost,
        findings: part
            .findings
            .iter()
            .zip(exact)
            .zip(points)
            .map(|((finding, exact), lost)| ScoredFinding {
                lost,
                exact,
                rank: exact * finding.people as f64,
            })
            .collect(),
    }
}

/// Whole numbers that together make `total`, each as near its share as can be: the whole part of
/// each, and one more for those with the largest rest.
fn whole(shares: &[f64], total: u32) -> Vec<u32> {
    let mut whole: Vec<u32> = shares.iter().map(|share| share.floor() as u32).collect();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|one, other| {
        shares[*other]
            .fract()
            .total_cmp(&shares[*one].fract())
            .then(one.cmp(other))
    });
    let given: u32 = whole.iter().sum();
    let open = total.saturating_sub(given) as usize;
    for index in order
        .into_iter()
        .filter(|index| shares[*index] > 0.0)
        .take(open)
    {
        whole[index] += 1;
    }
    whole
}
