//! Which columns of ids name the accounts of another source.
//!
//! A payment tells its payer by the id the payment provider gave her, and the customer list keeps
//! that id in a column of its own. No header says for certain that the two belong together; the
//! values do. Two columns hold ids of one system where most of the ids of one stand in the other and
//! chance would not bring that about: numbers given out in a row stand in every list that counts
//! from one. So it is with the keys of two lists of customers, too.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use foldhash::HashSet;
use rollcall_model::{Attribute, SourceId, StandardValue, TableId, TableRole, ValueState};
use rollcall_store::Store;
use serde::{Deserialize, Serialize};

use crate::linkage_records::LinkedTable;
use crate::run_audit::RunReport;
use crate::{EngineError, Watch};

/// Fewer ids in common may be chance or a trial entry.
const FEWEST_IN_COMMON: u64 = 3;
/// The share of the ids of the smaller column that stand in the other.
const MOST_OF_THEM: f64 = 0.5;
/// How many standard deviations more ids must be in common than chance would bring.
const DEVIATIONS: f64 = 4.0;
/// How many numbers on either side tell how densely they were given out.
const NEIGHBOURS: usize = 4;
/// Systems that leave numbers out as they count (every second, every tenth) leave no more out than this.
const LONGEST_STEP: u64 = 100;
/// So many digits before the number are a year, or a year and a month; more are parts of the id.
const LONGEST_YEAR: usize = 4;

/// Columns whose ids one system gave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Ids {
    /// The accounts of a source: its account ids, and the keys of its customers.
    Accounts(SourceId),
    /// The ids of another system that a table keeps.
    Others(TableId),
}

impl Ids {
    /// The column group a value of a table belongs to, if it is an id of somebody.
    pub(crate) fn of(table: &LinkedTable, attribute: &Attribute) -> Option<Self> {
        match attribute {
            Attribute::AccountId => Some(Self::Accounts(table.load.source)),
            Attribute::RecordKey if table.role == TableRole::Customers => {
                Some(Self::Accounts(table.load.source))
            }
            Attribute::ExternalId => Some(Self::Others(table.load.table)),
            _ => None,
        }
    }
}

/// Groups of columns that hold ids of one system, each of two or more; kept with the run that found
/// them, so that a pair is explained as it was compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NamedAccounts {
    groups: Vec<Vec<Ids>>,
}

impl NamedAccounts {
    /// Those of the run that is shown; none before there is one.
    pub(crate) fn of_current_run(store: &Store) -> Result<Self, EngineError> {
        let Some(run) = store.current_run()? else {
            return Ok(Self::default());
        };
        let report: RunReport = serde_json::from_str(&run.report)?;
        Ok(report.named_accounts)
    }

    /// Reads the ids of every table and finds which belong together.
    pub(crate) fn find(
        store: &Store,
        tables: &[LinkedTable],
        watch: &dyn Watch,
    ) -> Result<Self, EngineError> {
        if !could_name_another(tables) {
            return Ok(Self::default());
        }
        let mut columns: BTreeMap<Ids, Column> = BTreeMap::new();
        for table in tables.iter().filter(|table| has_ids(table)) {
            let mut read = 0_u64;
            store.visit_standard::<EngineError>(&table.load, |record| {
                read += 1;
                if read.is_multiple_of(10_000) {
                    watch.check()?;
                }
                for (ids, value) in ids_of(table, &record.values) {
                    columns.entry(ids).or_default().add(value);
                }
                Ok(ControlFlow::Continue(()))
            })?;
        }
        Ok(Self {
            groups: grouped(&columns),
        })
    }

    /// The number of the group of a column, if it shares its ids with another.
    pub(crate) fn group(&self, ids: Ids) -> Option<usize> {
        self.groups.iter().position(|group| group.contains(&ids))
    }
}

fn ids_of<'a>(
    table: &LinkedTable,
    values: &'a [StandardValue],
) -> impl Iterator<Item = (Ids, &'a str)> {
    values
        .iter()
        .filter(|value| value.state == ValueState::Valid)
        .filter_map(|value| {
            Some((
                Ids::of(table, &value.target.attribute)?,
                value.value.as_str(),
            ))
        })
}

