//! The work on one text: which entries it is made of.

use std::collections::HashMap;

use crate::cut::{list, pieces};
use crate::forms;
use crate::template::{Kind, Template};
use crate::{Catalogue, is_sentences};

/// How many sentences or clauses that follow each other may be one entry, also where a text goes on behind them.
pub(crate) const JOINED: usize = 16;
/// The same in a text longer than [`LONG`].
const JOINED_OF_MANY: usize = 3;
/// From so many bytes on a text is a page rather than a message.
const LONG: usize = 4_000;
/// How deep a clause may stand in a clause.
const DEEPEST: usize = 6;
/// So many times entries are looked for in one text; what is left then stays as it is.
const MOST: usize = 10_000;
/// What may stand behind a label or a clause that has none of its own.
const MARKS: &[char] = &['.', ':', ';'];
/// What joins the parts of a list.
const JOINS: &[(&str, &str)] = &[
    (", and ", " und "),
    (", or ", " oder "),
    (" and ", " und "),
    (" or ", " oder "),
];

/// What came of a text or a part of one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told {
    pub(crate) text: String,
    /// Sentences that stay as they are.
    pub(crate) left: Vec<String>,
    pub(crate) is_changed: bool,
    /// How many characters stand in entries; of two ways to see a text the one with more is the better one.
    score: usize,
}

impl Told {
    fn stays(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            left: has_word(text)
                .then(|| text.to_owned())
                .into_iter()
                .collect(),
            is_changed: false,
            score: 0,
        }
    }
}

/// Looks through one text. What was found of a part is kept, since a part is met again and again.
pub(crate) struct Work<'c> {
    catalogue: &'c Catalogue,
    seen: HashMap<String, Told>,
    looked: usize,
}

impl<'c> Work<'c> {
    pub(crate) fn on(catalogue: &'c Catalogue) -> Self {
        Self {
            catalogue,
            seen: HashMap::new(),
            looked: 0,
        }
    }

    /// A text with the blanks around it.
    pub(crate) fn told(&mut self, text: &str, depth: usize) -> Told {
        let trimmed = text.trim();
        if depth > DEEPEST || trimmed.is_empty() {
            return Told::stays(text);
        }
        let mut told = match self.seen.get(trimmed) {
            Some(seen) => seen.clone(),
            None => {
                let told = self.anew(trimmed, depth);
                self.seen.insert(trimmed.to_owned(), told.clone());
                told
            }
        };
        if trimmed.len() < text.len() {
            let begin = text.len() - text.trim_start().len();
            let (before, after) = (&text[..begin], &text[begin + trimmed.len()..]);
            told.text = format!("{before}{}{after}", told.text);
        }
        told
    }

    fn anew(&mut self, text: &str, depth: usize) -> Told {
        let known = self.catalogue.whole(text).cloned();
        if let Some(said) = known.or_else(|| form(text, depth)) {
            return Told {
                is_changed: said != text,
                text: said,
                left: Vec::new(),
                score: text.chars().count(),
            };
        }
        let told = self.best(text, &pieces(text), depth);
        let is_known = told.left.is_empty();
        if is_known && depth == 0 {
            return told;
        }
        let parts = list(text);
        if parts.len() < 2 {
            return told;
        }
        let listed = self.best(text, &parts, depth + 1);
        let is_better = if is_known {
            // A place of the entry may have taken half of the list.
            listed.score > told.score
        } else {
            // At the top a text may be somebody's name with an "and" in it, so a list is one only if all of it is
            // known.
            listed.left.is_empty() || (depth > 0 && listed.score >= told.score)
        };
        if is_better { listed } else { told }
    }

    /// Of all ways to see the text as entries one after the other that with the most characters in entries.
    fn best(&mut self, text: &str, cut: &[(usize, usize)], depth: usize) -> Told {
        let joined = if text.len() > LONG {
            JOINED_OF_MANY
        } else {
            JOINED
        };
        // For each piece: how many characters can be had from it on, and by which entry up to which piece.
        let mut best: Vec<(usize, Option<(usize, String)>)> = vec![(0, None); cut.len() + 1];
        for at in (0..cut.len()).rev() {
            let mut here = (best[at + 1].0, None);
            for end in (at + 1..=cut.len().min(at + joined)).rev() {
                let segment = &text[cut[at].0..cut[end - 1].1];
                let Some((said, score)) = self.segment(segment, depth) else {
                    continue;
                };
                let total = score + best[end].0;
                if total > here.0 || (here.1.is_none() && total == here.0) {
                    here = (total, Some((end, said)));
                }
            }
            best[at] = here;
        }
        let mut told = Told {
            score: best[0].0,
            ..Told::default()
        };
        let (mut at, mut written) = (0, 0);
        while let Some(piece) = cut.get(at) {
            let gap = &text[written..piece.0];
            let join = JOINS.iter().find(|(english, _)| *english == gap);
            told.text.push_str(join.map_or(gap, |(_, german)| *german));
            told.is_changed |= join.is_some();
            if let Some((end, said)) = best[at].1.take() {
                told.text.push_str(&said);
                told.is_changed = true;
                at = end;
            } else {
                let stays = Told::stays(&text[piece.0..piece.1]);
                told.text.push_str(&stays.text);
                told.left.extend(stays.left);
                at += 1;
            }
            written = cut[at - 1].1;
        }
        told.text.push_str(&text[written..]);
        told
    }

