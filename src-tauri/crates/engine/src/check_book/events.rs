//! Everything the checks count, gathered in one pass over the events that are loaded.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};
use rollcall_checks::{Campaigns, DIRECT, Message, OrderState, TouchColumn, channel};
use rollcall_model::{Attribute, CustomerId, RecordId, RunId, StandardValue, TableRole};
use rollcall_store::{StandardRecord, Store, StoredLoad};

use crate::inventory::Marks;
use crate::measure_checks::{message, order_state, tables};
use crate::records::{self, day_of};
use crate::view::CheckInput;
use crate::{EngineError, standardise_load};

/// A purchase that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bought {
    pub(super) customer: CustomerId,
    pub(super) minute: i64,
    pub(super) day: NaiveDate,
}

/// Something that reached a customer.
#[derive(Debug, Clone)]
pub(super) struct Touched {
    pub(super) customer: CustomerId,
    pub(super) minute: i64,
    pub(super) channel: &'static str,
    pub(super) is_click: bool,
}

/// What became of the messages of one campaign.
#[derive(Debug, Clone, Default)]
pub(super) struct Mailing {
    pub(super) by_day: BTreeMap<NaiveDate, u64>,
    pub(super) opened: u64,
    pub(super) clicked: u64,
}

/// Money of one currency.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Money {
    pub(super) placed: f64,
    pub(super) cancelled: f64,
    pub(super) tests: f64,
    pub(super) refunded: f64,
}

/// Orders of one table, month by month and currency by currency.
#[derive(Debug, Clone, Default)]
pub(super) struct Takings {
    pub(super) source: i64,
    pub(super) by_month: BTreeMap<(String, String), Money>,
}

/// What the checks count.
#[derive(Debug, Default)]
pub(super) struct Events {
    pub(super) campaigns: Campaigns,
    pub(super) bought: BTreeSet<Bought>,
    pub(super) touched: Vec<Touched>,
    pub(super) mailings: BTreeMap<String, Mailing>,
    /// Whether any table tells of opened or clicked messages.
    pub(super) tells_opened: bool,
    /// Messages by customer and the Monday of their week.
    pub(super) weeks: BTreeMap<(NaiveDate, CustomerId), u32>,
    /// Who was put into a hashed audience, and when.
    pub(super) audience: BTreeMap<CustomerId, NaiveDate>,
    pub(super) takings: Vec<Takings>,
    pub(super) messages: Vec<CheckInput>,
    pub(super) purchases: Vec<CheckInput>,
    pub(super) visits: Vec<CheckInput>,
    pub(super) audiences: Vec<CheckInput>,
}

/// The cells of one row that no attribute holds.
#[derive(Debug, Clone, Copy, Default)]
struct Extra {
    channel: Option<&'static str>,
    is_opened: bool,
    is_clicked: bool,
    refunded: f64,
}

/// How many rows of a table were what.
#[derive(Debug, Default)]
struct Found {
    messages: u64,
    purchases: u64,
    visits: u64,
    audience: u64,
}

impl Events {
    /// Reads the events of a run.
    pub(super) fn read(store: &Store, run: RunId) -> Result<Self, EngineError> {
        let mut events = Self::default();
        let members = store.memberships(run)?;
        let marks = Marks::read(store)?;
        for load in tables(store, TableRole::Events)? {
            let extra = extra(store, &load)?;
            let has_channel = extra.1;
            let mut found = Found::default();
            let mut orders = BTreeMap::new();
            store.visit_standard::<EngineError>(&load, |record| {
                let more = extra.0.get(&record.record).copied().unwrap_or_default();
                add_order(&mut orders, &record.values, more.refunded);
                let at = members.binary_search_by_key(&record.record, |(one, _)| *one);
                if let Some((_, customer)) = at.ok().and_then(|place| members.get(place)) {
                    events.add(*customer, &record, more, has_channel, &mut found);
                }
                Ok(ControlFlow::Continue(()))
            })?;
            events.tells_opened |= extra.2;
            if !orders.is_empty() {
                events.takings.push(takings(load.source.0, orders));
            }
            let input = |count: u64, what: &str| CheckInput {
                source: marks.of(load.source),
                table: load.table_name.clone(),
                gave: format!("{} {what}", rollcall_model::grouped(count)),
            };
            for (list, count, what) in [
                (&mut events.messages, found.messages, "messages"),
                (&mut events.purchases, found.purchases, "rows of purchases"),
                (&mut events.visits, found.visits, "visits"),
                (
                    &mut events.audiences,
                    found.audience,
                    "people in an audience",
                ),
            ] {
                if count > 0 {
                    list.push(input(count, what));
                }
            }
        }
        events.takings = with_given_back(events.takings);
        Ok(events)
    }

