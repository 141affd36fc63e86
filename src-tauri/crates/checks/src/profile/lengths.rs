//! How long the values of a column are, and whether the longest were cut off.

use std::collections::BTreeSet;

use rollcall_model::RecordId;
use serde::{Deserialize, Serialize};

use super::KEPT_ROWS;

/// Longer values share one count.
const LONGEST_COUNTED: usize = 1_024;
/// Shorter values are not taken for cut off.
const SHORTEST_CUT: usize = 10;
/// Fewer different values of the longest length are a coincidence.
const FEWEST_CUT: usize = 5;

/// Lengths in characters, without the blanks around a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lengths {
    /// The shortest value.
    pub shortest: u64,
    /// Half of the values are no longer than this.
    pub median: u64,
    /// The longest value.
    pub longest: u64,
}

/// Counts values by their length.
#[derive(Debug, Clone, Default)]
pub(super) struct LengthTally {
    values: u64,
    by_length: Vec<u64>,
    longest: usize,
    /// What stands at the longest length.
    ends: Ends,
}

#[derive(Debug, Clone, Default)]
struct Ends {
    rows: u64,
    different: BTreeSet<u64>,
    within_word: u64,
    records: Vec<RecordId>,
}

/// Values that look cut off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CutOff {
    pub(super) length: u64,
    pub(super) rows: u64,
    pub(super) records: Vec<RecordId>,
}

impl LengthTally {
    /// Takes a value of so many characters.
    pub(super) fn add(&mut self, record: RecordId, hash: u64, text: &str, length: usize) {
        let place = length.min(LONGEST_COUNTED);
        if self.by_length.len() <= place {
            self.by_length.resize(place + 1, 0);
        }
        self.by_length[place] += 1;
        self.values += 1;
        if length > self.longest {
            self.longest = length;
            self.ends = Ends::default();
        }
        if length == self.longest {
            self.ends.add(record, hash, text);
        }
    }

    pub(super) fn lengths(&self) -> Option<Lengths> {
        let shortest = self.by_length.iter().position(|rows| *rows > 0)?;
        let mut passed = 0;
        let median = self.by_length.iter().position(|rows| {
            passed += rows;
            passed * 2 >= self.values
        })?;
        Some(Lengths {
            shortest: shortest as u64,
            median: median as u64,
            longest: self.longest as u64,
        })
    }

    /// Values that end within a word at exactly the longest length, where far more stand there than
    /// just below: what a column that is too narrow does.
    pub(super) fn cut_off(&self) -> Option<CutOff> {
        let ends = &self.ends;
        let lengths = self.by_length.iter().filter(|rows| **rows > 0).count();
        let below = (1..=3)
            .filter_map(|step| self.by_length.get(self.longest.checked_sub(step)?))
            .max()
            .copied()
            .unwrap_or(0);
        let is_spike = ends.rows >= below * 3 && ends.rows * 2 < self.values;
        let is_cut = (SHORTEST_CUT..LONGEST_COUNTED).contains(&self.longest)
            && lengths >= FEWEST_CUT
            && ends.different.len() >= FEWEST_CUT
            && is_spike
            && ends.within_word * 5 >= ends.rows * 3;
        is_cut.then(|| CutOff {
            length: self.longest as u64,
            rows: ends.rows,
            records: ends.records.clone(),
        })
    }
}

impl Ends {
    fn add(&mut self, record: RecordId, hash: u64, text: &str) {
        self.rows += 1;
        if self.different.len() < FEWEST_CUT {
            self.different.insert(hash);
        }
        // A number of a telephone or a card ends in a digit, whole as well as cut.
        let has_words = text.contains(char::is_alphabetic);
        self.within_word += u64::from(has_words && text.ends_with(char::is_alphanumeric));
        if self.records.len() < KEPT_ROWS {
            self.records.push(record);
        }
    }
}

#[cfg(test)]
mod tests {
    use rollcall_model::RecordId;

    use super::LengthTally;

    fn counted(texts: impl IntoIterator<Item = String>) -> LengthTally {
        let mut tally = LengthTally::default();
        for (row, text) in texts.into_iter().enumerate() {
            let hash = text
                .bytes()
                .fold(7_u64, |hash, one| hash.wrapping_mul(31) + u64::from(one));
            tally.add(RecordId(row as i64), hash, &text, text.chars().count());
        }
        tally
    }

    /// Companies whose names are of any length.
    fn names(rows: usize) -> impl Iterator<Item = String> {
        (0..rows).map(|row| {
            let word = ["Hill", "Harbour", "Pinewood", "Northumberland", "Oak"][row % 5];
            format!(
                "{word} {} Trading and Sons of Leeds {row}",
                "x".repeat(row % 23)
            )
        })
    }

    #[test]
    fn lengths_of_a_column() {
        let tally = counted(["a", "bb", "ccc", "dddd", "eeeeeeeeee"].map(str::to_owned));
        let lengths = tally.lengths().expect("lengths");
        assert_eq!(
            (lengths.shortest, lengths.median, lengths.longest),
            (1, 3, 10)
        );
        assert_eq!(tally.cut_off(), None);
        assert_eq!(counted([]).lengths(), None);
    }

    #[test]
    fn a_column_that_is_too_narrow_is_told() {
        let whole = counted(names(400));
        assert_eq!(whole.cut_off(), None, "nothing was cut");
        let narrow = counted(names(400).map(|name| name.chars().take(50).collect()));
        let cut = narrow.cut_off().expect("cut off");
        assert_eq!(cut.length, 50);
        assert!(cut.rows > 50, "{cut:?}");
    }

    #[test]
    fn ids_of_one_length_are_not_cut_off() {
        assert_eq!(
            counted((0..500).map(|row| format!("customer-{row:08}"))).cut_off(),
            None
        );
        // The longest way of writing a telephone number.
        let phones = (0..400_u32).map(|row| match row % 5 {
            0 => format!("+49 (0) 176 {:08}", 12_345_678 + row * 97),
            1 => format!("+49 176{:08}", 12_345_678 + row),
            2 => format!("0176/{:08}", 12_345_678 + row),
            3 => format!("0176{:08}", 12_345_678 + row),
            _ => format!("0176 {:07}", 1_345_678 + row),
        });
        assert_eq!(counted(phones).cut_off(), None);
        // One long value many times is one value.
        let repeated = (0..100).map(|row| match row % 3 {
            0 => "not to be contacted by telephone".to_owned(),
            _ => format!("note {}", "y".repeat(row % 12)),
        });
        assert_eq!(counted(repeated).cut_off(), None);
    }
}
