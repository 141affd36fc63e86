//! Where somebody has to look by hand for a request.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rollcall_model::{CustomerId, RecordId, SourceId};
use rollcall_store::{RequestedSystem, Store, StoredDataRequest};

use super::{ACCESS, OBJECTION, PORTABILITY, RECTIFICATION, RESTRICTION};
use crate::EngineError;
use crate::inventory::Marks;
use crate::person_traces::Person;
use crate::table_rows::Shelf;
use crate::view::RequestSystem;
use crate::watch::Silent;

/// Where to look for a customer: every system with a row about them, whoever holds it, every system of the inventory
/// nothing is loaded of, and what was written.
pub(super) fn systems(
    store: &Store,
    shelf: &Shelf,
    customer: CustomerId,
    today: NaiveDate,
) -> Result<Vec<RequestedSystem>, EngineError> {
    let person = Person::find(store, customer, today, &Silent)?;
    let of_rows = |record: &RecordId| shelf.load_of(*record).map(|load| load.source);
    let of_asides = |load| shelf.load(load).map(|load| load.source);
    let mut sources: BTreeSet<SourceId> = person.records.iter().filter_map(of_rows).collect();
    sources.extend(
        person
            .asides
            .iter()
            .filter_map(|trace| of_asides(trace.aside.load)),
    );
    systems_of(store, shelf, sources)
}

/// The same, of somebody of whom these systems have rows.
pub(super) fn systems_of(
    store: &Store,
    shelf: &Shelf,
    mut sources: BTreeSet<SourceId>,
) -> Result<Vec<RequestedSystem>, EngineError> {
    let loaded: BTreeSet<SourceId> = store.loads()?.iter().map(|load| load.source).collect();
    let all = shelf.marks.all().iter().map(|mark| SourceId(mark.source));
    sources.extend(all.filter(|source| !loaded.contains(source)));
    let with_rows = sources.into_iter().map(|source| RequestedSystem {
        source: Some(source.0),
        ..RequestedSystem::default()
    });
    Ok(with_rows
        .chain(std::iter::once(RequestedSystem::default()))
        .collect())
}

pub(super) fn label_of(marks: &Marks, source: Option<i64>) -> String {
    match source {
        Some(source) => marks.of(SourceId(source)).name,
        None => "Exports, written lists and copies of this project".into(),
    }
}

pub(super) fn system_views(row: &StoredDataRequest, marks: &Marks) -> Vec<RequestSystem> {
    let to_do = |source: Option<i64>| match (source, row.kind.as_str()) {
        (Some(_), ACCESS) => "Look what it holds about the person, and add it to the answer.",
        (Some(_), PORTABILITY) => {
            "Take what it holds about the person out in a form another system reads."
        }
        (Some(_), RECTIFICATION) => "Correct there what is wrong about the person.",
        (Some(_), RESTRICTION) => "Mark the person there, so that nothing is done with the data.",
        (Some(_), OBJECTION) => "Say no there to every way of reaching the person.",
        (Some(_), _) => "Delete the person there.",
        (None, RECTIFICATION) => "Write lists anew that hold what was wrong.",
        (None, RESTRICTION | OBJECTION) => "Take the person out of lists that were uploaded.",
        (None, ACCESS | PORTABILITY) => {
            "Look through exports and lists for what is not loaded here."
        }
        (None, _) => {
            "Delete the exports that were loaded, and take the person out of lists that were uploaded."
        }
    };
    row.systems
        .iter()
        .map(|one| RequestSystem {
            source: one.source,
            label: label_of(marks, one.source),
            to_do: to_do(one.source).into(),
            done_on: one.done_on.clone(),
            who: one.who.clone(),
        })
        .collect()
}
