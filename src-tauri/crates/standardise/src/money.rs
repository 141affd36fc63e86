//! Amounts of money and other numbers, however thousands and decimals are told apart.

use std::str::FromStr as _;

use iso_currency::Currency;
use rollcall_model::DecimalMark;
use rust_decimal::Decimal;

use crate::{Standardised, country, placeholder, text};

/// An amount, and the currency where the cell tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    /// The amount with a full stop for its decimals and no thousands separators (`money.decimal`).
    pub amount: Standardised,
    /// The currency, ISO 4217.
    pub currency: Option<&'static str>,
}

/// An amount of money: `1.234,56`, `1,234.56`, `€ 12.50`, `(12.00)`, `12,- EUR`. Where one
/// separator with three digits behind it could be either, the table's own decimal `mark` decides.
/// Where that is not known a comma parts thousands, and a full stop does so where people write
/// decimals with a comma (`country`, ISO alpha-2).
pub fn standardise(text: &str, country: Option<&str>, mark: Option<DecimalMark>) -> Money {
    let cleaned = text::clean_code(text);
    if cleaned.is_empty() {
        return Money {
            amount: Standardised::blank(),
            currency: None,
        };
    }
    let (number, currency) = without_currency(&cleaned);
    let amount = match decimal(&number, country, mark) {
        Some(amount) => Standardised::valid(amount.normalize().to_string(), "money.decimal"),
        None if placeholder::is_filler(&cleaned) => Standardised::placeholder("money.placeholder"),
        None => Standardised::invalid("money.no_number"),
    };
    let currency = currency.filter(|_| amount.is_valid());
    Money { amount, currency }
}

/// A plain number, such as a quantity (`number.decimal`); marks are told apart as in [`standardise`].
pub fn number(text: &str, country: Option<&str>, mark: Option<DecimalMark>) -> Standardised {
    let cleaned = text::clean_code(text);
    if cleaned.is_empty() {
        return Standardised::blank();
    }
    match decimal(&cleaned, country, mark) {
        Some(number) => Standardised::valid(number.normalize().to_string(), "number.decimal"),
        None if placeholder::is_filler(&cleaned) => Standardised::placeholder("number.placeholder"),
        None => Standardised::invalid("number.no_number"),
    }
}

/// A number a file itself tells to be one, with a full stop for its decimals; nothing where it is
/// larger or finer than an amount can be.
pub fn exact(number: f64) -> Option<String> {
    let number = Decimal::from_str(&number.to_string()).ok()?;
    Some(number.normalize().to_string())
}

/// An age in whole years, 0 to 120 (`number.age`).
pub fn age(text: &str) -> Standardised {
    let whole = number(text, None, None);
    if !whole.is_valid() {
        return whole;
    }
    match whole.value.parse::<u8>() {
        Ok(years) if years <= 120 => Standardised::valid(years.to_string(), "number.age"),
        _ => Standardised::invalid("number.no_age"),
    }
}

/// A currency: ISO 4217 code from a code or a sign (`currency.iso`).
pub fn currency(text: &str) -> Standardised {
    let cleaned = text::clean_code(text);
    if cleaned.is_empty() {
        return Standardised::blank();
    }
    match currency_of(&cleaned) {
        Some(code) => Standardised::valid(code, "currency.iso"),
        None if placeholder::is_filler(&cleaned) => {
            Standardised::placeholder("currency.placeholder")
        }
        None => Standardised::invalid("currency.unknown"),
    }
}

