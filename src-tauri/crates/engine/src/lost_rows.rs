//! Rows that could not be read, and whoever stands in them: told as findings, with the way to mend them. Rows that hold
//! nobody (sums, the header once more, blank lines) or must not come in are set aside as well and are not lost.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rollcall_model::{LoadId, ProblemCode, grouped};
use rollcall_store::{Store, StoredLoad};

use crate::view::{Figure, Finding};
use crate::{EngineError, governance};

/// Of so many files the lost rows are findings of their own …
const MOST: usize = 3;
/// … and those of the others one together, which names so many of them.
const NAMED: usize = 3;

/// What is lost of the loads in use, one finding a load, most rows first, and of more files than a few the rest as one.
pub(crate) fn findings(store: &Store) -> Result<Vec<Finding>, EngineError> {
    let mut lost: BTreeMap<LoadId, Vec<(ProblemCode, u64)>> = BTreeMap::new();
    for (load, code, rows) in store.aside_counts()? {
        if let Some(code) = ProblemCode::parse(&code).filter(|code| are_told(*code)) {
            lost.entry(load).or_default().push((code, rows));
        }
    }
    if lost.is_empty() {
        return Ok(Vec::new());
    }
    let duties = store.duties()?;
    let loads = store.current_loads()?;
    let mut found: Vec<Lost<'_>> = loads
        .iter()
        .filter_map(|load| {
            let reasons = lost.remove(&load.load)?;
            let rows = reasons.iter().map(|(_, rows)| rows).sum();
            Some(Lost {
                load,
                rows,
                reasons,
            })
        })
        .collect();
    found.sort_by_key(|one| Reverse(one.rows));
    // One file more takes no more room by itself than as the rest.
    let alone = if found.len() > MOST + 1 {
        MOST
    } else {
        found.len()
    };
    let others = found.split_off(alone);
    let mut told: Vec<Finding> = found
        .iter()
        .map(|one| Finding {
            sentence: sentence(one),
            action:
                "Open these rows and mend each that is somebody's, or have the file exported anew."
                    .into(),
            owner: governance::owner_of(&duties, one.load.source),
            figure: Some(Figure::SetAside {
                load: one.load.load.0,
            }),
            ..finding()
        })
        .collect();
    if !others.is_empty() {
        told.push(Finding {
            sentence: sentence_of_others(&others),
            action: "Open the rows of each on the Quality screen, or have the files exported anew."
                .into(),
            ..finding()
        });
    }
    Ok(told)
}

/// What is lost of a load in use.
struct Lost<'a> {
    load: &'a StoredLoad,
    rows: u64,
    reasons: Vec<(ProblemCode, u64)>,
}

/// A finding about lost rows that says nothing yet.
fn finding() -> Finding {
    Finding {
        severity: "warning".into(),
        sentence: String::new(),
        action: String::new(),
        owner: String::new(),
        points: None,
        screen: "quality".into(),
        figure: None,
        list: None,
        needed_for: None,
    }
}

/// How many rows of the loads in use could not be read.
pub(crate) fn count(store: &Store) -> Result<u64, EngineError> {
    let counts = store.aside_counts()?.into_iter();
    let lost = counts.filter(|(_, code, _)| ProblemCode::parse(code).is_some_and(are_told));
    Ok(lost.map(|(_, _, rows)| rows).sum())
}

/// Whether rows set aside for this are told here.
pub(crate) fn are_told(code: ProblemCode) -> bool {
    why(code).is_some()
}

fn sentence(
    Lost {
        load,
        rows,
        reasons,
    }: &Lost<'_>,
) -> String {
    let reasons: Vec<String> = reasons
        .iter()
        .filter_map(|(code, rows)| {
            let have = if *rows == 1 { "has" } else { "have" };
            Some(format!("{} {have} {}", grouped(*rows), why(*code)?))
        })
        .collect();
    let are = if *rows == 1 { "is" } else { "are" };
    format!(
        "{} of {} rows of {} could not be read and {are} in no count: {}.",
        grouped(*rows),
        grouped(load.rows_read),
        load.file,
        reasons.join(", ")
    )
}

/// The same of more than one file, of which some are named.
fn sentence_of_others(others: &[Lost<'_>]) -> String {
    let rows = others.iter().map(|one| one.rows).sum();
    let named: Vec<&str> = others
        .iter()
        .take(NAMED)
        .map(|one| one.load.file.as_str())
        .collect();
    format!(
        "{} rows of {} more files could not be read and are in no count, such as those of {}.",
        grouped(rows),
        grouped(others.len() as u64),
        named.join(", ")
    )
}

/// What keeps a row of somebody from being loaded, as it follows "has"; nothing where no row of anybody is set aside for it.
fn why(code: ProblemCode) -> Option<&'static str> {
    Some(match code {
        ProblemCode::ExtraCells => "more cells than the table has columns",
        ProblemCode::CutOffRow => "only the first cells of a row",
        ProblemCode::CellTooLarge => "a cell that is too large",
        ProblemCode::OpenQuote => "a quote that is never closed",
        ProblemCode::BrokenRow => "something in the way that nobody can read",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use rollcall_model::ProblemCode;

    use super::why;

    #[test]
    fn only_rows_that_may_be_somebodys_are_lost() {
        for code in ProblemCode::ALL.iter().copied() {
            let is_lost = why(code).is_some();
            assert!(!is_lost || code.is_about_set_aside_rows(), "{code:?}");
        }
        for code in [
            ProblemCode::TotalsRow,
            ProblemCode::BlankRow,
            ProblemCode::RepeatedHeader,
            ProblemCode::ErasedPerson,
            ProblemCode::StandsAlready,
        ] {
            assert_eq!(why(code), None, "{code:?}");
        }
    }
}
