//! Ids: small integers inside, never mixed up thanks to their types.

use serde::{Deserialize, Serialize};

/// Position of a column in its table, counted from 0.
pub type ColumnIndex = usize;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl From<i64> for $name {
            fn from(value: i64) -> Self {
                Self(value)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(formatter)
            }
        }
    )+};
}

ids! {
    /// A system where customer data lives.
    SourceId,
    /// One kind of export of a source.
    TableId,
    /// One import of a table at a time.
    LoadId,
    /// One row of a load.
    RecordId,
    /// One immutable execution of linkage.
    RunId,
    /// A person or organisation, stable from run to run. Shown as `C` and six or more digits.
    CustomerId,
    /// One change of state a user asked for.
    OperationId,
    /// One long work with progress.
    JobId,
    /// One written file of a list.
    DeliveryId,
}

impl CustomerId {
    /// The id as people and files see it, such as `C000123`.
    pub fn label(self) -> String {
        format!("C{:06}", self.0)
    }

    /// Reads what [`CustomerId::label`] wrote.
    pub fn parse(label: &str) -> Option<Self> {
        label
            .trim()
            .strip_prefix(['C', 'c'])?
            .parse()
            .ok()
            .map(Self)
    }
}
