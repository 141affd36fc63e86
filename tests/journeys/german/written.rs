//! Files are written in the language of the program where people read them, and are the same in any where a program does.

use std::fs;
use std::path::{Path, PathBuf};

use rollcall_api::Session;
use serde_json::{Value, json};

use super::speak;
use crate::presenting::{ask, session};

/// Columns of tables for people that hold sentences of the program.
pub(super) const SENTENCES: &[&str] = &["hint", "message", "rule", "why"];

/// Tables for people, and how many of their columns hold sentences.
const TABLES: &[(&str, usize)] = &[
    ("conflicts", 1),
    ("consents", 1),
    ("problems", 2),
    ("review", 1),
];

/// Writes a list with those left out, and the tables for people, in a language.
fn write(session: &Session, folder: &Path, language: &str) -> PathBuf {
    speak(session, language);
    let out = folder.join(language);
    fs::create_dir(&out).expect("a folder");
    let tables = TABLES.iter().map(|(table, _)| (*table, "plain_csv"));
    for (list, destination) in tables.chain([("customers", "mailchimp_contacts")]) {
        let request = json!({
            "list": list, "destination": destination, "left_out_file": true,
            "path": out.join(format!("{list}.csv")),
        });
        ask(session, "deliver_list", request);
    }
    out
}

/// The header and the rows of a table.
fn table(path: &Path) -> (Vec<String>, Vec<csv::StringRecord>) {
    let text = fs::read_to_string(path).expect("a file");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().expect("a header");
    let header = header.iter().map(str::to_owned).collect();
    (
        header,
        reader.records().map(|row| row.expect("a row")).collect(),
    )
}

/// The names of the columns in which two tables differ, and nothing where they are built otherwise.
fn differing(english: &Path, german: &Path) -> Vec<String> {
    let ((header, english), (other, german)) = (table(english), table(german));
    assert_eq!(header, other);
    assert_eq!(english.len(), german.len());
    assert!(!english.is_empty(), "{header:?}");
    let differs = |column: &usize| {
        let mut both = english.iter().zip(&german);
        both.any(|(english, german)| english.get(*column) != german.get(*column))
    };
    let columns = (0..header.len()).filter(differs);
    columns.map(|column| header[column].clone()).collect()
}

#[test]
fn what_people_read_in_a_file_is_german_and_what_programs_read_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = session(folder.path());
    let [english, german] = ["en", "de"].map(|language| write(&session, folder.path(), language));
    let list = "customers.csv";
    assert_eq!(
        fs::read(english.join(list)).expect("the list"),
        fs::read(german.join(list)).expect("the list"),
        "what goes up to a platform has no language"
    );

    let left_out = "customers-left-out.csv";
    let differ = differing(&english.join(left_out), &german.join(left_out));
    assert_eq!(differ, ["reason_in_words"]);
    let text = fs::read_to_string(german.join(left_out)).expect("those left out");
    assert!(text.contains("hat Nein gesagt"), "{text:.500}");
    for (table, count) in TABLES {
        let name = format!("{table}.csv");
        let differ = differing(&english.join(&name), &german.join(&name));
        assert_eq!(differ.len(), *count, "{table}: {differ:?}");
        assert!(
            differ.iter().all(|one| SENTENCES.contains(&one.as_str())),
            "{table}: {differ:?}"
        );
    }

    let page = |out: &Path| -> Value {
        let text = fs::read_to_string(out.join("customers.manifest.json")).expect("a page");
        serde_json::from_str(&text).expect("JSON")
    };
    let (english, mut german) = (page(&english), page(&german));
    assert_eq!(german["list"], "Alle Kunden");
    let delivery = &mut german["deliveries"][0];
    assert_eq!(delivery["destination_name"], "Mailchimp-Kontakte");
    // All else is the same, but for what is said of the rules.
    delivery["destination_name"] = json!("Mailchimp contacts");
    german["list"] = json!("All customers");
    for member in ["rules", "written_at"] {
        german[member] = english[member].clone();
    }
    assert_eq!(english, german);
}
