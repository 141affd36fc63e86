//! Tables written in tags: a web page that calls itself Excel, and the XML form of Excel 2003.
//!
//! Both are read whole. A page's cells are what a person sees of them; a spreadsheet's have the type it gave them.
//! Source: "XML Spreadsheet Reference" of Office 2003 (`Worksheet`, `Row`, `Cell`, `Data`).

use std::collections::BTreeSet;

use calamine::{Data, Sheet, SheetType, SheetVisible};
use rollcall_model::{Cell, TypedCell};

use crate::displayed::displayed;
use crate::tags::{Piece, Pieces, attribute, written_out};
use crate::{Format, RawRow};

/// A column beyond these no spreadsheet program shows.
const COLUMNS: usize = 16_384;
/// The same of the row a spreadsheet says a row is.
const ROWS: u64 = 1_048_576;
/// More tables than this are an attack.
const MOST_TABLES: usize = 10_000;
/// More columns or rows than one cell of a page spans.
const MOST_SPAN: u64 = 1000;

/// The tables of such a text.
pub(crate) struct MarkedBook {
    sheets: Vec<Table>,
}

/// One table of it.
#[derive(Default)]
struct Table {
    name: String,
    is_hidden: bool,
    rows: Vec<RawRow>,
    /// The row being read, its cells, and the column of the next one.
    row: u64,
    cells: Vec<Cell>,
    column: usize,
    is_in_row: bool,
    /// The text of the cell being read, and how many columns it takes.
    text: Option<String>,
    wide: usize,
    /// How many rows below still belong to a cell further up, by column.
    spans: Vec<u64>,
    /// Whether it arranges a page or asks for something.
    is_layout: bool,
}

/// Why there are no tables to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// They have more cells than this program takes.
    TooLarge,
    /// The text ends within one of them.
    CutOff,
}

impl MarkedBook {
    /// The tables of a text, if they have no more than so many cells together.
    pub(crate) fn of(text: &str, format: Format, most_cells: usize) -> Result<Self, Fault> {
        let mut sheets = if format == Format::SpreadsheetXml {
            spreadsheet(text, most_cells)?
        } else {
            page(text, most_cells)?
        };
        let several = sheets.len() > 1;
        let mut taken = BTreeSet::new();
        for (number, sheet) in (1..).zip(&mut sheets) {
            if sheet.name.trim().is_empty() {
                sheet.name = if several {
                    format!("Table {number}")
                } else {
                    "Sheet".to_owned()
                };
            }
            // Sheets are asked for by their names.
            while !taken.insert(sheet.name.clone()) {
                sheet.name = format!("{} ({number})", sheet.name);
            }
        }
        Ok(Self { sheets })
    }

    pub(crate) fn sheets(&self) -> Vec<Sheet> {
        let sheet = |table: &Table| Sheet {
            name: table.name.clone(),
            typ: SheetType::WorkSheet,
            visible: if table.is_hidden {
                SheetVisible::Hidden
            } else {
                SheetVisible::Visible
            },
        };
        self.sheets.iter().map(sheet).collect()
    }

    /// The rows of a sheet.
    pub(crate) fn rows(&self, sheet: &str) -> &[RawRow] {
        let table = self.sheets.iter().find(|table| table.name == sheet);
        table.map(|table| table.rows.as_slice()).unwrap_or_default()
    }
}

impl Table {
    /// Ends the row being read and goes to another; tells how many cells it had.
    fn begin_row(&mut self, row: u64) -> usize {
        let cells = self.end_row();
        self.row = row;
        self.is_in_row = true;
        cells
    }

    /// Ends the row being read; tells how many cells it had, those included that cells further up reach down to.
    fn end_row(&mut self) -> usize {
        self.end_cell();
        if !std::mem::take(&mut self.is_in_row) {
            return 0;
        }
        for below in self.spans.iter_mut().skip(self.column) {
            *below = below.saturating_sub(1);
        }
        while self.spans.last() == Some(&0) {
            self.spans.pop();
        }
        self.column = 0;
        let count = self.cells.len();
        // The next row is likely to be as long.
        let cells = std::mem::replace(&mut self.cells, Vec::with_capacity(count));
        if count > 0 {
            self.rows.push(RawRow {
                row: self.row,
                cells,
            });
        }
        count.max(self.spans.len())
    }

    /// Ends the table; tells how many cells its last row had.
    fn end(&mut self) -> usize {
        let cells = self.end_row();
        self.spans = Vec::new();
        cells
    }

