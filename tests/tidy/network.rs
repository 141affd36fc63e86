//! Nothing leaves the laptop: no network code in what is shipped.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_tests::checkout::root;

use crate::manifest::manifests;
use crate::none;

/// What is shipped.
const SHIPPED: &[&str] = &["rollcall-desktop", "rollcall-cli"];

/// Crates that speak to other computers, or that nothing but such a crate needs.
const BANNED: &[&str] = &[
    "attohttpc",
    "curl",
    "h2",
    "hyper",
    "isahc",
    "lettre",
    "minreq",
    "native-tls",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "surf",
    "tiny_http",
    "tungstenite",
    "ureq",
];

/// Edges of the lock that lead to another system than a laptop.
const NOT_HERE: &[(&str, &str)] = &[
    // Tauri loads the page of a development server with it, on phones only.
    ("tauri", "reqwest"),
];

/// What stands in the product's own sources when it opens a connection.
const CALLS: &[&str] = &[
    "std::net",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "tokio::net",
];

#[test]
fn no_network_crate_is_shipped() {
    let findings: Vec<String> = SHIPPED
        .iter()
        .flat_map(|program| {
            let tree = tree_of(program);
            assert!(
                tree.len() > 20,
                "{program}: its packages were not found in the lock"
            );
            let banned = BANNED.iter().filter(move |name| tree.contains(**name));
            banned.map(move |name| format!("{program} contains {name}"))
        })
        .collect();
    none(
        "Nothing that is shipped can speak to another computer:",
        &findings,
    );
}

#[test]
fn no_source_of_the_product_opens_a_connection() {
    let tools = ["src-tauri/crates/devserver", "src-tauri/crates/xtask"];
    let findings: Vec<String> = rollcall_tests::checkout::tracked()
        .iter()
        .filter(|file| file.is_below("src-tauri") && file.ends_with(&["rs"]))
        .filter(|file| !tools.iter().any(|tool| file.is_below(tool)))
        .flat_map(|file| {
            file.lines()
                .filter(|(_, line)| CALLS.iter().any(|call| line.contains(call)))
                .map(|(line, _)| format!("{}:{line}", file.path))
                .collect::<Vec<_>>()
        })
        .collect();
    none("The product opens no connection:", &findings);
}

/// Every package in the tree of a program. The lock lists, for the project's own packages, what
/// their tests need too; their manifests tell that apart.
fn tree_of(program: &str) -> BTreeSet<String> {
    let locked = locked();
    let own = manifests();
    let mut found = BTreeSet::new();
    let mut open = vec![program.to_owned()];
    while let Some(name) = open.pop() {
        if !found.insert(name.clone()) {
            continue;
        }
        let needs = locked.get(&name).cloned().unwrap_or_default();
        let wanted = |need: &String| {
            own.get(&name)
                .is_none_or(|manifest| manifest.dependencies.contains(need))
                && !NOT_HERE.contains(&(name.as_str(), need.as_str()))
        };
        open.extend(needs.into_iter().filter(wanted));
    }
    found
}

/// What each package of the lock needs, all its versions together.
fn locked() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(root().join("Cargo.lock")).unwrap_or_default();
    let mut locked: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut package = String::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("name = ") {
            name.trim_matches('"').clone_into(&mut package);
        } else if let Some(need) = line.strip_prefix(" \"") {
            let need = need
                .trim_end_matches(['"', ','])
                .split(' ')
                .next()
                .unwrap_or_default();
            locked
                .entry(package.clone())
                .or_default()
                .insert(need.to_owned());
        }
    }
    locked
}
