//! Stale details: a person has a newer e-mail address, phone number or postal address in one
//! record, and others still hold the old one.
//!
//! A record is as new as its source says it is. Where the source says nothing, a detail that came
//! in place of another between two loads is as new as the load before. What cannot be dated is
//! never called old, but for an address: one from which messages come back is older than another that reaches the
//! person, unless the days say otherwise.

use rollcall_model::StandardValue;

use crate::Detail;

/// What one record of a person tells.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'a> {
    /// When it last changed in its source, if that is known; begins `YYYY-MM-DD`.
    pub as_of: Option<&'a str>,
    /// Its values.
    pub values: &'a [StandardValue],
    /// Whether a row of the person says that messages to every address of this record come back.
    pub is_dead: bool,
    /// The same record in the load before, where it told something else, and the day of that load.
    pub before: Option<(&'a [StandardValue], &'a str)>,
}

/// How one record stands beside the others of its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It tells what the newest tells.
    Fresh,
    /// It still holds an older one; the newest stands in the record at this position.
    Stale {
        /// Position of a record that tells the newest.
        newest: usize,
    },
    /// It tells another one, and nothing says which is newer.
    Undated,
}

/// How each record stands that tells the detail, by its position; nothing where only one does.
pub fn standings(detail: Detail, person: &[Statement<'_>]) -> Vec<(usize, Standing)> {
    if person.len() < 2 {
        return Vec::new();
    }
    let holders: Vec<usize> = (0..person.len())
        .filter(|index| detail.is_told(person[*index].values))
        .collect();
    if holders.len() < 2 {
        return Vec::new();
    }
    if let Some(told) = by_dead_addresses(detail, person, &holders) {
        return told;
    }
    of_holders(detail, person, &holders)
}

/// How the records stand where messages to the addresses of some come back and others reach the person; nothing where
/// that decides nothing, or the days say that an address that is dead now is the newest.
fn by_dead_addresses(
    detail: Detail,
    person: &[Statement<'_>],
    holders: &[usize],
) -> Option<Vec<(usize, Standing)>> {
    if detail != Detail::Email {
        return None;
    }
    let (dead, alive): (Vec<usize>, Vec<usize>) =
        holders.iter().partition(|index| person[**index].is_dead);
    let newest = |among: &[usize]| {
        let days = among.iter().filter_map(|index| person[*index].day(detail));
        days.max()
    };
    if dead.is_empty()
        || alive.is_empty()
        || newest(&dead) > newest(&alive) && newest(&alive).is_some()
    {
        return None;
    }
    let mut told = of_holders(detail, person, &alive);
    let newest_day = newest(&alive);
    for index in dead {
        let differs = |other: &&usize| detail.differs(person[index].values, person[**other].values);
        let is_newest = |other: &&usize| person[**other].day(detail) == newest_day;
        let others = || alive.iter().filter(differs);
        let other = others().find(is_newest).or_else(|| others().next());
        let standing = other.map_or(Standing::Fresh, |newest| Standing::Stale {
            newest: *newest,
        });
        told.push((index, standing));
    }
    told.sort_by_key(|(index, _)| *index);
    Some(told)
}

/// How each of some records stands beside the others of them.
fn of_holders(
    detail: Detail,
    person: &[Statement<'_>],
    holders: &[usize],
) -> Vec<(usize, Standing)> {
    let newest_day = holders
        .iter()
        .filter_map(|index| person[*index].day(detail))
        .max();
    let newest: Vec<usize> = holders
        .iter()
        .copied()
        .filter(|index| newest_day.is_some() && person[*index].day(detail) == newest_day)
        .collect();
    holders
        .iter()
        .map(|index| (*index, standing(detail, person, *index, holders, &newest)))
        .collect()
}

fn standing(
    detail: Detail,
    person: &[Statement<'_>],
    index: usize,
    holders: &[usize],
    newest: &[usize],
) -> Standing {
    let mine = &person[index];
    let differs = |other: usize| detail.differs(mine.values, person[other].values);
    if newest.contains(&index) || !holders.iter().any(|other| differs(*other)) {
        return Standing::Fresh;
    }
    let Some(first) = newest.first().copied() else {
        return Standing::Undated;
    };
    if newest.iter().any(|other| !differs(*other)) {
        return Standing::Fresh;
    }
    if mine.day(detail).is_some() {
        return Standing::Stale { newest: first };
    }
    // Nothing dates this record, but what it holds is what the newest held before.
    let replaced = newest.iter().find(|other| {
        person[**other].before.is_some_and(|(before, _)| {
            detail.is_told(before) && !detail.differs(mine.values, before)
        })
    });
    match replaced {
        Some(newest) => Standing::Stale { newest: *newest },
        None => Standing::Undated,
    }
}

impl<'a> Statement<'a> {
    /// The day from which the record tells this detail, as far as that is known: when it last
    /// changed by its own word, or when it was seen to change, whichever is later.
    fn day(&self, detail: Detail) -> Option<&'a str> {
        let day = |time: &'a str| time.get(..10);
        let seen = self
            .before
            .filter(|(before, _)| detail.differs(before, self.values))
            .and_then(|(_, loaded)| day(loaded));
        self.as_of.and_then(day).max(seen)
    }
}
