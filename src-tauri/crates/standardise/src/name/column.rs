//! First and last names from columns of their own, which hold more than that now and then.

use super::full::{self, NameParts};
use super::{NamePart, refuse, tidy};
use crate::Standardised;

/// A first-name cell of several words: "Dr. John P." → title, first name, middle name.
///
/// # Errors
/// Says why the cell is no name: blank, a filler, an e-mail address.
pub fn split_given(text: &str) -> Result<NameParts, Standardised> {
    let (cleaned, repaired) = checked(text, NamePart::Given)?;
    let mut parts = NameParts {
        rule: rule(repaired),
        ..NameParts::default()
    };
    let rest = full::take_nickname(&cleaned, &mut parts);
    let rest = rest.replace(',', " ");
    let mut words: Vec<&str> = rest.split(' ').filter(|word| !word.is_empty()).collect();
    full::take_titles(&mut words, &mut parts);
    if full::take_first_of_couple(&mut words) {
        parts.rule = "name.couple";
    }
    full::set_given(&words, &mut parts);
    Ok(full::written(parts))
}

/// A last-name cell of several words: "Smith Jr" → last name and suffix, "Marsh (née Cole)" → last
/// and earlier name.
///
/// # Errors
/// Says why the cell is no name: blank, a filler, an e-mail address.
pub fn split_family(text: &str) -> Result<NameParts, Standardised> {
    let (cleaned, repaired) = checked(text, NamePart::Family)?;
    let mut parts = NameParts {
        rule: rule(repaired),
        ..NameParts::default()
    };
    let rest = full::take_nickname(&cleaned, &mut parts);
    let mut segments: Vec<Vec<&str>> = rest
        .split(',')
        .map(|segment| segment.split(' ').filter(|word| !word.is_empty()).collect())
        .collect();
    while segments.len() > 1 {
        let Some(last) = segments.last_mut() else {
            break;
        };
        full::take_endings(last, true, &mut parts);
        if !last.is_empty() {
            break;
        }
        segments.pop();
    }
    let mut words: Vec<&str> = segments.concat();
    full::take_titles(&mut words, &mut parts);
    if let Some((before, former)) = full::take_former(&words) {
        words = before;
        parts.former = former;
    }
    full::take_endings(&mut words, false, &mut parts);
    parts.family = words.join(" ");
    Ok(full::written(parts))
}

fn checked(text: &str, part: NamePart) -> Result<(String, bool), Standardised> {
    let (cleaned, repaired) = tidy(text);
    if cleaned.is_empty() {
        return Err(Standardised::blank());
    }
    match refuse(&cleaned, part) {
        Some(outcome) => Err(outcome),
        None => Ok((cleaned, repaired)),
    }
}

fn rule(repaired: bool) -> &'static str {
    if repaired {
        "name.mojibake"
    } else {
        "name.case"
    }
}
