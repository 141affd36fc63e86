//! Records that people put together or parted by hand; the word outlives every load and run.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{CustomerId, RunId, TableId};
use rusqlite::params;
use serde_json::{Value, json};

use crate::verdict::RecordIdentity;
use crate::{DecisionTable, Edits, Store, StoreError, StoredMembership};

/// To which group a record was put by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredGrouping {
    /// The group.
    pub group: i64,
    /// The customer the record belonged to until then.
    pub was: CustomerId,
}

/// Everything people said about who belongs together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredGroups {
    /// The group of each record that is in one; those of one group are one customer.
    pub of_record: BTreeMap<RecordIdentity, StoredGrouping>,
    /// Why each group is one customer.
    pub reasons: BTreeMap<i64, String>,
    /// Groups that are different customers, the smaller number first.
    pub parted: BTreeSet<(i64, i64)>,
}

impl Store {
    /// Everything people said about who belongs together.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn groups(&self) -> Result<StoredGroups, StoreError> {
        self.connections.read(|connection| {
            let mut groups = StoredGroups::default();
            let mut statement = connection.prepare_cached("SELECT * FROM grouping")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let identity = RecordIdentity {
                    table: TableId(row.get("table_id")?),
                    key: row.get("record_key")?,
                };
                let grouping = StoredGrouping {
                    group: row.get("group_id")?,
                    was: CustomerId(row.get("was")?),
                };
                groups.of_record.insert(identity, grouping);
            }
            groups.reasons = connection
                .prepare_cached("SELECT group_id, reason FROM record_group")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            groups.parted = connection
                .prepare_cached("SELECT left_group, right_group FROM parted")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            Ok(groups)
        })
    }
}

impl Edits<'_> {
    /// Puts what people say about who belongs together now in place of what they said before.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_groups(
        &mut self,
        before: &StoredGroups,
        after: &StoredGroups,
    ) -> Result<(), StoreError> {
        for record in differing(&before.of_record, &after.of_record) {
            let row = after.of_record.get(record).map(|one| {
                json!({
                    "table_id": record.table.0, "record_key": record.key,
                    "group_id": one.group, "was": one.was.0,
                })
            });
            let key = [json!(record.table.0), json!(record.key)];
            self.put(DecisionTable::Grouping, &key, row)?;
        }
        for group in differing(&before.reasons, &after.reasons) {
            let row = after.reasons.get(group);
            let row = row.map(|reason| json!({ "group_id": group, "reason": reason }));
            self.put(DecisionTable::RecordGroup, &[json!(group)], row)?;
        }
        for pair in before.parted.symmetric_difference(&after.parted) {
            let row = json!({ "left_group": pair.0, "right_group": pair.1 });
            let row = after.parted.contains(pair).then_some(row);
            let key = [json!(pair.0), json!(pair.1)];
            self.put(DecisionTable::Parted, &key, row)?;
        }
        Ok(())
    }

    fn put(
        &mut self,
        table: DecisionTable,
        key: &[Value],
        row: Option<Value>,
    ) -> Result<(), StoreError> {
        self.set(table, key, row.and_then(|row| row.as_object().cloned()))
    }

    /// Moves a record of a run to another customer, or ties it in by another record. Its household
    /// stays the one the run found.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn move_member(&mut self, run: RunId, member: &StoredMembership) -> Result<(), StoreError> {
        let key = [json!(run.0), json!(member.record.0)];
        let columns = [
            ("customer_id", json!(member.customer.0)),
            ("tied_to", json!(member.tied_to.map(|record| record.0))),
            ("weight", json!(member.weight)),
            ("probability", json!(member.probability)),
        ];
        self.update(DecisionTable::Membership, &key, &columns)
    }

    /// Gives a customer id for the first time. It stays given, whatever is taken back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn give_id(&mut self, customer: CustomerId, run: RunId) -> Result<(), StoreError> {
        self.transaction().execute(
            "INSERT OR IGNORE INTO customer_id (customer_id, since_run) VALUES (?1, ?2)",
            params![customer.0, run.0],
        )?;
        Ok(())
    }

    /// Adds to what became of a customer, under a number no line ever had: undone and done again, it meets no
    /// line of a run that was told in between.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add_trail(
        &mut self,
        customer: CustomerId,
        run: RunId,
        sentence: &str,
    ) -> Result<(), StoreError> {
        let next: i64 = self.transaction().query_row(
            "SELECT 1 + coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'customer_trail'",
            [],
            |row| row.get(0),
        )?;
        let row = json!({
            "trail_id": next, "customer_id": customer.0, "run_id": run.0, "sentence": sentence,
        });
        self.put(DecisionTable::Trail, &[json!(next)], Some(row))
    }

    /// A verdict on two records is the later word: where a group says otherwise, it gives way.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn give_way(
        &mut self,
        one: &RecordIdentity,
        other: &RecordIdentity,
        verdict: &str,
    ) -> Result<(), StoreError> {
        let (Some(left), Some(right)) = (self.group_of(one)?, self.group_of(other)?) else {
            return Ok(());
        };
        if verdict == "same" && left != right {
            let key = [json!(left.min(right)), json!(left.max(right))];
            self.put(DecisionTable::Parted, &key, None)?;
        }
        if verdict == "different" && left == right {
            self.dissolve(left)?;
        }
        Ok(())
    }

    fn group_of(&self, record: &RecordIdentity) -> Result<Option<i64>, StoreError> {
        let key = [json!(record.table.0), json!(record.key)];
        let row = self.get(DecisionTable::Grouping, &key)?;
        Ok(row.and_then(|row| row.get("group_id").and_then(Value::as_i64)))
    }

    /// Takes a group back, with what it was parted from.
    fn dissolve(&mut self, group: i64) -> Result<(), StoreError> {
        let records: Vec<(i64, String)> = self
            .transaction()
            .prepare_cached("SELECT table_id, record_key FROM grouping WHERE group_id = ?1")?
            .query_map([group], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        for (table, key) in records {
            self.put(DecisionTable::Grouping, &[json!(table), json!(key)], None)?;
        }
        let parted: Vec<(i64, i64)> = self
            .transaction()
            .prepare_cached(
                "SELECT left_group, right_group FROM parted WHERE left_group = ?1 OR right_group = ?1",
            )?
            .query_map([group], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        for (left, right) in parted {
            self.put(DecisionTable::Parted, &[json!(left), json!(right)], None)?;
        }
        self.put(DecisionTable::RecordGroup, &[json!(group)], None)
    }
}

/// The keys under which two maps say something different.
fn differing<'a, K: Ord, V: PartialEq>(
    before: &'a BTreeMap<K, V>,
    after: &'a BTreeMap<K, V>,
) -> Vec<&'a K> {
    let gone = before.keys().filter(|key| !after.contains_key(key));
    let changed = after
        .iter()
        .filter(|(key, value)| before.get(key) != Some(value))
        .map(|(key, _)| key);
    gone.chain(changed).collect()
}
