//! Which of several records a system is to keep: the most complete, of these the oldest, of these the one with the lowest id.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;

use rollcall_model::{Attribute, RecordId, StandardValue, ValueState, in_time};
use rollcall_store::StandardRecord;

use crate::records;

/// The rule, as it is told.
pub(super) const RULE: &str = "Kept is the record in which most is filled; of these the one that was created first, one without a known day last; of these the one with the lowest id.";

/// The record as the system itself calls it: as it stands there, capitals and all; blank where no column says it.
pub(super) fn own_id(values: &[StandardValue]) -> &str {
    let of = |attribute: &Attribute| {
        values
            .iter()
            .find(|value| value.target.attribute == *attribute && value.state == ValueState::Valid)
    };
    of(&Attribute::RecordKey)
        .or_else(|| of(&Attribute::AccountId))
        .map_or("", |value| value.raw.trim())
}

/// How many attributes are filled.
pub(super) fn filled(values: &[StandardValue]) -> usize {
    let filled: BTreeSet<_> = values
        .iter()
        .filter(|value| value.state == ValueState::Valid && value.column.is_some())
        .map(|value| &value.target)
        .collect();
    filled.len()
}

/// When the record was made, where it says so.
pub(super) fn created(values: &[StandardValue]) -> Option<&str> {
    records::first(values, &Attribute::CreatedAt)
}

/// Puts the records of one person into the order in which they would be kept.
pub(super) fn sort(records: &mut [StandardRecord]) {
    records.sort_by(|one, other| {
        Reverse(filled(&one.values))
            .cmp(&Reverse(filled(&other.values)))
            .then_with(|| by_time(created(&one.values), created(&other.values)))
            .then_with(|| by_id(own_id(&one.values), own_id(&other.values)))
            .then(one.record.cmp(&other.record))
    });
}

fn by_time(one: Option<&str>, other: Option<&str>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => in_time(one, other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// Numbers by what they count, before all other ids; a record without one last.
fn by_id(one: &str, other: &str) -> Ordering {
    match (one.parse::<u128>(), other.parse::<u128>()) {
        (Ok(one), Ok(other)) => one.cmp(&other),
        (Ok(_), Err(_)) => Ordering::Less,
        (Err(_), Ok(_)) => Ordering::Greater,
        (Err(_), Err(_)) => one.is_empty().cmp(&other.is_empty()).then(one.cmp(other)),
    }
}

/// The numbers of some records.
pub(super) fn numbers(records: &[StandardRecord]) -> Vec<RecordId> {
    records.iter().map(|record| record.record).collect()
}

#[cfg(test)]
mod tests {
    use rollcall_model::{Attribute, RecordId, StandardValue, Target, ValueState};
    use rollcall_store::StandardRecord;

    use super::{numbers, own_id, sort};

    fn record(number: i64, values: &[(Attribute, &str)]) -> StandardRecord {
        StandardRecord {
            record: RecordId(number),
            key: number.to_string(),
            as_of: None,
            dated_by: None,
            says_no: false,
            person: true,
            values: values
                .iter()
                .map(|(attribute, value)| StandardValue {
                    target: Target::from(attribute.clone()),
                    column: Some(0),
                    raw: format!(" {value}"),
                    value: value.to_lowercase(),
                    state: ValueState::Valid,
                    rule: "text.clean".into(),
                })
                .collect(),
        }
    }

    #[test]
    fn the_most_complete_is_kept_then_the_oldest_then_the_lowest() {
        use rollcall_model::Attribute::{CreatedAt, Email, Phone, RecordKey};
        let day = |day: &'static str| (CreatedAt, day);
        let mut records = vec![
            record(1, &[(RecordKey, "B"), (Email, "a@b.de")]),
            record(2, &[(RecordKey, "10"), (Email, "a@b.de")]),
            record(3, &[(RecordKey, "9"), (Email, "a@b.de")]),
            record(4, &[(RecordKey, "1"), day("2024-05-01")]),
            record(5, &[(RecordKey, "2"), day("2023-05-01")]),
            record(6, &[(Email, "a@b.de"), (Phone, "+442079460958")]),
            record(7, &[(RecordKey, "8"), (Email, "a@b.de"), (Phone, "+44")]),
        ];
        sort(&mut records);
        let order: Vec<i64> = numbers(&records).iter().map(|one| one.0).collect();
        assert_eq!(order, [7, 5, 4, 3, 2, 1, 6]);
        records.reverse();
        sort(&mut records);
        let again: Vec<i64> = numbers(&records).iter().map(|one| one.0).collect();
        assert_eq!(again, order);
        assert_eq!(own_id(&record(1, &[(RecordKey, "aB")]).values), "aB");
        assert_eq!(own_id(&record(1, &[(Email, "a@b.de")]).values), "");
    }
}
