//! The customers behind a check, all of them.

use rollcall_model::{CustomerId, RunId};
use rollcall_store::Store;

use super::{Counted, LastChecks, title, titles, unknown_check};
use crate::EngineError;
use crate::customers;
use crate::figures::{Page, person_columns, person_row};
use crate::table_rows::Shelf;
use crate::view::{Row, RowPage};

/// Checks of figures and of systems: they find something, but nobody in particular.
const NAME_NOBODY: [&str; 4] = ["numbers", "attribution", "link_tests", "list_growth"];

/// So many of them are looked through at a time.
const AT_ONCE: usize = 4_096;

/// A page of them, in the order the check names them.
pub(crate) fn rows_behind(
    last: &LastChecks,
    store: &Store,
    shelf: &Shelf,
    (check, part): (&str, &str),
    page: &Page<'_>,
) -> Result<RowPage, EngineError> {
    let run = store.current_run()?.map(|run| run.run);
    let checks = last.of(store, run)?;
    let behind = behind(find(&checks, check)?, part)?;
    let rows_of = |numbers: &[i64]| -> Result<Vec<Row>, EngineError> {
        let Some(run) = run else {
            return Ok(Vec::new());
        };
        let wanted: Vec<CustomerId> = numbers.iter().copied().map(CustomerId).collect();
        let found = store.some_customers(run, &wanted)?;
        let rows = wanted.iter().filter_map(|one| found.get(one));
        Ok(rows
            .map(|one| person_row(customers::row(one, &shelf.marks)))
            .collect())
    };
    let (mut rows, mut total) = (Vec::new(), 0);
    if page.filter.is_empty() {
        total = behind.len() as u64;
        let wanted = behind.iter().skip(page.offset as usize);
        let wanted: Vec<i64> = wanted.take(page.limit as usize).copied().collect();
        for some in wanted.chunks(AT_ONCE) {
            rows.extend(rows_of(some)?);
        }
    } else {
        let words = page.filter.to_lowercase();
        for some in behind.chunks(AT_ONCE) {
            for row in rows_of(some)? {
                let mut cells = row.cells.iter();
                if !cells.any(|cell| cell.to_lowercase().contains(&words)) {
                    continue;
                }
                if total >= page.offset && (rows.len() as u64) < page.limit {
                    rows.push(row);
                }
                total += 1;
            }
        }
    }
    Ok(RowPage {
        title: match part {
            "" => title(check).to_owned(),
            campaign => format!("People who got “{campaign}” more than once in one send"),
        },
        columns: person_columns(),
        rows,
        total,
        file_name: None,
        touched: None,
    })
}

/// The numbers of those behind a check, or behind a part of it.
fn behind<'a>(one: &'a Counted, part: &str) -> Result<&'a [i64], EngineError> {
    if part.is_empty() {
        return Ok(&one.behind);
    }
    let mut parts = one.parts.iter();
    match parts.find(|one| one.label == part) {
        Some(found) => Ok(&found.behind),
        None => {
            let known: Vec<&str> = one.parts.iter().map(|one| one.label.as_str()).collect();
            Err(EngineError::unknown("campaign", part, &known))
        }
    }
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
    Ok(told_behind(one))
}

/// Whether a check says who is behind what it finds.
pub(crate) fn names_people(check: &str) -> bool {
    !NAME_NOBODY.contains(&check)
}

/// Nobody is behind a check only where it found nothing: one that found something and names nobody cannot
/// tell, else everybody would be besides those it found.
fn told_behind(one: &Counted) -> Option<Vec<CustomerId>> {
    let found_nothing = one
        .ratio
        .as_ref()
        .is_some_and(|(ratio, _)| ratio.found == 0);
    if !names_people(&one.code) || (one.behind.is_empty() && !found_nothing) {
        return None;
    }
    let mut behind: Vec<CustomerId> = one.behind.iter().copied().map(CustomerId).collect();
    behind.sort_unstable();
    Some(behind)
}

/// The checks by their codes, and what they are called.
pub(crate) fn check_titles() -> impl Iterator<Item = (&'static str, &'static str)> {
    titles()
}

fn find<'a>(checks: &'a [Counted], code: &str) -> Result<&'a Counted, EngineError> {
    checks
        .iter()
        .find(|one| *one.code == *code)
        .ok_or_else(|| unknown_check(code))
}

#[cfg(test)]
mod tests {
    use rollcall_checks::Ratio;

    use super::super::{Counted, PartBehind, titles};
    use super::{NAME_NOBODY, behind, told_behind};

    fn counted(code: &str, found: Option<u64>, behind: &[i64]) -> Counted {
        Counted {
            code: code.into(),
            ratio: found.map(|found| (Ratio { found, among: 9 }, "people".to_owned())),
            behind: behind.to_vec(),
            ..Counted::default()
        }
    }

    #[test]
    fn a_part_has_people_of_its_own_and_one_that_is_not_told_is_none() {
        let one = Counted {
            parts: vec![PartBehind {
                label: "Autumn sale".into(),
                behind: vec![3, 7],
            }],
            ..counted("pressure", Some(3), &[1, 2, 3])
        };
        assert_eq!(behind(&one, "").expect("all"), [1, 2, 3]);
        assert_eq!(behind(&one, "Autumn sale").expect("a part"), [3, 7]);
        let refused = behind(&one, "Autumn sail").expect_err("no part");
        let told = refused.to_string();
        assert!(told.contains("no campaign called “Autumn sail”"), "{told}");
    }

    #[test]
    fn nobody_is_behind_a_check_only_where_it_found_nothing() {
        for (code, found, behind, told) in [
            ("seeds", Some(2), &[7, 3][..], Some(vec![3, 7])),
            ("seeds", Some(0), &[], Some(vec![])),
            // It found something, and names nobody.
            ("seeds", Some(2), &[], None),
            ("seeds", None, &[], None),
            ("leads", None, &[4], Some(vec![4])),
            // These never name anybody.
            ("numbers", Some(2), &[], None),
            ("attribution", Some(0), &[], None),
            ("link_tests", Some(2), &[], None),
            ("list_growth", Some(0), &[], None),
        ] {
            let one = counted(code, found, behind);
            let numbers: Option<Vec<i64>> =
                told_behind(&one).map(|all| all.iter().map(|one| one.0).collect());
            assert_eq!(numbers, told, "{code} {found:?} {behind:?}");
        }
        for code in NAME_NOBODY {
            assert!(titles().any(|(known, _)| known == code), "{code}");
        }
    }
}
