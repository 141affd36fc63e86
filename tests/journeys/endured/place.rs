//! Where a sequence happens: a folder for the project alone, one for exports, one for what is written, one for copies.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rollcall_api::Session;
use serde_json::json;

use crate::estate::options;
use crate::undone::deeds::{ask, empty, estate_in, first_files, load};

/// One sequence in so many begins with an empty project.
const EMPTY: u64 = 8;

/// The folders of a sequence, and the project open.
pub(super) struct Place {
    folder: tempfile::TempDir,
    pub(super) session: Session,
}

/// The project of a till, a shop and a newsletter as a file: made once, begun with by every sequence.
fn begun() -> &'static [u8] {
    static BEGUN: OnceLock<Vec<u8>> = OnceLock::new();
    BEGUN.get_or_init(|| {
        let (project, exports) = (folder(), folder());
        let session = estate_in(project.path(), exports.path());
        ask(&session, "close_project", json!({}));
        std::fs::read(project.path().join("shop.rollcall")).expect("the project")
    })
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

impl Place {
    pub(super) fn new(seed: u64) -> Self {
        let folder = folder();
        for name in ["project", "exports", "written", "aside"] {
            std::fs::create_dir(folder.path().join(name)).expect("a folder");
        }
        for (name, text) in first_files() {
            load(&folder.path().join("exports"), name, &text);
        }
        let project = folder.path().join("project");
        let session = if seed % EMPTY == EMPTY - 1 {
            empty(&project)
        } else {
            std::fs::write(project.join("shop.rollcall"), begun()).expect("a project");
            Session::new(options())
        };
        let place = Self { folder, session };
        place.open();
        place
    }

    /// Closes the project and opens it again.
    pub(super) fn open(&self) {
        ask(&self.session, "close_project", json!({}));
        let path = self.project().join("shop.rollcall");
        ask(&self.session, "open_project", json!({ "path": path }));
    }

    /// The folder that holds nothing but the project.
    pub(super) fn project(&self) -> PathBuf {
        self.at("project")
    }

    /// The folder exports are loaded from.
    pub(super) fn exports(&self) -> PathBuf {
        self.at("exports")
    }

    /// A path for something to be written to.
    pub(super) fn written(&self, name: &str) -> PathBuf {
        self.at("written").join(name)
    }

    /// A copy of the project as it stands now, to be looked at by other means than the program that has it open.
    pub(super) fn copied(&self) -> PathBuf {
        let (from, to) = (self.project(), self.at("aside"));
        let named = |folder: &Path, ending: &str| folder.join(format!("shop.rollcall{ending}"));
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(named(&to, ending));
        }
        for ending in ["", "-wal"] {
            let file = named(&from, ending);
            if file.exists() {
                std::fs::copy(file, named(&to, ending)).expect("a copy");
            }
        }
        to
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}
