//! The ways in which a file cannot be read at all.

use rollcall_model::{Place, Problem, ProblemCode, Severity};

/// A file, member or sheet that cannot be read; bad cells and rows are problems instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// The disk or the permissions stand in the way.
    #[error("The file {file} cannot be opened: {reason}.")]
    Unreadable {
        /// Label of the file.
        file: String,
        /// What the system said, in a few words.
        reason: String,
    },
    /// The archive no longer holds this file.
    #[error("The archive {file} holds no file called {member}.")]
    MemberMissing {
        /// Label of the archive.
        file: String,
        /// Name inside it.
        member: String,
    },
    /// The workbook no longer holds this sheet.
    #[error("The workbook {file} has no sheet called “{sheet}”; it has {}.", .available.join(", "))]
    SheetMissing {
        /// Label of the workbook.
        file: String,
        /// The sheet that was asked for.
        sheet: String,
        /// The sheets it has.
        available: Vec<String>,
    },
    /// It unpacks to more than the limits allow.
    #[error("The file {file} was not unpacked: {reason}.")]
    TooLarge {
        /// Label of the file, with the member.
        file: String,
        /// Which limit, in a few words.
        reason: String,
    },
    /// It wants a password.
    #[error("The file {file} is protected with a password.")]
    Encrypted {
        /// Label of the file, with the member.
        file: String,
    },
    /// It ends before it should or is damaged inside.
    #[error("The file {file} is damaged or was cut off: {reason}.")]
    Damaged {
        /// Label of the file, with the member.
        file: String,
        /// What is wrong, in a few words.
        reason: String,
    },
    /// Its content is not what its name promises.
    #[error("The file {file} is not a table: {reason}.")]
    NotThisFormat {
        /// Label of the file, with the member.
        file: String,
        /// What it is, in a few words.
        reason: String,
    },
    /// The name of the encoding is not known.
    #[error("There is no character encoding called “{encoding}”.")]
    UnknownEncoding {
        /// The name that was asked for.
        encoding: String,
    },
}

impl IntakeError {
    /// The same situation as a problem to show beside the file.
    pub fn problem(&self, place: Place) -> Problem {
        let (code, hint) = match self {
            Self::Unreadable { .. } => (
                ProblemCode::Unreadable,
                "Check that the file is still there, that you may read it and that no other program has it open.",
            ),
            Self::MemberMissing { .. } | Self::SheetMissing { .. } => (
                ProblemCode::Unreadable,
                "The file has changed since it was looked at. Add it again.",
            ),
            Self::TooLarge { .. } => (
                ProblemCode::TooLarge,
                "If you trust the file, unpack it with another program and add the files in it.",
            ),
            Self::Encrypted { .. } => (
                ProblemCode::Encrypted,
                "Open it with its password, save it without one and add it again.",
            ),
            Self::Damaged { .. } => (
                ProblemCode::Truncated,
                "Download or export the file once more and add it again.",
            ),
            Self::NotThisFormat { .. } => (
                ProblemCode::NotThisFormat,
                "Export the data as CSV or XLSX and add that file.",
            ),
            Self::UnknownEncoding { .. } => (
                ProblemCode::InvalidCharacters,
                "Choose one of the encodings in the list.",
            ),
        };
        Problem {
            code,
            severity: Severity::Error,
            place,
            message: self.to_string(),
            hint: hint.to_owned(),
            count: 0,
        }
    }
}
