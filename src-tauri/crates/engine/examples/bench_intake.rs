//! Loading on made-up exports of fifteen columns, for measuring it beside others.
//!
//! `bench_intake make FILE --rows N` writes a CSV file, or a workbook where the name ends so;
//! `bench_intake verbatim FILE PROJECT` writes its rows into a new project as they stand, with reader and
//! store alone; `keys` makes a key of the content of each row on the way, kept nowhere; `load` loads the file as
//! the program does, its columns counted beside; `prepare` makes values, keys and coverage of it too. All print
//! how many rows were loaded.
#![expect(clippy::print_stdout, reason = "an example talks to the terminal")]

use std::error::Error;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rollcall_engine::view::{CreateProject, ImportFiles, Nothing};
use rollcall_engine::{Clock, Engine, EngineOptions, Silent};
use rollcall_intake::{InputFile, Limits, RawRow, RowSink, SetAside, plan, read_table};
use rollcall_model::{Cell, LoadId, RecordId};
use rollcall_store::{NewLoad, RawRows, Store, StoreError};
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
        "verbatim" => verbatim(&file, Path::new(text(2)), None),
        "keys" => verbatim(&file, Path::new(text(2)), Some(Keys::default())),
        "load" => load(&file, Path::new(text(2)), false),
        "prepare" => load(&file, Path::new(text(2)), true),
        _ => {
            Err("bench_intake make FILE --rows N | verbatim|keys|load|prepare FILE PROJECT".into())
        }
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

/// The keys of rows without an id of their own, as the values get theirs: a hash of the sorted cells, and
/// the first of every key noted.
#[derive(Default)]
struct Keys {
    seen: std::collections::HashSet<u64, foldhash::fast::FixedState>,
    repeated: u64,
}

impl Keys {
    fn take(&mut self, cells: &[Cell]) {
        let begins = |text: &str| {
            let mut first = [0; 8];
            for (to, from) in first.iter_mut().zip(text.bytes()) {
                *to = from;
            }
            u64::from_be_bytes(first)
        };
        let texts = cells.iter().map(|cell| cell.text.as_str());
        let mut texts: Vec<(u64, &str)> = texts.map(|text| (begins(text), text)).collect();
        texts.sort_unstable();
        let length = texts.iter().map(|(_, text)| text.len() + 1).sum();
        let mut row = Vec::with_capacity(length);
        for (_, text) in texts {
            row.extend_from_slice(text.as_bytes());
            row.push(0);
        }
        let hash = blake3::hash(&row);
        let short = u64::from_le_bytes(hash.as_bytes()[..8].try_into().unwrap_or_default());
        self.repeated += u64::from(!self.seen.insert(short));
    }
}

/// Writes rows in chunks as large as the program's.
struct Bare<'a> {
    store: &'a Store,
    load: LoadId,
    next: i64,
    rows: RawRows,
    loaded: u64,
    aside: u64,
    keys: Option<Keys>,
    failed: Option<StoreError>,
}

impl Bare<'_> {
    fn write(&mut self) -> Result<(), StoreError> {
        self.store.add_rows(self.load, &self.rows)?;
        self.rows.clear();
        Ok(())
    }
}

impl RowSink for Bare<'_> {
    fn row(&mut self, row: &RawRow) -> ControlFlow<()> {
        if let Some(keys) = &mut self.keys {
            keys.take(&row.cells);
        }
        let pushed = self.rows.push(RecordId(self.next), row.row, &row.cells);
        self.next += 1;
        self.loaded += 1;
        let is_full = self.rows.len() >= 5_000 || self.rows.bytes() >= 8 << 20;
        let written = if is_full {
            pushed.and_then(|()| self.write())
        } else {
            pushed
        };
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn set_aside(&mut self, _: SetAside) -> ControlFlow<()> {
        self.aside += 1;
        ControlFlow::Continue(())
    }
}

/// Loads the rows of a file with reader and store alone.
fn verbatim(file: &Path, project: &Path, keys: Option<Keys>) -> Result<(), Box<dyn Error>> {
    let now = "2026-11-23T12:00:00Z";
    let store = Store::create(project, "Bench", now)?;
    let input = InputFile {
        path: file.to_owned(),
        label: "rows".into(),
        bytes: std::fs::metadata(file)?.len(),
        modified: None,
    };
    let limits = Limits::default();
    let (plans, _) = plan(&input, &limits);
    let table = plans.first().ok_or("the file gives no table")?;
    let source = store.ensure_source("Bench", "other")?;
    let (load, first) = store.begin_load(&NewLoad {
        table: store.ensure_table(source, "rows")?,
        file: "rows",
        sheet: None,
        fingerprint: "bench",
        loaded_at: now,
        header: &table.header,
        reading: &serde_json::to_string(&table.reading)?,
    })?;
    let mut sink = Bare {
        store: &store,
        load,
        next: first.0,
        rows: RawRows::default(),
        loaded: 0,
        aside: 0,
        keys,
        failed: None,
    };
    read_table(table, &limits, &mut sink)?;
    sink.write()?;
    if let Some(error) = sink.failed {
        return Err(error.into());
    }
    store.finish_load(load, sink.loaded, sink.aside)?;
    println!("{}", sink.loaded);
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
