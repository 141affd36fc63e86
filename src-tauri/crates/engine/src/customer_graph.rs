//! A customer as a graph: its records, what ties them together, and where it hangs by a thread.

mod nodes;

use std::collections::{BTreeMap, BTreeSet};

use rollcall_linkage::{Model, RecordTie, weak_spots};
use rollcall_store::{RecordIdentity, Store, StoredGroups};

use crate::customers::find;
use crate::view::{CustomerGraph, CustomerNumber, GraphLink, GraphNode};
use crate::{Engine, EngineError};
use nodes::Nodes;

/// So many nodes are compared and shown; every pair of them is looked at.
const MOST_NODES: usize = 120;
/// So many links are shown, the strongest first, and all that matter besides.
const MOST_LINKS: usize = 400;

/// Evidence of this kind ties two records; the others are what people said.
const EVIDENCE: &str = "evidence";
const HAND: &str = "hand";
const DIFFERENT: &str = "different";

impl Engine {
    /// The records of a customer as a graph, with bridges and weak links.
    ///
    /// # Errors
    /// When there is no such customer.
    pub fn customer_graph(&self, request: CustomerNumber) -> Result<CustomerGraph, EngineError> {
        let store = self.store()?;
        let (run, customer) = find(&store, &request.customer)?;
        let members = store.members(run, customer.customer)?;
        let nodes = Nodes::of(&store, &members, MOST_NODES)?;
        let groups = store.groups()?;
        let said = Said::about(&store, &nodes, &groups)?;
        let model = store.model(run)?;
        let mut links = match model.as_str() {
            // An erasure takes the model away; the next run makes another.
            "" => said.links(&nodes, &[], f64::MAX),
            text => {
                let model: Model = serde_json::from_str(text)?;
                let settings = &model.settings;
                let asked = |one, other| nodes.are_tied(one, other) || said.is_on(one, other);
                let ties = model.ties_among(&nodes.values, settings.link, &asked);
                said.links(&nodes, &ties, settings.sure)
            }
        };
        let joints = mark_bridges(&nodes, &mut links);
        let links_left_out = keep_strongest(&mut links);
        let shown = nodes.shown.iter().zip(&joints).zip(&nodes.identities);
        Ok(CustomerGraph {
            nodes: shown
                .map(|((node, joint), identity)| GraphNode {
                    joint: *joint,
                    by_hand: groups.of_record.contains_key(identity),
                    ..node.clone()
                })
                .collect(),
            links,
            rows_left_out: nodes.rows_left_out,
            links_left_out,
            reasons: reasons(&nodes, &groups),
        })
    }
}

/// What people said about the records shown.
struct Said {
    /// The verdict on two nodes, the smaller place first.
    verdicts: BTreeMap<(u32, u32), String>,
    /// Nodes next to each other in a group.
    together: BTreeSet<(u32, u32)>,
}

impl Said {
    fn about(store: &Store, nodes: &Nodes, groups: &StoredGroups) -> Result<Self, EngineError> {
        let place: BTreeMap<&RecordIdentity, u32> = nodes.identities.iter().zip(0..).collect();
        let mut verdicts = BTreeMap::new();
        for verdict in store.verdicts()? {
            let sides = (place.get(&verdict.left), place.get(&verdict.right));
            if let (Some(&one), Some(&other)) = sides {
                verdicts.insert((one.min(other), one.max(other)), verdict.verdict);
            }
        }
        let mut last: BTreeMap<i64, u32> = BTreeMap::new();
        let mut together = BTreeSet::new();
        for (identity, at) in nodes.identities.iter().zip(0..) {
            if let Some(grouping) = groups.of_record.get(identity)
                && let Some(before) = last.insert(grouping.group, at)
            {
                together.insert((before, at));
            }
        }
        Ok(Self { verdicts, together })
    }

    fn is_on(&self, one: u32, other: u32) -> bool {
        let pair = (one.min(other), one.max(other));
        self.verdicts.contains_key(&pair) || self.together.contains(&pair)
    }

