//! Whether what stands below a gap is another table: a row that reads like a header, and rows that fit it and not the
//! table above.
//!
//! A gap alone says nothing, and neither does a row of words: tables of customers have both. What tells is that the
//! rows below differ from those above, in their width or in what their columns hold.

use crate::cell_kind::{CellKind, kind_of};
use crate::header::SampleRow;
use crate::word_list::names_a_column;

/// Names of columns are short.
const LONGEST_NAME: usize = 60;
/// Rows that are looked at to learn what a table looks like.
const LOOKED_AT: usize = 60;
/// Rows below a header that decide whether it is one.
pub(crate) const DECIDING_ROWS: usize = 3;
/// Lines between a gap and a header that may be titles and remarks.
pub(crate) const MOST_TITLES: usize = 6;

/// What a cell that is not blank looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Number,
    Code,
    Date,
    Address,
    Flag,
    Text,
}

const LOOKS: [Look; 6] = [
    Look::Number,
    Look::Code,
    Look::Date,
    Look::Address,
    Look::Flag,
    Look::Text,
];

impl Look {
    fn of(cell: &str) -> Option<Self> {
        Some(match kind_of(cell) {
            CellKind::Blank => return None,
            CellKind::Number => Self::Number,
            CellKind::Code => Self::Code,
            CellKind::Date => Self::Date,
            CellKind::Address => Self::Address,
            CellKind::Flag => Self::Flag,
            CellKind::Text => Self::Text,
        })
    }

    /// Whether one column hardly holds both.
    fn contradicts(self, other: Self) -> bool {
        let are = |left, right| (self, other) == (left, right) || (self, other) == (right, left);
        self != other
            && !are(Self::Number, Self::Code)
            && !are(Self::Number, Self::Flag)
            && !are(Self::Code, Self::Text)
            && !are(Self::Flag, Self::Text)
    }
}

/// What the first rows of a table look like.
#[derive(Debug, Clone, Default)]
pub(crate) struct Looks {
    /// How many cells of each look a column holds.
    columns: Vec<[u32; LOOKS.len()]>,
    rows: usize,
    narrowest: usize,
    widest: usize,
}

impl Looks {
    /// Whether another row would say more.
    pub(crate) fn want_more(&self) -> bool {
        self.rows < LOOKED_AT
    }

    /// Whether there was a row at all.
    pub(crate) fn are_of_rows(&self) -> bool {
        self.rows > 0
    }

    /// Takes in the cells of a row.
    pub(crate) fn add<'c>(&mut self, cells: impl Iterator<Item = &'c str>) {
        let mut width = 0;
        for (column, cell) in cells.enumerate() {
            let Some(look) = Look::of(cell) else {
                continue;
            };
            width = column + 1;
            if self.columns.len() < width {
                self.columns.resize(width, [0; LOOKS.len()]);
            }
            let counts = self.columns.get_mut(column);
            if let Some(count) = counts.and_then(|counts| counts.get_mut(look as usize)) {
                *count += 1;
            }
        }
        self.narrowest = match self.rows {
            0 => width,
            _ => self.narrowest.min(width),
        };
        self.widest = self.widest.max(width);
        self.rows += 1;
    }

    /// Whether no cell of a row differs from the rest of its column.
    pub(crate) fn bear(&self, cells: &[&str]) -> bool {
        let differs = |(column, cell): (usize, &&str)| {
            let settled = self.settled(column).zip(Look::of(cell));
            settled.is_some_and(|(usual, look)| usual.contradicts(look))
        };
        !cells.iter().enumerate().any(differs)
    }

    /// Whether a cell differs from the rest of its column where that is anything but words, which may read in any way.
    pub(crate) fn is_unlike(&self, column: usize, cell: &str) -> bool {
        let settled = self.settled(column).filter(|usual| *usual != Look::Text);
        settled
            .zip(Look::of(cell))
            .is_some_and(|(usual, look)| usual.contradicts(look))
    }

    /// The look that nine of ten cells of a column have.
    fn settled(&self, column: usize) -> Option<Look> {
        let counts = self.columns.get(column)?;
        let all: u32 = counts.iter().sum();
        let mut looks = LOOKS.iter().zip(counts);
        looks
            .find(|(_, count)| all > 0 && **count * 10 >= all * 9)
            .map(|(look, _)| *look)
    }
}

/// The cells up to the last one that is not blank.
pub(crate) fn told<'a, 'c>(cells: &'a [&'c str]) -> &'a [&'c str] {
    let blank = |cell: &&&str| cell.trim().is_empty();
    let width = cells.len() - cells.iter().rev().take_while(blank).count();
    cells.get(..width).unwrap_or_default()
}

