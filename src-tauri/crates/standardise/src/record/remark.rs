//! What a remark about the person of a row makes of their permissions.

use rollcall_model::{Assignment, Attribute, ConsentState};

use super::Record;
use crate::Standardised;
use crate::consent::{self, Remark};

/// A column that is read for nothing else: what says nothing about being reached leaves nothing, and its text stays in the
/// row alone.
pub(super) fn take(record: &mut Record<'_>, assignment: &Assignment) {
    if !add(record, assignment) {
        let target = assignment.target.clone();
        record.add_raw(
            target,
            assignment.column,
            String::new(),
            Standardised::blank(),
        );
    }
}

/// The same of a column whose text is used for something else as well.
pub(super) fn take_beside(record: &mut Record<'_>, assignment: &Assignment) {
    add(record, assignment);
}

/// Adds what a remark says; tells whether it says anything.
fn add(record: &mut Record<'_>, assignment: &Assignment) -> bool {
    let (refused, rule) = match consent::remark(&assignment.raw) {
        None => return false,
        Some(Remark::Died) => (Attribute::PERMISSIONS.to_vec(), "consent.died"),
        Some(Remark::Refuses(channels)) => (channels, "consent.remark"),
        Some(Remark::Unclear) => {
            let unclear = Standardised::invalid("consent.remark_unclear");
            record.add_part(Attribute::EmailConsent, assignment, unclear);
            return true;
        }
    };
    for channel in refused {
        let outcome = Standardised::valid(ConsentState::OptedOut.code(), rule);
        record.add_part(channel, assignment, outcome);
    }
    true
}
