//! How `DuckDB` reads a file as it was read here, so that the same rows come out: the same cells, and none of those
//! that were set aside.
//!
//! `DuckDB` is told everything and detects nothing. Its `skip` counts rows as they are counted here, with empty lines
//! and with line breaks within quotes; the rows it gives leave empty lines out, unless a line is one cell.

use std::collections::BTreeSet;

use rollcall_intake::{Format, Reading};

use super::mapping_sql::{literal, quoted};
use super::typed_column::Kinds;

/// Larger rows are beyond what `DuckDB` takes unless told.
const LARGEST_ROW: usize = 1_000_000;
/// So many rows to leave out still make a statement that can be read.
const MOST_LEFT_OUT: usize = 100_000;
/// Stands between the cells of a table whose lines are one cell each; no text holds it.
const NOWHERE: &str = "chr(31)";

/// What the rows of a load tell of its file.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    /// Numbers of the rows that were loaded.
    pub(super) loaded: Vec<u64>,
    /// Numbers of the rows that were set aside.
    pub(super) aside: Vec<u64>,
    /// Whether every row that was read is among them.
    pub(super) is_whole: bool,
    /// Rows set aside that could not be split, so that `DuckDB` splits what follows otherwise.
    pub(super) not_split: u64,
    /// Bytes of the largest row.
    pub(super) largest: usize,
    /// Whether there is a character that Latin-1 has no sign for, or `DuckDB` takes none in it.
    pub(super) beyond_latin: bool,
    /// Whether there are bytes that are no character.
    pub(super) lost: bool,
    /// Of each column, what types its cells have.
    pub(super) kinds: Vec<Kinds>,
}

impl Seen {
    /// Takes notice of the characters of a cell.
    pub(super) fn text(&mut self, text: &str) {
        if text.is_ascii() {
            return;
        }
        for letter in text.chars() {
            self.lost |= letter == char::REPLACEMENT_CHARACTER;
            self.beyond_latin |= letter > '\u{FF}' || ('\u{80}'..='\u{9F}').contains(&letter);
        }
    }
}

/// A load, as far as reading its file again goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given<'a> {
    /// The table to make.
    pub(super) table: &'a str,
    /// The file, with the member of an archive after a slash.
    pub(super) file: &'a str,
    /// The sheet of a workbook.
    pub(super) sheet: Option<&'a str>,
    /// How it was read.
    pub(super) reading: &'a Reading,
    /// Names of its columns.
    pub(super) columns: &'a [String],
}

/// How the rows come about there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum There {
    /// By a statement over the file.
    File {
        /// The statement.
        statement: String,
        /// A command line that makes the file the statement reads, where it is not the file itself.
        command: Option<String>,
        /// What has to be known of it.
        remark: Option<&'static str>,
    },
    /// From the rows themselves; why, as the rest of a sentence.
    Rows(String),
}

const WORKBOOK: &str = "needs DuckDB's extension excel (INSTALL excel; LOAD excel;); numbers come without their format, and in \
     a column that mixes kinds of cells dates come as day numbers (DATE '1899-12-30' + the number), yes and no as 1 and 0";

/// Tells how the rows of a load come about on `DuckDB`.
pub(super) fn there(given: &Given<'_>, seen: &Seen) -> There {
    let format = given.reading.format;
    if !matches!(format, Format::Text | Format::Xlsx) {
        return There::Rows(format!(
            "DuckDB does not read this format ({}) the way it was read here",
            format.label()
        ));
    }
    if let Some(why) = not_alike(seen) {
        return There::Rows(why.to_owned());
    }
    if seen.loaded.is_empty() {
        let columns: Vec<String> = (given.columns.iter())
            .map(|name| format!("{} VARCHAR", quoted(name)))
            .collect();
        return There::File {
            statement: format!("CREATE TABLE {} ({});\n", given.table, columns.join(", ")),
            command: None,
            remark: None,
        };
    }
    if format == Format::Xlsx {
        workbook(given, seen)
    } else {
        text(given, seen)
    }
}

fn not_alike(seen: &Seen) -> Option<&'static str> {
    if !seen.is_whole {
        Some("not every row of the file is known by its number")
    } else if seen.not_split > 0 {
        Some(
            "a quote in it never closes, or a row is cut off or too large, and DuckDB would split what follows otherwise",
        )
    } else if seen.largest > LARGEST_ROW {
        Some("a row of it is larger than DuckDB takes")
    } else {
        None
    }
}

