//! The measures of an audit that are kept at every run, so that a trend can be shown and a limit
//! held.

use serde::{Deserialize, Serialize};

/// What an audit measures each time. Each is a share of something that should not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Records that tell another detail than in the load before.
    ChangedDetails,
    /// Addresses that are dead by what a source says.
    DeadAddresses,
    /// People who got a second record in a source that had them.
    NewDuplicates,
    /// Records that still hold an old detail.
    StaleDetails,
    /// Records of a person whom the same source has already.
    RepeatedRecords,
    /// Values of contact details that cannot be used.
    UnusableValues,
    /// People whom neither an e-mail nor a phone reaches.
    UnreachablePeople,
    /// People on whom sources disagree.
    PeopleInConflict,
    /// Pairs of records that nobody is sure about, beside the people found.
    UnsettledPairs,
    /// Sources nobody answers for.
    OwnerlessSources,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ratio {
    /// How many should not be.
    pub found: u64,
    /// Of how many.
    pub among: u64,
}

impl Ratio {
    /// The share, 0 to 1; nothing where there is nothing to have a share of.
    pub fn share(self) -> Option<f64> {
        (self.among > 0).then(|| (self.found as f64 / self.among as f64).min(1.0))
    }

    /// Whether the share is beyond a limit, 0 to 1; what is not known is not beyond it.
    pub fn is_beyond(self, limit: f64) -> bool {
        self.share().is_some_and(|share| share > limit)
    }
}

impl Measure {
    /// All of them, in the order screens show them.
    pub const ALL: [Self; 10] = [
        Self::ChangedDetails,
        Self::DeadAddresses,
        Self::NewDuplicates,
        Self::StaleDetails,
        Self::RepeatedRecords,
        Self::UnusableValues,
        Self::UnreachablePeople,
        Self::PeopleInConflict,
        Self::UnsettledPairs,
        Self::OwnerlessSources,
    ];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::ChangedDetails => "changed_details",
            Self::DeadAddresses => "dead_addresses",
            Self::NewDuplicates => "new_duplicates",
            Self::StaleDetails => "stale_details",
            Self::RepeatedRecords => "repeated_records",
            Self::UnusableValues => "unusable_values",
            Self::UnreachablePeople => "unreachable_people",
            Self::PeopleInConflict => "people_in_conflict",
            Self::UnsettledPairs => "unsettled_pairs",
            Self::OwnerlessSources => "ownerless_sources",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::ChangedDetails => "Changed details",
            Self::DeadAddresses => "Dead addresses",
            Self::NewDuplicates => "New duplicates",
            Self::StaleDetails => "Old details still held",
            Self::RepeatedRecords => "Repeated records",
            Self::UnusableValues => "Unusable contact details",
            Self::UnreachablePeople => "People nothing reaches",
            Self::PeopleInConflict => "People sources disagree on",
            Self::UnsettledPairs => "Unsettled pairs",
            Self::OwnerlessSources => "Sources without an owner",
        }
    }

    /// What is counted, of what.
    pub fn definition(self) -> &'static str {
        match self {
            Self::ChangedDetails => {
                "Records whose name, e-mail, phone or address is another than in the load before, of the records in both loads."
            }
            Self::DeadAddresses => {
                "E-mail addresses of which a source says that they bounced or were cleaned, of all different addresses."
            }
            Self::NewDuplicates => {
                "People who got a second record in a source that had them, of the people with a new record."
            }
            Self::StaleDetails => {
                "Records that still hold an older e-mail, phone or address than another record of the same person, of the records that can be compared."
            }
            Self::RepeatedRecords => {
                "Records beyond the first of a person in a source, of all records of customers."
            }
            Self::UnusableValues => {
                "E-mails, phones, postcodes and birth dates that cannot be what they should be or are fillers, of those filled in."
            }
            Self::UnreachablePeople => {
                "People without a usable e-mail address or phone number, of all people."
            }
            Self::PeopleInConflict => "People on whom sources say different things, of all people.",
            Self::UnsettledPairs => {
                "Pairs of records that may or may not be one person and that nobody has judged, beside the number of people."
            }
            Self::OwnerlessSources => "Sources without an owner, of all sources.",
        }
    }

    /// Why there may be nothing to measure.
    pub fn unknown(self) -> &'static str {
        match self {
            Self::ChangedDetails | Self::NewDuplicates => {
                "Not known: no customer table with record ids has been loaded twice yet."
            }
            Self::DeadAddresses => {
                "Not known: no source tells which addresses bounced or were cleaned."
            }
            Self::StaleDetails => {
                "Not known: no two dated records of one person tell an e-mail, a phone or an address."
            }
            Self::OwnerlessSources => "Not known: there is no source yet.",
            Self::RepeatedRecords
            | Self::UnusableValues
            | Self::UnreachablePeople
            | Self::PeopleInConflict
            | Self::UnsettledPairs => "Not known: who is who has not been worked out yet.",
        }
    }

    /// Reads what `code` wrote.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}
