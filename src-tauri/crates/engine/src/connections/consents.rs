//! What is said of consents on the way between systems, held against what the systems themselves say of people.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{SourceId, grouped};
use rollcall_store::{Store, StoredConnection};

use crate::EngineError;
use crate::consent_ledger::contradicting;
use crate::inventory::Marks;
use crate::view::ContradictionPair;

/// Consents go along with a connection.
pub(super) const CARRIED: &str = "carried";
/// Consents are left behind.
pub(super) const NOT_CARRIED: &str = "not_carried";

/// Two systems by their numbers, the smaller first: it makes no difference from which end one looks.
type Ends = (i64, i64);

/// Where systems contradict each other about what people permit.
pub(super) struct Contradicting(BTreeMap<Ends, Vec<ContradictionPair>>);

impl Contradicting {
    pub(super) fn read(store: &Store) -> Result<Self, EngineError> {
        let mut by_ends: BTreeMap<Ends, Vec<ContradictionPair>> = BTreeMap::new();
        for pair in contradicting(store)? {
            let ends = ends(pair.left.source, pair.right.source);
            by_ends.entry(ends).or_default().push(pair);
        }
        Ok(Self(by_ends))
    }

    /// Channel by channel, how many people the two ends contradict each other about.
    pub(super) fn between(&self, one: &StoredConnection) -> Vec<ContradictionPair> {
        let ends = ends(one.from_source, one.to_source);
        self.0.get(&ends).cloned().unwrap_or_default()
    }

    /// Where what was said of consents does not fit, or nothing was said: connections in their order, then systems that
    /// contradict each other and have none. Nothing while nobody noted a connection.
    pub(super) fn told(&self, rows: &[StoredConnection], marks: &Marks) -> Vec<String> {
        if rows.is_empty() {
            return Vec::new();
        }
        let mut told = Vec::new();
        let mut linked = BTreeSet::new();
        for one in rows {
            let ends = ends(one.from_source, one.to_source);
            linked.insert(ends);
            if let Some(pairs) = self.0.get(&ends) {
                let name = |source| marks.of(SourceId(source)).name;
                told.push(of_connection(
                    &name(one.from_source),
                    &name(one.to_source),
                    &one.consent,
                    &about(pairs),
                ));
            }
        }
        let unlinked = self.0.iter().filter(|(ends, _)| !linked.contains(*ends));
        told.extend(unlinked.filter_map(|(_, pairs)| {
            let first = pairs.first()?;
            Some(format!(
                "{} and {} contradict each other about {}, and no connection between them is noted.",
                first.left.name,
                first.right.name,
                about(pairs)
            ))
        }));
        told
    }
}

fn of_connection(from: &str, to: &str, consent: &str, about: &str) -> String {
    match consent {
        CARRIED => format!(
            "Consents are said to go from {from} to {to}, yet the two contradict each other about {about}. Look whether they really arrive."
        ),
        NOT_CARRIED => format!(
            "Consents do not go from {from} to {to}, and the two contradict each other about {about}."
        ),
        _ => format!(
            "Nobody has said whether consents go from {from} to {to}; the two contradict each other about {about}."
        ),
    }
}

/// "12 people (E-mail consent), 1 person (SMS consent)".
fn about(pairs: &[ContradictionPair]) -> String {
    let told: Vec<String> = pairs
        .iter()
        .map(|pair| {
            let people = if pair.people == 1 { "person" } else { "people" };
            format!("{} {people} ({})", grouped(pair.people), pair.channel.label)
        })
        .collect();
    told.join(", ")
}

fn ends(one: i64, other: i64) -> Ends {
    (one.min(other), one.max(other))
}
