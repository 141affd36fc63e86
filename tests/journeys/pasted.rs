//! A copied table is pasted: it is loaded like a file, and nothing of it stays outside the project.

use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{CreateProject, ImportFiles, LoadView, Nothing, PasteTable};

use crate::erased::wait;
use crate::estate::engine;

fn paste(engine: &Engine, text: &str) -> String {
    engine
        .paste_table(PasteTable {
            name: "CRM contacts".into(),
            text: text.into(),
        })
        .expect("a table")
        .path
}

fn load(engine: &Engine, path: &str) {
    let job = engine
        .import_files(ImportFiles {
            paths: vec![path.into()],
            choices: Vec::new(),
            then_audit: true,
        })
        .expect("a job")
        .job;
    wait(engine, job);
}

fn newest(engine: &Engine) -> LoadView {
    let loads = engine.list_loads(Nothing {}).expect("the loads");
    loads
        .into_iter()
        .find(|load| load.current)
        .expect("a load in use")
}

#[test]
fn a_pasted_table_is_loaded_and_its_file_is_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine();
    engine
        .create_project(CreateProject {
            path: folder.path().join("one.rollcall").display().to_string(),
            name: "One".into(),
        })
        .expect("a project");
    let path = paste(
        &engine,
        "Contact ID\tFirst name\tE-mail\r\n007\tGrietje\tg.dekker@example.com\r\n008\t\"Jo\nnas\"\tjonas@example.org\r\n",
    );
    load(&engine, &path);
    let first = newest(&engine);
    assert_eq!((first.rows_loaded, first.rows_set_aside), (2, 0));
    assert!(!Path::new(&path).exists(), "it is in the project now");

    let path = paste(
        &engine,
        "Contact ID\tFirst name\tE-mail\n007\tGrietje\tgrietje@example.com\n009\tMina\tmina@example.net\n",
    );
    load(&engine, &path);
    let second = newest(&engine);
    assert_eq!(second.table, first.table, "a newer load of the same table");
    let compared = second.compared.expect("a comparison");
    assert_eq!(
        (compared.added, compared.changed, compared.vanished),
        (1, 1, 1)
    );
}

#[test]
fn a_word_that_was_pasted_is_no_table_and_a_table_not_loaded_ends_with_the_program() {
    let engine = engine();
    let refused = engine.paste_table(PasteTable {
        name: String::new(),
        text: "just a word".into(),
    });
    let told = refused.expect_err("no table").to_string();
    assert!(told.contains("a row of headers"), "{told}");

    let path = paste(&engine, "a\tb\n1\t2\n");
    assert!(Path::new(&path).exists());
    drop(engine);
    assert!(!Path::new(&path).exists());
}
