//! The tables that hold decisions, and their rows as the history keeps them.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{RowImage, StoreError};

/// The tables that hold decisions, and what a decision changes at once. Only these can be changed by
/// an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionTable {
    /// Sources and what is known about them.
    Source,
    /// Kinds of systems that are not loaded.
    KindState,
    /// Which load of a table is in use.
    Load,
    /// Which mapping of a table is in use.
    MappingInUse,
    /// Verdicts on pairs.
    Verdict,
    /// What second reviewers said.
    SecondVerdict,
    /// Values set by hand.
    OverrideValue,
    /// Who answers for what.
    Duty,
    /// Notes.
    Note,
    /// What holds for the whole project.
    Setting,
    /// Records put together by hand.
    Grouping,
    /// Why.
    RecordGroup,
    /// Groups that were parted.
    Parted,
    /// Where records stand in the run in use; nothing is put back into a run that is gone.
    Membership,
    /// What became of customers.
    Trail,
    /// Rules, version by version.
    RuleVersion,
    /// All rules as they were frozen to be signed.
    RuleSet,
    /// Which team signed.
    SignOff,
    /// What each team has to do with what.
    Raci,
    /// Problems to be solved.
    UseCase,
    /// The scope as it was frozen.
    Scope,
    /// Requests to change the scope.
    ChangeRequest,
    /// Decisions, questions and actions.
    Logged,
    /// How systems exchange data.
    Connection,
    /// What it costs to keep data apart.
    Cost,
    /// Where a workshop stands.
    Agenda,
    /// Lists people made.
    SavedList,
    /// What they are made of, version by version.
    ListVersion,
    /// Requests of people about their data.
    DataRequest,
    /// Tables in which each person stands once.
    HeldOnce,
    /// Whom values belong to.
    StatedStanding,
    /// Rows set aside that were mended; the row itself comes and goes with its mend.
    MendedRow,
    /// Who asked to be kept out without ever having been here.
    KeptOut,
    /// What the last loading found outside its loads.
    Problem,
}

impl DecisionTable {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::KindState => "kind_state",
            Self::Load => "load",
            Self::MappingInUse => "mapping_in_use",
            Self::Verdict => "verdict",
            Self::SecondVerdict => "second_verdict",
            Self::OverrideValue => "override_value",
            Self::Duty => "duty",
            Self::Note => "note",
            Self::Setting => "setting",
            Self::Grouping => "grouping",
            Self::RecordGroup => "record_group",
            Self::Parted => "parted",
            Self::Membership => "membership",
            Self::Trail => "customer_trail",
            Self::RuleVersion => "rule_version",
            Self::RuleSet => "rule_set",
            Self::SignOff => "sign_off",
            Self::Raci => "raci",
            Self::UseCase => "use_case",
            Self::Scope => "scope",
            Self::ChangeRequest => "change_request",
            Self::Logged => "logged",
            Self::Connection => "connection",
            Self::Cost => "cost",
            Self::Agenda => "agenda",
            Self::SavedList => "saved_list",
            Self::ListVersion => "list_version",
            Self::DataRequest => "data_request",
            Self::HeldOnce => "held_once",
            Self::StatedStanding => "stated_standing",
            Self::MendedRow => "mended_row",
            Self::KeptOut => "kept_out",
            Self::Problem => "problem",
        }
    }

    pub(crate) fn key(self) -> &'static [&'static str] {
        match self {
            Self::Source => &["source_id"],
            Self::KindState => &["kind"],
            Self::Load => &["load_id"],
            Self::MappingInUse | Self::HeldOnce => &["table_id"],
            Self::Verdict => &["left_table", "left_key", "right_table", "right_key"],
            Self::SecondVerdict => &["left_table", "left_key", "right_table", "right_key", "who"],
            Self::OverrideValue => &["anchor_table", "anchor_key", "attribute"],
            Self::Duty => &["subject", "duty"],
            Self::Note => &["subject"],
            Self::Setting => &["name"],
            Self::Grouping => &["table_id", "record_key"],
            Self::RecordGroup => &["group_id"],
            Self::Parted => &["left_group", "right_group"],
            Self::Membership => &["run_id", "record_id"],
            Self::Trail => &["trail_id"],
            Self::RuleVersion => &["rule", "version"],
            Self::RuleSet => &["rule_set_id"],
            Self::SignOff => &["rule_set_id", "team"],
            Self::Raci => &["subject", "team"],
            Self::UseCase => &["use_case_id"],
            Self::Scope => &["scope_id"],
            Self::ChangeRequest => &["change_request_id"],
            Self::Logged => &["logged_id"],
            Self::Connection => &["connection_id"],
            Self::Cost => &["cost_id"],
            Self::Agenda => &["question"],
            Self::SavedList => &["list_id"],
            Self::ListVersion => &["list_id", "version"],
            Self::DataRequest => &["data_request_id"],
            Self::StatedStanding => &["mark"],
            Self::KeptOut => &["mark", "data_request_id"],
            Self::MendedRow => &["set_aside_id"],
            Self::Problem => &["problem_id"],
        }
    }

    /// A row of these is changed in place, never taken away, because others refer to it.
    pub(crate) fn is_referred_to(self) -> bool {
        matches!(self, Self::Source | Self::Load)
    }
}

