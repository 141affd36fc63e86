//! Which delimiter and quote a text is written with, by trying them all on its beginning.
//!
//! A dialect is as good as the rows it makes are alike in width and its cells are clean: a cell
//! that still holds another delimiter right between two characters was cut in the wrong place.

use crate::Limits;
use crate::cell_kind::{CellKind, kind_of};
use crate::record::{Dialect, Losses, RecordReader, Step};

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
const RECORDS: usize = 200;
/// Below this score the lines are taken for one cell each.
const ENOUGH: f64 = 0.35;

/// The dialect a sample of UTF-8 text is written in.
pub(crate) fn sniff(sample: &[u8], limits: &Limits) -> Dialect {
    let double = Dialect {
        delimiter: None,
        quote: Some(b'"'),
    };
    if let Some(delimiter) = declared_delimiter(sample) {
        return Dialect {
            delimiter: Some(delimiter),
            ..double
        };
    }
    let mut best = (ENOUGH, double);
    for quote in quotes(sample) {
        for delimiter in DELIMITERS {
            let dialect = Dialect {
                delimiter: Some(delimiter),
                quote: Some(quote),
            };
            let score = score(sample, dialect, limits);
            if score > best.0 + 1e-9 {
                best = (score, dialect);
            }
        }
    }
    best.1
}

/// The delimiter of a `sep=;` line, which Excel writes and obeys.
pub(crate) fn declared_delimiter(sample: &[u8]) -> Option<u8> {
    let line = sample.split(|byte| matches!(byte, b'\r' | b'\n')).next()?;
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    let line = line.strip_suffix(b"\"").unwrap_or(line);
    match line.get(..4).map(<[u8]>::to_ascii_lowercase).as_deref() {
        Some(b"sep=") => line.get(4).copied().filter(u8::is_ascii),
        _ => None,
    }
}

/// The quotes worth trying: the single one only where it encloses whole cells and the double one
/// never does.
fn quotes(sample: &[u8]) -> Vec<u8> {
    let enclosing = |quote: u8| {
        let before =
            |at: usize| at == 0 || sample.get(at - 1).is_some_and(|byte| bounds_cell(*byte));
        let after = |at: usize| sample.get(at + 1).is_none_or(|byte| bounds_cell(*byte));
        memchr::memchr_iter(quote, sample).fold((0_usize, 0_usize), |(opening, closing), at| {
            (
                opening + usize::from(before(at)),
                closing + usize::from(after(at)),
            )
        })
    };
    let (opening, closing) = enclosing(b'\'');
    let (double, _) = enclosing(b'"');
    if double == 0 && opening >= 2 && closing * 10 >= opening * 8 {
        vec![b'\'', b'"']
    } else {
        vec![b'"']
    }
}

fn bounds_cell(byte: u8) -> bool {
    DELIMITERS.contains(&byte) || matches!(byte, b'\r' | b'\n')
}

fn score(sample: &[u8], dialect: Dialect, limits: &Limits) -> f64 {
    let mut reader = RecordReader::new(sample, dialect, limits);
    let mut records: Vec<(usize, f64)> = Vec::new();
    let mut broken = 0_usize;
    while records.len() < RECORDS {
        match reader.advance() {
            Step::Row => {
                let cells = reader.cells(&mut Losses::default());
                let clean = cells.iter().filter(|cell| is_clean(&cell.text)).count();
                records.push((cells.len(), clean as f64 / cells.len().max(1) as f64));
            }
            Step::OpenQuote | Step::TooLarge => broken += 1,
            Step::CutOff | Step::End => break,
        }
    }
    let Some(width) = usual_width(&records) else {
        return 0.0;
    };
    // Title lines above the table are no evidence against a dialect.
    let above = records.iter().take_while(|(own, _)| *own != width).count();
    let table = records.get(above..).unwrap_or_default();
    let alike = table.iter().filter(|(own, _)| *own == width).count();
    let nearly = table.iter().filter(|(own, _)| *own > 1).count();
    let total = (table.len() + broken) as f64;
    let consistency = (alike as f64 * 0.8 + nearly as f64 * 0.2) / total;
    let clean = table.iter().map(|(_, clean)| clean).sum::<f64>() / table.len().max(1) as f64;
    let explained = table.len() as f64 / records.len() as f64;
    let wide = 1.0 - 0.25 / width as f64;
    consistency * clean * clean * wide * (0.5 + 0.5 * explained)
}

/// The most frequent width above one; the larger of two that are as frequent.
fn usual_width(records: &[(usize, f64)]) -> Option<usize> {
    let mut widths: Vec<usize> = records.iter().map(|(width, _)| *width).collect();
    widths.sort_unstable();
    widths
        .chunk_by(|left, right| left == right)
        .filter(|same| same.first().is_some_and(|width| *width > 1))
        .max_by_key(|same| (same.len(), same.first().copied()))
        .and_then(|same| same.first().copied())
}

/// Whether a semicolon after these bytes belongs to a character of a web page, such as `&amp;`.
fn ends_entity(before: &[u8]) -> bool {
    let name = before
        .iter()
        .rposition(|byte| *byte == b'&')
        .and_then(|at| before.get(at + 1..))
        .unwrap_or_default();
    let name = name.strip_prefix(b"#").unwrap_or(name);
    (2..=8).contains(&name.len()) && name.iter().all(u8::is_ascii_alphanumeric)
}

fn is_clean(cell: &str) -> bool {
    if matches!(
        kind_of(cell),
        CellKind::Blank | CellKind::Number | CellKind::Date | CellKind::Address
    ) {
        return true;
    }
    // A remark that begins or ends in the middle of a sentence was cut by a comma of its own.
    let cut = cell.starts_with(' ') && cell.trim().contains(' ') && cell.len() > 12;
    let bytes = cell.as_bytes();
    let foreign = bytes.iter().enumerate().any(|(at, byte)| match byte {
        b';' => !ends_entity(bytes.get(..at).unwrap_or_default()),
        b'\t' | b'|' => true,
        b',' => bytes.get(at + 1).is_some_and(|next| *next != b' '),
        _ => false,
    });
    let dangling = cell.starts_with('"') != cell.ends_with('"');
    !(cut || foreign || dangling)
}
