//! From which day to which something is, in words: every check says of which days it speaks.

use chrono::NaiveDate;
use rollcall_store::StoredLoad;

use super::events::Events;
use crate::row_reader::day_of;

/// The first and the last day of something; none where nothing tells a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Span(Option<(NaiveDate, NaiveDate)>);

impl Span {
    /// The days on which tables were taken in, for what has no days of its own.
    pub(super) fn of_loads<'l>(loads: impl IntoIterator<Item = &'l StoredLoad>) -> Self {
        let loads = loads.into_iter();
        loads.map(|load| day_of(&load.loaded_at)).collect()
    }

    /// The days of the purchases that hold.
    pub(super) fn of_purchases(events: &Events) -> Self {
        events.bought.iter().map(|one| one.day).collect()
    }

    /// As it stands in a sentence.
    pub(super) fn told(self) -> String {
        match self.0 {
            None => "on days no file tells".to_owned(),
            Some((first, last)) if first == last => format!("on {first}"),
            Some((first, last)) => format!("from {first} to {last}"),
        }
    }
}

impl FromIterator<NaiveDate> for Span {
    fn from_iter<I: IntoIterator<Item = NaiveDate>>(days: I) -> Self {
        Self(days.into_iter().fold(None, |known, day| {
            let (first, last) = known.unwrap_or((day, day));
            Some((first.min(day), last.max(day)))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn days_are_told_from_the_first_to_the_last() {
        for (days, told) in [
            (&[][..], "on days no file tells"),
            (&["2026-03-04", "2026-03-04"], "on 2026-03-04"),
            (
                &["2026-03-04", "2026-01-31", "2026-02-01"],
                "from 2026-01-31 to 2026-03-04",
            ),
        ] {
            let days = days.iter().map(|day| day.parse().expect("a day"));
            assert_eq!(days.collect::<Span>().told(), told);
        }
    }
}
