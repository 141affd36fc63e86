//! What looks at the files of a project leaves the locks on them alone: the system takes all locks a program
//! has on a file away as soon as it closes that file once.

#![cfg(unix)]

use std::path::Path;
use std::process::Command;

use rollcall_store::{Passphrase, Store};
use rusqlite::Connection;

const NOW: &str = "2026-11-23T12:00:00Z";
/// Tells the other program which project to try.
const PROJECT: &str = "ROLLCALL_TEST_PROJECT";
const REFUSED: &str = "the project is held";

/// Whether another program finds the project held: it tries to take the journal away, for which nobody else
/// may have the project open.
fn is_held(project: &Path) -> bool {
    let output = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "the_other_program", "--ignored", "--nocapture"])
        .env(PROJECT, project)
        .output()
        .expect("the other program");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).contains(REFUSED)
}

#[test]
#[ignore = "the other tests start it as another program"]
fn the_other_program() {
    let project = std::env::var_os(PROJECT).expect("started by another test");
    let connection = Connection::open(project).expect("a connection");
    let journal = connection.query_row("PRAGMA journal_mode = DELETE", [], |row| {
        row.get::<_, String>(0)
    });
    if journal.as_deref() != Ok("delete") {
        println!("{REFUSED}");
    }
}

#[test]
fn a_search_of_the_bytes_keeps_the_locks() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("one.rollcall");
    let store = Store::create(&path, "One", NOW).expect("a project");
    // Other names may lead to it.
    std::fs::hard_link(&path, folder.path().join("one.rollcall.backup")).expect("a name");
    assert!(is_held(&path), "the bait");
    store.search_bytes(&["anything".into()]).expect("a search");
    assert!(is_held(&path));
    drop(store);
    assert!(!is_held(&path), "closed, it is free");
}

/// The locks this program has on a file, as the system knows them.
#[cfg(target_os = "linux")]
fn locks_on(path: &Path) -> usize {
    let number = std::os::unix::fs::MetadataExt::ino(&std::fs::metadata(path).expect("a file"));
    let (process, file) = (std::process::id().to_string(), format!(":{number}"));
    let all = std::fs::read_to_string("/proc/locks").expect("all locks");
    all.lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .filter(|words| {
            words.contains(&process.as_str()) && words.iter().any(|word| word.ends_with(&file))
        })
        .count()
}

/// A change of passphrase that was cut off before the swap leaves a second name of the project.
#[cfg(target_os = "linux")]
#[test]
fn opening_after_a_change_that_was_cut_off_keeps_the_locks() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("one.rollcall");
    drop(Store::create(&path, "One", NOW).expect("a project"));
    let store = Store::open(&path).expect("it opens");
    let usual = locks_on(&path);
    assert!(usual > 0, "the bait");
    drop(store);
    let former = folder.path().join("one.rollcall-former");
    std::fs::hard_link(&path, &former).expect("a name");
    let _store = Store::open(&path).expect("it opens");
    assert!(!former.exists());
    assert_eq!(locks_on(&path), usual);
}

/// Somebody may call the project itself its copy.
#[test]
fn writing_the_file_anew_keeps_the_locks() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("one.rollcall");
    let store = Store::create(&path, "One", NOW).expect("a project");
    std::fs::hard_link(&path, folder.path().join("one.rollcall.backup")).expect("a name");
    store.scour().expect("written anew");
    assert!(is_held(&path));
}

/// What stands behind the last page is no part of the project, yet it is in the file.
#[test]
fn a_search_vouches_for_no_bytes_it_does_not_see() {
    let folder = tempfile::tempdir().expect("a folder");
    let secret = Passphrase::new("any passphrase".into());
    for (name, secret) in [("plain.rollcall", None), ("sealed.rollcall", Some(&secret))] {
        let path = folder.path().join(name);
        let store = Store::create_with(&path, "One", NOW, secret).expect("a project");
        let wanted = ["Grietje Dekker".to_owned()];
        assert_eq!(store.search_bytes(&wanted).expect("a search").found, 0);
        let mut bytes = std::fs::read(&path).expect("its bytes");
        bytes.extend_from_slice(&[0; 8192]);
        bytes.extend_from_slice(b"Grietje Dekker");
        std::fs::write(&path, bytes).expect("a longer file");
        let found = store.search_bytes(&wanted).map(|search| search.found);
        assert!(!matches!(found, Ok(0)), "{name}: {found:?}");
    }
}
