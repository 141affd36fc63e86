//! Where files for people may be written: anywhere but over the project itself.

use std::path::{Path, PathBuf};

use rollcall_store::{Store, backups_folder, quoted_path};

use crate::EngineError;
use crate::destinations::hash_of;

/// Refuses a path that leads to the open project, or to what stands beside it while it is open: a
/// list written there would take the project's place.
///
/// # Errors
/// [`EngineError::InvalidInput`] with what to do.
pub(crate) fn keep_off_project(store: &Store, path: &Path) -> Result<(), EngineError> {
    let project = settled(store.path());
    let target = settled(path);
    let is_beside = |ending: &str| {
        let mut name = project.clone().into_os_string();
        name.push(ending);
        target.as_os_str() == name
    };
    if [
        "",
        "-wal",
        "-shm",
        "-lock",
        "-rewriting",
        "-former",
        ".backup",
    ]
    .into_iter()
    .any(is_beside)
        || target.starts_with(backups_folder(&project))
    {
        return Err(EngineError::invalid(format!(
            "{} is the project itself, or belongs to it. Choose another name for the file.",
            quoted_path(path)
        )));
    }
    Ok(())
}

/// Refuses a path that leads to one of the files that are read: what a system exported would be
/// lost, and what was written would be read as an export the next time.
///
/// # Errors
/// [`EngineError::InvalidInput`] with what to do.
pub(crate) fn keep_off_inputs(inputs: &[PathBuf], path: &Path) -> Result<(), EngineError> {
    let target = settled(path);
    if !target.exists() {
        return Ok(());
    }
    let is_read = inputs.iter().any(|input| {
        let input = settled(input);
        target == input || (input.is_dir() && target.starts_with(&input))
    });
    if is_read {
        return Err(EngineError::invalid(format!(
            "{} is among the files to read and would be written over. Choose another folder for the results.",
            quoted_path(path)
        )));
    }
    Ok(())
}

/// Refuses a path at which an export stands that was loaded: it is what a system gave out, and the only copy of it
/// may be this one.
///
/// # Errors
/// [`EngineError::InvalidInput`] with what to do, or when the project cannot be read.
pub(crate) fn keep_off_exports(store: &Store, path: &Path) -> Result<(), EngineError> {
    // What cannot be read is none that was.
    let Some(content) = Some(path)
        .filter(|path| path.is_file())
        .and_then(|path| hash_of(path).ok())
    else {
        return Ok(());
    };
    if store
        .loads()?
        .iter()
        .any(|load| load.fingerprint == content)
    {
        return Err(EngineError::invalid(format!(
            "{} is an export that was loaded and would be written over. Choose another name for the file.",
            quoted_path(path)
        )));
    }
    Ok(())
}

/// The path without links and dots, as far as it leads to something that is there.
fn settled(path: &Path) -> PathBuf {
    if let Ok(known) = std::fs::canonicalize(path) {
        return known;
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    match (std::fs::canonicalize(folder), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_path_buf(),
    }
}

#[cfg(test)]
mod tests {
    use super::{keep_off_inputs, keep_off_project};
    use rollcall_store::Store;

    #[test]
    fn nothing_is_written_over_the_project() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("shop.rollcall");
        let store = Store::create(&path, "Shop", "2026-11-23T12:00:00Z").expect("a project");
        let roundabout = folder.path().join(".").join("shop.rollcall");
        for path in [path, roundabout, folder.path().join("shop.rollcall-wal")] {
            let refused = keep_off_project(&store, &path).expect_err("refused");
            assert!(
                refused.to_string().contains("the project itself"),
                "{refused}"
            );
        }
        keep_off_project(&store, &folder.path().join("list.csv")).expect("another file is fine");
    }

    #[test]
    fn nothing_is_written_over_what_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let export = folder.path().join("customers.csv");
        std::fs::write(&export, "Name\nAnn\n").expect("a file");
        let whole = [folder.path().to_path_buf()];
        for inputs in [&whole[..], &[export.clone()][..]] {
            let refused = keep_off_inputs(inputs, &export).expect_err("refused");
            assert!(refused.to_string().contains("written over"), "{refused}");
        }
        keep_off_inputs(&whole, &folder.path().join("coverage.csv")).expect("nothing is there");
        keep_off_inputs(&[], &export).expect("it is not read");
    }
}
