//! What the values of a column look like, as shares.

use std::collections::HashSet;

use rollcall_model::Attribute;
use rollcall_standardise::event_kind::{self, EventKind};
use rollcall_standardise::{bounce, campaign, consent};

use crate::dated_answers::names_leaving;
use crate::detect::{KINDS, Kind, look};
use crate::fold::fold;
use crate::tickets::is_state;

/// What a column's sample holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Profile {
    /// Rows of the sample.
    pub rows: usize,
    /// Cells with something in them.
    pub filled: usize,
    /// Different values among them.
    pub distinct: usize,
    looked_at: usize,
    counts: [usize; KINDS],
    /// First and last year of the dates.
    pub years: Option<(i32, i32)>,
    /// Mean length in characters.
    pub length: f64,
    /// What one of a few different values says comes back.
    pub returns: Returns,
    /// How many of a few different values say that somebody left: unsubscribed, abgemeldet.
    pub leavings: usize,
    /// The share of words that tell how messages came back, 0 to 1; 0 where there are many different values.
    pub bounces: f64,
    /// Whether one of a few different values answers whether somebody may be written to and tells nothing of bounces.
    pub answers_otherwise: bool,
    /// Whether a few different values are all that is said of how a ticket stands.
    pub says_ticket: bool,
    /// The share of words that are known for a kind of campaign, 0 to 1; 0 where there are many different values, and
    /// nothing where one of a few says what became of a message.
    pub campaign_kinds: Option<f64>,
    /// The share of values with an apostrophe before them, 0 to 1.
    pub apostrophes: f64,
}

/// What the words of a column say comes back to its sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Returns {
    /// Messages to a mailbox.
    pub messages: bool,
    /// Letters to a house.
    pub letters: bool,
}

/// A column of states has so few different values.
const MOST_STATES: usize = 30;
/// Values looked at closely; more would not change a share by much.
const CLOSE_LOOK: usize = 120;
/// The same in tables of very many columns, where each look counts.
const CLOSE_LOOK_WIDE: usize = 40;
/// Among fewer values one that stands twice is a slip.
const FEWEST_AGAIN: usize = 4;
/// From here on a table has very many columns.
const WIDE: usize = 200;

impl Profile {
    /// Profiles one column of the sample rows.
    pub(crate) fn of(column: usize, rows: &[Vec<String>]) -> Self {
        let mut filled: Vec<&str> = Vec::with_capacity(rows.len());
        for row in rows {
            let cell = row.get(column).map_or("", |cell| cell.trim());
            if !cell.is_empty() {
                filled.push(cell);
            }
        }
        let distinct: HashSet<&str> = filled.iter().copied().collect();
        let states: Vec<&str> = if distinct.len() <= MOST_STATES {
            distinct.iter().copied().collect()
        } else {
            Vec::new()
        };
        let (kinds, others): (Vec<&str>, Vec<&str>) = states
            .iter()
            .copied()
            .partition(|value| bounce::is_kind(value));
        let told = filled.iter().filter(|value| kinds.contains(*value));
        let bounces = told.count() as f64 / filled.len().max(1) as f64;
        let mut profile = Self {
            rows: rows.len(),
            filled: filled.len(),
            distinct: distinct.len(),
            looked_at: 0,
            counts: [0; KINDS],
            years: None,
            length: 0.0,
            returns: Returns {
                messages: states.iter().any(|value| bounce::is_said(value)),
                letters: states.iter().any(|value| bounce::is_of_letters(value)),
            },
            leavings: {
                let leaves = |value: &&&str| names_leaving(&fold(value).words);
                states.iter().filter(leaves).count()
            },
            bounces,
            answers_otherwise: others
                .iter()
                .any(|value| consent::standardise(value, &Attribute::EmailConsent).is_valid()),
            says_ticket: !states.is_empty() && states.iter().all(|value| is_state(value)),
            campaign_kinds: share_of_campaign_kinds(&filled, &states),
            apostrophes: 0.0,
        };
        let is_wide = rows.first().is_some_and(|row| row.len() > WIDE);
        let close_look = if is_wide { CLOSE_LOOK_WIDE } else { CLOSE_LOOK };
        let step = filled.len().div_ceil(close_look).max(1);
        let mut letters = 0;
        let mut apostrophes = 0;
        for value in filled.iter().step_by(step) {
            profile.looked_at += 1;
            letters += value.chars().count();
            apostrophes += usize::from(value.starts_with('\''));
            let (kinds, year) = look(value);
            for kind in kinds {
                if let Some(count) = profile.counts.get_mut(kind as usize) {
                    *count += 1;
                }
            }
            if let Some(year) = year {
                let (first, last) = profile.years.unwrap_or((year, year));
                profile.years = Some((first.min(year), last.max(year)));
            }
        }
        profile.apostrophes = apostrophes as f64 / profile.looked_at.max(1) as f64;
        profile.length = letters as f64 / profile.looked_at.max(1) as f64;
        profile
    }

