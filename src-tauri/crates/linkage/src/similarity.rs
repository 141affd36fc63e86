//! How alike two short ASCII texts are: bit-parallel Jaro–Winkler and edit distance.
//!
//! `strsim` is the reference (a test compares them); texts of more than 64 bytes or with letters
//! outside ASCII are handed to it.

/// Jaro–Winkler similarity, 0 to 1.
pub(crate) fn jaro_winkler(left: &str, right: &str) -> f64 {
    let (a, b) = (left.as_bytes(), right.as_bytes());
    if a.len() > 64 || b.len() > 64 || !left.is_ascii() || !right.is_ascii() {
        return strsim::jaro_winkler(left, right);
    }
    if a.is_empty() || b.is_empty() {
        return if a.len() == b.len() { 1.0 } else { 0.0 };
    }
    let similarity = jaro(a, b);
    if similarity <= 0.7 {
        return similarity;
    }
    let prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count();
    (0.1 * prefix as f64).mul_add(1.0 - similarity, similarity)
}

/// Edit distance with insertions, deletions, substitutions and swaps of neighbours.
pub(crate) fn edits(left: &str, right: &str) -> usize {
    let (a, b) = (left.as_bytes(), right.as_bytes());
    if a.len() > 64 || b.len() > 64 || !left.is_ascii() || !right.is_ascii() {
        return strsim::osa_distance(left, right);
    }
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len());
    }
    let masks = masks(a);
    let (mut plus, mut minus) = (u64::MAX, 0_u64);
    let (mut diagonal, mut mask_before) = (0_u64, 0_u64);
    let last = 1_u64 << (a.len() - 1);
    let mut distance = a.len();
    for &byte in b {
        let mask = masks[usize::from(byte & 127)];
        let swap = (((!diagonal) & mask) << 1) & mask_before;
        diagonal = ((mask & plus).wrapping_add(plus) ^ plus) | mask | minus | swap;
        let mut horizontal_plus = minus | !(diagonal | plus);
        let mut horizontal_minus = diagonal & plus;
        if horizontal_plus & last != 0 {
            distance += 1;
        }
        if horizontal_minus & last != 0 {
            distance -= 1;
        }
        horizontal_plus = (horizontal_plus << 1) | 1;
        horizontal_minus <<= 1;
        plus = horizontal_minus | !(diagonal | horizontal_plus);
        minus = diagonal & horizontal_plus;
        mask_before = mask;
    }
    distance
}

/// Whether the texts are exactly one insertion, deletion, substitution or swap of neighbours apart.
pub(crate) fn one_edit(left: &str, right: &str) -> bool {
    let (a, b) = (left.as_bytes(), right.as_bytes());
    if !left.is_ascii() || !right.is_ascii() {
        return edits(left, right) == 1;
    }
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(start..).unwrap_or(&[]), b.get(start..).unwrap_or(&[]));
    let pairs = a.iter().rev().zip(b.iter().rev());
    let end = pairs.take_while(|(x, y)| x == y).count();
    match (a.split_at(a.len() - end).0, b.split_at(b.len() - end).0) {
        ([_], [_] | []) | ([], [_]) => true,
        (&[first, second], swapped) => swapped == [second, first],
        _ => false,
    }
}

/// Share of the letters that both texts hold, in any order, 0 to 1.
pub(crate) fn shared_letters(left: &str, right: &str) -> f64 {
    let mut counts = [0_u32; 128];
    for byte in left.bytes() {
        counts[usize::from(byte & 127)] += 1;
    }
    let mut shared = 0;
    for byte in right.bytes() {
        let count = &mut counts[usize::from(byte & 127)];
        if *count > 0 {
            shared += 1;
            *count -= 1;
        }
    }
    let total = left.len() + right.len();
    if total == 0 {
        0.0
    } else {
        2.0 * f64::from(shared) / total as f64
    }
}

fn masks(text: &[u8]) -> [u64; 128] {
    let mut masks = [0_u64; 128];
    for (position, &byte) in text.iter().enumerate() {
        masks[usize::from(byte & 127)] |= 1 << position;
    }
    masks
}

fn jaro(a: &[u8], b: &[u8]) -> f64 {
    let masks = masks(b);
    let window = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut matched_a, mut matched_b) = (0_u64, 0_u64);
    for (position, &byte) in a.iter().enumerate() {
        let low = position.saturating_sub(window);
        if low >= 64 {
            break;
        }
        let width = position + window + 1 - low;
        let reach = if width >= 64 {
            u64::MAX
        } else {
            (1 << width) - 1
        } << low;
        let found = masks[usize::from(byte & 127)] & reach & !matched_b;
        if found != 0 {
            matched_b |= found & found.wrapping_neg();
            matched_a |= 1 << position;
        }
    }
    let matches = matched_a.count_ones();
    if matches == 0 {
        return 0.0;
    }
    let mut out_of_order = 0;
    let (mut left, mut right) = (matched_a, matched_b);
    while left != 0 && right != 0 {
        if a[left.trailing_zeros() as usize] != b[right.trailing_zeros() as usize] {
            out_of_order += 1;
        }
        left &= left - 1;
        right &= right - 1;
    }
    let matches = f64::from(matches);
    (matches / a.len() as f64
        + matches / b.len() as f64
        + (matches - f64::from(out_of_order / 2)) / matches)
        / 3.0
}

#[cfg(test)]
mod tests {
    use super::{edits, jaro_winkler, one_edit, shared_letters};
    use proptest::prelude::*;

    #[test]
    fn known_values() {
        assert_eq!(edits("austin", "asutin"), 1);
        assert_eq!(edits("", "abc"), 3);
        assert_eq!(edits("smith", "smith"), 0);
        assert!((shared_letters("shah", "hhs") - 6.0 / 7.0).abs() < 1e-9);
        assert!((jaro_winkler("martha", "marhta") - 0.961).abs() < 0.001);
    }

    proptest! {
        #[test]
        fn agrees_with_the_reference(left in "[a-e]{0,12}", right in "[a-e]{0,12}") {
            prop_assert_eq!(edits(&left, &right), strsim::osa_distance(&left, &right));
            prop_assert_eq!(one_edit(&left, &right), edits(&left, &right) == 1);
            let reference = strsim::jaro_winkler(&left, &right);
            prop_assert!((jaro_winkler(&left, &right) - reference).abs() < 1e-9,
                "{} {} {} {}", left, right, jaro_winkler(&left, &right), reference);
        }

        #[test]
        fn never_fails(left in ".{0,80}", right in ".{0,80}") {
            let similarity = jaro_winkler(&left, &right);
            prop_assert!((0.0..=1.0).contains(&similarity));
            edits(&left, &right);
        }
    }
}
