//! From a typed cell of a spreadsheet to what it displays, with its type kept beside.

use calamine::{Data, ExcelDateTime};
use chrono::{NaiveDateTime, Timelike};
use rollcall_model::{Cell, TypedCell};

/// Integers above this are already rounded in a spreadsheet file.
const EXACT_INTEGERS: f64 = 9_007_199_254_740_992.0;

/// The cell, or nothing where the spreadsheet has none.
pub(crate) fn displayed(value: Data, format: Option<&str>) -> Option<Cell> {
    let cell = match value {
        Data::Empty => return None,
        Data::String(text) => return Some(Cell::text(text)),
        Data::Float(number) if !number.is_finite() => return Some(Cell::text(number.to_string())),
        Data::Float(number) => typed(number_text(number, format), TypedCell::Number(number)),
        Data::Int(number) => typed(
            number_text(number as f64, format),
            TypedCell::Number(number as f64),
        ),
        Data::Bool(value) => typed(
            if value { "TRUE" } else { "FALSE" }.to_owned(),
            TypedCell::Boolean(value),
        ),
        Data::DateTime(moment) => moment_cell(&moment, format),
        Data::DateTimeIso(text) => iso_cell(text),
        Data::DurationIso(text) => {
            let time = iso_duration(&text).unwrap_or_else(|| text.clone());
            typed(time.clone(), TypedCell::Time(time))
        }
        Data::Error(error) => typed(error.to_string(), TypedCell::Error(error.to_string())),
        #[expect(
            unreachable_patterns,
            reason = "the library may learn new kinds of cells"
        )]
        other => return Some(Cell::text(other.to_string())),
    };
    Some(cell)
}

/// Whether a number has more digits than its cell can hold.
pub(crate) fn is_rounded(cell: &Cell) -> bool {
    matches!(cell.typed, Some(TypedCell::Number(number)) if number.abs() > EXACT_INTEGERS && number.abs() < 1e24)
}

fn typed(text: String, typed: TypedCell) -> Cell {
    Cell {
        text,
        typed: Some(typed),
    }
}

/// The shortest form that is the same number; with the zeros or the mask of a format such as
/// `00000` or `000-00-0000`.
fn number_text(number: f64, format: Option<&str>) -> String {
    if let Some(code) = format
        && number.fract() == 0.0
        && (0.0..EXACT_INTEGERS).contains(&number)
        && let Some(text) = masked(number as u64, code)
    {
        return text;
    }
    format!("{number}")
}

/// A whole number in a format of zeros, and of signs between them.
fn masked(number: u64, code: &str) -> Option<String> {
    let plain: String = code
        .chars()
        .filter(|one| !matches!(one, '\\' | '"'))
        .collect();
    let places = plain.matches('0').count();
    let only_zeros = plain
        .chars()
        .all(|one| matches!(one, '0' | '-' | ' ' | '(' | ')' | '+'));
    if places < 2 || !only_zeros {
        return None;
    }
    let digits = format!("{number:0places$}");
    let (extra, masked) = digits.split_at(digits.len() - places);
    let mut masked = masked.chars();
    let mut extra = Some(extra);
    let mut text = String::new();
    for one in plain.chars() {
        if one == '0' {
            text.push_str(extra.take().unwrap_or_default());
            text.extend(masked.next());
        } else {
            text.push(one);
        }
    }
    Some(text)
}

fn moment_cell(moment: &ExcelDateTime, format: Option<&str>) -> Cell {
    let serial = moment.as_f64();
    let (shows_day, shows_time) =
        format.map_or((serial >= 1.0, serial.fract() != 0.0), parts_shown);
    if moment.is_duration() || (shows_time && !shows_day) {
        let days = if moment.is_duration() {
            serial
        } else {
            serial.fract()
        };
        let time = clock((days * 86_400.0).round() as i64);
        return typed(time.clone(), TypedCell::Time(time));
    }
    let Some(moment) = moment.as_datetime().map(to_second) else {
        return typed(format!("{serial}"), TypedCell::Number(serial));
    };
    if shows_time || moment.num_seconds_from_midnight() != 0 {
        let text = moment.format("%Y-%m-%dT%H:%M:%S").to_string();
        return typed(text.clone(), TypedCell::DateTime(text));
    }
    let text = moment.format("%Y-%m-%d").to_string();
    typed(text.clone(), TypedCell::Date(text))
}

