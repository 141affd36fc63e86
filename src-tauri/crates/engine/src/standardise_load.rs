//! Standardise a load: rows become records with values, a stable key and a time.

mod date_orders;
mod keys;
mod known_again;
mod shared_ids;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use chrono::NaiveDate;
use rayon::prelude::*;
use rollcall_checks::{ReportCell, total_rows};
use rollcall_intake::Reading;
use rollcall_mapping::{Mapper, columns_heard, dated_answers};
use rollcall_model::{
    Attribute, Cell, ConsentState, DecimalMark, Mapping, Problem, RecordId, StandardValue,
    TableRole, Target, TypedCell, ValueState,
};
use rollcall_standardise::{TableContext, money, standardise_record, time_zone};
use rollcall_store::{
    RawRecord, StandardRecord, Standardised, Store, StoreError, StoredLoad, StoredMapping,
};

use crate::profile_load::{self, Counter, ValidRows};
use crate::records::{answered_at, is_person_evidence};
use crate::says_no::{DoubtfulColumns, says_no};
use crate::tombstones::{Known, Memory, refusal};
use crate::write_behind::write_behind;
use crate::{EngineError, Watch, entries, loads, mends, problems, purge};
pub(crate) use date_orders::CHOOSE as CHOOSE_ORDER;
use date_orders::decide_dates;
use keys::Keys;
pub(crate) use keys::content_key;
use known_again::KnownAgain;
use shared_ids::SharedIds;

/// Grows when standardising changes, so that records are made again.
const VERSION: &str = "17";
/// Rows worked on at once.
const CHUNK: usize = 8_192;

/// What a load's records should be standardised with now.
pub(crate) fn recipe(load: &StoredLoad, mapping: &StoredMapping) -> String {
    let recipe = format!("mapping {} rules {VERSION}", mapping.mapping_id);
    mends::noted(recipe, load)
}

/// The version of the rules in a recipe, whichever mapping it was made with and however often rows were mended.
pub(crate) fn rules_of(made: &str) -> &str {
    let recipe = mends::without_mends(made);
    recipe
        .split_once(" rules ")
        .map_or(recipe, |(_, rules)| rules)
}

/// Makes the records of a load anew.
pub(crate) fn standardise_load(
    store: &Store,
    load: &StoredLoad,
    stored: &StoredMapping,
    today: NaiveDate,
    done_before: u64,
    total: u64,
    watch: &dyn Watch,
) -> Result<(), EngineError> {
    let mapping = &stored.mapping;
    let totals = totals(store, load, mapping)?;
    let (context, mut found) = table_context(store, load, mapping, today)?;
    let mapper = Mapper::new(mapping);
    let doubtful = DoubtfulColumns::of(mapping);
    let writer = store.restandardise(load)?;
    let mut keys = keys_for(store, load, mapping)?;
    let mut tally = problems::Tally::new(load, mapping);
    let memory = Memory::read(store)?;
    // Rows that are taken out now were counted while the file was loaded.
    let kept_from = store.purged_before(load.source)?;
    let is_counted = totals.is_empty() && memory.is_empty() && kept_from.is_none();
    let counted = is_counted
        .then(|| profile_load::counted(store, load))
        .transpose()?
        .flatten();
    let mut counter = counted
        .is_none()
        .then(|| Counter::new(&load.header, context.decimal_mark, context.today));
    let mut valid = ValidRows::new(load.header.len(), mapping);
    let mut done = 0;
    let mut refused: BTreeMap<String, Vec<RecordId>> = BTreeMap::new();
    let mut past: Vec<RecordId> = Vec::new();
    let mut make = |chunk: &mut Vec<RawRecord>| -> Result<Vec<StandardRecord>, EngineError> {
        watch.check()?;
        let mut made: Vec<StandardRecord> = chunk
            .par_iter()
            .map(|raw| doubtful.noted(standardise(raw, &mapper, &context, mapping.role)))
            .collect();
        let mut left_out = BTreeSet::new();
        for (record, raw) in made.iter_mut().zip(chunk.iter()) {
            let known = Known {
                source: load.source,
                table: load.table,
                role: mapping.role,
                key: &record.key,
                values: &record.values,
            };
            if let Some(erased_at) = memory.erased_at(&known) {
                let told = refusal(erased_at);
                refused.entry(told).or_default().push(record.record);
                left_out.insert(record.record);
            } else if is_past(record, kept_from.as_deref()) {
                past.push(record.record);
                left_out.insert(record.record);
            } else {
                valid.add(&record.values);
            }
            record.key = keys.unique(std::mem::take(&mut record.key), raw.record, &raw.cells);
            tally.add(record, &raw.cells);
        }
        if let Some(counter) = &mut counter {
            counter.add(chunk, &left_out);
        }
        done += chunk.len() as u64;
        watch.progress(done_before + done, Some(total));
        chunk.clear();
        Ok(made)
    };
    let written = write_behind(
        |made: Vec<StandardRecord>| Ok(writer.add(&made)?),
        |hand_over| {
            let mut chunk = Vec::with_capacity(CHUNK);
            store.visit_rows::<EngineError>(load, |raw| {
                if totals.binary_search(&raw.record).is_err() {
                    chunk.push(raw);
                }
                if chunk.len() == CHUNK {
                    return Ok(hand_over(make(&mut chunk)?));
                }
                Ok(ControlFlow::Continue(()))
            })?;
            let _the_last = hand_over(make(&mut chunk)?);
            Ok(())
        },
    );
    if let Err(error) = written {
        writer.discard()?;
        return Err(error);
    }
    writer.rekey(&keys.settle())?;
    found.extend(tally.finish(keys.repeated));
    found.extend(problems::open_columns(load, mapping));
    let counts = counted
        .or_else(|| counter.map(Counter::finish))
        .unwrap_or_default();
    let profiled = profile_load::profiled(&counts, &load.header, mapping, &context, Some(valid))?;
    found.extend(profiled.problems(load));
    let first_kept = kept_from.unwrap_or_default();
    found.extend(told_past(load, &past, &first_kept));
    writer.finish(&Standardised {
        with: &recipe(load, stored),
        totals: &totals,
        totals_told: "This row sums up the others: it has no name of its own and its figures are theirs added up.",
        // What the mapping of the time could not tell while the file was loaded.
        refused: &refused,
        past: &past,
        past_told: &purge::refusal(&first_kept),
        problems: &found,
        profiles: &profiled.profiles,
    })?;
    Ok(())
}

