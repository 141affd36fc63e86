//! ZIP archives: what is in them, and unpacking without trusting them.
//!
//! Nothing is ever written under the name a member bears. Every byte that is unpacked is counted
//! against the limits, whatever the archive says about its size.

use std::io::{self, Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::Limits;
use crate::error::IntakeError;
use crate::opened::Origin;

/// Unpacked bytes below which no ratio is held against an archive.
const RATIO_FREE_BYTES: u64 = 16 * 1024 * 1024;

/// Opens one member, gives its bytes and their number to `reading`.
pub(crate) fn read_member<T>(
    file: impl Read + Seek,
    origin: &Origin<'_>,
    member: &str,
    limits: &Limits,
    reading: impl FnOnce(&mut dyn Read, u64) -> T,
) -> Result<T, IntakeError> {
    let mut archive = ZipArchive::new(file).map_err(|error| situation(&error, origin.label()))?;
    let entry = match archive.by_name(member) {
        Ok(entry) => entry,
        Err(ZipError::FileNotFound) => {
            return Err(IntakeError::MemberMissing {
                file: origin.file.label.clone(),
                member: member.to_owned(),
            });
        }
        Err(error) => return Err(situation(&error, origin.label())),
    };
    let (packed, unpacked) = (entry.compressed_size(), entry.size());
    let mut guarded = Guarded::new(entry, packed, limits);
    Ok(reading(&mut guarded, unpacked))
}

/// Which limit an error stands for, if it came from the guard.
pub(crate) fn tripped(error: &io::Error) -> Option<String> {
    let guard = error.get_ref()?.downcast_ref::<Tripped>()?;
    Some(guard.to_string())
}

/// What a failure of the ZIP reader means.
pub(crate) fn situation(error: &ZipError, file: String) -> IntakeError {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => {
            IntakeError::Encrypted { file }
        }
        ZipError::UnsupportedArchive(reason) => IntakeError::NotThisFormat {
            file,
            reason: format!("this kind of ZIP cannot be unpacked here ({reason})"),
        },
        other => IntakeError::Damaged {
            file,
            reason: format!("the ZIP archive cannot be read to its end ({other})"),
        },
    }
}

/// Counts what comes out and stops it at the limits.
pub(crate) struct Guarded<R> {
    input: R,
    packed: u64,
    unpacked: u64,
    unpacked_limit: u64,
    ratio_limit: u64,
}

impl<R> Guarded<R> {
    pub(crate) fn new(input: R, packed: u64, limits: &Limits) -> Self {
        Self {
            input,
            packed,
            unpacked: 0,
            unpacked_limit: limits.unpacked_bytes,
            ratio_limit: limits.unpack_ratio,
        }
    }
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.unpacked += count as u64;
        if self.unpacked > self.unpacked_limit {
            return Err(io::Error::other(Tripped::Bytes(self.unpacked_limit)));
        }
        if exceeds_ratio(self.packed, self.unpacked, self.ratio_limit) {
            return Err(io::Error::other(Tripped::Ratio(self.ratio_limit)));
        }
        Ok(count)
    }
}

/// Whether this much out of that little is no honest compression.
pub(crate) fn exceeds_ratio(packed: u64, unpacked: u64, limit: u64) -> bool {
    unpacked > RATIO_FREE_BYTES && unpacked / packed.max(1) >= limit
}

#[derive(Debug, thiserror::Error)]
enum Tripped {
    #[error("it holds more than {0} bytes, which is more than this program unpacks")]
    Bytes(u64),
    #[error("it swells to more than {0} times its size, as files made to fill a disk do")]
    Ratio(u64),
}
