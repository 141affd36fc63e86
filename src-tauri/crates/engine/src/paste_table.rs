//! A table copied from somewhere and pasted: it becomes a file that is loaded like any other.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rollcall_intake::WorkFolder;

use crate::view::{PasteTable, Pasted};
use crate::{Engine, EngineError};

/// What a table without a name is called.
const NAME: &str = "Pasted table";
/// The longest name a file gets, in characters.
const LONGEST_NAME: usize = 80;

/// The one pasted table, until it is loaded, another takes its place or the program ends. Only its
/// owner can read it.
#[derive(Clone, Default)]
pub(crate) struct PastedFile(Arc<Mutex<Option<WorkFolder>>>);

impl PastedFile {
    fn keep(&self, name: &str, text: &str) -> std::io::Result<PathBuf> {
        let folder = WorkFolder::new()?;
        let path = folder.path().join(name);
        std::fs::File::create_new(&path)?.write_all(text.as_bytes())?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(folder);
        Ok(path)
    }

    /// Takes the file away when one of the paths led to it: what it said is in the project now.
    pub(crate) fn forget_if_among(&self, paths: &[PathBuf]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_among = |folder: &Path| paths.iter().any(|path| path.starts_with(folder));
        if kept.as_ref().is_some_and(|folder| is_among(folder.path())) {
            *kept = None;
        }
    }

    /// Takes the file away.
    pub(crate) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Engine {
    /// Keeps a pasted table as a file, to be looked into and loaded like any other.
    ///
    /// # Errors
    /// When what was pasted is no table, or the system gives no room for it.
    pub fn paste_table(&self, request: PasteTable) -> Result<Pasted, EngineError> {
        let lines = request.text.lines().filter(|line| !line.trim().is_empty());
        if lines.take(2).count() < 2 {
            return Err(EngineError::invalid(
                "What was pasted is no table: it needs a row of headers and at least one row under it. Copy the cells in the spreadsheet, headers included, and paste again.",
            ));
        }
        let path = self
            .pasted
            .keep(&file_name(&request.name), &request.text)
            .map_err(|error| EngineError::io(Path::new("a temporary file"), &error))?;
        Ok(Pasted {
            path: path.display().to_string(),
        })
    }
}

/// A file name that every system takes.
fn file_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| match letter {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => ' ',
            control if control.is_control() => ' ',
            other => other,
        })
        .take(LONGEST_NAME)
        .collect();
    let plain = plain.trim_matches(|letter| letter == ' ' || letter == '.');
    format!("{}.tsv", if plain.is_empty() { NAME } else { plain })
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_name_becomes_one_file_and_leads_nowhere_else() {
        for (name, file) in [
            ("", "Pasted table.tsv"),
            ("  ", "Pasted table.tsv"),
            ("CRM contacts", "CRM contacts.tsv"),
            ("../../etc/passwd", "etc passwd.tsv"),
            ("a:b\n", "a b.tsv"),
            (".hidden", "hidden.tsv"),
        ] {
            assert_eq!(file_name(name), file, "{name:?}");
        }
    }
}
