//! What is done next, drawn by chance: the deeds that can be taken back, and everything else a person does.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use super::place::Place;
use crate::undone::deeds::{KINDS, ask, draw, first_files, load, person};

/// What is drawn besides the deeds that can be taken back; what is named twice comes twice as often.
const MORE: [&str; 24] = [
    "judge_pair",
    "judge_pair",
    "judge_pair",
    "regroup",
    "regroup",
    "run_audit",
    "run_audit",
    "run_audit",
    "run_audit",
    "load_messy",
    "load_messy",
    "load_again",
    "confirm_mapping",
    "save_list",
    "rename_list",
    "remove_list",
    "deliver_list",
    "erase_person",
    "retain",
    "purge_source",
    "hand_over",
    "undo",
    "redo",
    "reopen",
];

/// Something to do.
pub(super) struct Deed {
    /// What it is called in the story.
    pub(super) kind: &'static str,
    /// The command; blank for closing and opening the project.
    pub(super) command: &'static str,
    pub(super) request: Value,
}

/// Everything that can be drawn.
pub(super) fn kinds() -> impl Iterator<Item = &'static str> {
    KINDS.into_iter().chain(MORE)
}

/// The next deed; nothing where the project has nothing it could be about.
pub(super) fn next(place: &Place, chance: &mut fastrand::Rng, number: usize) -> Option<Deed> {
    let is_more = chance.u8(..5) < 3;
    let kind = if is_more {
        MORE[chance.usize(..MORE.len())]
    } else {
        KINDS[chance.usize(..KINDS.len())]
    };
    let (command, request) = if KINDS.contains(&kind) {
        let request = draw(&place.session, &place.exports(), chance, kind, number)?;
        (kind, request)
    } else {
        more(place, chance, kind, number)?
    };
    Some(Deed {
        kind,
        command,
        request,
    })
}

/// An export nobody tidied: blank lines, rows too short and too long, ids that stand twice, fillers, days there are
/// none of, and rows that are years old.
fn messy(export: usize) -> String {
    let mut text =
        "Member ID;First name;Last name;E-mail;Joined;Updated at\n\nM99;Lone\n".to_owned();
    for row in export..export + 6 {
        let [given, family, email, born, _] = person(row);
        let (given, email, joined) = match row % 3 {
            0 => (given.to_uppercase(), email.to_uppercase(), "2019-13-45"),
            1 => (format!("  {given} "), "n/a".to_owned(), ""),
            _ => (given, format!(" {email}"), born.as_str()),
        };
        let year = 2022 + row % 5;
        writeln!(
            text,
            "M{row};{given};{family};{email};{joined};{year}-02-06"
        )
        .expect("a row");
    }
    text + "M1;Twice;Told;twice.told@example.org;;2023-01-05\n\
        M98;Long;Row;long.row@example.org;;2023-01-05;too;many;cells\n\
        M97;\"Ann \"\"Q\"\"\";O'Neil;ann.oneil@example.org;;\n"
}

/// The numbers of the sources.
fn sources(place: &Place) -> Vec<i64> {
    let inventory = ask(&place.session, "inventory", json!({}));
    let sources = inventory["sources"].as_array().into_iter().flatten();
    sources
        .filter_map(|source| source["mark"]["source"].as_i64())
        .collect()
}

/// The numbers of the lists people made.
fn lists(place: &Place) -> Vec<i64> {
    let saved = ask(&place.session, "list_saved", json!({}));
    let lists = saved["lists"].as_array().into_iter().flatten();
    lists.filter_map(|list| list["list"].as_i64()).collect()
}

/// One of a list, by chance.
fn one<T: Clone>(chance: &mut fastrand::Rng, of: &[T]) -> Option<T> {
    chance.choice(of).cloned()
}

fn more(
    place: &Place,
    chance: &mut fastrand::Rng,
    kind: &'static str,
    number: usize,
) -> Option<(&'static str, Value)> {
    let exports = place.exports();
    Some(match kind {
        "load_messy" => {
            let text = messy(chance.usize(..3));
            ("import_files", load(&exports, "members.csv", &text))
        }
        "load_again" => ("import_files", again(&exports, chance)),
        "confirm_mapping" => {
            let tables = ask(&place.session, "list_mappings", json!({}));
            let table = one(chance, tables.as_array()?)?;
            (kind, json!({ "table": table["table"] }))
        }
        "save_list" | "rename_list" | "remove_list" | "deliver_list" => {
            (kind, about_list(place, chance, kind, number)?)
        }
        "erase_person" => {
            let page = json!({ "limit": 100 });
            let page = ask(&place.session, "search_customers", page);
            let who = one(chance, page["customers"].as_array()?)?;
            let reason = format!("request {number}");
            (
                kind,
                json!({ "customer": who["customer"], "reason": reason }),
            )
        }
        "retain" => {
            let rule = format!("retention:{}", one(chance, &sources(place))?);
            let choice = one(chance, &["months:6", "months:24", "unlimited"])?;
            (
                "decide_rule",
                json!({ "rule": rule, "choice": choice, "sentence": "", "reason": format!("term {number}") }),
            )
        }
        "purge_source" => {
            let source = one(chance, &sources(place))?;
            let shown = ask(&place.session, "preview_purge", json!({ "source": source }));
            let rows = shown["total"].as_u64().filter(|rows| *rows > 0)?;
            (
                kind,
                json!({ "source": source, "rows": rows, "reason": format!("over {number}") }),
            )
        }
        "hand_over" => {
            let folder = place.written(&format!("given-{number}"));
            (kind, json!({ "folder": folder }))
        }
        "reopen" => ("", json!({})),
        // Audit, undo and redo ask for nothing.
        _ => (kind, json!({})),
    })
}

/// A file that was written before, as it stands: its rows may be in use, replaced, taken back or erased.
fn again(exports: &Path, chance: &mut fastrand::Rng) -> Value {
    let files = first_files();
    let (name, text) = &files[chance.usize(..files.len())];
    if chance.bool() {
        return load(exports, name, text);
    }
    json!({ "paths": [exports.join(name)] })
}

fn about_list(
    place: &Place,
    chance: &mut fastrand::Rng,
    kind: &str,
    number: usize,
) -> Option<Value> {
    let made = lists(place);
    let name = format!("List {number}");
    Some(match kind {
        "save_list" => {
            let known = json!({ "kind": "attribute", "subject": "email", "test": "filled" });
            let calm = json!({ "kind": "state", "subject": "in_conflict", "test": "is_not" });
            let condition = match chance.usize(..3) {
                0 => known,
                1 => calm,
                _ => json!({ "kind": "all", "conditions": [known, calm] }),
            };
            let list = one(chance, &made).filter(|_| chance.bool());
            json!({
                "list": list, "name": name, "condition": condition, "reason": format!("campaign {number}"),
                "purpose": one(chance, &["contact", "suppress"])?,
            })
        }
        "rename_list" => json!({ "list": one(chance, &made)?, "name": name }),
        "remove_list" => json!({ "list": one(chance, &made)? }),
        _ => {
            let lists = ask(&place.session, "lists", json!({}));
            let list = one(chance, lists["lists"].as_array()?)?;
            let destination = one(chance, list["destinations"].as_array()?)?;
            let path = place.written(&format!("list-{number}.csv"));
            json!({ "list": list["code"], "destination": destination, "path": path, "left_out_file": chance.bool() })
        }
    })
}