    /// Goes to the next column no cell further up reaches down to, and takes so many of them.
    fn begin_cell(&mut self, across: usize, down: u64) {
        self.end_cell();
        while let Some(below) = self.spans.get_mut(self.column).filter(|below| **below > 0) {
            *below -= 1;
            self.column += 1;
        }
        let down = down.saturating_sub(1);
        let end = (self.column + across).min(COLUMNS);
        if down > 0 {
            if self.spans.len() < end {
                self.spans.resize(end, 0);
            }
            for below in self.spans.iter_mut().take(end).skip(self.column) {
                *below = down;
            }
        }
        self.wide = across;
        self.text = Some(String::new());
    }

    /// Puts the text of the cell being read into its place, as a person sees it.
    fn end_cell(&mut self) {
        if let Some(text) = self.text.take() {
            self.put(Cell::text(seen(&text)));
            self.column = (self.column + self.wide).min(COLUMNS);
        }
    }

    /// Puts a cell into the column at hand; blank ones take no room.
    fn put(&mut self, cell: Cell) {
        let is_free = self.cells.len() <= self.column && self.column < COLUMNS;
        if is_free && !cell.text.is_empty() {
            self.cells.resize_with(self.column, Cell::default);
            self.cells.push(cell);
        }
    }

    /// Adds to the text of the cell being read.
    fn write(&mut self, text: &str) {
        if let Some(cell) = &mut self.text {
            cell.push_str(text);
        }
    }
}

