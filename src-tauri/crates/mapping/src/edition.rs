//! Which of two exports of one list is the later one, as far as their names tell.

use std::cmp::Ordering;

use crate::file_words::stem;
use crate::fold::fold;

/// The months' names, by their beginnings, in seven languages.
const MONTHS: [&[&str]; 12] = [
    &["jan", "gen", "ene"],
    &["feb", "fev"],
    &["mar", "maa", "mrt", "mae"],
    &["apr", "avr", "abr"],
    &["may", "mai", "mag", "mei"],
    &["jun", "juin", "giu"],
    &["jul", "juil", "lug"],
    &["aug", "aou", "ago"],
    &["sep", "set"],
    &["oct", "okt", "ott", "out"],
    &["nov"],
    &["dec", "dez", "dic", "dici"],
];

/// When an export was made, as far as its name tells: a date, a month, a copy's number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edition {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    /// Digits of a time behind the day.
    time: Option<u32>,
    /// The number a browser puts behind a file it downloads again: `customers (2).csv`.
    copy: u32,
}

impl Edition {
    /// Reads the edition off a label: the sheet first, then the file, then the folders and archives around it.
    pub fn of(label: &str, sheet: Option<&str>) -> Self {
        let mut parts = label.rsplit(['/', '\\']).map(stem);
        let file = parts.next().unwrap_or(label);
        let dated = sheet
            .into_iter()
            .chain([file])
            .chain(parts)
            .map(date_in)
            .find(|found| found.year.is_some() || found.month.is_some());
        Self {
            copy: copy_of(file),
            ..dated.unwrap_or_default()
        }
    }

    /// Whether this one is earlier or later than another; nothing where the names do not tell.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        let by_date = match (self.year, other.year) {
            (Some(mine), Some(theirs)) => {
                let finer = [
                    (self.month, other.month),
                    (self.day, other.day),
                    (self.time, other.time),
                ];
                compare_parts(mine.cmp(&theirs), &finer)?
            }
            (None, None) => match (self.month, other.month) {
                (Some(mine), Some(theirs)) => compare_months(mine, theirs)?,
                (None, None) => Ordering::Equal,
                _ => return None,
            },
            _ => return None,
        };
        let found = by_date.then(self.copy.cmp(&other.copy));
        (found != Ordering::Equal).then_some(found)
    }
}

/// The first difference; nothing where one name goes on and the other does not.
fn compare_parts(first: Ordering, finer: &[(Option<u32>, Option<u32>)]) -> Option<Ordering> {
    let mut found = first;
    for (mine, theirs) in finer {
        if found != Ordering::Equal {
            break;
        }
        found = match (mine, theirs) {
            (Some(mine), Some(theirs)) => mine.cmp(theirs),
            (None, None) => break,
            _ => return None,
        };
    }
    Some(found)
}

/// Months without a year: January follows December; half a year apart, nobody can tell.
fn compare_months(mine: u32, theirs: u32) -> Option<Ordering> {
    match (mine + 12 - theirs) % 12 {
        0 => Some(Ordering::Equal),
        1..=5 => Some(Ordering::Greater),
        7..=11 => Some(Ordering::Less),
        _ => None,
    }
}

fn date_in(name: &str) -> Edition {
    let words = words_of(name);
    let at = |position: usize| words.get(position).map(String::as_str).unwrap_or_default();
    for position in 0..words.len() {
        let found = stamp(at(position))
            .or_else(|| year_first(at(position), at(position + 1), at(position + 2)))
            .or_else(|| year_last(at(position), at(position + 1), at(position + 2)));
        if let Some(found) = found {
            return found;
        }
    }
    let month = words.iter().rev().find_map(|word| month_named(word));
    let year = words.iter().find_map(|word| year(word));
    Edition {
        year,
        month: month.or_else(|| year.and(words.iter().find_map(|word| quarter(word)))),
        ..Edition::default()
    }
}

/// Words and numbers; a year behind the name of its month is a word of its own.
fn words_of(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in name
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let letters = word.trim_end_matches(|character: char| character.is_ascii_digit());
        if letters.len() < word.len() && month_named(letters).is_some() {
            words.push(letters.to_owned());
            words.extend(word.get(letters.len()..).map(str::to_owned));
        } else {
            words.push(word.to_owned());
        }
    }
    words
}

/// `20260131`, `202601`, `20260131T101500Z`, `20260131101500`.
fn stamp(word: &str) -> Option<Edition> {
    let (day, time) = match word.split_once(['T', 't']) {
        Some((day, time)) => (day, time.trim_end_matches(['Z', 'z'])),
        None => word.split_at_checked(8).unwrap_or((word, "")),
    };
    if !is_number(day) || !matches!(day.len(), 6 | 8) {
        return None;
    }
    let month = day.get(4..6).and_then(month)?;
    Some(Edition {
        year: Some(day.get(..4).and_then(year)?),
        month: Some(month),
        day: match day.get(6..8) {
            Some(day) => Some(number(day, 1, 31)?),
            None => None,
        },
        time: time.parse().ok(),
        copy: 0,
    })
}

