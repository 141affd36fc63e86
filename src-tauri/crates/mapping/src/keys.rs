//! Which column is the row's own id, and what the other ids are.

use rollcall_model::{Attribute, AttributeFamily, ColumnMapping, MappingState, TableRole, Target};

use crate::decide::View;
use crate::header_words::Meaning;

/// Settles the record key: the best column that names an id, is filled and never repeats. The
/// others stay the person's id, or become ids of another system.
pub(crate) fn settle_keys(
    views: &[View<'_>],
    columns: &mut [ColumnMapping],
    fixed: &[bool],
    role: TableRole,
) {
    let has_fixed_key = columns
        .iter()
        .zip(fixed)
        .any(|(column, fixed)| *fixed && is(column, &Attribute::RecordKey));
    let mut best: Option<(u8, usize)> = None;
    for view in views {
        let Some(column) = columns.get(view.column) else {
            continue;
        };
        if fixed.get(view.column).copied().unwrap_or(false) || column.target.is_none() {
            continue;
        }
        let rank = rank(view, column, role);
        if rank > 0 && can_be_key(view) && best.is_none_or(|(highest, _)| rank > highest) {
            best = Some((rank, view.column));
        }
    }
    let key = if has_fixed_key {
        None
    } else {
        best.map(|(_, column)| column)
    };
    for view in views {
        let Some(column) = columns.get_mut(view.column) else {
            continue;
        };
        if Some(view.column) == key {
            // "Code" and "No" alone may as well count the rows.
            let is_number = matches!(view.clear_meaning(), Some(Meaning::Number));
            let is_certain = view.profile.rows > 0 || says_whole(view) && !is_number;
            if is_certain {
                let is_by_values = matches!(view.clear_meaning(), Some(Meaning::Name));
                let reason = if is_by_values {
                    "The values are ids of people: every row has one and none stands twice."
                } else {
                    "The header says id, every row has one and none stands twice."
                };
                set(column, Attribute::RecordKey, 0.95, reason);
            } else {
                let reason =
                    "The header says id of something. Please say whether it is the id of the row.";
                set(column, Attribute::RecordKey, 0.6, reason);
            }
        } else if is(column, &Attribute::RecordKey)
            && !fixed.get(view.column).copied().unwrap_or(false)
        {
            demote(view, column, role);
        }
    }
    // A recipe's key that repeats is none, whatever the recipe says.
    for (view, column) in views.iter().zip(columns.iter_mut()) {
        if is(column, &Attribute::RecordKey)
            && view.profile.rows > 1
            && view.profile.distinct < view.profile.filled
        {
            set(
                column,
                Attribute::ExternalId,
                0.6,
                "The header says record id, but some values stand twice, so it cannot tell the rows apart.",
            );
        }
    }
}

fn is(column: &ColumnMapping, attribute: &Attribute) -> bool {
    column
        .target
        .as_ref()
        .is_some_and(|target| target.attribute == *attribute)
}

fn set(column: &mut ColumnMapping, attribute: Attribute, confidence: f64, reason: &str) {
    column.target = Some(Target::from(attribute));
    column.confidence = confidence;
    column.state = if confidence >= 0.7 {
        MappingState::Suggested
    } else {
        MappingState::Unsure
    };
    reason.clone_into(&mut column.reason);
}

/// How much a header speaks for the row's own id; 0 for not at all.
fn rank(view: &View<'_>, column: &ColumnMapping, role: TableRole) -> u8 {
    let whole = says_whole(view);
    // Telephone numbers, amounts and the like: the values speak against an id, whatever the header says.
    let is_id = column
        .target
        .as_ref()
        .is_some_and(|target| target.attribute.family() == AttributeFamily::Identifier);
    if !is_id {
        return 0;
    }
    // The contact of a deal has an id as well, and may have no other deal.
    if is(column, &Attribute::RecordKey) && crate::deals::is_id(view) {
        return 6;
    }
    match view.clear_meaning() {
        Some(Meaning::Attribute(Attribute::RecordKey)) if is(column, &Attribute::RecordKey) => 5,
        Some(Meaning::Id) if whole => 4,
        Some(Meaning::Attribute(Attribute::AccountId)) if role == TableRole::Customers => 3,
        Some(Meaning::Id | Meaning::Number) if is(column, &Attribute::RecordKey) => 2,
        _ if is(column, &Attribute::RecordKey) => 1,
        _ => 0,
    }
}

/// Whether the header says id and nothing nobody knows besides.
fn says_whole(view: &View<'_>) -> bool {
    let is_reference = view
        .folded
        .words
        .iter()
        .any(|word| matches!(word.as_str(), "ref" | "reference"));
    let is_whole = view
        .guess
        .as_ref()
        .is_some_and(|guess| guess.strength >= 0.9);
    is_whole && !is_reference
}

/// Without rows the header alone is believed.
fn can_be_key(view: &View<'_>) -> bool {
    view.profile.rows == 0 || view.profile.is_unique()
}

fn demote(view: &View<'_>, column: &mut ColumnMapping, role: TableRole) {
    if view.clear_meaning().is_none() {
        column.target = None;
        column.state = MappingState::Unused;
        "An id of something else than the row; another column is the id of the row."
            .clone_into(&mut column.reason);
        return;
    }
    let repeats = view.profile.distinct < view.profile.filled;
    let is_plain_id =
        matches!(view.clear_meaning(), Some(Meaning::Id)) && view.folded.words.len() == 1;
    if repeats && role == TableRole::Events && is_plain_id {
        set(
            column,
            Attribute::AccountId,
            0.5,
            "The header says id and its values repeat, so it may be the id of the person. Please say what it is.",
        );
    } else if names_person(view) {
        let reason = "The id of the person the row is about; another column is the id of the row.";
        set(
            column,
            Attribute::AccountId,
            if says_whole(view) { 0.8 } else { 0.6 },
            reason,
        );
    } else {
        let reason = if repeats {
            "The header says id, but some values stand twice, so it cannot tell the rows apart."
        } else {
            "Another column is the better record id."
        };
        let is_plain = says_whole(view) || view.profile.rows > 0;
        set(
            column,
            Attribute::ExternalId,
            if is_plain { 0.7 } else { 0.6 },
            reason,
        );
    }
}

/// Whether an id is of a person rather than of a ticket or a message.
fn names_person(view: &View<'_>) -> bool {
    const PEOPLE: [&str; 9] = [
        "contact",
        "contacts",
        "person",
        "lead",
        "profile",
        "respondent",
        "contacto",
        "contatto",
        "kontakt",
    ];
    view.folded
        .words
        .iter()
        .any(|word| PEOPLE.contains(&word.as_str()))
}
