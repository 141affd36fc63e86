//! What values set by hand are anchored on: changes of before there were anchors, and anchors whose rows are
//! taken out for good.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::RecordId;
use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::Value;

use crate::decision::RowChange;
use crate::override_value::{self, key_of};
use crate::{DecisionTable, RowImage, StoreError, StoredOverride};

/// Table, record key and attribute of a value set by hand.
pub(crate) type Anchor = (i64, String, String);
/// Where values went whose rows are taken out.
pub(crate) type Moved = BTreeMap<Anchor, Anchor>;

/// Where a value stood, as an image of its row says.
pub(crate) fn anchor_of(image: &RowImage) -> Option<Anchor> {
    let text = |column: &str| image.get(column)?.as_str().map(str::to_owned);
    let table = image.get("anchor_table")?.as_i64()?;
    Some((table, text("anchor_key")?, text("attribute")?))
}

/// Changes as the tables of today keep their rows: values set by hand were kept by the number of their customer
/// once, so that one change could take a value from one record to another.
pub(crate) fn by_anchor(changes: Vec<RowChange>) -> Vec<RowChange> {
    let mut today = Vec::with_capacity(changes.len());
    for change in changes {
        let is_by_customer = change.table == DecisionTable::OverrideValue && change.key.len() == 2;
        if !is_by_customer {
            today.push(change);
            continue;
        }
        let place = |image: &Option<RowImage>| image.as_ref().and_then(anchor_of);
        let (before, after) = (place(&change.before), place(&change.after));
        if before.is_some() && after.is_some() && before != after {
            today.extend(before.map(|anchor| at(&anchor, change.before, None)));
            today.extend(after.map(|anchor| at(&anchor, None, change.after)));
        } else if let Some(anchor) = before.or(after) {
            today.push(at(&anchor, change.before, change.after));
        }
    }
    today
}

fn at(anchor: &Anchor, before: Option<RowImage>, after: Option<RowImage>) -> RowChange {
    let (table, key, attribute) = anchor;
    RowChange {
        table: DecisionTable::OverrideValue,
        key: key_of(*table, key, attribute).to_vec(),
        before,
        after,
    }
}

/// Anchors the values of customers who stay on a row that stays, where theirs are taken out. Must be done while
/// the rows are there.
pub(crate) fn move_off(
    transaction: &Transaction<'_>,
    records: &[RecordId],
    identities: &BTreeSet<(i64, String)>,
) -> Result<Moved, StoreError> {
    override_value::note_customers(transaction)?;
    let gone: BTreeSet<RecordId> = records.iter().copied().collect();
    let mut moved = Moved::new();
    for one in override_value::overrides(transaction)? {
        let table = one.anchor.table.0;
        if !identities.contains(&(table, one.anchor.key.clone())) {
            continue;
        }
        let rows = other_rows(transaction, &one, &gone)?;
        if rows.contains(&(table, one.anchor.key.clone())) {
            continue;
        }
        for (table, key) in rows {
            let is_moved = transaction.execute(
                "UPDATE OR IGNORE override_value SET anchor_table = ?4, anchor_key = ?5
                 WHERE anchor_table = ?1 AND anchor_key = ?2 AND attribute = ?3",
                params![
                    one.anchor.table.0,
                    one.anchor.key,
                    one.attribute,
                    table,
                    key
                ],
            )? > 0;
            if is_moved {
                let attribute = one.attribute.clone();
                moved.insert(
                    (one.anchor.table.0, one.anchor.key, attribute.clone()),
                    (table, key, attribute),
                );
                break;
            }
        }
    }
    Ok(moved)
}

