//! What each column of a load holds, counted in the pass that standardises it.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use rayon::prelude::*;
use rollcall_checks::{About, ColumnFinding, ColumnTally, Words, compare_columns};
use rollcall_model::{
    Mapping, Place, Problem, ProblemCode, RecordId, Severity, StandardValue, ValueState,
};
use rollcall_standardise::TableContext;
use rollcall_standardise::date::{DateReading, moment};
use rollcall_standardise::placeholder::{is_filler, is_filler_number};
use rollcall_store::{RawRecord, StandardRecord, Store, StoredLoad, StoredMapping};

use crate::run_audit::AuditSettings;
use crate::standardise_load::table_context;
use crate::{EngineError, Watch, problems};

/// Rows worked on at once.
const CHUNK: usize = 8_192;

/// How words are understood while columns are counted.
pub(crate) const WORDS: Words = Words {
    day: |text, today| {
        let read = moment(text, DateReading::new(None, None, today), false);
        read.value.get(..10)?.parse().ok()
    },
    is_filler,
    is_filler_number,
};

/// Counts the columns of one load, all of them side by side.
pub(crate) struct Profiler {
    columns: Vec<ColumnTally>,
    /// Usable values by column; nothing where the column is not used.
    valid: Vec<Option<u64>>,
}

/// What the columns hold, as it is kept, and what of it belongs among the findings.
pub(crate) struct Profiled {
    pub(crate) profiles: Vec<String>,
    findings: Vec<(String, bool, ColumnFinding)>,
}

impl Profiler {
    pub(crate) fn new(load: &StoredLoad, mapping: &Mapping, context: &TableContext) -> Self {
        let target = |column: usize| {
            mapping
                .columns
                .iter()
                .find(|one| one.column == column)
                .and_then(|one| one.target.as_ref())
        };
        let width = load.header.len();
        let columns = load.header.iter().enumerate().map(|(column, header)| {
            let about = About {
                column,
                header: header.clone(),
                attribute: target(column).map(|target| target.attribute.clone()),
                order: context.date_orders.get(&column).copied(),
                mark: context.decimal_mark,
                today: context.today,
                words: WORDS,
            };
            ColumnTally::new(about, width)
        });
        Self {
            columns: columns.collect(),
            valid: (0..width).map(|column| target(column).map(|_| 0)).collect(),
        }
    }

    /// Takes rows into account, but those left out.
    pub(crate) fn add(&mut self, rows: &[RawRecord], left_out: &BTreeSet<RecordId>) {
        self.columns
            .par_iter_mut()
            .enumerate()
            .for_each(|(column, tally)| {
                for raw in rows {
                    if left_out.is_empty() || !left_out.contains(&raw.record) {
                        let text = raw.cells.get(column).map_or("", |cell| cell.text.as_str());
                        tally.add(raw.record, text);
                    }
                }
            });
    }

    /// Takes into account what was made of a row.
    pub(crate) fn add_values(&mut self, values: &[StandardValue]) {
        // Several values of one cell come one after another.
        let mut before = None;
        for value in values {
            let Some(column) = value.column else { continue };
            if value.state == ValueState::Valid
                && before != Some(column)
                && let Some(Some(valid)) = self.valid.get_mut(column)
            {
                *valid += 1;
                before = Some(column);
            }
        }
    }

    pub(crate) fn finish(self) -> Result<Profiled, EngineError> {
        let finished: Vec<_> = self
            .columns
            .into_par_iter()
            .map(ColumnTally::finish)
            .collect();
        let mut profiles = Vec::with_capacity(finished.len());
        let mut findings = Vec::new();
        for ((mut profile, found), valid) in finished.into_iter().zip(self.valid) {
            profile.valid = valid;
            let is_used = profile.attribute.is_some();
            let told = found
                .into_iter()
                .map(|finding| (profile.header.clone(), is_used, finding));
            findings.extend(told);
            profiles.push(profile);
        }
        compare_columns(&mut profiles);
        Ok(Profiled {
            profiles: profiles
                .iter()
                .map(serde_json::to_string)
                .collect::<Result<_, _>>()?,
            findings,
        })
    }
}

impl Profiled {
    /// The findings, with the first rows of each.
    pub(crate) fn problems(&self, load: &StoredLoad) -> Vec<(Problem, Vec<RecordId>)> {
        let problem = |(header, is_used, finding): &(String, bool, ColumnFinding)| {
            let problem = Problem {
                code: finding.code,
                // What nobody uses cannot do harm yet.
                severity: if *is_used {
                    Severity::Warning
                } else {
                    Severity::Note
                },
                place: Place {
                    column: Some(header.clone()),
                    ..problems::place(load)
                },
                message: finding.sentence.clone(),
                hint: hint(finding.code).to_owned(),
                count: finding.rows,
            };
            (problem, finding.records.clone())
        };
        self.findings.iter().map(problem).collect()
    }
}

fn hint(code: ProblemCode) -> &'static str {
    match code {
        ProblemCode::CutOffValues => {
            "The system or the export keeps too few characters. Ask for an export with the whole values."
        }
        ProblemCode::RoundedNumber => {
            "The digits cannot be brought back. Export the column as text, and do not save the file in a spreadsheet."
        }
        _ => {
            "Each value is read by its own format where that is clear. Ask the owner of the system to settle on one."
        }
    }
}

/// Counts the columns of loads that have no profile: loads of an earlier version, and those out
/// of which rows were taken since.
pub(crate) fn profile_what_is_due(
    store: &Store,
    settings: &AuditSettings,
    watch: &dyn Watch,
) -> Result<(), EngineError> {
    let mut due = Vec::new();
    for load in store.current_loads()? {
        if let Some(mapping) = store.mapping(load.table)?
            && store.profiles(load.load)?.is_empty()
        {
            due.push((load, mapping));
        }
    }
    if due.is_empty() {
        return Ok(());
    }
    watch.stage("Counting columns", "rows");
    let total = due.iter().map(|(load, _)| load.rows_loaded).sum();
    let mut done = 0;
    for (load, mapping) in &due {
        watch.check()?;
        profile_load(store, load, mapping, settings)?;
        done += load.rows_loaded;
        watch.progress(done, Some(total));
    }
    Ok(())
}

fn profile_load(
    store: &Store,
    load: &StoredLoad,
    stored: &StoredMapping,
    settings: &AuditSettings,
) -> Result<(), EngineError> {
    let (context, _) = table_context(store, load, &stored.mapping, settings.today)?;
    let mut profiler = Profiler::new(load, &stored.mapping, &context);
    let nobody = BTreeSet::new();
    let mut chunk = Vec::with_capacity(CHUNK);
    store.visit_rows::<EngineError>(load, |raw| {
        chunk.push(raw);
        if chunk.len() == CHUNK {
            profiler.add(&chunk, &nobody);
            chunk.clear();
        }
        Ok(ControlFlow::Continue(()))
    })?;
    profiler.add(&chunk, &nobody);
    store.visit_standard::<EngineError>(load, |record: StandardRecord| {
        profiler.add_values(&record.values);
        Ok(ControlFlow::Continue(()))
    })?;
    store.set_profiles(load.load, &profiler.finish()?.profiles)?;
    Ok(())
}
