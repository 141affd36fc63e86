//! Recipes of one's own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The recipes of one's own.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OwnRecipes {
    /// The folder their files are in; nothing where none can be kept.
    pub folder: Option<String>,
    /// Those that can be read, by name.
    pub recipes: Vec<OwnRecipeView>,
    /// Files in the folder that cannot be read as recipes.
    pub unread: Vec<UnreadRecipe>,
}

/// One of them.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OwnRecipeView {
    /// Name of its file.
    pub file: String,
    /// What people call it.
    pub name: String,
    /// What it calls the source.
    pub source: String,
    /// Kind of system, by code.
    pub system: String,
    /// What it calls the table.
    pub table: String,
    /// Role by code.
    pub role: String,
    /// Columns of its header.
    pub columns: u64,
    /// Columns in use.
    pub used: u64,
    /// The day it was saved; blank where nobody wrote it down.
    pub saved: String,
}

/// A file that is no recipe.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UnreadRecipe {
    /// Its name.
    pub file: String,
    /// What is wrong, with the line where it is known.
    pub what: String,
}

/// A recipe that fits a header, or nearly does.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RecipeOffer {
    /// Name of its file, to choose it by.
    pub file: String,
    /// What people call it.
    pub name: String,
    /// Whether the whole header is the same; else it is only told, and cannot be chosen.
    pub fits: bool,
    /// The column the file has more than the recipe.
    pub added: Option<String>,
    /// The column of the recipe the file has not.
    pub gone: Option<String>,
}

/// Save how a table is read as a recipe.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SaveRecipe {
    /// The table.
    pub table: i64,
    /// What the recipe is called.
    pub name: String,
}

/// Call a recipe otherwise.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RenameRecipe {
    /// Name of its file.
    pub file: String,
    /// What it is called from now on.
    pub name: String,
}

/// Which recipe.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RecipeFile {
    /// Name of its file.
    pub file: String,
}
