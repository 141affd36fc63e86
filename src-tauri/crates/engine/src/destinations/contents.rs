//! What files hold, as one short text each.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::EngineError;

/// Hashes of files, each read once.
#[derive(Default)]
pub(super) struct Contents(BTreeMap<PathBuf, String>);

impl Contents {
    pub(super) fn of(&mut self, path: &Path) -> Result<String, EngineError> {
        if let Some(known) = self.0.get(path) {
            return Ok(known.clone());
        }
        let hash = hash_of(path)?;
        self.0.insert(path.to_owned(), hash.clone());
        Ok(hash)
    }
}

/// A hash of what a file holds, as a load keeps it of its export.
pub(crate) fn hash_of(path: &Path) -> Result<String, EngineError> {
    let mut hasher = blake3::Hasher::new();
    let mut file = std::fs::File::open(path).map_err(|error| EngineError::io(path, &error))?;
    std::io::copy(&mut file, &mut hasher).map_err(|error| EngineError::io(path, &error))?;
    Ok(hasher.finalize().to_hex().to_string())
}
