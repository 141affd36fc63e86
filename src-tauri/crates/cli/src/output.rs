//! The two places words go to.

use std::io::Write;

use rollcall_engine::{EngineError, grouped};

/// Prints a result. A reader that went away is no fault.
pub(crate) fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{}", text.trim_end());
}

/// Says in one sentence what went wrong.
pub(crate) fn fail(message: &str) {
    let mut err = std::io::stderr().lock();
    let _ = writeln!(err, "rollcall: {message}");
}

/// An error as one line: what happened and what to do.
pub(crate) fn sentence(error: &EngineError) -> String {
    match error.hint() {
        Some(hint) => format!("{error} {hint}"),
        None => error.to_string(),
    }
}

/// So many of a thing.
pub(crate) fn several(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// A name nobody knows, with those that are known: the nearest by spelling first.
pub(crate) fn unknown<S: AsRef<str>>(what: &'static str, name: &str, known: &[S]) -> String {
    sentence(&EngineError::unknown(what, name, known))
}
