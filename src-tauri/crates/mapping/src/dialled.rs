//! Whether a number is written as one dials it: that tells a telephone number from the number of a customer.

/// A country code, an area code behind a zero, or a trunk zero with signs between: `+44 7700 900123`, `0171/5550100`,
/// `(07700) 900123`, `07700900123`.
pub(crate) fn is_dialled(value: &str) -> bool {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    let is_long = |least: usize| (least..=15).contains(&digits.len());
    if value.starts_with('+') {
        return is_long(8);
    }
    if let Some(rest) = digits.strip_prefix("00") {
        return is_long(11) && !rest.starts_with('0');
    }
    // Plain numbers are dialled only where they are as long as those of a mobile telephone.
    digits.starts_with('0') && (is_long(10) && digits.len() <= 12 || is_long(7) && has_signs(value))
}

/// The same, with a plus, a stroke, a bracket or a blank in it.
pub(crate) fn is_dialled_with_signs(value: &str) -> bool {
    is_dialled(value) && (value.starts_with('+') || has_signs(value))
}

fn has_signs(value: &str) -> bool {
    value.trim().contains([' ', '/', '('])
}

#[cfg(test)]
mod tests {
    use super::{is_dialled, is_dialled_with_signs};

    #[test]
    fn numbers_are_dialled_or_not() {
        for value in [
            "+447700900123",
            "0171/5550100",
            "(07700) 900123",
            "0049 171 555010",
            "+49 (0) 171 5550100",
        ] {
            assert!(is_dialled_with_signs(value), "{value}");
        }
        for value in ["07700900123", "00491715550100"] {
            assert!(
                is_dialled(value) && !is_dialled_with_signs(value),
                "{value}"
            );
        }
        for value in [
            "10400",
            "000123",
            "0000012345",
            "1234567890",
            "12345678",
            "555 0100",
        ] {
            assert!(!is_dialled(value), "{value}");
        }
    }
}
