//! Take out for good what a source is kept longer than agreed. What says no to messages or asks to be deleted stays.

mod dated;
mod turned;

use std::sync::Arc;

use rollcall_governance::{Rule, Term};
use rollcall_model::{RecordId, SourceId, grouped};
use rollcall_store::{LoadState, Purge, Store};

use crate::inventory::Marks;
use crate::lists::name_of_delivered;
use crate::rules::{Past, RuleBook, day_before_which, of_source, past, told_of_staying};
use crate::run_audit::AuditSettings;
use crate::table_rows::{Shelf, record_views};
use crate::view::{JobStarted, PurgeOf, PurgePreview, PurgeSource, RecordView, SourceMark};
use crate::{Engine, EngineError, Watch, backups, run_audit, standardise_load};
use dated::Dated;

const TOUCHED: &[&str] = &[
    "project",
    "sources",
    "loads",
    "mappings",
    "people",
    "verdicts",
    "governance",
    "history",
];

impl Engine {
    /// What a purge of a source would take out: rows, people who lose some of theirs or vanish, and lists
    /// that were written before.
    ///
    /// # Errors
    /// When there is no such source.
    pub fn preview_purge(&self, request: PurgeOf) -> Result<PurgePreview, EngineError> {
        let store = self.store()?;
        let due = Due::read(&store, request.source, self.today())?;
        let effect = match store.current_run()? {
            Some(run) => store.purge_effect(run.run, &due.records)?,
            None => rollcall_store::PurgeEffect::default(),
        };
        let total = due.records.len() as u64;
        let staying = due.past.staying;
        let mut sentences = vec![told(&due, total, effect.touched, effect.vanishing)];
        if staying > 0 {
            sentences.push(format!(
                "{} A no is kept as long as lists are written.",
                told_of_staying(staying)
            ));
        }
        sentences.extend(turned::told(due.turned));
        if due.is_unread {
            sentences.push(unread(&due.mark.name));
        }
        Ok(PurgePreview {
            sentence: sentences.join(" "),
            lists: if effect.touched > 0 {
                lists(&store)?
            } else {
                Vec::new()
            },
            source: due.mark,
            rule: due.rule,
            first_kept: due.first_kept,
            loads: due.past.loads,
            rows: due.past.rows,
            total,
            examples: examples(&store, &due.records)?,
            staying,
            dated: due.dated.sentences(),
            without_date: due.without_date,
            people: effect.touched,
            vanishing: effect.vanishing,
        })
    }

    /// Takes out for good what a source is kept longer than agreed, and works out who is who anew. Cannot
    /// be taken back.
    ///
    /// # Errors
    /// While presenting, when there is no such source, nothing of it is past its term, the rows are others than the preview
    /// told, what they say is not known yet, or other work runs.
    pub fn purge_source(&self, request: PurgeSource) -> Result<JobStarted, EngineError> {
        if self.is_presenting() {
            return Err(EngineError::invalid(
                "Rows and small counts are masked now, so nothing is taken out for good: end presenting first.",
            ));
        }
        let store = self.store_to_take_out_of()?;
        let due = Due::read(&store, request.source, self.today())?;
        if due.is_unread {
            return Err(EngineError::invalid(format!(
                "{} Nothing was taken out.",
                unread(&due.mark.name)
            )));
        }
        let rows = due.records.len() as u64;
        if rows == 0 {
            return Err(EngineError::invalid(format!(
                "Nothing of {} is kept longer than agreed.",
                due.mark.name
            )));
        }
        if rows != request.rows {
            return Err(EngineError::invalid(format!(
                "{} rows of {} are past their term, not {}. Look at the preview again; nothing was taken out.",
                grouped(rows),
                due.mark.name,
                grouped(request.rows)
            )));
        }
        let settings = AuditSettings {
            today: self.today(),
            now: self.now(),
            who: self.options.who.clone(),
        };
        let job = self.jobs.start("Purging", TOUCHED, move |watch| {
            purge(&store, &due, &request.reason, &settings, watch)
        })?;
        Ok(JobStarted { job })
    }
}

/// What of a source is past its term.
struct Due {
    mark: SourceMark,
    rule: String,
    first_kept: Option<String>,
    past: Past,
    /// The rows that go.
    records: Vec<RecordId>,
    dated: Dated,
    without_date: u64,
    /// People who say yes now and no once the rows are gone.
    turned: u64,
    /// Whether rows in use are still to be standardised, so that nobody can tell which of them say no.
    is_unread: bool,
}

