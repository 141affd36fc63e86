//! From what each list of customers says to how many customers there are.

use std::collections::BTreeMap;

use rollcall_checks::Bridge;
use rollcall_model::{CustomerId, SourceId, TableRole};
use rollcall_store::Store;

use super::super::people::{People, different};
use super::{FROM_TOTALS, picture};
use crate::EngineError;
use crate::inventory::Marks;
use crate::view::CheckPicture;

/// The tables of one source.
#[derive(Debug, Default)]
struct OfSource {
    /// Rows of its tables of customers: what it would say itself.
    rows: u64,
    /// Those of them that tell of somebody.
    of_somebody: u64,
    /// Who is in its tables of customers.
    listed: Vec<CustomerId>,
    /// Who is in any of its tables.
    known: Vec<CustomerId>,
}

pub(super) fn bridges(
    store: &Store,
    people: &People,
    marks: &Marks,
) -> Result<Vec<CheckPicture>, EngineError> {
    let mut sources: BTreeMap<SourceId, OfSource> = BTreeMap::new();
    for load in store.current_loads()? {
        let is_list = store
            .mapping(load.table)?
            .is_some_and(|stored| stored.mapping.role == TableRole::Customers);
        let source = sources.entry(load.source).or_default();
        let members = people.of_load(&load);
        let customers = members.iter().map(|(_, customer)| *customer);
        source.known.extend(customers.clone());
        if is_list {
            source.rows += load.rows_loaded;
            source.of_somebody += members.len() as u64;
            source.listed.extend(customers);
        }
    }
    let agreed = people.count() as f64;
    let all = marks.all().iter();
    Ok(all
        .filter_map(|mark| {
            let source = sources.remove(&SourceId(mark.source))?;
            (source.rows > 0).then(|| bridge(&mark.name, source, people, agreed))
        })
        .collect())
}

fn bridge(name: &str, source: OfSource, people: &People, agreed: f64) -> CheckPicture {
    let listed = different(source.listed.into_iter());
    let named = people.counted(listed.iter().copied());
    let known = people.counted(source.known.into_iter());
    let count = listed.len() as f64;
    let (rows, of_somebody) = (source.rows as f64, source.of_somebody as f64);
    let steps = [
        ("Rows that tell of nobody", of_somebody - rows),
        ("The same customer again", count - of_somebody),
        ("Known only by an id nobody can name", named as f64 - count),
        (
            "Customers of its other tables, not in its list",
            (known - named) as f64,
        ),
        ("Customers it does not know", agreed - known as f64),
    ];
    let bridge = Bridge::build(rows, &steps, agreed, FROM_TOTALS);
    picture(
        format!("Customers: {name}"),
        &bridge,
        &format!("{name} says"),
        "Agreed",
    )
}
