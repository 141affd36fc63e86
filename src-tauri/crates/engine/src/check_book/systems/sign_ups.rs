//! Whether the click on an advertisement and the sign-up that came of it are known to be one person's.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use chrono::NaiveDate;
use rollcall_checks::{Arrival, ArrivalColumn, Ratio, names_sign_up};
use rollcall_model::{
    Attribute, CustomerId, RecordId, StandardValue, SystemKind, TableRole, grouped,
};

use super::super::{Counted, counted, line};
use super::{Systems, Table};
use crate::EngineError;
use crate::records::{self, day_of};
use crate::told_columns::told_columns;
use crate::view::CheckPicture;

/// A sign-up: when, as far as it tells, and how they came.
#[derive(Debug, Clone, Copy)]
struct SignUp {
    day: Option<NaiveDate>,
    arrival: Arrival,
}

pub(super) fn count(systems: &Systems<'_>) -> Result<Counted, EngineError> {
    let mut told = Counted {
        code: "sign_ups".into(),
        definition: "People who signed up and of whom neither their sign-up nor a visit of theirs up to that day tells by which click or campaign they came, of all who signed up. A click is known by the id the advertising platform gave it (gclid, fbclid and the like), a campaign by the marks of the link (utm_source and the like).".into(),
        ..Counted::default()
    };
    let mut sign_ups: BTreeMap<CustomerId, SignUp> = BTreeMap::new();
    let (mut is_told, mut click_ids) = (false, false);
    for table in systems.tables.iter().filter(|table| is_of_sign_ups(table)) {
        let columns = columns(systems, table)?;
        is_told |= !columns.is_empty();
        click_ids |= has_click_ids(&columns);
        let before = sign_ups.len();
        visit(systems, table, &columns, |customer, values, arrival| {
            let day = signed_up(values);
            let one = sign_ups.entry(customer).or_insert(SignUp { day, arrival });
            one.arrival = one.arrival.min(arrival);
            one.day = one.day.into_iter().chain(day).min();
        })?;
        let more = (sign_ups.len() - before) as u64;
        told.inputs
            .push(systems.input(table, more, "people who signed up"));
    }
    if sign_ups.is_empty() {
        return Ok(told.not_known(
            "nobody in them is known to have signed up.",
            "An export of accounts or sign-ups with address and day would tell.",
        ));
    }
    for table in systems.tables.iter().filter(|table| is_of_visits(table)) {
        let columns = columns(systems, table)?;
        if columns.is_empty() {
            continue;
        }
        is_told = true;
        click_ids |= has_click_ids(&columns);
        let mut visits = 0;
        visit(systems, table, &columns, |customer, values, arrival| {
            visits += 1;
            if let Some(one) = sign_ups.get_mut(&customer)
                && is_up_to(values, one.day)
            {
                one.arrival = one.arrival.min(arrival);
            }
        })?;
        told.inputs.push(systems.input(table, visits, "visits"));
    }
    if !is_told {
        return Ok(told.not_known(
            "no sign-up and no visit has a column with the id of a click or the campaign. That is not nought; it is not known.",
            "A column gclid, fbclid or utm_source in the export of sign-ups, or an export of visits with it, would tell.",
        ));
    }
    if !click_ids {
        told.unknown.push("Which click it was cannot be known: no file has the id of a click (gclid, fbclid and the like).".into());
    }
    Ok(answer(told, &sign_ups))
}

