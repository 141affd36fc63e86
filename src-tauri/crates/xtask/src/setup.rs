//! What must be on the machine: compilers, Node, and the system's packages.

use std::path::Path;

use crate::licences;
use crate::root::root;
use crate::step::{cargo, exists, must, npm, output_of, program, say};

/// What is about to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Build and open the window.
    Window,
    /// Build the window and drive it and a browser in tests.
    Tests,
}

/// Oldest Rust that compiles the project.
const RUST: (u64, u64) = (1, 90);
/// Oldest Node that builds the page.
const NODE: (u64, u64) = (20, 19);

/// Packages of Debian and Ubuntu, each with the reason it is needed.
const WINDOW_PACKAGES: &[(&str, &str)] = &[
    (
        "build-essential",
        "compiles SQLite and OpenSSL, and links programs",
    ),
    ("perl", "configures OpenSSL, which encrypts projects"),
    ("pkg-config", "finds the libraries below"),
    ("libwebkit2gtk-4.1-dev", "shows the page in the window"),
];
const TEST_PACKAGES: &[(&str, &str)] = &[
    ("webkit2gtk-driver", "drives the real window"),
    ("xvfb", "is a screen for the window where there is none"),
    ("xauth", "lets programs onto that screen"),
    (
        "dbus-x11",
        "keeps the window's messages apart from the desktop's",
    ),
    ("imagemagick", "takes pictures of that screen"),
    ("fonts-dejavu-core", "gives that screen letters"),
];
const BROWSERS: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Checks the Rust that runs this.
///
/// # Errors
/// How to get a newer one.
pub(crate) fn rust() -> Result<(), String> {
    let version = output_of(&mut program("rustc", &["--version"])).unwrap_or_default();
    if version_in(&version).is_some_and(|version| version >= RUST) {
        return Ok(());
    }
    Err(format!(
        "Rust {}.{} or newer is needed (found: {}). `rustup update stable` brings it; without rustup see https://rustup.rs.",
        RUST.0,
        RUST.1,
        blank_as_none(&version)
    ))
}

/// Checks Node and npm.
///
/// # Errors
/// How to get them.
pub(crate) fn node() -> Result<(), String> {
    let version = output_of(&mut program("node", &["--version"])).unwrap_or_default();
    let has_npm = output_of(&mut npm(".", &["--version"])).is_some();
    if has_npm && version_in(&version).is_some_and(|version| version >= NODE) {
        return Ok(());
    }
    Err(format!(
        "Node {}.{} or newer with npm is needed to build the page (found: {}). See https://nodejs.org/download.",
        NODE.0,
        NODE.1,
        blank_as_none(&version)
    ))
}

