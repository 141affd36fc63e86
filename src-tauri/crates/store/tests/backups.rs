//! Rolling backups: which are kept, what becomes of them, and one put in the place of the project.

use std::path::{Path, PathBuf};

use rollcall_model::{Cell, RecordId};
use rollcall_store::{
    Blot, DecisionTable, Erasure, HistoryFilter, NewLoad, NewRun, Operation, Passphrase, RawRows,
    Store, StoreError, WordKind, backups_folder, backups_of, restore_project,
};
use serde_json::json;

type Outcome = Result<(), Box<dyn std::error::Error>>;

const NOW: &str = "2026-11-23T12:00:00Z";
const SECRET: &str = "bo.li@example.com";

fn on(day: u32) -> String {
    format!("2026-11-{day:02}T10:15:00Z")
}

fn operation<'a>(kind: &'a str, sentence: &str, at: &'a str) -> Operation<'a> {
    Operation {
        kind,
        sentence: sentence.to_owned(),
        request: json!({}),
        who: "test",
        at,
    }
}

fn project(folder: &Path, secret: Option<&Passphrase>) -> Result<(PathBuf, Store), StoreError> {
    let path = folder.join("shop.rollcall");
    let store = Store::create_with(&path, "Shop", &on(1), secret)?;
    Ok((path, store))
}

fn last(store: &Store) -> Result<String, StoreError> {
    let (history, _) = store.history(&HistoryFilter::default(), 0, 1)?;
    Ok(history[0].sentence.clone())
}

fn holds(folder: &Path, text: &str) -> bool {
    let files = std::fs::read_dir(folder).into_iter().flatten();
    files
        .map(|entry| entry.expect("a file").path())
        .any(|path| {
            let bytes = std::fs::read(path).expect("the bytes");
            bytes
                .windows(text.len())
                .any(|window| window == text.as_bytes())
        })
}

#[test]
fn each_day_is_kept_once_and_the_last_five_of_them() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (path, store) = project(folder.path(), None)?;
    store.make_backup()?;
    assert!(backups_of(&path, None).is_empty(), "nothing is in it yet");
    for day in 2..=8 {
        store.note(&operation("import_files", &format!("Day {day}"), &on(day)))?;
        store.make_backup()?;
        store.make_backup()?;
    }
    let later = "2026-11-08T18:00:00Z";
    store.note(&operation("import_files", "The end of day 8", later))?;
    store.make_backup()?;
    let kept = store.backups();
    let told: Vec<_> = kept.iter().filter_map(|one| one.last.as_deref()).collect();
    assert_eq!(
        told,
        ["The end of day 8", "Day 7", "Day 6", "Day 5", "Day 4"]
    );
    assert_eq!(kept[0].at, later);
    assert!(kept.iter().all(|one| one.bytes > 8192));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(backups_folder(&path))?
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o700);
    }
    Ok(())
}

#[test]
fn a_backup_takes_the_place_of_the_project_which_is_put_aside() -> Outcome {
    let secret = Passphrase::new("any passphrase".into());
    for secret in [None, Some(&secret)] {
        let folder = tempfile::tempdir()?;
        let (path, store) = project(folder.path(), secret)?;
        store.note(&operation("import_files", "Before", &on(2)))?;
        store.keep("told", Some("known of old"))?;
        store.make_backup()?;
        store.note(&operation("import_files", "After", &on(3)))?;
        store.keep("told", None)?;
        let backup = store.backups()[0].name.clone();
        let note = operation("restore_backup", "Restored", NOW);
        let (none, refused) = store.restore("2026-11-02T101500Z-9.rollcall", &note);
        assert!(matches!(refused, Err(StoreError::Missing { .. })));
        let (store, restored) = none?.restore(&backup, &note);
        let (store, restored) = (store?, restored?);
        assert_eq!(store.kept("told")?.as_deref(), Some("known of old"));
        assert_eq!(last(&store)?, "Restored");
        assert!(store.verify()?.sound);
        let aside = store.backups().remove(0);
        assert!(aside.is_before_restore);
        assert_eq!(Some(aside.name.clone()), restored.aside);
        assert_eq!(aside.last.as_deref(), Some("After"));
        assert_eq!(
            holds(&backups_folder(&path), "known of old"),
            secret.is_none()
        );
        drop(store);
        let known = backups_of(&path, secret);
        assert_eq!(known[0].last.as_deref(), Some("After"));

        // What was put aside is brought back the same way, without the project being open.
        restore_project(&path, secret, &aside.name, &note)?;
        let store = Store::open_with(&path, secret)?;
        assert_eq!(store.kept("told")?, None);
        let left: Vec<_> = std::fs::read_dir(folder.path())?.collect();
        assert!(left.iter().flatten().all(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            !name.ends_with("-rewriting")
        }));
    }
    Ok(())
}

