//! Last names told by their capitals: "LE GOFF Benoît", "Jean DE LA FONTAINE", `McDONALD Anne`.
//!
//! Only where other words are not in capitals do they tell anything.

use super::case::{LetterCase, display_case, is_initials, letter_case};
use super::words::NAME_WORDS;
use super::{NamePart, full::is_particle};
use crate::text;

/// Fewest capitals in a row that are a name and no abbreviation.
const FEWEST: usize = 3;
/// Most letters before the capitals of one word: "Mac".
const LONGEST_PREFIX: usize = 3;

/// What a word says about which end of the name the last name stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voice {
    /// In capitals: part of the last name.
    Loud,
    /// A particle or what stands before an apostrophe: it goes with the capitals behind it.
    Joint,
    /// Written as first names are.
    Soft,
    /// Initials and the like.
    Silent,
}

/// The words of the last name and those of the first names, where the capitals tell them apart.
pub(super) fn apart<'a>(words: &[&'a str]) -> Option<(Vec<&'a str>, Vec<&'a str>)> {
    let voices: Vec<Voice> = words.iter().map(|word| voice(word)).collect();
    let is_soft = |voices: &[Voice]| voices.contains(&Voice::Soft);
    let is_loud = |voices: &[Voice]| voices.contains(&Voice::Loud);
    // The last name leads: its run of capitals and particles ends with capitals.
    let run = leading(&voices);
    let (ahead, behind) = voices.split_at(run);
    if is_loud(ahead) && is_soft(behind) && !is_loud(behind) {
        let (family, given) = words.split_at(run);
        return Some((family.to_vec(), given.to_vec()));
    }
    let run = voices
        .iter()
        .rev()
        .take_while(|voice| matches!(voice, Voice::Loud | Voice::Joint))
        .count();
    let (ahead, behind) = voices.split_at(voices.len() - run);
    if behind.last() == Some(&Voice::Loud) && is_soft(ahead) && !is_loud(ahead) {
        let (given, family) = words.split_at(ahead.len());
        // "Ana María de los Ángeles RUIZ": what a particle begins among the first names is not theirs to end.
        if given.iter().skip(1).any(|word| is_particle(word)) {
            return None;
        }
        return Some((family.to_vec(), given.to_vec()));
    }
    None
}

/// A last name told by its capitals as it is written in the end: `McDONALD` → `McDonald`.
pub(super) fn written(words: &[&str]) -> String {
    let words: Vec<String> = words
        .iter()
        .map(|word| match prefixed(word) {
            Some((prefix, rest)) => format!("{prefix}{}", display_case(rest, NamePart::Family)),
            None => (*word).to_owned(),
        })
        .collect();
    words.join(" ")
}

/// How many words the last name takes at the beginning: up to the last capitals of the first run.
fn leading(voices: &[Voice]) -> usize {
    let run = voices
        .iter()
        .take_while(|voice| matches!(voice, Voice::Loud | Voice::Joint))
        .count();
    voices
        .get(..run)
        .unwrap_or_default()
        .iter()
        .rposition(|voice| *voice == Voice::Loud)
        .map_or(0, |place| place + 1)
}

fn voice(word: &str) -> Voice {
    let letters = word.chars().filter(|one| one.is_alphabetic()).count();
    let is_upper = letter_case(word) == LetterCase::Upper;
    let before_apostrophe = word.ends_with('\'') || letters == 1 && is_upper && !word.contains('.');
    if is_particle(word) {
        // "Le", "Van" as a first name stands with a capital alone; among capitals it joins them.
        return Voice::Joint;
    }
    if before_apostrophe && NAME_WORDS.takes_apostrophe(&text::fold(word)) {
        return Voice::Joint;
    }
    if is_upper && !is_initials(word) && letters >= FEWEST || prefixed(word).is_some() {
        return Voice::Loud;
    }
    match letter_case(word) {
        LetterCase::Mixed | LetterCase::Lower if !is_initials(word) => Voice::Soft,
        _ => Voice::Silent,
    }
}

/// A word whose capitals begin behind a short prefix: `McDONALD`, `d'ARTAGNAN`, `DeSANTIS`.
fn prefixed(word: &str) -> Option<(&str, &str)> {
    let capitals = word
        .char_indices()
        .rev()
        .take_while(|(_, letter)| !letter.is_lowercase() || *letter == 'ß')
        .last()
        .map(|(at, _)| at)?;
    let (before, rest) = word.split_at_checked(capitals)?;
    // The capital after an apostrophe belongs to the name, the apostrophe to the prefix.
    let apostrophe = rest.len() - rest.trim_start_matches('\'').len();
    let (prefix, rest) = word.split_at_checked(before.len() + apostrophe)?;
    let is_short = (1..=LONGEST_PREFIX).contains(&before.chars().count());
    let enough = rest.chars().filter(|letter| letter.is_uppercase()).count() >= FEWEST;
    (is_short && enough).then_some((prefix, rest))
}
