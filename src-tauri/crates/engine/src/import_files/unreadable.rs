//! A file that can no longer be read once its rows are wanted leaves no empty source behind.

use std::path::{Path, PathBuf};

use rollcall_model::ProblemCode;
use rollcall_store::Store;

use super::{ImportContext, import};
use crate::Watch;
use crate::audit::LoadsAgain;
use crate::destinations::Naming;

/// Puts another file in place of the archive just before its rows are read.
struct Swaps {
    archive: PathBuf,
    other: PathBuf,
}

impl Watch for Swaps {
    fn stage(&self, name: &str, _unit: &str) {
        if name == "Loading rows" {
            std::fs::copy(&self.other, &self.archive).expect("the archive is replaced");
        }
    }
    fn progress(&self, _done: u64, _total: Option<u64>) {}
    fn cancelled(&self) -> bool {
        false
    }
}

#[test]
fn an_archive_that_changed_meanwhile_leaves_no_empty_source() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/hostile");
    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("audience.zip");
    std::fs::copy(corpus.join("subscribed_and_unsubscribed.zip"), &archive).expect("an archive");
    let whole = folder.path().join("members.csv");
    std::fs::write(&whole, "Member ID,Name\n1,Anna\n").expect("a file");
    let store = Store::create(
        &folder.path().join("a.rollcall"),
        "A",
        "2026-11-23T12:00:00Z",
    )
    .expect("a project");
    let context = ImportContext {
        store: &store,
        now: "2026-11-23T12:00:00Z",
        who: "test",
        naming: Naming::ByFile,
        newer_exports: &[],
        loads_again: LoadsAgain::ByRule,
        recipes: &[],
    };
    let watch = Swaps {
        archive: archive.clone(),
        other: corpus.join("zip_of_nothing.zip"),
    };
    let imported = import(&context, &[archive, whole], &[], &watch).expect("the rest loads");
    let codes: Vec<ProblemCode> = imported.problems.iter().map(|one| one.code).collect();
    assert_eq!(codes, [ProblemCode::Unreadable, ProblemCode::Unreadable]);
    let sources = store.sources().expect("sources");
    let names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(names, ["members.csv"]);
    assert_eq!(store.tables().expect("tables").len(), 1);
}
