//! The name of one person from whichever columns hold it.

use rollcall_model::{Assignment, Attribute, Target};

use super::{Record, joined::joined};
use crate::name::{self, FullName, NamePart, NameParts};
use crate::{Standardised, organisation, text};

pub(super) fn is_name_part(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::Title
            | Attribute::FullName
            | Attribute::GivenName
            | Attribute::MiddleName
            | Attribute::FamilyName
            | Attribute::NameParticle
            | Attribute::NameSuffix
    )
}

/// All the name columns of one group. First and last name in columns of their own are believed before a whole
/// name, which then says nothing more; where one of them is missing, the whole name gives it.
pub(super) fn take(record: &mut Record<'_>, group: u8) {
    let given = record.filled(&Attribute::GivenName, group);
    let family = record.filled(&Attribute::FamilyName, group);
    let full = record.assigned(&Attribute::FullName, group);
    if let Some(title) = record.assigned(&Attribute::Title, group) {
        record.add(title, name::title(&title.raw));
    }
    if given.is_some() || family.is_some() {
        take_given(record, group, family.is_some());
        take_family(record, group, given.is_some());
        match (given, family) {
            (Some(known), None) => take_other_half(record, group, known, Attribute::FamilyName),
            (None, Some(known)) => take_other_half(record, group, known, Attribute::GivenName),
            _ => {}
        }
    } else {
        if let Some(full) = full {
            take_full(record, full);
        }
        for attribute in [Attribute::GivenName, Attribute::FamilyName] {
            if let Some(blank) = record.assigned(&attribute, group) {
                record.add(blank, Standardised::blank());
            }
        }
    }
    take_middle(record, group);
    if let Some(suffix) = record.assigned(&Attribute::NameSuffix, group) {
        take_suffix(record, suffix);
    }
}

fn take_full(record: &mut Record<'_>, cell: &Assignment) {
    match name::split_full_name(&cell.raw, record.country(cell.target.group)) {
        FullName::Person(parts) => add_parts(record, cell, parts),
        FullName::Organisation(name) => add_organisation(record, cell, name),
        FullName::Blank => record.add(cell, Standardised::blank()),
        FullName::Placeholder => record.add(cell, Standardised::placeholder("name.placeholder")),
        FullName::Invalid(rule) => record.add(cell, Standardised::invalid(rule)),
    }
}

/// The half of a name that has no filled column of its own, from the column of the whole name. That column holds
/// the half alone where it does not repeat the other: `Prénom` and `Nom` side by side.
fn take_other_half(record: &mut Record<'_>, group: u8, known: &Assignment, missing: Attribute) {
    let already = record.values.iter().any(|one| {
        one.target.group == group && one.target.attribute == missing && !one.value.is_empty()
    });
    let Some(full) = record.filled(&Attribute::FullName, group) else {
        return;
    };
    if already {
        return;
    }
    if holds_words_of(&full.raw, &known.raw) || organisation::looks_like_one(&full.raw) {
        take_full(record, full);
        return;
    }
    let cell = Assignment {
        target: Target {
            attribute: missing.clone(),
            group,
        },
        ..full.clone()
    };
    if missing == Attribute::FamilyName {
        add_family(record, &cell, true);
    } else {
        add_given(record, &cell, true);
    }
}

/// Whether a text holds every word of another, whatever their case and accents.
fn holds_words_of(whole: &str, part: &str) -> bool {
    let (whole, part) = (text::fold(whole), text::fold(part));
    let words: Vec<&str> = whole.split(|one: char| !one.is_alphanumeric()).collect();
    part.split(|one: char| !one.is_alphanumeric())
        .all(|word| words.contains(&word))
}

fn take_given(record: &mut Record<'_>, group: u8, has_family: bool) {
    if let Some(cell) = record.assigned(&Attribute::GivenName, group) {
        add_given(record, cell, has_family);
    }
}

fn add_given(record: &mut Record<'_>, cell: &Assignment, has_family: bool) {
    if !cell
        .raw
        .trim()
        .contains([' ', ',', '(', '"', '&', '\u{a0}'])
    {
        record.add(cell, name::standardise(&cell.raw, NamePart::Given));
        return;
    }
    if !has_family && cell.raw.contains(',') {
        take_full(record, cell);
        return;
    }
    match name::split_given(&cell.raw) {
        Ok(parts) => add_parts(record, cell, parts),
        Err(outcome) => record.add(cell, outcome),
    }
}

