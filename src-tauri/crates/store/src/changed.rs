//! Rows that say something else than the same row of an earlier load.

use rollcall_model::{Cell, RecordId};
use rusqlite::{Row, params};

use crate::{Store, StoreError, StoredLoad, raw_cells};

/// A record of a load and the record with the same key in an earlier load.
pub type ChangedRecord = (RecordId, RecordId);

impl Store {
    /// The records of a load whose cells are others than those of the record with the same key in an
    /// earlier load, each with that record. Columns that only stand in another order change nothing.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn changed_records(
        &self,
        load: &StoredLoad,
        earlier: &StoredLoad,
    ) -> Result<Vec<ChangedRecord>, StoreError> {
        let order = load.columns_in(earlier);
        self.connections.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT s.record_id, e.record_id, b.cells = r.cells, r.cells, b.cells
                 FROM standard_record s JOIN raw_row r USING (record_id)
                 JOIN standard_record e ON e.record_key = s.record_key AND e.record_id BETWEEN ?3 AND ?4
                 JOIN raw_row b ON b.record_id = e.record_id
                 WHERE s.record_id BETWEEN ?1 AND ?2 ORDER BY s.record_id, e.record_id",
            )?;
            let mut rows = statement.query(params![
                load.first.0,
                load.last.0,
                earlier.first.0,
                earlier.last.0
            ])?;
            // A key that stands again in the earlier load is told once, beside its last record.
            let mut told: Vec<(ChangedRecord, bool)> = Vec::new();
            while let Some(row) = rows.next()? {
                let pair = (RecordId(row.get(0)?), RecordId(row.get(1)?));
                let is_same = match &order {
                    None => row.get(2)?,
                    Some(order) => {
                        let now = decode(row, 3)?;
                        let own: Vec<usize> = (0..order.len()).collect();
                        arranged(&now, &own) == arranged(&decode(row, 4)?, order)
                    }
                };
                match told.last_mut() {
                    Some((last, was_same)) if last.0 == pair.0 => {
                        last.1 = pair.1;
                        *was_same |= is_same;
                    }
                    _ => told.push((pair, is_same)),
                }
            }
            Ok(told
                .into_iter()
                .filter_map(|(pair, is_same)| (!is_same).then_some(pair))
                .collect())
        })
    }
}

fn decode(row: &Row<'_>, column: usize) -> Result<Vec<Cell>, StoreError> {
    let text = row
        .get_ref(column)?
        .as_str()
        .map_err(rusqlite::Error::from)?;
    raw_cells::decode(text)
}

/// The cells of a row in the order of another header of the same width. A row that ends early has blank
/// cells there; cells beyond the header stay behind.
pub fn arranged(cells: &[Cell], order: &[usize]) -> Vec<Cell> {
    let cell = |place: usize| cells.get(place).cloned().unwrap_or_default();
    let beyond = cells.iter().skip(order.len()).cloned();
    order
        .iter()
        .map(|place| cell(*place))
        .chain(beyond)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::arranged;
    use rollcall_model::Cell;

    #[test]
    fn cells_come_in_the_order_of_another_header() {
        let cells =
            |texts: &[&str]| -> Vec<Cell> { texts.iter().map(|text| Cell::text(*text)).collect() };
        assert_eq!(
            arranged(&cells(&["a", "b", "c", "d"]), &[2, 0, 1]),
            cells(&["c", "a", "b", "d"])
        );
        assert_eq!(arranged(&cells(&["a"]), &[1, 0]), cells(&["", "a"]));
    }
}
