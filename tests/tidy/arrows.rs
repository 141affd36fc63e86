//! Arrows point one way: between crates, and between the folders of the page.

use rollcall_tests::checkout::tracked;

use crate::manifest::manifests;
use crate::none;

/// Whom a room of the project may know. A new room needs a line here, and a thought.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("words", &[]),
    ("linkage", &[]),
    ("intake", &["model"]),
    // What a column holds is told by the readers that will read it.
    ("mapping", &["model", "standardise"]),
    ("standardise", &["model"]),
    ("golden", &["model"]),
    ("governance", &["model"]),
    ("lists", &["model"]),
    ("checks", &["model"]),
    ("delivery", &["model", "words"]),
    ("store", &["model"]),
    (
        "engine",
        &[
            "model",
            "intake",
            "mapping",
            "standardise",
            "linkage",
            "golden",
            "governance",
            "lists",
            "checks",
            "delivery",
            "store",
            "words",
        ],
    ),
    ("api", &["model", "engine", "words"]),
    ("cli", &["api", "engine", "model", "words"]),
    ("desktop", &["api"]),
    ("devserver", &["api"]),
    ("sample-estate", &[]),
    ("xtask", &[]),
    ("tests", &[]),
];

/// Crates that only one room may use.
const KEPT: &[(&str, &[&str])] = &[
    ("rusqlite", &["rollcall-store"]),
    ("calamine", &["rollcall-intake"]),
    ("tauri", &["rollcall-desktop"]),
    ("tiny_http", &["rollcall-devserver"]),
    ("clap", &["rollcall-cli", "rollcall-sample-estate"]),
];

#[test]
fn crates_know_only_those_they_may() {
    let mut findings = Vec::new();
    for manifest in manifests().values() {
        let room = manifest.package.trim_start_matches("rollcall-");
        let Some((_, allowed)) = MAY_KNOW.iter().find(|(name, _)| *name == room) else {
            findings.push(format!(
                "{} has no line in the table of arrows",
                manifest.package
            ));
            continue;
        };
        let known = manifest
            .dependencies
            .iter()
            .filter_map(|name| name.strip_prefix("rollcall-"));
        findings.extend(
            known
                .filter(|known| !allowed.contains(known))
                .map(|known| format!("{room} knows {known}")),
        );
    }
    none("Arrows between crates point one way:", &findings);
}

#[test]
fn some_crates_stay_in_their_room() {
    let mut findings = Vec::new();
    for manifest in manifests().values() {
        for (kept, rooms) in KEPT {
            let uses = manifest.dependencies.iter().any(|name| name == kept);
            if uses && !rooms.contains(&manifest.package.as_str()) {
                findings.push(format!(
                    "{} uses {kept}, which belongs to {}",
                    manifest.package,
                    rooms.join(", ")
                ));
            }
        }
    }
    none(
        "SQL, spreadsheets, the window and the server each have one home:",
        &findings,
    );
}

/// Folder of the page, and what its files must not import.
const PAGE: &[(&str, &[&str])] = &[
    ("ui/src/kit", &["screens/", "state/", "api/tauri"]),
    ("ui/src/grid", &["screens/", "state/", "api/tauri"]),
    ("ui/src/charts", &["screens/", "state/", "api/tauri"]),
    ("ui/src/state", &["screens/", "/kit/", "/grid/", "/charts/"]),
    ("ui/src/text", &["screens/", "state/", "/kit/"]),
    (
        "ui/src/api",
        &["screens/", "state/", "/kit/", "/grid/", "/charts/"],
    ),
];

#[test]
fn the_page_knows_the_shell_in_one_place() {
    let mut findings = Vec::new();
    for file in page_files() {
        for (line, import) in imports(&file) {
            let shell = import.contains("@tauri-apps");
            if shell && !file.is_below("ui/src/api") {
                findings.push(format!("{}:{line} imports the shell", file.path));
            }
            for (folder, banned) in PAGE {
                if file.is_below(folder) && banned.iter().any(|part| import.contains(part)) {
                    findings.push(format!("{}:{line} imports {}", file.path, import.trim()));
                }
            }
        }
    }
    none(
        "Arrows inside the page point one way, and only its api folder knows the shell:",
        &findings,
    );
}

fn page_files() -> Vec<rollcall_tests::checkout::Tracked> {
    tracked()
        .into_iter()
        .filter(|file| file.is_below("ui/src") && file.ends_with(&["ts", "svelte", "js"]))
        .collect()
}

fn imports(file: &rollcall_tests::checkout::Tracked) -> Vec<(usize, String)> {
    file.lines()
        .filter(|(_, line)| {
            line.contains(" from '") || line.contains(" from \"") || line.contains("import(")
        })
        .map(|(number, line)| (number, line.to_owned()))
        .collect()
}
