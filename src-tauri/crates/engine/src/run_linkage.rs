//! Linkage over the records of a project, and how its result is kept.

use rollcall_linkage::{Before, Learnt, Linkage, Memory, Settings, Stated, Tier, link_since};
use rollcall_model::RecordId;
use rollcall_store::{RunWriter, Store, StoredMembership};

use crate::linkage_records::{LinkageRecords, LinkedTable};
use crate::run_audit::RunReport;
use crate::unify_customers::WhoIsWho;
use crate::watch::LinkageWatch;
use crate::{EngineError, Watch, groups, held_once, stated_standing, told_by_number};

/// Rows written in one transaction.
const CHUNK: usize = 20_000;

impl LinkageRecords {
    /// The cluster of each record, in record order.
    pub(crate) fn cluster_of(&self, linked: &Linkage) -> Vec<(RecordId, u32)> {
        self.records
            .iter()
            .zip(&self.node_of)
            .map(|(record, node)| (*record, linked.clusters[*node as usize]))
            .collect()
    }
}

/// Under this name the project keeps how careful to be.
pub(crate) const TIER: &str = "tier";

/// How careful to be in this project.
pub(crate) fn tier(store: &Store) -> Result<Tier, EngineError> {
    let kept = store.setting(TIER)?;
    Ok(kept.as_deref().and_then(Tier::parse).unwrap_or_default())
}

/// The settings of a run.
pub(crate) fn settings(store: &Store) -> Result<Settings, EngineError> {
    Ok(Settings::for_tier(tier(store)?))
}

/// Links the records under everything people have stated, starting from the run in use where that
/// suffices.
pub(crate) fn link(
    store: &Store,
    tables: &[LinkedTable],
    records: &LinkageRecords,
    watch: &dyn Watch,
) -> Result<Linkage, EngineError> {
    let stated = stated(store, tables, records)?;
    Ok(link_since(
        &records.set,
        &stated,
        &settings(store)?,
        before(store)?,
        &LinkageWatch(watch),
    )?)
}

/// Links the records under everything people have stated, by other settings than those of the project
/// and from nothing that was kept.
pub(crate) fn link_with(
    store: &Store,
    tables: &[LinkedTable],
    records: &LinkageRecords,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Linkage, EngineError> {
    let stated = stated(store, tables, records)?;
    Ok(link_since(
        &records.set,
        &stated,
        settings,
        None,
        &LinkageWatch(watch),
    )?)
}

/// What the run in use left; nothing where a part of it is gone or of another form.
fn before(store: &Store) -> Result<Option<Before>, EngineError> {
    let Some(run) = store.current_run()? else {
        return Ok(None);
    };
    let memory = store.linkage_memory(run.run)?;
    let Some(memory) = memory.as_deref().and_then(Memory::from_bytes) else {
        return Ok(None);
    };
    let learnt = serde_json::from_str::<Learnt>(&store.model(run.run)?);
    let report = serde_json::from_str::<RunReport>(&run.report);
    let (Ok(learnt), Ok(report)) = (learnt, report) else {
        return Ok(None);
    };
    Ok(Some(Before {
        learnt,
        report: report.linkage,
        memory,
    }))
}

/// A verdict whose records are both loaded now.
pub(crate) struct Judged {
    pub(crate) records: (RecordId, RecordId),
    pub(crate) nodes: (u32, u32),
    pub(crate) verdict: String,
}

/// The verdicts, found again by table and key; what is said of a record that is not loaded now waits
/// for it.
pub(crate) fn judged(
    store: &Store,
    tables: &[LinkedTable],
    records: &LinkageRecords,
) -> Result<Vec<Judged>, EngineError> {
    let mut judged = Vec::new();
    for one in store.verdicts()? {
        let found = |identity| groups::found(store, tables, records, identity);
        let (Some(left), Some(right)) = (found(&one.left)?, found(&one.right)?) else {
            continue;
        };
        judged.push(Judged {
            records: (left.0, right.0),
            nodes: (left.1, right.1),
            verdict: one.verdict,
        });
    }
    Ok(judged)
}

/// Groups, verdicts, lists that hold each person once and whom values belong to, as facts; and rows of logs that hold
/// nothing but the number of one person.
pub(crate) fn stated(
    store: &Store,
    tables: &[LinkedTable],
    records: &LinkageRecords,
) -> Result<Stated, EngineError> {
    let mut stated = Stated {
        sources_without_duplicates: held_once::lists(store, tables)?,
        standings: stated_standing::of_records(store, records)?,
        ..Stated::default()
    };
    groups::add_stated(store, tables, records, &mut stated)?;
    for one in judged(store, tables, records)? {
        let (left, right) = one.nodes;
        match one.verdict.as_str() {
            "same" if left != right => stated.same.push((left, right)),
            "different" if left != right => stated.different.push((left, right)),
            _ => {}
        }
    }
    let by_number = told_by_number::pairs(tables, records, &stated);
    stated.same.extend(by_number);
    Ok(stated)
}

/// Writes to which customer each record belongs and what ties it in.
pub(crate) fn write_members(
    writer: &RunWriter<'_>,
    records: &LinkageRecords,
    linked: &Linkage,
    found: &WhoIsWho<'_>,
    watch: &dyn Watch,
) -> Result<(), EngineError> {
    let WhoIsWho {
        cluster_of,
        ids,
        households,
        ..
    } = *found;
    watch.stage("Keeping who is who", "rows");
    let ties = ties(linked);
    let mut chunk = Vec::with_capacity(CHUNK);
    let total = cluster_of.len() as u64;
    for (index, (record, cluster)) in cluster_of.iter().enumerate() {
        let node = records.node_of[index];
        let tie = ties.get(node as usize).copied().flatten();
        let customer =
            ids.of_cluster
                .get(cluster)
                .copied()
                .ok_or_else(|| EngineError::Internal {
                    message: "a cluster has no customer".into(),
                })?;
        chunk.push(StoredMembership {
            record: *record,
            customer,
            tied_to: tie.map(|(to, ..)| records.first_record[to as usize]),
            weight: tie.map(|(_, weight, _)| f64::from(weight)),
            probability: tie.map(|(.., probability)| f64::from(probability)),
            household: households.get(&customer).copied(),
        });
        if chunk.len() == CHUNK {
            watch.check()?;
            writer.add_members(&chunk)?;
            chunk.clear();
            watch.progress(index as u64 + 1, Some(total));
        }
    }
    writer.add_members(&chunk)?;
    Ok(())
}

/// What ties a node in: the other end of its pair, the weight of that and its probability.
type Tie = (u32, f32, f32);

/// The strongest pair of each node that is not the first of its cluster.
fn ties(linked: &Linkage) -> Vec<Option<Tie>> {
    let mut ties: Vec<Option<Tie>> = vec![None; linked.clusters.len()];
    for pair in &linked.links {
        // The first record of a cluster is tied to nobody; of the two the other one is tied in.
        let (node, to) = if linked.clusters[pair.right as usize] == pair.right
            || ties[pair.right as usize].is_some()
        {
            (pair.left, pair.right)
        } else {
            (pair.right, pair.left)
        };
        ties[node as usize].get_or_insert((to, pair.weight, pair.probability));
    }
    ties
}
