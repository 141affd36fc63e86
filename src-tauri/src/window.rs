//! The window: made once, on the built page, with the core behind it.

use std::path::PathBuf;
use std::sync::Arc;

use rollcall_api::{Clock, EngineOptions, Session};
use serde_json::json;
use tauri::{App, AppHandle, Manager, RunEvent, Url, WebviewWindowBuilder};

use crate::arguments::{Arguments, version};
use crate::beginning::{self, Beginning};
use crate::closing::{self, Closing};
use crate::graphics::Graphics;
use crate::{bridge, journal, pick};

/// The name of the one window.
pub(crate) const LABEL: &str = "main";

/// Opens the window and stays until it is closed.
///
/// # Errors
/// When the system cannot show a window.
#[expect(
    clippy::exit,
    reason = "in code that Tauri generates, for a page that was not built"
)]
pub(crate) fn open(arguments: Arguments, graphics: Graphics) -> tauri::Result<()> {
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(
            tauri_plugin_opener::Builder::new()
                .open_js_links_on_click(false)
                .build(),
        )
        .invoke_handler(tauri::generate_handler![
            bridge::call,
            bridge::close,
            closing::closing_heard,
            beginning::beginning,
            pick::pick_files,
            pick::pick_folder,
            pick::pick_project,
            pick::pick_save,
            pick::reveal,
        ])
        .manage(Beginning::default())
        .manage(Closing::default())
        .on_window_event(closing::on_event)
        .setup(move |app| Ok(prepare(app, arguments, graphics)?))
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if matches!(event, RunEvent::Exit) {
                close_project(app);
            }
            #[cfg(target_os = "macos")]
            if let RunEvent::Opened { urls } = event {
                open_handed(app, &urls);
            }
        });
    Ok(())
}

/// On macOS a file that is double-clicked is handed to the program that runs, or to the one just started; on
/// the other systems it is an argument of a program of its own.
#[cfg(target_os = "macos")]
fn open_handed(app: &AppHandle, urls: &[Url]) {
    use tauri::Emitter;

    let Some(path) = urls.iter().find_map(|url| url.to_file_path().ok()) else {
        return;
    };
    let asked = app.state::<Beginning>();
    match app.try_state::<Arc<Session>>() {
        Some(session) => {
            asked.open(&session, &path);
            if let Err(error) = app.emit_to(LABEL, "rollcall-handed", ()) {
                tracing::warn!(%error, "the window did not hear of a file handed over");
            }
        }
        None => asked.keep(path),
    }
}

/// The program ends without dropping what Tauri keeps: the project is closed here, so that it is one
/// file again. Work under way ends with the program and is swept away at the next opening.
fn close_project(app: &AppHandle) {
    if let Some(session) = app.try_state::<Arc<Session>>()
        && let Err(error) = session.call("close_project", json!({}))
    {
        tracing::warn!(%error, "the project was left open");
    }
}

/// Starts the core first, then shows the page: it may ask at once.
fn prepare(app: &mut App, arguments: Arguments, graphics: Graphics) -> tauri::Result<()> {
    if let Some(guard) = app
        .path()
        .app_log_dir()
        .ok()
        .and_then(|folder| journal::begin(&folder))
    {
        app.manage(guard);
    }
    tracing::info!(version = %version(), ?graphics, "started");

    let session = Arc::new(Session::new(options(app, &arguments)));
    bridge::forward_events(&session, app.handle());
    app.manage(Arc::clone(&session));
    // Begun before there is a page, which asks what came of it.
    app.state::<Beginning>().begin(&session, &arguments);

    if let Some(window) = app
        .config()
        .app
        .windows
        .iter()
        .find(|window| window.label == LABEL)
    {
        WebviewWindowBuilder::from_config(app.handle(), &window.clone())?
            .on_navigation(is_own_page)
            .build()?;
    }
    Ok(())
}

fn options(app: &App, arguments: &Arguments) -> EngineOptions {
    let folders = app.path();
    // Blank where the system does not say either: the engine tells so then.
    let person = ["USER", "USERNAME", "LOGNAME"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|name| !name.trim().is_empty());
    EngineOptions {
        version: version(),
        clock: Clock::system(),
        who: person.unwrap_or_default(),
        settings_folder: folders.app_config_dir().ok(),
        projects_folder: folders
            .document_dir()
            .or_else(|_| folders.home_dir())
            .unwrap_or_else(|_| std::env::temp_dir()),
        sample_exports: arguments
            .sample_data
            .clone()
            .or_else(|| installed_sample(app)),
    }
}

/// The window shows Rollcall's own page and nothing else, whatever a value in a file says.
fn is_own_page(url: &Url) -> bool {
    url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost")
}

/// The sample's files as the installer put them.
fn installed_sample(app: &App) -> Option<PathBuf> {
    let folder = app.path().resource_dir().ok()?.join("sample-data");
    folder.is_dir().then_some(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_never_leaves_its_own_page() {
        for (address, own) in [
            ("tauri://localhost/#/matches", true),
            ("http://tauri.localhost/", true),
            ("https://example.com/", false),
            ("file:///home/anne/contacts.csv", false),
            ("http://tauri.localhost.example.com/", false),
        ] {
            assert_eq!(is_own_page(&address.parse().unwrap()), own, "{address}");
        }
    }
}
