//! What it costs to keep data apart. Only what people gave is kept; every figure follows from it and is
//! shown beside it.

use chrono::{Datelike as _, NaiveDate};
use rollcall_governance::{Per, hours_a_month, wasted};
use rollcall_model::SourceId;
use rollcall_store::{DecisionTable, Store, StoredCost};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::inventory::Marks;
use crate::personal_words::mask_quote;
use crate::view::{
    ByHandWork, CostNumber, CostSheet, IncidentView, Nothing, SetCost, SetCostRates, WasteView,
};
use crate::{Engine, EngineError};

/// Under this name the project keeps what an hour costs, and the currency.
pub(crate) const RATES: &str = "cost_rates";
/// The largest number a cost may be told with.
const MOST: f64 = 1e12;
const TOUCHED: &[&str] = &["project", "governance", "history"];

/// What an hour costs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Rates {
    #[serde(default)]
    hourly: Option<f64>,
    #[serde(default)]
    currency: String,
}

impl Engine {
    /// What it costs to keep data apart, every figure beside what it is made from.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn cost_sheet(&self, _: Nothing) -> Result<CostSheet, EngineError> {
        read(&*self.store()?)
    }

    /// Notes work by hand, waste or an incident.
    ///
    /// # Errors
    /// When something its kind needs is missing or makes no sense.
    pub fn set_cost(&self, request: SetCost) -> Result<CostSheet, EngineError> {
        let store = self.store_for_change()?;
        if let Some(number) = request.cost {
            find(&store, number)?;
        }
        let number = request.cost;
        let (row, told) = checked(&store, request)?;
        let asked = json!({ "kind": row.kind, "what": row.what });
        self.commit(&store, "set_cost", told, asked, |edits| {
            let mut row = row;
            row.cost_id = match number {
                Some(number) => number,
                None => edits.next_number::<StoredCost>()?,
            };
            edits.agree(&row)
        })?;
        self.tell_changed(TOUCHED);
        read(&store)
    }

    /// Takes a cost off the sheet.
    ///
    /// # Errors
    /// When there is no such cost.
    pub fn remove_cost(&self, request: CostNumber) -> Result<CostSheet, EngineError> {
        let store = self.store_for_change()?;
        let row = find(&store, request.cost)?;
        let told = format!("Took off the cost sheet: {}", row.what);
        let asked = json!({ "cost": row.cost_id });
        self.commit(&store, "remove_cost", told, asked, |edits| {
            edits.withdraw(&row)
        })?;
        self.tell_changed(TOUCHED);
        read(&store)
    }

    /// Says what an hour of work costs, and in which currency amounts are.
    ///
    /// # Errors
    /// When the amount is none.
    pub fn set_cost_rates(&self, request: SetCostRates) -> Result<CostSheet, EngineError> {
        let store = self.store_for_change()?;
        if let Some(hourly) = request.hourly {
            positive(Some(hourly), "An hour costs an amount above nought.")?;
        }
        let rates = Rates {
            hourly: request.hourly,
            currency: request.currency.trim().to_owned(),
        };
        let told = match rates.hourly {
            Some(hourly) => format!("An hour of work costs {hourly} {}", rates.currency),
            None => "What an hour of work costs is not said".to_owned(),
        };
        let text = serde_json::to_string(&rates)?;
        let row = (rates != Rates::default()).then(|| json!({ "name": RATES, "value": text }));
        let asked = serde_json::to_value(&rates)?;
        self.commit(
            &store,
            "set_cost_rates",
            told.trim().to_owned(),
            asked,
            |edits| {
                let row = row.as_ref().and_then(|row| row.as_object().cloned());
                edits.set(DecisionTable::Setting, &[json!(RATES)], row)
            },
        )?;
        self.tell_changed(TOUCHED);
        read(&store)
    }
}

/// Whether a text says what an hour costs.
pub(crate) fn is_rates(text: &str) -> bool {
    serde_json::from_str::<Rates>(text).is_ok()
}

