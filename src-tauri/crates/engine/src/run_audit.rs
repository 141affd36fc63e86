//! The audit: standardise, work out who is who, unify; as far as anything changed.

#[cfg(test)]
mod cancelled;

use std::sync::Arc;

use chrono::NaiveDate;
use rollcall_model::{CustomerId, grouped};
use rollcall_store::{NewRun, Operation, Store, StoredRun};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::basis::{self, FollowsFrom};
use crate::email_alone::EmailAlone;
use crate::named_accounts::NamedAccounts;
use crate::reunify::{self, AgreedAnew};
use crate::sample::MeasuredBefore;
use crate::sample_draw::{self, SampleFrame};
use crate::telling_columns::TellingColumns;
use crate::unify_customers::WhoIsWho;
use crate::view::{JobStarted, Nothing};
use crate::{
    Engine, EngineError, Watch, backups, check_book, compare_runs, course, coverage, groups,
    identity, kept_answers, linkage_records, measures, profile_load, run_linkage, sample, stakes,
    standardise_load, unify_customers, weak_links, write_pairs,
};

/// Time of an audit, and who asked for it.
#[derive(Debug, Clone)]
pub(crate) struct AuditSettings {
    pub(crate) today: NaiveDate,
    pub(crate) now: String,
    pub(crate) who: String,
}

impl Engine {
    /// Standardises, works out who is who and unifies, as far as anything changed.
    ///
    /// # Errors
    /// When no project is open, nothing is loaded or other work runs.
    pub fn run_audit(&self, _: Nothing) -> Result<JobStarted, EngineError> {
        let store = self.store()?;
        if store.current_loads()?.is_empty() {
            return Err(EngineError::NothingLoaded {
                message: "Nothing is loaded yet. Add the exports of at least one system first."
                    .into(),
            });
        }
        let settings = AuditSettings {
            today: self.today(),
            now: self.now(),
            who: self.options.who.clone(),
        };
        let job = self
            .jobs
            .start("Working out who is who", TOUCHED, move |watch| {
                audit(&store, &settings, watch)
            })?;
        Ok(JobStarted { job })
    }
}

impl Engine {
    /// Makes values, stable keys and the coverage of everything loaded, as far as mappings or rules
    /// changed: what an audit begins with.
    ///
    /// # Errors
    /// When no project is open, it cannot be written, or `watch` says to stop.
    pub fn prepare_values(&self, watch: &dyn Watch) -> Result<(), EngineError> {
        let settings = AuditSettings {
            today: self.today(),
            now: self.now(),
            who: self.options.who.clone(),
        };
        let store = self.store()?;
        standardise(&store, &settings, watch)
    }
}

const TOUCHED: &[&str] = &[
    "project",
    "sources",
    "loads",
    "people",
    "governance",
    "history",
];

/// What a run has to report, as it is kept with it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct RunReport {
    /// What the linkage engine says.
    pub(crate) linkage: rollcall_linkage::Report,
    /// People that matching on the e-mail address alone would give.
    pub(crate) people_by_email: u64,
    /// The comparison with matching on the e-mail address alone; nothing of a run of an older version.
    #[serde(default)]
    pub(crate) email_alone: Option<EmailAlone>,
    /// The customers of most rows, the largest first.
    #[serde(default)]
    pub(crate) largest: Vec<(CustomerId, u64)>,
    /// What the run followed from; nothing of a run of an older version.
    #[serde(default)]
    pub(crate) follows_from: Option<FollowsFrom>,
    /// What came of working the values out anew after only rules had changed; nothing where the run
    /// was not touched since.
    #[serde(default)]
    pub(crate) agreed_anew: Option<AgreedAnew>,
    /// What the sample of pairs was drawn from; nothing of a run of an older version.
    #[serde(default)]
    pub(crate) sample: Option<SampleFrame>,
    /// What a person's answers to the sample of an earlier run came to.
    #[serde(default)]
    pub(crate) measured_before: Option<MeasuredBefore>,
    /// Columns of ids that name the accounts of another source.
    #[serde(default)]
    pub(crate) named_accounts: NamedAccounts,
    /// Columns besides names and addresses that tell people apart.
    #[serde(default)]
    pub(crate) telling_columns: TellingColumns,
}

