//! Rows that end too early, in a text file whose other rows are whole: a line that broke off while the file was written,
//! or a line break inside of a cell. Such a row is nobody's, since nobody knows what was to stand in it.
//!
//! A file in which many rows are short, or many that follow on one another, is written so: its rows stay rows. Where few
//! are, what the whole rows hold tells which of them are whole.

use rollcall_model::Cell;

use crate::short_row::{ShortRow, WholeRows};
use crate::{Format, RawRow, TablePlan};

/// So many rows have to be whole before one that is not says anything.
const LEAST_WHOLE: u64 = 12;
/// Of several that are short at most one in so many rows is; else the file is written so.
const ONE_IN: u64 = 50;
/// So many pieces one row breaks into, however short the file is.
const PIECES: u64 = 2;
/// So many broken rows may follow on one another.
const MOST_TOGETHER: usize = 3;
/// So many rows wait until it is decided: a row that is short is seen among those behind it, too.
const MOST_WAITING: usize = 64;

/// Tells rows that break off from those that are merely short.
#[derive(Debug)]
pub(crate) struct CutOff {
    rows: WholeRows,
    whole: u64,
    short: u64,
    /// How often short rows began, those that follow on one another together.
    breaks: u64,
    was_short: bool,
    /// The file is written with short rows.
    is_usual: bool,
    /// Rows from a short one on, until it is decided.
    waiting: Vec<Held>,
}

/// A row that waits, or what was decided about it.
#[derive(Debug)]
pub(crate) struct Held {
    pub(crate) row: RawRow,
    /// How it stands in the file.
    pub(crate) text: String,
    pub(crate) is_cut_off: bool,
}

impl CutOff {
    /// Nothing where no row can break off: only lines of text do, and not those of one cell.
    pub(crate) fn of(plan: &TablePlan) -> Option<Self> {
        let is_delimited = plan.reading.format == Format::Text && plan.reading.delimiter.is_some();
        Self::of_width(plan.header.len()).filter(|_| is_delimited)
    }

    fn of_width(width: usize) -> Option<Self> {
        (width > 1).then(|| Self {
            rows: WholeRows::of_width(width),
            whole: 0,
            short: 0,
            breaks: 0,
            was_short: false,
            is_usual: false,
            waiting: Vec::new(),
        })
    }

    /// Takes in a row, and says whether it can be loaded at once.
    pub(crate) fn passes(&mut self, cells: &[Cell]) -> bool {
        if self.is_usual {
            return true;
        }
        let is_short = cells.len() < self.rows.width();
        if is_short {
            self.short += 1;
            self.breaks += u64::from(!self.was_short);
        } else {
            self.whole += 1;
            self.rows.learn(cells);
        }
        self.was_short = is_short;
        self.waiting.is_empty() && !is_short
    }

    /// Lets a row wait, and says whether it is time to decide.
    pub(crate) fn hold(&mut self, row: RawRow, text: String) -> bool {
        self.waiting.push(Held {
            row,
            text,
            is_cut_off: false,
        });
        self.waiting.len() >= MOST_WAITING
    }

    /// Decides on the rows that wait, and gives them in the order of the file.
    pub(crate) fn decide(&mut self) -> Vec<Held> {
        let mut waiting = std::mem::take(&mut self.waiting);
        let width = self.rows.width();
        let is_short = |held: &Held| held.row.cells.len() < width;
        let runs = waiting.chunk_by(|one, next| is_short(one) && is_short(next));
        let longest = runs.map(<[Held]>::len).max().unwrap_or(0);
        let is_one_break = self.breaks <= 1 && self.short <= PIECES;
        let is_rare = is_one_break || self.short * ONE_IN <= self.whole;
        if self.whole < LEAST_WHOLE || !is_rare || longest > MOST_TOGETHER {
            self.is_usual = true;
            return waiting;
        }
        for held in waiting.iter_mut().filter(|held| is_short(held)) {
            let row = ShortRow {
                cells: &held.row.cells,
                whole: &self.rows,
            };
            held.is_cut_off = row.breaks_off();
        }
        waiting
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::Cell;

    use super::CutOff;
    use crate::RawRow;

    const WIDTH: usize = 12;

    /// The numbers of the rows that are told to break off, of rows of so many cells each.
    fn cut_off(cells: &[usize]) -> Vec<u64> {
        let mut rows = CutOff::of_width(WIDTH).expect("a wide table");
        let (mut loaded, mut found) = (0, Vec::new());
        let mut decided = Vec::new();
        for (row, cells) in (2..).zip(cells) {
            let cell = Cell {
                text: "told".into(),
                ..Cell::default()
            };
            let row = RawRow {
                row,
                cells: vec![cell; *cells],
            };
            if rows.passes(&row.cells) {
                assert!(rows.waiting.is_empty(), "no row overtakes another");
                loaded += 1;
            } else if rows.hold(row, String::new()) {
                decided.extend(rows.decide());
            }
        }
        decided.extend(rows.decide());
        for held in &decided {
            if held.is_cut_off {
                found.push(held.row.row);
            }
        }
        assert_eq!(loaded + decided.len(), cells.len(), "no row is lost");
        assert!(decided.is_sorted_by_key(|held| held.row.row));
        found
    }

    #[test]
    fn a_row_breaks_off_where_nearly_all_others_are_whole() {
        let whole = |count: usize| vec![WIDTH; count];
        let cases: &[(&str, Vec<usize>, &[u64])] = &[
            (
                "one far down",
                [whole(30), vec![3], whole(5)].concat(),
                &[32],
            ),
            ("the last one", [whole(30), vec![3]].concat(), &[32]),
            ("the first one", [vec![3], whole(30)].concat(), &[2]),
            (
                "two pieces of one row",
                [whole(110), vec![3, 4], whole(5)].concat(),
                &[112, 113],
            ),
            (
                "too few others",
                [whole(6), vec![3], whole(5)].concat(),
                &[],
            ),
            (
                "a short file",
                [whole(10), vec![3], whole(5)].concat(),
                &[12],
            ),
            (
                "two at its end",
                [whole(15), vec![2, 3]].concat(),
                &[17, 18],
            ),
            ("three at its end", [whole(15), vec![2, 3, 3]].concat(), &[]),
            (
                "two places of a short file",
                [whole(9), vec![2], whole(9), vec![3]].concat(),
                &[],
            ),
            (
                "more than half of it is there",
                [whole(30), vec![7], whole(5)].concat(),
                &[],
            ),
            (
                "many short rows are how the file is written",
                [whole(25), vec![3, 7, 3, 3, 8], whole(25)].concat(),
                &[],
            ),
            (
                "rows that are short from the beginning on",
                [vec![3; 40], whole(200), vec![3], whole(3)].concat(),
                &[],
            ),
            (
                "a few here and there",
                [whole(60), vec![3], whole(60), vec![4], whole(60)].concat(),
                &[62, 123],
            ),
        ];
        for (what, cells, found) in cases {
            assert_eq!(cut_off(cells), *found, "{what}");
        }
    }

    #[test]
    fn a_table_of_one_column_has_no_such_rows() {
        assert!(CutOff::of_width(1).is_none());
        assert!(CutOff::of_width(2).is_some());
    }
}