fn has_ids(table: &LinkedTable) -> bool {
    table
        .mapped
        .iter()
        .any(|attribute| Ids::of(table, attribute).is_some())
}

/// Whether there are ids of two sources at all, one of which may be the other's: two lists of customers may be kept by
/// one number as well as a payment may name its payer.
fn could_name_another(tables: &[LinkedTable]) -> bool {
    let mut sources: Vec<SourceId> = tables
        .iter()
        .filter(|table| has_ids(table))
        .map(|table| table.load.source)
        .collect();
    sources.sort_unstable();
    sources.dedup();
    sources.len() > 1
}

/// The distinct ids of a column, by their shape.
#[derive(Debug, Default)]
pub(crate) struct Column {
    /// Fingerprints of the ids.
    ids: HashSet<u64>,
    /// The numbers in them, for each shape that differs in one number only.
    counted: BTreeMap<String, BTreeSet<u64>>,
}

impl Column {
    pub(crate) fn add(&mut self, id: &str) {
        if !self.ids.insert(fingerprint(id)) {
            return;
        }
        if let Some((shape, number)) = counted_number(id) {
            self.counted.entry(shape).or_default().insert(number);
        }
    }

    /// How many ids of this column would stand in the other by chance, were both given out by
    /// systems that know nothing of each other.
    fn in_common_by_chance(&self, other: &Self) -> Chance {
        let mut chance = Chance::default();
        for (shape, own) in &self.counted {
            let Some(there) = other.counted.get(shape) else {
                continue;
            };
            for density in own.iter().filter_map(|number| Density::at(*number, there)) {
                chance.expected += density.share();
                chance.variance += density.variance();
            }
        }
        chance
    }

    /// How many different ids there are.
    pub(crate) fn distinct(&self) -> usize {
        self.ids.len()
    }

    /// Whether most of the ids of this column are ids of the other, those taken away that chance brings, and more than
    /// chance is likely to bring.
    pub(crate) fn names(&self, other: &Self) -> bool {
        let all = self.ids.len() as f64;
        let in_common = self.ids.intersection(&other.ids).count() as u64;
        if in_common < FEWEST_IN_COMMON || (in_common as f64) < MOST_OF_THEM * all {
            return false;
        }
        let chance = self.in_common_by_chance(other);
        let more = in_common as f64 - chance.expected;
        more >= DEVIATIONS * chance.variance.sqrt()
            && more >= MOST_OF_THEM * (all - chance.expected)
    }
}

/// What chance brings where each id of a column stands in another or does not.
#[derive(Debug, Default)]
struct Chance {
    /// How many ids are in common on average.
    expected: f64,
    /// The square of the standard deviation from that.
    variance: f64,
}

/// How densely numbers were given out around one, that one itself not counted.
#[derive(Debug, Clone, Copy)]
struct Density {
    /// How many of the neighbours were looked at.
    given: u64,
    /// How many numbers could have been given out as far as these reach.
    places: u64,
}

impl Density {
    /// The density around a number: told by its neighbours, so that a trial entry far away or a gap does not make a row
    /// of numbers look sparse, and by the denser side where a row of numbers begins or ends. None were given out beyond
    /// the first and the last.
    fn at(number: u64, given: &BTreeSet<u64>) -> Option<Self> {
        if *given.first()? > number || *given.last()? < number {
            return None;
        }
        let before: Vec<u64> = given
            .range(..number)
            .rev()
            .take(NEIGHBOURS)
            .copied()
            .collect();
        let after: Vec<u64> = given
            .range(number..)
            .copied()
            .filter(|one| *one != number)
            .take(NEIGHBOURS)
            .collect();
        let own = before.len();
        let around: Vec<u64> = before
            .into_iter()
            .rev()
            .chain([number])
            .chain(after)
            .collect();
        // A side of fewer numbers says nothing by itself.
        let below = (own == NEIGHBOURS).then(|| &around[..=own]);
        let above = (around.len() == own + 1 + NEIGHBOURS).then(|| &around[own..]);
        [Some(around.as_slice()), below, above]
            .into_iter()
            .flatten()
            .map(Self::of)
            .max_by(|one, other| one.share().total_cmp(&other.share()))
    }

