//! The system's own dialogs: files, folders, where to save, and showing a written file.
//!
//! They are opened here and not by the page, so that the page needs no right to the disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rollcall_api::{ApiError, ErrorCode, Session};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tauri_plugin_opener::OpenerExt;

use crate::bridge::{away_from_the_window, failure, in_its_language};
use crate::window::LABEL;

/// What a file of a project ends with.
const PROJECT: &str = "rollcall";
/// What Rollcall reads.
const READABLE: &[&str] = &[
    "csv", "tsv", "tab", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "json", "ndjson", "jsonl",
    "vcf", "parquet", "zip", "xml", "html", "htm",
];

/// What is picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Files,
    Folder,
    Project,
    Save,
}

/// Files to load; none when the person thinks better of it.
#[tauri::command]
pub(crate) async fn pick_files(app: AppHandle) -> Result<Vec<PathBuf>, ApiError> {
    pick(app, Kind::Files, String::new()).await
}

/// A folder, which stands for every file in it.
#[tauri::command]
pub(crate) async fn pick_folder(app: AppHandle) -> Result<Option<PathBuf>, ApiError> {
    Ok(pick(app, Kind::Folder, String::new())
        .await?
        .into_iter()
        .next())
}

/// A project file to open.
#[tauri::command]
pub(crate) async fn pick_project(app: AppHandle) -> Result<Option<PathBuf>, ApiError> {
    Ok(pick(app, Kind::Project, String::new())
        .await?
        .into_iter()
        .next())
}

/// Where to write a file; `suggested` is its name, or a whole path to begin with.
#[tauri::command]
pub(crate) async fn pick_save(
    app: AppHandle,
    suggested: String,
) -> Result<Option<PathBuf>, ApiError> {
    Ok(pick(app, Kind::Save, suggested).await?.into_iter().next())
}

/// Shows a written file in its folder.
#[tauri::command]
pub(crate) async fn reveal(app: AppHandle, path: PathBuf) -> Result<(), ApiError> {
    if !path.exists() {
        let message = format!("\"{}\" is no longer there.", path.display());
        let gone = failure(ErrorCode::NotFound, message);
        return Err(in_its_language(&app, gone));
    }
    let opened = app.clone();
    away_from_the_window(move || opened.opener().reveal_item_in_dir(&path))
        .await
        .and_then(|shown| {
            shown.map_err(|error| {
                tracing::warn!(%error, "the folder could not be shown");
                failure(
                    ErrorCode::Io,
                    "The folder could not be shown: no file browser answered.".into(),
                )
            })
        })
        .map_err(|error| in_its_language(&app, error))
}

async fn pick(app: AppHandle, kind: Kind, suggested: String) -> Result<Vec<PathBuf>, ApiError> {
    if let Some(paths) = answer_given(kind, &suggested) {
        return Ok(paths);
    }
    let asked = app.clone();
    let picked = away_from_the_window(move || ask(&asked, kind, &suggested))
        .await
        .map_err(|error| in_its_language(&app, error))?;
    Ok(picked
        .into_iter()
        .filter_map(|path| path.into_path().ok())
        .collect())
}

fn ask(app: &AppHandle, kind: Kind, suggested: &str) -> Vec<FilePath> {
    let mut dialog: FileDialogBuilder<_> = app.dialog().file();
    if let Some(window) = app.get_webview_window(LABEL) {
        dialog = dialog.set_parent(&window);
    }
    let session = app.try_state::<Arc<Session>>();
    let say = |text: &str| match &session {
        Some(session) => session.said(text),
        None => text.to_owned(),
    };
    match kind {
        Kind::Files => dialog
            .set_title(say("Choose exports to load"))
            .add_filter(say("Exports"), READABLE)
            .add_filter(say("All files"), &["*"])
            .blocking_pick_files()
            .unwrap_or_default(),
        Kind::Folder => dialog
            .set_title(say("Choose a folder of exports"))
            .blocking_pick_folder()
            .into_iter()
            .collect(),
        Kind::Project => dialog
            .set_title(say("Open a project"))
            .add_filter(say("Rollcall projects"), &[PROJECT])
            .blocking_pick_file()
            .into_iter()
            .collect(),
        Kind::Save => save_dialog(dialog.set_title(say("Save as")), suggested)
            .blocking_save_file()
            .into_iter()
            .collect(),
    }
}

fn save_dialog<R: tauri::Runtime>(
    dialog: FileDialogBuilder<R>,
    suggested: &str,
) -> FileDialogBuilder<R> {
    let mut dialog = dialog.set_can_create_directories(true);
    let suggested = Path::new(suggested);
    if let Some(folder) = suggested.parent().filter(|folder| folder.is_dir()) {
        dialog = dialog.set_directory(folder);
    }
    if let Some(name) = suggested.file_name() {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    dialog
}

/// In debug builds `ROLLCALL_PICK` answers for the person, because tests cannot reach into the
/// system's dialogs. Everything after the answer is the real thing.
fn answer_given(kind: Kind, suggested: &str) -> Option<Vec<PathBuf>> {
    if !cfg!(debug_assertions) {
        return None;
    }
    let given = std::env::var_os("ROLLCALL_PICK")?;
    Some(fitting(
        kind,
        &std::env::split_paths(&given).collect::<Vec<_>>(),
        suggested,
    ))
}

/// Of the paths given, those that the dialog would let a person pick. A file is saved under the
/// suggested name in the first folder.
fn fitting(kind: Kind, paths: &[PathBuf], suggested: &str) -> Vec<PathBuf> {
    let is_project = |path: &Path| path.extension().is_some_and(|ending| ending == PROJECT);
    let folder = paths.iter().find(|path| path.is_dir());
    match kind {
        Kind::Files => paths
            .iter()
            .filter(|path| path.is_file() && !is_project(path))
            .cloned()
            .collect(),
        Kind::Folder => folder.cloned().into_iter().collect(),
        Kind::Project => paths
            .iter()
            .find(|path| is_project(path))
            .cloned()
            .into_iter()
            .collect(),
        Kind::Save => Path::new(suggested)
            .file_name()
            .and_then(|name| folder.map(|folder| folder.join(name)))
            .into_iter()
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dialog_takes_what_fits_it() {
        let folder = std::env::temp_dir().join(format!("rollcall-pick-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (file, project) = (folder.join("contacts.csv"), folder.join("shop.rollcall"));
        std::fs::write(&file, "name\n").unwrap();
        std::fs::write(&project, "").unwrap();
        let given = [file.clone(), project.clone(), folder.clone()];

        for (kind, expected) in [
            (Kind::Files, vec![file]),
            (Kind::Folder, vec![folder.clone()]),
            (Kind::Project, vec![project]),
            (Kind::Save, vec![folder.join("list.csv")]),
        ] {
            assert_eq!(
                fitting(kind, &given, "somewhere/list.csv"),
                expected,
                "{kind:?}"
            );
        }
        assert!(fitting(Kind::Files, &[folder.join("missing.csv")], "").is_empty());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