/// A text as a page shows it: blanks in a row are one, and none stands at the ends of a line.
fn seen(text: &str) -> String {
    let lines = text.split(BREAK);
    let shown = lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    shown.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Stands for a line break that a tag makes, unlike those of the text of the page.
const BREAK: &str = "\u{1}";

/// A number of an attribute.
fn number(attributes: &str, name: &str) -> Option<u64> {
    attribute(attributes, name)?.trim().parse().ok()
}

/// The tables of a web page that hold data: two rows at least, and no other table and no form in them.
fn page(text: &str, most_cells: usize) -> Result<Vec<Table>, Fault> {
    let mut open: Vec<Table> = Vec::new();
    let mut found: Vec<Table> = Vec::new();
    let mut cells = 0;
    for piece in Pieces::of(text) {
        match piece {
            Piece::Text(text) => {
                if let Some(table) = open.last_mut() {
                    table.write(&written_out(text));
                }
            }
            Piece::Verbatim(text) => {
                if let Some(table) = open.last_mut() {
                    table.write(text);
                }
            }
            Piece::Open {
                name, attributes, ..
            } => {
                if name == "table" {
                    if let Some(outer) = open.last_mut() {
                        outer.is_layout = true;
                    }
                    open.push(Table::default());
                } else if let Some(table) = open.last_mut() {
                    cells += opened(table, &name, attributes);
                }
            }
            Piece::Close(name) if name == "table" => {
                if let Some(mut table) = open.pop() {
                    cells += table.end();
                    found.push(table);
                }
            }
            Piece::Close(name) => {
                if let Some(table) = open.last_mut() {
                    match name.as_str() {
                        "td" | "th" => table.end_cell(),
                        "p" | "div" | "li" => table.write(" "),
                        "tr" => cells += table.end_row(),
                        _ => {}
                    }
                }
            }
        }
        if cells > most_cells || open.len() + found.len() > MOST_TABLES {
            return Err(Fault::TooLarge);
        }
    }
    // Some programs forget to close a table, and none a row of one.
    if open.iter().any(|table| table.is_in_row && !table.is_layout) {
        return Err(Fault::CutOff);
    }
    for mut table in open {
        table.end();
        found.push(table);
    }
    found.retain(|table| !table.is_layout && table.rows.len() > 1);
    Ok(found)
}

/// What a tag within a table of a page begins; tells how many cells the row had that it ends.
fn opened(table: &mut Table, name: &str, attributes: &str) -> usize {
    let span = |name: &str| number(attributes, name).unwrap_or(1).clamp(1, MOST_SPAN);
    match name {
        "tr" => return table.begin_row(table.row + 1),
        // Its row, and the cell before it, need not be told to begin and to end.
        "td" | "th" => {
            let cells = if table.is_in_row {
                0
            } else {
                table.begin_row(table.row + 1)
            };
            let across = usize::try_from(span("colspan")).unwrap_or(1);
            table.begin_cell(across, span("rowspan"));
            return cells;
        }
        "br" => table.write(BREAK),
        "p" | "div" | "li" => table.write(" "),
        "form" | "input" | "select" | "textarea" | "button" => table.is_layout = true,
        _ => {}
    }
    0
}

/// A spreadsheet in XML while it is read.
#[derive(Default)]
struct Spreadsheet {
    sheets: Vec<Table>,
    cells: usize,
    /// The column after the cell being read.
    next: usize,
    /// The type and the text of the value being read.
    data: Option<(String, String)>,
    is_in_comment: bool,
    is_in_visible: bool,
    is_closed: bool,
}

impl Spreadsheet {
    fn open(&mut self, name: &str, attributes: &str, closes: bool) {
        match name {
            "worksheet" => self.sheets.push(Table {
                name: attribute(attributes, "name").unwrap_or_default(),
                ..Table::default()
            }),
            "comment" => self.is_in_comment = !closes,
            "visible" => self.is_in_visible = !closes,
            "data" if !self.is_in_comment && !closes => {
                let kind = attribute(attributes, "type").unwrap_or_default();
                self.data = Some((kind, String::new()));
            }
            _ => {}
        }
        let Some(sheet) = self.sheets.last_mut() else {
            return;
        };
        if name == "row" {
            // No row stands above the one before it.
            let next = sheet.row + 1;
            let row = number(attributes, "index").filter(|row| (next..=ROWS).contains(row));
            let row = row.unwrap_or(next);
            self.cells += sheet.begin_row(row);
            self.next = 0;
        } else if name == "cell" {
            let place = |number: u64| usize::try_from(number).unwrap_or(COLUMNS).min(COLUMNS);
            let index = number(attributes, "index").map(|index| place(index.saturating_sub(1)));
            let across = place(number(attributes, "mergeacross").unwrap_or(0));
            sheet.column = index.unwrap_or(self.next);
            self.next = (sheet.column + 1 + across).min(COLUMNS);
        }
    }

    fn write(&mut self, text: &str) {
        if let Some((_, value)) = &mut self.data {
            value.push_str(text);
        } else if self.is_in_visible
            && text.contains("Hidden")
            && let Some(sheet) = self.sheets.last_mut()
        {
            sheet.is_hidden = true;
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "comment" => self.is_in_comment = false,
            "visible" => self.is_in_visible = false,
            "workbook" => self.is_closed = true,
            "data" => {
                let cell = self
                    .data
                    .take()
                    .and_then(|(kind, value)| typed(&kind, value));
                if let (Some(cell), Some(sheet)) = (cell, self.sheets.last_mut()) {
                    sheet.put(cell);
                }
            }
            "row" => {
                if let Some(sheet) = self.sheets.last_mut() {
                    self.cells += sheet.end_row();
                }
            }
            _ => {}
        }
    }
}

/// The sheets of a spreadsheet in XML.
fn spreadsheet(text: &str, most_cells: usize) -> Result<Vec<Table>, Fault> {
    let mut reading = Spreadsheet::default();
    for piece in Pieces::of(text) {
        match piece {
            Piece::Open {
                name,
                attributes,
                closes,
            } => reading.open(&name, attributes, closes),
            Piece::Text(text) => reading.write(&written_out(text)),
            Piece::Verbatim(text) => reading.write(text),
            Piece::Close(name) => reading.close(&name),
        }
        if reading.cells > most_cells || reading.sheets.len() > MOST_TABLES {
            return Err(Fault::TooLarge);
        }
    }
    if !reading.is_closed {
        return Err(Fault::CutOff);
    }
    let mut sheets = reading.sheets;
    for sheet in &mut sheets {
        sheet.end_row();
    }
    Ok(sheets)
}

/// A value with the type its cell gives it.
fn typed(kind: &str, text: String) -> Option<Cell> {
    let value = match kind {
        "Number" => match text.trim().parse() {
            Ok(number) => Data::Float(number),
            Err(_) => Data::String(text),
        },
        "DateTime" => Data::DateTimeIso(moment(text.trim()).to_owned()),
        "Boolean" => Data::Bool(text.trim() == "1"),
        "Error" => {
            return Some(Cell {
                typed: Some(TypedCell::Error(text.clone())),
                text,
            });
        }
        _ => Data::String(text),
    };
    displayed(value, None)
}

/// A moment without parts of a second, and a day without its midnight.
fn moment(text: &str) -> &str {
    let second = text.get(..19).unwrap_or(text);
    second.strip_suffix("T00:00:00").unwrap_or(second)
}

#[cfg(test)]
mod tests;
