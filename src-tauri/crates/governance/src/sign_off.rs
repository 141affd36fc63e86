//! What changed since a set of rules was signed.

use rollcall_model::coded;

/// A rule as people read it when they sign.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleAsRead {
    /// Its code.
    pub rule: String,
    /// The choice that acts.
    pub choice: String,
    /// The words of people; blank where the choice tells the sentence.
    pub wording: String,
    /// The sentence.
    pub sentence: String,
    /// Whether nobody has chosen otherwise.
    pub is_default: bool,
}

/// A rule that is otherwise than it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleChange {
    /// It says something else now.
    Changed {
        /// As it was signed.
        signed: RuleAsRead,
        /// As it is.
        now: RuleAsRead,
    },
    /// It is no rule any more.
    Gone {
        /// As it was signed.
        signed: RuleAsRead,
    },
    /// It was not there when the others were signed.
    New {
        /// As it is.
        now: RuleAsRead,
    },
}

impl RuleChange {
    /// The code of the rule.
    pub fn rule(&self) -> &str {
        match self {
            Self::Changed { now, .. } | Self::New { now } => &now.rule,
            Self::Gone { signed } => &signed.rule,
        }
    }

    /// Whether a signature on the rules of before no longer covers those of now. A new rule that
    /// nobody chose, such as the one of an attribute a new source brought, is only told.
    pub fn outdates(&self) -> bool {
        match self {
            Self::Changed { .. } | Self::Gone { .. } => true,
            Self::New { now } => !now.is_default,
        }
    }
}

coded! {
    /// How a signature stands to what holds now.
    Standing {
        /// Nobody has signed.
        Blank = "blank", "Not signed";
        /// What was signed holds.
        Signed = "signed", "Signed";
        /// What was signed has changed since.
        Outdated = "outdated", "Outdated";
    }
}

/// Every rule that is otherwise than it was signed: changed and gone ones in the order they were
/// signed, then new ones. A sentence that is only told otherwise, since a source has another name,
/// is the same rule: what counts is the choice and the words people gave it.
pub fn since_signed(signed: &[RuleAsRead], now: &[RuleAsRead]) -> Vec<RuleChange> {
    let mut changes = Vec::new();
    for before in signed {
        match now.iter().find(|one| one.rule == before.rule) {
            None => changes.push(RuleChange::Gone {
                signed: before.clone(),
            }),
            Some(after) if says_the_same(before, after) => {}
            Some(after) => changes.push(RuleChange::Changed {
                signed: before.clone(),
                now: after.clone(),
            }),
        }
    }
    let is_new = |one: &&RuleAsRead| !signed.iter().any(|before| before.rule == one.rule);
    let new = now.iter().filter(is_new);
    changes.extend(new.map(|now| RuleChange::New { now: now.clone() }));
    changes
}

/// How one rule stands where some set of rules was signed; nothing signed is blank.
pub fn standing(rule: &RuleAsRead, signed: Option<&[RuleAsRead]>) -> Standing {
    let before = signed.and_then(|signed| signed.iter().find(|one| one.rule == rule.rule));
    match before {
        None => Standing::Blank,
        Some(before) if says_the_same(before, rule) => Standing::Signed,
        Some(_) => Standing::Outdated,
    }
}

fn says_the_same(one: &RuleAsRead, other: &RuleAsRead) -> bool {
    one.choice == other.choice && one.wording == other.wording
}
