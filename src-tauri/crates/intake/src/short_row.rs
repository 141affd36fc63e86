//! Whether a row that has fewer cells than its table breaks off, told by what the whole rows of the table hold.
//!
//! A program that leaves out the blanks at the end of a row writes short rows that are whole. What such a row lacks, and
//! what it ends with, is what tells the two apart.

use rollcall_model::Cell;

use crate::another_table::Looks;
use crate::word_list::says_no;

/// So many whole rows are looked at: those behind them are like them.
const MOST_LEARNT: usize = 400;
/// A column that holds no more different values than this holds answers.
const MOST_ANSWERS: usize = 4;
/// Of so many whole rows one has to leave a column blank for it to be one that may be blank.
const ONE_BLANK_IN: usize = 10;
/// So many whole rows have to end with a blank for the file to be one that writes its blanks out.
const LEAST_BLANK_ENDS: usize = 2;
/// Numbers of fewer digits than this may all be as long by chance.
const LEAST_DIGITS: usize = 4;

/// What may be seen of a short row.
type Sign = fn(&ShortRow<'_>) -> bool;

/// What is looked for, in this order, and whether a row that shows it breaks off. The first sign that is there decides;
/// a row that shows none is whole.
const RULES: [(Sign, bool); 5] = [
    // A no is heard, whatever is missing behind it: whoever refuses often leaves no more, and a no that is lost costs
    // more than a row too many.
    (ends_with_a_no, false),
    // Half an address, half a date, two digits of a postcode: the line stopped within a cell.
    (ends_within_a_cell, true),
    // What other rows leave blank this one may leave out.
    (lacks_only_what_others_leave_blank, false),
    // Something is missing that everybody has, and little is there.
    (lacks_more_than_half, true),
    // Something is missing that everybody has, and blanks are written in this file.
    (lacks_what_the_file_writes_out, true),
];

/// A row that has fewer cells than its table.
pub(crate) struct ShortRow<'a> {
    pub(crate) cells: &'a [Cell],
    /// The rows it stands among.
    pub(crate) whole: &'a WholeRows,
}

impl ShortRow<'_> {
    /// Whether it is only the beginning of a row.
    pub(crate) fn breaks_off(&self) -> bool {
        let decides = RULES.iter().find(|(sign, _)| sign(self));
        decides.is_some_and(|(_, breaks_off)| *breaks_off)
    }

    /// Its last cell and the place of it, unless that is blank.
    fn last(&self) -> Option<(usize, &str)> {
        let (at, cell) = self.cells.iter().enumerate().next_back()?;
        let text = cell.text.trim();
        (!text.is_empty()).then_some((at, text))
    }

    fn width(&self) -> usize {
        self.whole.columns.len()
    }
}

/// Whether it ends with a no in a column of answers.
fn ends_with_a_no(row: &ShortRow<'_>) -> bool {
    let Some((at, text)) = row.last() else {
        return false;
    };
    let column = row.whole.columns.get(at);
    column.is_some_and(|column| column.holds_answers() && column.takes_for_a_no(text))
}

/// Whether its last cell is nothing that its column holds.
fn ends_within_a_cell(row: &ShortRow<'_>) -> bool {
    let Some((at, text)) = row.last() else {
        return false;
    };
    let column = row.whole.columns.get(at);
    column.is_some_and(|column| {
        column.may_begin(text) && (row.whole.looks.is_unlike(at, text) || column.cuts_short(text))
    })
}

fn lacks_only_what_others_leave_blank(row: &ShortRow<'_>) -> bool {
    let mut missing = row.whole.columns.iter().skip(row.cells.len());
    missing.all(|column| column.blank * ONE_BLANK_IN >= row.whole.rows)
}

/// Of a table of two columns a row of one is half.
fn lacks_more_than_half(row: &ShortRow<'_>) -> bool {
    row.cells.len() * 2 < row.width()
}

fn lacks_what_the_file_writes_out(row: &ShortRow<'_>) -> bool {
    row.whole.blank_ends >= LEAST_BLANK_ENDS
}

