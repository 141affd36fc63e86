//! What somebody expects who wrote down every word that was said of who belongs together, and who was erased.
//!
//! It knows nothing of how the program keeps any of it: the words, in their order, as far as the operations they were
//! said in hold.

use std::collections::{BTreeMap, BTreeSet};

use super::look::{Loaded, Look, Name};

/// Two rows, the smaller first.
type Pair = (Name, Name);

/// Something that was said.
enum Word {
    /// Of a pair: `same`, `different`, `unsure`, or nothing any more.
    Verdict { pair: Pair, verdict: Option<String> },
    /// By hand: each part is one customer, no two are the same.
    Grouped {
        parts: Vec<Vec<Name>>,
        /// Rows that stood with the wrong customer.
        misplaced: BTreeSet<Name>,
    },
}

/// What holds of pairs.
#[derive(Default)]
struct InForce {
    verdicts: BTreeMap<Pair, String>,
    together: BTreeSet<Pair>,
    apart: BTreeSet<Pair>,
    grouped: BTreeSet<Name>,
}

/// Everything that was said, each with its operation.
#[derive(Default)]
pub(super) struct Model {
    words: Vec<(i64, Word)>,
    /// E-mail addresses nobody but erased people had.
    gone: BTreeSet<String>,
    /// Something was said of a row that could not be told.
    is_blind: bool,
}

fn pair(one: &Name, other: &Name) -> Pair {
    (one.min(other).clone(), one.max(other).clone())
}

/// Every two of some rows.
fn pairs(rows: &[Name]) -> impl Iterator<Item = Pair> {
    let every = rows.iter().enumerate();
    every.flat_map(move |(at, one)| rows[at + 1..].iter().map(move |other| pair(one, other)))
}

impl Model {
    /// Somebody judged a pair.
    pub(super) fn judged(&mut self, look: &Look, records: [Option<i64>; 2], verdict: Option<&str>) {
        let [left, right] = records.map(|record| look.row(record?).map(|row| row.name.clone()));
        let (Some(left), Some(right)) = (left, right) else {
            self.is_blind = true;
            return;
        };
        let word = Word::Verdict {
            pair: pair(&left, &right),
            verdict: verdict.map(str::to_owned),
        };
        self.words.push((look.newest, word));
    }

    /// Somebody split, joined or moved: these are the customers there are then, and the one rows were taken from.
    pub(super) fn grouped(
        &mut self,
        before: &Look,
        now: &Look,
        customers: &[i64],
        from: Option<i64>,
    ) {
        let parts = customers.iter().map(|one| now.rows_of(*one));
        let left = |row: &&Loaded| from.is_some() && row.customer == from;
        let stay = from.map_or_else(Vec::new, |from| now.rows_of(from));
        let misplaced = before
            .loaded
            .iter()
            .filter(left)
            .map(|row| row.name.clone());
        let word = Word::Grouped {
            parts: parts.collect(),
            misplaced: misplaced.filter(|name| !stay.contains(name)).collect(),
        };
        self.words.push((now.newest, word));
    }

    /// Addresses that went with a person for good.
    pub(super) fn erased(&mut self, mails: impl IntoIterator<Item = String>) {
        self.gone.extend(mails);
    }

    /// Addresses that must be nowhere any more.
    pub(super) fn gone(&self) -> &BTreeSet<String> {
        &self.gone
    }

    /// The words that hold, said in their order.
    fn in_force(&self, done: &BTreeSet<i64>) -> InForce {
        let mut force = InForce::default();
        for (_, word) in self
            .words
            .iter()
            .filter(|(number, _)| done.contains(number))
        {
            match word {
                Word::Verdict { pair, verdict } => force.judge(pair, verdict.as_deref()),
                Word::Grouped { parts, misplaced } => force.group(parts, misplaced),
            }
        }
        force
    }

    /// Who was said to be one person is one customer, who was said to be two is not, and who was erased is nowhere.
    pub(super) fn assert_holds(&self, look: &Look) {
        for mail in &self.gone {
            let table = look.shown.table_with(mail);
            assert_eq!(table, None, "{mail} of an erased person is back");
        }
        if look.is_up_to_date && !self.is_blind {
            self.in_force(&look.done).assert_obeyed(look);
        }
    }
}

