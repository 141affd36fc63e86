//! People as destinations see them and what they say of their addresses, kept with the run a part at a time: who is
//! left out of a list, and its rows, are told without reading a golden record.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rollcall_delivery::{Person, Reason};
use rollcall_golden::GoldenRecord;
use rollcall_model::{
    Attribute, AttributeFamily, ConsentState, CustomerId, Packed, SourceId, Unpacked,
};
use rollcall_store::StoredCustomer;

use super::person_told;
use crate::EngineError;
use crate::said_no::{About, Word, words};

/// Whom of a part a list asks for, and what of them.
pub(super) struct Wanted<'a> {
    /// The attributes of which values are looked at; every consent is, too.
    pub(super) attributes: &'a BTreeSet<Attribute>,
    /// The sources that were bought or borrowed.
    pub(super) third: &'a BTreeSet<SourceId>,
    /// In order; nothing for everybody.
    pub(super) customers: Option<&'a [CustomerId]>,
}

impl Wanted<'_> {
    pub(super) fn is_in(&self, customer: CustomerId) -> bool {
        self.customers
            .is_none_or(|all| all.binary_search(&customer).is_ok())
    }
}

/// What is kept of the customers of a part, who come in order: how they are seen, and what they say.
pub(super) fn to_bytes(customers: &[StoredCustomer]) -> Result<(Vec<u8>, Vec<u8>), EngineError> {
    let told: Vec<(Person, Vec<Word>)> = customers
        .par_iter()
        .map(|customer| {
            let golden: GoldenRecord = serde_json::from_str(&customer.golden)?;
            // Where a column is in doubt, everybody is asked anew.
            let words = words(&golden, BTreeSet::new());
            Ok((person_told(customer, golden, &BTreeSet::new()), words))
        })
        .collect::<Result<_, EngineError>>()?;
    let (people, said): (Vec<Person>, Vec<Vec<Word>>) = told.into_iter().unzip();
    let said: Vec<(CustomerId, Vec<Word>)> = people
        .iter()
        .map(|person| person.customer)
        .zip(said)
        .filter(|(_, words)| !words.is_empty())
        .collect();
    Ok((people_to_bytes(&people, customers), words_to_bytes(&said)))
}

fn people_to_bytes(people: &[Person], customers: &[StoredCustomer]) -> Vec<u8> {
    let attributes: BTreeSet<&Attribute> = people
        .iter()
        .flat_map(|person| person.values.keys().chain(&person.undecided))
        .collect();
    let numbers: BTreeMap<&Attribute, u64> = attributes.iter().copied().zip(0..).collect();
    let mut bytes = Packed::default();
    bytes.ascending(people.iter().map(|person| person.customer.0));
    bytes.number(attributes.len() as u64);
    for attribute in &attributes {
        bytes.text(&attribute.code());
    }
    for (person, customer) in people.iter().zip(customers) {
        bytes.number(customer.sources.len() as u64);
        for source in &customer.sources {
            bytes.signed(source.0);
        }
        bytes.number(person.values.len() as u64);
        for (attribute, values) in &person.values {
            bytes.number(numbers[&attribute]);
            bytes.texts(values);
        }
        bytes.number(person.undecided.len() as u64);
        for attribute in &person.undecided {
            bytes.number(numbers[&attribute]);
        }
    }
    bytes.into_bytes()
}

/// The people of a part who are asked for, as they were kept; nothing where anything else stands there.
pub(super) fn people_from_bytes(bytes: &[u8], wanted: &Wanted<'_>) -> Option<Vec<Person>> {
    let mut bytes = Unpacked::new(bytes);
    let customers = bytes.ascending()?;
    let mut attributes: Vec<(Attribute, bool)> = Vec::new();
    for _ in 0..bytes.count()? {
        let attribute = Attribute::parse(bytes.text()?)?;
        let is_asked = attribute.family() == AttributeFamily::Consent
            || wanted.attributes.contains(&attribute);
        attributes.push((attribute, is_asked));
    }
    let mut people = Vec::new();
    for customer in customers {
        let customer = CustomerId(customer);
        add_person(&mut people, &mut bytes, customer, &attributes, wanted)?;
    }
    bytes.is_empty().then_some(people)
}

