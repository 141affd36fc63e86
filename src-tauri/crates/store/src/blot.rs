//! Blotting one person's values out of sentences, word by word and never inside another word.
//!
//! A value stands in a text only where nothing of a word goes on beside it: `Ann` is not in
//! `Annette`, not in `Ann-Marie` and not in `ann@example.com`. Of a telephone number any way of
//! writing it counts, and of a whole name also how files are called: `export_ann_lee-2.csv`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Put where a value of an erased person stood.
pub const GONE: &str = "[erased]";

/// Fewest digits that are taken for a telephone number.
const SHORTEST_NUMBER: usize = 7;
/// Fewest digits that are taken for a telephone number among other digits, where its end is less sure.
const SHORTEST_NUMBER_WITHIN: usize = 8;
/// Fewest bytes of a value that tells one person wherever it stands.
const SHORTEST_TELLING: usize = 8;
/// Fewest digits of a telephone number that does.
const LONG_NUMBER: usize = 9;
/// What takes the place of a blank in names of files.
const NO_BLANK: [&str; 4] = ["_", "-", ".", "+"];
/// Most digits of the code of a country.
const LONGEST_COUNTRY_CODE: usize = 3;

/// What a value tells about the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordKind {
    /// What they are called.
    Name,
    /// An e-mail address.
    Mail,
    /// A telephone number, in any way of writing it.
    Phone,
    /// Where they live.
    Home,
    /// An id that points to them.
    Id,
    /// A family name alone: only as it is written in the data, capitals included.
    FamilyName,
}

/// The values of one person, ready to be found in texts.
#[derive(Debug, Clone, Default)]
pub struct Blot {
    /// By the first word, in lower case.
    phrases: BTreeMap<String, Vec<Phrase>>,
    /// Digits without leading noughts.
    numbers: BTreeSet<String>,
}

#[derive(Debug, Clone)]
struct Phrase {
    text: String,
    kind: WordKind,
    words: Vec<String>,
    /// What stands between one word and the next.
    gaps: Vec<String>,
}

/// A stretch of letters and digits: where it begins and ends, in bytes.
type Stretch = (usize, usize);

/// A place in a text where a value stands.
struct Hit {
    at: Stretch,
    kind: WordKind,
}

