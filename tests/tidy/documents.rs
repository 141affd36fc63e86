//! What the documents must cover.

use rollcall_api::COMMANDS;
use rollcall_tests::checkout::root;

use crate::none;

/// The generated list of commands and errors.
const COMMANDS_PAGE: &str = "src-tauri/crates/api/COMMANDS.md";

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_default()
}

#[test]
fn every_command_is_documented() {
    let page = read(COMMANDS_PAGE);
    let missing: Vec<String> = COMMANDS
        .iter()
        .filter(|command| !page.contains(&format!("`{}`", command.name)))
        .map(|command| command.name.to_owned())
        .collect();
    none(
        &format!("{COMMANDS_PAGE} lists every command (`cargo xtask bindings` writes it):"),
        &missing,
    );
    assert_eq!(
        page.lines().filter(|line| line.starts_with("| `")).count(),
        COMMANDS.len() + error_codes().len(),
        "{COMMANDS_PAGE} lists something that does not exist",
    );
}

#[test]
fn every_error_is_documented() {
    let page = read(COMMANDS_PAGE);
    let codes = error_codes();
    assert!(codes.len() > 5, "the error codes were not found");
    let missing: Vec<String> = codes
        .into_iter()
        .filter(|code| !page.contains(&format!("`{code}`")))
        .collect();
    none(
        &format!("{COMMANDS_PAGE} lists every error code:"),
        &missing,
    );
}

/// The codes as the page's types list them.
fn error_codes() -> Vec<String> {
    let types = rollcall_api::typescript();
    let codes = types
        .split("export type ErrorCode = ")
        .nth(1)
        .and_then(|rest| rest.split(';').next());
    codes
        .unwrap_or_default()
        .split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_readme_has_the_two_commands_and_leads_inward() {
    let readme = read("README.md");
    let wanted = [
        "cargo xtask run",
        "cargo xtask test",
        "src-tauri/ARCHITECTURE.md",
        "sample-data",
    ];
    let missing: Vec<String> = wanted
        .iter()
        .filter(|text| !readme.contains(**text))
        .map(ToString::to_string)
        .collect();
    none("README.md names:", &missing);
}

#[test]
fn the_architecture_page_knows_every_crate() {
    let page = read("src-tauri/ARCHITECTURE.md");
    let missing: Vec<String> = std::fs::read_dir(root().join("src-tauri/crates"))
        .expect("the crates")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|room| !page.contains(room.as_str()))
        .collect();
    none(
        "src-tauri/ARCHITECTURE.md has a line for every crate:",
        &missing,
    );
}
