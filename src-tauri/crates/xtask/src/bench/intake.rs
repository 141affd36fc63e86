//! Loading made-up exports beside others: processor seconds and memory of whole programs.

use std::path::{Path, PathBuf};

use super::bounds::{self, Bound, Limit};
use super::loaders::{self, File, Loader};
use super::measured::{Measured, measure};
use super::table::machine;
use crate::ask;
use crate::root::{root, target};
use crate::step::{cargo, make_folder, must, program, say};

/// Runs of each program when no number is given; the one with the fewest processor seconds counts,
/// for all alike, since other work on the machine only ever adds.
const RUNS: u64 = 3;

/// What to measure.
struct Plan {
    rows: u64,
    /// Rows of a CSV file that ours alone loads.
    growth: u64,
    sheet_rows: u64,
    runs: u64,
    environment: Option<PathBuf>,
    out: PathBuf,
}

/// One program on one file.
struct Row {
    file: String,
    name: String,
    measured: Option<Measured>,
}

/// Measures the loading.
///
/// # Errors
/// A sentence when an option is wrong, or ours does not build or run. Another that does not run is
/// told and left out.
pub(crate) fn bench(options: &[String]) -> Result<(), String> {
    let plan = plan(options)?;
    make_folder(&plan.out)?;
    let ours = built()?;
    let others = loaders::ready(plan.environment.as_deref());
    let mut rows = Vec::new();
    for (kind, count, alone) in [
        (File::Csv, plan.rows, false),
        (File::Workbook, plan.sheet_rows, false),
        (File::Csv, plan.growth, true),
    ] {
        if count == 0 {
            continue;
        }
        let others: Vec<&Loader> = others
            .iter()
            .filter(|one| !alone && one.file == kind)
            .collect();
        let tasks = match kind {
            File::Csv if !alone => &TASKS[..],
            _ => &TASKS[..2],
        };
        let file = made(&ours, kind, count, &plan.out)?;
        measure_ours(&ours, tasks, &file, plan.runs, &mut rows)?;
        measure_others(&others, &file, plan.runs, &mut rows);
    }
    let bounds = bounds_of(&plan, &rows);
    let measured = markdown(&machine(), &loaders::versions(&others), &rows);
    let text = format!("{measured}\n{}", bounds::markdown(&bounds));
    say(&format!("\n{text}"));
    let path = plan.out.join("intake.md");
    std::fs::write(&path, text)
        .map_err(|error| format!("{} cannot be written: {error}.", path.display()))?;
    say(&format!("Written to {}.", path.display()));
    bounds::held(&bounds)
}

/// Most memory of a load, in megabytes, however large the file.
const MOST_MB: f64 = 300.0;
/// What a row of a file five times as large may cost more.
const SLACK: f64 = 1.15;

/// What was promised of the loading, with what was measured.
fn bounds_of(plan: &Plan, rows: &[Row]) -> Vec<Bound> {
    let (csv, large) = (label(plan.rows, File::Csv), label(plan.growth, File::Csv));
    let book = label(plan.sheet_rows, File::Workbook);
    let of = |file: &str, name: &str| {
        let found = rows
            .iter()
            .find(|row| row.file == file && row.name.starts_with(name));
        found.and_then(|row| row.measured.as_ref())
    };
    let cost = |file: &str, name: &str| of(file, name).and_then(|one| one.processor);
    let times = |one: Option<f64>, other: Option<f64>| Some(one? / other?);
    let verbatim = cost(&csv, VERBATIM);
    // Keys are made on the way in, so what they add to the bare load is what they add to any.
    let keys = cost(&csv, KEYS)
        .zip(verbatim)
        .map(|(with, without)| with - without);
    let together = cost(&csv, LOAD)
        .zip(keys)
        .map(|(load, keys)| load + keys.max(0.0));
    let import = cost(&csv, "sqlite3");
    let at_most = |what: String, measured, most| Bound {
        what,
        measured,
        limit: Limit::AtMost(most),
    };
    let at_least = |what: String, measured, least| Bound {
        what,
        measured,
        limit: Limit::AtLeast(least),
    };
    let mut bounds = vec![
        at_most(
            format!("{csv}: verbatim, times .import"),
            times(verbatim, import),
            1.0,
        ),
        at_most(
            format!("{csv}: verbatim, columns counted and record keys, times .import"),
            times(together, import),
            1.5,
        ),
        at_least(
            format!("{csv}: pandas, times verbatim"),
            times(cost(&csv, "pandas"), verbatim),
            5.0,
        ),
        at_least(
            format!("{book}: openpyxl, times verbatim"),
            times(cost(&book, "openpyxl"), cost(&book, VERBATIM)),
            10.0,
        ),
    ];
    for (file, name) in [
        (&csv, VERBATIM),
        (&csv, LOAD),
        (&book, LOAD),
        (&large, LOAD),
    ] {
        let peak = of(file, name).and_then(|one| one.peak);
        let megabytes = peak.map(|bytes| bytes as f64 / 1e6);
        bounds.push(at_most(
            format!("{file}: {name}, peak in MB"),
            megabytes,
            MOST_MB,
        ));
    }
    let grown = times(cost(&large, LOAD), cost(&csv, LOAD));
    let share = grown.map(|grown| grown * plan.rows as f64 / plan.growth.max(1) as f64);
    bounds.push(at_most(
        format!("{large}: a row, times a row of {csv}"),
        share,
        SLACK,
    ));
    bounds
}

