//! Time zones: of a cell, of a header, and what they make of a clock without one.

use std::collections::BTreeMap;
use std::str::FromStr as _;
use std::sync::LazyLock;

use chrono::offset::MappedLocalTime;
use chrono::{DateTime, NaiveDateTime, Offset as _, TimeDelta, TimeZone as _};
use chrono_tz::{TZ_VARIANTS, Tz};
use rollcall_model::{ColumnIndex, ColumnMapping, Mapping, Transformation};

use crate::table::{self, Meanings};
use crate::{Standardised, date, text};

/// The words by which a header tells universal time, or how far from it its clock is.
const UNIVERSAL: [&str; 2] = ["utc", "gmt"];
/// What programs write for "behind UTC": the hyphen, the minus sign and the dash some editors make of them.
pub(crate) const MINUS_SIGNS: [char; 3] = ['-', '−', '–'];
/// Where clocks go forward, the hour before is of the offset that held until then.
const BEFORE_A_GAP: TimeDelta = TimeDelta::hours(3);

/// The zone in which times are written that have none themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// A zone of the IANA database, with its summer times of every year.
    Named(Tz),
    /// Always so many minutes east of UTC.
    Offset(i64),
}

/// How sure it is which instant a clock shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placing {
    /// The clock showed it once.
    Once,
    /// The clock showed it twice, when it went back; the first is meant.
    Twice,
    /// The clock was put forward over it; the offset of before is meant.
    Skipped,
}

static NAMES: LazyLock<Meanings<String, Tz>> = LazyLock::new(|| {
    let mut names = Meanings::default();
    for zone in TZ_VARIANTS {
        names.insert(zone.name().to_lowercase(), zone);
    }
    for row in table::rows(include_str!("../data/time_zones.tsv")) {
        let Some((zone, others)) = row.split_first() else {
            continue;
        };
        if let Ok(zone) = Tz::from_str(zone) {
            for name in others {
                names.entry((*name).to_owned()).or_insert(zone);
            }
        }
    }
    names
});

impl Zone {
    /// Reads a zone by its name in the IANA database, by one of the names programs write, or by its offset:
    /// `Europe/Berlin`, `Eastern Time (US & Canada)`, `(GMT-05:00) Eastern Time (US & Canada)`, `PST`, `UTC+2`.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let name = text.to_lowercase();
        let behind_offset = name
            .strip_prefix('(')
            .and_then(|rest| rest.split_once(')'))
            .map(|(_, name)| name.trim());
        let named = |name: &str| NAMES.get(name).copied().map(Self::Named);
        let words = name.replace(' ', "_");
        named(&name)
            .or_else(|| named(&words))
            .or_else(|| behind_offset.and_then(named))
            .or_else(|| date::offset_of(text.trim_matches(['(', ')'])).map(Self::Offset))
    }

    /// The zone a header says its column is written in: `Created (UTC)`, `date_created_gmt`, `Date (GMT-05:00)`.
    /// Nothing where it tells an offset nobody can read, or two of them.
    pub fn of_header(header: &str) -> Option<Self> {
        let header = header.to_ascii_lowercase();
        let mut told = UNIVERSAL
            .into_iter()
            .flat_map(|word| behind_word(&header, word))
            .map(offset_behind);
        let minutes = told.next()??;
        told.all(|other| other == Some(minutes))
            .then_some(Self::Offset(minutes))
    }

    /// Its name, as it is kept: of the IANA database, or an offset.
    pub fn name(self) -> String {
        match self {
            Self::Named(zone) => zone.name().to_owned(),
            Self::Offset(0) => "UTC".to_owned(),
            Self::Offset(minutes) => date::written_offset(minutes),
        }
    }

    /// How many minutes east of UTC a clock of the zone was when it showed a time.
    pub(crate) fn place(self, clock: NaiveDateTime) -> Option<(i64, Placing)> {
        let zone = match self {
            Self::Offset(minutes) => return Some((minutes, Placing::Once)),
            Self::Named(zone) => zone,
        };
        let minutes = |offset: <Tz as chrono::TimeZone>::Offset| {
            i64::from(offset.fix().local_minus_utc()) / 60
        };
        match zone.offset_from_local_datetime(&clock) {
            MappedLocalTime::Single(offset) => Some((minutes(offset), Placing::Once)),
            MappedLocalTime::Ambiguous(first, _) => Some((minutes(first), Placing::Twice)),
            MappedLocalTime::None => {
                let before = clock.checked_sub_signed(BEFORE_A_GAP)?;
                let offset = zone.offset_from_local_datetime(&before).latest()?;
                Some((minutes(offset), Placing::Skipped))
            }
        }
    }

    /// What a clock of the zone showed at an instant, and how many minutes it was east of UTC.
    pub(crate) fn show(self, instant: NaiveDateTime) -> Option<(NaiveDateTime, i64)> {
        let minutes = match self {
            Self::Offset(minutes) => minutes,
            Self::Named(zone) => {
                let at: DateTime<Tz> = zone.from_utc_datetime(&instant);
                i64::from(at.offset().fix().local_minus_utc()) / 60
            }
        };
        let clock = instant.checked_add_signed(TimeDelta::minutes(minutes))?;
        Some((clock, minutes))
    }
}

