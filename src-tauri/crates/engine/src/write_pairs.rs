//! The pairs of a run that people are asked about, with their evidence.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_linkage::{Explanation, Linkage};
use rollcall_model::{Attribute, AttributeFamily, RecordId};
use rollcall_store::{RunWriter, StoredPair, StoredStanding};

use crate::linkage_records::LinkageRecords;
use crate::run_linkage::Judged;
use crate::sample_draw::Sample;
use crate::{EngineError, Watch, explain, pair_pattern, stated_standing};

/// So many pairs are kept for review; those that matter most.
const MOST_PAIRS: usize = 20_000;

/// Writes the pairs to settle and those that were judged with their evidence, and the values that do not
/// point to one person.
pub(crate) fn write_pairs(
    writer: &RunWriter<'_>,
    records: &LinkageRecords,
    linked: &Linkage,
    judged: &[Judged],
    sample: &Sample,
    watch: &dyn Watch,
) -> Result<(), EngineError> {
    watch.stage("Keeping pairs to settle", "pairs");
    let sizes = cluster_sizes(records, linked);
    let size = |node: u32| {
        let cluster = linked.clusters[node as usize];
        sizes.get(&cluster).copied().unwrap_or(1)
    };
    let askable: Vec<_> = linked
        .review
        .iter()
        .filter(|pair| says_something(records, pair.left) && says_something(records, pair.right))
        .take(MOST_PAIRS)
        .collect();
    let kept = askable.len();
    let mut pairs = Vec::with_capacity(kept);
    for (index, pair) in askable.into_iter().enumerate() {
        if index % 500 == 0 {
            watch.check()?;
            watch.progress(index as u64, Some(kept as u64));
        }
        let explanation = linked.model.explain_among_others(
            &records.set.values(pair.left),
            &records.set.values(pair.right),
            f64::from(pair.weight),
        );
        let ends = (
            records.first_record[pair.left as usize],
            records.first_record[pair.right as usize],
        );
        let impact = size(pair.left) + size(pair.right);
        pairs.push(StoredPair {
            weight: f64::from(pair.weight),
            probability: f64::from(pair.probability),
            ..stored(linked, ends, impact, &explanation)?
        });
    }
    let listed: BTreeSet<(RecordId, RecordId)> =
        pairs.iter().map(|pair| (pair.left, pair.right)).collect();
    for one in judged {
        let (left, right) = one.records;
        if listed.contains(&(left, right)) || listed.contains(&(right, left)) {
            continue;
        }
        let (a, b) = one.nodes;
        let (one, other) = (records.set.values(a), records.set.values(b));
        let explanation = linked.model.explain(&one, &other);
        let impact = size(a) + size(b);
        pairs.push(stored(linked, (left, right), impact, &explanation)?);
    }
    add_sample(&mut pairs, records, linked, sample, &size)?;
    writer.add_pairs(&pairs)?;
    writer.add_standings(&standings(records, linked))?;
    Ok(())
}

/// Adds the pairs of the sample; one that is asked anyway is marked as drawn.
fn add_sample(
    pairs: &mut Vec<StoredPair>,
    records: &LinkageRecords,
    linked: &Linkage,
    sample: &Sample,
    size: &impl Fn(u32) -> u64,
) -> Result<(), EngineError> {
    let places: BTreeMap<(RecordId, RecordId), usize> = pairs
        .iter()
        .enumerate()
        .map(|(at, pair)| ((pair.left.min(pair.right), pair.left.max(pair.right)), at))
        .collect();
    for drawn in &sample.drawn {
        let (left, right) = (
            records.first_record[drawn.left as usize],
            records.first_record[drawn.right as usize],
        );
        let known = places.get(&(left.min(right), left.max(right)));
        if let Some(pair) = known.and_then(|at| pairs.get_mut(*at)) {
            drawn.stratum.code().clone_into(&mut pair.stratum);
            continue;
        }
        let (one, other) = (
            records.set.values(drawn.left),
            records.set.values(drawn.right),
        );
        let explanation = linked.model.explain(&one, &other);
        let impact = size(drawn.left) + size(drawn.right);
        pairs.push(StoredPair {
            is_asked: false,
            stratum: drawn.stratum.code().to_owned(),
            ..stored(linked, (left, right), impact, &explanation)?
        });
    }
    Ok(())
}

/// A pair as it is kept.
fn stored(
    linked: &Linkage,
    (left, right): (RecordId, RecordId),
    impact: u64,
    explanation: &Explanation,
) -> Result<StoredPair, EngineError> {
    let pattern = pair_pattern::pattern(&linked.model.comparisons, explanation);
    let pattern = if pattern.is_empty() {
        String::new()
    } else {
        serde_json::to_string(&pattern)?
    };
    Ok(StoredPair {
        pair: 0,
        left,
        right,
        weight: explanation.weight,
        probability: explanation.probability,
        impact,
        explanation: serde_json::to_string(&explain::stored(explanation))?,
        priority: 0.0,
        reason: String::new(),
        pattern,
        is_asked: true,
        stratum: String::new(),
    })
}

/// Whether a person could judge the record at all: it says a name, an address, a telephone or
/// another thing people know each other by. Two bare ids are nobody's question.
fn says_something(records: &LinkageRecords, node: u32) -> bool {
    records
        .set
        .values(node)
        .values
        .iter()
        .filter_map(|(field, _)| records.fields.get(*field))
        .any(is_told_among_people)
}

fn is_told_among_people(attribute: &Attribute) -> bool {
    matches!(
        attribute.family(),
        AttributeFamily::Person
            | AttributeFamily::Contact
            | AttributeFamily::Address
            | AttributeFamily::Organisation
            | AttributeFamily::Custom
    ) && !matches!(
        attribute,
        Attribute::Country | Attribute::Region | Attribute::Gender | Attribute::Language
    )
}

fn cluster_sizes(records: &LinkageRecords, linked: &Linkage) -> BTreeMap<u32, u64> {
    let mut sizes = BTreeMap::new();
    for node in &records.node_of {
        *sizes.entry(linked.clusters[*node as usize]).or_insert(0) += 1;
    }
    sizes
}

/// Values that do not point to one person, as they were compared.
fn standings(records: &LinkageRecords, linked: &Linkage) -> Vec<StoredStanding> {
    let mut kept = Vec::new();
    for one in &linked.standing {
        let Some(attribute) = records.fields.get(one.field) else {
            continue;
        };
        kept.push(StoredStanding {
            attribute: attribute.code(),
            value: one.value.clone(),
            standing: stated_standing::code(one.standing).to_owned(),
            is_stated: one.is_stated,
            records: u64::from(one.records),
            people: u64::from(one.people),
        });
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::is_told_among_people;
    use rollcall_model::Attribute;

    #[test]
    fn a_bare_id_is_nothing_a_person_could_judge_by() {
        for attribute in [
            Attribute::AccountId,
            Attribute::CookieId,
            Attribute::PaymentCard,
            Attribute::Country,
        ] {
            assert!(!is_told_among_people(&attribute), "{attribute}");
        }
        for attribute in [Attribute::GivenName, Attribute::Email, Attribute::Street] {
            assert!(is_told_among_people(&attribute), "{attribute}");
        }
    }
}
