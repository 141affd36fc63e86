//! Where the header of a table is, what stands above it, and how wide the table is.

use std::collections::BTreeMap;

use crate::another_table::first_part;
use crate::cell_kind::{CellKind, is_year, kind_of};
use crate::stacked_header::stacked;
use crate::word_list::names_a_column;

/// One of the first rows of a table, blank ones left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SampleRow {
    pub(crate) row: u64,
    pub(crate) cells: Vec<String>,
    /// The row as it stands in the file.
    pub(crate) text: String,
}

/// What is wanted of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Find out.
    Detect,
    /// The user pointed at this row.
    Row(u64),
    /// The user says there is none.
    Nothing,
}

/// The shape of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) header_row: Option<u64>,
    /// As in the file; made-up names where there is no header.
    pub(crate) header: Vec<String>,
    /// The rows of a header of two rows as they stand in the file; none where it is one row.
    pub(crate) header_rows: Vec<Vec<String>>,
    pub(crate) preamble: Vec<(u64, String)>,
}

/// Finds the header; nothing if the user pointed at a row that is not there.
pub(crate) fn shape(rows: &[SampleRow], wish: Wish) -> Option<Shape> {
    let start = rows.iter().take_while(|row| is_remark(row, rows)).count();
    let (at, has_header) = match wish {
        Wish::Nothing => (start, false),
        Wish::Row(number) => (rows.iter().position(|row| row.row == number)?, true),
        Wish::Detect => detect_first(rows, start),
    };
    let stack = if has_header {
        stack(rows, at, wish)
    } else {
        None
    };
    let (top, at) = match &stack {
        Some((last, _)) => (last - 1, *last),
        None => (at, at),
    };
    let header_rows: Vec<Vec<String>> = match &stack {
        Some(_) => rows
            .iter()
            .take(at + 1)
            .skip(top)
            .map(|row| row.cells.iter().map(|cell| label(cell)).collect())
            .collect(),
        None => Vec::new(),
    };
    let mut preamble: Vec<(u64, String)> = Vec::new();
    for row in rows.get(..top).unwrap_or_default() {
        preamble.push((row.row, row.text.clone()));
    }
    let first = rows.get(at)?;
    let below = rows.get(at + usize::from(has_header)..).unwrap_or_default();
    if has_header {
        let cells = stack.map_or_else(|| first.cells.clone(), |(_, header)| header);
        let mut header: Vec<String> = cells.iter().map(|cell| label(cell)).collect();
        let below = first_part(&header, below);
        let usual = usual_width(below);
        if below.len() >= 3 && usual > header.len() {
            // Nearly every row has a cell more than the header: the column is there, its name is not.
            header.resize(usual, String::new());
        }
        return Some(Shape {
            header_row: Some(first.row),
            header,
            header_rows,
            preamble,
        });
    }
    let width = usual_width(below).max(if below.len() < 3 {
        first.cells.len()
    } else {
        1
    });
    Some(Shape {
        header_row: None,
        header: (1..=width)
            .map(|number| format!("Column {number}"))
            .collect(),
        header_rows: Vec::new(),
        preamble,
    })
}

/// The last row of a header of two rows, and its columns' names. The row found may be either of them; the one somebody
/// pointed at is the last.
fn stack(rows: &[SampleRow], at: usize, wish: Wish) -> Option<(usize, Vec<String>)> {
    let of = |top: usize| Some((top + 1, stacked(rows.get(top)?, rows.get(top + 1)?)?));
    let below = if wish == Wish::Detect { of(at) } else { None };
    below.or_else(|| of(at.checked_sub(1)?))
}

/// A header as in the file, without the NUL characters and line ends nobody can see.
fn label(cell: &str) -> String {
    cell.chars()
        .filter(|character| *character != '\0')
        .collect()
}