#[test]
fn a_backup_takes_the_place_of_what_cannot_be_opened() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (path, store) = project(folder.path(), None)?;
    store.note(&operation("import_files", "Before", &on(2)))?;
    store.make_backup()?;
    let backup = store.backups()[0].name.clone();
    drop(store);
    let mut bytes = std::fs::read(&path)?;
    bytes[..8192].fill(0x5a);
    std::fs::write(&path, &bytes)?;
    assert!(Store::open(&path).is_err());
    let note = operation("restore_backup", "Restored", NOW);
    let restored = restore_project(&path, None, &backup, &note)?;
    let aside = backups_folder(&path).join(restored.aside.expect("put aside"));
    assert_eq!(std::fs::read(aside)?, bytes);
    assert_eq!(last(&Store::open(&path)?)?, "Restored");
    Ok(())
}

/// A program that is killed leaves the new file half written, or whole and not in its place yet.
#[test]
fn what_a_restore_that_was_cut_off_left_keeps_nobody_out() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (path, store) = project(folder.path(), None)?;
    store.note(&operation("import_files", "Before", &on(2)))?;
    store.make_backup()?;
    let backup = store.backups()[0].name.clone();
    drop(store);
    let whole = std::fs::read(backups_folder(&path).join(&backup))?;
    for left in [&whole[..], &whole[..whole.len() / 2], &[]] {
        let half = folder.path().join("shop.rollcall-rewriting");
        let part = backups_folder(&path).join(format!("{backup}.part"));
        std::fs::write(&half, left)?;
        std::fs::write(&part, left)?;
        let store = Store::open(&path)?;
        assert_eq!(last(&store)?, "Before");
        assert!(!half.exists() && !part.exists());
    }
    Ok(())
}

#[test]
fn an_erased_person_stands_in_no_backup() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (path, store) = project(folder.path(), None)?;
    let source = store.ensure_source("Shop", "other")?;
    let table = store.ensure_table(source, "people")?;
    let (load, first) = store.begin_load(&NewLoad {
        table,
        file: "people.csv",
        sheet: None,
        fingerprint: "1",
        loaded_at: NOW,
        header: &["E-mail".to_owned()],
        reading: "{}",
    })?;
    let mut rows = RawRows::default();
    rows.push(RecordId(first.0), 2, &[Cell::text(SECRET)])?;
    store.add_rows(load, &rows)?;
    store.finish_load(load, 1, 0)?;
    store.commit(&operation("import_files", "Loaded", NOW), |edits| {
        edits.update(
            DecisionTable::Load,
            &[json!(load.0)],
            &[("state", json!("current"))],
        )
    })?;
    store.make_backup()?;
    let backup = backups_folder(&path).join(&store.backups()[0].name);
    // What a crash left of another one.
    std::fs::copy(&backup, backup.with_extension("rollcall.part"))?;
    assert!(holds(&backups_folder(&path), SECRET), "the bait");
    let wanted = [SECRET.to_owned()];
    store.erase(&Erasure {
        customers: &[],
        records: &[first],
        asides: &[],
        blot: &Blot::new([(WordKind::Mail, SECRET)]),
        values: &[],
        standings: &[],
        marks: &[],
        told: "Erased.",
        reason: "",
        who: "test",
        at: NOW,
    })?;
    assert_eq!(
        store.search_bytes(&wanted)?.found,
        1,
        "the backup is searched"
    );
    store.scour()?;
    assert!(!backups_folder(&path).exists());
    store.make_backup()?;
    assert_eq!(store.backups().len(), 1);
    assert_eq!(store.search_bytes(&wanted)?.found, 0);
    assert!(!holds(&backups_folder(&path), SECRET));
    Ok(())
}

#[test]
fn whoever_tries_one_backup_after_the_other_keeps_the_work_of_the_day() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (path, store) = project(folder.path(), None)?;
    for day in 2..=4 {
        store.note(&operation("import_files", &format!("Day {day}"), &on(day)))?;
        store.make_backup()?;
    }
    store.note(&operation("import_files", "The work of the day", &on(5)))?;
    let kept = store.backups();
    let mut store = store;
    for (place, one) in kept.iter().enumerate() {
        let at = format!("2026-11-05T12:0{place}:00Z");
        let (opened, restored) =
            store.restore(&one.name, &operation("restore_backup", "Restored", &at));
        store = opened?;
        assert_eq!(restored?.aside.is_some(), place == 0);
    }
    // What is changed in between is put aside, and the first of the day stays.
    for number in 1..=3 {
        let at = format!("2026-11-05T13:0{number}:00Z");
        store.note(&operation("import_files", &format!("Try {number}"), &at))?;
        let note = operation("restore_backup", "Restored", &at);
        let (opened, restored) = store.restore(&kept[0].name, &note);
        store = opened?;
        assert!(restored?.aside.is_some());
    }
    let asides: Vec<_> = backups_of(&path, None)
        .into_iter()
        .filter(|one| one.is_before_restore)
        .filter_map(|one| one.last)
        .collect();
    assert_eq!(asides, ["Try 3", "The work of the day"]);
    Ok(())
}

