//! Coverage: how many rows of a table hold a usable value of an attribute.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::BuildHasher as _;

use foldhash::{fast, quality};
use rollcall_model::{Attribute, SourceId, StandardValue, TableId, ValueState};
use serde::{Deserialize, Serialize};

/// How an attribute is filled, in rows. A row with several values of it (two e-mails) counts once,
/// by its best one. Always `rows = valid + invalid + placeholder + blank`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AttributeCoverage {
    /// Rows of the table.
    pub rows: u64,
    /// Rows in which something stands: all but the blank ones.
    pub filled: u64,
    /// Rows with a usable value.
    pub valid: u64,
    /// Rows that hold only values that cannot be.
    pub invalid: u64,
    /// Rows that hold only fillers.
    pub placeholder: u64,
    /// Rows that hold nothing.
    pub blank: u64,
    /// Different usable values.
    pub distinct: u64,
}

/// Counts coverage row by row.
#[derive(Debug, Clone, Default)]
pub struct CoverageTally {
    tables: BTreeMap<TableId, TableTally>,
}

/// Only ever asked for its size, so its order does not matter.
type Hashes = HashSet<u64, fast::FixedState>;

#[derive(Debug, Clone)]
struct TableTally {
    source: SourceId,
    rows: u64,
    attributes: BTreeMap<Attribute, AttributeTally>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct AttributeTally {
    counts: AttributeCoverage,
    values: Hashes,
}

impl CoverageTally {
    /// A tally without tables.
    pub fn new() -> Self {
        Self::default()
    }

    /// Names a table, the source it belongs to and the attributes its columns are mapped to. A
    /// mapped attribute that no row fills is then told as blank, not as missing. Naming a table
    /// again adds attributes to it.
    pub fn add_table(
        &mut self,
        table: TableId,
        source: SourceId,
        mapped: impl IntoIterator<Item = Attribute>,
    ) {
        let tally = self.tables.entry(table).or_insert_with(|| TableTally {
            source,
            rows: 0,
            attributes: BTreeMap::new(),
        });
        for attribute in mapped {
            tally.attributes.entry(attribute).or_default();
        }
    }

    /// Counts one row. A row of a table that was not named is not counted, and the answer is false.
    pub fn add_record(&mut self, table: TableId, values: &[StandardValue]) -> bool {
        let Some(tally) = self.tables.get_mut(&table) else {
            return false;
        };
        tally.rows += 1;
        // A row has some twenty values at most: looking through them is faster than any map.
        let mut best: Vec<(&Attribute, ValueState)> = Vec::with_capacity(values.len());
        for value in values {
            let attribute = &value.target.attribute;
            match best.iter_mut().find(|(known, _)| *known == attribute) {
                Some((_, state)) if usefulness(value.state) > usefulness(*state) => {
                    *state = value.state;
                }
                Some(_) => {}
                None => best.push((attribute, value.state)),
            }
            if value.state == ValueState::Valid {
                let hash = hash(&value.value);
                match tally.attributes.get_mut(attribute) {
                    Some(known) => {
                        known.values.insert(hash);
                    }
                    None => {
                        let known = tally.attributes.entry(attribute.clone()).or_default();
                        known.values.insert(hash);
                    }
                }
            }
        }
        for whole in [
            Attribute::FullName,
            Attribute::FullAddress,
            Attribute::PostcodeCity,
        ] {
            let itself = best
                .iter()
                .position(|(attribute, _)| **attribute == whole)
                .map(|place| best.swap_remove(place).1);
            tally.count_whole(&whole, values, itself);
        }
        for (attribute, state) in best {
            if state == ValueState::Blank {
                continue;
            }
            match tally.attributes.get_mut(attribute) {
                Some(known) => known.count(state),
                None => tally
                    .attributes
                    .entry(attribute.clone())
                    .or_default()
                    .count(state),
            }
        }
        true
    }

    /// Adds what another tally counted, such as one made on another thread.
    pub fn merge(&mut self, other: Self) {
        for (table, from) in other.tables {
            let into = self.tables.entry(table).or_insert_with(|| TableTally {
                source: from.source,
                rows: 0,
                attributes: BTreeMap::new(),
            });
            into.rows += from.rows;
            for (attribute, tally) in from.attributes {
                into.attributes.entry(attribute).or_default().absorb(&tally);
            }
        }
    }

