//! A reviewer who answers from the truth: how much better people are found with the number of verdicts.
//!
//! `simulated_reviewer sample|splink_fake_1000|pseudopeople_multi…|FOLDER [--wrong]` audits each into a project of
//! its own, judges the pairs the queue asks, some at a time, audits again, and prints F1 over all
//! pairs that were not judged: line by line as it goes, and all of it as a table at the end. The sample lies
//! beside the checkout; the public sets, of one file or several, are looked for in the folder that
//! `ROLLCALL_LABELLED_DATA` names; any other folder is an estate as `cargo xtask sample-data --out FOLDER` makes it.
#![expect(clippy::print_stdout, reason = "an example talks to the terminal")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};

use rollcall_engine::view::{
    JudgePair, ListPairs, Nothing, OpenProject, PairNumber, RecordView, SetColumn, TableNumber,
};
use rollcall_engine::{AuditRequest, Clock, Engine, EngineOptions, Silent};

/// At so many verdicts F1 is told.
const TOLD_AT: [usize; 5] = [0, 50, 100, 200, 300];
/// So many verdicts are given before the next audit.
const AT_ONCE: usize = 25;

/// Where a row stands: source, table, row.
type Place = (String, String, u64);

/// A labelled set of files.
struct Labelled {
    files: Vec<PathBuf>,
    people: People,
    /// Columns that a person would have to name.
    named: &'static [(&'static str, &'static str)],
}

/// Who is behind each row.
enum People {
    ByPlace(BTreeMap<Place, String>),
    /// By the name of the file and the row in it.
    ByFile(BTreeMap<(String, u64), String>),
}

impl People {
    /// By place, once a project knows which table each file became.
    fn places(&self, engine: &Engine) -> Result<BTreeMap<Place, String>, Box<dyn Error>> {
        let by_file = match self {
            Self::ByPlace(places) => return Ok(places.clone()),
            Self::ByFile(by_file) => by_file,
        };
        let mut places = BTreeMap::new();
        for source in engine.inventory(Nothing {})?.sources {
            for table in &source.tables {
                let of_file = by_file.iter().filter(|((file, _), _)| *file == table.file);
                places.extend(of_file.map(|((_, row), person)| {
                    let place = (source.mark.name.clone(), table.name.clone(), *row);
                    (place, person.clone())
                }));
            }
        }
        Ok(places)
    }
}

/// F1 by number of verdicts, and where the queue ended if it did.
struct Curve {
    name: String,
    points: BTreeMap<usize, f64>,
    end: Option<(usize, f64)>,
}

impl Curve {
    /// A line of a table in Markdown.
    fn line(&self) -> String {
        let point = |at: &usize| {
            self.points
                .get(at)
                .map_or_else(|| "–".into(), |f1| format!("{f1:.4}"))
        };
        let points: Vec<String> = TOLD_AT.iter().map(point).collect();
        let end = self
            .end
            .map_or_else(|| "–".into(), |(at, f1)| format!("{f1:.4} at {at}"));
        format!("| {} | {} | {end} |", self.name, points.join(" | "))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|one| one == flag);
    let mut curves = Vec::new();
    for name in arguments.iter().filter(|one| !one.starts_with("--")) {
        match labelled(name)? {
            Some(set) => curves.push(review(name, &set, has("--wrong"))?),
            None => println!("NOT MEASURED: the set {name} is not there"),
        }
    }
    let heads: Vec<String> = TOLD_AT.iter().map(ToString::to_string).collect();
    println!(
        "\n| set | {} | at the end of the queue |",
        heads.join(" | ")
    );
    println!("|---|{}---:|", "---:|".repeat(TOLD_AT.len()));
    for curve in &curves {
        println!("{}", curve.line());
    }
    Ok(())
}

