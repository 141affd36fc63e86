//! The page on architecture gives a reason for everything that is built in, and nothing is asked for in vain.

use std::collections::BTreeSet;

use rollcall_tests::checkout::root;

use crate::manifest::manifests;
use crate::none;

/// The dependencies the page names, each in the marks of code.
fn named() -> Vec<String> {
    let page = std::fs::read_to_string(root().join("src-tauri/ARCHITECTURE.md")).expect("the page");
    let (_, section) = page.split_once("\n## Dependencies\n").expect("the section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let marked = section.split('`').skip(1).step_by(2);
    marked.map(str::to_owned).collect()
}

/// The foreign packages that programs of the project are built from. What only `xtask` needs is in none.
fn built_in() -> BTreeSet<String> {
    manifests()
        .into_values()
        .filter(|manifest| !["xtask", "rollcall-tests"].contains(&manifest.package.as_str()))
        .flat_map(|manifest| manifest.dependencies)
        .filter(|name| !name.starts_with("rollcall-"))
        .collect()
}

#[test]
fn every_dependency_has_its_reason_on_the_page() {
    let named: BTreeSet<String> = named().into_iter().collect();
    let missing: Vec<String> = built_in().difference(&named).cloned().collect();
    none("ARCHITECTURE.md does not say what these are for:", &missing);
}

#[test]
fn every_dependency_asked_for_is_used() {
    let text = std::fs::read_to_string(root().join("Cargo.toml")).expect("the workspace");
    let (_, section) = text
        .split_once("[workspace.dependencies]")
        .expect("the dependencies");
    let section = section.split("\n[").next().unwrap_or_default();
    let used: String = rollcall_tests::checkout::tracked()
        .into_iter()
        .filter(|file| file.path.ends_with("/Cargo.toml"))
        .filter_map(|file| file.text)
        .collect();
    let idle: Vec<String> = section
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.to_owned())
        .filter(|name| !name.starts_with("rollcall-"))
        .filter(|name| {
            !used.lines().any(|line| {
                line.starts_with(&format!("{name}.")) || line.starts_with(&format!("{name} ="))
            })
        })
        .collect();
    none("Nobody uses these dependencies of the workspace:", &idle);
}