/// What stands behind a word, wherever a text has it as a word of its own.
fn behind_word<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(word).filter_map(move |(place, _)| {
        let before = text.get(..place)?;
        let behind = text.get(place + word.len()..)?;
        let is_whole =
            !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric);
        is_whole.then_some(behind)
    })
}

/// Minutes east of UTC, by what a header tells behind "UTC": none where no sign and number follow, and nothing where
/// they follow but are no offset, since the clock is then one nobody knows.
fn offset_behind(text: &str) -> Option<i64> {
    let is_digit = |one: char| one.is_ascii_digit();
    let text = text.trim_start();
    let ahead = text.strip_prefix('+').map(|rest| ('+', rest));
    let signed = ahead.or_else(|| text.strip_prefix(MINUS_SIGNS).map(|rest| ('-', rest)));
    let Some((sign, rest)) = signed.filter(|(_, rest)| rest.trim_start().starts_with(is_digit))
    else {
        return Some(0);
    };
    let end = rest
        .find(|one: char| !one.is_ascii_digit() && one != ':')
        .unwrap_or(rest.len());
    let (clock, after) = rest.split_at(end);
    let is_longer = after.starts_with(char::is_alphanumeric)
        || after
            .strip_prefix(['.', ','])
            .is_some_and(|rest| rest.starts_with(is_digit));
    let clock = clock.trim_end_matches(':');
    if clock.is_empty() || is_longer {
        return None;
    }
    let (hours, minutes) = clock.split_once(':').unwrap_or((clock, ""));
    date::offset_of(&format!("{sign}{hours:0>2}{minutes}"))
}

/// The zones that the headers of a table say its columns are written in.
pub fn of_columns(mapping: &Mapping) -> BTreeMap<ColumnIndex, Zone> {
    let zone_of = |column: &ColumnMapping| {
        // The header of a time of day speaks for the date it is read with.
        let of_clock = match &column.transformation {
            Transformation::Join { header } => Zone::of_header(header),
            _ => None,
        };
        Some((column.column, Zone::of_header(&column.header).or(of_clock)?))
    };
    mapping.columns.iter().filter_map(zone_of).collect()
}

