//! Trying how careful to be: who would be who, told before anything of it is kept.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rollcall_checks::{PeopleBetween, PeopleChange, people_between};
use rollcall_linkage::{Settings, Tier};
use rollcall_model::{CustomerId, RecordId};
use rollcall_store::{Store, StoredRun};

use crate::compare_runs::{People, counts};
use crate::match_summary::{tier_named, tier_view};
use crate::run_audit::out_of_date;
use crate::view::{
    JobStarted, Nothing, PeopleChangeCount, PeopleChangeView, Trial, TriedTier, TryTier,
};
use crate::{Engine, EngineError, Watch, identity, linkage_records, run_linkage, standardise_load};

/// So many changes are told.
const MOST_CHANGES: usize = 50;

/// The last trial. It is in memory alone: it is about a project as it is now.
#[derive(Default)]
pub(crate) struct LastTried(Mutex<Option<(Key, Trial)>>);

/// Project and state of the project.
type Key = (PathBuf, u64);

impl LastTried {
    /// Forgets it: it is about who is who of a project that is not open any more.
    pub(crate) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn keep(&self, key: Key, trial: Trial) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((key, trial));
    }

    fn of(&self, key: &Key) -> Option<Trial> {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, trial) = last.as_ref().filter(|(known, _)| known == key)?;
        Some(trial.clone())
    }
}

impl Engine {
    /// Works out who would be who if records were linked as carefully as this. Nothing is written.
    ///
    /// # Errors
    /// When the tier is not known, nobody worked out who is who yet, what is loaded changed since, or
    /// other work runs.
    pub fn try_tier(&self, request: TryTier) -> Result<JobStarted, EngineError> {
        let store = self.store()?;
        let tier = tier_named(&request.tier)?;
        let run = run_to_compare_with(&store)?;
        let tried = Arc::clone(&self.tried);
        let title = format!("Trying out: {}", tier_label(tier));
        let job = self.jobs.start(&title, &["verdicts"], move |watch| {
            let key = key(&store)?;
            let trial = try_it(&store, &run, tier, watch)?;
            let sentence = format!("{} Nothing was changed.", trial.sentence);
            tried.keep(key, trial);
            Ok(sentence)
        })?;
        Ok(JobStarted { job })
    }

    /// What the last trial found.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn tried_tier(&self, _: Nothing) -> Result<TriedTier, EngineError> {
        let store = self.store()?;
        Ok(TriedTier {
            trial: self.tried.of(&key(&store)?),
        })
    }
}

fn key(store: &Store) -> Result<Key, EngineError> {
    Ok((store.path().to_path_buf(), store.facts()?.revision))
}

fn tier_label(tier: Tier) -> String {
    tier_view(tier).label
}

/// The run in use, if it was made from what is loaded now.
fn run_to_compare_with(store: &Store) -> Result<StoredRun, EngineError> {
    let Some(run) = store.current_run()? else {
        return Err(EngineError::invalid(
            "Who is who has not been worked out yet: there is nothing to compare with.",
        ));
    };
    for load in store.current_loads()? {
        let made = load.standardised_with.as_deref();
        if let Some(mapping) = store.mapping(load.table)?
            && made != Some(&standardise_load::recipe(&load, &mapping))
        {
            return Err(EngineError::invalid(
                "Loads or mappings have changed since who is who was worked out. Work it out first, then try.",
            ));
        }
    }
    Ok(run)
}

/// Links the records as a run with this tier would, and compares with who is who now.
fn try_it(
    store: &Store,
    run: &StoredRun,
    tier: Tier,
    watch: &dyn Watch,
) -> Result<Trial, EngineError> {
    let tables = linkage_records::linked_tables(store)?;
    let records = linkage_records::gather(store, &tables, watch)?;
    let settings = Settings::for_tier(tier);
    let linked = run_linkage::link_with(store, &tables, &records, &settings, watch)?;
    watch.check()?;
    watch.stage("Comparing with who is who now", "");
    let earlier = identity::earlier_customers(store)?;
    let cluster_of = records.cluster_of(&linked);
    let ids = identity::assign(&cluster_of, &earlier, store.last_customer()?);
    let then: Vec<(RecordId, CustomerId)> = cluster_of
        .iter()
        .filter_map(|(record, cluster)| Some((*record, *ids.of_cluster.get(cluster)?)))
        .collect();
    let now = store.memberships(run.run)?;
    let between = people_between(&now, &then);
    let label = tier_label(tier);
    Ok(Trial {
        tier: tier.code().to_owned(),
        sentence: format!("{label}. {}", counts(&between).sentence),
        label,
        customers: store.customer_counts(run.run)?.all(),
        customers_then: ids.of_cluster.len() as u64,
        counts: PeopleChange::ALL
            .into_iter()
            .map(|change| PeopleChangeCount {
                change: change.code().to_owned(),
                count: between.count(change),
            })
            .collect(),
        unchanged: between.unchanged,
        changes: changes(store, &between, &then, &now)?,
        total: between.groups.len() as u64,
        expected_precision: linked.report.estimated_precision,
        expected_recall: linked.report.estimated_recall,
        out_of_date: out_of_date(store, Some(run))?,
    })
}

/// The first changes with the names of those they would be about.
fn changes(
    store: &Store,
    between: &PeopleBetween,
    then: &[(RecordId, CustomerId)],
    now: &[(RecordId, CustomerId)],
) -> Result<Vec<PeopleChangeView>, EngineError> {
    let first = between.groups.iter().take(MOST_CHANGES);
    let people = People::read(store, first.clone(), then.iter().chain(now))?;
    Ok(first
        .map(|group| people.show_change(group, Vec::new()))
        .collect())
}