fn labelled(name: &str) -> Result<Option<Labelled>, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let estate = match name {
        "sample" => root.join("sample-data"),
        folder => PathBuf::from(folder),
    };
    if estate.join("exports").is_dir() {
        return Ok(Some(Labelled {
            files: vec![estate.join("exports")],
            people: People::ByPlace(places(&estate.join("truth.csv"), "person_id")?),
            named: &[],
        }));
    }
    let folder = std::env::var_os("ROLLCALL_LABELLED_DATA")
        .map_or_else(|| root.join("../shared/data"), PathBuf::from)
        .join(name);
    let people = folder.join("truth.csv");
    if !people.is_file() {
        return Ok(None);
    }
    let mut person_of = BTreeMap::new();
    for row in csv::Reader::from_path(people)?.records() {
        let row = row?;
        person_of.insert(row[0].to_owned(), row[1].to_owned());
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("records") {
            files.push(entry.path());
        }
    }
    files.sort();
    let mut by_file = BTreeMap::new();
    for path in &files {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        for (row, number) in csv::Reader::from_path(path)?.records().zip(2..) {
            if let Some(person) = person_of.get(&row?[0]) {
                by_file.insert((file.clone().into_owned(), number), person.clone());
            }
        }
    }
    Ok(Some(Labelled {
        files,
        people: People::ByFile(by_file),
        named: match name {
            // Its heads say nothing; that this column holds given names can be seen.
            "jedai_census" => &[("Attr2", "given_name")],
            _ => &[],
        },
    }))
}

fn places(path: &Path, label: &str) -> Result<BTreeMap<Place, String>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(path)?;
    let header = reader.headers()?.clone();
    let column = |name: &str| {
        let at = header.iter().position(|one| one == name);
        at.ok_or_else(|| format!("{} has no column {name}", path.display()))
    };
    let (source, table, row, label) = (
        column("source")?,
        column("table")?,
        column("row")?,
        column(label)?,
    );
    let mut found = BTreeMap::new();
    for record in reader.records() {
        let record = record?;
        let place = (
            record[source].to_owned(),
            record[table].to_owned(),
            record[row].parse()?,
        );
        found.insert(place, record[label].to_owned());
    }
    Ok(found)
}

fn engine() -> Result<Engine, Box<dyn Error>> {
    Ok(Engine::new(EngineOptions {
        version: "simulated".into(),
        clock: Clock::on("2026-11-23".parse()?),
        who: "simulated reviewer".into(),
        settings_folder: None,
        projects_folder: PathBuf::new(),
        sample_exports: None,
    }))
}

/// Judges and audits by turns, prints each step, and gives the curve.
fn review(name: &str, set: &Labelled, is_wrong: bool) -> Result<Curve, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let project = folder.path().join("reviewed.rollcall");
    let engine = engine()?;
    let audit = |paths: Vec<PathBuf>| {
        engine.audit(
            &AuditRequest {
                paths,
                project: Some(project.clone()),
                out: Some(folder.path().to_path_buf()),
            },
            &Silent,
        )
    };
    let open = || {
        engine.open_project(OpenProject {
            path: project.display().to_string(),
        })
    };
    audit(set.files.clone())?;
    open()?;
    let truth = set.people.places(&engine)?;
    name_columns(&engine, set.named)?;
    engine.close_project(Nothing {})?;
    if !set.named.is_empty() {
        audit(Vec::new())?;
    }
    let mut curve = Curve {
        name: name.to_owned(),
        points: BTreeMap::new(),
        end: None,
    };
    let mut judged: BTreeSet<(Place, Place)> = BTreeSet::new();
    println!("{name}: verdicts, F1 on pairs not judged, precision, recall, waiting, following");
    for wanted in TOLD_AT {
        while judged.len() < wanted {
            open()?;
            let most = AT_ONCE.min(wanted - judged.len());
            let given = judge(&engine, &truth, &mut judged, most, is_wrong)?;
            engine.close_project(Nothing {})?;
            audit(Vec::new())?;
            if given == 0 {
                break;
            }
        }
        let found = places(&folder.path().join("crosswalk.csv"), "customer_id")?;
        let (f1, precision, recall) = scores(&truth, &found, &judged);
        open()?;
        let page = engine.list_pairs(ListPairs::default())?;
        engine.close_project(Nothing {})?;
        println!(
            "  {:4}  {f1:.4}  {precision:.4}  {recall:.4}  {:5}  {:4}",
            judged.len(),
            page.waiting,
            page.implied
        );
        if judged.len() < wanted {
            println!("  nothing more is asked");
            curve.end = Some((judged.len(), f1));
            break;
        }
        curve.points.insert(wanted, f1);
    }
    Ok(curve)
}

