//! Measures whether the integration works, on the events and reports that are loaded.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use chrono::NaiveDate;
use rollcall_checks::{
    Address, AmountOf, Campaigns, Message, MonthOfOrders, OrderState, Orders, counts_orders,
};
use rollcall_mapping::RecipeBook;
use rollcall_model::{Attribute, CustomerId, RecordId, StandardValue, SystemKind, TableRole};
use rollcall_standardise::order_status::OrderStatus;
use rollcall_store::{Store, StoreError, StoredLoad};

use crate::inventory::Marks;
use crate::records::day_of;
use crate::view::{
    CampaignBuyer, CampaignCheck, Checks, MeasureChecks, OrdersBySource, PressedPerson, SourceMark,
};
use crate::{Engine, EngineError, records, standardise_load};

/// So many people of one campaign are named.
const MOST_BUYERS: usize = 500;
/// Statuses of a message that never reached anybody.
const NOT_DELIVERED: [&str; 6] = [
    "bounced",
    "dropped",
    "failed",
    "not sent",
    "rejected",
    "undelivered",
];
/// Words by which a shop marks its own tests.
const TEST_WORDS: [&str; 4] = ["test", "tests", "tester", "testing"];

impl Engine {
    /// Campaigns against purchases, people under pressure, and orders by every source.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn measure_checks(&self, request: MeasureChecks) -> Result<Checks, EngineError> {
        let store = self.store()?;
        let bought_within = request.bought_within.unwrap_or(30);
        let (messages, within) = (request.messages.unwrap_or(3), request.within.unwrap_or(7));
        let campaigns = campaigns(&store)?;
        Ok(Checks {
            campaigns: campaigns
                .reach(bought_within)
                .into_iter()
                .map(|one| CampaignCheck {
                    campaign: one.campaign,
                    people: one.people,
                    recent_buyers: one.recent_buyers.len() as u64,
                    found_by_email: one
                        .recent_buyers
                        .iter()
                        .filter(|buyer| buyer.found_by_email)
                        .count() as u64,
                    buyers: one
                        .recent_buyers
                        .iter()
                        .take(MOST_BUYERS)
                        .map(|buyer| CampaignBuyer {
                            customer: buyer.customer.label(),
                            bought: buyer.bought.to_string(),
                            found_by_email: buyer.found_by_email,
                        })
                        .collect(),
                })
                .collect(),
            pressed: campaigns
                .pressed(messages, within)
                .into_iter()
                .map(|one| PressedPerson {
                    customer: one.customer.label(),
                    messages: one.messages,
                    campaigns: one.campaigns,
                    from: one.from.to_string(),
                    until: one.until.to_string(),
                })
                .collect(),
            pressure: format!(
                "{messages} or more messages of different campaigns within {within} days."
            ),
            messaged: campaigns.people(),
            orders: orders(&store)?,
        })
    }
}

/// The tables of a role that are in use.
pub(crate) fn tables(store: &Store, role: TableRole) -> Result<Vec<StoredLoad>, EngineError> {
    let mut tables = Vec::new();
    for load in store.current_loads()? {
        if store
            .mapping(load.table)?
            .is_some_and(|stored| stored.mapping.role == role)
        {
            tables.push(load);
        }
    }
    Ok(tables)
}

/// Of what kind the source of a table is.
pub(crate) fn kind_of(store: &Store, load: &StoredLoad) -> Result<Option<SystemKind>, EngineError> {
    let sources = store.sources()?;
    let source = sources.iter().find(|one| one.source == load.source);
    Ok(source.and_then(|one| SystemKind::parse(&one.kind)))
}

/// What the amounts of a table are of, where the recipe of its export tells.
pub(crate) fn amount_of(store: &Store, load: &StoredLoad) -> Result<Option<AmountOf>, EngineError> {
    let mapping = store.mapping(load.table)?;
    let recipe = mapping.and_then(|stored| stored.mapping.recipe);
    let known = recipe.and_then(|id| {
        let all = RecipeBook::builtin().recipes().iter();
        all.filter(|one| one.id == id).next_back()
    });
    Ok(known
        .filter(|one| one.amount_of_line)
        .map(|_| AmountOf::Line))
}

/// Every message and purchase of the events that are loaded, by the customer it belongs to.
fn campaigns(store: &Store) -> Result<Campaigns, EngineError> {
    let mut campaigns = Campaigns::default();
    let Some(run) = store.current_run()? else {
        return Ok(campaigns);
    };
    let members = store.memberships(run.run)?;
    let customer_of = |record: RecordId| -> Option<CustomerId> {
        let index = members
            .binary_search_by_key(&record, |(record, _)| *record)
            .ok()?;
        members.get(index).map(|(_, customer)| *customer)
    };
    for load in tables(store, TableRole::Events)? {
        let kind = kind_of(store, &load)?;
        store.visit_standard::<EngineError>(&load, |record| {
            let Some(customer) = customer_of(record.record) else {
                return Ok(ControlFlow::Continue(()));
            };
            let email = records::first(&record.values, &Attribute::Email);
            if let Some(day) = records::purchase_time(&record.values).and_then(day_of) {
                campaigns.add_purchase(customer, day, email.map(Address::of));
            } else if let Some((campaign, day)) = message(kind, &record.values) {
                campaigns.add_message(&Message {
                    customer,
                    campaign,
                    day,
                    email,
                });
            }
            Ok(ControlFlow::Continue(()))
        })?;
    }
    Ok(campaigns)
}

