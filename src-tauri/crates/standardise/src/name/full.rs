//! A whole name in one cell, split into its parts.

use super::case::{LetterCase, display_case, is_initials, letter_case};
use super::words::{Generation, NAME_WORDS};
use super::{NamePart, capitals, tidy};
use crate::{country, organisation, text};

/// What a cell with a whole name turned out to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FullName {
    /// A person, in parts.
    Person(NameParts),
    /// A company or other organisation, as written.
    Organisation(String),
    /// Nothing.
    Blank,
    /// A filler.
    Placeholder,
    /// No name at all, with the rule that says why.
    Invalid(&'static str),
}

/// The parts of a name; a part that is not there is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NameParts {
    /// Titles before the name.
    pub title: String,
    /// First name.
    pub given: String,
    /// Names between first and last.
    pub middle: String,
    /// Last name with its particles.
    pub family: String,
    /// Generation: Jr, III.
    pub generation: String,
    /// Degrees after the name.
    pub degree: String,
    /// Earlier last name.
    pub former: String,
    /// What friends say, where it stood in quotes or brackets.
    pub nickname: String,
    /// The rule that told first from last: `name.split`, `name.comma`, `name.capitals`,
    /// `name.two_family_names`, `name.single`, `name.couple`, `name.east_asian`.
    pub rule: &'static str,
}

/// Splits a whole name. `country` (ISO alpha-2) tells whether two last names are usual.
pub fn split_full_name(text: &str, country: Option<&str>) -> FullName {
    let (cleaned, _) = tidy(text);
    if cleaned.is_empty() {
        return FullName::Blank;
    }
    if cleaned.contains('@') {
        return FullName::Invalid("name.email");
    }
    let folded = text::fold(&cleaned);
    if NAME_WORDS.is_filler_name(&folded) {
        return FullName::Placeholder;
    }
    if !cleaned.chars().any(char::is_alphabetic) {
        return FullName::Invalid("name.no_letters");
    }
    if cleaned.chars().filter(char::is_ascii_digit).count() > 4 {
        return FullName::Invalid("name.no_name");
    }
    if organisation::looks_like_one(&cleaned) {
        return FullName::Organisation(cleaned);
    }
    let mut parts = NameParts::default();
    let rest = take_nickname(&cleaned, &mut parts);
    split_person(&rest, country, &mut parts);
    FullName::Person(written(parts))
}

/// Takes what stands in brackets or quotes out of the name: a nickname, or an earlier name.
pub(super) fn take_nickname(text: &str, parts: &mut NameParts) -> String {
    for (open, close) in [('(', ')'), ('"', '"'), ('“', '”'), ('[', ']')] {
        let Some((before, rest)) = text.split_once(open) else {
            continue;
        };
        let Some((inside, after)) = rest.split_once(close) else {
            continue;
        };
        let inside = inside.trim();
        let mut words = inside.splitn(2, ' ');
        let first = text::fold(words.next().unwrap_or_default());
        match words.next() {
            Some(former) if NAME_WORDS.is_born_word(&first) => {
                former.trim().clone_into(&mut parts.former);
            }
            _ => inside.clone_into(&mut parts.nickname),
        }
        let joined = format!("{} {}", before.trim(), after.trim());
        return text::clean(&joined).into_owned();
    }
    text.to_owned()
}

/// Cuts an earlier name ("Marsh née Cole") off the words.
pub(super) fn take_former<'a>(words: &[&'a str]) -> Option<(Vec<&'a str>, String)> {
    let place = words
        .iter()
        .position(|word| NAME_WORDS.is_born_word(&text::fold(word)))?;
    let (before, after) = words.split_at_checked(place)?;
    let former = after.get(1..).filter(|former| !former.is_empty())?;
    (!before.is_empty()).then(|| (before.to_vec(), former.join(" ")))
}