/// Adds the next customer of a part, where they are asked for; nothing where anything else stands there.
fn add_person(
    people: &mut Vec<Person>,
    bytes: &mut Unpacked<'_>,
    customer: CustomerId,
    attributes: &[(Attribute, bool)],
    wanted: &Wanted<'_>,
) -> Option<()> {
    let is_in = wanted.is_in(customer);
    let sources = bytes.count()?;
    let mut only_bought = sources > 0;
    for _ in 0..sources {
        only_bought &= wanted.third.contains(&SourceId(bytes.signed()?));
    }
    let (mut values, mut consents) = (BTreeMap::new(), BTreeMap::new());
    for _ in 0..bytes.count()? {
        let (attribute, is_asked) = attributes.get(bytes.small::<usize>()?)?;
        if !(is_in && *is_asked) {
            for _ in 0..bytes.count()? {
                let length = bytes.count()?;
                bytes.bytes(length)?;
            }
            continue;
        }
        let mine = bytes.texts()?;
        if attribute.family() == AttributeFamily::Consent
            && let Some(state) = mine.first().and_then(|text| ConsentState::parse(text))
        {
            consents.insert(attribute.clone(), state);
        }
        values.insert(attribute.clone(), mine);
    }
    let mut undecided = BTreeSet::new();
    for _ in 0..bytes.count()? {
        let (attribute, _) = attributes.get(bytes.small::<usize>()?)?;
        undecided.insert(attribute.clone());
    }
    if is_in {
        people.push(Person {
            customer,
            values,
            consents,
            barred: BTreeMap::new(),
            undecided,
            in_doubt: None,
            only_bought,
            restricted: false,
        });
    }
    Some(())
}

fn words_to_bytes(said: &[(CustomerId, Vec<Word>)]) -> Vec<u8> {
    let mut bytes = Packed::default();
    bytes.ascending(said.iter().map(|(customer, _)| customer.0));
    for (_, words) in said {
        bytes.number(words.len() as u64);
        for word in words {
            bytes.byte(match word.about {
                About::Mailbox => 0,
                About::Hash => 1,
                About::Phone => 2,
            });
            let mut reasons = Reason::ALL.iter();
            let reason = reasons.position(|one| *one == word.reason);
            bytes.byte(reason.unwrap_or_default() as u8);
            bytes.byte(u8::from(word.holds));
            bytes.text(&word.value);
        }
    }
    bytes.into_bytes()
}

