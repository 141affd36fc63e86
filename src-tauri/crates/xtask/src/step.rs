//! Running other programs, and saying so.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::root::root;

/// How a program ended.
pub(crate) struct Ended {
    /// Whether it said that all went well.
    pub(crate) success: bool,
    /// What it wrote to its standard output.
    pub(crate) output: String,
    /// How long it took.
    pub(crate) took: Duration,
}

/// A program to run at the top of the checkout.
pub(crate) fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root());
    command
}

/// Cargo, the same that runs this.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    program(&cargo, arguments)
}

/// npm in a folder of the checkout.
pub(crate) fn npm(folder: &str, arguments: &[&str]) -> Command {
    let name = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = program(name, arguments);
    command.current_dir(root().join(folder));
    command
}

/// Runs a program with its output shown.
///
/// # Errors
/// A sentence when it cannot be started or does not end well.
pub(crate) fn must(what: &str, command: &mut Command) -> Result<(), String> {
    say(&format!("── {what}"));
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{what}: did not work ({status}).")),
        Err(error) => Err(format!(
            "{what}: {} cannot be started: {error}.",
            named(command)
        )),
    }
}

/// Runs a program with its output shown and kept, and stops it when it takes longer than `limit`.
pub(crate) fn watch(command: &mut Command, limit: Duration) -> Ended {
    let begun = Instant::now();
    let ended = |success, output| Ended {
        success,
        output,
        took: begun.elapsed(),
    };
    let mut child = match command.stdout(Stdio::piped()).spawn() {
        Ok(child) => child,
        Err(error) => {
            say(&format!("{} cannot be started: {error}", named(command)));
            return ended(false, String::new());
        }
    };
    let (sender, receiver) = channel();
    if let Some(output) = child.stdout.take() {
        std::thread::spawn(move || {
            for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
                if sender
                    .send(String::from_utf8_lossy(&line).into_owned())
                    .is_err()
                {
                    return;
                }
            }
        });
    }
    let mut output = String::new();
    loop {
        match receiver.recv_timeout(limit.saturating_sub(begun.elapsed())) {
            Ok(line) => {
                say(&line);
                output.push_str(&line);
                output.push('\n');
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                say(&format!(
                    "Stopped: it took longer than {} s.",
                    limit.as_secs()
                ));
                let _already_gone = child.kill();
                let _status = child.wait();
                return ended(false, output);
            }
        }
    }
    let success = child.wait().is_ok_and(|status| status.success());
    ended(success, output)
}

/// What a program writes, or nothing when it is not there or fails.
pub(crate) fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a program can be found.
pub(crate) fn exists(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    })
}

/// Makes a folder with all above it.
///
/// # Errors
/// A sentence when the disk refuses.
pub(crate) fn make_folder(folder: &Path) -> Result<(), String> {
    std::fs::create_dir_all(folder)
        .map_err(|error| format!("{} cannot be made: {error}.", folder.display()))
}

/// Says something.
#[expect(
    clippy::print_stdout,
    reason = "telling is what a task in a terminal does"
)]
pub(crate) fn say(text: &str) {
    println!("{text}");
}

fn named(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