impl InForce {
    fn judge(&mut self, pair: &Pair, verdict: Option<&str>) {
        let Some(verdict) = verdict else {
            self.verdicts.remove(pair);
            return;
        };
        self.verdicts.insert(pair.clone(), verdict.to_owned());
        // The later word: groups that say otherwise give way, and how far is not followed on.
        let is_by_hand = self.grouped.contains(&pair.0) && self.grouped.contains(&pair.1);
        if is_by_hand && verdict != "unsure" {
            self.together.clear();
            self.apart.clear();
        }
    }

    fn group(&mut self, parts: &[Vec<Name>], misplaced: &BTreeSet<Name>) {
        let place: BTreeMap<&Name, usize> = parts
            .iter()
            .enumerate()
            .flat_map(|(at, part)| part.iter().map(move |row| (row, at)))
            .collect();
        let parted = |pair: &Pair| Some(place.get(&pair.0)? != place.get(&pair.1)?);
        self.verdicts
            .retain(|pair, verdict| match verdict.as_str() {
                "same" => parted(pair) != Some(true),
                "different" => parted(pair) != Some(false),
                _ => true,
            });
        // What was said of them and of others: with whom they stood is not followed on, from whom they were
        // parted holds unless they had stood with the wrong customer.
        let is_about_them =
            |pair: &Pair| place.contains_key(&pair.0) || place.contains_key(&pair.1);
        self.together.retain(|pair| !is_about_them(pair));
        self.apart.retain(|pair| {
            parted(pair).is_none() && !misplaced.contains(&pair.0) && !misplaced.contains(&pair.1)
        });
        let (mut together, mut apart) = (Vec::new(), Vec::new());
        for (at, part) in parts.iter().enumerate() {
            together.extend(pairs(part));
            for other in parts[at + 1..].iter().flatten() {
                apart.extend(part.iter().map(|row| pair(row, other)));
            }
        }
        self.together.extend(together);
        self.apart.extend(apart);
        self.grouped.extend(parts.iter().flatten().cloned());
    }

    fn assert_obeyed(&self, look: &Look) {
        let customers = look.customers();
        let here = |pair: &Pair| Some((*customers.get(&pair.0)?, *customers.get(&pair.1)?));
        let said = |word: &str| -> Vec<&Pair> {
            let verdicts = self.verdicts.iter();
            let said = verdicts.filter(|(pair, verdict)| *verdict == word && here(pair).is_some());
            said.map(|(pair, _)| pair).collect()
        };
        let (same, different) = (said("same"), said("different"));
        let by_hand = |pairs: &BTreeSet<Pair>| -> Vec<Pair> {
            let here = pairs.iter().filter(|pair| here(pair).is_some());
            here.cloned().collect()
        };
        let (together, apart) = (by_hand(&self.together), by_hand(&self.apart));
        // Rows of events that say the same cannot be told apart.
        let can_be_told = |pair: &Pair| pair.0.0 != pair.1.0 || look.lists.contains(&pair.0.0);
        let is_one = |pair: &Pair| here(pair).is_some_and(|(one, other)| one == other);
        for pair in different.iter().filter(|pair| can_be_told(pair)) {
            assert!(!is_one(pair), "judged different, one customer: {pair:?}");
        }
        let groups = clusters(same.iter().copied().chain(&together));
        let contradicted: Vec<&BTreeSet<&Name>> = groups
            .iter()
            .filter(|group| {
                let mut others = different.iter().copied().chain(&apart);
                others.any(|pair| group.contains(&pair.0) && group.contains(&pair.1))
            })
            .collect();
        let is_clear = |pair: &Pair| {
            let mut contradicted = contradicted.iter();
            !contradicted.any(|group| group.contains(&pair.0) || group.contains(&pair.1))
        };
        for pair in same
            .iter()
            .copied()
            .chain(&together)
            .filter(|pair| is_clear(pair))
        {
            assert!(is_one(pair), "said to be one, two customers: {pair:?}");
        }
        for pair in apart
            .iter()
            .filter(|pair| is_clear(pair) && can_be_told(pair))
        {
            assert!(!is_one(pair), "parted by hand, one customer: {pair:?}");
        }
    }
}

/// The rows that hang together by pairs.
fn clusters<'a>(pairs: impl Iterator<Item = &'a Pair>) -> Vec<BTreeSet<&'a Name>> {
    let mut clusters: Vec<BTreeSet<&Name>> = Vec::new();
    for (one, other) in pairs {
        let mut merged = BTreeSet::from([one, other]);
        clusters.retain_mut(|cluster| {
            let hangs_together = cluster.contains(one) || cluster.contains(other);
            if hangs_together {
                merged.append(cluster);
            }
            !hangs_together
        });
        clusters.push(merged);
    }
    clusters
}