/// The keys that rows of a load had before, beside which new ones are made.
fn keys_for(store: &Store, load: &StoredLoad, mapping: &Mapping) -> Result<Keys, EngineError> {
    let shared = shared_ids(store, load, mapping.role)?;
    Ok(Keys::after(shared).again(KnownAgain::of(store, load, mapping)?))
}

/// The rows that shared their id as the load was made sense of before, else in the load before.
fn shared_ids(store: &Store, load: &StoredLoad, role: TableRole) -> Result<SharedIds, EngineError> {
    if load.standardised_with.is_some() {
        return SharedIds::of(store, Some(load), role);
    }
    let all = store.loads()?;
    SharedIds::of(store, loads::previous(&all, load), role)
}

/// What is told of rows that were kept as long as agreed.
fn told_past(
    load: &StoredLoad,
    past: &[RecordId],
    first_kept: &str,
) -> Option<(Problem, Vec<RecordId>)> {
    let rows = past.len() as u64;
    (rows > 0).then(|| (problems::past_retention(load, rows, first_kept), Vec::new()))
}

/// Whether a row last changed before the first day that is kept of its source. One that says no is let in, however
/// old: a no that comes again is obeyed.
fn is_past(record: &StandardRecord, first_kept: Option<&str>) -> bool {
    if record.says_no {
        return false;
    }
    match (
        record.as_of.as_deref().and_then(|time| time.get(..10)),
        first_kept,
    ) {
        (Some(day), Some(first_kept)) => day < first_kept,
        _ => false,
    }
}

/// What holds for all rows of a load, and what could not be decided about it.
pub(crate) fn table_context(
    store: &Store,
    load: &StoredLoad,
    mapping: &Mapping,
    today: NaiveDate,
) -> Result<(TableContext, FoundProblems), EngineError> {
    let (dates, undecided) = decide_dates(store, load, mapping)?;
    let context = TableContext {
        default_country: mapping.default_country.clone(),
        date_orders: dates.orders,
        contradicted: dates.contradicted,
        long_ago: dates.long_ago,
        heard: columns_heard(mapping),
        dated_answers: dated_answers(mapping),
        zones: time_zone::of_columns(mapping),
        decimal_mark: decimal_mark(load)?,
        today,
    };
    Ok((context, undecided))
}

/// A report with more rows than this is read as it is.
const LONGEST_REPORT: u64 = 5_000;