/// What the whole rows of a table hold.
#[derive(Debug, Default)]
pub(crate) struct WholeRows {
    rows: usize,
    looks: Looks,
    columns: Vec<Column>,
    /// Those whose last cell is blank.
    blank_ends: usize,
}

impl WholeRows {
    pub(crate) fn of_width(width: usize) -> Self {
        let mut columns = Vec::new();
        columns.resize_with(width, Column::default);
        Self {
            columns,
            ..Self::default()
        }
    }

    pub(crate) fn width(&self) -> usize {
        self.columns.len()
    }

    /// Takes in a whole row, as long as one more says something.
    pub(crate) fn learn(&mut self, cells: &[Cell]) {
        if self.rows >= MOST_LEARNT {
            return;
        }
        self.rows += 1;
        if self.looks.want_more() {
            self.looks.add(cells.iter().map(|cell| cell.text.as_str()));
        }
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.learn(cell.text.trim());
        }
        let last = self.columns.len().checked_sub(1);
        let last = last.and_then(|last| cells.get(last));
        self.blank_ends += usize::from(last.is_some_and(Cell::is_blank));
    }
}

/// What a column holds in whole rows.
#[derive(Debug, Default)]
struct Column {
    blank: usize,
    /// How many characters its values have, where there are any.
    lengths: Option<(usize, usize)>,
    /// Whether all of them are numbers, codes of digits or dates as machines write them.
    is_of_digits: bool,
    /// The different values, as long as they are few.
    answers: Vec<String>,
    is_varied: bool,
    /// Whether any of its values begins with a letter.
    begins_with_letter: bool,
}

impl Column {
    fn learn(&mut self, text: &str) {
        if text.is_empty() {
            self.blank += 1;
            return;
        }
        self.begins_with_letter |= first_sign(text).is_some_and(char::is_alphabetic);
        let length = text.chars().count();
        self.is_of_digits = (self.is_of_digits || self.lengths.is_none()) && is_of_digits(text);
        self.lengths = Some(match self.lengths {
            None => (length, length),
            Some((shortest, longest)) => (shortest.min(length), longest.max(length)),
        });
        if self.is_varied || self.answers.iter().any(|known| known == text) {
            return;
        }
        self.is_varied = self.answers.len() == MOST_ANSWERS;
        if !self.is_varied {
            self.answers.push(text.to_owned());
        }
    }

    fn holds_answers(&self) -> bool {
        !self.is_varied && !self.answers.is_empty()
    }

    /// Whether a value of this column is a no.
    fn takes_for_a_no(&self, text: &str) -> bool {
        let is_flag = |known: &String| matches!(known.as_str(), "0" | "1");
        says_no(text) || text == "0" && self.answers.iter().all(is_flag)
    }

    /// Whether a text may be the beginning of a value: a word is none of a day or an amount. "Unknown" stands for one.
    fn may_begin(&self, text: &str) -> bool {
        first_sign(text).is_some_and(|first| self.begins_with_letter || !first.is_alphabetic())
    }

    /// Whether a text has fewer digits than each of its values, which all have as many.
    fn cuts_short(&self, text: &str) -> bool {
        let is_one_length = |(shortest, longest): (usize, usize)| {
            shortest == longest && shortest >= LEAST_DIGITS && text.chars().count() < shortest
        };
        self.is_of_digits && is_of_digits(text) && self.lengths.is_some_and(is_one_length)
    }
}

/// The first letter or digit of a text.
fn first_sign(text: &str) -> Option<char> {
    text.chars().find(|one| one.is_alphanumeric())
}

/// Whether a text is made of digits, with nothing between them but what parts the numbers of a date. A mark of decimals
/// is none of these: amounts are as long as they are.
fn is_of_digits(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
        && text
            .chars()
            .all(|one| one.is_ascii_digit() || matches!(one, '-' | '/' | ':' | ' ' | 'T' | 'Z'))
}

#[cfg(test)]
mod tests {
    use rollcall_model::Cell;

    use super::{ShortRow, WholeRows};

    fn cells(line: &str) -> Vec<Cell> {
        let cell = |text: &str| Cell {
            text: text.to_owned(),
            ..Cell::default()
        };
        line.split(';').map(cell).collect()
    }

