//! Households: who lives together, and what they share. A run finds them; nobody is merged for it.

use std::collections::BTreeMap;

use rollcall_golden::GoldenRecord;
use rollcall_linkage::LARGEST_HOUSEHOLD;
use rollcall_model::Attribute;
use rollcall_store::{CustomerFilter, StoredCustomer};

use crate::customers::row;
use crate::inventory::{Marks, attribute_view};
use crate::view::{HouseholdPage, HouseholdView, ListHouseholds, SharedValue};
use crate::{Engine, EngineError};

/// So many households are told at once.
const PAGE: u64 = 200;

/// What people who live together have in common, in the order it is told.
const SHARED: &[Attribute] = &[
    Attribute::Street,
    Attribute::Unit,
    Attribute::Postcode,
    Attribute::City,
    Attribute::FamilyName,
    Attribute::Phone,
    Attribute::Email,
];

impl Engine {
    /// Customers who live together, and what they share.
    ///
    /// # Errors
    /// When no project is open or it cannot be read.
    pub fn households(&self, request: ListHouseholds) -> Result<HouseholdPage, EngineError> {
        let store = self.store()?;
        let mut page = HouseholdPage {
            households: Vec::new(),
            total: 0,
            largest: LARGEST_HOUSEHOLD,
        };
        let Some(run) = store.current_run()? else {
            return Ok(page);
        };
        let filter = CustomerFilter {
            query: request.query,
            ..CustomerFilter::default()
        };
        let limit = request.limit.unwrap_or(50).min(PAGE);
        let (numbers, total) = store.households(run.run, &filter, request.offset, limit)?;
        let marks = Marks::read(&store)?;
        page.total = total;
        for household in numbers {
            let living = store.living_in(run.run, household)?;
            page.households.push(HouseholdView {
                household,
                members: living.iter().map(|one| row(one, &marks)).collect(),
                shares: shares(&living)?,
            });
        }
        Ok(page)
    }
}

/// The values that at least two of the customers agree on.
fn shares(living: &[StoredCustomer]) -> Result<Vec<SharedValue>, EngineError> {
    let golden = living
        .iter()
        .map(|one| serde_json::from_str(&one.golden))
        .collect::<Result<Vec<GoldenRecord>, _>>()?;
    let mut shares = Vec::new();
    for attribute in SHARED {
        let mut held: BTreeMap<String, (u64, &str)> = BTreeMap::new();
        for value in golden.iter().filter_map(|one| one.value_of(attribute)) {
            let folded = rollcall_standardise::text::fold(value);
            held.entry(folded).or_insert((0, value)).0 += 1;
        }
        let shared = held.into_values().filter(|(members, _)| *members > 1);
        shares.extend(shared.map(|(members, value)| SharedValue {
            attribute: attribute_view(attribute),
            value: value.to_owned(),
            members,
        }));
    }
    Ok(shares)
}