    /// The density of numbers in ascending order, one of which is the one that is not counted.
    fn of(ascending: &[u64]) -> Self {
        let step = ascending.windows(2).fold(0, |step, two| {
            greatest_common_divisor(step, two[1] - two[0])
        });
        let step = if step > LONGEST_STEP { 1 } else { step.max(1) };
        let length = match (ascending.first(), ascending.last()) {
            (Some(first), Some(last)) => last - first,
            _ => 0,
        };
        Self {
            given: (ascending.len() as u64).saturating_sub(1),
            places: (length / step).max(1),
        }
    }

    /// From 0 to 1.
    fn share(self) -> f64 {
        self.given as f64 / self.places as f64
    }

    /// How far from this share it may be that a number stands there or does not: as if one more number had been given
    /// out and one had not, since a few neighbours leave neither certain.
    fn variance(self) -> f64 {
        let share = (self.given + 1) as f64 / (self.places + 2) as f64;
        share * (1.0 - share)
    }
}

fn greatest_common_divisor(one: u64, other: u64) -> u64 {
    if other == 0 {
        one
    } else {
        greatest_common_divisor(other, one % other)
    }
}

/// The columns that belong together, each group and the groups in ascending order.
fn grouped(columns: &BTreeMap<Ids, Column>) -> Vec<Vec<Ids>> {
    let mut groups: Vec<Vec<Ids>> = Vec::new();
    let all: Vec<(&Ids, &Column)> = columns.iter().collect();
    for (at, (ids, column)) in all.iter().enumerate() {
        let mut joined = vec![**ids];
        for (earlier, other) in &all[..at] {
            if column.names(other) || other.names(column) {
                joined.push(**earlier);
            }
        }
        let (together, apart): (Vec<_>, Vec<_>) = std::mem::take(&mut groups)
            .into_iter()
            .partition(|group: &Vec<Ids>| group.iter().any(|ids| joined.contains(ids)));
        groups = apart;
        joined.extend(together.into_iter().flatten());
        joined.sort_unstable();
        joined.dedup();
        groups.push(joined);
    }
    groups.retain(|group| group.len() > 1);
    groups.sort();
    groups
}

fn fingerprint(id: &str) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&blake3::hash(id.as_bytes()).as_bytes()[..8]);
    u64::from_le_bytes(first)
}

/// The shape and the number of an id that counts (`CRM-40007`, and `2026-00017`, which counts anew each year); ids with
/// letters or many digits before the number are not counted out. Longer numbers are of another shape, as no list that
/// counts from one reaches both.
fn counted_number(id: &str) -> Option<(String, u64)> {
    let is_digit = |letter: char| letter.is_ascii_digit();
    let first = id.find(is_digit)?;
    let end = id.rfind(is_digit)? + 1;
    let start = id[..end]
        .rfind(|letter| !is_digit(letter))
        .map_or(0, |before| {
            before + id[before..].chars().next().map_or(1, char::len_utf8)
        });
    let before = &id[first..start];
    if before.contains(char::is_alphabetic) || before.matches(is_digit).count() > LONGEST_YEAR {
        return None;
    }
    let number = id[start..end].parse().ok()?;
    let shape = format!("{}{}{}", &id[..start], "#".repeat(end - start), &id[end..]);
    Some((shape, number))
}

#[cfg(test)]
mod tests {
    use super::{Column, Ids, grouped};
    use rollcall_model::{SourceId, TableId};
    use std::collections::BTreeMap;

    fn column(ids: impl IntoIterator<Item = String>) -> Column {
        let mut column = Column::default();
        for id in ids {
            column.add(&id);
        }
        column
    }

    /// Numbers of five digits, of which a system gave out so many of 256.
    fn given_out(
        system: u64,
        of_256: u8,
        range: std::ops::Range<u64>,
    ) -> impl Iterator<Item = String> {
        range
            .filter(move |at| {
                blake3::hash(&(at * 64 + system).to_le_bytes()).as_bytes()[0] < of_256
            })
            .map(|at| (10_000 + at).to_string())
    }

