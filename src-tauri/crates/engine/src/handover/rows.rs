//! The rows of every table: what they say after standardising, and which customer each is.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use rollcall_delivery::{ParquetCells, ParquetColumn, ParquetFile, ParquetValues};
use rollcall_model::{Attribute, CustomerId, RecordId, ValueState};
use rollcall_store::{StandardRecord, StoredLoad};

use super::Handing;
use super::columns::{plain_name, texts, whole};
use super::times::{NO_TIME, is_time, seconds};
use crate::EngineError;
use crate::inventory::Marks;

/// Rows written in one go.
const BATCH: usize = 20_000;

/// What was written of the rows.
pub(super) struct WrittenRows {
    /// Rows about people.
    pub(super) rows: u64,
    /// Values that can be used.
    pub(super) values: u64,
    /// For each row about a person that is somebody's, its node.
    pub(super) nodes: Vec<u32>,
    /// For each of those rows, its customer.
    pub(super) customers: Vec<CustomerId>,
}

/// Writes `standardised.parquet` (a row a record), `standard_values.parquet` (a row a value) and `crosswalk.parquet`.
pub(super) fn write(handing: &Handing<'_>) -> Result<WrittenRows, EngineError> {
    handing.watch.stage("Writing rows", "rows");
    let marks = Marks::read(handing.store)?;
    let members = handing.store.memberships(handing.run.run)?;
    let attributes = attributes(handing);
    let mut batch = Batch::new(&attributes);
    let mut files = Files::create(handing, &batch)?;
    let mut written = WrittenRows {
        rows: 0,
        values: 0,
        nodes: Vec::new(),
        customers: Vec::new(),
    };
    let total: u64 = handing
        .tables
        .iter()
        .map(|table| table.load.rows_loaded)
        .sum();
    for table in handing.tables {
        let load = &table.load;
        let source = marks.of(load.source).name;
        let rows: BTreeMap<RecordId, u64> = handing
            .store
            .record_keys(load)?
            .into_iter()
            .map(|(record, row, _)| (record, row))
            .collect();
        handing
            .store
            .visit_standard::<EngineError>(load, |record| {
                let node = handing.records.node(record.record);
                let customer = members
                    .binary_search_by_key(&record.record, |member| member.0)
                    .ok()
                    .and_then(|at| members.get(at))
                    .map(|member| member.1);
                if let (Some(node), Some(customer)) = (node, customer) {
                    written.nodes.push(node);
                    written.customers.push(customer);
                }
                let place = Place {
                    source: &source,
                    load,
                    row: rows.get(&record.record).copied().unwrap_or(0),
                    number: node.map_or(-1, |node| handing.number(node)),
                    customer: customer.map(CustomerId::label).unwrap_or_default(),
                };
                written.rows += 1;
                written.values += batch.add(&place, &record, &attributes);
                if batch.rows == BATCH {
                    handing.watch.check()?;
                    handing.watch.progress(written.rows, Some(total));
                    files.add(&mut batch, &attributes)?;
                }
                Ok(ControlFlow::Continue(()))
            })?;
    }
    files.add(&mut batch, &attributes)?;
    files.finish()?;
    Ok(written)
}

/// The attributes of all tables, each under a name fit for a column.
fn attributes(handing: &Handing<'_>) -> Vec<(Attribute, String)> {
    let mut all: Vec<Attribute> = (handing.tables.iter())
        .flat_map(|table| table.mapped.iter().cloned())
        .chain(Attribute::ALL.iter().filter(|one| is_made(one)).cloned())
        .collect();
    all.sort();
    all.dedup();
    named(all)
}

/// What stands before the attributes in `standardised.parquet`.
const BEFORE: [&str; 6] = [
    "record_id",
    "source",
    "table_name",
    "row_number",
    "record_key",
    "as_of",
];

