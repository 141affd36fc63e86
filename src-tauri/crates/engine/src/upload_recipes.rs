//! Every destination there is: those of the program, those in the settings, and one a file tells.

use std::path::{Path, PathBuf};

use rollcall_delivery::Destination;
use rollcall_store::quoted_path;

use crate::{Engine, EngineError, template};

/// Folder of people's own recipes in the settings folder.
const FOLDER: &str = "destinations";
/// How names of recipe files end.
const ENDING: &str = "toml";

/// The destinations, and the recipes that could not be used.
#[derive(Debug, Default)]
pub(crate) struct UploadRecipes {
    /// Those of the program, then people's own by file name. One of the same code takes the place of
    /// the program's.
    pub(crate) destinations: Vec<Destination>,
    /// What is wrong with recipes that were passed over, a sentence each.
    pub(crate) refused: Vec<String>,
}

impl Engine {
    /// Every destination of the program and of the settings.
    ///
    /// # Errors
    /// When a recipe of the program cannot be read, which a test rules out.
    pub(crate) fn upload_recipes(&self) -> Result<UploadRecipes, EngineError> {
        let mut recipes = UploadRecipes {
            destinations: Destination::built_in()?,
            refused: Vec::new(),
        };
        let mut own: Vec<(String, String)> = Vec::new();
        for file in self.own_recipe_files() {
            match read_recipe(&file) {
                Ok(recipe) => recipes.add(recipe, &file, &mut own),
                Err(error) => recipes.refused.push(error.to_string()),
            }
        }
        Ok(recipes)
    }

    /// The destination of this code; or the recipe in this file; or what a file of headers asks for,
    /// as far as that is sure.
    ///
    /// # Errors
    /// When there is no such destination, or the file cannot be used.
    pub(crate) fn upload_recipe(&self, code: &str) -> Result<Destination, EngineError> {
        let known = self.upload_recipes()?.destinations;
        if let Some(destination) = known.iter().find(|one| one.code == code) {
            return Ok(destination.clone());
        }
        let file = Path::new(code);
        if file.extension().is_none() || !file.is_file() {
            let codes: Vec<&str> = known.iter().map(|one| one.code.as_str()).collect();
            return Err(EngineError::unknown("destination", code, &codes));
        }
        if file.extension().is_some_and(|ending| ending == ENDING) {
            read_recipe(file)
        } else {
            template::destination_of(file, &self.today().to_string(), None, &[])
        }
    }

    /// Where a recipe of this code is kept in the settings.
    ///
    /// # Errors
    /// When there is no settings folder or it cannot be made.
    pub(crate) fn place_of_own_recipe(&self, code: &str) -> Result<PathBuf, EngineError> {
        let Some(settings) = &self.options.settings_folder else {
            return Err(EngineError::invalid(
                "There is no settings folder here. Say in \"to\" which file the recipe goes to, and name that file as the destination.",
            ));
        };
        let folder = settings.join(FOLDER);
        std::fs::create_dir_all(&folder).map_err(|error| {
            EngineError::invalid(format!(
                "The folder {} could not be made ({error}).",
                quoted_path(&folder)
            ))
        })?;
        Ok(folder.join(format!("{code}.{ENDING}")))
    }

    fn own_recipe_files(&self) -> Vec<PathBuf> {
        let Some(settings) = &self.options.settings_folder else {
            return Vec::new();
        };
        let mut files: Vec<PathBuf> = std::fs::read_dir(settings.join(FOLDER))
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|ending| ending == ENDING))
            .collect();
        files.sort();
        files
    }
}

impl UploadRecipes {
    fn add(&mut self, recipe: Destination, file: &Path, own: &mut Vec<(String, String)>) {
        let name = file.display().to_string();
        if let Some((_, other)) = own.iter().find(|(code, _)| *code == recipe.code) {
            self.refused.push(format!(
                "The recipe \"{name}\" is passed over: \"{other}\" has the code \"{}\" too. Give one of them another code.",
                recipe.code
            ));
            return;
        }
        own.push((recipe.code.clone(), name));
        match self
            .destinations
            .iter_mut()
            .find(|one| one.code == recipe.code)
        {
            Some(built_in) => *built_in = recipe,
            None => self.destinations.push(recipe),
        }
    }
}

fn read_recipe(file: &Path) -> Result<Destination, EngineError> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| {
        EngineError::invalid(format!(
            "The recipe \"{name}\" could not be read ({error})."
        ))
    })?;
    Ok(Destination::read(&name, &text)?)
}
