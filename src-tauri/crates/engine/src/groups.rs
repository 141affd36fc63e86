//! What people said about who belongs together, as a run obeys it.

use std::collections::BTreeMap;

use rollcall_linkage::Stated;
use rollcall_model::RecordId;
use rollcall_store::{RecordIdentity, Store, StoredGroups};

use crate::EngineError;
use crate::linkage_records::{LinkageRecords, LinkedTable};

/// Under this name the project keeps the fingerprint of the groups that customers are shown by, where a
/// run of before did not know of them.
const SHOWN: &str = "groups_shown";

/// Adds to what is stated: the records of a group are one customer, groups that were parted are not.
/// A record that is not loaded now leaves the others of its group together.
pub(crate) fn add_stated(
    store: &Store,
    tables: &[LinkedTable],
    records: &LinkageRecords,
    stated: &mut Stated,
) -> Result<(), EngineError> {
    let groups = store.groups()?;
    let mut nodes: BTreeMap<i64, Vec<u32>> = BTreeMap::new();
    for (identity, grouping) in &groups.of_record {
        nodes
            .entry(grouping.group)
            .or_default()
            .extend(node(store, tables, records, identity)?);
    }
    for members in nodes.values_mut() {
        members.sort_unstable();
        members.dedup();
        let next = members.iter().skip(1);
        let chain = members.iter().zip(next).map(|(one, other)| (*one, *other));
        stated.same.extend(chain);
    }
    let first = |group: &i64| {
        nodes
            .get(group)
            .and_then(|members| members.first())
            .copied()
    };
    for (left, right) in &groups.parted {
        if let (Some(one), Some(other)) = (first(left), first(right))
            && one != other
        {
            stated.different.push((one, other));
        }
    }
    Ok(())
}

/// The node of a record that is named by table and key, if it is loaded and takes part.
pub(crate) fn node(
    store: &Store,
    tables: &[LinkedTable],
    records: &LinkageRecords,
    identity: &RecordIdentity,
) -> Result<Option<u32>, EngineError> {
    Ok(found(store, tables, records, identity)?.map(|(_, node)| node))
}

/// A record that is named by table and key and its node, if it is loaded and takes part.
pub(crate) fn found(
    store: &Store,
    tables: &[LinkedTable],
    records: &LinkageRecords,
    identity: &RecordIdentity,
) -> Result<Option<(RecordId, u32)>, EngineError> {
    if !tables
        .iter()
        .any(|table| table.load.table == identity.table)
    {
        return Ok(None);
    }
    let record = store.record_by_key(identity.table, &identity.key)?;
    Ok(record.and_then(|record| Some((record, records.node(record)?))))
}

/// Fingerprint of the groups; blank while nobody put or took anything together.
pub(crate) fn fingerprint(groups: &StoredGroups) -> String {
    if groups.of_record.is_empty() {
        return String::new();
    }
    let mut hasher = blake3::Hasher::new();
    for (identity, grouping) in &groups.of_record {
        let (table, group) = (identity.table.0, grouping.group);
        hasher.update(format!("{table} {group} {}\n", identity.key).as_bytes());
    }
    hasher.update(format!("{:?}", groups.parted).as_bytes());
    hasher.finalize().to_hex()[..16].to_owned()
}

/// The fingerprint of the groups that a run knew of, by what it follows from.
fn known_to(basis: &str) -> &str {
    basis.split_once('+').map_or("", |(_, groups)| groups)
}

/// Whether customers are shown as people grouped them.
pub(crate) fn are_shown(store: &Store, basis: &str) -> Result<bool, EngineError> {
    let now = fingerprint(&store.groups()?);
    let shown = store.kept(SHOWN)?;
    Ok(now == shown.as_deref().unwrap_or_else(|| known_to(basis)))
}

/// Notes that customers are shown as people grouped them.
pub(crate) fn note_shown(store: &Store, basis: &str) -> Result<(), EngineError> {
    let now = fingerprint(&store.groups()?);
    let differs = now != known_to(basis);
    Ok(store.keep(SHOWN, differs.then_some(now.as_str()))?)
}