    fn add(
        &mut self,
        customer: CustomerId,
        record: &StandardRecord,
        more: Extra,
        has_channel: bool,
        found: &mut Found,
    ) {
        let values = &record.values;
        let email = records::first(values, &Attribute::Email);
        let time = records::first(values, &Attribute::EventTime);
        if let Some(bought) = records::purchase_time(values) {
            if let Some(day) = day_of(bought).filter(|_| order_state(values) == OrderState::Real) {
                found.purchases += 1;
                self.campaigns.add_purchase(customer, day, email);
                self.bought.extend(minute_of(bought).map(|minute| Bought {
                    customer,
                    minute,
                    day,
                }));
            }
        } else if let Some((campaign, day)) = message(values).filter(|_| !has_channel) {
            found.messages += 1;
            self.campaigns.add_message(&Message {
                customer,
                campaign,
                day,
                email,
            });
            self.add_mail(customer, campaign, day, time, more);
        } else if has_channel {
            if let Some(minute) = time.and_then(minute_of) {
                found.visits += 1;
                self.touched.push(Touched {
                    customer,
                    minute,
                    channel: more.channel.unwrap_or(DIRECT),
                    is_click: true,
                });
            }
        } else if records::first(values, &Attribute::HashedEmail).is_some()
            && email.is_none()
            && let Some(day) = time.and_then(day_of)
        {
            found.audience += 1;
            let since = self.audience.entry(customer).or_insert(day);
            *since = (*since).min(day);
        }
    }

    fn add_mail(
        &mut self,
        customer: CustomerId,
        campaign: &str,
        day: NaiveDate,
        time: Option<&str>,
        more: Extra,
    ) {
        let mailing = self.mailings.entry(campaign.to_owned()).or_default();
        *mailing.by_day.entry(day).or_default() += 1;
        mailing.opened += u64::from(more.is_opened);
        mailing.clicked += u64::from(more.is_clicked);
        let monday = day.week(chrono::Weekday::Mon).first_day();
        *self.weeks.entry((monday, customer)).or_default() += 1;
        if more.is_opened || more.is_clicked {
            self.touched
                .extend(time.and_then(minute_of).map(|minute| Touched {
                    customer,
                    minute,
                    channel: if more.is_clicked {
                        "E-mail"
                    } else {
                        "E-mail opened"
                    },
                    is_click: more.is_clicked,
                }));
        }
    }
}

/// The cells no attribute holds, by record; whether rows are visits with a source; whether they tell
/// what was opened or clicked.
type Extras = (BTreeMap<RecordId, Extra>, bool, bool);

