//! Every number is a door: the rows behind it.

use rollcall_model::{Attribute, LoadId, SourceId};
use rollcall_store::{ConflictFilter, CustomerFilter, RawRecord, Store, StoredLoad, Who};

use crate::column_rows::{ColumnRows, column_rows};
use crate::table_rows::Shelf;
use crate::view::{CustomerRow, Figure, Row, RowColumn, RowPage, RowsBehind};
use crate::{Engine, EngineError, check_book, coverage_rows, customers, measured_rows, problems};

pub(crate) struct Page<'a> {
    pub(crate) filter: &'a str,
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
        let shelf = Shelf::read(&store)?;
        let limit = request.limit.unwrap_or(100).min(problems::PAGE);
        let page = Page {
            filter: request.filter.trim(),
            offset: request.offset,
            limit,
        };
        let all = |title: &str, filter| people(&store, &shelf, title.to_owned(), filter, &page);
        match request.figure {
            Figure::Load { load } => rows_of_load(&store, &find_load(&store, load)?, &page),
            Figure::SetAside { load } => set_aside(&store, &find_load(&store, load)?, &page),
            Figure::Source { source } => rows_of_source(&store, &shelf, SourceId(source), &page),
            Figure::Coverage {
                source,
                attribute,
                state,
            } => coverage_rows::rows(&store, &shelf, SourceId(source), &attribute, &state, &page),
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
                people(&store, &shelf, title, filter, &page)
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
                people(&store, &shelf, title, filter, &page)
            }
            Figure::Column {
                load,
                column,
                which,
                what,
            } => {
                let load = find_load(&store, load)?;
                let asked = ColumnRows::read(&load, column, &which, &what, self.today())?;
                column_rows(&store, &load, &asked, &page)
            }
            Figure::Problem { problem } => rows_of_problem(&store, &shelf, problem, &page),
            Figure::Conflict {
                attribute,
                left,
                right,
            } => conflicts(&store, &shelf, &attribute, left, right, &page),
            Figure::Measured {
                measure,
                source,
                detail,
            } => measured_rows::rows(&store, &shelf, &measure, source, &detail, &page),
            Figure::Check { check } => {
                check_book::rows_behind(&self.checks, &store, &shelf, &check, &page)
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

fn find_load(store: &Store, number: i64) -> Result<StoredLoad, EngineError> {
    store
        .loads()?
        .into_iter()
        .find(|load| load.load == LoadId(number))
        .ok_or_else(|| EngineError::NotFound {
            what: "load",
            name: number.to_string(),
        })
}

fn rows_of_load(store: &Store, load: &StoredLoad, page: &Page<'_>) -> Result<RowPage, EngineError> {
    let (rows, total) = store.rows_page(load, page.filter, page.offset, page.limit)?;
    Ok(RowPage {
        title: format!("Rows of {}", load.file),
        columns: file_columns(&load.header),
        rows: rows
            .iter()
            .map(|raw| raw_row(raw, load.header.len()))
            .collect(),
        total,
    })
}

fn set_aside(store: &Store, load: &StoredLoad, page: &Page<'_>) -> Result<RowPage, EngineError> {
    let (rows, total) = store.set_aside(load.load, page.filter, page.offset, page.limit)?;
    Ok(RowPage {
        title: format!("Rows of {} that were set aside", load.file),
        columns: vec![ours("Row"), ours("Why"), theirs("What stands there")],
        rows: rows
            .into_iter()
            .map(|row| Row {
                cells: vec![row.row.to_string(), row.reason, row.text],
                record: None,
                customer: None,
            })
            .collect(),
        total,
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
    let (found, total) = match store.current_run()? {
        Some(run) => store.customers(run.run, &filter, page.offset, page.limit)?,
        None => (Vec::new(), 0),
    };
    Ok(RowPage {
        title,
        columns: person_columns(),
        rows: found
            .iter()
            .map(|customer| person_row(customers::row(customer, &shelf.marks)))
            .collect(),
        total,
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
    }
}

fn rows_of_problem(
    store: &Store,
    shelf: &Shelf,
    number: i64,
    page: &Page<'_>,
) -> Result<RowPage, EngineError> {
    let problem = store
        .problem(number)?
        .ok_or_else(|| EngineError::NotFound {
            what: "problem",
            name: number.to_string(),
        })?;
    if problem.records.is_empty()
        && let Some(load) = problem.load
    {
        let load = find_load(store, load.0)?;
        return if load.rows_set_aside > 0 && problem.finding.code.is_about_set_aside_rows() {
            set_aside(store, &load, page)
        } else {
            rows_of_load(store, &load, page)
        };
    }
    let raw = store.raw_records(&problem.records)?;
    let column = problem.finding.place.column.clone();
    let matching: Vec<&RawRecord> = raw
        .iter()
        .filter(|one| {
            page.filter.is_empty() || one.cells.iter().any(|cell| cell.text.contains(page.filter))
        })
        .collect();
    let rows = matching
        .iter()
        .skip(page.offset as usize)
        .take(page.limit as usize)
        .map(|one| {
            let load = shelf.load_of(one.record);
            let position = load.and_then(|load| {
                load.header
                    .iter()
                    .position(|header| Some(header) == column.as_ref())
            });
            let cell = position
                .and_then(|position| one.cells.get(position))
                .map(|cell| cell.text.clone());
            let whole = one
                .cells
                .iter()
                .map(|cell| cell.text.as_str())
                .collect::<Vec<_>>()
                .join(" · ");
            Row {
                cells: vec![one.row.to_string(), cell.unwrap_or_default(), whole],
                record: Some(one.record.0),
                customer: None,
            }
        })
        .collect();
    Ok(RowPage {
        title: problem.finding.message,
        columns: vec![
            ours("Row"),
            theirs(column.as_deref().unwrap_or("Cell")),
            theirs("Whole row"),
        ],
        rows,
        total: matching.len() as u64,
    })
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
    let (found, total) = match store.current_run()? {
        Some(run) => store.conflicts(run.run, &filter, page.offset, page.limit)?,
        None => (Vec::new(), 0),
    };
    let label = Attribute::parse(attribute)
        .map_or_else(|| attribute.to_owned(), |attribute| attribute.label());
    Ok(RowPage {
        title: format!("Customers on whose {label} sources disagree"),
        columns: ["Customer", "Name", "Sources", "What the rule chose"]
            .map(ours)
            .to_vec(),
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
                }
            })
            .collect(),
        total,
    })
}

pub(crate) fn file_columns(header: &[String]) -> Vec<RowColumn> {
    std::iter::once(ours("Row"))
        .chain(header.iter().map(|header| theirs(header)))
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
    }
}

fn mixed_row(raw: &RawRecord, load: &StoredLoad) -> Row {
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
    }
}

/// A column that shows what was made of the file.
pub(crate) fn ours(label: &str) -> RowColumn {
    RowColumn {
        label: label.to_owned(),
        verbatim: false,
    }
}

/// A column that shows what stands in the file.
pub(crate) fn theirs(label: &str) -> RowColumn {
    RowColumn {
        label: label.to_owned(),
        verbatim: true,
    }
}