/// A `sep=;` line, or a comment line of an analytics export.
fn is_remark(row: &SampleRow, rows: &[SampleRow]) -> bool {
    let first = row.cells.first().map_or("", |cell| cell.trim());
    let declares = first.len() <= 5 && first.to_ascii_lowercase().starts_with("sep=");
    let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let comment = first.starts_with('#') && first.len() > 1 && row.cells.len() < widest;
    let ruler = first.len() >= 3
        && first
            .chars()
            .all(|character| matches!(character, '#' | '-' | '=' | '*'));
    declares || ((comment || ruler) && widest > 1)
}

/// The same as [`detect`], with a wider table further down left out of account: beside it the header of the first one
/// looks like a title, and its rows like what stands above a table.
fn detect_first(rows: &[SampleRow], start: usize) -> (usize, bool) {
    /// So many cells in every row no list of settings has, as reports write it above their table.
    const FEWEST_CELLS: usize = 3;
    const FEWEST_ROWS: usize = 2;
    /// So many rows no list of settings has.
    const MANY_ROWS: usize = 20;
    let (at, has_header) = detect(rows, start);
    let above = rows.get(start..at).unwrap_or_default();
    let (first, is_table) = detect(above, 0);
    let rows_of_first = above.get(first + 1..).unwrap_or_default();
    let is_full = |row: &SampleRow| filled(row) >= FEWEST_CELLS;
    let full = rows_of_first.iter().take_while(|row| is_full(row)).count();
    let is_many = full >= FEWEST_ROWS || rows_of_first.len() >= MANY_ROWS;
    let below = rows.len().saturating_sub(at + 1);
    let parted = rows.get(start..=at).unwrap_or_default();
    let has_gap = parted.windows(2).any(|two| two[0].row + 1 < two[1].row);
    if has_header && is_table && has_gap && is_many && rows_of_first.len() > below {
        return (start + first, true);
    }
    (at, has_header)
}

/// The index of the first row of the table, and whether it is a header.
fn detect(rows: &[SampleRow], start: usize) -> (usize, bool) {
    let mut counts: Vec<usize> = rows.iter().skip(start).map(filled).collect();
    counts.sort_unstable();
    let usual = counts.get(counts.len() * 9 / 10).copied().unwrap_or(1);
    let need = if usual < 2 {
        1
    } else {
        (usual * 6).div_ceil(10).max(2)
    };
    let settled = |row: &SampleRow| filled(row) >= need && !is_remark(row, rows);
    let at = rows
        .iter()
        .skip(start)
        .position(settled)
        .map_or(start, |offset| start + offset);
    let Some(candidate) = rows.get(at) else {
        return (start, false);
    };
    if let Some(narrow) = narrow_header(rows, start, at) {
        return (narrow, true);
    }
    if is_header(candidate, rows.get(at + 1..).unwrap_or_default()) {
        return (at, true);
    }
    // Without a header a sparse first row is a row, not a title.
    let width = candidate.cells.len();
    let first = rows
        .iter()
        .skip(start)
        .position(|row| row.cells.len() == width && filled(row) > 1)
        .map_or(at, |offset| start + offset);
    (first.min(at), false)
}

/// A header that rows with more cells than it make look like a title: all it says are names of columns, which the first
/// of these rows is not made of, and nothing parts them.
fn narrow_header(rows: &[SampleRow], start: usize, at: usize) -> Option<usize> {
    const FEWEST_NAMES: usize = 2;
    let names = |row: &SampleRow| row.cells.iter().filter(|cell| names_a_column(cell)).count();
    let wide = rows.get(at)?;
    if names(wide) * 2 >= filled(wide) {
        return None;
    }
    let is_all_names = |row: &SampleRow| names(row) >= FEWEST_NAMES && names(row) == filled(row);
    let header = start + rows.get(start..at)?.iter().position(is_all_names)?;
    let rows_to_wide = rows.get(header..=at)?;
    let goes_on = rows_to_wide
        .windows(2)
        .all(|two| two[0].row + 1 == two[1].row);
    let below = rows.get(header + 1..)?;
    (goes_on && is_header(rows.get(header)?, below)).then_some(header)
}

