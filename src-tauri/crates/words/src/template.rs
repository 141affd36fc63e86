//! A sentence with places that are filled in, and its translation.

use crate::forms;

/// How often one template may look for its next fixed words before it is given up.
const TRIES: u32 = 400;
/// Captures that say that something is one, or that one does something.
const OF_ONE: &[&str] = &[
    "1", "one", "One", "a", "an", "is", "was", "has", "does", "this", "it", "goes", "needs",
    "says", "stands", "waits",
];
/// What a place is called that holds a month such as `2026-01`; elsewhere that may be somebody's name for a thing.
const MONTH: &str = "month";
const OPENING: &[char] = &['“', '"', '‘', '‹', '«'];
const CLOSING: &[char] = &['”', '"', '’', '›', '»'];

/// What becomes of what a place captures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It stays; a number or a day is written in the other form.
    Plain,
    /// It is nothing but a number.
    Number,
    /// It is words of the program and translated.
    Words,
    /// What somebody wrote or took over: said where all of it is sentences of the program, else as it is.
    Sentences,
    /// It stays as it is, to the letter.
    Verbatim,
}

#[derive(Debug)]
enum Part {
    Fixed(String),
    Place {
        name: usize,
        kind: Kind,
        may_be_empty: bool,
    },
}

#[derive(Debug)]
enum Filling {
    Fixed(String),
    Capture(usize),
    /// One word where the capture says one, else another.
    Choice {
        of: usize,
        one: String,
        many: String,
    },
}

/// A key with its translation, ready to be matched.
#[derive(Debug)]
pub(crate) struct Template {
    parts: Vec<Part>,
    names: Vec<String>,
    kinds: Vec<Kind>,
    filling: Vec<Filling>,
    fixed: usize,
}

/// What stands between braces, or the text outside of them.
enum Piece {
    Fixed(String),
    Braced(String),
}

fn read(text: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut fixed = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '{' | '}' if characters.peek() == Some(&character) => {
                characters.next();
                fixed.push(character);
            }
            '{' => {
                let mut inside = String::new();
                loop {
                    match characters.next() {
                        Some('}') => break,
                        Some('{') | None => return Err("a brace is left open".to_owned()),
                        Some(one) => inside.push(one),
                    }
                }
                if !fixed.is_empty() {
                    pieces.push(Piece::Fixed(std::mem::take(&mut fixed)));
                }
                pieces.push(Piece::Braced(inside));
            }
            '}' => return Err("a brace is closed that was not opened".to_owned()),
            one => fixed.push(one),
        }
    }
    if !fixed.is_empty() {
        pieces.push(Piece::Fixed(fixed));
    }
    Ok(pieces)
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|one| one.is_ascii_alphanumeric() || one == '_')
}

/// Names in the order in which they are met, each once.
fn number_of(names: &mut Vec<String>, kinds: &mut Vec<Kind>, name: &str, kind: Kind) -> usize {
    if let Some(at) = names.iter().position(|one| one == name) {
        return at;
    }
    names.push(name.to_owned());
    kinds.push(kind);
    names.len() - 1
}

impl Template {
    /// Reads a key and its value.
    ///
    /// # Errors
    /// What is wrong with one of the two, for whoever writes them.
    pub(crate) fn new(key: &str, value: &str) -> Result<Self, String> {
        let (mut names, mut kinds, mut parts) = (Vec::new(), Vec::new(), Vec::new());
        for piece in read(key)? {
            parts.push(match piece {
                Piece::Fixed(text) => Part::Fixed(text),
                Piece::Braced(inside) => {
                    let (name, kind) = match inside.strip_suffix(['*', '!', '#', '?']) {
                        Some(name) if inside.ends_with('*') => (name, Kind::Words),
                        Some(name) if inside.ends_with('?') => (name, Kind::Sentences),
                        Some(name) if inside.ends_with('!') => (name, Kind::Verbatim),
                        Some(name) => (name, Kind::Number),
                        None => (inside.as_str(), Kind::Plain),
                    };
                    if !is_name(name) {
                        return Err(format!("{{{inside}}} has no name"));
                    }
                    Part::Place {
                        name: number_of(&mut names, &mut kinds, name, kind),
                        kind,
                        may_be_empty: false,
                    }
                }
            });
        }
        look_beside(&mut parts, &mut kinds);
        let fixed = parts
            .iter()
            .map(|part| match part {
                Part::Fixed(text) => text.chars().count(),
                Part::Place { .. } => 0,
            })
            .sum();
        Ok(Self {
            filling: filling(value, &names)?,
            parts,
            names,
            kinds,
            fixed,
        })
    }

