//! Several files moved into their places together: all of them are there, or none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempPath};

use crate::atomic_file::{CompleteFile, folder_of};
use crate::{DeliveryError, WrittenFile};

/// What stood in the place of a file before.
struct Former {
    /// Where it is kept; it goes once all files are in their places.
    aside: TempPath,
    /// Whether it had to be moved there, so that nothing stands in its place.
    is_moved: bool,
}

/// A place that a file was moved to, or is about to be.
struct Place {
    path: PathBuf,
    former: Option<Former>,
    is_new: bool,
}

/// Moves complete files with their rows into their places, over whatever stands there.
///
/// # Errors
/// Of the first that could not be moved; what was moved before it is taken back then. What could not be taken back
/// is told.
pub(crate) fn publish_together(
    files: Vec<(CompleteFile, u64)>,
) -> Result<Vec<WrittenFile>, DeliveryError> {
    let is_one = files.len() == 1;
    let mut places: Vec<Place> = Vec::with_capacity(files.len());
    let mut written = Vec::with_capacity(files.len());
    for (file, rows) in files {
        let moved = move_in(file, rows, &mut places);
        match moved {
            Ok(file) => written.push(file),
            Err(error) if is_one => return Err(error),
            Err(error) => return Err(taken_back(error, places)),
        }
    }
    Ok(written)
}

fn move_in(
    file: CompleteFile,
    rows: u64,
    places: &mut Vec<Place>,
) -> Result<WrittenFile, DeliveryError> {
    let path = file.path().to_path_buf();
    if path.is_dir() {
        return Err(DeliveryError::NotAFile { path });
    }
    let former = keep(&path).map_err(|error| DeliveryError::from_io(&path, error))?;
    places.push(Place {
        path,
        former,
        is_new: false,
    });
    let written = file.publish(rows)?;
    if let Some(place) = places.last_mut() {
        place.is_new = true;
    }
    Ok(written)
}

/// Keeps what stands in a place under a second name; where the disk knows no second names, under another.
fn keep(path: &Path) -> io::Result<Option<Former>> {
    if path.symlink_metadata().is_err() {
        return Ok(None);
    }
    let aside = |keep: fn(&Path, &Path) -> io::Result<()>| {
        let file = Builder::new()
            .prefix(".rollcall-")
            .suffix(".former")
            .make_in(folder_of(path), |aside| keep(path, aside))?;
        Ok::<_, io::Error>(file.into_temp_path())
    };
    let former = match aside(|path, aside| fs::hard_link(path, aside)) {
        Ok(aside) => Former {
            aside,
            is_moved: false,
        },
        Err(_) => Former {
            aside: aside(|path, aside| fs::rename(path, aside))?,
            is_moved: true,
        },
    };
    Ok(Some(former))
}

/// Takes back what was moved, the last first; the error says what stands now.
fn taken_back(why: DeliveryError, places: Vec<Place>) -> DeliveryError {
    let why = Box::new(why);
    let mut left = Vec::new();
    for place in places.into_iter().rev() {
        let path = place.path.clone();
        if place.take_back().is_err() {
            left.push(path);
        }
    }
    if left.is_empty() {
        return DeliveryError::TakenBack { why };
    }
    left.reverse();
    DeliveryError::NotTakenBack { why, left }
}

impl Place {
    fn take_back(self) -> io::Result<()> {
        match self.former {
            Some(former) if self.is_new || former.is_moved => {
                former.aside.persist(&self.path).map_err(|failed| {
                    // What stood there before is not lost with it.
                    let _ = failed.path.keep();
                    failed.error
                })
            }
            None if self.is_new => fs::remove_file(&self.path),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write as _;
    use std::path::Path;

    use super::publish_together;
    use crate::DeliveryError;
    use crate::atomic_file::{AtomicFile, CompleteFile};

    fn complete(path: &Path, text: &str) -> (CompleteFile, u64) {
        let mut file = AtomicFile::create(path).expect("a file");
        file.write_all(text.as_bytes()).expect("its text");
        (file.complete().expect("the whole of it"), 1)
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("the folder")
            .map(|one| one.expect("a file").file_name().to_string_lossy().into())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn all_files_are_there_and_nothing_of_before() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = |name: &str| folder.path().join(name);
        fs::write(place("list-1.csv"), "last week").expect("a file");
        let files = ["list-1.csv", "list-2.csv"].map(|name| complete(&place(name), name));
        let written = publish_together(files.into()).expect("they are there");
        assert_eq!(written.len(), 2);
        assert_eq!(names(folder.path()), ["list-1.csv", "list-2.csv"]);
        for name in ["list-1.csv", "list-2.csv"] {
            assert_eq!(fs::read_to_string(place(name)).expect("it"), name);
        }
    }

    /// The third place is taken while the files are written, by a folder nobody replaces.
    #[test]
    fn where_one_cannot_be_moved_everything_stands_as_before() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = |name: &str| folder.path().join(name);
        fs::write(place("list-1.csv"), "last week").expect("a file");
        let all = ["list-1.csv", "list-2.csv", "list-3.csv", "list-4.csv"];
        let files = all.map(|name| complete(&place(name), "this week"));
        fs::create_dir(place("list-3.csv")).expect("a folder");
        fs::write(place("list-3.csv").join("notes"), "theirs").expect("a file");

        let error = publish_together(files.into()).expect_err("it fails");
        assert!(matches!(error, DeliveryError::TakenBack { .. }), "{error}");
        let told = error.to_string();
        assert!(told.contains("list-3.csv"), "{told}");
        assert!(told.contains("as they were before"), "{told}");
        assert_eq!(names(folder.path()), ["list-1.csv", "list-3.csv"]);
        let former = fs::read_to_string(place("list-1.csv")).expect("the file");
        assert_eq!(former, "last week");
    }
}
