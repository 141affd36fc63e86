//! What sources disagree about in the run in use.

use rollcall_model::{CustomerId, RunId, SourceId};
use rusqlite::{Connection, Row, ToSql, params};

use crate::customer::{decode_sources, encode_sources};
use crate::{Store, StoreError};

/// An attribute on which sources disagree about one customer.
#[derive(Debug, Clone)]
pub struct StoredConflict {
    /// The customer.
    pub customer: CustomerId,
    /// Code of the attribute.
    pub attribute: String,
    /// What the rule chose.
    pub winner: String,
    /// The rule, by code.
    pub rule: String,
    /// The sources that disagree, ascending.
    pub sources: Vec<SourceId>,
    /// What is said by whom, as JSON.
    pub content: String,
}

/// Which conflicts.
#[derive(Debug, Clone, Default)]
pub struct ConflictFilter {
    /// Only this attribute.
    pub attribute: Option<String>,
    /// Only where this source is part of it.
    pub left: Option<SourceId>,
    /// Only where this source is part of it, too.
    pub right: Option<SourceId>,
    /// Only this customer.
    pub customer: Option<CustomerId>,
    /// Only attributes of these codes.
    pub among: Option<Vec<String>>,
    /// Only where one of these sources is part of it.
    pub of: Option<Vec<SourceId>>,
    /// Only what was chosen for this reason, by code.
    pub rule: Option<String>,
    /// Only permissions about which one of these two sources says yes and the other no.
    pub opposed: Option<(SourceId, SourceId)>,
}

/// Whether the one source says yes and the other something else. A disagreement about a permission holds nothing but
/// yes and no.
const OPPOSED: &str = "EXISTS (
    SELECT 1 FROM json_each(x.content) one, json_each(one.value, '$.sources') left_end,
                  json_each(x.content) other, json_each(other.value, '$.sources') right_end
    WHERE left_end.value = ? AND right_end.value = ?
      AND (json_extract(one.value, '$.value') = 'opted_in') <> (json_extract(other.value, '$.value') = 'opted_in'))";

/// How many people are told one thing by these sources and another by those.
#[derive(Debug, Clone)]
pub struct Opposed {
    /// Code of the permission.
    pub attribute: String,
    /// The sources that say yes.
    pub yes: Vec<SourceId>,
    /// The sources that say no; one may say both.
    pub no: Vec<SourceId>,
    /// How many people.
    pub people: u64,
}

impl Store {
    /// A page of conflicts with the customer's name, and their number under the filter.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn conflicts(
        &self,
        run: RunId,
        filter: &ConflictFilter,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<(StoredConflict, String)>, u64), StoreError> {
        self.connections.read(|connection| {
            let (conditions, values) = conditions_of(run, filter);
            let parameters: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
            let total: i64 = connection
                .prepare_cached(&format!("SELECT count(*) FROM conflict x WHERE {conditions}"))?
                .query_row(parameters.as_slice(), |row| row.get(0))?;
            let mut statement = connection.prepare_cached(&format!(
                "SELECT x.*, c.name FROM conflict x JOIN customer c ON c.run_id = x.run_id AND c.customer_id = x.customer_id
                 WHERE {conditions} ORDER BY x.customer_id, x.conflict_id LIMIT {limit} OFFSET {offset}"
            ))?;
            let conflicts =
                statement.query_map(parameters.as_slice(), read_conflict)?.collect::<Result<_, _>>()?;
            Ok((conflicts, total as u64))
        })
    }

    /// How many customers are in conflict about each attribute, by the sources that disagree.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn conflict_counts(
        &self,
        run: RunId,
    ) -> Result<Vec<(String, Vec<SourceId>, u64)>, StoreError> {
        self.figure("conflicts", run, |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT attribute, sources, count(*) FROM conflict WHERE run_id = ?1 GROUP BY 1, 2 ORDER BY 1, 2",
            )?;
            let counts = statement
                .query_map([run.0], |row| {
                    Ok((row.get(0)?, decode_sources(&row.get::<_, String>(1)?), row.get::<_, i64>(2)? as u64))
                })?
                .collect::<Result<_, _>>()?;
            Ok(counts)
        })
    }

    /// How many people are in conflict about each of some permissions, by the sources that say yes and those that
    /// say no.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn opposed_counts(&self, run: RunId, codes: &[String]) -> Result<Vec<Opposed>, StoreError> {
        let codes = serde_json::Value::from(codes.to_vec()).to_string();
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT x.attribute,
                        (SELECT group_concat(source.value) FROM json_each(x.content) said, json_each(said.value, '$.sources') source
                         WHERE json_extract(said.value, '$.value') = 'opted_in'),
                        (SELECT group_concat(source.value) FROM json_each(x.content) said, json_each(said.value, '$.sources') source
                         WHERE json_extract(said.value, '$.value') <> 'opted_in'),
                        count(*)
                 FROM conflict x WHERE x.run_id = ?1 AND x.attribute IN (SELECT value FROM json_each(?2))
                 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
            )?;
            let sources = |row: &Row<'_>, column: usize| {
                let told: Option<String> = row.get(column)?;
                Ok::<_, rusqlite::Error>(decode_sources(&told.unwrap_or_default()))
            };
            let counts = statement
                .query_map(params![run.0, codes], |row| {
                    Ok(Opposed {
                        attribute: row.get(0)?,
                        yes: sources(row, 1)?,
                        no: sources(row, 2)?,
                        people: row.get::<_, i64>(3)? as u64,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(counts)
        })
    }

    /// How many conflicts are answered for which reason, by code.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn conflict_answers(&self, run: RunId) -> Result<Vec<(String, u64)>, StoreError> {
        self.figure("answers", run, |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT rule, count(*) FROM conflict WHERE run_id = ?1 GROUP BY 1 ORDER BY 1",
            )?;
            let answers = statement
                .query_map([run.0], |row| {
                    Ok((row.get(0)?, row.get::<_, i64>(1)? as u64))
                })?
                .collect::<Result<_, _>>()?;
            Ok(answers)
        })
    }
}

