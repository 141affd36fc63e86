//! Recipes of one's own: files in the settings folder, offered in every project.

use std::path::{Path, PathBuf};

use rollcall_mapping::{HeaderFit, OwnRecipe};
use rollcall_model::ProblemCode;

use crate::inspect_files::PlannedTable;
use crate::mapping_files::write_whole;
use crate::mappings::table;
use crate::view::{
    Nothing, OwnRecipeView, OwnRecipes, RecipeFile, RecipeOffer, RenameRecipe, SaveRecipe,
    UnreadRecipe,
};
use crate::{Engine, EngineError};

/// A recipe is a few kilobytes; a file of more is something else. In bytes.
const MOST_BYTES: u64 = 1 << 20;
/// So many files are read.
const MOST_FILES: usize = 500;
/// A name of more characters fits no screen.
const LONGEST_NAME: usize = 80;

/// A recipe and the name of its file.
pub(crate) struct KnownRecipe {
    pub(crate) file: String,
    pub(crate) recipe: OwnRecipe,
}

#[derive(Default)]
struct Shelf {
    known: Vec<KnownRecipe>,
    unread: Vec<UnreadRecipe>,
}

impl Engine {
    /// The recipes of one's own, and the files among them that cannot be read.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn own_recipes(&self, _: Nothing) -> Result<OwnRecipes, EngineError> {
        let folder = self.recipe_folder();
        let shelf = match &folder {
            Some(folder) => read(folder)?,
            None => Shelf::default(),
        };
        Ok(OwnRecipes {
            folder: folder.map(|folder| folder.display().to_string()),
            recipes: shelf.known.iter().map(show).collect(),
            unread: shelf.unread,
        })
    }

    /// Saves how a table is read as a recipe for every project. Saved again under its name for the same
    /// header it takes the place of the one before.
    ///
    /// # Errors
    /// When there is no such table, the name is blank or another recipe's, or the file cannot be written.
    pub fn save_own_recipe(&self, request: SaveRecipe) -> Result<OwnRecipes, EngineError> {
        let name = name_of(&request.name)?;
        let folder = self.recipe_folder_to_write()?;
        let store = self.store()?;
        let (load, stored) = table(&store, request.table)?;
        let source = store
            .sources()?
            .into_iter()
            .find(|one| one.source == load.source);
        let source = source.ok_or_else(|| EngineError::NotFound {
            what: "source of table",
            name: load.table_name.clone(),
        })?;
        let recipe = OwnRecipe {
            name: name.clone(),
            source: source.name,
            system: rollcall_model::SystemKind::parse(&source.kind)
                .unwrap_or(rollcall_model::SystemKind::Other),
            table: load.table_name.clone(),
            saved: self.today().to_string(),
            mapping: stored.mapping,
        };
        let shelf = read(&folder)?;
        let file = match shelf.named(&name) {
            Some(known) if known.recipe.fit(&recipe.header()) == HeaderFit::Whole => {
                known.file.clone()
            }
            Some(_) => return Err(taken(&name)),
            None => free_file(&folder, &name),
        };
        put(&folder, &file, &recipe)?;
        self.tell_changed(&["mappings"]);
        self.own_recipes(Nothing {})
    }

    /// Calls a recipe otherwise.
    ///
    /// # Errors
    /// When there is no such recipe, the name is blank or another recipe's, or the file cannot be written.
    pub fn rename_own_recipe(&self, request: RenameRecipe) -> Result<OwnRecipes, EngineError> {
        let name = name_of(&request.name)?;
        let folder = self.recipe_folder_to_write()?;
        let mut shelf = read(&folder)?;
        if shelf
            .named(&name)
            .is_some_and(|known| known.file != request.file)
        {
            return Err(taken(&name));
        }
        let place = shelf
            .known
            .iter()
            .position(|known| known.file == request.file);
        let place = place.ok_or_else(|| no_such(&request.file))?;
        let KnownRecipe { file, mut recipe } = shelf.known.swap_remove(place);
        recipe.name = name;
        put(&folder, &file, &recipe)?;
        self.tell_changed(&["mappings"]);
        self.own_recipes(Nothing {})
    }

    /// Deletes the file of a recipe; what was loaded with it stays as it is.
    ///
    /// # Errors
    /// When there is no such file among the recipes, or it cannot be deleted.
    pub fn delete_own_recipe(&self, request: RecipeFile) -> Result<OwnRecipes, EngineError> {
        let folder = self.recipe_folder_to_write()?;
        let shelf = read(&folder)?;
        let is_there = shelf.known.iter().any(|known| known.file == request.file)
            || shelf
                .unread
                .iter()
                .any(|unread| unread.file == request.file);
        if !is_there {
            return Err(no_such(&request.file));
        }
        let path = folder.join(&request.file);
        std::fs::remove_file(&path).map_err(|error| EngineError::io(&path, &error))?;
        self.tell_changed(&["mappings"]);
        self.own_recipes(Nothing {})
    }

    /// The recipes that can be read; none where there is no folder of settings.
    pub(crate) fn known_recipes(&self) -> Result<Vec<KnownRecipe>, EngineError> {
        match self.recipe_folder() {
            Some(folder) => Ok(read(&folder)?.known),
            None => Ok(Vec::new()),
        }
    }

    fn recipe_folder(&self) -> Option<PathBuf> {
        let settings = self.options.settings_folder.as_ref()?;
        Some(settings.join("recipes"))
    }

    fn recipe_folder_to_write(&self) -> Result<PathBuf, EngineError> {
        let folder = self.recipe_folder().ok_or_else(|| {
            EngineError::invalid(
                "There is no folder for settings, so recipes cannot be kept. On the command line, name one with --settings.",
            )
        })?;
        std::fs::create_dir_all(&folder).map_err(|error| EngineError::io(&folder, &error))?;
        Ok(folder)
    }
}

