//! The house's own rules as tests: who may know whom, what a file may be, what the docs must cover.

mod arrows;
mod dependencies;
mod documents;
mod files;
mod guide;
mod handbook;
mod licences;
mod manifest;
mod network;
mod packages;
mod pure;
mod rights;
mod threats;
mod words;

/// Fails with every finding on a line of its own.
#[track_caller]
fn none(rule: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{rule}\n  {}", findings.join("\n  "));
}
