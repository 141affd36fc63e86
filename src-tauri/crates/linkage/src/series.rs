//! Numbers given out in a row: a firm's extensions, the cards of one box. One digit apart there are two
//! people, not a slip.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::ragged::Dictionary;

/// Fewer numbers that differ in the last two digits are no series.
const LEAST: u32 = 3;
/// A series holds so many times what the other hundreds beside it hold on average: numbers may simply be
/// dense.
const DENSER: u32 = 3;

/// For each number whether it stands in a series.
pub(crate) fn in_series(numbers: &Dictionary) -> Vec<bool> {
    let mut hundreds: HashMap<&str, u32, FixedState> = HashMap::default();
    let mut beside: HashMap<&str, u32, FixedState> = HashMap::default();
    for number in numbers.iter() {
        if let (Some(near), Some(far)) = (without(number, 2), without(number, 4)) {
            *hundreds.entry(near).or_default() += 1;
            *beside.entry(far).or_default() += 1;
        }
    }
    let of = |counts: &HashMap<&str, u32, FixedState>, key: Option<&str>| {
        key.and_then(|key| counts.get(key)).copied().unwrap_or(0)
    };
    let dense = |number| {
        let own = of(&hundreds, without(number, 2));
        let others = of(&beside, without(number, 4)).saturating_sub(own);
        own >= LEAST && own * 99 > others * DENSER
    };
    numbers.iter().map(dense).collect()
}

/// A number of at least six digits without its last ones.
fn without(number: &str, digits: usize) -> Option<&str> {
    let long = number.len() >= 6 && number.bytes().all(|byte| byte.is_ascii_digit());
    long.then(|| number.get(..number.len() - digits)).flatten()
}

#[cfg(test)]
mod tests {
    use super::in_series;
    use crate::ragged::Dictionary;

    fn read(numbers: impl IntoIterator<Item = String>) -> Vec<bool> {
        let mut dictionary = Dictionary::default();
        let codes: Vec<u32> = numbers
            .into_iter()
            .map(|number| dictionary.intern(&number))
            .collect();
        let series = in_series(&dictionary);
        let told = |code: u32| series.get(code as usize).copied().unwrap_or(false);
        codes.into_iter().map(told).collect()
    }

    #[test]
    fn extensions_of_a_firm_are_a_series_and_a_slip_is_none() {
        let extensions = (10..50).map(|at| format!("4420794600{at}"));
        assert!(read(extensions).into_iter().all(|told| told));
        let pair = ["447911123456", "447911123457"].map(str::to_owned);
        assert_eq!(read(pair), [false, false]);
        let words = ["switchboard", "switchboare", "switchboarf"].map(str::to_owned);
        assert_eq!(read(words), [false; 3]);
    }

    #[test]
    fn numbers_that_are_dense_everywhere_are_no_series() {
        let dense = (0..2000).map(|at| format!("4479{:07}", 1_000_000 + at * 7));
        assert!(!read(dense).into_iter().any(|told| told));
    }
}