/// The incidents as the report tells them, one sentence each, the newest first.
pub(crate) fn incidents(store: &Store, today: NaiveDate) -> Result<Vec<String>, EngineError> {
    let told = read(store)?.incidents.into_iter();
    Ok(told
        .map(|one| {
            format!(
                "{}: {} and {} were at odds, and a customer noticed: “{}”",
                one.day,
                one.left.name,
                one.right.name,
                mask_quote(&one.quote, today.year())
            )
        })
        .collect())
}

fn find(store: &Store, number: i64) -> Result<StoredCost, EngineError> {
    store
        .agreed::<StoredCost>()?
        .into_iter()
        .find(|one| one.cost_id == number)
        .ok_or_else(|| EngineError::NotFound {
            what: "cost",
            name: number.to_string(),
        })
}

/// What is kept of a cost, with only what its kind asks for, and what the history tells.
fn checked(store: &Store, request: SetCost) -> Result<(StoredCost, String), EngineError> {
    let what = request.what.trim().to_owned();
    if what.is_empty() {
        return Err(EngineError::invalid("A cost needs words: what is it?"));
    }
    let row = StoredCost {
        kind: request.kind.clone(),
        who: request.who.trim().to_owned(),
        what: what.clone(),
        ..StoredCost::default()
    };
    match request.kind.as_str() {
        "by_hand" => {
            let told = "Work by hand needs how often it is done, in a day, a week or a month, and the minutes each time.";
            let per = Per::parse(&request.per).ok_or_else(|| EngineError::invalid(told))?;
            Ok((
                StoredCost {
                    times: Some(positive(request.times, told)?),
                    minutes: Some(positive(request.minutes, told)?),
                    per: per.code().to_owned(),
                    ..row
                },
                format!("Work by hand: {what}"),
            ))
        }
        "waste" => {
            let told = "Waste needs the money spent in a month and the share of it that is wasted, such as 0.2 for 20 %.";
            let share = positive(request.share, told)?;
            if share > 1.0 {
                return Err(EngineError::invalid(told));
            }
            Ok((
                StoredCost {
                    amount: Some(positive(request.amount, told)?),
                    share: Some(share),
                    ..row
                },
                format!("Waste: {what}"),
            ))
        }
        "incident" => incident(store, &request, row),
        other => Err(EngineError::NotFound {
            what: "kind of cost",
            name: other.to_owned(),
        }),
    }
}

fn incident(
    store: &Store,
    request: &SetCost,
    row: StoredCost,
) -> Result<(StoredCost, String), EngineError> {
    let told = "An incident needs the day and the two sources that were at odds.";
    let day = request
        .day
        .as_deref()
        .and_then(|day| day.trim().parse::<NaiveDate>().ok())
        .ok_or_else(|| EngineError::invalid(told))?;
    let (Some(left), Some(right)) = (request.left, request.right) else {
        return Err(EngineError::invalid(told));
    };
    let marks = Marks::read(store)?;
    let (one, other) = (
        marks.of(SourceId(left)).name,
        marks.of(SourceId(right)).name,
    );
    if left == right || one.is_empty() || other.is_empty() {
        return Err(EngineError::invalid(told));
    }
    Ok((
        StoredCost {
            happened_on: Some(day.to_string()),
            left_: Some(left),
            right_: Some(right),
            ..row
        },
        format!("Incident of {day}: {one} and {other} were at odds"),
    ))
}

/// An amount above nought that a sum can be made of.
fn positive(amount: Option<f64>, told: &str) -> Result<f64, EngineError> {
    amount
        .filter(|amount| is_amount(*amount))
        .ok_or_else(|| EngineError::invalid(told))
}

/// More than nothing, and little enough that sums of it can be told.
fn is_amount(amount: f64) -> bool {
    amount > 0.0 && amount <= MOST
}

/// Whether a cost that comes from elsewhere is one that could have been entered here.
pub(crate) fn can_be_counted(one: &StoredCost) -> bool {
    let is_filled = |amount: Option<f64>| amount.is_some_and(is_amount);
    match one.kind.as_str() {
        "by_hand" => {
            is_filled(one.times) && is_filled(one.minutes) && Per::parse(&one.per).is_some()
        }
        "waste" => is_filled(one.amount) && is_filled(one.share) && one.share <= Some(1.0),
        "incident" => {
            let day = one.happened_on.as_deref();
            day.is_some_and(|day| day.parse::<NaiveDate>().is_ok())
        }
        _ => false,
    }
}

