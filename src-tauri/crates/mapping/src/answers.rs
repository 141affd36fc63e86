//! What a value says about being contacted: an answer, or what a statement is about.

use rollcall_model::{Attribute, ValueState};
use rollcall_standardise::consent;

use crate::detect::Kind;

/// No longer text names a channel or a purpose.
const LONGEST_NAME: usize = 60;

/// What a statement about being contacted may be about.
pub(crate) fn look_at_statement(value: &str, kinds: &mut Vec<Kind>) {
    if value.len() > LONGEST_NAME {
        return;
    }
    if consent::channel(value).is_valid() || consent::is_mail_or_letters(value) {
        kinds.push(Kind::Channel);
    }
    if consent::purpose(value).is_valid() {
        kinds.push(Kind::Purpose);
    }
}

/// Whether a text reads as an answer to whether somebody may be written to, a filler being one.
pub(crate) fn look_at_answer(value: &str, kinds: &mut Vec<Kind>) {
    let read = consent::standardise(value, &Attribute::EmailConsent);
    if read.state == ValueState::Placeholder {
        kinds.push(Kind::Unanswered);
    }
    if matches!(read.state, ValueState::Valid | ValueState::Placeholder)
        || consent::is_request(value)
    {
        kinds.push(Kind::Answer);
    }
}
