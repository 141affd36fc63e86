//! By whose clock times are written, as far as the files tell.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rollcall_checks::{Hour, When};
use rollcall_model::{Attribute, Moment, StandardValue, grouped};

use crate::records;

/// In minutes: a clock nobody knows is at most so far from that of UTC, fourteen hours ahead of it.
const ONE_UNKNOWN: i64 = 14 * 60;
/// Two of them are at most so far apart, from twelve hours behind UTC to fourteen ahead.
const BOTH_UNKNOWN: i64 = 26 * 60;
/// From the first minute of a day to its last.
const DAY_ALONE: i64 = 24 * 60 - 1;
/// So many names are listed.
const MOST_NAMED: usize = 3;

/// Which times can be set beside one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Clock {
    /// Of a known time zone: beside all others of that kind.
    Known,
    /// Of the clock of a source whose zone nobody knows: beside its own alone.
    Of(i64),
}

/// A minute and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    /// Since 1970: of UTC where the zone is known, else of the clock shown.
    pub(super) minute: i64,
    pub(super) clock: Clock,
    /// Whether it is any minute of the day it begins: no hour is told. It comes last, so that the order is by the
    /// minute.
    is_day: bool,
}

/// What would tell which of two times came first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lacking {
    /// The time zone of an hour.
    pub(super) zone: bool,
    /// The hour of a day.
    pub(super) hour: bool,
}

impl At {
    /// Of two that lie farther apart, in minutes, it is sure which came first, whatever their clocks.
    pub(super) const FARTHEST_UNSURE: i64 = BOTH_UNKNOWN + DAY_ALONE;

    /// Reads a time of a source; a day alone is its midnight.
    pub(super) fn read(time: &str, source: i64) -> Option<Self> {
        let moment = Moment::read(time)?;
        let clock = if moment.is_placed() {
            Clock::Known
        } else {
            Clock::Of(source)
        };
        Some(Self {
            minute: moment.minute(),
            clock,
            is_day: moment.is_day_alone(),
        })
    }

    /// When it was, with the day its file writes.
    pub(super) fn when(self, day: NaiveDate) -> When {
        When {
            minute: self.minute,
            day,
            is_day: self.is_day,
        }
    }

    /// Its minute and whose it is; nothing where no hour is told.
    pub(super) fn hour(self) -> Option<Hour> {
        // Sources are numbered from 1.
        let clock = match self.clock {
            Clock::Known => 0,
            Clock::Of(source) => source,
        };
        let minute = self.minute;
        (!self.is_day).then_some(Hour { minute, clock })
    }

    /// What is lacking where nobody can say which of two came first: one is a day without an hour, or they are of
    /// different clocks, and they are nearer than such days and clocks can be apart. Nothing where it is sure.
    pub(super) fn lacking_beside(self, other: Self) -> Option<Lacking> {
        let is_one_clock = self.clock == other.clock;
        let hour = self.is_day || other.is_day;
        if is_one_clock && !hour {
            return None;
        }
        let is_one_known = self.clock == Clock::Known || other.clock == Clock::Known;
        let reach = if is_one_clock {
            0
        } else if is_one_known {
            ONE_UNKNOWN
        } else {
            BOTH_UNKNOWN
        };
        let overlap = self.minute <= other.last_minute() + reach
            && other.minute <= self.last_minute() + reach;
        overlap.then_some(Lacking {
            zone: !is_one_clock && (self.lacks_zone() || other.lacks_zone()),
            hour,
        })
    }

    /// The last minute it can be of, by its own clock.
    fn last_minute(self) -> i64 {
        self.minute + if self.is_day { DAY_ALONE } else { 0 }
    }

    /// Whether a time zone would place it; a day without an hour has none in any zone.
    fn lacks_zone(self) -> bool {
        self.clock != Clock::Known && !self.is_day
    }
}