/// Gives each attribute a name that no other column has: what is called like one has underscores behind it.
fn named(attributes: Vec<Attribute>) -> Vec<(Attribute, String)> {
    let mut named: Vec<(Attribute, String)> = Vec::new();
    for attribute in attributes {
        let mut name = plain_name(&attribute.code());
        while BEFORE.contains(&name.as_str()) || named.iter().any(|(_, known)| *known == name) {
            name.push('_');
        }
        named.push((attribute, name));
    }
    named
}

/// Whether standardising makes the attribute out of others.
fn is_made(attribute: &Attribute) -> bool {
    use rollcall_model::AttributeFamily as Family;
    matches!(
        attribute.family(),
        Family::Person | Family::Address | Family::Organisation
    )
}

/// Where a record stands.
struct Place<'a> {
    source: &'a str,
    load: &'a StoredLoad,
    row: u64,
    number: i64,
    customer: String,
}

/// Rows that wait to be written.
struct Batch {
    rows: usize,
    records: Vec<i64>,
    sources: Vec<String>,
    tables: Vec<String>,
    numbers: Vec<i64>,
    keys: Vec<String>,
    as_of: Vec<String>,
    as_of_seconds: Vec<i64>,
    unique: Vec<i64>,
    customers: Vec<String>,
    /// For each attribute the lengths of its lists and their items.
    attributes: Vec<(Vec<u32>, Vec<String>)>,
    values: Values,
}

/// Values that wait to be written, a row each.
#[derive(Default)]
struct Values {
    records: Vec<i64>,
    attributes: Vec<String>,
    sets: Vec<i64>,
    standard: Vec<String>,
    seconds: Vec<i64>,
    raw: Vec<String>,
    rules: Vec<String>,
}

impl Batch {
    fn new(attributes: &[(Attribute, String)]) -> Self {
        Self {
            rows: 0,
            records: Vec::new(),
            sources: Vec::new(),
            tables: Vec::new(),
            numbers: Vec::new(),
            keys: Vec::new(),
            as_of: Vec::new(),
            as_of_seconds: Vec::new(),
            unique: Vec::new(),
            customers: Vec::new(),
            attributes: vec![Default::default(); attributes.len()],
            values: Values::default(),
        }
    }

    /// Adds a row; tells how many values of it can be used.
    fn add(
        &mut self,
        place: &Place<'_>,
        record: &StandardRecord,
        attributes: &[(Attribute, String)],
    ) -> u64 {
        self.rows += 1;
        self.records.push(record.record.0);
        self.sources.push(place.source.to_owned());
        self.tables.push(place.load.table_name.clone());
        self.numbers.push(place.row as i64);
        self.keys.push(record.key.clone());
        let as_of = record.as_of.clone().unwrap_or_default();
        self.as_of_seconds.push(seconds(&as_of));
        self.as_of.push(as_of);
        self.unique.push(place.number);
        self.customers.push(place.customer.clone());
        let valid = || {
            record
                .values
                .iter()
                .filter(|value| value.state == ValueState::Valid)
        };
        for ((attribute, _), (lengths, items)) in attributes.iter().zip(&mut self.attributes) {
            let own = valid().filter(|value| value.target.attribute == *attribute);
            let before = items.len();
            items.extend(own.map(|value| value.value.clone()));
            lengths.push((items.len() - before) as u32);
        }
        let values = &mut self.values;
        let mut count = 0;
        for value in valid() {
            count += 1;
            values.records.push(record.record.0);
            values.attributes.push(value.target.attribute.code());
            values.sets.push(i64::from(value.target.group));
            values.standard.push(value.value.clone());
            values.seconds.push(if is_time(&value.target.attribute) {
                seconds(&value.value)
            } else {
                NO_TIME
            });
            values.raw.push(value.raw.clone());
            values.rules.push(value.rule.clone().into_owned());
        }
        count
    }

