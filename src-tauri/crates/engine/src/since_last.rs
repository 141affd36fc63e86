//! What changed since the run before, from what runs keep: nothing is looked through for it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rollcall_checks::Measure;
use rollcall_model::grouped;
use rollcall_store::{CustomerCounts, Store, StoredLoad, StoredMeasured, StoredRun};

use crate::run_audit::RunReport;
use crate::view::{ChangeSince, SinceLast};
use crate::{EngineError, compare_runs, lists, measures};

/// What changed since the run before the one in use; nothing before the first run.
pub(crate) fn read(
    store: &Store,
    run: Option<&StoredRun>,
    customers: Option<CustomerCounts>,
    pairs_waiting: u64,
    today: NaiveDate,
) -> Result<Option<SinceLast>, EngineError> {
    let (Some(run), Some(customers)) = (run, customers) else {
        return Ok(None);
    };
    let kept = store.comparable_runs()?;
    let Some(before) = kept.iter().rev().find(|one| one.run < run.run) else {
        let is_first = store.run_times()?.iter().all(|(one, _)| *one >= run.run);
        return Ok(Some(none_before(is_first)));
    };
    let measured = store.measured()?;
    let found = |measure, run: &StoredRun| measures::whole(&measured, measure, run.run);
    let mut changes = files(store, &kept, before)?;
    changes.extend(people(
        customers.people,
        found(Measure::PeopleInConflict, before),
    ));
    changes.extend(conflicts(
        found(Measure::PeopleInConflict, run),
        found(Measure::PeopleInConflict, before),
    ));
    changes.extend(pairs(pairs_waiting, found(Measure::UnsettledPairs, before)));
    changes.extend(verdicts(store, before)?);
    changes.extend(stale_lists(lists::out_of_date(store, today)?));
    Ok(Some(SinceLast {
        ran_at: Some(before.ran_at.clone()),
        sentence: if changes.is_empty() {
            "Nothing changed since then.".to_owned()
        } else {
            String::new()
        },
        changes,
    }))
}

fn none_before(is_first: bool) -> SinceLast {
    let sentence = if is_first {
        "This is the first run. From the next one on, what changed stands here."
    } else {
        "What changed is not known: nothing is kept of the run before. From the next run on it stands here."
    };
    SinceLast {
        ran_at: None,
        sentence: sentence.to_owned(),
        changes: Vec::new(),
    }
}

/// Files that came in since, and tables that went.
fn files(
    store: &Store,
    runs: &[StoredRun],
    before: &StoredRun,
) -> Result<Vec<ChangeSince>, EngineError> {
    let report: RunReport = serde_json::from_str(&before.report)?;
    let Some(then) = report.follows_from else {
        let told = "Which files came in is not known: the run before did not note its files.";
        return Ok(vec![change(told.to_owned(), "sources", "loads")]);
    };
    let had: BTreeMap<i64, i64> = then
        .tables
        .iter()
        .map(|one| (one.table, one.load))
        .collect();
    let now = store.current_loads()?;
    let is_gone = |table: &&i64| now.iter().all(|load| load.table.0 != **table);
    let gone = had.keys().filter(is_gone).count() as u64;
    let rows: BTreeMap<i64, u64> = store
        .loads()?
        .iter()
        .map(|load| (load.load.0, load.rows_loaded))
        .collect();
    let newest = newest_load(runs.iter().filter(|run| run.run <= before.run))?;
    let told = Came::since(newest, &now, &had, &rows).told(gone);
    let changes = told
        .into_iter()
        .map(|told| change(told, "sources", "loads"));
    Ok(changes.collect())
}

/// The highest number of a load that any of some runs knew: loads are numbered as they come in, whatever the clock says
/// meanwhile, so every load up to it was there.
fn newest_load<'r>(runs: impl Iterator<Item = &'r StoredRun>) -> Result<i64, EngineError> {
    let mut newest = 0;
    for run in runs {
        let report: RunReport = serde_json::from_str(&run.report)?;
        let follows = report.follows_from.into_iter();
        let loads = follows.flat_map(|follows| follows.tables);
        newest = loads.map(|table| table.load).fold(newest, i64::max);
    }
    Ok(newest)
}

/// Loads that are in use now and were not then.
#[derive(Default)]
struct Came<'a> {
    /// Of tables that were not there.
    new: Loads<'a>,
    /// In place of an older one.
    replaced: Loads<'a>,
    /// From before the run: a newer one was taken back.
    back: Loads<'a>,
    /// From before the run, of tables that were not in use then.
    again: Loads<'a>,
}

/// Some loads: they came in files.
#[derive(Default)]
struct Loads<'a> {
    files: BTreeSet<&'a str>,
    tables: u64,
    rows: u64,
    /// What stood there then.
    rows_then: u64,
}

impl<'a> Loads<'a> {
    fn add(&mut self, load: &'a StoredLoad, rows_then: u64) {
        self.files.insert(&load.file);
        self.tables += 1;
        self.rows += load.rows_loaded;
        self.rows_then += rows_then;
    }

    /// How many files came in, with how many rows.
    fn came(&self) -> String {
        format!(
            "{} came in with {}",
            several(self.files.len() as u64, "file", "files"),
            several(self.rows, "row", "rows")
        )
    }
}

