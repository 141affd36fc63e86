//! All numbered values of a record in one place of memory.
//!
//! Comparing two records looks at every field of both. Kept field by field, each look would go to
//! another corner of memory; kept record by record, one or two looks fetch everything.

use std::borrow::Cow;
use std::sync::Arc;

use crate::ragged::Ragged;

/// One list of numbers per record: on its own at first, in [rows](Rows) once all lists are read.
#[derive(Debug, Clone)]
pub(crate) enum Lists<'a> {
    Alone(Cow<'a, Ragged<u32>>),
    InRows(ListInRows),
}

impl Default for Lists<'_> {
    fn default() -> Self {
        Self::Alone(Cow::Owned(Ragged::new()))
    }
}

/// Where all that is compared of a record stands: found once, looked at by every comparison.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(crate) record: u32,
    /// Its row and all behind it; nothing where the lists are on their own.
    cells: &'a [u32],
}

impl Lists<'_> {
    /// The row of a record, for [`at`](Self::at) of this list and all that were gathered with it.
    #[inline]
    pub(crate) fn row(&self, record: u32) -> Row<'_> {
        let cells = match self {
            Self::InRows(list) => list.rows.row(record as usize),
            Self::Alone(_) => &[],
        };
        Row { record, cells }
    }

    /// The list of a record whose row was found.
    #[inline]
    pub(crate) fn at<'v>(&'v self, row: Row<'v>) -> &'v [u32] {
        match self {
            Self::InRows(list) => list.of_row(row.cells),
            Self::Alone(lists) => lists.get(row.record as usize),
        }
    }

    /// The list of a record; empty for a record that does not exist.
    #[inline]
    pub(crate) fn get(&self, record: usize) -> &[u32] {
        match self {
            Self::InRows(list) => list.get(record),
            Self::Alone(lists) => lists.get(record),
        }
    }
}

/// Rows of several lists each: where every list ends, then the lists.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    starts: Vec<u32>,
    cells: Vec<u32>,
}

/// Where one list stands in every row.
#[derive(Debug, Clone)]
pub(crate) struct ListInRows {
    rows: Arc<Rows>,
    /// Cells of a row that tell where its lists end.
    header: usize,
    /// Where the end of the list before is told, and where its own.
    from: End,
    to: End,
}

/// Where in the header an end is told: the cell, and the bits of it.
#[derive(Debug, Clone, Copy, Default)]
struct End {
    cell: usize,
    shift: u32,
    mask: u32,
}

impl End {
    #[inline]
    fn read(self, row: &[u32]) -> usize {
        let cell = row.get(self.cell).copied().unwrap_or(0);
        (cell >> self.shift & self.mask) as usize
    }
}

impl ListInRows {
    #[inline]
    fn get(&self, record: usize) -> &[u32] {
        self.of_row(self.rows.row(record))
    }

    #[inline]
    fn of_row<'v>(&self, row: &'v [u32]) -> &'v [u32] {
        let (from, to) = (self.from.read(row), self.to.read(row));
        row.get(self.header + from..self.header + to).unwrap_or(&[])
    }
}

/// How many ends are packed into one cell of a header: 4, 2 or 1, told by its logarithm.
#[derive(Debug, Clone, Copy)]
struct Width(u32);

impl Width {
    /// The narrowest that can tell so many items.
    fn of(items: usize) -> Self {
        match items {
            0..=0xff => Self(2),
            0x100..=0xffff => Self(1),
            _ => Self(0),
        }
    }

    fn header(self, lists: usize) -> usize {
        lists.div_ceil(1 << self.0)
    }

    /// Where the end of a list is told.
    fn end(self, list: usize) -> End {
        let bits = 32 >> self.0;
        End {
            cell: list >> self.0,
            shift: (list & ((1 << self.0) - 1)) as u32 * bits,
            mask: u32::MAX >> (32 - bits),
        }
    }
}

impl Rows {
    /// Puts the lists of each record side by side and gives each list its place in the rows;
    /// nothing where they are more than can be numbered.
    pub(crate) fn gather(records: usize, lists: &[&Lists<'_>]) -> Option<Vec<ListInRows>> {
        let (mut most, mut all) = (0, 0);
        for record in 0..records {
            let own: usize = lists.iter().map(|list| list.get(record).len()).sum();
            most = most.max(own);
            all += own;
        }
        let width = Width::of(most);
        let header = width.header(lists.len());
        let cells = all + records * header;
        if cells >= u32::MAX as usize {
            return None;
        }
        let mut rows = Self {
            starts: Vec::with_capacity(records),
            cells: Vec::with_capacity(cells),
        };
        for record in 0..records {
            rows.push(record, lists, width);
        }
        let rows = Arc::new(rows);
        let place = |list: usize| ListInRows {
            rows: Arc::clone(&rows),
            header,
            from: list
                .checked_sub(1)
                .map_or_else(End::default, |before| width.end(before)),
            to: width.end(list),
        };
        Some((0..lists.len()).map(place).collect())
    }

    fn push(&mut self, record: usize, lists: &[&Lists<'_>], width: Width) {
        let start = self.cells.len();
        let header = width.header(lists.len());
        self.starts.push(start as u32);
        self.cells.resize(start + header, 0);
        for (at, list) in lists.iter().enumerate() {
            self.cells.extend_from_slice(list.get(record));
            let items = self.cells.len() - start - header;
            let end = width.end(at);
            if let Some(cell) = self.cells.get_mut(start + end.cell) {
                *cell |= (items as u32) << end.shift;
            }
        }
    }

    /// The row of a record and all behind it.
    #[inline]
    fn row(&self, record: usize) -> &[u32] {
        let start = self.starts.get(record).copied().unwrap_or(u32::MAX);
        self.cells.get(start as usize..).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::{Lists, Rows};
    use crate::ragged::Ragged;
    use std::borrow::Cow;

    /// Two lists for three records; the second record holds `many` numbers.
    fn lists(many: u32) -> [Lists<'static>; 2] {
        let (mut a, mut b) = (Ragged::new(), Ragged::new());
        a.push_row([1, 2]);
        b.push_row([]);
        a.push_row(0..many);
        b.push_row([7]);
        a.push_row([]);
        b.push_row([8, 9]);
        [a, b].map(|list| Lists::Alone(Cow::Owned(list)))
    }

    #[test]
    fn gathered_lists_hold_what_they_held() {
        for many in [0, 3, 300, 70_000] {
            let before = lists(many);
            let after = Rows::gather(3, &[&before[0], &before[1]]).unwrap();
            for (before, after) in before.iter().zip(after.into_iter().map(Lists::InRows)) {
                for record in 0..4 {
                    assert_eq!(before.get(record), after.get(record), "{many} {record}");
                    let row = after.row(record as u32);
                    assert_eq!(before.get(record), after.at(row), "{many} {record}");
                    let row = before.row(record as u32);
                    assert_eq!(before.get(record), before.at(row), "{many} {record}");
                }
            }
        }
    }
}
