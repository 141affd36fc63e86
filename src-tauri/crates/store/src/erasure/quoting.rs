//! Sentences, notes and names of files that may quote an erased person: only whole values go, each
//! in its own cell.

use rusqlite::{Transaction, params};
use serde_json::Value;

use crate::DecisionTable;
use crate::StoreError;
use crate::blot::Blot;
use crate::decision::RowChange;

/// How a column holds its text.
#[derive(Clone, Copy)]
enum Form {
    /// As it is.
    Text,
    /// As JSON of which every text may quote.
    Json,
    /// As JSON of which only these members may quote; the others are codes.
    Members(&'static [&'static str]),
    /// As the JSON of a mapping: what columns are called and why they are read so, the words people gave
    /// a meaning, what holds for every row.
    Mapping,
}

/// A column that may quote a person.
struct Quoting {
    table: &'static str,
    column: &'static str,
    form: Form,
    /// Where the column stands in the row images of the history.
    images: Option<DecisionTable>,
}

impl Quoting {
    /// Whether people wrote it, in their own words: a family name alone is a name there.
    fn is_in_own_words(&self) -> bool {
        matches!(
            (self.table, self.column),
            (
                "source",
                "location" | "format" | "used_for" | "lawful_basis" | "note"
            ) | (
                "verdict"
                    | "second_verdict"
                    | "note"
                    | "rule_version"
                    | "rule_set"
                    | "sign_off"
                    | "use_case"
                    | "scope"
                    | "change_request"
                    | "logged"
                    | "connection"
                    | "cost"
                    | "agenda"
                    | "saved_list"
                    | "list_version"
                    | "data_request",
                _
            ) | (
                "override_value" | "erasure" | "purge" | "record_group" | "stated_standing",
                "reason"
            )
        )
    }
}

const fn quoting(
    table: &'static str,
    column: &'static str,
    form: Form,
    images: Option<DecisionTable>,
) -> Quoting {
    Quoting {
        table,
        column,
        form,
        images,
    }
}

