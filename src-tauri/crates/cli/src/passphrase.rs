//! Where passphrases come from: a file, standard input, or the terminal without an echo. Never the command
//! line or the environment, which other programs can read.

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use rollcall_api::Session;
use rollcall_api::view::{Secret, UnlockProject};
use rollcall_engine::{Passphrase, needs_passphrase};
use serde_json::json;

use crate::language;
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
    match line.map_err(refused)? {
        Ok(line) => Ok(Passphrase::new(line)),
        Err(unfit) => Err(format!("{} {}", file.display(), unfit.sentence())),
    }
}

/// Why a first line is no passphrase.
#[derive(Debug, PartialEq, Eq)]
enum Unfit {
    Empty,
    Long,
    Utf16,
    NoText,
}

impl Unfit {
    /// What is told behind the name of the file.
    fn sentence(&self) -> String {
        match self {
            Self::Empty => "holds no passphrase: it must be the first line.".into(),
            Self::Long => format!("holds no passphrase: its first line has {LONGEST} bytes or more, and none is that long."),
            Self::Utf16 => "is written in UTF-16, in which a passphrase would be another one than the one you see. Save it as UTF-8.".into(),
            Self::NoText => "holds no passphrase: its first line is no text in UTF-8.".into(),
        }
    }
}

/// What some editors put before a text in UTF-8. It is not seen, and nobody could type it.
const MARK: &[u8] = b"\xef\xbb\xbf";
/// What they put before one in UTF-16, in either order of bytes.
const UTF16: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];

fn first_line(input: &mut dyn BufRead) -> std::io::Result<Result<String, Unfit>> {
    let mut line = Vec::new();
    input.take(LONGEST).read_until(b'\n', &mut line)?;
    Ok(passphrase_of(line))
}

fn passphrase_of(mut line: Vec<u8>) -> Result<String, Unfit> {
    // Without a mark it is told by the noughts beside its letters.
    if UTF16.iter().any(|mark| line.starts_with(mark)) || line.contains(&0) {
        return Err(Unfit::Utf16);
    }
    if line.ends_with(b"\n") {
        line.pop();
    }
    if line.len() as u64 >= LONGEST {
        return Err(Unfit::Long);
    }
    if line.starts_with(MARK) {
        line.drain(..MARK.len());
    }
    let mut line = String::from_utf8(line).map_err(|_| Unfit::NoText)?;
    line.truncate(line.trim_end_matches('\r').len());
    if line.is_empty() {
        return Err(Unfit::Empty);
    }
    Ok(line)
}

/// Asks at the terminal, where there is one.
fn ask(question: &str, nobody: &str) -> Result<Passphrase, String> {
    if !std::io::stdin().is_terminal() {
        return Err(nobody.to_owned());
    }
    let typed =
        rpassword::prompt_password(language::said(question)).map_err(|_| nobody.to_owned())?;
    if typed.is_empty() {
        return Err("Nothing was typed. Nothing was changed.".into());
    }
    Ok(Passphrase::new(typed))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Unfit, first_line};

    #[test]
    fn a_passphrase_is_the_first_line_as_it_stands() {
        for (text, line) in [
            ("one two\n", "one two"),
            ("one two\r\nthree\n", "one two"),
            (" with blanks ", " with blanks "),
            ("\u{feff}one two\r\n", "one two"),
            ("\u{feff}\u{feff}one", "\u{feff}one"),
            ("ключ от дома\n", "ключ от дома"),
        ] {
            let read = first_line(&mut text.as_bytes()).expect("a text");
            assert_eq!(read, Ok(line.to_owned()), "{text:?}");
        }
        let longest = "a".repeat(LONGEST as usize - 1);
        let read = first_line(&mut longest.as_bytes()).expect("a text");
        assert_eq!(read, Ok(longest));
    }

    #[test]
    fn what_would_be_another_passphrase_than_is_seen_is_refused() {
        let in_utf16 = |mark: bool, low_first: bool| -> Vec<u8> {
            let text = if mark {
                "\u{feff}one two\n"
            } else {
                "one two\n"
            };
            text.encode_utf16()
                .flat_map(|unit| {
                    if low_first {
                        unit.to_le_bytes()
                    } else {
                        unit.to_be_bytes()
                    }
                })
                .collect()
        };
        let long = LONGEST as usize;
        for (bytes, unfit) in [
            (b"\nsecond".to_vec(), Unfit::Empty),
            (b"\xef\xbb\xbf\nsecond".to_vec(), Unfit::Empty),
            (b"".to_vec(), Unfit::Empty),
            (in_utf16(true, true), Unfit::Utf16),
            (in_utf16(true, false), Unfit::Utf16),
            (in_utf16(false, true), Unfit::Utf16),
            (in_utf16(false, false), Unfit::Utf16),
            (vec![b'a'; long], Unfit::Long),
            (vec![b'a'; 2 * long], Unfit::Long),
            (b"caf\xe9\n".to_vec(), Unfit::NoText),
        ] {
            let read = first_line(&mut &bytes[..]).expect("bytes");
            assert_eq!(read, Err(unfit), "{} bytes", bytes.len());
        }
    }
}
