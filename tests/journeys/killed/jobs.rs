//! Every kind of job is killed at random moments: what it leaves is the project of before or that of after, and the
//! work goes on to the same end.
//!
//! `ROLLCALL_KILLS=100` kills so often, `ROLLCALL_KILL_SEED` at the same moments again.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rollcall_tests::rollcall::rollcall;
use serde_json::{Value, json};

use super::crowd::{Crowd, mail_of_one, shop};
use super::seen::{Seen, seen};
use super::{seed, start};
use crate::erased::files_with;
use crate::older::unpacked;

/// The passphrase a project has, and the one it gets.
const PHRASES: [&str; 2] = ["heron-teapot-ladder-1954", "quartz violin bicycle"];

/// What the program is killed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Job {
    Load,
    Link,
    Agree,
    Deliver,
    Erase,
    Purge,
    HandOver,
    ChangePassphrase,
    BringUpToDate,
}

const JOBS: [Job; 9] = [
    Job::Load,
    Job::Link,
    Job::Agree,
    Job::Deliver,
    Job::Erase,
    Job::Purge,
    Job::HandOver,
    Job::ChangePassphrase,
    Job::BringUpToDate,
];

/// A folder with a project at the beginning of a job.
struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn new(job: Job, crowd: &Crowd) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let bench = Self { folder };
        for name in ["project", "exports", "written"] {
            std::fs::create_dir(bench.at(name)).expect("a folder");
        }
        std::fs::write(bench.at("exports/shop_customers.csv"), shop(1)).expect("a file");
        for (name, phrase) in ["has", "gets"].iter().zip(PHRASES) {
            std::fs::write(bench.at(name), phrase).expect("a file");
        }
        let bytes = match job {
            Job::Link => &crowd.loaded,
            Job::Agree => &crowd.reruled,
            Job::ChangePassphrase => &crowd.locked,
            Job::BringUpToDate => {
                let older = unpacked(&bench.at("exports"));
                std::fs::rename(older, bench.project()).expect("the older project");
                return bench;
            }
            _ => &crowd.found,
        };
        std::fs::write(bench.project(), bytes).expect("the project");
        bench
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn project(&self) -> PathBuf {
        self.at("project/shop.rollcall")
    }

    fn seen(&self, told: &str) -> Seen {
        seen(&self.project(), &PHRASES, told)
    }

    /// What is written after `rollcall` for a job.
    fn arguments(&self, job: Job, crowd: &Crowd) -> Vec<OsString> {
        let (command, request) = match job {
            Job::ChangePassphrase => {
                let mut words = arguments(&["project", "change-passphrase"]);
                words.push(self.project().into());
                words.push("--passphrase-file".into());
                words.push(self.at("has").into());
                words.push("--new-passphrase-file".into());
                words.push(self.at("gets").into());
                return words;
            }
            Job::BringUpToDate => {
                let mut words = arguments(&["project", "info"]);
                words.push(self.project().into());
                return words;
            }
            Job::Load => {
                let file = self.at("exports/shop_customers.csv");
                ("import_files", json!({ "paths": [file] }))
            }
            Job::Link | Job::Agree => ("run_audit", json!({})),
            Job::Deliver => (
                "deliver_list",
                json!({
                    "list": "saved:1", "destination": "plain_csv", "path": self.at("written/list.csv"),
                    "left_out_file": true,
                }),
            ),
            Job::Erase => (
                "erase_person",
                json!({ "customer": crowd.customer, "reason": "request 38" }),
            ),
            Job::Purge => {
                let (source, rows) = &crowd.past;
                (
                    "purge_source",
                    json!({ "source": source, "rows": rows, "reason": "over" }),
                )
            }
            Job::HandOver => (
                "hand_over",
                json!({ "folder": self.at("written/given"), "replace": true }),
            ),
        };
        self.call(command, &request, None)
    }

    fn call(&self, command: &str, request: &Value, phrase: Option<usize>) -> Vec<OsString> {
        let mut words = arguments(&["call", command, &request.to_string(), "--project"]);
        words.push(self.project().into());
        if let Some(phrase) = phrase {
            words.push("--passphrase-file".into());
            words.push(self.at(["has", "gets"][phrase]).into());
        }
        words
    }

    /// Works out who is who, as far as anything changed.
    fn audits(&self, phrase: Option<usize>, told: &str) {
        runs(&self.call("run_audit", &json!({}), phrase), told);
    }

    /// The files that were written, by name, with what is in those that are the same each time.
    fn written(&self) -> BTreeSet<(String, Option<Vec<u8>>)> {
        let mut found = BTreeSet::new();
        for folder in [self.at("written"), self.at("written/given")] {
            let Ok(entries) = std::fs::read_dir(&folder) else {
                continue;
            };
            for entry in entries {
                let path = entry.expect("a file").path();
                let name = path.strip_prefix(self.folder.path()).expect("a name");
                let is_list = path.extension().is_some_and(|ending| ending == "csv");
                let bytes = is_list.then(|| std::fs::read(&path).expect("the list"));
                found.insert((name.display().to_string(), bytes));
            }
        }
        found
    }
}

fn arguments(words: &[&str]) -> Vec<OsString> {
    words.iter().map(OsString::from).collect()
}

fn runs(arguments: &[OsString], told: &str) {
    let said = rollcall(arguments).expect("the command line");
    assert!(said.success, "{told}: {}", said.complaints);
}

