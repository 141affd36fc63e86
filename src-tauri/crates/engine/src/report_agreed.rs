//! What the report tells of what people noted around the data: the problem that is worked on, how systems exchange
//! data, and what it costs to keep data apart.

use crate::view::{ByHandWork, CostSheet, Nothing, WasteView};
use crate::{Engine, EngineError};

/// The use case that is worked on: its problem, its measure today and as it is aimed at, and whether it can begin.
pub(crate) fn use_case(engine: &Engine) -> Result<Vec<String>, EngineError> {
    let all = engine.use_cases(Nothing {})?;
    let active = all.active;
    let mut cases = all.use_cases.into_iter();
    let Some(mine) = cases.find(|one| Some(one.use_case) == active) else {
        return Ok(Vec::new());
    };
    let or = |said: String, blank: &str| match ended(&said) {
        "" => blank.to_owned(),
        said => said.to_owned(),
    };
    let mut told = vec![
        format!("“{}”: {}.", mine.name, ended(&mine.problem)),
        format!(
            "What shows that it is solved: {}.",
            or(mine.measure, "nobody has said yet")
        ),
        format!(
            "Today: {}. Aimed at: {}.",
            or(mine.baseline, "nobody has measured it yet"),
            or(mine.target, "nobody has said yet")
        ),
        mine.needs.sentence,
    ];
    // A single reason stands in the sentence.
    if mine.needs.reasons.len() > 1 {
        told.extend(mine.needs.reasons);
    }
    Ok(told)
}

/// How systems exchange data, and where what is said of consents on the way does not fit; nothing while nobody noted a
/// connection.
pub(crate) fn connections(engine: &Engine) -> Result<Vec<String>, EngineError> {
    let map = engine.connections(Nothing {})?;
    if map.connections.is_empty() {
        return Ok(Vec::new());
    }
    Ok(std::iter::once(map.sentence)
        .chain(map.consent_told)
        .collect())
}

/// What it costs to keep data apart, every figure with what it is made from; nothing while nobody noted any.
pub(crate) fn costs(engine: &Engine) -> Result<Vec<String>, EngineError> {
    let sheet = engine.cost_sheet(Nothing {})?;
    if sheet.by_hand.is_empty() && sheet.waste.is_empty() {
        return Ok(Vec::new());
    }
    let hour = sheet.hourly.filter(|_| !sheet.by_hand.is_empty());
    let hour = hour.map(|hourly| format!("An hour of work costs {}.", money(hourly, &sheet)));
    let by_hand = sheet.by_hand.iter().map(work);
    let waste = sheet.waste.iter().map(|one| wasted(one, &sheet));
    Ok(std::iter::once(sheet.sentence.clone())
        .chain(by_hand)
        .chain(hour)
        .chain(waste)
        .chain(sheet.not_known.iter().cloned())
        .collect())
}

fn work(one: &ByHandWork) -> String {
    let by = match ended(&one.who) {
        "" => String::new(),
        who => format!(", by {who}"),
    };
    format!(
        "{}{by}: {} times a {}, {} minutes each, make {:.1} hours a month.",
        ended(&one.what),
        one.times,
        one.per,
        one.minutes,
        one.hours
    )
}

fn wasted(one: &WasteView, sheet: &CostSheet) -> String {
    format!(
        "{}: {} a month, {} % of it wasted, make {} a month.",
        ended(&one.what),
        money(one.amount, sheet),
        (one.share * 1000.0).round() / 10.0,
        money(one.wasted, sheet)
    )
}

fn money(amount: f64, sheet: &CostSheet) -> String {
    format!("{amount:.2} {}", sheet.currency)
        .trim_end()
        .to_owned()
}

/// Words of people without the full stop they may end with.
fn ended(said: &str) -> &str {
    said.trim().trim_end_matches('.')
}
