//! What each column of a load holds: counted while it is loaded, put into words under its mapping.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use chrono::NaiveDate;
use rayon::prelude::*;
use rollcall_checks::{
    About, ColumnCount, ColumnFinding, ColumnProfile, ColumnTally, Words, compare_columns,
};
use rollcall_model::{
    Attribute, DecimalMark, Mapping, Place, Problem, ProblemCode, RecordId, Severity,
    StandardValue, ValueState,
};
use rollcall_standardise::TableContext;
use rollcall_standardise::date::{DateReading, moment};
use rollcall_standardise::placeholder::{is_filler, is_filler_number};
use rollcall_store::{RawRecord, StandardRecord, Store, StoredLoad, StoredMapping, StoredProfile};

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

/// Counts the columns of a load, all of them side by side.
pub(crate) struct Counter {
    columns: Vec<ColumnTally>,
}

impl Counter {
    pub(crate) fn new(header: &[String], mark: Option<DecimalMark>, today: NaiveDate) -> Self {
        let width = header.len();
        let columns = header.iter().enumerate().map(|(column, header)| {
            let about = About {
                column,
                header: header.clone(),
                attribute: None,
                order: None,
                mark,
                today,
                words: WORDS,
            };
            ColumnTally::new(about, width)
        });
        Self {
            columns: columns.collect(),
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

    /// Takes rows that follow each other into account, column by column.
    pub(crate) fn add_columns(&mut self, columns: &[ColumnTexts], first: RecordId) {
        for (tally, texts) in self.columns.iter_mut().zip(columns) {
            for (place, text) in texts.iter().enumerate() {
                tally.add(RecordId(first.0 + place as i64), text);
            }
        }
    }

    pub(crate) fn finish(self) -> Vec<ColumnCount> {
        self.columns
            .into_par_iter()
            .map(ColumnTally::count)
            .collect()
    }
}

/// Texts of one column, one behind the other.
#[derive(Debug, Default)]
pub(crate) struct ColumnTexts {
    text: String,
    ends: Vec<usize>,
}

impl ColumnTexts {
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let text = self.text.get(start..*end).unwrap_or_default();
            start = *end;
            text
        })
    }
}

/// Usable values by column; nothing where the column is not used.
pub(crate) struct ValidRows(Vec<Option<u64>>);

impl ValidRows {
    pub(crate) fn new(width: usize, mapping: &Mapping) -> Self {
        Self(
            (0..width)
                .map(|column| target(mapping, column).map(|_| 0))
                .collect(),
        )
    }

    /// Takes into account what was made of a row.
    pub(crate) fn add(&mut self, values: &[StandardValue]) {
        // Several values of one cell come one after another.
        let mut before = None;
        for value in values {
            let Some(column) = value.column else { continue };
            if value.state == ValueState::Valid
                && before != Some(column)
                && let Some(Some(valid)) = self.0.get_mut(column)
            {
                *valid += 1;
                before = Some(column);
            }
        }
    }
}

fn target(mapping: &Mapping, column: usize) -> Option<&Attribute> {
    mapping
        .columns
        .iter()
        .find(|one| one.column == column)
        .and_then(|one| one.target.as_ref())
        .map(|target| &target.attribute)
}

/// What the columns hold, as it is kept, and what of it belongs among the findings.
pub(crate) struct Profiled {
    pub(crate) profiles: Vec<StoredProfile>,
    findings: Vec<(String, bool, ColumnFinding)>,
}

/// Puts what was counted into words under a mapping; without rows made, nothing is told of usable
/// ones.
pub(crate) fn profiled(
    counts: &[ColumnCount],
    header: &[String],
    mapping: &Mapping,
    context: &TableContext,
    valid: Option<ValidRows>,
) -> Result<Profiled, EngineError> {
    let mut profiles = Vec::with_capacity(counts.len());
    let mut findings = Vec::new();
    for (column, (count, header)) in counts.iter().zip(header).enumerate() {
        let about = About {
            column,
            header: header.clone(),
            attribute: target(mapping, column).cloned(),
            order: context.date_orders.get(&column).copied(),
            mark: context.decimal_mark,
            today: context.today,
            words: WORDS,
        };
        let (mut profile, found) = count.profile(&about);
        profile.valid = valid.as_ref().and_then(|valid| *valid.0.get(column)?);
        let is_used = profile.attribute.is_some();
        let told = found
            .into_iter()
            .map(|finding| (profile.header.clone(), is_used, finding));
        findings.extend(told);
        profiles.push(profile);
    }
    compare_columns(&mut profiles);
    let stored = |(profile, count): (&ColumnProfile, &ColumnCount)| {
        Ok(StoredProfile {
            profile: serde_json::to_string(profile)?,
            counted: serde_json::to_string(count)?,
        })
    };
    Ok(Profiled {
        profiles: profiles
            .iter()
            .zip(counts)
            .map(stored)
            .collect::<Result<_, EngineError>>()?,
        findings,
    })
}

/// What was counted while a load was loaded, if nothing has to be left out of it since.
pub(crate) fn counted(
    store: &Store,
    load: &StoredLoad,
) -> Result<Option<Vec<ColumnCount>>, EngineError> {
    let counted = store.counted_columns(load.load)?;
    if counted.len() != load.header.len() {
        return Ok(None);
    }
    Ok(Some(
        counted
            .iter()
            .map(|count| serde_json::from_str(count))
            .collect::<Result<_, _>>()?,
    ))
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
    let mut counter = Counter::new(&load.header, context.decimal_mark, context.today);
    let mut valid = ValidRows::new(load.header.len(), &stored.mapping);
    let nobody = BTreeSet::new();
    let mut chunk = Vec::with_capacity(CHUNK);
    store.visit_rows::<EngineError>(load, |raw| {
        chunk.push(raw);
        if chunk.len() == CHUNK {
            counter.add(&chunk, &nobody);
            chunk.clear();
        }
        Ok(ControlFlow::Continue(()))
    })?;
    counter.add(&chunk, &nobody);
    store.visit_standard::<EngineError>(load, |record: StandardRecord| {
        valid.add(&record.values);
        Ok(ControlFlow::Continue(()))
    })?;
    let counts = counter.finish();
    let profiled = profiled(
        &counts,
        &load.header,
        &stored.mapping,
        &context,
        Some(valid),
    )?;
    store.set_profiles(load.load, &profiled.profiles)?;
    Ok(())
}
