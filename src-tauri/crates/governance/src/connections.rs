//! How tangled the systems are: who exchanges data with whom, and who answers for it.

use std::collections::BTreeSet;

use rollcall_model::{SourceId, coded};

coded! {
    /// By what two systems exchange data.
    LinkMeans {
        /// Somebody carries files.
        ByHand = "by_hand", "By hand";
        /// The connector one of them brings.
        Native = "native", "Native connector";
        /// A tool that ties tools together (Zapier, Make).
        Automation = "automation", "Zapier, Make and the like";
        /// Into a warehouse.
        Etl = "etl", "ETL";
        /// Out of a warehouse.
        ReverseEtl = "reverse_etl", "Reverse ETL";
        /// Through a customer data platform.
        Cdp = "cdp", "Customer data platform";
    }
}

/// One connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where data comes from.
    pub from: SourceId,
    /// Where it goes.
    pub to: SourceId,
    /// Whether it comes back as well.
    pub is_two_way: bool,
    /// Whether anybody answers for it.
    pub is_owned: bool,
    /// By what.
    pub means: Option<LinkMeans>,
}

/// What there is to keep up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LinkCount {
    /// Pairs of systems that exchange data.
    pub links: u64,
    /// Of them, those that do so both ways: two-way connections, and two that go opposite ways.
    pub two_way: u64,
    /// Connections nobody answers for.
    pub ownerless: u64,
    /// Connections that are carried by hand.
    pub by_hand: u64,
    /// Systems with at least one connection.
    pub tools: u64,
    /// Links there would be if every one of `tools` were linked with every other.
    pub most: u64,
}

/// Counts the links.
pub fn count_links(links: &[Link]) -> LinkCount {
    let mut ways: BTreeSet<(SourceId, SourceId)> = BTreeSet::new();
    for link in links.iter().filter(|link| link.from != link.to) {
        ways.insert((link.from, link.to));
        if link.is_two_way {
            ways.insert((link.to, link.from));
        }
    }
    let pairs: BTreeSet<(SourceId, SourceId)> = ways
        .iter()
        .map(|(one, other)| (*one.min(other), *one.max(other)))
        .collect();
    let tools: BTreeSet<SourceId> = pairs.iter().flat_map(|pair| [pair.0, pair.1]).collect();
    let both =
        |pair: &&(SourceId, SourceId)| ways.contains(&(pair.1, pair.0)) && ways.contains(*pair);
    LinkCount {
        links: pairs.len() as u64,
        two_way: pairs.iter().filter(both).count() as u64,
        ownerless: links.iter().filter(|link| !link.is_owned).count() as u64,
        by_hand: links
            .iter()
            .filter(|link| link.means == Some(LinkMeans::ByHand))
            .count() as u64,
        tools: tools.len() as u64,
        most: all_linked(tools.len() as u64),
    }
}

/// Links between so many tools if each is linked with every other: 66 between a dozen.
pub fn all_linked(tools: u64) -> u64 {
    tools * tools.saturating_sub(1) / 2
}
