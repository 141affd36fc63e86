//! How far who is who can be trusted, measured on every customer: people to look at again.

use std::collections::BTreeMap;

use rollcall_checks::Measure;
use rollcall_golden::contradict;
use rollcall_model::{Attribute, Moment, RecordId, SourceId, TableId, ValueState, in_time};
use rollcall_store::{KnownBy, StandardRecord, StoredCustomer, StoredMeasuredRow};

use crate::measure_people::{MeasureTally, Measuring};
use crate::records;
use crate::unify_customers::Places;
use crate::weak_links::WeakLink;

/// A value and the first record that tells it.
type Said<'a> = (&'a str, RecordId);

/// What the rows of one person tell, as far as it matters here.
#[derive(Default)]
struct Told<'a> {
    emails: Vec<Said<'a>>,
    births: Vec<Said<'a>>,
    families: Vec<Said<'a>>,
    former: Vec<&'a str>,
    seen: Moments<'a>,
    named: Moments<'a>,
    /// Rows that name somebody, ascending.
    naming: Vec<RecordId>,
}

/// When rows of one kind happened.
#[derive(Default)]
struct Moments<'a> {
    /// The earliest.
    first: Option<Said<'a>>,
    is_any_undated: bool,
}

impl Measuring<'_> {
    /// Measures how far one customer can be trusted; ids nobody can name are no people.
    pub(crate) fn trust(
        &self,
        mine: &[StandardRecord],
        places: &Places,
        customer: &StoredCustomer,
        tally: &mut MeasureTally,
    ) {
        let Some(first) = mine
            .first()
            .filter(|_| customer.known_by < KnownBy::Id)
            .map(|record| record.record)
        else {
            return;
        };
        let told = Told::by(mine);
        let mut person = Person {
            places,
            customer,
            tally,
        };
        let several = told.emails.get(1).map(|other| (told.emails[0].1, other.1));
        if !told.emails.is_empty() {
            person.count(Measure::SeveralAddresses, several);
        }
        if self.tells_devices {
            person.seen_before_known(&told);
        }
        if !told.births.is_empty() {
            let two = first_two(&told.births, |one, other| {
                contradict(&Attribute::BirthDate, one, other)
            });
            person.count(Measure::TwoBirthDates, two);
        }
        if !told.families.is_empty() {
            let two = first_two(&told.families, |one, other| {
                are_two_families(one, other, &told.former)
            });
            person.count(Measure::TwoFamilyNames, two);
        }
        if mine.len() > 1 {
            let weak = self.weak.get(&customer.customer);
            person.weakly_held(weak.map_or(&[][..], Vec::as_slice), &told.naming);
        }
        self.accounts(mine, &mut person);
        // Its rows are found by the sources kept with each customer.
        let is_alone = customer.sources.len() == 1;
        person.note(Measure::OneSourceOnly, None, is_alone.then_some(first));
    }

    /// Ids of the person in each table of customers.
    fn accounts(&self, mine: &[StandardRecord], person: &mut Person<'_>) {
        let mut first_of: BTreeMap<TableId, Said<'_>> = BTreeMap::new();
        let mut two_in: BTreeMap<SourceId, Option<(RecordId, RecordId)>> = BTreeMap::new();
        for record in mine {
            let (table, source) = person.places.of_record(record.record);
            if !self.customers.contains(&table) {
                continue;
            }
            let told = |attribute| records::first(&record.values, attribute);
            let Some(id) = told(&Attribute::RecordKey).or_else(|| told(&Attribute::AccountId))
            else {
                continue;
            };
            let two = two_in.entry(source).or_default();
            let (known, first) = *first_of.entry(table).or_insert((id, record.record));
            if known != id && two.is_none() {
                *two = Some((record.record, first));
            }
        }
        if two_in.is_empty() {
            return;
        }
        for (source, two) in &two_in {
            let found = two.map(|(record, _)| record);
            person.note(Measure::TwoAccounts, Some(*source), found);
            if let Some((record, other)) = two {
                person.row(Measure::TwoAccounts, *record, Some(*other));
            }
        }
        let found = two_in.values().flatten().next().map(|(record, _)| *record);
        person.note(Measure::TwoAccounts, None, found);
    }
}

/// One person being measured.
struct Person<'a> {
    places: &'a Places,
    customer: &'a StoredCustomer,
    tally: &'a mut MeasureTally,
}

