//! Of whom nobody knows whether they had just bought when a campaign reached them: a list sums up only their last
//! purchase, and that came after the message.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_checks::SendReach;
use rollcall_model::grouped;
use serde::{Deserialize, Serialize};

/// The people of one campaign, each once, by the source that sums up when they bought last. They may be most whom the
/// campaign reached: each is kept as the distance from the one before.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Hidden(BTreeMap<i64, Vec<i64>>);

impl Hidden {
    /// Those of every time a campaign went out.
    pub(super) fn of(sends: &[SendReach]) -> Self {
        let mut by_source: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
        for (customer, source) in sends.iter().flat_map(|one| &one.hidden) {
            by_source.entry(source.0).or_default().insert(customer.0);
        }
        let by_source = by_source.into_iter();
        Self(
            by_source
                .map(|(source, customers)| (source, distances(customers)))
                .collect(),
        )
    }
}

/// How many those of some campaigns are, and which sources would have to tell more; nothing where there is none.
pub(super) fn told<'a>(
    campaigns: impl Iterator<Item = &'a Hidden>,
    summing_up: &BTreeMap<i64, String>,
) -> Option<String> {
    let (mut people, mut sources) = (BTreeSet::new(), BTreeSet::new());
    for (source, distances) in campaigns.flat_map(|one| &one.0) {
        sources.insert(*source);
        people.extend(numbers(distances));
    }
    let names: Vec<&str> = sources
        .iter()
        .filter_map(|source| summing_up.get(source))
        .map(String::as_str)
        .collect();
    (!people.is_empty()).then(|| {
        format!(
            "Not known of {} of those who got a winback or acquisition message: {} sums up only their last purchase, which came after the message. An export of its purchases would tell whether they had just bought.",
            grouped(people.len() as u64),
            names.join(", ")
        )
    })
}

/// Numbers in order, each as the distance from the one before.
fn distances(numbers: BTreeSet<i64>) -> Vec<i64> {
    let mut before = 0;
    let distance = |number: i64| number - std::mem::replace(&mut before, number);
    numbers.into_iter().map(distance).collect()
}

/// The numbers of which these are the distances.
fn numbers(distances: &[i64]) -> impl Iterator<Item = i64> {
    distances.iter().scan(0, |before, distance| {
        *before += distance;
        Some(*before)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::NaiveDate;
    use rollcall_checks::SendReach;
    use rollcall_model::{CustomerId, SourceId};

    use super::{Hidden, told};

    fn send(hidden: &[(i64, i64)]) -> SendReach {
        let hidden = hidden.iter();
        SendReach {
            first: NaiveDate::default(),
            last: NaiveDate::default(),
            nth: 1,
            people: 9,
            recent_buyers: Vec::new(),
            hidden: hidden
                .map(|(customer, source)| (CustomerId(*customer), SourceId(*source)))
                .collect(),
        }
    }

    #[test]
    fn whoever_is_hidden_is_told_once_however_often_a_campaign_went_out() {
        let summing_up: BTreeMap<i64, String> =
            [(4, "Cards".to_owned()), (5, "Tills".to_owned())].into();
        let first = Hidden::of(&[send(&[(7, 4), (70_000, 4)]), send(&[(7, 4), (8, 5)])]);
        let second = Hidden::of(&[send(&[(8, 5)])]);
        let sentence = told([&first, &second].into_iter(), &summing_up).expect("three people");
        assert!(sentence.starts_with("Not known of 3 of those who got "));
        assert!(sentence.contains("message: Cards, Tills sums up"));
        let kept = serde_json::to_string(&first).expect("JSON");
        let read: Hidden = serde_json::from_str(&kept).expect("as it was kept");
        assert_eq!(
            told([&read].into_iter(), &summing_up),
            told([&first].into_iter(), &summing_up)
        );
        assert_eq!(told(std::iter::empty(), &summing_up), None);
    }
}
