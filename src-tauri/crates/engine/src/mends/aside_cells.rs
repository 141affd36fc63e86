//! The cells of a row that was set aside, as its table is read.

use rollcall_intake::{Format, Reading};
use rollcall_model::Cell;

/// The cells of a row as it stands in its file. Where a quote never closes, quotes are signs like any other.
pub(super) fn aside_cells(text: &str, reading: &Reading) -> Vec<String> {
    let text = text.trim_end_matches(['\r', '\n']);
    let delimiter = match (reading.delimiter, reading.format) {
        (Some(delimiter), _) => delimiter,
        // A line is one cell.
        (None, Format::Text) => return vec![text.to_owned()],
        // Formats without lines are kept with tabs.
        (None, _) => '\t',
    };
    split(text, delimiter, reading.quote)
        .or_else(|| split(text, delimiter, None))
        .unwrap_or_default()
}

/// Nothing where a quote never closes.
fn split(text: &str, delimiter: char, quote: Option<char>) -> Option<Vec<String>> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let (mut is_quoted, mut is_start) = (false, true);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_quote = Some(character) == quote;
        if is_quoted && is_quote {
            // A quote within quotes stands twice.
            match characters.next_if_eq(&character) {
                Some(twice) => cell.push(twice),
                None => is_quoted = false,
            }
        } else if is_quoted {
            cell.push(character);
        } else if character == delimiter {
            cells.push(std::mem::take(&mut cell));
            is_start = true;
            continue;
        } else if is_quote && is_start {
            is_quoted = true;
        } else {
            cell.push(character);
        }
        is_start = false;
    }
    cells.push(cell);
    (!is_quoted).then_some(cells)
}

/// A row as it would stand in its file, so that its cells are found again.
pub(crate) fn aside_text(cells: &[Cell], reading: &Reading) -> String {
    let delimiter = match (reading.delimiter, reading.format) {
        (Some(delimiter), _) => delimiter,
        (None, Format::Text) => {
            return cells
                .first()
                .map_or_else(String::new, |one| one.text.clone());
        }
        (None, _) => '\t',
    };
    let breaks = |sign: char| sign == delimiter || sign == '\r' || sign == '\n';
    let mut text = String::new();
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            text.push(delimiter);
        }
        match reading.quote {
            Some(quote)
                if cell
                    .text
                    .contains(|sign: char| sign == quote || breaks(sign)) =>
            {
                let twice = format!("{quote}{quote}");
                text.push(quote);
                text.push_str(&cell.text.replace(quote, &twice));
                text.push(quote);
            }
            Some(_) => text.push_str(&cell.text),
            None => text.push_str(&cell.text.replace(breaks, " ")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use rollcall_intake::{Format, Reading};

    use rollcall_model::Cell;

    use super::{aside_cells, aside_text};

    fn reading(format: Format, delimiter: Option<char>) -> Reading {
        Reading {
            format,
            encoding: "UTF-8".into(),
            delimiter,
            quote: Some('"'),
            header_row: Some(1),
            decimal_mark: None,
            totals_are_rows: false,
            one_table: false,
        }
    }

    #[test]
    fn a_row_is_split_as_its_table_is_read() {
        for (text, delimiter, cells) in [
            ("1,Ann,,a@x\r\n", ',', &["1", "Ann", "", "a@x"][..]),
            ("1;Lee, Ann", ';', &["1", "Lee, Ann"]),
            ("1,\"Lee, Ann\",x", ',', &["1", "Lee, Ann", "x"]),
            ("1,\"Ann \"\"Nan\"\" Lee\"", ',', &["1", "Ann \"Nan\" Lee"]),
            ("1,6\" nail,x", ',', &["1", "6\" nail", "x"]),
            ("1,\"Ann\nLee\",x", ',', &["1", "Ann\nLee", "x"]),
            // It never closes, so it is a sign like any other.
            ("1,\"Ann,a@x", ',', &["1", "\"Ann", "a@x"]),
            ("", ',', &[""]),
        ] {
            let told = aside_cells(text, &reading(Format::Text, Some(delimiter)));
            assert_eq!(told, cells, "{text}");
        }
    }

    #[test]
    fn a_row_that_is_written_is_split_into_its_cells_again() {
        let cells = ["1", "Lee, Ann", "6\" nail", "Ann\nLee", "", "x"];
        let written = cells.map(Cell::text);
        for (format, delimiter) in [(Format::Text, Some(',')), (Format::Xlsx, None)] {
            let reading = reading(format, delimiter);
            assert_eq!(
                aside_cells(&aside_text(&written, &reading), &reading),
                cells
            );
        }
    }

    #[test]
    fn formats_without_lines_are_kept_with_tabs_and_a_line_without_delimiter_is_one_cell() {
        let sheet = aside_cells("1\tAnn, Lee", &reading(Format::Xlsx, None));
        assert_eq!(sheet, ["1", "Ann, Lee"]);
        let line = aside_cells("1\tAnn", &reading(Format::Text, None));
        assert_eq!(line, ["1\tAnn"]);
    }
}
