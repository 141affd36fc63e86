//! Files that are made: the sample exports, the page's types, the pictures.

use std::path::PathBuf;

use crate::root::{built, root, sample_exports, target};
use crate::step::{cargo, must, output_of, program, say};
use crate::{ask, setup};

/// Files that follow from the command table, and what the workshop's server calls them.
const GENERATED: &[(&str, &str)] = &[
    ("ui/src/api/generated.ts", "--bindings"),
    ("src-tauri/crates/api/COMMANDS.md", "--commands"),
];

/// Writes the sample estate, that of the checkout where nothing is told; the options are the generator's own. Another
/// one than that goes beside what is built unless a folder is told: the checkout's own must stay as it is.
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
    let place = place_of_sample(arguments)?;
    if let Some(place) = &place {
        generator.arg("--out").arg(place);
    }
    must("Writing the sample estate", generator.args(arguments))?;
    if let Some(place) = place {
        say(&format!("Written to {}.", place.display()));
    }
    Ok(())
}

/// Where a sample estate goes for which no folder is told; nothing where one is, or where help is asked for.
///
/// # Errors
/// A sentence when an option has no value.
fn place_of_sample(arguments: &[String]) -> Result<Option<PathBuf>, String> {
    let is_told = |argument: &String| {
        argument == "--out"
            || argument.starts_with("--out=")
            || argument == "--help"
            || argument == "-h"
    };
    if arguments.iter().any(is_told) {
        return Ok(None);
    }
    let mut name = "sample-data".to_owned();
    for flag in ["--customers", "--seed"] {
        let with_sign = format!("{flag}=");
        let joined = arguments
            .iter()
            .find_map(|one| one.strip_prefix(&with_sign));
        if let Some(value) = joined.or(ask::value(arguments, flag)?) {
            name.push('-');
            // Of a number; the generator refuses what is none.
            name.extend(value.chars().filter(char::is_ascii_alphanumeric));
        }
    }
    Ok(Some(match arguments {
        [] => root().join(name),
        _ => target().join(name),
    }))
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

/// Writes what follows from the command table.
///
/// # Errors
/// A sentence when the core does not compile or the disk refuses.
pub(crate) fn bindings() -> Result<(), String> {
    must(
        "Building",
        &mut cargo(&["build", "--quiet", "--package", "rollcall-devserver"]),
    )?;
    for (path, flag) in GENERATED {
        std::fs::write(root().join(path), generated(flag)?)
            .map_err(|error| format!("{path} cannot be written: {error}."))?;
        say(&format!("{path} is up to date."));
    }
    Ok(())
}

/// Whether what is in the checkout follows from the command table.
///
/// # Errors
/// A sentence when it does not, or when the core has not been built.
pub(crate) fn check_bindings() -> Result<(), String> {
    for (path, flag) in GENERATED {
        let kept = std::fs::read_to_string(root().join(path)).unwrap_or_default();
        if kept.trim_end() != generated(flag)?.trim_end() {
            return Err(format!(
                "{path} differs from the command table: run `cargo xtask bindings` and commit it."
            ));
        }
    }
    Ok(())
}

fn generated(flag: &str) -> Result<String, String> {
    let server = built("rollcall-devserver");
    output_of(&mut program(&server.to_string_lossy(), &[flag]))
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

/// Takes the pictures of the guide: every screen in light and dark, and the first pages of the printed report.
///
/// # Errors
/// A sentence when something cannot be built, or the window or the browser does not answer.
pub(crate) fn pictures(arguments: &[String]) -> Result<(), String> {
    ask::only(arguments, &["--out"])?;
    let out = ask::value(arguments, "--out")?.unwrap_or("ui/pictures");
    setup::packages(setup::Needs::Tests)?;
    setup::window()?;
    must(
        "Building",
        &mut cargo(&["build", "--quiet", "--package", "rollcall-devserver"]),
    )?;
    setup::node_modules("tests")?;
    let mut screens = program("node", &["tests/window/screenshots.mjs", "--guide", out]);
    must(
        "Taking pictures of the screens",
        screens.env("ROLLCALL_WINDOW", built("rollcall-desktop")),
    )?;
    let mut printed = program("node", &["tests/browser/printed.mjs", out]);
    must(
        "Taking pictures of the printed report",
        printed.env("ROLLCALL_DEVSERVER", built("rollcall-devserver")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_estate_has_a_place_where_none_is_told() {
        let place = |words: &[&str]| {
            let given: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            place_of_sample(&given).unwrap()
        };
        assert_eq!(place(&[]), Some(root().join("sample-data")));
        let beside = |name: &str| Some(target().join(name));
        for (words, name) in [
            (&["--customers", "900"][..], "sample-data-900"),
            (&["--customers=900"], "sample-data-900"),
            (&["--seed", "7"], "sample-data-7"),
            (&["--seed", "7", "--customers", "900"], "sample-data-900-7"),
            (&["--customers", "../9"], "sample-data-9"),
        ] {
            assert_eq!(place(words), beside(name), "{words:?}");
        }
        for words in [&["--out", "there"][..], &["--out=there"], &["--help"]] {
            assert_eq!(place(words), None, "{words:?}");
        }
        assert!(place_of_sample(&["--customers".to_owned()]).is_err());
    }
}
