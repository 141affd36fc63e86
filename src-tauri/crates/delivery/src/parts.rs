//! Which rows go into which file: by the parts a destination asks for, then by its caps.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use rollcall_model::grouped;

use crate::{DeliveryError, Dialect, Part, Prepared, SafeCsv};

/// A file that is to be written.
pub(crate) struct PlannedFile {
    /// Where it goes.
    pub(crate) path: PathBuf,
    /// The part of the list it holds, or a piece of.
    pub(crate) part: Part,
    /// Which rows, in order.
    pub(crate) rows: Vec<usize>,
}

/// Shares the rows out among files. With one file it is `path` itself.
pub(crate) fn planned_files(
    prepared: &Prepared,
    path: &Path,
) -> Result<Vec<PlannedFile>, DeliveryError> {
    let by_part = by_part(prepared);
    let is_parted = by_part.len() > 1;
    let mut all = Vec::new();
    for (part, rows) in by_part {
        let place = if is_parted {
            ending_in(path, &part.suffix())
        } else {
            path.to_path_buf()
        };
        let chunks =
            by_caps(prepared, rows).map_err(|error| DeliveryError::from_io(path, error))?;
        let is_numbered = chunks.len() > 1;
        for (number, rows) in (1..).zip(chunks) {
            let path = if is_numbered {
                ending_in(&place, &format!("{number}"))
            } else {
                place.clone()
            };
            all.push(PlannedFile { path, part, rows });
        }
    }
    Ok(all)
}

/// The rows of each part.
fn by_part(prepared: &Prepared) -> BTreeMap<Part, Vec<usize>> {
    let mut by_part: BTreeMap<Part, Vec<usize>> = BTreeMap::new();
    for (row, part) in prepared.parts.iter().enumerate() {
        by_part.entry(*part).or_default().push(row);
    }
    by_part
}

impl Prepared {
    /// How many people are in which file and what to set for its upload, one sentence a part; nothing where
    /// the destination asks for one file only.
    pub fn parts_told(&self) -> Vec<String> {
        let by_part = by_part(self);
        let is_parted = by_part.len() > 1;
        by_part
            .iter()
            .filter(|(part, _)| is_parted || part.home.is_some())
            .map(|(part, rows)| {
                let people = match self.people_of(rows) {
                    1 => "1 person".to_owned(),
                    many => format!("{} people", grouped(many)),
                };
                let file = if is_parted {
                    format!("the file “…-{}”", part.suffix())
                } else {
                    "the file".to_owned()
                };
                let who = match part.in_words() {
                    words if words.is_empty() => String::new(),
                    words => format!(": {words}"),
                };
                let setting = part.setting(&self.destination);
                format!("{people} in {file}{who}. {setting}")
                    .trim_end()
                    .to_owned()
            })
            .collect()
    }

    /// How many people some rows are about: those of one person follow each other.
    pub(crate) fn people_of(&self, rows: &[usize]) -> u64 {
        let mut whose: Vec<_> = rows
            .iter()
            .filter_map(|row| self.customers.get(*row))
            .collect();
        whose.dedup();
        whose.len() as u64
    }
}

/// Fills one file after the other up to the caps. A file holds one row at least, however long.
fn by_caps(prepared: &Prepared, rows: Vec<usize>) -> io::Result<Vec<Vec<usize>>> {
    let destination = &prepared.destination;
    let most_rows = destination
        .rows_per_file
        .and_then(|rows| usize::try_from(rows).ok())
        .unwrap_or(usize::MAX)
        .max(1);
    let Some(most_bytes) = destination.bytes_per_file else {
        return Ok(if rows.len() <= most_rows {
            vec![rows]
        } else {
            rows.chunks(most_rows).map(<[usize]>::to_vec).collect()
        });
    };
    let (nothing, before) = (bytes_of(prepared, &[])?, bytes_before(prepared)?);
    let mut files: Vec<Vec<usize>> = Vec::new();
    let mut file = Vec::new();
    let mut bytes = before;
    let mut reader = prepared.rows.reader();
    for row in rows {
        let cells = reader.cells(row)?;
        let length = bytes_of(prepared, &[cells])? - nothing;
        if !file.is_empty() && (file.len() == most_rows || bytes + length > most_bytes) {
            files.push(std::mem::take(&mut file));
            bytes = before;
        }
        file.push(row);
        bytes += length;
    }
    files.push(file);
    Ok(files)
}

/// Bytes of what stands in every file before the people.
fn bytes_before(prepared: &Prepared) -> io::Result<u64> {
    let mut rows: Vec<Vec<&str>> = Vec::new();
    if prepared.destination.file.has_header {
        rows.push(prepared.header.iter().map(String::as_str).collect());
    }
    for row in &prepared.lead_rows {
        rows.push(row.iter().map(String::as_str).collect());
    }
    bytes_of(prepared, &rows)
}

/// Bytes of a file of these rows.
fn bytes_of(prepared: &Prepared, rows: &[Vec<&str>]) -> io::Result<u64> {
    let rules = &prepared.destination.file;
    let mut csv = SafeCsv::in_dialect(Vec::new(), Dialect::of(rules))?;
    for row in rows {
        csv.write_row(row.iter().map(|cell| rules.shown(cell)))?;
    }
    Ok(csv.finish()?.len() as u64)
}

/// The same place with this behind the file's name and before its ending.
fn ending_in(path: &Path, end: &str) -> PathBuf {
    let mut name = path.file_stem().map_or_else(OsString::new, OsString::from);
    name.push(format!("-{end}"));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}
