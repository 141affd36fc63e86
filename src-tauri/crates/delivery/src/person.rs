//! Who goes into a list, and what became of the list.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{Attribute, ConsentState, CustomerId};
use serde::{Deserialize, Serialize};

use crate::{Destination, Part, Rows};

/// Name of the attribute a list adds: when a customer last bought.
pub const LAST_PURCHASE: &str = "Last purchase";

/// A customer as a list sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub customer: CustomerId,
    /// The agreed values, the leading one first. What a list adds, such as [`LAST_PURCHASE`],
    /// goes under [`Attribute::Custom`].
    pub values: BTreeMap<Attribute, Vec<String>>,
    /// The agreed consents by channel.
    pub consents: BTreeMap<Attribute, ConsentState>,
    /// Addresses and numbers among the values that may not be used to reach anybody, and why: an
    /// address said no in a record of another customer, or messages to it come back.
    pub barred: BTreeMap<(Attribute, String), Reason>,
    /// What sources disagree about and somebody is still to be asked about: no value of it holds.
    #[serde(default)]
    pub undecided: BTreeSet<Attribute>,
    /// What a column says that may be a permission, where nobody has said yet whether it is.
    #[serde(default)]
    pub in_doubt: Option<InDoubt>,
    /// Whether nothing but sources that were bought or borrowed knows the customer.
    #[serde(default)]
    pub only_bought: bool,
    /// Whether a row asks that what is kept of the person is used no further, which is why they refuse.
    #[serde(default)]
    pub restricted: bool,
}

impl Person {
    /// The agreed country; blank where nobody knows it.
    pub(crate) fn country(&self) -> &str {
        self.values
            .get(&Attribute::Country)
            .and_then(|countries| countries.first())
            .map_or("", |country| country.trim())
    }

    pub(crate) fn has_asked_to_be_deleted(&self) -> bool {
        let as_state = self
            .consents
            .get(&Attribute::DeletionRequest)
            .is_some_and(|state| !matches!(state, ConsentState::OptedIn | ConsentState::Never));
        let as_text = self
            .values
            .get(&Attribute::DeletionRequest)
            .into_iter()
            .flatten()
            .any(|value| {
                !matches!(
                    value.trim().to_lowercase().as_str(),
                    "" | "no" | "false" | "0" | "never" | "opted_in"
                )
            });
        as_state || as_text
    }
}

/// An answer in a column nobody has confirmed as a permission. A no is obeyed, a yes permits nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InDoubt {
    /// Said no.
    No,
    /// Said yes, and never no.
    Yes,
}

/// What the list is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To reach people: who has not consented, or asked to be deleted, is left out.
    Contact,
    /// To leave people alone: consent is not asked for, because taking out who opted out would have
    /// them written to. Whether their identifiers may be uploaded for that is for you to decide.
    Suppress,
}

impl Purpose {
    /// The stable code: `contact` or `suppress`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Suppress => "suppress",
        }
    }
}

/// Why somebody is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Asked to be deleted.
    DeletionRequested,
    /// Said no, or reported a message as spam.
    Refused,
    /// All the addresses said no in another record.
    AddressRefused,
    /// Said no in a column of which nobody has said yet whether it is a permission.
    RefusedInDoubt,
    /// Messages come back.
    Undeliverable,
    /// Said yes, but only in a column of which nobody has said yet whether it is a permission.
    YesInDoubt,
    /// Has not said yes.
    NoConsent,
    /// Sources hold several addresses, and the rule is to ask which of them holds.
    AddressUndecided,
    /// Has nothing by which the destination could find them.
    NoIdentifier,
    /// Has something, but nothing the destination takes.
    InvalidIdentifier,
    /// The address is in the list already, with another customer.
    Repeated,
    /// Only sources that were bought or borrowed know them, and the destination's terms want data of
    /// one's own.
    OnlyBought,
    /// Asked that what is kept of them is used no further, and has not allowed it again.
    Restricted,
}

/// A list ready to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// Where it goes.
    pub destination: Destination,
    /// What it is for.
    pub purpose: Purpose,
    /// The headers of the file.
    pub header: Vec<String>,
    /// Rows between the header and the people.
    pub lead_rows: Vec<Vec<String>>,
    /// The rows of the file; of a list that is only looked at, the first of them.
    pub rows: Rows,
    /// How many people are in the rows; fewer than rows where each value of a person is one.
    pub people: u64,
    /// Whose row each is, in the order of the rows.
    pub customers: Vec<CustomerId>,
    /// In which part of the list each row is: of one part all are alike.
    pub parts: Vec<Part>,
    /// Who is left out, by the first reason that holds.
    pub left_out: BTreeMap<Reason, Vec<CustomerId>>,
    /// Values that the destination does not take, counted by header; their cells are blank.
    pub unusable_values: BTreeMap<String, u64>,
    /// What to know before uploading, one sentence each.
    pub warnings: Vec<String>,
}

impl Reason {
    /// Every reason, in the order in which they are tried; the last of them is why somebody refuses. What is kept with a
    /// run knows each by its place here.
    pub const ALL: &[Self] = &[
        Self::OnlyBought,
        Self::DeletionRequested,
        Self::Refused,
        Self::AddressRefused,
        Self::RefusedInDoubt,
        Self::Undeliverable,
        Self::YesInDoubt,
        Self::NoConsent,
        Self::AddressUndecided,
        Self::NoIdentifier,
        Self::InvalidIdentifier,
        Self::Repeated,
        Self::Restricted,
    ];

    /// The stable code, such as `no_consent`.
    pub fn code(self) -> &'static str {
        match self {
            Self::DeletionRequested => "deletion_requested",
            Self::Refused => "refused",
            Self::AddressRefused => "address_refused",
            Self::RefusedInDoubt => "refused_in_doubt",
            Self::Undeliverable => "undeliverable",
            Self::YesInDoubt => "yes_in_doubt",
            Self::NoConsent => "no_consent",
            Self::AddressUndecided => "address_undecided",
            Self::NoIdentifier => "no_identifier",
            Self::InvalidIdentifier => "invalid_identifier",
            Self::Repeated => "repeated",
            Self::OnlyBought => "only_bought",
            Self::Restricted => "restricted",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::DeletionRequested => "asked to be deleted",
            Self::Refused => "said no",
            Self::AddressRefused => "the address said no in another record",
            Self::RefusedInDoubt => "said no in a column nobody has confirmed",
            Self::Undeliverable => "messages to the address come back",
            Self::YesInDoubt => "said yes only in a column nobody has confirmed",
            Self::NoConsent => "has not said yes",
            Self::AddressUndecided => "nobody has decided which address holds",
            Self::NoIdentifier => "nothing to find them by",
            Self::InvalidIdentifier => "nothing the destination takes",
            Self::Repeated => "the address is in the list already",
            Self::OnlyBought => "known only from data that was bought or borrowed",
            Self::Restricted => "asked that their data is used no further",
        }
    }
}
