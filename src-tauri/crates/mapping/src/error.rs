//! What can be wrong with a mapping or recipe file.

/// A file that cannot be read as what it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// The text is no recipe of an export.
    #[error("This is not a recipe of an export: {what}")]
    NotARecipe {
        /// What is wrong and where.
        what: String,
    },
    /// The text is no mapping.
    #[error("This is not a mapping file: {what}")]
    NotAMapping {
        /// What is wrong and where.
        what: String,
    },
    /// The text is no recipe of one's own.
    #[error("This is not a recipe of your own: {}{what}.", at(*line))]
    NotAnOwnRecipe {
        /// The line, from 1, where it is known.
        line: Option<usize>,
        /// What is wrong.
        what: String,
    },
    /// The mapping was written by a later version of this program.
    #[error(
        "This mapping file has the format {found}, and this version of Rollcall reads up to {known}. Please update Rollcall, or export the mapping again from the older version."
    )]
    LaterFormat {
        /// The format in the file.
        found: u32,
        /// The latest one known here.
        known: u32,
    },
    /// The mapping cannot be written as text.
    #[error("The mapping cannot be written as text: {what}")]
    CannotWrite {
        /// Why.
        what: String,
    },
}

fn at(line: Option<usize>) -> String {
    line.map_or_else(String::new, |line| format!("line {line}: "))
}
