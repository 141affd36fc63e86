//! Rows in an order somebody asked for: put in order once, kept, and paged through.

use rollcall_model::RecordId;
use rusqlite::params;

use crate::{RawRecord, RowSet, RowText, Store, StoreError, StoredLoad};

/// Which way a list is gone through, and which part of it is told.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// From the largest to the smallest.
    pub descending: bool,
    /// So many are skipped.
    pub offset: u64,
    /// So many are told at most.
    pub limit: u64,
}

/// Numbers of rows in order. They stand in parts, and turning the order round turns each part by itself:
/// what is unknown is a part of its own and stays behind what is known.
#[derive(Debug, Default)]
pub(crate) struct Ordered {
    rows: Vec<i64>,
    ends: Vec<usize>,
}

impl Ordered {
    /// The parts, one behind the other.
    pub(crate) fn of(parts: impl IntoIterator<Item = Vec<i64>>) -> Self {
        let mut ordered = Self::default();
        for part in parts {
            ordered.rows.extend(part);
            ordered.ends.push(ordered.rows.len());
        }
        ordered
    }

    /// A page of all of them, or of those in a set, with the number there are.
    pub(crate) fn page(&self, window: Window, among: Option<&RowSet>) -> (Vec<i64>, u64) {
        let (mut page, mut total, mut start) = (Vec::new(), 0, 0);
        let end_of_page = window.offset.saturating_add(window.limit);
        for &end in &self.ends {
            let part = self.rows.get(start..end).unwrap_or_default();
            start = end;
            let Some(among) = among else {
                let skip = window.offset.saturating_sub(total) as usize;
                let left = window.limit as usize - page.len();
                if window.descending {
                    page.extend(part.iter().rev().skip(skip).take(left));
                } else {
                    page.extend(part.iter().skip(skip).take(left));
                }
                total += part.len() as u64;
                continue;
            };
            let mut take = |row: &i64| {
                if among.contains(RecordId(*row)) {
                    if (window.offset..end_of_page).contains(&total) {
                        page.push(*row);
                    }
                    total += 1;
                }
            };
            if window.descending {
                part.iter().rev().for_each(&mut take);
            } else {
                part.iter().for_each(&mut take);
            }
        }
        (page, total)
    }
}

/// What a cell is put in order by: numbers by their size before texts by their letters, whatever their case.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
enum CellKey {
    Number(f64),
    Text(Box<str>),
}

/// Of a longer text so many signs decide; beyond them the order of the file holds.
const SIGNS: usize = 48;

/// The key of what stands in a cell; nothing where nothing stands there.
fn key_of(text: &str) -> Option<CellKey> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let looks_plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+');
    if text.bytes().all(looks_plain)
        && let Ok(number) = text.parse::<f64>()
    {
        return Some(CellKey::Number(number));
    }
    let folded: String = text
        .chars()
        .take(SIGNS)
        .flat_map(char::to_lowercase)
        .collect();
    Some(CellKey::Text(folded.into_boxed_str()))
}

/// Rows in the order of what stands in a cell of each, blank cells last both ways.
pub fn by_cell<T>(rows: Vec<T>, descending: bool, text: impl Fn(&T) -> String) -> Vec<T> {
    let keyed = rows.into_iter().map(|row| (key_of(&text(&row)), row));
    let (mut known, blank): (Vec<_>, Vec<_>) = keyed.partition(|(key, _)| key.is_some());
    known.sort_by(|(one, _), (other, _)| {
        one.partial_cmp(other).unwrap_or(std::cmp::Ordering::Equal)
    });
    if descending {
        known.reverse();
    }
    known.into_iter().chain(blank).map(|(_, row)| row).collect()
}

