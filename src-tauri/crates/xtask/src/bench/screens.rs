//! How fast the screens are answered on a large project, through the api as the window asks.

use std::path::Path;

use super::bounds::{Bound, Limit, held};
use super::built;
use super::table::machine;
use crate::ask;
use crate::root::root;
use crate::step::{make_folder, must, output_of, program, say};

/// People of the estate when none are told: about a million rows.
const CUSTOMERS: &str = "155000";
/// Rows that are loaded while the screens are asked once more, when none are told.
const LOADED: &str = "300000";
/// The day the estate is looked at.
const TODAY: &str = "2026-06-15";

/// Measures the screens, and some of them again while a file is loaded (`--load ROWS`). A project that is not there is made of a sample estate, and kept.
///
/// # Errors
/// A sentence when an option is wrong, or something does not build or run.
pub(crate) fn bench(options: &[String]) -> Result<(), String> {
    ask::only(options, &["--project", "--customers", "--load", "--out"])?;
    let folder = ask::value(options, "--out")?.unwrap_or("out/bench");
    let out = root().join(folder);
    make_folder(&out)?;
    let project = match ask::value(options, "--project")? {
        Some(project) => root().join(project),
        None => out.join("screens.rollcall"),
    };
    if !project.is_file() {
        let customers = ask::value(options, "--customers")?.unwrap_or(CUSTOMERS);
        make_project(customers, &out, &project)?;
    }
    let asking = built(
        "rollcall-api",
        &["--example", "bench_screens"],
        "examples/bench_screens",
    )?;
    say("── asking");
    let load = ask::value(options, "--load")?.unwrap_or(LOADED);
    let answers = output_of(
        program(&asking.to_string_lossy(), &[])
            .arg(&project)
            .arg(load),
    )
    .ok_or("The screens could not be asked.")?;
    let text = markdown(&machine(), &answers);
    say(&format!("\n{text}"));
    let path = out.join("screens.md");
    std::fs::write(&path, text)
        .map_err(|error| format!("{} cannot be written: {error}.", path.display()))?;
    say(&format!("Written to {}.", path.display()));
    held(&bounds(&answers))
}

/// The longest a screen may take in 95 of 100 times.
const MOST_MS: f64 = 100.0;

/// A bound for each screen.
fn bounds(answers: &str) -> Vec<Bound> {
    let lines = answers.lines().filter_map(|line| {
        let mut parts = line.split('\t');
        let what = parts.next()?.to_owned();
        let measured = parts.nth(1).and_then(|p95| p95.trim().parse().ok());
        Some(Bound {
            what,
            measured,
            limit: Limit::AtMost(MOST_MS),
        })
    });
    lines.collect()
}

fn make_project(customers: &str, out: &Path, project: &Path) -> Result<(), String> {
    let estate = out.join(format!("estate-{customers}"));
    if !estate.is_dir() {
        let generator = built("rollcall-sample-estate", &[], "sample-estate")?;
        must(
            &format!("Writing an estate of {customers} people"),
            program(&generator.to_string_lossy(), &["--customers", customers])
                .arg("--out")
                .arg(&estate),
        )?;
    }
    let rollcall = built("rollcall-cli", &[], "rollcall")?;
    must(
        "Auditing it",
        program(&rollcall.to_string_lossy(), &["audit", "--today", TODAY])
            .arg(estate.join("exports"))
            .arg("--project")
            .arg(project),
    )
}

/// The table in Markdown, of what was answered.
fn markdown(machine: &str, answers: &str) -> String {
    let mut text = format!(
        "{machine}\n\n| screen | p50 ms | p95 ms | longest ms | p95 at most {MOST_MS} |\n|---|---:|---:|---:|---|\n"
    );
    for (line, bound) in answers.lines().zip(bounds(answers)) {
        let mut parts: Vec<&str> = line.split('\t').collect();
        parts.push(match bound.holds() {
            None => "not measured",
            Some(true) => "yes",
            Some(false) => "NO",
        });
        text.push_str("| ");
        text.push_str(&parts.join(" | "));
        text.push_str(" |\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{bench, bounds, held, markdown};

    #[test]
    fn a_line_a_screen() {
        let text = markdown(
            "a machine",
            "coverage\t1.0\t2.5\t3.0\nissues\t1.0\t1.0\t1.0\n",
        );
        assert!(text.contains("| coverage | 1.0 | 2.5 | 3.0 | yes |\n| issues |"));
    }

    #[test]
    fn a_screen_that_takes_too_long_fails() {
        let slow = "coverage\t1.0\t2.5\t3.0\nrows\t9.0\t100.1\t101.0\n";
        assert!(markdown("a machine", slow).contains("| rows | 9.0 | 100.1 | 101.0 | NO |"));
        assert!(held(&bounds(slow)).unwrap_err().contains("rows"));
        assert_eq!(held(&bounds("rows\t9.0\t100.0\t900.0\n")), Ok(()));
    }

    #[test]
    fn options_that_do_not_exist_are_refused() {
        assert!(bench(&["--rows".to_owned(), "3".to_owned()]).is_err());
    }
}
