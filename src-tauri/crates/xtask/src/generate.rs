//! Files that are made: the sample exports, the page's types, the pictures.

use crate::root::{built, root, sample_exports};
use crate::step::{cargo, must, output_of, program, say};
use crate::{ask, setup};

/// The page's types, generated.
const BINDINGS: &str = "ui/src/api/generated.ts";

/// Writes the exports of the sample estate; the options are the generator's own.
///
/// # Errors
/// A sentence when the generator fails.
pub(crate) fn sample_data(arguments: &[String]) -> Result<(), String> {
    let mut generator = cargo(&[
        "run",
        "--quiet",
        "--package",
        "rollcall-sample-estate",
        "--",
    ]);
    must("Writing the sample estate", generator.args(arguments))
}

/// Writes the sample exports when they are not there.
///
/// # Errors
/// A sentence when the generator fails.
pub(crate) fn sample_data_if_missing() -> Result<(), String> {
    if sample_exports().is_dir() {
        Ok(())
    } else {
        sample_data(&[])
    }
}

/// Writes the page's types from the command table.
///
/// # Errors
/// A sentence when the core does not compile or the disk refuses.
pub(crate) fn bindings() -> Result<(), String> {
    must(
        "Building",
        &mut cargo(&["build", "--quiet", "--package", "rollcall-devserver"]),
    )?;
    let text = current_bindings()?;
    std::fs::write(root().join(BINDINGS), text)
        .map_err(|error| format!("{BINDINGS} cannot be written: {error}."))?;
    say(&format!("{BINDINGS} is up to date."));
    Ok(())
}

/// Whether the types in the checkout are those of the command table.
///
/// # Errors
/// A sentence when they are not, or when the core has not been built.
pub(crate) fn check_bindings() -> Result<(), String> {
    let kept = std::fs::read_to_string(root().join(BINDINGS)).unwrap_or_default();
    if kept.trim_end() == current_bindings()?.trim_end() {
        return Ok(());
    }
    Err(format!(
        "{BINDINGS} differs from the command table: run `cargo xtask bindings` and commit it."
    ))
}

fn current_bindings() -> Result<String, String> {
    let server = built("rollcall-devserver");
    output_of(&mut program(&server.to_string_lossy(), &["--bindings"]))
        .map(|text| format!("{text}\n"))
        .ok_or_else(|| format!("{} could not be run.", server.display()))
}

/// Takes pictures of every screen from the real window.
///
/// # Errors
/// A sentence when something cannot be built or the window does not answer.
pub(crate) fn screenshots(arguments: &[String]) -> Result<(), String> {
    ask::only(arguments, &["--out"])?;
    let out = ask::value(arguments, "--out")?.unwrap_or("out/screenshots");
    setup::packages(setup::Needs::Tests)?;
    setup::window()?;
    setup::node_modules("tests")?;
    let mut journey = program("node", &["tests/window/screenshots.mjs", out]);
    must(
        "Taking pictures",
        journey.env("ROLLCALL_WINDOW", built("rollcall-desktop")),
    )
}
