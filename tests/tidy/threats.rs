//! The page on threats names a test for each line, and the test is there.

use std::collections::BTreeSet;

use rollcall_tests::checkout::{root, tracked};

use crate::none;

/// Lines of the page that a test must show at the least.
const LEAST_LINES: usize = 20;

#[test]
fn every_threat_is_met_by_a_test_that_exists() {
    let page = std::fs::read_to_string(root().join("src-tauri/THREATS.md")).expect("the page");
    let tests = names_of_tests();
    let lines: Vec<&str> = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| Threat"))
        .collect();
    assert!(
        lines.len() >= LEAST_LINES,
        "{} lines were read",
        lines.len()
    );
    let findings: Vec<String> = lines
        .iter()
        .flat_map(|line| complaints(line, &tests))
        .collect();
    none("Each line of THREATS.md names tests that exist:", &findings);
}

/// What is wrong with a line; its last cell names tests, each in the marks of code.
fn complaints(line: &str, tests: &BTreeSet<String>) -> Vec<String> {
    let cells: Vec<&str> = line.trim().trim_matches('|').split(" | ").collect();
    let threat = cells.first().copied().unwrap_or_default().trim();
    let named: Vec<&str> = cells
        .get(2)
        .map(|cell| cell.split('`').skip(1).step_by(2).collect())
        .unwrap_or_default();
    if cells.len() != 3 || named.is_empty() {
        return vec![format!("{threat}: no test is named")];
    }
    named
        .into_iter()
        .filter(|name| !tests.contains(*name))
        .map(|name| format!("{threat}: there is no test {name:?}"))
        .collect()
}

/// Functions of Rust tests, and the sentences by which the others are called.
fn names_of_tests() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in tracked()
        .iter()
        .filter(|file| file.ends_with(&["rs", "mjs", "ts"]))
    {
        let mut is_test = false;
        for (_, line) in file.lines() {
            let line = line.trim();
            if line == "#[test]" {
                is_test = true;
            } else if let Some(rest) = line.strip_prefix("fn ").filter(|_| is_test) {
                names.extend(rest.split_once('(').map(|(name, _)| name.to_owned()));
                is_test = false;
            } else if let Some(rest) = ["test('", "step('"]
                .iter()
                .find_map(|begin| line.strip_prefix(*begin))
            {
                names.extend(rest.split_once("',").map(|(name, _)| name.to_owned()));
            }
        }
    }
    names
}

#[test]
fn a_line_without_a_test_is_told() {
    let tests = BTreeSet::from(["it_is_met".to_owned()]);
    for (line, told) in [
        ("| A | met so | `it_is_met` |", 0),
        ("| A | met so | `it_is_met`, `it_is_not` |", 1),
        ("| A | met so | by hand |", 1),
        ("| A | met so |", 1),
    ] {
        assert_eq!(complaints(line, &tests).len(), told, "{line}");
    }
}
