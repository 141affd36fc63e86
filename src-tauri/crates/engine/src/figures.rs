//! Every number is a door: the rows behind it.

use rollcall_model::{Attribute, LoadId, SourceId};
use rollcall_store::{
    AsideFilter, ConflictColumn, ConflictFilter, CustomerFilter, RawRecord, Store, StoredLoad, Who,
};

use crate::column_rows::{ColumnRows, column_rows};
use crate::orders::{
    MOST_IN_ORDER, PERSON_ORDERS, no_such_order, place_of, rows_in_order, sorting, window,
};
use crate::problem_rows::rows_of_problem;
use crate::record_rows::rows_of_records;
use crate::table_rows::Shelf;
use crate::view::{CustomerRow, Figure, Row, RowColumn, RowPage, RowsBehind, Sort};
use crate::{Engine, EngineError, check_book, coverage_rows, customers, measured_rows, problems};

pub(crate) struct Page<'a> {
    pub(crate) filter: &'a str,
    /// Nothing for the order they stand in.
    pub(crate) sort: Option<&'a Sort>,
    pub(crate) offset: u64,
    pub(crate) limit: u64,
}

impl Engine {
    /// The rows behind a number.
    ///
    /// # Errors
    /// When what the number names is not there.
    pub fn rows_behind(&self, request: RowsBehind) -> Result<RowPage, EngineError> {
        let store = self.store()?;
        let page = Page {
            filter: request.filter.trim(),
            sort: request.sort.as_ref(),
            offset: request.offset,
            limit: request.limit.unwrap_or(100).min(problems::PAGE),
        };
        self.page_behind(&store, &Shelf::read(&store)?, request.figure, &page)
    }

    /// A page of them, of any length.
    pub(crate) fn page_behind(
        &self,
        store: &Store,
        shelf: &Shelf,
        figure: Figure,
        page: &Page<'_>,
    ) -> Result<RowPage, EngineError> {
        let all = |title: &str, filter| people(store, shelf, title.to_owned(), filter, page);
        match figure {
            Figure::Load { load } => rows_of_load(store, &find_load(store, load)?, page),
            Figure::SetAside { load } => set_aside(store, &find_load(store, load)?, page),
            Figure::Source { source } => rows_of_source(store, shelf, SourceId(source), page),
            Figure::Coverage {
                source,
                attribute,
                state,
            } => coverage_rows::rows(store, shelf, SourceId(source), &attribute, &state, page),
            Figure::Overlap { left, right } => {
                let (left, right) = (SourceId(left), SourceId(right));
                let filter = CustomerFilter {
                    source: Some(left),
                    also: Some(right),
                    who: Who::People,
                    ..CustomerFilter::default()
                };
                let title = if left == right {
                    format!("People {} knows", shelf.marks.of(left).name)
                } else {
                    format!(
                        "People both {} and {} know",
                        shelf.marks.of(left).name,
                        shelf.marks.of(right).name
                    )
                };
                people(store, shelf, title, filter, page)
            }
            Figure::Combination { sources } => {
                let mut sources: Vec<SourceId> = sources.into_iter().map(SourceId).collect();
                sources.sort_unstable();
                let names: Vec<String> = sources
                    .iter()
                    .map(|source| shelf.marks.of(*source).name)
                    .collect();
                let title = format!("People known to exactly {}", names.join(", "));
                let filter = CustomerFilter {
                    exactly: Some(sources),
                    who: Who::People,
                    ..CustomerFilter::default()
                };
                people(store, shelf, title, filter, page)
            }
            Figure::Column {
                load,
                column,
                which,
                what,
            } => {
                let load = find_load(store, load)?;
                let asked = ColumnRows::read(&load, column, &which, &what, self.today())?;
                column_rows(store, &load, &asked, page)
            }
            Figure::Problem { problem } => rows_of_problem(store, shelf, problem, page),
            Figure::Conflict {
                attribute,
                left,
                right,
            } => conflicts(store, shelf, &attribute, left, right, page),
            Figure::Measured {
                measure,
                source,
                detail,
            } => measured_rows::rows(store, shelf, &measure, source, &detail, page),
            Figure::Records { records } => rows_of_records(store, shelf, &records, page),
            Figure::Check { check, part } => {
                check_book::rows_behind(&self.checks, store, shelf, (&check, &part), page)
            }
            Figure::Customers {} => all("Everybody", of(Who::Everybody)),
            Figure::People {} => all("People", of(Who::People)),
            Figure::KnownOnlyById {} => all("Known only by an id", of(Who::KnownOnlyById)),
            Figure::OneSourceOnly {} => {
                let filter = CustomerFilter {
                    one_source_only: true,
                    ..of(Who::People)
                };
                all("People only one source knows", filter)
            }
            Figure::Largest {} => {
                let filter = CustomerFilter {
                    largest_first: true,
                    ..of(Who::People)
                };
                all("People by their rows", filter)
            }
        }
    }
}