impl Blot {
    /// The values, each with what it tells.
    pub fn new<'a>(words: impl IntoIterator<Item = (WordKind, &'a str)>) -> Self {
        let mut blot = Self::default();
        for (kind, text) in words {
            if kind == WordKind::Phone {
                let digits = significant(text);
                if digits.len() >= SHORTEST_NUMBER {
                    blot.numbers.insert(digits);
                }
            } else if let Some(phrase) = Phrase::of(kind, text)
                && let Some(first) = phrase.words.first()
            {
                blot.phrases.entry(first.clone()).or_default().push(phrase);
            }
        }
        for phrases in blot.phrases.values_mut() {
            phrases.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then(a.text.cmp(&b.text)));
        }
        blot
    }

    /// The same without family names alone: for sentences of the program, in which such a name may be
    /// a word like any other.
    #[must_use]
    pub fn without_family_names(&self) -> Self {
        let mut blot = self.clone();
        for phrases in blot.phrases.values_mut() {
            phrases.retain(|phrase| phrase.kind != WordKind::FamilyName);
        }
        blot.phrases.retain(|_, phrases| !phrases.is_empty());
        blot
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty() && self.numbers.is_empty()
    }

    /// The values that are long enough to tell one person by their bytes alone, wherever they stand.
    pub fn telling(&self) -> Vec<String> {
        let phrases = self.phrases.values().flatten().filter(|phrase| {
            let is_several = phrase.words.len() > 1;
            match phrase.kind {
                WordKind::Mail | WordKind::Id => phrase.text.len() >= SHORTEST_TELLING,
                WordKind::Name | WordKind::Home => {
                    is_several && phrase.text.len() >= SHORTEST_TELLING
                }
                WordKind::Phone | WordKind::FamilyName => false,
            }
        });
        let numbers = self.numbers.iter().filter(|one| one.len() >= LONG_NUMBER);
        phrases
            .map(|phrase| phrase.text.clone())
            .chain(numbers.cloned())
            .collect()
    }

    /// What of the person stands in a text.
    pub fn kinds(&self, text: &str) -> BTreeSet<WordKind> {
        self.hits(text).into_iter().map(|hit| hit.kind).collect()
    }

    /// The text without the person's values; nothing where none stands in it.
    pub fn text(&self, text: &str) -> Option<String> {
        let mut hits = self.hits(text);
        if hits.is_empty() {
            return None;
        }
        hits.sort_by_key(|hit| (hit.at.0, std::cmp::Reverse(hit.at.1)));
        let mut left = String::with_capacity(text.len());
        let mut end = 0;
        for Hit { at: (from, to), .. } in hits {
            if from >= end {
                left.push_str(&text[end..from]);
                left.push_str(GONE);
                end = to;
            } else if to > end {
                end = to;
            }
        }
        left.push_str(&text[end..]);
        Some(left)
    }

    /// Blots every text of a JSON value, names of members excepted. Says whether anything changed.
    pub fn json(&self, value: &mut Value) -> bool {
        match value {
            Value::String(text) => match self.text(text) {
                Some(left) => {
                    *text = left;
                    true
                }
                None => false,
            },
            Value::Array(items) => items
                .iter_mut()
                .fold(false, |changed, item| self.json(item) | changed),
            Value::Object(members) => members
                .values_mut()
                .fold(false, |changed, item| self.json(item) | changed),
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }

    fn hits(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        if !self.phrases.is_empty() {
            let stretches = stretches(text);
            for index in 0..stretches.len() {
                hits.extend(self.phrase_at(text, &stretches, index));
            }
        }
        if !self.numbers.is_empty() {
            hits.extend(self.numbers_in(text));
        }
        hits
    }

    /// The longest value that begins with a stretch.
    fn phrase_at(&self, text: &str, stretches: &[Stretch], index: usize) -> Option<Hit> {
        let &(from, first_end) = stretches.get(index)?;
        let candidates = self.phrases.get(&text[from..first_end].to_lowercase())?;
        candidates
            .iter()
            .find_map(|phrase| phrase.at(text, stretches, index))
    }

    fn numbers_in(&self, text: &str) -> Vec<Hit> {
        number_stretches(text)
            .into_iter()
            .flat_map(|stretch| self.numbers_within(text, stretch))
            .map(|at| Hit {
                at,
                kind: WordKind::Phone,
            })
            .collect()
    }

    /// The numbers of the person in a stretch of digits: all of it, or what stands between blanks in it,
    /// beside a date or somebody else's number.
    fn numbers_within(&self, text: &str, (from, to): Stretch) -> Vec<Stretch> {
        if self.nearness(&text[from..to], SHORTEST_NUMBER).is_some() {
            return vec![(from, to)];
        }
        let pieces: Vec<Stretch> = between_blanks(&text[from..to])
            .into_iter()
            .map(|(begin, end)| (from + begin, from + end))
            .collect();
        let mut found = Vec::new();
        let mut first = 0;
        while first < pieces.len() {
            let Some((begin, last)) = self.next_run(text, &pieces, first) else {
                break;
            };
            found.push((pieces[begin].0, pieces[last].1));
            first = last + 1;
        }
        found
    }

    /// The pieces, first and last, that make the next number of the person. The code of a country may
    /// be left away, so that the end of a date would pass for one: the nearest is taken.
    fn next_run(&self, text: &str, pieces: &[Stretch], first: usize) -> Option<(usize, usize)> {
        (first..pieces.len()).find_map(|last| {
            (first..=last)
                .rev()
                .filter_map(|begin| {
                    let run = &text[pieces[begin].0..pieces[last].1];
                    let nearness = self.nearness(run, SHORTEST_NUMBER_WITHIN)?;
                    Some((nearness, begin))
                })
                .min_by_key(|&(nearness, _)| nearness)
                .map(|(_, begin)| (begin, last))
        })
    }

    /// By how many digits a text differs from the nearest number of the person; nothing where it is none.
    fn nearness(&self, text: &str, shortest: usize) -> Option<usize> {
        let digits = significant(text);
        (digits.len() >= shortest)
            .then(|| {
                self.numbers
                    .iter()
                    .filter(|number| is_same(number, &digits))
                    .map(|number| number.len().abs_diff(digits.len()))
                    .min()
            })
            .flatten()
    }
}

