//! Packages to install.

mod clean;

use std::path::{Path, PathBuf};

use crate::root::{root, target};
use crate::step::{must, npm, output_of, program, say};
use crate::{ask, generate, setup};

/// What the packages carry besides the program, of which a build without packages needs nothing. A file,
/// because the packager on Windows takes no quotes from a command line.
const CARRIED: &str = "src-tauri/bundle.conf.json";

/// The packager; fetched when it is needed, because it comes in one package a system.
const PACKAGER: &str = "@tauri-apps/cli@2.12.5";

/// What the program is told it was built from.
const BUILD: &str = "ROLLCALL_BUILD";

/// Builds the packages of this system, and tries the one for Debian where that is asked for.
///
/// # Errors
/// A sentence when something cannot be built, or does not run once installed.
pub(crate) fn bundle(arguments: &[String]) -> Result<(), String> {
    ask::only(arguments, &["--try", "--mirror", "--deb"])?;
    let built = ask::value(arguments, "--deb")?.map(PathBuf::from);
    let Some(folder) = ask::value(arguments, "--try")? else {
        return packages();
    };
    let mirror = ask::value(arguments, "--mirror")?;
    clean::possible(Path::new(folder))?;
    let package = match built {
        Some(package) => package,
        None => {
            packages()?;
            newest(&target().join("release/bundle/deb"))
                .ok_or("The packager built no .deb on this system.")?
        }
    };
    clean::run(&package, Path::new(folder), mirror)
}

/// Which kinds, the configuration of each system says.
fn packages() -> Result<(), String> {
    setup::packages(setup::Needs::Window)?;
    generate::sample_data_if_missing()?;
    setup::page()?;
    let carried = root().join(CARRIED);
    let mut tauri = npm(
        ".",
        &["exec", "--yes", "--package", PACKAGER, "--", "tauri"],
    );
    tauri.args(["build", "--config", &carried.to_string_lossy()]);
    if let Some(build) = build() {
        tauri.env(BUILD, build);
    }
    must("Building the packages", &mut tauri)?;
    say(&format!(
        "The packages are in {}.",
        target().join("release/bundle").display()
    ));
    Ok(())
}

/// What is built, in words that are the same whenever it is built again: the commit and its day, not the day
/// of the build. Whoever builds from sources without a history says it in the environment.
fn build() -> Option<String> {
    if let Some(given) = std::env::var(BUILD).ok().filter(|given| !given.is_empty()) {
        return Some(given);
    }
    let commit = output_of(&mut program(
        "git",
        &["log", "-1", "--abbrev=12", "--format=%h of %cs"],
    ))?;
    let changes = output_of(&mut program("git", &["status", "--porcelain"])).unwrap_or_default();
    Some(in_words(&commit, !changes.is_empty()))
}

fn in_words(commit: &str, changed: bool) -> String {
    let changed = if changed { ", changed since" } else { "" };
    format!("build {commit}{changed}")
}

/// The package written last.
fn newest(folder: &Path) -> Option<PathBuf> {
    std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "deb"))
        .max_by_key(|path| path.metadata().and_then(|data| data.modified()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_is_named_by_its_commit_and_its_day() {
        let commit = "1c40dff2ab12 of 2026-11-30";
        assert_eq!(in_words(commit, false), "build 1c40dff2ab12 of 2026-11-30");
        assert!(in_words(commit, true).ends_with("changed since"));
    }
}
