//! The one command between page and core, the one event back, and how the page closes its window.

use std::sync::Arc;
use std::time::Instant;

use rollcall_api::{ApiError, ErrorCode, Session};
use serde_json::Value;
use tauri::{AppHandle, Emitter, Manager, State, WebviewWindow};

use crate::window::LABEL;

/// The event in which the page hears what the core says without being asked.
const EVENT: &str = "rollcall";

/// Runs a command of the table away from the main thread, so that nothing freezes the window.
#[tauri::command]
pub(crate) async fn call(
    session: State<'_, Arc<Session>>,
    name: String,
    payload: Value,
) -> Result<Value, ApiError> {
    let core = Arc::clone(&session);
    away_from_the_window(move || {
        let begun = Instant::now();
        let outcome = core.call(&name, payload);
        tracing::info!(command = %name, milliseconds = begun.elapsed().as_millis(), ok = outcome.is_ok());
        outcome
    })
    .await
    .map_err(|error| session.in_its_language(error))?
}

/// Closes the window, as the page says: while it asks about something that is not saved, a click on the frame alone does
/// not.
#[tauri::command]
pub(crate) async fn close(window: WebviewWindow) -> Result<(), ApiError> {
    let app = window.app_handle().clone();
    away_from_the_window(move || window.destroy())
        .await
        .and_then(|closed| closed.map_err(|error| broken(&error)))
        .map_err(|error| in_its_language(&app, error))
}

/// Forwards progress and changes to the window; the core keeps them few.
pub(crate) fn forward_events(session: &Session, app: &AppHandle) {
    let app = app.clone();
    session.subscribe(Box::new(move |event| {
        if let Err(error) = app.emit_to(LABEL, EVENT, event) {
            tracing::warn!(%error, "the window did not hear an event");
        }
    }));
}

/// Runs something that takes its time on a thread of its own.
///
/// # Errors
/// When the work ended by a fault of this program.
pub(crate) async fn away_from_the_window<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ApiError> {
    tauri::async_runtime::spawn_blocking(work)
        .await
        .map_err(|error| broken(&error))
}

/// What is told of work that ended by a fault of this program.
pub(crate) fn broken(error: &tauri::Error) -> ApiError {
    tracing::error!(%error, "work away from the window broke");
    failure(
        ErrorCode::Internal,
        "Something went wrong inside Rollcall.".into(),
    )
}

/// An error of the shell in the language that was chosen.
pub(crate) fn in_its_language(app: &AppHandle, error: ApiError) -> ApiError {
    match app.try_state::<Arc<Session>>() {
        Some(session) => session.in_its_language(error),
        None => error,
    }
}

/// An error of the shell itself. Of work that broke nobody knows how far it came; what the shell refuses by
/// itself changed nothing.
pub(crate) fn failure(code: ErrorCode, message: String) -> ApiError {
    let hint = match code {
        ErrorCode::Internal => {
            "Whether it was done is not known. Look into the history before you try again."
        }
        _ => "Nothing was changed. Please try again.",
    };
    ApiError {
        code,
        message,
        hint: Some(hint.into()),
        context: Vec::new(),
        id: "window".into(),
    }
}
