//! What is left of a project under a name it had before: taken along, wiped, searched, told, or restored.

use std::path::{Path, PathBuf};

use rollcall_store::{
    Operation, Passphrase, Store, StoreError, backups_folder, backups_of, restore_project,
};
use serde_json::json;

type Outcome = Result<(), Box<dyn std::error::Error>>;

const SECRET: &str = "bo.li@example.com";

fn on(day: u32) -> String {
    format!("2026-11-{day:02}T10:15:00Z")
}

fn operation<'a>(sentence: &str, at: &'a str) -> Operation<'a> {
    Operation {
        kind: "import_files",
        sentence: sentence.to_owned(),
        request: json!({}),
        who: "test",
        at,
    }
}

/// A project with a backup of each of some days.
fn project(
    folder: &Path,
    secret: Option<&Passphrase>,
    days: u32,
) -> Result<(PathBuf, Store), StoreError> {
    let path = folder.join("shop.rollcall");
    let store = Store::create_with(&path, "Shop", &on(1), secret)?;
    for day in 2..2 + days {
        store.note(&operation(&format!("Day {day}"), &on(day)))?;
        store.make_backup()?;
    }
    Ok((path, store))
}

fn secrets() -> [Option<Passphrase>; 2] {
    [
        None,
        Some(Passphrase::new("a long enough secret".to_owned())),
    ]
}

#[test]
fn the_copy_from_before_an_upgrade_follows_and_an_erasure_reaches_it() -> Outcome {
    for secret in secrets() {
        let secret = secret.as_ref();
        let folder = tempfile::tempdir()?;
        let (path, store) = project(folder.path(), secret, 0)?;
        let copy = folder.path().join("shop.rollcall.backup");
        store.keep("told", Some(SECRET))?;
        store.back_up(&copy)?;
        let bytes = std::fs::read(&copy)?;
        drop(store);
        let renamed = folder.path().join("shop 2026.rollcall");
        std::fs::rename(&path, &renamed)?;

        let store = Store::open_with(&renamed, secret)?;
        let followed = folder.path().join("shop 2026.rollcall.backup");
        assert!(followed.exists() && !copy.exists());
        store.keep("told", None)?;
        store.scour()?;
        assert!(!followed.exists());
        let wanted = [SECRET.to_owned()];
        assert_eq!(store.search_bytes(&wanted)?.found, 0);

        // One that came to lie there since the project was opened.
        std::fs::write(&copy, &bytes)?;
        let found = u64::from(secret.is_none());
        assert_eq!(store.search_bytes(&wanted)?.found, found);
        store.scour()?;
        assert!(!copy.exists());
        assert_eq!(store.search_bytes(&wanted)?.found, 0);
    }
    Ok(())
}

/// A copy says of itself what its original does.
#[test]
fn what_may_be_of_a_copy_or_of_its_original_is_left_and_told() -> Outcome {
    for secret in secrets() {
        let secret = secret.as_ref();
        let (folder, elsewhere) = (tempfile::tempdir()?, tempfile::tempdir()?);
        let (path, store) = project(folder.path(), secret, 1)?;
        drop(store);
        let archive = folder.path().join("archive.rollcall");
        let far = elsewhere.path().join("archive.rollcall");
        let renamed = folder.path().join("shop 2026.rollcall");
        std::fs::copy(&path, &archive)?;
        std::fs::copy(&path, &far)?;
        std::fs::rename(&path, &renamed)?;
        let left = std::fs::canonicalize(folder.path())?.join("shop.rollcall.backups");

        for one in [&archive, &renamed] {
            let store = Store::open_with(one, secret)?;
            assert!(store.backups().is_empty());
            assert_eq!(store.unsure_backups()?, std::slice::from_ref(&left));
            store.scour()?;
            assert!(left.exists());
        }
        // Nothing is put beside a project that is only looked into.
        for suffix in ["-wal", "-shm"] {
            let mut beside = archive.clone().into_os_string();
            beside.push(suffix);
            assert!(!Path::new(&beside).exists());
        }
        // Nor does a copy in another folder take them, which knows from where it is.
        let store = Store::open_with(&far, secret)?;
        store.follow_from(std::slice::from_ref(&path))?;
        assert!(store.backups().is_empty() && left.exists());
        assert_eq!(store.unsure_backups()?.len(), 1);
        drop(store);

        // Once no other is there, they are the one's that is left.
        std::fs::remove_file(&archive)?;
        let store = Store::open_with(&renamed, secret)?;
        assert_eq!(store.backups().len(), 1);
        assert!(store.unsure_backups()?.is_empty());
    }
    Ok(())
}

/// A copy that is known to stand in another folder counts as well.
#[test]
fn a_copy_among_the_places_that_were_told_makes_it_unsure() -> Outcome {
    let (folder, elsewhere) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let (path, store) = project(folder.path(), None, 1)?;
    drop(store);
    let copy = elsewhere.path().join("copy.rollcall");
    std::fs::copy(&path, &copy)?;
    let moved = elsewhere.path().join("shop.rollcall");
    std::fs::rename(&path, &moved)?;
    let store = Store::open(&moved)?;
    store.follow_from(&[path.clone(), copy.clone()])?;
    assert!(store.backups().is_empty());
    assert_eq!(store.unsure_backups()?.len(), 1);
    std::fs::remove_file(&copy)?;
    store.follow_from(std::slice::from_ref(&path))?;
    assert_eq!(store.backups().len(), 1);
    Ok(())
}