impl Phrase {
    fn of(kind: WordKind, text: &str) -> Option<Self> {
        let stretches = stretches(text);
        let (from, to) = (stretches.first()?.0, stretches.last()?.1);
        let gaps = stretches
            .windows(2)
            .map(|pair| one_blank(&text[pair[0].1..pair[1].0]))
            .collect();
        Some(Self {
            kind,
            words: stretches
                .iter()
                .map(|&(from, to)| text[from..to].to_lowercase())
                .collect(),
            gaps,
            text: text[from..to].to_owned(),
        })
    }

    fn at(&self, text: &str, stretches: &[Stretch], index: usize) -> Option<Hit> {
        let found = stretches.get(index..index + self.words.len())?;
        let is_there = found
            .iter()
            .zip(&self.words)
            .all(|(&(from, to), word)| text[from..to].to_lowercase() == *word)
            && found
                .windows(2)
                .zip(&self.gaps)
                .all(|(pair, gap)| self.is_gap(&text[pair[0].1..pair[1].0], gap));
        let at = (found.first()?.0, found.last()?.1);
        let is_as_written = self.kind != WordKind::FamilyName || text[at.0..at.1] == self.text;
        let is_whole = || self.is_whole(text, at) || self.is_in_name_of_file(text, found);
        (is_there && is_as_written && is_whole()).then_some(Hit {
            at,
            kind: self.kind,
        })
    }

    /// Whether what stands between two words of a text is what stands between them in the value, or what
    /// takes a blank's place in names of files.
    fn is_gap(&self, between: &str, gap: &str) -> bool {
        one_blank(between) == gap
            || self.kind == WordKind::Name && gap == " " && NO_BLANK.contains(&between)
    }

    /// Whether a whole name stands between the signs that part words in names of files: what goes on beyond
    /// such a sign is another word there.
    fn is_in_name_of_file(&self, text: &str, found: &[Stretch]) -> bool {
        let (Some(first), Some(last)) = (found.first(), found.last()) else {
            return false;
        };
        if self.kind != WordKind::Name
            || found.len() < 2
            || is_within_address(text, first.0, last.1)
        {
            return false;
        }
        let parts = |sign: Option<char>| match sign {
            None | Some('_') => true,
            Some(sign @ ('-' | '.' | '+')) => found
                .windows(2)
                .all(|pair| text[pair[0].1..pair[1].0].chars().eq([sign])),
            Some(sign) => !is_of_word(sign) && !matches!(sign, '\'' | '’' | '‐' | '‑'),
        };
        parts(text[..first.0].chars().next_back()) && parts(text[last.1..].chars().next())
    }

    /// Whether nothing of a word goes on before or behind.
    fn is_whole(&self, text: &str, (from, to): Stretch) -> bool {
        let is_mail = self.kind == WordKind::Mail;
        if !is_mail && is_within_address(text, from, to) {
            return false;
        }
        let mut before = text[..from].chars().rev();
        let mut behind = text[to..].chars();
        let first = text[from..to].chars().next();
        let last = text[from..to].chars().next_back();
        !(goes_on(before.next(), before.next(), first, is_mail)
            || goes_on(behind.next(), behind.next(), last, is_mail)
                && !is_possessive(&text[to..], self.kind))
    }
}

/// Whether a sign and what is beyond it belong to the same word as the letter on this side.
fn goes_on(sign: Option<char>, beyond: Option<char>, near: Option<char>, is_mail: bool) -> bool {
    let is_letter_beyond = beyond.is_some_and(is_of_word);
    match sign {
        Some('_') => true,
        Some('-' | '\'' | '’' | '‐' | '‑') => is_letter_beyond,
        Some('.' | '+' | '%') if is_mail => is_letter_beyond,
        // A decimal point, not the end of a sentence.
        Some('.') => {
            near.is_some_and(|near| near.is_ascii_digit())
                && beyond.is_some_and(|beyond| beyond.is_ascii_digit())
        }
        _ => false,
    }
}