/// Serial numbers miss whole seconds by some microseconds.
fn to_second(moment: NaiveDateTime) -> NaiveDateTime {
    let rounded = moment + chrono::Duration::milliseconds(500);
    rounded.with_nanosecond(0).unwrap_or(moment)
}

/// Whether a date format shows the day, and whether it shows the time.
fn parts_shown(code: &str) -> (bool, bool) {
    let mut plain = String::new();
    let mut inside: Option<char> = None;
    for one in code.chars() {
        match (inside, one) {
            (None, '"') => inside = Some('"'),
            (None, '[') => inside = Some(']'),
            (None, other) => plain.extend(other.to_lowercase()),
            (Some(end), other) if other == end => inside = None,
            (Some(_), _) => {}
        }
    }
    let time = plain.contains(['h', 's']);
    let day = plain.contains(['y', 'd', 'e']) || (plain.contains('m') && !time);
    if day || time {
        (day, time)
    } else {
        (true, false)
    }
}

fn clock(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    format!(
        "{sign}{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

fn iso_cell(text: String) -> Cell {
    let type_ = if text.contains('T') {
        let moment = text.get(..19).unwrap_or(&text).to_owned();
        if moment.ends_with("T00:00:00") {
            TypedCell::Date(moment.trim_end_matches("T00:00:00").to_owned())
        } else {
            TypedCell::DateTime(moment)
        }
    } else if text.contains(':') {
        TypedCell::Time(text.clone())
    } else {
        TypedCell::Date(text.clone())
    };
    typed(text, type_)
}

/// `PT10H05M03S` as `10:05:03`.
fn iso_duration(text: &str) -> Option<String> {
    let mut seconds = 0_i64;
    let mut number = String::new();
    for one in text.strip_prefix("PT")?.chars() {
        let unit = match one {
            '0'..='9' | '.' => {
                number.push(one);
                continue;
            }
            'H' => 3600.0,
            'M' => 60.0,
            'S' => 1.0,
            _ => return None,
        };
        seconds += (number.parse::<f64>().ok()? * unit).round() as i64;
        number.clear();
    }
    Some(clock(seconds))
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn numbers_show_what_their_format_shows() {
        let table = [
            (1234.0, Some("00000"), "01234"),
            (123_456.0, Some("00000"), "123456"),
            (1234.0, Some("0"), "1234"),
            (1234.0, None, "1234"),
            (12.5, Some("00000"), "12.5"),
            (123_456_789.0, Some("000-00-0000"), "123-45-6789"),
            (1e18, None, "1000000000000000000"),
            (0.1, Some("0.00"), "0.1"),
            (-3.0, Some("000"), "-3"),
        ];
        for (number, format, text) in table {
            assert_eq!(number_text(number, format), text, "{number} as {format:?}");
        }
    }

    #[test]
    fn moments_are_told_apart_by_their_format() {
        let table = [
            (
                45_322.0,
                Some("dd/mm/yyyy"),
                TypedCell::Date("2024-01-31".to_owned()),
            ),
            (
                45_322.5,
                Some("yyyy\\-mm\\-dd hh:mm"),
                TypedCell::DateTime("2024-01-31T12:00:00".to_owned()),
            ),
            (
                0.75,
                Some("h:mm AM/PM"),
                TypedCell::Time("18:00:00".to_owned()),
            ),
            (
                45_322.0,
                Some("[$-409]mmm\\ yy"),
                TypedCell::Date("2024-01-31".to_owned()),
            ),
            (45_322.0, None, TypedCell::Date("2024-01-31".to_owned())),
        ];
        for (serial, format, expected) in table {
            let moment = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false);
            assert_eq!(
                moment_cell(&moment, format).typed,
                Some(expected),
                "{serial} as {format:?}"
            );
        }
        let long = ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(moment_cell(&long, Some("[h]:mm")).text, "36:00:00");
    }

    #[test]
    fn durations_of_open_document() {
        assert_eq!(iso_duration("PT10H05M03S").as_deref(), Some("10:05:03"));
        assert_eq!(iso_duration("10:05"), None);
    }
}
