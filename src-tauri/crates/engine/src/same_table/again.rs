//! Whether a file of what happened holds a table again or follows on from it: a pure rule over keys and days.

use chrono::{Datelike, NaiveDate};
use rollcall_model::grouped;

/// One in so many is nearly none.
const NEARLY_NONE: u64 = 20;
/// So many known ids are enough, in lists of more.
const FEWEST_KEYS: u64 = 5;
/// Of so many rows one may tell no day.
const NEARLY_ALL: u64 = 10;

/// What a file of what happened is to the rows that stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Again {
    /// Most of what stands is in it again.
    Whole,
    /// Most of what stands is in it again, but it begins later: a list of the last days, say.
    BeginsLater,
    /// Hardly anything of what stands is in it, and its days begin where those end.
    FollowsOn,
    /// Hardly anything of what stands is in it, and its days end where those begin.
    GoesBefore,
    /// Its keys and days do not tell.
    Unclear,
}

/// The rows of one side: those that stand, or those of the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Side {
    /// How many different keys they have.
    pub(crate) keys: u64,
    pub(crate) rows: u64,
    /// How many of them tell a day.
    pub(crate) dated: u64,
    /// The first and the last day.
    pub(crate) days: Option<(NaiveDate, NaiveDate)>,
}

impl Side {
    /// Counts a row, with the day it tells.
    pub(crate) fn count(&mut self, day: Option<NaiveDate>) {
        self.rows += 1;
        if let Some(day) = day {
            self.dated += 1;
            self.days = Some(match self.days {
                Some((first, last)) => (first.min(day), last.max(day)),
                None => (day, day),
            });
        }
    }

    /// Both together.
    pub(crate) fn with(self, other: &Self) -> Self {
        let days = match (self.days, other.days) {
            (Some(one), Some(two)) => Some((one.0.min(two.0), one.1.max(two.1))),
            (one, two) => one.or(two),
        };
        Self {
            keys: self.keys + other.keys,
            rows: self.rows + other.rows,
            dated: self.dated + other.dated,
            days,
        }
    }

    /// " of November 2026", or nothing where no row tells its day.
    pub(crate) fn told_days(&self) -> String {
        self.days
            .map_or_else(String::new, |days| format!(" of {}", stretch(days)))
    }

    /// The rows and their days, such as "1,040 rows of November 2026".
    pub(crate) fn told(&self) -> String {
        let rows = if self.rows == 1 { "row" } else { "rows" };
        format!("{} {rows}{}", grouped(self.rows), self.told_days())
    }

    fn is_dated(&self) -> bool {
        (self.rows - self.dated) * NEARLY_ALL <= self.rows
    }
}

/// Days in words: their month where they lie within one.
fn stretch((first, last): (NaiveDate, NaiveDate)) -> String {
    if (first.year(), first.month()) == (last.year(), last.month()) {
        return first.format("%B %Y").to_string();
    }
    format!(
        "{} to {}",
        first.format("%-d %B %Y"),
        last.format("%-d %B %Y")
    )
}

/// What is known of a file and the rows that stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) standing: Side,
    pub(crate) incoming: Side,
    /// Keys that stand and are in the file.
    pub(crate) shared: u64,
    /// Of them, those of rows that are not of the first or the last day that stands, where exports overlap.
    pub(crate) shared_inside: u64,
    /// Rows of the file from before the last day that stands.
    pub(crate) before_last: u64,
    /// Rows of the file from after the first day that stands.
    pub(crate) after_first: u64,
    /// The rows that stand from before the first day of the file.
    pub(crate) earlier: Side,
    /// Whether rows on both sides have ids, of their own or of their orders, and are not known by their cells alone.
    pub(crate) by_ids: bool,
}

