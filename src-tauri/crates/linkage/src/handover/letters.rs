//! The letters of a text, so that a database can count how many two texts share.

use super::cells::{Member, RecordLists};
use super::sql::LETTER_SETS;

const NAMES: [&str; LETTER_SETS] = [
    "letters1", "letters2", "letters3", "letters4", "letters5", "letters6",
];

/// The letters of a text, each with the number of its place among equal ones: `a1 n1 n2 a2` of anna.
pub(super) fn letter_list(text: &str) -> Vec<String> {
    let mut seen = [0_u32; 128];
    let letters = text.bytes().map(|byte| {
        let count = &mut seen[usize::from(byte & 127)];
        *count += 1;
        format!("{}{count}", char::from(byte & 127))
    });
    letters.collect()
}

/// The letters that stand in a text at least once, at least twice and so on, each as a set of bits.
pub(super) fn letter_sets(text: &str) -> [Member; LETTER_SETS] {
    let mut seen = [0_usize; 128];
    let mut sets = [0_i64; LETTER_SETS];
    for byte in text.bytes() {
        let count = &mut seen[usize::from(byte & 127)];
        if let Some(set) = sets.get_mut(*count) {
            *set |= 1 << bit(byte);
        }
        *count += 1;
    }
    sets.map(Member::Whole)
}

/// Folded texts hold letters, digits and blanks; anything else shares a bit.
fn bit(byte: u8) -> u32 {
    match byte {
        b'a'..=b'z' => u32::from(byte - b'a'),
        b'0'..=b'9' => 26 + u32::from(byte - b'0'),
        b' ' => 36,
        _ => 37,
    }
}

/// Lists of records of these members and the letters of their first text.
pub(super) fn with_letter_sets(members: &[(&'static str, Member)]) -> RecordLists {
    let sets = NAMES.iter().map(|name| (*name, Member::Whole(0)));
    let all: Vec<_> = members.iter().cloned().chain(sets).collect();
    RecordLists::new(&all)
}

#[cfg(test)]
mod tests {
    use super::{letter_list, letter_sets};
    use crate::handover::cells::Member;
    use crate::similarity::shared_letters;

    #[test]
    fn shared_letters_can_be_counted_from_either_form() {
        for (left, right) in [
            ("shah", "hhs"),
            ("anna maria", "ana maria"),
            ("", "a"),
            ("high st", "hihg st"),
        ] {
            let whole = shared_letters(left, right) * (left.len() + right.len()) as f64 / 2.0;
            let others = letter_list(right);
            let listed = letter_list(left)
                .iter()
                .filter(|letter| others.contains(letter))
                .count();
            let sets = letter_sets(left).into_iter().zip(letter_sets(right));
            let counted: u32 = sets
                .map(|pair| match pair {
                    (Member::Whole(a), Member::Whole(b)) => (a & b).count_ones(),
                    _ => 0,
                })
                .sum();
            let whole = whole.round() as usize;
            assert_eq!((listed, counted as usize), (whole, whole), "{left} {right}");
        }
    }
}