/// The rows of a report that sum up the others, in order: they are taken out, so that nothing is
/// counted twice.
fn totals(
    store: &Store,
    load: &StoredLoad,
    mapping: &Mapping,
) -> Result<Vec<RecordId>, EngineError> {
    if mapping.role != TableRole::Figures || load.rows_loaded > LONGEST_REPORT {
        return Ok(Vec::new());
    }
    let mut rows: Vec<RawRecord> = Vec::new();
    store.visit_rows::<StoreError>(load, |raw| {
        rows.push(raw);
        Ok(ControlFlow::Continue(()))
    })?;
    let (country, mark) = (mapping.default_country.as_deref(), decimal_mark(load)?);
    let cells: Vec<Vec<ReportCell>> = rows
        .iter()
        .map(|raw| {
            raw.cells
                .iter()
                .map(|cell| ReportCell {
                    is_blank: cell.is_blank(),
                    figure: figure(cell, country, mark),
                })
                .collect()
        })
        .collect();
    let mut totals: Vec<RecordId> = total_rows(&cells)
        .into_iter()
        .filter_map(|position| rows.get(position))
        .map(|raw| raw.record)
        .collect();
    totals.sort_unstable();
    Ok(totals)
}

/// The number in a cell: the one its file tells it to be, else the one its text reads as.
pub(crate) fn figure(cell: &Cell, country: Option<&str>, mark: Option<DecimalMark>) -> Option<f64> {
    match cell.typed {
        Some(TypedCell::Number(number)) => Some(number),
        _ => money::number(&cell.text, country, mark).value.parse().ok(),
    }
}

/// One row, before its key is made unique.
pub(crate) fn standardise(
    raw: &RawRecord,
    mapper: &Mapper,
    context: &TableContext,
    role: TableRole,
) -> StandardRecord {
    let mut values = standardise_record(context, &mapper.apply_typed(&raw.cells));
    set_doubtful_yes_apart(&mut values, mapper);
    let valid = |attribute: &Attribute| valid_value(&values, attribute);
    let key = valid(&Attribute::RecordKey)
        .map_or_else(|| content_key(&raw.cells), |value| value.value.clone());
    let date = [
        Attribute::UpdatedAt,
        Attribute::LastActiveAt,
        Attribute::LastPurchaseAt,
        Attribute::EventTime,
    ]
    .iter()
    .find_map(valid)
    .or_else(|| answered_at(&values))
    .or_else(|| valid(&Attribute::CreatedAt));
    let says_no = says_no(&values);
    // A no is obeyed, whoever it may be of.
    let is_nobody = role == TableRole::Customers && !says_no && entries::is_training(&values);
    let person = !is_nobody
        && values.iter().any(|value| {
            value.state == ValueState::Valid && tells_of_person(role, &value.target.attribute)
        });
    StandardRecord {
        record: raw.record,
        key,
        as_of: date.map(|value| value.value.clone()),
        dated_by: date.and_then(|value| value.column),
        says_no,
        person,
        values,
    }
}

/// Whether a value of an attribute makes the row of a table one of a person.
fn tells_of_person(role: TableRole, attribute: &Attribute) -> bool {
    match role {
        TableRole::Figures => false,
        // A row of a customers table is a customer even when it says nothing but its own id.
        TableRole::Customers => true,
        // A field of the project's own says something of what happened: an amount, a reason, a depot. It makes nobody.
        TableRole::Events => {
            is_person_evidence(attribute) && !matches!(attribute, Attribute::Custom(_))
        }
        TableRole::Consents | TableRole::Unclear => is_person_evidence(attribute),
    }
}

fn valid_value<'a>(
    values: &'a [StandardValue],
    attribute: &Attribute,
) -> Option<&'a StandardValue> {
    let mut values = values.iter();
    values.find(|value| value.state == ValueState::Valid && value.target.attribute == *attribute)
}

/// A yes in a column nobody has confirmed as a permission is kept under the column's own name and
/// permits nothing; a no is believed. What would follow from it for the channels of a statement is left out.
fn set_doubtful_yes_apart(values: &mut Vec<StandardValue>, mapper: &Mapper) {
    let kept = |value: &StandardValue| {
        let is_yes =
            value.state == ValueState::Valid && value.value == ConsentState::OptedIn.code();
        value
            .column
            .filter(|_| is_yes)
            .and_then(|column| mapper.kept_in_doubt(column))
    };
    values.retain(|value| value.rule != "consent.by_channel" || kept(value).is_none());
    for value in values {
        if let Some(attribute) = kept(value) {
            value.target = Target::from(attribute.clone());
            "yes".clone_into(&mut value.value);
        }
    }
}

type FoundProblems = Vec<(Problem, Vec<RecordId>)>;

/// How the file of a load writes its numbers.
pub(crate) fn decimal_mark(load: &StoredLoad) -> Result<Option<DecimalMark>, EngineError> {
    let reading: Reading = serde_json::from_str(&load.reading)?;
    Ok(reading.decimal_mark)
}

#[cfg(test)]
mod cancelled;
#[cfg(test)]
mod typed_numbers;
