//! The nodes of a customer's graph: its records, with rows of events that say the same as one.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_linkage::RecordValues;
use rollcall_model::RecordId;
use rollcall_store::{RecordIdentity, Store, StoredMembership};

use crate::linkage_fields::Fields;
use crate::linkage_records::linked_tables;
use crate::named_accounts::NamedAccounts;
use crate::regroup::along::{Mark, marks};
use crate::table_rows::Shelf;
use crate::telling_columns::TellingColumns;
use crate::view::GraphNode;
use crate::{EngineError, records};

/// More rows than this are not even folded: they are counted.
const MOST_ROWS: usize = 20_000;

/// The nodes of a graph, in the order of their first records.
pub(super) struct Nodes {
    pub(super) shown: Vec<GraphNode>,
    /// Table and key of each node's first record.
    pub(super) identities: Vec<RecordIdentity>,
    /// What each node says, as it is compared.
    pub(super) values: Vec<RecordValues>,
    /// Nodes of which one ties the other in, the smaller place first.
    pub(super) ties: BTreeSet<(u32, u32)>,
    pub(super) rows_left_out: u64,
}

impl Nodes {
    /// At most so many nodes of a customer; those of records that are no events come first.
    pub(super) fn of(
        store: &Store,
        members: &[StoredMembership],
        most: usize,
    ) -> Result<Self, EngineError> {
        let tables = linked_tables(store)?;
        let shelf = Shelf::read(store)?;
        let looked_at = &members[..members.len().min(MOST_ROWS)];
        let marks = marks(store, &tables, looked_at)?;
        let folded = fold(looked_at, &marks, most);
        let firsts: Vec<RecordId> = folded.iter().map(|node| node.first).collect();
        let standard = store.standard_records(&firsts)?;
        let rows: BTreeMap<RecordId, u64> = store
            .raw_records(&firsts)?
            .into_iter()
            .map(|raw| (raw.record, raw.row))
            .collect();
        let named = NamedAccounts::of_current_run(store)?;
        let telling = TellingColumns::of_current_run(store)?;
        let mut fields = Fields::of(&tables, &named, &telling);
        fields.learn_addresses_of(&standard);
        let mut nodes = Self {
            shown: Vec::with_capacity(folded.len()),
            identities: Vec::with_capacity(folded.len()),
            values: Vec::with_capacity(folded.len()),
            ties: BTreeSet::new(),
            rows_left_out: 0,
        };
        let mut place: BTreeMap<RecordId, u32> = BTreeMap::new();
        for record in &standard {
            let Some(load) = shelf.load_of(record.record) else {
                continue;
            };
            let Some(table) = tables.iter().find(|table| table.load.load == load.load) else {
                continue;
            };
            let Some(node) = folded.iter().find(|node| node.first == record.record) else {
                continue;
            };
            let at = u32::try_from(nodes.shown.len()).unwrap_or(u32::MAX);
            place.extend(node.rows.iter().map(|row| (*row, at)));
            nodes
                .values
                .push(fields.record_values(table, &record.values));
            nodes.identities.push(RecordIdentity {
                table: load.table,
                key: record.key.clone(),
            });
            nodes.shown.push(GraphNode {
                record: record.record.0,
                rows: node.rows.len() as u64,
                source: shelf.marks.of(load.source),
                table: load.table_name.clone(),
                row: rows.get(&record.record).copied().unwrap_or(0),
                name: records::title(&record.values),
                joint: false,
                by_hand: false,
            });
        }
        nodes.rows_left_out = (members.len() - place.len()) as u64;
        for member in looked_at {
            let to = member.tied_to.and_then(|to| place.get(&to));
            if let (Some(&one), Some(&other)) = (place.get(&member.record), to)
                && one != other
            {
                nodes.ties.insert((one.min(other), one.max(other)));
            }
        }
        Ok(nodes)
    }

    /// Whether one of two nodes ties the other in.
    pub(super) fn are_tied(&self, one: u32, other: u32) -> bool {
        self.ties.contains(&(one.min(other), one.max(other)))
    }
}

/// A node before it is shown.
struct Folded {
    first: RecordId,
    rows: Vec<RecordId>,
}

fn fold(
    members: &[StoredMembership],
    marks: &BTreeMap<RecordId, Mark>,
    most: usize,
) -> Vec<Folded> {
    let mut known: BTreeMap<&Mark, usize> = BTreeMap::new();
    let mut folded: Vec<Folded> = Vec::new();
    for member in members {
        let mark = marks.get(&member.record);
        if let Some(at) = mark.and_then(|mark| known.get(mark)) {
            folded[*at].rows.push(member.record);
            continue;
        }
        if let Some(mark) = mark {
            known.insert(mark, folded.len());
        }
        folded.push(Folded {
            first: member.record,
            rows: vec![member.record],
        });
    }
    folded.sort_by_key(|node| (marks.contains_key(&node.first), node.first));
    folded.truncate(most);
    folded.sort_by_key(|node| node.first);
    folded
}
