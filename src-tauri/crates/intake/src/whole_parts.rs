//! The parts of a workbook that its reader takes into memory whole, weighed before it does.

use std::fs::File;
use std::io::{self, BufReader, Write};

use memchr::memmem;
use zip::ZipArchive;

use crate::Limits;
use crate::archive::Guarded;
use crate::error::IntakeError;
use crate::ods_cells::memory_of;
use crate::opened::Origin;

const ODS_CONTENT: &str = "content.xml";
const TEXTS: &str = "xl/sharedStrings.xml";
/// The other such parts, and how many bytes of memory a byte of theirs may become.
const OTHERS: [(&str, u64); 3] = [
    ("xl/sharedStrings.bin", 2),
    ("xl/styles.xml", 4),
    (ODS_CONTENT, 1),
];
/// What a text takes in memory beside its letters.
const BYTES_A_TEXT: u64 = 56;
/// So many texts more than there are may be announced without harm.
const MARGIN: u64 = 1_000_000;
/// Where the number of texts is announced.
const HEAD_BYTES: usize = 4096;

/// Unpacks those parts into nowhere: what an archive says about its sizes, and a part about its
/// texts, is not to be relied on.
pub(crate) fn weigh_parts(
    archive: &mut ZipArchive<BufReader<File>>,
    origin: &Origin<'_>,
    limits: &Limits,
) -> Result<(), IntakeError> {
    let too_large = |reason: String| IntakeError::TooLarge {
        file: origin.label(),
        reason,
    };
    let advice = "save each sheet as a CSV file and add those";
    let megabytes = limits.held_bytes / (1024 * 1024);
    let texts = weigh(archive, TEXTS, origin, limits)?;
    if texts.memory() > limits.held_bytes {
        return Err(too_large(format!(
            "its sheets share {} texts, which take more than {megabytes} megabytes of memory; {advice}",
            texts.count
        )));
    }
    if texts.announced() > texts.count + MARGIN {
        return Err(too_large(format!(
            "it announces {} texts and holds {}",
            texts.announced(),
            texts.count
        )));
    }
    for (part, growth) in OTHERS {
        let weight = weigh(archive, part, origin, limits)?;
        if weight.bytes.saturating_mul(growth) > limits.held_bytes {
            return Err(too_large(format!(
                "it has to be held in memory whole and takes more than {megabytes} megabytes; {advice}"
            )));
        }
    }
    let cells = weigh_cells(archive, limits);
    if cells > limits.held_bytes {
        return Err(too_large(format!(
            "its cells, with all that are told to be repeated, take more than {megabytes} megabytes of memory; {advice}"
        )));
    }
    Ok(())
}

/// Bytes of memory of the cells of an ODS spreadsheet; none for other workbooks.
fn weigh_cells(archive: &mut ZipArchive<BufReader<File>>, limits: &Limits) -> u64 {
    let Ok(entry) = archive.by_name(ODS_CONTENT) else {
        return 0;
    };
    let packed = entry.compressed_size();
    memory_of(BufReader::new(Guarded::new(entry, packed, limits)))
}

fn weigh(
    archive: &mut ZipArchive<BufReader<File>>,
    part: &str,
    origin: &Origin<'_>,
    limits: &Limits,
) -> Result<Weight, IntakeError> {
    let mut weight = Weight::default();
    let Ok(entry) = archive.by_name(part) else {
        return Ok(weight);
    };
    let packed = entry.compressed_size();
    io::copy(&mut Guarded::new(entry, packed, limits), &mut weight).map_err(
        |error| match origin.failed(&error) {
            large @ IntakeError::TooLarge { .. } => large,
            _ => IntakeError::Damaged {
                file: origin.label(),
                reason: error.to_string(),
            },
        },
    )?;
    Ok(weight)
}

/// What came out of a part.
#[derive(Default)]
struct Weight {
    bytes: u64,
    /// Texts that begin in it.
    count: u64,
    head: Vec<u8>,
    /// The last two bytes, since a mark may be cut in half.
    end: [u8; 2],
}

impl Weight {
    fn memory(&self) -> u64 {
        self.bytes
            .saturating_add(self.count.saturating_mul(BYTES_A_TEXT))
    }

    /// How many texts the part says it has.
    fn announced(&self) -> u64 {
        let mark = b"uniqueCount=\"";
        let Some(at) = memmem::find(&self.head, mark) else {
            return 0;
        };
        let digits = self.head.get(at + mark.len()..).unwrap_or_default();
        digits
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .fold(0_u64, |sum, byte| {
                sum.saturating_mul(10)
                    .saturating_add(u64::from(byte - b'0'))
            })
    }
}

impl Write for Weight {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mark = b"<si";
        let mut seam = self.end.to_vec();
        seam.extend(bytes.iter().take(2));
        self.count += memmem::find_iter(&seam, mark).count() as u64;
        self.count += memmem::find_iter(bytes, mark).count() as u64;
        let wanted = HEAD_BYTES.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(wanted));
        self.bytes += bytes.len() as u64;
        for byte in bytes.iter().skip(bytes.len().saturating_sub(2)) {
            self.end = [self.end[1], *byte];
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_counted_across_seams() {
        let text = br#"<sst uniqueCount="12"><si><t>a</t></si><si/><si><t>size</t></si></sst>"#;
        for step in 1..text.len() {
            let mut weight = Weight::default();
            for piece in text.chunks(step) {
                weight.write_all(piece).unwrap();
            }
            assert_eq!((weight.count, weight.announced()), (3, 12), "by {step}");
            assert_eq!(weight.bytes, text.len() as u64);
        }
    }
}
