//! Projects encrypted with a passphrase: opening them, setting, changing and removing it.
//!
//! The passphrase is nowhere kept: not in the project, the history, the settings, a log or an error.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rollcall_store::{
    FormerCopy, Operation, Passphrase, PassphraseChanged, Store, StoreError, change_passphrase,
};
use serde_json::json;

use crate::ending::Written;
use crate::engine::let_go;
use crate::project::ALL_TAGS;
use crate::view::{
    ChangePassphrase, DecryptProject, EncryptProject, EncryptionChanged, Nothing, ProjectSummary,
    UnlockProject,
};
use crate::{Engine, EngineError};

/// Fewer characters than these are guessed.
const FEWEST: usize = 8;

/// The project that could not be opened for want of its passphrase, and the passphrase a program was
/// started with.
#[derive(Default)]
pub(crate) struct Unlocking {
    waiting: Mutex<Option<PathBuf>>,
    given: Mutex<Option<Passphrase>>,
}

impl Unlocking {
    /// The project that waits for its passphrase.
    pub(crate) fn waiting(&self) -> Option<PathBuf> {
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Notes which project waits, or that none does.
    pub(crate) fn wait_for(&self, path: Option<&Path>) {
        *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) = path.map(Path::to_path_buf);
    }

    /// The passphrase for projects an audit or a linking opens or makes.
    pub(crate) fn given(&self) -> Option<Passphrase> {
        self.given
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// What is done to the passphrase of a project.
struct Change<'a> {
    kind: &'a str,
    has: Option<&'a Passphrase>,
    gets: Option<&'a Passphrase>,
    sentence: &'a str,
}

impl Engine {
    /// The passphrase for projects that an audit or a linking opens or makes.
    pub fn give_passphrase(&self, passphrase: Passphrase) {
        *self
            .unlocking
            .given
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(passphrase);
    }

    /// Opens an encrypted project with its passphrase.
    ///
    /// # Errors
    /// As for opening one that is not encrypted; when it is another passphrase.
    pub fn unlock_project(&self, request: UnlockProject) -> Result<ProjectSummary, EngineError> {
        self.open_with(
            Path::new(&request.path),
            Some(request.passphrase.passphrase()),
        )
    }

    /// Encrypts the open project with a passphrase. It cannot be recovered.
    ///
    /// # Errors
    /// When it is encrypted already, the passphrase is too short, work is under way, or there is no room
    /// for a second copy; the project is as it was then.
    pub fn encrypt_project(
        &self,
        request: EncryptProject,
    ) -> Result<EncryptionChanged, EngineError> {
        if self.store()?.is_encrypted() {
            return Err(EngineError::invalid(
                "The project is encrypted already. Change its passphrase instead.",
            ));
        }
        let gets = request.passphrase.passphrase();
        long_enough(gets)?;
        self.change(Change {
            kind: "encrypt_project",
            has: None,
            gets: Some(gets),
            sentence: "Encrypted the project with a passphrase",
        })
    }

    /// Gives the open project another passphrase.
    ///
    /// # Errors
    /// When the present one is another, the new one is too short, work is under way, or there is no room
    /// for a second copy; the project is as it was then.
    pub fn change_passphrase(
        &self,
        request: ChangePassphrase,
    ) -> Result<EncryptionChanged, EngineError> {
        let has = request.current.passphrase();
        self.has_passphrase(has)?;
        let gets = request.passphrase.passphrase();
        long_enough(gets)?;
        if gets.is(has) {
            return Err(EngineError::invalid(
                "That is the passphrase the project has already.",
            ));
        }
        self.change(Change {
            kind: "change_passphrase",
            has: Some(has),
            gets: Some(gets),
            sentence: "Changed the passphrase of the project",
        })
    }

    /// Takes the passphrase of the open project away: from then on anybody who has the file can read it.
    ///
    /// # Errors
    /// When the passphrase is another, work is under way, or there is no room for a second copy; the
    /// project is as it was then.
    pub fn decrypt_project(
        &self,
        request: DecryptProject,
    ) -> Result<EncryptionChanged, EngineError> {
        let has = request.current.passphrase();
        self.has_passphrase(has)?;
        self.change(Change {
            kind: "decrypt_project",
            has: Some(has),
            gets: None,
            sentence: "Removed the passphrase of the project",
        })
    }