impl Facts {
    pub(crate) fn again(&self) -> Again {
        let (standing, incoming) = (&self.standing, &self.incoming);
        if standing.keys == 0 || incoming.keys == 0 {
            return Again::Unclear;
        }
        if self.shared * 2 >= standing.keys {
            return if self.begins_later() {
                Again::BeginsLater
            } else {
                Again::Whole
            };
        }
        let nearly_none = |count: u64, of: u64| count * NEARLY_NONE <= of;
        let (Some((first, last)), Some((from, until))) = (standing.days, incoming.days) else {
            return Again::Unclear;
        };
        if !nearly_none(self.shared_inside, standing.keys.min(incoming.keys))
            || !standing.is_dated()
            || !incoming.is_dated()
        {
            return Again::Unclear;
        }
        if until > last && nearly_none(self.before_last, incoming.rows) {
            return Again::FollowsOn;
        }
        if from < first && nearly_none(self.after_first, incoming.rows) {
            return Again::GoesBefore;
        }
        Again::Unclear
    }

    fn begins_later(&self) -> bool {
        let days = self.standing.days.zip(self.incoming.days);
        days.is_some_and(|((first, _), (from, _))| from > first)
    }

    /// Whether it takes the place of what stands, which is in it again.
    pub(crate) fn is_again(&self) -> bool {
        matches!(self.again(), Again::Whole | Again::BeginsLater)
    }

    /// The rows from before its first day that go out of use where it takes the place, as a part of a sentence.
    pub(crate) fn told_earlier(&self) -> Option<String> {
        let (from, _) = self.incoming.days?;
        (self.again() == Again::BeginsLater).then(|| {
            format!(
                "it begins only on {}, so rows from before that day go out of use: {}",
                from.format("%-d %B %Y"),
                self.earlier.told()
            )
        })
    }

    /// Whether rows have ids and hardly any is known: it is the list of somebody else, or of another time.
    pub(crate) fn are_other_ids(&self) -> bool {
        let shorter = self.standing.keys.min(self.incoming.keys);
        self.by_ids && self.shared < shorter.div_ceil(2).min(FEWEST_KEYS)
    }

    /// What speaks against a file that takes the place of rows it does not hold, as a part of a sentence.
    pub(crate) fn told_unclear(&self) -> Option<String> {
        let is_told = self.again() == Again::Unclear && self.standing.rows > 0;
        is_told.then(|| {
            format!(
                "of the {} different rows that stood there it holds {} again, and its days neither begin where theirs end nor end where theirs begin",
                grouped(self.standing.keys),
                grouped(self.shared)
            )
        })
    }

