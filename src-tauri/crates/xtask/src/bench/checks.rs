//! How fast checks and lists are answered on a large project, through the api as the window asks.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::built;
use super::table::machine;
use crate::ask;
use crate::root::root;
use crate::step::{make_folder, must, output_of, program, say};

/// People and events when none are told.
const CUSTOMERS: &str = "1000000";
const EVENTS: &str = "5000000";
/// The day after the last event.
const TODAY: &str = "2026-01-15";
/// Each answer is to be there within so many milliseconds, the first one too.
const WITHIN: f64 = 2_000.0;

/// Measures the checks and the counts of lists. A project that is not there is made of a made-up shop,
/// and kept.
///
/// # Errors
/// A sentence when an option is wrong, or something does not build or run.
pub(crate) fn bench(options: &[String]) -> Result<(), String> {
    ask::only(options, &["--project", "--customers", "--events", "--out"])?;
    let out = root().join(ask::value(options, "--out")?.unwrap_or("out/bench"));
    make_folder(&out)?;
    let sizes = [
        ask::value(options, "--customers")?.unwrap_or(CUSTOMERS),
        ask::value(options, "--events")?.unwrap_or(EVENTS),
    ];
    // Of each size a project of its own: one of another size would be measured in its place.
    let project = match ask::value(options, "--project")? {
        Some(project) => root().join(project),
        None => out.join(format!("checks-{}.rollcall", sizes.join("-"))),
    };
    let asking = built(
        "rollcall-api",
        &["--example", "bench_checks"],
        "examples/bench_checks",
    )?;
    if !project.is_file() {
        make_project(&asking, &sizes, &out, &project)?;
    }
    say("── asking");
    let answers = output_of(program(&asking.to_string_lossy(), &["ask"]).arg(&project))
        .ok_or("The checks could not be asked.")?;
    let text = markdown(&machine(), &answers);
    say(&format!("\n{text}"));
    let path = out.join("checks.md");
    std::fs::write(&path, text)
        .map_err(|error| format!("{} cannot be written: {error}.", path.display()))?;
    say(&format!("Written to {}.", path.display()));
    Ok(())
}

fn make_project(
    making: &Path,
    sizes: &[&str; 2],
    out: &Path,
    project: &Path,
) -> Result<(), String> {
    let shop: PathBuf = out.join(format!("shop-{}", sizes.join("-")));
    if !shop.is_dir() {
        let unfinished = begun_anew(&shop)?;
        must(
            &format!("Writing {} customers and {} events", sizes[0], sizes[1]),
            program(&making.to_string_lossy(), &["make"])
                .arg(&unfinished)
                .args(sizes),
        )?;
        finish(&unfinished, &shop)?;
    }
    let rollcall = built("rollcall-cli", &[], "rollcall")?;
    let unfinished = begun_anew(project)?;
    must(
        "Auditing them",
        program(&rollcall.to_string_lossy(), &["audit", "--today", TODAY])
            .arg(&shop)
            .arg("--project")
            .arg(&unfinished),
    )?;
    finish(&unfinished, project)
}

/// Where something is made before it is whole, so that what was broken off is not measured. What is left there of
/// before is taken away.
fn begun_anew(whole: &Path) -> Result<PathBuf, String> {
    let name = whole.file_name().unwrap_or_default().to_string_lossy();
    let unfinished = whole.with_file_name(format!("unfinished-{name}"));
    let gone = if unfinished.is_dir() {
        std::fs::remove_dir_all(&unfinished)
    } else if unfinished.exists() {
        std::fs::remove_file(&unfinished)
    } else {
        Ok(())
    };
    gone.map_err(|error| format!("{} is in the way: {error}.", unfinished.display()))?;
    Ok(unfinished)
}

fn finish(unfinished: &Path, whole: &Path) -> Result<(), String> {
    std::fs::rename(unfinished, whole)
        .map_err(|error| format!("{} cannot be put in place: {error}.", whole.display()))
}

/// The table in Markdown, of what was answered.
fn markdown(machine: &str, answers: &str) -> String {
    let mut text = format!(
        "{machine}\n\n| question | found | first ms | p50 ms | p95 ms | longest ms |\n|---|---:|---:|---:|---:|---:|\n"
    );
    for line in answers.lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        text.push_str("| ");
        text.push_str(&parts.join(" | "));
        text.push_str(" |\n");
    }
    let late = late(answers);
    if late.is_empty() {
        text.push_str("\nEach of them was there within 2 s, the first one too.\n");
    } else {
        let _ = writeln!(text, "\nBeyond 2 s: {}.", late.join("; "));
    }
    text
}

/// The questions of which some answer was not there in time.
fn late(answers: &str) -> Vec<&str> {
    let is_late = |time: &str| time.parse::<f64>().is_ok_and(|time| time > WITHIN);
    answers
        .lines()
        .filter_map(|line| {
            let mut parts = line.split('\t');
            let name = parts.next()?;
            parts.skip(1).any(is_late).then_some(name)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{bench, late, markdown};

    #[test]
    fn the_first_asking_is_told_apart() {
        let text = markdown("a machine", "list A\t3 of 5\t900.0\t1.0\t2.5\t3.0\n");
        assert!(text.contains("| list A | 3 of 5 | 900.0 | 1.0 | 2.5 | 3.0 |\n"));
    }

    #[test]
    fn an_answer_that_was_late_once_is_told() {
        let answers = "the project\t5 customers\t–\t–\nlist A\t3\t1999.0\t1.0\nlist B\t5000\t2000.5\t1.0\nlist C\t3\t1.0\t2100.0\n";
        assert_eq!(late(answers), ["list B", "list C"]);
        assert!(markdown("a machine", answers).contains("Beyond 2 s: list B; list C.\n"));
        let text = markdown("a machine", "list A\t5000\t1.0\n");
        assert!(text.contains("Each of them was there within 2 s"));
    }

    #[test]
    fn options_that_do_not_exist_are_refused() {
        assert!(bench(&["--rows".to_owned(), "3".to_owned()]).is_err());
    }
}
