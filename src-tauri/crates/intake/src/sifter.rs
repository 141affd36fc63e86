//! Tells the rows of a table from what only looks like rows: totals, repeated headers, rows of
//! delimiters, prose below the table, rows with more cells than there are columns, other tables
//! further down.
//!
//! All formats pass through here, so that rows read always are rows loaded plus rows set aside.

use std::cmp::Ordering;
use std::ops::ControlFlow;

use rollcall_model::{Cell, Place, Problem, ProblemCode, Severity, grouped};

use crate::cell_kind::{CellKind, kind_of};
use crate::cut_off::{CutOff, Held};
use crate::excerpt::excerpt;
use crate::no_row::{holds_nothing_to_read, is_prose, is_totals};
use crate::record::Losses;
use crate::table_watch::{Foreign, Seen, Waiting, Watch};
use crate::word_list::counts_rows;
use crate::{RawRow, ReadSummary, RowSink, SetAside, TablePlan};

/// Lines below a table that may be prose and are held back until the table goes on or ends.
const HELD_ROWS: usize = 20;

/// Takes records, gives rows to a sink.
pub(crate) struct Sifter<'a> {
    sink: &'a mut dyn RowSink,
    place: Place,
    header: Vec<String>,
    /// What a row that is the header once more holds: the header, or either row of one of two rows.
    again: Vec<Vec<String>>,
    /// Somebody said so.
    totals_are_rows: bool,
    held: Vec<(RawRow, String, bool)>,
    /// Nothing where no row can break off.
    cut_off: Option<CutOff>,
    /// Nothing where no other table is looked for.
    watch: Option<Watch>,
    last_row: u64,
    summary: ReadSummary,
    short: Tally,
    nul: Tally,
    invalid: Tally,
    rounded: Tally,
}

/// How many, and the first row of them.
#[derive(Debug, Default)]
struct Tally {
    rows: u64,
    first: Option<u64>,
}

impl Tally {
    fn add(&mut self, row: u64, count: u64) {
        if count > 0 {
            self.rows += count;
            self.first.get_or_insert(row);
        }
    }
}

impl<'a> Sifter<'a> {
    pub(crate) fn new(sink: &'a mut dyn RowSink, plan: &TablePlan) -> Self {
        let is_told = |row: &&Vec<String>| row.iter().any(|name| !name.trim().is_empty());
        Self {
            sink,
            place: plan.place(),
            header: plan.header.clone(),
            again: plan
                .rows_of_header()
                .iter()
                .filter(is_told)
                .cloned()
                .collect(),
            totals_are_rows: plan.reading.totals_are_rows,
            held: Vec::new(),
            cut_off: CutOff::of(plan),
            watch: Watch::of(plan),
            last_row: 0,
            summary: ReadSummary::default(),
            short: Tally::default(),
            nul: Tally::default(),
            invalid: Tally::default(),
            rounded: Tally::default(),
        }
    }

    /// Takes one record. `raw` is how it stands in a text file; other formats have none.
    /// The row is the caller's to use again; what is in it then is of no use.
    pub(crate) fn offer(&mut self, row: &mut RawRow, raw: Option<&[u8]>) -> ControlFlow<()> {
        let gap = self.last_row != 0 && row.row > self.last_row + 1;
        self.last_row = row.row;
        let is_idle = |watch: &Watch| watch.is_idle(&row.cells, gap);
        if self.watch.as_ref().is_none_or(is_idle) {
            return self.sift(row, gap, |cells| in_file(cells, raw));
        }
        let again = self.is_header_again(&row.cells);
        let is_settled = |watch: &Watch| watch.is_settled_by(&row.cells, again, gap);
        if self.watch.as_ref().is_some_and(is_settled) {
            self.settle()?;
        }
        let see = |watch: &mut Watch| watch.see(row, again, gap);
        match self.watch.as_mut().map_or(Seen::Ours, see) {
            Seen::Ours => self.sift(row, gap, |cells| in_file(cells, raw)),
            Seen::Waits => {
                let text = in_file(&row.cells, raw);
                let row = std::mem::take(row);
                let waiting = Waiting { row, text, gap };
                if self.watch.as_mut().is_some_and(|watch| watch.hold(waiting)) {
                    return self.settle();
                }
                ControlFlow::Continue(())
            }
            Seen::Theirs(foreign) => {
                let text = in_file(&row.cells, raw);
                self.set_foreign_aside(row.row, text, foreign)
            }
        }
    }

