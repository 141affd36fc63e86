//! The rows of a load by what stands in one column.

use chrono::NaiveDate;
use rollcall_checks::{ColumnProfile, look, shape};
use rollcall_model::DecimalMark;
use rollcall_store::{Exact, Needle, RawRecord, RowText, Store, StoredLoad};

use crate::figures::{Page, file_columns, raw_row};
use crate::orders::rows_in_order;
use crate::profile_load::WORDS;
use crate::standardise_load::decimal_mark;
use crate::view::RowPage;
use crate::{EngineError, profiles};

/// Which rows.
pub(crate) struct ColumnRows<'a> {
    column: usize,
    which: Which<'a>,
    mark: Option<DecimalMark>,
    today: NaiveDate,
}

enum Which<'a> {
    Filled,
    Blank,
    Value(&'a str),
    Shape(&'a str),
    Look(&'a str),
}

impl<'a> ColumnRows<'a> {
    /// Reads what was asked for.
    ///
    /// # Errors
    /// When the load has no such column, or there is no such way to choose rows.
    pub(crate) fn read(
        load: &StoredLoad,
        column: usize,
        which: &str,
        what: &'a str,
        today: NaiveDate,
    ) -> Result<Self, EngineError> {
        if column >= load.header.len() {
            return Err(EngineError::NotFound {
                what: "column",
                name: format!("{column} of {}", load.file),
            });
        }
        let which = match which {
            "filled" => Which::Filled,
            "blank" => Which::Blank,
            "value" => Which::Value(what),
            "shape" => Which::Shape(what),
            "look" => Which::Look(what),
            other => {
                return Err(EngineError::NotFound {
                    what: "way to choose rows of a column",
                    name: other.to_owned(),
                });
            }
        };
        Ok(Self {
            column,
            which,
            mark: decimal_mark(load)?,
            today,
        })
    }

    fn holds(&self, text: &str) -> bool {
        let text = text.trim();
        match self.which {
            Which::Filled => !text.is_empty(),
            Which::Blank => text.is_empty(),
            Which::Value(value) => text == value,
            Which::Shape(asked) => !text.is_empty() && shape(text) == asked,
            Which::Look(kind) => look(text, self.mark, self.today, &WORDS).code() == kind,
        }
    }

    /// How many rows hold it, as far as that was counted exactly.
    fn counted(&self, profile: &ColumnProfile) -> Option<u64> {
        match self.which {
            Which::Filled => Some(profile.filled),
            Which::Blank => profile.rows.checked_sub(profile.filled),
            Which::Value(value) => {
                let known = profile.top.iter().find(|known| known.value == value)?;
                known.is_exact.then_some(known.rows)
            }
            Which::Shape(shape) => {
                let known = profile.shapes.iter().find(|(known, _)| known == shape)?;
                Some(known.1)
            }
            Which::Look(_) => None,
        }
    }

    /// What is asked, told whole: the rows found are remembered under it.
    fn name(&self, filter: &str) -> String {
        let (which, what) = match self.which {
            Which::Filled => ("filled", ""),
            Which::Blank => ("blank", ""),
            Which::Value(value) => ("value", value),
            Which::Shape(shape) => ("shape", shape),
            Which::Look(kind) => ("look", kind),
        };
        let column = self.column;
        let today = self.today;
        format!("column {column} {which} {what:?} on {today} with {filter:?}")
    }

    fn title(&self, load: &StoredLoad) -> String {
        let header = load.header.get(self.column).map_or("", String::as_str);
        let file = &load.file;
        match self.which {
            Which::Filled => format!("Rows of {file} with something in \"{header}\""),
            Which::Blank => format!("Rows of {file} with nothing in \"{header}\""),
            Which::Value(value) => format!("Rows of {file} with {value} in \"{header}\""),
            Which::Shape(shape) => {
                format!("Rows of {file} with a value of the shape {shape} in \"{header}\"")
            }
            Which::Look(_) => format!("Rows of {file} with an odd value in \"{header}\""),
        }
    }

    /// What a file of them may be called: the title without the value somebody asked for.
    fn file_name(&self, load: &StoredLoad) -> Option<String> {
        let header = load.header.get(self.column).map_or("", String::as_str);
        let file = &load.file;
        match self.which {
            Which::Value(_) => Some(format!("Rows of {file} with one value in \"{header}\"")),
            Which::Shape(_) => Some(format!(
                "Rows of {file} with values of one shape in \"{header}\""
            )),
            Which::Filled | Which::Blank | Which::Look(_) => None,
        }
    }
}

/// A page of the rows that fit. Where their number is known and the page is near the beginning, looking
/// ends with the page; else all of them are found and remembered.
pub(crate) fn column_rows(
    store: &Store,
    load: &StoredLoad,
    asked: &ColumnRows<'_>,
    page: &Page<'_>,
) -> Result<RowPage, EngineError> {
    let needle = Needle::new(page.filter);
    let exact = match asked.which {
        Which::Value(value) => Some(Exact::new(value)),
        _ => None,
    };
    let fits = |row: RowText<'_>, scratch: &mut Vec<u8>| {
        exact.as_ref().is_none_or(|exact| exact.may_be_in(row))
            && (page.filter.is_empty() || needle.is_in_row(row, scratch))
            && asked.holds(&row.cell(asked.column))
    };
    if let Some(sort) = page.sort {
        let found = store.known_rows_that_fit(load, &asked.name(page.filter), fits)?;
        let (rows, total) = rows_in_order(store, load, Some(&found), sort, page)?;
        return Ok(page_of(asked, load, &rows, total));
    }
    let counted = if page.filter.is_empty() {
        profiles::read(store, load.load)?
            .get(asked.column)
            .and_then(|profile| asked.counted(profile))
    } else {
        None
    };
    let enough = page.offset.saturating_add(page.limit);
    let (records, total) = match counted {
        Some(counted) if page.offset == 0 && counted > enough => {
            let found = store.rows_that_fit(load, Some(enough), fits)?;
            (found.page(0, page.limit), counted)
        }
        _ => {
            let found = store.known_rows_that_fit(load, &asked.name(page.filter), fits)?;
            (found.page(page.offset, page.limit), found.len())
        }
    };
    Ok(page_of(asked, load, &store.raw_records(&records)?, total))
}

fn page_of(asked: &ColumnRows<'_>, load: &StoredLoad, rows: &[RawRecord], total: u64) -> RowPage {
    RowPage {
        title: asked.title(load),
        columns: file_columns(load),
        rows: rows
            .iter()
            .map(|raw| raw_row(raw, load.header.len()))
            .collect(),
        total,
        file_name: asked.file_name(load),
        touched: None,
    }
}
