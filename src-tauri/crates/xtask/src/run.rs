//! From a fresh clone to the window, in one command.

use crate::root::{built, root, sample_exports};
use crate::step::{cargo, must, program, say};
use crate::{generate, setup};

/// Sets up what is missing, builds, and opens the window on the sample project. Arguments are handed
/// to the program instead of the sample.
///
/// # Errors
/// A sentence when something is missing that cannot be set up, or does not build.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    setup::rust()?;
    generate::sample_data_if_missing()?;
    if !has_display() {
        return audit();
    }
    setup::packages(setup::Needs::Window)?;
    setup::window()?;
    let sample = sample_exports();
    let mut window = program(&built("rollcall-desktop").to_string_lossy(), &["--sample"]);
    window.arg(sample);
    if arguments.is_empty() {
        window.arg("--explore");
    }
    must("Opening the window", window.args(arguments))
}

fn has_display() -> bool {
    let set =
        |name| std::env::var_os(name).is_some_and(|value: std::ffi::OsString| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// The same audit of the same files, from the terminal.
fn audit() -> Result<(), String> {
    say("There is no display here, so the sample is audited from the terminal.");
    must(
        "Building the command line (some minutes the first time)",
        &mut cargo(&["build", "--package", "rollcall-cli"]),
    )?;
    let mut rollcall = cargo(&["run", "--quiet", "--package", "rollcall-cli", "--", "audit"]);
    rollcall.args(["sample-data/exports", "--out", "out"]);
    must("Auditing sample-data/exports", &mut rollcall)?;
    say(&format!(
        "The results are in {}.",
        root().join("out").display()
    ));
    Ok(())
}
