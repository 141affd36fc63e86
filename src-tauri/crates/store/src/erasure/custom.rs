//! Attributes of a project's own are called by the header of their column. Where a row of the person
//! was taken for a header, such a name is one of the person's values, and it stands wherever the
//! attribute does: it is given another name everywhere.

use std::collections::BTreeSet;
use std::sync::Arc;

use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Transaction};
use serde_json::Value;

use crate::StoreError;
use crate::blot::Blot;

/// Before the name in the code of such an attribute.
const CODE: &str = "custom:";
/// JSON within JSON within JSON: how often a name may be escaped.
const DEEPEST: usize = 2;

/// Every column that may name an attribute and is kept by an erasure.
const NAMING: &[(&str, &[&str])] = &[
    ("value_form", &["attribute"]),
    ("coverage", &["attribute"]),
    ("mapping", &["mapping", "role_reason"]),
    ("column_profile", &["profile", "counted"]),
    ("customer", &["golden"]),
    ("conflict", &["attribute", "content"]),
    ("standing", &["attribute"]),
    ("pair", &["explanation"]),
    ("shared_key", &["attribute"]),
    ("measured", &["detail"]),
    ("measured_row", &["detail"]),
    ("run", &["basis", "settings", "report", "model"]),
    ("override_value", &["attribute"]),
    ("duty", &["subject"]),
    ("note", &["subject"]),
    ("setting", &["name", "value"]),
    ("rule_version", &["rule"]),
    ("rule_set", &["rules"]),
    ("raci", &["subject"]),
    ("use_case", &["attributes"]),
    ("scope", &["use_case"]),
    ("logged", &["about"]),
    ("agenda", &["question"]),
    ("problem", &["column_", "message", "hint"]),
    ("list_version", &["conditions"]),
    ("delivery", &["left_out", "basis", "stamp"]),
    ("customer_trail", &["sentence"]),
    ("operation", &["sentence", "operation", "change"]),
];

/// A name that goes and the one that takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rename {
    old: String,
    new: String,
}

/// Gives every attribute that is called by a value of the person another name, wherever it stands. Says
/// which operations of the history were rewritten for it.
pub(super) fn rename(transaction: &Transaction<'_>, blot: &Blot) -> Result<Vec<i64>, StoreError> {
    let renames = renames(&names(transaction)?, &blot.without_family_names());
    if renames.is_empty() {
        return Ok(Vec::new());
    }
    with_function(transaction, &renames)?;
    let rewritten = transaction
        .prepare(
            "SELECT operation_id FROM operation
             WHERE coalesce(renamed(sentence), renamed(operation), renamed(change)) IS NOT NULL",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for (table, columns) in NAMING {
        for column in *columns {
            transaction.execute(
                &format!(
                    "UPDATE {table} SET {column} = renamed({column}) WHERE renamed({column}) IS NOT NULL"
                ),
                [],
            )?;
        }
    }
    // Values as they were kept before forms had numbers: each names its attribute.
    transaction.execute(
        "UPDATE standard_record SET content = renamed(content)
         WHERE substr(content, 1, 2) = '[[' AND renamed(content) IS NOT NULL",
        [],
    )?;
    transaction.remove_function("renamed", 1)?;
    Ok(rewritten)
}

/// The function of SQL that renames: nothing where no name stands in the text, so that no row is
/// written that keeps its own.
fn with_function(connection: &Connection, renames: &[Rename]) -> Result<(), StoreError> {
    let written: Arc<[Rename]> = renames.iter().flat_map(as_written).collect();
    connection.create_scalar_function(
        "renamed",
        1,
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC,
        move |context| match context.get_raw(0) {
            ValueRef::Text(bytes) => Ok(std::str::from_utf8(bytes)
                .ok()
                .and_then(|text| renamed(text, &written))),
            _ => Ok(None),
        },
    )?;
    Ok(())
}

/// The names of all attributes of the project's own.
fn names(transaction: &Transaction<'_>) -> Result<BTreeSet<String>, StoreError> {
    let mut names = BTreeSet::new();
    let mut mappings = transaction.prepare("SELECT mapping FROM mapping")?;
    let mut rows = mappings.query([])?;
    while let Some(row) = rows.next()? {
        let text: String = row.get(0)?;
        collect(&serde_json::from_str(&text)?, &mut names);
    }
    let mut codes = transaction.prepare(
        "SELECT attribute FROM value_form UNION SELECT attribute FROM coverage
         UNION SELECT attribute FROM override_value",
    )?;
    let mut rows = codes.query([])?;
    while let Some(row) = rows.next()? {
        collect(&Value::String(row.get(0)?), &mut names);
    }
    Ok(names)
}

