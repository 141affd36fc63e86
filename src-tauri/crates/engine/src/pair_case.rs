//! The case behind a pair: the other records of both people beside the two that are asked about.

use rollcall_model::{Attribute, CustomerId, RecordId, RunId, StandardValue};
use rollcall_store::{StandardRecord, Store, StoredPair};

use crate::table_rows::{Shelf, record_views};
use crate::view::{CaseCell, CaseLine, CaseRecord, PairCase, PairLine, PairNumber, RecordView};
use crate::{Engine, EngineError, matches, pair_lines, records};

/// So many other records stand side by side.
const MOST: usize = 40;
/// Of so many records of a customer the first are chosen; those beyond are counted.
const LOOKED_AT: usize = 500;

impl Engine {
    /// The other records of both people of a pair, beside its two; none where nothing is to be told of what was found.
    ///
    /// # Errors
    /// When there is no such pair.
    pub fn pair_case(&self, request: PairNumber) -> Result<PairCase, EngineError> {
        let store = self.store()?;
        let pair = matches::find(&store, request.pair)?;
        let run = store.current_run()?.filter(|_| !request.blind);
        let Some(run) = run.map(|run| run.run) else {
            return Ok(PairCase {
                pair: pair.pair,
                records: Vec::new(),
                total: 0,
                lines: Vec::new(),
            });
        };
        let shelf = Shelf::read(&store)?;
        let (others, total) = others(&store, run, &pair)?;
        let mut asked = vec![pair.left, pair.right];
        asked.extend(&others);
        let standard = store.standard_records(&asked)?;
        let gone = || EngineError::NotFound {
            what: "record of pair",
            name: request.pair.to_string(),
        };
        let [left, right, others @ ..] = standard.as_slice() else {
            return Err(gone());
        };
        if (left.record, right.record) != (pair.left, pair.right) {
            return Err(gone());
        }
        let source = |one: &StandardRecord| shelf.load_of(one.record).map(|load| load.source);
        let values: Vec<&[StandardValue]> =
            standard.iter().map(|one| one.values.as_slice()).collect();
        let is_one_source = source(left) == source(right);
        let found = pair_lines::lines(&left.values, &right.values, &values[2..], is_one_source);
        let held = self.how_held(&store, run)?;
        let mut lines = Vec::with_capacity(found.len());
        for (attribute, mut line) in found {
            line.held = held.of_attribute(&attribute, &values)?;
            let cells = others
                .iter()
                .map(|other| cell(other, &attribute, &line, source(other) == source(left)));
            let cells = cells.collect();
            lines.push(case_line(line, cells));
        }
        let numbers: Vec<RecordId> = others.iter().map(|one| one.record).collect();
        Ok(PairCase {
            pair: pair.pair,
            records: record_views(&store, &shelf, Some(run), &numbers)?
                .into_iter()
                .map(case_record)
                .collect(),
            total,
            lines,
        })
    }
}

/// How many records the people of a pair have besides its two.
pub(crate) fn count_others(
    store: &Store,
    run: RunId,
    pair: &StoredPair,
) -> Result<u64, EngineError> {
    let mut records = 0_u64;
    for customer in customers_of(store, run, pair)? {
        records += store
            .customer(run, customer)?
            .map_or(0, |customer| customer.records);
    }
    Ok(records.saturating_sub(2))
}

/// The customers of both records, each once.
fn customers_of(
    store: &Store,
    run: RunId,
    pair: &StoredPair,
) -> Result<Vec<CustomerId>, EngineError> {
    let mut customers = Vec::with_capacity(2);
    for record in [pair.left, pair.right] {
        if let Some(member) = store.membership(run, record)?
            && !customers.contains(&member.customer)
        {
            customers.push(member.customer);
        }
    }
    Ok(customers)
}

/// The first of the other records of the people, those of the left one's customer before the right one's, and
/// how many there are.
fn others(
    store: &Store,
    run: RunId,
    pair: &StoredPair,
) -> Result<(Vec<RecordId>, u64), EngineError> {
    let (mut sides, mut total) = (Vec::with_capacity(2), 0);
    for customer in customers_of(store, run, pair)? {
        let members = store.members(run, customer)?.into_iter();
        let others: Vec<RecordId> = members
            .map(|member| member.record)
            .filter(|record| ![pair.left, pair.right].contains(record))
            .collect();
        total += others.len() as u64;
        sides.push(people_first(store, &others)?);
    }
    let mut sides = sides.into_iter();
    let left = sides.next().unwrap_or_default();
    let right = sides.next().unwrap_or_default();
    let (of_left, of_right) = shares(left.len(), right.len());
    let shown = left.into_iter().take(of_left);
    let shown = shown.chain(right.into_iter().take(of_right));
    Ok((shown.collect(), total))
}

/// Rows about a person before rows of what happened, of which there may be many; each in the order of their numbers.
fn people_first(store: &Store, members: &[RecordId]) -> Result<Vec<RecordId>, EngineError> {
    let looked_at = &members[..members.len().min(LOOKED_AT)];
    let mut found: Vec<(bool, RecordId)> = store
        .standard_records(looked_at)?
        .iter()
        .map(|one| (tells_what_happened(&one.values), one.record))
        .collect();
    found.sort_unstable();
    Ok(found.into_iter().map(|(_, record)| record).collect())
}

fn tells_what_happened(values: &[StandardValue]) -> bool {
    [
        Attribute::EventTime,
        Attribute::EventKind,
        Attribute::OrderId,
    ]
    .iter()
    .any(|attribute| records::first(values, attribute).is_some())
}

/// How many records of each side are shown: half the room, and what the other leaves of its own.
fn shares(left: usize, right: usize) -> (usize, usize) {
    let room = (MOST / 2).max(MOST.saturating_sub(right));
    let of_left = left.min(room);
    (of_left, right.min(MOST - of_left))
}

fn cell(
    other: &StandardRecord,
    attribute: &Attribute,
    line: &PairLine,
    is_of_their_source: bool,
) -> CaseCell {
    let values = pair_lines::different(&other.values, attribute);
    let is_elsewhere = pair_lines::is_id_of_a_system(attribute) && !is_of_their_source;
    let agreement = if is_elsewhere && !values.is_empty() {
        "not_compared"
    } else {
        pair_lines::side_of(&values, &line.left, &line.right)
    };
    CaseCell {
        values,
        agreement: agreement.to_owned(),
    }
}

fn case_line(line: PairLine, cells: Vec<CaseCell>) -> CaseLine {
    CaseLine {
        attribute: line.attribute,
        left: line.left,
        right: line.right,
        agreement: line.agreement,
        held: line.held,
        cells,
    }
}

fn case_record(view: RecordView) -> CaseRecord {
    CaseRecord {
        record: view.record,
        source: view.source,
        table: view.table,
        file: view.file,
        row: view.row,
        record_key: view.record_key,
        customer: view.customer,
    }
}

#[cfg(test)]
mod tests {
    use super::shares;

    #[test]
    fn room_is_shared_between_both_people() {
        for (left, right, shown) in [
            (3, 4, (3, 4)),
            (100, 3, (37, 3)),
            (3, 100, (3, 37)),
            (100, 100, (20, 20)),
            (100, 0, (40, 0)),
            (0, 0, (0, 0)),
        ] {
            assert_eq!(shares(left, right), shown, "{left} and {right}");
        }
    }
}
