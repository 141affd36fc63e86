//! Columns whose no alone keeps people from being reached: another source has their yes, and nobody else says no. The
//! strictest answer holds all the same, but such a no may be what a system writes for whoever was never asked.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_mapping::{PlainAnswer, is_in_doubt, plain_answer};
use rollcall_model::{
    Attribute, ColumnMapping, Mapping, Packed, RecordId, SourceId, TableId, TableRole,
    Transformation, Unpacked, grouped,
};
use rollcall_store::{RefusedAlone, Store, StoredLoad, StoredRun};

use super::channel;
use crate::EngineError;
use crate::inventory::Marks;
use crate::kept_answers::{Kept, kept};
use crate::lists::made_from_values;

/// Fewer people are no pattern.
const FEWEST: u64 = 10;
/// One in so many of the people whose answers contradict each other is a part worth looking at.
const ONE_IN: u64 = 5;
/// Under this name a run keeps whom a no alone keeps out, by the tables that say it.
const REFUSED_ALONE: &str = "refused_alone";

/// People whom one source alone keeps out by one channel.
#[derive(Default)]
struct Alone {
    people: u64,
    tables: BTreeSet<TableId>,
    examples: Vec<RecordId>,
}

/// Whom a no alone keeps out in a run: as it is kept with it, else read from every contradiction. Lists are counted and
/// looked at between one change and the next, and most changes are none of what people said.
pub(crate) fn refused_alone(
    store: &Store,
    run: &StoredRun,
) -> Result<Vec<RefusedAlone>, EngineError> {
    kept(
        store,
        run.run,
        REFUSED_ALONE,
        &made_from_values(store, run)?,
        || Ok(store.refused_alone(run.run)?),
    )
}

impl Kept for Vec<RefusedAlone> {
    fn to_bytes(&self) -> Result<Vec<u8>, EngineError> {
        let mut bytes = Packed::default();
        bytes.number(self.len() as u64);
        for one in self {
            bytes.text(&one.attribute);
            bytes.number(one.tables.len() as u64);
            for table in &one.tables {
                bytes.signed(table.0);
            }
            bytes.number(one.people);
            bytes.signed(one.example.0);
        }
        Ok(bytes.into_bytes())
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut bytes = Unpacked::new(bytes);
        let mut all = Self::new();
        for _ in 0..bytes.count()? {
            let attribute = bytes.text()?.to_owned();
            let tables = (0..bytes.count()?).map(|_| bytes.signed().map(TableId));
            let tables = tables.collect::<Option<_>>()?;
            all.push(RefusedAlone {
                attribute,
                tables,
                people: bytes.number()?,
                example: RecordId(bytes.signed()?),
            });
        }
        bytes.is_empty().then_some(all)
    }
}

/// Columns that alone keep people out, one sentence each, most people first.
pub(crate) fn kept_out(store: &Store) -> Result<Vec<String>, EngineError> {
    let Some(run) = store.current_run()? else {
        return Ok(Vec::new());
    };
    let loads = store.current_loads()?;
    let mut alone: BTreeMap<(String, SourceId), Alone> = BTreeMap::new();
    for one in refused_alone(store, &run)? {
        let sources = one
            .tables
            .iter()
            .filter_map(|table| source_of(&loads, *table));
        let sources: BTreeSet<SourceId> = sources.collect();
        if sources.len() > 1 {
            continue;
        }
        for source in sources {
            let known = alone.entry((one.attribute.clone(), source)).or_default();
            known.people += one.people;
            known.tables.extend(&one.tables);
            known.examples.push(one.example);
        }
    }
    let mut contradicted: BTreeMap<String, u64> = BTreeMap::new();
    for (attribute, _, people) in store.conflict_counts(run.run)? {
        *contradicted.entry(attribute).or_default() += people;
    }
    let marks = Marks::read(store)?;
    let mut told = Vec::new();
    for ((code, source), found) in alone {
        let among = contradicted.get(&code).copied().unwrap_or(0);
        if found.people < FEWEST || found.people * ONE_IN < among {
            continue;
        }
        if let Some(columns) = columns(store, &loads, &channel(&code)?, &found)? {
            let sentence = sentence(&marks.of(source).name, &columns, found.people);
            told.push((found.people, sentence));
        }
    }
    told.sort_by_key(|(people, _)| std::cmp::Reverse(*people));
    Ok(told.into_iter().map(|(_, sentence)| sentence).collect())
}

