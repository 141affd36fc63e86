//! What the values of two clusters say: the log odds that they are one person.

use super::Component;
use crate::comparison::ComparisonKind;
use crate::heard::{Heard, SharedLists, gain};
use crate::log_tables::log_odds;
use crate::record_set::FieldKind;

/// Records of a cluster that are compared with another; more tell nothing new.
const VOICES: usize = 24;
/// What two records that hold nothing but a name must have more than others: nobody could tell
/// afterwards who they are, and little is gained.
const BARE: f64 = 4.6;
/// What the values of two clusters say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Score {
    pub(super) log_odds: f64,
    /// The same without what was taken for care: what to expect of the pair, where it is not decided
    /// about.
    pub(super) expected: f64,
    /// The part of the evidence that speaks against, 0 or below.
    pub(super) against: f64,
}

impl Component<'_, '_> {
    /// Log odds to expect of two clusters, which may be of different pieces, being one person.
    pub(crate) fn between(&mut self, left: &[u32], right: &[u32]) -> f64 {
        self.begin(left.iter().chain(right).copied());
        let (first, second) = (0..left.len(), left.len()..self.records.len());
        self.members.truncate(2);
        for (members, own) in self.members.iter_mut().zip([first, second]) {
            members.clear();
            members.extend(own);
        }
        if self.forbidden(0, 1) {
            return f64::MIN;
        }
        self.judge(0, 1).expected
    }

    /// The place of a pair among those known, after comparing it if need be.
    fn pair(&mut self, left: usize, right: usize) -> usize {
        if let Some(place) = self.pairs.find(left, right) {
            return place;
        }
        let (comparer, tables) = (&self.rules.comparer, self.rules.tables);
        let (a, b) = (left.min(right), left.max(right));
        let (a, b) = (self.records[a], self.records[b]);
        self.pairs.insert(left, right, |levels| {
            comparer.levels(a, b, levels);
            log_odds(tables.joint(levels))
        })
    }

    /// Log odds that two clusters are one person, on all their values.
    pub(super) fn judge(&mut self, a: usize, b: usize) -> Score {
        if let ([x], [y]) = (self.members[a].as_slice(), self.members[b].as_slice()) {
            let (x, y) = (*x, *y);
            let place = self.pair(x, y);
            let bare = self.bare[x] && self.bare[y];
            let sizes = self.rules.sizes.of(1, 1);
            let log_odds = self.pairs.odds(place) + sizes - if bare { BARE } else { 0.0 };
            return Score {
                log_odds,
                expected: log_odds,
                against: 0.0,
            };
        }
        self.score(a, b)
    }

    /// What the values of two clusters say, with the part that speaks against.
    pub(super) fn hear(&mut self, a: usize, b: usize) -> Score {
        let ([x], [y]) = (self.members[a].as_slice(), self.members[b].as_slice()) else {
            return self.score(a, b);
        };
        let place = self.pair(*x, *y);
        let said = self.rules.voices.of_pair(self.pairs.levels(place));
        let against = said.fold(0.0, |against, (_, voice)| against + voice.gain().min(0.0));
        Score {
            against,
            ..self.judge(a, b)
        }
    }

    /// What the values of two clusters say.
    fn score(&mut self, a: usize, b: usize) -> Score {
        let (mut left, mut right) = std::mem::take(&mut self.voices);
        voices(&self.members[a], &mut left);
        voices(&self.members[b], &mut right);
        self.heard.fill(Heard::default());
        let mut lists = SharedLists::default();
        for &x in &left {
            for &y in &right {
                let place = self.pair(x, y);
                for (at, voice) in self.rules.voices.of_pair(self.pairs.levels(place)) {
                    lists.hear(voice);
                    if let Some(heard) = self.heard.get_mut(at) {
                        heard.hear(voice);
                    }
                }
            }
        }
        let score = self.weigh(&lists, &left, &right, (a, b));
        self.voices = (left, right);
        score
    }

