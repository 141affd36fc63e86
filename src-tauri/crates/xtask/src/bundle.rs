//! Packages to install.

use crate::root::target;
use crate::step::{must, program, say};
use crate::{generate, setup};

/// What the installed program carries besides itself.
const RESOURCES: &str = r#"{"bundle":{"resources":{"../sample-data/exports/":"sample-data/"}}}"#;

/// The packager; fetched when it is needed, because it comes in one package a system.
const PACKAGER: &str = "@tauri-apps/cli@2.12.5";

/// Builds the packages of this system.
///
/// # Errors
/// A sentence when something cannot be built.
pub(crate) fn bundle() -> Result<(), String> {
    setup::packages(setup::Needs::Window)?;
    generate::sample_data_if_missing()?;
    setup::page()?;
    let mut tauri = program(
        "npm",
        &[
            "exec",
            "--yes",
            "--package",
            PACKAGER,
            "--",
            "tauri",
            "build",
            "--config",
            RESOURCES,
        ],
    );
    must("Building the packages", &mut tauri)?;
    say(&format!(
        "The packages are in {}.",
        target().join("release/bundle").display()
    ));
    Ok(())
}
