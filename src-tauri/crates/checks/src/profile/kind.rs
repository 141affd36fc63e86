//! What one cell looks like by itself.

use rollcall_model::DecimalMark;
use serde::{Deserialize, Serialize};

use super::glance::Glance;

/// What a column turned out to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Nothing.
    Empty,
    /// Days, with or without a time.
    Date,
    /// Numbers that can be added up.
    Number,
    /// Two words or signs, such as yes and no.
    Choice,
    /// E-mail addresses.
    Email,
    /// Web addresses.
    Web,
    /// Telephone numbers.
    Phone,
    /// Ids, postcodes and other codes.
    Code,
    /// Words without a digit.
    Words,
    /// Anything else.
    Text,
}

impl ColumnKind {
    /// Every kind, in the order they are counted.
    pub const ALL: [Self; 10] = [
        Self::Empty,
        Self::Date,
        Self::Number,
        Self::Choice,
        Self::Email,
        Self::Web,
        Self::Phone,
        Self::Code,
        Self::Words,
        Self::Text,
    ];

    /// The stable code, such as `email`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Date => "date",
            Self::Number => "number",
            Self::Choice => "choice",
            Self::Email => "email",
            Self::Web => "web",
            Self::Phone => "phone",
            Self::Code => "code",
            Self::Words => "words",
            Self::Text => "text",
        }
    }

    /// What values of this kind are called.
    pub(super) fn plural(self) -> &'static str {
        match self {
            Self::Empty => "nothing",
            Self::Date => "dates",
            Self::Number => "numbers",
            Self::Choice => "choices",
            Self::Email => "e-mail addresses",
            Self::Web => "web addresses",
            Self::Phone => "telephone numbers",
            Self::Code => "codes",
            Self::Words => "words",
            Self::Text => "text",
        }
    }
}

/// What a text without blanks around it looks like, once it is known to be no date.
pub(super) fn kind_of(text: &str, glance: &Glance, is_number: bool) -> ColumnKind {
    if glance.has_at() && !glance.has_blank() && is_email(text) {
        return ColumnKind::Email;
    }
    if is_web(text) {
        return ColumnKind::Web;
    }
    if is_number {
        return ColumnKind::Number;
    }
    let (figures, has_blank) = (glance.figures, glance.has_blank());
    let has_signs = glance.has_sign() || has_blank;
    let is_trunk = text.starts_with('0') && figures >= 9;
    if glance.is_dialled()
        && (7..=15).contains(&figures)
        && (has_signs || is_trunk)
        && !is_internet_address(text)
    {
        ColumnKind::Phone
    } else if figures == 0 && glance.letters > 0 {
        ColumnKind::Words
    } else if figures > 0 && (!has_blank || glance.characters <= 10) {
        ColumnKind::Code
    } else {
        ColumnKind::Text
    }
}

/// `203.0.113.117`: figures with signs between, but nobody's telephone.
fn is_internet_address(text: &str) -> bool {
    text.bytes().filter(|one| *one == b'.').count() == 3
        && text.split('.').all(|part| part.parse::<u8>().is_ok())
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    !local.is_empty()
        && domain
            .rsplit_once('.')
            .is_some_and(|(name, end)| !name.is_empty() && end.chars().count() >= 2)
}

fn is_web(text: &str) -> bool {
    if !text.starts_with(['h', 'H', 'w', 'W']) {
        return false;
    }
    ["http://", "https://", "www."].iter().any(|start| {
        text.get(..start.len())
            .is_some_and(|begins| begins.eq_ignore_ascii_case(start))
    })
}

/// A number and how it is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ReadNumber {
    pub(super) value: f64,
    /// The decimal mark, where only one can be meant.
    pub(super) mark: Option<DecimalMark>,
    /// Whether a spreadsheet has rounded it: `1.23E+12`.
    pub(super) is_rounded: bool,
}

/// Reads a number that can be added up. Codes written with figures (leading zeros, more than 15
/// digits) are none.
pub(super) fn number(text: &str, mark: Option<DecimalMark>) -> Option<ReadNumber> {
    let first = text.bytes().next()?;
    if !(first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'.' | b',')) || text.len() > 32 {
        return None;
    }
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    if let Some(rounded) = scientific(body) {
        return Some(rounded);
    }
    let (whole, decimals, told) = split(body, mark)?;
    // No text that is read here is longer.
    let mut digits = [0; 40];
    let mut length = 0;
    for digit in whole.bytes().filter(u8::is_ascii_digit) {
        *digits.get_mut(length)? = digit;
        length += 1;
    }
    let is_code = (length > 1 && digits.first() == Some(&b'0')) || length > 15;
    if is_code
        || (first == b'+' && decimals.is_empty())
        || !decimals.bytes().all(|one| one.is_ascii_digit())
    {
        return None;
    }
    for digit in b".".iter().chain(decimals.as_bytes()).chain(b"0") {
        *digits.get_mut(length)? = *digit;
        length += 1;
    }
    let value: f64 = std::str::from_utf8(digits.get(..length)?)
        .ok()?
        .parse()
        .ok()?;
    Some(ReadNumber {
        value: if first == b'-' { -value } else { value },
        mark: told,
        is_rounded: false,
    })
}

