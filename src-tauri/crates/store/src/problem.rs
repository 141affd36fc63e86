//! Problems found while loading and standardising.

use std::collections::BTreeMap;

use rollcall_model::{LoadId, Place, Problem, ProblemCode, RecordId, Severity, SourceId};
use rusqlite::{Row, Transaction, params};
use serde_json::json;

use crate::decision::RowChange;
use crate::decision_table::{read_row, write_row};
use crate::{DecisionTable, Edits, RowImage, Store, StoreError};

/// A problem with its number and the rows it touches.
#[derive(Debug, Clone)]
pub struct StoredProblem {
    /// Its number.
    pub problem: i64,
    /// The load it was found in.
    pub load: Option<LoadId>,
    /// The source of that load.
    pub source: Option<SourceId>,
    /// What was found.
    pub finding: Problem,
    /// The first records it touches.
    pub records: Vec<RecordId>,
}

/// Which problems.
#[derive(Debug, Clone, Default)]
pub struct ProblemFilter {
    /// Only this severity.
    pub severity: Option<String>,
    /// Only this source.
    pub source: Option<SourceId>,
    /// Only this situation.
    pub code: Option<String>,
}

const SELECT: &str = "FROM problem p LEFT JOIN load l USING (load_id) LEFT JOIN source_table t USING (table_id)
     WHERE (p.load_id IS NULL OR l.state = 'current')
       AND (?1 IS NULL OR p.severity = ?1) AND (?2 IS NULL OR t.source_id = ?2) AND (?3 IS NULL OR p.code = ?3)";

impl Store {
    /// Puts the problems of a stage of a load in place of those found before.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_problems(
        &self,
        load: LoadId,
        stage: &str,
        problems: &[(Problem, Vec<RecordId>)],
    ) -> Result<(), StoreError> {
        self.connections
            .write(|transaction| put_problems(transaction, load, stage, problems))
    }

    /// Puts what a loading that brought nothing found in place of what the one before found outside its loads.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_outside(&self, problems: &[Problem]) -> Result<(), StoreError> {
        self.connections.write(|transaction| {
            for (number, row) in outside(transaction, problems)? {
                let key = [json!(number)];
                let now = read_row(transaction, DecisionTable::Problem, &key)?;
                write_row(
                    transaction,
                    DecisionTable::Problem,
                    &key,
                    now.as_ref(),
                    row.as_ref(),
                )?;
            }
            Ok(())
        })
    }

    /// A page of problems of the loads in use, worst first, with their number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn problems(
        &self,
        filter: &ProblemFilter,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<StoredProblem>, u64), StoreError> {
        self.connections.read(|connection| {
            let source = filter.source.map(|source| source.0);
            let total: i64 = connection.query_row(
                &format!("SELECT count(*) {SELECT}"),
                params![filter.severity, source, filter.code],
                |row| row.get(0),
            )?;
            let mut statement = connection.prepare_cached(&format!(
                "SELECT p.*, t.source_id {SELECT}
                 ORDER BY CASE p.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, p.count DESC, abs(p.problem_id), p.problem_id
                 LIMIT ?4 OFFSET ?5"
            ))?;
            let problems = statement
                .query_map(params![filter.severity, source, filter.code, limit as i64, offset as i64], read_problem)?
                .collect::<Result<_, _>>()?;
            Ok((problems, total as u64))
        })
    }

    /// One problem by its number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn problem(&self, number: i64) -> Result<Option<StoredProblem>, StoreError> {
        use rusqlite::OptionalExtension as _;
        self.connections.read(|connection| {
            Ok(connection
                .prepare_cached("SELECT p.*, t.source_id FROM problem p LEFT JOIN load l USING (load_id) LEFT JOIN source_table t USING (table_id) WHERE p.problem_id = ?1")?
                .query_row([number], read_problem)
                .optional()?)
        })
    }

    /// How many rows each situation touches in each column of a load.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn problem_sums(
        &self,
        load: LoadId,
    ) -> Result<BTreeMap<(String, Option<String>), u64>, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT code, column_, sum(count) FROM problem WHERE load_id = ?1 GROUP BY 1, 2",
            )?;
            let sums = statement
                .query_map([load.0], |row| {
                    Ok(((row.get(0)?, row.get(1)?), row.get::<_, i64>(2)? as u64))
                })?
                .collect::<Result<_, _>>()?;
            Ok(sums)
        })
    }

    /// How many problems there are by severity and by situation.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn problem_counts(&self) -> Result<(Vec<(String, u64)>, Vec<(String, u64)>), StoreError> {
        self.connections.read(|connection| {
            let count = |column: &str| -> Result<Vec<(String, u64)>, StoreError> {
                let mut statement = connection.prepare_cached(&format!(
                    "SELECT p.{column}, count(*) FROM problem p LEFT JOIN load l USING (load_id)
                     WHERE p.load_id IS NULL OR l.state = 'current' GROUP BY 1 ORDER BY 2 DESC, 1"
                ))?;
                let counts = statement
                    .query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?
                    .collect::<Result<_, _>>()?;
                Ok(counts)
            };
            Ok((count("severity")?, count("code")?))
        })
    }
}

