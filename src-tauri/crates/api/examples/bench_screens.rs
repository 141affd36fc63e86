//! How fast the screens are answered, asked through the dispatcher as the window asks.
//!
//! `bench_screens PROJECT [ROWS]` opens a project that was audited and prints a line for each question: its name,
//! then the median, the 95th of a hundred and the longest time in milliseconds, with tabs between. With a number of
//! rows it also loads a file of so many into a copy of the project, works out who is who, and asks meanwhile.
#![expect(clippy::print_stdout, reason = "an example talks to the terminal")]

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rollcall_api::{Clock, EngineOptions, Session};
use serde_json::{Value, json};

/// The allocator of the programs that are shipped.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Times each question is asked.
const TIMES: usize = 40;

/// A question of a screen: what it is called here, the command, and its request by the time it is asked.
struct Question {
    name: &'static str,
    command: &'static str,
    request: Box<dyn Fn(usize) -> Value>,
}

fn question(
    name: &'static str,
    command: &'static str,
    request: impl Fn(usize) -> Value + 'static,
) -> Question {
    Question {
        name,
        command,
        request: Box::new(request),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let project = std::env::args()
        .nth(1)
        .ok_or("bench_screens PROJECT [ROWS]")?;
    let load: Option<usize> = std::env::args()
        .nth(2)
        .map(|rows| rows.parse())
        .transpose()?;
    let session = Session::new(EngineOptions {
        version: "bench".into(),
        clock: Clock::on("2026-06-15".parse()?),
        who: "bench".into(),
        settings_folder: None,
        projects_folder: PathBuf::new(),
        sample_exports: None,
    });
    ask(&session, "open_project", json!({ "path": project }))?;
    for question in questions(&session)? {
        let mut times = Vec::with_capacity(TIMES);
        for time in 0..TIMES {
            let request = (question.request)(time);
            let begun = Instant::now();
            ask(&session, question.command, request)?;
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        tell(question.name, times);
    }
    if let Some(rows) = load {
        ask(&session, "close_project", json!({}))?;
        during_a_load(&session, Path::new(&project), rows)?;
    }
    Ok(())
}

/// Prints a line on the times a question took, in milliseconds.
fn tell(name: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |hundredths: usize| {
        let place = (times.len() * hundredths).div_ceil(100).checked_sub(1)?;
        times.get(place)
    };
    let told: Vec<String> = [at(50), at(95), at(100)]
        .into_iter()
        .flatten()
        .map(|time| format!("{time:.1}"))
        .collect();
    println!("{name}\t{}", told.join("\t"));
}

/// Asks what the window asks most while so many rows are loaded and linked; as often as a person looks.
fn during_a_load(session: &Session, project: &Path, rows: usize) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("copy.rollcall");
    std::fs::copy(project, &copy)?;
    let file = folder.path().join("further_customers.csv");
    std::fs::write(&file, further_customers(rows))?;
    ask(session, "open_project", json!({ "path": copy }))?;
    let questions = questions(session)?;
    let asked = ["overview", "rows, any page", "customers, searched"];
    let asked: Vec<&Question> = questions
        .iter()
        .filter(|question| asked.contains(&question.name))
        .collect();
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); asked.len()];
    let request = json!({ "paths": [file], "then_audit": true });
    let job = ask(session, "import_files", request)?["job"].clone();
    for time in 0.. {
        for (question, times) in asked.iter().zip(&mut times) {
            let begun = Instant::now();
            ask(session, question.command, (question.request)(time))?;
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        let jobs = ask(session, "list_jobs", json!({}))?;
        let mut jobs = jobs.as_array().into_iter().flatten();
        if !jobs.any(|one| one["job"] == job && one["state"] == "running") {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    for (question, times) in asked.iter().zip(times) {
        let name = format!(
            "{}, asked {} times while {rows} rows are loaded",
            question.name,
            times.len()
        );
        tell(&name, times);
    }
    Ok(())
}

/// A file of people the project does not know.
fn further_customers(rows: usize) -> String {
    let mut text =
        "Member no,First name,Last name,Email,Phone,Birth date,Street,Postcode,City\n".to_owned();
    for row in 0..rows {
        let (given, family) = (["Anna", "Ben", "Carla", "David"][row % 4], row / 4);
        let _never_fails = writeln!(
            text,
            "M{row},{given},Further{family},{given}.{family}@further.example.com,07700 {row:06},19{:02}-0{}-1{},{} Mill Lane,LS{} 1AA,Leeds",
            50 + row % 40,
            1 + row % 9,
            row % 9,
            1 + row % 300,
            1 + row % 20
        );
    }
    text
}

fn ask(session: &Session, command: &str, request: Value) -> Result<Value, Box<dyn Error>> {
    session
        .call(command, request)
        .map_err(|error| format!("{command}: {}", error.message).into())
}

/// What the screens ask of a project with its largest table, its people and pairs.
#[expect(
    clippy::too_many_lines,
    reason = "a question a line, read from top to bottom"
)]
fn questions(session: &Session) -> Result<Vec<Question>, Box<dyn Error>> {
    let profiles = ask(session, "list_profiles", json!({}))?;
    let tables = profiles.as_array().cloned().unwrap_or_default();
    let largest = tables
        .iter()
        .max_by_key(|table| table["rows"].as_u64())
        .ok_or("nothing is loaded")?;
    let (table, load) = (largest["table"].clone(), largest["load"].clone());
    let source = largest["source"]["source"].clone();
    let rows = largest["rows"].as_u64().unwrap_or(0);
    let columns = ask(session, "get_profile", json!({ "table": table }))?;
    let columns = columns["columns"].as_array().cloned().unwrap_or_default();
    let values = common_values(&columns);
    let common = values.last().map_or(0, |(column, _)| *column);
    let cells = coverage_cells(session)?;
    let customers = ask(session, "search_customers", json!({ "limit": 500 }))?;
    let people: Vec<Value> = list(&customers["customers"], "customer");
    let pairs = ask(session, "list_pairs", json!({ "limit": 500 }))?;
    let pairs: Vec<Value> = list(&pairs["pairs"], "pair");
    let conflict = ask(session, "list_conflicts", json!({ "limit": 1 }))?;
    let attribute = conflict["conflicts"][0]["attribute"]["code"].clone();
    let load_rows = move |more: Value| {
        let mut asked = json!({ "figure": { "kind": "load", "load": load }, "limit": 100 });
        merge(&mut asked, &more);
        asked
    };
    let (first, paged, found) = (load_rows.clone(), load_rows.clone(), load_rows.clone());
    let in_order = load_rows.clone();
    let column = move |column: usize, which: &str, what: &str| {
        let mut asked = load_rows(json!({}));
        let load = asked["figure"]["load"].clone();
        asked["figure"] = json!({
            "kind": "column", "load": load, "column": column, "which": which, "what": what,
        });
        asked
    };
    let (by_value, by_rare_value) = (column.clone(), column.clone());
    let words = [
        "anna",
        "miller",
        "leeds",
        "smith j",
        "ma",
        "o'neil",
        "example.com",
        "0779",
    ];
    Ok(vec![
        question("overview", "overview", |_| json!({})),
        question("coverage", "coverage", |_| json!({})),
        question("overlap", "overlap", |_| json!({})),
        question(
            "column profiles, all tables",
            "list_profiles",
            |_| json!({}),
        ),
        question(
            "column profile, largest table",
            "get_profile",
            move |_| json!({ "table": table }),
        ),
        question("issues", "list_problems", |_| json!({ "limit": 100 })),
        question(
            "issues, by severity",
            "list_problems",
            |_| json!({ "severity": "warning", "limit": 100 }),
        ),
        question("rows, first page", "rows_behind", move |_| first(json!({}))),
        question("rows, any page", "rows_behind", move |time| {
            paged(json!({ "offset": rows * time as u64 / TIMES as u64 }))
        }),
        question("rows, searched", "rows_behind", move |time| {
            // Another text each time: what is remembered of one question answers no other.
            let word = words[time % words.len()];
            let more = ["", "1", "2", "e", "a"][time / words.len() % 5];
            found(json!({ "filter": format!("{word}{more}") }))
        }),
        question(
            "rows, facet of a common value",
            "rows_behind",
            move |time| {
                let (column, value) = &values[time % values.len()];
                by_value(*column, "value", value)
            },
        ),
        question(
            "rows, facet of a value no row has",
            "rows_behind",
            move |time| by_rare_value(common, "value", &format!("no such value {time}")),
        ),
        question("rows, facet of blank cells", "rows_behind", move |_| {
            column(common, "blank", "")
        }),
        question(
            "rows behind coverage cells",
            "rows_behind",
            move |time| json!({ "figure": cells[time % cells.len()], "limit": 100 }),
        ),
        question(
            "customers, first page",
            "search_customers",
            |_| json!({ "limit": 100 }),
        ),
        question(
            "customers, any page",
            "search_customers",
            |time| json!({ "limit": 100, "offset": time * 4_000 }),
        ),
        question(
            "customers, searched",
            "search_customers",
            move |time| json!({ "query": words[time % words.len()], "limit": 100 }),
        ),
        question(
            "customers of a source",
            "search_customers",
            move |_| json!({ "source": source, "limit": 100 }),
        ),
        question(
            "customers in conflict",
            "search_customers",
            |_| json!({ "conflicts_only": true, "limit": 100 }),
        ),
        question("what happened to one customer", "customer_timeline", {
            let people = people.clone();
            move |time| json!({ "customer": people[time * 11 % people.len().max(1)] })
        }),
        question(
            "one customer",
            "get_customer",
            move |time| json!({ "customer": people[time * 7 % people.len().max(1)] }),
        ),
        question(
            "customers by a column, any page, seldom another column",
            "search_customers",
            |time| {
                let by = ["email", "city", "records"][time / 14 % 3];
                json!({ "sort": { "by": by, "descending": time % 2 == 0 }, "limit": 100, "offset": time * 4_000 })
            },
        ),
        question(
            "customers searched, by a column",
            "search_customers",
            move |time| json!({ "query": words[time % words.len()], "sort": { "by": "email" }, "limit": 100 }),
        ),
        question("rows by a column, any page", "rows_behind", move |time| {
            in_order(json!({
                "sort": { "by": "2", "descending": time % 2 == 0 },
                "offset": rows * time as u64 / TIMES as u64,
            }))
        }),
        question(
            "conflicts by name",
            "list_conflicts",
            |time| json!({ "sort": { "by": "name" }, "limit": 100, "offset": time * 100 }),
        ),
        question("conflicts, summed up", "conflict_summary", |_| json!({})),
        question("customers, counted by condition", "customer_facets", |_| {
            json!({})
        }),
        question(
            "conflicts, first page",
            "list_conflicts",
            |_| json!({ "limit": 100 }),
        ),
        question(
            "conflicts of an attribute",
            "list_conflicts",
            move |time| json!({ "attribute": attribute, "offset": time * 100, "limit": 100 }),
        ),
        question("pairs to settle", "list_pairs", |_| json!({ "limit": 100 })),
        question(
            "pairs to settle, narrowed",
            "list_pairs",
            |_| json!({ "limit": 100, "doubt": "Name", "order": "source" }),
        ),
        question("what pairs are narrowed by", "pair_choices", |_| json!({})),
        question("next pair", "get_pair", {
            let pairs = pairs.clone();
            move |time| json!({ "pair": pairs[time % pairs.len().max(1)] })
        }),
        question(
            "its case",
            "pair_case",
            move |time| json!({ "pair": pairs[time % pairs.len().max(1)] }),
        ),
        question("match summary", "match_summary", |_| json!({})),
    ])
}

