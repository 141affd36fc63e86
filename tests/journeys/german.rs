//! In German every sentence of every reply is German, and everything else leaves as it is: codes, names, values, and
//! what is kept.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_api::{Session, translated, untranslated};
use rollcall_tests::checkout::sample_exports;
use rollcall_words::Language;
use serde_json::{Value, json};

use crate::presenting::{ask, ask_everything, requests, session, texts};

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
    known
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
    let halves = words(&replies)
        .into_iter()
        .filter(|(english, german)| english != german)
        .filter(|(_, german)| {
            // What is quoted may be anything.
            let told = german.split(['„', '“', '”', '"']).step_by(2);
            told.flat_map(|told| told.split(|one: char| !one.is_alphanumeric()))
                .any(|word| ENGLISH.contains(&word))
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
        differing(english, german, &mut found);
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
