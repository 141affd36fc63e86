//! Buyers whom the e-mail tool does not know as buyers.

use std::collections::BTreeMap;

use rollcall_checks::{Ratio, Window};
use rollcall_model::{CustomerId, SourceId, SystemKind, grouped};

use super::super::span::Span;
use super::super::{Counted, counted, line_named};
use super::Systems;
use crate::EngineError;
use crate::buyer_marks::KnownBuyers;
use crate::view::{CheckLine, CheckPicture};

/// What one e-mail tool knows of the buyers.
struct Tool {
    source: SourceId,
    name: String,
    /// Everybody it knows, in order.
    knows: Vec<CustomerId>,
    marked: KnownBuyers,
}

/// How the e-mail tools stand to one buyer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    KnownAsBuyer,
    NotMarked,
    /// In a tool of which no column tells.
    NotTold,
    NotThere,
}

/// Of all buyers, or of those who bought within so many days up to the newest purchase.
pub(super) fn count(systems: &Systems<'_>, days: Option<u32>) -> Result<Counted, EngineError> {
    let within = lately(systems, days);
    let of_all_days = if within.is_some() {
        ", of all days"
    } else {
        ""
    };
    let mut told = Counted {
        code: "known_buyers".into(),
        definition: format!(
            "Customers who bought, by any source, and whom no e-mail tool knows as buyers: they are not in it, or its own columns (a flag, orders, money spent, a last purchase, a tag) do not say that they bought. Of all customers who bought. The list to begin from, “Buyers the e-mail tool does not know as buyers”, holds them{of_all_days}."
        ),
        window: format!(
            "{}; the e-mail tool as it was taken in {}.",
            window_told(systems, within),
            systems.taken_in(SystemKind::EmailPlatform).told()
        ),
        ..Counted::default()
    };
    let tools = tools(systems)?;
    if tools.is_empty() {
        return Ok(told.not_known(
            "no list of an e-mail platform is loaded.",
            "An export of everybody in the e-mail tool would tell.",
        ));
    }
    let buyers: Vec<CustomerId> = systems
        .buyers
        .iter()
        .copied()
        .filter(|one| systems.people.counts(*one))
        .filter(|one| within.is_none_or(|within| bought_within(systems, *one, within)))
        .collect();
    if within.is_some() {
        told.unknown.extend(without_day(systems));
    }
    if buyers.is_empty() {
        return Ok(told.not_known(
            "nobody in them is known to have bought.",
            "An export of orders with address or telephone and day would tell.",
        ));
    }
    Ok(answer(systems, told, &tools, &buyers))
}

/// The window somebody chose; nothing where all purchases count.
fn lately(systems: &Systems<'_>, days: Option<u32>) -> Option<Window> {
    let newest = systems.bought.values().map(|(_, last)| *last).max()?;
    Some(Window::ending(newest, days?))
}

fn window_told(systems: &Systems<'_>, within: Option<Window>) -> String {
    match within {
        Some(Window { from, until }) => format!(
            "Customers who bought from {from} to {until}, the day of the newest purchase that is loaded"
        ),
        None => format!(
            "All purchases that are loaded, {}",
            Span::of_purchases(systems.events).told()
        ),
    }
}

fn bought_within(systems: &Systems<'_>, buyer: CustomerId, within: Window) -> bool {
    let days = systems.bought.get(&buyer);
    days.is_some_and(|(_, last)| *last >= within.from)
}

/// Buyers of whom no file tells a day they bought on, in a sentence: no window holds them.
fn without_day(systems: &Systems<'_>) -> Option<String> {
    let buyers = systems.buyers.iter();
    let missing = buyers
        .filter(|one| systems.people.counts(**one) && !systems.bought.contains_key(*one))
        .count() as u64;
    (missing > 0).then(|| {
        format!(
            "Of {} no order tells a day, so whether they bought within the window cannot be known; they are not counted. An export of orders with address or telephone and day would tell.",
            counted(missing, "further buyer", "further buyers")
        )
    })
}

