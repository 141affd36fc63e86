//! Rows of logs of consents that name nobody but a telephone number: where one person alone holds that number, what they
//! say is that person's. A number that several hold may be a family's, so that its rows stay by themselves.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_linkage::{RecordSet, RecordValues, Standing, Stated};
use rollcall_model::{Attribute, TableRole};

use crate::linkage_records::{LinkageRecords, LinkedTable};

/// What a record that holds such a number says of whom it is about.
#[derive(Debug, Default)]
struct Holder {
    record: u32,
    /// Given and family name as compared; blank where it has none.
    name: String,
    births: Vec<String>,
    emails: Vec<String>,
}

/// Pairs of a row that holds a number alone and a record of the one person who holds that number. What somebody has
/// said of such a row, of the number or of the two goes before.
pub(crate) fn pairs(
    tables: &[LinkedTable],
    records: &LinkageRecords,
    stated: &Stated,
) -> Vec<(u32, u32)> {
    let is_phone = |attribute: &Attribute| *attribute == Attribute::Phone;
    let Some(field) = records.fields.iter().position(is_phone) else {
        return Vec::new();
    };
    let logs = tables
        .iter()
        .filter(|table| table.role == TableRole::Consents)
        .map(|table| table.list)
        // Where a list holds each person once, nothing adds a second row to somebody.
        .filter(|list| !stated.sources_without_duplicates.contains(list));
    let logs: BTreeSet<u32> = logs.collect();
    let bare = bare_rows(&records.set, field, &logs, &said_of(stated));
    if bare.is_empty() {
        return Vec::new();
    }
    let shared = |number: &str| {
        let mut standings = stated.standings.iter();
        standings.any(|one| {
            one.field == field && one.value == number && one.standing != Standing::Personal
        })
    };
    let said = Said::of(stated);
    let wanted: BTreeSet<&str> = bare.keys().map(String::as_str).collect();
    let holders = records.set.holders_of(field, &wanted);
    let mut pairs = Vec::new();
    for (number, rows) in &bare {
        if shared(number) {
            continue;
        }
        let others = holders.get(number.as_str()).into_iter().flatten();
        let others: Vec<Holder> = others
            .filter(|record| !rows.contains(record))
            .filter_map(|record| records.holder(*record))
            .collect();
        let person = one_person(&others).filter(|_| !said.are_several(&others));
        if let Some(person) = person {
            pairs.extend(rows.iter().map(|row| (*row, person)));
        }
    }
    pairs
}

/// Whether a row of a table of some role is one of a log and holds nothing but a number that another record holds as well.
pub(crate) fn is_number_of(
    phone: usize,
    role: TableRole,
    row: &RecordValues,
    other: &RecordValues,
) -> bool {
    let [value] = row.values.as_slice() else {
        return false;
    };
    role == TableRole::Consents && value.0 == phone && other.values.contains(value)
}

/// Who people have said are one, and who are not.
#[derive(Debug, Default)]
struct Said {
    /// Of a record another of the same person, that comes before it.
    before: BTreeMap<u32, u32>,
    /// Of the first record of a person those of others.
    others: BTreeMap<u32, BTreeSet<u32>>,
}

impl Said {
    fn of(stated: &Stated) -> Self {
        let mut said = Self::default();
        for (one, other) in &stated.same {
            let (one, other) = (said.first(*one), said.first(*other));
            if one != other {
                said.before.insert(one.max(other), one.min(other));
            }
        }
        for (one, other) in &stated.different {
            let (one, other) = (said.first(*one), said.first(*other));
            said.others.entry(one).or_default().insert(other);
        }
        said
    }

    /// The first record of the person a record is of.
    fn first(&self, record: u32) -> u32 {
        let mut first = record;
        while let Some(before) = self.before.get(&first) {
            first = *before;
        }
        first
    }

    /// Whether two of these records are not of one person.
    fn are_several(&self, holders: &[Holder]) -> bool {
        let firsts: BTreeSet<u32> = holders.iter().map(|one| self.first(one.record)).collect();
        let mut others = firsts.iter().filter_map(|one| self.others.get(one));
        others.any(|others| !others.is_disjoint(&firsts))
    }
}

/// The rows of which somebody has said to whom they belong, or to whom not.
fn said_of(stated: &Stated) -> BTreeSet<u32> {
    let pairs = stated.same.iter().chain(&stated.different);
    pairs.flat_map(|(one, other)| [*one, *other]).collect()
}

/// The rows of some lists that hold one number and nothing else that is compared, by their number.
fn bare_rows(
    set: &RecordSet,
    field: usize,
    lists: &BTreeSet<u32>,
    said: &BTreeSet<u32>,
) -> BTreeMap<String, Vec<u32>> {
    let mut bare: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (record, list) in (0_u32..).zip(set.sources()) {
        if !lists.contains(list) || said.contains(&record) {
            continue;
        }
        let mut values = set.values(record).values.into_iter();
        if let (Some((of, number)), None) = (values.next(), values.next())
            && of == field
        {
            bare.entry(number).or_default().push(record);
        }
    }
    bare
}

