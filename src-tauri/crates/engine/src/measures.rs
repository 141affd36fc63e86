//! The measures over all runs: how they moved, what is beyond its limit, when to audit again.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rollcall_checks::{Measure, Ratio};
use rollcall_model::{Attribute, Duty, RunId, grouped};
use rollcall_store::{DecisionTable, Store, StoredMeasured};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::inventory::Marks;
use crate::measure_people::MeasureTally;
use crate::records::day_of;
use crate::view::{
    Figure, MeasurePart, MeasurePoint, MeasureView, Measures, NextAudit, Nothing, RunMoment,
    SetAuditPlan,
};
use crate::{Engine, EngineError};

/// Under this name the project keeps when to audit again and what is too much.
pub(crate) const PLAN: &str = "audit_plan";

/// When to audit again and what is too much.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Plan {
    #[serde(default)]
    every_days: Option<u32>,
    /// By code of the measure, the share it must not be beyond.
    #[serde(default)]
    limits: BTreeMap<String, f64>,
}

impl Engine {
    /// The measures over all runs, their limits, and when the next audit is due.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn measures(&self, _: Nothing) -> Result<Measures, EngineError> {
        let store = self.store()?;
        let runs = store.run_times()?;
        let measured = store.measured()?;
        Ok(Measures {
            measures: views(&store, Measure::ALL, &measured)?,
            next_audit: audit_due(&store, self.today())?,
            breaches: breaches(&store)?
                .into_iter()
                .map(|(_, told)| told)
                .collect(),
            runs: runs
                .into_iter()
                .map(|(run, ran_at)| RunMoment { run: run.0, ran_at })
                .collect(),
        })
    }

    /// Says when to audit again and what is too much; holds from now on.
    ///
    /// # Errors
    /// When a measure is not known or a limit is no share.
    pub fn set_audit_plan(&self, request: SetAuditPlan) -> Result<Measures, EngineError> {
        let store = self.store_for_change()?;
        let mut new = plan(&store)?;
        let mut told = Vec::new();
        if let Some(days) = request.every_days {
            new.every_days = Some(days).filter(|days| *days > 0);
            told.push(match new.every_days {
                Some(days) => format!("audit every {days} days"),
                None => "no date for the next audit".into(),
            });
        }
        for one in &request.limits {
            let measure = Measure::parse(&one.measure).ok_or_else(|| EngineError::NotFound {
                what: "measure",
                name: one.measure.clone(),
            })?;
            match one.limit {
                Some(limit) if !(0.0..=1.0).contains(&limit) => {
                    return Err(EngineError::invalid(
                        "A limit is a share between 0 and 1, such as 0.05 for 5 %.",
                    ));
                }
                Some(limit) => {
                    new.limits.insert(measure.code().to_owned(), limit);
                    told.push(format!("{} at most {}", measure.label(), percent(limit)));
                }
                None => {
                    new.limits.remove(measure.code());
                    told.push(format!("{} without a limit", measure.label()));
                }
            }
        }
        if told.is_empty() {
            return Err(EngineError::invalid("Say how often to audit, or a limit."));
        }
        let row = json!({ "name": PLAN, "value": serde_json::to_string(&new)? });
        self.commit(
            &store,
            "set_audit_plan",
            format!("Agreed: {}", told.join("; ")),
            json!({ "every_days": new.every_days, "limits": new.limits }),
            |edits| {
                edits.set(
                    DecisionTable::Setting,
                    &[json!(PLAN)],
                    row.as_object().cloned(),
                )
            },
        )?;
        self.tell_changed(&["project", "governance", "history"]);
        self.measures(Nothing {})
    }
}

/// What is measured on the project as a whole at a run.
pub(crate) fn add_those_of_the_project(
    store: &Store,
    tally: &mut MeasureTally,
    people: u64,
    pairs: u64,
) -> Result<(), EngineError> {
    let (unusable, filled) = store
        .coverage()?
        .iter()
        .filter(|one| Attribute::parse(&one.attribute).is_some_and(|one| is_contact_detail(&one)))
        .fold((0, 0), |(unusable, all), one| {
            let [_, filled, _, invalid, placeholder, ..] = one.counts;
            (unusable + invalid + placeholder, all + filled)
        });
    tally.add(Measure::UnusableValues, unusable, filled);
    tally.add(Measure::UnsettledPairs, pairs, people);
    let ownerless = ownerless_sources(store)?;
    tally.add(Measure::OwnerlessSources, ownerless.found, ownerless.among);
    Ok(())
}

