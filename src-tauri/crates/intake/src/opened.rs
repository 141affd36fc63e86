//! Opening a file, or a file inside an archive, as one stream of bytes.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::PathBuf;

use crate::archive;
use crate::error::IntakeError;
use crate::{InputFile, Limits, WorkFolder};

/// What a member of an archive is called once it is unpacked: its own name may be any.
const UNPACKED: &str = "member";

/// Where the bytes of a table are.
#[derive(Debug, Clone)]
pub(crate) struct Origin<'a> {
    pub(crate) file: &'a InputFile,
    pub(crate) member: Option<&'a str>,
}

impl Origin<'_> {
    /// The file as people know it, with the member of an archive after a slash.
    pub(crate) fn label(&self) -> String {
        match self.member {
            Some(member) => format!("{}/{member}", self.file.label),
            None => self.file.label.clone(),
        }
    }

    /// Opens the bytes, gives them and their number to `reading`, and closes them.
    pub(crate) fn read<T>(
        &self,
        limits: &Limits,
        reading: impl FnOnce(&mut dyn Read, u64) -> T,
    ) -> Result<T, IntakeError> {
        let mut file = File::open(&self.file.path).map_err(|error| self.unreadable(&error))?;
        let Some(member) = self.member else {
            return Ok(reading(&mut file, self.file.bytes));
        };
        archive::read_member(BufReader::new(file), self, member, limits, reading)
    }

    /// The bytes as a file that can be read in any order; a member of an archive is unpacked into
    /// a temporary folder, which goes away with the value.
    pub(crate) fn seekable(&self, limits: &Limits) -> Result<Seekable, IntakeError> {
        if self.member.is_none() {
            let path = self.file.path.clone();
            return Ok(Seekable {
                path,
                _unpacked: None,
            });
        }
        let folder = WorkFolder::new().map_err(|error| self.unreadable(&error))?;
        let path = folder.path().join(UNPACKED);
        let mut unpacked = File::create_new(&path).map_err(|error| self.unreadable(&error))?;
        self.read(limits, |input, _| io::copy(input, &mut unpacked))?
            .map_err(|error| self.failed(&error))?;
        Ok(Seekable {
            path,
            _unpacked: Some(folder),
        })
    }

    /// An input or output error as the situation it stands for.
    pub(crate) fn failed(&self, error: &io::Error) -> IntakeError {
        if let Some(reason) = archive::tripped(error) {
            return IntakeError::TooLarge {
                file: self.label(),
                reason,
            };
        }
        if self.member.is_some() || error.kind() == io::ErrorKind::UnexpectedEof {
            return IntakeError::Damaged {
                file: self.label(),
                reason: error.to_string(),
            };
        }
        self.unreadable(error)
    }

    fn unreadable(&self, error: &io::Error) -> IntakeError {
        IntakeError::Unreadable {
            file: self.label(),
            reason: in_words(error),
        }
    }
}

/// A file on disk, perhaps a temporary one.
pub(crate) struct Seekable {
    pub(crate) path: PathBuf,
    _unpacked: Option<WorkFolder>,
}

/// What an error of the operating system means to a person.
pub(crate) fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it is not there".to_owned(),
        io::ErrorKind::PermissionDenied => "you do not have permission to read it".to_owned(),
        _ => error.to_string(),
    }
}
