//! The page beside a delivery: what was written, with counts and SHA-256, so that whoever gets the
//! files can tell that they are whole and where the rules come from. No value of a person stands in it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::atomic_file::AtomicFile;
use crate::{DeliveryError, Destination, Manifest, Purpose, Tier, WrittenFile};

/// What the page says beside the [`Manifest`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circumstances<'a> {
    /// Name of the list.
    pub list: &'a str,
    /// When, RFC 3339.
    pub written_at: &'a str,
    /// The sources it was checked against.
    pub checked_against: &'a [String],
}

#[derive(Serialize)]
struct Page<'a> {
    list: &'a str,
    written_at: &'a str,
    destination: &'a str,
    destination_name: &'a str,
    rules_from: &'a str,
    rules_read_on: &'a str,
    confidence: Tier,
    purpose: Purpose,
    hashed: bool,
    people: u64,
    rows: u64,
    files: Vec<PageFile>,
    left_out: BTreeMap<&'static str, u64>,
    values_not_taken: &'a BTreeMap<String, u64>,
    checked_against: &'a [String],
}

#[derive(Serialize)]
struct PageFile {
    name: String,
    rows: u64,
    bytes: u64,
    sha256: String,
}

/// Where the page of a delivery to this path stands: `list.csv` has `list.manifest.json`.
pub fn manifest_path(path: &Path) -> PathBuf {
    let mut name = path.file_stem().map_or_else(OsString::new, OsString::from);
    name.push(".manifest.json");
    path.with_file_name(name)
}

/// Writes the page beside the delivery to `path`.
///
/// # Errors
/// What the disk says; no half page is left.
pub fn write_manifest(
    path: &Path,
    manifest: &Manifest,
    destination: &Destination,
    circumstances: &Circumstances<'_>,
) -> Result<WrittenFile, DeliveryError> {
    let page = Page {
        list: circumstances.list,
        written_at: circumstances.written_at,
        destination: &manifest.destination,
        destination_name: &destination.name,
        rules_from: &destination.page,
        rules_read_on: &destination.read_on,
        confidence: destination.tier,
        purpose: manifest.purpose,
        hashed: manifest.hashed,
        people: manifest.people,
        rows: manifest.rows,
        files: manifest.files.iter().map(PageFile::of).collect(),
        left_out: manifest
            .left_out
            .iter()
            .map(|(reason, count)| (reason.code(), *count))
            .collect(),
        values_not_taken: &manifest.unusable_values,
        checked_against: circumstances.checked_against,
    };
    let text = serde_json::to_string_pretty(&page).map_err(|error| DeliveryError::Layout {
        reason: error.to_string(),
    })?;
    write_text(&manifest_path(path), &format!("{text}\n"))
}

/// Writes a text that is there as a whole or not at all.
///
/// # Errors
/// What the disk says.
pub fn write_text(path: &Path, text: &str) -> Result<WrittenFile, DeliveryError> {
    let mut file = AtomicFile::create(path)?;
    file.write_all(text.as_bytes())
        .map_err(|error| DeliveryError::from_io(path, error))?;
    file.complete()?.publish(0)
}

impl PageFile {
    fn of(file: &WrittenFile) -> Self {
        Self {
            name: file
                .path
                .file_name()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            rows: file.rows,
            bytes: file.bytes,
            sha256: file.sha256.clone(),
        }
    }
}
