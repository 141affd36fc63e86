//! What stakeholders ask of the data: figures of made-up shops whose every number is known beforehand.

mod attribution;
mod audience;
mod complete;
mod leads;
mod line_refunds;
mod personal;
mod scorecard;
mod send_columns;
mod send_kinds;
mod sends;
mod since;
mod turnstile;

use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{CheckPicture, CheckView, ImportFiles, Nothing};

use crate::erased::wait;
use crate::measured::project;

const GIVEN: [&str; 16] = [
    "Grietje", "Jonas", "Mina", "Pavel", "Lena", "Owen", "Ayesha", "Tomas", "Ingrid", "Rafael",
    "Noor", "Casper", "Zoë", "Hamish", "Yuki", "Dolores",
];
const FAMILY: [&str; 16] = [
    "Dekker",
    "Winkler",
    "Kovac",
    "Novak",
    "Brandt",
    "Price",
    "Rahman",
    "Horvath",
    "Solberg",
    "Moreira",
    "Haddad",
    "Vermeulen",
    "Laurent",
    "McAllister",
    "Tanaka",
    "Quintana",
];

/// Somebody made up: no two have the same name or address.
struct Somebody {
    given: &'static str,
    family: &'static str,
    email: String,
}

/// One of 256 people.
fn somebody(number: usize) -> Somebody {
    let (given, family) = (GIVEN[number % 16], FAMILY[(number / 16 + number) % 16]);
    let plain = |name: &str| name.to_lowercase().replace('ë', "e");
    Somebody {
        given,
        family,
        email: format!("{}.{}{number}@example.com", plain(given), plain(family)),
    }
}

/// A project of these files, audited.
fn shop(folder: &Path, files: &[(&str, String)]) -> Engine {
    let engine = project(folder);
    let paths = files.iter().map(|(name, text)| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    });
    let job = engine
        .import_files(ImportFiles {
            paths: paths.collect(),
            choices: Vec::new(),
            then_audit: true,
        })
        .expect("a job")
        .job;
    wait(&engine, job);
    engine
}

fn check(engine: &Engine, code: &str) -> CheckView {
    let book = engine.check_book(Nothing {}).expect("the checks");
    let mut checks = book.checks.into_iter();
    checks.find(|one| one.check == code).expect("the check")
}

fn picture<'a>(check: &'a CheckView, title: &str) -> &'a CheckPicture {
    let mut all = check.pictures.iter();
    all.find(|one| one.title == title)
        .unwrap_or_else(|| panic!("no picture called {title}"))
}
