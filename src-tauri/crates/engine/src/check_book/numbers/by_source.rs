//! Orders by source: counted where the orders are, read off where a platform reports them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use rollcall_checks::{MonthOfOrders, counts_orders};
use rollcall_model::{Attribute, TableRole};
use rollcall_store::{Store, StoreError, StoredLoad};

use super::super::clocks::Zones;
use super::basis;
use crate::event_rows::tables;
use crate::inventory::Marks;
use crate::told_columns::told_columns;
use crate::view::{InputFact, SourceMark};
use crate::{EngineError, records, standardise_load};

/// Orders as one source has them.
#[derive(Debug, Clone)]
pub(super) struct OrdersBySource {
    pub(super) source: SourceMark,
    pub(super) table: String,
    /// The month, `YYYY-MM`; nothing for a report that does not say one.
    pub(super) period: Option<String>,
    /// The number the source itself would say.
    pub(super) said: f64,
    /// That number without what is no order; nothing for a report, which cannot be looked into.
    pub(super) real: Option<f64>,
    /// How that number came about.
    pub(super) basis: Vec<InputFact>,
}

/// The orders of a table, month by month.
pub(super) fn by_month(
    source: &SourceMark,
    table: &str,
    months: &BTreeMap<String, MonthOfOrders>,
    basis: &[InputFact],
) -> Vec<OrdersBySource> {
    let told = |(month, counts): (&String, &MonthOfOrders)| OrdersBySource {
        source: source.clone(),
        table: table.to_owned(),
        period: Some(month.clone()),
        said: counts.placed as f64,
        real: Some(counts.real() as f64),
        basis: basis.to_vec(),
    };
    months.iter().map(told).collect()
}

/// What the platforms' own reports say.
pub(super) fn reports(store: &Store, marks: &Marks) -> Result<Vec<OrdersBySource>, EngineError> {
    let mut told = Vec::new();
    for load in tables(store, TableRole::Figures)? {
        told.extend(reported(store, marks, &load)?);
    }
    Ok(told)
}

/// What a platform's own report says; its rows of totals were set aside when it was read.
fn reported(
    store: &Store,
    marks: &Marks,
    load: &StoredLoad,
) -> Result<Option<OrdersBySource>, EngineError> {
    let columns = told_columns(store, load)?;
    let Some((column, _)) = columns
        .into_iter()
        .find(|(_, header)| counts_orders(header))
    else {
        return Ok(None);
    };
    let mut said = 0.0;
    let mark = standardise_load::decimal_mark(load)?;
    let country = store
        .mapping(load.table)?
        .and_then(|stored| stored.mapping.default_country);
    store.visit_rows::<StoreError>(load, |raw| {
        if let Some(cell) = raw.cells.get(column) {
            said += standardise_load::figure(cell, country.as_deref(), mark).unwrap_or(0.0);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    let mut months: BTreeSet<String> = BTreeSet::new();
    let mut zones = Zones::default();
    store.visit_standard::<EngineError>(load, |record| {
        zones.add(&record.values);
        let time = records::first(&record.values, &Attribute::EventTime);
        months.extend(time.and_then(|time| time.get(..7)).map(str::to_owned));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(Some(OrdersBySource {
        source: marks.of(load.source),
        table: load.table_name.clone(),
        period: months.pop_first().filter(|_| months.is_empty()),
        said: (said * 100.0).round() / 100.0,
        real: None,
        basis: basis::of_report(store, load, &zones)?,
    }))
}