fn read_problem(row: &Row<'_>) -> rusqlite::Result<StoredProblem> {
    let severity: String = row.get("severity")?;
    let code: String = row.get("code")?;
    let records: String = row.get("records")?;
    Ok(StoredProblem {
        problem: row.get("problem_id")?,
        load: row.get::<_, Option<i64>>("load_id")?.map(LoadId),
        source: row.get::<_, Option<i64>>("source_id")?.map(SourceId),
        finding: Problem {
            code: ProblemCode::parse(&code).unwrap_or(ProblemCode::InvalidValue),
            severity: match severity.as_str() {
                "error" => Severity::Error,
                "warning" => Severity::Warning,
                _ => Severity::Note,
            },
            place: Place {
                file: row.get("file")?,
                sheet: row.get("sheet")?,
                row: row.get::<_, Option<i64>>("row")?.map(|row| row as u64),
                column: row.get("column_")?,
            },
            message: row.get("message")?,
            hint: row.get("hint")?,
            count: row.get::<_, i64>("count")? as u64,
        },
        records: serde_json::from_str(&records).unwrap_or_default(),
    })
}

impl Edits<'_> {
    /// Puts what a loading found outside its loads in place of what the one before found; it goes with what was loaded.
    /// Every note is written down, the same ones too, and where they end: a loading that brings nothing is no
    /// operation, and may change any of them before this one is taken back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_outside(&mut self, problems: &[Problem]) -> Result<(), StoreError> {
        let rows = outside(self.transaction(), problems)?;
        let end = -(rows.len() as i64) - 1;
        for (number, row) in rows {
            self.set_whole(DecisionTable::Problem, &[json!(number)], row)?;
        }
        self.set_whole(DecisionTable::Problem, &[json!(end)], None)
    }
}

/// Takes the notes away that stand behind those an operation wrote down, where it wrote any down.
pub(crate) fn end_outside(
    transaction: &Transaction<'_>,
    changes: &[RowChange],
) -> Result<(), StoreError> {
    let numbers = changes
        .iter()
        .filter(|change| change.table == DecisionTable::Problem)
        .filter_map(|change| change.key.first()?.as_i64());
    if let Some(end) = numbers.min() {
        // Notes with other numbers were written down by an earlier version, and came back with what it did.
        transaction.execute(
            "DELETE FROM problem WHERE load_id IS NULL AND (problem_id < ?1 OR (?1 < 0 AND problem_id >= 0))",
            [end],
        )?;
    }
    Ok(())
}

/// Numbers the notes of earlier versions like those of today: others may get the numbers they have. They keep their
/// order, and what takes their place can be taken back.
fn number_down(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    let old: Vec<i64> = transaction
        .prepare_cached(
            "SELECT problem_id FROM problem WHERE load_id IS NULL AND problem_id >= 0 ORDER BY problem_id DESC",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for number in old {
        transaction.execute(
            "UPDATE problem SET problem_id = (SELECT min(min(problem_id), 0) - 1 FROM problem) WHERE problem_id = ?1",
            [number],
        )?;
    }
    Ok(())
}

/// The rows of what is found outside of loads, by their numbers, and those that go. They are numbered down from -1, so
/// that each keeps its number when it comes back, whatever was found in loads meanwhile.
fn outside(
    transaction: &Transaction<'_>,
    problems: &[Problem],
) -> Result<Vec<(i64, Option<RowImage>)>, StoreError> {
    number_down(transaction)?;
    let before: i64 = transaction.query_row(
        "SELECT coalesce(-min(problem_id), 0) FROM problem WHERE load_id IS NULL",
        [],
        |row| row.get(0),
    )?;
    let mut rows = Vec::with_capacity(problems.len());
    for (number, problem) in (1_i64..).zip(problems) {
        let row = json!({
            "problem_id": -number,
            "load_id": null,
            "stage": "discover",
            "code": problem.code.code(),
            "severity": serde_json::to_value(problem.severity)?,
            "file": problem.place.file,
            "sheet": problem.place.sheet,
            "row": problem.place.row,
            "column_": problem.place.column,
            "message": problem.message,
            "hint": problem.hint,
            "count": problem.count,
            "records": "[]",
        });
        rows.push((-number, row.as_object().cloned()));
    }
    let gone = problems.len() as i64 + 1..=before;
    rows.extend(gone.map(|number| (-number, None)));
    Ok(rows)
}

/// Puts what a stage found in the place of what it found before.
pub(crate) fn put_problems(
    transaction: &Transaction<'_>,
    load: LoadId,
    stage: &str,
    problems: &[(Problem, Vec<RecordId>)],
) -> Result<(), StoreError> {
    transaction.execute(
        "DELETE FROM problem WHERE load_id = ?1 AND stage = ?2",
        params![load.0, stage],
    )?;
    let mut statement = transaction.prepare_cached(
        // Below zero are those outside of loads, and nought is no number of a finding.
        "INSERT INTO problem (problem_id, load_id, stage, code, severity, file, sheet, row, column_, message, hint, count, records)
         VALUES ((SELECT 1 + max(coalesce(max(problem_id), 0), 0) FROM problem), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    for (problem, records) in problems {
        let severity = serde_json::to_value(problem.severity)?;
        statement.execute(params![
            load.0,
            stage,
            problem.code.code(),
            severity.as_str(),
            problem.place.file,
            problem.place.sheet,
            problem.place.row.map(|row| row as i64),
            problem.place.column,
            problem.message,
            problem.hint,
            problem.count as i64,
            serde_json::to_string(records)?
        ])?;
    }
    Ok(())
}