/// Every column that may quote a person and is not about one.
const QUOTING: &[Quoting] = &[
    quoting(
        "source",
        "location",
        Form::Text,
        Some(DecisionTable::Source),
    ),
    quoting("source", "format", Form::Text, Some(DecisionTable::Source)),
    quoting(
        "source",
        "used_for",
        Form::Text,
        Some(DecisionTable::Source),
    ),
    quoting("source", "refresh", Form::Text, Some(DecisionTable::Source)),
    quoting(
        "source",
        "lawful_basis",
        Form::Text,
        Some(DecisionTable::Source),
    ),
    quoting("source", "note", Form::Text, Some(DecisionTable::Source)),
    quoting("load", "file", Form::Text, Some(DecisionTable::Load)),
    quoting("load", "sheet", Form::Text, Some(DecisionTable::Load)),
    // A file without a header has its first row for one when it was read so.
    quoting("load", "header", Form::Json, Some(DecisionTable::Load)),
    quoting("set_aside", "reason", Form::Text, None),
    quoting("problem", "file", Form::Text, Some(DecisionTable::Problem)),
    quoting("problem", "sheet", Form::Text, Some(DecisionTable::Problem)),
    quoting(
        "problem",
        "column_",
        Form::Text,
        Some(DecisionTable::Problem),
    ),
    quoting(
        "problem",
        "message",
        Form::Text,
        Some(DecisionTable::Problem),
    ),
    quoting("problem", "hint", Form::Text, Some(DecisionTable::Problem)),
    quoting("mapping", "role_reason", Form::Text, None),
    quoting("mapping", "mapping", Form::Mapping, None),
    // The name of a column, and values that several rows have.
    quoting("column_profile", "profile", Form::Json, None),
    quoting("column_profile", "counted", Form::Json, None),
    quoting("run", "report", Form::Json, None),
    quoting("verdict", "note", Form::Text, Some(DecisionTable::Verdict)),
    quoting(
        "second_verdict",
        "note",
        Form::Text,
        Some(DecisionTable::SecondVerdict),
    ),
    quoting(
        "override_value",
        "reason",
        Form::Text,
        Some(DecisionTable::OverrideValue),
    ),
    quoting(
        "record_group",
        "reason",
        Form::Text,
        Some(DecisionTable::RecordGroup),
    ),
    quoting(
        "stated_standing",
        "reason",
        Form::Text,
        Some(DecisionTable::StatedStanding),
    ),
    quoting("note", "text", Form::Text, Some(DecisionTable::Note)),
    // What people agreed on, in their own words, and whom they named there.
    quoting(
        "rule_version",
        "sentence",
        Form::Text,
        Some(DecisionTable::RuleVersion),
    ),
    quoting(
        "rule_version",
        "reason",
        Form::Text,
        Some(DecisionTable::RuleVersion),
    ),
    quoting("rule_set", "note", Form::Text, Some(DecisionTable::RuleSet)),
    quoting(
        "rule_set",
        "rules",
        Form::Members(&["wording", "sentence"]),
        Some(DecisionTable::RuleSet),
    ),
    quoting(
        "sign_off",
        "person",
        Form::Text,
        Some(DecisionTable::SignOff),
    ),
    quoting("sign_off", "note", Form::Text, Some(DecisionTable::SignOff)),
    quoting("use_case", "name", Form::Text, Some(DecisionTable::UseCase)),
    quoting(
        "use_case",
        "problem",
        Form::Text,
        Some(DecisionTable::UseCase),
    ),
    quoting(
        "use_case",
        "measure",
        Form::Text,
        Some(DecisionTable::UseCase),
    ),
    quoting(
        "use_case",
        "baseline",
        Form::Text,
        Some(DecisionTable::UseCase),
    ),
    quoting(
        "use_case",
        "target",
        Form::Text,
        Some(DecisionTable::UseCase),
    ),
    quoting("scope", "reason", Form::Text, Some(DecisionTable::Scope)),
    quoting(
        "scope",
        "use_case",
        Form::Members(&["name", "problem", "measure", "baseline", "target"]),
        Some(DecisionTable::Scope),
    ),
    quoting(
        "scope",
        "sources",
        Form::Members(&["name"]),
        Some(DecisionTable::Scope),
    ),
    quoting(
        "change_request",
        "what",
        Form::Text,
        Some(DecisionTable::ChangeRequest),
    ),
    quoting(
        "change_request",
        "asker",
        Form::Text,
        Some(DecisionTable::ChangeRequest),
    ),
    quoting(
        "change_request",
        "reason",
        Form::Text,
        Some(DecisionTable::ChangeRequest),
    ),
    quoting(
        "change_request",
        "value",
        Form::Text,
        Some(DecisionTable::ChangeRequest),
    ),
    quoting(
        "change_request",
        "effort",
        Form::Text,
        Some(DecisionTable::ChangeRequest),
    ),
    quoting(
        "change_request",
        "verdict_reason",
        Form::Text,
        Some(DecisionTable::ChangeRequest),
    ),
    quoting(
        "change_request",
        "verdict_by",
        Form::Text,
        Some(DecisionTable::ChangeRequest),
    ),
    quoting("logged", "text", Form::Text, Some(DecisionTable::Logged)),
    quoting("logged", "owner", Form::Text, Some(DecisionTable::Logged)),
    quoting("logged", "outcome", Form::Text, Some(DecisionTable::Logged)),
    quoting(
        "connection",
        "owner",
        Form::Text,
        Some(DecisionTable::Connection),
    ),
    quoting(
        "connection",
        "note",
        Form::Text,
        Some(DecisionTable::Connection),
    ),
    quoting("cost", "what", Form::Text, Some(DecisionTable::Cost)),
    quoting("cost", "who", Form::Text, Some(DecisionTable::Cost)),
    quoting(
        "agenda",
        "answered_by",
        Form::Text,
        Some(DecisionTable::Agenda),
    ),
    quoting(
        "saved_list",
        "name",
        Form::Text,
        Some(DecisionTable::SavedList),
    ),
    quoting(
        "list_version",
        "conditions",
        Form::Members(&["value", "named"]),
        Some(DecisionTable::ListVersion),
    ),
    quoting(
        "list_version",
        "reason",
        Form::Text,
        Some(DecisionTable::ListVersion),
    ),
    quoting(
        "data_request",
        "note",
        Form::Text,
        Some(DecisionTable::DataRequest),
    ),
    quoting(
        "data_request",
        "outcome",
        Form::Text,
        Some(DecisionTable::DataRequest),
    ),
    quoting("delivery", "path", Form::Text, None),
    quoting("delivery", "list_name", Form::Text, None),
    quoting("delivery", "stamp", Form::Members(&["name"]), None),
    quoting("erasure", "reason", Form::Text, None),
    quoting("purge", "reason", Form::Text, None),
];

