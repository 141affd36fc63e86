//! The customers behind a check, all of them.

use rollcall_model::{CustomerId, RunId};
use rollcall_store::Store;

use super::{Counted, LastChecks, title, titles};
use crate::EngineError;
use crate::customers;
use crate::figures::{Page, person_columns, person_row};
use crate::table_rows::Shelf;
use crate::view::{Row, RowPage};

/// A page of them, in the order the check names them.
pub(crate) fn rows_behind(
    last: &LastChecks,
    store: &Store,
    shelf: &Shelf,
    check: &str,
    page: &Page<'_>,
) -> Result<RowPage, EngineError> {
    let run = store.current_run()?.map(|run| run.run);
    let checks = last.of(store, run)?;
    let one = find(&checks, check)?;
    let row_of = |number: &i64| -> Result<Option<Row>, EngineError> {
        let Some(run) = run else { return Ok(None) };
        let customer = store.customer(run, CustomerId(*number))?;
        Ok(customer.map(|one| person_row(customers::row(&one, &shelf.marks))))
    };
    let (mut rows, mut total) = (Vec::new(), 0);
    if page.filter.is_empty() {
        total = one.behind.len() as u64;
        let wanted = one.behind.iter().skip(page.offset as usize);
        for number in wanted.take(page.limit as usize) {
            rows.extend(row_of(number)?);
        }
    } else {
        let words = page.filter.to_lowercase();
        for number in &one.behind {
            let Some(row) = row_of(number)? else { continue };
            let fits = row
                .cells
                .iter()
                .any(|cell| cell.to_lowercase().contains(&words));
            if !fits {
                continue;
            }
            if total >= page.offset && (rows.len() as u64) < page.limit {
                rows.push(row);
            }
            total += 1;
        }
    }
    Ok(RowPage {
        title: title(check).to_owned(),
        columns: person_columns(),
        rows,
        total,
    })
}

/// Who is behind what a check found, in the order of their ids; nothing where it cannot tell.
pub(crate) fn who_is_behind(
    last: &LastChecks,
    store: &Store,
    run: RunId,
    check: &str,
) -> Result<Option<Vec<CustomerId>>, EngineError> {
    let checks = last.of(store, Some(run))?;
    let one = find(&checks, check)?;
    if one.ratio.is_none() && one.behind.is_empty() {
        return Ok(None);
    }
    let mut behind: Vec<CustomerId> = one.behind.iter().copied().map(CustomerId).collect();
    behind.sort_unstable();
    Ok(Some(behind))
}

/// The checks by their codes, and what they are called.
pub(crate) fn check_titles() -> impl Iterator<Item = (&'static str, &'static str)> {
    titles()
}

fn find<'a>(checks: &'a [Counted], code: &str) -> Result<&'a Counted, EngineError> {
    checks
        .iter()
        .find(|one| *one.code == *code)
        .ok_or_else(|| EngineError::NotFound {
            what: "check",
            name: code.to_owned(),
        })
}
