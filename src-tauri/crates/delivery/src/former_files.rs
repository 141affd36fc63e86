//! Files of an earlier delivery to the same place: whoever finds one beside the new ones uploads the people of
//! last week.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::hashing::hex;

/// Bytes of a file that are read at once.
const AT_ONCE: usize = 1 << 16;

/// What the page of an earlier delivery says was written beside it.
#[derive(Debug, Default)]
pub struct FormerFiles {
    files: Vec<(PathBuf, String)>,
}

#[derive(Deserialize)]
struct Page {
    deliveries: Vec<PageDelivery>,
}

#[derive(Deserialize)]
struct PageDelivery {
    destination: String,
    files: Vec<PageFile>,
}

#[derive(Deserialize)]
struct PageFile {
    name: String,
    sha256: String,
}

impl FormerFiles {
    /// Reads the page of an earlier delivery, before it is written anew, for the destinations with these codes: what
    /// was written for another into the same folder is not replaced. None where there is no such page, or it is not
    /// one of ours.
    pub fn read<'a>(page: &Path, destinations: impl IntoIterator<Item = &'a str>) -> Self {
        let destinations: Vec<&str> = destinations.into_iter().collect();
        let Some(read) = std::fs::read(page)
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Page>(&bytes).ok())
        else {
            return Self::default();
        };
        let files = read
            .deliveries
            .into_iter()
            .filter(|delivery| destinations.contains(&delivery.destination.as_str()))
            .flat_map(|delivery| delivery.files)
            .filter(|file| is_plain_name(&file.name))
            .map(|file| (page.with_file_name(file.name), file.sha256))
            .collect();
        Self { files }
    }

    /// Takes away those that were not written again. One that somebody changed since is hers, and stays. Gives the
    /// names of those taken away.
    ///
    /// # Errors
    /// What the disk says of the first that could not be read or taken away.
    pub fn take_away<'a>(
        self,
        written: impl IntoIterator<Item = &'a Path>,
    ) -> io::Result<Vec<String>> {
        let written: Vec<&Path> = written.into_iter().collect();
        let mut gone = Vec::new();
        for (path, sha256) in self.files {
            if written.contains(&path.as_path()) || !path.is_file() || fingerprint(&path)? != sha256
            {
                continue;
            }
            std::fs::remove_file(&path)?;
            gone.extend(
                path.file_name()
                    .map(|name| name.to_string_lossy().into_owned()),
            );
        }
        Ok(gone)
    }
}

/// Whether it names a file beside the page and no other place.
fn is_plain_name(name: &str) -> bool {
    Path::new(name).file_name().is_some_and(|last| last == name)
}

fn fingerprint(path: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut file = BufReader::with_capacity(AT_ONCE, File::open(path)?);
    loop {
        let bytes = file.fill_buf()?;
        if bytes.is_empty() {
            return Ok(hex(&hasher.finalize()));
        }
        hasher.update(bytes);
        let read = bytes.len();
        file.consume(read);
    }
}

#[cfg(test)]
mod tests {
    use super::{FormerFiles, fingerprint};

    #[test]
    fn what_is_not_written_again_goes_and_what_somebody_changed_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = |name: &str| folder.path().join(name);
        for name in ["again.csv", "gone.csv", "changed.csv", "theirs.csv"] {
            std::fs::write(place(name), name).expect("written");
        }
        let outside = tempfile::NamedTempFile::new().expect("a file elsewhere");
        let entry = |name: &str, sha256: &str| serde_json::json!({ "name": name, "rows": 1, "bytes": 1, "sha256": sha256 });
        let of = |name: &str| entry(name, &fingerprint(&place(name)).expect("read"));
        let elsewhere = outside.path().display().to_string();
        let page = serde_json::json!({ "deliveries": [
            { "destination": "one", "files": [of("again.csv"), of("gone.csv"), of("changed.csv")] },
            { "destination": "two", "files": [entry("never.csv", "00"), entry(&elsewhere, &fingerprint(outside.path()).expect("read"))] },
        ] });
        std::fs::write(place("manifest.json"), page.to_string()).expect("written");
        std::fs::write(place("changed.csv"), "with notes of hers").expect("written");

        let other = FormerFiles::read(&place("manifest.json"), ["three"]);
        assert!(other.take_away([]).expect("looked at").is_empty());
        let former = FormerFiles::read(&place("manifest.json"), ["one", "two"]);
        let again = place("again.csv");
        assert_eq!(
            former.take_away([again.as_path()]).expect("taken away"),
            ["gone.csv"]
        );
        for name in ["again.csv", "changed.csv", "theirs.csv"] {
            assert!(place(name).exists(), "{name} stays");
        }
        assert!(outside.path().exists(), "no other place is touched");
    }

    #[test]
    fn a_page_that_is_not_ours_names_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let page = folder.path().join("manifest.json");
        for text in [
            None,
            Some(""),
            Some("[]"),
            Some("{\"deliveries\":3}"),
            Some("\u{0}\u{1}"),
        ] {
            if let Some(text) = text {
                std::fs::write(&page, text).expect("written");
            }
            assert!(
                FormerFiles::read(&page, ["one"]).files.is_empty(),
                "{text:?}"
            );
        }
    }
}