    /// Takes a record that could not even be split.
    pub(crate) fn set_aside(
        &mut self,
        row: u64,
        text: String,
        code: ProblemCode,
        reason: String,
    ) -> ControlFlow<()> {
        self.settle()?;
        self.release()?;
        self.last_row = row;
        if let Some(watch) = &mut self.watch {
            watch.passed(false);
        }
        self.put_aside(row, text, code, reason)
    }

    /// A row of this table, or what only looks like one.
    fn sift(
        &mut self,
        row: &mut RawRow,
        gap: bool,
        text: impl FnOnce(&[Cell]) -> String,
    ) -> ControlFlow<()> {
        let filled = row.cells.iter().filter(|cell| !cell.is_blank()).count();
        let verdict = self.verdict(&row.cells, filled);
        let is_blank = matches!(verdict, Some((ProblemCode::BlankRow, _)));
        if let Some(watch) = &mut self.watch {
            watch.passed(is_blank);
        }
        if let Some((code, reason)) = verdict {
            self.release()?;
            return self.put_aside(row.row, text(&row.cells), code, reason);
        }
        if self.may_be_prose(&row.cells, filled) {
            if self.held.len() >= HELD_ROWS {
                self.release()?;
            }
            let text = text(&row.cells);
            self.held.push((std::mem::take(row), text, gap));
            return ControlFlow::Continue(());
        }
        self.release()?;
        self.load(row, text)
    }

    /// Decides on the rows behind a gap: they are rows like any other, or another table.
    fn settle(&mut self) -> ControlFlow<()> {
        let Some(watch) = &mut self.watch else {
            return ControlFlow::Continue(());
        };
        let (waiting, header) = watch.settle();
        if header.is_some() {
            self.end_table()?;
        }
        for Waiting { mut row, text, gap } in waiting {
            let is_blank = row.cells.iter().all(Cell::is_blank);
            let place = |header| match row.row.cmp(&header) {
                Ordering::Less => Foreign::Title(header),
                Ordering::Equal => Foreign::Header,
                Ordering::Greater => Foreign::Row(header),
            };
            let foreign = header.filter(|_| !is_blank).map(place);
            match foreign {
                Some(foreign) => self.set_foreign_aside(row.row, text, foreign)?,
                None => self.sift(&mut row, gap, |_| text)?,
            }
        }
        ControlFlow::Continue(())
    }

    fn set_foreign_aside(&mut self, row: u64, text: String, foreign: Foreign) -> ControlFlow<()> {
        if let Some(watch) = &mut self.watch {
            watch.count();
        }
        self.put_aside(row, text, ProblemCode::AnotherTable, foreign.reason())
    }

    fn put_aside(
        &mut self,
        row: u64,
        text: String,
        code: ProblemCode,
        reason: String,
    ) -> ControlFlow<()> {
        self.summary.rows_read += 1;
        self.summary.rows_set_aside += 1;
        let flow = self.sink.set_aside(SetAside {
            row,
            text,
            code,
            reason,
        });
        self.noted(flow)
    }

    /// Counts characters that were lost in a row.
    pub(crate) fn lost(&mut self, row: u64, losses: Losses) {
        self.nul.add(row, losses.nul);
        self.invalid.add(row, losses.invalid);
    }

    /// Counts a number that a spreadsheet has rounded.
    pub(crate) fn rounded(&mut self, row: u64) {
        self.rounded.add(row, 1);
    }

    pub(crate) fn progress(&mut self, done: u64, total: u64) {
        self.sink.progress(done, total);
    }

