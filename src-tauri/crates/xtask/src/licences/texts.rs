//! The texts of licences in a package's folder.

use std::path::{Path, PathBuf};

/// How files begin that hold a licence or what it asks to be passed on.
const NAMES: &[&str] = &[
    "license",
    "licence",
    "copying",
    "copyright",
    "notice",
    "unlicense",
];
/// Deeper down only these: what else stands there is of the sources a package carries, such as the other of
/// two licences it offers.
const NAMES_BELOW: &[&str] = &["license", "licence"];

/// The texts in a folder and in the folders right below it, in the order of their names. What is no text is
/// left out.
pub(super) fn of(folder: &Path) -> Vec<String> {
    let mut found = named_so(folder, NAMES);
    for below in entries(folder).into_iter().filter(|path| path.is_dir()) {
        found.extend(named_so(&below, NAMES_BELOW));
    }
    let mut texts: Vec<String> = Vec::new();
    for path in found {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let text = text.replace("\r\n", "\n").trim().to_owned();
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

fn named_so(folder: &Path, names: &[&str]) -> Vec<PathBuf> {
    let is_one = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.to_lowercase();
        names.iter().any(|start| name.starts_with(start)) && path.is_file()
    };
    entries(folder).into_iter().filter(is_one).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    entries.sort();
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_a_package_and_of_what_it_carries_are_found() {
        let folder = std::env::temp_dir().join(format!("rollcall-licences-{}", std::process::id()));
        for (path, text) in [
            ("LICENSE-MIT", "MIT\r\n"),
            ("NOTICE", "notice"),
            ("README.md", "no licence"),
            ("openssl/LICENSE.txt", "openssl"),
            ("openssl/COPYING", "the other one"),
            ("zlib/LICENSE", "MIT"),
        ] {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        assert_eq!(of(&folder), ["MIT", "notice", "openssl"]);
        assert!(of(&folder.join("absent")).is_empty());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
