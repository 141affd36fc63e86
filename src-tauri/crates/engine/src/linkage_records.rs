//! From standardised records to what the linkage engine compares.
//!
//! The linkage engine knows fields and values, not tables or columns. Rows of one events or
//! consents table that say exactly the same about the same identified person (the lines of one
//! order, every mail sent to one address) become one node, so that a customer with a thousand
//! events is compared once.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use foldhash::HashMap;
use rollcall_linkage::{RecordSet, RecordSetBuilder};
use rollcall_mapping::{columns_sent_to, dated_answers};
use rollcall_model::{Attribute, ColumnIndex, RecordId, TableId, TableRole};
use rollcall_store::{Store, StoreError, StoredLoad};

use crate::linkage_fields::Fields;
use crate::named_accounts::NamedAccounts;
use crate::telling_columns::TellingColumns;
use crate::{EngineError, Watch};

/// A table whose records are linked.
pub(crate) struct LinkedTable {
    pub(crate) load: StoredLoad,
    pub(crate) role: TableRole,
    /// Attributes its columns are mapped to.
    pub(crate) mapped: Vec<Attribute>,
    /// Its columns about whoever a purchase goes to, beside its buyer.
    pub(crate) sent_to: BTreeSet<ColumnIndex>,
    /// The list its records stand in, as the linkage engine numbers its sources: a system's customers
    /// and its orders have habits of their own. It follows from what the table is called, so that it is the same
    /// whichever file was loaded first.
    pub(crate) list: u32,
}

/// The records of a run and the nodes they became.
pub(crate) struct LinkageRecords {
    pub(crate) set: RecordSet,
    /// Attribute of each field of the set.
    pub(crate) fields: Vec<Attribute>,
    /// Every record about a person, ascending.
    pub(crate) records: Vec<RecordId>,
    /// The node of each record.
    pub(crate) node_of: Vec<u32>,
    /// The first record of each node.
    pub(crate) first_record: Vec<RecordId>,
    /// Columns of ids that name the accounts of another source.
    pub(crate) named_accounts: NamedAccounts,
    /// Columns besides names and addresses that tell people apart.
    pub(crate) telling_columns: TellingColumns,
}

impl LinkageRecords {
    /// The node of a record, if it takes part.
    pub(crate) fn node(&self, record: RecordId) -> Option<u32> {
        self.records
            .binary_search(&record)
            .ok()
            .map(|index| self.node_of[index])
    }
}

/// Reads the records of the tables into a set.
pub(crate) fn gather(
    store: &Store,
    tables: &[LinkedTable],
    watch: &dyn Watch,
) -> Result<LinkageRecords, EngineError> {
    let named_accounts = NamedAccounts::find(store, tables, watch)?;
    let telling_columns = TellingColumns::find(store, tables)?;
    let mut fields = Fields::of(tables, &named_accounts, &telling_columns);
    fields.learn_addresses(store, tables)?;
    let mut builder = RecordSetBuilder::new(fields.specs.clone());
    let mut all = Vec::new();
    let mut node_of = Vec::new();
    let mut first_record = Vec::new();
    let total: u64 = tables.iter().map(|table| table.load.rows_loaded).sum();
    let mut done = 0;
    watch.stage("Reading records", "rows");
    for table in tables {
        let mut known: HashMap<[u8; 16], u32> = HashMap::default();
        store.visit_standard::<EngineError>(&table.load, |record| {
            done += 1;
            if done % 10_000 == 0 {
                watch.check()?;
                watch.progress(done, Some(total));
            }
            if !record.person && !fields.names_somebody(table, &record.values) {
                return Ok(ControlFlow::Continue(()));
            }
            let values = fields.values(table, &record.values);
            let same = fields.mark(table, &values);
            let node = match same.and_then(|same| known.get(&same).copied()) {
                Some(node) => node,
                None => {
                    let node = builder.begin(table.list);
                    for (field, value) in &values {
                        builder.value(*field, value);
                    }
                    first_record.push(record.record);
                    if let Some(same) = same {
                        known.insert(same, node);
                    }
                    node
                }
            };
            all.push(record.record);
            node_of.push(node);
            Ok(ControlFlow::Continue(()))
        })?;
    }
    // Tables are in an order of their own, records in the order they were loaded.
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_unstable_by_key(|index| all[*index]);
    Ok(LinkageRecords {
        set: builder.finish(),
        fields: fields.attributes,
        node_of: order.iter().map(|index| node_of[*index]).collect(),
        records: order.iter().map(|index| all[*index]).collect(),
        first_record,
        named_accounts,
        telling_columns,
    })
}

/// The tables that take part: everything in use that can tell about a person, in an order that follows from what they
/// were called at first.
pub(crate) fn linked_tables(store: &Store) -> Result<Vec<LinkedTable>, StoreError> {
    let known = store.tables()?;
    let list_of = |table: TableId| known.iter().find(|one| one.table == table);
    let mut tables = Vec::new();
    for load in store.current_loads()? {
        let Some(stored) = store.mapping(load.table)? else {
            continue;
        };
        if stored.mapping.role == TableRole::Figures {
            continue;
        }
        let mut mapped = mapped_attributes(&stored.mapping);
        mapped.sort();
        mapped.dedup();
        tables.push(LinkedTable {
            role: stored.mapping.role,
            mapped,
            sent_to: columns_sent_to(&stored.mapping),
            list: list_of(load.table).map_or(0, |one| one.list),
            load,
        });
    }
    tables.sort_by_key(|table| (table.list, table.load.table));
    Ok(tables)
}

/// Attributes the columns and constants of a mapping give, with what standardising makes of them.
pub(crate) fn mapped_attributes(mapping: &rollcall_model::Mapping) -> Vec<Attribute> {
    let columns = mapping
        .columns
        .iter()
        .filter_map(|column| column.target.as_ref());
    let constants = mapping.constants.iter().map(|(target, _)| target);
    let mut attributes: Vec<Attribute> = columns
        .chain(constants)
        .map(|target| target.attribute.clone())
        .collect();
    add_channels_of_statements(&mut attributes);
    attributes.extend(dated_answers(mapping).into_iter().map(|it| it.channel));
    attributes
}

/// The channels that statements of a log may be about: each row names one of them, or e-mail where none has a column.
fn add_channels_of_statements(attributes: &mut Vec<Attribute>) {
    if !attributes.contains(&Attribute::ConsentState) {
        return;
    }
    let has_channels = attributes.contains(&Attribute::ConsentChannel);
    if !has_channels && !attributes.contains(&Attribute::ConsentPurpose) {
        attributes.retain(|one| *one != Attribute::ConsentState);
    }
    if has_channels {
        attributes.extend_from_slice(Attribute::PERMISSIONS);
    } else {
        attributes.push(Attribute::EmailConsent);
    }
}
