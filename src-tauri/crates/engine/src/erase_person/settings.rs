//! What stands of an erased person outside the project file: in the settings of this computer. A recipe of one's own
//! keeps the header it is for, which is a row of people where a file has none; its name, and the list of recent
//! projects, may be called after somebody.

use std::path::{Path, PathBuf};

use rollcall_mapping::OwnRecipe;
use rollcall_model::Mapping;
use rollcall_store::Blot;

use crate::EngineError;
use crate::mapping_files::write_whole;
use crate::view::RecentProject;

/// Folders of the settings with one recipe a file.
const FOLDERS: [&str; 2] = ["recipes", "destinations"];
const ENDING: &str = "toml";
/// A file of more bytes is none of these.
const MOST_BYTES: u64 = 4 << 20;

/// Whom to look for.
pub(super) struct Erased<'a> {
    pub(super) blot: &'a Blot,
    /// Whether the header a mapping is for is a row of somebody who was erased.
    pub(super) is_header: &'a dyn Fn(&Mapping) -> Result<bool, EngineError>,
}

/// What came of it.
#[derive(Default)]
struct Outcome {
    rewritten: u64,
    deleted: u64,
    forgotten: u64,
    failed: Vec<String>,
}

/// Takes a person out of the settings, and tells what was done there.
pub(super) fn take_out(settings: &Path, erased: &Erased<'_>) -> Vec<String> {
    let mut outcome = Outcome::default();
    for folder in FOLDERS {
        for file in files(&settings.join(folder)) {
            let done = take_out_of_recipe(&file, erased);
            outcome.note(&file, done, erased.blot);
        }
    }
    let recent = settings.join("recent.json");
    match take_out_of_recent(&recent, erased.blot) {
        Ok(forgotten) => outcome.forgotten = forgotten,
        Err(error) => outcome.note(&recent, Err(error), erased.blot),
    }
    outcome.sentences()
}

/// What was done to a file.
enum Done {
    Nothing,
    Rewritten,
    Deleted,
}

impl Outcome {
    fn note(&mut self, file: &Path, done: Result<Done, EngineError>, blot: &Blot) {
        match done {
            Ok(Done::Nothing) => {}
            Ok(Done::Rewritten) => self.rewritten += 1,
            Ok(Done::Deleted) => self.deleted += 1,
            Err(error) => {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                let told = format!("{name}: {error}");
                self.failed.push(blot.text(&told).unwrap_or(told));
            }
        }
    }

    fn sentences(self) -> Vec<String> {
        let mut told = Vec::new();
        if self.deleted > 0 {
            told.push(format!(
                "Recipes of your own that were deleted, because the header they were for was a row of the person: {}.",
                self.deleted
            ));
        }
        if self.rewritten > 0 {
            told.push(format!(
                "Recipes of your own that quoted the person and do not any more: {}.",
                self.rewritten
            ));
        }
        if self.forgotten > 0 {
            told.push(format!(
                "Projects taken from the list of recent ones, because their file or folder is called after the person: {}. Call them otherwise.",
                self.forgotten
            ));
        }
        if !self.failed.is_empty() {
            told.push(format!(
                "The settings may still hold the person: {}",
                self.failed.join(" ")
            ));
        }
        told
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == ENDING))
        .collect();
    files.sort();
    files
}

fn take_out_of_recipe(file: &Path, erased: &Erased<'_>) -> Result<Done, EngineError> {
    let failed = |error: std::io::Error| EngineError::io(file, &error);
    let Some(text) = text_of(file)? else {
        return Ok(Done::Nothing);
    };
    let recipe = OwnRecipe::from_text(&text).ok();
    if let Some(recipe) = &recipe
        && (erased.is_header)(&recipe.mapping)?
    {
        std::fs::remove_file(file).map_err(failed)?;
        return Ok(Done::Deleted);
    }
    // A family name may be a word like any other, as in names of sources.
    let blot = erased.blot.without_family_names();
    let left = blot.text(&text);
    if let Some(left) = &left {
        if recipe.is_some() && OwnRecipe::from_text(left).is_err() {
            std::fs::remove_file(file).map_err(failed)?;
            return Ok(Done::Deleted);
        }
        write_whole(file, left).map_err(failed)?;
    }
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let is_called_so = blot.text(&stem).is_some();
    if is_called_so {
        std::fs::rename(file, free_file(file)).map_err(failed)?;
    }
    Ok(if left.is_some() || is_called_so {
        Done::Rewritten
    } else {
        Done::Nothing
    })
}

/// A name no file beside this one has, and that tells nobody.
fn free_file(file: &Path) -> PathBuf {
    let mut number = 1;
    loop {
        let free = file.with_file_name(format!("recipe_{number}.{ENDING}"));
        if !free.exists() {
            return free;
        }
        number += 1;
    }
}

/// Takes projects from the list whose file is called after the person; of the others the name is blotted.
fn take_out_of_recent(file: &Path, blot: &Blot) -> Result<u64, EngineError> {
    let Some(text) = text_of(file)? else {
        return Ok(0);
    };
    let Ok(mut recent) = serde_json::from_str::<Vec<RecentProject>>(&text) else {
        return Ok(0);
    };
    let blot = blot.without_family_names();
    let before = recent.len();
    recent.retain(|project| blot.text(&project.path).is_none());
    let forgotten = before - recent.len();
    let mut is_changed = forgotten > 0;
    for project in &mut recent {
        if let Some(left) = blot.text(&project.name) {
            project.name = left;
            is_changed = true;
        }
    }
    if is_changed {
        let text = serde_json::to_string_pretty(&recent)?;
        write_whole(file, &text).map_err(|error| EngineError::io(file, &error))?;
    }
    Ok(forgotten as u64)
}

/// The text of a file; nothing where there is none, or it is too large.
fn text_of(file: &Path) -> Result<Option<String>, EngineError> {
    match std::fs::metadata(file) {
        Ok(facts) if facts.len() <= MOST_BYTES => {}
        Ok(_) => return Ok(None),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(EngineError::io(file, &error)),
    }
    let bytes = std::fs::read(file).map_err(|error| EngineError::io(file, &error))?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}