/// What came after a restore is told by its number: a clock that went back makes it no older.
#[test]
fn a_run_after_a_restore_is_put_aside_whatever_the_clock_says() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (_, store) = project(folder.path(), None)?;
    store.note(&operation("import_files", "Day 2", &on(2)))?;
    store.make_backup()?;
    let backup = store.backups()[0].name.clone();
    let (opened, restored) =
        store.restore(&backup, &operation("restore_backup", "Restored", &on(6)));
    let store = opened?;
    assert!(restored?.aside.is_some(), "what was there");
    let run = NewRun {
        ran_at: &on(3),
        basis: "",
        settings: "{}",
        report: "{}",
        model: "{}",
    };
    store.begin_run(&run)?.finish(&[], &[])?;
    let (opened, restored) =
        store.restore(&backup, &operation("restore_backup", "Restored", &on(7)));
    let store = opened?;
    assert!(restored?.aside.is_some(), "the run");
    let (_, restored) = store.restore(&backup, &operation("restore_backup", "Restored", &on(8)));
    assert!(restored?.aside.is_none(), "nothing happened since");
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_backup_takes_the_place_of_the_file_a_link_leads_to() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (path, store) = project(folder.path(), None)?;
    store.note(&operation("import_files", "Before", &on(2)))?;
    store.make_backup()?;
    let backup = store.backups()[0].name.clone();
    drop(store);
    std::fs::create_dir(folder.path().join("links"))?;
    let link = folder.path().join("links/shop.rollcall");
    std::os::unix::fs::symlink(&path, &link)?;
    let note = operation("restore_backup", "Restored", NOW);
    restore_project(&link, None, &backup, &note)?;
    assert!(std::fs::symlink_metadata(&link)?.is_symlink());
    assert_eq!(last(&Store::open(&path)?)?, "Restored");
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_is_not_taken_for_an_empty_one() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (path, store) = project(folder.path(), None)?;
    let backups = backups_folder(&path);
    // It leads to itself: nobody can look into it, whoever they are.
    std::os::unix::fs::symlink(&backups, &backups)?;
    assert!(matches!(store.scour(), Err(StoreError::Disk { .. })));
    let wanted = [SECRET.to_owned()];
    assert!(store.search_bytes(&wanted).is_err());
    std::fs::remove_file(&backups)?;
    store.scour()?;
    assert_eq!(store.search_bytes(&wanted)?.found, 0);
    Ok(())
}

#[test]
fn backups_of_another_project_that_had_the_name_are_left() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (path, store) = project(folder.path(), None)?;
    store.note(&operation("import_files", "The other", &on(9)))?;
    store.make_backup()?;
    let other = backups_folder(&path).join(&store.backups()[0].name);
    drop(store);
    std::fs::remove_file(&path)?;
    let store = Store::create(&path, "Shop", &on(2))?;
    for day in 10..=16 {
        store.note(&operation("import_files", &format!("Day {day}"), &on(day)))?;
        store.make_backup()?;
    }
    assert_eq!(store.backups().len(), 5);
    assert!(other.exists());
    store.scour()?;
    assert!(other.exists());
    assert!(store.backups().is_empty());
    Ok(())
}

#[test]
fn what_a_journal_holds_is_put_aside_and_brought_back_with_its_file() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (path, store) = project(folder.path(), None)?;
    store.note(&operation("import_files", "Before", &on(2)))?;
    store.make_backup()?;
    let backup = store.backups()[0].name.clone();
    store.note(&operation("import_files", "In the journal", &on(3)))?;
    let journal = folder.path().join("shop.rollcall-wal");
    let (file, held) = (std::fs::read(&path)?, std::fs::read(&journal)?);
    drop(store);
    std::fs::write(&path, vec![0x5a; file.len()])?;
    std::fs::write(&journal, &held)?;
    let note = operation("restore_backup", "Restored", NOW);
    let aside = restore_project(&path, None, &backup, &note)?.aside;
    assert!(!journal.exists());
    let aside = aside.expect("put aside");
    let place = backups_folder(&path).join(&aside);
    assert_eq!(std::fs::read(place.with_extension("rollcall-wal"))?, held);
    // Whoever mends the file itself has what stood in its journal.
    std::fs::write(&place, &file)?;
    restore_project(&path, None, &aside, &note)?;
    let store = Store::open(&path)?;
    let (history, _) = store.history(&HistoryFilter::default(), 0, 2)?;
    assert_eq!(history[1].sentence, "In the journal");
    for left in std::fs::read_dir(folder.path())?.flatten() {
        assert!(!left.file_name().to_string_lossy().contains("-rewriting"));
    }
    Ok(())
}

