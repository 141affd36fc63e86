//! The audit: standardise, work out who is who, unify; as far as anything changed.

use std::sync::Arc;

use chrono::NaiveDate;
use rollcall_linkage::MODEL_VERSION;
use rollcall_model::grouped;
use rollcall_store::{NewRun, Store, StoredRun};
use serde::{Deserialize, Serialize};

use crate::view::{JobStarted, Nothing};
use crate::{
    Engine, EngineError, Watch, course, coverage, groups, identity, linkage_records, measures,
    profile_load, run_linkage, standardise_load, survivorship, unify_customers,
};

/// Place and time of an audit.
#[derive(Debug, Clone)]
pub(crate) struct AuditSettings {
    pub(crate) today: NaiveDate,
    pub(crate) now: String,
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
        };
        let store = self.store()?;
        standardise(&store, &settings, watch)
    }
}

const TOUCHED: &[&str] = &["project", "sources", "loads", "people", "governance"];

/// What a run has to report, as it is kept with it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct RunReport {
    /// What the linkage engine says.
    pub(crate) linkage: rollcall_linkage::Report,
    /// People that matching on the e-mail address alone would give.
    pub(crate) people_by_email: u64,
}

/// The whole audit. Says in a sentence what came of it.
pub(crate) fn audit(
    store: &Arc<Store>,
    settings: &AuditSettings,
    watch: &dyn Watch,
) -> Result<String, EngineError> {
    standardise(store, settings, watch)?;
    let found = find_people(store, settings, watch)?;
    finish_erasures(store);
    Ok(found)
}

/// Overwrites what rows refused on the way, or an erasure that was stopped half way, left on the
/// disk. If the disk has no room for it now, it stays due and is told with the project.
pub(crate) fn finish_erasures(store: &Store) {
    let _still_due = store.scour_if_due();
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
            && load.standardised_with.as_deref() != Some(&standardise_load::recipe(&mapping))
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
        crate::loads::compare_with_previous(store, load)?;
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
    let basis = basis(store)?;
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
        run_linkage::write_members(
            &writer,
            &records,
            &linked,
            &cluster_of,
            &ids,
            &households,
            watch,
        )?;
        let judged = run_linkage::judged(store, &tables, &records)?;
        let asked = run_linkage::write_pairs(&writer, &records, &linked, &judged, watch)?;
        unify_customers::unify_customers(
            store,
            &writer,
            &tables,
            &cluster_of,
            &ids,
            &households,
            watch,
        )
        .map(|found| (found, asked))
    })();
    match written {
        Ok((found, asked)) => {
            let report = RunReport {
                linkage: linked.report.clone(),
                people_by_email: found.people_by_email,
            };
            writer.set_report(&serde_json::to_string(&report)?)?;
            let people = found.people;
            let mut measured = found.measured;
            measures::add_those_of_the_project(store, &mut measured, people, asked)?;
            writer.add_measured(&measured.stored(writer.run()))?;
            writer.add_shared_keys(&measured.shared_keys())?;
            writer.finish(&ids.new_ids, &ids.trail)?;
            groups::note_shown(store, &basis)?;
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
        Err(error) => {
            writer.discard()?;
            Err(error)
        }
    }
}

/// Fingerprint of everything the people found follow from.
pub(crate) fn basis(store: &Store) -> Result<String, EngineError> {
    basis_under(store, MODEL_VERSION)
}

/// The fingerprint under a version of the model: what an older one told no longer holds.
fn basis_under(store: &Store, model: u32) -> Result<String, EngineError> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("model {model}\n").as_bytes());
    for load in store.current_loads()? {
        let mapping = store
            .mapping(load.table)?
            .map_or(0, |mapping| mapping.mapping_id);
        let rows = load.rows_loaded;
        let made = load.standardised_with.as_deref().unwrap_or_default();
        hasher.update(
            format!(
                "load {} rows {rows} mapping {mapping} as {made}\n",
                load.load
            )
            .as_bytes(),
        );
    }
    for verdict in store
        .verdicts()?
        .iter()
        .filter(|verdict| verdict.verdict != "unsure")
    {
        hasher.update(format!("{verdict:?}\n").as_bytes());
    }
    for one in store.overrides()? {
        hasher.update(format!("{} {} {}\n", one.customer, one.attribute, one.value).as_bytes());
    }
    hasher.update(survivorship::said(store)?.as_bytes());
    hasher.update(format!("tier {}\n", run_linkage::tier(store)?.code()).as_bytes());
    let mut basis = hasher.finalize().to_hex()[..32].to_owned();
    // Told apart from the rest: what people group by hand is shown before a run knows of it.
    let groups = groups::fingerprint(&store.groups()?);
    if !groups.is_empty() {
        basis.push('+');
        basis.push_str(&groups);
    }
    Ok(basis)
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
    let now = basis(store)?;
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
    Ok(Some(
        "Loads, mappings, verdicts, rules, how careful to be or the way records are compared have changed since who is who was last worked out."
            .into(),
    ))
}

#[cfg(test)]
mod tests {
    use super::{MODEL_VERSION, basis, basis_under};
    use rollcall_store::Store;

    #[test]
    fn people_found_by_an_older_model_are_out_of_date() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let store = Store::create(
            &folder.path().join("basis.rollcall"),
            "Basis",
            "2026-11-23T10:00:00Z",
        )?;
        let now = basis(&store)?;
        assert_eq!(basis_under(&store, MODEL_VERSION)?, now);
        assert_ne!(basis_under(&store, MODEL_VERSION - 1)?, now);
        Ok(())
    }
}