    /// The links between the nodes: what was compared, and what people said besides.
    fn links(&self, nodes: &Nodes, ties: &[RecordTie], sure: f64) -> Vec<GraphLink> {
        let mut links: BTreeMap<(u32, u32), GraphLink> = BTreeMap::new();
        for tie in ties {
            let pair = (tie.left, tie.right);
            let kind = self.kind(pair);
            let link = GraphLink {
                weight: Some(tie.weight),
                probability: Some(tie.probability),
                agree: tie.agree.clone(),
                differ: tie.differ.clone(),
                weak: kind == EVIDENCE && tie.probability < sure,
                ..self.bare(pair)
            };
            links.insert(pair, link);
        }
        let besides = self
            .verdicts
            .keys()
            .chain(&self.together)
            .chain(&nodes.ties);
        for pair in besides {
            links.entry(*pair).or_insert_with(|| self.bare(*pair));
        }
        // Unsure is no word on whether they are one.
        let is_nothing = |link: &GraphLink| {
            link.probability.is_none() && link.verdict.as_deref() == Some("unsure")
        };
        links
            .into_values()
            .filter(|link| !is_nothing(link))
            .collect()
    }

    fn kind(&self, pair: (u32, u32)) -> &'static str {
        match self.verdicts.get(&pair).map(String::as_str) {
            Some("different") => DIFFERENT,
            Some("same") => HAND,
            _ if self.together.contains(&pair) => HAND,
            _ => EVIDENCE,
        }
    }

    fn bare(&self, pair: (u32, u32)) -> GraphLink {
        GraphLink {
            left: pair.0,
            right: pair.1,
            kind: self.kind(pair).to_owned(),
            weight: None,
            probability: None,
            agree: Vec::new(),
            differ: Vec::new(),
            verdict: self.verdicts.get(&pair).cloned(),
            bridge: false,
            parts: 0,
            weak: false,
        }
    }
}

/// Marks the links without which the customer would fall apart; what people put together does not. Told
/// only where every row is shown: a link may be doubled by one that is not. Returns for each node
/// whether others hang on it.
fn mark_bridges(nodes: &Nodes, links: &mut [GraphLink]) -> Vec<bool> {
    let count = u32::try_from(nodes.shown.len()).unwrap_or(u32::MAX);
    if nodes.rows_left_out > 0 {
        return vec![false; nodes.shown.len()];
    }
    let tying: Vec<usize> = (0..links.len())
        .filter(|at| links[*at].kind != DIFFERENT)
        .collect();
    let mut edges: Vec<(u32, u32)> = tying
        .iter()
        .map(|at| (links[*at].left, links[*at].right))
        .collect();
    // What is held by hand holds whatever the evidence: it counts twice, so that it is no bridge.
    let by_hand = tying.iter().filter(|at| links[**at].kind == HAND);
    edges.extend(by_hand.map(|at| (links[*at].left, links[*at].right)));
    let spots = weak_spots(count, &edges);
    for (at, parted) in tying.iter().zip(&spots.bridges) {
        links[*at].bridge = parted.is_some();
        links[*at].parts = u64::from(parted.unwrap_or(0));
    }
    spots.joints
}

/// Leaves out the links nobody would miss; returns how many.
fn keep_strongest(links: &mut Vec<GraphLink>) -> u64 {
    let matters = |link: &GraphLink| link.bridge || link.kind != EVIDENCE;
    let before = links.len();
    links.sort_by(|one, other| {
        let rank = |link: &GraphLink| link.probability.unwrap_or(0.0);
        matters(other)
            .cmp(&matters(one))
            .then(rank(other).total_cmp(&rank(one)))
            .then((one.left, one.right).cmp(&(other.left, other.right)))
    });
    let most = MOST_LINKS.max(links.iter().filter(|link| matters(link)).count());
    links.truncate(most);
    (before - links.len()) as u64
}

/// What people said when they put records of the customer together or parted them, each once.
fn reasons(nodes: &Nodes, groups: &StoredGroups) -> Vec<String> {
    let of_shown: BTreeSet<i64> = nodes
        .identities
        .iter()
        .filter_map(|identity| Some(groups.of_record.get(identity)?.group))
        .collect();
    let told: BTreeSet<&String> = of_shown
        .iter()
        .filter_map(|group| groups.reasons.get(group))
        .filter(|reason| !reason.is_empty())
        .collect();
    told.into_iter().cloned().collect()
}
