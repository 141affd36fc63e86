//! Where things are in the checkout.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The top of the checkout.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .find(|folder| folder.join("Cargo.lock").is_file())
        .map_or_else(|| PathBuf::from(".."), Path::to_path_buf)
}

/// The exports of the sample estate.
pub fn sample_exports() -> PathBuf {
    root().join("sample-data").join("exports")
}

/// A file under version control.
#[derive(Debug, Clone)]
pub struct Tracked {
    /// Its path from the top of the checkout, with forward slashes.
    pub path: String,
    /// What it says; nothing when it is not text.
    pub text: Option<String>,
}

impl Tracked {
    /// Whether its name has one of these endings, without the dot.
    pub fn ends_with(&self, endings: &[&str]) -> bool {
        let ending = self.path.rsplit_once('.').map_or("", |(_, ending)| ending);
        endings.contains(&ending)
    }

    /// Whether it is below a folder.
    pub fn is_below(&self, folder: &str) -> bool {
        self.path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
    }

    /// Its lines, numbered from 1; none when it is not text.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .iter()
            .flat_map(|text| text.lines())
            .enumerate()
            .map(|(place, line)| (place + 1, line))
    }
}

/// Every file under version control that is still there.
pub fn tracked() -> Vec<Tracked> {
    let listing = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output()
        .map(|output| output.stdout)
        .unwrap_or_default();
    listing
        .split(|byte| *byte == 0)
        .filter_map(|path| std::str::from_utf8(path).ok())
        .filter(|path| !path.is_empty())
        .filter_map(|path| {
            let bytes = std::fs::read(root().join(path)).ok()?;
            Some(Tracked {
                path: path.to_owned(),
                text: String::from_utf8(bytes).ok(),
            })
        })
        .collect()
}
