//! A project is handed over to other engines: tables, settings, views and scripts that hold what the project holds.

mod killed;
mod read_there;
mod stated;

use std::collections::BTreeMap;
use std::path::Path;

use rollcall_engine::Engine;
use rollcall_engine::view::{HandOverTo, ImportFiles, ListHistory};
use serde_json::Value;

use crate::erased::{copy, wait};
use crate::estate::engine;

const FILES: [&str; 18] = [
    "README.md",
    "common.py",
    "compared.parquet",
    "crosswalk.parquet",
    "frequencies.parquet",
    "handover.json",
    "households.json",
    "link_duckdb.py",
    "link_spark.py",
    "load_duckdb.sql",
    "mapping.sql",
    "overrides.parquet",
    "pairs.parquet",
    "splink-duckdb.json",
    "splink-spark.json",
    "standard_values.parquet",
    "standardised.parquet",
    "survivorship.sql",
];

fn handed_over(engine: &Engine, folder: &Path) {
    hand_over(engine, folder, false);
}

fn handed_over_again(engine: &Engine, folder: &Path) {
    hand_over(engine, folder, true);
}

fn hand_over(engine: &Engine, folder: &Path, replace: bool) {
    let started = engine
        .hand_over(HandOverTo {
            folder: folder.display().to_string(),
            replace,
        })
        .expect("it begins");
    wait(engine, started.job);
}

fn json(folder: &Path, name: &str) -> Value {
    let text = std::fs::read_to_string(folder.join(name)).expect(name);
    serde_json::from_str(&text).expect(name)
}

/// A Parquet file as a header and lines of texts, read by the program's own reader into a project of its own.
fn table(folder: &Path, name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let aside = tempfile::tempdir().expect("a folder");
    let reader = engine();
    reader
        .create_project(rollcall_engine::view::CreateProject {
            path: aside.path().join("aside.rollcall").display().to_string(),
            name: "aside".into(),
        })
        .expect("a project");
    let started = reader
        .import_files(ImportFiles {
            paths: vec![folder.join(name).display().to_string()],
            choices: Vec::new(),
            then_audit: false,
        })
        .expect("it begins");
    wait(&reader, started.job);
    let file = rusqlite::Connection::open(aside.path().join("aside.rollcall")).expect("the file");
    let header: String = file
        .query_row("SELECT header FROM load", [], |row| row.get(0))
        .expect("a load");
    let header: Vec<String> = serde_json::from_str(&header).expect("names");
    let mut statement = file
        .prepare("SELECT cells FROM raw_row ORDER BY record_id")
        .expect("rows");
    let cells: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .expect("rows")
        .collect::<Result<_, _>>()
        .expect("cells");
    let lines = cells.iter().map(|cells| {
        let cells: Vec<Value> = serde_json::from_str(cells).expect("cells");
        let text = |cell: &Value| match cell {
            Value::String(text) => text.clone(),
            other => other["s"].as_str().unwrap_or_default().to_owned(),
        };
        cells.iter().map(text).collect()
    });
    (header, lines.collect())
}

/// The same, each line by the names of its columns.
fn rows(folder: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let (header, lines) = table(folder, name);
    let named = |line: Vec<String>| header.iter().cloned().zip(line).collect();
    lines.into_iter().map(named).collect()
}

