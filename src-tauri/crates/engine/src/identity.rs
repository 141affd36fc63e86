//! Stable ids: a customer keeps its id from run to run, merges and splits leave a trail.
//!
//! Clusters of a new run take the ids of the run before by greatest overlap in records, first come
//! the largest overlaps (the assignment Amperity describes for its stable ids). What is left over
//! on either side is told: an id that disappeared was merged, a cluster without one was split off
//! or is new.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;
use rollcall_model::{CustomerId, RecordId};
use rollcall_store::{LoadState, Store};

use crate::EngineError;

/// The ids of a run's clusters.
pub(crate) struct StableIds {
    /// The customer of each cluster, by the cluster's number.
    pub(crate) of_cluster: BTreeMap<u32, CustomerId>,
    /// Ids given for the first time.
    pub(crate) new_ids: Vec<CustomerId>,
    /// Merges and splits, one sentence each.
    pub(crate) trail: Vec<(CustomerId, String)>,
}

/// The customer each present record had in the run before. Records of a load that was replaced are
/// found again by table and stable key.
pub(crate) fn earlier_customers(
    store: &Store,
) -> Result<HashMap<RecordId, CustomerId>, EngineError> {
    let mut known = HashMap::default();
    let Some(run) = store.current_run()? else {
        return Ok(known);
    };
    let loads = store.loads()?;
    let members = store.memberships(run.run)?;
    let customer_of = |record: RecordId| {
        members
            .binary_search_by_key(&record, |(record, _)| *record)
            .ok()
            .map(|index| members[index].1)
    };
    for load in loads.iter().filter(|load| load.state == LoadState::Current) {
        let first = members.partition_point(|(record, _)| *record < load.first);
        let linked: Vec<_> = members[first..]
            .iter()
            .take_while(|(record, _)| *record <= load.last)
            .collect();
        if !linked.is_empty() {
            known.extend(linked.into_iter().copied());
            continue;
        }
        let mut by_key: HashMap<String, CustomerId> = HashMap::default();
        for old in loads
            .iter()
            .filter(|old| old.table == load.table && old.load != load.load)
        {
            for (record, _, key) in store.record_keys(old)? {
                if let Some(customer) = customer_of(record) {
                    by_key.insert(key, customer);
                }
            }
        }
        if by_key.is_empty() {
            continue;
        }
        for (record, _, key) in store.record_keys(load)? {
            if let Some(customer) = by_key.get(&key) {
                known.insert(record, *customer);
            }
        }
    }
    Ok(known)
}

/// Gives every cluster its id. `cluster_of` tells the cluster of each record, in record order.
pub(crate) fn assign(
    cluster_of: &[(RecordId, u32)],
    earlier: &HashMap<RecordId, CustomerId>,
    last: CustomerId,
) -> StableIds {
    let mut overlap: BTreeMap<(u32, CustomerId), u64> = BTreeMap::new();
    let mut order: BTreeMap<u32, RecordId> = BTreeMap::new();
    for (record, cluster) in cluster_of {
        order.entry(*cluster).or_insert(*record);
        if let Some(customer) = earlier.get(record) {
            *overlap.entry((*cluster, *customer)).or_default() += 1;
        }
    }
    let mut claims: Vec<(u64, CustomerId, u32)> = overlap
        .iter()
        .map(|((cluster, customer), records)| (*records, *customer, *cluster))
        .collect();
    claims.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut of_cluster: BTreeMap<u32, CustomerId> = BTreeMap::new();
    let mut taken: BTreeSet<CustomerId> = BTreeSet::new();
    for (_, customer, cluster) in &claims {
        if !taken.contains(customer) && !of_cluster.contains_key(cluster) {
            of_cluster.insert(*cluster, *customer);
            taken.insert(*customer);
        }
    }
    let mut unnamed: Vec<(RecordId, u32)> = order
        .iter()
        .filter(|(cluster, _)| !of_cluster.contains_key(cluster))
        .map(|(cluster, record)| (*record, *cluster))
        .collect();
    unnamed.sort_unstable();
    let mut new_ids = Vec::with_capacity(unnamed.len());
    for (next, (_, cluster)) in (last.0 + 1..).zip(&unnamed) {
        of_cluster.insert(*cluster, CustomerId(next));
        new_ids.push(CustomerId(next));
    }
    let trail = tell_trail(&claims, &of_cluster);
    StableIds {
        of_cluster,
        new_ids,
        trail,
    }
}

/// What happened to ids that met in one cluster or parted.
fn tell_trail(
    claims: &[(u64, CustomerId, u32)],
    of_cluster: &BTreeMap<u32, CustomerId>,
) -> Vec<(CustomerId, String)> {
    let mut trail = Vec::new();
    for (records, earlier, cluster) in claims {
        let Some(now) = of_cluster.get(cluster) else {
            continue;
        };
        if now == earlier {
            continue;
        }
        let rows = if *records == 1 {
            "1 record".to_owned()
        } else {
            format!("{records} records")
        };
        trail.push((*now, format!("{rows} came from {}.", earlier.label())));
        trail.push((*earlier, format!("{rows} went to {}.", now.label())));
    }
    trail.sort();
    trail
}

#[cfg(test)]
mod tests {
    use super::assign;
    use rollcall_model::{CustomerId, RecordId};

    fn clusters(of: &[(i64, u32)]) -> Vec<(RecordId, u32)> {
        of.iter()
            .map(|(record, cluster)| (RecordId(*record), *cluster))
            .collect()
    }

    #[test]
    fn a_first_run_counts_from_one_in_the_order_of_records() {
        let ids = assign(
            &clusters(&[(1, 0), (2, 1), (3, 0)]),
            &foldhash::HashMap::default(),
            CustomerId(0),
        );
        assert_eq!(ids.of_cluster[&0], CustomerId(1));
        assert_eq!(ids.of_cluster[&1], CustomerId(2));
        assert!(ids.trail.is_empty());
    }

    #[test]
    fn the_greater_part_keeps_the_id_when_a_customer_splits() {
        let earlier = (1..=3)
            .map(|record| (RecordId(record), CustomerId(7)))
            .collect();
        let ids = assign(
            &clusters(&[(1, 0), (2, 1), (3, 1)]),
            &earlier,
            CustomerId(7),
        );
        assert_eq!(ids.of_cluster[&1], CustomerId(7));
        assert_eq!(ids.of_cluster[&0], CustomerId(8));
        assert_eq!(ids.trail.len(), 2, "both sides are told");
    }

    #[test]
    fn a_merge_keeps_the_id_with_more_records() {
        let earlier = [(1, 5), (2, 6), (3, 6)]
            .map(|(r, c)| (RecordId(r), CustomerId(c)))
            .into_iter()
            .collect();
        let ids = assign(
            &clusters(&[(1, 0), (2, 0), (3, 0)]),
            &earlier,
            CustomerId(6),
        );
        assert_eq!(ids.of_cluster[&0], CustomerId(6));
        assert!(ids.new_ids.is_empty());
    }
}
