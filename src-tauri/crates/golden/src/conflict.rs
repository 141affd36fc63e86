//! Where sources disagree.

use std::collections::BTreeMap;

use rollcall_model::{Attribute, AttributeFamily, ConsentState, SourceId};

use crate::candidate::{Field, records, sources};
use crate::{Conflict, ConflictValue, Survivorship, fold};

/// The disagreement on an attribute other than an address, with the winner left open.
/// `ranked` holds the positions of the candidates, the best first.
pub(crate) fn find(
    field: &Field<'_>,
    ranked: &[usize],
    attribute: &Attribute,
    rule: Survivorship,
) -> Option<Conflict> {
    let sides = match attribute {
        Attribute::Email | Attribute::Phone => contact_sides(field, ranked),
        Attribute::EmailConsent
        | Attribute::SmsConsent
        | Attribute::PhoneConsent
        | Attribute::PostConsent => consent_sides(field, ranked),
        _ if is_single(attribute, rule) => sides(field, ranked),
        _ => Vec::new(),
    };
    conflict(field, attribute, &sides)
}

/// A conflict between the sides at the given positions, unless they are fewer than two.
pub(crate) fn conflict(
    field: &Field<'_>,
    attribute: &Attribute,
    sides: &[usize],
) -> Option<Conflict> {
    if sides.len() < 2 {
        return None;
    }
    Some(Conflict {
        attribute: attribute.clone(),
        values: sides
            .iter()
            .map(|side| ConflictValue {
                value: field.candidates[*side].value.clone().into_owned(),
                records: records(field.mentions_of_same(*side)),
                sources: sources(field.mentions_of_same(*side)),
            })
            .collect(),
        winner: String::new(),
        rule: String::new(),
        minor: is_minor(field, attribute, sides),
    })
}

/// The distinct values that are not merely a part of another, each in its best spelling.
pub(crate) fn sides(field: &Field<'_>, ranked: &[usize]) -> Vec<usize> {
    let mut seen = vec![false; field.candidates.len()];
    let mut sides = Vec::new();
    for position in ranked {
        if field.is_part[*position] || seen[*position] {
            continue;
        }
        for same in &field.same[*position] {
            seen[*same] = true;
        }
        sides.push(*position);
    }
    sides
}

/// Whether a customer can have only one value of it: its rule has to choose, and the value is not
/// the time of something that each source sees at its own time.
fn is_single(attribute: &Attribute, rule: Survivorship) -> bool {
    rule != Survivorship::KeepAll
        && !matches!(attribute, Attribute::Age)
        && !matches!(
            attribute.family(),
            AttributeFamily::Lifecycle | AttributeFamily::Consent | AttributeFamily::Event
        )
}

/// Several e-mails or phones are no disagreement, except between two sources that each hold exactly
/// one.
fn contact_sides(field: &Field<'_>, ranked: &[usize]) -> Vec<usize> {
    let all = sides(field, ranked);
    let mut held: BTreeMap<SourceId, Vec<usize>> = BTreeMap::new();
    for side in &all {
        let voices = field.same[*side]
            .iter()
            .chain(&field.parts[*side])
            .flat_map(|one| &field.candidates[*one].mentions);
        for source in sources(voices) {
            held.entry(source).or_default().push(*side);
        }
    }
    all.into_iter()
        .filter(|side| held.values().any(|sides| sides.as_slice() == [*side]))
        .collect()
}

/// Permission in one source and refusal in another contradict each other. Within one source a later
/// answer follows an earlier one and is no contradiction.
fn consent_sides(field: &Field<'_>, ranked: &[usize]) -> Vec<usize> {
    let says = |position: &usize, wanted: &[ConsentState]| {
        ConsentState::parse(&field.candidates[*position].value)
            .is_some_and(|state| wanted.contains(&state))
    };
    let refusal = [ConsentState::OptedOut, ConsentState::Complained];
    let contradicting: Vec<usize> = ranked
        .iter()
        .copied()
        .filter(|position| says(position, &[ConsentState::OptedIn]) || says(position, &refusal))
        .collect();
    let has_permission = contradicting
        .iter()
        .any(|position| says(position, &[ConsentState::OptedIn]));
    let has_refusal = contradicting
        .iter()
        .any(|position| says(position, &refusal));
    let voices = contradicting
        .iter()
        .flat_map(|position| &field.candidates[*position].mentions);
    if has_permission && has_refusal && sources(voices).len() > 1 {
        contradicting
    } else {
        Vec::new()
    }
}

/// A title, or first names of which one is written inside the other.
fn is_minor(field: &Field<'_>, attribute: &Attribute, sides: &[usize]) -> bool {
    match attribute {
        Attribute::Title => true,
        Attribute::GivenName | Attribute::MiddleName => {
            let folded: Vec<String> = sides
                .iter()
                .map(|side| fold::words(&field.candidates[*side].value))
                .collect();
            folded.iter().enumerate().all(|(position, one)| {
                folded
                    .iter()
                    .skip(position + 1)
                    .all(|other| one.contains(other.as_str()) || other.contains(one.as_str()))
            })
        }
        _ => false,
    }
}