/// The whole audit. Says in a sentence what came of it.
pub(crate) fn audit(
    store: &Arc<Store>,
    settings: &AuditSettings,
    watch: &dyn Watch,
) -> Result<String, EngineError> {
    standardise(store, settings, watch)?;
    find_and_note(store, settings, watch)
}

/// Works out who is who as far as anything changed, and puts into the history that it was done.
pub(crate) fn find_and_note(
    store: &Store,
    settings: &AuditSettings,
    watch: &dyn Watch,
) -> Result<String, EngineError> {
    let follows = |run: StoredRun| (run.run, run.basis);
    let before = store.current_run()?.map(follows);
    let found = find_people(store, settings, watch)?;
    let after = store.current_run()?.map(follows);
    if after != before {
        store.note(&Operation {
            kind: "run_audit",
            sentence: format!("Worked out who is who: {found}"),
            request: json!({ "run": after.map(|(run, _)| run.0) }),
            who: &settings.who,
            at: &settings.now,
        })?;
    }
    finish_erasures(store);
    Ok(found)
}

/// Overwrites what rows refused on the way, or an erasure that was stopped half way, left on the
/// disk. If the disk has no room for it now, it stays due and is told with the project.
pub(crate) fn finish_erasures(store: &Store) {
    if store.is_scour_due().unwrap_or(false) && store.scour().is_ok() {
        let _told_where_it_is_due_again = backups::begin_again(store);
    }
}

/// Makes the records of every load whose mapping or rules changed.
pub(crate) fn standardise(
    store: &Store,
    settings: &AuditSettings,
    watch: &dyn Watch,
) -> Result<(), EngineError> {
    let mut due = Vec::new();
    for load in store.current_loads()? {
        if let Some(mapping) = store.mapping(load.table)?
            && load.standardised_with.as_deref() != Some(&standardise_load::recipe(&load, &mapping))
        {
            due.push((load, mapping));
        }
    }
    let total = due.iter().map(|(load, _)| load.rows_loaded).sum();
    watch.stage("Standardising values", "rows");
    let mut done = 0;
    for (load, mapping) in &due {
        standardise_load::standardise_load(
            store,
            load,
            mapping,
            settings.today,
            done,
            total,
            watch,
        )?;
        crate::loads::compare_with_previous(store, load, settings.today)?;
        done += load.rows_loaded;
    }
    profile_load::profile_what_is_due(store, settings, watch)?;
    if coverage::is_due(store)? {
        coverage::count(store, watch)?;
    }
    Ok(())
}

