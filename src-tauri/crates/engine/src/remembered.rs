//! What was worked out last of everything that is loaded, until what it was made from is another.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rollcall_store::Store;

use crate::EngineError;

/// One answer of one project.
pub(crate) struct Remembered<T>(Mutex<Option<Last<T>>>);

struct Last<T> {
    project: PathBuf,
    made_from: String,
    answer: Arc<T>,
}

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Remembered<T> {
    /// What was worked out last where it was made from the same, else worked out anew.
    pub(crate) fn of(
        &self,
        store: &Store,
        made_from: String,
        work_out: impl FnOnce(&str) -> Result<T, EngineError>,
    ) -> Result<Arc<T>, EngineError> {
        // Held while working, so that two who ask at once do not both read everything.
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = last.as_ref()
            && known.project == store.path()
            && known.made_from == made_from
        {
            return Ok(Arc::clone(&known.answer));
        }
        let answer = Arc::new(work_out(&made_from)?);
        *last = Some(Last {
            project: store.path().to_path_buf(),
            made_from,
            answer: Arc::clone(&answer),
        });
        Ok(answer)
    }

    /// Forgets it: it is of a project that is not open any more.
    pub(crate) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
