//! In German every sentence of every reply is German, and everything else leaves as it is: codes, names, values, and
//! what is kept.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_api::{Session, translated, untranslated};
use rollcall_tests::checkout::sample_exports;
use rollcall_tests::rollcall::rollcall;
use rollcall_words::Language;
use serde_json::{Value, json};

use crate::presenting::{ask, ask_everything, requests, session, texts};

mod named;
mod taken_over;
mod written;

/// Words that stand in no German sentence. Names of products and files may hold other English ones.
const ENGLISH: &[&str] = &[
    "the",
    "which",
    "their",
    "were",
    "nobody",
    "people",
    "rows",
    "have",
    "this",
    "that",
    "from",
    "with",
    "because",
    "customers",
    "records",
    "every",
];

/// Speaks a language from now on.
fn speak(session: &Session, language: &str) {
    ask(session, "set_language", json!({ "language": language }));
}

/// What every question of the table is answered in English.
fn in_english(session: &Session) -> Vec<(&'static str, Value)> {
    ask_everything(session, &requests(session))
}

/// Words of the program, with their German: of a reply each as often as it is told.
fn words(replies: &[(&'static str, Value)]) -> Vec<(String, String)> {
    replies
        .iter()
        .flat_map(|(command, reply)| translated(command, reply, Language::German))
        .collect()
}

/// The texts of replies that are no words of the program, and the cells of the sample: a sentence may be one of them,
/// such as the name of a source.
fn names_and_values(replies: &[(&'static str, Value)]) -> BTreeSet<String> {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    let mut all = Vec::new();
    for (_, reply) in replies {
        texts(reply, &mut all);
    }
    for text in all {
        *counts.entry(text).or_default() += 1;
    }
    let words = words(replies);
    for (english, _) in &words {
        *counts.entry(english.as_str()).or_default() -= 1;
    }
    let told = counts.into_iter().filter(|(_, count)| *count > 0);
    let mut known: BTreeSet<String> = told.map(|(text, _)| text.to_owned()).collect();
    for file in std::fs::read_dir(sample_exports()).expect("the sample") {
        let bytes = std::fs::read(file.expect("a file").path()).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        known.extend(
            text.split([',', ';', '\t', '"', '\n', '\r'])
                .map(|cell| cell.trim().to_owned()),
        );
    }
    known.extend(replies.iter().flat_map(|(_, reply)| codes_of_cells(reply)));
    known
}

/// What a column's cells stand for: the cell and the code, no word of the program.
fn codes_of_cells(reply: &Value) -> Vec<String> {
    let columns = reply["columns"].as_array().into_iter().flatten();
    columns
        .filter(|column| column["change"] == "value_map")
        .filter_map(|column| column["transformation"].as_str())
        .map(str::to_owned)
        .collect()
}

/// What a sentence calls tables and files, as people named them: "customers" alone is none of these.
fn names(session: &Session) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(sample_exports())
        .expect("the sample")
        .map(|file| file.expect("a file").file_name().display().to_string())
        .collect();
    let tables = ask(session, "list_mappings", json!({}));
    for table in tables.as_array().expect("tables") {
        let source = table["source"]["name"].as_str().expect("a source");
        let table = table["name"].as_str().expect("a table");
        names.push(format!("{source} · {table}"));
        names.push(format!("{source}, {table}"));
        names.push(format!("{source} ({table})"));
    }
    names
}

/// The same sentences with how often they are there, the most frequent first.
fn counted(sentences: impl Iterator<Item = String>) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for sentence in sentences {
        *counts.entry(sentence).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(&right.0)));
    counts
        .into_iter()
        .map(|(sentence, count)| format!("{count:>6}  {sentence}"))
        .collect()
}

#[test]
fn every_sentence_of_every_reply_is_in_german() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = session(folder.path());
    let replies = in_english(&session);
    let known = names_and_values(&replies);
    let left = replies
        .iter()
        .flat_map(|(command, reply)| untranslated(command, reply, Language::German))
        .filter(|sentence| {
            let bare = sentence.trim_end_matches(['.', ':', ';']);
            !known.contains(sentence) && !known.contains(bare)
        });
    let left = counted(left);
    assert!(
        left.is_empty(),
        "{} sentences are in English alone:\n{}",
        left.len(),
        left.join("\n")
    );
}