/// Work goes on while the copy is written, and what it changes is not in it.
#[test]
fn a_backup_is_of_the_moment_it_was_begun() -> Outcome {
    for secret in [
        None,
        Some(Passphrase::new("a long enough secret".to_owned())),
    ] {
        let folder = tempfile::tempdir()?;
        let (_, store) = project(folder.path(), secret.as_ref())?;
        store.note(&operation("import_files", "Before", &on(2)))?;
        let mut changed = None;
        store.make_backup_beside(|| {
            changed = Some(store.note(&operation("import_files", "Meanwhile", &on(3))));
        })?;
        changed.expect("it was begun")?;
        assert_eq!(last(&store)?, "Meanwhile");
        let kept = store.backups();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].at, on(2));
        assert_eq!(kept[0].last.as_deref(), Some("Before"));
    }
    Ok(())
}

#[test]
fn backups_follow_a_project_that_is_called_otherwise() -> Outcome {
    for secret in [
        None,
        Some(Passphrase::new("a long enough secret".to_owned())),
    ] {
        let secret = secret.as_ref();
        let folder = tempfile::tempdir()?;
        let (path, store) = project(folder.path(), secret)?;
        for day in 2..=4 {
            store.note(&operation("import_files", &format!("Day {day}"), &on(day)))?;
            store.make_backup()?;
        }
        drop(store);
        let renamed = folder.path().join("shop of last year.rollcall");
        std::fs::rename(&path, &renamed)?;
        // Asked without being open, it tells them too, with a passphrase or without, and moves nothing.
        assert_eq!(backups_of(&renamed, None).len(), 3);
        assert_eq!(backups_of(&renamed, secret).len(), 3);
        assert!(backups_folder(&path).exists());
        let store = Store::open_with(&renamed, secret)?;
        assert!(!backups_folder(&path).exists());
        for day in 5..=8 {
            store.note(&operation("import_files", &format!("Day {day}"), &on(day)))?;
            store.make_backup()?;
        }
        let told: Vec<_> = store
            .backups()
            .into_iter()
            .filter_map(|one| one.last)
            .collect();
        assert_eq!(told, ["Day 8", "Day 7", "Day 6", "Day 5", "Day 4"]);
        store.scour()?;
        assert!(!backups_folder(&renamed).exists());
    }
    Ok(())
}

/// An erasure finds what came to lie there after the project was opened.
#[test]
fn an_erasure_reaches_the_backups_of_a_name_of_before() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (path, store) = project(folder.path(), None)?;
    store.note(&operation("import_files", "Before", &on(2)))?;
    store.make_backup()?;
    let former = folder.path().join("former.rollcall");
    std::fs::rename(backups_folder(&path), backups_folder(&former))?;
    store.scour()?;
    assert!(!backups_folder(&former).exists());
    assert!(store.backups().is_empty());
    Ok(())
}

#[test]
fn backups_of_a_project_that_was_moved_are_taken_along_and_those_of_others_are_not() -> Outcome {
    let (folder, elsewhere) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let (path, store) = project(folder.path(), None)?;
    store.note(&operation("import_files", "Before", &on(2)))?;
    store.make_backup()?;
    drop(store);

    // A copy leaves them to the original that is still there.
    let copy = folder.path().join("copy.rollcall");
    std::fs::copy(&path, &copy)?;
    let store = Store::open(&copy)?;
    store.follow_from(std::slice::from_ref(&path))?;
    assert!(store.backups().is_empty());
    drop(store);
    std::fs::remove_file(&copy)?;

    let moved = elsewhere.path().join("shop.rollcall");
    std::fs::rename(&path, &moved)?;
    let other = Store::create(&folder.path().join("other.rollcall"), "Other", &on(9))?;
    other.follow_from(std::slice::from_ref(&path))?;
    assert!(other.backups().is_empty());
    let store = Store::open(&moved)?;
    assert!(store.backups().is_empty(), "nobody told from where");
    store.follow_from(std::slice::from_ref(&path))?;
    assert_eq!(store.backups().len(), 1);
    assert!(!backups_folder(&path).exists());
    Ok(())
}
