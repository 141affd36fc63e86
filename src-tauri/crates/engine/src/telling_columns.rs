//! Which columns besides names, addresses and ways to reach somebody tell people apart.
//!
//! A place of birth or a job says who somebody is; a tariff, a yes or a number of orders hardly does. The values
//! decide: there are many of them, none is on every fourth row, and they do come again.

use rollcall_checks::{ColumnKind, ColumnProfile};
use rollcall_model::{Attribute, TableRole};
use rollcall_store::Store;
use serde::{Deserialize, Serialize};

use crate::linkage_records::LinkedTable;
use crate::run_audit::RunReport;
use crate::{EngineError, profiles};

/// Fewer different values are a kind of row, not of person.
const FEWEST_VALUES: u64 = 20;
/// A column that is filled more seldom than in one row of so many is no habit of its list.
const FILLED_ONE_IN: u64 = 5;
/// Where the commonest value stands in more than one filled row of so many, to share it says little.
const COMMONEST_ONE_IN: u64 = 4;
/// So many filled rows in a hundred whose value no other row has make a number of the row.
const ONCE_IN_HUNDRED: u64 = 90;

/// Attributes of which the values tell people apart; kept with the run that found them, so that a pair is explained as
/// it was compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TellingColumns {
    attributes: Vec<Attribute>,
}

impl TellingColumns {
    /// Those of the run that is shown; none before there is one.
    pub(crate) fn of_current_run(store: &Store) -> Result<Self, EngineError> {
        let Some(run) = store.current_run()? else {
            return Ok(Self::default());
        };
        let report: RunReport = serde_json::from_str(&run.report)?;
        Ok(report.telling_columns)
    }

    /// Looks at what the columns of every list of people hold.
    pub(crate) fn find(store: &Store, tables: &[LinkedTable]) -> Result<Self, EngineError> {
        let mut attributes = Vec::new();
        for table in tables
            .iter()
            .filter(|table| table.role != TableRole::Events)
        {
            if !table.mapped.iter().any(may_tell) {
                continue;
            }
            for profile in profiles::read(store, table.load.load)? {
                let attribute = profile.attribute.as_deref().and_then(Attribute::parse);
                let is_used = |it: &Attribute| may_tell(it) && table.mapped.contains(it);
                attributes.extend(attribute.filter(|it| is_used(it) && tells(&profile)));
            }
        }
        attributes.sort();
        attributes.dedup();
        Ok(Self { attributes })
    }

    /// The attributes, in their order.
    pub(crate) fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }
}

/// Whether an attribute is compared where its values tell people apart.
fn may_tell(attribute: &Attribute) -> bool {
    matches!(attribute, Attribute::Custom(_) | Attribute::JobTitle)
}

/// Whether the values of a column tell people apart.
fn tells(profile: &ColumnProfile) -> bool {
    let commonest = profile.top.first().map_or(0, |value| value.rows);
    matches!(profile.kind, ColumnKind::Words | ColumnKind::Text)
        && profile.filled * FILLED_ONE_IN >= profile.rows
        && profile.distinct >= FEWEST_VALUES
        && commonest * COMMONEST_ONE_IN <= profile.filled
        && profile.once * 100 < profile.filled * ONCE_IN_HUNDRED
}
