//! Where passphrases come from: a file, standard input, or the terminal without an echo. Never the command
//! line or the environment, which other programs can read.

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use rollcall_api::Session;
use rollcall_api::view::{Secret, UnlockProject};
use rollcall_engine::{Passphrase, needs_passphrase};
use serde_json::json;

use crate::output::sentence;

/// What stands for standard input.
const STANDARD_INPUT: &str = "-";
/// No passphrase is longer, in bytes.
const LONGEST: u64 = 4096;

/// The passphrases a command was given.
pub(crate) struct Passphrases {
    /// The file with the one the project has.
    pub(crate) file: Option<PathBuf>,
}

impl Passphrases {
    /// The passphrase of a project: the one given, or asked for where it needs one.
    ///
    /// # Errors
    /// A sentence when it cannot be read, or is needed and nobody can be asked.
    pub(crate) fn of(&self, project: &Path) -> Result<Option<Passphrase>, String> {
        match &self.file {
            Some(file) => read(file).map(Some),
            None if needs_passphrase(project) => self.asked_for(project).map(Some),
            None => Ok(None),
        }
    }

    /// The passphrase a project has, whether it looks as if it needs one or not.
    ///
    /// # Errors
    /// As for [`Passphrases::of`].
    pub(crate) fn asked_for(&self, project: &Path) -> Result<Passphrase, String> {
        match &self.file {
            Some(file) => read(file),
            None => ask(
                &format!("Passphrase of {}: ", project.display()),
                &format!(
                    "{} needs its passphrase. Give it with --passphrase-file FILE, or from standard input with --passphrase-file -.",
                    project.display()
                ),
            ),
        }
    }
}

/// A passphrase a project is to get: from a file, or typed twice.
///
/// # Errors
/// A sentence when it cannot be read, nobody can be asked, or it was typed in two ways.
pub(crate) fn new_one(file: Option<&Path>) -> Result<Passphrase, String> {
    if let Some(file) = file {
        return read(file);
    }
    let nobody = "A passphrase to set is needed. Give it with --new-passphrase-file FILE, or from standard input with --new-passphrase-file -.";
    let typed = ask(
        "New passphrase (nobody can recover a forgotten one): ",
        nobody,
    )?;
    if ask("The same again: ", nobody)?.is(&typed) {
        Ok(typed)
    } else {
        Err("The two are not the same. Nothing was changed.".into())
    }
}

/// Opens a project in a session, with its passphrase where it needs one.
///
/// # Errors
/// A sentence when it cannot be opened.
pub(crate) fn open(
    session: &Session,
    project: &Path,
    passphrases: &Passphrases,
) -> Result<(), String> {
    match passphrases.of(project)? {
        Some(passphrase) => {
            let request = UnlockProject {
                path: project.display().to_string(),
                passphrase: Secret::from(passphrase),
            };
            let opened = session.engine().unlock_project(request);
            opened.map(|_| ()).map_err(|error| sentence(&error))
        }
        None => session
            .call("open_project", json!({ "path": project }))
            .map(|_| ())
            .map_err(|error| error.to_string()),
    }
}

/// The first line of a file, without its end.
fn read(file: &Path) -> Result<Passphrase, String> {
    let refused = |error: std::io::Error| format!("{} could not be read: {error}.", file.display());
    let line = if file.as_os_str() == STANDARD_INPUT {
        first_line(&mut std::io::stdin().lock())
    } else {
        let file = File::open(file).map_err(refused)?;
        first_line(&mut BufReader::new(file))
    };
    let line = line.map_err(refused)?;
    if line.is_empty() {
        return Err(format!(
            "{} holds no passphrase: it must be the first line.",
            file.display()
        ));
    }
    Ok(Passphrase::new(line))
}

fn first_line(input: &mut dyn BufRead) -> std::io::Result<String> {
    let mut line = String::new();
    input.take(LONGEST).read_line(&mut line)?;
    line.truncate(line.trim_end_matches(['\r', '\n']).len());
    Ok(line)
}

/// Asks at the terminal, where there is one.
fn ask(question: &str, nobody: &str) -> Result<Passphrase, String> {
    if !std::io::stdin().is_terminal() {
        return Err(nobody.to_owned());
    }
    let typed = rpassword::prompt_password(question).map_err(|_| nobody.to_owned())?;
    if typed.is_empty() {
        return Err("Nothing was typed. Nothing was changed.".into());
    }
    Ok(Passphrase::new(typed))
}

#[cfg(test)]
mod tests {
    use super::first_line;

    #[test]
    fn a_passphrase_is_the_first_line_as_it_stands() {
        for (text, line) in [
            ("one two\n", "one two"),
            ("one two\r\nthree\n", "one two"),
            (" with blanks ", " with blanks "),
            ("\nsecond", ""),
        ] {
            assert_eq!(
                first_line(&mut text.as_bytes()).expect("a text"),
                line,
                "{text:?}"
            );
        }
    }
}
