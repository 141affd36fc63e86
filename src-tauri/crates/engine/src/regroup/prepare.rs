//! A request to regroup, worked out against the run in use: everything it would change.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{CustomerId, RecordId, RunId, grouped};
use rollcall_store::{RecordIdentity, Store, StoredGroups, StoredMembership, StoredVerdict};

use crate::EngineError;
use crate::customers::find;
use crate::linkage_records::linked_tables;
use crate::table_rows::Shelf;
use crate::view::Regroup;

use super::along::with_those_along;
use super::identities::identities;
use super::plan::{Ids, Part, retied};
use super::words::{Said, Together, regrouped};

/// So many records can be regrouped at once: each is a line of the history.
const MOST_RECORDS: usize = 20_000;

/// Everything a regrouping changes.
pub(crate) struct Prepared {
    pub(crate) run: RunId,
    /// What the run in use follows from.
    pub(crate) basis: String,
    pub(crate) kind: &'static str,
    /// The customers there are to be.
    pub(crate) parts: Vec<Part>,
    /// The customers concerned, as they are.
    pub(crate) before: BTreeSet<CustomerId>,
    /// All customers concerned.
    pub(crate) touched: BTreeSet<CustomerId>,
    /// Members whose customer or tie changes.
    pub(crate) members: Vec<StoredMembership>,
    pub(crate) groups_before: StoredGroups,
    pub(crate) groups_after: StoredGroups,
    /// Verdicts that say otherwise.
    pub(crate) taken_back: Vec<StoredVerdict>,
    pub(crate) trail: Vec<(CustomerId, String)>,
    pub(crate) sentence: String,
    /// The records picked, by what outlives a load.
    pub(crate) named: Vec<RecordIdentity>,
    /// Records that get another customer.
    pub(crate) moved: u64,
    /// Records that go along with those picked.
    pub(crate) along: u64,
}

/// Who is concerned, and how they are to be grouped.
struct Wanted {
    kind: &'static str,
    here: CustomerId,
    there: Option<CustomerId>,
    /// The records of each customer there is to be, ascending: those of `here` that stay, and the others.
    parts: Vec<Vec<RecordId>>,
    /// The records that leave, with those that go along.
    picked: BTreeSet<RecordId>,
    members: Vec<StoredMembership>,
}

pub(crate) fn prepare(store: &Store, request: &Regroup) -> Result<Prepared, EngineError> {
    let wanted = wanted(store, request)?;
    let run = store.current_run()?.ok_or(EngineError::NotFound {
        what: "run",
        name: String::new(),
    })?;
    let shelf = Shelf::read(store)?;
    let all: Vec<RecordId> = wanted.members.iter().map(|member| member.record).collect();
    let identities = identities(store, &shelf, &all)?;
    let groups_before = store.groups()?;
    let parts = parts(store, run.run, &wanted, &identities, &groups_before)?;
    let customer_of: BTreeMap<RecordId, CustomerId> = wanted
        .members
        .iter()
        .map(|member| (member.record, member.customer))
        .collect();
    let together: Vec<Together> = parts
        .iter()
        .map(|part| together(part, &identities, &customer_of))
        .collect();
    let misplaced = match wanted.kind {
        "move" => wanted
            .picked
            .iter()
            .filter_map(|one| identities.get(one).cloned())
            .collect(),
        _ => BTreeSet::new(),
    };
    let said = Said {
        parts: &together,
        apart: parts.len() > 1,
        misplaced: &misplaced,
        reason: request.reason.trim(),
    };
    let groups_after = regrouped(&groups_before, &said);
    let asked: BTreeSet<RecordId> = request.records.iter().copied().map(RecordId).collect();
    let before: BTreeSet<CustomerId> = customer_of.values().copied().collect();
    let trail = trail(&parts, &customer_of);
    Ok(Prepared {
        run: run.run,
        basis: run.basis,
        kind: wanted.kind,
        touched: parts
            .iter()
            .map(|part| part.customer)
            .chain(before.iter().copied())
            .collect(),
        before,
        members: retied(&wanted.members, &parts),
        taken_back: contradicting(store, &together)?,
        sentence: sentence(&wanted, &parts, request.reason.trim()),
        named: asked
            .iter()
            .filter_map(|one| identities.get(one).cloned())
            .collect(),
        moved: moved(&parts, &customer_of),
        along: (wanted.picked.len() - wanted.picked.intersection(&asked).count()) as u64,
        groups_before,
        groups_after,
        trail,
        parts,
    })
}

