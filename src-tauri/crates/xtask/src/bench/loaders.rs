//! The programs our loading is measured beside, and how they are called.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::rivals::{installed, python};
use crate::root::root;
use crate::step::{output_of, program, say};

/// Packages and versions that are asked for; the scripts beside this crate are written for them.
const PANDAS: (&str, &str) = ("pandas", "3.1.1");
const OPENPYXL: (&str, &str) = ("openpyxl", "3.1.5");

/// What kind of file is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum File {
    Csv,
    Workbook,
}

/// Another program that reads tables.
pub(crate) struct Loader {
    /// What it is and what it does.
    pub(crate) name: &'static str,
    /// What it loads.
    pub(crate) file: File,
    version: String,
    program: Program,
}

enum Program {
    /// The shell of SQLite.
    Sqlite,
    /// A script, and the Python it runs in.
    Script(PathBuf, &'static str),
}

impl Loader {
    /// What is measured: the file into a database, or where it has none, read to its end.
    pub(crate) fn command(&self, file: &Path, database: &Path) -> Command {
        match &self.program {
            Program::Sqlite => {
                let import = format!(".import --csv \"{}\" rows", file.display());
                let mut command = program("sqlite3", &[]);
                command.arg(database).arg(import);
                command
            }
            Program::Script(python, script) => {
                let script = format!("src-tauri/crates/xtask/rivals/{script}");
                let mut command = program(&python.to_string_lossy(), &[]);
                command.arg(root().join(script)).arg(file).arg(database);
                command
            }
        }
    }
}

/// Those that are here or can be had; who is not is told.
pub(crate) fn ready(environment: Option<&Path>) -> Vec<Loader> {
    let mut found = Vec::new();
    match output_of(&mut program("sqlite3", &["--version"])) {
        Some(version) => found.push(Loader {
            name: "sqlite3 .import",
            file: File::Csv,
            version: format!(
                "SQLite {}",
                version.split_whitespace().next().unwrap_or_default()
            ),
            program: Program::Sqlite,
        }),
        None => say("\nNOT MEASURED: sqlite3 is not on the PATH.\n"),
    }
    let Some(environment) = environment else {
        say(
            "\nNOT MEASURED: pandas and openpyxl. Give a folder for their virtual environment with \
             --rivals FOLDER; they are installed there by pip.\n",
        );
        return found;
    };
    let python = python(environment);
    for (name, file, (package, wanted), script) in [
        (
            "pandas read_csv + to_sql",
            File::Csv,
            PANDAS,
            "pandas_load.py",
        ),
        (
            "openpyxl read-only",
            File::Workbook,
            OPENPYXL,
            "openpyxl_read.py",
        ),
    ] {
        if let Some(version) = installed(&python, package, wanted) {
            found.push(Loader {
                name,
                file,
                version: format!("{package} {version}"),
                program: Program::Script(python.clone(), script),
            });
        }
    }
    found
}

/// Names and versions.
pub(crate) fn versions(loaders: &[Loader]) -> String {
    let all: Vec<&str> = loaders.iter().map(|one| one.version.as_str()).collect();
    all.join(", ")
}