    /// Whether it is of other days than what stands.
    pub(crate) fn is_of_other_days(&self) -> bool {
        matches!(self.again(), Again::FollowsOn | Again::GoesBefore)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// A hundred rows that each have a key and a day.
    fn side(first: &str, last: &str) -> Side {
        Side {
            keys: 100,
            rows: 100,
            dated: 100,
            days: Some((day(first), day(last))),
        }
    }

    #[test]
    fn keys_and_days_tell_what_a_file_is_to_what_stands() {
        let october = ("2026-10-01", "2026-10-31");
        let november = ("2026-11-01", "2026-11-30");
        // Days that stand, days of the file, shared keys, those inside, rows before the last day, rows after the first.
        let cases = [
            (october, november, [0, 0, 0, 100], Again::FollowsOn),
            // One export ends and the next begins on the same day, and both have its rows.
            (
                october,
                ("2026-10-31", "2026-11-30"),
                [6, 0, 0, 100],
                Again::FollowsOn,
            ),
            // It begins some hours early.
            (
                october,
                ("2026-10-30", "2026-11-30"),
                [5, 5, 5, 100],
                Again::FollowsOn,
            ),
            (
                october,
                ("2026-10-20", "2026-11-20"),
                [0, 0, 30, 100],
                Again::Unclear,
            ),
            (
                october,
                ("2026-10-20", "2026-11-20"),
                [30, 29, 30, 100],
                Again::Unclear,
            ),
            (november, october, [0, 0, 100, 0], Again::GoesBefore),
            (october, october, [100, 90, 95, 95], Again::Whole),
            // Corrected, with half of the rows as they were.
            (october, october, [50, 48, 95, 95], Again::Whole),
            // All of October and November.
            (
                october,
                ("2026-10-01", "2026-11-30"),
                [100, 90, 50, 98],
                Again::Whole,
            ),
            // The last thirty days, a week later: most is in it again, but the first days are not.
            (
                october,
                ("2026-10-08", "2026-11-06"),
                [77, 74, 77, 100],
                Again::BeginsLater,
            ),
            // It begins before what stands.
            (
                october,
                ("2026-09-24", "2026-10-31"),
                [100, 90, 95, 80],
                Again::Whole,
            ),
            // Every row was written otherwise.
            (october, october, [0, 0, 95, 95], Again::Unclear),
            // One day, and the same day again.
            (
                ("2026-10-31", "2026-10-31"),
                ("2026-10-31", "2026-10-31"),
                [0, 0, 0, 0],
                Again::Unclear,
            ),
        ];
        for (standing, incoming, [shared, shared_inside, before_last, after_first], again) in cases
        {
            let facts = Facts {
                standing: side(standing.0, standing.1),
                incoming: side(incoming.0, incoming.1),
                shared,
                shared_inside,
                before_last,
                after_first,
                earlier: Side::default(),
                by_ids: false,
            };
            assert_eq!(facts.again(), again, "{facts:?}");
        }
    }

    #[test]
    fn what_takes_a_place_unclearly_says_what_speaks_against_it_and_other_ids_take_none() {
        let mut facts = Facts {
            standing: side("2026-10-01", "2026-10-31"),
            incoming: side("2026-10-01", "2026-10-31"),
            shared: 3,
            shared_inside: 3,
            before_last: 97,
            after_first: 97,
            earlier: Side::default(),
            by_ids: false,
        };
        let told = facts.told_unclear().expect("it is told");
        assert!(
            told.starts_with("of the 100 different rows that stood there it holds 3 again"),
            "{told}"
        );
        assert!(!facts.are_other_ids());
        facts.by_ids = true;
        assert!(facts.are_other_ids());
        facts.shared = 60;
        assert!(!facts.are_other_ids() && facts.told_unclear().is_none());
        assert!(facts.told_earlier().is_none());
        facts.incoming = side("2026-10-08", "2026-11-06");
        facts.earlier = Side {
            rows: 23,
            ..side("2026-10-01", "2026-10-07")
        };
        let told = facts.told_earlier().expect("it is told");
        assert_eq!(
            told,
            "it begins only on 8 October 2026, so rows from before that day go out of use: 23 rows of October 2026"
        );
    }

    #[test]
    fn rows_without_keys_or_days_tell_nothing() {
        let follows = Facts {
            standing: side("2026-10-01", "2026-10-31"),
            incoming: side("2026-11-01", "2026-11-30"),
            ..Facts::default()
        };
        assert_eq!(follows.again(), Again::FollowsOn);
        let mut undated = follows;
        undated.incoming.dated = 80;
        let mut without_days = follows;
        without_days.standing.days = None;
        let mut nothing = follows;
        nothing.standing = Side::default();
        for facts in [undated, without_days, nothing] {
            assert_eq!(facts.again(), Again::Unclear, "{facts:?}");
        }
    }

    #[test]
    fn days_are_told_by_their_month_where_it_is_one() {
        let (october, november) = (
            side("2026-10-01", "2026-10-31"),
            side("2026-11-02", "2026-11-30"),
        );
        assert_eq!(november.told(), "100 rows of November 2026");
        assert_eq!(
            october.with(&november).told(),
            "200 rows of 1 October 2026 to 30 November 2026"
        );
        let mut one = Side::default();
        one.count(None);
        assert_eq!(one.told(), "1 row");
    }
}
