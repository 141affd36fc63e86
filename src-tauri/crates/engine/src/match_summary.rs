//! What the last run found, how it decides, and how careful it is to be.

use rollcall_linkage::{Interval, Report, Settings, Tier};
use rollcall_model::grouped;
use rollcall_store::DecisionTable;
use serde_json::json;

use crate::run_audit::{RunReport, out_of_date};
use crate::view::{Between, BlockingView, MatchSummary, Nothing, SetTier, TierView, WeightBar};
use crate::{Engine, EngineError, course, run_linkage, stated_standing};

impl Engine {
    /// What the last run found and how it decides.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn match_summary(&self, _: Nothing) -> Result<MatchSummary, EngineError> {
        let store = self.store()?;
        let run = store.current_run()?;
        let settings: Settings = match &run {
            Some(run) => serde_json::from_str(&run.settings)?,
            None => run_linkage::settings(&store)?,
        };
        let mut summary = MatchSummary {
            tier: run_linkage::tier(&store)?.code().to_owned(),
            tiers: Tier::ALL.map(tier_view).into(),
            out_of_date: out_of_date(&store, run.as_ref())?,
            run: None,
            ran_at: None,
            records: 0,
            customers: 0,
            known_only_by_id: 0,
            linked: 0,
            waiting: 0,
            tied: 0,
            decided: 0,
            implied: 0,
            link_threshold: settings.link,
            review_threshold: settings.review,
            expected_precision: None,
            expected_recall: None,
            precision_between: None,
            recall_between: None,
            histogram: Vec::new(),
            blocking: Vec::new(),
            training: Vec::new(),
            expected_lost: None,
            standing: Vec::new(),
            standing_total: 0,
        };
        let Some(run) = run else {
            return Ok(summary);
        };
        let report = serde_json::from_str::<RunReport>(&run.report)?;
        let agreed_anew = report.agreed_anew;
        let report = report.linkage;
        let pairs = store.pair_counts(run.run)?;
        summary.run = Some(run.run.0);
        summary.ran_at = Some(run.ran_at.clone());
        summary.records = report.records;
        let counts = store.customer_counts(run.run)?;
        (summary.customers, summary.known_only_by_id) = (counts.people, counts.known_only_by_id);
        summary.linked = report.records - report.clusters;
        summary.waiting = pairs.waiting;
        summary.tied = pairs.tied;
        summary.decided = pairs.decided;
        summary.implied = pairs.implied;
        if summary.linked > 0 {
            // Of no links none is right and none is wrong.
            summary.expected_precision = Some(report.estimated_precision);
            summary.expected_recall = Some(report.estimated_recall);
            summary.precision_between = report.precision_interval.map(between);
            summary.recall_between = report.recall_interval.map(between);
        }
        summary.histogram = report
            .histogram
            .iter()
            .map(|bar| WeightBar {
                from: f64::from(bar.bits),
                pairs: bar.pairs,
                expected_matches: bar.expected_matches,
            })
            .collect();
        summary.blocking = report
            .rules
            .iter()
            .map(|rule| BlockingView {
                rule: rule.rule.clone(),
                pairs: rule.pairs,
                new_pairs: rule.new_pairs,
                lost_without: rule.expected_only_here,
                pairs_left_out: rule.pairs_left_out,
            })
            .collect();
        summary.training = training(&report);
        // What was compared is of the run; the values were agreed on anew since.
        summary
            .training
            .extend(agreed_anew.map(|agreed| format!("Since then: {}", agreed.tell())));
        summary.expected_lost = Some(report.expected_matches_lost);
        (summary.standing, summary.standing_total) = stated_standing::told(&store, run.run)?;
        Ok(summary)
    }

    /// Says how careful to be when records are linked; holds from the next run on.
    ///
    /// # Errors
    /// When the tier is not known.
    pub fn set_tier(&self, request: SetTier) -> Result<MatchSummary, EngineError> {
        let store = self.store_for_change()?;
        let tier = tier_named(&request.tier)?;
        let row = json!({ "name": run_linkage::TIER, "value": tier.code() });
        let sentence = format!(
            "Records are linked: {}",
            tier_view(tier).label.to_lowercase()
        );
        self.commit(
            &store,
            "set_tier",
            sentence,
            json!({ "tier": tier.code() }),
            |edits| {
                edits.set(
                    DecisionTable::Setting,
                    &[json!(run_linkage::TIER)],
                    row.as_object().cloned(),
                )
            },
        )?;
        self.tell_changed(&["project", "verdicts", "people", "history"]);
        self.match_summary(Nothing {})
    }
}