fn wanted(store: &Store, request: &Regroup) -> Result<Wanted, EngineError> {
    let (run, here) = find(store, &request.customer)?;
    let kind = match request.kind.as_str() {
        "split" => "split",
        "join" => "join",
        "move" => "move",
        other => {
            return Err(EngineError::NotFound {
                what: "way of grouping called",
                name: other.to_owned(),
            });
        }
    };
    let there = match (&request.other, kind) {
        (_, "split") => None,
        (Some(other), _) => Some(find(store, other)?.1.customer),
        (None, _) => return Err(EngineError::invalid("Choose the other customer.")),
    };
    let here = here.customer;
    if there == Some(here) {
        return Err(EngineError::invalid("That is the same customer."));
    }
    let mut members = store.members(run, here)?;
    let own: BTreeSet<RecordId> = members.iter().map(|member| member.record).collect();
    let picked = picked(store, request, kind, &members, &own)?;
    let stay: Vec<RecordId> = own.difference(&picked).copied().collect();
    if kind == "split" && stay.is_empty() {
        return Err(EngineError::invalid(
            "Every record would leave, with those that say the same. Pick only some of them.",
        ));
    }
    let theirs = match there {
        Some(there) => store.members(run, there)?,
        None => Vec::new(),
    };
    let mut leave: Vec<RecordId> = picked.iter().copied().collect();
    leave.extend(theirs.iter().map(|member| member.record));
    leave.sort_unstable();
    members.extend(theirs);
    if members.len() > MOST_RECORDS {
        return Err(EngineError::invalid(format!(
            "These customers have {} records; at most {} can be grouped by hand.",
            grouped(members.len() as u64),
            grouped(MOST_RECORDS as u64)
        )));
    }
    let parts = [stay, leave].into_iter().filter(|part| !part.is_empty());
    Ok(Wanted {
        kind,
        here,
        there,
        parts: parts.collect(),
        picked,
        members,
    })
}

/// The records that leave `here`: all of them when two customers are joined.
fn picked(
    store: &Store,
    request: &Regroup,
    kind: &str,
    members: &[StoredMembership],
    own: &BTreeSet<RecordId>,
) -> Result<BTreeSet<RecordId>, EngineError> {
    if kind == "join" {
        return Ok(own.clone());
    }
    let asked: BTreeSet<RecordId> = request.records.iter().copied().map(RecordId).collect();
    if asked.is_empty() {
        return Err(EngineError::invalid("Pick at least one record."));
    }
    if let Some(stranger) = asked.difference(own).next() {
        return Err(EngineError::NotFound {
            what: "record of that customer numbered",
            name: stranger.to_string(),
        });
    }
    with_those_along(store, &linked_tables(store)?, members, &asked)
}

fn parts(
    store: &Store,
    run: RunId,
    wanted: &Wanted,
    identities: &BTreeMap<RecordId, RecordIdentity>,
    groups: &StoredGroups,
) -> Result<Vec<Part>, EngineError> {
    let was: BTreeMap<RecordId, CustomerId> = identities
        .iter()
        .filter_map(|(record, identity)| Some((*record, groups.of_record.get(identity)?.was)))
        .collect();
    let mut free = BTreeSet::new();
    for customer in was.values().collect::<BTreeSet<_>>() {
        if store.customer(run, *customer)?.is_none() {
            free.insert(*customer);
        }
    }
    let ids = Ids {
        was: &was,
        is_free: &|customer| free.contains(&customer),
        fresh: CustomerId(store.last_customer()?.0 + 1),
    };
    let part = |customer, records: &Vec<RecordId>| Part {
        customer,
        records: records.clone(),
    };
    Ok(match (wanted.there, wanted.parts.as_slice()) {
        (None, [stay, leave]) => {
            let (kept, left) = ids.of_split(wanted.here, stay, leave);
            vec![part(kept, stay), part(left, leave)]
        }
        (Some(there), [stay, leave]) => vec![part(wanted.here, stay), part(there, leave)],
        (Some(there), [all]) if wanted.kind == "join" => {
            let of = |customer| -> Vec<RecordId> {
                let own = wanted.members.iter().filter(|one| one.customer == customer);
                own.map(|one| one.record).collect()
            };
            let (own, theirs) = (of(wanted.here), of(there));
            let customer = ids.of_join((wanted.here, &own), (there, &theirs));
            vec![part(customer, all)]
        }
        (Some(there), [all]) => vec![part(there, all)],
        _ => Vec::new(),
    })
}

