//! Every sentence the program tells people is in the catalogue of the other language.
//!
//! The rule: a text in the sources is a sentence where it begins with a capital letter or a place that is filled in,
//! ends as a sentence does and has two words, or where it has more than three words. It is in the catalogue where it
//! is a key as a whole, whatever its places are called, or where each sentence of it is one.

mod literals;

use std::collections::BTreeSet;

use rollcall_tests::checkout::{Tracked, tracked};
use rollcall_words::{outline, pieces};

use crate::none;
use literals::{Literal, literals};

/// The rooms whose sentences reach people.
const ROOMS: &[&str] = &[
    "api",
    "checks",
    "cli",
    "delivery",
    "engine",
    "golden",
    "governance",
    "intake",
    "linkage",
    "lists",
    "mapping",
    "model",
    "standardise",
    "store",
];

/// Sources whose texts stay English, each with the reason.
const ENGLISH: &[(&str, &str)] = &[
    (
        "src-tauri/crates/engine/src/handover",
        "files for data engineers",
    ),
    (
        "src-tauri/crates/linkage/src/handover",
        "files for data engineers",
    ),
    (
        "src-tauri/crates/cli/src/arguments.rs",
        "the help of the command line, which is made in one language",
    ),
    (
        "src-tauri/crates/api/src/requests.rs",
        "the help of `rollcall call`",
    ),
    (
        "src-tauri/crates/api/src/commands.rs",
        "the list of commands",
    ),
    (
        "src-tauri/crates/api/src/bindings.rs",
        "the generated types of the page",
    ),
];

/// Beginnings of single texts that nobody reads as a sentence, each with the reason.
const NO_SENTENCE: &[(&str, &str)] = &[
    ("conflicts of run ", "the name of an order that is kept"),
    ("customers of run ", "the name of an order that is kept"),
    ("rows of load ", "the name of an order that is kept"),
    ("the cells of a row", "told by the reader of JSON alone"),
    ("a text or a cell with", "told by the reader of JSON alone"),
    ("the number of a form", "told by the reader of JSON alone"),
    ("the values of a record", "told by the reader of JSON alone"),
    ("a form that is not", "told by the reader of JSON alone"),
    ("operation_id, at, who", "columns of a table"),
    ("StoredVerdict ", "the fingerprint of a basis"),
    ("load {} rows {rows} mapping", "the fingerprint of a basis"),
    ("load {} source {} table", "the fingerprint of a basis"),
    ("required group ", "how a Parquet file is built"),
    ("@font-face ", "the fonts of a page"),
    (
        "rollcall 2026-11-29 stand-ins",
        "what stand-ins are made with",
    ),
    ("single view of ", "what a problem is known by"),
    ("one view of ", "what a problem is known by"),
    ("single source of ", "what a problem is known by"),
    ("AD AE AF ", "codes of countries"),
    ("access asked in row", "what a row is known by"),
    ("Usage: rollcall call", "the help of `rollcall call`"),
];

/// Words of SQL, by which a question to the project is told from a sentence.
const SQL: &[&str] = &[
    "SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "WITH", "PRAGMA", "DROP", "ALTER", "ATTACH",
    "DETACH", "VACUUM", "REPLACE", "WHERE", "ORDER", "FROM", "AND", "JOIN", "GROUP", "EXISTS",
    "UNION", "ON", "SET", "VALUES", "CASE", "NULL", "DESC", "LIKE", "ESCAPE", "LIMIT", "BETWEEN",
    "EXPLAIN", "BEGIN",
];

/// What a text may be given to that tells nobody.
const UNTOLD: &[&str] = &[
    "assert!",
    "assert_eq!",
    "assert_ne!",
    "debug!",
    "debug_assert!",
    "debug_assert_eq!",
    "error!",
    "event!",
    "expect",
    "info!",
    "panic!",
    "span!",
    "trace!",
    "unreachable!",
    "warn!",
];

/// How many words an outline has; what is filled in is none.
fn words(outline: &str) -> usize {
    let without_places = outline.replace("{}", "  ");
    without_places
        .split_whitespace()
        .filter(|word| {
            let letters: Vec<bool> = word.chars().map(char::is_alphabetic).collect();
            letters.windows(2).any(|two| two[0] && two[1])
        })
        .count()
}