    #[test]
    fn a_column_names_another_where_its_ids_are_there_and_not_by_chance() {
        let given = |range: std::ops::Range<u64>| {
            column(
                range.map(|at| format!("cus_{:x}", (at + 7).wrapping_mul(0x9e37_79b9_7f4a_7c15))),
            )
        };
        let large = |range: std::ops::Range<u64>| {
            column(range.map(|at| (6_000_000_000_000 + at * 104_729).to_string()))
        };
        let in_a_row = |range: std::ops::Range<u64>| column(range.map(|at| at.to_string()));
        let prefixed = |range: std::ops::Range<u64>| column(range.map(|at| format!("KD-{at:05}")));
        for (what, one, other, expected) in [
            (
                "payments of known payers",
                given(0..40),
                given(0..200),
                true,
            ),
            ("half of them known", given(0..40), given(20..200), true),
            ("few of them known", given(0..40), given(30..200), false),
            ("two in common", given(0..2), given(0..200), false),
            ("long numbers with gaps", large(5..60), large(0..500), true),
            (
                "both count from one",
                in_a_row(1..150),
                in_a_row(1..900),
                false,
            ),
            (
                "both count with a prefix",
                prefixed(1..150),
                prefixed(1..900),
                false,
            ),
            (
                "a trial entry far away does not thin a row out",
                in_a_row(1001..1151),
                column((1001..1301).chain([9999]).map(|at| at.to_string())),
                false,
            ),
            (
                "a few of a row, and a trial entry among them",
                column([1001, 1002, 1003, 9999].map(|at: u64| at.to_string())),
                in_a_row(1001..1301),
                false,
            ),
            (
                "two rows with a gap between them",
                in_a_row(1001..1151),
                column((1001..1301).chain(7000..7300).map(|at| at.to_string())),
                false,
            ),
            ("nothing in common", given(0..40), large(0..40), false),
        ] {
            assert_eq!(one.names(&other), expected, "{what}");
        }
    }

    #[test]
    fn dense_numbers_name_another_column_where_chance_does_not_bring_all_of_them() {
        let third = |system, range| column(given_out(system, 85, range));
        let most = |system, range| column(given_out(system, 170, range));
        let all = |count: std::ops::Range<u64>| column(count.map(|at| format!("2026-{at:05}")));
        let tens = |count: std::ops::Range<u64>| column(count.map(|at| (at * 10).to_string()));
        let anew = |each: u64| {
            let numbers = (1..10_u64).flat_map(move |at| at * 1000..at * 1000 + each);
            column(numbers.map(|at| at.to_string()))
        };
        for (what, one, other, expected) in [
            (
                "one of three was given out, all are known",
                third(3, 0..2700),
                third(3, 0..3600),
                true,
            ),
            (
                "two of three were given out, all are known",
                most(3, 0..2700),
                most(3, 0..3600),
                true,
            ),
            (
                "two systems that gave out two of three each",
                most(3, 0..2700),
                most(5, 0..3600),
                false,
            ),
            ("both count anew each year", all(1..150), all(1..900), false),
            ("both count in tens", tens(1..150), tens(1..900), false),
            ("both count anew each thousand", anew(80), anew(90), false),
        ] {
            assert_eq!(one.names(&other), expected, "{what}");
        }
    }

    #[test]
    fn what_counts_from_one_says_nothing_beside_ids_that_do() {
        // One column of account ids where two systems are kept: small numbers of its own, long ones of a shop.
        let mixed = column(
            (1000..1200)
                .map(|at| at.to_string())
                .chain((0..200).map(|at: u64| (6_000_000_000_000 + at * 104_729).to_string())),
        );
        let small = column((1000..1100).map(|at| at.to_string()));
        let long = column((20..70).map(|at: u64| (6_000_000_000_000 + at * 104_729).to_string()));
        assert!(!small.names(&mixed));
        assert!(long.names(&mixed));
    }

    #[test]
    fn columns_that_share_a_third_are_one_group() {
        let given = |range: std::ops::Range<u64>| column(range.map(|at| format!("x{at:x}y{at}")));
        let columns = BTreeMap::from([
            (Ids::Accounts(SourceId(1)), given(0..40)),
            (Ids::Accounts(SourceId(2)), given(500..540)),
            (Ids::Others(TableId(3)), given(0..30)),
            (Ids::Others(TableId(4)), given(10..60)),
        ]);
        assert_eq!(
            grouped(&columns),
            [vec![
                Ids::Accounts(SourceId(1)),
                Ids::Others(TableId(3)),
                Ids::Others(TableId(4)),
            ]]
        );
    }
}