/// `Bo's letter`: the name ends before the apostrophe.
fn is_possessive(behind: &str, kind: WordKind) -> bool {
    let mut behind = behind.chars();
    matches!(kind, WordKind::Name | WordKind::FamilyName)
        && matches!(behind.next(), Some('\'' | '’'))
        && behind.next() == Some('s')
        && !behind.next().is_some_and(is_of_word)
}

/// Whether the piece of text around, up to the next blanks, is somebody's e-mail address.
fn is_within_address(text: &str, from: usize, to: usize) -> bool {
    let is_end = |character: char| {
        character.is_whitespace()
            || matches!(
                character,
                ',' | ';' | '<' | '>' | '(' | ')' | '"' | '|' | ':' | '[' | ']' | '{' | '}'
            )
    };
    let begin = text[..from]
        .char_indices()
        .rev()
        .find(|(_, character)| is_end(*character))
        .map_or(0, |(at, character)| at + character.len_utf8());
    let end = text[to..]
        .char_indices()
        .find(|(_, character)| is_end(*character))
        .map_or(text.len(), |(at, _)| to + at);
    text[begin..end].contains('@')
}

/// Letters, digits and the marks that are put on letters.
fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&character)
}

fn stretches(text: &str) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut begun = None;
    for (at, character) in text.char_indices() {
        match (is_of_word(character), begun) {
            (true, None) => begun = Some(at),
            (false, Some(from)) => {
                found.push((from, at));
                begun = None;
            }
            _ => {}
        }
    }
    found.extend(begun.map(|from| (from, text.len())));
    found
}

/// Every run of white space as one blank.
fn one_blank(gap: &str) -> String {
    let mut left = String::with_capacity(gap.len());
    for character in gap.chars() {
        if !character.is_whitespace() {
            left.push(character);
        } else if !left.ends_with(' ') {
            left.push(' ');
        }
    }
    left
}

/// Stretches that are written as telephone numbers are: digits with single signs between.
fn number_stretches(text: &str) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut begun: Option<Stretch> = None;
    let mut signs = 0;
    let mut before = None;
    for (at, character) in text.char_indices() {
        if character.is_ascii_digit() {
            match &mut begun {
                Some(stretch) => stretch.1 = at + 1,
                // Digits behind a letter are part of a word.
                None if before.is_some_and(|before| is_of_word(before) || before == '_') => {}
                None => begun = Some((at, at + 1)),
            }
            signs = 0;
        } else if let Some(stretch) = begun {
            signs += 1;
            let is_joined = matches!(character, ' ' | '-' | '.' | '/' | '(' | ')' | '\u{a0}');
            if is_of_word(character) || character == '_' {
                // Digits before a letter are part of a word, unless something stands between.
                found.extend((signs > 1).then_some(stretch));
                begun = None;
            } else if !is_joined || signs > 2 {
                found.push(stretch);
                begun = None;
            }
        }
        before = Some(character);
    }
    found.extend(begun);
    found
}

/// The pieces between blanks: where each begins and ends, in bytes.
fn between_blanks(text: &str) -> Vec<Stretch> {
    let mut pieces = Vec::new();
    let mut end = 0;
    for piece in text.split_whitespace() {
        let from = text[end..].find(piece).map_or(end, |at| end + at);
        end = from + piece.len();
        pieces.push((from, end));
    }
    pieces
}

/// The digits, without leading noughts.
fn significant(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').to_owned()
}

/// Whether two numbers are the same but for the code of the country.
fn is_same(one: &str, other: &str) -> bool {
    let (longer, shorter) = if one.len() < other.len() {
        (other, one)
    } else {
        (one, other)
    };
    shorter.len() >= SHORTEST_NUMBER
        && longer.len() - shorter.len() <= LONGEST_COUNTRY_CODE
        && longer.ends_with(shorter)
}

#[cfg(test)]
mod tests;