/// The commonest values of the columns, with the column of each.
fn common_values(columns: &[Value]) -> Vec<(usize, String)> {
    let values = |(place, column): (usize, &Value)| {
        let top = column["top"].as_array().cloned().unwrap_or_default();
        let told = top
            .into_iter()
            .filter_map(move |one| Some((place, one["value"].as_str()?.to_owned())));
        told.collect::<Vec<_>>()
    };
    let mut found: Vec<_> = columns.iter().enumerate().flat_map(values).collect();
    if found.is_empty() {
        found.push((0, String::new()));
    }
    found
}

/// A figure for each cell of the coverage and each state, those of the largest sources first.
fn coverage_cells(session: &Session) -> Result<Vec<Value>, Box<dyn Error>> {
    let coverage = ask(session, "coverage", json!({}))?;
    let of = |member: &str| coverage[member].as_array().cloned().unwrap_or_default();
    let mut figures: Vec<(u64, Value)> = Vec::new();
    for (attribute, cells) in of("attributes").iter().zip(of("cells")) {
        for (source, cell) in of("sources")
            .iter()
            .zip(cells.as_array().into_iter().flatten())
        {
            for state in ["valid", "blank"] {
                figures.push((
                    cell["rows"].as_u64().unwrap_or(0),
                    json!({
                        "kind": "coverage", "source": source["source"],
                        "attribute": attribute["code"], "state": state,
                    }),
                ));
            }
        }
    }
    figures.sort_by_key(|(rows, _)| std::cmp::Reverse(*rows));
    Ok(figures.into_iter().map(|(_, figure)| figure).collect())
}

fn list(rows: &Value, member: &str) -> Vec<Value> {
    let rows = rows.as_array().cloned().unwrap_or_default();
    rows.iter().map(|row| row[member].clone()).collect()
}

fn merge(into: &mut Value, more: &Value) {
    for (name, value) in more.as_object().into_iter().flatten() {
        into[name] = value.clone();
    }
}