fn text(given: &Given<'_>, seen: &Seen) -> There {
    let reading = given.reading;
    let ascii = |sign: Option<char>| sign.filter(char::is_ascii);
    let delimiter = match ascii(reading.delimiter) {
        None => NOWHERE.to_owned(),
        Some('\t') => r"'\t'".to_owned(),
        Some(sign) => literal(&sign.to_string()),
    };
    let quote =
        ascii(reading.quote).map_or_else(|| "''".to_owned(), |sign| literal(&sign.to_string()));
    let encoding = encoding(&reading.encoding, seen);
    let (path, command) = source(
        given.file,
        encoding.is_none().then_some(reading.encoding.as_str()),
    );
    let counts_empty_lines = given.columns.len() == 1;
    let Some(places) = Places::of(seen, counts_empty_lines) else {
        return There::Rows(TOO_MANY.to_owned());
    };
    let columns: Vec<String> = (given.columns.iter())
        .map(|name| format!("{}: 'VARCHAR'", literal(name)))
        .collect();
    let from = format!(
        "read_csv({}, delim = {delimiter}, quote = {quote}, escape = {quote}, skip = {}, header = false,
    encoding = '{}', auto_detect = false, strict_mode = false, null_padding = true, parallel = false,
    columns = {{{}}})",
        literal(&unglobbed(&path)),
        places.above,
        encoding.unwrap_or("utf-8"),
        columns.join(", ")
    );
    There::File {
        statement: statement(given, &from, &places, "", counts_empty_lines),
        command,
        remark: None,
    }
}

fn workbook(given: &Given<'_>, seen: &Seen) -> There {
    let (path, command) = source(given.file, None);
    let Some(places) = Places::of(seen, true) else {
        return There::Rows(TOO_MANY.to_owned());
    };
    let sheet = given
        .sheet
        .map(|sheet| format!(" sheet = {},", literal(sheet)));
    let columns: Vec<String> = given.columns.iter().map(|name| quoted(name)).collect();
    let from = format!(
        "read_xlsx({},{} range = 'A{}:{}{}', header = false, all_varchar = true)
    AS sheet({})",
        literal(&unglobbed(&path)),
        sheet.unwrap_or_default(),
        places.above + 1,
        letters(given.columns.len()),
        places.above + places.last,
        columns.join(", ")
    );
    let shown: Vec<String> = (given.columns.iter().zip(&seen.kinds))
        .filter_map(|(name, kinds)| kinds.shown(name))
        .collect();
    let replaced = if shown.is_empty() {
        String::new()
    } else {
        format!(" REPLACE (\n    {})", shown.join(",\n    "))
    };
    There::File {
        statement: statement(given, &from, &places, &replaced, false),
        command,
        remark: Some(WORKBOOK),
    }
}

const TOO_MANY: &str =
    "so many rows between its rows are no rows that a statement cannot name them";

/// Where the rows stand among those that `DuckDB` gives, counted from one.
struct Places {
    /// Rows above the table.
    above: u64,
    /// The last row that was loaded.
    last: u64,
    /// Rows to be left out: before the last one where empty lines are counted, else all.
    left_out: Vec<u64>,
}

impl Places {
    /// Nothing where too many are to be left out.
    fn of(seen: &Seen, counts_empty_lines: bool) -> Option<Self> {
        let loaded: BTreeSet<u64> = seen.loaded.iter().copied().collect();
        let all: BTreeSet<u64> = loaded.iter().chain(&seen.aside).copied().collect();
        let above = all.first()?.saturating_sub(1);
        let last_row = *loaded.last()?;
        let mut places = Self {
            above,
            last: last_row - above,
            left_out: Vec::new(),
        };
        let is_too_many = |left_out: &Vec<u64>| left_out.len() > MOST_LEFT_OUT;
        if counts_empty_lines {
            for row in above + 1..=last_row {
                if !loaded.contains(&row) {
                    places.left_out.push(row - above);
                }
                if is_too_many(&places.left_out) {
                    return None;
                }
            }
        } else {
            let numbered = all.iter().zip(1..);
            let left_out = numbered.filter(|(row, _)| !loaded.contains(*row));
            places.left_out = left_out.map(|(_, place)| place).collect();
        }
        (!is_too_many(&places.left_out)).then_some(places)
    }
}

