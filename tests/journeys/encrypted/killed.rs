//! The program is killed while it encrypts: the project opens as it was, or with the passphrase.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use rollcall_engine::Passphrase;
use rollcall_store::Store;
use rollcall_tests::rollcall::program;

use super::FIRST;
use crate::erased::files_with;

const KILLS: usize = 8;
const KNOWN: &str = "Grietje Dekkerstein";

fn encrypt(project: &Path, passphrase: &Path) -> Child {
    Command::new(program().expect("the command line"))
        .args(["project", "encrypt"])
        .arg(project)
        .arg("--new-passphrase-file")
        .arg(passphrase)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

/// Some megabytes, so that there is something to strike.
fn large(project: &Path) {
    let store = Store::create(project, "Shop", "2026-11-23T12:00:00Z").expect("a project");
    store
        .keep("told", Some(&KNOWN.repeat(400_000)))
        .expect("kept");
}

#[test]
fn a_kill_at_any_moment_leaves_a_project_that_opens() {
    let folder = tempfile::tempdir().expect("a folder");
    let phrase = folder.path().join("phrase");
    std::fs::write(&phrase, FIRST).expect("a file");
    let secret = Passphrase::new(FIRST.into());
    let whole = folder.path().join("whole.rollcall");
    large(&whole);
    let begun = Instant::now();
    assert!(encrypt(&whole, &phrase).wait().expect("it ends").success());
    let lasts = begun.elapsed();

    let seed = fastrand::u64(..);
    let mut draw = fastrand::Rng::with_seed(seed);
    for number in 1..=KILLS {
        let after = lasts.mul_f64(draw.f64());
        let told = format!("seed {seed}, kill {number}, after {} ms", after.as_millis());
        let place = folder.path().join(number.to_string());
        std::fs::create_dir(&place).expect("a folder");
        let project = place.join("shop.rollcall");
        large(&project);
        let mut child = encrypt(&project, &phrase);
        std::thread::sleep(after);
        child.kill().expect("it is killed");
        child.wait().expect("it ends");

        let is_encrypted = Store::needs_passphrase(&project);
        let opened = Store::open_with(&project, is_encrypted.then_some(&secret));
        let store = opened.unwrap_or_else(|error| panic!("{told}: {error}"));
        let kept = store.kept("told").expect("a fact").unwrap_or_default();
        assert_eq!(kept.len(), KNOWN.len() * 400_000, "{told}");
        assert!(store.verify().expect("a look").sound, "{told}");
        drop(store);
        let left: Vec<_> = std::fs::read_dir(&place)
            .expect("the folder")
            .map(|one| one.expect("a file").file_name())
            .collect();
        assert_eq!(left, ["shop.rollcall"], "{told}: a project is one file");
        assert_eq!(files_with(&place, KNOWN).is_empty(), is_encrypted, "{told}");
        std::fs::remove_dir_all(&place).expect("taken away");
    }
}
