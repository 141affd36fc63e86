//! Watches the rows of a table for the place where another one begins below it.
//!
//! Behind a gap a few rows are held until they tell what they are; everywhere else a row costs one comparison. What is
//! held is either given back to be rows like any other, or it begins another table, whose rows are told apart until the
//! first table goes on.

use rollcall_model::{Cell, Place, Problem, ProblemCode, Severity, grouped};

use crate::another_table::{
    DECIDING_ROWS, Looks, MOST_TITLES, are_known, is_another, is_title, names, told,
};
use crate::word_list::names_totals;
use crate::{RawRow, TablePlan};

/// A row that waits for those behind it.
pub(crate) struct Waiting {
    pub(crate) row: RawRow,
    /// As it stands in the file.
    pub(crate) text: String,
    /// Whether rows without a cell are left out before it.
    pub(crate) gap: bool,
}

/// What a row is in the light of those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// A row of this table, as far as can be told from where it stands.
    Ours,
    /// The next rows have to tell.
    Waits,
    /// A row of another table.
    Theirs(Foreign),
}

/// A row of another table: how it stands to the header, and the row that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Foreign {
    Title(u64),
    Header,
    Row(u64),
}

impl Foreign {
    /// Why the row is not loaded, and what to do.
    pub(crate) fn reason(self) -> String {
        const DO: &str = "save that table as a file of its own and add that file";
        match self {
            Self::Title(header) => {
                format!("This line stands above another table, whose header is row {header}; {DO}.")
            }
            Self::Header => format!("Another table begins with this row; {DO}."),
            Self::Row(header) => {
                format!("This row belongs to another table, which begins in row {header}; {DO}.")
            }
        }
    }
}

/// Where the reading is.
enum Where {
    Inside,
    /// Behind a gap: rows that wait, and which of them may be a header.
    Behind(Vec<Waiting>, Option<usize>),
    Other(Other),
}

/// The other table the reading is in.
struct Other {
    header_row: u64,
    width: usize,
    looks: Looks,
}

/// What is known of the table whose rows are read, and of those found below it.
pub(crate) struct Watch {
    header: Vec<String>,
    looks: Looks,
    place: Where,
    /// The row before held nothing, or is a title behind a gap.
    after_gap: bool,
    tables: u64,
    rows: u64,
    first: Option<u64>,
}

impl Watch {
    /// Nothing where no other table is looked for: without a header there is none to differ from, and somebody may have
    /// said that all is one table.
    pub(crate) fn of(plan: &TablePlan) -> Option<Self> {
        let is_watched = plan.reading.header_row.is_some() && !plan.reading.one_table;
        is_watched.then(|| Self {
            header: plan.header.clone(),
            looks: Looks::default(),
            place: Where::Inside,
            after_gap: false,
            tables: 0,
            rows: 0,
            first: None,
        })
    }

    /// Whether a row is one of this table without a look at it.
    pub(crate) fn is_idle(&self, cells: &[Cell], gap: bool) -> bool {
        matches!(self.place, Where::Inside) && !gap && !self.after_gap && !is_comment(cells)
    }

    /// Takes in a row that was loaded.
    pub(crate) fn loaded(&mut self, cells: &[Cell]) {
        if self.looks.want_more() {
            self.looks.add(cells.iter().map(|cell| cell.text.as_str()));
        }
    }

    /// Takes in whether a row held nothing.
    pub(crate) fn passed(&mut self, is_blank: bool) {
        self.after_gap = is_blank;
    }

    /// Whether the rows that wait have to be settled before this one is seen.
    pub(crate) fn is_settled_by(&self, cells: &[Cell], again: bool, gap: bool) -> bool {
        let Where::Behind(waiting, header) = &self.place else {
            return false;
        };
        if again {
            return true;
        }
        let cells = texts(cells);
        let width = told(&cells).len();
        let Some(header) = header else {
            let may_go_on = width <= 1 || names(&cells).is_some();
            return waiting.len() >= MOST_TITLES && width <= 1 || !may_go_on;
        };
        let is_first_below = header + 1 == waiting.len() && waiting.len() <= MOST_TITLES;
        let wide = width > width_of(waiting, *header);
        // Two rows of words, the lower one wider: the upper is a title.
        gap || width == 0 || wide && !(is_first_below && names(&cells).is_some())
    }

    /// What a row is. Rows that wait are settled where they have to be.
    pub(crate) fn see(&mut self, row: &RawRow, again: bool, gap: bool) -> Seen {
        let apart = std::mem::take(&mut self.after_gap) || gap || is_comment(&row.cells);
        if again {
            self.place = Where::Inside;
            return Seen::Ours;
        }
        let cells = texts(&row.cells);
        let is_blank = told(&cells).is_empty();
        match &self.place {
            Where::Behind(..) => Seen::Waits,
            _ if is_blank => Seen::Ours,
            Where::Inside => {
                let may_begin = is_title(&cells) || names(&cells).is_some();
                if apart && may_begin && self.looks.are_of_rows() {
                    self.place = Where::Behind(Vec::new(), None);
                    return Seen::Waits;
                }
                Seen::Ours
            }
            Where::Other(_) => self.see_in_other(row.row, &cells, apart),
        }
    }