fn answer(mut told: Counted, sign_ups: &BTreeMap<CustomerId, SignUp>) -> Counted {
    let of = |arrival: Arrival| {
        let all = sign_ups.values().filter(|one| one.arrival == arrival);
        all.count() as u64
    };
    let among = sign_ups.len() as u64;
    let (by_click, by_campaign, found) = (
        of(Arrival::Click),
        of(Arrival::Campaign),
        of(Arrival::NotTold),
    );
    told.sentence = format!(
        "Of {} who signed up, {} are tied to a click on an advertisement, {} to a campaign alone; of {} nothing tells how they came.",
        counted(among, "person", "people"),
        grouped(by_click),
        grouped(by_campaign),
        grouped(found)
    );
    let days = sign_ups.values().filter_map(|one| one.day);
    if let Some((first, last)) = days.clone().min().zip(days.max()) {
        told.window = format!("Sign-ups from {first} to {last}.");
    }
    told.ratio = Some((Ratio { found, among }, "people who signed up".into()));
    told.pictures.push(CheckPicture {
        kind: "bars".into(),
        title: "By what it is known how they came".into(),
        sentence: "Everybody who signed up, by the surest there is.".into(),
        columns: vec!["People".into()],
        lines: vec![
            line("The id of a click", [by_click as f64]),
            line("A campaign alone", [by_campaign as f64]),
            line("Nothing", [found as f64]),
        ],
    });
    let not_told = sign_ups
        .iter()
        .filter(|(_, one)| one.arrival == Arrival::NotTold);
    told.name_people(not_told.map(|(customer, one)| {
        let on = one.day.map_or_else(String::new, |day| format!(" on {day}"));
        (
            *customer,
            format!("Signed up{on}; nothing tells how they came."),
        )
    }));
    told
}

/// Whether the rows of a table are people who signed up: it says so, or it is the list of accounts of a
/// website, an app or a shop that tells since when.
fn is_of_sign_ups(table: &Table) -> bool {
    if !matches!(table.role, TableRole::Customers | TableRole::Events) {
        return false;
    }
    let is_named = names_sign_up(&table.names());
    is_named || table.role == TableRole::Customers && table.has_sign_up_day
}

fn is_of_visits(table: &Table) -> bool {
    table.role == TableRole::Events
        && !is_of_sign_ups(table)
        && matches!(
            table.kind,
            Some(SystemKind::Website | SystemKind::Analytics | SystemKind::App | SystemKind::Shop)
        )
}

fn columns(
    systems: &Systems<'_>,
    table: &Table,
) -> Result<Vec<(usize, ArrivalColumn)>, EngineError> {
    Ok(told_columns(systems.store, &table.load)?
        .into_iter()
        .filter_map(|(place, header)| Some((place, ArrivalColumn::by_header(header)?)))
        .collect())
}

fn has_click_ids(columns: &[(usize, ArrivalColumn)]) -> bool {
    columns
        .iter()
        .any(|(_, column)| *column == ArrivalColumn::ClickId)
}

/// Each row of a table that belongs to somebody, with what it tells of how they came.
fn visit(
    systems: &Systems<'_>,
    table: &Table,
    columns: &[(usize, ArrivalColumn)],
    mut each: impl FnMut(CustomerId, &[StandardValue], Arrival),
) -> Result<(), EngineError> {
    let mut arrivals: Vec<(RecordId, Arrival)> = Vec::new();
    if !columns.is_empty() {
        let places: Vec<usize> = columns.iter().map(|(place, _)| *place).collect();
        systems
            .store
            .visit_cells::<EngineError>(&table.load, &places, |raw| {
                let cells = columns.iter().filter_map(|(place, column)| {
                    Some((*column, raw.cells.get(*place)?.text.as_str()))
                });
                arrivals.push((raw.record, Arrival::of(cells)));
                Ok(ControlFlow::Continue(()))
            })?;
    }
    systems
        .store
        .visit_standard::<EngineError>(&table.load, |record| {
            if let Some(customer) = systems.people.customer_of(record.record) {
                let place = arrivals.binary_search_by_key(&record.record, |(one, _)| *one);
                let arrival = place
                    .ok()
                    .and_then(|place| arrivals.get(place))
                    .map_or(Arrival::NotTold, |(_, arrival)| *arrival);
                each(customer, &record.values, arrival);
            }
            Ok(ControlFlow::Continue(()))
        })
}

fn signed_up(values: &[StandardValue]) -> Option<NaiveDate> {
    let days = [
        Attribute::CreatedAt,
        Attribute::EventTime,
        Attribute::ConsentTime,
    ];
    days.iter()
        .find_map(|one| records::first(values, one).and_then(day_of))
}

/// Whether a visit was on the day of the sign-up or before; where either tells no day it counts.
fn is_up_to(values: &[StandardValue], signed_up: Option<NaiveDate>) -> bool {
    let day = records::first(values, &Attribute::EventTime).and_then(day_of);
    day.zip(signed_up)
        .is_none_or(|(visit, until)| visit <= until)
}
