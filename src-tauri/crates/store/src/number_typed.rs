//! A telephone number as people type it, in the ways in which the words of a customer may hold it.

/// The codes of countries under which a number without one is looked for. Each costs a look into the index, so that
/// small countries are left out: a number of theirs is found with its code.
const CALLING_CODES: [u16; 85] = [
    1, 7, 20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 52, 54, 55, 56,
    57, 60, 61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 94, 98, 212, 213, 216, 234, 254,
    351, 352, 353, 354, 355, 356, 357, 358, 359, 370, 371, 372, 373, 376, 377, 378, 380, 381, 382,
    385, 386, 387, 389, 420, 421, 423, 852, 886, 961, 962, 965, 966, 968, 971, 972, 973, 974, 994,
    995,
];
/// Countries whose numbers keep the nought they are written with, behind the code.
const KEEPS_NOUGHT: [u16; 2] = [39, 378];
/// Fewest and most digits that are taken for a number.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
/// What stands between the digits of a number.
const BETWEEN: &str = " +-().,/\u{a0}";

/// The digits a number may be held by: with the code of its country, or as it is where no country was known. Nothing
/// where what was typed is no number, or no more of it than many numbers have.
pub(crate) fn ways(typed: &str) -> Vec<String> {
    let typed = typed.trim().replace("(0)", "");
    let is_number = typed
        .chars()
        .all(|one| one.is_ascii_digit() || BETWEEN.contains(one));
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    if !is_number || !DIGITS.contains(&digits.len()) || is_day(&typed) {
        return Vec::new();
    }
    if typed.starts_with('+') {
        return vec![digits];
    }
    if let Some(called) = digits.strip_prefix("00") {
        // Without the noughts before it, it may be no more than a postcode.
        let is_number = DIGITS.contains(&called.len());
        return is_number.then(|| called.to_owned()).into_iter().collect();
    }
    let mut ways = vec![digits.clone()];
    let own = digits.strip_prefix('0').unwrap_or(&digits);
    ways.extend(CALLING_CODES.iter().map(|code| format!("{code}{own}")));
    if own != digits {
        ways.extend(KEEPS_NOUGHT.iter().map(|code| format!("{code}{digits}")));
    }
    ways
}

/// Whether it is a day: three figures, one of them a year.
fn is_day(typed: &str) -> bool {
    let figures: Vec<usize> = typed.split(['.', '/', '-']).map(str::len).collect();
    matches!(figures.as_slice(), [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4])
}

#[cfg(test)]
mod tests {
    use super::ways;

    #[test]
    fn a_number_is_found_by_any_way_of_writing_it() {
        for (typed, held) in [
            ("+44 7700 900123", "447700900123"),
            ("0044 7700 900-123", "447700900123"),
            ("+44 (0)7700 900123", "447700900123"),
            ("07700 900123", "447700900123"),
            ("07700 900123", "07700900123"),
            ("(030) 901820", "4930901820"),
            ("06 1234 5678", "390612345678"),
            ("(415) 555-0132", "14155550132"),
        ] {
            let found = ways(typed);
            assert!(found.iter().any(|one| one == held), "{typed}: {found:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_left_alone() {
        for typed in [
            "",
            "Anna",
            "K1 0770",
            "1984",
            "02.03.1984",
            "1984-3-2",
            "10117",
            "0012345",
            "00 123456",
            "Hill Road 1234567",
        ] {
            assert!(ways(typed).is_empty(), "{typed}");
        }
        assert!(ways("1234567890123456").is_empty(), "too long");
    }
}
