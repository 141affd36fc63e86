//! By what two sources know the people they have in common: the identifiers that both hold.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{Attribute, AttributeFamily, SourceId, StandardValue, ValueState};

/// Two sources, the smaller first, and an identifier both hold of the same person; nothing where
/// they have none in common and other evidence, such as name and address, tied the person together.
pub type LinkKey = (SourceId, SourceId, Option<Attribute>);

/// The keys of one person, from the records of all sources.
pub fn link_keys(person: &[(SourceId, &[StandardValue])]) -> BTreeSet<LinkKey> {
    let mut held: BTreeMap<SourceId, BTreeSet<(&Attribute, &str)>> = BTreeMap::new();
    for (source, values) in person {
        let mine = held.entry(*source).or_default();
        mine.extend(
            values
                .iter()
                .filter(|value| value.state == ValueState::Valid && is_key(&value.target.attribute))
                .map(|value| (&value.target.attribute, value.value.as_str())),
        );
    }
    let sources: Vec<(&SourceId, &BTreeSet<(&Attribute, &str)>)> = held.iter().collect();
    let mut keys = BTreeSet::new();
    for (index, (left, mine)) in sources.iter().enumerate() {
        for (right, theirs) in &sources[index + 1..] {
            let common: BTreeSet<&Attribute> = mine
                .intersection(theirs)
                .map(|(attribute, _)| *attribute)
                .collect();
            if common.is_empty() {
                keys.insert((**left, **right, None));
            }
            keys.extend(
                common
                    .into_iter()
                    .map(|attribute| (**left, **right, Some(attribute.clone()))),
            );
        }
    }
    keys
}

/// Whether an attribute points to a person. A row's own id means nothing in another source.
fn is_key(attribute: &Attribute) -> bool {
    matches!(
        attribute.family(),
        AttributeFamily::Contact | AttributeFamily::Identifier
    ) && !matches!(attribute, Attribute::RecordKey | Attribute::MergedInto)
}
