//! What can stand in the way of a use case.

use std::path::PathBuf;

use rollcall_delivery::DeliveryError;
use rollcall_linkage::LinkageError;
use rollcall_store::{StoreError, in_words, quoted_path};

use crate::known_names::told_known;

/// A situation in which a use case cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// Something that was named is not there.
    #[error("There is no {what} {name}.")]
    NotFound {
        /// What kind of thing.
        what: &'static str,
        /// Its name or number.
        name: String,
    },
    /// A name that is none of those known.
    #[error("There is no {what} called “{name}”.")]
    Unknown {
        /// What kind of thing.
        what: &'static str,
        /// The name.
        name: String,
        /// Those that are known, the nearest by spelling first, as sentences.
        known: String,
    },
    /// A request that makes no sense.
    #[error("{message}")]
    InvalidInput {
        /// What is wrong with it, as a sentence.
        message: String,
    },
    /// Something that is done only where somebody says that it is meant.
    #[error("{message}")]
    Unconfirmed {
        /// What speaks against it, as sentences.
        message: String,
        /// How to say that it is meant.
        hint: String,
    },
    /// Something written before stands in the place, and nobody said that it may go.
    #[error(
        "{} holds {what} that is complete. Nothing was written.",
        quoted_path(path)
    )]
    WouldReplace {
        /// What stands there.
        what: &'static str,
        /// Where.
        path: PathBuf,
    },
    /// Nothing of what was named could be loaded.
    #[error("{message}")]
    NothingLoaded {
        /// Why, as a sentence.
        message: String,
    },
    /// No project is open.
    #[error("No project is open.")]
    NoProject,
    /// Other work must end first.
    #[error("\"{title}\" is still running.")]
    Busy {
        /// What runs.
        title: String,
    },
    /// The work was stopped.
    #[error("The work was stopped. The project is as it was.")]
    Cancelled,
    /// The disk refused.
    #[error("{} could not be written or read: {what}.", quoted_path(path))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        what: String,
    },
    /// The project file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file that was to be written.
    #[error(transparent)]
    Delivery(#[from] DeliveryError),
    /// A fault of this program.
    #[error("Something went wrong inside Rollcall: {message}.")]
    Internal {
        /// What, without values.
        message: String,
    },
}

impl EngineError {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NoProject => Some("Open a project, or make a new one.".into()),
            Self::Busy { .. } => Some("Wait until it is done, or cancel it.".into()),
            Self::Io { .. } => Some("Check that the folder is there, that you may write to it and that the disk has space.".into()),
            Self::Store(error) => error.hint(),
            Self::Unknown { known, .. } => Some(known.clone()),
            Self::Unconfirmed { hint, .. } => Some(hint.clone()),
            Self::WouldReplace { .. } => Some("Choose an empty folder, or say that what is there is to be replaced: --replace in a terminal; the window asks.".into()),
            Self::Internal { .. } => Some("Look at what is there before you try again; the log names the place.".into()),
            Self::NotFound { .. }
            | Self::InvalidInput { .. }
            | Self::NothingLoaded { .. }
            | Self::Cancelled
            | Self::Delivery(_) => None,
        }
    }

    /// A name that is none of those known, which are told: the nearest by spelling first.
    pub fn unknown<S: AsRef<str>>(what: &'static str, name: &str, known: &[S]) -> Self {
        Self::Unknown {
            what,
            name: name.to_owned(),
            known: told_known(name, known),
        }
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::InvalidInput {
            message: message.into(),
        }
    }

    pub(crate) fn io(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::Io {
            path: path.to_path_buf(),
            what: in_words(error),
        }
    }
}

impl From<LinkageError> for EngineError {
    fn from(error: LinkageError) -> Self {
        match error {
            LinkageError::Cancelled => Self::Cancelled,
            other => Self::Internal {
                message: other.to_string(),
            },
        }
    }
}

/// What is written can be read again, so a stored value that cannot be is not as it was written.
impl From<serde_json::Error> for EngineError {
    fn from(error: serde_json::Error) -> Self {
        Self::Store(error.into())
    }
}
