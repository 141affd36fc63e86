//! Rows of files by which people ask something about their data: to be deleted, what is kept, or that it is corrected.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{AskedRight, CustomerId, RecordId, RunId, TableId, asked_rights};

use crate::{RecordIdentity, Store, StoreError};

/// What a row asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AskedFor {
    /// A right that takes nothing away, such as to be told what is kept of its person.
    Right(AskedRight),
    /// That its person is deleted.
    Deletion,
}

impl AskedFor {
    /// Everything that can be asked for.
    pub const ALL: [Self; 5] = [
        Self::Right(AskedRight::Access),
        Self::Right(AskedRight::Rectification),
        Self::Right(AskedRight::Restriction),
        Self::Right(AskedRight::Portability),
        Self::Deletion,
    ];
}

/// A row in use that asks something about its person's data. One that asks for two things is two of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedRow {
    /// What it asks for.
    pub asks: AskedFor,
    /// Its number.
    pub record: RecordId,
    /// By what it is known in every load.
    pub row: RecordIdentity,
    /// Who holds it in the run; nothing where nobody does.
    pub customer: Option<CustomerId>,
    /// The agreed country of that customer; blank where none is known.
    pub country: String,
    /// The countries the telephones of that customer point to where no country is agreed.
    pub phone_countries: String,
}

impl Store {
    /// The rows in use that ask something about their person's data, in their order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows_that_ask(&self, run: Option<RunId>) -> Result<Vec<AskedRow>, StoreError> {
        let mut all = self.rows_marked("asks_deletion", run)?;
        // The column marks rows that ask for any right; which ones stands in their values.
        let rows = self.rows_marked("asks_access", run)?;
        let numbers: Vec<RecordId> = rows.iter().map(|row| row.record).collect();
        let records = self.standard_records(&numbers)?;
        let rights: BTreeMap<RecordId, BTreeSet<AskedRight>> = records
            .iter()
            .map(|record| (record.record, asked_rights(&record.values)))
            .collect();
        for row in rows {
            for right in rights.get(&row.record).into_iter().flatten() {
                all.push(AskedRow {
                    asks: AskedFor::Right(*right),
                    ..row.clone()
                });
            }
        }
        all.sort_by_key(|one| (one.record, one.asks));
        Ok(all)
    }

    /// The rows in use that are marked in a column, as if they asked to be deleted.
    fn rows_marked(&self, column: &str, run: Option<RunId>) -> Result<Vec<AskedRow>, StoreError> {
        self.connections.read(|connection| {
            // Few rows ask: they are gone through, not the loads they stand in.
            let mut statement = connection.prepare_cached(&format!(
                "SELECT s.record_id, l.table_id, s.record_key, m.customer_id, coalesce(c.country, ''), coalesce(c.phone_countries, '')
                 FROM standard_record s
                 CROSS JOIN load l ON l.state = 'current' AND s.record_id BETWEEN l.first_record AND l.last_record
                 LEFT JOIN membership m ON m.run_id = ?1 AND m.record_id = s.record_id
                 LEFT JOIN customer c ON c.run_id = ?1 AND c.customer_id = m.customer_id
                 WHERE s.{column} = 1 ORDER BY s.record_id",
            ))?;
            let asked = statement
                .query_map([run.map(|run| run.0)], |row| {
                    Ok(AskedRow {
                        asks: AskedFor::Deletion,
                        record: RecordId(row.get(0)?),
                        row: RecordIdentity {
                            table: TableId(row.get(1)?),
                            key: row.get(2)?,
                        },
                        customer: row.get::<_, Option<i64>>(3)?.map(CustomerId),
                        country: row.get(4)?,
                        phone_countries: row.get(5)?,
                    })
                })?
                .collect::<Result<_, _>>()?;
            Ok(asked)
        })
    }
}
