//! What a cell looks like, for telling headers from rows and delimiters from text. Only ever a
//! hint: nothing that is loaded depends on it.

/// The looks that matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellKind {
    Blank,
    Number,
    Date,
    /// An e-mail address or a web address.
    Address,
    /// An id made of letters and digits.
    Code,
    /// Yes, no, true, false.
    Flag,
    Text,
}

impl CellKind {
    /// Whether a header would hardly look like it.
    pub(crate) fn is_value(self) -> bool {
        !matches!(self, Self::Blank | Self::Text)
    }
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// What a cell looks like.
pub(crate) fn kind_of(text: &str) -> CellKind {
    let text = text.trim();
    if text.is_empty() {
        CellKind::Blank
    } else if is_address(text) {
        CellKind::Address
    } else if is_date(text) {
        CellKind::Date
    } else if is_number(text) {
        CellKind::Number
    } else if matches!(
        text.to_ascii_lowercase().as_str(),
        "true" | "false" | "yes" | "no" | "y" | "n"
    ) {
        CellKind::Flag
    } else if is_code(text) {
        CellKind::Code
    } else {
        CellKind::Text
    }
}

/// Whether it is a whole number that could be a year, which headers of reports do hold.
pub(crate) fn is_year(text: &str) -> bool {
    let text = text.trim();
    text.len() == 4
        && text
            .parse::<u16>()
            .is_ok_and(|year| (1900..2100).contains(&year))
}

/// Whether it is a number as people write it, with signs, currency, per cent and separators.
pub(crate) fn is_number(text: &str) -> bool {
    let mut digits = 0;
    for character in text.trim().chars() {
        match character {
            '0'..='9' => digits += 1,
            '+' | '-' | '.' | ',' | '\'' | '%' | '$' | '€' | '£' | '¥' | ' ' | '\u{A0}'
            | '\u{202F}' | '(' | ')' | '−' | '/' => {}
            _ => return false,
        }
    }
    digits > 0
}

/// Whether it is a number whose decimals follow a comma, such as `12,5` or `1.234,56`.
pub(crate) fn has_decimal_comma(text: &str) -> bool {
    decimals_after(text, ',', '.')
}

/// Whether it is a number whose decimals follow a point, such as `12.5` or `1,234.56`.
pub(crate) fn has_decimal_point(text: &str) -> bool {
    decimals_after(text, '.', ',')
}

fn decimals_after(text: &str, mark: char, group: char) -> bool {
    let text = text.trim().trim_start_matches('-');
    let Some((whole, decimals)) = text.rsplit_once(mark) else {
        return false;
    };
    let all_digits =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(group);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    // Three digits after the mark with nothing else to go by could as well be thousands.
    let telling = !rest.is_empty() || decimals.len() != 3;
    telling
        && all_digits(decimals)
        && all_digits(first)
        && (rest.is_empty() || first.len() <= 3)
        && rest.iter().all(|part| part.len() == 3 && all_digits(part))
}

fn is_address(text: &str) -> bool {
    if text.contains(char::is_whitespace) {
        return false;
    }
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.") {
        return true;
    }
    text.split_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'))
}

fn is_date(text: &str) -> bool {
    if text.len() > 40 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let lower = text.to_ascii_lowercase();
    let mut words = lower
        .split(|character: char| !character.is_alphabetic())
        .filter(|word| !word.is_empty());
    let has_month = words.clone().any(|word| {
        word.len() >= 3 && word.len() <= 9 && MONTHS.iter().any(|month| word.starts_with(month))
    });
    if has_month && (3..=14).contains(&digits) && words.clone().count() <= 4 {
        return true;
    }
    let clock_words = words.all(|word| matches!(word, "t" | "z" | "am" | "pm" | "utc" | "gmt"));
    let dividers = |divider: char| text.matches(divider).count();
    let starts_with_digit = text.starts_with(|first: char| first.is_ascii_digit());
    clock_words
        && starts_with_digit
        && text.len() >= 5
        && text.chars().all(|character| {
            character.is_ascii_alphanumeric()
                || matches!(character, '-' | '/' | '.' | ':' | ' ' | '+' | ',')
        })
        && (['-', '/', '.']
            .into_iter()
            .any(|divider| is_calendar(text, divider))
            || dividers(':') >= 1)
}

/// Three numbers of at most two, two and four digits.
fn is_calendar(text: &str, divider: char) -> bool {
    let day = text.split([' ', 'T', 't', ',']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(divider).collect();
    let numbers = parts.iter().all(|part| {
        (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    parts.len() == 3 && numbers && parts.iter().filter(|part| part.len() > 2).count() <= 1
}

fn is_code(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.len() >= 4
        && digits >= 3
        && digits * 4 >= text.len()
        && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_are_told_apart() {
        let table = [
            ("", CellKind::Blank),
            (" ", CellKind::Blank),
            ("First name", CellKind::Text),
            ("E-mail 1 - Value", CellKind::Text),
            ("March", CellKind::Text),
            ("anna@example.com", CellKind::Address),
            ("https://example.com/a?b=1", CellKind::Address),
            ("00123", CellKind::Number),
            ("+44 20 7946 0123", CellKind::Number),
            ("€ 1.234,50", CellKind::Number),
            ("2024-01-31", CellKind::Date),
            ("31/01/2024 14:05", CellKind::Date),
            ("2024-01-31T10:00:00Z", CellKind::Date),
            ("Jan 3, 2024", CellKind::Date),
            ("3 January 2024", CellKind::Date),
            ("1.234.567", CellKind::Number),
            ("cus_9876543", CellKind::Code),
            ("TRUE", CellKind::Flag),
        ];
        for (text, kind) in table {
            assert_eq!(kind_of(text), kind, "{text:?}");
        }
    }

    #[test]
    fn decimal_marks() {
        for text in ["12,5", "1.234,56", "-0,99", "1234,5678"] {
            assert!(has_decimal_comma(text), "{text}");
            assert!(!has_decimal_point(text), "{text}");
        }
        for text in ["1,234", "12", "a,b", "1,2,3", ""] {
            assert!(!has_decimal_comma(text), "{text}");
        }
        assert!(has_decimal_point("1,234.5"));
    }
}
