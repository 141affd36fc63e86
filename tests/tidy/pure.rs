//! The rooms in the middle take data and give data: no file, no clock, no environment, no chance.

use rollcall_tests::checkout::tracked;

use crate::none;

const PURE: &[&str] = &[
    "model",
    "mapping",
    "standardise",
    "linkage",
    "golden",
    "governance",
    "lists",
    "checks",
    "words",
];

/// What would make a room depend on more than it is given.
const BANNED: &[&str] = &[
    "std::fs",
    "File::open",
    "std::env::",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "thread_rng",
    "fastrand::Rng::new()",
    "RandomState::new",
    "std::process",
];

#[test]
fn pure_rooms_touch_nothing_but_their_input() {
    let mut findings = Vec::new();
    for file in tracked() {
        let in_room = PURE
            .iter()
            .any(|room| file.is_below(&format!("src-tauri/crates/{room}/src")));
        if !in_room || !file.ends_with(&["rs"]) {
            continue;
        }
        // Tests stand last in a file and may read what they like.
        let product = file
            .lines()
            .take_while(|(_, line)| !line.contains("#[cfg(test)]"));
        findings.extend(
            product
                .filter(|(_, line)| !line.trim_start().starts_with("//"))
                .filter(|(_, line)| BANNED.iter().any(|banned| line.contains(banned)))
                .map(|(number, line)| format!("{}:{number} {}", file.path, line.trim())),
        );
    }
    none("Same input, same bytes:", &findings);
}
