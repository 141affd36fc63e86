//! Whether a row that shares a value with a row of the load before is that row, by what else the two say.

use rollcall_model::{Attribute, AttributeFamily, Mapping, Target};

/// What the values of a column tell about whom a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Who it is: a whole name, an e-mail address, a day of birth, a national id.
    Person,
    /// Half of a name: only both halves tell who it is.
    Given,
    Family,
    /// What people of one household or firm have together.
    Shared,
    /// Anything else, such as the number of a card.
    Other,
}

impl Meaning {
    /// What the column in a place of a load tells.
    pub(super) fn at(mapping: &Mapping, place: usize) -> Self {
        let mut columns = mapping.columns.iter();
        let column = columns.find(|column| column.column == place);
        column
            .and_then(|column| column.target.as_ref())
            .map_or(Self::Other, Self::of)
    }

    fn of(target: &Target) -> Self {
        let is_main = target.group == 0;
        match &target.attribute {
            Attribute::Email | Attribute::HashedEmail | Attribute::NationalId => Self::Person,
            Attribute::FullName | Attribute::BirthDate if is_main => Self::Person,
            Attribute::GivenName if is_main => Self::Given,
            Attribute::FamilyName if is_main => Self::Family,
            // The name of a partner, the number at home.
            Attribute::FullName
            | Attribute::BirthDate
            | Attribute::GivenName
            | Attribute::FamilyName
            | Attribute::Phone => Self::Shared,
            other => match other.family() {
                AttributeFamily::Address | AttributeFamily::Organisation => Self::Shared,
                _ => Self::Other,
            },
        }
    }

    /// Whether it tells, alone or with another, who it is.
    pub(super) fn is_personal(self) -> bool {
        matches!(self, Self::Person | Self::Given | Self::Family)
    }
}

/// What a row of before and a row of now say in one column.
pub(super) struct Said {
    pub(super) meaning: Meaning,
    /// Whether so many values stand in the column that two rows hardly have one by chance.
    pub(super) is_telling: bool,
    pub(super) is_blank: bool,
    pub(super) is_same: bool,
}

impl Said {
    fn agrees(&self) -> bool {
        self.is_same && !self.is_blank
    }

    fn agrees_on_person(&self) -> bool {
        self.agrees() && self.is_telling && self.meaning == Meaning::Person
    }

    fn agrees_on_other(&self) -> bool {
        self.agrees() && self.is_telling && self.meaning == Meaning::Other
    }
}

/// Whether two rows that share the value of the column in this place are of one person. A second value has to agree
/// that a household does not have together. Where they do not say the same about who it is, some of that has to agree:
/// a locker and an address are handed on within a family.
pub(super) fn is_same_person(said: &[Said], place: usize) -> bool {
    let mut all = said.iter().enumerate();
    let is_shared = said
        .get(place)
        .is_none_or(|one| one.meaning == Meaning::Shared);
    let has_name = has_half(said, Meaning::Given) && has_half(said, Meaning::Family);
    let has_second = has_name
        || all.any(|(other, one)| {
            let agrees = one.agrees_on_person() || (!is_shared && one.agrees_on_other());
            other != place && agrees
        });
    let is_person = has_name || said.iter().any(Said::agrees_on_person);
    let is_other = said
        .iter()
        .any(|one| one.meaning.is_personal() && !one.is_same);
    has_second && (is_person || !is_other)
}

/// Whether the rows agree in this half of the name.
fn has_half(said: &[Said], half: Meaning) -> bool {
    said.iter().any(|one| one.meaning == half && one.agrees())
}