impl Shelf {
    fn named(&self, name: &str) -> Option<&KnownRecipe> {
        let name = name.to_lowercase();
        self.known
            .iter()
            .find(|known| known.recipe.name.to_lowercase() == name)
    }
}

/// What is offered for a header: recipes that fit as a whole first, then those that nearly do.
pub(crate) fn offers(known: &[KnownRecipe], header: &[String]) -> Vec<RecipeOffer> {
    let mut offers: Vec<RecipeOffer> = known
        .iter()
        .filter_map(|one| {
            let (fits, added, gone) = match one.recipe.fit(header) {
                HeaderFit::Whole => (true, None, None),
                HeaderFit::Near { added, gone } => (false, added, gone),
                HeaderFit::Other => return None,
            };
            Some(RecipeOffer {
                file: one.file.clone(),
                name: one.recipe.name.clone(),
                fits,
                added,
                gone,
            })
        })
        .collect();
    offers.sort_by_key(|offer| !offer.fits);
    offers
}

/// Reads a table as a recipe says. One that does not fit as a whole is not used.
pub(crate) fn use_recipe(
    table: &mut PlannedTable,
    known: &[KnownRecipe],
    file: &str,
) -> Result<(), EngineError> {
    let found = known.iter().find(|one| one.file == file);
    let recipe = &found.ok_or_else(|| no_such(file))?.recipe;
    if recipe.fit(&table.plan.header) != HeaderFit::Whole {
        return Err(EngineError::invalid(format!(
            "The recipe \"{}\" is for another header than that of {}. Nothing was loaded.",
            recipe.name, table.plan.file.label
        )));
    }
    let suggestion = &mut table.suggestion;
    suggestion.mapping = recipe.mapping_for(&table.plan.header);
    suggestion.role_reason = format!("Your recipe \"{}\" says so.", recipe.name);
    suggestion.system_reason.clone_from(&suggestion.role_reason);
    suggestion.system = recipe.system;
    suggestion.table_name.clone_from(&recipe.table);
    if !table.by_hand.named {
        suggestion.source_name.clone_from(&recipe.source);
    }
    // They were about the mapping that was guessed.
    suggestion.problems.retain(|problem| {
        !matches!(
            problem.code,
            ProblemCode::UnmappedColumn | ProblemCode::CountryUnsure
        )
    });
    Ok(())
}

