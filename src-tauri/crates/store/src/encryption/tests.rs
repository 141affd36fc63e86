//! Whatever ends a change of passphrase, and whenever: the project opens as it was or as it was to become.

use std::error::Error;
use std::path::{Path, PathBuf};

use super::{FormerCopy, Reached, change_passphrase, rewrite};
use crate::{Operation, Passphrase, Store, StoreError};

const NOW: &str = "2026-11-23T12:00:00Z";
const KNOWN: &str = "Grietje Dekker of Zwolle";

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

fn note() -> Operation<'static> {
    Operation {
        kind: "encrypt_project",
        sentence: "Encrypted the project".into(),
        request: serde_json::json!({}),
        who: "test",
        at: NOW,
    }
}

fn project(folder: &Path, passphrase: Option<&Passphrase>) -> Result<PathBuf, StoreError> {
    let path = folder.join("shop.rollcall");
    let store = Store::create_with(&path, "Shop", NOW, passphrase)?;
    store.keep("told", Some(KNOWN))?;
    store.back_up(&folder.join("shop.rollcall.backup"))?;
    Ok(path)
}

fn told(store: &Store) -> Option<String> {
    store.kept("told").expect("the fact")
}

/// The files of a folder in which a text stands.
fn holding(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("a file").path();
        let bytes = std::fs::read(&path).expect("the bytes");
        if memchr::memmem::find(&bytes, text.as_bytes()).is_some() {
            found.push(
                path.file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned(),
            );
        }
    }
    found.sort();
    found
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| {
            entry
                .expect("a file")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

/// Files as a crash leaves them, but for the lock, which ends with the program. A second name of a file
/// stays one.
fn as_after_a_crash(folder: &Path, to: &Path) {
    let project = folder.join("shop.rollcall");
    let same = |one: &Path, other: &Path| {
        std::os::unix::fs::MetadataExt::ino(&std::fs::metadata(one).expect("a file"))
            == std::os::unix::fs::MetadataExt::ino(&std::fs::metadata(other).expect("a file"))
    };
    for name in names(folder) {
        let (from, to) = (folder.join(&name), to.join(&name));
        if name.ends_with("-lock") || from == project {
            continue;
        }
        if same(&from, &project) {
            std::fs::copy(&project, to.with_file_name("shop.rollcall")).expect("a copy");
            std::fs::hard_link(to.with_file_name("shop.rollcall"), to).expect("a second name");
        } else {
            std::fs::copy(&from, to).expect("a copy");
        }
    }
    let copied = to.join("shop.rollcall");
    if !copied.exists() {
        std::fs::copy(project, copied).expect("a copy");
    }
}

#[test]
fn what_is_encrypted_cannot_be_read_and_what_is_decrypted_can() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = project(folder.path(), None)?;
    assert_eq!(
        holding(folder.path(), KNOWN),
        ["shop.rollcall", "shop.rollcall.backup"],
        "the bait"
    );
    let (first, second) = (passphrase("first of them"), passphrase("second of them"));
    let done = change_passphrase(&path, None, Some(&first), &note())?;
    assert!(done.is_former_wiped && done.copy == FormerCopy::Wiped);
    assert_eq!(names(folder.path()), ["shop.rollcall"]);
    assert!(holding(folder.path(), KNOWN).is_empty());

    assert!(matches!(
        Store::open(&path),
        Err(StoreError::PassphraseNeeded { .. })
    ));
    assert!(matches!(
        Store::open_with(&path, Some(&second)),
        Err(StoreError::WrongPassphrase { .. })
    ));
    let store = Store::open_with(&path, Some(&first))?;
    assert!(store.is_encrypted());
    assert_eq!(told(&store).as_deref(), Some(KNOWN));
    assert!(store.verify()?.sound);
    store.keep("more", Some(KNOWN))?;
    assert!(holding(folder.path(), KNOWN).is_empty(), "the journal too");
    store.back_up(&folder.path().join("shop.rollcall.backup"))?;
    assert!(holding(folder.path(), KNOWN).is_empty(), "and a copy");
    drop(store);

    change_passphrase(&path, Some(&first), Some(&second), &note())?;
    assert!(matches!(
        Store::open_with(&path, Some(&first)),
        Err(StoreError::WrongPassphrase { .. })
    ));
    assert_eq!(
        told(&Store::open_with(&path, Some(&second))?).as_deref(),
        Some(KNOWN)
    );
    assert_eq!(names(folder.path()), ["shop.rollcall"]);

    assert!(matches!(
        change_passphrase(&path, Some(&first), None, &note()),
        Err(StoreError::WrongPassphrase { .. })
    ));
    change_passphrase(&path, Some(&second), None, &note())?;
    let store = Store::open(&path)?;
    assert!(!store.is_encrypted());
    let (history, _) = store.history(&crate::HistoryFilter::default(), 0, 9)?;
    assert_eq!(history.len(), 3, "each left an entry");
    assert!(history.iter().all(|entry| !entry.undoable));
    assert!(matches!(
        Store::open_with(&path, Some(&second)),
        Err(StoreError::NotEncrypted { .. } | StoreError::InUse { .. })
    ));
    Ok(())
}