/// The ISO 4217 code behind a code, a sign or a usual name.
pub fn currency_of(text: &str) -> Option<&'static str> {
    let text = text.trim().trim_matches('.');
    let signs: &[(&str, &'static str)] = &[
        ("€", "EUR"),
        ("£", "GBP"),
        ("$", "USD"),
        ("US$", "USD"),
        ("¥", "JPY"),
        ("₹", "INR"),
        ("₽", "RUB"),
        ("₺", "TRY"),
        ("₩", "KRW"),
        ("₪", "ILS"),
        ("zł", "PLN"),
        ("Kč", "CZK"),
        ("R$", "BRL"),
        ("A$", "AUD"),
        ("C$", "CAD"),
        ("CA$", "CAD"),
        ("AU$", "AUD"),
        ("NZ$", "NZD"),
        ("HK$", "HKD"),
        ("S$", "SGD"),
        ("Fr", "CHF"),
        ("SFr", "CHF"),
        ("Euro", "EUR"),
        ("Euros", "EUR"),
        ("₴", "UAH"),
        ("₫", "VND"),
        ("Ft", "HUF"),
        ("Dollar", "USD"),
        ("US Dollar", "USD"),
        ("Pound", "GBP"),
    ];
    if let Some((_, code)) = signs
        .iter()
        .find(|(sign, _)| sign.eq_ignore_ascii_case(text))
    {
        return Some(code);
    }
    Currency::from_code(&text.to_ascii_uppercase()).map(|currency| currency.code())
}

fn without_currency(text: &str) -> (String, Option<&'static str>) {
    let is_part = |one: char| one.is_ascii_digit() || " .,'’+-−()–".contains(one);
    let words: String = text.chars().filter(|&one| !is_part(one)).collect();
    if words.is_empty() {
        return (text.to_owned(), None);
    }
    match currency_of(&words) {
        Some(code) => (
            text.chars().filter(|&one| is_part(one)).collect(),
            Some(code),
        ),
        None => (text.to_owned(), None),
    }
}

fn decimal(text: &str, country: Option<&str>, mark: Option<DecimalMark>) -> Option<Decimal> {
    let text = text.trim();
    let (text, in_brackets) = match text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        Some(inside) => (inside.trim(), true),
        None => (text, false),
    };
    let text = text.replace(['−', '–'], "-");
    // "12,-" and "12.–" are round amounts; "12-" is a negative one.
    let text = text
        .strip_suffix(",-")
        .or_else(|| text.strip_suffix(".-"))
        .unwrap_or(&text);
    let (text, minus_behind) = match text.strip_suffix('-') {
        Some(text) => (text.trim_end(), true),
        None => (text, false),
    };
    let (text, minus_before) = match text.strip_prefix('-') {
        Some(text) => (text.trim_start(), true),
        None => (text.strip_prefix('+').unwrap_or(text).trim_start(), false),
    };
    let plain = plain_number(text, country, mark)?;
    let amount = Decimal::from_str(&plain).ok()?;
    let negative = in_brackets || minus_behind || minus_before;
    Some(if negative && !amount.is_zero() {
        -amount
    } else {
        amount
    })
}

/// Digits with at most one full stop.
fn plain_number(text: &str, country: Option<&str>, mark: Option<DecimalMark>) -> Option<String> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) || text.len() > 40 {
        return None;
    }
    let compact: String = text
        .chars()
        .filter(|one| !matches!(one, ' ' | '\'' | '’'))
        .collect();
    if !compact
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
    {
        return None;
    }
    let decimals = decimals_behind(&compact, country, mark)?;
    let plain: String = compact
        .char_indices()
        .filter_map(|(at, one)| match one {
            '.' | ',' => (Some(at) == decimals).then_some('.'),
            digit => Some(digit),
        })
        .collect();
    Some(plain)
}

/// Where the decimals begin: outer nothing where the text is no number, inner nothing where it has
/// no decimals.
#[expect(
    clippy::option_option,
    reason = "no number and no decimals are two things"
)]
fn decimals_behind(
    text: &str,
    country: Option<&str>,
    mark: Option<DecimalMark>,
) -> Option<Option<usize>> {
    let commas = text.matches(',').count();
    let stops = text.matches('.').count();
    let last = |mark| text.rfind(mark);
    match (commas, stops) {
        (0, 0) => Some(None),
        (0, 1) => {
            let at = last('.')?;
            let by_comma = mark.map_or_else(
                || country::writes_decimal_comma(country),
                |mark| mark == DecimalMark::Comma,
            );
            let thousands = parts_thousands(text, at) && by_comma;
            Some((!thousands).then_some(at))
        }
        (1, 0) => {
            let at = last(',')?;
            let thousands = parts_thousands(text, at) && mark != Some(DecimalMark::Comma);
            Some((!thousands).then_some(at))
        }
        (0, _) => groups_of_three(text, '.').then_some(None),
        (_, 0) => groups_of_three(text, ',').then_some(None),
        (1, _) if last(',') > last('.') => Some(last(',')),
        (_, 1) if last('.') > last(',') => Some(last('.')),
        _ => None,
    }
}

