//! Why two records are one person, in the words of the queue of pairs.

use rollcall_linkage::{Model, RecordValues};
use rollcall_model::{Attribute, RecordId, RunId, TableRole};
use rollcall_store::{RecordIdentity, Store};

use crate::explain::{self, StoredExplanation};
use crate::linkage_fields::Fields;
use crate::linkage_records::{LinkedTable, linked_tables};
use crate::named_accounts::NamedAccounts;
use crate::table_rows::Shelf;
use crate::telling_columns::TellingColumns;
use crate::told_by_number::is_number_of;
use crate::view::ExplanationView;
use crate::{EngineError, run_linkage};

/// What a run has to say of pairs; what it compared by is read once, when the first pair it did not keep is asked for.
pub(crate) struct PairReasons<'a> {
    store: &'a Store,
    run: RunId,
    shelf: &'a Shelf,
    compared: Option<Compared>,
}

/// Why a row is somebody's whom its number alone tells.
const BY_NUMBER: &str = "This row holds nothing but a telephone number, and one person alone holds it: the row is theirs.";

/// A record as it is compared.
struct Side {
    role: TableRole,
    identity: RecordIdentity,
    values: RecordValues,
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
        let named = NamedAccounts::of_current_run(store)?;
        let telling = TellingColumns::of_current_run(store)?;
        let mut fields = Fields::of(&tables, &named, &telling);
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
        let explanation = match self.kept(one, other)? {
            Some(kept) => kept,
            None => {
                let (compared, [left, right]) = self.sides(one, other)?;
                explain::stored(&compared.model.explain(&left.values, &right.values))
            }
        };
        let mut told = explain::show(explanation, is_stated);
        let is_linked = told.probability >= run_linkage::settings(self.store)?.link;
        if !is_linked && !is_stated && self.are_one_by_number(one, other)? {
            BY_NUMBER.clone_into(&mut told.sentence);
        }
        Ok(told)
    }

    /// What the run kept of a pair, told from the side of the first.
    fn kept(
        &self,
        one: RecordId,
        other: RecordId,
    ) -> Result<Option<StoredExplanation>, EngineError> {
        let Some(pair) = self.store.pair_of(self.run, one, other)? else {
            return Ok(None);
        };
        let kept: StoredExplanation = serde_json::from_str(&pair.explanation)?;
        Ok(Some(if pair.left == one {
            kept
        } else {
            kept.turned()
        }))
    }

    /// Two records as they are compared, and by what.
    fn sides(
        &mut self,
        one: RecordId,
        other: RecordId,
    ) -> Result<(&Compared, [Side; 2]), EngineError> {
        let compared = match self.compared.take() {
            Some(compared) => compared,
            None => Compared::read(self.store, self.run)?,
        };
        let compared: &Compared = self.compared.insert(compared);
        let standard = self.store.standard_records(&[one, other])?;
        let sides: Vec<Side> = standard
            .iter()
            .filter_map(|record| {
                let load = self.shelf.load_of(record.record)?;
                let mut tables = compared.tables.iter();
                let table = tables.find(|table| table.load.load == load.load)?;
                Some(Side {
                    role: table.role,
                    identity: RecordIdentity {
                        table: load.table,
                        key: record.key.clone(),
                    },
                    values: compared.fields.record_values(table, &record.values),
                })
            })
            .collect();
        match <[Side; 2]>::try_from(sides) {
            Ok(sides) => Ok((compared, sides)),
            Err(_) => Err(EngineError::Internal {
                message: "a record of the run is gone".into(),
            }),
        }
    }

    /// Whether one of two records of a customer is a row that is theirs by its number alone.
    fn are_one_by_number(&mut self, one: RecordId, other: RecordId) -> Result<bool, EngineError> {
        let own = self.store.membership(self.run, one)?;
        let others = self.store.membership(self.run, other)?;
        let customers = own.zip(others);
        if customers.is_none_or(|(own, others)| own.customer != others.customer) {
            return Ok(false);
        }
        let (compared, [left, right]) = self.sides(one, other)?;
        let mut fields = compared.fields.attributes.iter();
        let Some(phone) = fields.position(|one| *one == Attribute::Phone) else {
            return Ok(false);
        };
        let is_number_of =
            |row: &Side, of: &Side| is_number_of(phone, row.role, &row.values, &of.values);
        let row = if is_number_of(&left, &right) {
            left
        } else if is_number_of(&right, &left) {
            right
        } else {
            return Ok(false);
        };
        // What somebody put together by hand is together by their word.
        let groups = self.store.groups()?;
        Ok(!groups.of_record.contains_key(&row.identity))
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
