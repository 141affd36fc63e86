//! The same number by every source, and the way from each to the agreed one.

use rollcall_checks::{Bridge, Measure, Ratio};
use rollcall_model::{RunId, SourceId, grouped};
use rollcall_store::Store;

use super::events::Money;
use super::{Counted, Events, line, title};
use crate::inventory::Marks;
use crate::view::{CheckInput, CheckLine, CheckPicture, OrdersBySource};
use crate::{EngineError, measure_checks};

const FROM_TOTALS: &str = "Cannot be known from this file";
const STEPS: &str = "The first bar is what the source says, the last the agreed number; hatched is what the files cannot explain.";

pub(super) fn count(
    store: &Store,
    events: &Events,
    run: Option<RunId>,
) -> Result<Counted, EngineError> {
    let mut told = Counted {
        code: "numbers",
        title: title("numbers"),
        definition: "Orders that are cancelled, never paid for or the shop's own tests, of all orders placed in the month, in the table with most orders of it. That table without these is the agreed number; every other source is led to it step by step. Days are counted as the files write them, by their own time zone.".into(),
        ..Counted::default()
    };
    let orders = measure_checks::orders(store)?;
    told.pictures.extend(customers(store, run)?);
    let reports = orders.iter().filter(|one| one.real.is_none());
    let month = reports
        .filter_map(|one| one.period.clone())
        .chain(latest_month(&orders))
        .next();
    let reference = month.and_then(|month| {
        let of_month = orders
            .iter()
            .filter(|one| one.real.is_some() && one.period.as_deref() == Some(month.as_str()));
        let most = of_month.max_by(|one, other| one.said.total_cmp(&other.said));
        most.map(|one| (month, one))
    });
    let Some((month, reference)) = reference else {
        told.sentence =
            "Cannot be known from these files: they hold no orders with a number and a day.".into();
        told.unknown
            .push("An export of orders of the shop would tell.".into());
        return Ok(told);
    };
    let real = reference.real.unwrap_or(0.0);
    told.window = format!(
        "Orders of {month}, as {} dates them.",
        reference.source.name
    );
    let mut says = Vec::new();
    for one in &orders {
        let is_of_month = one.period.as_deref().is_none_or(|period| period == month);
        if one.real.is_some() && one.period.as_deref() != Some(month.as_str()) || !is_of_month {
            continue;
        }
        if one.real.is_some() && one.source.source != reference.source.source {
            continue;
        }
        told.inputs.push(CheckInput {
            source: one.source.clone(),
            table: one.table.clone(),
            gave: format!("{} orders", figure(one.said)),
        });
        says.push(format!("{} says {}", one.source.name, figure(one.said)));
        told.pictures.push(orders_bridge(store, one, real)?);
        if one.real.is_none() {
            told.unknown.push(format!(
                "{} differs from the agreed {} by {}; its report holds totals alone. An export with the order number of each conversion would tell which are missing and which are counted twice.",
                one.source.name,
                figure(real),
                figure(one.said - real)
            ));
        }
    }
    told.sentence = format!("{}; agreed are {}.", says.join(", "), figure(real));
    told.ratio = Some((
        Ratio {
            found: (reference.said - real) as u64,
            among: reference.said as u64,
        },
        "orders placed in the month",
    ));
    told.pictures
        .extend(revenue(events, reference.source.source, &month));
    told.pictures.extend(new_and_active(events, &month));
    Ok(told)
}

fn latest_month(orders: &[OrdersBySource]) -> Option<String> {
    orders
        .iter()
        .filter(|one| one.real.is_some())
        .filter_map(|one| one.period.clone())
        .max()
}

fn figure(number: f64) -> String {
    let number = (number * 100.0).round() / 100.0;
    if number.fract() == 0.0 && number >= 0.0 {
        grouped(number as u64)
    } else {
        number.to_string()
    }
}