fn together(
    part: &Part,
    identities: &BTreeMap<RecordId, RecordIdentity>,
    customer_of: &BTreeMap<RecordId, CustomerId>,
) -> Together {
    let named = part
        .records
        .iter()
        .filter_map(|record| Some((identities.get(record)?.clone(), *customer_of.get(record)?)));
    named.collect()
}

/// The verdicts that say of two records what the parts deny.
fn contradicting(store: &Store, parts: &[Together]) -> Result<Vec<StoredVerdict>, EngineError> {
    let place: BTreeMap<&RecordIdentity, usize> = parts
        .iter()
        .enumerate()
        .flat_map(|(at, part)| part.iter().map(move |(record, _)| (record, at)))
        .collect();
    let verdicts = store.verdicts()?.into_iter().filter(|verdict| {
        let (Some(left), Some(right)) = (place.get(&verdict.left), place.get(&verdict.right))
        else {
            return false;
        };
        match verdict.verdict.as_str() {
            "same" => left != right,
            "different" => left == right,
            _ => false,
        }
    });
    Ok(verdicts.collect())
}

fn moved(parts: &[Part], customer_of: &BTreeMap<RecordId, CustomerId>) -> u64 {
    let stays = |part: &Part, record: &RecordId| customer_of.get(record) == Some(&part.customer);
    let leaving = parts.iter().map(|part| {
        let records = part.records.iter();
        records.filter(|record| !stays(part, record)).count() as u64
    });
    leaving.sum()
}

/// What is told of every customer that records came to or left.
fn trail(
    parts: &[Part],
    customer_of: &BTreeMap<RecordId, CustomerId>,
) -> Vec<(CustomerId, String)> {
    let mut flows: BTreeMap<(CustomerId, CustomerId), u64> = BTreeMap::new();
    for part in parts {
        for record in &part.records {
            if let Some(from) = customer_of
                .get(record)
                .filter(|from| **from != part.customer)
            {
                *flows.entry((*from, part.customer)).or_default() += 1;
            }
        }
    }
    let sentences = flows.into_iter().flat_map(|((from, to), count)| {
        let records = records(count);
        [
            (
                to,
                format!("{records} came from {}, by hand.", from.label()),
            ),
            (from, format!("{records} went to {}, by hand.", to.label())),
        ]
    });
    sentences.collect()
}

fn records(count: u64) -> String {
    match count {
        1 => "1 record".to_owned(),
        many => format!("{} records", grouped(many)),
    }
}

/// What is done, as the history tells it.
fn sentence(wanted: &Wanted, parts: &[Part], reason: &str) -> String {
    let here = wanted.here.label();
    let picked = records(wanted.picked.len() as u64);
    let done = match (wanted.kind, wanted.there) {
        ("join", Some(there)) => format!("Joined {here} with {}", there.label()),
        ("move", Some(there)) => format!("Moved {picked} of {here} to {}", there.label()),
        _ => {
            let labels: Vec<String> = parts.iter().map(|part| part.customer.label()).collect();
            format!(
                "Parted {picked} from {here}, which is now {}",
                labels.join(" and ")
            )
        }
    };
    if reason.is_empty() {
        return done;
    }
    format!("{done}: {reason}")
}
