//! The licences of everything the program is made of, for the page that shows them.
//!
//! Written before the page is built, from the packages of this system as cargo and npm have them on the
//! disk, so that it can neither be out of date nor tell of another system's packages. It is not kept in
//! the checkout.

mod crates;
mod texts;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::root::root;
use crate::step::{make_folder, say};

/// What the page reads.
const FILE: &str = "ui/src/licences/shipped.json";
/// The packages of the page, those that only build or test it marked.
const PAGE_LOCK: &str = "ui/package-lock.json";

/// A package of somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Package {
    name: String,
    version: String,
    /// As its author wrote it: `MIT OR Apache-2.0`.
    licence: String,
    /// Where it lies.
    folder: PathBuf,
}

/// Writes what the page shows.
///
/// # Errors
/// A sentence when a package names no licence, or cannot be read.
pub(crate) fn write() -> Result<(), String> {
    let mut packages = crates::shipped()?;
    let lock = std::fs::read_to_string(root().join(PAGE_LOCK)).unwrap_or_default();
    let lock: Value = serde_json::from_str(&lock)
        .map_err(|error| format!("{PAGE_LOCK} cannot be read: {error}."))?;
    packages.extend(of_the_page(&lock, &root().join("ui")));
    packages.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
    packages.dedup_by(|one, other| (&one.name, &one.version) == (&other.name, &other.version));
    if let Some(bare) = packages.iter().find(|package| package.licence.is_empty()) {
        return Err(format!(
            "{} {} names no licence, so it cannot be shipped.",
            bare.name, bare.version
        ));
    }
    let path = root().join(FILE);
    make_folder(path.parent().unwrap_or(&path))?;
    let told = told(&packages, texts::of).to_string();
    if std::fs::read_to_string(&path).is_ok_and(|kept| kept == told) {
        return Ok(());
    }
    std::fs::write(&path, told).map_err(|error| format!("{FILE} cannot be written: {error}."))?;
    say(&format!(
        "The licences of {} packages are in {FILE}.",
        packages.len()
    ));
    Ok(())
}

/// The packages in the lock that end up in the page.
fn of_the_page(lock: &Value, folder: &Path) -> Vec<Package> {
    let packages = lock["packages"].as_object().into_iter().flatten();
    packages
        .filter(|(place, package)| !place.is_empty() && package["dev"] != json!(true))
        .map(|(place, package)| Package {
            name: name_in(place).to_owned(),
            version: text(&package["version"]),
            licence: text(&package["license"]),
            folder: folder.join(place),
        })
        .collect()
}

/// `node_modules/svelte/node_modules/aria-query` is `aria-query`.
fn name_in(place: &str) -> &str {
    place
        .rsplit_once("node_modules/")
        .map_or(place, |(_, name)| name)
}

/// A package names its texts by their place in the list: most share a few.
fn told(packages: &[Package], texts_of: impl Fn(&Path) -> Vec<String>) -> Value {
    let mut texts: Vec<String> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let packages: Vec<Value> = packages
        .iter()
        .map(|package| {
            let found: Vec<usize> = texts_of(&package.folder)
                .into_iter()
                .map(|text| {
                    *places.entry(text).or_insert_with_key(|text| {
                        texts.push(text.clone());
                        texts.len() - 1
                    })
                })
                .collect();
            json!({
                "name": package.name,
                "version": package.version,
                "licence": package.licence,
                "texts": found,
            })
        })
        .collect();
    json!({ "packages": packages, "texts": texts })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_builds_the_page_is_left_out() {
        let lock = json!({ "packages": {
            "": { "version": "0.1.0" },
            "node_modules/svelte": { "version": "5.0.0", "license": "MIT" },
            "node_modules/svelte/node_modules/aria-query": { "version": "5.3.1", "license": "Apache-2.0" },
            "node_modules/vite": { "version": "8.0.0", "license": "MIT", "dev": true },
        }});
        let names: Vec<String> = of_the_page(&lock, Path::new("ui"))
            .into_iter()
            .map(|package| package.name)
            .collect();
        assert_eq!(names, ["svelte", "aria-query"]);
    }

    #[test]
    fn a_text_that_packages_share_is_told_once() {
        let package = |name: &str| Package {
            name: name.into(),
            version: "1".into(),
            licence: "MIT".into(),
            folder: name.into(),
        };
        let packages = [package("a"), package("b"), package("c")];
        let told = told(&packages, |folder| {
            let own = folder.to_string_lossy().into_owned();
            if own == "c" {
                Vec::new()
            } else {
                vec!["shared".into(), own]
            }
        });
        assert_eq!(told["texts"], json!(["shared", "a", "b"]));
        assert_eq!(told["packages"][1]["texts"], json!([0, 2]));
        assert_eq!(told["packages"][2]["texts"], json!([]));
    }
}
