//! What is wrong with the lists that a platform looks for the like of.

use std::collections::BTreeMap;

use rollcall_checks::{Ratio, SeedRow, SeedTally};
use rollcall_model::{Attribute, ConsentState, CustomerId, RecordId, grouped};

use super::super::span::Span;
use super::super::{Counted, counted, line};
use super::Systems;
use super::purchaser_lists::PlatformList;
use crate::view::CheckPicture;
use crate::{EngineError, records};

/// So many records are fetched at a time.
const AT_ONCE: usize = 500;

pub(super) fn count(systems: &Systems<'_>) -> Result<Counted, EngineError> {
    let mut told = Counted {
        code: "seeds".into(),
        definition: "Rows of a list that a platform is to look for the like of, and that should not be in it: no address that can be used, the same person again, somebody who never bought, somebody who has not said yes to e-mail anywhere or has said no. Each row counts once, for the first of these that holds, of all rows of such lists. A list is known by “seed” or “lookalike” in the name of its table.".into(),
        window: format!(
            "All purchases that are loaded, {}; permissions as they were taken in {}.",
            Span::of_purchases(systems.events).told(),
            Span::of_loads(systems.tables.iter().map(|one| &one.load)).told()
        ),
        ..Counted::default()
    };
    let lists = PlatformList::of_seeds(systems)?;
    let rows: u64 = lists.iter().map(|list| list.rows.len() as u64).sum();
    if rows == 0 {
        return Ok(told.not_known(
            "no list to look for the like of is in them.",
            "The list as it was uploaded, with “seed” or “lookalike” in its name, would tell.",
        ));
    }
    let mut found = 0;
    let mut wrong: BTreeMap<CustomerId, String> = BTreeMap::new();
    for list in &lists {
        let name = systems.name(list.table);
        let yes = said_yes(systems, &list.customers())?;
        let mut tally = SeedTally::default();
        for row in &list.rows {
            let whose = row.customer.filter(|_| row.can_be_found);
            let said_yes = whose.is_some_and(|one| yes.get(&one).copied().unwrap_or(false));
            let is_buyer = whose.is_some_and(|one| systems.is_buyer(one));
            let told = tally.add(whose, is_buyer, said_yes);
            if let Some(customer) = row.customer.filter(|_| told != SeedRow::Sound) {
                wrong
                    .entry(customer)
                    .or_insert_with(|| format!("In {name}: {}.", lower(told.label())));
            }
        }
        found += tally.rows() - tally.count(SeedRow::Sound);
        told.inputs
            .push(systems.input(list.table, tally.rows(), "rows of the list"));
        told.pictures.push(CheckPicture {
            kind: "bars".into(),
            title: format!("What {name} is made of"),
            sentence: "Each row once; together they are the whole list.".into(),
            columns: vec!["Rows".into()],
            lines: SeedRow::ALL
                .into_iter()
                .map(|row| line(row.label(), [tally.count(row) as f64]))
                .collect(),
        });
    }
    if systems.buyers.is_empty() {
        told.unknown.push("Nobody in these files is known to have bought: an export of orders would tell who of the list did.".into());
    }
    told.inputs.extend(systems.events.purchases.iter().cloned());
    told.sentence = format!(
        "{} of {} should not be in a list to look for the like of.",
        grouped(found),
        counted(rows, "row", "rows")
    );
    told.ratio = Some((
        Ratio { found, among: rows },
        "rows of lists to look for the like of".into(),
    ));
    told.name_people(wrong);
    Ok(told)
}

/// Who has said yes to e-mail in any row, and no in none.
fn said_yes(
    systems: &Systems<'_>,
    customers: &[CustomerId],
) -> Result<BTreeMap<CustomerId, bool>, EngineError> {
    let mut theirs: Vec<RecordId> = Vec::new();
    for table in &systems.tables {
        let rows = systems.people.of_load(&table.load).iter();
        theirs.extend(
            rows.filter(|(_, customer)| customers.binary_search(customer).is_ok())
                .map(|(record, _)| *record),
        );
    }
    let mut said: BTreeMap<CustomerId, (bool, bool)> = BTreeMap::new();
    for some in theirs.chunks(AT_ONCE) {
        for record in systems.store.standard_records(some)? {
            let Some(customer) = systems.people.customer_of(record.record) else {
                continue;
            };
            let of = said.entry(customer).or_default();
            for state in records::valid(&record.values, &Attribute::EmailConsent)
                .filter_map(ConsentState::parse)
            {
                of.0 |= state == ConsentState::OptedIn;
                of.1 |= matches!(state, ConsentState::OptedOut | ConsentState::Complained);
            }
        }
    }
    let told = said.into_iter();
    Ok(told
        .map(|(customer, (yes, no))| (customer, yes && !no))
        .collect())
}

fn lower(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}
