//! How common names and addresses are among the people of a run.

use serde::Deserialize;

use crate::comparison::UNKNOWN;
use crate::contacts::Addresses;
use crate::frequency::StoredFrequencies;
use crate::record_set::{FieldKind, FieldSpec, RecordSetBuilder, compared_as};

/// How common names and addresses are, as a run counted its people: read off a [`Model`](crate::Model) as it is
/// kept, and nothing else of it. Values that are rare are not kept, so nothing is told of them.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct HowCommon {
    fields: Vec<FieldSpec>,
    frequencies: StoredFrequencies,
}

impl HowCommon {
    /// How many people were counted.
    #[must_use]
    pub fn people(&self) -> f64 {
        self.frequencies.people()
    }

    /// How many of them have this given or family name; nothing where it is rare, or no name.
    #[must_use]
    pub fn named(&self, kind: FieldKind, name: &str) -> Option<u32> {
        let folded = compared_as(kind, name);
        match kind {
            FieldKind::GivenName => {
                let first = folded.split(' ').next().unwrap_or_default();
                self.frequencies.given.get(first).copied()
            }
            FieldKind::FamilyName => {
                let whole = folded.replace(' ', "");
                self.frequencies.family.get(&whole).copied()
            }
            _ => None,
        }
    }

    /// How many of them are at an address, given as its street and what stands beside that; nothing where it is
    /// one alone.
    #[must_use]
    pub fn at_address(&self, parts: &[(FieldKind, &str)]) -> Option<u32> {
        let mut builder = RecordSetBuilder::new(self.fields.clone());
        builder.begin(UNKNOWN);
        for (kind, value) in parts {
            if let Some(field) = self.fields.iter().position(|spec| spec.kind == *kind) {
                builder.value(field, value);
            }
        }
        let set = builder.finish();
        let addresses = Addresses::read(&set)?;
        let keys = addresses.keys.get(0).iter();
        keys.filter_map(|key| self.frequencies.addresses.get(key).copied())
            .max()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::HowCommon;
    use crate::frequency::StoredFrequencies;
    use crate::record_set::{FieldKind, FieldSpec};

    fn common() -> HowCommon {
        let field = |name: &str, kind| FieldSpec {
            name: name.to_owned(),
            kind,
        };
        HowCommon {
            fields: vec![
                field("Street", FieldKind::Street),
                field("Postcode", FieldKind::Postcode),
            ],
            frequencies: StoredFrequencies {
                total: 4_000.0,
                given: BTreeMap::from([("anne".to_owned(), 31)]),
                family: BTreeMap::from([("smith".to_owned(), 900), ("vanderberg".to_owned(), 4)]),
                ..StoredFrequencies::default()
            },
        }
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        let common = common();
        for (kind, name, people) in [
            (FieldKind::FamilyName, "Smith", Some(900)),
            (FieldKind::FamilyName, "SMITH ", Some(900)),
            (FieldKind::FamilyName, "van der Berg", Some(4)),
            (FieldKind::FamilyName, "Anne", None),
            (FieldKind::GivenName, "Anne Marie", Some(31)),
            (FieldKind::GivenName, "Zoë", None),
            (FieldKind::GivenName, "", None),
            (FieldKind::Email, "smith", None),
        ] {
            assert_eq!(common.named(kind, name), people, "{kind:?} {name:?}");
        }
        assert!((common.people() - 4_000.0).abs() < f64::EPSILON);
    }

    #[test]
    fn an_address_nobody_shares_is_told_of_nobody() {
        let parts = [
            (FieldKind::Street, "1 Mill Road"),
            (FieldKind::Postcode, "LS1 4AP"),
            (FieldKind::City, "Leeds"),
        ];
        assert_eq!(common().at_address(&parts), None);
        assert_eq!(HowCommon::default().at_address(&parts), None);
    }

    #[test]
    fn it_is_read_off_what_a_model_is_kept_as() {
        let common = common();
        let kept = serde_json::json!({
            "version": 9, "fields": common.fields, "frequencies": common.frequencies, "prior": {},
        });
        let read: HowCommon = serde_json::from_value(kept).expect("it is read");
        assert_eq!(read.named(FieldKind::FamilyName, "Smith"), Some(900));
    }
}
