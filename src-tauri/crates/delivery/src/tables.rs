//! The tables of the audit as files.
//!
//! `customers.csv`, `coverage.csv`, `conflicts.csv`, `review.csv` and `problems.csv` are read by
//! people: [`Mode::ForPeople`]. `crosswalk.csv` is a contract for programs, which join on its cells:
//! a record key such as `-17` or `=A1` must come out as it went in, so it is written
//! [`Mode::ForUpload`], without byte order mark, with nothing put before a cell that looks like a
//! formula. Load it into a program; do not open it in a spreadsheet.

use std::path::Path;

use crate::atomic_file::AtomicFile;
use crate::{DeliveryError, LineEnd, Mode, SafeCsv, WrittenFile};

/// Writes a table. Rows come one at a time, so a table may be larger than memory. Lines end with a
/// line feed for programs and with carriage return and line feed for people.
///
/// # Errors
/// [`DeliveryError::UnevenRow`] when a row does not fit the header, otherwise what the disk says;
/// whatever stood at `path` before is then still there.
pub fn write_table<R, C>(
    path: &Path,
    mode: Mode,
    header: &[&str],
    rows: impl IntoIterator<Item = R>,
) -> Result<WrittenFile, DeliveryError>
where
    R: AsRef<[C]>,
    C: AsRef<str>,
{
    let failed = |error| DeliveryError::from_io(path, error);
    let line_end = match mode {
        Mode::ForPeople => LineEnd::Crlf,
        Mode::ForUpload => LineEnd::Lf,
    };
    let mut csv = SafeCsv::new(AtomicFile::create(path)?, mode, line_end).map_err(failed)?;
    csv.write_row(header.iter().copied()).map_err(failed)?;
    let mut count = 0;
    for row in rows {
        let cells = row.as_ref();
        count += 1;
        if cells.len() != header.len() {
            return Err(DeliveryError::UnevenRow {
                path: path.to_path_buf(),
                row: count + 1,
                found: cells.len(),
                expected: header.len(),
            });
        }
        csv.write_row(cells.iter().map(AsRef::as_ref))
            .map_err(failed)?;
    }
    csv.finish().map_err(failed)?.complete()?.publish(count)
}
