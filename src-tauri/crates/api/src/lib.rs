//! The one face of the core.
//!
//! A single table of commands (name, request, reply, what each reads and changes) from which the
//! dispatcher, the TypeScript types, the command line's list and the documentation's list come. The
//! window, the command line and the browser tests all go through [`Session::call`]; no surface has
//! logic of its own.

mod bindings;
mod commands;
mod error;
mod fault;
mod presentation;
mod requests;
mod session;
mod tag;
mod translation;

pub use bindings::typescript;
pub use commands::{COMMANDS, CommandKind, CommandSpec};
pub use error::{ApiError, ErrorCode};
pub use fault::log_faults_by_place;
pub use requests::{Member, describe_request, request_members};
pub use rollcall_engine::{Clock, EngineOptions, Event, view};
pub use session::Session;
pub use tag::Tag;
pub use translation::{translated, untranslated};
