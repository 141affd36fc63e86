//! A table of which a person says what it is about: its columns mean other things then.

use std::collections::BTreeSet;

use rollcall_model::{ColumnMapping, Mapping, MappingState, TableRole, Target};

use crate::recipe::RecipeBook;
use crate::suggest::{TableSketch, suggest_as};

/// How a table is read that is about something else than it was taken for. What people decided about columns, their
/// cells and what holds for every row stays; everything else is suggested anew.
pub fn read_as(role: TableRole, now: &Mapping, sketch: &TableSketch<'_>) -> Mapping {
    // A recipe of the program somebody refused is not brought back.
    let none = RecipeBook::default();
    let book = if now.recipe.is_some() {
        RecipeBook::builtin()
    } else {
        &none
    };
    let before = suggest_as(book, sketch, Some(now.role)).mapping;
    let fresh = suggest_as(book, sketch, Some(role)).mapping;
    let constants_said: Vec<(Target, String)> = now
        .constants
        .iter()
        .filter(|constant| !before.constants.contains(constant))
        .cloned()
        .collect();
    let mut taken: BTreeSet<Target> = now
        .columns
        .iter()
        .filter(|column| is_by_hand(column, &before))
        .filter_map(|column| column.target.clone())
        .collect();
    taken.extend(constants_said.iter().map(|(target, _)| target.clone()));
    let columns: Vec<ColumnMapping> = now
        .columns
        .iter()
        .map(|column| {
            if is_by_hand(column, &before) {
                return column.clone();
            }
            let found = fresh.columns.iter().find(|one| one.column == column.column);
            let Some(found) = found else {
                return column.clone();
            };
            suggested_anew(column, found, &taken)
        })
        .collect();
    let given: BTreeSet<&Target> = columns
        .iter()
        .filter_map(|column| column.target.as_ref())
        .collect();
    let mut constants = constants_said;
    for (target, value) in fresh.constants {
        let is_given = given.contains(&target) || constants.iter().any(|(one, _)| *one == target);
        if !is_given {
            constants.push((target, value));
        }
    }
    Mapping {
        role,
        columns,
        default_country: now.default_country.clone(),
        constants,
        recipe: now.recipe.clone(),
    }
}

/// Whether people decided about a column: what it is, or what is done to its cells, which nobody suggested so.
fn is_by_hand(column: &ColumnMapping, before: &Mapping) -> bool {
    let suggested = before
        .columns
        .iter()
        .find(|one| one.column == column.column);
    let is_other_change = suggested.is_some_and(|one| {
        one.target.is_some()
            && one.target == column.target
            && one.transformation != column.transformation
    });
    column.is_decided() || column.date_order.is_some() || is_other_change
}

/// What a column is now that nobody decided about. What another one already gives is not given twice.
fn suggested_anew(
    column: &ColumnMapping,
    found: &ColumnMapping,
    taken: &BTreeSet<Target>,
) -> ColumnMapping {
    if let Some(target) = found.target.as_ref().filter(|one| taken.contains(*one)) {
        return ColumnMapping {
            target: None,
            state: MappingState::Unsure,
            confidence: found.confidence.min(0.5),
            reason: format!(
                "This looks like {}, which is already said of another column or of every row. Please say which of them it is.",
                target.attribute.label()
            ),
            ..found.clone()
        };
    }
    ColumnMapping {
        header: column.header.clone(),
        ..found.clone()
    }
}