/// Takes generations and degrees off the end of the words.
pub(super) fn take_endings(words: &mut Vec<&str>, after_comma: bool, parts: &mut NameParts) {
    let all_capitals = words
        .iter()
        .all(|word| letter_case(word) != LetterCase::Mixed);
    let fewest = usize::from(!after_comma);
    while words.len() > fewest {
        let Some(last) = words.last() else { break };
        let folded = text::fold(last);
        let sure = after_comma
            || last.contains('.')
            || letter_case(last) == LetterCase::Upper && !all_capitals;
        if let Some(Generation(generation)) = NAME_WORDS.generation(&folded) {
            if parts.generation.is_empty() {
                generation.clone_into(&mut parts.generation);
            }
        } else if let Some(degree) = NAME_WORDS.degree(&folded, sure) {
            parts.degree = join(degree, &parts.degree);
        } else {
            break;
        }
        words.pop();
    }
}

/// Takes titles off the beginning of the words, leaving at least one word.
pub(super) fn take_titles(words: &mut Vec<&str>, parts: &mut NameParts) {
    loop {
        // "Mr & Mrs Smith", "Dipl. Ing. Weber".
        let taken = (1..=3).rev().find_map(|count| {
            let head = words.get(..count).filter(|_| words.len() > count)?;
            let title = NAME_WORDS.title(&text::fold(&head.join(" ")))?;
            Some((count, title))
        });
        let Some((count, title)) = taken else { return };
        parts.title = join(&parts.title, title);
        words.drain(..count);
    }
}

fn split_person(text: &str, country: Option<&str>, parts: &mut NameParts) {
    let mut segments: Vec<Vec<&str>> = text
        .split(',')
        .map(|segment| {
            segment
                .split(' ')
                .filter(|word| !word.is_empty())
                .collect::<Vec<&str>>()
        })
        .filter(|segment| !segment.is_empty())
        .collect();
    // "John Smith, Jr, PhD": what follows the name and is no name.
    while segments.len() > 1 {
        let Some(last) = segments.last_mut() else {
            break;
        };
        take_endings(last, true, parts);
        if !last.is_empty() {
            break;
        }
        segments.pop();
    }
    let Some(first) = segments.first() else {
        return;
    };
    if segments.len() == 1 {
        let words = first.clone();
        split_words(words, country, parts);
        return;
    }
    let mut family = first.clone();
    take_endings(&mut family, false, parts);
    take_titles(&mut family, parts);
    let mut given: Vec<&str> = segments.iter().skip(1).flatten().copied().collect();
    take_titles(&mut given, parts);
    take_endings(&mut given, false, parts);
    // "Berg, Anne van der": the particles stand behind and belong in front.
    let behind = given
        .iter()
        .rev()
        .take_while(|word| is_particle(word))
        .count();
    let particles = given.split_off(given.len() - behind.min(given.len().saturating_sub(1)));
    let family: Vec<&str> = particles.into_iter().chain(family).collect();
    parts.family = family.join(" ");
    set_given(&given, parts);
    parts.rule = "name.comma";
}

fn split_words(mut words: Vec<&str>, country: Option<&str>, parts: &mut NameParts) {
    take_titles(&mut words, parts);
    if let Some((before, former)) = take_former(&words) {
        words = before;
        parts.former = former;
    }
    take_endings(&mut words, false, parts);
    let couple = take_first_of_couple(&mut words);
    split_bare_name(&words, country, parts);
    if couple {
        parts.rule = "name.couple";
    }
}

/// "John & Mary Smith" → John Smith, whose rule says that somebody stood beside him.
pub(super) fn take_first_of_couple(words: &mut Vec<&str>) -> bool {
    let Some(place) = words
        .iter()
        .position(|word| matches!(*word, "&" | "+" | "and" | "und" | "et"))
    else {
        return false;
    };
    if place == 0 || place + 1 >= words.len() {
        words.retain(|word| !matches!(*word, "&" | "+"));
        return false;
    }
    let end = if place == 1 && words.len() > place + 2 {
        place + 2
    } else {
        words.len()
    };
    words.drain(place..end);
    true
}

