//! How fast checks and lists are answered on a large project, through the api as the window asks.

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

/// Measures the checks and the counts of lists. A project that is not there is made of a made-up shop,
/// and kept.
///
/// # Errors
/// A sentence when an option is wrong, or something does not build or run.
pub(crate) fn bench(options: &[String]) -> Result<(), String> {
    ask::only(options, &["--project", "--customers", "--events", "--out"])?;
    let out = root().join(ask::value(options, "--out")?.unwrap_or("out/bench"));
    make_folder(&out)?;
    let project = match ask::value(options, "--project")? {
        Some(project) => root().join(project),
        None => out.join("checks.rollcall"),
    };
    let asking = built(
        "rollcall-api",
        &["--example", "bench_checks"],
        "examples/bench_checks",
    )?;
    if !project.is_file() {
        let customers = ask::value(options, "--customers")?.unwrap_or(CUSTOMERS);
        let events = ask::value(options, "--events")?.unwrap_or(EVENTS);
        make_project(&asking, &[customers, events], &out, &project)?;
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
        must(
            &format!("Writing {} customers and {} events", sizes[0], sizes[1]),
            program(&making.to_string_lossy(), &["make"])
                .arg(&shop)
                .args(sizes),
        )?;
    }
    let rollcall = built("rollcall-cli", &[], "rollcall")?;
    must(
        "Auditing them",
        program(&rollcall.to_string_lossy(), &["audit", "--today", TODAY])
            .arg(&shop)
            .arg("--project")
            .arg(project),
    )
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
    text
}

#[cfg(test)]
mod tests {
    use super::{bench, markdown};

    #[test]
    fn the_first_asking_is_told_apart() {
        let text = markdown("a machine", "list A\t3 of 5\t900.0\t1.0\t2.5\t3.0\n");
        assert!(text.contains("| list A | 3 of 5 | 900.0 | 1.0 | 2.5 | 3.0 |\n"));
    }

    #[test]
    fn options_that_do_not_exist_are_refused() {
        assert!(bench(&["--rows".to_owned(), "3".to_owned()]).is_err());
    }
}