    /// A text that is one entry, one with a mark behind it or in brackets, or a number; with its score.
    fn segment(&mut self, text: &str, depth: usize) -> Option<(String, usize)> {
        if let Some(said) = self.catalogue.whole(text) {
            return Some((said.clone(), text.chars().count()));
        }
        let mut found = self.entry(text, depth);
        if let Some(bare) = text
            .strip_suffix(MARKS)
            .filter(|bare| !bare.ends_with(MARKS))
        {
            let mark = &text[bare.len()..];
            let so_far = found.as_ref().map_or(0, |(_, score)| *score);
            // As good without the mark is better: a place at the end would have taken it for a part of its words.
            let without = self.entry(bare, depth);
            if let Some((said, score)) = without.filter(|(_, score)| *score >= so_far) {
                found = Some((format!("{said}{mark}"), score));
            }
            if found.is_none() {
                found = form(bare, depth).map(|number| (format!("{number}{mark}"), 1));
            }
        }
        if found.is_some() {
            return found;
        }
        let inside = text
            .strip_prefix('(')
            .and_then(|text| text.strip_suffix(')'));
        if let Some(inside) = inside {
            let told = self.told(inside, depth + 1);
            return (told.is_changed && told.left.is_empty())
                .then(|| (format!("({})", told.text), told.score));
        }
        form(text, depth).map(|number| (number, 1))
    }

    /// A text that is one entry, with how many of its characters stand in entries.
    fn entry(&mut self, text: &str, depth: usize) -> Option<(String, usize)> {
        if let Some(said) = self.catalogue.whole(text) {
            return Some((said.clone(), text.chars().count()));
        }
        if self.looked >= MOST {
            return None;
        }
        self.looked += 1;
        let catalogue = self.catalogue;
        catalogue.candidates(text).find_map(|template| {
            let captures = template.captures(text)?;
            let mut score = template.fixed() + self.names_in(template, &captures);
            let said = template.filled(&captures, &mut |capture: &str, kind| {
                if kind == Kind::Sentences && !is_sentences(capture) {
                    // A word of the program, written by somebody: it stays, and is none of its words.
                    if catalogue.whole(capture).is_some() {
                        score += capture.chars().count();
                    }
                    return capture.to_owned();
                }
                let told = self.told(capture, depth + 1);
                if kind == Kind::Sentences && !told.left.is_empty() {
                    return capture.to_owned();
                }
                score += told.score;
                told.text
            });
            Some((said, score))
        })
    }

    /// How many characters are names that only happen to be words of the program too: "Customers: Orders" of a source
    /// that is called Orders is one entry with a name in it, not two words. Of a list of codes all are.
    fn names_in(&self, template: &Template, captures: &[&str]) -> usize {
        template
            .verbatim(captures)
            .filter(|name| {
                let is_word = !is_sentences(name) && self.catalogue.whole(name).is_some();
                is_word || are_codes(name)
            })
            .map(|name| name.chars().count())
            .sum()
    }
}

/// Whether a text is nothing but a list of codes: `paid, test`.
fn are_codes(text: &str) -> bool {
    let is_code = |one: &str| !one.is_empty() && !one.contains(char::is_whitespace);
    text.contains(", ") && text.split(", ").all(is_code)
}

/// A number or a day in German form; a day in figures only within a sentence, since a text of its own may be a name.
fn form(text: &str, depth: usize) -> Option<String> {
    forms::german(text).or_else(|| forms::iso_day(text).filter(|_| depth > 0))
}

/// Whether a piece says anything.
fn has_word(text: &str) -> bool {
    let mut letters = 0;
    text.chars().any(|one| {
        letters = if one.is_alphabetic() { letters + 1 } else { 0 };
        letters > 1
    })
}
