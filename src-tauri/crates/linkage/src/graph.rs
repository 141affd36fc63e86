//! Where a graph hangs by a thread: bridges, and nodes everything goes through.

/// What a graph would lose with each of its edges and nodes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WeakSpots {
    /// For each edge, where it is a bridge: how many nodes would be parted on its smaller side.
    pub bridges: Vec<Option<u32>>,
    /// For each node, whether others are connected by it alone.
    pub joints: Vec<bool>,
    /// Into how many pieces the graph falls as it is.
    pub pieces: u32,
}

/// Finds bridges and joints in time that grows with nodes and edges, after Tarjan. Two edges between the
/// same nodes are no bridges; an edge from a node to itself or to a node that is not there is left out.
pub fn weak_spots(nodes: u32, edges: &[(u32, u32)]) -> WeakSpots {
    let mut around = vec![Vec::new(); nodes as usize];
    for (number, &(left, right)) in edges.iter().enumerate() {
        if left != right && left < nodes && right < nodes {
            around[left as usize].push((right as usize, number));
            around[right as usize].push((left as usize, number));
        }
    }
    let mut walk = Walk {
        around,
        entered: vec![0; nodes as usize],
        lowest: vec![0; nodes as usize],
        below: vec![1; nodes as usize],
        steps: 0,
        spots: WeakSpots {
            bridges: vec![None; edges.len()],
            joints: vec![false; nodes as usize],
            pieces: 0,
        },
    };
    for node in 0..nodes as usize {
        if walk.entered[node] == 0 {
            walk.piece(node);
        }
    }
    walk.spots
}

/// A walk through the whole graph, depth first, without recursion: a customer can be a chain of
/// thousands.
struct Walk {
    around: Vec<Vec<(usize, usize)>>,
    /// The step at which a node was entered, from 1.
    entered: Vec<u32>,
    /// The earliest node that can be reached from a node and those below it by one edge back.
    lowest: Vec<u32>,
    /// Nodes below a node, itself included.
    below: Vec<u32>,
    steps: u32,
    spots: WeakSpots,
}

/// A node on the way, with the edge it was entered by and the next edge to follow.
struct Stop {
    node: usize,
    by: Option<usize>,
    next: usize,
}

impl Walk {
    fn enter(&mut self, node: usize, by: Option<usize>) -> Stop {
        self.steps += 1;
        self.entered[node] = self.steps;
        self.lowest[node] = self.steps;
        Stop { node, by, next: 0 }
    }

    fn piece(&mut self, root: usize) {
        self.spots.pieces += 1;
        let mut way = vec![self.enter(root, None)];
        let mut bridges = Vec::new();
        let mut children_of_root = 0;
        while let Some(stop) = way.last_mut() {
            let node = stop.node;
            if let Some(&(to, edge)) = self.around[node].get(stop.next) {
                stop.next += 1;
                if stop.by == Some(edge) {
                    continue;
                }
                if self.entered[to] == 0 {
                    let stop = self.enter(to, Some(edge));
                    way.push(stop);
                } else {
                    self.lowest[node] = self.lowest[node].min(self.entered[to]);
                }
                continue;
            }
            let by = stop.by;
            way.pop();
            let (Some(above), Some(by)) = (way.last().map(|stop| stop.node), by) else {
                continue;
            };
            self.below[above] += self.below[node];
            self.lowest[above] = self.lowest[above].min(self.lowest[node]);
            if self.lowest[node] > self.entered[above] {
                bridges.push((by, self.below[node]));
            }
            if above == root {
                children_of_root += 1;
            } else if self.lowest[node] >= self.entered[above] {
                self.spots.joints[above] = true;
            }
        }
        self.spots.joints[root] = children_of_root > 1;
        let all = self.below[root];
        for (edge, parted) in bridges {
            self.spots.bridges[edge] = Some(parted.min(all - parted));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::weak_spots;
    use proptest::prelude::*;

    #[test]
    fn bridges_and_joints_of_known_graphs() {
        type Known<'a> = (&'a str, u32, &'a [(u32, u32)], &'a [Option<u32>], &'a [u32]);
        let cases: &[Known<'_>] = &[
            ("nothing", 0, &[], &[], &[]),
            ("one node", 1, &[], &[], &[]),
            ("a pair", 2, &[(0, 1)], &[Some(1)], &[]),
            (
                "a pair tied twice",
                2,
                &[(0, 1), (1, 0)],
                &[None, None],
                &[],
            ),
            ("a chain", 3, &[(0, 1), (1, 2)], &[Some(1), Some(1)], &[1]),
            ("a ring", 3, &[(0, 1), (1, 2), (2, 0)], &[None; 3], &[]),
            (
                "two triangles on a string",
                6,
                &[(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)],
                &[None, None, None, Some(3), None, None, None],
                &[2, 3],
            ),
            (
                "two rings that share a node",
                5,
                &[(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 2)],
                &[None; 6],
                &[2],
            ),
            ("a star", 4, &[(0, 1), (0, 2), (0, 3)], &[Some(1); 3], &[0]),
            (
                "an edge to itself",
                2,
                &[(0, 0), (0, 1)],
                &[None, Some(1)],
                &[],
            ),
        ];
        for (name, nodes, edges, bridges, joints) in cases {
            let spots = weak_spots(*nodes, edges);
            assert_eq!(spots.bridges, *bridges, "{name}");
            let found: Vec<u32> = (0..*nodes)
                .filter(|node| spots.joints[*node as usize])
                .collect();
            assert_eq!(found, *joints, "{name}");
        }
    }

    #[test]
    fn a_long_chain_is_walked_without_recursion() {
        let nodes = 200_000;
        let edges: Vec<(u32, u32)> = (1..nodes).map(|node| (node - 1, node)).collect();
        let spots = weak_spots(nodes, &edges);
        assert_eq!(spots.bridges[0], Some(1));
        assert_eq!(spots.bridges[99_999], Some(100_000));
        assert_eq!(spots.pieces, 1);
    }

    proptest! {
        /// A bridge is what parts the graph when it is taken away, and a joint likewise.
        #[test]
        fn taking_a_weak_spot_away_parts_the_graph(
            nodes in 1_u32..9,
            edges in prop::collection::vec((0_u32..9, 0_u32..9), 0..14),
        ) {
            let spots = weak_spots(nodes, &edges);
            for at in 0..edges.len() {
                let mut rest = edges.clone();
                rest.remove(at);
                let parts = weak_spots(nodes, &rest).pieces > spots.pieces;
                prop_assert_eq!(spots.bridges[at].is_some(), parts);
            }
            for node in 0..nodes {
                let rest: Vec<_> = edges
                    .iter()
                    .copied()
                    .filter(|(left, right)| *left != node && *right != node)
                    .collect();
                // The node itself is a piece of its own then.
                let parts = weak_spots(nodes, &rest).pieces > spots.pieces + 1;
                prop_assert_eq!(spots.joints[node as usize], parts);
            }
        }
    }
}