/// The steps of a bridge as lines: what each adds, and where it leads.
fn picture(title: String, bridge: &Bridge, from: &str, to: &str) -> CheckPicture {
    let mut reached = bridge.from;
    let mut lines = vec![line(from, [bridge.from, bridge.from])];
    for step in &bridge.steps {
        reached += step.delta;
        lines.push(CheckLine {
            unexplained: !step.is_known,
            ..line(step.label.clone(), [step.delta, reached])
        });
    }
    lines.push(line(to, [bridge.to, bridge.to]));
    CheckPicture {
        kind: "bridge".into(),
        title,
        sentence: STEPS.into(),
        columns: vec!["Step".into(), "Reached".into()],
        lines,
    }
}

fn orders_bridge(
    store: &Store,
    one: &OrdersBySource,
    real: f64,
) -> Result<CheckPicture, EngineError> {
    let counts = match one.real {
        Some(_) => measure_checks::month_of_orders(store, one)?,
        None => None,
    };
    let steps = counts.map_or_else(Vec::new, |counts| {
        vec![
            ("Cancelled or never paid for", -(counts.cancelled as f64)),
            ("The shop's own tests", -(counts.tests as f64)),
        ]
    });
    let bridge = Bridge::build(one.said, &steps, real, FROM_TOTALS);
    Ok(picture(
        format!("Orders: {}", one.source.name),
        &bridge,
        &format!("{} says", one.source.name),
        "Agreed",
    ))
}

/// From the rows of each source to the customers of all.
fn customers(store: &Store, run: Option<RunId>) -> Result<Vec<CheckPicture>, EngineError> {
    let Some(run) = run else {
        return Ok(Vec::new());
    };
    let all = store.customer_counts(run)?.all() as f64;
    let marks = Marks::read(store)?;
    let measured = store.measured()?;
    Ok(measured
        .iter()
        .filter(|one| one.run == run && one.measure == Measure::RepeatedRecords.code())
        .filter_map(|one| Some((one, marks.of(one.source?))))
        .map(|(one, mark)| {
            let (rows, doubles) = (one.among as f64, one.found as f64);
            let steps = [
                ("The same people again", -doubles),
                ("People who are not in it", all - (rows - doubles)),
            ];
            let bridge = Bridge::build(rows, &steps, all, FROM_TOTALS);
            picture(
                format!("Customers: {}", mark.name),
                &bridge,
                &format!("{} says", mark.name),
                "All customers",
            )
        })
        .collect())
}

/// Money of the month, currency by currency: they are not added up, since no rate is in the files.
fn revenue(events: &Events, source: i64, month: &str) -> Vec<CheckPicture> {
    let found = events
        .takings
        .iter()
        .filter(|one| SourceId(one.source) == SourceId(source))
        .flat_map(|one| &one.by_month)
        .filter(|((of, _), _)| of == month);
    found
        .map(|((_, currency), money)| {
            let Money {
                placed,
                cancelled,
                tests,
                refunded,
            } = *money;
            let steps = [
                ("Cancelled or never paid for", -cancelled),
                ("The shop's own tests", -tests),
                ("Given back", -refunded),
            ];
            let to = placed - cancelled - tests - refunded;
            let bridge = Bridge::build(placed, &steps, to, FROM_TOTALS);
            picture(
                format!("Revenue in {currency}"),
                &bridge,
                "Orders placed",
                "Kept",
            )
        })
        .collect()
}

/// Customers who bought in the month: those for the first time and those who had bought before.
fn new_and_active(events: &Events, month: &str) -> Option<CheckPicture> {
    let mut first = std::collections::BTreeMap::new();
    let mut active = std::collections::BTreeSet::new();
    for one in &events.bought {
        let of = one.day.format("%Y-%m").to_string();
        first.entry(one.customer).or_insert_with(|| of.clone());
        if of == month {
            active.insert(one.customer);
        }
    }
    let new = active
        .iter()
        .filter(|one| first.get(*one).is_some_and(|of| of == month))
        .count();
    (!active.is_empty()).then(|| CheckPicture {
        kind: "bars".into(),
        title: "New and active customers".into(),
        sentence: format!("Of {} customers who bought in {month} from any source, {new} had not bought before as far as orders are loaded.", active.len()),
        columns: vec!["New".into(), "Active".into()],
        lines: vec![line(month, [new as f64, active.len() as f64])],
    })
}
