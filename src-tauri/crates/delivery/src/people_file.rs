//! A table for people to look at: delimited text, or a workbook of one sheet where its name ends so.

use std::io;
use std::path::{Path, PathBuf};

use crate::atomic_file::AtomicFile;
use crate::xlsx_file::TextSheet;
use crate::{DeliveryError, Mode, TableFile, WrittenFile};

/// So many rows a sheet holds below its header.
pub const MOST_SHEET_ROWS: u64 = 1_048_575;

/// A table on its way. It stands at its path once it is [finished](Self::finish), as a whole; dropped before, it
/// was never there. Nothing in it is taken for a formula.
pub struct PeopleFile(Form);

enum Form {
    Text(Box<TableFile>),
    Sheet(Box<Sheet>),
}

struct Sheet {
    path: PathBuf,
    file: AtomicFile,
    cells: TextSheet,
    rows: u64,
}

/// Whether a table at this path is a workbook.
pub fn is_workbook(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
}

impl PeopleFile {
    /// Begins a table.
    ///
    /// # Errors
    /// What the disk says.
    pub fn create(path: &Path, header: &[&str]) -> Result<Self, DeliveryError> {
        if !is_workbook(path) {
            let table = TableFile::create(path, Mode::ForPeople, header)?;
            return Ok(Self(Form::Text(Box::new(table))));
        }
        let failed = |error: io::Error| DeliveryError::from_io(path, error);
        let file = AtomicFile::create(path)?;
        let mut cells = TextSheet::new("Rows", path).map_err(failed)?;
        cells.push(header.iter().copied()).map_err(failed)?;
        Ok(Self(Form::Sheet(Box::new(Sheet {
            path: path.to_path_buf(),
            file,
            cells,
            rows: 0,
        }))))
    }

    /// Writes a row.
    ///
    /// # Errors
    /// When a sheet cannot hold it, otherwise as [`TableFile::push`].
    pub fn push<C: AsRef<str>>(&mut self, cells: &[C]) -> Result<(), DeliveryError> {
        match &mut self.0 {
            Form::Text(table) => table.push(cells),
            Form::Sheet(one) => {
                one.rows += 1;
                one.cells
                    .push(cells.iter().map(AsRef::as_ref))
                    .map_err(|error| DeliveryError::from_io(&one.path, error))
            }
        }
    }

    /// Puts the table in its place.
    ///
    /// # Errors
    /// What the disk says; whatever stood at the path before is then still there.
    pub fn finish(self) -> Result<WrittenFile, DeliveryError> {
        match self.0 {
            Form::Text(table) => table.finish(),
            Form::Sheet(one) => {
                let Sheet {
                    path,
                    mut file,
                    cells,
                    rows,
                } = *one;
                let failed = |error: io::Error| DeliveryError::from_io(&path, error);
                cells.finish(&mut file).map_err(failed)?;
                file.complete()?.publish(rows)
            }
        }
    }
}
