//! `rollcall rows`.

use rollcall_engine::grouped;
use serde_json::{Map, Value, json};

use crate::arguments::RowsArguments;
use crate::output::several;
use crate::passphrase::Passphrases;
use crate::project::call;

/// Writes the rows behind a number and tells how many.
pub(crate) fn run(request: &RowsArguments, passphrases: &Passphrases) -> Result<String, String> {
    let mut asked =
        json!({ "figure": figure(request), "filter": request.filter, "path": request.out });
    if let Some(column) = request.sort {
        asked["sort"] = json!({ "by": column.to_string(), "descending": request.descending });
    }
    let reply = call(
        (Some(&request.project), None),
        "write_rows",
        Some(&asked.to_string()),
        passphrases,
    )?;
    if request.json {
        return Ok(reply);
    }
    let written: Value = serde_json::from_str(&reply).map_err(|error| error.to_string())?;
    let rows = written["rows"].as_u64().unwrap_or(0);
    let told = told(rows, written["touched"].as_u64());
    Ok(format!("Written: {} ({told}).", request.out.display()))
}

/// How many, and of how many a finding touches where only the first of them were noted.
fn told(rows: u64, touched: Option<u64>) -> String {
    match touched {
        Some(touched) => format!(
            "{} of {}: of a finding only the first rows are noted",
            grouped(rows),
            several(touched, "row", "rows")
        ),
        None => several(rows, "row", "rows"),
    }
}

/// The number as a request names it.
fn figure(request: &RowsArguments) -> Value {
    let mut figure = Map::new();
    if request.kind == "measured" {
        // Of any detail, unless one is named.
        figure.insert("detail".into(), "".into());
    }
    figure.insert("kind".into(), request.kind.as_str().into());
    for (name, value) in &request.named {
        figure.insert(name.clone(), given(name, value));
    }
    Value::Object(figure)
}

/// A value by what its name asks for: several numbers, words, or one number.
fn given(name: &str, value: &str) -> Value {
    let number = |text: &str| {
        let text = text.trim();
        text.parse::<i64>()
            .map_or_else(|_| text.into(), Value::from)
    };
    match name {
        "sources" | "records" => value.split(',').map(number).collect(),
        "attribute" | "check" | "detail" | "measure" | "part" | "state" | "what" | "which" => {
            value.into()
        }
        _ => number(value),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{given, told};

    #[test]
    fn rows_that_were_not_noted_are_told() {
        assert_eq!(told(500, None), "500 rows");
        let cut = told(500, Some(12_000));
        assert!(cut.starts_with("500 of 12,000 rows: "), "{cut}");
    }

    #[test]
    fn values_are_read_by_what_their_name_asks_for() {
        for (name, value, read) in [
            ("source", "3", json!(3)),
            ("sources", "1, 2", json!([1, 2])),
            ("what", "007", json!("007")),
            // A campaign may be called by a number.
            ("part", "2026", json!("2026")),
            ("detail", "", json!("")),
            ("source", "shop", json!("shop")),
        ] {
            assert_eq!(given(name, value), read, "{name}={value}");
        }
    }
}