fn read(store: &Store) -> Result<CostSheet, EngineError> {
    let rates: Rates = match store.setting(RATES)? {
        Some(kept) => serde_json::from_str(&kept)?,
        None => Rates::default(),
    };
    let marks = Marks::read(store)?;
    let costs = store.agreed::<StoredCost>()?;
    let by_hand: Vec<ByHandWork> = costs.iter().filter_map(work).collect();
    let waste: Vec<WasteView> = costs.iter().filter_map(waste).collect();
    let mut incidents: Vec<IncidentView> = costs
        .iter()
        .filter_map(|one| {
            Some(IncidentView {
                cost: one.cost_id,
                quote: one.what.clone(),
                who: one.who.clone(),
                day: one.happened_on.clone()?,
                left: marks.of(SourceId(one.left_?)),
                right: marks.of(SourceId(one.right_?)),
            })
        })
        .collect();
    incidents.sort_by(|one, other| other.day.cmp(&one.day).then(other.cost.cmp(&one.cost)));
    let hours = (!by_hand.is_empty()).then(|| by_hand.iter().map(|one| one.hours).sum::<f64>());
    let lost = (!waste.is_empty()).then(|| waste.iter().map(|one| one.wasted).sum::<f64>());
    let by_hand_money = hours
        .zip(rates.hourly)
        .map(|(hours, hourly)| hours * hourly);
    Ok(CostSheet {
        sentence: sentence(hours, by_hand_money, lost, &rates.currency, incidents.len()),
        not_known: not_known(hours, &rates, lost),
        by_hand,
        hours,
        hourly: rates.hourly,
        currency: rates.currency,
        by_hand_money,
        waste,
        wasted: lost,
        incidents,
    })
}

fn work(one: &StoredCost) -> Option<ByHandWork> {
    let (times, per, minutes) = (one.times?, Per::parse(&one.per)?, one.minutes?);
    Some(ByHandWork {
        cost: one.cost_id,
        what: one.what.clone(),
        who: one.who.clone(),
        times,
        per: one.per.clone(),
        minutes,
        hours: hours_a_month(times, per, minutes),
    })
}

fn waste(one: &StoredCost) -> Option<WasteView> {
    let (amount, share) = (one.amount?, one.share?);
    Some(WasteView {
        cost: one.cost_id,
        what: one.what.clone(),
        amount,
        share,
        wasted: wasted(amount, share),
    })
}

fn sentence(
    hours: Option<f64>,
    money: Option<f64>,
    lost: Option<f64>,
    currency: &str,
    incidents: usize,
) -> String {
    let mut told = Vec::new();
    if let Some(hours) = hours {
        let money = money.map_or_else(String::new, |money| {
            format!(" ({})", format!("{money:.0} {currency}").trim())
        });
        told.push(format!("{hours:.1} hours of work by hand a month{money}"));
    }
    if let Some(lost) = lost {
        told.push(format!(
            "{} wasted a month",
            format!("{lost:.0} {currency}").trim()
        ));
    }
    match incidents {
        0 => {}
        1 => told.push("1 incident a customer noticed".into()),
        many => told.push(format!("{many} incidents customers noticed")),
    }
    if told.is_empty() {
        "Nobody has noted yet what it costs to keep data apart.".into()
    } else {
        format!("{}.", told.join(", "))
    }
}

/// Figures that are not told, and why.
fn not_known(hours: Option<f64>, rates: &Rates, lost: Option<f64>) -> Vec<String> {
    [
        (
            hours.is_none(),
            "Hours by hand: nobody has noted who does what, how often and how long.",
        ),
        (
            hours.is_some() && rates.hourly.is_none(),
            "What the work by hand costs: nobody has said what an hour costs.",
        ),
        (
            lost.is_none(),
            "Money wasted: nobody has noted what is spent and which share of it is wasted.",
        ),
    ]
    .into_iter()
    .filter(|(is_missing, _)| *is_missing)
    .map(|(_, told)| told.to_owned())
    .collect()
}
