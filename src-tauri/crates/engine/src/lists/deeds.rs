//! What customers did with messages and advertisements, which the cells of a row tell that no attribute holds; and
//! when they signed up.

use std::ops::ControlFlow;

use chrono::{Datelike as _, NaiveDate};
use rollcall_checks::{TouchColumn, names_sign_up};
use rollcall_lists::{EventSort, Happened, Named};
use rollcall_model::{Attribute, RecordId, StandardValue, SystemKind, TableRole};
use rollcall_standardise::boolean;
use rollcall_store::{Store, StoredLoad};

use super::happened::blank;
use crate::event_rows::{message, tables};
use crate::records::{day_of, first};
use crate::told_day::told_day;
use crate::{EngineError, row_reader};

/// When something was done, where its cell tells the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct On(Option<NaiveDate>);

/// What the cells of one row say was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Done {
    opened: Option<On>,
    clicked: Option<On>,
    is_ad_click: bool,
}

/// What the rows of a table say, in the order of their records.
#[derive(Debug, Default)]
pub(super) struct Deeds {
    rows: Vec<(RecordId, Done)>,
    at: usize,
}

impl Deeds {
    /// Reads the cells of a table; of one without such columns nothing is read.
    pub(super) fn read(store: &Store, load: &StoredLoad) -> Result<Self, EngineError> {
        let columns: Vec<(usize, TouchColumn)> = load
            .header
            .iter()
            .enumerate()
            .filter_map(|(place, header)| {
                let column = TouchColumn::by_header(header)?;
                let is_deed = matches!(
                    column,
                    TouchColumn::Opened | TouchColumn::Clicked | TouchColumn::ClickId
                );
                is_deed.then_some((place, column))
            })
            .collect();
        let mut deeds = Self::default();
        if columns.is_empty() {
            return Ok(deeds);
        }
        let loaded_on = row_reader::day_of(&load.loaded_at);
        store.visit_rows::<EngineError>(load, |raw| {
            let mut done = Done::default();
            for (place, column) in &columns {
                let text = raw.cells.get(*place).map(|cell| cell.text.trim());
                let Some(text) = text.filter(|text| boolean::says_so(text)) else {
                    continue;
                };
                match column {
                    TouchColumn::Opened => done.opened = Some(On(told_day(text, loaded_on))),
                    TouchColumn::Clicked => done.clicked = Some(On(told_day(text, loaded_on))),
                    _ => done.is_ad_click = true,
                }
            }
            if done != Done::default() {
                deeds.rows.push((raw.record, done));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(deeds)
    }

    /// What a row says. Rows are asked for in the order of their records.
    pub(super) fn of(&mut self, record: RecordId) -> Done {
        while self.rows.get(self.at).is_some_and(|(one, _)| *one < record) {
            self.at += 1;
        }
        let mine = self.rows.get(self.at).filter(|(one, _)| *one == record);
        mine.map(|(_, done)| *done).unwrap_or_default()
    }
}

/// What a row tells was done. A message is opened and clicked on the day its cell tells, else on its own.
pub(super) fn told(
    values: &[StandardValue],
    kind: Option<SystemKind>,
    done: Done,
    names: &mut Named,
) -> Vec<Happened> {
    let mut told = Vec::new();
    if done == Done::default() {
        return told;
    }
    if let Some((campaign, sent)) = message(kind, values) {
        let name = names.number(campaign);
        for (sort, on) in [
            (EventSort::Opened, done.opened),
            (EventSort::Clicked, done.clicked),
        ] {
            told.extend(on.map(|On(day)| Happened {
                name,
                ..blank(sort, day.unwrap_or(sent).num_days_from_ce())
            }));
        }
    }
    let day = first(values, &Attribute::EventTime).and_then(day_of);
    if let Some(day) = day.filter(|_| done.is_ad_click) {
        told.push(Happened {
            name: first(values, &Attribute::Campaign).map_or(0, |name| names.number(name)),
            ..blank(EventSort::AdClick, day.num_days_from_ce())
        });
    }
    told
}

/// When people signed up, from every table that says it is of sign-ups or since when somebody has an account.
pub(super) fn sign_ups(
    store: &Store,
    place_of: &dyn Fn(RecordId) -> Option<u32>,
) -> Result<Vec<Happened>, EngineError> {
    let mut found = Vec::new();
    for role in [TableRole::Customers, TableRole::Events] {
        for load in tables(store, role)? {
            let has_day = load.header.iter().any(|header| names_sign_up(header));
            let is_of_accounts = role == TableRole::Customers && has_day;
            let names = format!("{} {}", load.table_name, load.file);
            if !names_sign_up(&names) && !is_of_accounts {
                continue;
            }
            store.visit_standard::<EngineError>(&load, |record| {
                let time = first(&record.values, &Attribute::CreatedAt)
                    .or_else(|| first(&record.values, &Attribute::EventTime));
                let day = time.and_then(day_of);
                if let (Some(customer), Some(day)) = (place_of(record.record), day) {
                    found.push(Happened {
                        customer,
                        source: load.source.0,
                        ..blank(EventSort::SignUp, day.num_days_from_ce())
                    });
                }
                Ok(ControlFlow::Continue(()))
            })?;
        }
    }
    Ok(found)
}
