//! What one value looks like.

use rollcall_standardise::consent;

use crate::answers::{look_at_answer, look_at_statement};
use crate::code_shape::{code_in, is_mostly_figures};
use crate::date_shape::{date_in, is_day_and_month};
use crate::decimal::is_decimal;
use crate::dialled::{is_dialled, is_dialled_with_signs};
use crate::mail_shape::{is_email, names_its_address};
use crate::words::{LISTS, plain};

/// What a value can look like. A value can look like several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Kind {
    Email,
    Phone,
    /// A telephone number written as one dials it, and no plain number.
    Dialled,
    /// The same with signs no id is written with.
    DialledWithSigns,
    Date,
    Time,
    Uuid,
    Sha256,
    Url,
    Money,
    Integer,
    Number,
    YesNo,
    Gender,
    Country,
    Region,
    Language,
    Postcode,
    ShortCode,
    GivenName,
    FamilyName,
    FullName,
    City,
    Street,
    FullAddress,
    Organisation,
    Consent,
    /// A request to be left alone, forgotten or told what is known.
    Request,
    /// Several words that agree or refuse: "yes please", "only by post".
    SpelledOut,
    /// A text that reads as a permission given, refused or never told.
    Answer,
    /// A filler where an answer would stand.
    Unanswered,
    /// A word for a channel people are reached by.
    Channel,
    /// A word for what people are reached for.
    Purpose,
    /// A bare no.
    No,
    /// A word permissions are told by, not merely yes or no.
    Opt,
    /// A time of day without its date.
    Clock,
    Title,
    OrderStatus,
    EventWord,
    /// Day and month without a year.
    DayAndMonth,
    SmallDay,
    SmallMonth,
    Year,
    /// A word with figures in it, as ids are: `CLUB000100`, `10024`, `No. 10024`.
    Code,
    /// The same with more figures than letters: `#1001`, `SO-1001`.
    Numbered,
    /// Letters without a single figure.
    Figureless,
    /// A name with the address of its person behind it: `Anna Berg (anna@example.com)`.
    NamedEmail,
    /// One word that is no known name of a person.
    Handle,
    /// A postal code and a town: `80331 München`.
    PostcodeAndTown,
    /// The same with a town that is known.
    KnownTown,
    Words,
}

/// How many kinds there are.
pub(crate) const KINDS: usize = Kind::Words as usize + 1;

/// What a value looks like, and the year when it is a date.
pub(crate) fn look(value: &str) -> (Vec<Kind>, Option<i32>) {
    let value = value.trim().trim_start_matches('\'');
    let mut kinds = Vec::new();
    if is_email(value) {
        return (vec![Kind::Email], None);
    }
    if value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return (vec![Kind::Sha256], None);
    }
    if is_uuid(value) {
        return (vec![Kind::Uuid], None);
    }
    if is_url(value) {
        return (vec![Kind::Url], None);
    }
    if names_its_address(value) {
        kinds.push(Kind::NamedEmail);
    }
    let date = date_in(value);
    if let Some((year, has_time)) = date {
        kinds.push(Kind::Date);
        if has_time {
            kinds.push(Kind::Time);
        }
        if !value.bytes().all(|byte| byte.is_ascii_digit()) {
            return (kinds, Some(year));
        }
    }
    if is_day_and_month(value) {
        kinds.push(Kind::DayAndMonth);
    }
    if is_clock(value) {
        kinds.push(Kind::Clock);
    }
    look_at_digits(value, &mut kinds);
    if let Some(code) = code_in(value) {
        kinds.push(Kind::Code);
        if is_mostly_figures(code) {
            kinds.push(Kind::Numbered);
        }
    }
    match crate::yes_no::says(value) {
        Some(says_yes) => {
            kinds.push(Kind::YesNo);
            if !says_yes {
                kinds.push(Kind::No);
            }
        }
        None if crate::possible::is_of_permissions(value) => kinds.push(Kind::Opt),
        None => {}
    }
    look_at_answer(value, &mut kinds);
    look_at_statement(value, &mut kinds);
    if crate::handles::is_handle(value) {
        kinds.push(Kind::Handle);
    }
    if let Some(is_known) = crate::town_lines::look(value) {
        kinds.push(Kind::PostcodeAndTown);
        if is_known {
            kinds.push(Kind::KnownTown);
        }
    }
    if value.bytes().any(|byte| byte.is_ascii_alphabetic()) || !value.is_ascii() {
        look_at_letters(value, &mut kinds);
    }
    (kinds, date.map(|(year, _)| year))
}

