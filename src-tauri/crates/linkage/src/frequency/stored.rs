//! What is kept of frequencies for explaining pairs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What explaining a pair needs to know of frequencies: the values that are not rare.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StoredFrequencies {
    pub(crate) total: f64,
    pub(crate) given: BTreeMap<String, u32>,
    pub(crate) family: BTreeMap<String, u32>,
    pub(crate) full: BTreeMap<String, u32>,
    pub(crate) cities: BTreeMap<String, u32>,
    pub(crate) postcodes: BTreeMap<String, u32>,
    pub(crate) birth_dates: BTreeMap<String, u32>,
    pub(crate) organisations: BTreeMap<String, u32>,
    pub(crate) texts: Vec<BTreeMap<String, u32>>,
    pub(crate) emails: BTreeMap<String, u32>,
    pub(crate) phones: BTreeMap<String, u32>,
    pub(crate) addresses: BTreeMap<u64, u32>,
    pub(crate) identifiers: Vec<BTreeMap<String, u32>>,
}

impl StoredFrequencies {
    /// How many people there are.
    #[must_use]
    pub fn people(&self) -> f64 {
        self.total
    }

    /// Kind, value and count of all that is told: how many people hold a value that is not rare.
    #[must_use]
    pub fn entries(&self) -> Vec<(String, String, u32)> {
        let mut entries = Vec::new();
        let mut add = |kind: &str, counts: &BTreeMap<String, u32>| {
            entries.extend(
                counts
                    .iter()
                    .map(|(value, &count)| (kind.to_owned(), value.clone(), count)),
            );
        };
        add("given", &self.given);
        add("family", &self.family);
        add("full", &self.full);
        add("city", &self.cities);
        add("postcode", &self.postcodes);
        add("birth_date", &self.birth_dates);
        add("organisation", &self.organisations);
        add("email", &self.emails);
        add("phone", &self.phones);
        for (at, counts) in self.identifiers.iter().enumerate() {
            add(&format!("identifier_{}", at + 1), counts);
        }
        for (at, counts) in self.texts.iter().enumerate() {
            add(&format!("text_{}", at + 1), counts);
        }
        let homes = self.addresses.iter();
        entries.extend(
            homes.map(|(key, &count)| ("home".to_owned(), (*key as i64).to_string(), count)),
        );
        entries
    }
}
