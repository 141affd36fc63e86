//! Words in dates: months, weekdays, zones.

use std::sync::LazyLock;

use crate::table::{Meanings, Words};

use crate::{table, text};

const WORDS: &str = include_str!("../../data/date_words.tsv");

/// What a word in a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateWord {
    Month(u32),
    Nothing,
}

static DATE_WORDS: LazyLock<Meanings<String, DateWord>> = LazyLock::new(|| {
    let mut words = Meanings::default();
    for row in table::rows(WORDS) {
        let meaning = match row.first().copied() {
            Some("skip") => DateWord::Nothing,
            Some(month) => match month.parse() {
                Ok(month) => DateWord::Month(month),
                Err(_) => continue,
            },
            None => continue,
        };
        for word in row.into_iter().skip(1) {
            words.entry(text::fold(word)).or_insert(meaning);
        }
    }
    words
});

static ZONES: LazyLock<Meanings<String, i64>> = LazyLock::new(|| {
    let mut zones = Meanings::default();
    for row in table::rows(WORDS) {
        if let ["zone", minutes, names @ ..] = row.as_slice()
            && let Ok(minutes) = minutes.parse()
        {
            for name in names {
                zones.insert(text::fold(name), minutes);
            }
        }
    }
    zones
});

/// Abbreviations that are those of zones far apart: nobody can say which is meant.
static ZONES_OF_SEVERAL: LazyLock<Words<String>> =
    LazyLock::new(|| table::words(WORDS, "several", text::fold));

pub(super) fn meaning_of(word: &str) -> Option<DateWord> {
    DATE_WORDS.get(text::fold(word).as_str()).copied()
}

/// Minutes east of Greenwich.
pub(super) fn zone_of(name: &str) -> Option<i64> {
    ZONES.get(text::fold(name).as_str()).copied()
}

/// Whether the name is one of zones far apart.
pub(super) fn is_zone_of_several(name: &str) -> bool {
    ZONES_OF_SEVERAL.contains(text::fold(name).as_str())
}
