//! Files of the built page.

use std::path::{Component, Path, PathBuf};

use crate::reply::{Answer, refused, text};

/// The file an address names; the page itself for the root.
pub(crate) fn file(root: &Path, address: &str) -> Answer {
    let Some(path) = inside(root, address) else {
        return refused();
    };
    match std::fs::read(&path) {
        Ok(bytes) => text(200, kind(&path), bytes),
        Err(_) => refused(),
    }
}

/// The path below the root, or nothing for an address that would climb out.
fn inside(root: &Path, address: &str) -> Option<PathBuf> {
    let relative = address.trim_start_matches('/');
    let relative = Path::new(if relative.is_empty() {
        "index.html"
    } else {
        relative
    });
    relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
        .then(|| root.join(relative))
}

fn kind(path: &Path) -> &'static str {
    match path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_page_are_served() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("dist");
        std::fs::create_dir_all(root.join("assets")).unwrap();
        std::fs::write(root.join("index.html"), "<p>").unwrap();
        std::fs::write(root.join("assets/app.js"), "1").unwrap();
        std::fs::write(folder.path().join("secret"), "no").unwrap();
        for (address, status) in [
            ("/", 200),
            ("/index.html", 200),
            ("/assets/app.js", 200),
            ("/assets/missing.js", 404),
            ("/../secret", 404),
            ("/assets/../../secret", 404),
            ("//secret", 404),
        ] {
            assert_eq!(file(&root, address).status, status, "{address}");
        }
    }

    #[test]
    fn types_are_what_a_browser_insists_on() {
        assert_eq!(
            kind(Path::new("a/app.js")),
            "text/javascript; charset=utf-8"
        );
        assert_eq!(kind(Path::new("Inter.woff2")), "font/woff2");
        assert_eq!(kind(Path::new("noending")), "application/octet-stream");
    }
}