/// Campaign and day of a row that tells of a message: it names a campaign and an address, and
/// neither an order nor a kind of its own. The subject of a ticket is no campaign.
pub(crate) fn message(
    kind: Option<SystemKind>,
    values: &[StandardValue],
) -> Option<(&str, NaiveDate)> {
    let has = |attribute: &Attribute| records::first(values, attribute).is_some();
    let is_other = has(&Attribute::Amount)
        || has(&Attribute::OrderId)
        || has(&Attribute::CookieId)
        || has(&Attribute::EventKind)
        || has(&Attribute::AccountId);
    let is_lost = records::first(values, &Attribute::EventStatus)
        .is_some_and(|status| NOT_DELIVERED.contains(&status.trim().to_lowercase().as_str()));
    let is_ticket = kind == Some(SystemKind::Support);
    if is_ticket || is_other || is_lost || !(has(&Attribute::Email) || has(&Attribute::Phone)) {
        return None;
    }
    let campaign = records::first(values, &Attribute::Campaign)?;
    let day = records::first(values, &Attribute::EventTime).and_then(day_of)?;
    Some((campaign, day))
}

/// Orders by source: counted where the orders are, read off where a platform reports them.
fn orders(store: &Store) -> Result<Vec<OrdersBySource>, EngineError> {
    let marks = Marks::read(store)?;
    let mut told = Vec::new();
    for load in tables(store, TableRole::Events)? {
        let mark = marks.of(load.source);
        told.extend(by_month(&mark, &load.table_name, &orders_of(store, &load)?));
    }
    told.extend(reports(store, &marks)?);
    Ok(told)
}

/// The orders of a table, month by month.
pub(crate) fn by_month(
    source: &SourceMark,
    table: &str,
    months: &BTreeMap<String, MonthOfOrders>,
) -> Vec<OrdersBySource> {
    let told = |(month, counts): (&String, &MonthOfOrders)| {
        let mut notes = Vec::new();
        if counts.cancelled > 0 {
            notes.push(format!(
                "Cancelled or never paid for: {}.",
                counts.cancelled
            ));
        }
        if counts.tests > 0 {
            notes.push(format!("Tests of its own: {}.", counts.tests));
        }
        OrdersBySource {
            source: source.clone(),
            table: table.to_owned(),
            period: Some(month.clone()),
            said: counts.placed as f64,
            real: Some(counts.real() as f64),
            notes,
        }
    };
    months.iter().map(told).collect()
}

/// What the platforms' own reports say.
pub(crate) fn reports(store: &Store, marks: &Marks) -> Result<Vec<OrdersBySource>, EngineError> {
    let mut told = Vec::new();
    for load in tables(store, TableRole::Figures)? {
        told.extend(reported(store, marks, &load)?);
    }
    Ok(told)
}

/// Every order of one table.
fn orders_of(
    store: &Store,
    load: &StoredLoad,
) -> Result<BTreeMap<String, MonthOfOrders>, EngineError> {
    let mut orders = Orders::default();
    store.visit_standard::<EngineError>(load, |record| {
        let order = records::first(&record.values, &Attribute::OrderId);
        let month =
            records::first(&record.values, &Attribute::EventTime).and_then(|time| time.get(..7));
        let is_order =
            !records::is_refund(&record.values) && !records::is_unpaid_booking(&record.values);
        if let (Some(order), Some(month), true) = (order, month, is_order) {
            orders.add(order, month, order_state(&record.values));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(orders.months())
}

/// What a platform's own report says; its rows of totals were set aside when it was read.
fn reported(
    store: &Store,
    marks: &Marks,
    load: &StoredLoad,
) -> Result<Option<OrdersBySource>, EngineError> {
    let Some((column, header)) = load
        .header
        .iter()
        .enumerate()
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
    store.visit_standard::<EngineError>(load, |record| {
        let time = records::first(&record.values, &Attribute::EventTime);
        months.extend(time.and_then(|time| time.get(..7)).map(str::to_owned));
        Ok(ControlFlow::Continue(()))
    })?;
    let mut notes = vec![format!(
        "The platform's own \"{header}\", added up; which orders these are cannot be looked into."
    )];
    if months.is_empty() {
        notes.push("The rows do not say for which days it counts.".into());
    }
    Ok(Some(OrdersBySource {
        source: marks.of(load.source),
        table: load.table_name.clone(),
        period: months.pop_first().filter(|_| months.is_empty()),
        said: (said * 100.0).round() / 100.0,
        real: None,
        notes,
    }))
}

pub(crate) fn order_state(values: &[StandardValue]) -> OrderState {
    let is_test = values.iter().any(|value| {
        let names = matches!(
            value.target.attribute,
            Attribute::Email | Attribute::FullName | Attribute::GivenName | Attribute::FamilyName
        );
        let before_at = value.raw.split('@').next().unwrap_or_default();
        names
            && before_at
                .to_lowercase()
                .split(|one: char| !one.is_alphanumeric())
                .any(|word| TEST_WORDS.contains(&word))
    });
    match records::order_status(values) {
        _ if is_test => OrderState::Test,
        Some(OrderStatus::Test) => OrderState::Test,
        // Money given back is another matter: the order was real.
        Some(OrderStatus::Cancelled | OrderStatus::Failed) => OrderState::Cancelled,
        _ => OrderState::Real,
    }
}
