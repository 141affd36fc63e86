//! Which clusters went into which, and how surely.

/// Log odds of a pair that is stated to be one person.
pub(super) const STATED: f64 = 50.0;

/// Where a cluster went.
#[derive(Debug, Clone, Copy)]
struct Merger {
    into: usize,
    log_odds: f64,
    when: usize,
}

/// For each cluster that became part of another, where it went.
#[derive(Debug, Default)]
pub(super) struct Mergers {
    of: Vec<Option<Merger>>,
    mergers: usize,
}

impl Mergers {
    /// Begins anew: nothing merged yet of so many records.
    pub(super) fn begin(&mut self, records: usize) {
        self.of.clear();
        self.of.resize(records, None);
        self.mergers = 0;
    }

    /// Notes that a cluster went into another with these log odds.
    pub(super) fn note(&mut self, cluster: usize, into: usize, log_odds: f64) {
        if let Some(slot) = self.of.get_mut(cluster) {
            *slot = Some(Merger {
                into,
                log_odds,
                when: self.mergers,
            });
        }
        self.mergers += 1;
    }

    /// The log odds with which the clusters of two records became one.
    pub(super) fn joined(&self, left: usize, right: usize) -> f64 {
        let (mut one, mut other, mut last) = (left, right, STATED);
        let went = |at: usize| self.of.get(at).copied().flatten();
        while one != other {
            // The one that moved first; until then the other stood for itself.
            let (mover, merger) = match (went(one), went(other)) {
                (Some(a), Some(b)) if b.when < a.when => (&mut other, b),
                (Some(a), _) => (&mut one, a),
                (None, Some(b)) => (&mut other, b),
                (None, None) => return last,
            };
            (*mover, last) = (merger.into, merger.log_odds);
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::{Mergers, STATED};

    #[test]
    fn two_records_were_joined_by_the_merger_of_their_clusters() {
        let mut mergers = Mergers::default();
        mergers.begin(6);
        mergers.note(1, 0, 9.0);
        mergers.note(4, 3, 8.0);
        mergers.note(3, 0, 2.0);
        mergers.note(0, 5, 1.0);
        let joined = [
            (0, 1, 9.0),
            (3, 4, 8.0),
            (0, 3, 2.0),
            (4, 1, 2.0),
            (1, 3, 2.0),
            (5, 4, 1.0),
            (0, 5, 1.0),
        ];
        for (left, right, log_odds) in joined {
            for (a, b) in [(left, right), (right, left)] {
                let told = mergers.joined(a, b);
                assert!((told - log_odds).abs() < 1e-9, "{a} and {b}: {told}");
            }
        }
        assert!(mergers.joined(2, 2) >= STATED);
    }
}
