//! What is new, changed or gone since a run before, and whether to start from it.

use crate::comparison::{Comparison, ComparisonKind};
use crate::link::Workbench;
use crate::memory::{Before, Memory};
use crate::model::{Learnt, MODEL_VERSION};
use crate::report::{Report, Whole};
use crate::settings::Stated;

/// The number of a record that is not there.
pub(crate) const ABSENT: u32 = u32::MAX;

/// More than this share of the records changed since everything was compared, and everything is
/// compared again: what was learnt of the records is to be learnt of those that are there.
const MOST_CHANGED: f64 = 0.2;

/// A run before and what became of its records.
pub(crate) struct Since {
    pub(crate) learnt: Learnt,
    pub(crate) report: Report,
    /// What was kept, by the numbers of then.
    pub(crate) memory: Memory,
    /// For each record of now its number then, or [`ABSENT`].
    pub(crate) then: Vec<u32>,
    /// For each record of then its number now, or [`ABSENT`].
    pub(crate) now: Vec<u32>,
    /// Records that are new or changed.
    pub(crate) arrived: u64,
    /// Records that are gone or changed.
    pub(crate) gone: u64,
    /// Records new, changed or gone since everything was compared.
    pub(crate) changed: u64,
}

/// What changed since the run before; or why it is of no use.
pub(crate) fn since(
    contents: &[u64],
    bench: &Workbench<'_>,
    before: Option<Before>,
) -> Result<Since, Whole> {
    let before = before.ok_or(Whole::NothingKept)?;
    let learnt = before.learnt;
    if learnt.version != MODEL_VERSION {
        return Err(Whole::OtherModel);
    }
    let memory = before.memory;
    let lists = |stated: &Stated| stated.sources_without_duplicates.clone();
    if learnt.settings != *bench.settings
        || learnt.standings != bench.stated.standings
        || lists(&memory.stated) != lists(bench.stated)
    {
        return Err(Whole::OtherSettings);
    }
    let (then, now) = (&learnt.comparisons, &bench.comparisons);
    if learnt.fields != bench.records().fields() || !alike(then, now, false) {
        return Err(Whole::OtherFields);
    }
    if !alike(then, now, true) {
        return Err(Whole::OtherLists);
    }
    let (then, now) = found_again(contents, &memory.contents);
    let absent = |list: &[u32]| list.iter().filter(|record| **record == ABSENT).count() as u64;
    let (arrived, gone) = (absent(&then), absent(&now));
    let changed = memory.changed + arrived.max(gone);
    if changed as f64 > MOST_CHANGED * contents.len() as f64 {
        return Err(Whole::MuchChanged);
    }
    Ok(Since {
        learnt,
        report: before.report,
        memory,
        then,
        now,
        arrived,
        gone,
        changed,
    })
}

/// Whether the same is compared in the same levels: of the lists that records stand in, or of what they hold.
fn alike(then: &[Comparison], now: &[Comparison], of_lists: bool) -> bool {
    let is_meant = |one: &&Comparison| (one.kind == ComparisonKind::Source) == of_lists;
    let then: Vec<&Comparison> = then.iter().filter(is_meant).collect();
    let now: Vec<&Comparison> = now.iter().filter(is_meant).collect();
    let same = |(then, now): (&&Comparison, &&Comparison)| {
        let levels = |of: &Comparison| -> Vec<(u8, String)> {
            let levels = of.levels.iter();
            levels
                .map(|level| (level.group, level.text.clone()))
                .collect()
        };
        then.kind == now.kind
            && then.fields == now.fields
            && then.sources == now.sources
            && levels(then) == levels(now)
    };
    then.len() == now.len() && then.iter().zip(&now).all(same)
}

/// For each record of now the record of then that holds the same, and the other way round. Of
/// several that hold the same, the first of now is the first of then.
fn found_again(now: &[u64], then: &[u64]) -> (Vec<u32>, Vec<u32>) {
    let (mut of_now, mut of_then) = (vec![ABSENT; now.len()], vec![ABSENT; then.len()]);
    let (sorted_now, sorted_then) = (by_content(now), by_content(then));
    let mut from = sorted_then.iter().peekable();
    for &(content, record) in &sorted_now {
        while from.peek().is_some_and(|(other, _)| *other < content) {
            from.next();
        }
        let Some(&(_, other)) = from.next_if(|(other, _)| *other == content) else {
            continue;
        };
        if let Some(slot) = of_now.get_mut(record as usize) {
            *slot = other;
        }
        if let Some(slot) = of_then.get_mut(other as usize) {
            *slot = record;
        }
    }
    (of_now, of_then)
}

fn by_content(contents: &[u64]) -> Vec<(u64, u32)> {
    let numbered = contents.iter().zip(0_u32..);
    let mut sorted: Vec<(u64, u32)> = numbered.map(|(&content, at)| (content, at)).collect();
    sorted.sort_unstable();
    sorted
}

impl Since {
    /// The number now of a record of then.
    pub(crate) fn now(&self, then: u32) -> Option<u32> {
        let now = self.now.get(then as usize).copied();
        now.filter(|now| *now != ABSENT)
    }

    /// The number of the piece a record was in, which [`ALONE`](crate::memory::ALONE) is none of;
    /// nothing for a new record.
    pub(crate) fn piece(&self, record: u32) -> Option<u32> {
        let then = self.then.get(record as usize)?;
        self.memory.pieces.get(*then as usize).copied()
    }

    /// Whether a record is new or changed.
    pub(crate) fn is_new(&self, record: u32) -> bool {
        self.then.get(record as usize).copied() == Some(ABSENT)
    }

    /// The records of now of which other things are stated than before.
    pub(crate) fn stated_otherwise(&self, stated: &Stated) -> Vec<u32> {
        let then = &self.memory.stated;
        let mut found = Vec::new();
        for (then, now) in [
            (&then.same, &stated.same),
            (&then.different, &stated.different),
        ] {
            let kept = then.iter();
            let kept = kept.filter_map(|&(a, b)| Some((self.now(a)?, self.now(b)?)));
            let (kept, now) = (ordered(kept), ordered(now.iter().copied()));
            let missing = |from: &[(u32, u32)], of: &[(u32, u32)]| -> Vec<(u32, u32)> {
                let missing = from.iter().filter(|pair| of.binary_search(pair).is_err());
                missing.copied().collect()
            };
            let differing = [missing(&kept, &now), missing(&now, &kept)].concat();
            found.extend(differing.into_iter().flat_map(|(a, b)| [a, b]));
        }
        found
    }
}

fn ordered(pairs: impl Iterator<Item = (u32, u32)>) -> Vec<(u32, u32)> {
    let mut ordered: Vec<(u32, u32)> = pairs.map(|(a, b)| (a.min(b), a.max(b))).collect();
    ordered.sort_unstable();
    ordered.dedup();
    ordered
}

#[cfg(test)]
mod tests {
    use super::{ABSENT, found_again};

    #[test]
    fn records_are_found_again_by_what_they_hold() {
        let (now, then) = found_again(&[5, 3, 3, 9], &[3, 4, 5, 3, 3]);
        assert_eq!(now, [2, 0, 3, ABSENT]);
        assert_eq!(then, [1, ABSENT, 0, 2, ABSENT]);
        assert_eq!(found_again(&[], &[1]), (vec![], vec![ABSENT]));
    }
}
