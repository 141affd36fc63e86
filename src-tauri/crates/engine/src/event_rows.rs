//! What the rows of tables of events tell: of messages, and of what became of orders.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;

use chrono::NaiveDate;
use rollcall_checks::{AmountOf, OrderState, RowMoney, is_given_back_column};
use rollcall_mapping::RecipeBook;
use rollcall_model::{Attribute, Mapping, Moment, RecordId, StandardValue, SystemKind, TableRole};
use rollcall_standardise::bounce;
use rollcall_standardise::order_status::OrderStatus;
use rollcall_store::{Store, StoredLoad};

use crate::records::day_of;
use crate::told_columns::told_columns;
use crate::{EngineError, records, standardise_load};

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
    let stored = store.mapping(load.table)?;
    Ok(stored.and_then(|stored| amount_of_recipe(&stored.mapping)))
}

/// What the amounts of a table are of, where the recipe it is mapped by tells.
pub(crate) fn amount_of_recipe(mapping: &Mapping) -> Option<AmountOf> {
    let id = mapping.recipe.as_deref()?;
    let mut all = RecipeBook::builtin().recipes().iter();
    let known = all.find(|one| one.id == id)?;
    known.amount_of_line.then_some(AmountOf::Line)
}

/// What a row tells of the money of its order, with an amount on it: of which thing, and when it was written last.
pub(crate) fn row_money(values: &[StandardValue], amount: f64) -> RowMoney {
    let first = |attribute: &'static Attribute| records::first(values, attribute);
    RowMoney {
        amount,
        item: first(&Attribute::Sku)
            .or_else(|| first(&Attribute::Product))
            .map(hash_of),
        minute: first(&Attribute::UpdatedAt)
            .or_else(|| first(&Attribute::EventTime))
            .and_then(Moment::read)
            .map(Moment::minute),
    }
}

/// A number that stands for something that is only compared with its like.
pub(crate) fn hash_of(what: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// What the rows of a table say was given back, in a column of its own that no attribute holds.
#[derive(Debug, Default)]
pub(crate) struct Refunded {
    /// Whether there is such a column.
    is_told: bool,
    /// In the order of the records, only those that tell more than nothing.
    rows: Vec<(RecordId, f64)>,
    next: usize,
}

impl Refunded {
    pub(crate) fn read(store: &Store, load: &StoredLoad) -> Result<Self, EngineError> {
        let mut refunded = Self::default();
        let headers = told_columns(store, load)?.into_iter();
        let columns: Vec<usize> = headers
            .filter(|(_, header)| is_given_back_column(header))
            .map(|(place, _)| place)
            .collect();
        if columns.is_empty() {
            return Ok(refunded);
        }
        refunded.is_told = true;
        let mark = standardise_load::decimal_mark(load)?;
        store.visit_rows::<EngineError>(load, |raw| {
            let cells = columns.iter().filter_map(|place| raw.cells.get(*place));
            let told = cells.filter_map(|cell| standardise_load::figure(cell, None, mark));
            let sum: f64 = told.sum();
            if sum > 0.0 {
                refunded.rows.push((raw.record, sum));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(refunded)
    }

    /// Whether the table has a column of what was given back.
    pub(crate) fn is_told(&self) -> bool {
        self.is_told
    }

    /// What the row of a record says was given back, nought where it says nothing. Records are asked for in
    /// their order.
    pub(crate) fn of(&mut self, record: RecordId) -> f64 {
        while let Some((one, sum)) = self.rows.get(self.next) {
            if *one > record {
                break;
            }
            self.next += 1;
            if *one == record {
                return *sum;
            }
        }
        0.0
    }
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
    let is_lost = is_lost
        || records::first(values, &Attribute::Bounced)
            .is_some_and(|bounce| [bounce::HARD, bounce::SOFT].contains(&bounce));
    let is_ticket = kind == Some(SystemKind::Support);
    if is_ticket || is_other || is_lost || !(has(&Attribute::Email) || has(&Attribute::Phone)) {
        return None;
    }
    let campaign = records::first(values, &Attribute::Campaign)?;
    let day = records::first(values, &Attribute::EventTime).and_then(day_of)?;
    Some((campaign, day))
}

/// What became of the order a row tells of.
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
