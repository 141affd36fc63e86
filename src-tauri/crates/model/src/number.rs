//! Numbers as sentences show them, and as people write them.

use serde::{Deserialize, Serialize};

/// What stands before the decimals of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// `1.234,56`.
    Comma,
    /// `1,234.56`.
    Point,
}

/// A count with a comma at every thousand.
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number as people read it: a comma at every thousand, two digits behind the point where it is not whole, a
/// minus sign before one below nought.
pub fn grouped_number(number: f64) -> String {
    let hundredths = (number.abs() * 100.0).round() as u64;
    let whole = grouped(hundredths / 100);
    let text = match hundredths % 100 {
        _ if number.fract() == 0.0 => whole,
        part => format!("{whole}.{part:02}"),
    };
    if number < 0.0 && hundredths > 0 {
        format!("\u{2212}{text}")
    } else {
        text
    }
}

/// From so many people or rows on a count is shown where small ones are hidden.
pub const SHOWN_FROM: u64 = 5;
/// What is told in place of a smaller one.
pub const FEW_IN_WORDS: &str = "fewer than 5";

/// A count with a comma at every thousand; one to four in words that do not tell which, where those are hidden.
pub fn grouped_or_few(count: u64, hides_few: bool) -> String {
    if hides_few && (1..SHOWN_FROM).contains(&count) {
        FEW_IN_WORDS.to_owned()
    } else {
        grouped(count)
    }
}

/// The letters a spreadsheet shows above a column: 0 is A, 26 is AA.
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = (left - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{column_letters, grouped, grouped_number};

    #[test]
    fn columns_are_called_as_in_a_spreadsheet() {
        for (column, letters) in [
            (0, "A"),
            (2, "C"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (702, "AAA"),
        ] {
            assert_eq!(column_letters(column), letters);
        }
    }

    #[test]
    fn sums_are_set_apart_as_counts_are() {
        for (number, text) in [
            (0.0, "0"),
            (26_043.0, "26,043"),
            (58_994.4, "58,994.40"),
            (1_234_567.891, "1,234,567.89"),
            (338.6, "338.60"),
            (0.996, "1.00"),
            (-27.0, "\u{2212}27"),
            (-9_470.65, "\u{2212}9,470.65"),
            (-0.001, "0.00"),
        ] {
            assert_eq!(grouped_number(number), text);
        }
    }

    #[test]
    fn thousands_are_set_apart() {
        for (count, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (12_031_004, "12,031,004"),
        ] {
            assert_eq!(grouped(count), text);
        }
    }
}
