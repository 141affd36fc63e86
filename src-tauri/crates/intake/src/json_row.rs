//! One value of a JSON document as the cells of a row.
//!
//! An object in an object becomes columns such as `address.city`; a list of plain values becomes
//! one cell with `; ` between them; any other list stays as it is written. Numbers keep the digits
//! they are written with, however many.

use std::fmt;

use rollcall_model::{Cell, TypedCell};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Objects inside objects beyond which the rest stays one cell of JSON.
const DEPTH: usize = 8;
/// What a list of plain values is called when nothing names it.
const NAMELESS: &str = "value";

/// The columns and cells of one value, in the order of the file.
pub(crate) fn cells_of(raw: &str) -> Result<Vec<(String, Cell)>, serde_json::Error> {
    let mut cells = Vec::new();
    flatten("", raw.trim(), 0, &mut cells)?;
    Ok(cells)
}

fn flatten(
    name: &str,
    raw: &str,
    depth: usize,
    cells: &mut Vec<(String, Cell)>,
) -> Result<(), serde_json::Error> {
    if raw.starts_with('{') && depth < DEPTH {
        let Entries(entries) = serde_json::from_str(raw)?;
        for (key, value) in entries {
            let inner = if depth == 0 {
                key
            } else {
                format!("{name}.{key}")
            };
            flatten(&inner, value.get(), depth + 1, cells)?;
        }
        return Ok(());
    }
    let cell = if raw.starts_with('[') {
        Cell::text(listed(raw)?)
    } else {
        plain(raw)?
    };
    let name = if depth == 0 { NAMELESS } else { name };
    cells.push((name.to_owned(), cell));
    Ok(())
}

fn plain(raw: &str) -> Result<Cell, serde_json::Error> {
    let typed = match raw.as_bytes().first() {
        Some(b'"') => return Ok(Cell::text(serde_json::from_str::<String>(raw)?)),
        Some(b'n') => return Ok(Cell::default()),
        Some(b't') => Some(TypedCell::Boolean(true)),
        Some(b'f') => Some(TypedCell::Boolean(false)),
        Some(b'{') => None,
        // What is too large for a number stays as it is written.
        _ => raw
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
            .map(TypedCell::Number),
    };
    Ok(Cell {
        text: raw.to_owned(),
        typed,
    })
}

fn listed(raw: &str) -> Result<String, serde_json::Error> {
    let items: Vec<&RawValue> = serde_json::from_str(raw)?;
    let mut texts = Vec::with_capacity(items.len());
    for item in items {
        let item = item.get();
        if item.starts_with(['{', '[']) {
            return Ok(raw.to_owned());
        }
        let text = plain(item)?.text;
        if text.contains(';') {
            return Ok(raw.to_owned());
        }
        texts.push(text);
    }
    Ok(texts.join("; "))
}

/// The members of an object as they stand in the file.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries<'de>;

    fn expecting(&self, words: &mut fmt::Formatter<'_>) -> fmt::Result {
        words.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(raw: &str) -> Vec<(String, String)> {
        cells_of(raw)
            .unwrap_or_default()
            .into_iter()
            .map(|(name, cell)| (name, cell.text))
            .collect()
    }

    #[test]
    fn nested_values_become_columns_and_digits_stay() {
        let found = told(
            r#"{"id":12345678901234567890,"name":"Zo\u00eb","a":{"b":{"c":1.50},"d":null},"tags":["x",2],"odd":["a;b"],"items":[{"n":1}],"ok":true}"#,
        );
        let expected = [
            ("id", "12345678901234567890"),
            ("name", "Zoë"),
            ("a.b.c", "1.50"),
            ("a.d", ""),
            ("tags", "x; 2"),
            ("odd", r#"["a;b"]"#),
            ("items", r#"[{"n":1}]"#),
            ("ok", "true"),
        ];
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        assert_eq!(found, expected);
        assert_eq!(told("7"), [("value".to_owned(), "7".to_owned())]);
        assert!(cells_of("{\"a\":}").is_err());
    }
}
