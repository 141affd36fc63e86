//! What the caller decides: settings, stated facts, and how to watch or stop the work.

use serde::{Deserialize, Serialize};

use crate::standing::StatedStanding;

/// Settings of a run. The same records, stated facts and settings give the same result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Seed of the random pairs that stand for everybody who has nothing in common.
    pub seed: u64,
    /// Match probability from which records are linked, 0 to 1.
    pub link: f64,
    /// Match probability from which a pair is worth a look, 0 to 1.
    pub review: f64,
    /// Match probability from which a link needs no look, 0 to 1.
    pub sure: f64,
    /// How many pairs may be compared for each record.
    pub pair_budget_per_record: f64,
    /// How often the model is trained; from the second time on, values are counted by the people
    /// of the round before. At least 1.
    pub rounds: u8,
    /// How many random pairs stand for the rest of the pair space.
    pub random_pairs: u32,
    /// The longest review queue that is handed back.
    pub longest_review: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 20_240_229,
            link: 0.5,
            review: 0.1,
            sure: 0.9,
            pair_budget_per_record: 5.0,
            rounds: 2,
            random_pairs: 1_000_000,
            longest_review: 20_000,
        }
    }
}

/// What people or systems state as fact. It always holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// Pairs of records judged to be one person.
    pub same: Vec<(u32, u32)>,
    /// Pairs of records judged to be different persons; stronger than `same`.
    pub different: Vec<(u32, u32)>,
    /// Sources in which no person occurs twice.
    pub sources_without_duplicates: Vec<u32>,
    /// Whom values belong to, whatever the records make of it.
    pub standings: Vec<StatedStanding>,
}

/// Told how the work goes, and asked whether to go on.
pub trait Watch: Sync {
    /// A stage begins.
    fn stage(&self, name: &'static str);
    /// So much of the stage is done.
    fn progress(&self, done: u64, total: u64);
    /// Whether the work should stop.
    fn cancelled(&self) -> bool;
}

/// Nobody watches; the work runs to its end.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn stage(&self, _name: &'static str) {}
    fn progress(&self, _done: u64, _total: u64) {}
    fn cancelled(&self) -> bool {
        false
    }
}

/// Why records could not be linked.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum LinkageError {
    /// The watcher asked to stop.
    #[error("Linking was stopped before it was done; nothing was changed.")]
    Cancelled,
    /// A setting is outside its range.
    #[error("The setting \"{setting}\" is {value}; it must lie between {low} and {high}.")]
    SettingOutOfRange {
        /// Its name.
        setting: &'static str,
        /// What it is.
        value: f64,
        /// Lowest value allowed.
        low: f64,
        /// Highest value allowed.
        high: f64,
    },
    /// A stated pair points to a record that does not exist.
    #[error("A stated pair names record {record}, but there are only {records} records.")]
    UnknownRecord {
        /// The number that does not exist.
        record: u32,
        /// How many records there are.
        records: usize,
    },
    /// More records than record numbers.
    #[error("There are {records} records; at most {most} can be linked in one run.")]
    TooManyRecords {
        /// How many there are.
        records: usize,
        /// How many are possible.
        most: usize,
    },
}

impl Settings {
    /// Checks that every setting lies in its range.
    ///
    /// # Errors
    /// [`LinkageError::SettingOutOfRange`] names the first that does not.
    pub fn check(&self) -> Result<(), LinkageError> {
        let within = |setting, value: f64, low, high| {
            if value >= low && value <= high {
                Ok(())
            } else {
                Err(LinkageError::SettingOutOfRange {
                    setting,
                    value,
                    low,
                    high,
                })
            }
        };
        within("link", self.link, 0.001, 0.999_999)?;
        within("review", self.review, 0.0, self.link)?;
        within("sure", self.sure, self.link, 1.0)?;
        within(
            "pair budget per record",
            self.pair_budget_per_record,
            0.1,
            10_000.0,
        )?;
        within("rounds", f64::from(self.rounds), 1.0, 10.0)?;
        within("random pairs", f64::from(self.random_pairs), 1_000.0, 1e9)
    }
}

#[cfg(test)]
mod tests {
    use super::{LinkageError, Settings};

    #[test]
    fn a_setting_outside_its_range_is_named() {
        assert_eq!(Settings::default().check(), Ok(()));
        let settings = Settings {
            review: 0.9,
            ..Settings::default()
        };
        assert!(matches!(
            settings.check(),
            Err(LinkageError::SettingOutOfRange {
                setting: "review",
                ..
            })
        ));
    }
}