/// Sources nobody answers for, as of now.
pub(crate) fn ownerless_sources(store: &Store) -> Result<Ratio, EngineError> {
    let owned = store
        .duties()?
        .iter()
        .filter(|duty| duty.duty == Duty::Owner.code() && duty.subject.starts_with("source:"))
        .count() as u64;
    let among = store.sources()?.len() as u64;
    Ok(Ratio {
        found: among.saturating_sub(owned),
        among,
    })
}

/// What people are reached and told apart by.
pub(crate) fn is_contact_detail(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::Email | Attribute::Phone | Attribute::Postcode | Attribute::BirthDate
    )
}

/// Measures that are beyond their limit at the last run, with a sentence each.
pub(crate) fn breaches(store: &Store) -> Result<Vec<(Measure, String)>, EngineError> {
    let plan = plan(store)?;
    let Some(run) = store.current_run()?.filter(|_| !plan.limits.is_empty()) else {
        return Ok(Vec::new());
    };
    let measured = store.measured()?;
    // People are named at any time and need no run for it.
    let ownerless = ownerless_sources(store)?;
    Ok(Measure::ALL
        .into_iter()
        .filter_map(|measure| {
            let limit = *plan.limits.get(measure.code())?;
            let ratio = if measure == Measure::OwnerlessSources {
                ownerless
            } else {
                let all = whole(&measured, measure, run.run)?;
                Ratio {
                    found: all.found,
                    among: all.among,
                }
            };
            let share = ratio.share().filter(|_| ratio.is_beyond(limit))?;
            Some((
                measure,
                format!(
                    "{}: {} of {} ({}), more than the {} agreed.",
                    measure.label(),
                    grouped(ratio.found),
                    grouped(ratio.among),
                    percent(share),
                    percent(limit)
                ),
            ))
        })
        .collect())
}

/// The breaches at the end of a sentence on a run; blank where there are none.
pub(crate) fn tell_breaches(store: &Store) -> Result<String, EngineError> {
    let told: Vec<String> = breaches(store)?
        .into_iter()
        .map(|(_, told)| format!(" Beyond its limit: {told}"))
        .collect();
    Ok(told.concat())
}

/// When the next audit is due by what was agreed, counted from the newest load: working out anew
/// who is who, such as after an erasure, is no audit of newer data.
pub(crate) fn audit_due(store: &Store, today: NaiveDate) -> Result<NextAudit, EngineError> {
    let loads = store.current_loads()?;
    let newest = loads.iter().max_by_key(|load| load.load);
    let last = newest.and_then(|load| day_of(&load.loaded_at));
    Ok(next_audit(&plan(store)?, last, today))
}

/// What a run measured by source and detail, the largest first.
pub(crate) fn parts(
    store: &Store,
    measure: Measure,
    measured: &[StoredMeasured],
) -> Result<Vec<MeasurePart>, EngineError> {
    let marks = Marks::read(store)?;
    let mut parts: Vec<MeasurePart> = measured
        .iter()
        .filter_map(|one| {
            let source = one.source?;
            Some(MeasurePart {
                source: marks.of(source),
                detail: one.detail.clone(),
                found: one.found,
                among: one.among,
                unknown: one.unknown,
                figure: Figure::Measured {
                    measure: measure.code().to_owned(),
                    source: Some(source.0),
                    detail: one.detail.clone(),
                },
            })
        })
        .collect();
    parts.sort_by(|one, other| {
        other
            .found
            .cmp(&one.found)
            .then(one.source.name.cmp(&other.source.name))
            .then(one.detail.cmp(&other.detail))
    });
    Ok(parts)
}

/// The measures asked for, over all runs.
pub(crate) fn views(
    store: &Store,
    measures: impl IntoIterator<Item = Measure>,
    measured: &[StoredMeasured],
) -> Result<Vec<MeasureView>, EngineError> {
    let plan = plan(store)?;
    let last = store.current_run()?.map(|run| run.run);
    measures
        .into_iter()
        .map(|measure| show(store, measure, measured, last, &plan))
        .collect()
}

