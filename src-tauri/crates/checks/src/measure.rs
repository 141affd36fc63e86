//! The measures of an audit that are kept at every run, so that a trend can be shown and a limit
//! held.

use serde::{Deserialize, Serialize};

/// What an audit measures each time. Each is a share of something that should not be, or, from
/// [`Measure::TornByEmail`] on, of people to look at again before who is who is trusted.
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
    /// People whom matching on the e-mail address alone would count as several.
    TornByEmail,
    /// People whom matching on the e-mail address alone would take for somebody else as well.
    MixedByEmail,
    /// People with several e-mail addresses.
    SeveralAddresses,
    /// People who were seen by a device or cookie alone before a row named them.
    SeenBeforeKnown,
    /// People with two accounts in one source.
    TwoAccounts,
    /// People held together by a link that is not sure.
    WeaklyHeld,
    /// People with birth dates that contradict each other.
    TwoBirthDates,
    /// People with two family names of which none is told as a former one.
    TwoFamilyNames,
    /// People only one source knows.
    OneSourceOnly,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ratio {
    /// How many should not be, or are to be looked at.
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
    pub const ALL: [Self; 19] = [
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
        Self::TornByEmail,
        Self::MixedByEmail,
        Self::SeveralAddresses,
        Self::SeenBeforeKnown,
        Self::TwoAccounts,
        Self::WeaklyHeld,
        Self::TwoBirthDates,
        Self::TwoFamilyNames,
        Self::OneSourceOnly,
    ];

    /// Those that tell how far who is who can be trusted, without the two about e-mail alone, in the
    /// order screens show them.
    pub const OF_TRUST: [Self; 7] = [
        Self::SeveralAddresses,
        Self::SeenBeforeKnown,
        Self::TwoAccounts,
        Self::WeaklyHeld,
        Self::TwoBirthDates,
        Self::TwoFamilyNames,
        Self::OneSourceOnly,
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
            Self::TornByEmail => "torn_by_email",
            Self::MixedByEmail => "mixed_by_email",
            Self::SeveralAddresses => "several_addresses",
            Self::SeenBeforeKnown => "seen_before_known",
            Self::TwoAccounts => "two_accounts",
            Self::WeaklyHeld => "weakly_held",
            Self::TwoBirthDates => "two_birth_dates",
            Self::TwoFamilyNames => "two_family_names",
            Self::OneSourceOnly => "one_source_only",
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
            Self::TornByEmail => "People e-mail alone would tear apart",
            Self::MixedByEmail => "People e-mail alone would mix up",
            Self::SeveralAddresses => "People with several e-mail addresses",
            Self::SeenBeforeKnown => "People seen before they were known",
            Self::TwoAccounts => "People with two accounts in one source",
            Self::WeaklyHeld => "People held together by a weak link",
            Self::TwoBirthDates => "People with two birth dates",
            Self::TwoFamilyNames => "People with two family names",
            Self::OneSourceOnly => "People only one source knows",
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
                "Records that still hold an older e-mail, phone or address than another record of the same person, or an e-mail address that messages come back from beside one that reaches the person, of the records that can be compared."
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
            Self::TornByEmail => {
                "People whom matching on the e-mail address alone would count as several, of all people. A row that names somebody and has no address is a person of its own on e-mail alone."
            }
            Self::MixedByEmail => {
                "People whom matching on the e-mail address alone would take for somebody else as well, because rows of both hold one address, of all people."
            }
            Self::SeveralAddresses => {
                "People whose rows hold several e-mail addresses, of the people with an address."
            }
            Self::SeenBeforeKnown => {
                "People of whom a row with nothing but a device or cookie id is older than the first row that names them, of all people of whom that can be told."
            }
            Self::TwoAccounts => {
                "People with two ids in one table of customers, of the people with an id in one."
            }
            Self::WeaklyHeld => {
                "People who would fall into parts with a name each without one link that is not sure, of the people with several rows."
            }
            Self::TwoBirthDates => {
                "People whose rows tell birth dates that contradict each other, of the people with a birth date."
            }
            Self::TwoFamilyNames => {
                "People whose rows tell different family names of which none is told as a former one or is a part of the other, of the people with a family name."
            }
            Self::OneSourceOnly => "People only one source knows, of all people.",
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
            Self::SeveralAddresses => "Not known: no person has an e-mail address.",
            Self::SeenBeforeKnown => {
                "Not known: no source tells device or cookie ids and when they were seen."
            }
            Self::TwoAccounts => "Not known: no table of customers tells an id.",
            Self::WeaklyHeld => "Not known: no person has several rows.",
            Self::TwoBirthDates => "Not known: no source tells a birth date.",
            Self::TwoFamilyNames => "Not known: no source tells a family name.",
            Self::RepeatedRecords
            | Self::UnusableValues
            | Self::UnreachablePeople
            | Self::PeopleInConflict
            | Self::UnsettledPairs
            | Self::TornByEmail
            | Self::MixedByEmail
            | Self::OneSourceOnly => "Not known: who is who has not been worked out yet.",
        }
    }

    /// Reads what `code` wrote.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}