/// Whether a row holds one cell, the first: a title, a remark, or a row of which little is known.
pub(crate) fn is_title(cells: &[&str]) -> bool {
    told(cells).len() == 1
}

/// The names a row holds if it reads like a header: words only, side by side, each another one.
pub(crate) fn names<'a, 'c>(cells: &'a [&'c str]) -> Option<&'a [&'c str]> {
    let names = told(cells);
    let is_name = |name: &&str| {
        kind_of(name) == CellKind::Text
            && name.chars().count() <= LONGEST_NAME
            && name.chars().any(char::is_alphabetic)
    };
    if names.len() < 2 || !names.iter().all(is_name) {
        return None;
    }
    let mut unique: Vec<String> = names
        .iter()
        .map(|name| name.trim().to_lowercase())
        .collect();
    unique.sort_unstable();
    unique.dedup();
    (unique.len() == names.len()).then_some(names)
}

/// Whether at least half of the names are such as columns bear.
pub(crate) fn are_known(names: &[&str], header: &[String]) -> bool {
    known(names, header) * 2 >= names.len()
}

/// How many of the names are words that headers are made of, or stand in the header above.
fn known(names: &[&str], header: &[String]) -> usize {
    let is_known = |name: &&&str| {
        let name = name.trim();
        names_a_column(name) || header.iter().any(|other| other.trim() == name)
    };
    names.iter().filter(is_known).count()
}

/// Whether these names and the rows below them are another table than the one of this header and these looks.
pub(crate) fn is_another(header: &[String], above: &Looks, names: &[&str], below: &Looks) -> bool {
    let width = names.len();
    if below.rows == 0 || below.widest < 2 || below.widest > width {
        return false;
    }
    let is_value = |column| below.settled(column).is_some_and(|look| look != Look::Text);
    let values = (0..width).any(is_value);
    let shared = width.min(header.len());
    let differing = (0..shared)
        .filter(|column| {
            let looks = above.settled(*column).zip(below.settled(*column));
            looks.is_some_and(|(above, below)| above.contradicts(below))
        })
        .count();
    let several = below.rows >= 2;
    let known = known(names, header);
    if known * 2 >= width && (known >= 2 || several) {
        let wide = below.widest > header.len();
        let narrow = several && above.narrowest > width;
        return (values || known == width && several) && (differing > 0 || wide || narrow);
    }
    // Words nobody knows must stand out from the column above them, and the rows below them all the more.
    let stands_out = (0..shared).any(|column| {
        let look = above.settled(column);
        look.is_some_and(|look| look.contradicts(Look::Text))
    });
    several && values && stands_out && differing * 2 >= shared
}

/// The rows of a sample down to where another table begins.
pub(crate) fn first_part<'r>(header: &[String], rows: &'r [SampleRow]) -> &'r [SampleRow] {
    let is_gap = |at: &usize| match rows.get(at - 1..=*at) {
        Some([before, after]) => after.row > before.row + 1,
        _ => false,
    };
    let ends = (1..rows.len())
        .filter(is_gap)
        .find(|at| begins_at(*at, header, rows));
    ends.and_then(|at| rows.get(..at)).unwrap_or(rows)
}

/// Whether another table begins in this row of a sample, which stands behind a gap.
fn begins_at(at: usize, header: &[String], rows: &[SampleRow]) -> bool {
    let rest = rows.get(at..).unwrap_or_default();
    let is_title_row = |row: &&SampleRow| is_title(&texts(row));
    let titles = rest.iter().take(MOST_TITLES).take_while(is_title_row);
    let Some((first, body)) = rest
        .get(titles.count()..)
        .and_then(<[SampleRow]>::split_first)
    else {
        return false;
    };
    let cells = texts(first);
    let Some(names) = names(&cells) else {
        return false;
    };
    let joined = body.iter().zip(first.row + 1..);
    let body = joined
        .take_while(|(one, row)| one.row == *row)
        .map(|(one, _)| one);
    let below = looks_of(body.take(DECIDING_ROWS));
    let above = looks_of(rows.iter().take(at).take(LOOKED_AT));
    is_another(header, &above, names, &below)
}

fn looks_of<'r>(rows: impl Iterator<Item = &'r SampleRow>) -> Looks {
    let mut looks = Looks::default();
    for row in rows {
        looks.add(row.cells.iter().map(String::as_str));
    }
    looks
}

