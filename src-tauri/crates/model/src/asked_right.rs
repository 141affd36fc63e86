//! What people ask about their data besides to be deleted, as a row tells it.

use std::collections::BTreeSet;

use crate::{StandardValue, ValueState};

/// The rule of a cell that asks what is kept of its person.
const ASKS_ACCESS: &str = "consent.access";
/// The rule of a cell that asks that, and to be deleted.
pub const ASKS_ACCESS_AND_DELETION: &str = "consent.access_and_deletion";
/// The rule of a cell that asks that, and to be left alone.
pub const ASKS_ACCESS_AND_OBJECTION: &str = "consent.access_and_objection";
/// The rule of a cell that asks that what is kept is used no further, and to be left alone.
pub const ASKS_RESTRICTION_AND_OBJECTION: &str = "consent.restriction_and_objection";
/// The rule by which nobody reaches who asked that what is kept is used no further: a no to every channel that follows from
/// the request.
pub const RESTRICTED: &str = "consent.restricted";
const ASKS_RECTIFICATION: &str = "consent.rectification";
const ASKS_RESTRICTION: &str = "consent.restriction";
const ASKS_PORTABILITY: &str = "consent.portability";

/// A right somebody asks for that permits and refuses nothing by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AskedRight {
    /// To be told what is kept.
    Access,
    /// That what is kept is corrected.
    Rectification,
    /// That what is kept is used no further.
    Restriction,
    /// To be given it in a form another system reads.
    Portability,
}

impl AskedRight {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Access,
        Self::Rectification,
        Self::Restriction,
        Self::Portability,
    ];

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Rectification => "rectification",
            Self::Restriction => "restriction",
            Self::Portability => "portability",
        }
    }

    /// The rule of a cell that asks for it first.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Access => ASKS_ACCESS,
            Self::Rectification => ASKS_RECTIFICATION,
            Self::Restriction => ASKS_RESTRICTION,
            Self::Portability => ASKS_PORTABILITY,
        }
    }
}

/// Whether a rule is one of a cell that asks for nothing but rights, so that it is no filler and no answer.
pub fn is_asked_right(rule: &str) -> bool {
    AskedRight::ALL.iter().any(|right| right.rule() == rule)
}

/// What a row asks for. A cell says the first by its rule, and the others, where nothing else stands there, by its value.
pub fn asked_rights(values: &[StandardValue]) -> BTreeSet<AskedRight> {
    let mut asked = BTreeSet::new();
    for value in values {
        let rule = &*value.rule;
        if matches!(rule, ASKS_ACCESS_AND_DELETION | ASKS_ACCESS_AND_OBJECTION) {
            asked.insert(AskedRight::Access);
        }
        if rule == ASKS_RESTRICTION_AND_OBJECTION {
            asked.insert(AskedRight::Restriction);
        }
        if value.state != ValueState::Placeholder || !is_asked_right(rule) {
            continue;
        }
        let further = |right: &AskedRight| value.value.split(' ').any(|code| code == right.code());
        let all = AskedRight::ALL.into_iter();
        asked.extend(all.filter(|right| right.rule() == rule || further(right)));
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::{
        ASKS_ACCESS, ASKS_ACCESS_AND_DELETION, ASKS_RECTIFICATION, ASKS_RESTRICTION_AND_OBJECTION,
        AskedRight, asked_rights,
    };
    use crate::{Attribute, StandardValue, ValueState};

    #[test]
    fn a_row_tells_every_right_it_asks_for() {
        let asked = |state: ValueState, rule: &str, value: &str| {
            let value = StandardValue {
                target: Attribute::EmailConsent.into(),
                column: Some(0),
                raw: "asked".into(),
                value: value.into(),
                state,
                rule: rule.to_owned().into(),
            };
            asked_rights(&[value])
                .into_iter()
                .collect::<Vec<AskedRight>>()
        };
        let (said, silent) = (ValueState::Valid, ValueState::Placeholder);
        assert_eq!(asked(silent, ASKS_ACCESS, ""), [AskedRight::Access]);
        assert_eq!(
            asked(silent, ASKS_RECTIFICATION, "restriction portability"),
            [
                AskedRight::Rectification,
                AskedRight::Restriction,
                AskedRight::Portability
            ]
        );
        assert_eq!(
            asked(said, ASKS_ACCESS_AND_DELETION, "true"),
            [AskedRight::Access]
        );
        assert_eq!(
            asked(said, ASKS_RESTRICTION_AND_OBJECTION, "opted_out"),
            [AskedRight::Restriction]
        );
        assert_eq!(asked(silent, "consent.placeholder", "access"), []);
        assert_eq!(asked(said, "consent.word", "opted_in"), []);
    }
}