/// What a job makes of a project when nothing comes between.
struct Whole {
    job: Job,
    lasts: Duration,
    before: Seen,
    after: Seen,
    /// Once who is who is worked out besides.
    end: Seen,
    written: BTreeSet<(String, Option<Vec<u8>>)>,
}

impl Whole {
    fn of(job: Job, crowd: &Crowd) -> Self {
        let told = format!("{job:?}, undisturbed");
        let before = Bench::new(job, crowd).seen(&told);
        let bench = Bench::new(job, crowd);
        let begun = Instant::now();
        runs(&bench.arguments(job, crowd), &told);
        let lasts = begun.elapsed();
        let after = bench.seen(&told);
        let written = bench.written();
        bench.audits(after.passphrase, &told);
        Self {
            job,
            lasts,
            before,
            after,
            end: bench.seen(&told),
            written,
        }
    }

    /// Kills the job once; gives whether that was before its end.
    fn is_struck(&self, crowd: &Crowd, after: Duration, told: &str) -> bool {
        let bench = Bench::new(self.job, crowd);
        let mut child = start(&bench.arguments(self.job, crowd));
        std::thread::sleep(after);
        child.kill().expect("it is killed");
        let ended = child.wait().expect("it ends");
        let left = bench.seen(told);
        self.assert_is_before_or_after(&left, told);
        self.assert_files_are_whole(&bench, told);
        let is_before = left.kept == self.before.kept && left.passphrase == self.before.passphrase;
        if self.job == Job::Erase && !is_before {
            assert_is_gone(&bench, told);
        }

        if is_before {
            runs(&bench.arguments(self.job, crowd), told);
            let names = |of: &BTreeSet<(String, Option<Vec<u8>>)>| -> BTreeSet<String> {
                of.iter().map(|(name, _)| name.clone()).collect()
            };
            assert!(
                names(&bench.written()).is_superset(&names(&self.written)),
                "{told}: {:?}",
                names(&bench.written())
            );
        }
        bench.audits(self.after.passphrase, told);
        assert_eq!(
            bench.seen(told),
            self.end,
            "{told}: it goes on to the same end"
        );
        if self.job == Job::HandOver {
            let figures = std::fs::read_to_string(bench.at("written/given/handover.json"));
            let figures = figures.expect("the figures");
            assert!(!figures.contains("was not finished"), "{told}");
        }
        if self.job == Job::Erase {
            assert_is_gone(&bench, told);
        }
        if self.job == Job::BringUpToDate {
            self.assert_copy_is_whole(&bench, told);
        }
        !ended.success()
    }

    fn assert_is_before_or_after(&self, left: &Seen, told: &str) {
        let stands = |of: &Seen| (of.kept.clone(), of.passphrase);
        let is_whole = [&self.before, &self.after].map(|one| stands(one) == stands(left));
        assert!(is_whole.contains(&true), "{told}: {left:#?}");
        let is_known = left.people == self.before.people || left.people == self.after.people;
        // Rows that went for good take what was made of them along; people are found anew, and that is told.
        assert!(
            is_known || left.out_of_date.is_some(),
            "{told}: {:#?}",
            left.people
        );
    }

    /// A list under its name is the whole list.
    fn assert_files_are_whole(&self, bench: &Bench, told: &str) {
        for (name, bytes) in bench.written() {
            let is_whole = bytes.is_none() || self.written.contains(&(name.clone(), bytes));
            assert!(is_whole, "{told}: a part of {name}");
        }
    }

    /// The copy that was made before the format changed can be taken instead.
    fn assert_copy_is_whole(&self, bench: &Bench, told: &str) {
        let copy = bench.at("project/shop.rollcall.backup");
        let restored = bench.at("exports/restored.rollcall");
        std::fs::copy(copy, &restored).expect("a copy of before");
        assert_eq!(seen(&restored, &[], told), self.before, "{told}: restored");
    }
}

fn assert_is_gone(bench: &Bench, told: &str) {
    let files = files_with(&bench.at("project"), &mail_of_one());
    assert_eq!(files, [""; 0], "{told}: still in the file");
}

/// How often it is killed: each kind of job once, unless somebody wants more.
fn kills() -> usize {
    let wanted = std::env::var("ROLLCALL_KILLS").ok();
    wanted.map_or(JOBS.len(), |kills| kills.parse().expect("a number"))
}

#[test]
fn a_kill_at_any_moment_of_any_job_leaves_what_was_or_what_is_to_be() {
    let folder = tempfile::tempdir().expect("a folder");
    let crowd = Crowd::new(folder.path(), PHRASES[0]);
    let seed = seed();
    eprintln!("ROLLCALL_KILL_SEED={seed}");
    let mut draw = fastrand::Rng::with_seed(seed);
    let kills = kills();
    let (mut done, mut struck) = (0, 0);
    for (at, job) in JOBS.into_iter().enumerate() {
        let own = (kills + JOBS.len() - 1 - at) / JOBS.len();
        if own == 0 {
            continue;
        }
        let whole = Whole::of(job, &crowd);
        for number in 1..=own {
            let after = whole.lasts.mul_f64(draw.f64());
            let told = format!(
                "seed {seed}, {job:?}, kill {number}, after {} of {} ms",
                after.as_millis(),
                whole.lasts.as_millis()
            );
            struck += usize::from(whole.is_struck(&crowd, after, &told));
            done += 1;
        }
    }
    assert_eq!(done, kills);
    assert!(struck >= done / 3, "only {struck} of {done} were in time");
}