fn extra(store: &Store, load: &StoredLoad) -> Result<Extras, EngineError> {
    let columns: Vec<(usize, TouchColumn)> = load
        .header
        .iter()
        .enumerate()
        .filter_map(|(place, header)| Some((place, TouchColumn::by_header(header)?)))
        .collect();
    let has = |one: TouchColumn| columns.iter().any(|(_, column)| *column == one);
    let has_channel = has(TouchColumn::Source) || has(TouchColumn::Medium);
    let tells_opened = has(TouchColumn::Opened) || has(TouchColumn::Clicked);
    let mut found = BTreeMap::new();
    if columns.is_empty() {
        return Ok((found, false, false));
    }
    let mark = standardise_load::decimal_mark(load)?;
    store.visit_rows::<EngineError>(load, |raw| {
        let mut more = Extra::default();
        let (mut source, mut medium, mut has_click_id) = ("", "", false);
        for (place, column) in &columns {
            let Some(cell) = raw.cells.get(*place) else {
                continue;
            };
            let text = cell.text.trim();
            let says_so = !text.is_empty() && !["0", "false", "no"].contains(&text);
            match column {
                TouchColumn::Source => source = text,
                TouchColumn::Medium => medium = text,
                TouchColumn::ClickId => has_click_id |= says_so,
                TouchColumn::Opened => more.is_opened |= says_so,
                TouchColumn::Clicked => more.is_clicked |= says_so,
                TouchColumn::Refunded => {
                    more.refunded += standardise_load::figure(cell, None, mark).unwrap_or(0.0);
                }
            }
        }
        more.channel = has_channel.then(|| channel(source, medium, has_click_id));
        found.insert(raw.record, more);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok((found, has_channel, tells_opened))
}

/// An order over its rows.
struct Order {
    month: String,
    currency: String,
    amount: f64,
    refunded: f64,
    state: OrderState,
}

fn add_order(orders: &mut BTreeMap<String, Order>, values: &[StandardValue], refunded: f64) {
    let Some(order) = records::first(values, &Attribute::OrderId) else {
        return;
    };
    if records::is_unpaid_booking(values) {
        return;
    }
    let number = |text: Option<&str>| text.and_then(|text| text.parse::<f64>().ok());
    let amount = number(records::first(values, &Attribute::Amount)).unwrap_or(0.0);
    // A row of a refund of its own takes from what was paid and adds no order.
    let (amount, refunded) = if records::is_refund(values) {
        (0.0, refunded.max(amount.abs()))
    } else {
        (amount, refunded)
    };
    let state = order_state(values);
    // The order's own cells stand on its first row alone.
    let month = records::first(values, &Attribute::EventTime).and_then(|time| time.get(..7));
    match (orders.get_mut(order), month) {
        (Some(known), _) => {
            known.state = known.state.max(state);
            if records::is_refund(values) {
                known.refunded += refunded;
            }
        }
        (None, Some(month)) => {
            let new = Order {
                month: month.to_owned(),
                currency: records::first(values, &Attribute::Currency)
                    .unwrap_or_default()
                    .to_owned(),
                amount,
                refunded,
                state,
            };
            orders.insert(order.to_owned(), new);
        }
        (None, None) => {}
    }
}

/// What tables of nothing but refunds tell goes with the orders of their source.
fn with_given_back(all: Vec<Takings>) -> Vec<Takings> {
    let only_gives_back = |one: &Takings| one.by_month.values().all(|money| money.placed == 0.0);
    let (refunds, mut orders): (Vec<Takings>, Vec<Takings>) =
        all.into_iter().partition(only_gives_back);
    for one in refunds {
        let of_source = orders.iter_mut().find(|known| known.source == one.source);
        let Some(known) = of_source else {
            orders.push(one);
            continue;
        };
        for (month, money) in one.by_month {
            known.by_month.entry(month).or_default().refunded += money.refunded;
        }
    }
    orders
}

fn takings(source: i64, orders: BTreeMap<String, Order>) -> Takings {
    let mut takings = Takings {
        source,
        ..Takings::default()
    };
    for order in orders.into_values() {
        let money = takings
            .by_month
            .entry((order.month, order.currency))
            .or_default();
        money.placed += order.amount;
        match order.state {
            OrderState::Real => money.refunded += order.refunded,
            OrderState::Cancelled => money.cancelled += order.amount,
            OrderState::Test => money.tests += order.amount,
        }
    }
    takings
}

/// The minute a time tells, of one clock; a day alone is its midnight.
fn minute_of(time: &str) -> Option<i64> {
    let seconds = DateTime::parse_from_rfc3339(time)
        .map(|time| time.timestamp())
        .or_else(|_| {
            ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M"]
                .iter()
                .find_map(|form| NaiveDateTime::parse_from_str(time, form).ok())
                .or_else(|| day_of(time).map(|day| day.and_time(NaiveTime::MIN)))
                .map(|time| time.and_utc().timestamp())
                .ok_or(())
        })
        .ok()?;
    Some(seconds.div_euclid(60))
}
