//! Columns whose header says nothing: what their values say.

use rollcall_model::{Attribute, ColumnMapping, TableRole};

use crate::beside::{is_of_person, names_somebody_else};
use crate::decide::{Surroundings, View, custom_name, unused, used};
use crate::detect::Kind;
use crate::possible::points_to_permission;

/// What is told of a column of which nobody can say more without looking at other tables.
const STANDS_ONCE: &str = "No value stands twice, so it says nothing about who is the same.";
const SAYS_NOTHING: &str = "Neither the header nor the values say what this is.";
const MAY_TELL_APART: &str = "Neither the header nor the values say what this is; it may still tell people apart, so it is kept as it is. Please say what it is or leave it out.";
const TELLS_NOBODY_APART: &str = "Neither the header nor the values say what this is. A few values stand in many rows each, so nobody is told apart by it; it is kept as it is.";

/// Fewer cells leave it open whether values come again.
const FEWEST_CELLS: usize = 20;
/// So many different values, or more, may tell people apart.
const MANY_VALUES: usize = 20;
/// In so many cells a value stands that says of what kind a row is.
const CELLS_OF_A_VALUE: usize = 3;

/// Whether neither the header nor the values said what a column is, and nobody has said it since.
pub fn is_unread(column: &ColumnMapping) -> bool {
    let told = column.reason.as_str();
    !column.is_decided() && UNREAD.contains(&told)
}

/// What is told of columns that nobody could read.
const UNREAD: [&str; 4] = [
    STANDS_ONCE,
    SAYS_NOTHING,
    MAY_TELL_APART,
    TELLS_NOBODY_APART,
];

/// Spares the question about a tariff, a course or a department: nobody is told apart by a few values that many share.
/// Words that may permit or refuse something are asked about all the same.
pub(crate) fn without_question(view: &View<'_>, found: ColumnMapping) -> ColumnMapping {
    let profile = &view.profile;
    let is_of_kinds = profile.filled >= FEWEST_CELLS
        && profile.distinct < MANY_VALUES
        && profile.distinct * CELLS_OF_A_VALUE <= profile.filled;
    if found.reason != MAY_TELL_APART || !is_of_kinds || may_answer(view) {
        return found;
    }
    let name = custom_name(view.header, view.column);
    used(
        view,
        Attribute::Custom(name),
        0.7,
        TELLS_NOBODY_APART.into(),
    )
}

/// Whether a value may say that somebody is reached or wants not to be, or the header asks it.
fn may_answer(view: &View<'_>) -> bool {
    let profile = &view.profile;
    let answers = [
        Kind::Answer,
        Kind::YesNo,
        Kind::Opt,
        Kind::Request,
        Kind::SpelledOut,
        Kind::Consent,
    ];
    answers.iter().any(|kind| profile.share(*kind) > 0.0)
        || profile.returns.messages
        || profile.returns.letters
        || profile.leavings > 0
        || profile.bounces > 0.0
        || profile.answers_otherwise
        || points_to_permission(view)
}