/// A record of the person all of these are about; nothing where there is none, or where they may be several. Who has no
/// name is known by an address of the others.
fn one_person(holders: &[Holder]) -> Option<u32> {
    let names: BTreeSet<&str> = holders
        .iter()
        .map(|one| one.name.as_str())
        .filter(|name| !name.is_empty())
        .collect();
    let births: BTreeSet<&String> = holders.iter().flat_map(|one| &one.births).collect();
    let first = holders
        .iter()
        .find(|one| !one.name.is_empty())
        .or_else(|| holders.iter().find(|one| !one.emails.is_empty()))?;
    let known: BTreeSet<&String> = holders
        .iter()
        .filter(|one| !one.name.is_empty() || one.record == first.record)
        .flat_map(|one| &one.emails)
        .collect();
    let is_known =
        |one: &Holder| !one.name.is_empty() || one.emails.iter().any(|email| known.contains(email));
    let is_one = names.len() <= 1 && births.len() <= 1 && holders.iter().all(is_known);
    is_one.then_some(first.record)
}

impl LinkageRecords {
    /// What a record says of whom it is about; nothing where it holds the number alone as well.
    fn holder(&self, record: u32) -> Option<Holder> {
        let values = self.set.values(record).values;
        if values.len() < 2 {
            return None;
        }
        let mut holder = Holder {
            record,
            ..Holder::default()
        };
        let (mut given, mut family) = (Vec::new(), Vec::new());
        for (field, value) in values {
            match self.fields.get(field) {
                Some(Attribute::GivenName) => given.push(value),
                Some(Attribute::FamilyName) => family.push(value),
                Some(Attribute::BirthDate) => holder.births.push(value),
                Some(Attribute::Email) => holder.emails.push(value),
                _ => {}
            }
        }
        given.sort_unstable();
        family.sort_unstable();
        // Who is called by one of them alone may be anybody of the family.
        if !given.is_empty() && !family.is_empty() {
            holder.name = format!("{} {}", given.join(" "), family.join(" "));
        }
        Some(holder)
    }
}

#[cfg(test)]
mod tests {
    use rollcall_linkage::Stated;

    use super::{Holder, Said, one_person};

    fn holder(record: u32, name: &str, birth: &str, email: &str) -> Holder {
        let list = |text: &str| -> Vec<String> {
            let text = Some(text.to_owned());
            text.filter(|text| !text.is_empty()).into_iter().collect()
        };
        Holder {
            record,
            name: name.to_owned(),
            births: list(birth),
            emails: list(email),
        }
    }

    #[test]
    fn one_person_holds_a_number_where_nothing_says_that_they_are_several() {
        let anna = |record| holder(record, "anna berg", "", "anna@example.com");
        for (what, holders, expected) in [
            ("nobody", vec![], None),
            ("one record", vec![anna(4)], Some(4)),
            ("the same name twice", vec![anna(4), anna(9)], Some(4)),
            (
                "her order has an address alone",
                vec![holder(2, "", "", "anna@example.com"), anna(4)],
                Some(4),
            ),
            (
                "an address alone",
                vec![holder(2, "", "", "anna@example.com")],
                Some(2),
            ),
            (
                "another of the family",
                vec![anna(4), holder(5, "ben berg", "", "")],
                None,
            ),
            (
                "another address without a name",
                vec![anna(4), holder(5, "", "", "ben@example.com")],
                None,
            ),
            (
                "a name she shares with her mother",
                vec![
                    holder(4, "anna berg", "1950-01-02", ""),
                    holder(5, "anna berg", "1980-01-02", ""),
                ],
                None,
            ),
            (
                "nobody knows whose",
                vec![anna(4), holder(5, "", "", "")],
                None,
            ),
        ] {
            assert_eq!(one_person(&holders), expected, "{what}");
        }
    }

    #[test]
    fn who_was_said_to_be_somebody_else_is_another_of_the_same_name() {
        let said = Said::of(&Stated {
            same: vec![(4, 9), (12, 9)],
            different: vec![(12, 20)],
            ..Stated::default()
        });
        for (records, several) in [
            (vec![4, 20], true),
            (vec![20, 12, 30], true),
            (vec![4, 9, 12], false),
            (vec![20, 30], false),
            (vec![], false),
        ] {
            let holders: Vec<Holder> = records
                .iter()
                .map(|record| holder(*record, "anna berg", "", ""))
                .collect();
            assert_eq!(said.are_several(&holders), several, "{records:?}");
        }
    }
}