fn name_columns(engine: &Engine, named: &[(&str, &str)]) -> Result<(), Box<dyn Error>> {
    for table in engine.list_mappings(Nothing {})? {
        let mapping = engine.get_mapping(TableNumber { table: table.table })?;
        for (header, attribute) in named {
            let column = mapping.columns.iter().find(|one| one.header == *header);
            if let Some(column) = column {
                engine.set_column(SetColumn {
                    table: table.table,
                    column: column.column,
                    attribute: Some((*attribute).to_owned()),
                    group: 0,
                    date_order: None,
                })?;
            }
        }
    }
    Ok(())
}

/// Judges the first pairs of the queue, then links worth a look; says how many.
fn judge(
    engine: &Engine,
    truth: &BTreeMap<Place, String>,
    judged: &mut BTreeSet<(Place, Place)>,
    most: usize,
    is_wrong: bool,
) -> Result<usize, Box<dyn Error>> {
    let mut given = 0;
    for filter in ["waiting", "tied"] {
        while given < most {
            let page = engine.list_pairs(ListPairs {
                filter: Some(filter.to_owned()),
                limit: Some(1),
                ..ListPairs::default()
            })?;
            let Some(pair) = page.pairs.first().map(|row| row.pair) else {
                break;
            };
            let view = engine.get_pair(PairNumber::of(pair))?;
            let (left, right) = (place(&view.left), place(&view.right));
            let verdict = match (truth.get(&left), truth.get(&right)) {
                (Some(one), Some(other)) if (one == other) != is_wrong => "same",
                (Some(_), Some(_)) => "different",
                _ => "unsure",
            };
            engine.judge_pair(JudgePair {
                pair,
                verdict: Some(verdict.to_owned()),
                note: String::new(),
            })?;
            judged.insert((left.clone().min(right.clone()), left.max(right)));
            given += 1;
        }
    }
    Ok(given)
}

fn place(record: &RecordView) -> Place {
    (record.source.name.clone(), record.table.clone(), record.row)
}

/// F1, precision and recall over all pairs of rows but those that were judged.
fn scores(
    truth: &BTreeMap<Place, String>,
    found: &BTreeMap<Place, String>,
    judged: &BTreeSet<(Place, Place)>,
) -> (f64, f64, f64) {
    let mut people: BTreeMap<&str, u64> = BTreeMap::new();
    let mut customers: BTreeMap<&str, u64> = BTreeMap::new();
    let mut both: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for (place, customer) in found {
        let Some(person) = truth.get(place).map(String::as_str) else {
            continue;
        };
        *people.entry(person).or_default() += 1;
        *customers.entry(customer).or_default() += 1;
        *both.entry((person, customer)).or_default() += 1;
    }
    let pairs = |count: &u64| count * count.saturating_sub(1) / 2;
    let (mut there, mut linked, mut right): (u64, u64, u64) = (
        people.values().map(pairs).sum(),
        customers.values().map(pairs).sum(),
        both.values().map(pairs).sum(),
    );
    for (one, other) in judged {
        let is_true = truth.get(one).is_some() && truth.get(one) == truth.get(other);
        let is_linked = found.get(one).is_some() && found.get(one) == found.get(other);
        there -= u64::from(is_true);
        linked -= u64::from(is_linked);
        right -= u64::from(is_true && is_linked);
    }
    let share = |part: u64, whole: u64| part as f64 / whole.max(1) as f64;
    let (precision, recall) = (share(right, linked), share(right, there));
    (
        2.0 * precision * recall / (precision + recall).max(1e-12),
        precision,
        recall,
    )
}
