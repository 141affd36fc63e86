//! What one text became.

use rollcall_model::ValueState;

/// One text after standardising: its value, whether it can be used, and the rule that said so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standardised {
    /// The value in its consistent form; empty unless the state is [`ValueState::Valid`], the cell asks for
    /// several rights (then the further ones), or a birth date cannot be (then what of it can).
    pub value: String,
    /// Whether it can be used.
    pub state: ValueState,
    /// The rule that decided, such as `phone.e164`; see [`rule_sentence`](crate::rule_sentence).
    pub rule: &'static str,
}

impl Standardised {
    /// A usable value.
    pub fn valid(value: impl Into<String>, rule: &'static str) -> Self {
        Self {
            value: value.into(),
            state: ValueState::Valid,
            rule,
        }
    }

    /// Something that cannot be what it should be.
    pub fn invalid(rule: &'static str) -> Self {
        Self::without_value(ValueState::Invalid, rule)
    }

    /// A filler.
    pub fn placeholder(rule: &'static str) -> Self {
        Self::without_value(ValueState::Placeholder, rule)
    }

    /// Nothing, or white space.
    pub fn blank() -> Self {
        Self::without_value(ValueState::Blank, "blank")
    }

    /// Whether the value can be used.
    pub fn is_valid(&self) -> bool {
        self.state == ValueState::Valid
    }

    fn without_value(state: ValueState, rule: &'static str) -> Self {
        Self {
            value: String::new(),
            state,
            rule,
        }
    }
}
