//! Contact cards (vCard): each card is a row.

use std::cell::Cell as Shared;
use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;

use encoding_rs::Encoding;
use rollcall_model::{Cell, ProblemCode};

use crate::card_property::Property;
use crate::encoding::{decoded, detect};
use crate::error::IntakeError;
use crate::excerpt::{excerpt, lossy};
use crate::labelled_table::{self, Columns, Item, ROW_CELLS, Visit, known_encoding};
use crate::opened::Origin;
use crate::plan::Found;
use crate::record::{Dialect, RecordReader, Step};
use crate::text_table::{Counted, head, raw_lines};
use crate::{Format, Limits, ReadSummary, RowSink, TablePlan};

/// One line, one value.
const LINES: Dialect = Dialect {
    delimiter: None,
    quote: None,
};

/// Finds the table of a file of contact cards.
pub(crate) fn plan(origin: &Origin<'_>, limits: &Limits, found: &mut Found) {
    let planned = (|| {
        let failed = |error: io::Error| origin.failed(&error);
        let encoding = origin
            .read(limits, |input, _| detect(input))?
            .map_err(failed)?;
        let (sample, _) = origin
            .read(limits, |input, _| head(input, encoding))?
            .map_err(failed)?;
        let columns = Columns::of(limits, |visit| cards(origin, encoding, limits, visit))?;
        let shown = raw_lines(&sample);
        Ok(columns.plan(origin, None, Format::Vcard, encoding, shown))
    })();
    match planned {
        Ok(plan) => found.take(plan, limits),
        Err(error) => found.fail(&error, origin),
    }
}

/// Reads the cards into the sink.
pub(crate) fn read(
    plan: &TablePlan,
    limits: &Limits,
    sink: &mut dyn RowSink,
) -> Result<ReadSummary, IntakeError> {
    let encoding = known_encoding(&plan.reading.encoding)?;
    labelled_table::read(plan, limits, sink, |visit| {
        cards(&plan.origin(), encoding, limits, visit)
    })
}

/// Goes through the cards until told to stop. A card has the number of its first line.
fn cards(
    origin: &Origin<'_>,
    encoding: &'static Encoding,
    limits: &Limits,
    visit: &mut Visit<'_>,
) -> Result<(), IntakeError> {
    let outcome = origin.read(limits, |input, total| -> io::Result<Option<io::Error>> {
        let done = Shared::new(0);
        let mut counted = Counted { input, done: &done };
        let text = decoded(&mut counted, encoding)?;
        let mut reader = RecordReader::new(text, LINES, limits);
        let mut gathering = Gathering {
            most: limits.cell_bytes.saturating_mul(ROW_CELLS),
            card: None,
        };
        loop {
            let step = reader.advance();
            let progress = (done.get(), total);
            let flow = match step {
                Step::End => break,
                Step::Row => {
                    let line = lossy(reader.raw(), &mut 0);
                    gathering.line(reader.row(), &line, &mut |row, item| {
                        visit(row, item, progress)
                    })
                }
                Step::CutOff | Step::TooLarge | Step::OpenQuote => {
                    gathering.spoil();
                    ControlFlow::Continue(())
                }
            };
            if flow.is_break() {
                return Ok(None);
            }
        }
        let progress = (done.get(), total);
        if gathering
            .end(&mut |row, item| visit(row, item, progress))
            .is_break()
        {
            return Ok(None);
        }
        Ok(reader.failure())
    })?;
    match outcome.map_err(|error| origin.failed(&error))? {
        Some(failure) => Err(origin.failed(&failure)),
        None => Ok(()),
    }
}

/// A card that has begun.
struct Card {
    row: u64,
    /// As it stands in the file.
    raw: String,
    /// The lines of its properties, folded ones joined.
    lines: Vec<String>,
    /// Whether a line of it is larger than this program takes.
    spoilt: bool,
}

/// Makes cards of lines.
struct Gathering {
    most: usize,
    card: Option<Card>,
}

type Take<'t> = dyn FnMut(u64, Item<'_>) -> ControlFlow<()> + 't;

impl Gathering {
    fn line(&mut self, row: u64, line: &str, take: &mut Take<'_>) -> ControlFlow<()> {
        let word = line.trim();
        if word.eq_ignore_ascii_case("begin:vcard") {
            self.end(take)?;
            self.card = Some(Card {
                row,
                raw: String::new(),
                lines: Vec::new(),
                spoilt: false,
            });
            return ControlFlow::Continue(());
        }
        if word.is_empty() {
            return ControlFlow::Continue(());
        }
        let Some(card) = &mut self.card else {
            return take(
                row,
                broken(
                    line,
                    ProblemCode::BrokenRow,
                    "This line stands outside of any card.",
                ),
            );
        };
        if word.eq_ignore_ascii_case("end:vcard") {
            return self
                .card
                .take()
                .map_or(ControlFlow::Continue(()), |card| card.give(take));
        }
        if card.raw.len() + line.len() > self.most {
            card.spoilt = true;
            return ControlFlow::Continue(());
        }
        card.raw.push_str(line);
        card.raw.push('\n');
        match card.lines.last_mut() {
            Some(last) if Property::goes_on(last) => {
                last.pop();
                last.push_str(line.trim_start());
            }
            Some(last) if line.starts_with([' ', '\t']) => {
                last.push_str(line.get(1..).unwrap_or_default());
            }
            _ => card.lines.push(line.to_owned()),
        }
        ControlFlow::Continue(())
    }

    /// A line was passed over for its size.
    fn spoil(&mut self) {
        if let Some(card) = &mut self.card {
            card.spoilt = true;
        }
    }

    /// Settles a card that never ended.
    fn end(&mut self, take: &mut Take<'_>) -> ControlFlow<()> {
        match self.card.take() {
            None => ControlFlow::Continue(()),
            Some(card) => take(
                card.row,
                broken(&card.raw, ProblemCode::Truncated, "This card has no end."),
            ),
        }
    }
}

impl Card {
    fn give(self, take: &mut Take<'_>) -> ControlFlow<()> {
        if self.spoilt {
            let reason = "This card is larger than this program takes.";
            return take(
                self.row,
                broken(&self.raw, ProblemCode::CellTooLarge, reason),
            );
        }
        let mut cells: Vec<(String, Cell)> = Vec::new();
        let mut seen: BTreeMap<String, u64> = BTreeMap::new();
        for line in &self.lines {
            let Some(property) = Property::read(line) else {
                let reason = "A line of this card is no property of a contact.";
                return take(self.row, broken(&self.raw, ProblemCode::BrokenRow, reason));
            };
            if property.name == "VERSION" {
                continue;
            }
            let number = seen.entry(property.family()).or_default();
            *number += 1;
            for (name, text) in property.columns() {
                let name = match *number {
                    1 => name,
                    number => format!("{name} {number}"),
                };
                cells.push((name, Cell::text(text)));
            }
        }
        take(
            self.row,
            Item::Row {
                raw: &self.raw,
                cells,
            },
        )
    }
}

fn broken(raw: &str, code: ProblemCode, reason: &str) -> Item<'static> {
    Item::Broken {
        text: excerpt(raw.as_bytes()),
        code,
        reason: reason.to_owned(),
    }
}
