//! How far who is who can be trusted: e-mail alone beside it, and whom to look at again.

use rollcall_checks::Measure;
use rollcall_store::{Store, StoredRun};

use crate::email_alone::EmailAlone;
use crate::measured_rows::examples;
use crate::run_audit::RunReport;
use crate::view::{EmailAloneView, Figure, LargestPerson, Nothing, Trust, TrustExample, TrustLine};
use crate::{Engine, EngineError, measures};

/// So many of the people behind a line are shown beside it.
const MOST_EXAMPLES: u64 = 3;

impl Engine {
    /// How far who is who can be trusted: what matching on e-mail alone would have made of it, and whom
    /// to look at again.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn trust(&self, _: Nothing) -> Result<Trust, EngineError> {
        let store = self.store()?;
        let mut trust = Trust {
            run: None,
            people: 0,
            email_alone: None,
            lines: Vec::new(),
            largest: Vec::new(),
            all_largest: Figure::Largest {},
        };
        let Some(run) = store.current_run()? else {
            return Ok(trust);
        };
        let report: RunReport = serde_json::from_str(&run.report)?;
        trust.run = Some(run.run.0);
        trust.people = store.customer_counts(run.run)?.people;
        trust.email_alone = report.email_alone.map(email_alone);
        trust.lines = lines(&store, &run)?;
        for (customer, _) in report.largest {
            // Of one who was erased or grouped otherwise since, only what is there now is told.
            if let Some(now) = store.customer(run.run, customer)? {
                trust.largest.push(LargestPerson {
                    customer: now.customer.label(),
                    name: now.name,
                    records: now.records,
                });
            }
        }
        Ok(trust)
    }
}

/// In sentences, as the report tells it; nothing where the run does not tell it.
pub(crate) fn sentences(trust: &Trust) -> Vec<String> {
    use rollcall_model::grouped;
    let Some(alone) = &trust.email_alone else {
        return Vec::new();
    };
    let mut told = vec![format!(
        "By the e-mail address alone there would be {} people instead of {}: {} are torn apart (which makes {} too many) and {} mixed up with others (which makes {} too few).",
        grouped(alone.people_by_email),
        grouped(alone.people),
        grouped(alone.torn_apart),
        grouped(alone.too_many),
        grouped(alone.mixed_up),
        grouped(alone.too_few),
    )];
    for line in &trust.lines {
        let label = &line.measure.label;
        told.extend(line.measure.latest.map(|latest| {
            let (found, among) = (grouped(latest.found), grouped(latest.among));
            format!("{label}: {found} of {among}.")
        }));
    }
    told
}

fn lines(store: &Store, run: &StoredRun) -> Result<Vec<TrustLine>, EngineError> {
    let measured = store.measured()?;
    let views = measures::views(store, Measure::OF_TRUST, &measured)?;
    let mut lines = Vec::with_capacity(views.len());
    for (measure, view) in Measure::OF_TRUST.into_iter().zip(views) {
        let some = examples(store, run.run, measure, MOST_EXAMPLES)?;
        lines.push(TrustLine {
            measure: view,
            undated: measures::whole(&measured, measure, run.run).map_or(0, |whole| whole.unknown),
            examples: some
                .into_iter()
                .map(|one| TrustExample {
                    customer: one.customer,
                    name: one.name,
                    says: one.says,
                    beside: one.beside,
                })
                .collect(),
        });
    }
    Ok(lines)
}

fn email_alone(numbers: EmailAlone) -> EmailAloneView {
    let figure = |measure: Measure| Figure::Measured {
        measure: measure.code().to_owned(),
        source: None,
        detail: String::new(),
    };
    EmailAloneView {
        people_by_email: numbers.people_by_email,
        people: numbers.people,
        rows: numbers.records,
        without_email: numbers.without_email,
        torn_apart: numbers.torn_apart,
        too_many: numbers.too_many,
        mixed_up: numbers.mixed_up,
        too_few: numbers.too_few,
        groups: numbers.groups,
        torn_figure: figure(Measure::TornByEmail),
        mixed_figure: figure(Measure::MixedByEmail),
    }
}
