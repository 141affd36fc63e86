//! What goes wrong, as a surface needs to know it.

use rollcall_engine::{EngineError, asked_after, near_names, told_known};
use serde::Serialize;
use ts_rs::TS;

use crate::{COMMANDS, request_members};

/// A situation a surface acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// What was asked for is not there.
    NotFound,
    /// The request makes no sense.
    InvalidInput,
    /// It is done only where somebody says that it is meant.
    Unconfirmed,
    /// Something written before would be written over, and nobody said that it may.
    WouldReplace,
    /// No project is open.
    NoProject,
    /// The file is not a project of this program.
    NotAProject,
    /// The file may be an encrypted project: it needs its passphrase.
    PassphraseNeeded,
    /// The passphrase does not open the project.
    PassphraseWrong,
    /// The project was made by a newer version.
    NewerProject,
    /// The project file is damaged.
    Damaged,
    /// Another program holds the project.
    Locked,
    /// Other work must end first.
    Busy,
    /// The work was stopped.
    Cancelled,
    /// The disk refused.
    Io,
    /// A fault of this program.
    Internal,
}

/// An error at the wire: what happened, what to do, and an id that finds it in the log.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ApiError {
    /// The situation.
    pub code: ErrorCode,
    /// One sentence: what happened and where.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// Facts about it, such as the file.
    pub context: Vec<(String, String)>,
    /// Finds the line in the log.
    pub id: String,
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(formatter, " {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ApiError {}

impl ApiError {
    /// A command that is not in the table, with those that are spelled nearly like it.
    pub fn unknown_command(name: &str) -> Self {
        let known: Vec<&str> = COMMANDS.iter().map(|one| one.name).collect();
        let mut hint = asked_after(&near_names(name, &known)).unwrap_or_default();
        hint.push_str(" `rollcall commands` lists them all.");
        Self::new(
            ErrorCode::NotFound,
            format!("There is no command called “{name}”."),
            Some(hint.trim_start().to_owned()),
        )
    }

    pub(crate) fn invalid_request(name: &str, error: &serde_json::Error) -> Self {
        Self::new(
            ErrorCode::InvalidInput,
            format!("The request of \"{name}\" cannot be read: {error}."),
            Some(told_by_help(name)),
        )
    }

    pub(crate) fn no_object(name: &str) -> Self {
        Self::new(
            ErrorCode::InvalidInput,
            format!("The request of \"{name}\" is not one JSON object."),
            Some(told_by_help(name)),
        )
    }

    pub(crate) fn unknown_member(name: &str, member: &str) -> Self {
        Self::new(
            ErrorCode::InvalidInput,
            format!("The request of \"{name}\" has a member nobody knows: \"{member}\"."),
            Some(known_members(name, member)),
        )
    }

    pub(crate) fn holds_a_stand_in() -> Self {
        Self::new(
            ErrorCode::InvalidInput,
            "Personal words and small counts are masked now, and this text holds some of what stands in for them; kept, it would replace the real ones.".into(),
            Some("End presenting first, or write it in other words.".into()),
        )
    }

    pub(crate) fn is_shown_path(shown: &str, is_presenting: bool) -> Self {
        let why = if is_presenting {
            "and no path that looks so was shown since presenting began"
        } else {
            "and presenting has ended since"
        };
        Self::new(
            ErrorCode::InvalidInput,
            format!(
                "\"{shown}\" is what is shown of a path while presenting, {why}: which folder is meant is not known. Nothing was read or written."
            ),
            Some("Choose the file or the folder again.".into()),
        )
    }

    pub(crate) fn internal(message: &str) -> Self {
        Self::new(
            ErrorCode::Internal,
            format!("Something went wrong inside Rollcall: {message}."),
            Some("Look at what is there before you try again; the log names the place.".into()),
        )
    }

    fn new(code: ErrorCode, message: String, hint: Option<String>) -> Self {
        Self {
            code,
            message,
            hint,
            context: Vec::new(),
            id: String::new(),
        }
    }
}

/// Where the request of a command is told.
fn told_by_help(command: &str) -> String {
    format!("`rollcall call {command} --help` tells what it is made of.")
}

/// What the members of a request are, those spelled nearly like one first. Of what lies within a member
/// the page of the command tells.
fn known_members(command: &str, member: &str) -> String {
    let members = request_members(command).unwrap_or_default();
    let names: Vec<String> = members.into_iter().map(|one| one.name).collect();
    if names.is_empty() || member.contains('.') {
        return told_by_help(command);
    }
    told_known(member, &names)
}

impl From<EngineError> for ApiError {
    fn from(error: EngineError) -> Self {
        let code = match &error {
            EngineError::NotFound { .. } | EngineError::Unknown { .. } => ErrorCode::NotFound,
            EngineError::InvalidInput { .. } | EngineError::NothingLoaded { .. } => {
                ErrorCode::InvalidInput
            }
            EngineError::Unconfirmed { .. } => ErrorCode::Unconfirmed,
            EngineError::WouldReplace { .. } => ErrorCode::WouldReplace,
            EngineError::NoProject => ErrorCode::NoProject,
            EngineError::Busy { .. } => ErrorCode::Busy,
            EngineError::Cancelled => ErrorCode::Cancelled,
            EngineError::Io { .. } | EngineError::Delivery(_) => ErrorCode::Io,
            EngineError::Store(error) => match error {
                rollcall_engine::StoreError::NotAProject { .. }
                | rollcall_engine::StoreError::NotWhole { .. } => ErrorCode::NotAProject,
                rollcall_engine::StoreError::PassphraseNeeded { .. } => ErrorCode::PassphraseNeeded,
                rollcall_engine::StoreError::WrongPassphrase { .. } => ErrorCode::PassphraseWrong,
                rollcall_engine::StoreError::Newer { .. } => ErrorCode::NewerProject,
                rollcall_engine::StoreError::Damaged { .. } => ErrorCode::Damaged,
                rollcall_engine::StoreError::InUse { .. }
                | rollcall_engine::StoreError::Locked { .. } => ErrorCode::Locked,
                rollcall_engine::StoreError::Missing { .. } => ErrorCode::NotFound,
                rollcall_engine::StoreError::Exists { .. }
                | rollcall_engine::StoreError::NotEncrypted { .. } => ErrorCode::InvalidInput,
                rollcall_engine::StoreError::Disk { .. } => ErrorCode::Io,
                rollcall_engine::StoreError::Sql { .. } => ErrorCode::Internal,
            },
            EngineError::Internal { .. } => ErrorCode::Internal,
        };
        let hint = error.hint();
        Self::new(code, error.to_string(), hint)
    }
}