    /// Whether a row breaks off among so many whole rows as the pattern makes, `#` being their number.
    fn breaks_off(patterns: &[&str], row: &str) -> bool {
        let width = cells(patterns[0]).len();
        let mut whole = WholeRows::of_width(width);
        for number in 10..40 {
            let pattern = patterns[number % patterns.len()];
            whole.learn(&cells(&pattern.replace('#', &number.to_string())));
        }
        let cells = cells(row);
        assert!(cells.len() < width, "{row} is short");
        let row = ShortRow {
            cells: &cells,
            whole: &whole,
        };
        row.breaks_off()
    }

    const PEOPLE: &[&str] = &["#;Ann#;Lee#;p#@example.com;Weg #;80331;Bonn;ja"];
    const LETTER: &[&str] = &["n#@example.com;Ann#;Lee#;angemeldet"];
    const ORDERS: &[&str] = &["B#;p#@example.com;2026-10-01;#.00;paid"];
    /// A program that writes its blanks out: phone and note are often blank.
    const BLANKS: &[&str] = &[
        "#;Ann#;p#@example.com;Bonn;030 1#;calls",
        "#;Ann#;p#@example.com;Bonn;030 1#;",
        "#;Ann#;p#@example.com;Bonn;;",
    ];
    /// All but a few say yes, and when they did.
    const ANSWERED: &[&str] =
        &["n#@example.com;Ann#;Lee#;ja;2026-10-01;Form #;10.0.0.#;Berlin;shop#;x#"];

    #[test]
    fn a_short_row_is_whole_or_breaks_off() {
        let table: &[(&str, &[&str], &str, bool)] = &[
            ("a number and a name", PEOPLE, "99;Kaputt", true),
            ("three of eight", PEOPLE, "98;Halb;Zeile", true),
            ("one of four", LETTER, "kaputt@example.com", true),
            ("half an address", ORDERS, "B77;kap", true),
            ("a whole address", ORDERS, "B199;kaputt@example.com", true),
            ("half a day", ORDERS, "B78;p@example.com;2026-1", true),
            (
                "a word in place of a day",
                ORDERS,
                "B80;p@example.com;unbekannt",
                false,
            ),
            (
                "half a postcode",
                PEOPLE,
                "9;An;Le;p@example.com;Weg 1;803",
                true,
            ),
            (
                "all but the last",
                PEOPLE,
                "9;An;Le;p@example.com;Weg 1;80331;Ulm",
                false,
            ),
            (
                "all but two",
                PEOPLE,
                "9;An;Le;p@example.com;Weg 1;80331",
                false,
            ),
            (
                "all but the status",
                ORDERS,
                "B79;p@example.com;2026-10-01;5.00",
                false,
            ),
            (
                "what is often blank",
                BLANKS,
                "9;Ann;p@example.com;Bonn",
                false,
            ),
            (
                "the note alone",
                BLANKS,
                "9;Ann;p@example.com;Bonn;030 119",
                false,
            ),
            ("what is written out", BLANKS, "9;Ann;p@example.com", true),
            ("a no", ANSWERED, "n@example.com;Ann;Lee;nein", false),
            (
                "a no in another language",
                ANSWERED,
                "n@example.com;Ann;Lee;Opted-out",
                false,
            ),
            ("a yes", ANSWERED, "n@example.com;Ann;Lee;ja", true),
            ("no answer", ANSWERED, "n@example.com;Ann;Lee", true),
            (
                "a name that reads like a no",
                ANSWERED,
                "n@example.com;No",
                true,
            ),
        ];
        for (what, patterns, row, expected) in table {
            assert_eq!(breaks_off(patterns, row), *expected, "{what}: {row}");
        }
    }

    #[test]
    fn nought_is_a_no_beside_ones_alone() {
        let flags = &["n#@example.com;1;2026-10-01;Form #;10.0.0.#"];
        assert!(!breaks_off(flags, "n@example.com;0"));
        let counts = &["n#@example.com;#;2026-10-01;Form #;10.0.0.#"];
        assert!(breaks_off(counts, "n@example.com;0"));
    }
}
