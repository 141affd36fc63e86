//! Where customers hang by a link that is not sure: without it they would fall into parts.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_linkage::{Linkage, ScoredPair};
use rollcall_model::{CustomerId, RecordId};

use crate::identity::StableIds;
use crate::linkage_records::LinkageRecords;

/// A link that is not sure and the part of the customer that would go with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WeakLink {
    /// Where it ties, within the part.
    pub(crate) record: RecordId,
    /// Where it ties, in the rest.
    pub(crate) other: RecordId,
    /// The records of the part, ascending.
    pub(crate) part: Vec<RecordId>,
}

/// The weak links of the customers that have some.
pub(crate) type WeakLinks = BTreeMap<CustomerId, Vec<WeakLink>>;

/// Finds them. Of each cluster the run tells the strongest pairs that tie it together, one less than it
/// has nodes: a tree, so that each of them parts it in two.
pub(crate) fn weak_links(
    linked: &Linkage,
    records: &LinkageRecords,
    cluster_of: &[(RecordId, u32)],
    ids: &StableIds,
) -> WeakLinks {
    let sure = linked.model.settings.sure;
    let is_weak = |pair: &ScoredPair| f64::from(pair.probability) < sure;
    let cluster = |pair: &ScoredPair| linked.clusters[pair.left as usize];
    let mut trees: BTreeMap<u32, Vec<&ScoredPair>> = linked
        .links
        .iter()
        .filter(|pair| is_weak(pair))
        .map(|pair| (cluster(pair), Vec::new()))
        .collect();
    if trees.is_empty() {
        return WeakLinks::new();
    }
    for pair in &linked.links {
        if let Some(tree) = trees.get_mut(&cluster(pair)) {
            tree.push(pair);
        }
    }
    let mut rows: BTreeMap<u32, Vec<RecordId>> = BTreeMap::new();
    for ((record, cluster), node) in cluster_of.iter().zip(&records.node_of) {
        if trees.contains_key(cluster) {
            rows.entry(*node).or_default().push(*record);
        }
    }
    let first = |node: u32| records.first_record[node as usize];
    let mut weak = WeakLinks::new();
    for (cluster, tree) in &trees {
        let Some(customer) = ids.of_cluster.get(cluster) else {
            continue;
        };
        let links = tree.iter().filter(|pair| is_weak(pair)).map(|pair| {
            let nodes = part(tree, pair);
            let rows = nodes.iter().filter_map(|node| rows.get(node));
            let mut part: Vec<RecordId> = rows.flatten().copied().collect();
            part.sort_unstable();
            WeakLink {
                record: first(pair.left),
                other: first(pair.right),
                part,
            }
        });
        weak.insert(*customer, links.collect());
    }
    weak
}

/// The nodes of a tree that stay with the left end of a link once it is cut.
fn part(tree: &[&ScoredPair], cut: &ScoredPair) -> BTreeSet<u32> {
    let mut around: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for pair in tree {
        if (pair.left, pair.right) != (cut.left, cut.right) {
            around.entry(pair.left).or_default().push(pair.right);
            around.entry(pair.right).or_default().push(pair.left);
        }
    }
    let mut reached = BTreeSet::from([cut.left]);
    let mut to_visit = vec![cut.left];
    while let Some(node) = to_visit.pop() {
        for next in around.get(&node).into_iter().flatten() {
            if reached.insert(*next) {
                to_visit.push(*next);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::part;
    use rollcall_linkage::ScoredPair;

    #[test]
    fn a_cut_link_parts_a_chain_in_two() {
        let link = |left, right| ScoredPair {
            left,
            right,
            weight: 0.0,
            probability: 0.5,
        };
        let chain = [link(0, 1), link(1, 2), link(1, 4), link(2, 3)];
        let tree: Vec<&ScoredPair> = chain.iter().collect();
        let parts = [0, 1, 2, 3].map(|at| part(&tree, &chain[at]).into_iter().collect::<Vec<_>>());
        assert_eq!(parts[0], [0]);
        assert_eq!(parts[1], [0, 1, 4]);
        assert_eq!(parts[2], [0, 1, 2, 3]);
        assert_eq!(parts[3], [0, 1, 2, 4]);
    }
}
