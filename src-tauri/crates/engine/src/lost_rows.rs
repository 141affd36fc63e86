//! Rows that could not be read, and whoever stands in them: told as findings, with the way to mend them. Rows that hold
//! nobody (sums, the header once more, blank lines) or must not come in are set aside as well and are not lost.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rollcall_model::{LoadId, ProblemCode, grouped};
use rollcall_store::{Store, StoredLoad};

use crate::view::{Figure, Finding};
use crate::{EngineError, governance};

/// Of so many files the lost rows are findings of their own.
const MOST: usize = 3;

/// What is lost of the loads in use, one finding a load, most rows first.
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
    let mut found: Vec<(u64, Finding)> = loads
        .iter()
        .filter_map(|load| {
            let reasons = lost.get(&load.load)?;
            let rows = reasons.iter().map(|(_, rows)| rows).sum();
            let finding = Finding {
                severity: "warning".into(),
                sentence: sentence(load, rows, reasons),
                action: "Open these rows and mend each that is somebody's, or have the file exported anew.".into(),
                owner: governance::owner_of(&duties, load.source),
                points: None,
                screen: "quality".into(),
                figure: Some(Figure::SetAside { load: load.load.0 }),
                list: None,
                needed_for: None,
            };
            Some((rows, finding))
        })
        .collect();
    found.sort_by_key(|(rows, _)| Reverse(*rows));
    found.truncate(MOST);
    Ok(found.into_iter().map(|(_, finding)| finding).collect())
}

/// Whether rows set aside for this are told here.
pub(crate) fn are_told(code: ProblemCode) -> bool {
    why(code).is_some()
}

fn sentence(load: &StoredLoad, rows: u64, reasons: &[(ProblemCode, u64)]) -> String {
    let reasons: Vec<String> = reasons
        .iter()
        .filter_map(|(code, rows)| {
            let have = if *rows == 1 { "has" } else { "have" };
            Some(format!("{} {have} {}", grouped(*rows), why(*code)?))
        })
        .collect();
    let are = if rows == 1 { "is" } else { "are" };
    format!(
        "{} of {} rows of {} could not be read and {are} in no count: {}.",
        grouped(rows),
        grouped(load.rows_read),
        load.file,
        reasons.join(", ")
    )
}

/// What keeps a row of somebody from being loaded, as it follows "has"; nothing where no row of anybody is set aside for it.
fn why(code: ProblemCode) -> Option<&'static str> {
    Some(match code {
        ProblemCode::ExtraCells => "more cells than the table has columns",
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
