//! What a list was checked against, and why a delivered one should be written again.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rollcall_model::Attribute;
use rollcall_store::{Store, StoredDelivery, StoredList, StoredListVersion, StoredRun};
use serde::{Deserialize, Serialize};

use super::chosen::Asked;
use super::known::ListPurpose;
use super::saved::version_in_force;
use crate::EngineError;
use crate::basis::{self, FollowsFrom};
use crate::consent_statements::CHANNELS;
use crate::inventory::Marks;
use crate::records::day_of;
use crate::run_audit::RunReport;
use crate::view::{CheckedSource, ListStamp, SourceMark, UncheckedSource};

/// A list that counts days back is out of date after so many days …
const OLD_WINDOW: u32 = 7;
/// … and any other list of people after so many.
const OLD: u32 = 30;

/// What a delivery keeps.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Stamp {
    /// The sources it was checked against.
    pub(super) checked: Vec<Stamped>,
    /// Whether days are counted back, so that who belongs in it changes with the day.
    #[serde(default)]
    pub(super) counts_days: bool,
    /// Whether it is a list of people: a table does not age by itself.
    #[serde(default)]
    pub(super) of_people: bool,
    /// The lists it names, here or through others, with their versions.
    #[serde(default)]
    pub(super) lists: BTreeMap<i64, u32>,
    /// What the people in it were found from.
    #[serde(default)]
    pub(super) follows: Option<FollowsFrom>,
}

/// A source a delivered list was checked against.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Stamped {
    /// Its number.
    pub(super) source: i64,
    /// What it was called.
    pub(super) name: String,
    /// The day its newest load came.
    pub(super) loaded_on: String,
}

/// What a list made now is checked against.
pub(super) fn now(store: &Store, run: &StoredRun) -> Result<ListStamp, EngineError> {
    let marks = Marks::read(store)?;
    let loads = store.current_loads()?;
    let known = followed(run)?;
    let coverage = store.coverage()?;
    let says = |source: i64, attributes: &[Attribute]| {
        coverage.iter().any(|one| {
            let [_, _, valid, ..] = one.counts;
            one.source.0 == source
                && valid > 0
                && attributes
                    .iter()
                    .any(|wanted| wanted.code() == one.attribute)
        })
    };
    let mut stamp = ListStamp {
        checked: Vec::new(),
        unchecked: Vec::new(),
    };
    for mark in marks.all() {
        let mine: Vec<_> = loads
            .iter()
            .filter(|load| load.source.0 == mark.source)
            .collect();
        let newest = mine.iter().max_by_key(|load| load.load);
        let Some(newest) = newest.map(|load| load.loaded_at.as_str()) else {
            stamp.unchecked.push(unchecked(mark, "It is not loaded."));
            continue;
        };
        let is_known = |table: i64, load: i64| {
            known.as_ref().is_none_or(|follows| {
                let mut tables = follows.tables.iter();
                tables.any(|one| (one.table, one.load) == (table, load))
            })
        };
        if !mine.iter().any(|load| is_known(load.table.0, load.load.0)) {
            let why = "It came after people were found. Find people again first.";
            stamp.unchecked.push(unchecked(mark, why));
            continue;
        }
        stamp.checked.push(CheckedSource {
            source: mark.clone(),
            loaded_on: newest.get(..10).unwrap_or(newest).to_owned(),
            says_bought: says(
                mark.source,
                &[Attribute::OrderId, Attribute::LastPurchaseAt],
            ),
            says_no: says(mark.source, &CHANNELS),
        });
    }
    Ok(stamp)
}

fn unchecked(mark: &SourceMark, why: &str) -> UncheckedSource {
    UncheckedSource {
        source: mark.clone(),
        why: why.to_owned(),
    }
}

/// The stamp a delivery keeps.
pub(super) fn keep(store: &Store, run: &StoredRun, asked: &Asked) -> Result<Stamp, EngineError> {
    let checked = now(store, run)?.checked.into_iter();
    Ok(Stamp {
        checked: checked
            .map(|one| Stamped {
                source: one.source.source,
                name: one.source.name,
                loaded_on: one.loaded_on,
            })
            .collect(),
        counts_days: asked.counts_days(),
        of_people: asked.purpose != ListPurpose::Table,
        lists: asked.names.clone(),
        follows: followed(run)?,
    })
}

