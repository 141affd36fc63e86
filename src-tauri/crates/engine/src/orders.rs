//! Lists in the order of a column: which columns there are, and which part of the list is asked for.

use rollcall_store::{
    ConflictColumn, CustomerColumn, RawRecord, RowSet, Store, StoredLoad, Window,
};

use crate::EngineError;
use crate::figures::Page;
use crate::view::{RowColumn, Sort};

/// The page somebody wants to see of a list in an order.
pub(crate) const fn window(sort: &Sort, offset: u64, limit: u64) -> Window {
    Window {
        descending: sort.descending,
        offset,
        limit,
    }
}

/// There is no such column to put a list in order by.
pub(crate) fn no_such_order(sort: &Sort) -> EngineError {
    EngineError::NotFound {
        what: "column to sort by",
        name: sort.by.clone(),
    }
}

/// The column customers are put in order by, by its code.
pub(crate) fn column_of(sort: &Sort) -> Result<CustomerColumn, EngineError> {
    Ok(match sort.by.as_str() {
        "customer" => CustomerColumn::Number,
        "name" => CustomerColumn::Name,
        "email" => CustomerColumn::Email,
        "phone" => CustomerColumn::Phone,
        "city" => CustomerColumn::City,
        "country" => CustomerColumn::Country,
        "records" => CustomerColumn::Records,
        "conflicts" => CustomerColumn::Conflicts,
        _ => return Err(no_such_order(sort)),
    })
}

/// The column conflicts are put in order by, by its code.
pub(crate) fn conflict_column_of(sort: &Sort) -> Result<ConflictColumn, EngineError> {
    Ok(match sort.by.as_str() {
        "customer" => ConflictColumn::Customer,
        "name" => ConflictColumn::Name,
        "attribute" => ConflictColumn::Attribute,
        _ => return Err(no_such_order(sort)),
    })
}

/// What the columns of a page of customers are put in order by.
pub(crate) const PERSON_ORDERS: [CustomerColumn; 7] = [
    CustomerColumn::Number,
    CustomerColumn::Name,
    CustomerColumn::Email,
    CustomerColumn::Phone,
    CustomerColumn::City,
    CustomerColumn::Country,
    CustomerColumn::Records,
];

/// The place of a column that has no code.
pub(crate) fn place_of(sort: &Sort) -> Result<usize, EngineError> {
    let place = sort.by.parse();
    place.map_err(|_| no_such_order(sort))
}

/// A column that rows are put in order by where somebody asks.
pub(crate) fn sorting(column: RowColumn) -> RowColumn {
    RowColumn {
        sorts: true,
        ..column
    }
}

/// Reading a cell of every row takes some seconds beyond so many, and an order is not offered.
pub(crate) const MOST_IN_ORDER: u64 = 2_000_000;

/// A page of the rows of a load in an order, of those in a set where there is one.
pub(crate) fn rows_in_order(
    store: &Store,
    load: &StoredLoad,
    among: Option<&RowSet>,
    sort: &Sort,
    page: &Page<'_>,
) -> Result<(Vec<RawRecord>, u64), EngineError> {
    let window = window(sort, page.offset, page.limit);
    Ok(match sort.by.parse::<usize>() {
        Ok(0) => store.rows_as_they_stand(load, among, window)?,
        Ok(place) if place <= load.header.len() && load.rows_loaded <= MOST_IN_ORDER => {
            store.rows_in_order(load, place - 1, among, window)?
        }
        _ => return Err(no_such_order(sort)),
    })
}
