//! How far the clusters there come to ours, measured on the project itself.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_linkage::{Agreement, Model, Stated};
use rollcall_model::CustomerId;

use super::figures::Figures;
use super::rows::WrittenRows;
use super::tables::Said;
use super::{Handing, SAMPLED};
use crate::EngineError;

/// A weight moved by less is the same.
const SAME_WEIGHT: f64 = 0.01;

pub(super) fn figures(
    handing: &Handing<'_>,
    model: &Model,
    stated: &Stated,
    said: Said,
    written: &WrittenRows,
) -> Result<Figures, EngineError> {
    handing.watch.check()?;
    let clusters = clusters(handing, written);
    let agreement = handing.over.agreements(&clusters, &written.nodes, stated);
    let sure_from_weight = closest(&agreement);
    let there = handing.over.clusters_from(sure_from_weight, stated);
    let link_from_weight = handing.over.link_from_weight();
    let (several, largest) = mixed(&there, written);
    let sample = handing.over.sample(SAMPLED);
    let moved = |pair: &&rollcall_linkage::CheckedPair| {
        (pair.weight - pair.weight_of_two_classes).abs() > SAME_WEIGHT
    };
    let parted = |pair: &&rollcall_linkage::CheckedPair| {
        pair.weight < link_from_weight && pair.weight_of_two_classes >= link_from_weight
    };
    let customers: BTreeSet<CustomerId> = written.customers.iter().copied().collect();
    Ok(Figures {
        version: 1,
        rows: written.rows,
        values: written.values,
        records: u64::from(handing.over.records()),
        customers: customers.len() as u64,
        pairs: handing.over.pairs(),
        checked_pairs: sample.len() as u64,
        exact_pairs: sample.iter().filter(|pair| pair.exact).count() as u64,
        people: model.frequencies.people(),
        link_from_weight,
        sure_from_weight,
        agreement,
        moved_by_households: sample.iter().filter(moved).count() as u64,
        parted_by_households: sample.iter().filter(parted).count() as u64,
        judged_same: said.same,
        judged_different: said.different,
        lists_held_once: stated.sources_without_duplicates.clone(),
        clusters_of_several_customers: several,
        largest_such_cluster: largest,
    })
}

/// For each node the first node of its customer.
fn clusters(handing: &Handing<'_>, written: &WrittenRows) -> Vec<u32> {
    let mut first: BTreeMap<CustomerId, u32> = BTreeMap::new();
    for (&node, &customer) in written.nodes.iter().zip(&written.customers) {
        let known = first.entry(customer).or_insert(node);
        *known = node.min(*known);
    }
    let mut clusters: Vec<u32> = (0..handing.over.records()).collect();
    for (&node, customer) in written.nodes.iter().zip(&written.customers) {
        if let (Some(cluster), Some(&own)) = (clusters.get_mut(node as usize), first.get(customer))
        {
            *cluster = own;
        }
    }
    clusters
}

/// The threshold at which clusters agree most; of equals the most careful.
fn closest(agreement: &[Agreement]) -> f64 {
    let mut best: Option<&Agreement> = None;
    for one in agreement {
        if best.is_none_or(|best| one.f1 > best.f1) {
            best = Some(one);
        }
    }
    best.map_or(0.0, |best| best.sure_from_weight)
}

/// How many clusters there hold rows of several customers here, and how many rows the largest of them holds.
fn mixed(there: &[u32], written: &WrittenRows) -> (u64, u64) {
    let mut of_cluster: BTreeMap<u32, (BTreeSet<CustomerId>, u64)> = BTreeMap::new();
    for (&node, &customer) in written.nodes.iter().zip(&written.customers) {
        let cluster = there.get(node as usize).copied().unwrap_or(node);
        let entry = of_cluster.entry(cluster).or_default();
        entry.0.insert(customer);
        entry.1 += 1;
    }
    let mixed = of_cluster
        .values()
        .filter(|(customers, _)| customers.len() > 1);
    let sizes: Vec<u64> = mixed.map(|(_, rows)| *rows).collect();
    (sizes.len() as u64, sizes.iter().copied().max().unwrap_or(0))
}
