//! Many rows of cells in little memory.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::sync::Arc;

use crate::atomic_file::folder_of;

/// So many bytes are read from aside at once.
const AT_ONCE: u64 = 1 << 16;

/// Rows of equally many cells, kept in one text: a million rows fit where a million small texts would not. Those of a
/// list that is to be written wait in a file that has no name, some at a time; no list fills the memory then.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    width: usize,
    /// The rows that are not aside.
    text: String,
    /// Where each of them begins.
    starts: Vec<usize>,
    /// Where each of their cells ends, counted from where its row begins.
    ends: Vec<u32>,
    /// The columns that are left, where some were taken out.
    left: Option<Vec<usize>>,
    /// The rows before these.
    aside: Option<Aside>,
}

/// Rows in a file that nobody else can open, and that is gone when the last who holds it lets it go, or the program
/// ends: of each the ends of its cells and then their text. Copies of the rows share it, so rows are added before they are
/// copied.
#[derive(Debug, Clone)]
struct Aside {
    file: Arc<File>,
    /// Where each row begins.
    starts: Vec<u64>,
    /// Where the last one ends.
    end: u64,
}

/// One file is like itself alone.
impl PartialEq for Aside {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.file, &other.file) && self.end == other.end
    }
}

impl Eq for Aside {}

impl Rows {
    /// No rows yet, of `width` cells each.
    pub fn new(width: usize) -> Self {
        Self {
            width,
            ..Self::default()
        }
    }

    /// Adds a row; missing cells are blank, further ones are left out.
    pub fn push<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) {
        let mut cells = cells.into_iter();
        let start = self.text.len();
        self.starts.push(start);
        for _ in 0..self.width {
            self.text.push_str(cells.next().unwrap_or_default());
            self.ends.push((self.text.len() - start) as u32);
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.len_aside() + self.len_here()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One row that is in memory, counted from the first there; nothing when there is no such row.
    pub fn get(&self, row: usize) -> Option<Vec<&str>> {
        (row < self.len_here()).then(|| self.shown(|column| self.cell(row, column)))
    }

    /// Every row that is in memory, in order: of a list nothing of which was put aside, all of them.
    pub fn iter(&self) -> impl Iterator<Item = Vec<&str>> {
        (0..self.len_here()).filter_map(|row| self.get(row))
    }

    /// Puts the rows into a file in the folder of `path`, where their text is longer than `most` bytes.
    ///
    /// # Errors
    /// What the disk says.
    pub(crate) fn put_aside(&mut self, path: &Path, most: usize) -> io::Result<()> {
        if self.text.len() <= most {
            return Ok(());
        }
        if self.aside.is_none() {
            self.aside = Some(Aside {
                file: Arc::new(tempfile::tempfile_in(folder_of(path))?),
                starts: Vec::new(),
                end: 0,
            });
        }
        let Some(aside) = &mut self.aside else {
            return Ok(());
        };
        let mut starts = Vec::with_capacity(self.starts.len());
        let mut bytes = Vec::with_capacity(self.text.len() + 4 * self.ends.len());
        for (row, start) in self.starts.iter().enumerate() {
            starts.push(aside.end + bytes.len() as u64);
            let ends = self.ends.get(row * self.width..(row + 1) * self.width);
            let ends = ends.unwrap_or_default();
            for end in ends {
                bytes.extend_from_slice(&end.to_le_bytes());
            }
            let length = ends.last().map_or(0, |end| *end as usize);
            let text = self.text.get(*start..start + length);
            bytes.extend_from_slice(text.unwrap_or_default().as_bytes());
        }
        let mut file = &*aside.file;
        file.seek(SeekFrom::Start(aside.end))?;
        file.write_all(&bytes)?;
        aside.starts.append(&mut starts);
        aside.end += bytes.len() as u64;
        self.text.clear();
        self.starts.clear();
        self.ends.clear();
        Ok(())
    }

    /// All rows, be they in memory or aside, to be read in any order; quickest in theirs.
    pub(crate) fn reader(&self) -> RowReader<'_> {
        RowReader {
            rows: self,
            from: 0,
            bytes: Vec::new(),
        }
    }

    /// The same rows with only the columns at these positions. No cell is copied for that.
    pub(crate) fn keep_columns(self, columns: &[usize]) -> Self {
        Self {
            left: Some(columns.to_vec()),
            ..self
        }
    }

    fn len_aside(&self) -> usize {
        self.aside.as_ref().map_or(0, |aside| aside.starts.len())
    }

    fn len_here(&self) -> usize {
        self.ends.len().checked_div(self.width).unwrap_or(0)
    }

    /// The cells of a row in the columns that are left.
    fn shown<'c>(&self, cell: impl Fn(usize) -> &'c str) -> Vec<&'c str> {
        match &self.left {
            Some(left) => left.iter().map(|column| cell(*column)).collect(),
            None => (0..self.width).map(cell).collect(),
        }
    }

    fn cell(&self, row: usize, column: usize) -> &str {
        if column >= self.width {
            return "";
        }
        let start = self.starts.get(row).copied().unwrap_or_default();
        let end_of = |cell: usize| start + self.ends.get(cell).map_or(0, |end| *end as usize);
        let cell = row * self.width + column;
        let from = match column {
            0 => start,
            _ => end_of(cell - 1),
        };
        self.text.get(from..end_of(cell)).unwrap_or_default()
    }

    /// Cuts what stands aside short, as a failing disk would.
    #[cfg(test)]
    pub(crate) fn lose_the_end(&self) -> io::Result<()> {
        match &self.aside {
            Some(aside) => aside.file.set_len(aside.end / 2),
            None => Ok(()),
        }
    }
}