impl Person<'_> {
    /// Counts the person among those measured, and as found where two of their records show it.
    fn count(&mut self, measure: Measure, found: Option<(RecordId, RecordId)>) {
        self.note(measure, None, found.map(|(record, _)| record));
        if let Some((record, other)) = found {
            self.row(
                measure,
                record,
                Some(other).filter(|other| *other != record),
            );
        }
    }

    fn note(&mut self, measure: Measure, source: Option<SourceId>, found: Option<RecordId>) {
        let is_found = u64::from(found.is_some());
        let count = self.tally.count(measure, source, "");
        count.among += 1;
        count.found += is_found;
        count.people += is_found;
    }

    fn row(&mut self, measure: Measure, record: RecordId, other: Option<RecordId>) {
        self.tally.rows.push(StoredMeasuredRow {
            measure: measure.code(),
            detail: "",
            record,
            source: self.places.of_record(record).1,
            customer: self.customer.customer,
            other,
        });
    }

    /// Where a row that names the person tells no time, nobody can say what came before it.
    fn seen_before_known(&mut self, told: &Told<'_>) {
        let is_seen = told.seen.first.is_some() || told.seen.is_any_undated;
        let is_before = match (told.seen.first, told.named.first) {
            (Some(seen), Some(named)) if !told.named.is_any_undated => {
                let source = |record: RecordId| self.places.of_record(record).1;
                let is_one_source = source(seen.1) == source(named.1);
                is_before(seen.0, named.0, is_one_source).then_some((seen.1, named.1))
            }
            _ if is_seen => {
                let count = self.tally.count(Measure::SeenBeforeKnown, None, "");
                count.unknown += 1;
                return;
            }
            _ => None,
        };
        self.count(Measure::SeenBeforeKnown, is_before);
    }

    /// Each link that is not sure and holds two parts together that would each be a person.
    fn weakly_held(&mut self, links: &[WeakLink], naming: &[RecordId]) {
        let mut held = None;
        for link in links {
            let within = naming
                .iter()
                .filter(|record| link.part.binary_search(record).is_ok())
                .count();
            if within > 0 && within < naming.len() {
                self.row(Measure::WeaklyHeld, link.record, Some(link.other));
                held = Some(link.record);
            }
        }
        self.note(Measure::WeaklyHeld, None, held);
    }
}

impl<'a> Told<'a> {
    fn by(mine: &'a [StandardRecord]) -> Self {
        let mut told = Self::default();
        for record in mine {
            told.add(record);
        }
        told
    }

    fn add(&mut self, record: &'a StandardRecord) {
        let (mut is_seen, mut is_known, mut is_named) = (false, false, false);
        let mut time: Option<&str> = None;
        for value in &record.values {
            if value.state != ValueState::Valid {
                continue;
            }
            let (attribute, text) = (&value.target.attribute, value.value.as_str());
            let said = (text, record.record);
            match attribute {
                Attribute::Email => say(&mut self.emails, said),
                Attribute::BirthDate => say(&mut self.births, said),
                Attribute::FamilyName => say(&mut self.families, said),
                Attribute::FormerName => self.former.push(text),
                Attribute::DeviceId | Attribute::CookieId => is_seen = true,
                Attribute::EventTime | Attribute::CreatedAt | Attribute::ConsentTime => {
                    let is_first = time.is_none_or(|before| in_time(text, before).is_lt());
                    time = if is_first { Some(text) } else { time };
                }
                _ => {}
            }
            is_named |= records::names_somebody(attribute);
            is_known |= records::is_person_evidence(attribute)
                && !matches!(
                    attribute,
                    Attribute::DeviceId | Attribute::CookieId | Attribute::Custom(_)
                );
        }
        if is_named {
            self.naming.push(record.record);
        }
        if is_known {
            self.named.add(time, record.record);
        } else if is_seen {
            self.seen.add(time, record.record);
        }
    }
}

impl<'a> Moments<'a> {
    fn add(&mut self, time: Option<&'a str>, record: RecordId) {
        match time {
            Some(time)
                if self
                    .first
                    .is_none_or(|(first, _)| in_time(time, first).is_lt()) =>
            {
                self.first = Some((time, record));
            }
            Some(_) => {}
            None => self.is_any_undated = true,
        }
    }
}

/// Keeps a value with the first record that tells it.
fn say<'a>(said: &mut Vec<Said<'a>>, new: Said<'a>) {
    if !said.iter().any(|(known, _)| *known == new.0) {
        said.push(new);
    }
}

