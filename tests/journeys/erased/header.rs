//! A file without a header has its first row for one when it is read so, and a header is kept: whatever an
//! erased person is known by there, the file is not loaded.

use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{
    ImportChoice, ImportFiles, InspectFiles, ListProblems, Nothing, ReadingView,
};

use super::everywhere::Place;
use super::{files_with, wait};

/// Nobody has an address here.
const PEOPLE: &str = "\
Id;First name;Last name;Phone;Loyalty card;Birth date
1;Greta;Olthof;+44 7700 900381;7000514091890;1984-03-02
2;Willem;Brandsma;+44 7700 900382;7000514091906;1971-11-30
";

/// Loads a file with its first row for a header; tells whether it was loaded.
fn is_loaded(engine: &Engine, folder: &Path, name: &str, text: &str) -> bool {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    let paths = vec![path.display().to_string()];
    let look = engine.inspect_files(InspectFiles {
        paths: paths.clone(),
        choices: Vec::new(),
    });
    let guessed = look.expect("a look").tables.remove(0);
    let choice = ImportChoice {
        key: guessed.key.clone(),
        reading: Some(ReadingView {
            header_row: Some(1),
            ..guessed.reading
        }),
        ..ImportChoice::default()
    };
    let loads = || engine.list_loads(Nothing {}).expect("the loads").len();
    let before = loads();
    let job = engine
        .import_files(ImportFiles {
            paths,
            choices: vec![choice],
            then_audit: false,
        })
        .expect("a job")
        .job;
    wait(engine, job);
    loads() > before
}

#[test]
fn a_row_known_without_an_address_is_no_header() {
    let place = Place::new();
    place.load("people.csv", PEOPLE, true);
    place.erase(&place.customer("Greta Olthof"), Vec::new());
    let elsewhere = tempfile::tempdir().expect("a folder");
    let load = |name: &str, text: &str| is_loaded(&place.engine, elsewhere.path(), name, text);
    for (name, text) in [
        (
            "calls.csv",
            "Greta;Olthof;+44 7700 900381\nWillem;Brandsma;+44 7700 900382\nAnnette;Planning;+44 7700 900384\n",
        ),
        (
            "cards.csv",
            "7000514091890;Leeds\n7000514091906;Derby\n7000514091913;Bath\n",
        ),
        (
            "birthdays.csv",
            "Leeds;Olthof;Greta;1984-03-02\nDerby;Brandsma;Willem;1971-11-30\nBath;Planning;Annette;1990-05-06\n",
        ),
        (
            "whole_names.csv",
            "Greta Olthof;+447700900381\nWillem Brandsma;+447700900382\nAnnette Planning;+447700900384\n",
        ),
    ] {
        assert!(!load(name, text), "{name}");
        for secret in ["Greta", "900381", "7000514091890", "1984-03-02"] {
            assert_eq!(files_with(&place.project, secret), [""; 0], "{name}");
        }
        let told = place.engine.list_problems(ListProblems {
            code: Some("erased_person".into()),
            ..ListProblems::default()
        });
        let told = told.expect("the problems").problems;
        let file = |message: &str| message.starts_with(&format!("{name} was not loaded"));
        assert!(
            told.iter().any(|problem| file(&problem.message)
                && problem.message.contains("taken for its header")),
            "{name}: {told:?}"
        );
    }
    // Somebody else of her names, and her number under other names, are not her.
    for (name, text) in [
        (
            "others.csv",
            "Greta;Olthof;+44 7700 900399\nWillem;Brandsma;+44 7700 900382\nAnnette;Planning;+44 7700 900384\n",
        ),
        (
            "numbers.csv",
            "Leeds;+44 7700 900381\nDerby;+44 7700 900382\nBath;+44 7700 900384\n",
        ),
    ] {
        assert!(load(name, text), "{name}");
    }
    place.is_sound();
}
