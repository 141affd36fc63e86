//! Where two records come from. How often one person stands twice in a list is a habit of that
//! list, and learnt like any other chance: in some hardly ever, in a list of orders all the time.

use std::collections::BTreeMap;

use super::{Level, Levels};

/// Lists that are looked at one by one; the pairs of all others are taken together.
const MOST: usize = 24;
/// The source of a record of which none is known.
pub(crate) const UNKNOWN: u32 = u32::MAX;

/// The level of two records from two sources.
pub(crate) const DIFFERENT: u8 = 1;

/// The sources that are looked at one by one, ascending, and the levels; nothing where all records
/// come from one source.
pub(super) fn levels(sources: &[u32]) -> Option<(Vec<u32>, Vec<Level>)> {
    let mut counts: BTreeMap<u32, f64> = BTreeMap::new();
    for &source in sources {
        *counts.entry(source).or_default() += 1.0;
    }
    if counts.len() < 2 {
        return None;
    }
    let all = sources.len() as f64;
    let within = |count: f64| (count / all).powi(2);
    let mut largest: Vec<(u32, f64)> = counts.into_iter().collect();
    largest.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let rest: f64 = largest.iter().skip(MOST).map(|one| within(one.1)).sum();
    largest.truncate(MOST);
    largest.sort_unstable_by_key(|one| one.0);
    let together: f64 = largest.iter().map(|one| within(one.1)).sum();
    let mut levels = Levels::new();
    levels.add(1, [1.0 - together - rest; 3], &["they come from two lists"]);
    for &(_, count) in &largest {
        levels.add(1, [within(count); 3], &["both come from one list"]);
    }
    levels.add(1, [rest.max(1e-9); 3], &["both come from one small list"]);
    let lists = largest.into_iter().map(|one| one.0).collect();
    Some((lists, levels.finish()))
}

pub(super) fn compare(lists: &[u32], left: u32, right: u32) -> u8 {
    if left == UNKNOWN || right == UNKNOWN {
        0
    } else if left != right {
        DIFFERENT
    } else {
        let place = lists.binary_search(&left).unwrap_or(lists.len());
        DIFFERENT + 1 + place as u8
    }
}

#[cfg(test)]
mod tests {
    use super::{UNKNOWN, compare, levels};

    #[test]
    fn every_list_has_its_level() {
        assert!(levels(&[3, 3, 3]).is_none());
        let (lists, levels) = levels(&[7, 3, 7, 7]).expect("two lists");
        assert_eq!(lists, [3, 7]);
        assert_eq!(levels.len(), 5);
        assert_eq!(compare(&lists, 3, 7), 1);
        assert_eq!(compare(&lists, 7, 7), 3);
        assert_eq!(compare(&lists, 9, 9), 4);
        assert_eq!(compare(&lists, 9, UNKNOWN), 0);
    }

    #[test]
    fn many_lists_share_a_level() {
        let sources: Vec<u32> = (0..200).map(|at| at / 2).collect();
        let (lists, levels) = levels(&sources).expect("many lists");
        assert_eq!(lists.len(), super::MOST);
        assert_eq!(levels.len(), super::MOST + 3);
    }
}