fn split_bare_name(words: &[&str], country: Option<&str>, parts: &mut NameParts) {
    let count = words.len();
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return;
    };
    if count == 1 {
        let family = !parts.title.is_empty()
            || letter_case(last) == LetterCase::Upper
                && last.chars().count() > 2
                && !is_initials(last);
        let place = if family {
            &mut parts.family
        } else {
            &mut parts.given
        };
        (*last).clone_into(place);
        parts.rule = "name.single";
        return;
    }
    if is_east_asian(words) {
        words
            .first()
            .copied()
            .unwrap_or_default()
            .clone_into(&mut parts.family);
        parts.given = words.get(1..).unwrap_or_default().join(" ");
        parts.rule = "name.east_asian";
        return;
    }
    if let Some((family, given)) = capitals::apart(words) {
        parts.family = capitals::written(&family);
        set_given(&given, parts);
        parts.rule = "name.capitals";
        return;
    }
    // "Mme LE GOFF": who is addressed by a title alone is addressed by the last name.
    let (start, rule) = if !parts.title.is_empty() && count == 2 && is_particle(first) {
        (0, "name.single")
    } else {
        family_start(words, country)
    };
    parts.family = words.get(start..).unwrap_or_default().join(" ");
    set_given(words.get(..start).unwrap_or_default(), parts);
    parts.rule = rule;
}

/// Where the last name begins.
fn family_start(words: &[&str], country: Option<&str>) -> (usize, &'static str) {
    let last = words.len() - 1;
    let all_small = words
        .iter()
        .all(|word| letter_case(word) == LetterCase::Lower);
    if words.len() == 2
        && !all_small
        && words
            .first()
            .is_some_and(|word| is_particle(word) && letter_case(word) == LetterCase::Lower)
    {
        return (0, "name.split");
    }
    let particle = (1..last).find(|&place| words.get(place).is_some_and(|word| is_particle(word)));
    if let Some(place) = particle {
        // "José Ortega y Gasset": the word before the joint belongs to the last name.
        let joint = words
            .get(place)
            .is_some_and(|word| matches!(text::fold(word).as_str(), "y"));
        return (
            if joint && place > 1 { place - 1 } else { place },
            "name.split",
        );
    }
    if words.len() >= 3
        && country::carries_two_family_names(country)
        && !words.get(last - 1).is_some_and(|word| is_initials(word))
    {
        return (last - 1, "name.two_family_names");
    }
    (last, "name.split")
}

fn is_east_asian(words: &[&str]) -> bool {
    words.len() == 2
        && words.iter().all(|word| {
            word.chars().all(|one| matches!(one, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '々'))
        })
}

pub(super) fn is_particle(word: &str) -> bool {
    NAME_WORDS.particle(&text::fold(word)).is_some()
}

pub(super) fn set_given(words: &[&str], parts: &mut NameParts) {
    words
        .first()
        .copied()
        .unwrap_or_default()
        .clone_into(&mut parts.given);
    parts.middle = words.get(1..).unwrap_or_default().join(" ");
}

/// The parts with capitals where they belong, and fillers in single parts taken out.
pub(super) fn written(mut parts: NameParts) -> NameParts {
    for (part, kind) in [
        (&mut parts.given, NamePart::Given),
        (&mut parts.middle, NamePart::Given),
        (&mut parts.nickname, NamePart::Given),
        (&mut parts.family, NamePart::Family),
        (&mut parts.former, NamePart::Family),
    ] {
        if !part.is_empty() {
            let filler = NAME_WORDS.is_filler(&text::fold(part), part, kind);
            *part = if filler {
                String::new()
            } else {
                display_case(part, kind)
            };
        }
    }
    parts
}

fn join(one: &str, two: &str) -> String {
    match (one.is_empty(), two.is_empty()) {
        (true, _) => two.to_owned(),
        (_, true) => one.to_owned(),
        _ => format!("{one} {two}"),
    }
}
