//! Orders that rows tell with different totals, though the rows are no lines of them.

use std::collections::HashMap;

use rollcall_checks::{AmountOf, OrderMoney};
use rollcall_model::{
    Attribute, Mapping, Problem, ProblemCode, RecordId, Severity, TableRole, grouped,
};
use rollcall_store::{StandardRecord, StoredLoad};

use super::{KEPT_ROWS, place};
use crate::event_rows::{amount_of_recipe, hash_of, row_money};
use crate::records;

/// What the rows of each order say that it came to.
#[derive(Default)]
pub(super) struct Totals {
    /// Whether the table is one of events, whose rows can be orders.
    is_of_events: bool,
    /// What is known of the export's amounts; else its orders tell.
    amount_of: Option<AmountOf>,
    /// In the order they turned up.
    orders: Vec<Order>,
    /// Where an order stands, by the hash of its number: only looked up in.
    places: HashMap<u64, usize>,
}

struct Order {
    money: OrderMoney,
    first: RecordId,
    others: Vec<RecordId>,
}

impl Totals {
    pub(super) fn of(mapping: &Mapping) -> Self {
        Self {
            is_of_events: mapping.role == TableRole::Events,
            amount_of: amount_of_recipe(mapping),
            ..Self::default()
        }
    }

    /// Notes the amount on a row of an order. Money given back is none of its totals.
    pub(super) fn add(&mut self, record: &StandardRecord) {
        let values = &record.values;
        // Of an export that is known to tell lines nothing can be two totals.
        if !self.is_of_events || self.amount_of == Some(AmountOf::Line) {
            return;
        }
        let Some(number) = records::first(values, &Attribute::OrderId) else {
            return;
        };
        let amount = records::first(values, &Attribute::Amount);
        let Some(amount) = amount.and_then(|text| text.parse::<f64>().ok()) else {
            return;
        };
        if records::gives_back(values) || records::is_not_bought_yet(values) {
            return;
        }
        let next = self.orders.len();
        let at = *self.places.entry(hash_of(number)).or_insert(next);
        if at == next {
            self.orders.push(Order {
                money: OrderMoney::default(),
                first: record.record,
                others: Vec::new(),
            });
        }
        let Some(order) = self.orders.get_mut(at) else {
            return;
        };
        order.money.add(row_money(values, amount));
        if at < next {
            order.others.push(record.record);
        }
    }

    /// The orders that have several totals, with their rows; nothing where none has.
    pub(super) fn told(self, load: &StoredLoad) -> Option<(Problem, Vec<RecordId>)> {
        let amounts = self.orders.iter().map(|one| one.money);
        let amount_of = self.amount_of.unwrap_or_else(|| AmountOf::told_by(amounts));
        let of_several = |order: &&Order| order.money.has_two_totals(amount_of);
        let (mut orders, mut rows) = (0_u64, 0_u64);
        let mut kept = Vec::new();
        for order in self.orders.iter().filter(of_several) {
            orders += 1;
            rows += 1 + order.others.len() as u64;
            kept.push(order.first);
            kept.extend(&order.others);
        }
        kept.truncate(KEPT_ROWS);
        let (number, are) = match orders {
            0 => return None,
            1 => ("1 order".to_owned(), "is"),
            more => (format!("{} orders", grouped(more)), "are"),
        };
        let problem = Problem {
            code: ProblemCode::TwoTotals,
            severity: Severity::Warning,
            place: place(load),
            message: format!(
                "{number} of {} {are} told with different totals, by {} rows that are not of different things and so no lines of one order.",
                load.file,
                grouped(rows)
            ),
            hint: "Each counts once: with the total of its later row, or with the higher one where neither is known to be later. Look up in that system which holds. If the rows are lines of an order, say on the Mapping screen which column tells the product.".into(),
            count: rows,
        };
        Some((problem, kept))
    }
}
