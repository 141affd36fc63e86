//! Learning from the records which given names are forms of one name.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::candidates::Candidates;
use crate::features::Features;
use crate::log_tables::LogTables;
use crate::names::Likeness;
use crate::pairs::Pairs;
use crate::pattern::PatternLayout;

/// A pair of names must be seen on so many pairs of persons.
const LEAST: f64 = 3.0;
/// And so many times as often as chance would have it.
const TIMES_CHANCE: f64 = 8.0;

/// Pairs of given names that stand on what else is told to be one person. The name itself is left
/// out of the judgement: `name` is the place of the name's comparison.
pub(crate) fn learn(
    features: &Features<'_>,
    candidates: &Candidates,
    pairs: &Pairs,
    layout: &PatternLayout,
    tables: &LogTables,
    name: usize,
    people: &[u32],
) -> Vec<(u32, u32)> {
    let mut without = tables.clone();
    if let Some(table) = without.levels.get_mut(name) {
        table.fill([0.0; 3]);
    }
    let mut levels = Vec::new();
    let sure: Vec<bool> = candidates
        .patterns
        .packed()
        .iter()
        .map(|&packed| {
            levels.clear();
            layout.unpack(packed, &mut levels);
            let joint = without.joint(&levels);
            // Parents and children share what households share, and their names are no forms of each other.
            joint[0] - joint[2] > 0.0 && joint[0] - joint[1] > 0.0
        })
        .collect();
    let names = &features.names;
    let mut seen: HashMap<(u32, u32), Vec<(u32, u32)>, FixedState> = HashMap::default();
    let mut alone: HashMap<u32, f64, FixedState> = HashMap::default();
    let mut total = 0.0;
    for pair in candidates.compared(pairs) {
        if !sure.get(pair.pattern as usize).copied().unwrap_or(false) {
            continue;
        }
        let (l, r) = (pair.left as usize, pair.right as usize);
        let (Some(&a), Some(&b)) = (names.given.get(l).first(), names.given.get(r).first()) else {
            continue;
        };
        let family = names.family.get(l).first();
        if family.is_none() || family != names.family.get(r).first() || a == b {
            continue;
        }
        total += 1.0;
        *alone.entry(a).or_default() += 1.0;
        *alone.entry(b).or_default() += 1.0;
        if names.given_likeness(a, b) >= Likeness::Loose {
            let of = |record: usize| people.get(record).copied().unwrap_or(0);
            let who = (of(l).min(of(r)), of(l).max(of(r)));
            let list = seen.entry((a.min(b), a.max(b))).or_default();
            if list.len() < 64 && !list.contains(&who) {
                list.push(who);
            }
        }
    }
    let mut found = Vec::new();
    let mut pairs: Vec<_> = seen.into_iter().collect();
    pairs.sort_unstable_by_key(|entry| entry.0);
    for ((a, b), who) in pairs {
        let chance = alone.get(&a).copied().unwrap_or(0.0) * alone.get(&b).copied().unwrap_or(0.0)
            / (2.0_f64 * total).max(1.0);
        let count = who.len() as f64;
        let short = names.words.get(a).len().min(names.words.get(b).len()) < 2;
        if count >= LEAST && count > TIMES_CHANCE * chance && !short {
            found.push((a, b));
        }
    }
    found
}
