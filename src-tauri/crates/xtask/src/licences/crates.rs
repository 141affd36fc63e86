//! The Rust packages the programs are built from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Package, text};
use crate::step::{cargo, output_of};

/// What is shipped.
const PROGRAMS: &[&str] = &["rollcall-desktop", "rollcall-cli"];

/// Every foreign package the programs of this system are built from. Those that only build are among them,
/// since some carry what is linked in: OpenSSL's sources are one.
///
/// # Errors
/// A sentence when cargo does not tell.
pub(super) fn shipped() -> Result<Vec<Package>, String> {
    let host = output_of(&mut cargo(&["-vV"])).unwrap_or_default();
    let host = host
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .ok_or("cargo does not say which system it builds for.")?;
    let mut metadata = cargo(&["metadata", "--locked", "--format-version", "1"]);
    metadata.args(["--filter-platform", host]);
    let told = output_of(&mut metadata).ok_or(
        "cargo metadata failed: Cargo.lock does not fit the manifests, or packages are missing.",
    )?;
    let told: Value = serde_json::from_str(&told)
        .map_err(|error| format!("What cargo metadata says cannot be read: {error}."))?;
    Ok(in_the_trees(&told))
}

fn in_the_trees(told: &Value) -> Vec<Package> {
    let needs = needs(told);
    let packages = || told["packages"].as_array().into_iter().flatten();
    let mut open: Vec<&str> = packages()
        .filter(|package| PROGRAMS.iter().any(|program| package["name"] == *program))
        .filter_map(|package| package["id"].as_str())
        .collect();
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(needs.get(id).into_iter().flatten().copied());
        }
    }
    packages()
        // The project's own come from no registry.
        .filter(|package| !package["source"].is_null())
        .filter(|package| package["id"].as_str().is_some_and(|id| found.contains(id)))
        .map(|package| Package {
            name: text(&package["name"]),
            version: text(&package["version"]),
            licence: text(&package["license"]),
            folder: folder_of(&text(&package["manifest_path"])),
        })
        .collect()
}

/// What each package needs to be built, without what only its tests need.
fn needs(told: &Value) -> BTreeMap<&str, Vec<&str>> {
    let nodes = told["resolve"]["nodes"].as_array().into_iter().flatten();
    nodes
        .filter_map(|node| {
            let wanted = node["deps"].as_array().into_iter().flatten();
            let wanted = wanted.filter(|need| {
                let mut kinds = need["dep_kinds"].as_array().into_iter().flatten();
                kinds.any(|kind| kind["kind"] != "dev")
            });
            Some((
                node["id"].as_str()?,
                wanted.filter_map(|need| need["pkg"].as_str()).collect(),
            ))
        })
        .collect()
}

fn folder_of(manifest: &str) -> PathBuf {
    Path::new(manifest)
        .parent()
        .map(Path::to_path_buf)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_tree_of_a_program_holds_what_it_is_built_from() {
        let package = |name: &str, source: Value| json!({ "id": name, "name": name, "version": "1", "license": "MIT", "source": source, "manifest_path": format!("{name}/Cargo.toml") });
        let need =
            |name: &str, kind: Value| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        let registry = json!("registry");
        let told = json!({
            "packages": [
                package("rollcall-cli", Value::Null),
                package("csv", registry.clone()),
                package("openssl-src", registry.clone()),
                package("proptest", registry.clone()),
                package("tiny_http", registry),
            ],
            "resolve": { "nodes": [
                { "id": "rollcall-cli", "deps": [need("csv", Value::Null), need("proptest", json!("dev"))] },
                { "id": "csv", "deps": [need("openssl-src", json!("build"))] },
                { "id": "openssl-src", "deps": [] },
                { "id": "proptest", "deps": [] },
                { "id": "tiny_http", "deps": [] },
            ] },
        });
        let found = in_the_trees(&told);
        let names: Vec<&str> = found.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["csv", "openssl-src"]);
        assert_eq!(found[0].folder, Path::new("csv"));
    }
}