fn plan(options: &[String]) -> Result<Plan, String> {
    let flags = [
        "--rows",
        "--grow",
        "--sheet-rows",
        "--runs",
        "--rivals",
        "--out",
    ];
    ask::only(options, &flags)?;
    let number = |flag: &str, otherwise: u64| -> Result<u64, String> {
        match ask::value(options, flag)? {
            None => Ok(otherwise),
            Some(text) => text
                .parse()
                .map_err(|_| format!("\"{text}\" is not a number of rows.")),
        }
    };
    let folder = |flag: &str| -> Result<Option<PathBuf>, String> {
        Ok(ask::value(options, flag)?.map(|folder| root().join(folder)))
    };
    Ok(Plan {
        rows: number("--rows", 1_000_000)?,
        growth: number("--grow", 0)?,
        sheet_rows: number("--sheet-rows", 200_000)?,
        runs: number("--runs", RUNS)?.max(1),
        environment: folder("--rivals")?,
        out: folder("--out")?.unwrap_or_else(|| root().join("out/bench")),
    })
}

/// Builds the program that makes the files and loads them.
fn built() -> Result<PathBuf, String> {
    must(
        "Building the loading, optimised",
        &mut cargo(&[
            "build",
            "--quiet",
            "--release",
            "--package",
            "rollcall-engine",
            "--example",
            "bench_intake",
        ]),
    )?;
    let name = format!("bench_intake{}", std::env::consts::EXE_SUFFIX);
    Ok(target().join("release").join("examples").join(name))
}

/// What ours is asked to do, and how it is told.
const TASKS: [(&str, &str); 4] = [
    ("verbatim", VERBATIM),
    ("load", LOAD),
    ("keys", KEYS),
    ("prepare", "ours, with values, keys and coverage"),
];
const VERBATIM: &str = "ours, verbatim";
const LOAD: &str = "ours, columns counted";
const KEYS: &str = "ours, keys by content";

/// A file everybody is measured on.
struct Made {
    path: PathBuf,
    label: String,
    /// Where it is loaded to.
    database: PathBuf,
}

fn label(count: u64, kind: File) -> String {
    let format = match kind {
        File::Csv => "CSV",
        File::Workbook => "XLSX",
    };
    format!("{count} × 15 {format}")
}

fn made(ours: &Path, kind: File, count: u64, out: &Path) -> Result<Made, String> {
    let ending = match kind {
        File::Csv => "csv",
        File::Workbook => "xlsx",
    };
    let file = Made {
        path: out.join(format!("{count}.{ending}")),
        label: label(count, kind),
        database: out.join("loaded.rollcall"),
    };
    if !file.path.is_file() {
        let mut make = program(&ours.to_string_lossy(), &["make"]);
        must(
            &format!("Making {}", file.label),
            make.arg(&file.path).args(["--rows", &count.to_string()]),
        )?;
    }
    Ok(file)
}

fn measure_ours(
    ours: &Path,
    tasks: &[(&str, &str)],
    file: &Made,
    runs: u64,
    rows: &mut Vec<Row>,
) -> Result<(), String> {
    for (task, name) in tasks {
        say(&format!("── {name} on {}", file.label));
        let measured = best(&file.database, runs, || {
            let mut command = program(&ours.to_string_lossy(), &[task]);
            command.arg(&file.path).arg(&file.database);
            command
        });
        if !measured.success {
            return Err(format!("Ours did not end well on {}.", file.label));
        }
        take(rows, &file.label, name, Some(measured));
    }
    Ok(())
}

fn measure_others(others: &[&Loader], file: &Made, runs: u64, rows: &mut Vec<Row>) {
    for other in others {
        say(&format!("── {} on {}", other.name, file.label));
        let measured = best(&file.database, runs, || {
            other.command(&file.path, &file.database)
        });
        if !measured.success {
            say(&format!(
                "NOT MEASURED: {} failed on {}.",
                other.name, file.label
            ));
        }
        take(
            rows,
            &file.label,
            other.name,
            measured.success.then_some(measured),
        );
    }
}

fn take(rows: &mut Vec<Row>, file: &str, name: &str, measured: Option<Measured>) {
    let row = Row {
        file: file.to_owned(),
        name: name.to_owned(),
        measured,
    };
    say(&line(&row));
    rows.push(row);
}

