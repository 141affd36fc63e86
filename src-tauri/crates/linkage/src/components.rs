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

/// A piece of the graph of pairs: its records, ascending, and its edges by position among them.
#[derive(Debug)]
pub(crate) struct Piece {
    pub(crate) records: Vec<u32>,
    pub(crate) edges: Vec<(usize, usize, f64)>,
}

/// More records than this hardly are one person; the piece is taken apart at its weak edges.
const LARGEST: usize = 300;

/// The connected pieces. One that is too large loses its weakest edges until it falls apart;
/// how many pieces that befell is returned beside them.
pub(crate) fn pieces(records: usize, edges: &[(u32, u32, f64)]) -> (Vec<Piece>, u64) {
    let mut cut = 0;
    let mut done = Vec::new();
    let mut open = split(records, edges, None);
    let mut bar = 0.0;
    while !open.is_empty() {
        let mut next = Vec::new();
        for piece in open {
            if piece.records.len() <= LARGEST || bar > 60.0 {
                done.push(piece);
                continue;
            }
            cut += u64::from(bar == 0.0);
            let own = &piece.records;
            let kept: Vec<(u32, u32, f64)> = (piece.edges.iter())
                .filter(|edge| edge.2 >= bar)
                .filter_map(|edge| Some((*own.get(edge.0)?, *own.get(edge.1)?, edge.2)))
                .collect();
            next.extend(split(records, &kept, Some(own)));
        }
        open = next;
        bar += 3.0;
    }
    done.sort_unstable_by_key(|piece| piece.records.first().copied());
    (done, cut)
}

fn split(records: usize, edges: &[(u32, u32, f64)], among: Option<&[u32]>) -> Vec<Piece> {
    let mut touched: Vec<u32> = edges.iter().flat_map(|edge| [edge.0, edge.1]).collect();
    touched.sort_unstable();
    touched.dedup();
    if among.is_none() && touched.len() > records {
        return Vec::new();
    }
    let position = |record: u32| touched.binary_search(&record).unwrap_or(0) as u32;
    let mut sets = DisjointSets::new(touched.len());
    for edge in edges {
        sets.join(position(edge.0), position(edge.1));
    }
    let labels = sets.labels();
    let mut order: Vec<(u32, u32)> = labels
        .iter()
        .zip(&touched)
        .map(|(&label, &record)| (label, record))
        .collect();
    order.sort_unstable();
    let mut pieces = Vec::new();
    let mut piece_of = vec![0_usize; touched.len()];
    let mut place = vec![0_usize; touched.len()];
    for chunk in order.chunk_by(|a, b| a.0 == b.0) {
        for (at, &(_, record)) in chunk.iter().enumerate() {
            let position = position(record) as usize;
            piece_of[position] = pieces.len();
            place[position] = at;
        }
        pieces.push(Piece {
            records: chunk.iter().map(|entry| entry.1).collect(),
            edges: Vec::new(),
        });
    }
    for edge in edges {
        let (a, b) = (position(edge.0) as usize, position(edge.1) as usize);
        pieces[piece_of[a]].edges.push((place[a], place[b], edge.2));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn pieces_hang_together() {
        let (found, cut) = pieces(9, &[(1, 2, 5.0), (2, 7, 5.0), (3, 4, 1.0)]);
        let records: Vec<_> = found.iter().map(|piece| piece.records.clone()).collect();
        assert_eq!(records, [vec![1, 2, 7], vec![3, 4]]);
        assert_eq!(found[0].edges.len(), 2);
        assert_eq!(cut, 0);
    }

    #[test]
    fn a_long_chain_falls_apart_at_its_weak_links() {
        let edges: Vec<(u32, u32, f64)> = (0..999)
            .map(|at| (at, at + 1, if at % 10 == 9 { -1.0 } else { 8.0 }))
            .collect();
        let (found, cut) = pieces(1000, &edges);
        assert_eq!(cut, 1);
        assert_eq!(found.len(), 100);
        assert!(found.iter().all(|piece| piece.records.len() == 10));
    }
}