/// Blots the person's values out of every column that may quote them.
pub(super) fn blot_out(transaction: &Transaction<'_>, blot: &Blot) -> Result<(), StoreError> {
    if blot.is_empty() {
        return Ok(());
    }
    let told_by_program = blot.without_family_names();
    for quoting in QUOTING {
        let Quoting {
            table,
            column,
            form,
            ..
        } = quoting;
        let blot = if quoting.is_in_own_words() {
            blot
        } else {
            &told_by_program
        };
        let texts: Vec<String> = {
            let mut statement = transaction.prepare(&format!(
                "SELECT DISTINCT {column} FROM {table} WHERE {column} <> ''"
            ))?;
            statement
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?
        };
        for text in texts {
            if let Some(left) = blotted(*form, &text, blot)? {
                transaction.execute(
                    &format!("UPDATE {table} SET {column} = ?2 WHERE {column} = ?1"),
                    params![text, left],
                )?;
            }
        }
    }
    Ok(())
}

/// Blots the row images of a change as the tables of today are blotted, so that taking the change
/// back does not bring a value back. Says whether anything changed.
pub(super) fn blot_change(change: &mut RowChange, blot: &Blot) -> Result<bool, StoreError> {
    let mut is_changed = false;
    let told_by_program = blot.without_family_names();
    let columns = QUOTING
        .iter()
        .filter(|one| one.images == Some(change.table));
    let names = quoting("source", "name", Form::Text, Some(DecisionTable::Source));
    let names = (change.table == DecisionTable::Source).then_some(&names);
    for quoting in columns.chain(names) {
        let Quoting { column, form, .. } = quoting;
        let blot = if quoting.is_in_own_words() {
            blot
        } else {
            &told_by_program
        };
        for image in [&mut change.before, &mut change.after]
            .into_iter()
            .flatten()
        {
            if let Some(Value::String(text)) = image.get_mut(*column)
                && let Some(left) = blotted(*form, text, blot)?
            {
                *text = left;
                is_changed = true;
            }
        }
    }
    Ok(is_changed)
}

fn blotted(form: Form, text: &str, blot: &Blot) -> Result<Option<String>, StoreError> {
    Ok(match form {
        Form::Text => blot.text(text),
        Form::Json => {
            let mut value = serde_json::from_str(text)?;
            blot.json(&mut value).then(|| value.to_string())
        }
        Form::Members(names) => {
            let mut value = serde_json::from_str(text)?;
            blot_members(&mut value, names, blot).then(|| value.to_string())
        }
        Form::Mapping => {
            let mut value = serde_json::from_str(text)?;
            let is_blotted = blot_members(&mut value, &["header", "reason"], blot)
                | blot_pairs(&mut value, "values", 0, blot)
                | blot_pairs(&mut value, "constants", 1, blot);
            is_blotted.then(|| value.to_string())
        }
    })
}

/// Blots one side of the pairs in every list of this name; the other side is a code.
fn blot_pairs(value: &mut Value, list: &str, side: usize, blot: &Blot) -> bool {
    match value {
        Value::Array(items) => items.iter_mut().fold(false, |changed, item| {
            blot_pairs(item, list, side, blot) | changed
        }),
        Value::Object(members) => members.iter_mut().fold(false, |changed, (name, item)| {
            let is_blotted = match item {
                Value::Array(pairs) if name == list => pairs
                    .iter_mut()
                    .filter_map(|pair| pair.get_mut(side))
                    .fold(false, |changed, text| blot.json(text) | changed),
                other => blot_pairs(other, list, side, blot),
            };
            is_blotted | changed
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn blot_members(value: &mut Value, names: &[&str], blot: &Blot) -> bool {
    match value {
        Value::Array(items) => items.iter_mut().fold(false, |changed, item| {
            blot_members(item, names, blot) | changed
        }),
        Value::Object(members) => members.iter_mut().fold(false, |changed, (name, item)| {
            let is_blotted = if names.contains(&name.as_str()) {
                blot.json(item)
            } else {
                blot_members(item, names, blot)
            };
            is_blotted | changed
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
