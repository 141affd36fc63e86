//! What a customer is called. The name stands in files, so it tells nothing that nobody has decided.

use rollcall_golden::GoldenRecord;
use rollcall_model::{Attribute, CustomerId};
use rollcall_store::{KnownBy, StandardRecord};

use crate::records;

/// By what a reader knows the customer of a golden record.
pub(crate) fn of(golden: &GoldenRecord) -> KnownBy {
    called(golden).map_or(KnownBy::Id, |(_, known_by)| known_by)
}

/// What a customer is called and by what it is known, once what waits for an answer was left out of its golden record.
/// Whoever was somebody `before` still is, for a question makes nobody a nobody, and is called by the number where
/// nothing else is decided.
pub(crate) fn name(
    customer: CustomerId,
    golden: &GoldenRecord,
    before: KnownBy,
    mine: &[StandardRecord],
) -> (String, KnownBy) {
    if let Some(called) = called(golden) {
        return called;
    }
    // What the rows say first may be what is asked about.
    if golden.conflicts.iter().any(|one| one.winner.is_empty()) {
        return (customer.label(), before);
    }
    // Whichever row came first: a name nobody has is told by the first of what the rows say.
    let titles = mine.iter().map(|record| records::title(&record.values));
    let title = titles.filter(|title| !title.is_empty()).min();
    (title.unwrap_or_default(), before)
}

fn called(golden: &GoldenRecord) -> Option<(String, KnownBy)> {
    let parts: Vec<&str> = [
        &Attribute::GivenName,
        &Attribute::FamilyName,
        &Attribute::NameSuffix,
    ]
    .into_iter()
    .filter_map(|attribute| golden.value_of(attribute))
    .collect();
    if !parts.is_empty() {
        return Some((parts.join(" "), KnownBy::Name));
    }
    [Attribute::Organisation, Attribute::Email, Attribute::Phone]
        .iter()
        .find_map(|attribute| golden.value_of(attribute))
        .map(|value| (value.to_owned(), KnownBy::Contact))
}
