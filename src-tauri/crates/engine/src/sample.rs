//! Precision and recall as a person's answers to a random sample tell them.

use rollcall_checks::{Estimate, Stratum, sampled_precision, sampled_recall};
use rollcall_model::grouped;
use rollcall_store::{PairFilter, PairsAsked, Store, StoredRun};

use crate::run_audit::RunReport;
use crate::sample_draw::{SampleFrame, SampleStratum};
use crate::view::{EstimateView, Nothing, SampleBefore, SampleView, StratumView};
use crate::{Engine, EngineError};

/// The most pairs a sample has.
const MOST: u64 = 1_000;

/// What was measured on an earlier run, as a run keeps it.
pub(crate) type MeasuredBefore = SampleBefore;

/// What was answered of the sample of a run.
struct Answers {
    strata: Vec<StratumView>,
    precision: Option<Estimate>,
    recall: Option<Estimate>,
}

impl Engine {
    /// Precision and recall, as far as the sample of the run in use was judged.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn sample(&self, _: Nothing) -> Result<SampleView, EngineError> {
        let store = self.store()?;
        let run = store.current_run()?;
        let report = run
            .as_ref()
            .map(|run| serde_json::from_str::<RunReport>(&run.report))
            .transpose()?;
        let before = report.as_ref().and_then(|one| one.measured_before.clone());
        let frame = report.and_then(|report| report.sample);
        let (Some(run), Some(frame)) = (run, frame) else {
            return Ok(SampleView {
                strata: Vec::new(),
                precision: None,
                recall: None,
                told: vec![
                    "No sample was drawn yet. Work out who is who; the next audit draws one."
                        .to_owned(),
                ],
                before,
            });
        };
        let answers = answers(&store, &run, &frame)?;
        Ok(SampleView {
            told: tell(&answers, &frame),
            precision: answers.precision.map(estimate),
            recall: answers.recall.map(estimate),
            strata: answers.strata,
            before,
        })
    }
}

/// What the answers to the sample of a run came to, for the runs after it; what was known before where
/// nobody answered.
pub(crate) fn measured_before(
    store: &Store,
    run: Option<&StoredRun>,
) -> Result<Option<MeasuredBefore>, EngineError> {
    let Some(run) = run else {
        return Ok(None);
    };
    let Ok(report) = serde_json::from_str::<RunReport>(&run.report) else {
        return Ok(None);
    };
    let Some(frame) = report.sample else {
        return Ok(report.measured_before);
    };
    let answers = answers(store, run, &frame)?;
    if answers.precision.is_none() && answers.recall.is_none() {
        return Ok(report.measured_before);
    }
    Ok(Some(MeasuredBefore {
        ran_at: run.ran_at.clone(),
        judged: answers.strata.iter().map(|stratum| stratum.judged).sum(),
        precision: answers.precision.map(estimate),
        recall: answers.recall.map(estimate),
    }))
}

fn answers(store: &Store, run: &StoredRun, frame: &SampleFrame) -> Result<Answers, EngineError> {
    let (pairs, _) = store.pairs(run.run, &PairsAsked::of(PairFilter::Sampled), 0, MOST)?;
    let strata: Vec<StratumView> = SampleStratum::ALL
        .into_iter()
        .map(|stratum| {
            let own = || {
                pairs
                    .iter()
                    .filter(|pair| pair.pair.stratum == stratum.code())
            };
            // Pairs are judged elsewhere too, those first on which most hangs. Only what was answered in
            // the order of the draw, without a gap, is a random part of the stratum.
            let said = |verdict: &str| {
                own()
                    .map_while(|pair| pair.verdict.as_deref())
                    .filter(|said| *said == verdict)
                    .count() as u64
            };
            let (same, different, unsure) = (said("same"), said("different"), said("unsure"));
            let answered = own().filter(|pair| pair.verdict.is_some()).count() as u64;
            StratumView {
                stratum: stratum.code().to_owned(),
                label: label(stratum).to_owned(),
                pairs: frame.pairs(stratum),
                drawn: own().count() as u64,
                judged: same + different,
                same,
                unsure,
                ahead: answered - same - different - unsure,
            }
        })
        .collect();
    let told: Vec<Stratum> = strata
        .iter()
        .map(|stratum| Stratum {
            is_linked: stratum.stratum == SampleStratum::Linked.code(),
            pairs: stratum.pairs,
            judged: stratum.judged,
            same: stratum.same,
        })
        .collect();
    Ok(Answers {
        precision: sampled_precision(&told),
        recall: sampled_recall(&told),
        strata,
    })
}

fn estimate(estimate: Estimate) -> EstimateView {
    EstimateView {
        share: estimate.share,
        low: estimate.interval.low,
        high: estimate.interval.high,
    }
}

fn label(stratum: SampleStratum) -> &'static str {
    match stratum {
        SampleStratum::Linked => "linked: within one customer",
        SampleStratum::Near => "apart, but close: between two customers that are worth a look",
        SampleStratum::Far => "apart: compared, and not close",
    }
}

fn tell(answers: &Answers, frame: &SampleFrame) -> Vec<String> {
    let mut told = Vec::new();
    let linked = answers.strata.iter().find(|one| one.stratum == "linked");
    told.push(match (answers.precision, linked) {
        (Some(precision), Some(linked)) => format!(
            "Precision {}: {} of {} linked pairs judged are one person; there are {}.",
            between(&precision),
            grouped(linked.same),
            grouped(linked.judged),
            grouped(linked.pairs)
        ),
        _ => "Precision is not measured: no linked pair of the sample was judged.".to_owned(),
    });
    told.push(match answers.recall {
        Some(recall) => {
            let parts: Vec<String> = answers
                .strata
                .iter()
                .filter(|one| one.stratum != "linked" && one.pairs > 0)
                .map(|one| {
                    format!(
                        "{} of {} judged among {}",
                        grouped(one.same),
                        grouped(one.judged),
                        grouped(one.pairs)
                    )
                })
                .collect();
            format!(
                "Recall {}, of the pairs that were compared: of those apart, one person are {}.",
                between(&recall),
                parts.join(", and ")
            )
        }
        None => {
            "Recall is not measured: it needs answers from every part of the sample.".to_owned()
        }
    });
    let ahead: u64 = answers.strata.iter().map(|one| one.ahead).sum();
    if ahead > 0 {
        told.push(format!(
            "{} pairs of the sample were judged in the queue, where those come first on which most hangs; they count once the pairs drawn before them are judged.",
            grouped(ahead)
        ));
    }
    if frame.beyond > 0 {
        told.push(format!(
            "{} pairs apart are too unlikely for a sample; the model expects {} of them to be one person. Pairs that were never compared are not counted.",
            grouped(frame.beyond),
            grouped(frame.expected_beyond.round() as u64)
        ));
    }
    told
}

/// A share with its bounds: "97.5 % (92.9 to 99.2 %)".
fn between(estimate: &Estimate) -> String {
    format!(
        "{:.1} % ({:.1} to {:.1} % at 95 %)",
        estimate.share * 100.0,
        estimate.interval.low * 100.0,
        estimate.interval.high * 100.0
    )
}
