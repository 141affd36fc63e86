//! Columns a recipe knows.

use rollcall_model::{Attribute, ColumnMapping, MappingState, TableRole, Target, Transformation};

use crate::agree::{Agreement, agreement};
use crate::decide::{View, unused};
use crate::fold::Folded;
use crate::recipe::{Recipe, RecipeColumn, Rest};
use crate::refunds;

/// What a column is by the recipe, or nothing when the recipe does not name it.
pub(crate) fn decide(
    recipe: &Recipe,
    view: &View<'_>,
    headers: &[Folded],
) -> Option<ColumnMapping> {
    let holds = |column: &RecipeColumn| {
        column.unless.as_ref().is_none_or(|pattern| {
            !headers
                .iter()
                .any(|header| pattern.matches(&header.key).is_some())
        })
    };
    let known = recipe
        .columns
        .iter()
        .filter(|column| holds(column))
        .find_map(|column| {
            column
                .header
                .matches(&view.folded.key)
                .map(|number| (column, number))
        });
    if let Some((column, number)) = known {
        return Some(placed(recipe, column, number, view));
    }
    let is_unused = recipe.rest == Rest::Unused
        || recipe
            .unused
            .iter()
            .any(|pattern| pattern.matches(&view.folded.key).is_some());
    is_unused.then(|| {
        // The checks read it by its header, so it is not without use.
        let reason = if recipe.role == TableRole::Events && refunds::is_amount(view) {
            format!(
                "Known from the {} export; no attribute holds it, and the checks take it off what was paid.",
                recipe.source
            )
        } else {
            format!(
                "Known from the {} export; nothing in the common schema needs it.",
                recipe.source
            )
        };
        ColumnMapping {
            confidence: recipe.confidence.certainty(),
            ..unused(view.column, view.header, &reason)
        }
    })
}

fn placed(recipe: &Recipe, column: &RecipeColumn, number: u32, view: &View<'_>) -> ColumnMapping {
    let numbered = u8::try_from(number.saturating_sub(1)).unwrap_or(u8::MAX);
    let target = Target {
        attribute: column.to.clone(),
        group: column.group.saturating_add(numbered),
    };
    let mut entry = ColumnMapping {
        target: Some(target),
        transformation: transformation(column),
        confidence: recipe.confidence.certainty(),
        reason: format!("Known from the {} export.", recipe.source),
        state: MappingState::Suggested,
        ..unused(view.column, view.header, "")
    };
    // A recipe knows the export, not what somebody did to the file since.
    let can_be_checked = matches!(column.to, Attribute::Email | Attribute::Phone)
        && entry.transformation == Transformation::Keep;
    if can_be_checked
        && let Agreement::Contradicts(words, share) = agreement(&column.to, &view.profile)
    {
        entry.state = MappingState::Unsure;
        entry.confidence = 0.4;
        entry.reason = format!(
            "The {} export has {} here, but {:.0} % of the values look like {words}.",
            recipe.source,
            column.to.label(),
            share * 100.0
        );
    }
    entry
}

fn transformation(column: &RecipeColumn) -> Transformation {
    if let Some(prefix) = &column.strip {
        Transformation::StripPrefix {
            prefix: prefix.clone(),
        }
    } else if let Some(separator) = &column.split {
        Transformation::Split {
            separator: separator.clone(),
        }
    } else if !column.values.is_empty() {
        Transformation::ValueMap {
            values: column.values.clone(),
            others_negated: column.negate,
        }
    } else if column.negate {
        Transformation::Negate
    } else {
        Transformation::Keep
    }
}
