//! What a file may be: short, well named, free of the machine it was written on.

use rollcall_tests::checkout::{Tracked, tracked};

use crate::none;

/// Longest source file, in lines; most stay well below 400.
const LONGEST: usize = 500;
/// Longest test file: tables of cases may run on a little.
const LONGEST_TEST: usize = 600;
const SOURCES: &[&str] = &["rs", "ts", "svelte", "css", "mjs", "js"];
const GENERATED: &[&str] = &["ui/src/api/generated.ts"];

/// Names that say nothing of what is inside.
const EMPTY_NAMES: &[&str] = &[
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "manager",
    "service",
    "processor",
    "mod",
];

fn sources() -> Vec<Tracked> {
    tracked()
        .into_iter()
        .filter(|file| file.ends_with(SOURCES) && !GENERATED.contains(&file.path.as_str()))
        .collect()
}

#[test]
fn no_file_is_too_long_to_read() {
    let findings: Vec<String> = sources()
        .iter()
        .map(|file| (file.lines().count(), &file.path))
        .filter(|(lines, path)| {
            let is_test = path.starts_with("tests/") || path.contains("/tests/");
            *lines > if is_test { LONGEST_TEST } else { LONGEST }
        })
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    none(
        &format!("A source file has at most {LONGEST} lines:"),
        &findings,
    );
}

#[test]
fn every_name_says_what_is_inside() {
    let findings: Vec<String> = sources()
        .iter()
        .filter(|file| {
            file.path
                .to_lowercase()
                .split(['/', '.', '_', '-'])
                .any(|part| EMPTY_NAMES.contains(&part))
        })
        .map(|file| file.path.clone())
        .collect();
    none("A name like these says nothing:", &findings);
}

#[test]
fn every_rust_file_begins_by_saying_what_it_is() {
    let findings: Vec<String> = sources()
        .iter()
        .filter(|file| file.ends_with(&["rs"]))
        .filter(|file| !file.text.as_deref().unwrap_or_default().starts_with("//!"))
        .map(|file| file.path.clone())
        .collect();
    none("A Rust file begins with `//!` and a sentence:", &findings);
}

#[test]
fn nothing_is_left_for_later() {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
    ];
    none(
        "Nothing is presented that is not done:",
        &find(&sources(), &marks),
    );
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let places = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/t", "mp/"),
        concat!("C:\\", "Users\\"),
    ];
    let texts: Vec<Tracked> = tracked()
        .into_iter()
        .filter(|file| !file.is_below("sample-data"))
        .filter(|file| file.text.is_some())
        .collect();
    none(
        "Paths of one machine mean nothing on another:",
        &find(&texts, &places),
    );
}

#[test]
fn locks_name_no_private_registry() {
    let locks: Vec<Tracked> = tracked()
        .into_iter()
        .filter(|file| file.path.ends_with("package-lock.json"))
        .collect();
    none(
        "An npm lock names packages, not hosts:",
        &find(&locks, &["\"resolved\":"]),
    );
    let cargo: Vec<String> = tracked()
        .iter()
        .filter(|file| file.path == "Cargo.lock")
        .flat_map(|file| {
            file.lines()
                .map(|(_, line)| line.to_owned())
                .collect::<Vec<_>>()
        })
        .filter(|line| line.starts_with("source = ") && !line.contains("crates.io-index"))
        .collect();
    none("Every crate comes from crates.io:", &cargo);
}

fn find(files: &[Tracked], marks: &[&str]) -> Vec<String> {
    files
        .iter()
        .flat_map(|file| {
            file.lines()
                .filter(|(_, line)| marks.iter().any(|mark| line.contains(mark)))
                .map(|(number, line)| {
                    let start: String = line.trim().chars().take(80).collect();
                    format!("{}:{number} {start}", file.path)
                })
                .collect::<Vec<_>>()
        })
        .collect()
}