fn take_family(record: &mut Record<'_>, group: u8, has_given: bool) {
    let Some(cell) = record.assigned(&Attribute::FamilyName, group) else {
        return;
    };
    let particle = record.filled(&Attribute::NameParticle, group);
    let whole = joined(&[
        particle.map_or("", |particle| particle.raw.as_str()),
        &cell.raw,
    ]);
    let cell = &Assignment {
        raw: whole,
        column: particle.map_or(cell.column, |particle| particle.column),
        target: cell.target.clone(),
        number: None,
    };
    add_family(record, cell, has_given);
}

fn add_family(record: &mut Record<'_>, cell: &Assignment, has_given: bool) {
    if !cell.raw.trim().contains([' ', ',', '(', '\u{a0}']) {
        record.add(cell, name::standardise(&cell.raw, NamePart::Family));
        return;
    }
    let is_whole = organisation::looks_like_one(&cell.raw)
        || cell.raw.contains(',')
        || name::capitals_tell(&cell.raw);
    if !has_given && is_whole {
        take_full(record, cell);
        return;
    }
    match name::split_family(&cell.raw) {
        Ok(parts) => add_parts(record, cell, parts),
        Err(outcome) => record.add(cell, outcome),
    }
}

/// A middle-name column, behind the further first names of the first-name column.
fn take_middle(record: &mut Record<'_>, group: u8) {
    let Some(cell) = record.assigned(&Attribute::MiddleName, group) else {
        return;
    };
    let outcome = name::standardise(&cell.raw, NamePart::Given);
    let target = &cell.target;
    let Some(known) = record
        .values
        .iter_mut()
        .find(|known| known.target == *target)
    else {
        record.add(cell, outcome);
        return;
    };
    let already = known.value.eq_ignore_ascii_case(&outcome.value);
    if outcome.is_valid() && !already {
        known.value = joined(&[&known.value, &outcome.value]);
        known.raw = joined(&[&known.raw, &cell.raw]);
    }
}

/// Generations are suffixes, degrees are further titles.
fn take_suffix(record: &mut Record<'_>, cell: &Assignment) {
    let (text, _) = name::tidy(&cell.raw);
    if text.is_empty() {
        record.add(cell, Standardised::blank());
        return;
    }
    if let Some(outcome) = name::refuse_suffix(&text) {
        record.add(cell, outcome);
        return;
    }
    let mut degrees: Vec<&str> = Vec::new();
    for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
        match name::generation(word) {
            Some(generation) => {
                record.add(cell, Standardised::valid(generation, "name.generation"));
            }
            None => degrees.push(word),
        }
    }
    if !degrees.is_empty() {
        add_degree(record, cell, degrees.join(" "));
    }
}

fn add_parts(record: &mut Record<'_>, cell: &Assignment, parts: NameParts) {
    let NameParts {
        title,
        given,
        middle,
        family,
        generation,
        degree,
        former,
        nickname,
        rule,
    } = parts;
    let group = cell.target.group;
    let nothing = [&given, &middle, &family, &nickname]
        .iter()
        .all(|part| part.is_empty());
    if nothing {
        record.add(cell, Standardised::placeholder("name.placeholder"));
        return;
    }
    for (attribute, value) in [
        (Attribute::Title, title),
        (Attribute::GivenName, given),
        (Attribute::MiddleName, middle),
        (Attribute::FamilyName, family),
        (Attribute::NameSuffix, generation),
        (Attribute::FormerName, former),
        (Attribute::Nickname, nickname),
    ] {
        // Another column that tells the part itself is believed before this one.
        let further =
            attribute == Attribute::MiddleName && cell.target.attribute == Attribute::GivenName;
        let own = further
            || attribute == cell.target.attribute
            || record.filled(&attribute, group).is_none();
        if !value.is_empty() && own {
            record.add_part(attribute, cell, Standardised::valid(value, rule));
        }
    }
    if !degree.is_empty() {
        add_degree(record, cell, degree);
    }
}

/// A degree never stands in the main title's group: letters are addressed with that one.
fn add_degree(record: &mut Record<'_>, cell: &Assignment, degree: String) {
    let group = record.free_group(&Attribute::Title).max(1);
    let target = Target {
        attribute: Attribute::Title,
        group,
    };
    record.add_as(target, cell, Standardised::valid(degree, "name.degree"));
}

fn add_organisation(record: &mut Record<'_>, cell: &Assignment, name: String) {
    if record
        .filled(&Attribute::Organisation, cell.target.group)
        .is_none()
    {
        record.add_part(
            Attribute::Organisation,
            cell,
            Standardised::valid(name, "name.organisation"),
        );
    } else {
        record.add(cell, Standardised::invalid("name.organisation"));
    }
}
