//! Lists of addresses from which messages came back: what says of each whether for good.

use rollcall_model::{Attribute, ColumnMapping, TableRole};

use crate::decide::{Surroundings, View, used};

/// The share of kinds of bounces from which on a column tells them; the others may be words nobody knows.
const MOST: f64 = 0.8;
/// How sure such a column is.
const SURE: f64 = 0.9;
/// What headers about messages that come back begin with.
const BEGINNINGS: [&str; 6] = [
    "bounce",
    "unzustellbar",
    "zustell",
    "rebot",
    "rebond",
    "rimbalz",
];

/// A column of kinds of bounces, whatever its header is. As an answer to whether somebody may be written to it would bar
/// those whose mailbox was full once; one that holds other answers as well is left to be one of those.
pub(crate) fn column(view: &View<'_>, around: &Surroundings<'_>) -> Option<ColumnMapping> {
    let profile = &view.profile;
    let lists_people = matches!(around.role, TableRole::Consents | TableRole::Customers);
    let names_bounces = || {
        let mut words = view.folded.words.iter();
        words.any(|word| BEGINNINGS.iter().any(|one| word.starts_with(one)))
    };
    let is_about_bounces = profile.says_bounced || around.lists_bounces || names_bounces();
    let is_enough = profile.speaks() || around.lists_bounces && profile.filled > 0;
    let is_one = lists_people
        && is_enough
        && is_about_bounces
        && profile.bounces >= MOST
        && !profile.answers_otherwise
        && around.evidence.reaches_by_mail();
    is_one.then(|| {
        let reason = "The values say how messages to the address came back: for good, which bars it, or once, which does not.";
        used(view, Attribute::Bounced, SURE, reason.into())
    })
}
