//! The lists the program knows without anybody making them.

use rollcall_delivery::Purpose;

use crate::EngineError;

/// A list the program knows.
pub(super) struct KnownList {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) sentence: &'static str,
    pub(super) purpose: ListPurpose,
    pub(super) is_windowed: bool,
}

/// What a list is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ListPurpose {
    Contact,
    Suppress,
    Table,
}

/// All of them.
pub(super) const LISTS: [KnownList; 7] = [
    KnownList {
        code: "recent_purchasers",
        name: "Recent purchasers",
        sentence: "Everybody who bought within the window, in any system: leave them out of winback and acquisition campaigns.",
        purpose: ListPurpose::Suppress,
        is_windowed: true,
    },
    KnownList {
        code: "customers",
        name: "All customers",
        sentence: "Everybody who has not said no, one row a customer, with the agreed values. Most destinations take only those of them who said yes.",
        purpose: ListPurpose::Contact,
        is_windowed: false,
    },
    KnownList {
        code: "crosswalk",
        name: "Crosswalk",
        sentence: "Which row of which source is which customer.",
        purpose: ListPurpose::Table,
        is_windowed: false,
    },
    KnownList {
        code: "conflicts",
        name: "Conflicts",
        sentence: "Where sources disagree, what each says, what the rule chose and who decides.",
        purpose: ListPurpose::Table,
        is_windowed: false,
    },
    KnownList {
        code: "consents",
        name: "Consent ledger",
        sentence: "What every customer permits by channel, why, and every row that says so.",
        purpose: ListPurpose::Table,
        is_windowed: false,
    },
    KnownList {
        code: "review",
        name: "Pairs to settle",
        sentence: "The pairs of records nobody is sure about, with the evidence in a sentence.",
        purpose: ListPurpose::Table,
        is_windowed: false,
    },
    KnownList {
        code: "problems",
        name: "Problems",
        sentence: "What is wrong with the data, where, and what to do.",
        purpose: ListPurpose::Table,
        is_windowed: false,
    },
];

impl ListPurpose {
    /// What the rows of such a list are for.
    pub(super) fn of_rows(self) -> Purpose {
        match self {
            Self::Suppress => Purpose::Suppress,
            Self::Contact | Self::Table => Purpose::Contact,
        }
    }

    /// The stable code.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Suppress => "suppress",
            Self::Table => "table",
        }
    }

    /// Reads the code of a list of people.
    pub(super) fn of_people(code: &str) -> Result<Self, EngineError> {
        match code {
            "contact" => Ok(Self::Contact),
            "suppress" => Ok(Self::Suppress),
            other => Err(EngineError::NotFound {
                what: "purpose of a list",
                name: other.to_owned(),
            }),
        }
    }
}

/// Whether this is the code of what a list people make can be for.
pub(crate) fn is_people_purpose(code: &str) -> bool {
    ListPurpose::of_people(code).is_ok()
}
