//! From the order in which records were given to the order of their own, and back.

use crate::canonical::Canonical;
use crate::outcome::{Apart, Linkage, ScoredPair};
use crate::settings::Stated;

/// The stated facts about the records in their own order.
pub(super) fn in_order(stated: &Stated, canonical: &Canonical) -> Stated {
    let places = canonical.places();
    let place = |record: u32| places.get(record as usize).copied().unwrap_or(record);
    let placed = |pairs: &[(u32, u32)]| {
        let pairs = pairs.iter();
        pairs.map(|&(a, b)| (place(a), place(b))).collect()
    };
    Stated {
        same: placed(&stated.same),
        different: placed(&stated.different),
        sources_without_duplicates: stated.sources_without_duplicates.clone(),
        standings: stated.standings.clone(),
    }
}

/// What was found, told of the records as they were given.
pub(super) fn as_given(linkage: Linkage, canonical: &Canonical) -> Linkage {
    let told = |pair: ScoredPair| {
        let (a, b) = (canonical.given(pair.left), canonical.given(pair.right));
        ScoredPair {
            left: a.min(b),
            right: a.max(b),
            ..pair
        }
    };
    Linkage {
        clusters: canonical.labels_as_given(&linkage.clusters),
        households: canonical.labels_as_given(&linkage.households),
        links: linkage.links.into_iter().map(told).collect(),
        review: linkage.review.into_iter().map(told).collect(),
        apart: linkage.apart.map(|apart| Apart {
            drawn: apart.drawn.into_iter().map(told).collect(),
            ..apart
        }),
        ..linkage
    }
}
