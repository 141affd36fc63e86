//! A second family name in a column of its own belongs behind the first: "Apellido 1" and "Apellido 2".

use rollcall_model::{Attribute, ColumnMapping, MappingState, Target, Transformation};

use crate::decide::View;
use crate::header_words::Meaning;

/// Words of headers for the second of two family names.
const SECOND: [&str; 9] = [
    "second", "2nd", "segundo", "secondo", "materno", "2do", "2o", "zweiter", "deuxieme",
];

/// Joins the column of second family names with the one of the first. Where a second given name stands
/// beside it, it is another person's.
pub(crate) fn join_family_names(views: &[View<'_>], columns: &mut [ColumnMapping], fixed: &[bool]) {
    let is_open = |view: &&View<'_>| {
        let is_fixed = fixed.get(view.column).copied().unwrap_or(false);
        !is_fixed && columns.get(view.column).is_some_and(gives_family_name)
    };
    let names: Vec<&View<'_>> = views.iter().filter(is_open).collect();
    let second: Vec<&View<'_>> = names.iter().copied().filter(|one| is_second(one)).collect();
    let first: Vec<&View<'_>> = names
        .iter()
        .copied()
        .filter(|one| !is_second(one))
        .collect();
    let is_of_another = views.iter().any(|view| {
        view.clear_meaning() == Some(&Meaning::Attribute(Attribute::GivenName))
            && number(view) == Some(2)
    });
    // Of several columns with one name the first would be meant.
    let ([first], [second], false) = (first.as_slice(), second.as_slice(), is_of_another) else {
        return;
    };
    if views
        .iter()
        .filter(|one| one.header == second.header)
        .count()
        > 1
    {
        return;
    }
    if let Some(column) = columns.get_mut(first.column) {
        column.reason = format!(
            "{} The second one stands in \"{}\".",
            column.reason, second.header
        );
        column.transformation = Transformation::Join {
            header: second.header.to_owned(),
        };
    }
    if let Some(column) = columns.get_mut(second.column) {
        column.target = None;
        column.state = MappingState::Unused;
        column.reason = format!("The second family name, read with \"{}\".", first.header);
    }
}

fn gives_family_name(column: &ColumnMapping) -> bool {
    column.target == Some(Target::from(Attribute::FamilyName))
        && column.transformation == Transformation::Keep
}

fn is_second(view: &View<'_>) -> bool {
    let words = &view.folded.words;
    number(view) == Some(2) || words.iter().any(|word| SECOND.contains(&word.as_str()))
}

/// The number a header ends in.
fn number(view: &View<'_>) -> Option<u32> {
    view.folded.words.last()?.parse().ok()
}