fn answer(
    systems: &Systems<'_>,
    mut told: Counted,
    tools: &[Tool],
    buyers: &[CustomerId],
) -> Counted {
    let standings: Vec<Standing> = buyers.iter().map(|one| standing(tools, *one)).collect();
    let of = |which: Standing| standings.iter().filter(|one| **one == which).count() as u64;
    let (not_there, not_marked) = (of(Standing::NotThere), of(Standing::NotMarked));
    let found = not_there + not_marked;
    let among = buyers.len() as u64;
    told.sentence = format!(
        "{} of {} are not known to the e-mail tool as buyers: {} not in it, {} in it and not marked as having bought.",
        grouped(found),
        counted(among, "buyer", "buyers"),
        grouped(not_there),
        grouped(not_marked),
    );
    told.ratio = Some((Ratio { found, among }, "customers who bought".into()));
    for tool in tools.iter().filter(|tool| !tool.marked.tells) {
        told.unknown.push(format!(
            "Whether {} knows those in it as buyers cannot be known: none of its columns tells who bought. A flag, the number of orders, a last purchase or a tag in its export would tell.",
            tool.name
        ));
    }
    for table in systems.tables_of(SystemKind::EmailPlatform) {
        let rows = systems.people.of_load(&table.load).len() as u64;
        told.inputs
            .push(systems.input(table, rows, "rows about people"));
    }
    told.inputs.extend(systems.events.purchases.iter().cloned());
    let sources = sources_of(systems, buyers);
    told.pictures.push(CheckPicture {
        kind: "bars".into(),
        title: "Who is where".into(),
        sentence: "Customers who bought, source by source: in it, and for an e-mail tool known there as buyers.".into(),
        columns: vec!["Known there as buyers".into(), "In it".into()],
        lines: presence(systems, tools, buyers, &sources),
    });
    let who = buyers
        .iter()
        .zip(&standings)
        .filter_map(|(buyer, standing)| {
            let lacks = match standing {
                Standing::NotThere => "Not in the e-mail tool",
                Standing::NotMarked => "In the e-mail tool, not marked as a buyer",
                Standing::KnownAsBuyer | Standing::NotTold => return None,
            };
            let known_to = sources.get(buyer).map_or_else(String::new, |sources| {
                let names: Vec<String> = sources
                    .iter()
                    .map(|source| systems.marks.of(*source).name)
                    .collect();
                format!("; known to {}", names.join(", "))
            });
            let bought = systems
                .bought
                .get(buyer)
                .map_or_else(String::new, |(_, last)| format!("; bought last on {last}"));
            Some((*buyer, format!("{lacks}{known_to}{bought}.")))
        });
    told.name_people(who);
    told
}

fn tools(systems: &Systems<'_>) -> Result<Vec<Tool>, EngineError> {
    let mut tools: Vec<Tool> = Vec::new();
    for table in systems.tables_of(SystemKind::EmailPlatform) {
        let source = table.load.source;
        if tools.iter().any(|tool| tool.source == source) {
            continue;
        }
        let mine = systems
            .tables_of(SystemKind::EmailPlatform)
            .filter(|other| other.load.source == source);
        tools.push(Tool {
            source,
            name: systems.marks.of(source).name,
            knows: systems.known_to(mine),
            marked: KnownBuyers::read(systems.store, source, &|record| {
                systems.people.customer_of(record)
            })?,
        });
    }
    Ok(tools)
}

fn standing(tools: &[Tool], buyer: CustomerId) -> Standing {
    let mut standing = Standing::NotThere;
    for tool in tools {
        if tool.marked.buyers.contains(&buyer) {
            return Standing::KnownAsBuyer;
        }
        if tool.knows.binary_search(&buyer).is_ok() {
            standing = match (tool.marked.tells, standing) {
                (true, Standing::NotThere) => Standing::NotMarked,
                (true, before) => before,
                (false, _) => Standing::NotTold,
            };
        }
    }
    standing
}

/// Which sources know each buyer.
fn sources_of(systems: &Systems<'_>, buyers: &[CustomerId]) -> BTreeMap<CustomerId, Vec<SourceId>> {
    let mut sources: BTreeMap<CustomerId, Vec<SourceId>> = BTreeMap::new();
    for table in &systems.tables {
        for (_, customer) in systems.people.of_load(&table.load) {
            if buyers.binary_search(customer).is_ok() {
                let known = sources.entry(*customer).or_default();
                if !known.contains(&table.load.source) {
                    known.push(table.load.source);
                }
            }
        }
    }
    sources
}

fn presence(
    systems: &Systems<'_>,
    tools: &[Tool],
    buyers: &[CustomerId],
    sources: &BTreeMap<CustomerId, Vec<SourceId>>,
) -> Vec<CheckLine> {
    let marks = systems.marks.all().iter();
    marks
        .filter_map(|mark| {
            let is_in = sources
                .values()
                .filter(|known| known.iter().any(|one| one.0 == mark.source))
                .count();
            let tool = tools.iter().find(|tool| tool.source.0 == mark.source);
            if is_in == 0 && tool.is_none() {
                return None;
            }
            let mut told = line_named(mark.name.clone(), [is_in as f64]);
            let as_buyers = tool.filter(|tool| tool.marked.tells).map(|tool| {
                let marked = buyers.iter().filter(|one| tool.marked.buyers.contains(one));
                marked.count() as f64
            });
            told.values.insert(0, as_buyers);
            if tool.is_some() && as_buyers.is_none() {
                told.note = "none of its columns tells who bought".into();
            }
            Some(told)
        })
        .collect()
}