    /// The share of the filled cells that look so, 0 to 1; 0 without cells.
    pub(crate) fn share(&self, kind: Kind) -> f64 {
        let count = self.counts.get(kind as usize).copied().unwrap_or(0);
        count as f64 / self.looked_at.max(1) as f64
    }

    /// Whether there is enough to say anything against a header.
    pub(crate) fn speaks(&self) -> bool {
        self.looked_at >= 3
    }

    /// Whether anything in it says yes or no, in whatever words; an empty column may.
    pub(crate) fn holds_answers(&self) -> bool {
        self.looked_at == 0 || self.share(Kind::Answer) > self.share(Kind::Unanswered)
    }

    /// Filled nearly everywhere and never repeated.
    pub(crate) fn is_unique(&self) -> bool {
        self.filled > 0
            && self.distinct == self.filled
            && self.filled as f64 >= 0.98 * self.rows as f64
    }

    /// Nearly all of them words with figures in them, as ids are.
    pub(crate) fn looks_like_ids(&self) -> bool {
        self.speaks() && self.share(Kind::Code) >= 0.8 || self.holds_numbers_alone()
    }

    /// Every one of them a number with no more than a mark; of these one alone is no name of anybody.
    pub(crate) fn holds_numbers_alone(&self) -> bool {
        self.looked_at > 0 && self.share(Kind::Numbered) > 0.99
    }

    /// Hardly one of them stands once, as the address of somebody who is told row by row what they did.
    pub(crate) fn comes_again(&self) -> bool {
        self.filled >= FEWEST_AGAIN && self.distinct * 4 <= self.filled * 3
    }

    /// One value everywhere, in more than a handful of cells.
    pub(crate) fn is_constant(&self) -> bool {
        self.distinct == 1 && self.filled > 5
    }

    /// Dates that spread like birthdays: mostly long ago and over many years, without a time of day.
    pub(crate) fn looks_like_births(&self) -> bool {
        self.years
            .is_some_and(|(first, last)| first < 1995 && last - first >= 15)
            && self.share(Kind::Time) < 0.1
    }

    /// What nearly all the values are, when that leaves little doubt, in words.
    pub(crate) fn certainly(&self) -> Option<(Kind, &'static str)> {
        [
            (Kind::Email, "e-mail addresses"),
            (Kind::Sha256, "SHA-256 hashes"),
            (Kind::Uuid, "technical ids"),
            (Kind::Url, "web addresses"),
            (Kind::Date, "dates"),
            (Kind::Dialled, "telephone numbers"),
            (Kind::Money, "amounts of money"),
            (Kind::Postcode, "postcodes"),
        ]
        .into_iter()
        .find(|(kind, _)| self.speaks() && self.share(*kind) >= 0.6)
    }
}

/// The share of filled cells that hold one of these few values and are known for a kind of campaign; nothing where a
/// value says what became of a message.
fn share_of_campaign_kinds(filled: &[&str], states: &[&str]) -> Option<f64> {
    let says_deed = |value: &&str| event_kind::read(value).is_some_and(EventKind::is_of_message);
    if states.iter().any(says_deed) {
        return None;
    }
    let states = states.iter().copied();
    let known: Vec<&str> = states
        .filter(|value| campaign::kind(value).is_known())
        .collect();
    let told = filled.iter().filter(|value| known.contains(*value));
    Some(told.count() as f64 / filled.len().max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::Profile;
    use crate::detect::Kind;

    #[test]
    fn a_column_is_told_in_shares() {
        let rows: Vec<Vec<String>> = ["a@example.com", "b@example.com", "", "b@example.com"]
            .iter()
            .map(|cell| vec![(*cell).to_owned()])
            .collect();
        let profile = Profile::of(0, &rows);
        assert_eq!((profile.rows, profile.filled, profile.distinct), (4, 3, 2));
        assert!(profile.share(Kind::Email) > 0.99);
        assert!(!profile.is_unique());
        assert_eq!(Profile::of(7, &rows).filled, 0);
    }
}
