//! The rows of a load by what stands in one column.

use std::ops::ControlFlow;

use chrono::NaiveDate;
use rollcall_checks::{ColumnProfile, look, shape};
use rollcall_model::DecimalMark;
use rollcall_store::{Store, StoredLoad};

use crate::figures::{Page, file_columns, raw_row};
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
}

/// Goes through the rows of the load and tells a page of those that fit. Where their number is known
/// and nothing is filtered, it ends with the page.
pub(crate) fn column_rows(
    store: &Store,
    load: &StoredLoad,
    asked: &ColumnRows<'_>,
    page: &Page<'_>,
) -> Result<RowPage, EngineError> {
    let mut rows = Vec::new();
    let mut total = 0_u64;
    let wanted = page.filter.to_lowercase();
    let counted = if wanted.is_empty() {
        profiles::read(store, load.load)?
            .get(asked.column)
            .and_then(|profile| asked.counted(profile))
    } else {
        None
    };
    let mut ends_early = false;
    store.visit_rows::<EngineError>(load, |raw| {
        let cell = raw.cells.get(asked.column);
        let is_found = wanted.is_empty()
            || raw
                .cells
                .iter()
                .any(|cell| cell.text.to_lowercase().contains(&wanted));
        if is_found && asked.holds(cell.map_or("", |cell| cell.text.as_str())) {
            if total >= page.offset && (rows.len() as u64) < page.limit {
                rows.push(raw_row(&raw, load.header.len()));
            }
            total += 1;
            let is_page_full = total >= page.offset.saturating_add(page.limit);
            if counted.is_some_and(|counted| is_page_full || total == counted) {
                ends_early = true;
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(RowPage {
        title: asked.title(load),
        columns: file_columns(&load.header),
        rows,
        total: counted.filter(|_| ends_early).unwrap_or(total),
    })
}
