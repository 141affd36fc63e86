//! What is built in may be sold with the program, and comes from the public registry alone.

use std::process::Command;

use rollcall_tests::checkout::root;
use serde_json::Value;

use crate::none;

/// Licences a commercial program may be linked with. `MPL-2.0` asks for the sources of its own files only,
/// which are public and unchanged; `blessing` is SQLite's.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "WTFPL",
    "Zlib",
    "blessing",
];

/// Where packages may come from: the project itself, which names no source, and the registry.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

#[test]
fn every_package_may_be_sold_with_the_program_and_comes_from_the_registry() {
    let packages = packages();
    assert!(
        packages.len() > 100,
        "{} packages: the tree was not read",
        packages.len()
    );
    let findings: Vec<String> = packages
        .iter()
        .flat_map(|package| {
            let text = |key: &str| package[key].as_str().unwrap_or_default();
            let name = format!("{} {}", text("name"), text("version"));
            let licence = (!is_allowed(text("license")))
                .then(|| format!("{name} is licensed as {:?}", text("license")));
            let source = text("source");
            let origin = (!source.is_empty() && source != REGISTRY)
                .then(|| format!("{name} comes from {source}"));
            [licence, origin].into_iter().flatten()
        })
        .collect();
    none(
        "What is built in may be sold with the program and comes from the registry:",
        &findings,
    );
}

/// Fonts of the page, which may be sold with a program though not by themselves.
const OF_FONTS: &str = "OFL-1.1";

#[test]
fn every_package_of_the_page_may_be_sold_with_the_program() {
    let lock = std::fs::read_to_string(root().join("ui/package-lock.json")).expect("the lock");
    let lock: Value = serde_json::from_str(&lock).expect("JSON");
    let shipped: Vec<(&String, &Value)> = lock["packages"]
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(place, package)| !place.is_empty() && package["dev"] != true)
        .collect();
    assert!(
        shipped.len() > 3,
        "{} packages: the lock was not read",
        shipped.len()
    );
    let findings: Vec<String> = shipped
        .into_iter()
        .filter_map(|(place, package)| {
            let licence = package["license"].as_str().unwrap_or_default();
            let allowed =
                is_allowed(licence) || (licence == OF_FONTS && place.contains("@fontsource"));
            (!allowed).then(|| format!("{place} is licensed as {licence:?}"))
        })
        .collect();
    none("What the page is made of may be sold:", &findings);
}

/// The packages of this system's programs and tests.
fn packages() -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let host = Command::new(&cargo).arg("-vV").output().expect("cargo");
    let host = String::from_utf8_lossy(&host.stdout).into_owned();
    let host = host
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("the system cargo was built for");
    let told = Command::new(&cargo)
        .args(["metadata", "--locked", "--format-version", "1"])
        .args(["--filter-platform", host])
        .current_dir(root())
        .output()
        .expect("cargo");
    assert!(
        told.status.success(),
        "{}",
        String::from_utf8_lossy(&told.stderr)
    );
    let told: Value = serde_json::from_slice(&told.stdout).expect("JSON");
    told["packages"].as_array().cloned().unwrap_or_default()
}

/// Whether an expression of licences can be met: of those joined by "or" one has to be allowed, of those
/// joined by "and" each. A bare slash is the older way to write "or".
fn is_allowed(expression: &str) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    any_of(&mut rest) && rest.is_empty()
}

fn any_of(rest: &mut &[&str]) -> bool {
    let mut allowed = all_of(rest);
    while let Some(("OR", after)) = rest.split_first().map(|(word, after)| (*word, after)) {
        *rest = after;
        allowed |= all_of(rest);
    }
    allowed
}

fn all_of(rest: &mut &[&str]) -> bool {
    let mut allowed = one(rest);
    while let Some(("AND", after)) = rest.split_first().map(|(word, after)| (*word, after)) {
        *rest = after;
        allowed &= one(rest);
    }
    allowed
}

fn one(rest: &mut &[&str]) -> bool {
    match **rest {
        ["(", ref inner @ ..] => {
            *rest = inner;
            let allowed = any_of(rest);
            let closes = rest.first() == Some(&")");
            *rest = rest.get(1..).unwrap_or_default();
            allowed && closes
        }
        [name, "WITH", exception, ref after @ ..] => {
            *rest = after;
            ALLOWED.contains(&format!("{name} WITH {exception}").as_str())
        }
        [name, ref after @ ..] => {
            *rest = after;
            ALLOWED.contains(&name)
        }
        [] => false,
    }
}

#[test]
fn expressions_of_licences_are_read() {
    for (expression, allowed) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("MIT OR GPL-3.0", true),
        ("MIT AND GPL-3.0", false),
        ("MIT/Apache-2.0", true),
        ("(MIT OR GPL-2.0) AND BSD-3-Clause", true),
        ("(MIT AND GPL-2.0) OR AGPL-3.0", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0 WITH another-exception", false),
        ("(MIT", false),
        ("MIT MIT", false),
        ("", false),
    ] {
        assert_eq!(is_allowed(expression), allowed, "{expression}");
    }
}
