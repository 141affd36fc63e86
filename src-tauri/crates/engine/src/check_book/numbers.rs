//! The same number by every source, and the way from each to the agreed one.

mod basis;
mod buyers;
mod by_source;
mod customers;
mod refunds;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rollcall_checks::{Bridge, Ratio};
use rollcall_model::grouped;
use rollcall_store::Store;

use self::by_source::{OrdersBySource, by_month, reports};
use super::months::Months;
use super::people::People;
use super::span::Span;
use super::takings::Money;
use super::{Counted, Events, counted, line};
use crate::EngineError;
use crate::inventory::Marks;
use crate::view::{CheckInput, CheckLine, CheckPicture, SourceMark};

const FROM_TOTALS: &str = "Cannot be known from this file";
/// The currency of amounts of which the files name none.
const UNNAMED: &str = "the currency of the files";
const STEPS: &str = "The first bar is what the source says, the last the agreed number; hatched is what the files cannot explain.";

pub(super) fn count(
    store: &Store,
    events: &Events,
    people: &People,
    chosen: Option<&str>,
) -> Result<Counted, EngineError> {
    let mut told = Counted {
        code: "numbers".into(),
        definition: "Orders that are cancelled, never paid for, the shop's own tests or given back whole, of all orders placed in the month, in the table with most orders of it. What a table of refunds or returns tells is taken off the order it names, in whichever source that is; what two sources tell of one order is the same money. An order is given back whole where its status says so, or where the money given back reaches what it came to and no status speaks of a part; it makes nobody an active or a new customer either. An order number that rows tell with different totals counts once: its rows add up only where they are of different things. That table without these is the agreed number; every platform's report is led to it step by step, and orders of other sources are named beside it. Days are counted as the files write them, by the clock of each file; how each number came about is told beside it. A customer is somebody known by a name, an organisation, an e-mail address or a telephone, here as in the overview and the report; a source's buyers are told apart by the address or number it knows them by.".into(),
        ..Counted::default()
    };
    let marks = Marks::read(store)?;
    let orders = by_all(store, events, &marks)?;
    told.pictures
        .extend(customers::bridges(store, people, &marks)?);
    let reference = month_to_tell(&orders, chosen).and_then(|month| {
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
        refunds::tell(events, &marks, &mut told);
        return Ok(told);
    };
    told.unknown.extend(not_the_chosen(chosen, &month));
    told.months = Some(Months {
        known: months_of(&orders),
        counted: month.clone(),
    });
    let real = reference.real.unwrap_or(0.0);
    told.window = format!(
        "Orders of {month}, {}, as {} dates them.",
        days_of(&month).told(),
        reference.source.name
    );
    let mut says = Vec::new();
    for one in &orders {
        let is_of_month = one.period.as_deref().is_none_or(|period| period == month);
        if one.real.is_some() && one.period.as_deref() != Some(month.as_str()) || !is_of_month {
            continue;
        }
        if let Some(real) = one.real
            && one.source.source != reference.source.source
        {
            told.unknown.push(of_another(one, real, reference, &month));
            continue;
        }
        told.inputs.push(CheckInput {
            source: one.source.clone(),
            table: one.table.clone(),
            gave: format!("{} orders", figure(one.said)),
            basis: one.basis.clone(),
        });
        told.unknown.extend(without_zone(events, one));
        says.push(format!("{} says {}", one.source.name, figure(one.said)));
        told.pictures.push(orders_bridge(events, one, real));
        if one.real.is_none() {
            told.unknown.push(format!(
                "{} differs from the agreed {} by {}; its report holds totals alone. An export with the order number of each conversion would tell which are missing and which are counted twice.",
                one.source.name,
                figure(real),
                figure(one.said - real)
            ));
        }
    }
    told.sentence = format!(
        "For {month} {}; agreed are {}.",
        says.join(", "),
        figure(real)
    );
    told.ratio = Some((
        Ratio {
            found: (reference.said - real) as u64,
            among: reference.said as u64,
        },
        "orders placed in the month".into(),
    ));
    told.pictures
        .extend(revenue(events, reference.source.source, &month));
    told.unknown
        .extend(given_back_beyond(events, reference.source.source, &month));
    told.unknown
        .extend(without_given_back(events, &reference.source, &month));
    told.unknown
        .extend(two_totals(events, reference.source.source, &month));
    refunds::tell(events, &marks, &mut told);
    told.pictures.extend(new_and_active(events, people, &month));
    told.pictures
        .extend(buyers::pictures(events, people, &marks, &month));
    Ok(told)
}

/// The orders of each table, month by month, and what platforms report of them.
fn by_all(
    store: &Store,
    events: &Events,
    marks: &Marks,
) -> Result<Vec<OrdersBySource>, EngineError> {
    let mut orders = Vec::new();
    for one in &events.takings {
        let table = (one.source.0, one.table.clone());
        let basis = basis::of_orders(store, (table.0, table.1.as_str()), events.zones.get(&table))?;
        orders.extend(by_month(
            &marks.of(one.source),
            &one.table,
            &one.orders,
            &basis,
        ));
    }
    orders.extend(reports(store, marks)?);
    Ok(orders)
}

/// Times of orders whose zone their file does not tell: their days are those of a clock nobody knows.
fn without_zone(events: &Events, one: &OrdersBySource) -> Option<String> {
    let zones = events.zones.get(&(one.source.source, one.table.clone()))?;
    let (unknown, all) = zones.unknown();
    (unknown > 0).then(|| {
        format!(
            "{} of {} times of {} · {} are of a time zone its file does not tell: its days are those of its own clock, so that an order near midnight can be of another day elsewhere. The zone of a table can be said on the Mapping screen.",
            grouped(unknown),
            grouped(all),
            one.source.name,
            one.table
        )
    })
}

/// Orders of another source in the same month: the same ones told twice, or those of another channel.
fn of_another(one: &OrdersBySource, real: f64, reference: &OrdersBySource, month: &str) -> String {
    format!(
        "{} has orders of {month} of its own, {} of them real. They are not in the agreed number: whether they are orders of {} told again, as a payment service does, or those of another channel, to be added, the files do not say.",
        one.source.name,
        figure(real),
        reference.source.name
    )
}

/// The first and the last day of a month, `YYYY-MM`.
fn days_of(month: &str) -> Span {
    let first: Option<NaiveDate> = format!("{month}-01").parse().ok();
    let last = first
        .and_then(|day| day.checked_add_months(chrono::Months::new(1)))
        .and_then(|day| day.pred_opt());
    first.into_iter().chain(last).collect()
}

/// The months of which orders are loaded, the newest first.
fn months_of(orders: &[OrdersBySource]) -> Vec<String> {
    let of_orders = orders.iter().filter(|one| one.real.is_some());
    let months: BTreeSet<&String> = of_orders.filter_map(|one| one.period.as_ref()).collect();
    months.into_iter().rev().cloned().collect()
}

/// The month that is told: the one somebody chose where orders of it are loaded, else that of the platforms' reports,
/// else the newest.
fn month_to_tell(orders: &[OrdersBySource], chosen: Option<&str>) -> Option<String> {
    let months = months_of(orders);
    let chosen = months.iter().find(|month| chosen == Some(month.as_str()));
    let of_platforms = orders.iter().filter(|one| one.real.is_none());
    chosen
        .into_iter()
        .chain(of_platforms.filter_map(|one| one.period.as_ref()))
        .chain(&months)
        .next()
        .cloned()
}

/// That another month is told than the one somebody chose, whose orders are not loaded any more.
fn not_the_chosen(chosen: Option<&str>, told: &str) -> Option<String> {
    let chosen = chosen.filter(|month| *month != told)?;
    Some(format!(
        "{chosen} was chosen, and no orders of it are loaded: {told} is told instead."
    ))
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

fn orders_bridge(events: &Events, one: &OrdersBySource, real: f64) -> CheckPicture {
    let of_table = events
        .takings
        .iter()
        .filter(|takings| takings.source.0 == one.source.source && takings.table == one.table)
        .find_map(|takings| takings.orders.get(one.period.as_ref()?));
    let counts = one.real.and(of_table);
    let steps = counts.map_or_else(Vec::new, |counts| {
        vec![
            ("Cancelled or never paid for", -(counts.cancelled as f64)),
            ("The shop's own tests", -(counts.tests as f64)),
            ("Given back whole", -(counts.given_back as f64)),
        ]
    });
    let bridge = Bridge::build(one.said, &steps, real, FROM_TOTALS);
    let mut told = picture(
        format!("Orders: {}", one.source.name),
        &bridge,
        &format!("{} says", one.source.name),
        "Agreed",
    );
    let tests = counts.map_or(0, |counts| counts.tests);
    if tests > 0 {
        told.sentence.push(' ');
        told.sentence.push_str(&left_out_as_tests(tests));
    }
    told
}

/// How many orders are no orders because the shop placed them itself, and by what that is told.
fn left_out_as_tests(tests: u64) -> String {
    if tests == 1 {
        return "1 order is left out as the shop's own test: its status says so, or its name or address says that it is a test and something else does too. The name alone is not enough, as people are called Test as well.".into();
    }
    format!(
        "{} orders are left out as the shop's own tests: their status says so, or their name or address says that they are tests and something else does too. The name alone is not enough, as people are called Test as well.",
        grouped(tests)
    )
}

/// The money of a source and month, by currency.
fn money_of<'a>(
    events: &'a Events,
    source: i64,
    month: &'a str,
) -> impl Iterator<Item = (&'a str, &'a Money)> {
    let of_source = events
        .takings
        .iter()
        .filter(move |one| one.source.0 == source);
    of_source
        .flat_map(|one| &one.money)
        .filter(move |((of, _), _)| of == month)
        .map(|((_, currency), money)| (currency.as_str(), money))
}

/// Orders of which more was given back than was paid: what the files leave open about them.
fn given_back_beyond(events: &Events, source: i64, month: &str) -> Vec<String> {
    money_of(events, source, month)
        .filter(|(_, money)| money.orders_beyond > 0)
        .map(|(currency, money)| {
            format!(
                "For {} of {month} more was given back than was paid, by {} together. It is taken off as the files tell it, in a step of its own: whether it is postage that is not in the amount, or a refund told twice, they do not say.",
                counted(money.orders_beyond, "order", "orders"),
                of_currency(money.beyond, currency)
            )
        })
        .collect()
}

/// A source of which no figure tells what was given back: that is not nought. What the states of its orders tell is
/// some of it all the same.
fn without_given_back(events: &Events, source: &SourceMark, month: &str) -> Option<String> {
    let has_money = money_of(events, source.source, month).next().is_some();
    if !has_money || events.tell_given_back.contains(&source.source) {
        return None;
    }
    let by_state: Vec<String> = money_of(events, source.source, month)
        .filter(|(_, money)| money.refunded > 0.0)
        .map(|(currency, money)| of_currency(money.refunded, currency))
        .collect();
    Some(if by_state.is_empty() {
        format!(
            "What was given back of the money of {month} cannot be known: no column and no row of {} tells it, so that less may have been kept.",
            source.name
        )
    } else {
        format!(
            "Of what was given back of the money of {month} only {} is known, of orders whose state says that all of it went back. What was given back of the others cannot be known: no column and no row of {} tells it, so that less may have been kept.",
            by_state.join(" and "),
            source.name
        )
    })
}

/// An amount with its currency, in words where the files name none.
fn of_currency(amount: f64, currency: &str) -> String {
    match currency {
        "" => format!("{} in {UNNAMED}", figure(amount)),
        code => format!("{} {code}", figure(amount)),
    }
}

/// Orders that rows tell with different totals: which of them holds the files do not say.
fn two_totals(events: &Events, source: i64, month: &str) -> Vec<String> {
    money_of(events, source, month)
        .filter(|(_, money)| money.two_totals > 0)
        .map(|(currency, money)| {
            let currency = match currency {
                "" => String::new(),
                code => format!(" in {code}"),
            };
            format!(
                "{} of {month}{currency} {} told with different totals, by rows that are no lines of them. Each counts once: with the total of its later row, or with the higher one where neither is known to be later. The rows are named on the Quality screen.",
                counted(money.two_totals, "order", "orders"),
                if money.two_totals == 1 { "is" } else { "are" }
            )
        })
        .collect()
}

/// Money of the month, currency by currency: they are not added up, since no rate is in the files.
fn revenue(events: &Events, source: i64, month: &str) -> Vec<CheckPicture> {
    money_of(events, source, month)
        .map(|(currency, money)| {
            let Money {
                placed,
                cancelled,
                tests,
                refunded,
                beyond,
                orders_beyond: _,
                two_totals: _,
            } = *money;
            let steps = [
                ("Cancelled or never paid for", -cancelled),
                ("The shop's own tests", -tests),
                ("Given back", -refunded),
                ("Given back beyond what was paid", -beyond),
            ];
            let to = placed - cancelled - tests - refunded - beyond;
            let bridge = Bridge::build(placed, &steps, to, FROM_TOTALS);
            let currency = if currency.is_empty() {
                UNNAMED
            } else {
                currency
            };
            picture(
                format!("Revenue in {currency}"),
                &bridge,
                "Orders placed",
                "Kept",
            )
        })
        .collect()
}

/// Customers who bought in the month: those for the first time and all.
fn new_and_active(events: &Events, people: &People, month: &str) -> Option<CheckPicture> {
    let (new, active) = buyers::new_and_active(events, people, month)?;
    Some(CheckPicture {
        kind: "bars".into(),
        title: "New and active customers".into(),
        sentence: format!(
            "Of {} customers who bought in {month} from any source, {} had not bought before as far as orders are loaded.",
            grouped(active as u64),
            grouped(new as u64)
        ),
        columns: vec!["New".into(), "Active".into()],
        lines: vec![line(month, [new as f64, active as f64])],
    })
}
