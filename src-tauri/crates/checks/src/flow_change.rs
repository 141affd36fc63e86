//! Whether messages of a flow are read more since it was changed.

use chrono::NaiveDate;

use crate::{Ratio, interval_at_95};

/// With fewer messages than so many a share says nothing and is not told.
pub const LEAST_MESSAGES: u64 = 30;

/// What became of the messages of one flow sent on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlowDay {
    /// The day they were sent.
    pub day: NaiveDate,
    /// How many.
    pub sent: u64,
    /// Of these opened; nothing where the log does not tell.
    pub opened: Option<u64>,
    /// Of these clicked; nothing where the log does not tell.
    pub clicked: Option<u64>,
}

/// How far something moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// One of the sides has too few messages, or the log does not tell.
    NotKnown,
    /// The intervals of both sides meet: chance alone may have done it.
    MayBeChance,
    /// Beyond chance, upwards.
    Up,
    /// Beyond chance, downwards.
    Down,
}

/// Opened or clicked of the messages of a flow, before and after it was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BeforeAfter {
    /// Of the messages sent before that day; nothing where the log does not tell.
    pub before: Option<Ratio>,
    /// Of those sent on that day or later.
    pub after: Option<Ratio>,
}

/// A flow before and after it was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlowChange {
    /// Messages that were opened.
    pub opened: BeforeAfter,
    /// Messages that were clicked.
    pub clicked: BeforeAfter,
}

impl BeforeAfter {
    /// How far it moved.
    pub fn moved(self) -> Moved {
        let enough = |side: Option<Ratio>| side.filter(|one| one.among >= LEAST_MESSAGES);
        let Some((before, after)) = enough(self.before).zip(enough(self.after)) else {
            return Moved::NotKnown;
        };
        let [before, after] = [before, after].map(|one| interval_at_95(one.found, one.among));
        if after.low > before.high {
            Moved::Up
        } else if after.high < before.low {
            Moved::Down
        } else {
            Moved::MayBeChance
        }
    }
}

/// The share of a side; nothing with fewer than [`LEAST_MESSAGES`], or where it is not known.
pub fn told_share(side: Option<Ratio>) -> Option<f64> {
    side.filter(|one| one.among >= LEAST_MESSAGES)?.share()
}

/// The messages of a flow before the day it was changed, and from that day on.
pub fn flow_change(days: &[FlowDay], changed_on: NaiveDate) -> FlowChange {
    let side = |is_after: bool, told: fn(&FlowDay) -> Option<u64>| {
        let mine = days
            .iter()
            .filter(|one| (one.day >= changed_on) == is_after);
        mine.fold(None, |sum: Option<Ratio>, one| match told(one) {
            None => sum,
            Some(found) => {
                let so_far = sum.unwrap_or(Ratio { found: 0, among: 0 });
                Some(Ratio {
                    found: so_far.found + found,
                    among: so_far.among + one.sent,
                })
            }
        })
    };
    let both = |told: fn(&FlowDay) -> Option<u64>| BeforeAfter {
        before: side(false, told),
        after: side(true, told),
    };
    FlowChange {
        opened: both(|one| one.opened),
        clicked: both(|one| one.clicked),
    }
}

#[cfg(test)]
mod tests {
    use super::{BeforeAfter, FlowDay, Moved, flow_change, told_share};
    use crate::Ratio;

    #[test]
    fn g72_a_share_is_told_only_of_enough_messages() {
        let ratio = |found, among| Some(Ratio { found, among });
        for (before, after, shares, moved) in [
            (ratio(20, 100), ratio(60, 100), (true, true), Moved::Up),
            (ratio(60, 100), ratio(20, 100), (true, true), Moved::Down),
            (
                ratio(20, 100),
                ratio(25, 100),
                (true, true),
                Moved::MayBeChance,
            ),
            (
                ratio(20, 100),
                ratio(12, 29),
                (true, false),
                Moved::NotKnown,
            ),
            (
                ratio(20, 100),
                ratio(12, 30),
                (true, true),
                Moved::MayBeChance,
            ),
            (None, ratio(60, 100), (false, true), Moved::NotKnown),
        ] {
            let one = BeforeAfter { before, after };
            assert_eq!(one.moved(), moved, "{one:?}");
            let told = (told_share(before).is_some(), told_share(after).is_some());
            assert_eq!(told, shares, "{one:?}");
        }
    }

    #[test]
    fn the_day_of_the_change_is_after_and_what_is_not_told_is_no_nought() {
        let day = |text: &str, sent, opened| FlowDay {
            day: text.parse().expect("a day"),
            sent,
            opened,
            clicked: None,
        };
        let days = [
            day("2026-03-01", 10, Some(2)),
            day("2026-03-09", 5, None),
            day("2026-03-10", 7, Some(3)),
            day("2026-03-12", 1, Some(1)),
        ];
        let told = flow_change(&days, "2026-03-10".parse().expect("a day"));
        assert_eq!(
            told.opened.before,
            Some(Ratio {
                found: 2,
                among: 10
            })
        );
        assert_eq!(told.opened.after, Some(Ratio { found: 4, among: 8 }));
        assert_eq!((told.clicked.before, told.clicked.after), (None, None));
    }
}