/// Installs the packages that are missing, on Debian and its family; tells what to install elsewhere
/// and goes on, since they may be there under another name.
///
/// # Errors
/// A sentence when the installation fails.
pub(crate) fn packages(needs: Needs) -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        say(
            "Needed: the compiler of the system (macOS: `xcode-select --install`; Windows: the C++ build tools, WebView2 and Strawberry Perl).",
        );
        return Ok(());
    }
    if !exists("dpkg-query") || !exists("apt-get") {
        say(
            "Needed, in the words of your distribution (Fedora: gcc make perl-core pkgconf webkit2gtk4.1-devel; Arch: base-devel perl webkit2gtk-4.1):",
        );
        tell(&wanted(needs));
        return Ok(());
    }
    let missing: Vec<(&str, &str)> = wanted(needs)
        .into_iter()
        .filter(|(package, _)| !is_installed(package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    say("Installing what is missing:");
    tell(&missing);
    must(
        "apt-get update",
        &mut as_root(&["apt-get", "update", "-qq"]),
    )?;
    let mut install = vec!["apt-get", "install", "-y", "-qq", "--no-install-recommends"];
    install.extend(missing.iter().map(|(package, _)| package));
    must(
        "apt-get install",
        as_root(&install).env("DEBIAN_FRONTEND", "noninteractive"),
    )
}

/// Builds the page, with its packages and the licences it shows.
///
/// # Errors
/// A sentence when npm fails.
pub(crate) fn page() -> Result<(), String> {
    node_modules("ui")?;
    licences::write()?;
    must(
        "Building the page",
        &mut npm("ui", &["run", "--silent", "build"]),
    )
}

/// Builds the page and the window.
///
/// # Errors
/// A sentence when either does not build.
pub(crate) fn window() -> Result<(), String> {
    page()?;
    program_of_the_window()
}

/// Builds the window's program with the features the whole workspace and its tests are built with, so that
/// `run` and `test` compile nothing twice. Cargo counts what tests need only where a test or an example is
/// asked for, so the smallest example comes along.
///
/// # Errors
/// A sentence when it does not build.
pub(crate) fn program_of_the_window() -> Result<(), String> {
    let mut arguments = vec!["build", "--workspace"];
    arguments.extend(["--bin", "rollcall-desktop", "--example", "throughput"]);
    must("Building the window", &mut cargo(&arguments))
}

/// Installs the npm packages of a folder when they are missing or older than its lock.
///
/// # Errors
/// A sentence when npm fails.
pub(crate) fn node_modules(folder: &str) -> Result<(), String> {
    node()?;
    let folder_path = root().join(folder);
    let lock = folder_path.join("package-lock.json");
    if is_newer(&folder_path.join("node_modules/.package-lock.json"), &lock) {
        return Ok(());
    }
    let what = format!("Installing the npm packages of {folder}");
    must(&what, &mut npm(folder, &["ci", "--no-audit", "--no-fund"]))
}

fn wanted(needs: Needs) -> Vec<(&'static str, &'static str)> {
    let mut wanted = WINDOW_PACKAGES.to_vec();
    if needs == Needs::Tests {
        wanted.extend(TEST_PACKAGES);
        if !BROWSERS.iter().any(|browser| exists(browser)) {
            wanted.push(("chromium", "shows the page in the browser tests"));
        }
        // The package without windows would take the place of a whole LibreOffice.
        if !exists("soffice") {
            wanted.push((
                "libreoffice-calc-nogui",
                "opens the files for people as a spreadsheet does",
            ));
        }
    }
    wanted
}

fn tell(packages: &[(&str, &str)]) {
    for (package, why) in packages {
        say(&format!("  {package}: {why}"));
    }
}

fn is_installed(package: &str) -> bool {
    output_of(&mut program("dpkg-query", &["-W", "-f=${Status}", package]))
        .is_some_and(|status| status.ends_with(" installed"))
}

/// A command as the one who may install packages.
pub(crate) fn as_root(command: &[&str]) -> std::process::Command {
    let is_root = output_of(&mut program("id", &["-u"])).as_deref() == Some("0");
    match command.split_first() {
        Some((name, arguments)) if is_root => program(name, arguments),
        // Keeps DEBIAN_FRONTEND, which sudo would drop.
        _ => {
            let mut sudo = program("sudo", &["-E"]);
            sudo.args(command);
            sudo
        }
    }
}

fn is_newer(made: &Path, from: &Path) -> bool {
    let changed = |path: &Path| path.metadata().and_then(|data| data.modified()).ok();
    matches!((changed(made), changed(from)), (Some(made), Some(from)) if made >= from)
}

/// Major and minor of the first version in a text.
fn version_in(text: &str) -> Option<(u64, u64)> {
    text.split_whitespace().find_map(|word| {
        let mut numbers = word.trim_start_matches('v').split('.');
        Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
    })
}

fn blank_as_none(text: &str) -> &str {
    if text.is_empty() { "none" } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_programs_say() {
        assert_eq!(
            version_in("rustc 1.95.0 (f2d3ce0bd 2026-03-21)"),
            Some((1, 95))
        );
        assert_eq!(version_in("v20.20.2"), Some((20, 20)));
        assert_eq!(version_in("command not found"), None);
    }

    #[test]
    fn the_tests_need_more_than_the_window() {
        let window = wanted(Needs::Window);
        let tests = wanted(Needs::Tests);
        assert!(tests.len() > window.len());
        assert!(window.iter().all(|package| tests.contains(package)));
    }
}
