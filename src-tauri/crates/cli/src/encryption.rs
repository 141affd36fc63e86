//! `rollcall project encrypt`, `change-passphrase` and `decrypt`.

use std::path::Path;

use rollcall_api::Session;
use rollcall_api::view::{
    ChangePassphrase, DecryptProject, EncryptProject, EncryptionChanged, Secret,
};
use rollcall_engine::{Clock, Engine, EngineError, Passphrase};

use crate::arguments::NewPassphrase;
use crate::output::sentence;
use crate::passphrase::{Passphrases, new_one, open};
use crate::project::options;

/// Encrypts a project.
pub(crate) fn encrypt(
    file: &Path,
    new: &NewPassphrase,
    passphrases: &Passphrases,
) -> Result<String, String> {
    // Told before anybody types a new one.
    let session = Session::new(options(Clock::system()));
    open(&session, file, passphrases)?;
    let passphrase = new_one(new.new_passphrase_file.as_deref())?;
    told(session.engine().encrypt_project(EncryptProject {
        passphrase: Secret::from(passphrase),
    }))
}

/// Gives a project another passphrase.
pub(crate) fn change_passphrase(
    file: &Path,
    new: &NewPassphrase,
    passphrases: &Passphrases,
) -> Result<String, String> {
    with_its_own(file, passphrases, |engine, current| {
        let passphrase = Secret::from(new_one(new.new_passphrase_file.as_deref())?);
        told(engine.change_passphrase(ChangePassphrase {
            current: Secret::from(current),
            passphrase,
        }))
    })
}

/// Takes the passphrase of a project away.
pub(crate) fn decrypt(file: &Path, passphrases: &Passphrases) -> Result<String, String> {
    with_its_own(file, passphrases, |engine, current| {
        told(engine.decrypt_project(DecryptProject {
            current: Secret::from(current),
        }))
    })
}

/// What to write instead of a command whose request holds a passphrase.
pub(crate) fn instead_of(command: &str) -> Option<&'static str> {
    match command {
        "unlock_project" => Some("Use --project FILE with --passphrase-file."),
        "encrypt_project" => Some("Use `rollcall project encrypt FILE`."),
        "change_passphrase" => Some("Use `rollcall project change-passphrase FILE`."),
        "restore_backup" => Some("Use `rollcall project restore FILE BACKUP`."),
        "decrypt_project" => Some("Use `rollcall project decrypt FILE`."),
        _ => None,
    }
}

/// Opens a project with its passphrase and does something with both.
fn with_its_own(
    file: &Path,
    passphrases: &Passphrases,
    act: impl FnOnce(&Engine, Passphrase) -> Result<String, String>,
) -> Result<String, String> {
    let passphrase = passphrases.asked_for(file)?;
    let session = Session::new(options(Clock::system()));
    let engine = session.engine();
    engine
        .unlock_project(rollcall_api::view::UnlockProject {
            path: file.display().to_string(),
            passphrase: Secret::from(passphrase.clone()),
        })
        .map_err(|error| sentence(&error))?;
    act(engine, passphrase)
}

fn told(outcome: Result<EncryptionChanged, EngineError>) -> Result<String, String> {
    outcome
        .map(|changed| changed.sentence)
        .map_err(|error| sentence(&error))
}
