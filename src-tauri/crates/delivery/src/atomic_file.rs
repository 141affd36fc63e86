//! A file that is either there as a whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::DeliveryError;
use crate::hashing::hex;

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenFile {
    /// Where it is.
    pub path: PathBuf,
    /// Rows below the header; 0 for a file without rows, such as the report.
    pub rows: u64,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
}

/// A file on its way: written beside its place, hashed as it grows, gone if it is dropped.
///
/// Only the person who writes it may read it, as it holds personal data.
#[derive(Debug)]
pub(crate) struct AtomicFile {
    path: PathBuf,
    inner: BufWriter<Hashed>,
}

/// A complete file that waits for its move into place.
#[derive(Debug)]
pub(crate) struct CompleteFile {
    path: PathBuf,
    temporary: NamedTempFile,
    bytes: u64,
    sha256: String,
}

#[derive(Debug)]
struct Hashed {
    temporary: NamedTempFile,
    hasher: Sha256,
    bytes: u64,
}

/// What files that are not complete yet are called.
const BEGINS: &str = ".rollcall-";
const ENDS: &str = ".part";

/// Whether a file of this name was being written when the program was ended, and is worth nothing.
pub fn is_left_over(name: &str) -> bool {
    name.starts_with(BEGINS) && name.ends_with(ENDS)
}

impl AtomicFile {
    pub(crate) fn create(path: &Path) -> Result<Self, DeliveryError> {
        if path.file_name().is_none() || path.is_dir() {
            return Err(DeliveryError::NotAFile {
                path: path.to_path_buf(),
            });
        }
        let temporary = tempfile::Builder::new()
            .prefix(BEGINS)
            .suffix(ENDS)
            .tempfile_in(folder_of(path))
            .map_err(|error| DeliveryError::from_io(path, error))?;
        Ok(Self {
            path: path.to_path_buf(),
            inner: BufWriter::with_capacity(
                1 << 16,
                Hashed {
                    temporary,
                    hasher: Sha256::new(),
                    bytes: 0,
                },
            ),
        })
    }

    /// Brings everything to the disk; the file is not yet in its place.
    pub(crate) fn complete(self) -> Result<CompleteFile, DeliveryError> {
        let path = self.path;
        let written = self
            .inner
            .into_inner()
            .map_err(|error| DeliveryError::from_io(&path, error.into_error()))?;
        written
            .temporary
            .as_file()
            .sync_all()
            .map_err(|error| DeliveryError::from_io(&path, error))?;
        Ok(CompleteFile {
            path,
            temporary: written.temporary,
            bytes: written.bytes,
            sha256: hex(&written.hasher.finalize()),
        })
    }
}

impl CompleteFile {
    /// Where it will be.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Moves the file into its place, over whatever stood there.
    pub(crate) fn publish(self, rows: u64) -> Result<WrittenFile, DeliveryError> {
        let path = self.path;
        self.temporary
            .persist(&path)
            .map_err(|error| DeliveryError::from_io(&path, error.error))?;
        // The move itself reaches the disk with its folder; where a folder cannot be opened
        // (Windows), the system sees to it.
        if let Ok(folder) = File::open(folder_of(&path)) {
            let _ = folder.sync_all();
        }
        Ok(WrittenFile {
            path,
            rows,
            bytes: self.bytes,
            sha256: self.sha256,
        })
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.temporary.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.temporary.flush()
    }
}

pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