/// What the people of a run were found from; nothing where it does not say so.
pub(super) fn followed(run: &StoredRun) -> Result<Option<FollowsFrom>, EngineError> {
    let report: RunReport = serde_json::from_str(&run.report)?;
    Ok(report.follows_from)
}

/// What has changed since people were found, before a list is written.
pub(super) fn changed_since(store: &Store, run: &StoredRun) -> Result<Vec<String>, EngineError> {
    let State { now, tables, .. } = State::read(store)?;
    Ok(followed(run)?
        .filter(|_| run.basis != basis::basis(store).unwrap_or_default())
        .map(|before| differences(&before, &now, &tables))
        .unwrap_or_default())
}

/// How the project stands, for the deliveries to be compared with.
pub(super) struct State {
    now: FollowsFrom,
    basis: String,
    /// What tables are called, by number.
    tables: BTreeMap<i64, String>,
    /// The sources of the inventory.
    sources: Vec<SourceMark>,
    lists: Vec<StoredList>,
    versions: Vec<StoredListVersion>,
}

impl State {
    pub(super) fn read(store: &Store) -> Result<Self, EngineError> {
        let marks = Marks::read(store)?;
        let tables = store.tables()?;
        Ok(Self {
            now: basis::follows_from(store)?,
            basis: basis::basis(store)?,
            tables: tables
                .into_iter()
                .map(|table| {
                    let source = marks.of(table.source).name;
                    (table.table.0, format!("{source} · {}", table.name))
                })
                .collect(),
            sources: marks.all().to_vec(),
            lists: store.agreed()?,
            versions: store.agreed()?,
        })
    }

    /// Sources that are in the inventory and were not checked.
    pub(super) fn unchecked(&self, stamp: &Stamp) -> Vec<String> {
        if stamp.checked.is_empty() {
            return Vec::new();
        }
        let is_checked = |source: i64| stamp.checked.iter().any(|one| one.source == source);
        let others = self.sources.iter().filter(|mark| !is_checked(mark.source));
        others.map(|mark| mark.name.clone()).collect()
    }

    /// Why a delivery should be written again, one sentence each; nothing where it is still right.
    pub(super) fn stale_because(
        &self,
        delivery: &StoredDelivery,
        stamp: &Stamp,
        age: u32,
    ) -> Vec<String> {
        let mut because = Vec::new();
        if delivery.basis != self.basis {
            if let Some(before) = &stamp.follows {
                because = differences(before, &self.now, &self.tables);
            }
            if because.is_empty() {
                because.push("Loads or answers have changed since.".into());
            }
        }
        because.extend(self.list_changed(delivery));
        because.extend(self.named_changed(stamp));
        let limit = if stamp.counts_days { OLD_WINDOW } else { OLD };
        if stamp.of_people && age > limit {
            because.push(if stamp.counts_days {
                format!("It is {age} days old, and counts days back from when it was written.")
            } else {
                format!("It is {age} days old.")
            });
        }
        because
    }

    /// Which lists it names were changed since, one sentence each.
    fn named_changed(&self, stamp: &Stamp) -> Vec<String> {
        let changed = stamp.lists.iter().filter(|(list, written)| {
            let now = version_in_force(&self.versions, **list);
            now.is_none_or(|now| now.version != **written)
        });
        changed
            .map(|(list, _)| {
                let known = self.lists.iter().find(|one| one.list_id == *list);
                let name = known.map_or("", |one| one.name.as_str());
                format!("The list “{name}”, which it names, was changed since.")
            })
            .collect()
    }

    fn list_changed(&self, delivery: &StoredDelivery) -> Option<String> {
        let written = delivery.list_version?;
        let list = super::saved::number(&delivery.list)?;
        let mine = self.lists.iter().find(|one| one.list_id == list)?;
        if mine.removed_at.is_some() {
            return Some("The list was taken away since.".into());
        }
        let now = version_in_force(&self.versions, list)?.version;
        (now != written).then(|| {
            format!(
                "The list was changed since: version {now} is in force, version {written} was written."
            )
        })
    }
}