/// The time zones of the times of one table.
#[derive(Debug, Clone, Default)]
pub(super) struct Zones {
    /// How many times are so many minutes east of UTC.
    offsets: BTreeMap<i64, u64>,
    /// Names of zones the rows, or their table, tell.
    named: BTreeSet<String>,
    /// Times of which no zone is known.
    unknown: u64,
}

impl Zones {
    /// Counts the time a row tells.
    pub(super) fn add(&mut self, values: &[StandardValue]) {
        let time = records::first(values, &Attribute::EventTime)
            .or_else(|| records::first(values, &Attribute::CreatedAt));
        let Some(moment) = time.and_then(Moment::read) else {
            return;
        };
        match moment.offset() {
            Some(minutes) => *self.offsets.entry(minutes).or_default() += 1,
            // A day without an hour is the same day in every zone.
            None if moment.is_day_alone() => {}
            None => self.unknown += 1,
        }
        if let Some(zone) = records::first(values, &Attribute::TimeZone)
            && !self.named.contains(zone)
        {
            self.named.insert(zone.to_owned());
        }
    }

    /// Times whose zone is not known, of all that have an hour.
    pub(super) fn unknown(&self) -> (u64, u64) {
        (
            self.unknown,
            self.unknown + self.offsets.values().sum::<u64>(),
        )
    }

    /// The zone of its times in words; nothing where the file tells none.
    pub(super) fn told(&self) -> Option<String> {
        let (unknown, all) = self.unknown();
        if self.offsets.is_empty() && self.named.is_empty() {
            return None;
        }
        let named: Vec<String> = if self.named.is_empty() {
            self.offsets
                .keys()
                .map(|minutes| offset(*minutes))
                .collect()
        } else {
            self.named.iter().cloned().collect()
        };
        let told = match named.as_slice() {
            [first, .., last] if named.len() > MOST_NAMED => {
                format!("{} time zones, from {first} to {last}", named.len())
            }
            [first, rest @ .., last] if !rest.is_empty() => {
                format!("{first}, {} and {last}", rest.join(", "))
            }
            names => names.join(" and "),
        };
        Some(if unknown == 0 {
            told
        } else {
            let (unknown, all) = (grouped(unknown), grouped(all));
            format!("{told}; {unknown} of {all} times tell none")
        })
    }
}

