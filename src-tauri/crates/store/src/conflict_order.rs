//! Conflicts in the order of a column: read from indexes once, kept, and paged through.

use std::sync::Arc;

use rollcall_model::{Attribute, RecordId, RunId};

use crate::conflict::{conditions_of, read_conflict};
use crate::ordered::{Ordered, Window};
use crate::{ConflictFilter, RowSet, Store, StoreError, StoredConflict};

/// A column conflicts are put in order by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConflictColumn {
    /// The number of the customer.
    Customer,
    /// The customer's name; those with an id alone come last.
    Name,
    /// The attribute, by what it is called.
    Attribute,
}

impl Store {
    /// A page of conflicts under a filter in the order of a column, with the customer's name, and their number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn conflicts_in_order(
        &self,
        run: RunId,
        filter: &ConflictFilter,
        by: ConflictColumn,
        window: Window,
    ) -> Result<(Vec<(StoredConflict, String)>, u64), StoreError> {
        let among = self.conflicts_under(run, filter)?;
        let name = format!("conflicts of run {} by {by:?}", run.0);
        let ordered = self.kept_order(&name, || match by {
            ConflictColumn::Customer => self.conflicts_by_customer(run),
            ConflictColumn::Name => self.conflicts_by_name(run),
            ConflictColumn::Attribute => self.conflicts_by_attribute(run),
        })?;
        let (page, total) = ordered.page(window, Some(&among));
        let conflicts = self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT x.*, c.name FROM conflict x JOIN customer c ON c.run_id = x.run_id AND c.customer_id = x.customer_id
                 WHERE x.conflict_id = ?1",
            )?;
            let found = page.into_iter().map(|row| statement.query_row([row], read_conflict));
            Ok(found.collect::<Result<_, _>>()?)
        })?;
        Ok((conflicts, total))
    }

    fn conflicts_by_customer(&self, run: RunId) -> Result<Ordered, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT conflict_id FROM conflict WHERE run_id = ?1 ORDER BY customer_id, conflict_id",
            )?;
            let rows = statement.query_map([run.0], |row| row.get(0))?;
            Ok(Ordered::of([rows.collect::<Result<_, _>>()?]))
        })
    }

    fn conflicts_by_name(&self, run: RunId) -> Result<Ordered, StoreError> {
        self.connections.read(|connection| {
            // The customers in conflict by name, and of each its conflicts.
            let mut statement = connection.prepare_cached(
                "SELECT x.conflict_id, c.known_by = 2 FROM customer c CROSS JOIN conflict x ON x.run_id = c.run_id AND x.customer_id = c.customer_id
                 WHERE c.run_id = ?1 AND likely(c.conflicts > 0) ORDER BY c.known_by, c.name COLLATE NOCASE, c.customer_id",
            )?;
            let mut rows = statement.query([run.0])?;
            let (mut known, mut unknown) = (Vec::new(), Vec::new());
            while let Some(row) = rows.next()? {
                let part = if row.get(1)? { &mut unknown } else { &mut known };
                part.push(row.get(0)?);
            }
            Ok(Ordered::of([known, unknown]))
        })
    }

    fn conflicts_by_attribute(&self, run: RunId) -> Result<Ordered, StoreError> {
        let mut groups: Vec<(String, String, Vec<i64>)> = Vec::new();
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT conflict_id, attribute FROM conflict WHERE run_id = ?1 ORDER BY attribute, customer_id",
            )?;
            let mut rows = statement.query([run.0])?;
            while let Some(row) = rows.next()? {
                let code = row.get_ref(1)?.as_str().unwrap_or_default();
                match groups.last_mut() {
                    Some((_, last, group)) if last == code => group.push(row.get(0)?),
                    _ => {
                        let label = Attribute::parse(code).map_or_else(|| code.to_owned(), |one| one.label());
                        groups.push((label.to_lowercase(), code.to_owned(), vec![row.get(0)?]));
                    }
                }
            }
            Ok(())
        })?;
        groups.sort();
        Ok(Ordered::of([groups
            .into_iter()
            .flat_map(|(.., group)| group)
            .collect()]))
    }

    /// The conflicts under a filter, by their rows.
    fn conflicts_under(
        &self,
        run: RunId,
        filter: &ConflictFilter,
    ) -> Result<Arc<RowSet>, StoreError> {
        self.kept_rows(
            &format!("conflicts of run {} under {filter:?}", run.0),
            || {
                self.connections.read(|connection| {
                    let last: i64 = connection
                        .prepare_cached("SELECT coalesce(max(conflict_id), 0) FROM conflict")?
                        .query_row([], |row| row.get(0))?;
                    let mut found = RowSet::over(RecordId(0), RecordId(last));
                    let (conditions, values) = conditions_of(run, filter);
                    let mut statement = connection.prepare_cached(&format!(
                        "SELECT x.conflict_id FROM conflict x WHERE {conditions}"
                    ))?;
                    let mut rows = statement.query(rusqlite::params_from_iter(values))?;
                    while let Some(row) = rows.next()? {
                        found.insert(RecordId(row.get(0)?));
                    }
                    Ok(found)
                })
            },
        )
    }
}