/// What the customers of a part say, as it was kept; nothing where anything else stands there.
pub(super) fn words_from_bytes(bytes: &[u8]) -> Option<Vec<(CustomerId, Word)>> {
    let mut bytes = Unpacked::new(bytes);
    let mut said = Vec::new();
    for customer in bytes.ascending()? {
        for _ in 0..bytes.count()? {
            let about = match bytes.byte()? {
                0 => About::Mailbox,
                1 => About::Hash,
                2 => About::Phone,
                _ => return None,
            };
            let reason = *Reason::ALL.get(usize::from(bytes.byte()?))?;
            let holds = match bytes.byte()? {
                0 => false,
                1 => true,
                _ => return None,
            };
            let word = Word {
                about,
                value: bytes.text()?.to_owned(),
                reason,
                holds,
            };
            said.push((CustomerId(customer), word));
        }
    }
    bytes.is_empty().then_some(said)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rollcall_delivery::Reason;
    use rollcall_model::{Attribute, CustomerId, SourceId};
    use rollcall_store::{KnownBy, StoredCustomer};

    use super::{Wanted, people_from_bytes, to_bytes, words_from_bytes};
    use crate::lists::person;
    use crate::said_no::{About, Word};

    fn value(attribute: &str, values: &[&str]) -> serde_json::Value {
        let others: Vec<_> = values[1..]
            .iter()
            .map(|one| serde_json::json!({ "value": one, "records": [2] }))
            .collect();
        serde_json::json!({
            "attribute": attribute, "value": values[0], "record": 1, "column": 0, "rule": "only_value",
            "supporters": [1], "others": others,
        })
    }

    fn customer(number: i64, sources: &[i64], values: &[serde_json::Value]) -> StoredCustomer {
        StoredCustomer {
            customer: CustomerId(number),
            name: String::new(),
            email: String::new(),
            phone: String::new(),
            city: String::new(),
            country: String::new(),
            phone_countries: String::new(),
            consents: String::new(),
            golden: serde_json::json!({ "values": values, "conflicts": [] }).to_string(),
            sources: sources.iter().copied().map(SourceId).collect(),
            records: 2,
            conflicts: 0,
            last_purchase: Some("2026-11-02T10:00:00".into()),
            household: None,
            known_by: KnownBy::Contact,
        }
    }

    fn two() -> Vec<StoredCustomer> {
        vec![
            customer(
                7,
                &[3],
                &[
                    value("email", &["Ada@Example.com", "ada@work.example.com"]),
                    value("email_consent", &["opted_out"]),
                    value("custom:Shoe size", &["38 ½"]),
                ],
            ),
            customer(9, &[3, 4], &[value("city", &["Zürich", "ZUERICH"])]),
        ]
    }

    #[test]
    fn people_come_back_as_their_rows_tell_them() -> Result<(), Box<dyn std::error::Error>> {
        let all = two();
        let third = BTreeSet::from([SourceId(3)]);
        let (seen, _) = to_bytes(&all)?;
        let rows = all.iter().map(|one| person(one, &third));
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        assert!(rows[0].only_bought && !rows[1].only_bought);
        let attributes: BTreeSet<Attribute> = rows
            .iter()
            .flat_map(|one| one.values.keys().cloned())
            .collect();
        let wanted = Wanted {
            attributes: &attributes,
            third: &third,
            customers: None,
        };
        assert_eq!(
            people_from_bytes(&seen, &wanted).as_deref(),
            Some(&rows[..])
        );
        let (cities, seven) = (BTreeSet::from([Attribute::City]), [CustomerId(7)]);
        let fewer = Wanted {
            attributes: &cities,
            third: &third,
            customers: Some(&seven),
        };
        let people = people_from_bytes(&seen, &fewer).ok_or("nobody")?;
        assert_eq!(people.len(), 1);
        // A consent is told with whatever is asked.
        assert_eq!(people[0].consents, rows[0].consents);
        assert_eq!(people[0].values.len(), 1);
        Ok(())
    }

    #[test]
    fn what_is_said_comes_back_and_bytes_that_nobody_wrote_so_are_nothing()
    -> Result<(), Box<dyn std::error::Error>> {
        let (seen, said) = to_bytes(&two())?;
        let told = words_from_bytes(&said).ok_or("nothing is said")?;
        // The record that refuses holds the first address alone.
        let word = Word {
            about: About::Mailbox,
            value: "Ada@Example.com".into(),
            reason: Reason::AddressRefused,
            holds: true,
        };
        assert_eq!(told, [(CustomerId(7), word)]);
        let (attributes, third) = (BTreeSet::new(), BTreeSet::new());
        let wanted = Wanted {
            attributes: &attributes,
            third: &third,
            customers: None,
        };
        assert!(people_from_bytes(&seen, &wanted).is_some());
        assert!(people_from_bytes(&seen[..seen.len() - 1], &wanted).is_none());
        assert!(words_from_bytes(&said[..said.len() - 1]).is_none());
        Ok(())
    }
}
