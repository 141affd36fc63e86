//! Rows that go along with records that are picked: those that say exactly the same, and the events and
//! consents that hang on them.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{RecordId, TableRole};
use rollcall_store::{Store, StoredMembership};

use crate::EngineError;
use crate::linkage_fields::Fields;
use crate::linkage_records::LinkedTable;
use crate::named_accounts::NamedAccounts;
use crate::telling_columns::TellingColumns;

/// The records picked and all that go along. Rows of events that say the same about the same person are
/// one piece of evidence and cannot be told apart; an event that is tied in by a picked record is
/// that record's.
pub(crate) fn with_those_along(
    store: &Store,
    tables: &[LinkedTable],
    members: &[StoredMembership],
    picked: &BTreeSet<RecordId>,
) -> Result<BTreeSet<RecordId>, EngineError> {
    let mut all = picked.clone();
    all.extend(hanging(members, picked, &|record| folds(tables, record)));
    let marks = marks(store, tables, members)?;
    let wanted: BTreeSet<&Mark> = all.iter().filter_map(|record| marks.get(record)).collect();
    let same = marks.iter().filter(|(_, mark)| wanted.contains(mark));
    let same: Vec<RecordId> = same.map(|(record, _)| *record).collect();
    all.extend(same);
    Ok(all)
}

fn table_of(tables: &[LinkedTable], record: RecordId) -> Option<&LinkedTable> {
    let holds = |table: &&LinkedTable| table.load.first <= record && record <= table.load.last;
    tables.iter().find(holds)
}

fn folds(tables: &[LinkedTable], record: RecordId) -> bool {
    table_of(tables, record)
        .is_some_and(|table| matches!(table.role, TableRole::Events | TableRole::Consents))
}

/// The events that are tied in by a picked record, over other events or at once.
fn hanging(
    members: &[StoredMembership],
    picked: &BTreeSet<RecordId>,
    is_event: &dyn Fn(RecordId) -> bool,
) -> Vec<RecordId> {
    let tie: BTreeMap<RecordId, RecordId> = members
        .iter()
        .filter_map(|member| Some((member.record, member.tied_to?)))
        .collect();
    let hangs_on_picked = |event: &RecordId| {
        let mut at = *event;
        for _ in 0..members.len() {
            match tie.get(&at) {
                Some(to) if is_event(*to) && !picked.contains(to) => at = *to,
                Some(to) => return picked.contains(to),
                None => return false,
            }
        }
        false
    };
    members
        .iter()
        .map(|member| member.record)
        .filter(|record| !picked.contains(record) && is_event(*record))
        .filter(hangs_on_picked)
        .collect()
}

/// Table and fingerprint of what a row says.
pub(crate) type Mark = (i64, [u8; 16]);

/// For each record of a table of events or consents, what it says; equal ones are one node of a run.
pub(crate) fn marks(
    store: &Store,
    tables: &[LinkedTable],
    members: &[StoredMembership],
) -> Result<BTreeMap<RecordId, Mark>, EngineError> {
    let events: Vec<RecordId> = members
        .iter()
        .map(|member| member.record)
        .filter(|record| folds(tables, *record))
        .collect();
    let standard = store.standard_records(&events)?;
    let named = NamedAccounts::of_current_run(store)?;
    let telling = TellingColumns::of_current_run(store)?;
    let mut fields = Fields::of(tables, &named, &telling);
    fields.learn_addresses_of(&standard);
    let marks = standard.iter().filter_map(|record| {
        let table = table_of(tables, record.record)?;
        let mark = fields.mark(table, &fields.values(table, &record.values))?;
        Some((record.record, (table.load.table.0, mark)))
    });
    Ok(marks.collect())
}

#[cfg(test)]
mod tests {
    use super::hanging;
    use rollcall_model::{CustomerId, RecordId};
    use rollcall_store::StoredMembership;

    fn member(record: i64, tied_to: Option<i64>) -> StoredMembership {
        StoredMembership {
            record: RecordId(record),
            customer: CustomerId(1),
            tied_to: tied_to.map(RecordId),
            weight: None,
            probability: None,
            household: None,
        }
    }

    #[test]
    fn events_go_with_the_record_they_hang_on() {
        // 1 and 2 are people; 11 hangs on 1, 12 on 2, 13 on 12, 14 ties 1 in and hangs on nobody.
        let members = [
            member(1, Some(14)),
            member(2, Some(1)),
            member(11, Some(1)),
            member(12, Some(2)),
            member(13, Some(12)),
            member(14, None),
        ];
        let picked = [RecordId(2)].into();
        let found = hanging(&members, &picked, &|record| record.0 > 10);
        assert_eq!(found, [RecordId(12), RecordId(13)]);
    }
}
