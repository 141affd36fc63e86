//! People about whom one place says no to being reached, another yes, and nobody else no.

use rollcall_model::{Attribute, RecordId, RunId, TableId};
use rusqlite::params;

use crate::{Store, StoreError};

/// People of whom the same tables, and no others, say no about a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedAlone {
    /// Code of the channel.
    pub attribute: String,
    /// The tables that say no, ascending.
    pub tables: Vec<TableId>,
    /// How many people it is.
    pub people: u64,
    /// One of the rows that say so.
    pub example: RecordId,
}

impl Store {
    /// Who is kept from being reached by a no that contradicts a yes, by the tables that say it. What somebody settled by
    /// hand is not counted, nor where messages come back or were complained of.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn refused_alone(&self, run: RunId) -> Result<Vec<RefusedAlone>, StoreError> {
        let permissions = Attribute::PERMISSIONS.iter();
        let codes: Vec<String> = permissions.map(Attribute::code).collect();
        let codes = serde_json::Value::from(codes).to_string();
        self.figure("refused alone", run, |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT attribute, tables, count(*), min(example) FROM (
                     SELECT attribute, customer_id, group_concat(table_id) AS tables, min(example) AS example,
                            max(is_other) AS is_other
                     FROM (SELECT x.attribute, x.customer_id, l.table_id, min(record.value) AS example,
                                  max(json_extract(said.value, '$.value') IN ('undeliverable', 'complained')) AS is_other
                           FROM conflict x, json_each(x.content) said, json_each(said.value, '$.records') record
                           JOIN load l ON l.state = 'current' AND record.value BETWEEN l.first_record AND l.last_record
                           WHERE x.run_id = ?1 AND x.attribute IN (SELECT value FROM json_each(?2))
                             AND x.rule <> 'override' AND x.winner <> 'opted_in'
                             AND json_extract(said.value, '$.value') <> 'opted_in'
                           GROUP BY x.attribute, x.customer_id, l.table_id
                           ORDER BY x.attribute, x.customer_id, l.table_id)
                     GROUP BY attribute, customer_id)
                 WHERE is_other = 0 GROUP BY attribute, tables ORDER BY attribute, tables",
            )?;
            let found = statement
                .query_map(params![run.0, codes], |row| {
                    let tables: String = row.get(1)?;
                    let numbers = tables.split(',').filter_map(|one| one.parse().ok());
                    let mut tables: Vec<TableId> = numbers.map(TableId).collect();
                    tables.sort_unstable();
                    Ok(RefusedAlone {
                        attribute: row.get(0)?,
                        tables,
                        people: row.get::<_, i64>(2)? as u64,
                        example: RecordId(row.get(3)?),
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(found)
        })
    }
}