fn collect(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => names.extend(text.strip_prefix(CODE).map(str::to_owned)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        Value::Object(members) => members.values().for_each(|item| collect(item, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The names that hold a value of the person, each with one that nothing else is called by.
fn renames(names: &BTreeSet<String>, blot: &Blot) -> Vec<Rename> {
    let mut taken = names.clone();
    let mut renames = Vec::new();
    for old in names {
        let Some(left) = blot.text(old) else {
            continue;
        };
        let numbered = (2..).map(|number| format!("{left} {number}"));
        let new = std::iter::once(left.clone())
            .chain(numbered)
            .find(|name| !taken.contains(name));
        if let Some(new) = new {
            taken.insert(new.clone());
            renames.push(Rename {
                old: old.clone(),
                new,
            });
        }
    }
    // A name within another is looked for after it.
    renames.sort_by(|a, b| b.old.len().cmp(&a.old.len()).then(a.old.cmp(&b.old)));
    renames
}

/// A rename as it stands in plain text and in JSON.
fn as_written(rename: &Rename) -> Vec<Rename> {
    let mut written = vec![rename.clone()];
    for _ in 0..DEEPEST {
        let Some(last) = written.last() else {
            break;
        };
        let next = Rename {
            old: escaped(&last.old),
            new: escaped(&last.new),
        };
        if next == *last {
            break;
        }
        written.push(next);
    }
    written
}

fn escaped(text: &str) -> String {
    let quoted = Value::String(text.to_owned()).to_string();
    quoted
        .get(1..quoted.len() - 1)
        .unwrap_or_default()
        .to_owned()
}

/// The text with every name replaced that stands in the code of an attribute or between quotation
/// marks; nothing where none does.
fn renamed(text: &str, renames: &[Rename]) -> Option<String> {
    let mut left: Option<String> = None;
    for Rename { old, new } in renames {
        let now = left.as_deref().unwrap_or(text);
        if let Some(changed) = replaced(now, old, new) {
            left = Some(changed);
        }
    }
    left
}

fn replaced(text: &str, old: &str, new: &str) -> Option<String> {
    let mut changed = String::new();
    let mut from = 0;
    for (at, _) in text.match_indices(old) {
        let (before, behind) = (&text[..at], &text[at + old.len()..]);
        let begins = before.ends_with(CODE) || before.ends_with('"');
        let ends = behind.is_empty() || behind.starts_with(['"', '\\']);
        if begins && ends && at >= from {
            changed.push_str(&text[from..at]);
            changed.push_str(new);
            from = at + old.len();
        }
    }
    if from == 0 {
        return None;
    }
    changed.push_str(&text[from..]);
    Some(changed)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Rename, as_written, renamed, renames};
    use crate::blot::{Blot, WordKind};

    #[test]
    fn only_whole_names_of_attributes_change() {
        let rename = Rename {
            old: "ann \"x\"".into(),
            new: "[erased]".into(),
        };
        let written = as_written(&rename);
        let told = |text: &str| renamed(text, &written);
        assert_eq!(told("custom:ann \"x\"").as_deref(), Some("custom:[erased]"));
        assert_eq!(
            told(r#"{"a":"custom:ann \"x\"","ann \"x\"":1}"#).as_deref(),
            Some(r#"{"a":"custom:[erased]","[erased]":1}"#)
        );
        assert_eq!(
            told(r#"{"m":"{\"a\":\"custom:ann \\\"x\\\"\"}"}"#).as_deref(),
            Some(r#"{"m":"{\"a\":\"custom:[erased]\"}"}"#)
        );
        assert_eq!(told(r#"{"a":"custom:ann \"x\" and more"}"#), None);
        assert_eq!(told("custom:joann \"x\""), None);
    }

    #[test]
    fn no_two_attributes_get_one_name() {
        let blot = Blot::new([(WordKind::Id, "ann_x17"), (WordKind::Id, "ann_x18")]);
        let names: BTreeSet<String> = ["Colour", "ann_x17", "ann_x18"].map(str::to_owned).into();
        let new: Vec<String> = renames(&names, &blot)
            .into_iter()
            .map(|one| one.new)
            .collect();
        assert_eq!(new, ["[erased]", "[erased] 2"]);
    }
}