#[test]
fn what_is_handed_over_holds_what_the_project_holds() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = copy(place.path());
    let folder = place.path().join("given");
    handed_over(&engine, &folder);
    for name in FILES.iter().chain(&["verdicts.parquet"]) {
        let length = std::fs::metadata(folder.join(name)).expect(name).len();
        assert!(length > 0, "{name}");
    }
    let figures = json(&folder, "handover.json");
    let project = rusqlite::Connection::open(place.path().join("copy.rollcall")).expect("the file");
    let one = |query: &str| -> i64 { project.query_row(query, [], |row| row.get(0)).expect(query) };
    assert_eq!(
        figures["customers"].as_i64(),
        Some(one("SELECT count(*) FROM now_customer"))
    );
    let crosswalk = rows(&folder, "crosswalk.parquet");
    let assigned = crosswalk
        .iter()
        .filter(|row| !row["customer_id"].is_empty())
        .count();
    assert_eq!(assigned as i64, one("SELECT count(*) FROM now_crosswalk"));
    for row in crosswalk.iter().step_by(997) {
        let customer: String = project
            .query_row(
                "SELECT customer_id FROM now_crosswalk WHERE source = ?1 AND table_name = ?2 AND row_number = ?3",
                [&row["source"], &row["table_name"], &row["row_number"]],
                |row| row.get(0),
            )
            .unwrap_or_default();
        assert_eq!(row["customer_id"], customer, "{row:?}");
    }
    let history = engine.history(ListHistory::default()).expect("the history");
    assert!(
        format!("{history:?}").contains("Handed over"),
        "it is in the history"
    );
}

#[test]
fn the_settings_are_a_model_whose_chances_add_up() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = copy(place.path());
    let folder = place.path().join("given");
    handed_over(&engine, &folder);
    let households = json(&folder, "households.json");
    for dialect in ["duckdb", "spark"] {
        let settings = json(&folder, &format!("splink-{dialect}.json"));
        assert_eq!(settings["sql_dialect"], dialect);
        let prior = settings["probability_two_random_records_match"].as_f64();
        assert!(
            prior.is_some_and(|prior| prior > 0.0 && prior < 0.01),
            "{prior:?}"
        );
        let comparisons = settings["comparisons"].as_array().expect("comparisons");
        assert!(comparisons.len() > 10);
        let told = households["comparisons"].as_array().expect("households");
        assert_eq!(comparisons.len(), told.len());
        for (comparison, told) in comparisons.iter().zip(told) {
            let name = comparison["output_column_name"].as_str().expect("a name");
            assert_eq!(told["comparison"], name);
            let levels = comparison["comparison_levels"].as_array().expect("levels");
            let weighed: Vec<&Value> = levels
                .iter()
                .filter(|level| level["is_null_level"] == false)
                .collect();
            assert_eq!(weighed.len(), told["levels"].as_array().map_or(0, Vec::len));
            assert_eq!(
                weighed.last().map(|last| &last["sql_condition"]),
                Some(&Value::from("ELSE"))
            );
            for chance in ["m_probability", "u_probability"] {
                let sum: f64 = weighed
                    .iter()
                    .map(|level| level[chance].as_f64().expect("a chance"))
                    .sum();
                assert!((sum - 1.0).abs() < 1e-3, "{dialect} {name} {chance} {sum}");
            }
        }
    }
    // The pairs to check by add up: prior and comparisons are the weight of two classes.
    let settings = json(&folder, "splink-duckdb.json");
    let prior = settings["probability_two_random_records_match"]
        .as_f64()
        .expect("a prior");
    let pairs = rows(&folder, "pairs.parquet");
    assert!(pairs.len() > 1_000, "{}", pairs.len());
    for pair in pairs.iter().step_by(37) {
        let number = |name: &str| -> f64 { pair[name].parse().expect(name) };
        let bits: f64 = pair
            .keys()
            .filter(|name| name.starts_with("bits_"))
            .map(|name| number(name))
            .sum();
        let weight = (prior / (1.0 - prior)).log2() + bits;
        assert!(
            (weight - number("weight_of_two_classes")).abs() < 1e-6,
            "{pair:?}"
        );
        assert!(
            number("weight") <= number("weight_of_two_classes") + 1e-9,
            "{pair:?}"
        );
    }
}

