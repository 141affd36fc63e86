//! JSON: one list of objects, an object with lists inside, or an object a line.

use std::cell::Cell as Shared;
use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;

use encoding_rs::Encoding;
use rollcall_model::{ProblemCode, Severity};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny};

use crate::encoding::{decoded, detect};
use crate::error::IntakeError;
use crate::excerpt::{excerpt, lossy};
use crate::json_document::{Items, Members, with_document};
use crate::json_row::cells_of;
use crate::labelled_table::{self, Columns, Item, Visit, known_encoding};
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

/// How the rows stand in the file.
#[derive(Debug, Clone, Copy)]
enum Layout<'a> {
    /// One value a line.
    Lines,
    /// The document is a list.
    List,
    /// The document is an object; the rows are in the list of this name.
    Member(&'a str),
}

/// Finds the tables of a JSON file.
pub(crate) fn plan(origin: &Origin<'_>, limits: &Limits, found: &mut Found) {
    if let Err(error) = survey(origin, limits, found) {
        found.fail(&error, origin);
    }
}

fn survey(origin: &Origin<'_>, limits: &Limits, found: &mut Found) -> Result<(), IntakeError> {
    let failed = |error: io::Error| origin.failed(&error);
    let encoding = origin
        .read(limits, |input, _| detect(input))?
        .map_err(failed)?;
    let (sample, whole) = origin
        .read(limits, |input, _| head(input, encoding))?
        .map_err(failed)?;
    let take = |found: &mut Found, list: Option<String>, columns: Columns| {
        let shown = raw_lines(&sample);
        let plan = columns.plan(origin, list, Format::Json, encoding, shown);
        found.take(plan, limits);
    };
    let columns_of = |layout| {
        Columns::of(limits, |visit| {
            go_through(origin, encoding, layout, limits, visit)
        })
    };
    let text = String::from_utf8_lossy(&sample);
    if text.trim_start().starts_with('[') {
        take(found, None, columns_of(Layout::List)?);
        return Ok(());
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or_default();
    let first_is_whole = serde_json::from_str::<IgnoredAny>(first).is_ok();
    if first_is_whole && (lines.next().is_some() || !whole) {
        take(found, None, columns_of(Layout::Lines)?);
        return Ok(());
    }
    let lists = lists_of(origin, encoding, limits)?;
    if lists.is_empty() && first_is_whole {
        take(found, None, columns_of(Layout::Lines)?);
    } else if lists.is_empty() {
        return Err(IntakeError::NotThisFormat {
            file: origin.label(),
            reason: "it is JSON that holds no list of rows".to_owned(),
        });
    }
    for list in lists {
        let again = list.again();
        take(found, Some(list.label), list.columns);
        if let Some(message) = again {
            found.note(
                origin,
                ProblemCode::DuplicateHeader,
                Severity::Note,
                message,
                "Look at each of them; ask whoever made the file if one is there by mistake.",
            );
        }
    }
    Ok(())
}

/// Reads the rows of a JSON table into the sink.
pub(crate) fn read(
    plan: &TablePlan,
    limits: &Limits,
    sink: &mut dyn RowSink,
) -> Result<ReadSummary, IntakeError> {
    let origin = plan.origin();
    let encoding = known_encoding(&plan.reading.encoding)?;
    let layout = match plan.sheet.as_deref() {
        Some(name) => Layout::Member(name),
        None if is_list(&origin, encoding, limits)? => Layout::List,
        None => Layout::Lines,
    };
    labelled_table::read(plan, limits, sink, |visit| {
        go_through(&origin, encoding, layout, limits, visit)
    })
}

/// A value as a row; what only looks like JSON is set aside.
fn item(raw: &str) -> Item<'_> {
    match cells_of(raw) {
        Ok(cells) => Item::Row { raw, cells },
        Err(_) => Item::Broken {
            text: excerpt(raw.as_bytes()),
            code: ProblemCode::BrokenRow,
            reason: "This row is not valid JSON.".to_owned(),
        },
    }
}

/// A list of objects that is a member of the document.
struct List {
    /// What it is called here.
    label: String,
    /// Its name, where an earlier one bears it too.
    name: Option<String>,
    columns: Columns,
}

