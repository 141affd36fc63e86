//! Records that hang together at all, as the pieces clustering works on.

/// Disjoint sets of records.
#[derive(Debug, Clone)]
pub(crate) struct DisjointSets {
    parent: Vec<u32>,
}

impl DisjointSets {
    pub(crate) fn new(records: usize) -> Self {
        Self {
            parent: (0..records as u32).collect(),
        }
    }

    /// The smallest record of the set.
    pub(crate) fn find(&mut self, record: u32) -> u32 {
        let mut at = record;
        while let Some(&parent) = self.parent.get(at as usize)
            && parent != at
        {
            let above = self.parent.get(parent as usize).copied().unwrap_or(parent);
            if let Some(slot) = self.parent.get_mut(at as usize) {
                *slot = above;
            }
            at = above;
        }
        at
    }

    pub(crate) fn join(&mut self, left: u32, right: u32) {
        let (a, b) = (self.find(left), self.find(right));
        if let Some(slot) = self.parent.get_mut(a.max(b) as usize) {
            *slot = a.min(b);
        }
    }

    /// For each record the smallest record of its set.
    pub(crate) fn labels(&mut self) -> Vec<u32> {
        (0..self.parent.len() as u32)
            .map(|record| self.find(record))
            .collect()
    }
}

/// A pair of records that may be one person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edge {
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) log_odds: f64,
    /// The number of its pattern; nothing for a pair that was only stated.
    pub(crate) pattern: Option<u32>,
}

/// A piece of the graph of pairs: its records, ascending, and its edges by position among them.
#[derive(Debug)]
pub(crate) struct Piece {
    pub(crate) records: Vec<u32>,
    pub(crate) edges: Vec<Edge>,
}

/// More records than this hardly are one person; the piece is taken apart at its weak edges.
const LARGEST: usize = 300;

/// The connected pieces. One that is too large loses its weakest edges until it falls apart;
/// how many pieces that befell is returned beside them.
pub(crate) fn pieces(records: usize, edges: &[Edge]) -> (Vec<Piece>, u64) {
    let mut cut = 0;
    let mut done = Vec::new();
    let mut open = split(records, edges);
    let mut bar = 0.0;
    while !open.is_empty() {
        let mut next = Vec::new();
        for piece in open {
            if piece.records.len() <= LARGEST || bar > 60.0 {
                done.push(piece);
                continue;
            }
            cut += u64::from(bar == 0.0);
            let kept: Vec<Edge> = (piece.edges.iter())
                .filter(|edge| edge.log_odds >= bar)
                .copied()
                .collect();
            let parts = split(piece.records.len(), &kept);
            next.extend(parts.into_iter().map(|part| {
                Piece {
                    records: (part.records.iter())
                        .filter_map(|&at| piece.records.get(at as usize).copied())
                        .collect(),
                    edges: part.edges,
                }
            }));
        }
        open = next;
        bar += 3.0;
    }
    done.sort_unstable_by_key(|piece| piece.records.first().copied());
    (done, cut)
}

/// The connected pieces of two and more records, by their first record.
fn split(records: usize, edges: &[Edge]) -> Vec<Piece> {
    const NONE: u32 = u32::MAX;
    let mut sets = DisjointSets::new(records);
    for edge in edges {
        sets.join(edge.left, edge.right);
    }
    let labels = sets.labels();
    let mut alone = vec![true; records];
    for edge in edges {
        for end in [edge.left, edge.right] {
            if let Some(alone) = alone.get_mut(end as usize) {
                *alone = false;
            }
        }
    }
    let mut pieces: Vec<Piece> = Vec::new();
    // For each record its piece, and its place there.
    let mut places = vec![(NONE, 0_u32); records];
    for record in (0..records).filter(|&record| !alone[record]) {
        let first = labels[record] as usize;
        if places[first].0 == NONE {
            places[first].0 = pieces.len() as u32;
            pieces.push(Piece {
                records: Vec::new(),
                edges: Vec::new(),
            });
        }
        let number = places[first].0;
        let own = &mut pieces[number as usize].records;
        places[record] = (number, own.len() as u32);
        own.push(record as u32);
    }
    for edge in edges {
        let (left, right) = (places[edge.left as usize], places[edge.right as usize]);
        pieces[left.0 as usize].edges.push(Edge {
            left: left.1,
            right: right.1,
            ..*edge
        });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Edge, pieces};

    fn edge(left: u32, right: u32, log_odds: f64) -> Edge {
        Edge {
            left,
            right,
            log_odds,
            pattern: None,
        }
    }

    #[test]
    fn pieces_hang_together() {
        let (found, cut) = pieces(9, &[edge(1, 2, 5.0), edge(2, 7, 5.0), edge(3, 4, 1.0)]);
        let records: Vec<_> = found.iter().map(|piece| piece.records.clone()).collect();
        assert_eq!(records, [vec![1, 2, 7], vec![3, 4]]);
        assert_eq!(found[0].edges.len(), 2);
        assert_eq!(cut, 0);
    }

    #[test]
    fn a_long_chain_falls_apart_at_its_weak_links() {
        let edges: Vec<Edge> = (0..999)
            .map(|at| edge(at, at + 1, if at % 10 == 9 { -1.0 } else { 8.0 }))
            .collect();
        let (found, cut) = pieces(1000, &edges);
        assert_eq!(cut, 1);
        assert_eq!(found.len(), 100);
        assert!(found.iter().all(|piece| piece.records.len() == 10));
    }
}