#[test]
fn the_views_run_and_agree_as_the_project_does() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = copy(place.path());
    let folder = place.path().join("given");
    handed_over(&engine, &folder);
    let project = rusqlite::Connection::open(place.path().join("copy.rollcall")).expect("the file");
    // The tables that survivorship.sql reads, as the project itself shows them.
    project
        .execute_batch(
            "CREATE TEMPORARY TABLE crosswalk AS SELECT c.*, coalesce(d.as_of, '') AS as_of,
                 coalesce(CAST(strftime('%s', d.as_of) AS INTEGER), -1000000000000) AS as_of_seconds
                 FROM now_crosswalk c JOIN standard_record d ON d.record_id = c.record_id;
             CREATE TEMPORARY TABLE standard_values AS SELECT record_id, attribute, set_number, value,
                 coalesce(CAST(strftime('%s', value) AS INTEGER), -1000000000000) AS value_seconds
                 FROM now_value WHERE state = 'valid';
             CREATE TEMPORARY TABLE overrides (customer_id TEXT, attribute TEXT, value TEXT);",
        )
        .expect("the tables");
    let views = std::fs::read_to_string(folder.join("survivorship.sql")).expect("the views");
    project.execute_batch(&views).expect("the views run");
    for (attribute, column, least) in [("email", "email", 0.95), ("phone", "phone", 0.9)] {
        let (all, alike): (f64, f64) = project
            .query_row(
                &format!(
                    "SELECT count(*), sum(g.value = c.{column}) FROM now_customer c
                     JOIN golden_{attribute} g ON g.customer_id = c.customer_id WHERE c.{column} <> ''"
                ),
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .expect("agreement");
        assert!(
            all > 1_000.0 && alike / all > least,
            "{attribute}: {alike} of {all}"
        );
    }
    // mapping.sql: each view over a table of raw rows with the headers of its file.
    let mapping = std::fs::read_to_string(folder.join("mapping.sql")).expect("the mapping");
    let mut statement = project
        .prepare("SELECT l.header FROM load l JOIN source_table t USING (table_id) WHERE l.state = 'current' ORDER BY l.load_id")
        .expect("loads");
    let headers: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .expect("headers")
        .collect::<Result<_, _>>()
        .expect("headers");
    let known: Vec<Vec<String>> = headers
        .iter()
        .map(|header| serde_json::from_str(header).expect("names"))
        .collect();
    let tables: Vec<&str> = mapping
        .lines()
        .filter_map(|line| line.strip_prefix("FROM raw_")?.strip_suffix(';'))
        .collect();
    assert!(tables.len() > 10, "{tables:?}");
    assert!(tables.len() <= known.len());
    let mut all: Vec<&String> = known.iter().flatten().collect();
    all.sort_unstable_by_key(|name| name.to_lowercase());
    all.dedup_by_key(|name| name.to_lowercase());
    let columns: Vec<String> = all
        .iter()
        .map(|name| format!("\"{}\" TEXT", name.replace('"', "\"\"")))
        .collect();
    for table in tables {
        project
            .execute_batch(&format!(
                "CREATE TABLE raw_{table} ({})",
                columns.join(", ")
            ))
            .expect(table);
    }
    project.execute_batch(&mapping).expect("the mapping runs");
    for line in mapping.lines() {
        if let Some(view) = line
            .strip_prefix("CREATE VIEW ")
            .and_then(|rest| rest.strip_suffix(" AS"))
        {
            let found: i64 = project
                .query_row(&format!("SELECT count(*) FROM {view}"), [], |row| {
                    row.get(0)
                })
                .expect(view);
            assert_eq!(found, 0, "{view}");
        }
    }
}

#[test]
fn a_folder_with_other_files_and_a_project_without_people_are_refused() {
    let place = tempfile::tempdir().expect("a folder");
    let engine = copy(place.path());
    let request = |folder: &Path| HandOverTo {
        folder: folder.display().to_string(),
        replace: false,
    };
    let refused = engine
        .hand_over(request(place.path()))
        .expect_err("other files");
    assert!(refused.to_string().contains("other files"), "{refused}");
    let empty = crate::estate::engine();
    empty
        .create_project(rollcall_engine::view::CreateProject {
            path: place.path().join("empty.rollcall").display().to_string(),
            name: "empty".into(),
        })
        .expect("a project");
    let refused = empty
        .hand_over(request(&place.path().join("new")))
        .expect_err("nothing");
    assert!(
        refused.to_string().contains("Nothing is loaded"),
        "{refused}"
    );
}