/// How far the links of the last run can be trusted by the model itself, each figure between its ends; nothing
/// before there is one.
pub(crate) fn estimates(summary: &MatchSummary) -> Option<String> {
    let (precision, recall) = (summary.expected_precision?, summary.expected_recall?);
    let told = |share: f64, between: Option<Between>| match between {
        Some(ends) => format!(
            "{} (between {} and {})",
            percent(share),
            percent(ends.low),
            percent(ends.high)
        ),
        None => percent(share),
    };
    Some(format!(
        "By the model itself {} of the pairs of rows taken for one person are right, and {} of all pairs of one person are found; rows that have nothing in common with anybody are not known of.",
        told(precision, summary.precision_between),
        told(recall, summary.recall_between)
    ))
}

/// A share with one decimal that never claims to be all.
pub fn percent(share: f64) -> String {
    if share > 0.9995 {
        "more than 99.9 %".to_owned()
    } else {
        format!("{:.1} %", share * 100.0)
    }
}

/// Both ends of an interval.
pub(crate) fn between(interval: Interval) -> Between {
    Between {
        low: interval.low,
        high: interval.high,
    }
}

/// The tier of that name.
pub(crate) fn tier_named(name: &str) -> Result<Tier, EngineError> {
    Tier::parse(name).ok_or_else(|| EngineError::NotFound {
        what: "tier",
        name: name.to_owned(),
    })
}

/// A tier in plain words.
pub(crate) fn tier_view(tier: Tier) -> TierView {
    let (label, sentence) = match tier {
        Tier::Strict => (
            "Strict",
            "For contracts, invoices and service mail: two people taken for one are nine times as bad as one person counted twice.",
        ),
        Tier::Balanced => (
            "Balanced",
            "For counting and analysis: both errors are equally bad.",
        ),
        Tier::Wide => (
            "Wide",
            "For advertising and for leaving people alone: one person counted twice is three times as bad as two people taken for one.",
        ),
    };
    TierView {
        tier: tier.code().to_owned(),
        label: label.to_owned(),
        sentence: sentence.to_owned(),
        link_threshold: tier.link_threshold(),
    }
}

/// What the training has to say, honestly, one sentence each.
fn training(report: &Report) -> Vec<String> {
    let training = &report.training;
    let mut told = Vec::new();
    told.push(if training.converged {
        format!(
            "Training came to rest after {} rounds over {} patterns.",
            training.iterations, training.patterns
        )
    } else {
        format!(
            "Training was stopped after {} rounds before it came to rest; weights may still move.",
            training.iterations
        )
    });
    told.push(format!(
        "Of {} possible pairs about {} are the same person and {} are people of one household.",
        grouped(training.pair_space.round() as u64),
        grouped(training.same.round() as u64),
        grouped(training.household.round() as u64)
    ));
    told.push(format!(
        "{} pairs were compared.",
        grouped(report.compared_pairs)
    ));
    told.extend(course::tell(report));
    if report.expected_matches_lost >= 0.5 {
        told.push(format!(
            "About {:.0} matching pairs may never have been compared; {} records were not compared with all of their block.",
            report.expected_matches_lost, report.records_not_fully_compared
        ));
    }
    if !training.unseen_levels.is_empty() {
        told.push(format!(
            "Never seen in the data, so assumed: {}.",
            training.unseen_levels.join("; ")
        ));
    }
    if report.contradictory_facts > 0 {
        told.push(format!(
            "{} verdicts of \"same\" could not be obeyed because other verdicts, or lists that hold each person once, forbid them.",
            report.contradictory_facts
        ));
    }
    told
}
