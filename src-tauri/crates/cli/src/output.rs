//! The two places words go to.

use std::io::Write;

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
pub(crate) fn sentence(error: &rollcall_engine::EngineError) -> String {
    match error.hint() {
        Some(hint) => format!("{error} {hint}"),
        None => error.to_string(),
    }
}