/// An offset as people read it.
fn offset(minutes: i64) -> String {
    if minutes == 0 {
        return "UTC".to_owned();
    }
    let sign = if minutes < 0 { '−' } else { '+' };
    let minutes = minutes.abs();
    format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use rollcall_model::{Attribute, StandardValue, ValueState};

    use super::{At, Clock, Lacking, Zones};

    fn row(time: &str, zone: &str) -> Vec<StandardValue> {
        [(Attribute::EventTime, time), (Attribute::TimeZone, zone)]
            .into_iter()
            .map(|(attribute, text)| StandardValue {
                target: attribute.into(),
                column: Some(0),
                raw: text.into(),
                value: text.into(),
                state: if text.is_empty() {
                    ValueState::Blank
                } else {
                    ValueState::Valid
                },
                rule: "date.iso".into(),
            })
            .collect()
    }

    fn told(rows: &[(&str, &str)]) -> Option<String> {
        let mut zones = Zones::default();
        for (time, zone) in rows {
            zones.add(&row(time, zone));
        }
        zones.told()
    }

    #[test]
    fn the_zone_of_times_is_told_in_words() {
        let utc = ("2026-03-31T22:00:00Z", "");
        let summer = ("2026-03-31T22:00:00-04:00", "");
        let unknown = ("2026-03-31T22:00:00", "");
        assert_eq!(told(&[utc, utc]).as_deref(), Some("UTC"));
        assert_eq!(told(&[utc, summer]).as_deref(), Some("UTC−04:00 and UTC"));
        assert_eq!(
            told(&[summer, unknown]).as_deref(),
            Some("UTC−04:00; 1 of 2 times tell none")
        );
        assert_eq!(told(&[unknown]), None);
        assert_eq!(told(&[("2026-03-31T00:00:00", "")]), None, "a day alone");
        let named = ("2026-03-31T22:00:00-04:00", "America/New_York");
        assert_eq!(told(&[named]).as_deref(), Some("America/New_York"));
        let many = [
            ("2026-03-31T22:00:00+01:00", ""),
            ("2026-03-31T22:00:00+02:00", ""),
        ];
        assert_eq!(
            told(&[utc, summer, many[0], many[1]]).as_deref(),
            Some("4 time zones, from UTC−04:00 to UTC+02:00")
        );
        assert_eq!(
            told(&[utc, summer, many[0]]).as_deref(),
            Some("UTC−04:00, UTC and UTC+01:00")
        );
    }

    #[test]
    fn two_times_are_unsure_as_far_as_their_clocks_and_days_can_be_apart() {
        const ZONE: Option<Lacking> = Some(Lacking {
            zone: true,
            hour: false,
        });
        const HOUR: Option<Lacking> = Some(Lacking {
            zone: false,
            hour: true,
        });
        const BOTH: Option<Lacking> = Some(Lacking {
            zone: true,
            hour: true,
        });
        for ((one, source), (other, other_source), expected) in [
            // Hours of known zones, and of one clock.
            (("02T00:00:00Z", 1), ("01T23:59:00Z", 2), None),
            (("02T00:01:00", 1), ("02T00:01:00", 1), None),
            // One clock nobody knows.
            (("02T20:00:00Z", 1), ("02T06:00:00", 2), ZONE),
            (("02T20:00:00Z", 1), ("02T05:59:00", 2), None),
            (("02T08:00:00Z", 1), ("02T22:00:00", 2), ZONE),
            // Two of them.
            (("02T01:00:00", 1), ("02T21:00:00", 2), ZONE),
            (("02T01:00:00", 1), ("03T03:00:00", 2), ZONE),
            (("02T01:00:00", 1), ("03T03:01:00", 2), None),
            // A day is any hour of it.
            (("02T00:00:00", 1), ("02T23:59:00", 1), HOUR),
            (("02T00:00:00", 1), ("02T00:00:00", 1), HOUR),
            (("02T00:00:00", 1), ("03T00:00:00", 1), None),
            (("02T00:00:00", 1), ("01T23:59:00", 1), None),
            (("02T00:00:00", 1), ("02T20:00:00Z", 2), HOUR),
            (("02T00:00:00", 1), ("03T13:59:00Z", 2), HOUR),
            (("02T00:00:00", 1), ("03T14:00:00Z", 2), None),
            (("02T00:00:00", 1), ("04T01:59:00", 2), BOTH),
            (("02T00:00:00", 1), ("04T02:00:00", 2), None),
            (("02T00:00:00", 1), ("04T00:00:00", 2), HOUR),
        ] {
            let read = |text: &str, source| At::read(&format!("2026-03-{text}"), source);
            let (a, b) = read(one, source)
                .zip(read(other, other_source))
                .expect("two times");
            assert_eq!(a.lacking_beside(b), expected, "{one} {other}");
            assert_eq!(b.lacking_beside(a), expected, "{other} {one}");
            let apart = (a.minute - b.minute).abs();
            assert!(expected.is_none() || apart <= At::FARTHEST_UNSURE, "{one}");
        }
    }

    #[test]
    fn a_time_is_set_beside_others_by_its_instant() {
        let read = |text| At::read(text, 7).map(|at| (at.minute, at.clock));
        assert_eq!(
            read("2026-03-31T22:00:00-04:00"),
            read("2026-04-01T02:00:00Z")
        );
        assert_eq!(read("1970-01-01T00:05:00"), Some((5, Clock::Of(7))));
        assert_eq!(read("yesterday"), None);
    }
}