    /// Before anything is closed: what cannot be opened again must stay open.
    fn has_passphrase(&self, passphrase: &Passphrase) -> Result<(), EngineError> {
        let store = self.store()?;
        if !store.is_encrypted() {
            return Err(EngineError::Store(StoreError::NotEncrypted {
                path: store.path().to_path_buf(),
            }));
        }
        if store.is_opened_by(passphrase) {
            return Ok(());
        }
        Err(EngineError::Store(StoreError::WrongPassphrase {
            path: store.path().to_path_buf(),
        }))
    }

    /// Closes the project, changes it and opens it again. Whoever asks it something meanwhile waits.
    fn change(&self, change: Change<'_>) -> Result<EncryptionChanged, EngineError> {
        self.not_while_running()?;
        let at = self.now();
        let note = Operation {
            kind: change.kind,
            sentence: change.sentence.to_owned(),
            request: json!({}),
            who: &self.options.who,
            at: &at,
        };
        self.rolling.settle();
        let outcome = {
            let mut held = self.project.write().unwrap_or_else(PoisonError::into_inner);
            let store = held.take().ok_or(EngineError::NoProject)?;
            let path = store.path().to_path_buf();
            if let Err(store) = let_go(store) {
                *held = Some(store);
                return Err(EngineError::Busy {
                    title: "A question to the project".into(),
                });
            }
            self.forget_answers();
            let outcome = change_passphrase(&path, change.has, change.gets, &note);
            let (store, outcome) = opened_after(&path, change.has, change.gets, outcome)?;
            *held = Some(store.into());
            outcome?
        };
        self.tell_changed(ALL_TAGS);
        Ok(EncryptionChanged {
            encrypted: change.gets.is_some(),
            sentence: told(&change, outcome),
        })
    }

    /// Opens a project that is there, or makes one, with the passphrase the program was given.
    pub(crate) fn open_or_create(&self, path: &Path) -> Result<Store, EngineError> {
        let passphrase = self.unlocking.given();
        if path.exists() {
            return Ok(Store::open_with(path, passphrase.as_ref())?);
        }
        Written::Project.fits(path)?;
        if let Some(passphrase) = &passphrase {
            long_enough(passphrase)?;
        }
        let name = path.file_stem().map_or_else(
            || "Audit".into(),
            |stem| stem.to_string_lossy().into_owned(),
        );
        let now = self.now();
        Ok(Store::create_with(path, &name, &now, passphrase.as_ref())?)
    }

