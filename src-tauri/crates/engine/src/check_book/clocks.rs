//! By whose clock times are written, as far as the files tell.

use std::collections::{BTreeMap, BTreeSet};

use rollcall_model::{Attribute, Moment, StandardValue, grouped};

use crate::records;

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
}

impl At {
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
        })
    }

    /// Whether nobody can say which of two came first: they are of different clocks, and nearer than such clocks can
    /// be apart.
    pub(super) fn is_unsure_beside(self, other: Self) -> bool {
        // From twelve hours behind UTC to fourteen ahead.
        const ONE_UNKNOWN: i64 = 14 * 60;
        const BOTH_UNKNOWN: i64 = 26 * 60;
        if self.clock == other.clock {
            return false;
        }
        let is_one_known = self.clock == Clock::Known || other.clock == Clock::Known;
        let reach = if is_one_known {
            ONE_UNKNOWN
        } else {
            BOTH_UNKNOWN
        };
        (self.minute - other.minute).abs() <= reach
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

    use super::{At, Clock, Zones};

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
    fn two_clocks_are_unsure_as_far_as_they_can_be_apart() {
        let at = |minute: i64, clock: Clock| At { minute, clock };
        let bought = at(0, Clock::Known);
        assert!(!bought.is_unsure_beside(at(-1, Clock::Known)));
        assert!(bought.is_unsure_beside(at(-14 * 60, Clock::Of(1))));
        assert!(bought.is_unsure_beside(at(14 * 60, Clock::Of(1))));
        assert!(!bought.is_unsure_beside(at(-14 * 60 - 1, Clock::Of(1))));
        let own = at(0, Clock::Of(1));
        assert!(!own.is_unsure_beside(at(-5, Clock::Of(1))), "one clock");
        assert!(own.is_unsure_beside(at(20 * 60, Clock::Of(2))));
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