/// What a column is by its values alone.
pub(crate) fn decide(view: &View<'_>, around: &Surroundings<'_>) -> ColumnMapping {
    let profile = &view.profile;
    let nothing = |reason: &str| unused(view.column, view.header, reason);
    if profile.filled == 0 {
        let reason = if profile.rows == 0 {
            "The header names nothing the common schema holds, and there are no rows to look at."
        } else {
            "The column is empty."
        };
        return nothing(reason);
    }
    if around.role == TableRole::Figures {
        return nothing("A column of a report of totals is kept and not used.");
    }
    if crate::role::may_ask(view, around.role) {
        return crate::role::requests(view, around);
    }
    if around.role == TableRole::Consents
        && profile.share(Kind::Date) >= 0.8
        && !profile.looks_like_births()
        && !around.evidence.has(&[Attribute::ConsentTime])
    {
        let reason = "The dates beside what a person allowed or asked for.";
        return used(view, Attribute::ConsentTime, 0.75, reason.into());
    }
    if let Some((attribute, confidence, words)) = told_by_values(view) {
        if is_of_person(&attribute) && names_somebody_else(&view.folded.words) {
            return nothing(
                "The header says that this is about another person than the one in the row.",
            );
        }
        let reason = format!("The header does not say it, but the values look like {words}.");
        return used(view, attribute, confidence, reason);
    }
    if profile.is_constant() {
        return nothing("Every row has the same value.");
    }
    if profile.is_unique() && profile.filled > 20 {
        return nothing(STANDS_ONCE);
    }
    if profile.share(Kind::Words) >= 0.3 || profile.length > 60.0 {
        return nothing("Long text is kept and not used.");
    }
    let is_number = profile.share(Kind::Number) >= 0.8;
    let is_date = profile.share(Kind::Date) >= 0.6;
    if around.role != TableRole::Customers || is_date || profile.share(Kind::YesNo) >= 0.6 {
        return nothing(SAYS_NOTHING);
    }
    if is_number
        && (profile.distinct < 20 || profile.length < 3.0 || profile.share(Kind::Money) > 0.3)
    {
        return nothing("A number without a meaning of its own is kept and not used.");
    }
    used(
        view,
        Attribute::Custom(custom_name(view.header, view.column)),
        0.4,
        MAY_TELL_APART.into(),
    )
}

fn told_by_values(view: &View<'_>) -> Option<(Attribute, f64, &'static str)> {
    let profile = &view.profile;
    if !profile.speaks() {
        return None;
    }
    let share = |kind| profile.share(kind);
    if share(Kind::Email) >= 0.6 {
        return Some((Attribute::Email, 0.9, "e-mail addresses"));
    }
    if share(Kind::Sha256) >= 0.8 {
        return Some((
            Attribute::HashedEmail,
            0.6,
            "SHA-256 hashes, as of e-mail addresses",
        ));
    }
    if share(Kind::Date) >= 0.6 && profile.looks_like_births() {
        return Some((Attribute::BirthDate, 0.6, "dates of birth"));
    }
    if share(Kind::Phone) >= 0.7 && share(Kind::Integer) < 0.5 && share(Kind::Date) < 0.3 {
        return Some((Attribute::Phone, 0.75, "telephone numbers"));
    }
    if share(Kind::Postcode) >= 0.6 {
        return Some((Attribute::Postcode, 0.8, "postcodes"));
    }
    if crate::town_lines::fill_by_themselves(profile) {
        return Some((Attribute::PostcodeCity, 0.75, "postcodes with their towns"));
    }
    if share(Kind::FullAddress) >= 0.4 {
        return Some((Attribute::FullAddress, 0.7, "whole addresses"));
    }
    if share(Kind::Street) >= 0.5 {
        return Some((Attribute::Street, 0.7, "streets"));
    }
    let (given, family, full) = (
        share(Kind::GivenName),
        share(Kind::FamilyName),
        share(Kind::FullName),
    );
    if full >= 0.5 {
        return Some((Attribute::FullName, 0.65, "names of people"));
    }
    // Few different values are a code, not names: "White", "Black".
    if given.max(family) >= 0.25 && profile.distinct >= 10 {
        return Some(if given >= family {
            (Attribute::GivenName, 0.65, "given names")
        } else {
            (Attribute::FamilyName, 0.65, "family names")
        });
    }
    let small: [(Kind, Attribute, &'static str); 3] = [
        (Kind::Country, Attribute::Country, "countries"),
        (Kind::City, Attribute::City, "towns"),
        (Kind::Consent, Attribute::EmailConsent, "words of consent"),
    ];
    if profile.length > 2.5
        && let Some((_, attribute, words)) =
            small.into_iter().find(|(kind, _, _)| share(*kind) >= 0.6)
    {
        return Some((attribute, 0.55, words));
    }
    (share(Kind::Gender) >= 0.9 && profile.distinct <= 5 && share(Kind::YesNo) < 0.1).then_some((
        Attribute::Gender,
        0.55,
        "genders",
    ))
}
