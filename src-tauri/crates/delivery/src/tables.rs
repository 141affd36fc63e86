//! The tables of the audit as files.
//!
//! `customers.csv`, `coverage.csv`, `conflicts.csv`, `review.csv`, `problems.csv` and `set_aside.csv` are read by
//! people: [`Mode::ForPeople`]. `crosswalk.csv` is a contract for programs, which join on its cells:
//! a record key such as `-17` or `=A1` must come out as it went in, so it is written
//! [`Mode::ForUpload`], without byte order mark, with nothing put before a cell that looks like a
//! formula. Load it into a program; do not open it in a spreadsheet.

use std::path::{Path, PathBuf};

use crate::atomic_file::AtomicFile;
use crate::{DeliveryError, LineEnd, Mode, SafeCsv, WrittenFile};

/// A table on its way. It stands at its path once it is [finished](Self::finish), as a whole; dropped
/// before, it was never there.
pub struct TableFile {
    path: PathBuf,
    csv: SafeCsv<AtomicFile>,
    columns: usize,
    rows: u64,
}

impl TableFile {
    /// Begins a table. Lines end with a line feed for programs and with carriage return and line
    /// feed for people.
    ///
    /// # Errors
    /// What the disk says.
    pub fn create(path: &Path, mode: Mode, header: &[&str]) -> Result<Self, DeliveryError> {
        let failed = |error| DeliveryError::from_io(path, error);
        let line_end = match mode {
            Mode::ForPeople => LineEnd::Crlf,
            Mode::ForUpload => LineEnd::Lf,
        };
        let mut csv = SafeCsv::new(AtomicFile::create(path)?, mode, line_end).map_err(failed)?;
        csv.write_row(header.iter().copied()).map_err(failed)?;
        Ok(Self {
            path: path.to_path_buf(),
            csv,
            columns: header.len(),
            rows: 0,
        })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// [`DeliveryError::UnevenRow`] when it does not fit the header, otherwise what the disk says.
    pub fn push<C: AsRef<str>>(&mut self, cells: &[C]) -> Result<(), DeliveryError> {
        self.rows += 1;
        if cells.len() != self.columns {
            return Err(DeliveryError::UnevenRow {
                path: self.path.clone(),
                row: self.rows + 1,
                found: cells.len(),
                expected: self.columns,
            });
        }
        self.csv
            .write_row(cells.iter().map(AsRef::as_ref))
            .map_err(|error| DeliveryError::from_io(&self.path, error))
    }

    /// Puts the table in its place.
    ///
    /// # Errors
    /// What the disk says; whatever stood at the path before is then still there.
    pub fn finish(self) -> Result<WrittenFile, DeliveryError> {
        let file = self
            .csv
            .finish()
            .map_err(|error| DeliveryError::from_io(&self.path, error))?;
        file.complete()?.publish(self.rows)
    }
}

/// Writes a table. Rows come one at a time, so a table may be larger than memory.
///
/// # Errors
/// As [`TableFile::push`] and [`TableFile::finish`].
pub fn write_table<R, C>(
    path: &Path,
    mode: Mode,
    header: &[&str],
    rows: impl IntoIterator<Item = R>,
) -> Result<WrittenFile, DeliveryError>
where
    R: AsRef<[C]>,
    C: AsRef<str>,
{
    let mut table = TableFile::create(path, mode, header)?;
    for row in rows {
        table.push(row.as_ref())?;
    }
    table.finish()
}
