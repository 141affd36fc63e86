//! Measuring: the linkage engine and the loading beside others, on the same records in one run; the
//! screens, checks and lists on a large project; what is handed over with the engines it is for.

mod bounds;
mod checks;
mod handover;
mod intake;
mod loaders;
mod measured;
mod rivals;
mod screens;
mod table;

use std::path::{Path, PathBuf};

use crate::ask;
use crate::root::{root, target};
use crate::step::{cargo, make_folder, must, output_of, program, say};
use measured::{Measured, measure};
use rivals::Rival;
use table::{Row, machine, markdown};

/// Records when no number is given; a minute is enough for them.
const FEW: &str = "10000";

/// What to measure.
struct Plan {
    /// Numbers of records on which all are measured.
    records: Vec<u64>,
    /// Numbers of records on which ours alone is measured.
    growth: Vec<u64>,
    /// The virtual environment in which the others are, if there is one.
    environment: Option<PathBuf>,
    out: PathBuf,
}

/// Measures the linkage engine, the loading, the screens, or checks and lists.
///
/// # Errors
/// A sentence when an option is wrong, or ours does not build or run. Another that does not run is
/// told and left out.
pub(crate) fn bench(arguments: &[String]) -> Result<(), String> {
    let options = match arguments.split_first() {
        Some((what, options)) if what == "linkage" => options,
        Some((what, options)) if what == "intake" => return intake::bench(options),
        Some((what, options)) if what == "screens" => return screens::bench(options),
        Some((what, options)) if what == "checks" => return checks::bench(options),
        Some((what, options)) if what == "handover" => return handover::bench(options),
        _ => {
            return Err(
                "What shall be measured? There are `linkage`, `intake`, `screens`, `checks` and `handover`."
                    .into(),
            );
        }
    };
    let plan = plan(options)?;
    let ours = built_table()?;
    let rivals = match &plan.environment {
        Some(environment) => rivals::ready(environment),
        None => Vec::new(),
    };
    if rivals.is_empty() {
        say(
            "\nNOT MEASURED: Splink and custmatch. Give a folder for their virtual environment \
             with --rivals FOLDER; they are installed there by pip. Ours is measured alone.\n",
        );
    }
    let mut rows = Vec::new();
    for &records in &plan.records {
        rows.extend(one_size(&ours, &rivals, records, &plan.out)?);
    }
    for &records in &plan.growth {
        rows.extend(one_size(&ours, &[], records, &plan.out)?);
    }
    let text = markdown(&machine(), &rivals::versions(&rivals), &rows);
    say(&format!("\n{text}"));
    let path = plan.out.join("linkage.md");
    std::fs::write(&path, text)
        .map_err(|error| format!("{} cannot be written: {error}.", path.display()))?;
    say(&format!("Written to {}.", path.display()));
    Ok(())
}

fn plan(options: &[String]) -> Result<Plan, String> {
    ask::only(options, &["--records", "--grow", "--rivals", "--out"])?;
    let folder = |flag, otherwise: Option<&str>| -> Result<Option<PathBuf>, String> {
        let given = ask::value(options, flag)?.or(otherwise);
        Ok(given.map(|folder| root().join(folder)))
    };
    Ok(Plan {
        records: numbers(ask::value(options, "--records")?.unwrap_or(FEW))?,
        growth: numbers(ask::value(options, "--grow")?.unwrap_or(""))?,
        environment: folder("--rivals", None)?,
        out: folder("--out", Some("out/bench"))?.unwrap_or_default(),
    })
}

/// Numbers with commas between them.
fn numbers(text: &str) -> Result<Vec<u64>, String> {
    let parts = text.split(',').filter(|part| !part.is_empty());
    parts
        .map(|part| match part.parse() {
            Ok(number) if number > 0 => Ok(number),
            _ => Err(format!("\"{part}\" is not a number of records.")),
        })
        .collect()
}

/// Builds a program, optimised.
fn built(package: &str, what: &[&str], name: &str) -> Result<PathBuf, String> {
    let mut build = cargo(&["build", "--quiet", "--release", "--package", package]);
    must(&format!("Building {package}, optimised"), build.args(what))?;
    Ok(target()
        .join("release")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// Builds the program that makes the records, links and scores them.
fn built_table() -> Result<PathBuf, String> {
    must(
        "Building the linkage engine, optimised",
        &mut cargo(&[
            "build",
            "--quiet",
            "--release",
            "--package",
            "rollcall-linkage",
            "--example",
            "bench_table",
        ]),
    )?;
    let name = format!("bench_table{}", std::env::consts::EXE_SUFFIX);
    Ok(target().join("release").join("examples").join(name))
}

/// Makes so many records and measures everybody on them.
fn one_size(ours: &Path, rivals: &[Rival], records: u64, out: &Path) -> Result<Vec<Row>, String> {
    let folder = out.join(records.to_string());
    make_folder(&folder)?;
    let tool = |task: &str| {
        let mut command = program(&ours.to_string_lossy(), &[task]);
        command.arg(&folder);
        command
    };
    must(
        &format!("Making {records} records"),
        tool("make").args(["--records", &records.to_string()]),
    )?;
    let row = |name: &str, measured: Measured| -> Row {
        let scores = output_of(tool("score").arg(name)).unwrap_or_default();
        Row::new(records, name, measured, &scores)
    };
    say(&format!("── ours on {records} records"));
    let measured = measure(&mut tool("link"));
    if !measured.success {
        return Err(format!("Ours did not end well on {records} records."));
    }
    let mut rows = vec![row("ours", measured)];
    say(&table::line(&rows[0]));
    for rival in rivals {
        let name = rival.name;
        if let Some(mut prepare) = rival.prepare(&folder) {
            must(
                &format!("Preparing {name} on {records} records"),
                &mut prepare,
            )
            .unwrap_or_else(|complaint| say(&complaint));
        }
        say(&format!("── {name} on {records} records"));
        let measured = measure(&mut rival.link(&folder));
        if measured.success {
            let row = row(name, measured);
            say(&table::line(&row));
            rows.push(row);
        } else {
            say(&format!(
                "NOT MEASURED: {name} failed on {records} records."
            ));
            rows.push(Row::failed(records, name));
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::{bench, numbers, plan};

    #[test]
    fn sizes_are_numbers_with_commas_between() {
        assert_eq!(numbers("10000,1000000").unwrap(), [10_000, 1_000_000]);
        assert_eq!(numbers("").unwrap(), [0_u64; 0]);
        assert!(numbers("10k").unwrap_err().contains("10k"));
        assert!(numbers("0").is_err());
    }

    #[test]
    fn options_that_do_not_exist_are_refused() {
        let plan_of = |given: &[&str]| {
            let given: Vec<String> = given.iter().map(ToString::to_string).collect();
            plan(&given)
        };
        assert_eq!(plan_of(&[]).unwrap().records, [10_000]);
        assert!(plan_of(&["--size", "3"]).is_err());
        assert!(bench(&[]).is_err());
    }
}
