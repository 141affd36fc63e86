//! The mapping as SQL: a view a table that names its columns after the common schema and does to cells what can be
//! said in SQL; how often that gives the standardised value is counted and told beside each column.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::ControlFlow;

use rollcall_model::{
    Attribute, ColumnIndex, ColumnMapping, StandardValue, Transformation, ValueState, grouped,
};

use super::Handing;
use super::columns::plain_name;
use super::named_table::NamedTable;
use crate::EngineError;

/// How often SQL gives the standardised value: by rule, all values and those given.
#[derive(Debug, Clone, Default)]
pub(super) struct Mapped {
    pub(super) by_rule: BTreeMap<String, (u64, u64)>,
    by_column: BTreeMap<(i64, ColumnIndex, Attribute), (u64, u64)>,
}

const BEGINNING: &str = "\
-- The mapping of every table: its columns under the names of the common schema.
--
-- Each view reads a table of raw rows with the headers of the file as column names, every column as text; the file
-- load_duckdb.sql makes them on DuckDB. The views run on SQLite and DuckDB, and on Spark with
-- spark.sql.ansi.enabled and spark.sql.ansi.doubleQuotedIdentifiers set.
--
-- Standardising is more than SQL can say: phone numbers need the plan of their country, names and addresses are
-- taken apart by lists. What is said here is the part that can be; beside each column stands how many of its values
-- come out as in standard_values.parquet, which holds them all.
";

/// Writes `mapping.sql`; tells how often SQL gives the standardised value.
pub(super) fn write(
    handing: &Handing<'_>,
    tables: &[NamedTable<'_>],
) -> Result<Mapped, EngineError> {
    let mapped = count(handing)?;
    let mut text = BEGINNING.to_owned();
    for table in tables {
        text.push_str(&view(table, &mapped));
    }
    handing.write_text("mapping.sql", &text)?;
    Ok(mapped)
}

/// Counts for every value whether SQL gives it.
fn count(handing: &Handing<'_>) -> Result<Mapped, EngineError> {
    handing.watch.stage("Comparing mapping and values", "rows");
    let mut mapped = Mapped::default();
    for table in handing.tables {
        let number = table.load.table.0;
        handing
            .store
            .visit_standard::<EngineError>(&table.load, |record| {
                for value in record
                    .values
                    .iter()
                    .filter(|value| value.state == ValueState::Valid)
                {
                    mapped.count(number, value);
                }
                Ok(ControlFlow::Continue(()))
            })?;
        handing.watch.check()?;
    }
    Ok(mapped)
}

impl Mapped {
    fn count(&mut self, table: i64, value: &StandardValue) {
        let attribute = &value.target.attribute;
        let given = u64::from(Plain::of(attribute).applied(&value.raw) == value.value);
        let by_rule = self
            .by_rule
            .entry(value.rule.clone().into_owned())
            .or_default();
        by_rule.0 += 1;
        by_rule.1 += given;
        if let Some(column) = value.column {
            let key = (table, column, attribute.clone());
            let by_column = self.by_column.entry(key).or_default();
            by_column.0 += 1;
            by_column.1 += given;
        }
    }
}

fn view(named: &NamedTable<'_>, mapped: &Mapped) -> String {
    let mut text = String::new();
    let name = &named.name;
    let load = &named.table.load;
    let file = one_line(&load.file);
    let _ = writeln!(text, "\n-- {}: {file}", one_line(&named.title));
    let mut columns = Vec::new();
    for column in &named.mapping.columns {
        let Some(target) = &column.target else {
            let _ = writeln!(text, "-- not used: {}", one_line(&column.header));
            continue;
        };
        let mut known = plain_name(&target.attribute.code());
        if target.group > 0 {
            let _ = write!(known, "_{}", target.group + 1);
        }
        let told = |columns: &[(String, String, String)], known: &str| {
            columns.iter().any(|(own, ..)| own == known)
        };
        while told(&columns, &known) {
            known.push_str("_too");
        }
        let counts = mapped
            .by_column
            .get(&(load.table.0, column.column, target.attribute.clone()));
        let note = format!("{}{}", one_line(&column.reason), counted(counts));
        columns.push((known, expression(named, column, &target.attribute), note));
    }
    for (target, value) in &named.mapping.constants {
        let known = plain_name(&target.attribute.code());
        if !columns.iter().any(|(own, ..)| *own == known) {
            columns.push((known, literal(value), "holds for every row".to_owned()));
        }
    }
    if columns.is_empty() {
        let _ = writeln!(text, "-- No column of it is used.");
        return text;
    }
    let _ = writeln!(text, "CREATE VIEW mapped_{name} AS\nSELECT");
    let last = columns.len() - 1;
    for (at, (known, expression, note)) in columns.iter().enumerate() {
        let comma = if at == last { "" } else { "," };
        let _ = writeln!(text, "    -- {note}\n    {expression} AS {known}{comma}");
    }
    let _ = writeln!(text, "FROM raw_{name};");
    text
}

fn counted(counts: Option<&(u64, u64)>) -> String {
    counts.map_or_else(
        || "; no value of it could be used".to_owned(),
        |(all, given)| {
            format!(
                "; SQL gives {} of its {} values",
                grouped(*given),
                grouped(*all)
            )
        },
    )
}

/// What is done to a cell, in SQL.
fn expression(named: &NamedTable<'_>, column: &ColumnMapping, attribute: &Attribute) -> String {
    let cell = quoted(column_name(named, column));
    let prepared = match &column.transformation {
        // Several values in a cell stay together here; standard_values.parquet has them one by one.
        Transformation::Keep | Transformation::Split { .. } => cell,
        Transformation::StripPrefix { prefix } => {
            let length = prefix.chars().count();
            format!(
                "CASE WHEN substr({cell}, 1, {length}) = {} THEN substr({cell}, {}) ELSE {cell} END",
                literal(prefix),
                length + 1
            )
        }
        Transformation::ValueMap {
            values,
            others_negated,
        } => {
            let cases = values.iter().map(|(word, meaning)| {
                format!(
                    "WHEN {} THEN {}",
                    literal(&word.to_lowercase()),
                    literal(meaning)
                )
            });
            let cases = cases.collect::<Vec<_>>().join(" ");
            let others = if *others_negated {
                negated(&cell)
            } else {
                cell.clone()
            };
            format!("CASE lower(trim({cell})) {cases} ELSE {others} END")
        }
        Transformation::Join { header } => {
            let mut places = named.table.load.header.iter().zip(&named.columns);
            let other = places.find(|(own, _)| *own == header);
            let other = other.map_or(header, |(_, name)| name);
            format!("{cell} || ' ' || {}", quoted(other))
        }
        Transformation::Negate => negated(&cell),
    };
    Plain::of(attribute).sql(&prepared)
}

/// What the column is called in the table of raw rows.
fn column_name<'a>(named: &'a NamedTable<'_>, column: &'a ColumnMapping) -> &'a str {
    let is_same = named.table.load.header.get(column.column) == Some(&column.header);
    let name = named.columns.get(column.column).filter(|_| is_same);
    name.unwrap_or(&column.header)
}