fn is_sql(outline: &str) -> bool {
    outline
        .split(|one: char| !one.is_alphanumeric() && one != '_')
        .any(|word| SQL.contains(&word))
}

/// Whether an outline reads as a sentence.
fn is_sentence(outline: &str) -> bool {
    if !outline.contains(' ') || is_sql(outline) {
        return false;
    }
    let begins = outline.starts_with("{}") || outline.starts_with(char::is_uppercase);
    let ends = outline.ends_with(['.', '?', '!', '…']);
    (begins && ends && words(outline) >= 2) || words(outline) > 3
}

/// The sentences of a text, line by line and column by column, as outlines.
fn sentences(text: &str) -> Vec<String> {
    let columns = text.lines().flat_map(|line| line.trim().split("  "));
    let mut sentences = Vec::new();
    for column in columns {
        // What is filled in behind the end of a sentence may be another one.
        let mut apart = outline(column);
        for end in ['.', '!', '?', ':', ';', '…'] {
            apart = apart.replace(&format!("{end}{{}}"), &format!("{end} {{}}"));
        }
        let cut = pieces(&apart);
        sentences.extend(
            cut.into_iter()
                .map(|(from, to)| apart[from..to].to_owned())
                .filter(|one| is_sentence(one)),
        );
    }
    sentences
}

/// The texts of a source that people read.
fn told(file: &Tracked) -> Vec<Literal> {
    let source = file.text.as_deref().unwrap_or_default();
    literals(source)
        .into_iter()
        .filter(|one| {
            let is_in = |name: &str| one.inside.iter().any(|inside| inside == name);
            !UNTOLD.iter().any(|name| is_in(name)) && (!is_in("#[") || is_in("error"))
        })
        .filter(|one| is_sentence(&outline(&one.text)))
        .filter(|one| {
            let text = one.text.trim_start();
            !NO_SENTENCE.iter().any(|(begin, _)| text.starts_with(begin))
        })
        .collect()
}

/// The sources that are there for tests alone, as the module above them says.
fn of_tests(files: &[Tracked]) -> BTreeSet<String> {
    let mut of_tests = BTreeSet::new();
    for file in files.iter().filter(|file| file.ends_with(&["rs"])) {
        let folder = ["/lib.rs", "/main.rs", ".rs"]
            .iter()
            .find_map(|ending| file.path.strip_suffix(ending))
            .unwrap_or_default();
        let text = file.text.as_deref().unwrap_or_default();
        for rest in text.split("#[cfg(test)]\n").skip(1) {
            let module = rest.lines().next().unwrap_or_default();
            let name = module
                .strip_prefix("mod ")
                .and_then(|module| module.strip_suffix(';'));
            of_tests.extend(name.map(|name| format!("{folder}/{name}.rs")));
        }
    }
    of_tests
}

fn sources() -> Vec<Tracked> {
    let files = tracked();
    let of_tests = of_tests(&files);
    let is_told = |file: &Tracked| {
        let is_in_room = ROOMS
            .iter()
            .any(|room| file.is_below(&format!("src-tauri/crates/{room}/src")));
        let is_english = ENGLISH
            .iter()
            .any(|(begin, _)| file.path.starts_with(begin));
        let is_test = of_tests.contains(&file.path) || file.path.contains("/tests/");
        is_in_room && file.ends_with(&["rs"]) && !is_english && !is_test
    };
    files.into_iter().filter(is_told).collect()
}

/// The keys of the catalogue, as outlines.
fn keys() -> BTreeSet<String> {
    let files = tracked()
        .into_iter()
        .filter(|file| file.is_below("src-tauri/crates/words/src/de") && file.ends_with(&["json"]));
    files
        .flat_map(|file| {
            let text = file.text.unwrap_or_default();
            let entries: serde_json::Map<String, serde_json::Value> =
                serde_json::from_str(&text).expect("a file of the catalogue");
            entries.into_iter().map(|(key, _)| outline(&key))
        })
        .collect()
}

/// What is missing of a text: nothing where it is a key, or every sentence of it is one.
fn missing(text: &str, keys: &BTreeSet<String>) -> Vec<String> {
    let whole = outline(text);
    if keys.contains(&whole) {
        return Vec::new();
    }
    let sentences = sentences(text);
    if sentences.is_empty() {
        return vec![whole];
    }
    sentences
        .into_iter()
        .filter(|one| !keys.contains(one))
        .collect()
}

