//! What the program was asked to open when it was started, or by a double click since, and what came of it.
//!
//! The page hears of a project that is open as of any change. Of one that could not be opened it has to ask,
//! since it may not be there yet when that is known.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
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
    turns: Turns,
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

    /// Begins once what was asked for before is done, so that of two files the one that was asked for last stands open.
    fn run(&self, session: &Arc<Session>, command: &'static str, payload: Value) {
        let session = Arc::clone(session);
        let turn = self.turns.next();
        let work = spawn_blocking(move || {
            turn.wait();
            let outcome = session.call(command, payload).map(drop);
            drop(turn);
            outcome
                .inspect_err(|error| tracing::warn!(code = ?error.code, "could not begin as asked"))
        });
        *held(&self.work) = Some(work);
    }
}

/// Lets one begin after the other, in the order in which they were asked for.
#[derive(Default)]
struct Turns {
    last: Mutex<Option<Receiver<()>>>,
}

/// A place in the order; the next begins once it is dropped, however its work ended.
struct Turn {
    before: Option<Receiver<()>>,
    _done: Sender<()>,
}

impl Turns {
    fn next(&self) -> Turn {
        let (done, is_done) = channel();
        Turn {
            before: held(&self.last).replace(is_done),
            _done: done,
        }
    }
}

impl Turn {
    /// Waits until the one before is dropped. Nothing is ever sent: that it cannot be any more is the sign.
    fn wait(&self) {
        if let Some(before) = &self.before {
            let _ = before.recv();
        }
    }
}

/// Waits until what was asked for is open, and tells why it is not. It is told once.
#[tauri::command]
pub(crate) async fn beginning(
    asked: State<'_, Beginning>,
    session: State<'_, Arc<Session>>,
) -> Result<(), ApiError> {
    let work = held(&asked.work).take();
    let outcome = match work {
        Some(work) => work
            .await
            .map_err(|error| session.in_its_language(broken(&error)))?,
        None => Ok(()),
    };
    // It may have been refused before the page said which language it speaks.
    outcome.map_err(|error| session.in_its_language(error))
}

/// Nothing that is kept here can be half done, so a thread that broke spoils nothing.
fn held<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, TryRecvError};

    use super::{Turn, Turns};

    #[test]
    fn what_is_asked_for_later_begins_later() {
        let turns = Turns::default();
        let (first, second, third) = (turns.next(), turns.next(), turns.next());
        let before = |turn: &Turn| turn.before.as_ref().map(Receiver::try_recv);
        first.wait();
        assert_eq!(before(&first), None);
        assert_eq!(before(&second), Some(Err(TryRecvError::Empty)));
        drop(first);
        second.wait();
        assert_eq!(before(&third), Some(Err(TryRecvError::Empty)));
        drop(second);
        third.wait();
    }
}
