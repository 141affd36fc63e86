//! Every check and test, in the order that tells soonest. Ends with one line that counts them.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::root::{built, root};
use crate::step::{cargo, npm, program, say, watch};
use crate::tally::{self, Tally};
use crate::{ask, generate, licences, setup};

/// The longest a step may take, in minutes, on a machine with nothing built.
const LIMIT: u64 = 40;
/// Everything. Built in one go, a crate and what it depends on have the same features wherever they are
/// used, so nothing is compiled twice.
const WHOLE: &[&str] = &["--workspace"];
/// Everything but the window's program, which needs the system's web view to build.
const CORE: &[&str] = &["--workspace", "--exclude", "rollcall-desktop"];
const PARTS: [&str; 4] = ["core", "ui", "browser", "window"];

struct Report {
    tally: Tally,
    lines: Vec<String>,
}

/// Runs all checks, or those of one part.
///
/// # Errors
/// When anything failed; the report has been said by then.
pub(crate) fn test(arguments: &[String]) -> Result<(), String> {
    ask::only(arguments, &["--only"])?;
    let only = ask::value(arguments, "--only")?;
    if let Some(part) = only.filter(|part| !PARTS.contains(part)) {
        return Err(format!(
            "There is no part \"{part}\": it is one of {}.",
            PARTS.join(", ")
        ));
    }
    let wanted = |part| only.is_none_or(|only| only == part);

    let mut report = Report {
        tally: Tally::default(),
        lines: Vec::new(),
    };
    report.task("tools", setup::rust);
    if wanted("core") {
        report.check("formatting", &mut cargo(&["fmt", "--all", "--check"]));
    }
    if PARTS[1..].iter().any(|part| wanted(part)) {
        page(&mut report, wanted("ui"));
    }
    if wanted("browser") || wanted("window") {
        report.task("system packages", || setup::packages(setup::Needs::Tests));
        report.task("npm packages of the tests", || setup::node_modules("tests"));
    }
    match only {
        None => rust(&mut report, WHOLE),
        Some("core") => rust(&mut report, CORE),
        Some("browser") => report.check(
            "build",
            &mut cargo(&["build", "--package", "rollcall-devserver"]),
        ),
        Some("window") => window(&mut report),
        Some(_) => {}
    }
    if wanted("browser") || wanted("window") {
        report.task("sample estate", generate::sample_data_if_missing);
    }
    if wanted("browser") {
        journeys(
            &mut report,
            "browser",
            "ROLLCALL_DEVSERVER",
            "rollcall-devserver",
        );
    }
    if wanted("window") {
        journeys(&mut report, "window", "ROLLCALL_WINDOW", "rollcall-desktop");
    }
    report.end()
}

/// What is written in Rust, or all of it but the window.
fn rust(report: &mut Report, packages: &[&str]) {
    let with = |before: &[&str], after: &[&str]| cargo(&[before, packages, after].concat());
    // Programs and tests in one call: the same features, so nothing is compiled twice. Before clippy, which
    // would wait for SQLite's compiler with nothing else to do.
    report.check(
        "build",
        &mut with(&["build"], &["--bins", "--lib", "--tests"]),
    );
    report.check(
        "clippy",
        &mut with(&["clippy"], &["--all-targets", "--", "-D", "warnings"]),
    );
    report.task("bindings", generate::check_bindings);
    report.tests("cargo test", &mut with(&["test", "--no-fail-fast"], &[]));
    let mut docs = with(&["doc", "--no-deps"], &[]);
    report.check("documentation", docs.env("RUSTDOCFLAGS", "-D warnings"));
}

/// The window's program and its own tests.
fn window(report: &mut Report) {
    report.task("window: build", setup::program_of_the_window);
    let own = ["test", "--workspace", "--bin", "rollcall-desktop"];
    report.tests("window: cargo test", &mut cargo(&own));
}

fn page(report: &mut Report, checked: bool) {
    report.task("npm packages of the page", || setup::node_modules("ui"));
    if checked {
        report.check("page: types", &mut npm("ui", &["run", "--silent", "check"]));
        report.check("page: rules", &mut npm("ui", &["run", "--silent", "lint"]));
        report.tests("page: tests", &mut npm("ui", &["run", "--silent", "test"]));
    }
    report.task("licences", licences::write);
    report.check("page: build", &mut npm("ui", &["run", "--silent", "build"]));
}

/// Journeys through a program that has been built, in a browser or in the real window.
fn journeys(report: &mut Report, place: &str, variable: &str, program: &str) {
    let mut journeys = node_tests(&format!("tests/{place}"));
    report.tests(
        &format!("{place} journeys"),
        journeys.env(variable, built(program)),
    );
}

/// Node on every test file of a folder, one after the other: they share two cores with what they
/// drive.
fn node_tests(folder: &str) -> Command {
    let mut files: Vec<String> = std::fs::read_dir(root().join(folder))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| format!("{folder}/{}", entry.file_name().to_string_lossy()))
        .filter(|path| path.ends_with(".test.mjs"))
        .collect();
    files.sort();
    let mut node = program(
        "node",
        &[
            "--test",
            "--test-timeout=900000",
            "--test-concurrency=1",
            "--test-reporter=spec",
        ],
    );
    node.args(files);
    node
}

impl Report {
    /// A program that succeeds or fails as a whole.
    fn check(&mut self, name: &str, command: &mut Command) {
        say(&format!("\n══ {name}"));
        let ended = watch(plain(command), Duration::from_secs(LIMIT * 60));
        self.add(name, Tally::one(ended.success), ended.took);
    }

    /// A program that counts its tests.
    fn tests(&mut self, name: &str, command: &mut Command) {
        say(&format!("\n══ {name}"));
        let ended = watch(plain(command), Duration::from_secs(LIMIT * 60));
        self.add(name, tally::read(&ended.output, ended.success), ended.took);
    }

    /// Something done here.
    fn task(&mut self, name: &str, task: impl FnOnce() -> Result<(), String>) {
        say(&format!("\n══ {name}"));
        let begun = Instant::now();
        let outcome = task();
        if let Err(complaint) = &outcome {
            say(complaint);
        }
        self.add(name, Tally::one(outcome.is_ok()), begun.elapsed());
    }

    fn add(&mut self, name: &str, tally: Tally, took: Duration) {
        let mark = if tally.failed == 0 {
            "ok    "
        } else {
            "FAILED"
        };
        let not_run = match tally.not_run {
            0 => String::new(),
            some => format!("  {some} NOT RUN HERE"),
        };
        let line = format!(
            "{mark} {name:<28} {:>5} passed {:>3} failed {:>7.1} s{not_run}",
            tally.passed,
            tally.failed,
            took.as_secs_f64()
        );
        say(&line);
        self.lines.push(line);
        self.tally = self.tally.and(tally);
    }

    fn end(self) -> Result<(), String> {
        say("\n══ all steps");
        self.lines.iter().for_each(|line| say(line));
        say(&self.tally.in_words());
        if self.tally.failed == 0 {
            Ok(())
        } else {
            Err(String::new())
        }
    }
}

/// Without colours, which would stand between the numbers.
fn plain(command: &mut Command) -> &mut Command {
    command
        .env("NO_COLOR", "1")
        .env("CARGO_TERM_COLOR", "never")
        .env("FORCE_COLOR", "0")
}
