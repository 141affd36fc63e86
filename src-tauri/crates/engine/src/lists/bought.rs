//! The purchases of one customer, put together by the rules for everybody's, each with the rows that tell it.

use std::collections::BTreeMap;

use rollcall_checks::{AmountOf, OrderMoney, OrderState, is_given_back_whole};
use rollcall_lists::{EventSort, Happened, told_once};
use rollcall_model::{Attribute, RecordId, SourceId, StandardValue, SystemKind, in_time};
use rollcall_standardise::order_status;
use rollcall_store::StandardRecord;

use super::happened::{RowOfEvent, Telling, order_number};
use crate::entries;
use crate::event_rows::{order_state, row_money};
use crate::records::{self, first, gives_back, is_refund, purchase_time, undone_order};

/// The rows of one customer in a table of events.
pub(crate) struct RowsOfTable<'a> {
    pub(crate) source: SourceId,
    /// Of what kind the source is.
    pub(crate) kind: Option<SystemKind>,
    /// What the amounts of the table are of.
    pub(crate) amount_of: AmountOf,
    /// In the order of the records.
    pub(crate) rows: Vec<RowOfOne<'a>>,
}

/// One of these rows.
pub(crate) struct RowOfOne<'a> {
    pub(crate) record: &'a StandardRecord,
    /// What a column that no attribute holds says was given back.
    pub(crate) given_back: f64,
}

/// A purchase, however many rows and systems tell it.
#[derive(Debug)]
pub(crate) struct Purchase {
    /// The orders and payments of tables that tell it, those with a number first.
    pub(crate) told_by: Vec<Order>,
    /// What became of it.
    pub(crate) state: OrderState,
    /// What it came to in hundredths, and the currency, which is blank where none is told.
    pub(crate) paid: Option<(i64, String)>,
    /// What of it was given back, in hundredths.
    pub(crate) given_back: i64,
}

/// An order or a payment over its rows in one table.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) source: SourceId,
    /// Its number as the file writes it.
    pub(crate) number: Option<String>,
    /// The earliest time on its rows.
    pub(crate) time: Option<String>,
    pub(crate) records: Vec<RecordId>,
    state: OrderState,
    is_undone: bool,
    says_part: bool,
    money: OrderMoney,
    currency: String,
}