/// The conditions of a filter, with their values. Spelled out, so that the index is used where attributes are told.
pub(crate) fn conditions_of(run: RunId, filter: &ConflictFilter) -> (String, Vec<Box<dyn ToSql>>) {
    let mut values: Vec<Box<dyn ToSql>> = vec![Box::new(run.0)];
    let mut texts = vec!["x.run_id = ?"];
    let mut add = |text, value: Box<dyn ToSql>| {
        texts.push(text);
        values.push(value);
    };
    if let Some(attribute) = &filter.attribute {
        add("x.attribute = ?", Box::new(attribute.clone()));
    }
    for source in [filter.left, filter.right].into_iter().flatten() {
        add("x.sources LIKE ?", Box::new(format!("%,{},%", source.0)));
    }
    if let Some(customer) = filter.customer {
        add("x.customer_id = ?", Box::new(customer.0));
    }
    if let Some(rule) = &filter.rule {
        add("x.rule = ?", Box::new(rule.clone()));
    }
    if let Some(codes) = &filter.among {
        let among = serde_json::Value::from(codes.clone()).to_string();
        add(
            "x.attribute IN (SELECT value FROM json_each(?))",
            Box::new(among),
        );
    }
    if let Some(sources) = &filter.of {
        let of: serde_json::Value = sources.iter().map(|source| source.0).collect();
        add(
            "EXISTS (SELECT 1 FROM json_each(?) WHERE x.sources LIKE '%,' || value || ',%')",
            Box::new(of.to_string()),
        );
    }
    if let Some((one, other)) = filter.opposed {
        texts.push(OPPOSED);
        values.push(Box::new(one.0));
        values.push(Box::new(other.0));
    }
    (texts.join(" AND "), values)
}

/// A conflict with the customer's name.
pub(crate) fn read_conflict(row: &Row<'_>) -> rusqlite::Result<(StoredConflict, String)> {
    let conflict = StoredConflict {
        customer: CustomerId(row.get("customer_id")?),
        attribute: row.get("attribute")?,
        winner: row.get("winner")?,
        rule: row.get("rule")?,
        sources: decode_sources(&row.get::<_, String>("sources")?),
        content: row.get("content")?,
    };
    Ok((conflict, row.get("name")?))
}

/// Writes conflicts of a run.
pub(crate) fn insert_conflicts(
    connection: &Connection,
    run: RunId,
    conflicts: &[StoredConflict],
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO conflict (run_id, customer_id, attribute, winner, rule, sources, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for conflict in conflicts {
        statement.execute(params![
            run.0,
            conflict.customer.0,
            conflict.attribute,
            conflict.winner,
            conflict.rule,
            encode_sources(&conflict.sources),
            conflict.content
        ])?;
    }
    Ok(())
}