/// The run with the fewest processor seconds; each begins without a database.
fn best(database: &Path, runs: u64, command: impl Fn() -> std::process::Command) -> Measured {
    let mut best: Option<Measured> = None;
    for _ in 0..runs {
        forget(database);
        let measured = measure(&mut command());
        if !measured.success {
            forget(database);
            return measured;
        }
        let cost = |one: &Measured| one.processor.unwrap_or(one.wall);
        let peak = best.as_ref().and_then(|best| best.peak).max(measured.peak);
        best = match best {
            Some(best) if cost(&best) <= cost(&measured) => Some(best),
            _ => Some(measured),
        };
        // The largest memory of all runs.
        if let Some(best) = &mut best {
            best.peak = peak;
        }
    }
    forget(database);
    best.unwrap_or(Measured {
        success: false,
        wall: 0.0,
        processor: None,
        peak: None,
    })
}

/// Removes a database with what stands beside it.
fn forget(database: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut name = database.as_os_str().to_owned();
        name.push(ending);
        // Nothing there is what is wanted.
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
}

/// The table in Markdown.
fn markdown(machine: &str, versions: &str, rows: &[Row]) -> String {
    let mut text = format!(
        "{machine}\n{versions}\n\n\
         | file | program | wall s | processor s | peak memory |\n|---|---|---:|---:|---:|\n"
    );
    for row in rows {
        text.push_str(&line(row));
    }
    text
}

/// A row of it.
fn line(row: &Row) -> String {
    let (file, name) = (&row.file, &row.name);
    let Some(measured) = &row.measured else {
        return format!("| {file} | {name} | failed | – | – |\n");
    };
    let processor = measured.processor.map(|seconds| format!("{seconds:.2}"));
    let peak = measured
        .peak
        .map(|bytes| format!("{} MB", bytes / 1_000_000));
    let or_dash = |told: Option<String>| told.unwrap_or_else(|| "–".into());
    format!(
        "| {file} | {name} | {:.2} | {} | {} |\n",
        measured.wall,
        or_dash(processor),
        or_dash(peak)
    )
}

#[cfg(test)]
mod tests {
    use super::{KEYS, LOAD, Measured, Row, VERBATIM, bounds_of, markdown, plan};
    use crate::bench::bounds::held;

    #[test]
    fn options_that_do_not_exist_are_refused() {
        let plan_of = |given: &[&str]| {
            let given: Vec<String> = given.iter().map(ToString::to_string).collect();
            plan(&given)
        };
        assert_eq!(plan_of(&[]).unwrap().rows, 1_000_000);
        assert_eq!(plan_of(&["--grow", "5000000"]).unwrap().growth, 5_000_000);
        assert!(plan_of(&["--rows", "many"]).is_err());
        assert!(plan_of(&["--records", "3"]).is_err());
    }

    /// The programs on the file of a million rows, by their processor seconds, and their memory.
    fn measured(programs: &[(&str, f64)], peak: u64) -> Vec<Row> {
        let rows = programs.iter().map(|(name, seconds)| Row {
            file: "1000000 × 15 CSV".into(),
            name: (*name).to_owned(),
            measured: Some(Measured {
                success: true,
                wall: *seconds,
                processor: Some(*seconds),
                peak: Some(peak),
            }),
        });
        rows.collect()
    }

    #[test]
    fn each_line_is_held_against_its_own_bound() {
        let plan = plan(&[]).unwrap();
        let good = [
            (VERBATIM, 2.0),
            (LOAD, 5.0),
            (KEYS, 3.0),
            ("sqlite3 .import", 4.0),
            ("pandas read_csv + to_sql", 10.0),
        ];
        assert_eq!(
            held(&bounds_of(&plan, &measured(&good, 200_000_000))),
            Ok(())
        );
        let missed = |programs: &[(&str, f64)], peak| {
            held(&bounds_of(&plan, &measured(programs, peak))).unwrap_err()
        };
        assert!(missed(&good, 300_100_000).contains("peak"));
        let mut slow_keys = good;
        slow_keys[2].1 = 3.1;
        let told = missed(&slow_keys, 0);
        assert!(
            told.contains("record keys") && !told.contains("pandas"),
            "{told}"
        );
        let mut slow = good;
        slow[0].1 = 4.1;
        let told = missed(&slow, 0);
        assert!(
            told.contains("verbatim, times .import") && told.contains("pandas"),
            "{told}"
        );
    }

    #[test]
    fn who_failed_is_told() {
        let measured = Measured {
            success: true,
            wall: 1.25,
            processor: Some(2.0),
            peak: Some(70_000_000),
        };
        let row = |name: &str, measured| Row {
            file: "10 × 15 CSV".into(),
            name: name.into(),
            measured,
        };
        let text = markdown(
            "a machine",
            "a version",
            &[row("ours", Some(measured)), row("other", None)],
        );
        assert!(text.contains("| 10 × 15 CSV | ours | 1.25 | 2.00 | 70 MB |"));
        assert!(text.contains("| 10 × 15 CSV | other | failed | – | – |"));
    }
}