impl Store {
    /// A page of the rows of a load by what stands in a column, blank cells last both ways, with the number
    /// of rows; only of those in a set where there is one. The order is found by reading every row once and
    /// kept until something is written.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows_in_order(
        &self,
        load: &StoredLoad,
        column: usize,
        among: Option<&RowSet>,
        window: Window,
    ) -> Result<(Vec<RawRecord>, u64), StoreError> {
        let name = format!("rows of load {} by column {column}", load.load.0);
        let ordered = self.kept_order(&name, || self.order_of_rows(load, column))?;
        let (page, total) = ordered.page(window, among);
        let page: Vec<RecordId> = page.into_iter().map(RecordId).collect();
        Ok((self.raw_records(&page)?, total))
    }

    fn order_of_rows(&self, load: &StoredLoad, column: usize) -> Result<Ordered, StoreError> {
        let mut known: Vec<(CellKey, i64)> = Vec::new();
        let mut blank = Vec::new();
        self.visit(
            "SELECT record_id, cells FROM raw_row WHERE record_id BETWEEN ?1 AND ?2 ORDER BY record_id",
            load,
            |_| Ok(()),
            |(), row| {
                let cells = row.get_ref(1)?.as_bytes().unwrap_or_default();
                Ok((row.get::<_, i64>(0)?, key_of(&RowText(cells).cell(column))))
            },
            |(record, key)| {
                match key {
                    Some(key) => known.push((key, record)),
                    None => blank.push(record),
                }
                Ok::<_, StoreError>(std::ops::ControlFlow::Continue(()))
            },
        )?;
        known.sort_unstable_by(|(one, first), (other, second)| {
            let by_key = one.partial_cmp(other).unwrap_or(std::cmp::Ordering::Equal);
            by_key.then(first.cmp(second))
        });
        let known = known.into_iter().map(|(_, record)| record).collect();
        Ok(Ordered::of([known, blank]))
    }

    /// A page of the rows of a load as they stand in the file, or from the last to the first, with the number
    /// of rows; only of those in a set where there is one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows_as_they_stand(
        &self,
        load: &StoredLoad,
        among: Option<&RowSet>,
        window: Window,
    ) -> Result<(Vec<RawRecord>, u64), StoreError> {
        let name = format!("rows of load {} as they stand", load.load.0);
        let ordered = self.kept_order(&name, || {
            self.connections.read(|connection| {
                let mut statement = connection.prepare_cached(
                    "SELECT record_id FROM raw_row WHERE record_id BETWEEN ?1 AND ?2 ORDER BY record_id",
                )?;
                let rows = statement.query_map(params![load.first.0, load.last.0], |row| row.get(0))?;
                Ok(Ordered::of([rows.collect::<Result<_, _>>()?]))
            })
        })?;
        let (page, total) = ordered.page(window, among);
        let page: Vec<RecordId> = page.into_iter().map(RecordId).collect();
        Ok((self.raw_records(&page)?, total))
    }
}

#[cfg(test)]
mod tests {
    use super::{CellKey, Ordered, Window, by_cell, key_of};
    use crate::RowSet;
    use rollcall_model::RecordId;

    fn window(descending: bool, offset: u64, limit: u64) -> Window {
        Window {
            descending,
            offset,
            limit,
        }
    }

    #[test]
    fn pages_follow_each_other_and_what_is_unknown_stays_last() {
        let ordered = Ordered::of([vec![5, 3, 9], vec![], vec![1, 2]]);
        for (descending, all) in [(false, [5, 3, 9, 1, 2]), (true, [9, 3, 5, 2, 1])] {
            for size in 1..6 {
                let mut paged = Vec::new();
                for offset in (0..6).step_by(size) {
                    let (page, total) =
                        ordered.page(window(descending, offset as u64, size as u64), None);
                    assert_eq!(total, 5);
                    paged.extend(page);
                }
                assert_eq!(paged, all, "{descending} by {size}");
            }
        }
        assert_eq!(ordered.page(window(true, 9, 2), None), (vec![], 5));
    }

    #[test]
    fn a_set_leaves_the_others_out() {
        let ordered = Ordered::of([vec![5, 3, 9], vec![1, 2]]);
        let mut among = RowSet::over(RecordId(1), RecordId(9));
        for one in [9, 2, 5] {
            among.insert(RecordId(one));
        }
        assert_eq!(
            ordered.page(window(false, 0, 2), Some(&among)),
            (vec![5, 9], 3)
        );
        assert_eq!(
            ordered.page(window(true, 1, 5), Some(&among)),
            (vec![5, 2], 3)
        );
    }

    #[test]
    fn numbers_go_by_size_before_texts_by_letters() {
        let number = |of| Some(CellKey::Number(of));
        assert_eq!(
            (key_of(" 10 "), key_of("-2.50")),
            (number(10.0), number(-2.5))
        );
        assert_eq!((key_of(""), key_of(" \t")), (None, None));
        assert!(key_of("9") < key_of("10") && key_of("10") < key_of("2026-01-31"));
        assert!(key_of("anna") < key_of("Bernd") && key_of("Zoe") > key_of("bernd"));
        let rows = vec!["b", "", "10", "A", "9"];
        assert_eq!(
            by_cell(rows.clone(), false, |row| (*row).to_owned()),
            ["9", "10", "A", "b", ""]
        );
        assert_eq!(
            by_cell(rows, true, |row| (*row).to_owned()),
            ["b", "A", "10", "9", ""]
        );
        // No number though a program may take it for one.
        assert!(matches!(key_of("inf"), Some(CellKey::Text(_))));
        assert!(matches!(key_of("1e5"), Some(CellKey::Text(_))));
    }
}
