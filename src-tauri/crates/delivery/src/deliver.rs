//! From rows to files, and what was written.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::atomic_file::{AtomicFile, CompleteFile};
use crate::parts::{PlannedFile, planned_files};
use crate::together::publish_together;
use crate::xlsx_file::TextSheet;
use crate::{DeliveryError, Dialect, FileFormat, Prepared, Purpose, Reason, SafeCsv, WrittenFile};

/// A file of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListFile {
    /// The file.
    pub written: WrittenFile,
    /// People in it.
    pub people: u64,
    /// The part of the list it holds, as the names of files tell it; blank for a list of one part.
    pub part: String,
    /// Who is in that part, in words.
    pub who: String,
    /// What to set when it is uploaded, in a sentence; blank where the recipe says nothing.
    pub setting: String,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Code of the destination.
    pub destination: String,
    /// What the list is for.
    pub purpose: Purpose,
    /// Whether values are hashed.
    pub hashed: bool,
    /// People in all files.
    pub people: u64,
    /// Rows in all files.
    pub rows: u64,
    /// The files, in order.
    pub files: Vec<ListFile>,
    /// How many are left out, by reason.
    pub left_out: BTreeMap<Reason, u64>,
    /// Values the destination does not take, by header; their cells are blank.
    pub unusable_values: BTreeMap<String, u64>,
}

/// Writes a prepared list to `path`, or to several files beside it: one a part where the destination asks
/// for that (`list-opted_in.csv`, `list-eea-consent_given.csv`), numbered ones where it caps the rows or
/// bytes of one (`list-1.csv`, `list-2.csv` …). No file appears before all are complete, and all do or none.
///
/// # Errors
/// [`DeliveryError::NobodyLeft`] when there is no row, otherwise what the disk says; in both cases
/// everything is as it was before, unless the error says otherwise.
pub fn deliver(prepared: &Prepared, path: &Path) -> Result<Manifest, DeliveryError> {
    let list = WaitingList::write(prepared, path)?;
    let mut written = publish_together(list.files)?.into_iter();
    Ok(list.manifest.with(list.told, &mut written))
}

/// Moves lists that wait into their places, all of them or none; gives what was written in their order.
///
/// # Errors
/// What the disk says; everything is as it was before then, unless the error says otherwise.
pub fn publish(lists: Vec<WaitingList>) -> Result<Vec<Manifest>, DeliveryError> {
    let (mut files, mut told) = (Vec::new(), Vec::new());
    for list in lists {
        files.extend(list.files);
        told.push((list.manifest, list.told));
    }
    let mut written = publish_together(files)?.into_iter();
    Ok(told
        .into_iter()
        .map(|(manifest, told)| manifest.with(told, &mut written))
        .collect())
}

/// A list whose files are written, and not in their places yet; dropped, it leaves nothing behind.
#[derive(Debug)]
pub struct WaitingList {
    /// Without its files.
    manifest: Manifest,
    /// Each with its rows.
    files: Vec<(CompleteFile, u64)>,
    told: Vec<Told>,
}

/// What is told of a file besides what stands on the disk.
#[derive(Debug)]
struct Told {
    people: u64,
    part: String,
    who: String,
    setting: String,
}

impl WaitingList {
    /// Writes a prepared list beside its place, as [`deliver`] does.
    ///
    /// # Errors
    /// As [`deliver`].
    pub fn write(prepared: &Prepared, path: &Path) -> Result<Self, DeliveryError> {
        if prepared.rows.is_empty() {
            return Err(DeliveryError::NobodyLeft {
                path: path.to_path_buf(),
            });
        }
        let (mut files, mut told) = (Vec::new(), Vec::new());
        for planned in planned_files(prepared, path)? {
            let rows = planned.rows.len() as u64;
            files.push((write_planned(prepared, &planned)?, rows));
            told.push(Told::of(prepared, &planned));
        }
        Ok(Self {
            manifest: Manifest::of(prepared, Vec::new()),
            files,
            told,
        })
    }
}

impl Manifest {
    fn with(self, told: Vec<Told>, written: &mut impl Iterator<Item = WrittenFile>) -> Self {
        let files = told.into_iter().zip(written);
        Self {
            files: files.map(|(told, written)| told.with(written)).collect(),
            ..self
        }
    }

    /// Where the files are.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|file| file.written.path.as_path())
    }

    /// What a prepared list came to in these files; none where nobody is left in it.
    pub fn of(prepared: &Prepared, files: Vec<ListFile>) -> Self {
        Self {
            destination: prepared.destination.code.clone(),
            purpose: prepared.purpose,
            hashed: prepared.destination.has_hashes(),
            people: prepared.people,
            rows: prepared.rows.len() as u64,
            files,
            left_out: prepared
                .left_out
                .iter()
                .map(|(reason, customers)| (*reason, customers.len() as u64))
                .collect(),
            unusable_values: prepared.unusable_values.clone(),
        }
    }
}

impl Told {
    fn of(prepared: &Prepared, planned: &PlannedFile) -> Self {
        Self {
            people: prepared.people_of(&planned.rows),
            part: planned.part.suffix(),
            who: planned.part.in_words(),
            setting: planned.part.setting(&prepared.destination).to_owned(),
        }
    }

    fn with(self, written: WrittenFile) -> ListFile {
        let Self {
            people,
            part,
            who,
            setting,
        } = self;
        ListFile {
            written,
            people,
            part,
            who,
            setting,
        }
    }
}

fn write_planned(
    prepared: &Prepared,
    planned: &PlannedFile,
) -> Result<CompleteFile, DeliveryError> {
    let failed = |error| DeliveryError::from_io(&planned.path, error);
    let rules = &prepared.destination.file;
    let mut file = AtomicFile::create(&planned.path)?;
    let stem = planned
        .path
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let before = before_people(prepared, &stem);
    let people = planned
        .rows
        .iter()
        .filter_map(|row| prepared.rows.get(*row));
    match rules.format {
        FileFormat::Csv => {
            let mut csv = SafeCsv::in_dialect(file, Dialect::of(rules)).map_err(failed)?;
            for row in &before {
                csv.write_row(row.iter().map(String::as_str))
                    .map_err(failed)?;
            }
            for row in people {
                csv.write_row(row.into_iter().map(|cell| rules.shown(cell)))
                    .map_err(failed)?;
            }
            csv.finish().map_err(failed)?.complete()
        }
        FileFormat::Xlsx => {
            let mut sheet = TextSheet::new(&rules.sheet).map_err(failed)?;
            for row in &before {
                sheet.push(row.iter().map(String::as_str)).map_err(failed)?;
            }
            for row in people {
                sheet
                    .push(row.into_iter().map(|cell| rules.shown(cell)))
                    .map_err(failed)?;
            }
            let bytes = sheet.finish().map_err(failed)?;
            file.write_all(&bytes).map_err(failed)?;
            file.complete()
        }
    }
}

/// The rows above the people, with the file's own name where they ask for it.
fn before_people(prepared: &Prepared, stem: &str) -> Vec<Vec<String>> {
    let header = prepared
        .destination
        .file
        .has_header
        .then(|| prepared.header.clone());
    let lead = prepared.lead_rows.iter().map(|row| {
        row.iter()
            .map(|cell| cell.replace("{file}", stem))
            .collect()
    });
    header.into_iter().chain(lead).collect()
}
