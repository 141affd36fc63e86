//! Recipes of known exports: which headers give one away, and what its columns mean.

use std::collections::HashSet;

use rollcall_model::{Attribute, SystemKind, TableRole};
use serde::Deserialize;

use crate::MappingError;
use crate::fold::{Folded, fold};
use crate::pattern::HeaderPattern;

/// The recipes a project knows: those that come with the program and those a user added.
/// The default one is empty.
#[derive(Debug, Clone, Default)]
pub struct RecipeBook {
    recipes: Vec<Recipe>,
}

/// How one known export looks and what its columns mean. A data file, so that users can add to it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Its stable name, such as `shopify_customers`.
    pub id: String,
    /// The system people know, such as `Shopify`; it groups the tables of one source.
    pub source: String,
    /// What kind of system that is.
    pub system: SystemKind,
    /// What the table is called in its source, such as `orders`.
    pub table: String,
    /// What one row is.
    pub role: TableRole,
    /// How sure its facts are.
    pub confidence: RecipeConfidence,
    /// Where the facts come from, how old they are and what to know about the export.
    pub note: String,
    /// Headers that must all be there; `A|B` means one of them.
    pub(crate) signature: Vec<HeaderPattern>,
    /// Whether no other header may stand beside the signature.
    #[serde(default)]
    pub(crate) exact: bool,
    /// What the columns mean.
    pub(crate) columns: Vec<RecipeColumn>,
    /// Headers known and kept without use.
    #[serde(default)]
    pub(crate) unused: Vec<HeaderPattern>,
    /// What the file name says about every row.
    #[serde(default)]
    pub(crate) files: Vec<FileMeaning>,
    /// What happens to columns the recipe does not name.
    #[serde(default)]
    pub(crate) rest: Rest,
    /// Whether the amount on a row is that of its own line, of which an order can have several.
    #[serde(default)]
    pub amount_of_line: bool,
}

/// How sure the facts of a recipe are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecipeConfidence {
    /// Seen in the vendor's or others' working code.
    High,
    /// Seen, but columns vary or the list was cut.
    Medium,
    /// From a third party, or in part remembered.
    Low,
}

impl RecipeConfidence {
    /// How sure a column placed by such a recipe is, 0 to 1.
    pub(crate) fn certainty(self) -> f64 {
        match self {
            Self::High => 0.98,
            Self::Medium => 0.92,
            Self::Low => 0.85,
        }
    }
}

/// One column of a recipe.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecipeColumn {
    pub header: HeaderPattern,
    pub to: Attribute,
    /// The column means this only where no such header stands in the file.
    pub unless: Option<HeaderPattern>,
    #[serde(default)]
    pub group: u8,
    pub strip: Option<String>,
    pub split: Option<String>,
    #[serde(default)]
    pub negate: bool,
    #[serde(default)]
    pub values: Vec<(String, String)>,
}

/// What a file name says about all of its rows.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileMeaning {
    pub starts: String,
    pub table: String,
    pub to: Attribute,
    pub value: String,
}

/// What happens to columns a recipe does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Rest {
    /// They are suggested by header and content like those of any file.
    #[default]
    Suggest,
    /// They are figures of the platform, kept without use.
    Unused,
}

impl RecipeBook {
    /// The recipes that come with the program.
    pub fn builtin() -> &'static Self {
        crate::recipe_files::builtin()
    }

    /// The same recipes and one more, which wins over another of the same id.
    ///
    /// # Errors
    /// [`MappingError::NotARecipe`] when the text is no recipe.
    pub fn with(&self, text: &str) -> Result<Self, MappingError> {
        let recipe = Recipe::from_text(text)?;
        let mut recipes: Vec<Recipe> = self
            .recipes
            .iter()
            .filter(|known| known.id != recipe.id)
            .cloned()
            .collect();
        recipes.push(recipe);
        Ok(Self { recipes })
    }

    /// All recipes.
    pub fn recipes(&self) -> &[Recipe] {
        &self.recipes
    }

    pub(crate) fn of(recipes: Vec<Recipe>) -> Self {
        Self { recipes }
    }

    /// The recipe whose whole signature stands in the header; of several, the one that knows most
    /// of the columns.
    pub(crate) fn recognise(&self, headers: &[Folded]) -> Option<&Recipe> {
        let keys: HashSet<&str> = headers.iter().map(|header| header.key.as_str()).collect();
        let mut best: Option<(usize, &Recipe)> = None;
        for recipe in &self.recipes {
            if !recipe.fits(&keys, headers) {
                continue;
            }
            let known = recipe.known_columns(headers);
            if best.is_none_or(|(most, _)| known > most) {
                best = Some((known, recipe));
            }
        }
        best.map(|(_, recipe)| recipe)
    }
}

impl Recipe {
    /// Reads a recipe file.
    ///
    /// # Errors
    /// [`MappingError::NotARecipe`] with what is wrong and where.
    pub fn from_text(text: &str) -> Result<Self, MappingError> {
        let recipe: Self = toml::from_str(text).map_err(|error| MappingError::NotARecipe {
            what: error.to_string().trim().to_owned(),
        })?;
        if recipe.signature.is_empty() {
            return Err(MappingError::NotARecipe {
                what: format!(
                    "\"{}\" has an empty signature, so it would claim every file",
                    recipe.id
                ),
            });
        }
        Ok(recipe)
    }

    fn fits(&self, keys: &HashSet<&str>, headers: &[Folded]) -> bool {
        if self.exact && headers.len() != self.signature.len() {
            return false;
        }
        self.signature
            .iter()
            .all(|pattern| pattern.found_in(keys, headers))
    }

    fn known_columns(&self, headers: &[Folded]) -> usize {
        headers
            .iter()
            .filter(|header| {
                self.columns
                    .iter()
                    .map(|column| &column.header)
                    .chain(&self.unused)
                    .any(|pattern| pattern.matches(&header.key).is_some())
            })
            .count()
    }

    /// What the file name says about every row, where the recipe knows.
    pub(crate) fn meaning_of_file(&self, name: &str) -> Option<&FileMeaning> {
        let words = fold(name).words;
        self.files.iter().find(|meaning| {
            meaning.starts.split('|').map(fold).any(|start| {
                (0..words.len()).any(|from| {
                    words
                        .get(from..)
                        .is_some_and(|rest| rest.concat().starts_with(&start.key))
                })
            })
        })
    }

    /// The signature as a person reads it: the headers as they stand in the file.
    pub(crate) fn signature_in(&self, headers: &[String], folded: &[Folded]) -> Vec<String> {
        self.signature
            .iter()
            .filter_map(|pattern| {
                let position = folded
                    .iter()
                    .position(|header| pattern.matches(&header.key).is_some())?;
                headers.get(position).map(|header| header.trim().to_owned())
            })
            .collect()
    }
}