/// A time zone by its name in the IANA database, or as an offset.
pub fn standardise(raw: &str) -> Standardised {
    let cleaned = text::clean_code(raw);
    if cleaned.is_empty() {
        return Standardised::blank();
    }
    match Zone::read(&cleaned) {
        Some(zone @ Zone::Named(_)) => Standardised::valid(zone.name(), "zone.named"),
        Some(zone @ Zone::Offset(_)) => Standardised::valid(zone.name(), "zone.offset"),
        None => Standardised::invalid("zone.unknown"),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;

    use super::{NAMES, Placing, Zone, standardise};
    use crate::table;

    #[test]
    fn zones_are_read_by_the_names_programs_write() {
        for (text, name) in [
            ("America/New_York", "America/New_York"),
            ("america/new_york", "America/New_York"),
            ("America/New York", "America/New_York"),
            ("Eastern Time (US & Canada)", "America/New_York"),
            ("(GMT-05:00) Eastern Time (US & Canada)", "America/New_York"),
            ("(GMT+01:00) Berlin", "Europe/Berlin"),
            ("W. Europe Standard Time", "Europe/Berlin"),
            ("UTC", "UTC"),
            ("UTC+2", "+02:00"),
            ("GMT-0330", "-03:30"),
            ("+05:30", "+05:30"),
            ("PDT", "-07:00"),
        ] {
            let read = standardise(text);
            assert_eq!(read.value, name, "{text}: {read:?}");
        }
        for text in ["Newcastle", "GMT+99", "12:00", "Mars/Olympus"] {
            assert!(!standardise(text).is_valid(), "{text}");
        }
        assert!(Zone::read(" ").is_none());
    }

    #[test]
    fn every_name_leads_to_a_zone_of_the_database() {
        for row in table::rows(include_str!("../data/time_zones.tsv")) {
            for name in row {
                assert!(NAMES.contains_key(&name.to_lowercase()), "{name}");
                assert!(Zone::read(name).is_some(), "{name}");
            }
        }
    }

    #[test]
    fn headers_tell_universal_time_or_how_far_from_it_they_are() {
        for (header, expected) in [
            ("Created (UTC)", Some("UTC")),
            ("Created (GMT)", Some("UTC")),
            ("date_created_gmt", Some("UTC")),
            ("Created UTC", Some("UTC")),
            ("Created-UTC", Some("UTC")),
            ("Created (GMT/UTC)", Some("UTC")),
            ("Created UTC - by the server", Some("UTC")),
            ("Created (UTC±0)", Some("UTC")),
            ("Created (UTC+00:00)", Some("UTC")),
            ("Created (UTC+02:00)", Some("+02:00")),
            ("Create Date (GMT+1)", Some("+01:00")),
            ("Conversion time (GMT-05:00)", Some("-05:00")),
            ("Date (GMT-5)", Some("-05:00")),
            ("Date UTC−4", Some("-04:00")),
            ("Date (UTC –4)", Some("-04:00")),
            ("Date GMT+5:30", Some("+05:30")),
            ("date_utc+0530", Some("+05:30")),
            // A sign and a number that are no offset: the clock is one nobody knows.
            ("Date (UTC+99)", None),
            ("Date UTC-2026", None),
            ("Date (UTC+5.5)", None),
            ("Date UTC - 7 days", None),
            ("Date (UTC, shown in GMT+1)", None),
            ("Created", None),
            ("Outcome", None),
            ("Soutch", None),
        ] {
            let told = Zone::of_header(header).map(Zone::name);
            assert_eq!(told.as_deref(), expected, "{header}");
        }
    }

    #[test]
    fn summer_time_comes_and_goes() {
        let berlin = Zone::read("Europe/Berlin").expect("a zone");
        for (clock, minutes, placing) in [
            ("2026-01-15 12:00", 60, Placing::Once),
            ("2026-07-15 12:00", 120, Placing::Once),
            ("2026-03-29 01:59", 60, Placing::Once),
            // Clocks went from two to three.
            ("2026-03-29 02:30", 60, Placing::Skipped),
            ("2026-03-29 03:00", 120, Placing::Once),
            // And from three to two.
            ("2026-10-25 02:30", 120, Placing::Twice),
            ("2026-10-25 03:00", 60, Placing::Once),
        ] {
            let at = NaiveDateTime::parse_from_str(clock, "%Y-%m-%d %H:%M").expect("a time");
            assert_eq!(berlin.place(at), Some((minutes, placing)), "{clock}");
        }
    }
}
