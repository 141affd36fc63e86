//! The findings as the report tells them.

use std::collections::BTreeSet;

use rollcall_delivery::{ReportExample, ReportProblem};
use rollcall_store::{ProblemFilter, Store, StoredDuty, StoredLoad, StoredProblem};

use crate::{EngineError, governance};

/// So many problems are told.
const MOST_PROBLEMS: u64 = 25;
/// So many cells are shown of one, found among so many rows; a long one only begins.
const MOST_EXAMPLES: usize = 3;
const MOST_LOOKED_AT: usize = 20;
const LONGEST_EXAMPLE: usize = 60;

/// The findings that touch most, the worst first, each with who answers for it.
pub(crate) fn problems(store: &Store) -> Result<Vec<ReportProblem>, EngineError> {
    let duties = store.duties()?;
    let (found, _) = store.problems(&ProblemFilter::default(), 0, MOST_PROBLEMS)?;
    let loads = store.current_loads()?;
    found
        .into_iter()
        .map(|one| {
            let examples = examples(store, &loads, &one)?;
            let place = &one.finding.place;
            let parts: Vec<&str> = std::iter::once(place.file.as_str())
                .chain(place.sheet.as_deref())
                .chain(place.column.as_deref())
                .collect();
            Ok(ReportProblem {
                severity: one.finding.severity,
                place: parts.join(" · "),
                message: one.finding.message.clone(),
                hint: one.finding.hint.clone(),
                count: one.finding.count,
                owner: owner(store, &loads, &duties, &one)?,
                examples,
            })
        })
        .collect()
}

/// Who answers for a finding: the owner of its source, or of the attribute its column holds while the source
/// has none.
fn owner(
    store: &Store,
    loads: &[StoredLoad],
    duties: &[StoredDuty],
    problem: &StoredProblem,
) -> Result<Option<String>, EngineError> {
    let named = |name: String| Some(name).filter(|name| !name.is_empty());
    let of_source = problem
        .source
        .and_then(|source| named(governance::owner_of(duties, source)));
    if of_source.is_some() {
        return Ok(of_source);
    }
    let load = loads.iter().find(|load| Some(load.load) == problem.load);
    let Some((load, header)) = load.zip(problem.finding.place.column.as_deref()) else {
        return Ok(None);
    };
    let mapping = store.mapping(load.table)?;
    let columns = mapping.iter().flat_map(|stored| &stored.mapping.columns);
    let mut targets = columns
        .filter(|column| column.header == header)
        .filter_map(|column| column.target.as_ref());
    Ok(targets.find_map(|target| named(governance::attribute_owner(duties, &target.attribute))))
}

/// Some cells a problem is about, each once; none where it is about no column.
fn examples(
    store: &Store,
    loads: &[StoredLoad],
    problem: &StoredProblem,
) -> Result<Vec<ReportExample>, EngineError> {
    let load = loads.iter().find(|load| Some(load.load) == problem.load);
    let header = problem.finding.place.column.as_deref();
    let column = load
        .zip(header)
        .and_then(|(load, header)| load.header.iter().position(|one| one == header));
    let Some(column) = column else {
        return Ok(Vec::new());
    };
    let some = problem
        .records
        .get(..MOST_LOOKED_AT.min(problem.records.len()));
    let values: BTreeSet<String> = store
        .raw_records(some.unwrap_or_default())?
        .into_iter()
        .filter_map(|row| Some(row.cells.get(column)?.text.trim().to_owned()))
        .filter(|text| !text.is_empty())
        .collect();
    Ok(values
        .into_iter()
        .take(MOST_EXAMPLES)
        .map(|value| ReportExample {
            attribute: None,
            value: value.chars().take(LONGEST_EXAMPLE).collect(),
        })
        .collect())
}
