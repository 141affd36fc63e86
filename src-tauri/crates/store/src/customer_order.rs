//! Customers in the order of a column: read from its index once, kept, and paged through.

use std::sync::Arc;

use rollcall_model::{RecordId, RunId};
use rusqlite::ToSql;

use crate::customer::read_customer;
use crate::customer_filter::{customer_conditions, only_words};
use crate::ordered::{Ordered, Window};
use crate::{CustomerFilter, RowSet, Store, StoreError, StoredCustomer};

/// A column customers are put in order by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CustomerColumn {
    /// The number of the customer.
    Number,
    /// Those with a name, then those with a contact, then those with an id alone, each by name.
    Name,
    /// Main e-mail.
    Email,
    /// Main phone.
    Phone,
    /// Town.
    City,
    /// Country.
    Country,
    /// How many records.
    Records,
    /// How many attributes in conflict.
    Conflicts,
}

impl CustomerColumn {
    /// Rows in order, each with the part it belongs to: an index holds all of it.
    const fn question(self) -> &'static str {
        match self {
            Self::Number => {
                "SELECT customer_row, 0 FROM customer WHERE run_id = ?1 ORDER BY customer_id"
            }
            Self::Name => {
                "SELECT customer_row, known_by FROM customer WHERE run_id = ?1 ORDER BY known_by, name COLLATE NOCASE, customer_id"
            }
            Self::Email => {
                "SELECT customer_row, email = '' FROM customer WHERE run_id = ?1 ORDER BY email COLLATE NOCASE, customer_id"
            }
            Self::Phone => {
                "SELECT customer_row, phone = '' FROM customer WHERE run_id = ?1 ORDER BY phone COLLATE NOCASE, customer_id"
            }
            Self::City => {
                "SELECT customer_row, city = '' FROM customer WHERE run_id = ?1 ORDER BY city COLLATE NOCASE, customer_id"
            }
            Self::Country => {
                "SELECT customer_row, country = '' FROM customer WHERE run_id = ?1 ORDER BY country COLLATE NOCASE, customer_id"
            }
            Self::Records => {
                "SELECT customer_row, 0 FROM customer WHERE run_id = ?1 ORDER BY records, customer_id"
            }
            Self::Conflicts => {
                "SELECT customer_row, 0 FROM customer WHERE run_id = ?1 ORDER BY conflicts, customer_id"
            }
        }
    }
}

/// What is unknown, and what is known only by an id, comes last: no column has more parts.
const PARTS: usize = 3;

impl Store {
    /// A page of customers under a filter in the order of a column, with their number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn customers_in_order(
        &self,
        run: RunId,
        filter: &CustomerFilter,
        by: CustomerColumn,
        window: Window,
    ) -> Result<(Vec<StoredCustomer>, u64), StoreError> {
        let among = self.customers_under(run, filter)?;
        let name = format!("customers of run {} by {by:?}", run.0);
        let ordered = self.kept_order(&name, || self.order_of_customers(run, by))?;
        let (page, total) = ordered.page(window, among.as_deref());
        let customers = self.connections.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT * FROM customer WHERE customer_row = ?1")?;
            let found = page
                .into_iter()
                .map(|row| statement.query_row([row], read_customer));
            Ok(found.collect::<Result<_, _>>()?)
        })?;
        Ok((customers, total))
    }

    fn order_of_customers(&self, run: RunId, by: CustomerColumn) -> Result<Ordered, StoreError> {
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(by.question())?;
            let mut rows = statement.query([run.0])?;
            let mut parts: [Vec<i64>; PARTS] = Default::default();
            while let Some(row) = rows.next()? {
                let part = usize::from(row.get::<_, u8>(1)?).min(PARTS - 1);
                if let Some(part) = parts.get_mut(part) {
                    part.push(row.get(0)?);
                }
            }
            Ok(Ordered::of(parts))
        })
    }

    /// The customers under a filter, by their rows; nothing where it lets everybody through.
    pub(crate) fn customers_under(
        &self,
        run: RunId,
        filter: &CustomerFilter,
    ) -> Result<Option<Arc<RowSet>>, StoreError> {
        let everybody = CustomerFilter {
            largest_first: filter.largest_first,
            ..CustomerFilter::default()
        };
        if *filter == everybody {
            return Ok(None);
        }
        let name = format!("customers of run {} under {filter:?}", run.0);
        let find = || {
            self.connections.read(|connection| {
                let (question, values) = match only_words(filter) {
                    // Those of other runs are in no order of this one.
                    Some(words) => (
                        "SELECT rowid FROM customer_search WHERE words MATCH ?".to_owned(),
                        vec![Box::new(words) as Box<dyn ToSql>],
                    ),
                    None => {
                        let (conditions, values) = customer_conditions(run, filter);
                        let question =
                            format!("SELECT c.customer_row FROM customer c WHERE {conditions}");
                        (question, values)
                    }
                };
                let last: i64 = connection
                    .prepare_cached("SELECT coalesce(max(customer_row), 0) FROM customer")?
                    .query_row([], |row| row.get(0))?;
                let mut found = RowSet::over(RecordId(0), RecordId(last));
                let parameters: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
                let mut statement = connection.prepare_cached(&question)?;
                let mut rows = statement.query(parameters.as_slice())?;
                while let Some(row) = rows.next()? {
                    found.insert(RecordId(row.get(0)?));
                }
                Ok(found)
            })
        };
        Ok(Some(self.kept_rows(&name, find)?))
    }
}

#[cfg(test)]
mod tests {
    use super::CustomerColumn;
    use crate::Store;

    #[test]
    fn every_order_is_read_from_an_index_alone() -> Result<(), crate::StoreError> {
        use CustomerColumn::{City, Conflicts, Country, Email, Name, Number, Phone, Records};
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("order.rollcall");
        let store = Store::create(&path, "Order", "2026-11-30T10:00:00Z")?;
        for by in [
            Number, Name, Email, Phone, City, Country, Records, Conflicts,
        ] {
            let plan: Vec<String> = store.connections.read(|connection| {
                let question = format!("EXPLAIN QUERY PLAN {}", by.question());
                let mut statement = connection.prepare(&question)?;
                let lines = statement.query_map([1], |row| row.get("detail"))?;
                Ok(lines.collect::<Result<_, _>>()?)
            })?;
            let [line] = plan.as_slice() else {
                panic!("{by:?}: {plan:?}");
            };
            assert!(line.contains("COVERING INDEX"), "{by:?}: {line}");
        }
        Ok(())
    }
}