impl Due {
    fn read(store: &Store, source: i64, today: chrono::NaiveDate) -> Result<Self, EngineError> {
        let marks = Marks::read(store)?;
        let mark = marks
            .all()
            .iter()
            .find(|mark| mark.source == source)
            .cloned()
            .ok_or_else(|| EngineError::NotFound {
                what: "source",
                name: source.to_string(),
            })?;
        let acting = RuleBook::read(store)?.acting(&Rule::Retention(SourceId(source)));
        let mut due = Self {
            mark,
            rule: acting.sentence,
            first_kept: None,
            past: Past::default(),
            records: Vec::new(),
            dated: Dated::default(),
            without_date: 0,
            turned: 0,
            is_unread: false,
        };
        let Some(term) = Term::parse(&acting.choice) else {
            return Ok(due);
        };
        let Some(first_kept) = term.first_kept(today) else {
            return Ok(due);
        };
        for load in of_source(store, source)? {
            let before = day_before_which(&load, first_kept);
            due.records
                .extend(store.records_past(&load, before.as_deref())?);
            let mapping = store.mapping(load.table)?;
            if let Some(before) = &before {
                let dates = store.past_dated_by(&load, before)?;
                due.dated.add(&load, mapping.as_ref(), &dates);
                due.without_date += store.rows_without_date(&load)?;
            }
            due.is_unread |= load.state == LoadState::Current
                && mapping.is_some_and(|mapping| {
                    load.standardised_with.as_deref()
                        != Some(&standardise_load::recipe(&load, &mapping))
                });
        }
        due.past = past(store, &due.mark, term, today)?;
        due.first_kept = Some(first_kept.to_string());
        if let Some(run) = store.current_run()? {
            due.turned = turned::count(store, run.run, &due.records)?;
        }
        Ok(due)
    }
}

/// That it is not known yet which rows say no, and what to do.
fn unread(name: &str) -> String {
    format!(
        "Rows of {name} have not been read as they are mapped now, so nobody can tell yet which of them say no: work out who is who first."
    )
}

/// So many rows are shown before they go.
const SHOWN: usize = 5;

/// Rows as they stand, drawn evenly from the first to the last.
fn examples(store: &Store, records: &[RecordId]) -> Result<Vec<RecordView>, EngineError> {
    let step = records.len().div_ceil(SHOWN).max(1);
    let some: Vec<RecordId> = records.iter().copied().step_by(step).collect();
    let run = store.current_run()?.map(|run| run.run);
    record_views(store, &Shelf::read(store)?, run, &some)
}

fn told(due: &Due, rows: u64, people: u64, vanishing: u64) -> String {
    let name = &due.mark.name;
    if due.rule.is_empty() {
        return format!("Nobody has agreed how long data of {name} is kept, so nothing is purged.");
    }
    if rows == 0 && due.past.staying > 0 {
        return format!("Nothing else of {name} is kept longer than agreed.");
    }
    if rows == 0 {
        return format!("Nothing of {name} is kept longer than agreed.");
    }
    format!(
        "{} rows of {name} would be taken out for good. {} people lose a row, and {} of them vanish, because no other row knows them. This cannot be taken back.",
        grouped(rows),
        grouped(people),
        grouped(vanishing)
    )
}

/// The lists written before, which may hold people whose rows go.
fn lists(store: &Store) -> Result<Vec<String>, EngineError> {
    Ok(store
        .deliveries()?
        .into_iter()
        .map(|one| {
            format!(
                "The list {}, written on {}, was made with these rows: write it again.",
                name_of_delivered(&one),
                one.written_at.get(..10).unwrap_or(&one.written_at)
            )
        })
        .collect())
}

fn purge(
    store: &Arc<Store>,
    due: &Due,
    reason: &str,
    settings: &AuditSettings,
    watch: &dyn Watch,
) -> Result<String, EngineError> {
    let rows = due.records.len() as u64;
    let first_kept = due.first_kept.as_deref().unwrap_or_default();
    watch.stage("Taking rows out", "rows");
    watch.check()?;
    store.purge(&Purge {
        source: SourceId(due.mark.source),
        first_kept,
        records: &due.records,
        told: &refusal(first_kept),
        sentence: &in_history(due, rows, first_kept),
        reason: reason.trim(),
        who: &settings.who,
        at: &settings.now,
    })?;
    let again = run_audit::audit(store, settings, watch);
    watch.stage("Overwriting what is left on the disk", "files");
    let scoured = store.scour();
    let begun_again = scoured
        .is_ok()
        .then(|| backups::begin_again(store))
        .flatten();
    let mut told = vec![format!("{} rows are taken out for good.", grouped(rows))];
    if due.past.staying > 0 {
        told.push(told_of_staying(due.past.staying));
    }
    told.extend(turned::told(due.turned));
    if let Err(error) = again {
        told.push(format!("Who is who was not worked out anew: {error}"));
    }
    if let Err(error) = scoured {
        told.push(format!(
            "Remains may still be in the project file or the copies beside it: {error} It is tried again when the project is opened next."
        ));
    }
    told.extend(begun_again);
    Ok(told.join(" "))
}

/// What the history says of a purge: what went, and what stayed though its term is over.
fn in_history(due: &Due, rows: u64, first_kept: &str) -> String {
    let purged = format!(
        "Purged {} rows of {} from before {first_kept}",
        grouped(rows),
        due.mark.name
    );
    let mut told = vec![purged];
    if due.past.staying > 0 {
        told.push(told_of_staying(due.past.staying));
    }
    told.extend(turned::told(due.turned));
    let (first, more) = (told.remove(0), told.join(" "));
    if more.is_empty() {
        first
    } else {
        format!("{first}. {more}")
    }
}

/// What is told where a row stood that was kept as long as agreed.
pub(crate) fn refusal(first_kept: &str) -> String {
    format!("It last changed before {first_kept}, and what is older is no longer kept.")
}