fn texts(row: &SampleRow) -> Vec<&str> {
    row.cells.iter().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells between bars, rows by line; a line that is empty is a gap.
    fn sample(text: &str) -> Vec<SampleRow> {
        let numbered = (2..).zip(text.lines());
        numbered
            .filter(|(_, line)| !line.is_empty())
            .map(|(row, line)| SampleRow {
                row,
                cells: line.split('|').map(str::to_owned).collect(),
                text: line.to_owned(),
            })
            .collect()
    }

    /// So many rows of the sample are of the first table.
    fn part(header: &str, text: &str) -> usize {
        let header: Vec<String> = header.split('|').map(str::to_owned).collect();
        first_part(&header, &sample(text)).len()
    }

    const PEOPLE: &str = "Anna|anna@example.com|Leeds\nBob|bob@example.org|York\n";
    const CLICKS: &str = "Spring|120|4500|33.10\nSummer|80|2100|21.00\n";

    #[test]
    fn another_table_below_a_gap_is_seen() {
        let people = [
            ("wider", "\nProduct|Price|Stock|Sold\nLamp|12|4|1\n"),
            ("as wide", "\nProduct|Price|Stock\nLamp|12|4\n"),
            ("narrower", "\nProduct|Price\nLamp|12\nChair|40\n"),
            ("a title", "\nProducts\nProduct|Price|Stock\nLamp|12|4\n"),
            (
                "a title and a gap",
                "\nSales in May 2024\n\nProduct|Price\nLamp|12\nChair|40\n",
            ),
            (
                "words only",
                "\nProduct|Category\nLamp|Home\nChair|Office\n",
            ),
            (
                "words nobody knows",
                "\nGerät|Klicks|Kosten\nLaptop|12|3,10\nTelefon|40|7,25\n",
            ),
            (
                "the same columns, turned",
                "\nEmail|Name|City\ncid@example.com|Cid|Bath\n",
            ),
        ];
        for (what, more) in people {
            assert_eq!(
                part("Name|Email|City", &format!("{PEOPLE}{more}")),
                2,
                "{what}"
            );
        }
        let clicks = [
            (
                "a day of each",
                "\nDay|Clicks\n2024-05-01|12\n2024-05-02|40\n",
            ),
            (
                "fewer of the same",
                "\nDevice|Clicks\nMobile|12\nDesktop|40\n",
            ),
            ("one row of sums", "\nTotal clicks|Total cost\n200|54.10\n"),
        ];
        for (what, more) in clicks {
            let header = "Campaign|Clicks|Impressions|Cost";
            assert_eq!(part(header, &format!("{CLICKS}{more}")), 2, "{what}");
        }
    }

    #[test]
    fn rows_below_a_gap_are_rows() {
        let table = [
            ("a row like any", "\nCid|cid@example.com|Bath\n"),
            (
                "words only",
                "\nCid|unknown|Bath\nDee|dee@example.com|Hull\n",
            ),
            ("words only, and nothing behind", "\nCid|unknown|Bath\n"),
            (
                "words only, again and again",
                "\nCid|none|Bath\nDee|none|Hull\nEve|none|Leeds\n",
            ),
            (
                "words that name columns",
                "\nPage|none|Street\nDee|dee@example.com|Hull\n",
            ),
            (
                "a short row",
                "\nCid|unknown\nDee|dee@example.com\nEve|eve@example.com\n",
            ),
            (
                "a long row",
                "\nCid|none|Bath|call back\nDee|dee@example.com|Hull|later\nEve|eve@example.com|York|1\n",
            ),
            ("a name alone", "\nCid\nDee|dee@example.com|Hull\n"),
            (
                "gaps everywhere",
                "\nCid|none|Bath\n\nDee|none|Hull\n\nEve|12|York\n",
            ),
            (
                "a remark",
                "\nGenerated by the shop\nwith care, for you|and others\n",
            ),
        ];
        for (what, more) in table {
            let rows = sample(&format!("{PEOPLE}{more}")).len();
            assert_eq!(
                part("Name|Email|City", &format!("{PEOPLE}{more}")),
                rows,
                "{what}"
            );
        }
        // No gap, no other table: a file of one piece says itself what its rows are.
        let glued = format!("{PEOPLE}Product|Price|Stock\nLamp|12|4\n");
        assert_eq!(part("Name|Email|City", &glued), 4);
    }

    #[test]
    fn a_column_of_notes_says_nothing() {
        let notes =
            "Anna|likes tea\nBob|asks for Eve\n\nCid|calls often\nDee|2024-05-01\nEve|2024-05-02\n";
        assert_eq!(part("Name|Notes", notes), 5);
        // What people prefer may be called like a column.
        let wishes = "Anna|Email|Website\nBob|Phone|Event\n\nCid|Mobile|Order\nDee|Email|Website\nEve|Phone|Event\n";
        assert_eq!(part("Name|Channel|Source", wishes), 5);
    }
}