/// Figures before and behind the decimal mark, and the mark where only one can be meant.
fn split(body: &str, mark: Option<DecimalMark>) -> Option<(&str, &str, Option<DecimalMark>)> {
    let last = body.rfind([',', '.']);
    let Some(at) = last else {
        return is_grouped(body, "'’ \u{a0}\u{202f}").then_some((body, "", None));
    };
    let sign = body[at..].chars().next()?;
    let (whole, behind) = (&body[..at], &body[at + 1..]);
    let (own, other) = if sign == ',' {
        (DecimalMark::Comma, '.')
    } else {
        (DecimalMark::Point, ',')
    };
    let repeats = whole.contains(sign);
    let groups = behind.len() == 3 && !whole.is_empty() && whole != "0";
    let is_decimal = if repeats {
        false
    } else if whole.contains(other) || !groups {
        true
    } else {
        mark.map_or(sign == '.', |mark| mark == own)
    };
    if is_decimal {
        let told = (behind.len() != 3 && !behind.is_empty()).then_some(own);
        let separators = if sign == ',' {
            ".'’ \u{a0}\u{202f}"
        } else {
            ",'’ \u{a0}\u{202f}"
        };
        (whole.is_empty() || is_grouped(whole, separators)).then_some((whole, behind, told))
    } else {
        let separators = if sign == ',' { "," } else { "." };
        is_grouped(body, separators).then_some((body, "", None))
    }
}

/// Figures, in groups of three where anything stands between them.
fn is_grouped(text: &str, separators: &str) -> bool {
    // Mostly nothing stands between them.
    if text.bytes().all(|one| one.is_ascii_digit()) {
        return !text.is_empty();
    }
    let mut groups = text.split(|one| separators.contains(one));
    let first = groups.next().unwrap_or("");
    let is_figures =
        |group: &str| !group.is_empty() && group.bytes().all(|one| one.is_ascii_digit());
    let mut rest = groups.peekable();
    is_figures(first)
        && (rest.peek().is_none() || first.len() <= 3)
        && rest.all(|group| group.len() == 3 && is_figures(group))
}

/// `1.23E+12`, as a spreadsheet shows a number that is too long for its column.
fn scientific(body: &str) -> Option<ReadNumber> {
    let at = body.bytes().position(|one| matches!(one, b'E' | b'e'))?;
    let (mantissa, exponent) = (body.get(..at)?, body.get(at + 1..)?);
    let power = exponent.strip_prefix('+')?;
    let is_figures = |text: &str| !text.is_empty() && text.bytes().all(|one| one.is_ascii_digit());
    let (whole, decimals) = mantissa.split_once([',', '.']).unwrap_or((mantissa, "0"));
    if !is_figures(whole)
        || whole.len() > 1
        || !is_figures(decimals)
        || !is_figures(power)
        || power.len() > 2
    {
        return None;
    }
    Some(ReadNumber {
        value: format!("{whole}.{decimals}e{power}").parse().ok()?,
        mark: None,
        is_rounded: true,
    })
}

#[cfg(test)]
mod tests {
    use rollcall_model::DecimalMark::{self, Comma, Point};

    use super::{ColumnKind, Glance, kind_of, number};

    #[test]
    fn numbers_by_the_mark_of_the_file() {
        let cases: &[(&str, Option<DecimalMark>, Option<f64>)] = &[
            ("12", None, Some(12.0)),
            ("-3.5", None, Some(-3.5)),
            ("1,234.50", None, Some(1234.5)),
            ("1.234,50", None, Some(1234.5)),
            ("1.234", Some(Comma), Some(1234.0)),
            ("1.234", Some(Point), Some(1.234)),
            ("1,234", Some(Comma), Some(1.234)),
            ("1,234", None, Some(1234.0)),
            ("1,234,567", None, Some(1_234_567.0)),
            ("1 234 567", None, Some(1_234_567.0)),
            ("0.125", None, Some(0.125)),
            (".5", None, Some(0.5)),
            ("1.23E+12", None, Some(1.23e12)),
            ("4,41E+11", None, Some(4.41e11)),
            ("007", None, None),
            ("4412345678901234567", None, None),
            ("07700 900123", None, None),
            ("+447700900123", None, None),
            ("12-04", None, None),
            ("1,23,4", None, None),
            ("12a", None, None),
            ("", None, None),
        ];
        for (text, mark, value) in cases {
            let read = number(text, *mark).map(|read| read.value);
            assert_eq!(read, *value, "{text:?} {mark:?}");
        }
        assert!(number("1.23E+12", None).is_some_and(|read| read.is_rounded));
    }

    #[test]
    fn kinds() {
        for (text, kind) in [
            ("anne@example.com", ColumnKind::Email),
            ("anne@home", ColumnKind::Words),
            ("https://example.com/a", ColumnKind::Web),
            ("+44 7700 900123", ColumnKind::Phone),
            ("07700900123", ColumnKind::Phone),
            ("(020) 7946-0958", ColumnKind::Phone),
            ("LS1 4AP", ColumnKind::Code),
            ("203.0.113.117", ColumnKind::Code),
            ("+49.30.901820", ColumnKind::Phone),
            ("C-1001", ColumnKind::Code),
            ("007", ColumnKind::Code),
            ("Anne Marsh-Cole", ColumnKind::Words),
            ("12 Harbour Street, Leeds", ColumnKind::Text),
        ] {
            assert_eq!(
                kind_of(text, &Glance::at(text), number(text, None).is_some()),
                kind,
                "{text:?}"
            );
        }
    }
}
