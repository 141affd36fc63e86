//! How fast the screens are answered on a large project, through the api as the window asks.

use std::path::Path;

use super::built;
use super::table::machine;
use crate::ask;
use crate::root::root;
use crate::step::{make_folder, must, output_of, program, say};

/// People of the estate when none are told: about a million rows.
const CUSTOMERS: &str = "155000";
/// The day the estate is looked at.
const TODAY: &str = "2026-06-15";

/// Measures the screens. A project that is not there is made of a sample estate, and kept.
///
/// # Errors
/// A sentence when an option is wrong, or something does not build or run.
pub(crate) fn bench(options: &[String]) -> Result<(), String> {
    ask::only(options, &["--project", "--customers", "--out"])?;
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
    let answers = output_of(program(&asking.to_string_lossy(), &[]).arg(&project))
        .ok_or("The screens could not be asked.")?;
    let text = markdown(&machine(), &answers);
    say(&format!("\n{text}"));
    let path = out.join("screens.md");
    std::fs::write(&path, text)
        .map_err(|error| format!("{} cannot be written: {error}.", path.display()))?;
    say(&format!("Written to {}.", path.display()));
    Ok(())
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
    let mut text =
        format!("{machine}\n\n| screen | p50 ms | p95 ms | longest ms |\n|---|---:|---:|---:|\n");
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
    fn a_line_a_screen() {
        let text = markdown(
            "a machine",
            "coverage\t1.0\t2.5\t3.0\nissues\t1.0\t1.0\t1.0\n",
        );
        assert!(text.contains("| coverage | 1.0 | 2.5 | 3.0 |\n| issues |"));
    }

    #[test]
    fn options_that_do_not_exist_are_refused() {
        assert!(bench(&["--rows".to_owned(), "3".to_owned()]).is_err());
    }
}
