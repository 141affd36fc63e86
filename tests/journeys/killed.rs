//! The program is killed, whatever it is doing: the project opens, and the work can go on.

mod crowd;
mod jobs;
mod seen;

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rollcall_tests::checkout::root;
use rollcall_tests::rollcall::{program, rollcall};

/// How often it is killed.
const KILLS: usize = 10;

/// Every so many kills the same audit is asked for again on the same project.
const GO_ON_AFTER: usize = 4;

fn start_audit(project: &Path, out: &Path) -> Child {
    let exports = root().join("sample-data/exports");
    start(&[
        "audit".as_ref(),
        exports.as_os_str(),
        "--project".as_ref(),
        project.as_os_str(),
        "--out".as_ref(),
        out.as_os_str(),
        "--today".as_ref(),
        "2026-11-23".as_ref(),
    ])
}

/// The command line at work, to be killed.
fn start<I: AsRef<OsStr>>(arguments: &[I]) -> Child {
    Command::new(program().expect("the command line"))
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

/// The seed of the moments: `ROLLCALL_KILL_SEED` to see a failure again, or a new one each time.
fn seed() -> u64 {
    std::env::var("ROLLCALL_KILL_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or_else(|| fastrand::u64(..))
}

fn rows_of(table: &Path) -> usize {
    csv::Reader::from_path(table)
        .expect("the table")
        .into_records()
        .collect::<Result<Vec<_>, _>>()
        .expect("rows")
        .len()
}

/// The moments are random, over the whole of a load and of a linkage run: a whole audit is timed
/// first, so that a slow machine is struck as evenly as a fast one, and anew where one ended before it was struck.
#[test]
fn a_kill_at_any_moment_leaves_a_project_that_opens_and_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = folder.path().join("whole");
    let begun = Instant::now();
    let ended = start_audit(&folder.path().join("whole.rollcall"), &whole).wait();
    assert!(ended.expect("it ends").success());
    let mut lasts = begun.elapsed();
    assert!(lasts > Duration::from_millis(200), "too short to be struck");

    let seed = seed();
    eprintln!("ROLLCALL_KILL_SEED={seed}");
    let mut draw = fastrand::Rng::with_seed(seed);
    let mut struck = 0;
    for number in 1..=KILLS {
        let after = lasts.mul_f64(draw.f64());
        let told = format!("seed {seed}, kill {number}, after {} ms", after.as_millis());
        let project = folder.path().join(format!("{number}.rollcall"));
        let out = folder.path().join(number.to_string());
        let mut child = start_audit(&project, &out);
        std::thread::sleep(after);
        child.kill().expect("it is killed");
        let ended = child.wait().expect("it ends");
        if ended.success() {
            // The machine has become faster since: the whole lasts less than that now.
            lasts = after;
        } else {
            struck += 1;
        }

        if project.exists() {
            let verified = rollcall(["project".as_ref(), "verify".as_ref(), project.as_os_str()])
                .expect("the command line");
            assert!(verified.success, "{told}: {}", verified.complaints);
        }
        if number % GO_ON_AFTER == 0 {
            let ended = start_audit(&project, &out).wait().expect("it ends");
            assert!(ended.success(), "{told}: the audit does not go on");
            for table in ["customers.csv", "crosswalk.csv", "coverage.csv"] {
                assert_eq!(
                    rows_of(&out.join(table)),
                    rows_of(&whole.join(table)),
                    "{told}: {table}"
                );
            }
        }
        let _ = std::fs::remove_file(&project);
    }
    assert!(struck >= KILLS / 2, "only {struck} of {KILLS} were in time");
}

/// What a program that was killed had unpacked goes when a project is opened; what others have there stays.
#[test]
fn what_was_unpacked_by_a_program_that_is_gone_is_swept_away() {
    let folder = tempfile::tempdir().expect("a folder");
    let named = |prefix: &str| {
        let place = tempfile::Builder::new().prefix(prefix).tempdir();
        let place = place.expect("a folder").keep();
        std::fs::write(place.join("lock"), "").expect("a lock");
        std::fs::write(place.join("member"), "Ottilie").expect("a member");
        place
    };
    let (left, others) = (named("rollcall-at-work-"), named("somebody-else-"));
    crate::estate::engine()
        .create_project(rollcall_engine::view::CreateProject {
            path: folder.path().join("p.rollcall").display().to_string(),
            name: "One".into(),
        })
        .expect("a project");
    assert!(!left.exists(), "{}", left.display());
    assert!(others.join("member").exists());
    std::fs::remove_dir_all(others).expect("tidied up");
}
