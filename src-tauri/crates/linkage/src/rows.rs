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
    /// Its cells; nothing where the lists are on their own.
    cells: &'a [u32],
}

impl Row<'_> {
    /// The source of the record; nothing where the lists are on their own.
    #[inline]
    pub(crate) fn source(self) -> Option<u32> {
        self.cells.last().copied()
    }
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
            Self::InRows(list) => list.of_row(list.rows.row(record)),
            Self::Alone(lists) => lists.get(record),
        }
    }
}

/// Rows of a cell for each of several lists, and one for the source. Nearly every list holds one number
/// or none, which is the cell; of others it tells where they stand.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    width: usize,
    cells: Vec<u32>,
    /// Lists of several numbers.
    several: Ragged<u32>,
}

/// The cell of an empty list.
const NONE: u32 = u32::MAX;
/// The bit of cells that tell where a list of several numbers stands.
const SEVERAL: u32 = 1 << 31;

/// Where one list stands in every row.
#[derive(Debug, Clone)]
pub(crate) struct ListInRows {
    rows: Arc<Rows>,
    place: usize,
}

impl ListInRows {
    #[inline]
    fn of_row<'v>(&'v self, row: &'v [u32]) -> &'v [u32] {
        match row.get(self.place) {
            None | Some(&NONE) => &[],
            Some(&place) if place & SEVERAL != 0 => {
                self.rows.several.get((place & !SEVERAL) as usize)
            }
            Some(only) => std::slice::from_ref(only),
        }
    }
}

impl Rows {
    /// Puts the lists of each record side by side, with its source, and gives each list its place in the
    /// rows; nothing where they hold more than can be numbered.
    pub(crate) fn gather(sources: &[u32], lists: &[&Lists<'_>]) -> Option<Vec<ListInRows>> {
        let mut rows = Self {
            width: lists.len() + 1,
            cells: Vec::with_capacity(sources.len() * (lists.len() + 1)),
            several: Ragged::new(),
        };
        for (record, &source) in sources.iter().enumerate() {
            for list in lists {
                let cell = rows.cell(list.get(record))?;
                rows.cells.push(cell);
            }
            rows.cells.push(source);
        }
        let rows = Arc::new(rows);
        let place = |place: usize| ListInRows {
            rows: Arc::clone(&rows),
            place,
        };
        Some((0..lists.len()).map(place).collect())
    }

    /// The cell of a list; nothing where it cannot be told.
    fn cell(&mut self, list: &[u32]) -> Option<u32> {
        match *list {
            [] => Some(NONE),
            [only] => (only & SEVERAL == 0).then_some(only),
            ref several => {
                let place = self.several.rows() as u32;
                self.several.push_row(several.iter().copied());
                (place < SEVERAL - 1).then_some(place | SEVERAL)
            }
        }
    }

    #[inline]
    fn row(&self, record: usize) -> &[u32] {
        let start = record * self.width;
        self.cells.get(start..start + self.width).unwrap_or(&[])
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
        for many in [0, 1, 3, 300] {
            let before = lists(many);
            let after = Rows::gather(&[5, u32::MAX, 6], &[&before[0], &before[1]]).unwrap();
            for (before, after) in before.iter().zip(after.into_iter().map(Lists::InRows)) {
                for record in 0..4 {
                    assert_eq!(before.get(record), after.get(record), "{many} {record}");
                    let row = after.row(record as u32);
                    assert_eq!(before.get(record), after.at(row), "{many} {record}");
                    let source = [5, u32::MAX, 6].get(record).copied();
                    assert_eq!(row.source(), source, "{many} {record}");
                    let row = before.row(record as u32);
                    assert_eq!(before.get(record), before.at(row), "{many} {record}");
                    assert_eq!(row.source(), None);
                }
            }
        }
    }

    #[test]
    fn numbers_too_large_for_a_cell_stay_on_their_own() {
        let mut list = Ragged::new();
        list.push_row([1 << 31]);
        let list = Lists::Alone(Cow::Owned(list));
        assert!(Rows::gather(&[0], &[&list]).is_none());
    }
}
