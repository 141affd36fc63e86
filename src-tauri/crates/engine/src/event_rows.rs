//! What the rows of tables of events tell of orders: what became of them, and their money.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;

use rollcall_checks::{
    AmountOf, OrderState, RowMoney, is_given_back_column, is_given_back_whole, speaks_of_refunds,
};
use rollcall_mapping::RecipeBook;
use rollcall_model::{
    Attribute, Cell, DecimalMark, Mapping, Moment, RecordId, StandardValue, SystemKind, TableRole,
};
use rollcall_standardise::order_status::{self, OrderStatus};
use rollcall_store::{Store, StoredLoad};

use crate::told_columns::told_columns;
use crate::value_map::says_tickets;
use crate::{EngineError, entries, records, standardise_load};

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

/// Whether whatever happened in a table is a ticket: its source is a support tool, or the mapping says so of every row.
pub(crate) fn holds_tickets(store: &Store, load: &StoredLoad) -> Result<bool, EngineError> {
    if kind_of(store, load)? == Some(SystemKind::Support) {
        return Ok(true);
    }
    let stored = store.mapping(load.table)?;
    Ok(stored.is_some_and(|stored| says_tickets(&stored.mapping)))
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

/// Stands for the number of an order, which one system writes with a sign in front and another without.
pub(crate) fn order_hash(number: &str) -> u64 {
    hash_of(number.trim().trim_start_matches('#'))
}

/// The columns of a table that say what was given back and that no attribute holds.
#[derive(Debug)]
pub(crate) struct GivenBackColumns {
    places: Vec<usize>,
    /// Columns that speak of refunds and are read as nothing, with their headers.
    unread: Vec<(usize, String)>,
    /// How the file writes its numbers.
    mark: Option<DecimalMark>,
}

impl GivenBackColumns {
    pub(crate) fn of(store: &Store, load: &StoredLoad) -> Result<Self, EngineError> {
        let headers = told_columns(store, load)?;
        let mapping = store.mapping(load.table)?.map(|stored| stored.mapping);
        let target = |place: usize| {
            let mut columns = mapping.iter().flat_map(|mapping| &mapping.columns);
            let column = columns.find(|column| column.column == place)?;
            column.target.as_ref().map(|target| &target.attribute)
        };
        // Whoever names a column so says what it holds, whatever its header is.
        let is_named = |place: usize| match target(place) {
            Some(Attribute::Custom(name)) => is_given_back_column(name),
            _ => false,
        };
        let places: Vec<usize> = headers
            .iter()
            .filter(|(place, header)| is_given_back_column(header) || is_named(*place))
            .map(|(place, _)| *place)
            .collect();
        // A field of one's own that speaks of refunds in other words is kept, and read as no money.
        let is_read = |place: usize| match target(place) {
            Some(Attribute::Custom(name)) => !speaks_of_refunds(name),
            other => other.is_some(),
        };
        let unread: Vec<(usize, String)> = headers
            .iter()
            .filter(|(place, header)| {
                !places.contains(place) && speaks_of_refunds(header) && !is_read(*place)
            })
            .map(|(place, header)| (*place, (*header).to_owned()))
            .collect();
        let mark = if places.is_empty() && unread.is_empty() {
            None
        } else {
            standardise_load::decimal_mark(load)?
        };
        Ok(Self {
            places,
            unread,
            mark,
        })
    }

    /// Whether there is no such column.
    pub(crate) fn is_none(&self) -> bool {
        self.places.is_empty()
    }

    /// What the cells of a row say was given back: several columns of it tell of the same money.
    pub(crate) fn sum(&self, cells: &[Cell]) -> f64 {
        let cells = self.places.iter().filter_map(|place| cells.get(*place));
        cells
            .filter_map(|cell| standardise_load::figure(cell, None, self.mark))
            .map(f64::abs)
            .fold(0.0, f64::max)
    }

    /// How many cells of a row ought to say what was given back and hold no figure.
    fn unreadable(&self, cells: &[Cell]) -> u64 {
        let cells = self.places.iter().filter_map(|place| cells.get(*place));
        let is_unreadable = |cell: &&Cell| {
            cell.text.chars().any(char::is_alphanumeric)
                && standardise_load::figure(cell, None, self.mark).is_none()
        };
        cells.filter(is_unreadable).count() as u64
    }

    /// Which of the columns that are read as nothing hold money in a row; a mark of yes or no is none.
    fn with_money<'a>(&'a self, cells: &'a [Cell]) -> impl Iterator<Item = &'a str> {
        let is_money = |figure: f64| figure.abs() > 1.0 || figure.fract() != 0.0;
        let holds = move |place: usize| {
            let cell = cells.get(place)?;
            standardise_load::figure(cell, None, self.mark).filter(|figure| is_money(*figure))
        };
        let unread = self.unread.iter();
        unread
            .filter(move |(place, _)| holds(*place).is_some())
            .map(|(_, header)| header.as_str())
    }
}

/// What the rows of a table say was given back, in a column of its own that no attribute holds.
#[derive(Debug, Default)]
pub(crate) struct Refunded {
    /// Whether there is such a column.
    is_told: bool,
    /// In the order of the records, only those that tell more than nothing.
    rows: Vec<(RecordId, f64)>,
    next: usize,
    /// Cells of such a column in which no figure can be read.
    unreadable: u64,
    /// Columns that speak of refunds, hold figures and are read as nothing.
    unread: BTreeSet<String>,
}

impl Refunded {
    pub(crate) fn read(store: &Store, load: &StoredLoad) -> Result<Self, EngineError> {
        let mut refunded = Self::default();
        let columns = GivenBackColumns::of(store, load)?;
        refunded.is_told = !columns.is_none();
        if columns.is_none() && columns.unread.is_empty() {
            return Ok(refunded);
        }
        let places = columns.places.iter().copied();
        let places: Vec<usize> = places
            .chain(columns.unread.iter().map(|(place, _)| *place))
            .collect();
        store.visit_cells::<EngineError>(load, &places, |raw| {
            refunded.unreadable += columns.unreadable(&raw.cells);
            for header in columns.with_money(&raw.cells) {
                if !refunded.unread.contains(header) {
                    refunded.unread.insert(header.to_owned());
                }
            }
            let sum = columns.sum(&raw.cells);
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

    /// What of such columns is not read: how many cells, and which columns.
    pub(crate) fn unread(&self) -> (u64, Vec<String>) {
        (self.unreadable, self.unread.iter().cloned().collect())
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

/// What became of the order a row tells of.
pub(crate) fn order_state(values: &[StandardValue]) -> OrderState {
    match records::order_status(values) {
        _ if entries::is_test(values) => OrderState::Test,
        Some(OrderStatus::Test) => OrderState::Test,
        // Money given back is another matter: the order was real.
        Some(OrderStatus::Cancelled | OrderStatus::Failed) => OrderState::Cancelled,
        _ => OrderState::Real,
    }
}

/// What a row alone says of its order, of whose money a column of it says so much was given back.
pub(crate) fn state_by_row(values: &[StandardValue], refunded: f64) -> OrderState {
    state_with_money(order_state(values), values, refunded)
}

/// The same, where [`order_state`] of the row is known.
pub(crate) fn state_with_money(
    state: OrderState,
    values: &[StandardValue],
    refunded: f64,
) -> OrderState {
    let paid = records::first(values, &Attribute::Amount).and_then(|text| text.parse().ok());
    let says_part = records::first(values, &Attribute::EventStatus)
        .is_some_and(order_status::says_part_went_back);
    let is_undone = records::order_status(values).is_some_and(|status| !status.is_bought());
    let is_whole = is_undone || is_given_back_whole(paid.unwrap_or(0.0), refunded, says_part);
    if state == OrderState::Real && is_whole {
        OrderState::GivenBack
    } else {
        state
    }
}
