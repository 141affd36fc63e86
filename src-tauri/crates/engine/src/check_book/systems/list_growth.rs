//! Whether lists of buyers grow as there are buyers.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rollcall_checks::{ListGrowth, Ratio, TOLERANCE_PERCENT};
use rollcall_model::{CustomerId, grouped};

use super::super::{Counted, counted, line, verdict};
use super::Systems;
use super::purchaser_lists::PlatformList;
use crate::EngineError;
use crate::view::CheckPicture;

pub(super) fn count(systems: &Systems<'_>) -> Result<Counted, EngineError> {
    let mut told = Counted {
        code: "list_growth".into(),
        definition: format!(
            "Buyers who came and did not make the list of buyers grow, of all buyers who came since the list began. Each person counts once: in the list on the day they came into it, as a buyer on the day they first bought; where the list tells the last purchase, on the day of it in both. The list's first week is its beginning. It is in line where it grew by {} to {} in a hundred of the buyers.",
            100 - TOLERANCE_PERCENT,
            100 + TOLERANCE_PERCENT
        ),
        ..Counted::default()
    };
    let lists = PlatformList::of_purchasers(systems)?;
    if lists.is_empty() {
        return Ok(told.not_known(
            "no list of buyers is in them.",
            "The list of recent purchasers as the platform holds it, with the day of each row, would tell.",
        ));
    }
    if systems.bought.is_empty() {
        return Ok(told.not_known(
            "they hold no purchases with a day.",
            "An export of orders with address or telephone and day would tell.",
        ));
    }
    told.inputs.extend(systems.events.purchases.iter().cloned());
    let mut worst: Option<(ListGrowth, String)> = None;
    let mut is_behind = false;
    for list in &lists {
        let name = systems.name(list.table);
        told.inputs
            .push(systems.input(list.table, list.rows.len() as u64, "people in the list"));
        let Some(growth) = growth(systems, list) else {
            told.unknown.push(format!(
                "Whether {name} grows cannot be known: its rows have no days beyond its first week, or nobody bought since. A column with the day somebody was added would tell."
            ));
            continue;
        };
        is_behind |= !growth.is_in_line();
        let mut picture = picture(&name, &growth);
        if let Some(sum) = picture.lines.last_mut() {
            sum.verdict = verdict(growth.is_in_line()).into();
        }
        told.pictures.push(picture);
        if worst
            .as_ref()
            .is_none_or(|(most, _)| growth.ratio() < most.ratio())
        {
            worst = Some((growth, name));
        }
    }
    let Some((growth, name)) = worst else {
        told.sentence =
            "Cannot be known from these files: the lists of buyers do not tell when anybody came into them.".into();
        return Ok(told);
    };
    let in_line = if growth.is_in_line() {
        "in line with it"
    } else {
        "not in line with it: data does not flow as it should"
    };
    told.sentence = format!(
        "{name} grew by {} while {} came; {in_line}.",
        counted(growth.listed, "person", "people"),
        counted(growth.buyers, "buyer", "buyers"),
    );
    if let (Some(first), Some(last)) = (growth.weeks.first(), growth.weeks.last()) {
        told.window = format!("Weeks that begin from {} to {}.", first.monday, last.monday);
    }
    told.passed = Some(!is_behind);
    told.ratio = Some((
        Ratio {
            found: growth.buyers.saturating_sub(growth.listed),
            among: growth.buyers,
        },
        format!(
            "buyers who came, for the list furthest behind of {}",
            grouped(lists.len() as u64)
        ),
    ));
    Ok(told)
}

fn growth(systems: &Systems<'_>, list: &PlatformList<'_>) -> Option<ListGrowth> {
    let mut came: BTreeMap<Option<CustomerId>, NaiveDate> = BTreeMap::new();
    let mut unknown = Vec::new();
    for row in &list.rows {
        let Some(day) = row.day else { continue };
        if row.customer.is_none() {
            unknown.push(day);
            continue;
        }
        let known = came.entry(row.customer).or_insert(day);
        *known = if list.tells_purchases {
            day.max(*known)
        } else {
            day.min(*known)
        };
    }
    let listed: Vec<NaiveDate> = came.into_values().chain(unknown).collect();
    let bought: Vec<NaiveDate> = systems
        .bought
        .values()
        .map(|(first, last)| if list.tells_purchases { *last } else { *first })
        .collect();
    ListGrowth::of(&listed, &bought)
}

fn picture(name: &str, growth: &ListGrowth) -> CheckPicture {
    let mut lines: Vec<_> = growth
        .weeks
        .iter()
        .map(|week| {
            line(
                week.monday.to_string(),
                [week.listed as f64, week.buyers as f64],
            )
        })
        .collect();
    lines.push(line(
        "All of them",
        [growth.listed as f64, growth.buyers as f64],
    ));
    CheckPicture {
        kind: "bars".into(),
        title: format!("Growth of {name}"),
        sentence: "People who came into the list, beside buyers who came, in the week that begins on the Monday told.".into(),
        columns: vec!["Into the list".into(), "Buyers".into()],
        lines,
    }
}
