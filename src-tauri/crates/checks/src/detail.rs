//! The details by which people are reached and that change in time, and when two records tell
//! different ones.

use rollcall_model::{Attribute, AttributeFamily, StandardValue, ValueState};
use serde::{Deserialize, Serialize};

/// A detail of a person that may be old in one system and new in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// Given and family name, as one.
    Name,
    /// E-mail address.
    Email,
    /// Telephone number.
    Phone,
    /// Postal address, by postcode and house number.
    Address,
}

/// A postal address as far as two can be compared whatever way they are written.
#[derive(Debug, PartialEq, Eq)]
struct Home {
    postcode: String,
    house: String,
}

impl Detail {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Name, Self::Email, Self::Phone, Self::Address];
    /// Those that reach a person; an old one of these is written to or called in vain.
    pub const REACHING: [Self; 3] = [Self::Email, Self::Phone, Self::Address];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Address => "address",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "e-mail address",
            Self::Phone => "phone number",
            Self::Address => "postal address",
        }
    }

    /// Reads what `code` wrote.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Whether an attribute is part of the detail.
    pub fn covers(self, attribute: &Attribute) -> bool {
        match self {
            Self::Name => matches!(
                attribute,
                Attribute::FullName
                    | Attribute::GivenName
                    | Attribute::MiddleName
                    | Attribute::FamilyName
            ),
            Self::Email => *attribute == Attribute::Email,
            Self::Phone => *attribute == Attribute::Phone,
            Self::Address => attribute.family() == AttributeFamily::Address,
        }
    }

    /// Whether a record tells the detail so that another can be compared with it.
    pub fn is_told(self, values: &[StandardValue]) -> bool {
        match self {
            Self::Address => !homes(values).is_empty(),
            Self::Name => !name(values).is_empty(),
            Self::Email | Self::Phone => self.held(values).next().is_some(),
        }
    }

    /// Whether two records both tell the detail and have nothing of it in common. An address
    /// differs by its postcode or by its house number; where neither can be compared it does not.
    pub fn differs(self, one: &[StandardValue], other: &[StandardValue]) -> bool {
        match self {
            Self::Name => {
                let (one, other) = (name(one), name(other));
                !one.is_empty() && !other.is_empty() && one != other
            }
            Self::Address => {
                let (mine, others) = (homes(one), homes(other));
                let is_known = |home: &Home| others.iter().any(|known| home.may_be(known));
                !mine.is_empty() && !others.is_empty() && !mine.iter().any(is_known)
            }
            Self::Email | Self::Phone => {
                let is_known = |value: &str| self.held(other).any(|known| known == value);
                self.is_told(one) && self.is_told(other) && !self.held(one).any(is_known)
            }
        }
    }

    fn held(self, values: &[StandardValue]) -> impl Iterator<Item = &str> {
        values
            .iter()
            .filter(move |value| {
                value.state == ValueState::Valid && self.covers(&value.target.attribute)
            })
            .map(|value| value.value.as_str())
    }
}

impl Home {
    /// Whether nothing that both tell contradicts it.
    fn may_be(&self, other: &Self) -> bool {
        let agree = |one: &str, other: &str| one.is_empty() || other.is_empty() || one == other;
        agree(&self.postcode, &other.postcode) && agree(&self.house, &other.house)
    }
}

/// The addresses of a record that can be compared, group by group.
fn homes(values: &[StandardValue]) -> Vec<Home> {
    let mut groups: Vec<u8> = values.iter().map(|value| value.target.group).collect();
    groups.sort_unstable();
    groups.dedup();
    groups
        .into_iter()
        .map(|group| {
            let of = |attributes: &[Attribute]| -> String {
                values
                    .iter()
                    .filter(|value| {
                        value.target.group == group
                            && value.state == ValueState::Valid
                            && attributes.contains(&value.target.attribute)
                    })
                    .map(|value| value.value.as_str())
                    .collect()
            };
            let street = of(&[Attribute::Street, Attribute::HouseNumber]);
            Home {
                postcode: of(&[Attribute::Postcode])
                    .chars()
                    .filter(|letter| letter.is_alphanumeric())
                    .collect(),
                house: street.chars().filter(char::is_ascii_digit).collect(),
            }
        })
        .filter(|home| !home.postcode.is_empty() || !home.house.is_empty())
        .collect()
}

/// Given and family name, in small letters.
fn name(values: &[StandardValue]) -> String {
    let parts: Vec<String> = [Attribute::GivenName, Attribute::FamilyName]
        .iter()
        .filter_map(|attribute| {
            values.iter().find(|value| {
                value.state == ValueState::Valid && value.target.attribute == *attribute
            })
        })
        .map(|value| value.value.to_lowercase())
        .collect();
    parts.join(" ")
}