/// Days between the day something was written and today.
pub(super) fn age(written_at: &str, today: NaiveDate) -> u32 {
    let days = day_of(written_at).map_or(0, |day| (today - day).num_days());
    u32::try_from(days).unwrap_or(0)
}

fn differences(
    before: &FollowsFrom,
    now: &FollowsFrom,
    tables: &BTreeMap<i64, String>,
) -> Vec<String> {
    let called = |table: i64| tables.get(&table).map_or("a table", String::as_str);
    let mut told = Vec::new();
    for one in &now.tables {
        let name = called(one.table);
        match before.tables.iter().find(|then| then.table == one.table) {
            None => told.push(format!("{name} was loaded since.")),
            Some(then) if then.load != one.load => {
                told.push(format!("{name} has another load since."));
            }
            Some(then) if then.mapping != one.mapping => {
                told.push(format!("Columns of {name} are read otherwise since."));
            }
            Some(then) if then.made != one.made => {
                told.push(format!("Values of {name} are made otherwise since."));
            }
            Some(then) if then.once != one.once => told.push(format!(
                "Whether {name} holds each person once was said otherwise since."
            )),
            Some(_) => {}
        }
    }
    let gone = before.tables.iter().filter(|then| {
        let mut tables = now.tables.iter();
        !tables.any(|one| one.table == then.table)
    });
    told.extend(gone.map(|then| format!("{} is no longer in use.", called(then.table))));
    if before.rules != now.rules {
        told.push("Rules about which value wins were changed since.".into());
    }
    if before.tier != now.tier {
        told.push("How careful linking is was changed since.".into());
    }
    if before.said_of_values != now.said_of_values {
        told.push("Whom values belong to was said otherwise since.".into());
    }
    if before.model != now.model {
        told.push("Records are compared by a newer version of the program.".into());
    }
    if told.is_empty() && before.people != now.people {
        told.push("Pairs were judged, records grouped or values set by hand since.".into());
    }
    told
}

#[cfg(test)]
mod tests {
    use super::{age, differences};
    use crate::basis::{FollowsFrom, TableBasis};
    use std::collections::BTreeMap;

    fn follows(tables: &[(i64, i64, i64)], tier: &str, people: &str) -> FollowsFrom {
        FollowsFrom {
            people: people.into(),
            rules: BTreeMap::new(),
            tier: tier.into(),
            model: 1,
            tables: tables
                .iter()
                .map(|(table, load, mapping)| TableBasis {
                    table: *table,
                    load: *load,
                    mapping: *mapping,
                    made: String::new(),
                    once: false,
                })
                .collect(),
            said_of_values: String::new(),
        }
    }

    #[test]
    fn what_changed_is_named() {
        let names = BTreeMap::from([
            (1, "Shop · orders".to_owned()),
            (2, "CRM · contacts".to_owned()),
            (3, "Mail · members".to_owned()),
        ]);
        let before = follows(&[(1, 1, 1), (2, 2, 2)], "balanced", "a");
        let told = |now: &FollowsFrom| differences(&before, now, &names);
        assert!(told(&before).is_empty());
        assert_eq!(
            told(&follows(&[(1, 4, 1), (3, 5, 5)], "strict", "b")),
            [
                "Shop · orders has another load since.",
                "Mail · members was loaded since.",
                "CRM · contacts is no longer in use.",
                "How careful linking is was changed since.",
            ]
        );
        assert_eq!(
            told(&follows(&[(1, 1, 1), (2, 2, 9)], "balanced", "b")),
            ["Columns of CRM · contacts are read otherwise since."]
        );
        assert_eq!(
            told(&follows(&[(1, 1, 1), (2, 2, 2)], "balanced", "b")),
            ["Pairs were judged, records grouped or values set by hand since."]
        );
    }

    #[test]
    fn days_are_counted_from_the_day_it_was_written() {
        let today = "2026-12-01".parse().expect("a day");
        assert_eq!(age("2026-11-23T23:10:00Z", today), 8);
        assert_eq!(age("2026-12-05T23:10:00Z", today), 0);
    }
}