fn source_of(loads: &[StoredLoad], table: TableId) -> Option<SourceId> {
    loads
        .iter()
        .find(|load| load.table == table)
        .map(|load| load.source)
}

/// The headers of the columns that say no; nothing where one of the tables says it otherwise, by its name or as a log
/// does, or one of the rows says it in words nobody writes by default: "unsubscribed".
fn columns(
    store: &Store,
    loads: &[StoredLoad],
    channel: &Attribute,
    found: &Alone,
) -> Result<Option<BTreeSet<String>>, EngineError> {
    let mut by_table = BTreeMap::new();
    for table in &found.tables {
        let mapping = store.mapping(*table)?.map(|stored| stored.mapping);
        let column = mapping.and_then(|mapping| asking(&mapping, channel).cloned());
        let Some(column) = column else {
            return Ok(None);
        };
        by_table.insert(*table, column);
    }
    for raw in store.raw_records(&found.examples)? {
        let load = loads.iter().find(|load| load.load == raw.load);
        let column = load.and_then(|load| by_table.get(&load.table));
        let cell = column.and_then(|column| raw.cells.get(column.column));
        if cell.and_then(|cell| plain_answer(&cell.text)) != Some(PlainAnswer::No) {
            return Ok(None);
        }
    }
    let headers = by_table.into_values().map(|column| column.header);
    Ok(Some(headers.collect()))
}

/// The column in which a table of people, or of what they bought, keeps the answer to whether a channel may be used.
fn asking<'a>(mapping: &'a Mapping, channel: &Attribute) -> Option<&'a ColumnMapping> {
    if mapping.role == TableRole::Consents {
        return None;
    }
    mapping.columns.iter().find(|column| {
        let target = column.target.as_ref();
        target.is_some_and(|target| target.attribute == *channel)
            && column.transformation == Transformation::Keep
            && !is_in_doubt(mapping, column)
    })
}

fn sentence(source: &str, columns: &BTreeSet<String>, people: u64) -> String {
    let names: Vec<String> = columns
        .iter()
        .map(|header| format!("\"{}\"", header.trim()))
        .collect();
    format!(
        "{source}: the no under {} alone keeps people out whose yes another source has: {}. Is it a default and no answer? Then leave the column out in the mapping; until then the no holds.",
        names.join(", "),
        grouped(people)
    )
}

#[cfg(test)]
mod tests {
    use rollcall_model::{RecordId, TableId};
    use rollcall_store::RefusedAlone;

    use crate::kept_answers::Kept;

    #[test]
    fn what_is_kept_comes_back_and_bytes_that_nobody_wrote_so_are_nothing()
    -> Result<(), Box<dyn std::error::Error>> {
        let all = vec![
            RefusedAlone {
                attribute: "email_consent".into(),
                tables: vec![TableId(2), TableId(300)],
                people: 70_000,
                example: RecordId(1 << 40),
            },
            RefusedAlone {
                attribute: "sms_consent".into(),
                tables: Vec::new(),
                people: 1,
                example: RecordId(0),
            },
        ];
        let bytes = Kept::to_bytes(&all)?;
        assert_eq!(Vec::<RefusedAlone>::from_bytes(&bytes), Some(all));
        let cut = &bytes[..bytes.len() - 1];
        assert_eq!(Vec::<RefusedAlone>::from_bytes(cut), None);
        Ok(())
    }
}