fn show(known: &KnownRecipe) -> OwnRecipeView {
    let recipe = &known.recipe;
    OwnRecipeView {
        file: known.file.clone(),
        name: recipe.name.clone(),
        source: recipe.source.clone(),
        system: recipe.system.code().to_owned(),
        table: recipe.table.clone(),
        role: recipe.mapping.role.code().to_owned(),
        columns: recipe.mapping.columns.len() as u64,
        used: recipe
            .mapping
            .columns
            .iter()
            .filter(|one| one.target.is_some())
            .count() as u64,
        saved: recipe.saved.clone(),
    }
}

/// The recipes of a folder by their names; a folder that is not there holds none.
fn read(folder: &Path) -> Result<Shelf, EngineError> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Shelf::default()),
        Err(error) => return Err(EngineError::io(folder, &error)),
    };
    let mut files: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| Path::new(name).extension().is_some_and(|one| one == "toml"))
        .collect();
    files.sort();
    files.truncate(MOST_FILES);
    let mut shelf = Shelf::default();
    for file in files {
        match recipe_of(&folder.join(&file)) {
            Ok(recipe) => shelf.known.push(KnownRecipe { file, recipe }),
            Err(what) => shelf.unread.push(UnreadRecipe { file, what }),
        }
    }
    shelf.known.sort_by(|one, other| {
        let name = |known: &KnownRecipe| known.recipe.name.to_lowercase();
        name(one)
            .cmp(&name(other))
            .then_with(|| one.file.cmp(&other.file))
    });
    Ok(shelf)
}

fn recipe_of(path: &Path) -> Result<OwnRecipe, String> {
    let length = std::fs::metadata(path)
        .map_err(|error| error.to_string())?
        .len();
    if length > MOST_BYTES {
        return Err("It is too large for a recipe.".into());
    }
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    OwnRecipe::from_text(&String::from_utf8_lossy(&bytes)).map_err(|error| error.to_string())
}

fn put(folder: &Path, file: &str, recipe: &OwnRecipe) -> Result<(), EngineError> {
    let text = recipe
        .to_text()
        .map_err(|error| EngineError::invalid(error.to_string()))?;
    let path = folder.join(file);
    write_whole(&path, &text).map_err(|error| EngineError::io(&path, &error))
}

fn name_of(text: &str) -> Result<String, EngineError> {
    let name = text.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(EngineError::invalid(format!(
            "Please give the recipe a name of up to {LONGEST_NAME} characters."
        )));
    }
    Ok(name.to_owned())
}

/// A name no file has yet, made of the letters and digits of what the recipe is called.
fn free_file(folder: &Path, name: &str) -> String {
    let mut plain = String::new();
    for sign in name.to_lowercase().chars() {
        if sign.is_ascii_alphanumeric() {
            plain.push(sign);
        } else if !plain.ends_with('_') && !plain.is_empty() {
            plain.push('_');
        }
    }
    let plain = plain.trim_end_matches('_');
    let plain = if plain.is_empty() { "recipe" } else { plain };
    let mut file = format!("{plain}.toml");
    let mut number = 2;
    while folder.join(&file).exists() {
        file = format!("{plain}_{number}.toml");
        number += 1;
    }
    file
}

fn taken(name: &str) -> EngineError {
    EngineError::invalid(format!(
        "There is another recipe called \"{name}\". Choose another name, or delete that one first."
    ))
}

fn no_such(file: &str) -> EngineError {
    EngineError::NotFound {
        what: "recipe of your own",
        name: file.to_owned(),
    }
}
