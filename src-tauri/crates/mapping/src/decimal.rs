//! What looks like an amount, or another number with a mark in it.

/// `12.50`, `1,234.56`, `€ 9,99`, `0.4%`. What has more marks than thousands and decimals need is a name in parts,
/// such as a version or a cookie's id.
pub(crate) fn is_decimal(value: &str) -> bool {
    let bare: String = value
        .chars()
        .filter(|character| !matches!(character, '$' | '€' | '£' | '%' | ' ' | '\u{a0}' | '\''))
        .collect();
    let bare = bare.trim_start_matches('-');
    // A currency code beside the number; more letters are a text with a number in it.
    if bare.chars().filter(char::is_ascii_alphabetic).count() > 3 {
        return false;
    }
    let bare = bare.trim_matches(|edge: char| edge.is_ascii_alphabetic());
    !bare.is_empty()
        && bare.len() < 16
        && bare.bytes().any(|byte| byte.is_ascii_digit())
        && bare
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
        && has_groups(bare)
        && (bare.contains(['.', ',']) || value.contains(['$', '€', '£', '%']))
}

/// Whether what stands between two marks is a group of thousands: three digits, or two as in India.
fn has_groups(bare: &str) -> bool {
    let pieces: Vec<&str> = bare.split(['.', ',']).collect();
    pieces.len() <= 4
        && match pieces.as_slice() {
            [first, groups @ .., _] if !groups.is_empty() => {
                (1..=3).contains(&first.len())
                    && groups.iter().all(|group| matches!(group.len(), 2 | 3))
            }
            _ => true,
        }
}

#[cfg(test)]
mod tests {
    use super::is_decimal;

    #[test]
    fn an_amount_is_told_from_a_name_in_parts() {
        for amount in [
            "12.50",
            "1,234.56",
            "1.234,56",
            "€ 9,99",
            "0.4%",
            "12,34,567",
            "1.234.567",
            "-3,5",
            "1'234.50 CHF",
            ".5",
            "100.",
            "12345678.90",
        ] {
            assert!(is_decimal(amount), "{amount}");
        }
        for name in [
            "GA1.2.714538.0",
            "GA1.1.1234567890.1612345678",
            "1.2.3",
            "10.0.0.1",
            "0.4.12.9.1",
            "12",
            "abcd1.5",
        ] {
            assert!(!is_decimal(name), "{name}");
        }
    }
}