#[test]
fn no_sentence_is_half_german() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = session(folder.path());
    let replies = in_english(&session);
    let names = names(&session);
    let halves = words(&replies)
        .into_iter()
        .filter(|(english, german)| english != german)
        .filter(|(_, german)| {
            let mut told = german.clone();
            for name in &names {
                told = told.replace(name.as_str(), "");
            }
            // What is quoted may be anything.
            let words = told
                .split(['„', '“', '”', '"'])
                .step_by(2)
                .flat_map(|told| told.split(|one: char| !one.is_alphanumeric()));
            let english: Vec<&str> = words.filter(|word| ENGLISH.contains(word)).collect();
            !english.is_empty()
        })
        .map(|(english, german)| format!("{german}   ← {english}"));
    let halves = counted(halves);
    assert!(
        halves.is_empty(),
        "{} sentences hold English words:\n{}",
        halves.len(),
        halves.join("\n")
    );
}

/// Where two answers to the same question differ in a text.
fn differing(english: &Value, german: &Value, found: &mut Vec<(String, String)>) {
    match (english, german) {
        (Value::String(english), Value::String(german)) if english != german => {
            found.push((english.clone(), german.clone()));
        }
        (Value::Array(english), Value::Array(german)) => {
            assert_eq!(english.len(), german.len());
            for (english, german) in english.iter().zip(german) {
                differing(english, german, found);
            }
        }
        (Value::Object(english), Value::Object(german)) => {
            for (name, english) in english {
                if let Some(german) = german.get(name) {
                    differing(english, german, found);
                }
            }
        }
        _ => {}
    }
}

/// An answer without the sentences of a table for people, which are cells of it.
fn without_sentences(reply: &Value) -> Value {
    let mut reply = reply.clone();
    let columns = reply["columns"].as_array().cloned().unwrap_or_default();
    let sample = reply.get_mut("sample").and_then(Value::as_array_mut);
    for row in sample.into_iter().flatten() {
        for (column, cell) in columns.iter().zip(row.as_array_mut().into_iter().flatten()) {
            if written::SENTENCES.iter().any(|one| column == one) {
                *cell = Value::Null;
            }
        }
    }
    reply
}

#[test]
fn codes_names_and_values_are_the_same_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = session(folder.path());
    let requests = requests(&session);
    let english = ask_everything(&session, &requests);
    speak(&session, "de");
    let german = ask_everything(&session, &requests);
    let mut changed = 0;
    for ((command, english), (_, german)) in english.iter().zip(&german) {
        let words: BTreeMap<String, String> = translated(command, english, Language::German)
            .into_iter()
            .collect();
        let mut found = Vec::new();
        let (english, german) = (without_sentences(english), without_sentences(german));
        differing(&english, &german, &mut found);
        changed += found.len();
        for (english, german) in found {
            let is_page = english.starts_with("<!doctype");
            assert!(
                is_page || words.get(&english) == Some(&german),
                "{command}: {english} became {german}"
            );
        }
    }
    assert!(changed > 1_000, "{changed} texts are German");
    // Another language is another way to tell it; nothing is kept.
    speak(&session, "en");
    let again = ask(&session, "overview", json!({}));
    let before = english.iter().find(|(command, _)| *command == "overview");
    assert_eq!(
        again["headline"],
        before.expect("an overview").1["headline"]
    );
}

#[test]
fn what_is_given_back_in_german_is_kept_in_english() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = session(folder.path());
    let templates = |session: &Session| ask(session, "use_cases", json!({}))["templates"].clone();
    let english = templates(&session);
    speak(&session, "de");
    let german = templates(&session);
    assert_ne!(english[0]["problem"], german[0]["problem"]);
    let own = "Unsere eigenen Worte";
    ask(
        &session,
        "set_use_case",
        json!({
            "name": own, "problem": german[0]["problem"], "measure": german[0]["measure"],
            "baseline": "", "target": "",
        }),
    );
    speak(&session, "en");
    let cases = ask(&session, "use_cases", json!({}))["use_cases"].clone();
    let kept = cases
        .as_array()
        .expect("use cases")
        .iter()
        .find(|one| one["name"] == own)
        .expect("the new one");
    assert_eq!(kept["problem"], english[0]["problem"]);
    assert_eq!(kept["measure"], english[0]["measure"]);
}