/// Somebody was erased while nobody could say whose the backups were.
#[test]
fn what_is_of_before_an_erasure_is_wiped_and_not_taken_along() -> Outcome {
    for secret in secrets() {
        let secret = secret.as_ref();
        let folder = tempfile::tempdir()?;
        let (path, store) = project(folder.path(), secret, 2)?;
        store.back_up(&folder.path().join("shop.rollcall.backup"))?;
        drop(store);
        let archive = folder.path().join("archive.rollcall");
        let renamed = folder.path().join("shop 2026.rollcall");
        std::fs::copy(&path, &archive)?;
        std::fs::rename(&path, &renamed)?;
        let left = backups_folder(&path);

        let store = Store::open_with(&renamed, secret)?;
        let at = on(9);
        let told = operation("Erased a person on request; rows taken out: 1", &at);
        store.note(&Operation {
            kind: "erase_person",
            ..told
        })?;
        store.scour()?;
        assert!(left.exists());
        drop(store);
        std::fs::remove_file(&archive)?;
        let store = Store::open_with(&renamed, secret)?;
        assert!(store.backups().is_empty() && !left.exists());
        assert!(!folder.path().join("shop.rollcall.backup").exists());

        // A backup of after it is taken along as ever.
        store.make_backup()?;
        drop(store);
        let again = folder.path().join("shop again.rollcall");
        std::fs::rename(&renamed, &again)?;
        let store = Store::open_with(&again, secret)?;
        assert_eq!(store.backups().len(), 1);
    }
    Ok(())
}

/// Something stands where a journal of a former name would go.
#[test]
fn an_erasure_does_not_hang_on_what_cannot_be_moved() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (path, store) = project(folder.path(), None, 3)?;
    let own = backups_folder(&path);
    let former = backups_folder(&folder.path().join("former.rollcall"));
    let names: Vec<String> = store.backups().into_iter().map(|one| one.name).collect();
    std::fs::create_dir(&former)?;
    for name in &names[1..] {
        std::fs::rename(own.join(name), former.join(name))?;
    }
    let journal = format!("{}-wal", names[1]);
    std::fs::write(former.join(&journal), b"a journal")?;
    std::fs::create_dir_all(own.join(&journal).join("something"))?;
    store.scour()?;
    assert!(!own.join(&names[0]).exists());
    assert!(!former.exists());
    Ok(())
}

#[test]
fn a_renamed_project_that_is_damaged_leads_to_its_backups() -> Outcome {
    for secret in secrets() {
        let secret = secret.as_ref();
        let folder = tempfile::tempdir()?;
        let (path, store) = project(folder.path(), secret, 1)?;
        let name = store.backups()[0].name.clone();
        drop(store);
        let renamed = folder.path().join("shop 2026.rollcall");
        std::fs::rename(&path, &renamed)?;
        let bytes = std::fs::read(&renamed)?;
        // The beginning stays, which tells what it is.
        std::fs::write(&renamed, &bytes[..bytes.len() / 8192 / 2 * 8192])?;
        let Err(error) = Store::open_with(&renamed, secret) else {
            return Err("it opened".into());
        };
        let hint = error.hint().unwrap_or_default();
        // Whose an encrypted one is cannot be told where it may be open.
        assert_eq!(
            hint.contains("restore the backup of 2026-11-02"),
            secret.is_none(),
            "{error}: {hint}"
        );
        let told = backups_of(&renamed, secret);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].last.as_deref(), Some("Day 2"));
        assert!(backups_folder(&path).join(&name).exists());

        let at = on(9);
        restore_project(&renamed, secret, &name, &operation("Restored", &at))?;
        let store = Store::open_with(&renamed, secret)?;
        assert!(store.verify()?.sound);
        assert!(store.backups().iter().any(|one| one.name == name));
    }
    Ok(())
}

/// Whatever a project that is gone left beside one that cannot tell which it is may be of another.
#[test]
fn a_damaged_project_that_does_not_tell_which_it_is_is_offered_no_others_backups() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (other, store) = project(folder.path(), None, 1)?;
    let name = store.backups()[0].name.clone();
    drop(store);
    std::fs::remove_file(&other)?;
    let path = folder.path().join("club.rollcall");
    drop(Store::create_with(&path, "Club", &on(3), None)?);
    let bytes = std::fs::read(&path)?;
    // The first page stays, which tells that it is a project; which one stands on another.
    std::fs::write(&path, &bytes[..8192])?;
    let Err(error) = Store::open(&path) else {
        return Err("it opened".into());
    };
    assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
    let hint = error.hint().unwrap_or_default();
    assert!(!hint.contains("restore the backup of"), "{hint}");
    assert!(hint.contains("a copy of your own"), "{hint}");
    assert!(backups_of(&path, None).is_empty());

    let at = on(9);
    let refused = restore_project(&path, None, &name, &operation("Restored", &at));
    assert!(
        matches!(refused, Err(StoreError::Missing { .. })),
        "{refused:?}"
    );
    assert_eq!(std::fs::read(&path)?, &bytes[..8192]);
    assert!(backups_folder(&other).join(&name).exists());
    Ok(())
}