    /// What was heard of two clusters, weighed.
    fn weigh(
        &self,
        lists: &SharedLists,
        left: &[usize],
        right: &[usize],
        (a, b): (usize, usize),
    ) -> Score {
        let comparisons = self.rules.comparer.comparisons;
        let mut joint = self.rules.tables.prior;
        let (mut chances, mut against) = (0.0_f64, 0.0_f64);
        // Where several records on both sides tell what never changes, and it is not the same, no
        // expectation joins them.
        let several = left.len().min(right.len()) > 1;
        let mut contradicted = false;
        for (heard, comparison) in self.heard.iter().zip(comparisons) {
            let Some(mut said) = heard.said(comparison.permanent) else {
                continue;
            };
            if gain(said) < 0.0 {
                contradicted |= comparison.permanent && several;
                let witnesses = self
                    .witnesses(comparison.kind, left)
                    .min(self.witnesses(comparison.kind, right));
                said = said.map(|part| part * witnesses as f64);
            }
            for class in 0..3 {
                joint[class] += said[class];
            }
            against += gain(said).min(0.0);
            if !comparison.permanent && gain(said) > 0.0 {
                chances += f64::from(heard.count).ln();
            }
        }
        if let Some(said) = lists.said() {
            for class in 0..3 {
                joint[class] += said[class];
            }
            against += gain(said).min(0.0);
        }
        let bare = left.iter().chain(right).all(|&at| self.bare[at]);
        let (a, b) = (self.members[a].len(), self.members[b].len());
        let sizes = self.rules.sizes.of(a, b);
        let alone = log_odds(joint) - chances - if bare { BARE } else { 0.0 };
        Score {
            log_odds: alone + if contradicted { sizes.min(0.0) } else { sizes },
            expected: alone + sizes,
            against,
        }
    }

    /// How many lists bear out the same value of what never changes, at the most. Where both sides
    /// have several, as many slips, and the same each time, would be needed to make one person of
    /// them: each costs what one does. A second device or browser is no slip, however many lists know it.
    fn witnesses(&self, kind: ComparisonKind, side: &[usize]) -> usize {
        let features = self.rules.comparer.features;
        let values = match kind {
            ComparisonKind::BirthDate => features.birth_dates.as_ref().map(|dates| &dates.values),
            ComparisonKind::Identifier(at) => {
                let fields = features.records.fields();
                let field = features.identifiers.get(at);
                let is_of_person =
                    |kind: FieldKind| matches!(kind, FieldKind::Identifier { personal: true, .. });
                let of_person = field.filter(|one| {
                    let spec = fields.get(one.field);
                    spec.is_some_and(|spec| is_of_person(spec.kind))
                });
                of_person.map(|field| &field.values)
            }
            _ => None,
        };
        let Some(values) = values else {
            return 1;
        };
        let sources = features.records.sources();
        let mut seen: Vec<(u32, u32)> = side
            .iter()
            .flat_map(|&at| {
                let record = self.records[at];
                let source = sources.get(record as usize).copied().unwrap_or(0);
                values.of(record).iter().map(move |&code| (code, source))
            })
            .collect();
        seen.sort_unstable();
        seen.dedup();
        let lists = seen.chunk_by(|a, b| a.0 == b.0).map(<[_]>::len);
        lists.max().unwrap_or(1)
    }

    pub(super) fn pair_log_odds(&mut self, left: usize, right: usize) -> f64 {
        let place = self.pair(left, right);
        self.pairs.odds(place)
    }
}

/// The records of a cluster that are compared with another.
pub(super) fn voices(members: &[usize], into: &mut Vec<usize>) {
    into.clear();
    if members.len() <= VOICES {
        into.extend_from_slice(members);
        return;
    }
    let step = members.len() as f64 / VOICES as f64;
    into.extend((0..VOICES).filter_map(|at| members.get((at as f64 * step) as usize).copied()));
}
