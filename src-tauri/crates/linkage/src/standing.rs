//! Values behind which several people stand: households, shared and junk values.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::contacts::Values;
use crate::features::Features;
use crate::ragged::Ragged;
use crate::record_set::{FieldKind, RecordSet};

/// What kind of shared value it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// One person alone. Only people say so: what several hold is told as one of the others.
    Personal,
    /// A few people who live together.
    Household,
    /// People who do not all live together: a firm, a club, a mistake.
    Shared,
    /// So many people that it points to nobody.
    Junk,
}

/// A value that does not belong to one person alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueStanding {
    /// The number of the field.
    pub field: usize,
    /// The value as compared.
    pub value: String,
    /// Records that hold it.
    pub records: u32,
    /// Clusters that hold it.
    pub people: u32,
    /// Households that hold it.
    pub households: u32,
    /// What it is.
    pub standing: Standing,
    /// Whether that was stated rather than found.
    pub is_stated: bool,
}

/// Whom a value belongs to, as a person states it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StatedStanding {
    /// The number of the field.
    pub field: usize,
    /// The value as compared: see [`compared_as`](crate::compared_as).
    pub value: String,
    /// What it is.
    pub standing: Standing,
}

impl StatedStanding {
    /// Whether the value is to be compared at all.
    pub(crate) fn says_something(&self) -> bool {
        self.standing != Standing::Junk
    }

    /// How many people are to be counted behind the value, where the records make it so many.
    pub(crate) fn people(&self, counted: u32) -> u32 {
        match self.standing {
            Standing::Personal => 1,
            Standing::Household => counted.clamp(2, FAMILY),
            Standing::Shared | Standing::Junk => counted.max(CROWD),
        }
    }
}

/// At most so many people are heard as those of one home.
const FAMILY: u32 = 4;
/// From so many people on a value is heard as a crowd's.
const CROWD: u32 = 5;

/// From so many households on a value is junk.
const JUNK_HOUSEHOLDS: u32 = 8;
/// And from so many people on, whoever lives with whom.
const JUNK_PEOPLE: u32 = 12;

/// The e-mails, phones and identifiers that several clusters hold.
pub(crate) fn standings(
    features: &Features<'_>,
    clusters: &[u32],
    households: &[u32],
) -> Vec<ValueStanding> {
    let fields: Vec<(usize, FieldKind)> = (features.records.fields().iter().enumerate())
        .map(|(field, spec)| (field, spec.kind))
        .filter(|(_, kind)| {
            matches!(
                kind,
                FieldKind::Email
                    | FieldKind::Phone
                    | FieldKind::Street
                    | FieldKind::Identifier { .. }
            )
        })
        .collect();
    let found = fields.par_iter().flat_map_iter(|&(field, kind)| {
        let column = features.records.column(field);
        column.map_or_else(Vec::new, |column| {
            let street = kind == FieldKind::Street;
            of_field(field, street, &Values::single(column), clusters, households)
        })
    });
    found.collect()
}

fn of_field(
    field: usize,
    street: bool,
    values: &Values<'_>,
    clusters: &[u32],
    households: &[u32],
) -> Vec<ValueStanding> {
    // For each value the household and the cluster of each of its records.
    let holders = Ragged::grouped(values.distinct() as u32, || {
        let both = households.iter().copied().zip(clusters.iter().copied());
        (0..).zip(both).flat_map(|(record, both)| {
            let codes = values.of(record).iter();
            codes.map(move |&code| (code, both))
        })
    });
    let mut found = Vec::new();
    let mut same = Vec::new();
    for (code, holders) in (0_u32..).zip(holders.iter()) {
        if holders.len() < 2 {
            continue;
        }
        same.clear();
        same.extend_from_slice(holders);
        same.sort_unstable();
        let people = same.chunk_by(|a, b| a == b).count() as u32;
        let homes = same.chunk_by(|a, b| a.0 == b.0).count() as u32;
        // A street alone is no address; only crowds are worth telling.
        if people < 2 || (street && homes < JUNK_HOUSEHOLDS) {
            continue;
        }
        found.push(ValueStanding {
            field,
            value: values.text(code).to_owned(),
            records: same.len() as u32,
            people,
            households: homes,
            standing: match (homes, people) {
                (JUNK_HOUSEHOLDS.., _) | (_, JUNK_PEOPLE..) => Standing::Junk,
                (1, _) => Standing::Household,
                _ => Standing::Shared,
            },
            is_stated: false,
        });
    }
    found
}

/// The values with those that are stated as they are stated, whoever holds them. Stated values that no
/// record holds are left out.
pub(crate) fn with_stated(
    mut found: Vec<ValueStanding>,
    records: &RecordSet,
    clusters: &[u32],
    households: &[u32],
    stated: &[StatedStanding],
) -> Vec<ValueStanding> {
    for one in stated {
        found.retain(|other| other.field != one.field || other.value != one.value);
        let holders = records.holders(one.field, &one.value);
        if holders.is_empty() {
            continue;
        }
        let distinct = |labels: &[u32]| {
            let mut seen: Vec<u32> = holders
                .iter()
                .map(|&record| labels.get(record as usize).copied().unwrap_or(record))
                .collect();
            seen.sort_unstable();
            seen.dedup();
            seen.len() as u32
        };
        found.push(ValueStanding {
            field: one.field,
            value: one.value.clone(),
            records: holders.len() as u32,
            people: distinct(clusters),
            households: distinct(households),
            standing: one.standing,
            is_stated: true,
        });
    }
    found
}