impl<'a> Came<'a> {
    fn since(
        newest: i64,
        now: &'a [StoredLoad],
        had: &BTreeMap<i64, i64>,
        rows: &BTreeMap<i64, u64>,
    ) -> Self {
        let mut came = Self::default();
        for load in now {
            let is_older = load.load.0 <= newest;
            let Some(then) = had.get(&load.table.0) else {
                let part = if is_older {
                    &mut came.again
                } else {
                    &mut came.new
                };
                part.add(load, 0);
                continue;
            };
            let rows_then = rows.get(then).copied().unwrap_or(0);
            if load.load.0 == *then {
                continue;
            }
            let part = if is_older {
                &mut came.back
            } else {
                &mut came.replaced
            };
            part.add(load, rows_then);
        }
        came
    }

    /// A sentence for each kind there is, and one for the tables that went.
    fn told(&self, gone: u64) -> Vec<String> {
        let row = |count: u64| several(count, "row", "rows");
        let are = |count: u64| if count == 1 { "is" } else { "are" };
        let table = |count: u64| format!("{} {}", several(count, "table", "tables"), are(count));
        let mut told = Vec::new();
        if self.new.tables > 0 {
            let tables = several(self.new.tables, "new table", "new tables");
            told.push(format!("{} for {tables}.", self.new.came()));
        }
        if self.replaced.tables > 0 {
            let before = row(self.replaced.rows_then);
            told.push(format!(
                "{}; {before} stood there before.",
                self.replaced.came()
            ));
        }
        if self.back.tables > 0 {
            told.push(format!(
                "{} back at an earlier load: {} now, {} before.",
                table(self.back.tables),
                row(self.back.rows),
                row(self.back.rows_then)
            ));
        }
        if self.again.tables > 0 {
            told.push(format!(
                "{} in use again with {}.",
                table(self.again.tables),
                row(self.again.rows)
            ));
        }
        if gone > 0 {
            told.push(format!("{} not in use any more.", table(gone)));
        }
        told
    }
}

/// More people, or fewer; the measure is one of all people.
fn people(now: u64, before: Option<&StoredMeasured>) -> Option<ChangeSince> {
    let told = moved(now, before?.among, ["person", "people"], ["", ""])?;
    Some(change(told, "history", "runs"))
}

fn conflicts(now: Option<&StoredMeasured>, before: Option<&StoredMeasured>) -> Option<ChangeSince> {
    let on = " on whom sources disagree";
    let told = moved(now?.found, before?.found, ["person", "people"], [on, on])?;
    Some(change(told, "conflicts", ""))
}

fn pairs(now: u64, before: Option<&StoredMeasured>) -> Option<ChangeSince> {
    let wait = [" that waits for a verdict", " that wait for a verdict"];
    let told = moved(now, before?.found, ["pair", "pairs"], wait)?;
    Some(change(told, "matches", ""))
}

/// Verdicts that hold now, beside those the run before obeyed.
fn verdicts(store: &Store, before: &StoredRun) -> Result<Option<ChangeSince>, EngineError> {
    let then = store.assigned_verdicts(before.run)?.len() as u64;
    let now = compare_runs::verdicts_now(store)?.len() as u64;
    let told = moved(
        now,
        then,
        ["verdict", "verdicts"],
        [" that holds", " that hold"],
    );
    Ok(told.map(|told| change(told, "matches", "")))
}

fn stale_lists(count: u64) -> Option<ChangeSince> {
    let told = match count {
        0 => return None,
        1 => "1 list that was written is out of date.".to_owned(),
        _ => format!(
            "{} lists that were written are out of date.",
            grouped(count)
        ),
    };
    Some(change(told, "lists", ""))
}

/// How much larger or smaller a count is, and what it was; nothing where it is the same. The noun stands after
/// each number, so that small ones can be hidden while presenting.
fn moved(now: u64, then: u64, [one, many]: [&str; 2], which: [&str; 2]) -> Option<String> {
    let by = now.abs_diff(then);
    let which = if by == 1 { which[0] } else { which[1] };
    let difference = if now > then {
        several(by, &format!("more {one}"), &format!("more {many}"))
    } else {
        format!("{} fewer", several(by, one, many))
    };
    (by > 0).then(|| {
        format!(
            "{difference}{which}: {} now, {} before.",
            several(now, one, many),
            several(then, one, many)
        )
    })
}

fn several(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

fn change(sentence: String, screen: &str, part: &str) -> ChangeSince {
    ChangeSince {
        sentence,
        screen: screen.to_owned(),
        part: part.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{moved, none_before, stale_lists};

    #[test]
    fn a_change_is_told_with_what_it_is_now_and_was() {
        let told = |now, then| moved(now, then, ["pair", "pairs"], [" that waits", " that wait"]);
        assert_eq!(told(7, 7), None);
        for (now, then, sentence) in [
            (8, 7, "1 more pair that waits: 8 pairs now, 7 pairs before."),
            (
                4_012,
                5_000,
                "988 pairs fewer that wait: 4,012 pairs now, 5,000 pairs before.",
            ),
            (0, 1, "1 pair fewer that waits: 0 pairs now, 1 pair before."),
        ] {
            assert_eq!(told(now, then).as_deref(), Some(sentence));
        }
    }

    #[test]
    fn a_first_run_is_no_run_of_which_nothing_is_kept() {
        assert!(none_before(true).sentence.contains("the first run"));
        assert!(none_before(false).sentence.contains("not known"));
    }

    #[test]
    fn lists_are_told_where_there_are_some() {
        assert!(stale_lists(0).is_none());
        let told = stale_lists(1).expect("one");
        assert_eq!(
            (told.sentence.as_str(), told.screen.as_str()),
            ("1 list that was written is out of date.", "lists")
        );
    }
}
