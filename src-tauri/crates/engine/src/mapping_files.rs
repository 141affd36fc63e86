//! Mappings as files: kept, shared, and used again for another table or project.

use std::io::Write as _;
use std::path::Path;

use rollcall_mapping::{MappingError, carry_over, from_text, to_text};
use rollcall_store::quoted_path;

use crate::ending::Written;
use crate::mappings::table;
use crate::targets::keep_off_project;
use crate::view::{MappingFile, MappingSaved, MappingTaken};
use crate::{Engine, EngineError};

/// A mapping is a few kilobytes; a file of more is something else. In bytes.
const MOST_BYTES: u64 = 4 << 20;

impl Engine {
    /// Writes how a table is read to a file people can read. It holds headers and attributes, and
    /// values only where a mapping names them, such as a consent that holds for every row.
    ///
    /// # Errors
    /// When there is no such table or the file cannot be written.
    pub fn save_mapping(&self, request: MappingFile) -> Result<MappingSaved, EngineError> {
        let store = self.store()?;
        let (_, stored) = table(&store, request.table)?;
        let text =
            to_text(&stored.mapping).map_err(|error| EngineError::invalid(error.to_string()))?;
        let path = Path::new(&request.path);
        keep_off_project(&store, path)?;
        Written::Toml.fits(path)?;
        write_whole(path, &text).map_err(|error| EngineError::io(path, &error))?;
        Ok(MappingSaved {
            path: request.path,
            columns: stored.mapping.columns.len() as u64,
        })
    }

    /// Reads a table as a mapping file says. Columns are found by their header; those the file does
    /// not know keep what they have.
    ///
    /// # Errors
    /// When there is no such table, the file is no mapping, or it knows none of the columns.
    pub fn take_mapping(&self, request: MappingFile) -> Result<MappingTaken, EngineError> {
        let store = self.store_for_change()?;
        let (load, stored) = table(&store, request.table)?;
        let path = Path::new(&request.path);
        let saved = from_text(&text_of(path)?).map_err(|error| not_taken(path, &error))?;
        let (mapping, change) = carry_over(&saved, &load.header, &stored.mapping);
        let found = load.header.len().saturating_sub(change.added.len());
        if found == 0 {
            return Err(EngineError::invalid(format!(
                "{} knows none of the columns of {}. Nothing was changed.",
                quoted_path(path),
                load.table_name
            )));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let sentence = format!("{} is read as {name} says", load.table_name);
        let mapping =
            self.put_mapping(&store, &load, &stored, &mapping, "take_mapping", sentence)?;
        Ok(MappingTaken {
            mapping,
            found: found as u64,
            unknown: change.added,
            missing: change.gone,
        })
    }
}

/// Puts a text in its place as a whole, or not at all.
pub(crate) fn write_whole(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.persist(path)?;
    Ok(())
}

fn text_of(path: &Path) -> Result<String, EngineError> {
    let length = std::fs::metadata(path)
        .map_err(|error| EngineError::io(path, &error))?
        .len();
    if length > MOST_BYTES {
        return Err(EngineError::invalid(format!(
            "{} is too large for a mapping. Choose a file that was saved from the mapping screen.",
            quoted_path(path)
        )));
    }
    let bytes = std::fs::read(path).map_err(|error| EngineError::io(path, &error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn not_taken(path: &Path, error: &MappingError) -> EngineError {
    EngineError::invalid(format!(
        "{} could not be used. {error} Nothing was changed.",
        quoted_path(path)
    ))
}
