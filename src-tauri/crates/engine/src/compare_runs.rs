//! Two runs compared: which customers joined, parted, moved, appeared and went, and why.

mod causes;
mod people;
mod same_records;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rollcall_checks::{PeopleBetween, PeopleChange, people_between};
use rollcall_model::{RunId, grouped};
use rollcall_store::{AssignedVerdict, Assignment, Store, StoredRun};

use crate::view::{
    CauseCount, CompareRuns, PeopleChangeCount, PeopleCounts, RunComparison, RunMoment,
};
use crate::{Engine, EngineError, problems};
use causes::Cause;
pub(crate) use people::People;

/// The comparison that was asked for last: paging through it does not make it again.
#[derive(Default)]
pub(crate) struct LastCompared(Mutex<Option<(Key, Arc<Compared>)>>);

/// Project, runs and state of the project.
type Key = (PathBuf, RunId, RunId, u64);

/// Two runs compared.
pub(crate) struct Compared {
    between: PeopleBetween,
    /// The causes of each group, by its place.
    causes: Vec<BTreeSet<Cause>>,
    /// Who was who, by the numbers records had then.
    before: Assignment,
    after: Assignment,
}

impl Engine {
    /// What is otherwise between two runs, and why.
    ///
    /// # Errors
    /// When a run or kind of change is not known, or the project cannot be read.
    pub fn compare_runs(&self, request: CompareRuns) -> Result<RunComparison, EngineError> {
        let store = self.store()?;
        let runs = store.comparable_runs()?;
        let change = request.change.as_deref().map(kind).transpose()?;
        let Some((before, after)) = chosen(&runs, &request)? else {
            return Ok(nothing_to_compare(&runs));
        };
        let key = (
            store.path().to_path_buf(),
            before.run,
            after.run,
            store.facts()?.revision,
        );
        let compared = self
            .compared
            .get(key, || compare(&store, &runs, before.run, after.run))?;
        let loads = store.loads()?;
        let names = causes::table_names(&store, &loads)?;
        let limit = request.limit.unwrap_or(100).min(problems::PAGE);
        let places: Vec<usize> = (0..compared.between.groups.len())
            .filter(|place| {
                change.is_none_or(|kind| compared.between.groups[*place].change == kind)
            })
            .collect();
        let page: Vec<usize> = places
            .iter()
            .copied()
            .skip(usize::try_from(request.offset).unwrap_or(usize::MAX))
            .take(usize::try_from(limit).unwrap_or(0))
            .collect();
        let groups = page.iter().map(|place| &compared.between.groups[*place]);
        let records = compared.after.iter().chain(&compared.before);
        let people = People::read(&store, groups, records)?;
        let sentences = |causes: &BTreeSet<Cause>| {
            let causes = causes.iter();
            causes.map(|cause| cause.sentence(&names)).collect()
        };
        Ok(RunComparison {
            sentence: counts(&compared.between).sentence,
            counts: PeopleChange::ALL
                .into_iter()
                .map(|change| PeopleChangeCount {
                    change: change.code().to_owned(),
                    count: compared.between.count(change),
                })
                .collect(),
            unchanged: compared.between.unchanged,
            causes: count_causes(&compared)
                .into_iter()
                .map(|(cause, count)| CauseCount {
                    sentence: cause.sentence(&names),
                    count,
                })
                .collect(),
            changes: page
                .iter()
                .map(|place| {
                    let why = sentences(&compared.causes[*place]);
                    people.show_change(&compared.between.groups[*place], why)
                })
                .collect(),
            total: places.len() as u64,
            before: Some(moment(before)),
            after: Some(moment(after)),
            runs: runs.iter().map(moment).collect(),
        })
    }
}

impl LastCompared {
    fn get(
        &self,
        key: Key,
        make: impl FnOnce() -> Result<Compared, EngineError>,
    ) -> Result<Arc<Compared>, EngineError> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, compared)) = &*last
            && *known == key
        {
            return Ok(Arc::clone(compared));
        }
        let compared = Arc::new(make()?);
        *last = Some((key, Arc::clone(&compared)));
        Ok(compared)
    }

    /// Forgets it: it holds who is who of a project that is not open any more.
    pub(crate) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// What the run in use changed since another one; nothing where that is not kept.
pub(crate) fn counts_since(
    store: &Store,
    before: RunId,
) -> Result<Option<PeopleCounts>, EngineError> {
    let Some(after) = store.current_run()?.filter(|run| run.run != before) else {
        return Ok(None);
    };
    let members = (store.assignment(before)?, store.assignment(after.run)?);
    let (Some(before), Some(after)) = members else {
        return Ok(None);
    };
    let renumbered = same_records::renumber(store, &store.loads()?, &before, &after)?;
    Ok(Some(counts(&people_between(&renumbered.before, &after))))
}

/// The verdicts as they stand now, by the records they are about.
pub(crate) fn verdicts_now(store: &Store) -> Result<Vec<AssignedVerdict>, EngineError> {
    let mut verdicts = Vec::new();
    for one in store.verdicts()? {
        let left = store.record_by_key(one.left.table, &one.left.key)?;
        let right = store.record_by_key(one.right.table, &one.right.key)?;
        if let (Some(left), Some(right)) = (left, right)
            && one.verdict != "unsure"
        {
            verdicts.push(AssignedVerdict::new(left, right, one.verdict));
        }
    }
    verdicts.sort();
    Ok(verdicts)
}