    /// Settles what was held back and gives the account.
    pub(crate) fn finish(mut self) -> ReadSummary {
        if !self.summary.cancelled && self.settle().is_continue() {
            // Nothing comes behind it that a sink could break off.
            let _ = self.end_table();
        }
        self.report();
        self.summary
    }

    /// The table ends here: what was held back are remarks below it, or rows.
    fn end_table(&mut self) -> ControlFlow<()> {
        let width = self.header.len();
        for (mut row, text, gap) in std::mem::take(&mut self.held) {
            let first = row.cells.first().map_or("", |first| first.text.as_str());
            if counts_rows(first) {
                let reason = format!("This row counts others: it says “{}”.", first.trim());
                self.put_aside(row.row, text, ProblemCode::TotalsRow, reason)?;
            } else if is_prose(&row.cells, width, gap) {
                let reason = "This is a remark below the table, not a row of it.".to_owned();
                self.put_aside(row.row, text, ProblemCode::Footer, reason)?;
            } else {
                self.load(&mut row, |_| text)?;
            }
        }
        self.settle_cut_off()
    }

    fn verdict(&self, cells: &[Cell], filled: usize) -> Option<(ProblemCode, String)> {
        let width = self.header.len();
        let Some(first) = cells.iter().find(|cell| !cell.is_blank()) else {
            return Some((
                ProblemCode::BlankRow,
                "No cell of this row holds anything.".to_owned(),
            ));
        };
        if let Some(reason) = holds_nothing_to_read(cells, filled) {
            return Some((ProblemCode::BlankRow, reason.to_owned()));
        }
        if self.is_header_again(cells) {
            return Some((
                ProblemCode::RepeatedHeader,
                "This row is the header once more.".to_owned(),
            ));
        }
        if !self.totals_are_rows && is_totals(&first.text, cells) {
            return Some((
                ProblemCode::TotalsRow,
                format!(
                    "This row sums up others: it begins with “{}”.",
                    first.text.trim()
                ),
            ));
        }
        let extra = cells
            .iter()
            .skip(width)
            .filter(|cell| !cell.is_blank())
            .count();
        (extra > 0).then(|| {
            (
                ProblemCode::ExtraCells,
                format!(
                    "This row has {} cells where the table has {width} columns.",
                    cells.len()
                ),
            )
        })
    }

    fn is_header_again(&self, cells: &[Cell]) -> bool {
        let at = |column: usize| cells.get(column).map_or("", |cell| cell.text.trim());
        self.again.iter().any(|row| {
            let width = row.len().max(cells.len());
            let name = |column: usize| row.get(column).map_or("", |name| name.trim());
            (0..width).all(|column| at(column) == name(column))
        })
    }

    fn may_be_prose(&self, cells: &[Cell], filled: usize) -> bool {
        let width = self.header.len();
        !self.totals_are_rows
            && width > 1
            && filled <= (width / 3).max(1)
            && cells
                .first()
                .is_some_and(|first| kind_of(&first.text) == CellKind::Text)
            && cells.iter().skip(filled).all(Cell::is_blank)
    }

    /// The table went on: what was held back are rows.
    fn release(&mut self) -> ControlFlow<()> {
        if self.held.is_empty() {
            return ControlFlow::Continue(());
        }
        for (mut row, text, _) in std::mem::take(&mut self.held) {
            self.load(&mut row, |_| text)?;
        }
        ControlFlow::Continue(())
    }

    /// Loads a row, or lets it wait where it may break off.
    fn load(&mut self, row: &mut RawRow, text: impl FnOnce(&[Cell]) -> String) -> ControlFlow<()> {
        if let Some(watch) = &mut self.watch {
            watch.loaded(&row.cells);
        }
        let passes = |rows: &mut CutOff| rows.passes(&row.cells);
        if self.cut_off.as_mut().is_none_or(passes) {
            return self.load_now(row);
        }
        let text = text(&row.cells);
        let row = std::mem::take(row);
        let is_ripe = |rows: &mut CutOff| rows.hold(row, text);
        if self.cut_off.as_mut().is_some_and(is_ripe) {
            return self.settle_cut_off();
        }
        ControlFlow::Continue(())
    }

