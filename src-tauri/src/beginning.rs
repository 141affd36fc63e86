//! What the program was asked to open when it was started, or by a double click since, and what came of it.
//!
//! The page hears of a project that is open as of any change. Of one that could not be opened it has to ask,
//! since it may not be there yet when that is known.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rollcall_api::{ApiError, Session};
use serde_json::{Value, json};
use tauri::State;
use tauri::async_runtime::{JoinHandle, spawn_blocking};

use crate::arguments::Arguments;
use crate::bridge::broken;

/// What was asked for, and the work on it. It is there before anything else of the window.
#[derive(Default)]
pub(crate) struct Beginning {
    handed: Mutex<Option<PathBuf>>,
    work: Mutex<Option<JoinHandle<Result<(), ApiError>>>>,
}

impl Beginning {
    /// Opens what the program was started with; a file that was handed over before it stood goes first.
    pub(crate) fn begin(&self, session: &Arc<Session>, arguments: &Arguments) {
        let handed = held(&self.handed).take();
        if let Some(path) = handed.as_ref().or(arguments.project.as_ref()) {
            self.open(session, path);
        } else if arguments.explore {
            self.run(session, "open_sample", json!({}));
        }
    }

    /// Keeps a file that was handed over before the core was there to open it.
    #[cfg(target_os = "macos")]
    pub(crate) fn keep(&self, path: PathBuf) {
        *held(&self.handed) = Some(path);
    }

    /// Opens a project away from the window.
    pub(crate) fn open(&self, session: &Arc<Session>, path: &Path) {
        self.run(
            session,
            "open_project",
            json!({ "path": path.to_string_lossy() }),
        );
    }

    fn run(&self, session: &Arc<Session>, command: &'static str, payload: Value) {
        let session = Arc::clone(session);
        let work = spawn_blocking(move || {
            let outcome = session.call(command, payload).map(drop);
            outcome
                .inspect_err(|error| tracing::warn!(code = ?error.code, "could not begin as asked"))
        });
        *held(&self.work) = Some(work);
    }
}

/// Waits until what was asked for is open, and tells why it is not. It is told once.
#[tauri::command]
pub(crate) async fn beginning(asked: State<'_, Beginning>) -> Result<(), ApiError> {
    let work = held(&asked.work).take();
    match work {
        Some(work) => work.await.map_err(|error| broken(&error))?,
        None => Ok(()),
    }
}

/// Nothing that is kept here can be half done, so a thread that broke spoils nothing.
fn held<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
