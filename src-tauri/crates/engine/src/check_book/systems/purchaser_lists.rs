//! The lists that were made for a platform, among the tables that are loaded.

use std::ops::ControlFlow;

use chrono::NaiveDate;
use rollcall_checks::AudienceList;
use rollcall_model::{Attribute, CustomerId, StandardValue, SystemKind};

use super::{Systems, Table};
use crate::EngineError;
use crate::records::{self, day_of};

/// One row of a list.
pub(super) struct Listed {
    pub(super) customer: Option<CustomerId>,
    /// The day of their purchase or, where the list tells none, the day they came into it.
    pub(super) day: Option<NaiveDate>,
    /// Whether there is an address, a number or a hash that can be used.
    pub(super) can_be_found: bool,
}

/// A list and its rows.
pub(super) struct PlatformList<'a> {
    pub(super) table: &'a Table,
    pub(super) rows: Vec<Listed>,
    /// Whether its days are those of purchases.
    pub(super) tells_purchases: bool,
}

impl<'a> PlatformList<'a> {
    /// The lists of buyers to leave alone: those that say so by their name. A list of people to leave alone
    /// may be one of those who said no, so it counts only where it tells purchases or an advertising platform holds it.
    pub(super) fn of_purchasers(systems: &'a Systems<'_>) -> Result<Vec<Self>, EngineError> {
        let mut lists = Vec::new();
        for table in &systems.tables {
            let sort = AudienceList::by_name(&table.names());
            if !matches!(
                sort,
                Some(AudienceList::Purchasers | AudienceList::Suppression)
            ) {
                continue;
            }
            let list = Self::read(systems, table)?;
            if sort == Some(AudienceList::Purchasers)
                || list.tells_purchases
                || table.kind == Some(SystemKind::AdPlatform)
            {
                lists.push(list);
            }
        }
        Ok(lists)
    }

    /// The lists of people to look for the like of.
    pub(super) fn of_seeds(systems: &'a Systems<'_>) -> Result<Vec<Self>, EngineError> {
        systems
            .tables
            .iter()
            .filter(|table| AudienceList::by_name(&table.names()) == Some(AudienceList::Seed))
            .map(|table| Self::read(systems, table))
            .collect()
    }

    /// Everybody in it, in order.
    pub(super) fn customers(&self) -> Vec<CustomerId> {
        super::different(self.rows.iter().filter_map(|row| row.customer))
    }

    fn read(systems: &Systems<'_>, table: &'a Table) -> Result<Self, EngineError> {
        let mut rows = Vec::new();
        let mut tells_purchases = false;
        systems
            .store
            .visit_standard::<EngineError>(&table.load, |record| {
                let values = &record.values;
                let bought = records::first(values, &Attribute::LastPurchaseAt).and_then(day_of);
                tells_purchases |= bought.is_some();
                rows.push(Listed {
                    customer: systems.people.customer_of(record.record),
                    day: bought.or_else(|| came(values)),
                    can_be_found: [
                        Attribute::Email,
                        Attribute::HashedEmail,
                        Attribute::Phone,
                        Attribute::DeviceId,
                    ]
                    .iter()
                    .any(|one| records::first(values, one).is_some()),
                });
                Ok(ControlFlow::Continue(()))
            })?;
        Ok(Self {
            table,
            rows,
            tells_purchases,
        })
    }
}

/// The day a row came into a list.
fn came(values: &[StandardValue]) -> Option<NaiveDate> {
    let days = [
        Attribute::EventTime,
        Attribute::CreatedAt,
        Attribute::UpdatedAt,
    ];
    days.iter()
        .find_map(|one| records::first(values, one).and_then(day_of))
}