    /// Whether nothing is filled in.
    pub(crate) fn is_whole(&self) -> bool {
        self.names.is_empty()
    }

    /// How many characters are fixed.
    pub(crate) fn fixed(&self) -> usize {
        self.fixed
    }

    /// How many places there are.
    pub(crate) fn places(&self) -> usize {
        self.names.len()
    }

    /// Whole words that stand in every text this matches.
    pub(crate) fn words(&self) -> Vec<&str> {
        let mut words = Vec::new();
        let last = self.parts.len().saturating_sub(1);
        for (at, part) in self.parts.iter().enumerate() {
            let Part::Fixed(text) = part else { continue };
            for (from, word) in words_of(text) {
                // A word at the rim may go on in what is captured there.
                let is_cut_before = from == 0 && at > 0;
                let is_cut_after = from + word.len() == text.len() && at < last;
                if !is_cut_before && !is_cut_after {
                    words.push(word);
                }
            }
        }
        words
    }

    /// The captures that stay to the letter.
    pub(crate) fn verbatim<'t>(&self, captures: &[&'t str]) -> impl Iterator<Item = &'t str> {
        let of_kinds = self.kinds.iter().zip(captures);
        of_kinds
            .filter(|(kind, _)| **kind == Kind::Verbatim)
            .map(|(_, capture)| *capture)
    }

    /// What stands in the places, if the text is one of these sentences.
    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let mut found = vec![None; self.names.len()];
        let mut tries = TRIES;
        self.matches(0, text, &mut found, &mut tries)
            .then(|| found.into_iter().map(Option::unwrap_or_default).collect())
    }

    fn matches<'t>(
        &self,
        at: usize,
        rest: &'t str,
        found: &mut [Option<&'t str>],
        tries: &mut u32,
    ) -> bool {
        let Some(part) = self.parts.get(at) else {
            return rest.is_empty();
        };
        let (name, kind, may_be_empty) = match part {
            Part::Fixed(text) => {
                return rest
                    .strip_prefix(text.as_str())
                    .is_some_and(|rest| self.matches(at + 1, rest, found, tries));
            }
            Part::Place {
                name,
                kind,
                may_be_empty,
            } => (*name, *kind, *may_be_empty),
        };
        let is_last_fixed = at + 2 == self.parts.len();
        let least = usize::from(!may_be_empty);
        let ends: Vec<usize> = match self.parts.get(at + 1) {
            None => vec![rest.len()],
            Some(Part::Place { .. }) => ends_of_first(rest),
            Some(Part::Fixed(next)) if is_last_fixed => {
                let end = rest.len().checked_sub(next.len());
                end.into_iter()
                    .filter(|_| rest.ends_with(next.as_str()))
                    .collect()
            }
            Some(Part::Fixed(next)) => rest
                .match_indices(next.as_str())
                .map(|(end, _)| end)
                .take(*tries as usize)
                .collect(),
        };
        for end in ends.into_iter().filter(|end| *end >= least) {
            *tries = tries.saturating_sub(1);
            if *tries == 0 {
                return false;
            }
            let capture = &rest[..end];
            let before = found[name];
            let is_fit = before.is_none_or(|before| before == capture)
                && !is_torn(capture)
                && (kind != Kind::Number || forms::number(capture).is_some());
            if !is_fit {
                continue;
            }
            found[name] = Some(capture);
            if self.matches(at + 1, &rest[end..], found, tries) {
                return true;
            }
            found[name] = before;
        }
        false
    }

    /// The sentence in the other language; what is or may be words of the program goes through `say`.
    pub(crate) fn filled(
        &self,
        captures: &[&str],
        say: &mut dyn FnMut(&str, Kind) -> String,
    ) -> String {
        let mut text = String::new();
        for filling in &self.filling {
            match filling {
                Filling::Fixed(fixed) => text.push_str(fixed),
                Filling::Capture(of) => {
                    let capture = captures.get(*of).copied().unwrap_or_default();
                    match self.kinds.get(*of) {
                        Some(kind @ (Kind::Words | Kind::Sentences)) => {
                            text.push_str(&say(capture, *kind));
                        }
                        Some(Kind::Plain | Kind::Number) => {
                            let is_month = self.names.get(*of).is_some_and(|name| name == MONTH);
                            let german = forms::german(capture)
                                .or_else(|| forms::iso_day(capture))
                                .or_else(|| forms::iso_month(capture).filter(|_| is_month));
                            text.push_str(german.as_deref().unwrap_or(capture));
                        }
                        Some(Kind::Verbatim) | None => text.push_str(capture),
                    }
                }
                Filling::Choice { of, one, many } => {
                    let capture = captures.get(*of).copied().unwrap_or_default();
                    text.push_str(if OF_ONE.contains(&capture) { one } else { many });
                }
            }
        }
        text
    }
}