impl List {
    fn again(&self) -> Option<String> {
        let name = self.name.as_ref()?;
        Some(format!(
            "The file holds more than one list called “{name}”; a later one is read as a table of its own, “{}”.",
            self.label
        ))
    }
}

/// The lists of objects that are members of the document.
fn lists_of(
    origin: &Origin<'_>,
    encoding: &'static Encoding,
    limits: &Limits,
) -> Result<Vec<List>, IntakeError> {
    let mut lists: Vec<List> = Vec::new();
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    with_document(origin, encoding, limits, |document, fresh, _| {
        let mut take = |label: &str, raw: &str| {
            fresh.set(0);
            if raw.starts_with('{') {
                if lists.last().is_none_or(|last| last.label != label) {
                    lists.push(List {
                        label: label.to_owned(),
                        name: None,
                        columns: Columns::default(),
                    });
                }
                if let Some(list) = lists.last_mut() {
                    list.columns.take(cells_of(raw).unwrap_or_default(), limits);
                }
            }
            if lists.len() > limits.members {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        };
        document.deserialize_map(Members {
            wanted: None,
            renamed: &mut |label, name| {
                renamed.insert(label.to_owned(), name.to_owned());
            },
            passed: &|| fresh.set(0),
            visit: &mut take,
        })
    })
    .or_else(|error| match error {
        // It may still be one object a line.
        IntakeError::Damaged { .. } => Ok(()),
        other => Err(other),
    })?;
    if lists.len() > limits.members {
        return Err(IntakeError::TooLarge {
            file: origin.label(),
            reason: format!(
                "it holds more than {} lists, each of which would be a table",
                limits.members
            ),
        });
    }
    for list in &mut lists {
        list.name = renamed.remove(&list.label);
    }
    Ok(lists)
}

/// Whether the document is a list rather than lines.
fn is_list(
    origin: &Origin<'_>,
    encoding: &'static Encoding,
    limits: &Limits,
) -> Result<bool, IntakeError> {
    let sample = origin.read(limits, |input, _| head(input, encoding))?;
    let (sample, _) = sample.map_err(|error| origin.failed(&error))?;
    Ok(sample.trim_ascii_start().starts_with(b"["))
}

/// Goes through the rows of a table until told to stop. Lines are numbered as in the file, the rows
/// of a list by their place in it.
fn go_through(
    origin: &Origin<'_>,
    encoding: &'static Encoding,
    layout: Layout<'_>,
    limits: &Limits,
    visit: &mut Visit<'_>,
) -> Result<(), IntakeError> {
    let wanted = match layout {
        Layout::Lines => return go_through_lines(origin, encoding, limits, visit),
        Layout::List => None,
        Layout::Member(name) => Some(name),
    };
    let mut row = 0;
    with_document(origin, encoding, limits, |document, fresh, progress| {
        let mut take = |_: &str, raw: &str| {
            fresh.set(0);
            row += 1;
            visit(row, item(raw), progress())
        };
        match wanted {
            None => Items {
                name: "",
                visit: &mut take,
            }
            .deserialize(document),
            Some(_) => document.deserialize_map(Members {
                wanted,
                renamed: &mut |_, _| {},
                passed: &|| fresh.set(0),
                visit: &mut take,
            }),
        }
    })
}

fn go_through_lines(
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
        loop {
            let step = reader.advance();
            let broken = |code, reason: &str| Item::Broken {
                text: reader.excerpt().to_owned(),
                code,
                reason: reason.to_owned(),
            };
            let line;
            let found = match step {
                Step::End => break,
                Step::Row => {
                    line = lossy(reader.raw(), &mut 0);
                    match line.trim() {
                        "" => continue,
                        trimmed => item(trimmed),
                    }
                }
                Step::TooLarge | Step::OpenQuote => broken(
                    ProblemCode::CellTooLarge,
                    "This row is larger than this program takes.",
                ),
                Step::CutOff => broken(
                    ProblemCode::Truncated,
                    "The file ends in the middle of this row.",
                ),
            };
            if visit(reader.row(), found, (done.get(), total)).is_break() {
                return Ok(None);
            }
        }
        Ok(reader.failure())
    })?;
    match outcome.map_err(|error| origin.failed(&error))? {
        Some(failure) => Err(origin.failed(&failure)),
        None => Ok(()),
    }
}