fn compare(
    store: &Store,
    runs: &[StoredRun],
    before: RunId,
    after: RunId,
) -> Result<Compared, EngineError> {
    let members = |run: RunId| {
        store.assignment(run)?.ok_or_else(|| EngineError::NotFound {
            what: "run",
            name: run.to_string(),
        })
    };
    let loads = store.loads()?;
    let (before_members, after_members) = (members(before)?, members(after)?);
    let renumbered = same_records::renumber(store, &loads, &before_members, &after_members)?;
    let between = people_between(&renumbered.before, &after_members);
    let on_the_way: Vec<StoredRun> = runs
        .iter()
        .filter(|run| (before..=after).contains(&run.run))
        .cloned()
        .collect();
    let causes = causes::causes(
        store,
        &loads,
        &on_the_way,
        &between,
        &renumbered,
        &after_members,
    )?;
    Ok(Compared {
        between,
        causes,
        before: before_members,
        after: after_members,
    })
}

/// The two runs that are meant; nothing where there are no two.
fn chosen<'a>(
    runs: &'a [StoredRun],
    request: &CompareRuns,
) -> Result<Option<(&'a StoredRun, &'a StoredRun)>, EngineError> {
    let find = |number: i64| {
        runs.iter()
            .find(|run| run.run.0 == number)
            .ok_or_else(|| EngineError::NotFound {
                what: "run that is kept, with number",
                name: number.to_string(),
            })
    };
    let after = match request.after {
        Some(number) => Some(find(number)?),
        None => runs.last(),
    };
    let Some(after) = after else {
        return Ok(None);
    };
    let before = match request.before {
        Some(number) => Some(find(number)?),
        None => runs.iter().rev().find(|run| run.run < after.run),
    };
    match before {
        Some(before) if before.run >= after.run => Err(EngineError::invalid(
            "A run is compared with an earlier one.",
        )),
        before => Ok(before.map(|before| (before, after))),
    }
}

fn kind(code: &str) -> Result<PeopleChange, EngineError> {
    PeopleChange::parse(code).ok_or_else(|| EngineError::NotFound {
        what: "kind of change",
        name: code.to_owned(),
    })
}

fn nothing_to_compare(runs: &[StoredRun]) -> RunComparison {
    RunComparison {
        before: None,
        after: runs.last().map(moment),
        runs: runs.iter().map(moment).collect(),
        sentence: "There are no two runs to compare yet.".into(),
        counts: Vec::new(),
        unchanged: 0,
        causes: Vec::new(),
        changes: Vec::new(),
        total: 0,
    }
}

fn moment(run: &StoredRun) -> RunMoment {
    RunMoment {
        run: run.run.0,
        ran_at: run.ran_at.clone(),
    }
}

/// The counts of a comparison, and all of it in a sentence.
pub(crate) fn counts(between: &PeopleBetween) -> PeopleCounts {
    let mut told = PeopleCounts {
        joined: between.joined(),
        parted: between.count(PeopleChange::Parted),
        moved: between.count(PeopleChange::Moved),
        appeared: between.count(PeopleChange::Appeared),
        went: between.count(PeopleChange::Went),
        rows_changed: between.count(PeopleChange::RowsChanged),
        unchanged: between.unchanged,
        sentence: String::new(),
    };
    told.sentence = sentence(&told);
    told
}

fn sentence(told: &PeopleCounts) -> String {
    let parts: Vec<String> = [
        (told.joined, "joined another"),
        (told.parted, "parted"),
        (told.moved, "exchanged rows"),
        (told.appeared, "new"),
        (told.went, "gone"),
        (told.rows_changed, "with rows that came or went"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{} {what}", grouped(count)))
    .collect();
    let unchanged = grouped(told.unchanged);
    if parts.is_empty() {
        format!("Who is who is as it was: {unchanged} customers.")
    } else {
        format!(
            "Of the customers, {}; {unchanged} as they were.",
            parts.join(", ")
        )
    }
}

/// How many joined, parted and moved groups each cause can stand behind, the most first.
fn count_causes(compared: &Compared) -> Vec<(&Cause, u64)> {
    let mut counted: BTreeMap<&Cause, u64> = BTreeMap::new();
    for (group, causes) in compared.between.groups.iter().zip(&compared.causes) {
        if matches!(
            group.change,
            PeopleChange::Joined | PeopleChange::Parted | PeopleChange::Moved
        ) {
            for cause in causes {
                *counted.entry(cause).or_default() += 1;
            }
        }
    }
    let mut counted: Vec<(&Cause, u64)> = counted.into_iter().collect();
    counted.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    counted
}

#[cfg(test)]
mod tests {
    use super::sentence;
    use crate::view::PeopleCounts;

    #[test]
    fn what_changed_is_told_without_noughts() {
        let nobody = PeopleCounts {
            joined: 0,
            parted: 0,
            moved: 0,
            appeared: 0,
            went: 0,
            rows_changed: 0,
            unchanged: 12_031,
            sentence: String::new(),
        };
        assert_eq!(
            sentence(&nobody),
            "Who is who is as it was: 12,031 customers."
        );
        let some = PeopleCounts {
            joined: 31,
            parted: 4,
            appeared: 1_812,
            ..nobody
        };
        assert_eq!(
            sentence(&some),
            "Of the customers, 31 joined another, 4 parted, 1,812 new; 12,031 as they were."
        );
    }
}
