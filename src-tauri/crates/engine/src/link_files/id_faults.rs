//! Ids that name no record for sure: those that stand in several rows of one file, and rows that have none.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

/// So many are named.
const NAMED: usize = 3;

/// What is wrong with the ids of the records; the same id in two files is no fault.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct IdFaults {
    /// Ids that stand in more than one row of one file.
    pub repeated: u64,
    /// Rows they stand in.
    pub rows_with_repeated: u64,
    /// Rows without an id.
    pub rows_without: u64,
    /// The first ids that stand again, each with its file and the first rows it stands in.
    pub first_repeated: Vec<RepeatedId>,
    /// The first rows without an id.
    pub first_without: Vec<RowWithoutId>,
}

/// An id that stands in several rows of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RepeatedId {
    /// The id.
    pub id: String,
    /// The file.
    pub file: String,
    /// The first rows it stands in, as a spreadsheet numbers them.
    pub rows: Vec<u64>,
    /// In how many rows it stands.
    pub of: u64,
}

/// A row without an id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowWithoutId {
    /// The file.
    pub file: String,
    /// The row, as a spreadsheet numbers it.
    pub row: u64,
}

impl IdFaults {
    /// Whether every record has an id of its own within its file.
    pub fn is_empty(&self) -> bool {
        self.repeated == 0 && self.rows_without == 0
    }

    /// Takes in the ids of one table, each with its row.
    pub(super) fn look_at(&mut self, file: &str, ids: &[(&str, u64)]) {
        let (mut once, mut again) = (HashSet::new(), HashMap::new());
        for (id, row) in ids {
            let id = id.trim();
            if id.is_empty() {
                self.rows_without += 1;
                if self.first_without.len() < NAMED {
                    self.first_without.push(RowWithoutId {
                        file: file.to_owned(),
                        row: *row,
                    });
                }
            } else if !once.insert(id) {
                // The first of its rows has been passed already.
                *again.entry(id).or_insert(1_u64) += 1;
            }
        }
        self.repeated += again.len() as u64;
        self.rows_with_repeated += again.values().sum::<u64>();
        for (id, _) in ids {
            if self.first_repeated.len() == NAMED {
                break;
            }
            // Named once, where it stands first.
            let Some(of) = again.remove(id.trim()) else {
                continue;
            };
            let rows = ids.iter().filter(|(other, _)| other.trim() == id.trim());
            self.first_repeated.push(RepeatedId {
                id: id.trim().to_owned(),
                file: file.to_owned(),
                rows: rows.map(|(_, row)| *row).take(NAMED).collect(),
                of,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::IdFaults;

    #[test]
    fn ids_that_stand_again_are_counted_and_the_first_are_named_with_their_rows() {
        let mut faults = IdFaults::default();
        let ids = [
            "a", "b", " b ", "b", "", "c", "b", "c", "d", "e", "d", "e", " ",
        ];
        let rows: Vec<(&str, u64)> = ids.into_iter().zip(2..).collect();
        faults.look_at("shop.csv", &rows);
        assert_eq!((faults.repeated, faults.rows_with_repeated), (4, 10));
        assert_eq!(faults.rows_without, 2);
        let named: Vec<(&str, &[u64], u64)> = faults
            .first_repeated
            .iter()
            .map(|one| (one.id.as_str(), one.rows.as_slice(), one.of))
            .collect();
        assert_eq!(
            named,
            [
                ("b", &[3, 4, 5][..], 4),
                ("c", &[7, 9][..], 2),
                ("d", &[10, 12][..], 2)
            ]
        );
        let blank: Vec<u64> = faults.first_without.iter().map(|one| one.row).collect();
        assert_eq!(blank, [6, 14]);
    }

    #[test]
    fn the_same_id_in_two_files_is_no_fault() {
        let mut faults = IdFaults::default();
        faults.look_at("one.csv", &[("a", 2), ("b", 3)]);
        faults.look_at("two.csv", &[("a", 2), ("b", 3)]);
        assert!(faults.is_empty());
    }
}