    /// Opens a project, with its passphrase where it has one.
    pub(crate) fn open_with(
        &self,
        path: &Path,
        passphrase: Option<&Passphrase>,
    ) -> Result<ProjectSummary, EngineError> {
        self.not_while_running()?;
        if !self.has_open(path) {
            let opened = Store::open_with(path, passphrase);
            if let Err(StoreError::PassphraseNeeded { .. }) = &opened {
                // The window asks for it, whoever wanted the project opened.
                self.unlocking.wait_for(Some(path));
                self.tell_changed(&["project"]);
            }
            self.put_project(Some(opened?));
        }
        self.remember()?;
        self.tell_changed(ALL_TAGS);
        self.project_summary(Nothing {})
    }
}

/// Whether a file can be opened with a passphrase only, as far as can be told from outside.
pub fn needs_passphrase(path: &Path) -> bool {
    Store::needs_passphrase(path)
}

fn long_enough(passphrase: &Passphrase) -> Result<(), EngineError> {
    if passphrase.characters() >= FEWEST {
        return Ok(());
    }
    Err(EngineError::invalid(format!(
        "A passphrase needs at least {FEWEST} characters; four words that have nothing to do with each other are better."
    )))
}

/// Opens a project again after a change of its passphrase. Where that is told to have failed and the project
/// has the new one all the same, it was changed, and nothing is known of what it left.
fn opened_after(
    path: &Path,
    has: Option<&Passphrase>,
    gets: Option<&Passphrase>,
    outcome: Result<PassphraseChanged, StoreError>,
) -> Result<(Store, Result<PassphraseChanged, StoreError>), EngineError> {
    if outcome.is_ok() {
        return Ok((Store::open_with(path, gets)?, outcome));
    }
    match Store::open_with(path, has) {
        Ok(store) => Ok((store, outcome)),
        Err(refused) => match Store::open_with(path, gets) {
            Ok(store) => Ok((store, Ok(PassphraseChanged::LEFT))),
            Err(_) => Err(refused.into()),
        },
    }
}

fn told(change: &Change<'_>, outcome: PassphraseChanged) -> String {
    use std::fmt::Write as _;
    let mut sentence = format!("{}.", change.sentence);
    if change.gets.is_none() {
        sentence.push_str(" Anybody who has the file can read it now.");
        return sentence;
    }
    let former = if change.has.is_some() {
        "The file with the former passphrase"
    } else {
        "The file that could be read without one"
    };
    let copy = if outcome.copy == FormerCopy::Wiped {
        ", with its backups and the copy beside it ending in .backup,"
    } else {
        ""
    };
    if outcome.is_former_wiped {
        let _ = write!(
            sentence,
            " {former}{copy} was written over and taken away. Copies you or a program for backups made are as they were."
        );
    } else {
        let _ = write!(
            sentence,
            " {former} is no longer in its place, but could not be written over everywhere: another name leads to it, or the disk refused. Look for copies of it."
        );
    }
    if outcome.copy == FormerCopy::Left {
        sentence.push_str(" A copy of before that stood beside the project, a backup or the one ending in .backup, could not be written over: another name leads to it, or the disk refused. It can be read as before; look for it.");
    }
    sentence
}

#[cfg(test)]
mod tests {
    use rollcall_store::{FormerCopy, Passphrase, PassphraseChanged, Store, StoreError};

    use super::{Change, opened_after, told};

    /// Whatever a change says of itself, the project is open afterwards.
    #[test]
    fn a_change_that_is_told_as_failed_and_was_done_does_not_close_the_project() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("shop.rollcall");
        let [has, gets, other] = ["the former one", "the new one", "another one"]
            .map(|text| Passphrase::new(text.into()));
        let failed = || {
            Err(StoreError::Disk {
                path: path.clone(),
                what: "another name leads to it".into(),
            })
        };
        let now = "2026-11-23T12:00:00Z";
        for (is_of, is_changed) in [(&has, false), (&gets, true)] {
            drop(Store::create_with(&path, "Shop", now, Some(is_of)).expect("a project"));
            let (store, outcome) =
                opened_after(&path, Some(&has), Some(&gets), failed()).expect("it opens");
            assert!(store.is_opened_by(is_of));
            assert_eq!(outcome.is_ok(), is_changed);
            drop(store);
            std::fs::remove_file(&path).expect("gone");
        }
        drop(Store::create_with(&path, "Shop", now, Some(&other)).expect("a project"));
        assert!(opened_after(&path, Some(&has), Some(&gets), failed()).is_err());
    }

    #[test]
    fn what_could_not_be_wiped_is_told() {
        let gets = Passphrase::new("the new one".into());
        let change = Change {
            kind: "encrypt_project",
            has: None,
            gets: Some(&gets),
            sentence: "Encrypted the project with a passphrase",
        };
        let with = |copy| PassphraseChanged {
            is_former_wiped: true,
            copy,
        };
        let copy = "A copy of before that stood beside the project";
        let and_copy = "and the copy beside it ending in .backup, was written over";
        for (outcome, has, has_not) in [
            (with(FormerCopy::None), "one was written over", ".backup"),
            (with(FormerCopy::Wiped), and_copy, copy),
            (with(FormerCopy::Left), copy, and_copy),
            (PassphraseChanged::LEFT, copy, "was written over"),
        ] {
            let sentence = told(&change, outcome);
            assert!(sentence.contains(has), "{sentence}");
            assert!(!sentence.contains(has_not), "{sentence}");
        }
    }
}
