//! How much memory the cells of an ODS spreadsheet take once they are spread out.
//!
//! A cell, and a row, may say that it stands there many times; their reader makes as many cells of
//! it, and fills every sheet up to a rectangle.
//! Source: `OpenDocument` 1.3, part 3, 19.675 and 19.679 (`table:number-columns-repeated`,
//! `table:number-rows-repeated`).

use std::io::BufRead;

use calamine::Data;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Columns and rows beyond which the reader cuts.
const COLUMNS: u64 = 16_384;
const ROWS: u64 = 1_048_576;
/// A cell and its formula.
const BYTES_A_CELL: u64 = (size_of::<Data>() + size_of::<String>()) as u64;
/// What makes a cell more than a format.
const FILLING: [&str; 4] = [
    "office:value-type",
    "calcext:value-type",
    "office:value",
    "table:formula",
];

/// Bytes of memory that all sheets together take, as far as they can be read.
pub(crate) fn memory_of(content: impl BufRead) -> u64 {
    let Weight { cells, bytes } = weigh(content);
    cells.saturating_mul(BYTES_A_CELL).saturating_add(bytes)
}

/// What all sheets together hold, spread out.
#[derive(Default)]
struct Weight {
    cells: u64,
    /// Letters of cells, with their copies.
    bytes: u64,
}

fn weigh(content: impl BufRead) -> Weight {
    let mut reader = Reader::from_reader(content);
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let mut weight = Weight::default();
    let mut sheet = Sheet::default();
    loop {
        buffer.clear();
        let before = reader.buffer_position();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => match element.name().into_inner() {
                "table:table" => sheet = Sheet::default(),
                "table:table-row" => sheet.begin_row(&element),
                "table:table-cell" | "table:covered-table-cell" => {
                    sheet.begin_cell(&element, before);
                }
                _ => {}
            },
            Ok(Event::End(element)) => match element.name().into_inner() {
                "table:table" => std::mem::take(&mut sheet).add_to(&mut weight),
                "table:table-row" => sheet.end_row(),
                "table:table-cell" | "table:covered-table-cell" => {
                    sheet.end_cell(reader.buffer_position());
                }
                _ => {}
            },
            // Damage is told by the reading itself.
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    sheet.add_to(&mut weight);
    weight
}

/// What was counted of one sheet.
#[derive(Default)]
struct Sheet {
    cells: u64,
    /// Letters of cells that are copied.
    bytes: u64,
    /// Up to the last row that holds anything.
    rows: u64,
    empty_rows: u64,
    widest: u64,
    row: Row,
}

/// What was counted of one row.
#[derive(Default)]
struct Row {
    repeats: u64,
    width: u64,
    empty: u64,
    cell: Cell,
}

#[derive(Default)]
struct Cell {
    repeats: u64,
    from: u64,
    is_filled: bool,
}

impl Sheet {
    /// Its cells as they are read, and the rectangle they are put into.
    fn add_to(&self, weight: &mut Weight) {
        let rectangle = self.rows.saturating_mul(self.widest);
        weight.cells = weight
            .cells
            .saturating_add(self.cells.saturating_add(rectangle));
        weight.bytes = weight.bytes.saturating_add(self.bytes);
    }

    fn begin_row(&mut self, element: &BytesStart<'_>) {
        self.row = Row {
            repeats: repeats(element, "table:number-rows-repeated").min(ROWS),
            ..Row::default()
        };
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>, from: u64) {
        self.row.cell = Cell {
            repeats: repeats(element, "table:number-columns-repeated").min(COLUMNS),
            from,
            is_filled: FILLING
                .iter()
                .any(|name| matches!(element.try_get_attribute(name), Ok(Some(_)))),
        };
    }

    fn end_cell(&mut self, to: u64) {
        let Cell {
            repeats,
            from,
            is_filled,
        } = self.row.cell;
        if is_filled {
            let width = self.row.width + self.row.empty + repeats;
            self.row.width = width.min(COLUMNS);
            self.row.empty = 0;
            let copies = repeats.saturating_mul(self.row.repeats);
            self.bytes = self
                .bytes
                .saturating_add(copies.saturating_mul(to.saturating_sub(from)));
        } else {
            self.row.empty = (self.row.empty + repeats).min(COLUMNS);
        }
    }

    fn end_row(&mut self) {
        let Row { repeats, width, .. } = self.row;
        if width == 0 {
            self.empty_rows = (self.empty_rows + repeats).min(ROWS);
            return;
        }
        self.cells = self.cells.saturating_add(width);
        let empty_above = if self.rows == 0 { 0 } else { self.empty_rows };
        self.rows = (self.rows + empty_above + repeats).min(ROWS);
        self.empty_rows = 0;
        self.widest = self.widest.max(width);
    }
}

fn repeats(element: &BytesStart<'_>, name: &str) -> u64 {
    match element.try_get_attribute(name) {
        Ok(Some(attribute)) => attribute.value.trim().parse().unwrap_or(1),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{memory_of, weigh};

    const GIGABYTE: u64 = 1024 * 1024 * 1024;

    fn row(cells: &str) -> String {
        format!("<table:table-row>{cells}</table:table-row>")
    }

    fn sheet(rows: &str) -> String {
        format!("<table:table>{rows}</table:table>")
    }

    #[test]
    fn repeats_count_up_to_what_holds_anything() {
        let filled = r#"<table:table-cell office:value-type="float" office:value="1"/>"#;
        let thousand = filled.replace("/>", r#" table:number-columns-repeated="1000"/>"#);
        let blanks =
            |count: u32| format!(r#"<table:table-cell table:number-columns-repeated="{count}"/>"#);
        let blank_rows = |count: u32| {
            format!(
                r#"<table:table-row table:number-rows-repeated="{count}">{}</table:table-row>"#,
                blanks(16_384)
            )
        };
        let one = row(filled);
        // The cells that stand there, and those of the rectangle.
        for (rows, cells) in [
            (String::new(), 0),
            (one.clone(), 1 + 1),
            (row(&format!("{filled}{}", blanks(16_383))), 1 + 1),
            (row(&format!("{}{filled}", blanks(99))), 100 + 100),
            (row(&thousand), 1000 + 1000),
            (format!("{one}{}{one}", blank_rows(98)), 2 + 100),
            (format!("{one}{}", blank_rows(1_048_575)), 1 + 1),
            (format!("{}{one}", blank_rows(500)), 1 + 1),
            (format!("{one}{one}{}", row(&thousand)), 1002 + 3000),
        ] {
            assert_eq!(weigh(sheet(&rows).as_bytes()).cells, cells, "{rows}");
        }
        let two = format!("{}{}", sheet(&one), sheet(&one));
        assert_eq!(weigh(two.as_bytes()).cells, 4);
    }

    #[test]
    fn more_than_any_memory_is_seen() {
        let cell = r#"<table:table-cell office:value-type="string" table:number-columns-repeated="16384"/>"#;
        let many = sheet(&row(cell).repeat(2_000));
        assert!(memory_of(many.as_bytes()) > GIGABYTE);
        let endless = format!(
            r#"<table:table-row table:number-rows-repeated="99999999999999">{cell}</table:table-row>"#
        );
        assert!(memory_of(sheet(&endless).as_bytes()) > GIGABYTE);
    }
}