/// Everybody of whom that is known.
fn of(who: Who) -> CustomerFilter {
    CustomerFilter {
        who,
        ..CustomerFilter::default()
    }
}

pub(crate) fn find_load(store: &Store, number: i64) -> Result<StoredLoad, EngineError> {
    store
        .loads()?
        .into_iter()
        .find(|load| load.load == LoadId(number))
        .ok_or_else(|| EngineError::NotFound {
            what: "load",
            name: number.to_string(),
        })
}

pub(crate) fn rows_of_load(
    store: &Store,
    load: &StoredLoad,
    page: &Page<'_>,
) -> Result<RowPage, EngineError> {
    let (rows, total) = match page.sort {
        None => store.rows_page(load, page.filter, page.offset, page.limit)?,
        Some(sort) => {
            let among = match page.filter {
                "" => None,
                filter => Some(store.rows_with(load, filter)?),
            };
            rows_in_order(store, load, among.as_deref(), sort, page)?
        }
    };
    Ok(RowPage {
        title: format!("Rows of {}", load.file),
        columns: file_columns(load),
        rows: rows
            .iter()
            .map(|raw| raw_row(raw, load.header.len()))
            .collect(),
        total,
        file_name: None,
        touched: None,
    })
}

pub(crate) fn set_aside(
    store: &Store,
    load: &StoredLoad,
    page: &Page<'_>,
) -> Result<RowPage, EngineError> {
    let which = AsideFilter {
        aside: None,
        load: Some(load.load),
        words: page.filter,
    };
    let (rows, total) = store.aside_rows(&which, page.offset, page.limit)?;
    Ok(RowPage {
        title: format!("Rows of {} that were set aside", load.file),
        columns: vec![ours("Row"), ours("Why"), theirs("What stands there")],
        rows: rows
            .into_iter()
            .map(|one| Row {
                cells: vec![one.row.row.to_string(), one.row.reason, one.row.text],
                record: None,
                customer: None,
                aside: Some(one.aside),
            })
            .collect(),
        total,
        file_name: None,
        touched: None,
    })
}

fn rows_of_source(
    store: &Store,
    shelf: &Shelf,
    source: SourceId,
    page: &Page<'_>,
) -> Result<RowPage, EngineError> {
    let loads: Vec<StoredLoad> = store
        .current_loads()?
        .into_iter()
        .filter(|load| load.source == source)
        .collect();
    if let [one] = loads.as_slice() {
        return rows_of_load(store, one, page);
    }
    let mut rows = Vec::new();
    let mut total = 0;
    let mut skip = page.offset;
    for load in &loads {
        let left = page.limit - rows.len() as u64;
        let (found, of_load) = store.rows_page(load, page.filter, skip, left)?;
        skip = skip.saturating_sub(of_load);
        total += of_load;
        rows.extend(found.iter().map(|raw| mixed_row(raw, load)));
    }
    Ok(RowPage {
        title: format!("Rows of {}", shelf.marks.of(source).name),
        columns: vec![ours("Table"), ours("Row"), theirs("Cells")],
        rows,
        total,
        file_name: None,
        touched: None,
    })
}

fn people(
    store: &Store,
    shelf: &Shelf,
    title: String,
    filter: CustomerFilter,
    page: &Page<'_>,
) -> Result<RowPage, EngineError> {
    let filter = CustomerFilter {
        query: page.filter.to_owned(),
        ..filter
    };
    let (found, total) = match (store.current_run()?, page.sort) {
        (None, _) => (Vec::new(), 0),
        (Some(run), None) => store.customers(run.run, &filter, page.offset, page.limit)?,
        (Some(run), Some(sort)) => {
            let by = PERSON_ORDERS.get(place_of(sort)?);
            let by = *by.ok_or_else(|| no_such_order(sort))?;
            let part = window(sort, page.offset, page.limit);
            store.customers_in_order(run.run, &filter, by, part)?
        }
    };
    Ok(RowPage {
        title,
        columns: person_columns().into_iter().map(sorting).collect(),
        rows: found
            .iter()
            .map(|customer| person_row(customers::row(customer, &shelf.marks)))
            .collect(),
        total,
        file_name: None,
        touched: None,
    })
}

