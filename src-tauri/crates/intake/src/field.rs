//! Where one cell of delimited text ends, and what its quotes stand for.

use memchr::{memchr, memchr_iter, memchr2};

use crate::record::Dialect;

/// Line breaks inside one pair of quotes beyond which the quote is taken for an open one.
const QUOTED_LINE_BREAKS: usize = 1000;

/// Where one cell lies in its record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) shape: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// The bytes are the text.
    Plain,
    /// Doubled quotes stand for one.
    Doubled,
    /// Starts with its opening quote; text follows the closing one.
    Dirty,
}

/// What a scan from an opening quote came to.
pub(crate) enum Quoted {
    More,
    Closed { field: Field, next: usize },
    Open,
    TooLarge { at: usize },
}

/// The text of a quoted cell.
pub(crate) fn unquoted(value: &str, shape: Shape, dialect: Dialect) -> String {
    let Some(quote) = dialect.quote.map(char::from) else {
        return value.to_owned();
    };
    let doubled = format!("{quote}{quote}");
    let single = quote.to_string();
    if shape == Shape::Doubled {
        return value.replace(&doubled, &single);
    }
    let inner = value.strip_prefix(quote).unwrap_or(value);
    let mut out = String::with_capacity(inner.len());
    let mut characters = inner.chars().peekable();
    let mut open = true;
    while let Some(character) = characters.next() {
        if open && character == quote {
            if characters.peek() == Some(&quote) {
                characters.next();
                out.push(quote);
            } else {
                open = false;
            }
        } else {
            out.push(character);
        }
    }
    out
}

/// What ends a line: `\n`, or a lone `\r` in files of old Macs.
pub(crate) fn line_end(sample: &[u8]) -> u8 {
    let feeds = memchr_iter(b'\n', sample).count();
    let lone_returns = memchr_iter(b'\r', sample)
        .filter(|at| sample.get(at + 1).is_some_and(|next| *next != b'\n'))
        .count();
    if lone_returns > feeds.saturating_mul(2) {
        b'\r'
    } else {
        b'\n'
    }
}

/// Length of a cell without quotes; nothing when its end is not in sight.
pub(crate) fn plain_length(
    data: &[u8],
    at: usize,
    dialect: Dialect,
    line_end: u8,
    ended: bool,
) -> Option<usize> {
    let rest = data.get(at..).unwrap_or_default();
    let found = match dialect.delimiter {
        Some(delimiter) => memchr2(delimiter, line_end, rest),
        None => memchr(line_end, rest),
    };
    found.or(ended.then_some(rest.len()))
}

/// A quoted cell with blanks before its quote, as `1, "one, two"` is written by hand and by some
/// systems, and where it stops. Only where the quote closes cleanly on the same line: anything else
/// is text as it stands.
pub(crate) fn padded_quote(
    data: &[u8],
    at: usize,
    dialect: Dialect,
    line_end: u8,
    ended: bool,
) -> Option<(Field, usize)> {
    let rest = data.get(at..)?;
    let blanks = rest.iter().take_while(|byte| **byte == b' ').count();
    let quotes = dialect.quote.is_some() && rest.get(blanks).copied() == dialect.quote;
    if blanks == 0 || !quotes || dialect.delimiter == Some(b' ') {
        return None;
    }
    let length = memchr(line_end, rest).or(ended.then_some(rest.len()))?;
    let line = data.get(..at + length)?;
    match scan_quoted(line, at + blanks, dialect, line_end, usize::MAX, true) {
        Quoted::Closed { field, next } if field.shape != Shape::Dirty => Some((field, next)),
        _ => None,
    }
}

/// Finds the end of a cell that begins with a quote.
pub(crate) fn scan_quoted(
    data: &[u8],
    at: usize,
    dialect: Dialect,
    line_end: u8,
    cell_bytes: usize,
    ended: bool,
) -> Quoted {
    let Some(quote) = dialect.quote else {
        return Quoted::Open;
    };
    let mut breaks = 0;
    let mut shape = Shape::Plain;
    let mut from = at + 1;
    loop {
        let rest = data.get(from..).unwrap_or_default();
        let Some(found) = memchr2(quote, line_end, rest) else {
            let long = data.len() - at > cell_bytes;
            return match (long, breaks, ended) {
                (true, 0, _) => Quoted::TooLarge { at: data.len() },
                (true, ..) | (false, _, true) => Quoted::Open,
                (false, _, false) => Quoted::More,
            };
        };
        let here = from + found;
        from = here + 1;
        if data.get(here) == Some(&line_end) {
            breaks += 1;
            if breaks > QUOTED_LINE_BREAKS {
                return Quoted::Open;
            }
            continue;
        }
        // Two bytes ahead decide what this quote is: `""`, `",` or `"\r\n`.
        if here + 2 >= data.len() && !ended {
            return Quoted::More;
        }
        let after = data.get(here + 1..).unwrap_or_default();
        if after.first() == Some(&quote) {
            shape = Shape::Doubled;
            from = here + 2;
            continue;
        }
        let returns = after.iter().take_while(|byte| **byte == b'\r').count();
        let closed = match after.first() {
            None => true,
            Some(byte) if Some(*byte) == dialect.delimiter || *byte == line_end => true,
            _ => returns > 0 && after.get(returns).is_none_or(|byte| *byte == line_end),
        };
        if closed {
            let next = here
                + 1
                + if after.first() == Some(&line_end) {
                    0
                } else {
                    returns
                };
            return Quoted::Closed {
                field: Field {
                    start: at + 1,
                    end: here,
                    shape,
                },
                next,
            };
        }
        // A "closing" quote with a cell before it and text after it is the opening quote of a
        // later row: the first one never closed.
        let before = data.get(here - 1).copied();
        if breaks > 0 && here > at + 1 && (before == dialect.delimiter || before == Some(line_end))
        {
            return Quoted::Open;
        }
        let Some(length) = plain_length(data, here, dialect, line_end, ended) else {
            return if data.len() - at > cell_bytes {
                Quoted::TooLarge { at: data.len() }
            } else {
                Quoted::More
            };
        };
        let mut end = here + length;
        if data.get(end) != dialect.delimiter.as_ref() {
            while data.get(end - 1) == Some(&b'\r') {
                end -= 1;
            }
        }
        return Quoted::Closed {
            field: Field {
                start: at,
                end,
                shape: Shape::Dirty,
            },
            next: here + length,
        };
    }
}
