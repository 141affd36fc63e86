//! A project holds people's data, so only its owner may read it and whatever SQLite puts beside it.

use std::path::Path;

use crate::{StoreError, in_words};

/// Makes an empty file that only its owner may read and write. What stands there already is left;
/// says whether the file is new.
pub(crate) fn create(path: &Path) -> Result<bool, StoreError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(StoreError::Disk {
            path: path.to_path_buf(),
            what: in_words(&error),
        }),
    }
}

/// Makes a folder that only its owner may look into; one that is there already is left.
pub(crate) fn create_folder(path: &Path) -> Result<(), StoreError> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    #[cfg(not(unix))]
    builder.recursive(false);
    match builder.create(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        Err(error) => Err(StoreError::Disk {
            path: path.to_path_buf(),
            what: in_words(&error),
        }),
    }
}

/// Takes reading from everybody but the owner, for files that came from elsewhere. A file of somebody
/// else's cannot be changed and stays as it is.
pub(crate) fn tighten(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let is_open = std::fs::metadata(path)
            .is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0);
        if is_open {
            let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
        }
    }
    #[cfg(not(unix))]
    let _ = path;
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::Path;

    use crate::Store;

    fn modes(folder: &Path) -> Vec<(String, u32)> {
        let mut modes: Vec<(String, u32)> = std::fs::read_dir(folder)
            .expect("the folder")
            .map(|entry| {
                let entry = entry.expect("the folder");
                let mode = entry.metadata().expect("the folder").permissions().mode() & 0o777;
                (entry.file_name().to_string_lossy().into_owned(), mode)
            })
            .collect();
        modes.sort();
        modes
    }

    #[test]
    fn only_the_owner_reads_a_project_its_journal_and_its_copies() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.rollcall");
        let store = Store::create(&path, "One", "2026-11-23T12:00:00Z").unwrap();
        store.facts().unwrap();
        store.back_up(&folder.path().join("copy.rollcall")).unwrap();
        let made = modes(folder.path());
        assert!(made.iter().any(|(name, _)| name.ends_with("-wal")));
        assert!(made.iter().all(|(_, mode)| *mode == 0o600), "{made:?}");
    }

    #[test]
    fn a_copy_that_others_may_read_is_closed_to_them_on_opening() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.rollcall");
        drop(Store::create(&path, "One", "2026-11-23T12:00:00Z").unwrap());
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        let store = Store::open(&path).unwrap();
        store.facts().unwrap();
        let made = modes(folder.path());
        assert!(made.iter().all(|(_, mode)| *mode == 0o600), "{made:?}");
    }
}
