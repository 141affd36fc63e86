//! Rows under test among invented people.

use rollcall_linkage::{Linkage, RecordSet, RecordSetBuilder, Settings, Stated, Unwatched, link};

use super::generator;

/// Invented people for the model to learn from, then the rows under test. A row is source, then
/// the values by field number.
pub(crate) fn with_background(rows: &[(u32, &[(usize, &str)])]) -> (RecordSet, Vec<u32>) {
    let estate = generator::estate(400, 11, 1.0);
    let mut builder = RecordSetBuilder::new(generator::fields());
    for record in 0..estate.records.len() as u32 {
        builder.begin(estate.records.sources()[record as usize]);
        for (field, value) in estate.records.values(record).values {
            builder.value(field, &value);
        }
    }
    let mut numbers = Vec::new();
    for (source, values) in rows {
        numbers.push(builder.begin(*source));
        for (field, value) in *values {
            builder.value(*field, value);
        }
    }
    (builder.finish(), numbers)
}

/// Links records with default settings.
pub(crate) fn run(records: &RecordSet, stated: &Stated) -> Linkage {
    link(records, stated, &Settings::default(), &Unwatched).expect("the records can be linked")
}
