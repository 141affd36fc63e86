//! Whether what is handed over gives the same there: Splink on `DuckDB` and on Spark run the scripts unchanged.

use std::path::{Path, PathBuf};

use super::built;
use super::table::machine;
use crate::ask;
use crate::root::root;
use crate::step::{make_folder, must, output_of, program, say};

/// Day of the audits, so that the same is handed over again.
const TODAY: &str = "2026-11-30";

/// Audits exports, hands the projects over and runs the scripts in a virtual environment that has Splink 4, `DuckDB`
/// and pyspark. The sample estate unless folders are told.
///
/// # Errors
/// A sentence when an option is wrong, the environment is not told, or something does not build or run.
pub(crate) fn bench(options: &[String]) -> Result<(), String> {
    ask::only(options, &["--rivals", "--exports", "--engines", "--out"])?;
    let environment = ask::value(options, "--rivals")?.ok_or(
        "Give the virtual environment with --rivals FOLDER: pip install \"splink<5\" duckdb pyspark.",
    )?;
    let python = root().join(environment).join("bin/python");
    let out = root().join(ask::value(options, "--out")?.unwrap_or("out/bench/handover"));
    let rollcall = built("rollcall-cli", &[], "rollcall")?;
    let exports = ask::value(options, "--exports")?.unwrap_or("sample-data/exports");
    let engines = ask::value(options, "--engines")?.unwrap_or("duckdb,spark");
    let mut text = format!("{}\n", machine());
    for folder in exports.split(',') {
        let folder = root().join(folder);
        let given = hand_over(&rollcall, &folder, &out)?;
        for engine in engines.split(',') {
            let script = given.join(format!("link_{engine}.py"));
            say(&format!("── {engine} on {}", folder.display()));
            let told = output_of(program(&python.to_string_lossy(), &[]).arg(&script))
                .ok_or_else(|| format!("{} did not end well.", script.display()))?;
            let found = told.lines().last().unwrap_or_default();
            say(found);
            text.extend(["\n", &folder.display().to_string(), " ", found, "\n"]);
        }
    }
    let path = out.join("handover.md");
    std::fs::write(&path, text)
        .map_err(|error| format!("{} cannot be written: {error}.", path.display()))?;
    say(&format!("Written to {}.", path.display()));
    Ok(())
}

/// Audits a folder of exports into a project and hands it over; gives the folder of that.
fn hand_over(rollcall: &Path, exports: &Path, out: &Path) -> Result<PathBuf, String> {
    let name = exports.to_string_lossy().replace(['/', '\\', '.'], "_");
    let folder = out.join(name.trim_matches('_'));
    make_folder(&folder)?;
    let project = folder.join("project.rollcall");
    let given = folder.join("given");
    if !project.is_file() {
        must(
            "Auditing",
            program(&rollcall.to_string_lossy(), &["audit", "--today", TODAY])
                .arg(exports)
                .arg("--project")
                .arg(&project),
        )?;
    }
    must(
        "Handing over",
        program(&rollcall.to_string_lossy(), &["handover"])
            .arg(&project)
            .arg("--out")
            .arg(&given)
            // That of the time before.
            .arg("--replace"),
    )?;
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::bench;

    #[test]
    fn the_environment_has_to_be_told() {
        assert!(bench(&[]).unwrap_err().contains("--rivals"));
        assert!(bench(&["--rows".to_owned(), "3".to_owned()]).is_err());
    }
}
