//! The suggestion for a table: what it is, where it comes from, what each column means.

use rollcall_model::{Mapping, Problem, SystemKind, TableRole};

use crate::decide::by_header;
use crate::fold::{Folded, fold};
use crate::recipe::RecipeBook;
use crate::source_name::read_name;

/// What is known of a table before it is loaded.
#[derive(Debug, Clone, Copy)]
pub struct TableSketch<'a> {
    /// The file's label, with the member of an archive after a slash.
    pub file: &'a str,
    /// The sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// The header.
    pub headers: &'a [String],
    /// Some rows, about a thousand at most; more are not looked at.
    pub rows: &'a [Vec<String>],
}

/// What a table seems to be and how it would be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// What each column means; one entry a column.
    pub mapping: Mapping,
    /// The source, such as `Shopify`; tables of one source share it.
    pub source_name: String,
    /// What kind of system the source is.
    pub system: SystemKind,
    /// The table in its source, such as `orders`; the same next month.
    pub table_name: String,
    /// Why the table has its role, in a sentence.
    pub role_reason: String,
    /// Why the source is called so and of that kind, in a sentence.
    pub system_reason: String,
    /// What somebody should know before loading.
    pub problems: Vec<Problem>,
}

/// Suggests how a table is read, with the recipes that come with the program.
pub fn suggest(sketch: &TableSketch<'_>) -> Suggestion {
    suggest_with(RecipeBook::builtin(), sketch)
}

/// Suggests how a table is read, with the recipes of a project.
pub fn suggest_with(book: &RecipeBook, sketch: &TableSketch<'_>) -> Suggestion {
    let folded: Vec<Folded> = sketch.headers.iter().map(|header| fold(header)).collect();
    let recipe = book.recognise(&folded);
    let named = read_name(sketch.file, sketch.sheet);
    let columns = sketch
        .headers
        .iter()
        .enumerate()
        .map(|(column, header)| by_header(column, header))
        .collect();
    Suggestion {
        mapping: Mapping {
            role: recipe.map_or(TableRole::Unclear, |recipe| recipe.role),
            columns,
            default_country: None,
            constants: Vec::new(),
            recipe: recipe.map(|recipe| recipe.id.clone()),
        },
        source_name: recipe.map_or(named.source, |recipe| recipe.source.clone()),
        system: recipe.map_or(named.system.unwrap_or(SystemKind::Other), |recipe| {
            recipe.system
        }),
        table_name: recipe.map_or(named.table, |recipe| recipe.table.clone()),
        role_reason: String::new(),
        system_reason: String::new(),
        problems: Vec::new(),
    }
}