/// The columns of a page of customers.
pub(crate) fn person_columns() -> Vec<RowColumn> {
    [
        "Customer", "Name", "E-mail", "Phone", "Town", "Country", "Records",
    ]
    .map(ours)
    .to_vec()
}

/// A customer under those columns.
pub(crate) fn person_row(one: CustomerRow) -> Row {
    Row {
        cells: vec![
            one.customer.clone(),
            one.name,
            one.email,
            one.phone,
            one.city,
            one.country,
            one.records.to_string(),
        ],
        record: None,
        customer: Some(one.customer),
        aside: None,
    }
}

fn conflicts(
    store: &Store,
    shelf: &Shelf,
    attribute: &str,
    left: Option<i64>,
    right: Option<i64>,
    page: &Page<'_>,
) -> Result<RowPage, EngineError> {
    let filter = ConflictFilter {
        attribute: Some(attribute.to_owned()),
        left: left.map(SourceId),
        right: right.map(SourceId),
        ..ConflictFilter::default()
    };
    let (found, total) = match (store.current_run()?, page.sort) {
        (None, _) => (Vec::new(), 0),
        (Some(run), None) => store.conflicts(run.run, &filter, page.offset, page.limit)?,
        (Some(run), Some(sort)) => {
            let by = match place_of(sort)? {
                0 => ConflictColumn::Customer,
                1 => ConflictColumn::Name,
                _ => return Err(no_such_order(sort)),
            };
            let part = window(sort, page.offset, page.limit);
            store.conflicts_in_order(run.run, &filter, by, part)?
        }
    };
    let label = Attribute::parse(attribute)
        .map_or_else(|| attribute.to_owned(), |attribute| attribute.label());
    Ok(RowPage {
        title: format!("Customers on whose {label} sources disagree"),
        columns: vec![
            sorting(ours("Customer")),
            sorting(ours("Name")),
            ours("Sources"),
            ours("What the rule chose"),
        ],
        rows: found
            .into_iter()
            .map(|(conflict, name)| {
                let sources: Vec<String> = conflict
                    .sources
                    .iter()
                    .map(|source| shelf.marks.of(*source).name)
                    .collect();
                Row {
                    cells: vec![
                        conflict.customer.label(),
                        name,
                        sources.join(", "),
                        conflict.winner,
                    ],
                    record: None,
                    customer: Some(conflict.customer.label()),
                    aside: None,
                }
            })
            .collect(),
        total,
        file_name: None,
        touched: None,
    })
}

pub(crate) fn file_columns(load: &StoredLoad) -> Vec<RowColumn> {
    let sorts = load.rows_loaded <= MOST_IN_ORDER;
    let columns = load.header.iter().map(|header| RowColumn {
        sorts,
        ..theirs(header)
    });
    std::iter::once(sorting(ours("Row")))
        .chain(columns)
        .collect()
}

pub(crate) fn raw_row(raw: &RawRecord, width: usize) -> Row {
    let mut cells = Vec::with_capacity(width + 1);
    cells.push(raw.row.to_string());
    cells.extend((0..width).map(|index| {
        raw.cells
            .get(index)
            .map(|cell| cell.text.clone())
            .unwrap_or_default()
    }));
    Row {
        cells,
        record: Some(raw.record.0),
        customer: None,
        aside: None,
    }
}

/// A row of which the columns are not told apart.
pub(crate) fn mixed_row(raw: &RawRecord, load: &StoredLoad) -> Row {
    let whole = raw
        .cells
        .iter()
        .map(|cell| cell.text.as_str())
        .collect::<Vec<_>>()
        .join(" · ");
    Row {
        cells: vec![load.table_name.clone(), raw.row.to_string(), whole],
        record: Some(raw.record.0),
        customer: None,
        aside: None,
    }
}

/// A column that shows what was made of the file.
pub(crate) fn ours(label: &str) -> RowColumn {
    RowColumn {
        label: label.to_owned(),
        verbatim: false,
        sorts: false,
    }
}

/// A column that shows what stands in the file.
pub(crate) fn theirs(label: &str) -> RowColumn {
    RowColumn {
        label: label.to_owned(),
        verbatim: true,
        sorts: false,
    }
}
