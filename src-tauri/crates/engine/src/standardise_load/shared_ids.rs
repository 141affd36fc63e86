//! Rows that share their id with others: what stands in a row tells which of them it is, so that rows in another order
//! keep the keys that decisions are kept by.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;
use rollcall_model::{Attribute, Cell, RecordId, TableRole};
use rollcall_store::{StandardRecord, Store, StoredLoad};

use super::keys::content_key;
use super::valid_value;
use crate::EngineError;

/// Where more rows than this share ids, they are told apart by their order alone.
const MOST: usize = 20_000;

/// Ids that several rows of the load before shared.
#[derive(Default)]
pub(super) struct SharedIds {
    /// What stood in each of these rows, as a key of its content, and the key it had; by id.
    before: BTreeMap<String, Vec<(String, String)>>,
    /// The rows of these ids in the load of now, and what stands in each; by id, in their order.
    now: BTreeMap<String, Vec<(RecordId, String)>>,
}

impl SharedIds {
    /// Those of the load a table had before; none where its rows are no people of their own.
    pub(super) fn of(
        store: &Store,
        before: Option<&StoredLoad>,
        role: TableRole,
    ) -> Result<Self, EngineError> {
        let is_of_people = !matches!(role, TableRole::Events | TableRole::Figures);
        let Some(before) = before.filter(|_| is_of_people) else {
            return Ok(Self::default());
        };
        let numbered = store.keys_with_a_number(before)?;
        if numbered.is_empty() || numbered.len() > MOST {
            return Ok(Self::default());
        }
        let mut ids: BTreeSet<String> = BTreeSet::new();
        for record in &store.standard_records(&numbered)? {
            // A row's own id may be written with a number too.
            let id = own_id(record).filter(|id| *id != record.key);
            ids.extend(id.map(str::to_owned));
        }
        let mut rows: BTreeSet<RecordId> = numbered.into_iter().collect();
        for id in &ids {
            rows.extend(store.records_of_key(before, id)?);
        }
        let rows: Vec<RecordId> = rows.into_iter().collect();
        // Both are in the order of the rows.
        let raw = store.raw_records(&rows)?;
        let mut shared = Self::default();
        for record in store.standard_records(&rows)? {
            let place = raw.binary_search_by_key(&record.record, |one| one.record);
            let cells = place.ok().and_then(|place| raw.get(place));
            let id = own_id(&record).filter(|id| ids.contains(*id));
            if let (Some(id), Some(raw)) = (id, cells) {
                let of_id = shared.before.entry(id.to_owned()).or_default();
                of_id.push((content_key(&raw.cells), record.key.clone()));
            }
        }
        Ok(shared)
    }

    /// Every key that one of these rows had.
    pub(super) fn keys(&self) -> impl Iterator<Item = &String> {
        self.before.values().flatten().map(|(_, key)| key)
    }

    pub(super) fn was_shared(&self, id: &str) -> bool {
        !self.before.is_empty() && self.before.contains_key(id)
    }

    /// Notes a row of such an id; whether another one of it came already.
    pub(super) fn wait(&mut self, id: &str, record: RecordId, cells: &[Cell]) -> bool {
        let of_id = self.now.entry(id.to_owned()).or_default();
        of_id.push((record, content_key(cells)));
        of_id.len() > 1
    }

    /// Id and record of each row, and the key it has: that of the very same row of before; of those that changed, the
    /// first takes the first key that is left. Nothing where none is.
    pub(super) fn settle(mut self) -> Vec<(String, RecordId, Option<String>)> {
        let mut settled = Vec::new();
        for (id, rows) in self.now {
            let before = self.before.remove(&id).unwrap_or_default();
            // Where the rows of each content stood, the last first.
            let mut places: HashMap<&str, Vec<usize>> = HashMap::default();
            for (place, (content, _)) in before.iter().enumerate().rev() {
                places.entry(content).or_default().push(place);
            }
            let mut is_taken = vec![false; before.len()];
            let same: Vec<Option<String>> = rows
                .iter()
                .map(|(_, content)| {
                    let place = places.get_mut(content.as_str())?.pop()?;
                    *is_taken.get_mut(place)? = true;
                    before.get(place).map(|(_, key)| key.clone())
                })
                .collect();
            let left = before.iter().zip(&is_taken);
            let mut left = left
                .filter(|(_, is_taken)| !**is_taken)
                .map(|((_, key), _)| key.clone());
            for ((record, _), same) in rows.into_iter().zip(same) {
                settled.push((id.clone(), record, same.or_else(|| left.next())));
            }
        }
        settled
    }
}

fn own_id(record: &StandardRecord) -> Option<&str> {
    let value = valid_value(&record.values, &Attribute::RecordKey)?;
    Some(value.value.as_str())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rollcall_model::{Cell, RecordId};

    use super::super::keys::Keys;
    use super::{SharedIds, content_key};

    fn cells(text: &str) -> Vec<Cell> {
        vec![Cell::text(text)]
    }

    /// The keys that rows of one id get, of which the load before had "Anne" first and "Bo" second.
    fn settled(rows: &[&str]) -> Vec<Option<String>> {
        let had = [("Anne", "K1"), ("Bo", "K1#2")];
        let mut shared = SharedIds::default();
        let before = had.map(|(text, key)| (content_key(&cells(text)), key.to_owned()));
        shared.before.insert("K1".into(), before.into());
        for (row, text) in rows.iter().enumerate() {
            let is_second = shared.wait("K1", RecordId(row as i64), &cells(text));
            assert_eq!(is_second, row > 0);
        }
        shared.settle().into_iter().map(|(_, _, key)| key).collect()
    }

    /// Held against each other, these would be some hundred million rows.
    #[test]
    fn the_guests_of_one_id_are_settled_at_once() {
        let mut shared = SharedIds::default();
        let before = (1..19_000).map(|guest| {
            let content = content_key(&cells(&format!("guest {guest}")));
            (content, format!("0#{guest}"))
        });
        shared.before.insert("0".into(), before.collect());
        let mut keys = Keys::after(shared);
        for guest in 0..40_000 {
            let row = cells(&format!("guest {}", guest * 2));
            keys.unique("0".into(), RecordId(guest), &row);
        }
        let settled: BTreeSet<String> = keys.settle().into_iter().map(|(_, key)| key).collect();
        assert_eq!(settled.len(), 40_000);
    }

    #[test]
    fn rows_that_share_an_id_keep_their_keys_in_whatever_order_they_come() {
        let key = |number: u8| match number {
            0 => None,
            1 => Some("K1".to_owned()),
            number => Some(format!("K1#{number}")),
        };
        for (rows, keys) in [
            (&["Anne", "Bo"][..], &[1, 2][..]),
            (&["Bo", "Anne"], &[2, 1]),
            (&["Bo"], &[2]),
            (&["Bo", "Anneke"], &[2, 1]),
            (&["Anneke", "Bobby"], &[1, 2]),
            (&["Cas", "Bo", "Anne"], &[0, 2, 1]),
            (&["Bo", "Bo"], &[2, 1]),
        ] {
            let expected: Vec<Option<String>> = keys.iter().copied().map(key).collect();
            assert_eq!(settled(rows), expected, "{rows:?}");
        }
    }
}
