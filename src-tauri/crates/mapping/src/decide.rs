//! What one column is, by its header.

use rollcall_model::{ColumnMapping, MappingState, Target, Transformation};

use crate::fold::fold;
use crate::header_words::{Meaning, guess};

/// A column kept without use.
pub(crate) fn unused(column: usize, header: &str, reason: &str) -> ColumnMapping {
    ColumnMapping {
        column,
        header: header.to_owned(),
        target: None,
        transformation: Transformation::Keep,
        confidence: 0.5,
        reason: reason.to_owned(),
        state: MappingState::Unused,
        date_order: None,
    }
}

/// What a column is by the words of its header.
pub(crate) fn by_header(column: usize, header: &str) -> ColumnMapping {
    let Some(found) = guess(&fold(header)) else {
        return unused(
            column,
            header,
            "Neither the header nor the values say what this is.",
        );
    };
    let (attribute, transformation) = match found.meaning {
        Meaning::Attribute(attribute) => (attribute, Transformation::Keep),
        Meaning::Negated(attribute) => (attribute, Transformation::Negate),
        _ => {
            return unused(
                column,
                header,
                "The header names nothing the common schema holds.",
            );
        }
    };
    ColumnMapping {
        target: Some(Target::from(attribute.clone())),
        transformation,
        confidence: found.strength * 0.8,
        reason: format!("The header \"{header}\" says {}.", attribute.label()),
        state: MappingState::Suggested,
        ..unused(column, header, "")
    }
}
