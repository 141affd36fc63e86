//! Why two records are one person, in the words of the queue of pairs.

use rollcall_linkage::Model;
use rollcall_model::{RecordId, RunId};
use rollcall_store::{RecordIdentity, Store};

use crate::EngineError;
use crate::explain::{self, StoredExplanation};
use crate::linkage_fields::Fields;
use crate::linkage_records::{LinkedTable, linked_tables};
use crate::named_accounts::NamedAccounts;
use crate::table_rows::Shelf;
use crate::view::ExplanationView;

/// What a run has to say of pairs; what it compared by is read once, when the first pair it did not keep is asked for.
pub(crate) struct PairReasons<'a> {
    store: &'a Store,
    run: RunId,
    shelf: &'a Shelf,
    compared: Option<Compared>,
}

/// What records are compared by.
struct Compared {
    model: Model,
    tables: Vec<LinkedTable>,
    fields: Fields,
}

impl Compared {
    fn read(store: &Store, run: RunId) -> Result<Self, EngineError> {
        let model: Model = serde_json::from_str(&store.model(run)?)?;
        let tables = linked_tables(store)?;
        let mut fields = Fields::of(&tables, &NamedAccounts::of_current_run(store)?);
        fields.learn_addresses(store, &tables)?;
        Ok(Self {
            model,
            tables,
            fields,
        })
    }
}

impl<'a> PairReasons<'a> {
    /// Of a run whose model is still there: an erasure takes it away, and the next run makes another.
    pub(crate) fn read(
        store: &'a Store,
        run: RunId,
        shelf: &'a Shelf,
    ) -> Result<Option<Self>, EngineError> {
        let is_there = !store.model(run)?.is_empty();
        Ok(is_there.then_some(Self {
            store,
            run,
            shelf,
            compared: None,
        }))
    }

    /// What speaks for and against two records being one person.
    pub(crate) fn of(
        &mut self,
        one: RecordId,
        other: RecordId,
    ) -> Result<ExplanationView, EngineError> {
        let is_stated = self.is_stated(one, other)?;
        // Where the run kept the pair it is told as the queue tells it: other records of the two spoke, too.
        if let Some(pair) = self.store.pair_of(self.run, one, other)? {
            let kept: StoredExplanation = serde_json::from_str(&pair.explanation)?;
            let told = if pair.left == one {
                kept
            } else {
                kept.turned()
            };
            return Ok(explain::show(told, is_stated));
        }
        let compared = match self.compared.take() {
            Some(compared) => compared,
            None => Compared::read(self.store, self.run)?,
        };
        let compared = self.compared.insert(compared);
        let standard = self.store.standard_records(&[one, other])?;
        let values: Vec<_> = standard
            .iter()
            .filter_map(|record| {
                let load = self.shelf.load_of(record.record)?;
                let mut tables = compared.tables.iter();
                let table = tables.find(|table| table.load.load == load.load)?;
                Some(compared.fields.record_values(table, &record.values))
            })
            .collect();
        let [left, right] = values.as_slice() else {
            return Err(EngineError::Internal {
                message: "a record of the run is gone".into(),
            });
        };
        Ok(explain::show(
            explain::stored(&compared.model.explain(left, right)),
            is_stated,
        ))
    }

    /// Whether somebody said that two records are of one person.
    fn is_stated(&self, one: RecordId, other: RecordId) -> Result<bool, EngineError> {
        let identities: Vec<RecordIdentity> = self
            .store
            .standard_records(&[one, other])?
            .iter()
            .filter_map(|record| {
                Some(RecordIdentity {
                    table: self.shelf.load_of(record.record)?.table,
                    key: record.key.clone(),
                })
            })
            .collect();
        Ok(match identities.as_slice() {
            [one, other] => self
                .store
                .verdict(one, other)?
                .is_some_and(|verdict| verdict.verdict == "same"),
            _ => false,
        })
    }
}