fn negated(cell: &str) -> String {
    format!(
        "CASE WHEN lower(trim({cell})) IN ('1', 'true', 'yes', 'y') THEN 'opted_out' \
         WHEN lower(trim({cell})) IN ('0', 'false', 'no', 'n') THEN '' ELSE {cell} END"
    )
}

/// What SQL can say of standardising.
#[derive(Debug, Clone, Copy)]
enum Plain {
    Trimmed,
    Small,
    Capital,
}

impl Plain {
    fn of(attribute: &Attribute) -> Self {
        match attribute {
            Attribute::Email | Attribute::HashedEmail | Attribute::Gender | Attribute::Language => {
                Self::Small
            }
            Attribute::Postcode | Attribute::Country => Self::Capital,
            _ => Self::Trimmed,
        }
    }

    fn sql(self, cell: &str) -> String {
        match self {
            Self::Trimmed => format!("trim({cell})"),
            Self::Small => format!("lower(trim({cell}))"),
            Self::Capital => format!("upper(trim({cell}))"),
        }
    }

    /// What the SQL makes of a text.
    fn applied(self, text: &str) -> String {
        let trimmed = text.trim_matches(' ');
        match self {
            Self::Trimmed => trimmed.to_owned(),
            Self::Small => trimmed.to_lowercase(),
            Self::Capital => trimmed.to_uppercase(),
        }
    }
}

/// A name as SQL quotes it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text as SQL quotes it.
pub(super) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A text that cannot end a comment.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