/// What one customer bought, be it that it does not hold, and by which rows that is told. Whose orders the refunds of a
/// source name is known of all rows: those of one customer would tell of fewer.
pub(crate) fn purchases(
    tables: &[RowsOfTable<'_>],
    refunds_of: &BTreeMap<i64, Vec<i64>>,
) -> Vec<Purchase> {
    let mut telling = Telling::default();
    let mut rows: Vec<Happened> = Vec::new();
    let mut orders: Vec<Option<Order>> = Vec::new();
    let mut all = Vec::new();
    for table in tables {
        let mut book = OrdersOfTable::default();
        for row in &table.rows {
            let told = telling.add(&RowOfEvent {
                customer: Some(0),
                source: table.source.0,
                kind: table.kind,
                // A message is no purchase, and who asks for purchases puts messages together themselves.
                message: None,
                values: &row.record.values,
                given_back: row.given_back,
            });
            let is_purchase = told.is_some_and(|told| told.sort == EventSort::Purchase);
            book.add(table, row.record, is_purchase);
        }
        let (purchases, amount_of) = telling.end_table(table.source.0, Some(table.amount_of));
        book.end();
        let mut alone = std::mem::take(&mut book.alone).into_iter();
        for purchase in purchases {
            let order = match purchase.order {
                0 => alone.next(),
                number => book.numbered.remove(&number),
            };
            if order.is_some() {
                rows.push(purchase);
                orders.push(order);
            }
        }
        all.extend(book.undone(amount_of));
    }
    let (_, currencies) = telling.finish(&mut rows, refunds_of, &|_| true);
    all.extend(told_once(&rows).into_iter().map(|(purchase, places)| {
        let told_by = places.into_iter();
        let told_by = told_by.filter_map(|place| orders.get_mut(place)?.take());
        let told_by = told_by.collect();
        Purchase::held(purchase, told_by, &currencies)
    }));
    all
}

impl Purchase {
    /// Whether it is kept: neither called off nor a test nor given back whole.
    pub(crate) fn holds(&self) -> bool {
        self.state == OrderState::Real
    }

    /// When it was told first.
    pub(crate) fn time(&self) -> Option<&str> {
        let times = self.told_by.iter().filter_map(|one| one.time.as_deref());
        times.min_by(|one, other| in_time(one, other))
    }

    /// Of one whose rows tell a purchase, what became of it.
    fn held(told: Happened, mut told_by: Vec<Order>, currencies: &[String]) -> Self {
        told_by.sort_by_key(|one| one.number.is_none());
        let state = told_by.iter().map(|one| one.state).max();
        let says_part = told_by.iter().any(|one| one.says_part);
        let paid = told.money.map_or(0, |money| money.amount);
        let is_whole = is_given_back_whole(paid as f64, told.given_back as f64, says_part);
        let currency = |number: u16| currencies.get(usize::from(number)).cloned();
        Self {
            told_by,
            state: match state {
                None | Some(OrderState::Real) if is_whole => OrderState::GivenBack,
                state => state.unwrap_or(OrderState::Real),
            },
            paid: told
                .money
                .map(|money| (money.amount, currency(money.currency).unwrap_or_default())),
            given_back: told.given_back.clamp(0, paid.max(0)),
        }
    }

    /// Of one whose rows say that it does not hold: what was neither called off nor a test was given back.
    fn undone(order: Order, amount_of: AmountOf) -> Self {
        let state = match order.state {
            OrderState::Real => OrderState::GivenBack,
            state => state,
        };
        let paid = (order.money.total(amount_of) * 100.0).round() as i64;
        Self {
            state,
            paid: (paid > 0).then(|| (paid, order.currency.clone())),
            given_back: if state == OrderState::GivenBack {
                paid.max(0)
            } else {
                0
            },
            told_by: vec![order],
        }
    }
}

/// The orders of one table, row by row.
#[derive(Default)]
struct OrdersOfTable {
    /// By the hash of their number.
    numbered: BTreeMap<u64, Order>,
    /// Purchases without a number, in the order of their rows.
    alone: Vec<Order>,
    /// Payments without a number that do not hold.
    failed: Vec<Order>,
    /// Lines below nothing, such as vouchers, with the hash of their order's number.
    less: Vec<(u64, RecordId)>,
}

impl OrdersOfTable {
    fn add(&mut self, table: &RowsOfTable<'_>, record: &StandardRecord, is_purchase: bool) {
        let values = &record.values;
        let number = first(values, &Attribute::OrderId);
        if gives_back(values) {
            let is_line = table.amount_of != AmountOf::Order && !is_refund(values);
            let number = number.filter(|_| is_line);
            self.less
                .extend(number.map(|number| (order_number(number), record.record)));
            return;
        }
        let new = || Order::of(table.source, number);
        let order = match number {
            Some(number) => self
                .numbered
                .entry(order_number(number))
                .or_insert_with(new),
            None => {
                let list = if is_purchase {
                    &mut self.alone
                } else if is_failed_payment(values) {
                    &mut self.failed
                } else {
                    return;
                };
                list.push(new());
                let Some(order) = list.last_mut() else {
                    return;
                };
                order
            }
        };
        order.add(record);
    }

    /// Puts lines below nothing to their orders.
    fn end(&mut self) {
        for (number, record) in std::mem::take(&mut self.less) {
            if let Some(order) = self.numbered.get_mut(&number) {
                order.records.push(record);
            }
        }
    }

    /// What is left of them and does not hold.
    fn undone(self, amount_of: AmountOf) -> impl Iterator<Item = Purchase> {
        let orders = self.numbered.into_values().filter(|one| one.is_undone);
        orders
            .chain(self.failed)
            .map(move |order| Purchase::undone(order, amount_of))
    }
}

/// Whether a row tells of a payment that was refused or called off, or of a test.
fn is_failed_payment(values: &[StandardValue]) -> bool {
    let is_undone = || {
        records::order_status(values).is_some_and(|status| !status.is_bought())
            || entries::is_test(values)
    };
    first(values, &Attribute::Amount).is_some()
        && is_undone()
        && !records::is_not_bought_yet(values)
}

impl Order {
    fn of(source: SourceId, number: Option<&str>) -> Self {
        Self {
            source,
            number: number.map(|number| number.trim().trim_start_matches('#').to_owned()),
            time: None,
            records: Vec::new(),
            state: OrderState::Real,
            is_undone: false,
            says_part: false,
            money: OrderMoney::default(),
            currency: String::new(),
        }
    }

    fn add(&mut self, record: &StandardRecord) {
        let values = &record.values;
        self.records.push(record.record);
        let time = first(values, &Attribute::EventTime)
            .or_else(|| first(values, &Attribute::CreatedAt))
            .or_else(|| purchase_time(values));
        if let Some(time) = time
            && self
                .time
                .as_deref()
                .is_none_or(|known| in_time(time, known).is_lt())
        {
            self.time = Some(time.to_owned());
        }
        self.state = self.state.max(order_state(values));
        self.is_undone |= undone_order(values).is_some();
        self.says_part |=
            first(values, &Attribute::EventStatus).is_some_and(order_status::says_part_went_back);
        let amount = first(values, &Attribute::Amount);
        if let Some(amount) = amount.and_then(|text| text.parse().ok()) {
            self.money.add(row_money(values, amount));
        }
        if let Some(code) = first(values, &Attribute::Currency)
            && self.currency.is_empty()
        {
            self.currency = code.to_uppercase();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::collections::BTreeMap;

    use rollcall_checks::{AmountOf, OrderState};
    use rollcall_model::{
        Attribute, RecordId, SourceId, StandardValue, SystemKind, Target, ValueState,
    };
    use rollcall_store::StandardRecord;

    use super::{RowOfOne, RowsOfTable, purchases};

    /// Number of the order, amount, status and day of a row.
    type Row<'a> = (&'a str, &'a str, &'a str, &'a str);

    fn record(number: i64, (order, amount, status, day): Row<'_>) -> StandardRecord {
        let values = [
            (Attribute::OrderId, order),
            (Attribute::Amount, amount),
            (Attribute::EventStatus, status),
            (Attribute::EventTime, day),
            (Attribute::Currency, "EUR"),
        ];
        StandardRecord {
            record: RecordId(number),
            key: number.to_string(),
            as_of: None,
            dated_by: None,
            says_no: false,
            person: true,
            values: values
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(attribute, text)| StandardValue {
                    target: Target::from(attribute),
                    column: None,
                    raw: text.to_owned(),
                    value: text.to_owned(),
                    state: ValueState::Valid,
                    rule: Cow::Borrowed("as it stands"),
                })
                .collect(),
        }
    }

    /// Number, sources, records, hundredths, given back and state of each purchase.
    type Told = (Option<String>, Vec<i64>, Vec<i64>, i64, i64, OrderState);

    fn told(tables: &[(i64, AmountOf, &[Row<'_>])]) -> Vec<Told> {
        let mut number = 0;
        let read: Vec<Vec<StandardRecord>> = tables
            .iter()
            .map(|(_, _, rows)| {
                let rows = rows.iter();
                rows.map(|row| {
                    number += 1;
                    record(number, *row)
                })
                .collect()
            })
            .collect();
        let tables: Vec<RowsOfTable<'_>> = tables
            .iter()
            .zip(&read)
            .map(|((source, amount_of, _), records)| RowsOfTable {
                source: SourceId(*source),
                kind: Some(SystemKind::Shop),
                amount_of: *amount_of,
                rows: records
                    .iter()
                    .map(|record| RowOfOne {
                        record,
                        given_back: 0.0,
                    })
                    .collect(),
            })
            .collect();
        let mut all: Vec<Told> = purchases(&tables, &BTreeMap::new())
            .into_iter()
            .map(|one| {
                let records = one.told_by.iter().flat_map(|order| &order.records);
                (
                    one.told_by.first().and_then(|order| order.number.clone()),
                    one.told_by.iter().map(|order| order.source.0).collect(),
                    records.map(|record| record.0).collect(),
                    one.paid.as_ref().map_or(0, |(amount, _)| *amount),
                    one.given_back,
                    one.state,
                )
            })
            .collect();
        all.sort_by(|one, other| one.2.cmp(&other.2));
        all
    }

    #[test]
    fn lines_and_a_payment_are_one_purchase_with_all_their_rows() {
        let orders: &[Row<'_>] = &[
            ("#1042", "54.90", "paid", "2026-03-01"),
            ("#1042", "", "", ""),
            ("#1043", "20", "refunded", "2026-03-05"),
        ];
        let payments: &[Row<'_>] = &[("", "54.90", "succeeded", "2026-03-02")];
        let of = [(1, AmountOf::Order, orders), (2, AmountOf::Order, payments)];
        assert_eq!(
            told(&of),
            [
                (
                    Some("1042".to_owned()),
                    vec![1, 2],
                    vec![1, 2, 4],
                    5490,
                    0,
                    OrderState::Real
                ),
                (
                    Some("1043".to_owned()),
                    vec![1],
                    vec![3],
                    2000,
                    2000,
                    OrderState::GivenBack
                ),
            ]
        );
    }

    #[test]
    fn lines_add_up_and_a_voucher_is_a_line() {
        let lines: &[Row<'_>] = &[
            ("7", "30", "", "2026-03-01"),
            ("7", "30", "", "2026-03-01"),
            ("7", "-10", "", "2026-03-01"),
            ("8", "5", "cancelled", "2026-03-02"),
        ];
        let told = told(&[(1, AmountOf::Line, lines)]);
        let states: Vec<(i64, usize, OrderState)> = told
            .into_iter()
            .map(|(_, _, records, paid, _, state)| (paid, records.len(), state))
            .collect();
        assert_eq!(
            states,
            [(5000, 3, OrderState::Real), (500, 1, OrderState::Cancelled)]
        );
    }

    #[test]
    fn a_payment_that_failed_is_told_and_does_not_hold() {
        let payments: &[Row<'_>] = &[
            ("", "12", "failed", "2026-03-01"),
            ("", "12", "succeeded", "2026-03-01"),
        ];
        let told = told(&[(1, AmountOf::Order, payments)]);
        let states: Vec<OrderState> = told.into_iter().map(|one| one.5).collect();
        assert_eq!(states, [OrderState::Cancelled, OrderState::Real]);
    }
}
