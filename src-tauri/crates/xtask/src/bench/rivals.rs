//! The engines ours is measured beside: their versions, and how they are called.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::root::root;
use crate::step::{must, output_of, program, say};

/// Another engine, in a virtual environment.
pub(crate) struct Rival {
    pub(crate) name: &'static str,
    version: String,
    /// It wants labels first.
    prepared: bool,
    python: PathBuf,
}

/// Packages and versions that are asked for; the scripts beside this crate are written for them.
const PACKAGES: [(&str, &str, bool); 2] =
    [("splink", "4.0.17", false), ("custmatch", "0.1.2", true)];

impl Rival {
    fn script(&self, task: &str, folder: &Path) -> Command {
        let script = format!("src-tauri/crates/xtask/rivals/{}_table.py", self.name);
        let mut command = program(&self.python.to_string_lossy(), &[]);
        command.arg(root().join(script)).arg(task).arg(folder);
        command
    }

    /// What has to be done before it can be measured.
    pub(crate) fn prepare(&self, folder: &Path) -> Option<Command> {
        self.prepared.then(|| self.script("prepare", folder))
    }

    /// What is measured.
    pub(crate) fn link(&self, folder: &Path) -> Command {
        self.script("link", folder)
    }
}

/// The others that are in the environment, which is made and filled where it is not there. One that
/// cannot be had is told and left out.
pub(crate) fn ready(environment: &Path) -> Vec<Rival> {
    let python = python(environment);
    let mut found = Vec::new();
    for (name, wanted, prepared) in PACKAGES {
        if let Some(version) = installed(&python, name, wanted) {
            found.push(Rival {
                name,
                version,
                prepared,
                python: python.clone(),
            });
        }
    }
    found
}

/// The Python of a virtual environment, which is made where it is not there.
pub(crate) fn python(environment: &Path) -> PathBuf {
    let python = environment.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python3"
    });
    if !python.is_file() {
        let mut make = program("python3", &["-m", "venv"]);
        if let Err(complaint) = must("Making a virtual environment", make.arg(environment)) {
            say(&complaint);
        }
    }
    python
}

/// The version of a package, which is installed where it is not there. One that cannot be had is
/// told.
pub(crate) fn installed(python: &Path, name: &str, wanted: &str) -> Option<String> {
    if version(python, name).is_none() {
        let mut install = program(&python.to_string_lossy(), &["-m", "pip", "install", "-q"]);
        let package = format!("{name}=={wanted}");
        if let Err(complaint) = must(&format!("Installing {package}"), install.arg(package)) {
            say(&complaint);
        }
    }
    let found = version(python, name);
    if found.is_none() {
        say(&format!(
            "\nNOT MEASURED: {name} cannot be installed here.\n"
        ));
    }
    found
}

fn version(python: &Path, package: &str) -> Option<String> {
    let ask = format!("import importlib.metadata as m; print(m.version('{package}'))");
    output_of(program(&python.to_string_lossy(), &["-c"]).arg(ask))
}

/// Names and versions, and those of what they stand on.
pub(crate) fn versions(rivals: &[Rival]) -> String {
    let mut all: Vec<String> = Vec::new();
    for rival in rivals {
        all.push(format!("{} {}", rival.name, rival.version));
    }
    if let Some(rival) = rivals.first() {
        if let Some(duckdb) = version(&rival.python, "duckdb") {
            all.push(format!("duckdb {duckdb}"));
        }
        all.extend(output_of(&mut program(
            &rival.python.to_string_lossy(),
            &["--version"],
        )));
    }
    all.join(", ")
}
