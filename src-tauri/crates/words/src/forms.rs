//! Numbers and days in German form.

/// Words that may stand before a number.
const BEFORE: &[(&str, &str)] = &[
    ("fewer than ", "weniger als "),
    ("less than ", "weniger als "),
    ("more than ", "mehr als "),
    ("at least ", "mindestens "),
    ("at most ", "höchstens "),
    ("about ", "etwa "),
    ("up to ", "bis zu "),
    ("under ", "unter "),
    ("over ", "über "),
];
/// Units that may stand behind one, and how they are called.
const UNITS: &[(&str, &str)] = &[
    ("%", "%"),
    ("€", "€"),
    ("$", "$"),
    ("£", "£"),
    ("bit", "Bit"),
    ("bits", "Bit"),
    ("points", "Punkte"),
    ("kB", "kB"),
    ("KB", "KB"),
    ("MB", "MB"),
    ("GB", "GB"),
    ("ms", "ms"),
    ("s", "s"),
];
const SIGNS: &[char] = &['+', '-', '−', '±', '<', '>', '≈', '~'];
const MONEY: &[char] = &['€', '$', '£'];
const MONTHS: &[(&str, &str)] = &[
    ("January", "Januar"),
    ("February", "Februar"),
    ("March", "März"),
    ("April", "April"),
    ("May", "Mai"),
    ("June", "Juni"),
    ("July", "Juli"),
    ("August", "August"),
    ("September", "September"),
    ("October", "Oktober"),
    ("November", "November"),
    ("December", "Dezember"),
];
/// What may stand between two days.
const BETWEEN: &[(&str, &str)] = &[
    ("to", "bis"),
    ("until", "bis"),
    ("and", "und"),
    ("or", "oder"),
    ("–", "–"),
];

/// A text that is nothing but a number or a day in words, in German form; nothing for any other.
pub(crate) fn german(text: &str) -> Option<String> {
    number(text).or_else(|| days(text))
}

/// A day such as `2026-01-31`, as German writes it.
pub(crate) fn iso_day(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_number = |text: &str, length: usize| {
        text.len() == length && text.chars().all(|one| one.is_ascii_digit())
    };
    let is_day = is_number(year, 4) && is_number(month, 2) && is_number(day, 2);
    (is_day && parts.next().is_none()).then(|| format!("{day}.{month}.{year}"))
}

/// A month such as `2026-01`, as German writes it.
pub(crate) fn iso_month(text: &str) -> Option<String> {
    let (year, month) = text.split_once('-')?;
    let is_number = |text: &str, length: usize| {
        text.len() == length && text.chars().all(|one| one.is_ascii_digit())
    };
    if !is_number(year, 4) || !is_number(month, 2) {
        return None;
    }
    let number: usize = month.parse().ok()?;
    let (_, name) = MONTHS.get(number.checked_sub(1)?)?;
    Some(format!("{name} {year}"))
}

/// A text that is nothing but a number, with its sign, its unit and words such as "at least".
pub(crate) fn number(text: &str) -> Option<String> {
    for (english, german) in BEFORE {
        if let Some(rest) = text.strip_prefix(english) {
            return one(rest).map(|number| format!("{german}{number}"));
        }
    }
    match text.split_once('–') {
        Some((low, high)) => Some(format!("{}–{}", one(low.trim())?, one(high.trim())?)),
        None => one(text),
    }
}

fn one(text: &str) -> Option<String> {
    let unsigned = text.trim_start_matches(SIGNS);
    let sign = &text[..text.len() - unsigned.len()];
    if sign.chars().count() > 1 {
        return None;
    }
    let plain = unsigned.strip_prefix(MONEY).unwrap_or(unsigned);
    let money = &unsigned[..unsigned.len() - plain.len()];
    let end = plain
        .find(|one: char| !(one.is_ascii_digit() || one == ',' || one == '.'))
        .unwrap_or(plain.len());
    let (digits, unit) = plain.split_at(end);
    let digits = with_comma(digits)?;
    let unit = match (money.is_empty(), unit) {
        (true, "") => String::new(),
        (false, "") => format!(" {money}"),
        (true, unit) => format!(" {}", unit_in_german(unit.trim_start())?),
        (false, _) => return None,
    };
    Some(format!("{sign}{digits}{unit}"))
}

/// Digits with a comma at every thousand and a point before decimals, the other way round.
fn with_comma(digits: &str) -> Option<String> {
    let (whole, decimals) = match digits.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (digits, None),
    };
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|one| one.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_grouped = rest.is_empty() || first.len() <= 3;
    let are_thousands = rest
        .iter()
        .all(|group| group.len() == 3 && is_number(group));
    if !is_number(first) || !is_grouped || !are_thousands {
        return None;
    }
    match decimals {
        Some(decimals) if !is_number(decimals) => None,
        Some(decimals) => Some(format!("{},{decimals}", whole.replace(',', "."))),
        None => Some(whole.replace(',', ".")),
    }
}

