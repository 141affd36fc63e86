//! What the program was started with.

use std::ffi::OsString;
use std::path::PathBuf;

/// How to start the window.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// Project file to open at once.
    pub(crate) project: Option<PathBuf>,
    /// Folder with the sample's files, when it is not where the installed program keeps it.
    pub(crate) sample_data: Option<PathBuf>,
    /// Whether to make and open the sample project at once.
    pub(crate) explore: bool,
}

/// What the person who started the program wants.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// A window.
    Open(Arguments),
    /// Only a text: the version or the help.
    Tell(String),
}

const HELP: &str = "\
Rollcall: audit and unify customer data on one laptop. Nothing leaves it.

Usage: rollcall-desktop [PROJECT] [--sample FOLDER] [--explore]

  PROJECT          project file to open
  --sample FOLDER  where the files of the sample project are
  --explore        make the sample project and open it at once
  --version        say the version
  --help           say this";

/// The version, and of a package what it was built from, as the packager said it.
pub(crate) fn version() -> String {
    let version = env!("CARGO_PKG_VERSION");
    option_env!("ROLLCALL_BUILD")
        .map_or_else(|| version.to_owned(), |build| format!("{version}, {build}"))
}

/// Reads the arguments, without the program's own name.
///
/// # Errors
/// A sentence for the terminal when an argument is unknown or misses its value.
pub(crate) fn read(given: impl Iterator<Item = OsString>) -> Result<Wish, String> {
    let mut arguments = Arguments::default();
    let mut given = given.peekable();
    while let Some(argument) = given.next() {
        match argument.to_str() {
            Some("--help" | "-h") => return Ok(Wish::Tell(HELP.into())),
            Some("--version" | "-V") => return Ok(Wish::Tell(format!("Rollcall {}", version()))),
            Some("--explore") => arguments.explore = true,
            Some("--sample") => {
                let folder = given.next().ok_or("--sample needs a folder after it.")?;
                arguments.sample_data = Some(folder.into());
            }
            Some(flag) if flag.starts_with('-') => {
                return Err(format!("There is no option {flag}.\n\n{HELP}"));
            }
            _ if arguments.project.is_some() => {
                return Err("Only one project can be opened at a time.".into());
            }
            _ => arguments.project = Some(argument.into()),
        }
    }
    Ok(Wish::Open(arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(words: &[&str]) -> Result<Wish, String> {
        read(words.iter().map(OsString::from))
    }

    #[test]
    fn a_project_and_the_sample_may_be_named() {
        let wish = given(&["shop.rollcall", "--sample", "exports", "--explore"]).unwrap();
        let expected = Arguments {
            project: Some("shop.rollcall".into()),
            sample_data: Some("exports".into()),
            explore: true,
        };
        assert_eq!(wish, Wish::Open(expected));
    }

    #[test]
    fn nothing_opens_an_empty_window() {
        assert_eq!(given(&[]).unwrap(), Wish::Open(Arguments::default()));
    }

    #[test]
    fn what_cannot_be_understood_is_said() {
        assert!(given(&["--sample"]).unwrap_err().contains("needs a folder"));
        assert!(
            given(&["--frobnicate"])
                .unwrap_err()
                .contains("--frobnicate")
        );
        assert!(
            given(&["a.rollcall", "b.rollcall"])
                .unwrap_err()
                .contains("one project")
        );
    }

    #[test]
    fn help_and_version_are_texts() {
        assert!(matches!(given(&["--help"]), Ok(Wish::Tell(text)) if text.contains("--sample")));
        assert!(matches!(given(&["-V"]), Ok(Wish::Tell(text)) if text.starts_with("Rollcall ")));
    }
}