#[test]
fn what_somebody_calls_something_stays_though_the_program_says_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = session(folder.path());
    let kinds = |session: &Session| {
        let kinds = ask(session, "inventory", json!({}))["kinds"].clone();
        kinds.as_array().expect("kinds").clone()
    };
    let english = kinds(&session);
    speak(&session, "de");
    let german = kinds(&session);
    let mut both = english.iter().zip(&german);
    let (_, kind) = both
        .find(|(english, german)| english["label"] != german["label"])
        .expect("a kind with a German name");
    let label = kind["label"].clone();
    ask(
        &session,
        "describe_source",
        json!({ "source": null, "name": label, "kind": kind["kind"] }),
    );
    for language in ["de", "en"] {
        speak(&session, language);
        let sources = ask(&session, "inventory", json!({}))["sources"].clone();
        let mut names = sources.as_array().expect("sources").iter();
        assert!(
            names.any(|one| one["mark"]["name"] == label),
            "{language}: {label}"
        );
    }
    // The same of a list whose name the program has in its catalogue.
    let saved = ask(&session, "list_saved", json!({}));
    let mut templates = saved["templates"].as_array().expect("templates").iter();
    let begun = templates
        .find(|one| !one["condition"].is_null())
        .expect("a list to begin from");
    let name = "Newsletter and E-mail";
    ask(
        &session,
        "save_list",
        json!({
            "list": null, "name": name, "purpose": begun["purpose"], "condition": begun["condition"], "reason": "",
        }),
    );
    speak(&session, "de");
    let lists = ask(&session, "lists", json!({}))["lists"].clone();
    let mut names = lists.as_array().expect("lists").iter();
    assert!(names.any(|one| one["name"] == name));
}

#[test]
fn errors_and_the_report_speak_german() {
    let folder = tempfile::tempdir().expect("a folder");
    let session = session(folder.path());
    speak(&session, "de");
    let told = session.call("get_customer", json!({ "customer": "C999999" }));
    let told = told.expect_err("nobody").message;
    assert!(!told.contains("There is no"), "{told}");
    let unspoken = session.call("set_language", json!({ "language": "tlh" }));
    let unspoken = unspoken.expect_err("nobody speaks it").message;
    assert!(!unspoken.contains("There is no"), "{unspoken}");

    let page = folder.path().join("bericht.html");
    ask(
        &session,
        "write_report",
        json!({ "path": page, "unmasked": false }),
    );
    let html = std::fs::read_to_string(&page).expect("the report");
    assert!(html.contains("<html lang=\"de\">"));
    assert!(html.contains("15. Juni 2026"), "the day it was made");
    assert!(!html.contains("What we do not know"));
    assert!(!html.contains("not a data warehouse"));
    // Names of sheets are told apart and short enough, or the workbook would not be written.
    let tables = folder.path().join("bericht.xlsx");
    ask(
        &session,
        "write_report",
        json!({ "path": tables, "unmasked": false }),
    );
    assert!(std::fs::metadata(&tables).is_ok_and(|file| file.len() > 1_000));
}

/// What the command line answers.
#[track_caller]
fn answer(words: &[&str]) -> String {
    let said = rollcall(words).expect("the command line");
    assert!(said.success, "{words:?}: {}", said.complaints);
    said.output
}

#[test]
fn the_help_of_commands_is_for_programs_and_stays() {
    for words in [
        ["call", "set_column", "--help"].as_slice(),
        &["call", "erase_person", "--help"],
        &["call", "deliver_list", "--help"],
        &["commands"],
    ] {
        let german = answer(&[words, &["--language", "de"]].concat());
        assert_eq!(german, answer(words));
    }
}

#[test]
fn at_the_terminal_lists_go_by_codes_that_can_be_typed_and_by_german_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (people, project) = (at("people.csv"), at("shop.rollcall"));
    let rows = "Email,First name,Last name\nanna@example.org,Anna,Berg\nbo@example.org,Bo,Lund\n";
    std::fs::write(&people, rows).expect("a file");
    answer(&[
        "audit",
        &people,
        "--project",
        &project,
        "--today",
        "2026-11-23",
    ]);

    let german = |words: &[&str]| answer(&[words, &["--language", "de"]].concat());
    let codes = |told: &str| -> Vec<String> {
        let lines = told.lines().filter(|line| !line.starts_with(' '));
        lines
            .filter_map(|line| line.split_whitespace().next())
            .map(str::to_owned)
            .collect()
    };
    let shown = german(&["list", "show", &project]);
    assert_eq!(codes(&shown), codes(&answer(&["list", "show", &project])));
    assert!(shown.contains("Alle Kunden  (zum Anschreiben)"), "{shown}");
    assert!(!shown.contains("All customers"), "{shown}");
    for list in ["customers", "Alle Kunden", "All customers"] {
        let told = german(&["list", "preview", &project, list]);
        assert!(told.starts_with("2 gewählt, 2 in der Datei"), "{told}");
        // The source is called as the file is.
        assert!(told.contains("Abgeglichen mit: People"), "{told}");
    }

    let info = german(&["project", "info", &project]);
    assert!(info.contains("2 Zeilen, 0 zurückgestellt"), "{info}");
    assert!(info.contains("people.csv  (in Gebrauch)"), "{info}");
    let table = info.lines().nth(1).unwrap_or_default();
    assert!(table.starts_with("  people "), "{info}");
}