fn unit_in_german(unit: &str) -> Option<&str> {
    let is_currency = unit.len() == 3 && unit.chars().all(|one| one.is_ascii_uppercase());
    let known = UNITS.iter().find(|(english, _)| *english == unit);
    known
        .map(|(_, german)| *german)
        .or(is_currency.then_some(unit))
}

/// Days and months in words, one or from one to another.
fn days(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let month = |word: &str| {
        let mut months = MONTHS.iter();
        months
            .find(|(english, _)| *english == word)
            .map(|(_, german)| *german)
    };
    if words.len() > 12 || !words.iter().any(|word| month(word).is_some()) {
        return None;
    }
    let mut german = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let is_digits = !word.is_empty() && word.chars().all(|one| one.is_ascii_digit());
        let is_before_month = words.get(at + 1).is_some_and(|next| month(next).is_some());
        let between = BETWEEN.iter().find(|(english, _)| english == word);
        german.push(match (month(word), between) {
            (Some(month), _) => month.to_owned(),
            (None, Some((_, between))) => (*between).to_owned(),
            (None, None) if is_digits && word.len() <= 2 && is_before_month => format!("{word}."),
            (None, None) if is_digits && word.len() == 4 => (*word).to_owned(),
            // "24 to 30 November": the first day has no month of its own.
            (None, None) if is_digits && word.len() <= 2 && at + 1 < words.len() => {
                format!("{word}.")
            }
            (None, None) => return None,
        });
    }
    Some(german.join(" "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{days, german, iso_day, iso_month, number};

    #[test]
    fn a_day_in_figures_begins_with_the_day() {
        assert_eq!(iso_day("2026-01-31").as_deref(), Some("31.01.2026"));
        for text in [
            "2026-1-31",
            "2026-01",
            "2026-01-31-1",
            "2026-01-31T10:00",
            "",
        ] {
            assert_eq!(iso_day(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_in_figures_is_called_by_its_name() {
        assert_eq!(iso_month("2026-01").as_deref(), Some("Januar 2026"));
        assert_eq!(iso_month("2026-12").as_deref(), Some("Dezember 2026"));
        for text in [
            "2026-00",
            "2026-13",
            "2026-1",
            "2026-+1",
            "26-01",
            "2026-01-31",
            "2026",
            "",
        ] {
            assert_eq!(iso_month(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_change_their_marks() {
        for (english, expected) in [
            ("12", "12"),
            ("1,234", "1.234"),
            ("12,345,678", "12.345.678"),
            ("12.3", "12,3"),
            ("12.3 %", "12,3 %"),
            ("100%", "100 %"),
            ("1,234.50 EUR", "1.234,50 EUR"),
            ("€1,234.50", "1.234,50 €"),
            ("\u{2212}9,470.65", "\u{2212}9.470,65"),
            ("+3.1 bits", "+3,1 Bit"),
            ("fewer than 5", "weniger als 5"),
            ("under 1 %", "unter 1 %"),
            ("12.3–14.5 %", "12,3–14,5 %"),
            ("240 MB", "240 MB"),
            ("123456", "123456"),
        ] {
            assert_eq!(number(english).as_deref(), Some(expected), "{english}");
        }
    }

    #[test]
    fn what_is_no_number_stays() {
        for text in [
            "",
            "1,23",
            "12,34,567",
            "1234,567",
            "1.2.3",
            "2026-06-01",
            "v1.2",
            "12 rows",
            "1,234.",
            ".5",
            "Smith",
            "about",
            "--3",
            "€",
            "24.12.2026",
        ] {
            assert_eq!(german(text), None, "{text}");
        }
    }

    #[test]
    fn days_in_words_are_said_in_german() {
        for (english, expected) in [
            ("24 November 2026", "24. November 2026"),
            ("1 March 2026", "1. März 2026"),
            ("May 2026", "Mai 2026"),
            ("October", "Oktober"),
            (
                "24 October to 23 November 2026",
                "24. Oktober bis 23. November 2026",
            ),
            ("24 to 30 November 2026", "24. bis 30. November 2026"),
            ("June and July 2026", "Juni und Juli 2026"),
        ] {
            assert_eq!(days(english).as_deref(), Some(expected), "{english}");
        }
        for text in ["June Carter", "24 hours", "May be", "to", "2026", ""] {
            assert_eq!(days(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_digit_is_lost(count in any::<u64>()) {
            let mut english = String::new();
            let digits = count.to_string();
            for (at, digit) in digits.chars().enumerate() {
                if at > 0 && (digits.len() - at).is_multiple_of(3) {
                    english.push(',');
                }
                english.push(digit);
            }
            let german = number(&english).unwrap();
            assert_eq!(german.replace('.', ""), digits);
            assert_eq!(german.replace('.', ","), english);
        }
    }
}
