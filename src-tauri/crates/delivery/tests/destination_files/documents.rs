//! What the documents say of destinations is what the recipes say.

use std::fs;
use std::path::{Path, PathBuf};

use rollcall_delivery::{Destination, FileFormat, Hashing, Normaliser};

use crate::cast::built_in;

/// Set to write the table anew.
const WRITE: &str = "ROLLCALL_WRITE_GOLDEN";
const BEGIN: &str = "| destination | file | hashes | caps | rules from |\n";

fn readme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../README.md")
}

fn line(one: &Destination) -> String {
    let file = match (one.file.format, one.file.has_header) {
        (FileFormat::Xlsx, _) => "XLSX, text cells".to_owned(),
        (FileFormat::Csv, false) => "one column, no header".to_owned(),
        (FileFormat::Csv, true) => format!("{} columns", one.columns.len()),
    };
    let hashes = match one.hashing {
        Hashing::Never => "no",
        Hashing::On | Hashing::Off => "or plain",
        Hashing::Always => "always",
    };
    let mut caps: Vec<String> = Vec::new();
    caps.extend(one.rows_per_file.map(|rows| format!("{rows} rows")));
    caps.extend(
        one.bytes_per_file
            .map(|bytes| format!("{} MB", bytes / 1_000_000)),
    );
    caps.extend(
        one.one_file_per
            .as_ref()
            .map(|_| "a file a consent".to_owned()),
    );
    if !one.regions.own_file.is_empty() {
        caps.push("files by region and consent".to_owned());
    }
    caps.extend(
        one.minimum_rows
            .map(|rows| format!("{rows} people at least")),
    );
    format!(
        "| {} (`{}`) | {file} | {hashes} | {} | {}, {} |\n",
        one.name,
        one.code,
        caps.join(", "),
        one.tier.label(),
        one.read_on
    )
}

#[test]
fn the_readme_tells_every_destination_as_it_is() {
    let mut table = format!("{BEGIN}|---|---|---|---|---|\n");
    for one in built_in() {
        table.push_str(&line(&one));
    }
    let text = fs::read_to_string(readme()).expect("the page");
    if std::env::var_os(WRITE).is_some() {
        let start = text.find(BEGIN).or_else(|| text.find("DESTINATION_TABLE"));
        let start = start.expect("a place for the table");
        let rest = &text[start..];
        let end = rest.find("\n\n").or_else(|| rest.find("\nA recipe"));
        let end = end.expect("what follows") + 1;
        let renewed = format!("{}{table}{}", &text[..start], &rest[end..]);
        fs::write(readme(), renewed).expect("written");
    }
    let text = fs::read_to_string(readme()).expect("the page");
    assert!(
        text.contains(&table),
        "the table of destinations is old; set {WRITE}=1 to renew it"
    );
}

#[test]
fn the_page_on_recipes_names_every_key_and_step() {
    let page = include_str!("../../RECIPES.md");
    let every = built_in().into_iter().find(|one| one.code == "plain_csv");
    let mut one = every.expect("a recipe");
    one.minimum_rows = Some(1);
    one.rows_per_file = Some(1);
    one.bytes_per_file = Some(2000);
    one.one_row_per = Some("E-mail".into());
    one.one_file_per = Some(rollcall_model::Attribute::EmailConsent);
    one.columns.truncate(1);
    let text = toml::to_string(&one).expect("text");
    let keys = text.lines().filter_map(|line| line.split_once(" = "));
    for (key, _) in keys {
        let of_table = ["", "consent.", "regions."].map(|table| format!("`{table}{key}`"));
        assert!(
            of_table.iter().any(|one| page.contains(one)),
            "{key} is not told"
        );
    }
    for step in Normaliser::ALL {
        let name = serde_json::to_string(step)
            .expect("a name")
            .replace('"', "`");
        assert!(page.contains(&name), "{name} is not told");
    }
}