fn condition(table: DecisionTable) -> String {
    let parts: Vec<String> = table
        .key()
        .iter()
        .enumerate()
        .map(|(index, column)| format!("{column} = ?{}", index + 1))
        .collect();
    parts.join(" AND ")
}

pub(crate) fn read_row(
    connection: &Connection,
    table: DecisionTable,
    key: &[Value],
) -> Result<Option<RowImage>, StoreError> {
    let sql = format!("SELECT * FROM {} WHERE {}", table.name(), condition(table));
    let mut statement = connection.prepare_cached(&sql)?;
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let row = statement
        .query_row(params_from_iter(key.iter().map(Parameter)), |row| {
            image(row, &columns)
        })
        .optional()?;
    Ok(row)
}

/// Every row of a table, by its key.
pub(crate) fn read_rows(
    connection: &Connection,
    table: DecisionTable,
) -> Result<Vec<RowImage>, StoreError> {
    let sql = format!(
        "SELECT * FROM {} ORDER BY {}",
        table.name(),
        table.key().join(", ")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let rows = statement
        .query_map([], |row| image(row, &columns))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

fn image(row: &Row<'_>, columns: &[String]) -> rusqlite::Result<RowImage> {
    let mut image = RowImage::new();
    for (index, column) in columns.iter().enumerate() {
        let value = match row.get_ref(index)? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(number) => Value::from(number),
            ValueRef::Real(number) => Value::from(number),
            ValueRef::Text(text) | ValueRef::Blob(text) => {
                Value::from(String::from_utf8_lossy(text).into_owned())
            }
        };
        image.insert(column.clone(), value);
    }
    Ok(image)
}

pub(crate) fn write_row(
    connection: &Connection,
    table: DecisionTable,
    key: &[Value],
    now: Option<&RowImage>,
    after: Option<&RowImage>,
) -> Result<(), StoreError> {
    let name = table.name();
    match (now, after) {
        (Some(_), Some(row)) if table.is_referred_to() => {
            let columns: Vec<&String> = row
                .keys()
                .filter(|column| !table.key().contains(&column.as_str()))
                .collect();
            let offset = table.key().len();
            let assignments: Vec<String> = columns
                .iter()
                .enumerate()
                .map(|(index, column)| format!("{column} = ?{}", index + 1 + offset))
                .collect();
            let sql = format!(
                "UPDATE {name} SET {} WHERE {}",
                assignments.join(", "),
                condition(table)
            );
            let values = key
                .iter()
                .chain(columns.iter().map(|column| &row[column.as_str()]));
            connection.execute(&sql, params_from_iter(values.map(Parameter)))?;
        }
        (_, Some(row)) => {
            let columns: Vec<&str> = row.keys().map(String::as_str).collect();
            let places: Vec<String> = (1..=columns.len())
                .map(|index| format!("?{index}"))
                .collect();
            let sql = format!(
                "INSERT OR REPLACE INTO {name} ({}) VALUES ({})",
                columns.join(", "),
                places.join(", ")
            );
            connection.execute(&sql, params_from_iter(row.values().map(Parameter)))?;
        }
        (Some(_), None) => {
            // A source that was noted by hand and loaded since stays for its loads, out of the inventory unless one of them
            // is in use.
            let is_loaded = "source_id IN (SELECT source_id FROM source_table)";
            let guard = if table == DecisionTable::Source {
                let sql = format!(
                    "UPDATE source SET is_there = EXISTS (SELECT 1 FROM load JOIN source_table t USING (table_id)
                         WHERE t.source_id = source.source_id AND load.state = 'current')
                     WHERE {} AND {is_loaded}",
                    condition(table)
                );
                connection.execute(&sql, params_from_iter(key.iter().map(Parameter)))?;
                format!(" AND NOT {is_loaded}")
            } else {
                String::new()
            };
            let sql = format!("DELETE FROM {name} WHERE {}{guard}", condition(table));
            connection.execute(&sql, params_from_iter(key.iter().map(Parameter)))?;
        }
        (None, None) => {}
    }
    if table == DecisionTable::MendedRow {
        crate::mended::follow(connection, now, after)?;
    }
    Ok(())
}

struct Parameter<'a>(&'a Value);

impl rusqlite::ToSql for Parameter<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Value::Null => ToSqlOutput::from(rusqlite::types::Null),
            Value::Bool(flag) => ToSqlOutput::from(i64::from(*flag)),
            Value::Number(number) => match number.as_i64() {
                Some(integer) => ToSqlOutput::from(integer),
                None => ToSqlOutput::from(number.as_f64().unwrap_or_default()),
            },
            Value::String(text) => ToSqlOutput::from(text.as_str()),
            other => ToSqlOutput::from(other.to_string()),
        })
    }
}
