//! Whether a text is a date in one of the usual notations; its meaning is for others to tell.

use crate::words::plain;

/// Beginnings of the months' names in seven languages.
const MONTHS: [&str; 33] = [
    "jan", "ene", "gen", "feb", "fev", "fevr", "mar", "maa", "apr", "abr", "avr", "mai", "may",
    "mag", "jun", "jui", "giu", "jul", "lug", "aug", "ago", "aou", "sep", "set", "oct", "okt",
    "ott", "out", "nov", "dec", "dez", "dic", "mei",
];

/// The year of a date in one of the usual notations, and whether a time stands beside it.
pub(crate) fn date_in(value: &str) -> Option<(i32, bool)> {
    if value.len() < 6 || value.len() > 40 || !value.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if value.len() == 8 && value.bytes().all(|byte| byte.is_ascii_digit()) {
        let part = |from: usize, to: usize| value.get(from..to)?.parse::<i32>().ok();
        let (head, tail) = (part(0, 4)?, part(4, 8)?);
        if is_year(head) && is_month_and_day(tail / 100, tail % 100) {
            return Some((head, false));
        }
        return (is_year(tail)
            && (is_month_and_day(head / 100, head % 100)
                || is_month_and_day(head % 100, head / 100)))
        .then_some((tail, false));
    }
    let day = value.split(['T', ' ']).next().unwrap_or(value);
    let has_time = value.contains(':');
    let separator = day
        .chars()
        .find(|character| matches!(character, '-' | '/' | '.'));
    if let Some(separator) = separator {
        let parts: Vec<i32> = day
            .trim_end_matches(',')
            .split(separator)
            .map(|part| part.parse().ok().filter(|_| part.len() <= 4))
            .collect::<Option<_>>()?;
        return match parts.as_slice() {
            [year, month, day] if is_written_year(*year) && is_month_and_day(*month, *day) => {
                Some((*year, has_time))
            }
            [one, other, year]
                if (is_month_and_day(*one, *other) || is_month_and_day(*other, *one))
                    && (is_written_year(*year) || (0..100).contains(year)) =>
            {
                Some((if *year < 100 { 1900 + *year } else { *year }, has_time))
            }
            _ => None,
        };
    }
    written_date(value, has_time)
}

/// `03/14`, `14.03.`: a day and a month and no year.
pub(crate) fn is_day_and_month(value: &str) -> bool {
    let parts: Vec<Option<i32>> = value
        .trim_end_matches('.')
        .split(['/', '.', '-'])
        .map(|part| part.parse().ok().filter(|_| part.len() <= 2))
        .collect();
    match parts.as_slice() {
        [Some(one), Some(other)] => {
            is_month_and_day(*one, *other) || is_month_and_day(*other, *one)
        }
        _ => false,
    }
}

/// `Sep 26, 2026 7:05 PM`, `5 mai 2024`.
fn written_date(value: &str, has_time: bool) -> Option<(i32, bool)> {
    let words: Vec<&str> = value
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() < 3 || words.len() > 8 {
        return None;
    }
    let year = words
        .iter()
        .filter(|word| word.len() == 4)
        .find_map(|word| word.parse::<i32>().ok().filter(|year| is_year(*year)))?;
    let has_month = words.iter().any(|word| {
        let word = plain(word);
        word.bytes().all(|byte| byte.is_ascii_alphabetic())
            && word.len() >= 3
            && MONTHS.iter().any(|month| word.starts_with(month))
    });
    has_month.then_some((year, has_time))
}

fn is_year(year: i32) -> bool {
    (1880..=2060).contains(&year)
}

/// A year between a month and marks that say it is one: people of archives were born long ago.
fn is_written_year(year: i32) -> bool {
    (1000..=2060).contains(&year)
}

fn is_month_and_day(month: i32, day: i32) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}