/// Whether a row reads like labels, in contrast to what is below.
fn is_header(row: &SampleRow, below: &[SampleRow]) -> bool {
    let numbered = numbered(&row.cells);
    let kinds: Vec<_> = row
        .cells
        .iter()
        .zip(&numbered)
        .map(|(cell, is_numbered)| {
            if *is_numbered {
                CellKind::Text
            } else {
                kind_of(cell)
            }
        })
        .collect();
    let filled = filled(row).max(1);
    if kinds.contains(&CellKind::Address) {
        return false;
    }
    let values = row
        .cells
        .iter()
        .zip(&kinds)
        .enumerate()
        .filter(|(column, (cell, kind))| {
            kind.is_value()
                && !is_year(cell)
                && !(**kind == CellKind::Code
                    && (names_a_column(cell) || only_numbers(below, *column)))
        })
        .count();
    let known = row.cells.iter().filter(|cell| names_a_column(cell)).count();
    if (known >= 2 || known * 3 >= filled) && values * 2 < filled {
        return true;
    }
    if values * 10 > filled * 3 {
        return false;
    }
    let mut repeated = 0;
    for (column, (cell, kind)) in row.cells.iter().zip(&kinds).enumerate() {
        let under = || below.iter().filter_map(|row| row.cells.get(column));
        let alike = under().filter(|other| kind_of(other) == *kind).count();
        if kind.is_value() && !is_year(cell) && alike * 2 > below.len() {
            return false;
        }
        if !cell.trim().is_empty() && under().any(|other| other == cell) {
            repeated += 1;
        }
    }
    // Values come again further down; a header does so only as a whole, or by chance where it is wide.
    repeated * WIDE <= filled || repeated == filled
}

/// Among so many columns one may hold its own name by chance.
const WIDE: usize = 100;

/// Which cells are numbered one after the other under one name, as no values are: `field_998`, `field_999`.
fn numbered(cells: &[String]) -> Vec<bool> {
    const FEWEST: usize = 3;
    let mut runs: BTreeMap<&str, Vec<(usize, u64)>> = BTreeMap::new();
    for (column, cell) in cells.iter().enumerate() {
        let cell = cell.trim();
        let name = cell.trim_end_matches(|one: char| one.is_ascii_digit());
        let number = cell
            .get(name.len()..)
            .and_then(|digits| digits.parse().ok());
        if let Some(number) = number.filter(|_| name.chars().any(char::is_alphabetic)) {
            runs.entry(name).or_default().push((column, number));
        }
    }
    let mut numbered = vec![false; cells.len()];
    for run in runs.into_values() {
        let goes_on = run.windows(2).all(|pair| pair[0].1 + 1 == pair[1].1);
        if run.len() >= FEWEST && goes_on {
            for (column, _) in run {
                numbered[column] = true;
            }
        }
    }
    numbered
}

/// Whether a column holds numbers and nothing else: a name such as `field_1024` above it is no value.
fn only_numbers(below: &[SampleRow], column: usize) -> bool {
    let mut kinds = below
        .iter()
        .filter_map(|row| row.cells.get(column))
        .map(|cell| kind_of(cell))
        .filter(|kind| *kind != CellKind::Blank)
        .peekable();
    kinds.peek().is_some() && kinds.all(|kind| kind == CellKind::Number)
}

fn filled(row: &SampleRow) -> usize {
    row.cells
        .iter()
        .filter(|cell| !cell.trim().is_empty())
        .count()
}

/// The width that at least four of five rows fill, counted to the last cell that is not blank.
fn usual_width(rows: &[SampleRow]) -> usize {
    let mut widths: Vec<usize> = rows
        .iter()
        .map(|row| {
            let blank = row
                .cells
                .iter()
                .rev()
                .take_while(|cell| cell.trim().is_empty())
                .count();
            row.cells.len() - blank
        })
        .collect();
    widths.sort_unstable();
    widths.get(widths.len() / 5).copied().unwrap_or(0)
}
