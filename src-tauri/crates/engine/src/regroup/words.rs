//! What people said about who belongs together, after they say it anew for some records.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::CustomerId;
use rollcall_store::{RecordIdentity, StoredGrouping, StoredGroups};

/// Records that are said to be one customer, with the customer each belonged to until now.
pub(crate) type Together = Vec<(RecordIdentity, CustomerId)>;

/// What is said of some customers.
pub(crate) struct Said<'a> {
    /// The records of each customer there is to be.
    pub(crate) parts: &'a [Together],
    /// Whether the parts are different customers; else nothing is said of that.
    pub(crate) apart: bool,
    /// Records that are said to have stood with the wrong customer: what that one was parted from
    /// says nothing of them.
    pub(crate) misplaced: &'a BTreeSet<RecordIdentity>,
    /// Why.
    pub(crate) reason: &'a str,
}

/// The groups after `said`, which stands above all that was said of these records before. What other
/// groups were parted from stays parted.
pub(crate) fn regrouped(before: &StoredGroups, said: &Said<'_>) -> StoredGroups {
    let mut after = before.clone();
    let first = next_group(before);
    let numbers: Vec<i64> = (first..).take(said.parts.len()).collect();
    // Into which parts the records of each group went.
    let mut went: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    let mut heirs: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for (part, number) in said.parts.iter().zip(&numbers) {
        for (record, was) in part {
            let grouping = StoredGrouping {
                group: *number,
                was: *was,
            };
            let old = after.of_record.insert(record.clone(), grouping);
            let Some(old) = old else { continue };
            went.entry(old.group).or_default().insert(*number);
            if !said.misplaced.contains(record) {
                heirs.entry(old.group).or_default().insert(*number);
            }
        }
        after.reasons.insert(*number, said.reason.to_owned());
    }
    // Records of a group that are not loaded now go where all the others went.
    for grouping in after.of_record.values_mut() {
        let only = went.get(&grouping.group).filter(|went| went.len() == 1);
        if let Some(number) = only.and_then(BTreeSet::first) {
            grouping.group = *number;
        }
    }
    let living: BTreeSet<i64> = after.of_record.values().map(|one| one.group).collect();
    for group in living.iter().filter(|group| **group < first) {
        heirs.entry(*group).or_default().insert(*group);
    }
    after.reasons.retain(|group, _| living.contains(group));
    after.parted = parted(before, &heirs);
    if said.apart {
        for (at, left) in numbers.iter().enumerate() {
            let others = numbers.iter().skip(at + 1);
            after.parted.extend(others.map(|right| (*left, *right)));
        }
    }
    after
}

fn parted(before: &StoredGroups, heirs: &BTreeMap<i64, BTreeSet<i64>>) -> BTreeSet<(i64, i64)> {
    let of = |group: &i64| heirs.get(group).into_iter().flatten().copied();
    let pairs = before.parted.iter().flat_map(|(left, right)| {
        of(left).flat_map(move |one| of(right).map(move |other| (one, other)))
    });
    pairs
        .filter(|(one, other)| one != other)
        .map(|(one, other)| (one.min(other), one.max(other)))
        .collect()
}

fn next_group(groups: &StoredGroups) -> i64 {
    let of_records = groups.of_record.values().map(|one| one.group);
    let last = of_records.chain(groups.reasons.keys().copied()).max();
    last.unwrap_or(0) + 1
}

#[cfg(test)]
mod tests;