/// A place between quotation marks is verbatim, and one that is glued to what stands before it may be empty.
fn look_beside(parts: &mut [Part], kinds: &mut [Kind]) {
    for at in 0..parts.len() {
        let before = at.checked_sub(1).and_then(|at| parts.get(at));
        let is_quoted = ends_with(before, OPENING) && begins_with(parts.get(at + 1), CLOSING);
        let is_glued = match before {
            None => false,
            Some(Part::Place { .. }) => true,
            Some(Part::Fixed(text)) => {
                !text.ends_with(|one: char| one.is_whitespace() || "([“\"‘‹«".contains(one))
            }
        };
        if let Some(Part::Place {
            name,
            kind,
            may_be_empty,
        }) = parts.get_mut(at)
        {
            *may_be_empty = is_glued;
            if is_quoted && *kind == Kind::Plain {
                *kind = Kind::Verbatim;
                kinds[*name] = Kind::Verbatim;
            }
        }
    }
}

fn ends_with(part: Option<&Part>, marks: &[char]) -> bool {
    matches!(part, Some(Part::Fixed(text)) if text.ends_with(marks))
}

fn begins_with(part: Option<&Part>, marks: &[char]) -> bool {
    matches!(part, Some(Part::Fixed(text)) if text.starts_with(marks))
}

fn filling(value: &str, names: &[String]) -> Result<Vec<Filling>, String> {
    let place = |name: &str| {
        let at = names.iter().position(|one| one == name);
        at.ok_or_else(|| format!("{{{name}}} is not in the key"))
    };
    read(value)?
        .into_iter()
        .map(|piece| {
            Ok(match piece {
                Piece::Fixed(text) => Filling::Fixed(text),
                Piece::Braced(inside) => {
                    let mut choices = inside.split('|');
                    let name = choices.next().unwrap_or_default();
                    let of = place(name.trim_end_matches(['*', '!', '#', '?']))?;
                    match (choices.next(), choices.next(), choices.next()) {
                        (None, ..) => Filling::Capture(of),
                        (Some(one), Some(many), None) => Filling::Choice {
                            of,
                            one: one.to_owned(),
                            many: many.to_owned(),
                        },
                        _ => return Err(format!("{{{inside}}} needs two words to choose from")),
                    }
                }
            })
        })
        .collect()
}

/// Whether a capture begins in one pair of quotation marks and ends in another, so that it is of two sentences.
fn is_torn(capture: &str) -> bool {
    capture
        .split_once('”')
        .is_some_and(|(before, after)| !before.contains('“') && after.contains('“'))
}

/// Where the first of two places beside each other may end: before the first blank, without marks behind it, or
/// without anything that is no letter or digit.
fn ends_of_first(rest: &str) -> Vec<usize> {
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let word = rest[..end].trim_end_matches([',', ';', ':']);
    let bare = word.trim_end_matches(|one: char| !one.is_alphanumeric());
    vec![word.len(), bare.len()]
}

/// The words of a text, each with where it begins.
pub(crate) fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(|one: char| !one.is_alphanumeric())
        .filter_map(move |piece| {
            let from = at;
            at += piece.len();
            let word = piece.trim_end_matches(|one: char| !one.is_alphanumeric());
            (!word.is_empty()).then_some((from, word))
        })
}