fn statement(
    given: &Given<'_>,
    from: &str,
    places: &Places,
    replaced: &str,
    ends_at_last: bool,
) -> String {
    let row = row_name(given.columns);
    let mut conditions = Vec::new();
    if !places.left_out.is_empty() {
        let rows: Vec<String> = places.left_out.iter().map(u64::to_string).collect();
        conditions.push(format!("{row} NOT IN ({})", rows.join(", ")));
    }
    if ends_at_last {
        conditions.push(format!("{row} <= {}", places.last));
    }
    let table = given.table;
    if conditions.is_empty() {
        return format!("CREATE TABLE {table} AS SELECT *{replaced} FROM {from};\n");
    }
    format!(
        "CREATE TABLE {table} AS SELECT * EXCLUDE ({row}){replaced} FROM (
SELECT row_number() OVER () AS {row}, * FROM {from})
WHERE {};\n",
        conditions.join(" AND ")
    )
}

/// What the number of a row is called: no column is called so.
fn row_name(columns: &[String]) -> String {
    let mut name = "file_row".to_owned();
    while columns.iter().any(|one| one.eq_ignore_ascii_case(&name)) {
        name.push('_');
    }
    name
}

/// The encoding by the name that `DuckDB` has for it without an extension; nothing where the file has to be written
/// in another one first.
fn encoding(name: &str, seen: &Seen) -> Option<&'static str> {
    if seen.lost {
        return None;
    }
    match name {
        "UTF-8" => Some("utf-8"),
        "UTF-16LE" => Some("utf-16"),
        // Both are Latin-1 but for signs that no row has.
        "windows-1252" | "ISO-8859-15" if !seen.beyond_latin => Some("latin-1"),
        _ => None,
    }
}

/// The file a statement reads, and the command line that makes it where it is a member of an archive or is in an
/// encoding that is not read.
fn source(file: &str, encoding: Option<&str>) -> (String, Option<String>) {
    let converted = encoding.map(|name| {
        let name = name.to_ascii_uppercase();
        let name = name.strip_prefix("X-").unwrap_or(&name);
        let name = name.strip_suffix("-I").unwrap_or(name);
        format!("iconv -c -f {name} -t UTF-8")
    });
    match (member(file), converted) {
        (None, None) => (file.to_owned(), None),
        (None, Some(convert)) => {
            let path = format!("{file}.utf8");
            let command = format!("{convert} {} > {}", shell(file), shell(&path));
            (path, Some(command))
        }
        (Some((archive, member)), convert) => {
            // An ending that no reader here has, so that the file is not taken for one more export.
            let ending = if convert.is_some() {
                "utf8"
            } else {
                "unpacked"
            };
            let path = format!("{archive}.{}.{ending}", member.replace(['/', '\\'], "_"));
            let convert = convert.map(|convert| format!(" | {convert}"));
            let command = format!(
                "unzip -p {} {}{} > {}",
                shell(archive),
                shell(&unglobbed(member)),
                convert.unwrap_or_default(),
                shell(&path)
            );
            (path, Some(command))
        }
    }
}

/// An archive and the member of it, where a file is one: `exports/all.zip/customers.csv`.
fn member(file: &str) -> Option<(&str, &str)> {
    const ENDING: &str = ".zip/";
    let at = file.to_ascii_lowercase().find(ENDING)? + ENDING.len();
    Some((file.get(..at - 1)?, file.get(at..)?))
}

/// A path in which no sign stands for others; `DuckDB` and `unzip` read them alike.
fn unglobbed(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    for letter in path.chars() {
        if matches!(letter, '[' | '*' | '?') {
            plain.extend(['[', letter, ']']);
        } else {
            plain.push(letter);
        }
    }
    plain
}

/// A text as a shell quotes it.
fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// What a spreadsheet calls the column at a place, counted from one.
fn letters(mut place: usize) -> String {
    let mut letters = Vec::new();
    while place > 0 {
        place -= 1;
        letters.push(char::from(b'A' + (place % 26) as u8));
        place /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests;
