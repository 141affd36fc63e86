//! Loading on made-up exports of fifteen columns, for measuring it beside others.
//!
//! `bench_intake make FILE --rows N` writes a CSV file, or a workbook where the name ends so;
//! `bench_intake load FILE PROJECT` loads it into a new project; `bench_intake prepare FILE PROJECT`
//! makes values, keys and coverage of it too. Both print how many rows were loaded.
#![expect(clippy::print_stdout, reason = "an example talks to the terminal")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rollcall_engine::view::{CreateProject, ImportFiles, Nothing};
use rollcall_engine::{Clock, Engine, EngineOptions, Silent};
use rust_xlsxwriter::{Format, Workbook};

/// Values are small texts made and dropped in millions, often on another core than
/// they were made on; this allocator is made for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const HEADER: [&str; 15] = [
    "Customer ID",
    "First name",
    "Last name",
    "Email",
    "Phone",
    "Date of birth",
    "Street",
    "City",
    "Postcode",
    "Country",
    "Created at",
    "Amount",
    "Newsletter",
    "Tags",
    "Note",
];
const GIVEN: [&str; 12] = [
    "Anna", "Bernd", "Chloé", "David", "Elif", "Farid", "Greta", "Hugo", "Inês", "Jonas", "Katja",
    "Liam",
];
const FAMILY: [&str; 12] = [
    "Müller", "Smith", "O'Neil", "García", "Kowalski", "Rossi", "Yılmaz", "Dubois", "Jansen",
    "Novák", "Silva", "Brown",
];
const CITIES: [&str; 8] = [
    "London", "Leeds", "York", "Bath", "Bristol", "Oxford", "Hull", "Derby",
];
const WORDS: [&str; 10] = [
    "called",
    "wants",
    "the",
    "spring",
    "catalogue",
    "again",
    "by",
    "post",
    "not",
    "mail",
];
/// The column of a workbook that holds numbers.
const AMOUNT: usize = 11;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let text = |at: usize| arguments.get(at).map_or("", String::as_str);
    let file = PathBuf::from(text(1));
    match text(0) {
        "make" if text(2) == "--rows" && file.extension().is_some_and(|end| end == "xlsx") => {
            make_workbook(&file, text(3).parse()?)
        }
        "make" if text(2) == "--rows" => make_csv(&file, text(3).parse()?),
        "load" => load(&file, Path::new(text(2)), false),
        "prepare" => load(&file, Path::new(text(2)), true),
        _ => Err("bench_intake make FILE --rows N | load|prepare FILE PROJECT".into()),
    }
}

/// A made-up customer: every second row has a cell that needs quotes, one in twenty a line break,
/// one in twenty a quote inside.
fn row(number: u64, chance: &mut fastrand::Rng) -> [String; 15] {
    let one = |words: &[&str], chance: &mut fastrand::Rng| {
        words
            .get(chance.usize(..words.len()))
            .copied()
            .unwrap_or_default()
            .to_owned()
    };
    let (given, family) = (one(&GIVEN, chance), one(&FAMILY, chance));
    let email = format!(
        "{}.{number}@{}.example",
        given
            .to_lowercase()
            .replace(|one: char| !one.is_ascii(), ""),
        one(&["mail", "post", "web"], chance)
    );
    let street = format!("{} {} Street", chance.u32(1..300), one(&CITIES, chance));
    let street = if chance.u32(..10) < 5 {
        format!("{street}, Flat {}", chance.u32(1..40))
    } else {
        street
    };
    let words: Vec<String> = (0..chance.usize(2..8))
        .map(|_| one(&WORDS, chance))
        .collect();
    let note = match chance.u32(..20) {
        0 => words.join("\n"),
        1 => format!("said \"{}\"", words.join(" ")),
        2 | 3 => words.join(", "),
        _ => words.join(" "),
    };
    let day = |years: std::ops::Range<u32>, chance: &mut fastrand::Rng| {
        format!(
            "{:04}-{:02}-{:02}",
            chance.u32(years),
            chance.u32(1..13),
            chance.u32(1..29)
        )
    };
    [
        format!("C{number:08}"),
        given,
        family,
        email,
        format!("+44 20 7946 {:04}", chance.u32(..10_000)),
        day(1940..2007, chance),
        street,
        one(&CITIES, chance),
        format!("LS{} {}AB", chance.u32(1..30), chance.u32(1..10)),
        "United Kingdom".to_owned(),
        format!(
            "{} {:02}:{:02}:00",
            day(2019..2026, chance),
            chance.u32(..24),
            chance.u32(..60)
        ),
        format!("{}.{:02}", chance.u32(..2000), chance.u32(..100)),
        one(&["yes", "no", ""], chance),
        one(&["vip", "vip;retail", "retail", ""], chance),
        note,
    ]
}

fn make_csv(file: &Path, rows: u64) -> Result<(), Box<dyn Error>> {
    let mut chance = fastrand::Rng::with_seed(7);
    let mut table = csv::Writer::from_path(file)?;
    table.write_record(HEADER)?;
    for number in 1..=rows {
        table.write_record(row(number, &mut chance))?;
    }
    table.flush()?;
    Ok(())
}

/// A workbook with shared texts, as spreadsheet programs write it, and numbers for the amounts.
fn make_workbook(file: &Path, rows: u64) -> Result<(), Box<dyn Error>> {
    let mut chance = fastrand::Rng::with_seed(7);
    let mut workbook = Workbook::new();
    let money = Format::new().set_num_format("0.00");
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, HEADER)?;
    for number in 1..=rows {
        for (column, text) in row(number, &mut chance).into_iter().enumerate() {
            let place = (u32::try_from(number)?, u16::try_from(column)?);
            if column == AMOUNT {
                sheet.write_number_with_format(place.0, place.1, text.parse::<f64>()?, &money)?;
            } else if !text.is_empty() {
                sheet.write_string(place.0, place.1, text)?;
            }
        }
    }
    workbook.save(file)?;
    Ok(())
}

fn load(file: &Path, project: &Path, prepare: bool) -> Result<(), Box<dyn Error>> {
    let engine = Engine::new(EngineOptions {
        version: "bench".into(),
        clock: Clock::on("2026-11-23".parse()?),
        who: "bench".into(),
        settings_folder: None,
        projects_folder: PathBuf::new(),
        sample_exports: None,
    });
    engine.create_project(CreateProject {
        path: project.display().to_string(),
        name: "Bench".into(),
    })?;
    let started = engine.import_files(ImportFiles {
        paths: vec![file.display().to_string()],
        choices: Vec::new(),
        then_audit: false,
    })?;
    loop {
        std::thread::sleep(Duration::from_millis(20));
        let jobs = engine.list_jobs(Nothing {})?;
        match jobs.iter().find(|one| one.job == started.job) {
            Some(job) if job.state == "running" => {}
            Some(job) if job.state == "finished" => break,
            Some(job) => return Err(job.error.clone().unwrap_or_default().into()),
            None => return Err("the job is gone".into()),
        }
    }
    if prepare {
        engine.prepare_values(&Silent)?;
    }
    let loads = engine.list_loads(Nothing {})?;
    println!("{}", loads.iter().map(|load| load.rows_loaded).sum::<u64>());
    Ok(())
}