/// `2026-01-31`, `2026-01`.
fn year_first(first: &str, second: &str, third: &str) -> Option<Edition> {
    Some(Edition {
        year: Some(year(first)?),
        month: Some(month(second)?),
        day: number(third, 1, 31),
        ..Edition::default()
    })
}

/// `31.01.2026`, `01/31/2026`, `01-2026`; day and month only where no other reading is left.
fn year_last(first: &str, second: &str, third: &str) -> Option<Edition> {
    if let Some(year) = year(third) {
        let (one, two) = (number(first, 1, 31)?, number(second, 1, 31)?);
        let (day, month) = match (one <= 12, two <= 12) {
            (false, true) => (Some(one), Some(two)),
            (true, false) => (Some(two), Some(one)),
            (true, true) if one == two => (Some(one), Some(two)),
            _ => (None, None),
        };
        return Some(Edition {
            year: Some(year),
            month,
            day,
            ..Edition::default()
        });
    }
    Some(Edition {
        month: Some(month(first)?),
        year: Some(year(second)?),
        ..Edition::default()
    })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(text: &str, from: u32, to: u32) -> Option<u32> {
    let number = is_number(text).then(|| text.parse().ok()).flatten()?;
    (text.len() <= 2 && (from..=to).contains(&number)).then_some(number)
}

fn month(text: &str) -> Option<u32> {
    number(text, 1, 12)
}

fn year(text: &str) -> Option<u32> {
    let is_year = text.len() == 4 && is_number(text) && ["19", "20"].contains(&text.get(..2)?);
    is_year.then(|| text.parse().ok()).flatten()
}

/// The last month of a quarter.
fn quarter(word: &str) -> Option<u32> {
    let quarter = fold(word)
        .key
        .strip_prefix('q')
        .and_then(|rest| number(rest, 1, 4))?;
    Some(quarter * 3)
}

fn month_named(word: &str) -> Option<u32> {
    let key = fold(word).key;
    if !crate::source_name::NAMES.months.contains(&key) {
        return None;
    }
    // "juin" and "juil" are longer than what June and July have in common.
    let is_named = |names: &[&str]| names.iter().any(|name| key.starts_with(name));
    let position = MONTHS.iter().position(|names| is_named(names))?;
    u32::try_from(position + 1).ok()
}

/// The number in brackets at the end of a name.
fn copy_of(file: &str) -> u32 {
    let number = file
        .trim_end()
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
        .filter(|(before, _)| !before.trim().is_empty())
        .and_then(|(_, number)| number.parse().ok());
    number.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::Edition;

    fn compare(one: &str, other: &str) -> Option<Ordering> {
        Edition::of(one, None).compare(&Edition::of(other, None))
    }

    #[test]
    fn names_tell_which_export_is_the_later_one() {
        for (earlier, later) in [
            ("customers_2026-01.csv", "customers_2026-02.csv"),
            ("customers_2025-12.csv", "customers_2026-01.csv"),
            ("customers_20260131.csv", "customers_20260201.csv"),
            ("customers_202601.csv", "customers_202602.csv"),
            ("c_20260131T101500Z.csv", "c_20260131T111500Z.csv"),
            ("Kunden 31.01.2026.csv", "Kunden 28.02.2026.csv"),
            ("klanten 01-2026.csv", "klanten 02-2026.csv"),
            ("Kunden März 2026.csv", "Kunden April 2026.csv"),
            ("Kunden_Dezember2025.csv", "Kunden_Januar2026.csv"),
            ("Kunden Dezember.csv", "Kunden Januar.csv"),
            ("contacts-juin.csv", "contacts-juillet.csv"),
            ("sales 2025 Q4.csv", "sales 2026 Q1.csv"),
            ("customers.csv", "customers (1).csv"),
            ("customers (2).csv", "customers (10).csv"),
            ("customers 2026-01 (3).csv", "customers 2026-02.csv"),
            ("2026-01/customers.csv", "2026-02/customers.csv"),
            ("exports/Januar 2026/a.csv", "exports/Februar 2026/a.csv"),
        ] {
            assert_eq!(compare(earlier, later), Some(Ordering::Less), "{earlier}");
            assert_eq!(compare(later, earlier), Some(Ordering::Greater), "{later}");
        }
    }

    #[test]
    fn names_that_do_not_tell_are_not_guessed() {
        for (one, other) in [
            ("customers.csv", "customers.csv"),
            ("customers.csv", "customers_2026-01.csv"),
            ("customers_2026-01.csv", "customers_2026-01.csv"),
            ("customers_2026.csv", "customers_2026-01.csv"),
            ("customers_part1.csv", "customers_part2.csv"),
            ("customers_1.csv", "customers_2.csv"),
            ("a_05-06-2026.csv", "a_06-05-2026.csv"),
            ("Kunden Januar.csv", "Kunden Juli.csv"),
            ("members_8f2c1a90.csv", "members_77aa1b2c.csv"),
            ("Marketing 2026.csv", "Mayflower 2026.csv"),
        ] {
            assert_eq!(compare(one, other), None, "{one} {other}");
        }
    }
}