fn show(
    store: &Store,
    measure: Measure,
    measured: &[StoredMeasured],
    last: Option<RunId>,
    plan: &Plan,
) -> Result<MeasureView, EngineError> {
    let mine: Vec<StoredMeasured> = measured
        .iter()
        .filter(|one| one.measure == measure.code())
        .cloned()
        .collect();
    let history: Vec<MeasurePoint> = mine
        .iter()
        .filter(|one| one.source.is_none() && one.detail.is_empty() && one.among > 0)
        .map(|one| MeasurePoint {
            run: one.run.0,
            found: one.found,
            among: one.among,
            people: one.people,
        })
        .collect();
    let latest = history.last().filter(|one| Some(RunId(one.run)) == last);
    let before = latest.and_then(|_| history.iter().rev().nth(1));
    let share = |point: &MeasurePoint| {
        let (found, among) = (point.found, point.among);
        Ratio { found, among }.share()
    };
    let limit = plan.limits.get(measure.code()).copied();
    let of_last: Vec<StoredMeasured> = mine
        .into_iter()
        .filter(|one| Some(one.run) == last)
        .collect();
    Ok(MeasureView {
        measure: measure.code().to_owned(),
        label: measure.label().to_owned(),
        definition: measure.definition().to_owned(),
        unknown: match latest {
            Some(_) => String::new(),
            None => measure.unknown().to_owned(),
        },
        change: latest
            .zip(before)
            .and_then(|(now, before)| Some(share(now)? - share(before)?)),
        change_found: latest.zip(before).map(|(now, before)| {
            i64::try_from(now.found).unwrap_or(i64::MAX)
                - i64::try_from(before.found).unwrap_or(i64::MAX)
        }),
        beyond: latest.zip(limit).is_some_and(|(now, limit)| {
            let (found, among) = (now.found, now.among);
            Ratio { found, among }.is_beyond(limit)
        }),
        figure: latest
            .filter(|now| now.found > 0)
            .and_then(|_| rows_behind(measure)),
        latest: latest.copied(),
        limit,
        parts: parts(store, measure, &of_last)?,
        history,
    })
}

/// The rows behind a measure, where they are kept.
pub(crate) fn rows_behind(measure: Measure) -> Option<Figure> {
    if measure == Measure::OneSourceOnly {
        return Some(Figure::OneSourceOnly {});
    }
    let has_rows = matches!(
        measure,
        Measure::ChangedDetails
            | Measure::DeadAddresses
            | Measure::NewDuplicates
            | Measure::StaleDetails
            | Measure::RepeatedRecords
            | Measure::UnreachablePeople
            | Measure::TornByEmail
            | Measure::MixedByEmail
            | Measure::SeveralAddresses
            | Measure::SeenBeforeKnown
            | Measure::TwoAccounts
            | Measure::WeaklyHeld
            | Measure::TwoBirthDates
            | Measure::TwoFamilyNames
    );
    has_rows.then(|| Figure::Measured {
        measure: measure.code().to_owned(),
        source: None,
        detail: String::new(),
    })
}

/// One measure of one run over all sources.
pub(crate) fn whole(
    measured: &[StoredMeasured],
    measure: Measure,
    run: RunId,
) -> Option<&StoredMeasured> {
    measured.iter().find(|one| {
        one.run == run
            && one.measure == measure.code()
            && one.source.is_none()
            && one.detail.is_empty()
    })
}

/// Whether a text says when to audit and what is too much.
pub(crate) fn is_plan(text: &str) -> bool {
    serde_json::from_str::<Plan>(text).is_ok()
}

fn plan(store: &Store) -> Result<Plan, EngineError> {
    Ok(match store.setting(PLAN)? {
        Some(kept) => serde_json::from_str(&kept)?,
        None => Plan::default(),
    })
}

fn next_audit(plan: &Plan, last: Option<NaiveDate>, today: NaiveDate) -> NextAudit {
    let due = plan
        .every_days
        .zip(last)
        .and_then(|(days, last)| last.checked_add_days(chrono::Days::new(u64::from(days))));
    NextAudit {
        every_days: plan.every_days,
        last: last.map(|day| day.to_string()),
        due: due.map(|day| day.to_string()),
        overdue: due.is_some_and(|due| due < today),
    }
}

/// A share as people read it: whole percents, with a decimal below ten.
fn percent(share: f64) -> String {
    let percents = share * 100.0;
    if percents >= 10.0 || percents.fract() == 0.0 {
        format!("{percents:.0} %")
    } else {
        format!("{percents:.1} %")
    }
}
