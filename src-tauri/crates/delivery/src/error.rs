//! Why a file could not be delivered.

use std::io;
use std::path::{Path, PathBuf};

/// A situation in which nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    /// The folder is not there.
    #[error(
        "The folder of \"{}\" does not exist. Choose another folder or create it first.",
        path.display()
    )]
    NoFolder {
        /// The file that was to be written.
        path: PathBuf,
    },
    /// The place is a folder, or has no file name.
    #[error(
        "\"{}\" is not a place for a file. Choose a folder and a file name.",
        path.display()
    )]
    NotAFile {
        /// The path as given.
        path: PathBuf,
    },
    /// The folder or the file may not be written.
    #[error(
        "\"{}\" may not be written. Close it in other programs, or choose a folder of your own.",
        path.display()
    )]
    NotAllowed {
        /// The file that was to be written.
        path: PathBuf,
    },
    /// No room on the disk.
    #[error(
        "The disk is full: \"{}\" was not written and nothing was left half done. Free some space and try again.",
        path.display()
    )]
    DiskFull {
        /// The file that was to be written.
        path: PathBuf,
    },
    /// The disk failed in another way.
    #[error(
        "\"{}\" could not be written ({source}). Check the disk and try again; nothing was left half done.",
        path.display()
    )]
    Disk {
        /// The file that was to be written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// One of several files that belong together could not be moved to its place.
    #[error("{why} The files that belong to it are as they were before.")]
    TakenBack {
        /// What kept it.
        why: Box<DeliveryError>,
    },
    /// One of several files could not be moved to its place, and others could not be taken back.
    #[error(
        "{why} Not everything could be taken back: look at {} before anybody uploads it, or write the list again.",
        quoted(left)
    )]
    NotTakenBack {
        /// What kept it.
        why: Box<DeliveryError>,
        /// The files that are not as they were before.
        left: Vec<PathBuf>,
    },
    /// A recipe of a destination that cannot be used.
    #[error("The recipe \"{name}\" cannot be used: {}{reason}. Mend the file or remove it.", at_line(*.line))]
    BadRecipe {
        /// The recipe's file or code.
        name: String,
        /// Where it is wrong, from 1, where that is known.
        line: Option<usize>,
        /// What is wrong with it.
        reason: String,
    },
    /// A row that has more or fewer cells than the header.
    #[error(
        "Row {row} of \"{}\" has {found} cells where the header has {expected}. Nothing was written.",
        path.display()
    )]
    UnevenRow {
        /// The file that was to be written.
        path: PathBuf,
        /// The row as a spreadsheet would show it; the header is row 1.
        row: u64,
        /// Cells in the row.
        found: usize,
        /// Cells in the header.
        expected: usize,
    },
    /// Nobody is left to write.
    #[error(
        "Nobody is left in the list, so \"{}\" was not written. Look at the reasons people were left out.",
        path.display()
    )]
    NobodyLeft {
        /// The file that was to be written.
        path: PathBuf,
    },
    /// The report could not be laid out.
    #[error(
        "The report could not be laid out: {reason}. Its content may hold too much for one page."
    )]
    Layout {
        /// What went wrong.
        reason: String,
    },
}

impl DeliveryError {
    /// The situation behind an error of the system.
    pub(crate) fn from_io(path: &Path, source: io::Error) -> Self {
        let path = path.to_path_buf();
        match source.kind() {
            io::ErrorKind::NotFound => Self::NoFolder { path },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::NotAllowed { path }
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path },
            io::ErrorKind::IsADirectory => Self::NotAFile { path },
            _ => Self::Disk { path, source },
        }
    }
}

fn quoted(paths: &[PathBuf]) -> String {
    let quoted: Vec<String> = paths
        .iter()
        .map(|path| format!("\"{}\"", path.display()))
        .collect();
    quoted.join(", ")
}

fn at_line(line: Option<usize>) -> String {
    line.map_or_else(String::new, |line| format!("line {line}: "))
}