    /// The rows counted for a table; nothing for a table that was not named.
    pub fn rows(&self, table: TableId) -> Option<u64> {
        self.tables.get(&table).map(|tally| tally.rows)
    }

    /// The coverage of each attribute of a table, in the order of the schema.
    pub fn of_table(&self, table: TableId) -> Vec<(Attribute, AttributeCoverage)> {
        let Some(tally) = self.tables.get(&table) else {
            return Vec::new();
        };
        tally
            .attributes
            .iter()
            .map(|(attribute, known)| (attribute.clone(), known.finished(tally.rows)))
            .collect()
    }

    /// Every attribute that some table has, in the order of the schema.
    pub fn attributes(&self) -> BTreeSet<Attribute> {
        self.tables
            .values()
            .flat_map(|tally| tally.attributes.keys().cloned())
            .collect()
    }

    /// Whether any table of a source was named.
    pub(crate) fn has_table(&self, source: SourceId) -> bool {
        self.tables.values().any(|tally| tally.source == source)
    }

    /// One attribute over all tables of a source that have it; nothing when none does. The rows are
    /// those of the tables that have the attribute.
    pub fn of_source(&self, source: SourceId, attribute: &Attribute) -> Option<AttributeCoverage> {
        let mut tables = self
            .tables
            .values()
            .filter(|tally| tally.source == source)
            .filter_map(|tally| Some((tally.rows, tally.attributes.get(attribute)?)));
        let (mut rows, first) = tables.next()?;
        let mut sum = None;
        for (more, tally) in tables {
            rows += more;
            sum.get_or_insert_with(|| first.clone()).absorb(tally);
        }
        Some(match sum {
            Some(sum) => sum.finished(rows),
            None => first.finished(rows),
        })
    }
}

impl TableTally {
    /// A column of whole names or addresses is taken apart in standardising, so that no value of its own stands in
    /// the row: it is as good as the parts that came of it.
    fn count_whole(
        &mut self,
        whole: &Attribute,
        values: &[StandardValue],
        itself: Option<ValueState>,
    ) {
        let Some(known) = self.attributes.get_mut(whole) else {
            return;
        };
        let is_part = |value: &&StandardValue| match whole {
            Attribute::FullAddress | Attribute::PostcodeCity => value.rule == "address.split",
            _ => is_name(&value.target.attribute),
        };
        let parts: Vec<&str> = values
            .iter()
            .filter(|value| value.state == ValueState::Valid && is_part(value))
            .map(|value| value.value.as_str())
            .collect();
        if parts.is_empty() {
            known.count(itself.unwrap_or(ValueState::Blank));
        } else {
            known.count(ValueState::Valid);
            known.values.insert(hash(&parts.join(" ")));
        }
    }
}

/// Whether the attribute is what a whole name is taken apart into.
fn is_name(attribute: &Attribute) -> bool {
    matches!(
        attribute,
        Attribute::FullName
            | Attribute::GivenName
            | Attribute::MiddleName
            | Attribute::FamilyName
            | Attribute::NameSuffix
            | Attribute::Organisation
    )
}

impl AttributeTally {
    fn count(&mut self, state: ValueState) {
        match state {
            ValueState::Valid => self.counts.valid += 1,
            ValueState::Invalid => self.counts.invalid += 1,
            ValueState::Placeholder => self.counts.placeholder += 1,
            ValueState::Blank => {}
        }
    }

    #[expect(
        clippy::iter_over_hash_type,
        reason = "the set is only joined with another, which has no order"
    )]
    fn absorb(&mut self, other: &Self) {
        self.counts.valid += other.counts.valid;
        self.counts.invalid += other.counts.invalid;
        self.counts.placeholder += other.counts.placeholder;
        for hash in &other.values {
            self.values.insert(*hash);
        }
    }

    fn finished(&self, rows: u64) -> AttributeCoverage {
        let filled = self.counts.valid + self.counts.invalid + self.counts.placeholder;
        AttributeCoverage {
            rows,
            filled,
            blank: rows.saturating_sub(filled),
            distinct: self.values.len() as u64,
            ..self.counts
        }
    }
}

fn usefulness(state: ValueState) -> u8 {
    match state {
        ValueState::Blank => 0,
        ValueState::Placeholder => 1,
        ValueState::Invalid => 2,
        ValueState::Valid => 3,
    }
}

/// 64 bits: among ten million values two share a hash with a chance of about three in a million.
fn hash(value: &str) -> u64 {
    quality::FixedState::default().hash_one(value)
}
