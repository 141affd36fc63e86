//! How many customers each further condition would leave, beside what is asked for already.

use std::collections::BTreeMap;
use std::sync::Arc;

use rollcall_model::{RecordId, RunId, SourceId};

use crate::customer::decode_sources;
use crate::{CustomerFilter, RowSet, Store, StoreError};

/// So many records are several.
const SEVERAL: u64 = 2;

/// What each condition would leave. All else that is asked for holds beside it; what is asked of the same gives way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerFacets {
    /// Customers each source knows, by its number; of every source that knows anybody at all.
    pub by_source: Vec<(SourceId, u64)>,
    /// Customers in conflict.
    pub in_conflict: u64,
    /// Customers of several records.
    pub of_several_records: u64,
}

impl Store {
    /// Counts what each source, a conflict and several records would leave of the customers under the words, source,
    /// conflicts and records of a filter.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn customer_facets(
        &self,
        run: RunId,
        filter: &CustomerFilter,
    ) -> Result<CustomerFacets, StoreError> {
        let under = |condition: CustomerFilter| self.customers_under(run, &condition);
        let at_least = |records: u64| CustomerFilter {
            records_at_least: records,
            ..CustomerFilter::default()
        };
        let words = under(CustomerFilter {
            query: filter.query.clone(),
            ..CustomerFilter::default()
        })?;
        let disputed = under(CustomerFilter {
            conflicts_only: true,
            ..CustomerFilter::default()
        })?;
        let several = under(at_least(SEVERAL))?;
        let records = under(at_least(filter.records_at_least))?;
        let sources = self.customers_by_source(run)?;
        let nobody = RowSet::over(RecordId(1), RecordId(0));

        let in_words = words.as_deref();
        let in_dispute = disputed.as_deref().filter(|_| filter.conflicts_only);
        let with_records = records.as_deref();
        let of_source = filter
            .source
            .map(|source| sources.get(&source).unwrap_or(&nobody));
        let left = |own: &RowSet, beside: [Option<&RowSet>; 3]| {
            own.shared_with(&beside.into_iter().flatten().collect::<Vec<_>>())
        };
        Ok(CustomerFacets {
            by_source: sources
                .iter()
                .map(|(source, own)| (*source, left(own, [in_words, in_dispute, with_records])))
                .collect(),
            in_conflict: left(
                disputed.as_deref().unwrap_or(&nobody),
                [in_words, of_source, with_records],
            ),
            of_several_records: left(
                several.as_deref().unwrap_or(&nobody),
                [in_words, of_source, in_dispute],
            ),
        })
    }

    /// The customers each source knows, by their rows: read from an index once, and kept.
    fn customers_by_source(
        &self,
        run: RunId,
    ) -> Result<Arc<BTreeMap<SourceId, RowSet>>, StoreError> {
        self.figure("customers by source", run, |connection| {
            let last: i64 = connection
                .prepare_cached("SELECT coalesce(max(customer_row), 0) FROM customer")?
                .query_row([], |row| row.get(0))?;
            let mut statement = connection.prepare_cached(
                "SELECT sources, customer_row FROM customer WHERE run_id = ?1 ORDER BY sources, known_by",
            )?;
            let mut rows = statement.query([run.0])?;
            let mut known: BTreeMap<SourceId, RowSet> = BTreeMap::new();
            while let Some(row) = rows.next()? {
                let customer = RecordId(row.get(1)?);
                for source in decode_sources(&row.get::<_, String>(0)?) {
                    known
                        .entry(source)
                        .or_insert_with(|| RowSet::over(RecordId(0), RecordId(last)))
                        .insert(customer);
                }
            }
            Ok(Arc::new(known))
        })
    }
}