/// Whether a lone separator could part thousands: one to three digits before, three behind.
fn parts_thousands(text: &str, at: usize) -> bool {
    (1..=3).contains(&at) && text.len() - at == 4 && !text.starts_with('0')
}

/// "1.234.567", and groups of two in India ("12,34,567").
fn groups_of_three(text: &str, mark: char) -> bool {
    let groups: Vec<&str> = text.split(mark).collect();
    groups.last().is_some_and(|last| last.len() == 3)
        && groups.iter().all(|group| (1..=3).contains(&group.len()))
}

#[cfg(test)]
mod tests {
    use rollcall_model::DecimalMark;
    use rollcall_model::ValueState::{self, Blank, Invalid, Placeholder, Valid};

    use super::{age, currency_of, exact, number, standardise};

    #[test]
    fn amounts() {
        let cases: &[(&str, &str, ValueState, &str, Option<&str>)] = &[
            ("1.234,56", "DE", Valid, "1234.56", None),
            ("1,234.56", "US", Valid, "1234.56", None),
            ("1,234.56", "DE", Valid, "1234.56", None),
            ("1 234,56 €", "FR", Valid, "1234.56", Some("EUR")),
            ("1'234.56", "CH", Valid, "1234.56", None),
            ("$12.50", "US", Valid, "12.5", Some("USD")),
            ("£ 12", "GB", Valid, "12", Some("GBP")),
            ("12,50 EUR", "DE", Valid, "12.5", Some("EUR")),
            ("EUR 12.50", "DE", Valid, "12.5", Some("EUR")),
            ("12,34,567", "IN", Valid, "1234567", None),
            ("1.234", "DE", Valid, "1234", None),
            ("1.234", "US", Valid, "1.234", None),
            ("1,234", "US", Valid, "1234", None),
            ("0,125", "DE", Valid, "0.125", None),
            ("12,-", "DE", Valid, "12", None),
            ("(12.00)", "US", Valid, "-12", None),
            ("12.00-", "US", Valid, "-12", None),
            ("-12,5", "DE", Valid, "-12.5", None),
            ("0", "US", Valid, "0", None),
            ("free", "US", Invalid, "", None),
            ("1.2.3", "US", Invalid, "", None),
            ("n/a", "US", Placeholder, "", None),
            ("", "US", Blank, "", None),
        ];
        for (text, country, state, value, currency) in cases {
            let got = standardise(text, Some(country), None);
            assert_eq!(
                (got.amount.state, got.amount.value.as_str(), got.currency),
                (*state, *value, *currency),
                "{text:?}"
            );
        }
    }

    #[test]
    fn the_mark_of_the_table_decides_where_one_separator_could_be_either() {
        for (text, country, mark, amount) in [
            ("1.234", "DE", DecimalMark::Point, "1.234"),
            ("1.234", "US", DecimalMark::Comma, "1234"),
            ("1,234", "US", DecimalMark::Comma, "1.234"),
            ("1,234", "DE", DecimalMark::Point, "1234"),
            ("1.234,5", "US", DecimalMark::Point, "1234.5"),
            ("12.50", "DE", DecimalMark::Comma, "12.5"),
        ] {
            assert_eq!(
                standardise(text, Some(country), Some(mark)).amount.value,
                amount,
                "{text:?} {mark:?}"
            );
        }
    }

    #[test]
    fn other_numbers() {
        assert_eq!(number("3,0", Some("DE"), None).value, "3");
        assert_eq!(exact(1.234).as_deref(), Some("1.234"));
        assert_eq!(exact(-12.0).as_deref(), Some("-12"));
        assert_eq!((exact(1e300), exact(f64::NAN)), (None, None));
        assert_eq!(age("42").value, "42");
        assert!(!age("142").is_valid());
        assert!(!age("4.2").is_valid());
        assert_eq!(currency_of("eur"), Some("EUR"));
        assert_eq!(currency_of("zł"), Some("PLN"));
        assert_eq!(currency_of("shells"), None);
    }
}
