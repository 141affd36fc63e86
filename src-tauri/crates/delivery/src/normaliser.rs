//! What is done to a value before a destination takes it, one step at a time.

use serde::{Deserialize, Serialize};

/// One step. A step that cannot make sense of a value refuses it; the cell is then blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Normaliser {
    /// White space at both ends goes.
    Trim,
    /// Lower case.
    Lower,
    /// Upper case.
    Upper,
    /// All white space goes.
    RemoveSpaces,
    /// Everything but letters, digits, marks of letters and white space goes.
    RemovePunctuation,
    /// Refuses what is no e-mail address by its shape.
    Email,
    /// The dots before the @ go, for gmail.com and googlemail.com only.
    GmailDots,
    /// A plus and what follows before the @ go, for gmail.com and googlemail.com only.
    GmailPlus,
    /// `+` and 7 to 15 digits; refuses a phone whose country is not known.
    E164,
    /// The digits of a phone in E.164, without the plus.
    E164Digits,
    /// Two letters; refuses any other country.
    CountryCode,
    /// The first five digits, for rows of the United States only.
    UsZip,
    /// Two letters for rows of the United States; refuses any other state there.
    UsState,
    /// `m` or `f`; refuses anything else.
    MaleOrFemale,
    /// The year of a date; refuses a date without one.
    Year,
    /// A whole date, `YYYY-MM-DD`; refuses a part of one.
    Date,
    /// Month and day of a date, `MM/DD`; refuses a date without them.
    MonthAndDay,
    /// Refuses an e-mail address with letters beyond ASCII before the @.
    AsciiBeforeAt,
    /// Two or three capitals or digits, the code of a region; refuses its name.
    RegionCode,
    /// An advertising id: 32 hexadecimal digits in five groups, lower case; refuses anything else.
    AdvertisingId,
}

impl Normaliser {
    /// Every step.
    pub const ALL: &[Self] = &[
        Self::Trim,
        Self::Lower,
        Self::Upper,
        Self::RemoveSpaces,
        Self::RemovePunctuation,
        Self::Email,
        Self::GmailDots,
        Self::GmailPlus,
        Self::E164,
        Self::E164Digits,
        Self::CountryCode,
        Self::UsZip,
        Self::UsState,
        Self::MaleOrFemale,
        Self::Year,
        Self::Date,
        Self::MonthAndDay,
        Self::AsciiBeforeAt,
        Self::RegionCode,
        Self::AdvertisingId,
    ];

    /// The value after this step, or nothing when it is refused. `country` is that of the person,
    /// ISO 3166 alpha-2, empty when not known.
    pub fn apply(self, value: &str, country: &str) -> Option<String> {
        let made = match self {
            Self::Trim => value.trim().to_owned(),
            Self::Lower => value.to_lowercase(),
            Self::Upper => value.to_uppercase(),
            Self::RemoveSpaces => value.chars().filter(|one| !one.is_whitespace()).collect(),
            Self::RemovePunctuation => value.chars().filter(|one| is_wordly(*one)).collect(),
            Self::Email => is_email(value).then(|| value.to_owned())?,
            Self::GmailDots => gmail(value, |local| local.replace('.', "")),
            Self::GmailPlus => gmail(value, |local| {
                local.split('+').next().unwrap_or_default().to_owned()
            }),
            Self::E164 => format!("+{}", digits_of_e164(value)?),
            Self::E164Digits => digits_of_e164(value)?,
            Self::CountryCode => is_two_letters(value).then(|| value.to_owned())?,
            Self::UsZip if is_us(country) => us_zip(value)?,
            Self::UsState if is_us(country) => is_two_letters(value).then(|| value.to_owned())?,
            Self::UsZip | Self::UsState => value.to_owned(),
            Self::MaleOrFemale => male_or_female(value)?,
            Self::Year => year(value)?,
            Self::Date => date(value)?.to_owned(),
            Self::MonthAndDay => month_and_day(value)?,
            Self::AsciiBeforeAt => value
                .rsplit_once('@')
                .is_none_or(|(local, _)| local.is_ascii())
                .then(|| value.to_owned())?,
            Self::RegionCode => is_region_code(value).then(|| value.to_owned())?,
            Self::AdvertisingId => advertising_id(value)?,
        };
        (!made.is_empty()).then_some(made)
    }
}