#[test]
fn a_crash_at_any_moment_leaves_the_former_or_the_new_project() -> Result<(), Box<dyn Error>> {
    let (one, other) = (passphrase("one of two"), passphrase("other of two"));
    for (has, gets) in [
        (None, Some(&one)),
        (Some(&one), Some(&other)),
        (Some(&one), None),
    ] {
        let folder = tempfile::tempdir()?;
        let path = project(folder.path(), has)?;
        let mut crashed = Vec::new();
        rewrite(&path, has, gets, &note(), &mut |reached| {
            let copy = tempfile::tempdir().expect("a folder");
            as_after_a_crash(folder.path(), copy.path());
            crashed.push((reached, copy));
        })?;
        assert_eq!(crashed.len(), 6);
        for (reached, copy) in crashed {
            let told_at = format!("{has:?} to {gets:?}, {reached:?}");
            let is_new = matches!(reached, Reached::Swapped | Reached::Wiped);
            let (opens, does_not) = if is_new { (gets, has) } else { (has, gets) };
            let path = copy.path().join("shop.rollcall");
            assert!(Store::open_with(&path, does_not).is_err(), "{told_at}");
            let store =
                Store::open_with(&path, opens).map_err(|error| format!("{told_at}: {error}"))?;
            assert_eq!(told(&store).as_deref(), Some(KNOWN), "{told_at}");
            assert!(store.verify()?.sound, "{told_at}");
            drop(store);
            let mut left = vec!["shop.rollcall"];
            if !is_new {
                left.push("shop.rollcall.backup");
            }
            assert_eq!(names(copy.path()), left, "{told_at}");
        }
    }
    Ok(())
}

#[test]
fn nothing_happens_while_somebody_has_it_open_or_looks_at_it() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = project(folder.path(), None)?;
    let secret = passphrase("a passphrase");
    let store = Store::open(&path)?;
    let look = Store::open_to_look(&path)?;
    let refused = change_passphrase(&path, None, Some(&secret), &note());
    assert!(
        matches!(refused, Err(StoreError::InUse { .. })),
        "{refused:?}"
    );
    drop(store);
    assert_eq!(told(&look).as_deref(), Some(KNOWN));
    let refused = change_passphrase(&path, None, Some(&secret), &note());
    assert!(
        matches!(refused, Err(StoreError::InUse { .. })),
        "{refused:?}"
    );
    drop(look);
    change_passphrase(&path, None, Some(&secret), &note())?;
    Ok(())
}