/// `18:30`, `18:30:05`, `6:30 PM`, `18h30`.
fn is_clock(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let bare = lower
        .trim_end_matches(['a', 'p', 'm', '.', ' ', '\u{202f}', '\u{a0}'])
        .trim_end_matches(" uhr");
    let mut parts = bare.split([':', 'h']);
    let mut below = |limit: u32| {
        parts.next().is_some_and(|part| {
            (1..=2).contains(&part.len())
                && part.bytes().all(|byte| byte.is_ascii_digit())
                && part.parse::<u32>().is_ok_and(|number| number < limit)
        })
    };
    let starts = below(24) && below(60);
    let seconds = parts
        .next()
        .map(|part| part.split('.').next().unwrap_or(part));
    starts
        && parts.next().is_none()
        && seconds.is_none_or(|part| {
            part.len() == 2 && part.parse::<u32>().is_ok_and(|number| number < 60)
        })
}

fn is_uuid(value: &str) -> bool {
    let parts: Vec<usize> = value.split('-').map(str::len).collect();
    parts == [8, 4, 4, 4, 12]
        && value
            .bytes()
            .all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

fn is_url(value: &str) -> bool {
    let lower = value.get(..8).unwrap_or(value).to_ascii_lowercase();
    !value.contains(' ')
        && (lower.starts_with("http://")
            || lower.starts_with("https://")
            || lower.starts_with("www."))
}

fn look_at_digits(value: &str, kinds: &mut Vec<Kind>) {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 {
        return;
    }
    let is_integer = digits == value.trim_start_matches('-').len();
    if is_integer {
        kinds.push(Kind::Integer);
        kinds.push(Kind::Number);
        if let Ok(number) = value.parse::<i64>() {
            if (1..=31).contains(&number) {
                kinds.push(Kind::SmallDay);
            }
            if (1..=12).contains(&number) {
                kinds.push(Kind::SmallMonth);
            }
            if (1880..=2060).contains(&number) && digits == 4 {
                kinds.push(Kind::Year);
            }
        }
    } else if is_decimal(value) {
        kinds.push(Kind::Money);
        kinds.push(Kind::Number);
    }
    let is_phone_text = value
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-()/. ".contains(&byte));
    // Decimals and short numbers are not telephone numbers; a plain long number may be one.
    if is_phone_text
        && (7..=15).contains(&digits)
        && !(is_decimal(value) && value.contains(['.', ',']))
    {
        kinds.push(Kind::Phone);
        if is_dialled(value) {
            kinds.push(Kind::Dialled);
        }
        if is_dialled_with_signs(value) {
            kinds.push(Kind::DialledWithSigns);
        }
    }
    if is_postcode(value) {
        kinds.push(Kind::Postcode);
    } else if is_integer && (4..=6).contains(&digits) {
        kinds.push(Kind::ShortCode);
    }
}

/// Shapes that are postal codes and hardly anything else.
fn is_postcode(value: &str) -> bool {
    let shape: String = value
        .chars()
        .map(|character| match character {
            '0'..='9' => '9',
            'a'..='z' | 'A'..='Z' => 'A',
            other => other,
        })
        .collect();
    matches!(
        shape.as_str(),
        "A9 9AA"
            | "A99 9AA"
            | "AA9 9AA"
            | "AA99 9AA"
            | "A9A 9AA"
            | "AA9A 9AA"
            | "A99AA"
            | "A999AA"
            | "AA99AA"
            | "AA999AA"
            | "A9A9AA"
            | "AA9A9AA"
            | "9999 AA"
            | "9999AA"
            | "A9A 9A9"
            | "A9A9A9"
            | "9999-999"
            | "99999-9999"
            | "99-999"
            | "999 99"
    )
}

fn look_at_letters(value: &str, kinds: &mut Vec<Kind>) {
    if !value.bytes().any(|byte| byte.is_ascii_digit()) {
        kinds.push(Kind::Figureless);
    }
    if value.len() > 160 {
        kinds.push(Kind::Words);
        return;
    }
    let key = plain(value);
    let listed = [
        (&LISTS.genders, Kind::Gender),
        (&LISTS.countries, Kind::Country),
        (&LISTS.country_codes, Kind::Country),
        (&LISTS.regions, Kind::Region),
        (&LISTS.languages, Kind::Language),
        (&LISTS.cities, Kind::City),
        (&LISTS.consent_words, Kind::Consent),
        (&LISTS.request_words, Kind::Request),
        (&LISTS.titles, Kind::Title),
        (&LISTS.order_words, Kind::OrderStatus),
        (&LISTS.event_words, Kind::EventWord),
    ];
    for (list, kind) in listed {
        if list.contains(&key) && !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let asks = |text: &str| consent::is_request(text) || consent::names_right(text);
    if !kinds.contains(&Kind::Request) && asks(value) {
        kinds.push(Kind::Request);
    }
    let answers = kinds.contains(&Kind::Request) || consent::takes_back(value);
    if answers && !kinds.contains(&Kind::Answer) {
        kinds.push(Kind::Answer);
    }
    if consent::is_spelled_out(value) {
        kinds.push(Kind::SpelledOut);
    }
    let words: Vec<String> = value
        .split(|character: char| character.is_whitespace() || character == ',')
        .map(plain)
        .filter(|word| !word.is_empty())
        .collect();
    let has_digit = value.bytes().any(|byte| byte.is_ascii_digit());
    look_at_names(&key, &words, has_digit, kinds);
    if words.len() > 1
        && words
            .iter()
            .any(|word| LISTS.organisation_words.contains(word))
    {
        kinds.push(Kind::Organisation);
    }
    if is_street(&words, has_digit) {
        let commas = value.matches([',', '\n', ';']).count();
        let has_code = words
            .iter()
            .skip(1)
            .any(|word| word.len() >= 4 && word.bytes().any(|byte| byte.is_ascii_digit()));
        kinds.push(if commas >= 2 || (commas >= 1 && has_code) {
            Kind::FullAddress
        } else {
            Kind::Street
        });
    }
    if words.len() > 6 {
        kinds.push(Kind::Words);
    }
}

fn look_at_names(key: &str, words: &[String], has_digit: bool, kinds: &mut Vec<Kind>) {
    if has_digit {
        return;
    }
    let (given, family) = (&LISTS.given, &LISTS.family);
    // Double names and short forms: Anna-Maria, Jean Pierre.
    let one = words.len() == 1;
    if given.contains(key) {
        kinds.push(Kind::GivenName);
    }
    if family.contains(key) {
        kinds.push(Kind::FamilyName);
    }
    let known = words
        .iter()
        .filter(|word| given.contains(word) || family.contains(word))
        .count();
    if !one && words.len() <= 5 && known > 0 {
        kinds.push(Kind::FullName);
    }
}

fn is_street(words: &[String], has_digit: bool) -> bool {
    let list = &LISTS.street_words;
    let glued = |word: &String| {
        [
            "strasse", "straat", "gasse", "weg", "laan", "allee", "platz", "plein", "gatan", "vej",
            "veien",
        ]
        .iter()
        .any(|end| word.len() > end.len() + 2 && word.ends_with(end))
    };
    let ends = words.len() > 1
        && (words.last().is_some_and(|word| list.contains(word))
            || words.first().is_some_and(|word| list.contains(word)));
    let inside = has_digit && words.len() > 1 && words.iter().any(|word| list.contains(word));
    ends || inside || words.iter().any(glued)
}

#[cfg(test)]
mod tests {
    use super::{Kind, look};

    #[test]
    fn values_look_like_what_they_are() {
        for (value, kind) in [
            ("ann@example.com", Kind::Email),
            ("+44 20 7946 0018", Kind::Phone),
            ("'+61412000999", Kind::Phone),
            ("(555) 010-9999", Kind::Phone),
            ("1984-02-29", Kind::Date),
            ("29/02/1984", Kind::Date),
            ("2/29/84", Kind::Date),
            ("29.2.1984", Kind::Date),
            ("19840229", Kind::Date),
            ("02291984", Kind::Date),
            ("Sep 26, 2026 7:05 PM", Kind::Date),
            ("2024-05-01T10:00:00Z", Kind::Time),
            ("9,99 €", Kind::Money),
            ("1,234.56", Kind::Money),
            ("SW1A 1AA", Kind::Postcode),
            ("1012 AB", Kind::Postcode),
            ("10115", Kind::ShortCode),
            ("Deutschland", Kind::Country),
            ("Maria", Kind::GivenName),
            ("Müller", Kind::FamilyName),
            ("Anna Schmidt", Kind::FullName),
            ("Schmidt, Anna", Kind::FullName),
            ("12 High Street", Kind::Street),
            ("Hauptstraße 5", Kind::Street),
            ("12 High Street, Leeds, LS1 4AB", Kind::FullAddress),
            ("Acme Trading Ltd", Kind::Organisation),
            ("Anna Berg (anna@example.com)", Kind::NamedEmail),
            ("Anna Berg <anna@example.com>", Kind::NamedEmail),
            (
                "A. Berg (a@example.com); B. Lund (b@example.com)",
                Kind::NamedEmail,
            ),
            ("UNSUBSCRIBED", Kind::Consent),
            ("nein", Kind::YesNo),
            ("Deletion", Kind::Request),
            ("Objection", Kind::Request),
            ("Withdrawal", Kind::Answer),
            ("Alle Unterlagen (Art. 15 DSGVO)", Kind::Request),
            ("Right of access", Kind::Request),
            ("Right to object", Kind::Request),
            ("Widerruf der Einwilligung", Kind::Request),
            ("please remove me", Kind::Request),
            ("nicht mehr anschreiben", Kind::Request),
            ("No thanks", Kind::SpelledOut),
            ("only by post", Kind::Answer),
            ("#1001", Kind::Numbered),
            ("SO-2024/1001", Kind::Numbered),
            ("No. 1001", Kind::Numbered),
            ("Bestellung #1001", Kind::Numbered),
            ("№ 1001", Kind::Numbered),
            ("CLUB0001", Kind::Code),
            ("18:30", Kind::Clock),
            ("6:05:59 PM", Kind::Clock),
            ("7h45", Kind::Clock),
            ("https://example.org/a", Kind::Url),
            ("3f2504e0-4f89-11d3-9a0c-0305e82c3301", Kind::Uuid),
        ] {
            assert!(
                look(value).0.contains(&kind),
                "{value}: {:?}",
                look(value).0
            );
        }
    }

    #[test]
    fn values_do_not_look_like_what_they_are_not() {
        for (value, kind) in [
            ("@example", Kind::Email),
            ("Anna Berg (Leeds)", Kind::NamedEmail),
            ("anna@example.com", Kind::NamedEmail),
            ("a b@example.com", Kind::Email),
            ("2024-05-01", Kind::Phone),
            ("1234567.89", Kind::Phone),
            ("99/99/2020", Kind::Date),
            ("1.2.3.4.5", Kind::Date),
            ("12345678", Kind::Date),
            ("", Kind::Words),
            ("25:10", Kind::Clock),
            ("unsubscribed", Kind::Request),
            ("Change of address", Kind::Request),
            ("Withdrawal", Kind::Request),
            ("No thanks", Kind::Request),
            ("not paid", Kind::SpelledOut),
            ("moved away", Kind::Answer),
            ("Ann12", Kind::Numbered),
            ("Anna Schmidt 1001", Kind::Code),
            ("Studio 54 1001", Kind::Code),
            ("18:3x", Kind::Clock),
            ("1:2:3:4", Kind::Clock),
            ("12", Kind::Clock),
        ] {
            assert!(!look(value).0.contains(&kind), "{value}");
        }
    }
}
