//! Writing tables: delimited text in any encoding, each row with its number and its person in the
//! truth.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::systems::Table;

/// Why the estate could not be written.
#[derive(Debug, thiserror::Error)]
pub enum EstateError {
    /// A file or folder could not be made or written.
    #[error(
        "could not write {path}: {reason}. Check the folder, its permissions and the free space."
    )]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
}

/// Says where a write failed.
pub(crate) fn at(path: &Path) -> impl Fn(std::io::Error) -> EstateError + '_ {
    move |error| EstateError::Write {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}

/// How the letters of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letters {
    Utf8,
    Windows1252,
    Utf16,
}

/// How a text file is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dialect {
    pub(crate) delimiter: char,
    pub(crate) letters: Letters,
    pub(crate) line_end: &'static str,
}

impl Dialect {
    /// Commas, UTF-8, line feeds.
    pub(crate) const PLAIN: Self = Self {
        delimiter: ',',
        letters: Letters::Utf8,
        line_end: "\n",
    };
    /// What a German Windows program writes.
    pub(crate) const GERMAN: Self = Self {
        delimiter: ';',
        letters: Letters::Windows1252,
        line_end: "\r\n",
    };
    /// "Excel .csv": tabs and UTF-16.
    pub(crate) const EXCEL_TEXT: Self = Self {
        delimiter: '\t',
        letters: Letters::Utf16,
        line_end: "\r\n",
    };
}

/// One delimited text table on its way to disk.
pub(crate) struct TextTable<W: Write> {
    out: W,
    dialect: Dialect,
    path: PathBuf,
    row: u64,
    line: String,
}

/// Opens a file for writing, with its folder.
pub(crate) fn open(path: &Path) -> Result<BufWriter<File>, EstateError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(at(folder))?;
    }
    Ok(BufWriter::with_capacity(
        1 << 16,
        File::create(path).map_err(at(path))?,
    ))
}

impl TextTable<BufWriter<File>> {
    /// Starts a file of its own.
    pub(crate) fn create(path: &Path, dialect: Dialect) -> Result<Self, EstateError> {
        TextTable::new(open(path)?, path, dialect)
    }
}

impl<W: Write> TextTable<W> {
    /// Starts a table on anything that takes bytes; the path is for messages.
    pub(crate) fn new(mut out: W, path: &Path, dialect: Dialect) -> Result<Self, EstateError> {
        if dialect.letters == Letters::Utf16 {
            out.write_all(&[0xff, 0xfe]).map_err(at(path))?;
        }
        Ok(Self {
            out,
            dialect,
            path: path.to_owned(),
            row: 0,
            line: String::new(),
        })
    }

    /// Writes a row and tells its number as a spreadsheet shows it.
    pub(crate) fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<u64, EstateError> {
        self.line.clear();
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                self.line.push(self.dialect.delimiter);
            }
            push_cell(&mut self.line, cell.as_ref(), self.dialect.delimiter);
        }
        self.end_line()
    }

    /// Writes a line as it stands, such as a title above the header.
    pub(crate) fn raw_line(&mut self, text: &str) -> Result<u64, EstateError> {
        self.line.clear();
        self.line.push_str(text);
        self.end_line()
    }

    /// Ends the table and gives the writer back.
    pub(crate) fn finish(mut self) -> Result<W, EstateError> {
        self.out.flush().map_err(at(&self.path))?;
        Ok(self.out)
    }

    fn end_line(&mut self) -> Result<u64, EstateError> {
        self.line.push_str(self.dialect.line_end);
        let written = match self.dialect.letters {
            Letters::Utf8 => self.out.write_all(self.line.as_bytes()),
            Letters::Windows1252 => {
                let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&self.line);
                self.out.write_all(&bytes)
            }
            Letters::Utf16 => {
                let bytes: Vec<u8> = self
                    .line
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes)
                    .collect();
                self.out.write_all(&bytes)
            }
        };
        written.map_err(at(&self.path))?;
        self.row += 1;
        Ok(self.row)
    }
}

fn push_cell(line: &mut String, cell: &str, delimiter: char) {
    let special = |letter: char| letter == delimiter || matches!(letter, '"' | '\n' | '\r');
    if cell.contains(special) {
        line.push('"');
        line.push_str(&cell.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(cell);
    }
}

/// The truth: which person stands behind which row.
pub(crate) struct Truth {
    table: TextTable<BufWriter<File>>,
    counts: Vec<(Table, u64)>,
}

impl Truth {
    /// Starts the truth file.
    pub(crate) fn create(path: &Path) -> Result<Self, EstateError> {
        let mut table = TextTable::create(path, Dialect::PLAIN)?;
        table.row(&["source", "table", "row", "person_id"])?;
        Ok(Self {
            table,
            counts: Vec::new(),
        })
    }

    /// Notes the person behind a row.
    pub(crate) fn note(&mut self, table: Table, row: u64, person: &str) -> Result<(), EstateError> {
        self.table
            .row(&[table.source, table.name, &row.to_string(), person])?;
        match self.counts.iter_mut().find(|(one, _)| *one == table) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((table, 1)),
        }
        Ok(())
    }

    /// Ends the file and tells the number of rows of each table.
    pub(crate) fn finish(self) -> Result<Vec<(Table, u64)>, EstateError> {
        self.table.finish()?;
        Ok(self.counts)
    }
}

#[cfg(test)]
mod tests {
    use super::{Dialect, TextTable};

    #[test]
    fn cells_are_quoted_where_needed_and_rows_counted_without_inner_line_breaks() {
        let mut table = TextTable::new(Vec::new(), "x".as_ref(), Dialect::PLAIN).unwrap();
        assert_eq!(table.row(&["a", "b, c", "say \"hi\""]).unwrap(), 1);
        assert_eq!(table.row(&["two\nlines", "", ""]).unwrap(), 2);
        assert_eq!(table.row(&["x", "y", "z"]).unwrap(), 3);
        let text = String::from_utf8(table.finish().unwrap()).unwrap();
        assert_eq!(
            text,
            "a,\"b, c\",\"say \"\"hi\"\"\"\n\"two\nlines\",,\nx,y,z\n"
        );
    }

    #[test]
    fn windows_and_utf16_files_hold_their_bytes() {
        let mut german = TextTable::new(Vec::new(), "x".as_ref(), Dialect::GERMAN).unwrap();
        german.row(&["Müller", "1"]).unwrap();
        assert_eq!(german.finish().unwrap(), b"M\xfcller;1\r\n");
        let mut wide = TextTable::new(Vec::new(), "x".as_ref(), Dialect::EXCEL_TEXT).unwrap();
        wide.row(&["a"]).unwrap();
        assert_eq!(wide.finish().unwrap(), b"\xff\xfea\0\r\0\n\0");
    }
}
