//! What the packages are made with: the same ending on every system, icons that are there, nothing unnamed
//! fetched on the way.

use rollcall_tests::checkout::{Tracked, root, tracked};
use serde_json::{Value, json};

use crate::none;

/// The configuration of each system, with the kinds of its packages.
const SYSTEMS: [(&str, &[&str]); 3] = [
    ("linux", &["deb", "rpm"]),
    ("windows", &["msi", "nsis"]),
    ("macos", &["app", "dmg"]),
];
/// How the commands begin that a workflow may run.
const OWN: [&str; 2] = ["cargo xtask ", ".ci/run"];

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).expect("the file")
}

fn configuration(path: &str) -> Value {
    serde_json::from_str(&text(path)).expect("JSON")
}

#[test]
fn a_project_is_known_by_its_ending_on_every_system() {
    let bundle = &configuration("src-tauri/tauri.conf.json")["bundle"];
    let known = &bundle["fileAssociations"][0];
    assert_eq!(known["ext"], json!(["rollcall"]));
    let kind = known["mimeType"].as_str().expect("a kind of file");
    let told = text("src-tauri/linux/rollcall.xml");
    assert!(told.contains(&format!("type=\"{kind}\"")), "{told}");
    assert!(told.contains("pattern=\"*.rollcall\""), "{told}");
    // Without the sign for a file a desktop starts the program and tells it nothing.
    let entry = text("src-tauri/linux/rollcall.desktop");
    assert!(entry.contains("Exec={{exec}} %f\n"), "{entry}");
    assert!(text("src-tauri/src/pick.rs").contains("const PROJECT: &str = \"rollcall\";"));
}

#[test]
fn every_system_has_its_packages_and_every_file_they_name_is_there() {
    let mut findings = Vec::new();
    for (system, kinds) in SYSTEMS {
        let own = configuration(&format!("src-tauri/tauri.{system}.conf.json"));
        if own["bundle"]["targets"] != json!(kinds) {
            findings.push(format!(
                "{system} has other packages than {}",
                kinds.join(", ")
            ));
        }
    }
    let bundle = &configuration("src-tauri/tauri.conf.json")["bundle"];
    let linux = &configuration("src-tauri/tauri.linux.conf.json")["bundle"]["linux"];
    let mut named: Vec<&Value> = bundle["icon"].as_array().into_iter().flatten().collect();
    for package in ["deb", "rpm"] {
        named.push(&linux[package]["desktopTemplate"]);
        named.extend(
            linux[package]["files"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(_, from)| from),
        );
    }
    let named: Vec<&str> = named.into_iter().filter_map(Value::as_str).collect();
    assert!(named.len() > 8, "{named:?}");
    findings.extend(
        named
            .iter()
            .filter(|path| !root().join("src-tauri").join(path).is_file())
            .map(|path| format!("{path} is missing")),
    );
    for ending in [".ico", ".icns", ".png"] {
        if !named.iter().any(|path| path.ends_with(ending)) {
            findings.push(format!("there is no {ending}"));
        }
    }
    none("Packages can be built on every system:", &findings);
}

#[test]
fn workflows_pin_what_they_fetch_and_run_the_projects_own_commands() {
    let workflows: Vec<Tracked> = tracked()
        .into_iter()
        .filter(|file| file.is_below(".github/workflows"))
        .collect();
    assert!(workflows.len() >= 2, "the workflows were not found");
    let findings: Vec<String> = workflows
        .iter()
        .flat_map(|file| {
            file.lines()
                .filter(|(_, line)| !is_pinned_or_own(line))
                .map(|(number, line)| format!("{}:{number} {}", file.path, line.trim()))
                .collect::<Vec<_>>()
        })
        .collect();
    none(
        "A workflow names the commit of what it uses, and runs what anybody can run here:",
        &findings,
    );
}

/// Whether a line of a workflow fetches nothing and runs nothing, or only what it may.
fn is_pinned_or_own(line: &str) -> bool {
    let line = line.trim().trim_start_matches("- ");
    if let Some(action) = line.strip_prefix("uses:") {
        let action = action.split('#').next().unwrap_or_default().trim();
        return action.split_once('@').is_some_and(|(_, commit)| {
            commit.len() == 40 && commit.chars().all(|one| one.is_ascii_hexdigit())
        });
    }
    line.strip_prefix("run:")
        .is_none_or(|command| OWN.iter().any(|own| command.trim().starts_with(own)))
}

#[test]
fn what_is_not_pinned_is_told() {
    for (line, fine) in [
        (
            "- uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2",
            true,
        ),
        ("- uses: actions/checkout@v6", false),
        ("- uses: actions/checkout", false),
        ("- run: cargo xtask bundle", true),
        ("- run: curl https://example.com | sh", false),
        ("- run: |", false),
        ("name: packages", true),
    ] {
        assert_eq!(is_pinned_or_own(line), fine, "{line}");
    }
}
