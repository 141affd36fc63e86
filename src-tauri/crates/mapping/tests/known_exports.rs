//! The header rows of known exports, column by column, as a table a person can read.
//!
//! `tables/known_exports.txt` holds the whole table. With `ROLLCALL_WRITE_TABLES=1` the test writes
//! it anew, to be read before it is kept.

use rollcall_mapping::{Suggestion, TableSketch, suggest};
use rollcall_model::{MappingState, Transformation};

const PATH: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/tables/known_exports.txt"
);

#[test]
fn every_known_export_is_read_as_the_table_says() {
    let table = std::fs::read_to_string(PATH).expect("the table");
    let made = remake(&table);
    if std::env::var_os("ROLLCALL_WRITE_TABLES").is_some() {
        std::fs::write(PATH, &made).expect("the table can be written");
        return;
    }
    for (line, (expected, found)) in table.lines().zip(made.lines()).enumerate() {
        assert_eq!(expected, found, "line {}", line + 1);
    }
    assert_eq!(table.lines().count(), made.lines().count());
}

/// The table as it is now: files and headers from the text, answers from the crate.
fn remake(table: &str) -> String {
    let mut made = String::new();
    for block in table.split("\n== ") {
        let mut lines = block.lines();
        let first = lines.next().unwrap_or_default();
        if first.starts_with('#') {
            made.push_str(block);
            continue;
        }
        let file = first.split(" | ").next().unwrap_or_default();
        let headers: Vec<String> = lines
            .filter(|line| !line.is_empty())
            .map(|line| line.split(" => ").next().unwrap_or_default().to_owned())
            .collect();
        let sketch = TableSketch {
            file,
            sheet: None,
            headers: &headers,
            rows: &[],
        };
        made.push_str(&block_of(file, &suggest(&sketch)));
    }
    made
}

fn block_of(file: &str, suggestion: &Suggestion) -> String {
    let mapping = &suggestion.mapping;
    let mut text = format!(
        "\n== {file} | {} | {} | {} | {}",
        suggestion.source_name,
        suggestion.table_name,
        mapping.role.code(),
        suggestion.system.code()
    );
    for (target, value) in &mapping.constants {
        text.push_str(&[" | ", &target.attribute.code(), "=", value].concat());
    }
    text.push('\n');
    for column in &mapping.columns {
        let target = column.target.as_ref().map_or("-".to_owned(), |target| {
            format!("{}/{}", target.attribute.code(), target.group)
        });
        let change = match &column.transformation {
            Transformation::Keep => String::new(),
            Transformation::StripPrefix { prefix } => format!(" without {prefix}"),
            Transformation::Split { separator } => format!(" split at {separator}"),
            Transformation::ValueMap { .. } => " by value".into(),
            Transformation::Negate => " negated".into(),
            Transformation::Join { header } => format!(" with {header}"),
        };
        let asks = if column.state == MappingState::Unsure {
            " ?"
        } else {
            ""
        };
        text.push_str(&[&column.header, " => ", &target, &change, asks, "\n"].concat());
    }
    text
}
