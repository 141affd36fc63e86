//! Which given names are forms of one name: Liz and Elizabeth, Sepp and Josef.
//!
//! A shipped list, and pairs learnt from the records at hand.

use std::sync::OnceLock;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

const LIST: &str = include_str!("../data/diminutives.txt");

/// The shipped list: for each name, the numbers of the names it is a form of.
pub(crate) fn shipped() -> &'static HashMap<&'static str, Vec<u16>, FixedState> {
    static FORMS: OnceLock<HashMap<&'static str, Vec<u16>, FixedState>> = OnceLock::new();
    FORMS.get_or_init(|| {
        let mut forms: HashMap<&'static str, Vec<u16>, FixedState> = HashMap::default();
        for (number, line) in lines().enumerate() {
            for name in line.split_ascii_whitespace() {
                let numbers = forms.entry(name).or_default();
                if numbers.last() != Some(&(number as u16)) {
                    numbers.push(number as u16);
                }
            }
        }
        forms
    })
}

/// The first name of each line of the shipped list, by number.
pub(crate) fn head(number: u16) -> &'static str {
    static HEADS: OnceLock<Vec<&'static str>> = OnceLock::new();
    HEADS
        .get_or_init(|| {
            lines()
                .filter_map(|line| line.split_ascii_whitespace().next())
                .collect()
        })
        .get(usize::from(number))
        .copied()
        .unwrap_or("")
}

/// Pairs of name numbers learnt to be forms of one name.
#[derive(Debug, Clone, Default)]
pub(crate) struct LearntForms {
    pairs: HashSet<(u32, u32), FixedState>,
}

impl LearntForms {
    pub(crate) fn insert(&mut self, left: u32, right: u32) {
        self.pairs.insert((left.min(right), left.max(right)));
    }

    pub(crate) fn contains(&self, left: u32, right: u32) -> bool {
        !self.pairs.is_empty() && self.pairs.contains(&(left.min(right), left.max(right)))
    }

    /// All pairs in order.
    pub(crate) fn sorted(&self) -> Vec<(u32, u32)> {
        let mut pairs: Vec<_> = self.pairs.iter().copied().collect();
        pairs.sort_unstable();
        pairs
    }
}

fn lines() -> impl Iterator<Item = &'static str> {
    LIST.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::{head, lines, shipped};

    #[test]
    fn the_list_is_folded_and_each_line_names_two() {
        let mut folded = String::new();
        for line in lines() {
            assert!(line.split_ascii_whitespace().count() > 1, "{line}");
            crate::fold::words(line, &mut folded);
            assert_eq!(folded, line);
        }
    }

    #[test]
    fn liz_is_a_form_of_elizabeth() {
        let forms = shipped();
        let of = |name: &str| forms.get(name).cloned().unwrap_or_default();
        assert!(of("liz").iter().any(|form| of("elizabeth").contains(form)));
        assert!(of("sepp").iter().any(|form| of("josef").contains(form)));
        assert!(
            !of("alexandra")
                .iter()
                .any(|form| of("alexander").contains(form))
        );
        assert_eq!(head(of("elizabeth")[0]), "elizabeth");
    }
}