    /// Decides on the rows that may break off, and on those that wait behind them.
    fn settle_cut_off(&mut self) -> ControlFlow<()> {
        let width = self.header.len();
        let decided = self.cut_off.as_mut().map(CutOff::decide);
        for Held {
            mut row,
            text,
            is_cut_off,
        } in decided.unwrap_or_default()
        {
            if is_cut_off {
                let reason = format!(
                    "This row breaks off: it has {} of the {width} cells of the table.",
                    row.cells.len()
                );
                self.put_aside(row.row, text, ProblemCode::CutOffRow, reason)?;
            } else {
                self.load_now(&mut row)?;
            }
        }
        ControlFlow::Continue(())
    }

    fn load_now(&mut self, row: &mut RawRow) -> ControlFlow<()> {
        let width = self.header.len();
        // A workbook leaves the blank cells at the end of a row out; in a text file something is lost.
        if row.cells.len() < width && self.place.sheet.is_none() {
            self.short.add(row.row, 1);
        }
        row.cells.resize_with(width, Cell::default);
        self.summary.rows_read += 1;
        self.summary.rows_loaded += 1;
        let flow = self.sink.row(row);
        self.noted(flow)
    }

    fn noted(&mut self, flow: ControlFlow<()>) -> ControlFlow<()> {
        self.summary.cancelled |= flow.is_break();
        flow
    }

    fn report(&mut self) {
        let width = self.header.len();
        let found = [
            (
                &self.short,
                ProblemCode::MissingCells,
                Severity::Warning,
                match self.short.rows {
                    1 => format!("1 row has fewer cells than the table has columns ({width}); the missing ones were left empty."),
                    rows => format!(
"{} rows have fewer cells than the table has columns ({width}); the missing ones were left empty.", grouped(rows)),
                },
                "Look at the first of them: a line break or a delimiter may have gone missing.",
            ),
            (
                &self.nul,
                ProblemCode::NulCharacters,
                Severity::Note,
                match self.nul.rows {
                    1 => "1 NUL character, which no program shows, was taken out.".to_owned(),
                    count => format!(
"{} NUL characters, which no program shows, were taken out.", grouped(count)),
                },
                "Nothing to do, unless values look cut off.",
            ),
            (
                &self.invalid,
                ProblemCode::InvalidCharacters,
                Severity::Warning,
                match self.invalid.rows {
                    1 => "1 place could not be read as a character and shows as “\u{FFFD}”.".to_owned(),
                    count => format!(
"{} places could not be read as characters and show as “\u{FFFD}”.", grouped(count)),
                },
                "Choose another encoding on the reading screen and see whether names look right.",
            ),
            (
                &self.rounded,
                ProblemCode::RoundedNumber,
                Severity::Warning,
                match self.rounded.rows {
                    1 => "1 number has more digits than a spreadsheet keeps; its last digits are already zero in the file.".to_owned(),
                    count => format!(
"{} numbers have more digits than a spreadsheet keeps; their last digits are already zero in the file.", grouped(count)),
                },
                "Export the column as text, or use CSV, before you rely on these ids.",
            ),
        ];
        for (tally, code, severity, message, hint) in found {
            if tally.rows > 0 {
                self.summary.problems.push(Problem {
                    code,
                    severity,
                    place: Place {
                        row: tally.first,
                        ..self.place.clone()
                    },
                    message,
                    hint: hint.to_owned(),
                    count: tally.rows,
                });
            }
        }
        let watch = self.watch.as_ref();
        let others = watch.and_then(|watch| watch.problem(&self.place, self.summary.rows_read));
        self.summary.problems.extend(others);
    }
}

/// A row as it stands in a text file; other formats have none.
fn in_file(cells: &[Cell], raw: Option<&[u8]>) -> String {
    raw.map_or_else(|| joined(cells), excerpt)
}

/// The cells with tabs between them: how a row of a format without lines is kept.
pub(crate) fn joined(cells: &[Cell]) -> String {
    let texts: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
    excerpt(texts.join("\t").as_bytes())
}
