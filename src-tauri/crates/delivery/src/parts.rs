//! Which rows go into which file: by consent where a destination asks for it, then by its caps.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use rollcall_model::ConsentState;

use crate::{DeliveryError, Dialect, Prepared, SafeCsv};

/// The rows of one file.
pub(crate) struct Part {
    /// Where the file goes.
    pub(crate) path: PathBuf,
    /// Which rows, in order.
    pub(crate) rows: Vec<usize>,
}

/// Shares the rows out among files. With one file it is `path` itself.
pub(crate) fn parts(prepared: &Prepared, path: &Path) -> Result<Vec<Part>, DeliveryError> {
    let groups = by_state(prepared);
    let is_parted = groups.len() > 1;
    let mut all = Vec::new();
    for (state, rows) in groups {
        let place = match state {
            Some(state) if is_parted => ending_in(path, state.code()),
            _ => path.to_path_buf(),
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
            all.push(Part { path, rows });
        }
    }
    Ok(all)
}

fn by_state(prepared: &Prepared) -> Vec<(Option<ConsentState>, Vec<usize>)> {
    let total = prepared.rows.len();
    if prepared.states.is_empty() {
        return vec![(None, (0..total).collect())];
    }
    ConsentState::LOOSEST_FIRST
        .into_iter()
        .filter_map(|state| {
            let rows: Vec<usize> = (0..total)
                .filter(|row| prepared.states.get(*row) == Some(&state))
                .collect();
            (!rows.is_empty()).then_some((Some(state), rows))
        })
        .collect()
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
    let before = bytes_before(prepared)?;
    let mut files: Vec<Vec<usize>> = Vec::new();
    let mut file = Vec::new();
    let mut bytes = before;
    for row in rows {
        let cells = prepared.rows.get(row).unwrap_or_default();
        let length = bytes_of(prepared, &[cells])? - bytes_of(prepared, &[])?;
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