    fn see_in_other(&mut self, row: u64, cells: &[&str], apart: bool) -> Seen {
        let Where::Other(other) = &mut self.place else {
            return Seen::Ours;
        };
        let next = if apart { names(cells) } else { None };
        if let Some(names) = next.filter(|names| are_known(names, &self.header)) {
            *other = Other {
                header_row: row,
                width: names.len(),
                looks: Looks::default(),
            };
            self.tables += 1;
            return Seen::Theirs(Foreign::Header);
        }
        let cells = told(cells);
        let width = self.header.len();
        let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let fits_first = |looks: &Looks| {
            let is_total = cells.first().is_some_and(|first| names_totals(first));
            let full = filled >= 2 && filled * 2 > width && cells.len() <= width;
            full && !is_total && looks.bear(cells)
        };
        let differs = cells.len() > other.width || apart && !other.looks.bear(cells);
        if differs && fits_first(&self.looks) {
            self.place = Where::Inside;
            return Seen::Ours;
        }
        if cells.len() <= other.width && other.looks.want_more() {
            other.looks.add(cells.iter().copied());
        }
        self.after_gap = apart && is_title(cells);
        Seen::Theirs(Foreign::Row(other.header_row))
    }

    /// Holds a row that waits; true once enough wait to tell.
    pub(crate) fn hold(&mut self, row: Waiting) -> bool {
        let Where::Behind(waiting, header) = &mut self.place else {
            return false;
        };
        let is_header = |names: &[&str]| {
            header.is_none_or(|at| at + 1 == waiting.len() && names.len() > width_of(waiting, at))
        };
        if names(&texts(&row.row.cells)).is_some_and(is_header) {
            *header = Some(waiting.len());
        }
        waiting.push(row);
        header.is_some_and(|at| waiting.len() > at + DECIDING_ROWS)
    }

    /// The rows that waited, and the row of the header if they begin another table.
    pub(crate) fn settle(&mut self) -> (Vec<Waiting>, Option<u64>) {
        let (waiting, header) = match std::mem::replace(&mut self.place, Where::Inside) {
            Where::Behind(waiting, header) => (waiting, header),
            other => {
                self.place = other;
                return (Vec::new(), None);
            }
        };
        let other = header.and_then(|at| self.other(&waiting, at));
        let header_row = other.as_ref().map(|other| other.header_row);
        if let Some(other) = other {
            self.tables += 1;
            self.first.get_or_insert(other.header_row);
            self.place = Where::Other(other);
        }
        (waiting, header_row)
    }

    /// The other table that begins with this one of the rows that wait, if it is one.
    fn other(&self, waiting: &[Waiting], header: usize) -> Option<Other> {
        let (first, body) = waiting.get(header..)?.split_first()?;
        let cells = texts(&first.row.cells);
        let names = names(&cells)?;
        let mut looks = Looks::default();
        for one in body {
            looks.add(one.row.cells.iter().map(|cell| cell.text.as_str()));
        }
        is_another(&self.header, &self.looks, names, &looks).then_some(Other {
            header_row: first.row.row,
            width: names.len(),
            looks,
        })
    }

    /// Counts a row of another table.
    pub(crate) fn count(&mut self) {
        self.rows += 1;
    }

    /// What there is to say of other tables.
    pub(crate) fn problem(&self, place: &Place, rows_read: u64) -> Option<Problem> {
        let first = self.first?;
        let share = format!("{} of {} rows", grouped(self.rows), grouped(rows_read));
        let (message, hint) = if self.tables == 1 {
            (
                format!(
                    "Another table begins in row {first}; {share} read belong to it and were set aside."
                ),
                "Save that table as a file of its own and add that file. If it is all one table, say so on the reading screen.",
            )
        } else {
            (
                format!(
                    "{} other tables stand below this one, the first from row {first}; {share} read belong to them and were set aside.",
                    grouped(self.tables)
                ),
                "Save each of them as a file of its own and add those files. If it is all one table, say so on the reading screen.",
            )
        };
        Some(Problem {
            code: ProblemCode::AnotherTable,
            severity: Severity::Warning,
            place: Place {
                row: Some(first),
                ..place.clone()
            },
            message,
            hint: hint.to_owned(),
            count: self.rows,
        })
    }
}

/// A line such as analytics reports write between their tables.
fn is_comment(cells: &[Cell]) -> bool {
    matches!(cells, [only] if only.text.starts_with('#'))
}

fn width_of(waiting: &[Waiting], at: usize) -> usize {
    let cells = waiting.get(at).map(|one| texts(&one.row.cells));
    cells.map_or(0, |cells| told(&cells).len())
}

fn texts(cells: &[Cell]) -> Vec<&str> {
    cells.iter().map(|cell| cell.text.as_str()).collect()
}