/// Combining marks count: without them a letter of many scripts is another letter.
fn is_wordly(character: char) -> bool {
    character.is_alphanumeric()
        || character.is_whitespace()
        || matches!(character, '\u{300}'..='\u{36f}')
        || (!character.is_ascii() && !character.is_control() && !is_wide_punctuation(character))
}

/// Punctuation beyond ASCII that names are written with.
fn is_wide_punctuation(character: char) -> bool {
    matches!(
        character,
        '\u{a1}'..='\u{bf}' | '\u{2010}'..='\u{205e}' | '\u{3001}'..='\u{303f}' | '\u{d7}' | '\u{f7}'
    )
}

fn is_email(value: &str) -> bool {
    let Some((local, domain)) = value.rsplit_once('@') else {
        return false;
    };
    let is_clean =
        !value.contains(|one: char| one.is_whitespace() || one.is_control() || one == ',');
    is_clean
        && !local.is_empty()
        && !local.contains('@')
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
}

fn gmail(value: &str, change: impl Fn(&str) -> String) -> String {
    match value.rsplit_once('@') {
        Some((local, domain))
            if domain.eq_ignore_ascii_case("gmail.com")
                || domain.eq_ignore_ascii_case("googlemail.com") =>
        {
            format!("{}@{domain}", change(local))
        }
        _ => value.to_owned(),
    }
}

fn digits_of_e164(value: &str) -> Option<String> {
    let rest = value.trim().strip_prefix('+')?;
    let is_phone = rest
        .chars()
        .all(|one| one.is_ascii_digit() || " .-()/\u{a0}".contains(one));
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    // No country's code begins with a zero, and E.164 has at most 15 digits.
    (is_phone && (7..=15).contains(&digits.len()) && !digits.starts_with('0')).then_some(digits)
}

fn is_two_letters(value: &str) -> bool {
    value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_us(country: &str) -> bool {
    country.eq_ignore_ascii_case("US")
}

fn us_zip(value: &str) -> Option<String> {
    let digits: String = value.chars().take_while(char::is_ascii_digit).collect();
    (digits.len() >= 5).then(|| digits.chars().take(5).collect())
}

fn male_or_female(value: &str) -> Option<String> {
    match value.trim().to_lowercase().as_str() {
        "m" | "male" => Some("m".to_owned()),
        "f" | "female" => Some("f".to_owned()),
        _ => None,
    }
}

fn year(value: &str) -> Option<String> {
    let year = value.get(..4)?;
    let ends = value.len() == 4 || value.as_bytes().get(4) == Some(&b'-');
    (ends && year.bytes().all(|byte| byte.is_ascii_digit())).then(|| year.to_owned())
}

/// The day of `YYYY-MM-DD`, with or without a time behind it.
fn date(value: &str) -> Option<&str> {
    let day = value.get(..10)?;
    let ends = matches!(value.as_bytes().get(10), None | Some(b'T' | b' '));
    (ends && shape_of(day) == "9999-99-99").then_some(day)
}

/// Dates of birth without a year are written `--MM-DD`.
fn month_and_day(value: &str) -> Option<String> {
    let rest = match value.strip_prefix("--") {
        Some(rest) => rest,
        None => date(value)?.get(5..)?,
    };
    (shape_of(rest) == "99-99").then(|| rest.replace('-', "/"))
}

fn is_region_code(value: &str) -> bool {
    (2..=3).contains(&value.len())
        && value
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn advertising_id(value: &str) -> Option<String> {
    let lower = value.trim().to_ascii_lowercase();
    let lengths: Vec<usize> = lower.split('-').map(str::len).collect();
    let is_hexadecimal = lower
        .bytes()
        .all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
    (lengths == [8, 4, 4, 4, 12] && is_hexadecimal).then_some(lower)
}

/// A text with a 9 for every digit.
fn shape_of(text: &str) -> String {
    text.chars()
        .map(|one| if one.is_ascii_digit() { '9' } else { one })
        .collect()
}
