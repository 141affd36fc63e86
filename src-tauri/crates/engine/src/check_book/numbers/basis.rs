//! How the number of a source came about: what is credited to it, by which clock its days are, what is counted
//! once, and by which day. What the file does not tell is told to be so.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use rollcall_model::{Attribute, TableRole};
use rollcall_store::{Store, StoreError, StoredLoad};

use super::super::clocks::Zones;
use crate::EngineError;
use crate::event_rows::tables;
use crate::told_columns::told_columns;
use crate::view::InputFact;

/// Headers under which platforms say for how long after a click or a view they claim an order.
const WINDOWS: [&str; 8] = [
    "attribution model",
    "attribution setting",
    "attribution window",
    "attributionseinstellung",
    "conversion window",
    "lookback window",
    "paramètre d’attribution",
    "paramètre d'attribution",
];
/// So many different settings are named.
const MOST_SETTINGS: usize = 3;

/// What is counted, and how, where a number is made from rows of orders.
pub(super) fn of_orders(
    store: &Store,
    (source, table): (i64, &str),
    zones: Option<&Zones>,
) -> Result<Vec<InputFact>, EngineError> {
    let dated_by = dated_by(store, source, table)?;
    Ok(vec![
        fact(
            "window",
            Some("None: every order is counted, whatever came before it.".into()),
        ),
        fact("zone", zones.and_then(zone)),
        fact("once", Some("Each order number is one order.".into())),
        fact(
            "dated_by",
            dated_by.map(|header| format!("The day in \"{header}\".")),
        ),
    ])
}

/// What a platform's report tells of the number it claims.
pub(super) fn of_report(
    store: &Store,
    load: &StoredLoad,
    zones: &Zones,
) -> Result<Vec<InputFact>, EngineError> {
    Ok(vec![
        fact("window", settings(store, load)?),
        fact("zone", zone(zones)),
        fact("once", None),
        fact("dated_by", None),
    ])
}

fn fact(about: &str, told: Option<String>) -> InputFact {
    InputFact {
        about: about.to_owned(),
        told,
    }
}

fn zone(zones: &Zones) -> Option<String> {
    let told = zones.told()?;
    Some(format!("{told}."))
}

/// The header of the column that dates the orders of a table.
fn dated_by(store: &Store, source: i64, table: &str) -> Result<Option<String>, EngineError> {
    for load in tables(store, TableRole::Events)? {
        if load.source.0 != source || load.table_name != table {
            continue;
        }
        let Some(stored) = store.mapping(load.table)? else {
            continue;
        };
        let of = |attribute: Attribute| {
            let mut columns = stored.mapping.columns.iter();
            columns.find(|one| {
                one.target
                    .as_ref()
                    .is_some_and(|target| target.attribute == attribute)
            })
        };
        let column = of(Attribute::EventTime);
        return Ok(column.map(|one| one.header.clone()));
    }
    Ok(None)
}

/// What the rows of a report say under a header such as "Attribution setting".
fn settings(store: &Store, load: &StoredLoad) -> Result<Option<String>, EngineError> {
    let is_window = |header: &str| WINDOWS.contains(&header.trim().to_lowercase().as_str());
    let mut columns = told_columns(store, load)?.into_iter();
    let Some((place, _)) = columns.find(|(_, header)| is_window(header)) else {
        return Ok(None);
    };
    let mut said: BTreeSet<String> = BTreeSet::new();
    store.visit_rows::<StoreError>(load, |raw| {
        let text = raw.cells.get(place).map(|cell| cell.text.trim());
        if let Some(text) = text.filter(|text| !text.is_empty() && !said.contains(*text)) {
            said.insert(text.to_owned());
        }
        Ok(ControlFlow::Continue(()))
    })?;
    let count = said.len();
    let named: Vec<String> = said.into_iter().take(MOST_SETTINGS).collect();
    Ok(match count {
        0 => None,
        more if more > MOST_SETTINGS => Some(format!(
            "{more} different settings, among them {}.",
            named.join("; ")
        )),
        _ => Some(format!("{}.", named.join("; "))),
    })
}
