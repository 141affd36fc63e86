//! `rollcall check` and `rollcall report`.

use std::fmt::Write as _;
use std::path::Path;

use rollcall_api::Session;
use rollcall_engine::{CREDIT_IS_A_RULE, Clock, grouped, grouped_number};
use serde_json::{Value, json};

use crate::arguments::{CheckArguments, ReportArguments};
use crate::language;
use crate::output::unknown;
use crate::passphrase::{Passphrases, open};
use crate::project::options;

/// Instead of a month: the newest there is.
const NEWEST: &str = "newest";

/// Tells what the checks of a project found, in another window or of another month where one is chosen.
pub(crate) fn check(request: &CheckArguments, passphrases: &Passphrases) -> Result<String, String> {
    let project = (request.project.as_path(), passphrases);
    let CheckArguments {
        name,
        days,
        messages,
        month,
        ..
    } = request;
    let mut book = if days.is_none() && messages.is_none() && month.is_none() {
        ask(project, "check_book", Value::Null)?
    } else {
        // A blank takes back what was chosen.
        let month = month
            .as_deref()
            .map(|month| if month == NEWEST { "" } else { month });
        let chosen = json!({ "check": name, "days": days, "messages": messages, "month": month });
        ask(project, "set_check", chosen)?
    };
    if let (Some(name), Some(checks)) = (name, book["checks"].as_array_mut()) {
        let known: Vec<String> = checks.iter().map(|one| text(one, "check")).collect();
        checks.retain(|one| text(one, "check") == *name);
        if checks.is_empty() {
            return Err(unknown("check", name, &known));
        }
    }
    if request.json {
        return Ok(book.to_string());
    }
    let checks = book["checks"].as_array().cloned().unwrap_or_default();
    Ok(checks.iter().map(told).collect::<Vec<_>>().join("\n"))
}

/// Writes the report of a project.
pub(crate) fn report(
    request: &ReportArguments,
    passphrases: &Passphrases,
) -> Result<String, String> {
    let asked = json!({ "path": request.out, "unmasked": request.unmasked });
    let written = ask((&request.project, passphrases), "write_report", asked)?;
    Ok(format!(
        "Written: {} ({} bytes).",
        text(&written, "path"),
        grouped(written["bytes"].as_u64().unwrap_or(0))
    ))
}

fn ask(
    (project, passphrases): (&Path, &Passphrases),
    command: &str,
    request: Value,
) -> Result<Value, String> {
    let session = Session::new(options(Clock::system()));
    language::speak(session.engine())?;
    open(&session, project, passphrases)?;
    session
        .call(command, request)
        .map_err(|error| language::as_told(&error.to_string()))
}

fn text(value: &Value, member: &str) -> String {
    value[member].as_str().unwrap_or_default().to_owned()
}

fn told(check: &Value) -> String {
    let mut told = format!("{}\n  {}\n", text(check, "title"), text(check, "sentence"));
    let window = text(check, "window");
    if !window.is_empty() {
        let _ = writeln!(told, "  Window: {window}");
    }
    let figure = &check["figure"];
    if let (Some(found), Some(among)) = (figure["found"].as_u64(), figure["among"].as_u64()) {
        let few = if figure["few"] == true {
            "; too few to go by the share"
        } else {
            ""
        };
        let _ = writeln!(
            told,
            "  {} of {} {}{few}",
            grouped(found),
            grouped(among),
            text(figure, "of")
        );
    }
    match text(check, "verdict").as_str() {
        "passed" => told.push_str("  Passed.\n"),
        "failed" => told.push_str("  Failed.\n"),
        _ => {}
    }
    if check["beyond"] == true {
        let _ = writeln!(told, "  Beyond its target.");
    }
    if text(check, "check") == "attribution" && check["figure"].is_object() {
        let _ = writeln!(told, "  {CREDIT_IS_A_RULE}");
        let _ = writeln!(told, "  Rules: {}", text(check, "definition"));
    }
    for picture in check["pictures"].as_array().into_iter().flatten() {
        let _ = writeln!(
            told,
            "  {}: {}",
            language::as_told(&text(picture, "title")),
            row(&picture["columns"])
        );
        for line in picture["lines"].as_array().into_iter().flatten() {
            let verdict = match text(line, "verdict").as_str() {
                "" => "",
                "passed" => "  passed",
                "failed" => "  failed",
                _ => "  no file",
            };
            let label = text(line, "label");
            // Two marks stand around a name until it is told.
            let (label, width) = match line["named"].as_bool() {
                Some(true) => (language::name(&label), 34),
                _ => (language::period(&label), 32),
            };
            let _ = writeln!(
                told,
                "    {label:width$}  {}{verdict}",
                row(&line["values"])
            );
        }
    }
    for unknown in check["unknown"].as_array().into_iter().flatten() {
        let _ = writeln!(
            told,
            "  Not known: {}",
            unknown.as_str().unwrap_or_default()
        );
    }
    told
}

/// Headers or numbers side by side; numbers as the report has them.
fn row(cells: &Value) -> String {
    let cell = |one: &Value| match (one.as_f64(), one.as_str()) {
        (Some(number), _) => grouped_number(number),
        (None, Some(text)) => text.to_owned(),
        (None, None) => String::new(),
    };
    let cells = cells.as_array().into_iter().flatten().map(cell);
    cells.collect::<Vec<_>>().join(" | ")
}

#[cfg(test)]
mod tests {
    use super::told;
    use serde_json::json;

    #[test]
    fn credit_is_told_with_its_rules() {
        let check = json!({
            "check": "attribution",
            "title": "Attribution shift",
            "definition": "A touch is a visit.",
            "figure": { "found": 1, "among": 4, "of": "purchases", "few": true },
        });
        let told = told(&check);
        assert!(told.contains("\n  Rules: A touch is a visit.\n"), "{told}");
    }
}