/// Works out who is who and unifies, unless the run in use follows from the same loads, mappings
/// and decisions.
pub(crate) fn find_people(
    store: &Store,
    settings: &AuditSettings,
    watch: &dyn Watch,
) -> Result<String, EngineError> {
    let basis = basis::basis(store)?;
    let run_before = store.current_run()?;
    if let Some(run) = &run_before
        && run.basis == basis
        && !store.are_people_due()?
    {
        let people = store.customer_counts(run.run)?.people;
        return Ok(format!(
            "Nothing had changed: {} people.{}",
            grouped(people),
            measures::tell_breaches(store)?
        ));
    }
    if let Some(run) = &run_before
        && let Some(changed) = basis::only_rules_changed(store, run)?
    {
        let told = reunify::reunify(store, run, &changed, watch)?;
        kept_answers::keep_with_run(store);
        return Ok(format!("{told}{}", measures::tell_breaches(store)?));
    }
    let follows_from = basis::follows_from(store)?;
    let measured_before = sample::measured_before(store, run_before.as_ref())?;
    let tables = linkage_records::linked_tables(store)?;
    let records = linkage_records::gather(store, &tables, watch)?;
    let linked = run_linkage::link(store, &tables, &records, watch)?;
    let earlier = identity::earlier_customers(store)?;
    let cluster_of = records.cluster_of(&linked);
    let ids = identity::assign(&cluster_of, &earlier, store.last_customer()?);
    let households = unify_customers::households(&linked, &records, &cluster_of, &ids);
    let writer = store.begin_run(&NewRun {
        ran_at: &settings.now,
        basis: &basis,
        settings: &serde_json::to_string(&run_linkage::settings(store)?)?,
        report: "{}",
        model: &serde_json::to_string(&linked.model)?,
    })?;
    let written = (|| {
        writer.keep_linkage_memory(&linked.memory.to_bytes())?;
        writer.keep_verdicts(&compare_runs::verdicts_now(store)?)?;
        let who_is_who = WhoIsWho {
            cluster_of: &cluster_of,
            ids: &ids,
            households: &households,
            weak: &weak_links::weak_links(&linked, &records, &cluster_of, &ids),
        };
        run_linkage::write_members(&writer, &records, &linked, &who_is_who, watch)?;
        let judged = run_linkage::judged(store, &tables, &records)?;
        let far_before = sample_draw::far_of(store, run_before.as_ref(), &records, &linked)?;
        let sample = sample_draw::draw(&records, &linked, &judged, far_before);
        write_pairs::write_pairs(&writer, &records, &linked, &judged, &sample, watch)?;
        let asked = store.pair_counts(writer.run())?.waiting;
        let found = unify_customers::unify_customers(store, &writer, &tables, &who_is_who, watch)?;
        stakes::place_pairs(store, &writer, &found.stakes)?;
        let report = RunReport {
            linkage: linked.report.clone(),
            people_by_email: found.email_alone.people_by_email,
            email_alone: Some(found.email_alone),
            largest: found.largest,
            follows_from: Some(follows_from),
            agreed_anew: None,
            sample: Some(sample.frame),
            measured_before,
            named_accounts: records.named_accounts.clone(),
            telling_columns: records.telling_columns.clone(),
        };
        writer.set_report(&serde_json::to_string(&report)?)?;
        let people = found.people;
        let mut measured = found.measured;
        measures::add_those_of_the_project(store, &mut measured, people, asked)?;
        writer.add_measured(&measured.stored(writer.run()))?;
        check_book::keep_with_run(store, &writer, watch)?;
        writer.add_shared_keys(&measured.shared_keys())?;
        writer.finish(&ids.new_ids, &ids.trail)?;
        Ok((people, asked))
    })();
    let (people, asked) = match written {
        Ok(written) => written,
        Err(error) => {
            // What went wrong first is what is told; a run that stays half is cleared at the next opening.
            if let Err(also) = writer.discard() {
                tracing::warn!(error = %also, "the unfinished run could not be discarded");
            }
            return Err(error);
        }
    };
    groups::note_shown(store, &basis)?;
    watch.stage("Preparing lists", "");
    kept_answers::keep_with_run(store);
    let course = run_before.and_then(|_| course::tell(&linked.report));
    Ok(format!(
        "{} people in {} rows; {} pairs to settle.{}{}",
        grouped(people),
        grouped(records.records.len() as u64),
        grouped(asked),
        course.map_or_else(String::new, |course| format!(" {course}")),
        measures::tell_breaches(store)?
    ))
}

/// Why the people shown do not follow from what is loaded and decided now.
pub(crate) fn out_of_date(
    store: &Store,
    run: Option<&StoredRun>,
) -> Result<Option<String>, EngineError> {
    if store.is_scour_due()? {
        return Ok(Some(
            "A person was erased, but remains of them may still be in the project file: it could not be written anew. Free some disk space, close other programs that use the file and work out who is who again."
                .into(),
        ));
    }
    if store.are_people_due()? {
        return Ok(Some(
            "A person was erased, and who is who has not been worked out without them yet.".into(),
        ));
    }
    let loads = store.current_loads()?;
    let Some(run) = run else {
        return Ok((!loads.is_empty()).then(|| "Who is who has not been worked out yet.".into()));
    };
    let now = basis::basis(store)?;
    if run.basis == now {
        return Ok(None);
    }
    let rest = |basis: &str| basis.split('+').next().map(str::to_owned);
    if rest(&run.basis) == rest(&now) && groups::are_shown(store, &run.basis)? {
        return Ok(Some(
            "Customers were grouped by hand and are shown so. What was counted over all of them, the measures and pairs to settle, is from before."
                .into(),
        ));
    }
    if basis::only_rules_changed(store, run)?.is_some() {
        return Ok(Some(
            "The rules about which value wins have changed since values were last agreed on. Who is who stays; only the values have to be worked out anew."
                .into(),
        ));
    }
    Ok(Some(
        "Loads, mappings, verdicts, rules, how careful to be or the way records are compared have changed since who is who was last worked out."
            .into(),
    ))
}
