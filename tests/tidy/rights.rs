//! What the page may do, and what the window lets it load.

use rollcall_tests::checkout::{root, tracked};
use serde_json::{Value, json};

use crate::none;

const CAPABILITIES: &str = "src-tauri/capabilities/";
/// All the page may ask of Tauri itself; the rest are the program's own commands.
const RIGHTS: [&str; 2] = ["core:event:allow-listen", "core:event:allow-unlisten"];
/// What the policy may name: the program's own page, its bridge, and pictures within a text.
const SOURCES: [&str; 5] = ["'self'", "'none'", "data:", "ipc:", "http://ipc.localhost"];
/// What must stand in no configuration: ways around the policy, and programs that replace themselves.
const REFUSED: [&str; 4] = ["dangerous", "updater", "endpoints", "remote"];

fn read(path: &str) -> Value {
    let text = std::fs::read_to_string(root().join(path)).expect("the file");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn the_page_has_the_rights_that_are_named_and_no_others() {
    let files: Vec<String> = tracked()
        .into_iter()
        .map(|file| file.path)
        .filter(|path| path.starts_with(CAPABILITIES))
        .collect();
    assert_eq!(files, [format!("{CAPABILITIES}main.json")]);
    let rights = read(&files[0]);
    assert_eq!(rights["permissions"], json!(RIGHTS));
    assert_eq!(rights["windows"], json!(["main"]));
    let app = &read("src-tauri/tauri.conf.json")["app"];
    assert_eq!(app["security"]["capabilities"], json!(["main"]));
    assert_eq!(app["security"]["freezePrototype"], json!(true));
    assert_eq!(app["withGlobalTauri"], json!(false));
}

#[test]
fn the_policy_allows_the_program_itself_and_nothing_else() {
    let window = read("src-tauri/tauri.conf.json");
    let policy = window["app"]["security"]["csp"].as_str().expect("a policy");
    let mut findings = Vec::new();
    for directive in policy.split(';') {
        let mut words = directive.split_whitespace();
        let name = words.next().unwrap_or_default();
        findings.extend(
            words
                .filter(|source| {
                    !SOURCES.contains(source) || (*source == "data:" && name != "img-src")
                })
                .map(|source| format!("{name} allows {source}")),
        );
    }
    for wanted in [
        "default-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
    ] {
        if !policy.split(';').any(|one| one.trim() == wanted) {
            findings.push(format!("{wanted} is missing"));
        }
    }
    let configurations = tracked()
        .into_iter()
        .filter(|file| file.path.starts_with("src-tauri/") && file.path.ends_with(".conf.json"));
    for file in configurations {
        findings.extend(
            REFUSED
                .iter()
                .filter(|word| file.text.as_deref().unwrap_or_default().contains(**word))
                .map(|word| format!("{} speaks of {word:?}", file.path)),
        );
    }
    none("The window loads its own page and nothing else:", &findings);
}