/// The first two records whose values are two.
fn first_two(
    said: &[Said<'_>],
    are_two: impl Fn(&str, &str) -> bool,
) -> Option<(RecordId, RecordId)> {
    for (at, (one, record)) in said.iter().enumerate() {
        let mut others = said[at + 1..].iter();
        if let Some((_, other)) = others.find(|(other, _)| are_two(one, other)) {
            return Some((*record, *other));
        }
    }
    None
}

/// Whether two family names are of two people: none is a former name of the person or a part of the
/// other, as "Berg" is of "Berg-Lund".
fn are_two_families(one: &str, other: &str, former: &[&str]) -> bool {
    let attribute = &Attribute::FamilyName;
    let is_former = |name: &str| {
        let mut known = former.iter();
        known.any(|known| !contradict(attribute, known, name))
    };
    contradict(attribute, one, other)
        && !is_part_of(one, other)
        && !is_part_of(other, one)
        && !is_former(one)
        && !is_former(other)
}

fn is_part_of(one: &str, other: &str) -> bool {
    let parts = |name: &str| -> Vec<String> {
        let parts = name.split([' ', '-']).filter(|part| !part.is_empty());
        parts.map(str::to_lowercase).collect()
    };
    let (one, other) = (parts(one), parts(other));
    one.iter().all(|part| other.contains(part))
}

/// Whether a time is surely before another: of one day, where one tells no hour, nothing is sure.
fn is_before(one: &str, other: &str, is_one_source: bool) -> bool {
    let Some((earlier, later)) = Moment::read(one).zip(Moment::read(other)) else {
        return false;
    };
    if is_one_source || earlier.is_placed() || later.is_placed() {
        return later.is_surely_after(earlier);
    }
    // Of two sources that tell no zone nobody knows how far their clocks are apart: hours say nothing, days do.
    let days = records::day_of(one).zip(records::day_of(other));
    days.is_some_and(|(earlier, later)| earlier < later)
}

#[cfg(test)]
mod tests {
    use super::{are_two_families, is_before};

    #[test]
    fn two_family_names_are_two_unless_one_explains_the_other() {
        assert!(are_two_families("Berg", "Lund", &[]));
        assert!(!are_two_families("Berg", "BERG", &[]));
        assert!(!are_two_families("Kühn", "Kuehn", &[]), "two spellings");
        assert!(!are_two_families("Berg", "Lund", &["berg"]), "a former one");
        assert!(!are_two_families("Berg", "Berg-Lund", &[]), "a double name");
        assert!(are_two_families("van der Berg", "van Dijk", &[]));
    }

    #[test]
    fn a_time_is_before_another_where_that_is_sure() {
        for (one, other, is_one_source, expected) in [
            ("2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z", false, true),
            // The text is later, the instant is not.
            (
                "2026-01-05T10:00:00+09:00",
                "2026-01-05T09:00:00Z",
                false,
                true,
            ),
            // A day alone is kept as its midnight: it is neither before nor after an hour of it.
            ("2026-01-05T00:00:00", "2026-01-05T10:00:00Z", false, false),
            ("2026-01-05T00:00:00", "2026-01-05T10:00:00", true, false),
            ("2026-01-05T00:00:00", "2026-01-05T10:00:00", false, false),
            ("2026-01-05T09:00:00Z", "2026-01-05T00:00:00", false, false),
            // Where it dawns first, the day begins fourteen hours before that of UTC.
            ("2026-01-04T23:59:00Z", "2026-01-05T00:00:00", false, false),
            ("2026-01-04T09:59:00Z", "2026-01-05T00:00:00", false, true),
            ("2026-01-05T00:00:00", "2026-01-06T00:00:00", true, true),
            ("2026-01-05T00:00:00", "2026-01-06T00:00:00", false, true),
            // Hours of one clock can be set beside one another, those of two clocks nobody knows cannot.
            ("2026-01-05T09:00:00", "2026-01-05T10:00:00", true, true),
            ("2026-01-05T09:00:00", "2026-01-05T10:00:00", false, false),
            ("2026-01-04T23:00:00", "2026-01-05T10:00:00", false, true),
            ("yesterday", "2026-01-05T10:00:00", false, false),
        ] {
            assert_eq!(
                is_before(one, other, is_one_source),
                expected,
                "{one} {other} {is_one_source}"
            );
        }
    }
}