    fn of_crosswalk(&self) -> Vec<ParquetColumn> {
        vec![
            whole("record_id", self.records.clone()),
            texts("source", self.sources.clone()),
            texts("table_name", self.tables.clone()),
            whole("row_number", self.numbers.clone()),
            texts("record_key", self.keys.clone()),
            whole("unique_id", self.unique.clone()),
            texts("customer_id", self.customers.clone()),
            texts("as_of", self.as_of.clone()),
            whole("as_of_seconds", self.as_of_seconds.clone()),
        ]
    }

    fn of_standardised(&self, attributes: &[(Attribute, String)]) -> Vec<ParquetColumn> {
        let mut columns = vec![
            whole("record_id", self.records.clone()),
            texts("source", self.sources.clone()),
            texts("table_name", self.tables.clone()),
            whole("row_number", self.numbers.clone()),
            texts("record_key", self.keys.clone()),
            texts("as_of", self.as_of.clone()),
        ];
        let lists = attributes.iter().zip(&self.attributes);
        columns.extend(lists.map(|((_, name), (lengths, items))| ParquetColumn {
            name: name.clone(),
            cells: ParquetCells::List {
                lengths: lengths.clone(),
                items: ParquetValues::Text(items.clone()),
            },
        }));
        columns
    }

    fn of_values(&self) -> Vec<ParquetColumn> {
        let values = &self.values;
        vec![
            whole("record_id", values.records.clone()),
            texts("attribute", values.attributes.clone()),
            whole("set_number", values.sets.clone()),
            texts("value", values.standard.clone()),
            whole("value_seconds", values.seconds.clone()),
            texts("raw", values.raw.clone()),
            texts("rule", values.rules.clone()),
        ]
    }
}

/// The three files on their way.
struct Files {
    crosswalk: ParquetFile,
    standardised: ParquetFile,
    values: ParquetFile,
}

impl Files {
    fn create(handing: &Handing<'_>, empty: &Batch) -> Result<Self, EngineError> {
        let attributes = attributes(handing);
        Ok(Self {
            crosswalk: ParquetFile::create(
                &handing.path("crosswalk.parquet"),
                &empty.of_crosswalk(),
            )?,
            standardised: ParquetFile::create(
                &handing.path("standardised.parquet"),
                &empty.of_standardised(&attributes),
            )?,
            values: ParquetFile::create(
                &handing.path("standard_values.parquet"),
                &empty.of_values(),
            )?,
        })
    }

    /// Writes what waits and empties it.
    fn add(
        &mut self,
        batch: &mut Batch,
        attributes: &[(Attribute, String)],
    ) -> Result<(), EngineError> {
        if batch.rows == 0 {
            return Ok(());
        }
        let rows = batch.rows as u64;
        self.crosswalk.add(&batch.of_crosswalk(), rows)?;
        self.standardised
            .add(&batch.of_standardised(attributes), rows)?;
        let values = batch.values.records.len() as u64;
        self.values.add(&batch.of_values(), values)?;
        *batch = Batch::new(attributes);
        Ok(())
    }

    fn finish(self) -> Result<(), EngineError> {
        self.crosswalk.finish()?;
        self.standardised.finish()?;
        self.values.finish()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rollcall_delivery::ParquetColumn;
    use rollcall_model::Attribute;

    use super::{Batch, named};

    fn names(columns: Vec<ParquetColumn>) -> Vec<String> {
        columns.into_iter().map(|column| column.name).collect()
    }

    #[test]
    fn no_column_has_the_name_of_another() {
        let mut all: Vec<Attribute> = Attribute::ALL.to_vec();
        all.push(Attribute::Custom("E mail".into()));
        all.push(Attribute::Custom("e-mail".into()));
        let attributes = named(all);
        let batch = Batch::new(&attributes);
        let standardised = names(batch.of_standardised(&attributes));
        assert!(standardised.contains(&"record_key_".to_owned()));
        let tables = [
            standardised,
            names(batch.of_crosswalk()),
            names(batch.of_values()),
        ];
        for columns in tables {
            let different: BTreeSet<&String> = columns.iter().collect();
            assert_eq!(different.len(), columns.len(), "{columns:?}");
        }
    }
}
