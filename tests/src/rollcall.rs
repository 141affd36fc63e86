//! Running the command line as a person would.

use std::path::PathBuf;
use std::process::Command;

/// The built command line. Another package's program has no variable of its own in a test, but it
/// stands beside the folder this test runs from.
///
/// # Errors
/// How to build it, when it has not been built.
pub fn program() -> Result<PathBuf, String> {
    let name = format!("rollcall{}", std::env::consts::EXE_SUFFIX);
    std::env::current_exe()
        .ok()
        .and_then(|test| {
            test.ancestors()
                .map(|folder| folder.join(&name))
                .find(|path| path.is_file())
        })
        .ok_or_else(|| {
            "the command line is not built: run `cargo build --package rollcall-cli`".into()
        })
}

/// What the command line wrote.
#[derive(Debug)]
pub struct Said {
    /// Whether it ended well.
    pub success: bool,
    /// Standard output.
    pub output: String,
    /// Standard error.
    pub complaints: String,
}

/// Runs the command line.
///
/// # Errors
/// When it has not been built or cannot be started.
pub fn rollcall<I: AsRef<std::ffi::OsStr>>(
    arguments: impl IntoIterator<Item = I>,
) -> Result<Said, String> {
    let output = Command::new(program()?)
        .args(arguments)
        .output()
        .map_err(|error| format!("the command line cannot be started: {error}"))?;
    Ok(Said {
        success: output.status.success(),
        output: String::from_utf8_lossy(&output.stdout).into_owned(),
        complaints: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}
