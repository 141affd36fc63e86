//! What matching on the e-mail address alone would have made of who is who, kept with the run.

use rollcall_checks::{EmailOnly, Measure, says_dead};
use rollcall_model::{Attribute, CustomerId, RecordId, StandardValue, ValueState};
use rollcall_store::{StandardRecord, StoredMeasuredRow};
use serde::{Deserialize, Serialize};

use crate::measure_people::MeasureTally;
use crate::records;
use crate::unify_customers::Places;

/// The e-mail addresses of one record.
pub(crate) struct Addresses {
    pub(crate) customer: CustomerId,
    pub(crate) record: RecordId,
    pub(crate) emails: Vec<String>,
    /// Whether it says that they are dead.
    pub(crate) is_dead: bool,
    pub(crate) names_somebody: bool,
}

impl Addresses {
    pub(crate) fn of(customer: CustomerId, record: &StandardRecord) -> Self {
        let names = |value: &StandardValue| {
            value.state == ValueState::Valid && records::names_somebody(&value.target.attribute)
        };
        let emails = records::valid(&record.values, &Attribute::Email);
        Self {
            customer,
            record: record.record,
            emails: emails.map(str::to_owned).collect(),
            is_dead: says_dead(&record.values),
            names_somebody: record.values.iter().any(names),
        }
    }
}

/// The comparison in numbers: people by e-mail are the people, those too many and without those too few.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EmailAlone {
    /// Rows compared: those that name somebody.
    pub(crate) records: u64,
    /// Of them those without an address.
    pub(crate) without_email: u64,
    /// People by all evidence.
    pub(crate) people: u64,
    /// People by e-mail alone.
    pub(crate) people_by_email: u64,
    /// People e-mail alone would count as several …
    pub(crate) torn_apart: u64,
    /// … and so many too many by that.
    pub(crate) too_many: u64,
    /// People e-mail alone would take for one of several …
    pub(crate) mixed_up: u64,
    /// … and so many too few by that.
    pub(crate) too_few: u64,
    /// How many times e-mail alone would make several people one.
    pub(crate) groups: u64,
}

/// The comparison in numbers; the differences go to what was measured, and the rows behind them are told.
pub(crate) fn note(
    found: &EmailOnly,
    places: &Places,
    tally: &mut MeasureTally,
) -> (EmailAlone, Vec<StoredMeasuredRow>) {
    let numbers = EmailAlone {
        records: found.records,
        without_email: found.without_email,
        people: found.people,
        people_by_email: found.people_by_email,
        torn_apart: found.torn_apart.len() as u64,
        too_many: found.too_many(),
        mixed_up: found.people_mixed_up(),
        too_few: found.too_few(),
        groups: found.mixed_up.len() as u64,
    };
    for (measure, people) in [
        (Measure::TornByEmail, numbers.torn_apart),
        (Measure::MixedByEmail, numbers.mixed_up),
    ] {
        let count = tally.count(measure, None, "");
        count.among = numbers.people;
        count.found = people;
        count.people = people;
    }
    let row = |measure: Measure, customer, record, other| StoredMeasuredRow {
        measure: measure.code(),
        detail: "",
        record,
        source: places.of_record(record).1,
        customer,
        other: Some(other),
    };
    let torn = found.torn_apart.iter().map(|torn| {
        let measure = Measure::TornByEmail;
        row(measure, torn.customer, torn.record, torn.other)
    });
    let mixed = found.mixed_up.iter().flat_map(|group| {
        group.iter().filter_map(|(customer, record)| {
            let other = group.iter().find(|(other, _)| other != customer)?;
            Some(row(Measure::MixedByEmail, *customer, *record, other.1))
        })
    });
    let rows = torn.chain(mixed).collect();
    (numbers, rows)
}