#[test]
fn every_sentence_is_in_the_catalogue() {
    let keys = keys();
    let mut findings = Vec::new();
    let mut count = 0;
    for file in sources() {
        for one in told(&file) {
            count += 1;
            let lacks = missing(&one.text, &keys).into_iter();
            findings.extend(lacks.map(|lacks| format!("{}:{}: {lacks}", file.path, one.line)));
        }
    }
    assert!(count > 1_000, "the sentences were not found: {count}");
    none(
        &format!(
            "{} of {count} sentences are in English alone:",
            findings.len()
        ),
        &findings,
    );
}

#[test]
fn every_text_of_a_printed_page_is_in_the_catalogue() {
    let keys = keys();
    let mut findings = Vec::new();
    let pages = tracked().into_iter().filter(|file| {
        file.is_below("src-tauri/crates/delivery/templates") && file.ends_with(&["html"])
    });
    for page in pages {
        let html = page.text.clone().unwrap_or_default();
        let body = html.split_once("</style>").map_or("", |(_, body)| body);
        for text in without_code(body).split(['<', '>']).skip(2).step_by(2) {
            let text = outline(text);
            if words(&text) > 0 && !missing(&text, &keys).is_empty() {
                findings.push(format!("{}: {text}", page.path));
            }
        }
    }
    none("Texts of printed pages in English alone:", &findings);
}

#[test]
fn every_rule_of_standardising_is_in_the_catalogue() {
    let keys = keys();
    let mut count = 0;
    let mut findings = Vec::new();
    let lists = tracked().into_iter().filter(|file| {
        file.is_below("src-tauri/crates/standardise/data") && file.path.ends_with("/rules.tsv")
    });
    for list in lists {
        let text = list.text.as_deref().unwrap_or_default();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        for (rule, sentence) in lines.filter_map(|line| line.split_once('\t')) {
            count += 1;
            if !missing(sentence, &keys).is_empty() {
                findings.push(format!("{rule}: {sentence}"));
            }
        }
    }
    assert!(count > 20, "the rules were not found: {count}");
    none("Rules told in English alone:", &findings);
}

/// A template whose branches are taken apart, and in which what is filled in is a place.
fn without_code(template: &str) -> String {
    let mut plain = String::new();
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let (end, instead) = match rest.as_bytes().get(1) {
            Some(b'%') => ("%}", "<>"),
            Some(b'{') => ("}}", "{}"),
            _ => ("{", "{"),
        };
        plain.push_str(instead);
        rest = rest.split_once(end).map_or("", |(_, rest)| rest);
    }
    plain.push_str(rest);
    plain
}

#[test]
fn a_text_is_a_sentence_by_how_it_reads() {
    for (text, expected) in [
        ("Nothing is loaded.", vec!["Nothing is loaded."]),
        ("{} of {all} rows.", vec!["{} of {} rows."]),
        ("{} of {all:>3} rows stay.", vec!["{} of {} rows stay."]),
        ("given_name", vec![]),
        ("a clause of four words", vec!["a clause of four words"]),
        ("three words only", vec![]),
        ("SELECT a, b FROM this table", vec![]),
        (
            "One thing.{other} Another thing.",
            vec!["One thing.", "{} Another thing."],
        ),
        (
            "First line.\n  Second one.",
            vec!["First line.", "Second one."],
        ),
    ] {
        let found: Vec<String> = sentences(text)
            .into_iter()
            .filter(|_| is_sentence(&outline(text)))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
    let keys = BTreeSet::from(["One thing.".to_owned(), "{} of {} rows stay.".to_owned()]);
    assert!(missing("{left} of {} rows stay.", &keys).is_empty());
    assert_eq!(
        missing("One thing. Another thing.", &keys),
        ["Another thing."]
    );
}

#[test]
fn what_stays_english_is_still_there() {
    let files = tracked();
    let gone: Vec<String> = ENGLISH
        .iter()
        .filter(|(begin, _)| !files.iter().any(|file| file.path.starts_with(begin)))
        .map(|(begin, reason)| format!("{begin}: {reason}"))
        .collect();
    none("These are in the list and nowhere else:", &gone);
}