/// The rows of a value's customer that are not taken out, the first first.
fn other_rows(
    transaction: &Transaction<'_>,
    one: &StoredOverride,
    gone: &BTreeSet<RecordId>,
) -> Result<Vec<(i64, String)>, StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT m.record_id FROM membership m
         JOIN project p ON p.key = 'current_run' AND m.run_id = CAST(p.value AS INTEGER)
         WHERE m.customer_id = ?1 ORDER BY m.record_id",
    )?;
    let members: Vec<RecordId> = statement
        .query_map([one.customer.0], |row| row.get(0).map(RecordId))?
        .collect::<Result<_, _>>()?;
    let mut identity = transaction.prepare_cached(
        "SELECT l.table_id, s.record_key FROM standard_record s
         JOIN load l ON s.record_id BETWEEN l.first_record AND l.last_record WHERE s.record_id = ?1",
    )?;
    let mut rows = Vec::new();
    for record in members.iter().filter(|record| !gone.contains(record)) {
        let row = identity
            .query_row([record.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        rows.extend(row);
    }
    Ok(rows)
}

/// Follows values that were anchored elsewhere into a change of before.
pub(crate) fn follow(change: &mut RowChange, moved: &Moved) -> bool {
    if change.table != DecisionTable::OverrideValue || moved.is_empty() {
        return false;
    }
    let mut is_moved = false;
    for image in [&mut change.before, &mut change.after]
        .into_iter()
        .flatten()
    {
        if let Some((table, key, _)) = anchor_of(image).and_then(|anchor| moved.get(&anchor)) {
            image.insert("anchor_table".into(), Value::from(*table));
            image.insert("anchor_key".into(), Value::from(key.as_str()));
            if change.key.len() == 3 {
                change.key[0] = Value::from(*table);
                change.key[1] = Value::from(key.as_str());
            }
            is_moved = true;
        }
    }
    is_moved
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Moved, by_anchor, follow};
    use crate::decision::RowChange;
    use crate::{DecisionTable, RowImage};

    fn row(key: &str, value: &str) -> Option<RowImage> {
        let row = json!({
            "customer_id": 4, "attribute": "city", "value": value, "reason": "",
            "anchor_table": 1, "anchor_key": key,
        });
        row.as_object().cloned()
    }

    fn by_customer(before: Option<RowImage>, after: Option<RowImage>) -> RowChange {
        RowChange {
            table: DecisionTable::OverrideValue,
            key: vec![json!(4), json!("city")],
            before,
            after,
        }
    }

    /// Keys with what stood there before and after.
    fn told(changes: &[RowChange]) -> Vec<(String, Option<String>, Option<String>)> {
        let value = |image: &Option<RowImage>| {
            let value = image.as_ref()?.get("value")?.as_str();
            value.map(str::to_owned)
        };
        changes
            .iter()
            .map(|one| {
                (
                    json!(one.key).to_string(),
                    value(&one.before),
                    value(&one.after),
                )
            })
            .collect()
    }

    #[test]
    fn a_change_by_the_number_of_a_customer_is_read_by_the_record() {
        let some = |text: &str| Some(text.to_owned());
        let (first, second) = (r#"[1,"K1","city"]"#, r#"[1,"S2","city"]"#);
        for (before, after, expected) in [
            (None, row("K1", "Bath"), vec![(first, None, some("Bath"))]),
            (row("K1", "Bath"), None, vec![(first, some("Bath"), None)]),
            (
                row("K1", "Bath"),
                row("K1", "Leeds"),
                vec![(first, some("Bath"), some("Leeds"))],
            ),
            (
                row("K1", "Bath"),
                row("S2", "Leeds"),
                vec![(first, some("Bath"), None), (second, None, some("Leeds"))],
            ),
        ] {
            let today = by_anchor(vec![by_customer(before, after)]);
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(key, before, after)| (key.to_owned(), before, after))
                .collect();
            assert_eq!(told(&today), expected);
            assert_eq!(told(&by_anchor(today)), expected, "read once, it stays");
        }
    }

    #[test]
    fn a_change_follows_its_value_to_another_row() {
        let anchor = |key: &str| (1, key.to_owned(), "city".to_owned());
        let moved = Moved::from([(anchor("K1"), anchor("S2"))]);
        let mut change = by_customer(None, row("K1", "Bath"));
        assert!(follow(&mut change, &moved));
        assert_eq!(change.after, row("S2", "Bath"));
        let mut today = by_anchor(vec![by_customer(None, row("K1", "Bath"))]).remove(0);
        assert!(follow(&mut today, &moved));
        assert_eq!(json!(today.key).to_string(), r#"[1,"S2","city"]"#);
        let mut other = by_customer(None, row("K3", "Bath"));
        assert!(!follow(&mut other, &moved));
        assert_eq!(other.after, row("K3", "Bath"));
    }
}