/// The key is the one `SQLCipher` itself makes of the passphrase.
#[test]
fn any_other_tool_opens_it_with_the_passphrase() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = project(folder.path(), Some(&passphrase("it's known to others")))?;
    let other = rusqlite::Connection::open(path)?;
    other.execute_batch("PRAGMA key = 'it''s known to others'; PRAGMA cipher_page_size = 8192;")?;
    let told: String =
        other.query_row("SELECT value FROM project WHERE key = 'told'", [], |row| {
            row.get(0)
        })?;
    assert_eq!(told, KNOWN);
    Ok(())
}

#[test]
fn a_cut_file_and_a_damaged_page_are_told_for_what_they_are() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let secret = passphrase("a passphrase");
    let path = project(folder.path(), Some(&secret))?;
    let whole = std::fs::read(&path)?;
    let half = whole.len() / 2;
    std::fs::write(&path, &whole[..half / 8192 * 8192])?;
    let cut = Store::open_with(&path, Some(&secret)).err();
    assert!(matches!(cut, Some(StoreError::Damaged { .. })), "{cut:?}");
    std::fs::write(&path, &whole[..half / 8192 * 8192 + 100])?;
    let cut = Store::open_with(&path, Some(&secret)).err();
    assert!(matches!(cut, Some(StoreError::NotWhole { .. })), "{cut:?}");

    let mut damaged = whole.clone();
    let last = damaged.len() - 4000;
    damaged[last] ^= 1;
    std::fs::write(&path, &damaged)?;
    let verified = Store::open_with(&path, Some(&secret)).and_then(|store| store.verify());
    match verified {
        Ok(verification) => assert!(!verification.sound),
        Err(error) => assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}"),
    }
    Ok(())
}

/// The change is done once the new file is in place: what else goes wrong is told.
#[test]
fn a_copy_that_cannot_be_wiped_does_not_make_a_change_a_failure() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = project(folder.path(), None)?;
    let elsewhere = tempfile::tempdir_in(folder.path())?;
    let kept = elsewhere.path().join("kept");
    std::fs::hard_link(folder.path().join("shop.rollcall.backup"), &kept)?;
    let secret = passphrase("a passphrase");
    let done = change_passphrase(&path, None, Some(&secret), &note())?;
    assert_eq!((done.is_former_wiped, done.copy), (true, FormerCopy::Left));
    let store = Store::open_with(&path, Some(&secret))?;
    assert_eq!(told(&store).as_deref(), Some(KNOWN));
    assert_eq!(holding(elsewhere.path(), KNOWN), ["kept"], "as it was");
    Ok(())
}

/// A change that was cut off after the swap, whose remains other names lead to.
#[test]
fn remains_that_cannot_be_wiped_keep_nobody_out() -> Result<(), Box<dyn Error>> {
    let secret = passphrase("a passphrase");
    for remains in ["shop.rollcall.backup", "shop.rollcall-former"] {
        let folder = tempfile::tempdir()?;
        let path = project(folder.path(), None)?;
        let cut_off = tempfile::tempdir()?;
        rewrite(&path, None, Some(&secret), &note(), &mut |reached| {
            if reached == Reached::Swapped {
                as_after_a_crash(folder.path(), cut_off.path());
            }
        })?;
        let elsewhere = tempfile::tempdir()?;
        std::fs::hard_link(cut_off.path().join(remains), elsewhere.path().join("kept"))?;
        let store = Store::open_with(&cut_off.path().join("shop.rollcall"), Some(&secret))
            .map_err(|error| format!("{remains}: {error}"))?;
        let findings = store.verify()?.findings.join(" ");
        assert!(findings.contains("another name leads to it"), "{findings}");
        drop(store);
        assert_eq!(names(cut_off.path()), ["shop.rollcall"], "{remains}");
        let left = holding(elsewhere.path(), KNOWN);
        assert_eq!(left, ["kept"], "{remains}: the other name is nobody's here");
    }
    Ok(())
}