/// Reads rows one after the other.
pub(crate) struct RowReader<'r> {
    rows: &'r Rows,
    /// Where in the file these bytes begin.
    from: u64,
    /// What was read last.
    bytes: Vec<u8>,
}

impl RowReader<'_> {
    /// The cells of one row, counted from 0; none when there is no such row.
    ///
    /// # Errors
    /// What the disk says of a row that is aside.
    pub(crate) fn cells(&mut self, row: usize) -> io::Result<Vec<&str>> {
        let rows = self.rows;
        let start = |aside: &Aside| aside.starts.get(row).copied();
        let Some((aside, start)) = rows.aside.as_ref().and_then(|one| Some((one, start(one)?)))
        else {
            let here = row.checked_sub(rows.len_aside());
            return Ok(here.and_then(|row| rows.get(row)).unwrap_or_default());
        };
        let end = aside.starts.get(row + 1).copied().unwrap_or(aside.end);
        let bytes = self.bytes_between(aside, start, end)?;
        let (ends, text) = bytes.split_at_checked(4 * rows.width).ok_or_else(damaged)?;
        let text = std::str::from_utf8(text).map_err(|_| damaged())?;
        let end_of = |column: usize| {
            let end = ends.get(4 * column..4 * column + 4);
            let end = end.and_then(|bytes| <[u8; 4]>::try_from(bytes).ok());
            end.map_or(0, |bytes| u32::from_le_bytes(bytes) as usize)
        };
        Ok(rows.shown(|column| {
            let from = column.checked_sub(1).map_or(0, end_of);
            text.get(from..end_of(column)).unwrap_or_default()
        }))
    }

    /// What stands in a part of the file: read with much of what follows it, which is asked for next.
    fn bytes_between(&mut self, aside: &Aside, start: u64, end: u64) -> io::Result<&[u8]> {
        let is_there = self.from <= start && end <= self.from + self.bytes.len() as u64;
        if !is_there {
            let length = (aside.end - start).min(AT_ONCE.max(end - start));
            let mut bytes = std::mem::take(&mut self.bytes);
            bytes.resize(length as usize, 0);
            let mut file = &*aside.file;
            file.seek(SeekFrom::Start(start))?;
            file.read_exact(&mut bytes)?;
            (self.from, self.bytes) = (start, bytes);
        }
        let place = (start - self.from) as usize;
        let bytes = self.bytes.get(place..place + (end - start) as usize);
        bytes.ok_or_else(damaged)
    }
}

fn damaged() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "the rows that were put aside are damaged",
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Rows;

    const NAMES: [[&str; 3]; 4] = [
        ["Ada", "", "London"],
        ["", "", ""],
        ["Zoë", "\"Q\"\n", "Zürich"],
        ["Bea", "x", ""],
    ];

    fn all(rows: &Rows) -> Vec<Vec<String>> {
        let mut reader = rows.reader();
        (0..rows.len())
            .map(|row| {
                let cells = reader.cells(row).expect("the row");
                cells.into_iter().map(str::to_owned).collect()
            })
            .collect()
    }

    #[test]
    fn rows_come_back_from_aside_as_they_were() {
        let folder = tempfile::tempdir().expect("a folder");
        let beside = folder.path().join("list.csv");
        let mut here = Rows::new(3);
        let mut aside = Rows::new(3);
        for (place, row) in NAMES.iter().enumerate() {
            here.push(row.iter().copied());
            aside.push(row.iter().copied());
            // The last one stays in memory.
            if place < 3 {
                aside.put_aside(&beside, 0).expect("room for it");
            }
        }
        assert_eq!(aside.len(), 4);
        // A row of blank cells alone is put aside with the next.
        assert_eq!(aside.iter().count(), 1);
        assert_eq!(all(&aside), all(&here));
        let (here, aside) = (here.keep_columns(&[2, 0]), aside.keep_columns(&[2, 0]));
        assert_eq!(all(&aside), all(&here));
        let mut reader = aside.reader();
        for row in [3, 0, 2, 0] {
            let wanted = [NAMES[row][2], NAMES[row][0]];
            assert_eq!(reader.cells(row).expect("the row"), wanted, "{row}");
        }
        assert!(reader.cells(4).expect("no such row").is_empty());
        // Nobody finds the file: only who holds the rows knows it.
        #[cfg(unix)]
        {
            let names = std::fs::read_dir(folder.path()).expect("the folder");
            assert_eq!(names.count(), 0);
        }
    }

    #[test]
    fn a_few_rows_stay_where_they_are() {
        let mut rows = Rows::new(1);
        rows.push(["Ada"]);
        let nowhere = Path::new("no such folder/list.csv");
        rows.put_aside(nowhere, 100).expect("nothing to do");
        assert_eq!(rows.get(0), Some(vec!["Ada"]));
        assert!(rows.put_aside(nowhere, 0).is_err());
        assert_eq!(rows.get(0), Some(vec!["Ada"]), "nothing is lost");
    }
}
