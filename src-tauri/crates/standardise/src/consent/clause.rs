//! A clause of a permission spelled out, and what the refusals in it are about.

use rollcall_model::Attribute;

use super::words::Mark;
use crate::text;

/// A refusal among more words nobody knows may refuse something else.
const MOST_UNKNOWN: usize = 1;

/// What a word of refusal comes to for one channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// This channel, or everything.
    Own,
    /// Another channel alone.
    Other,
    /// It refuses nothing: "no problem", "do not unsubscribe me".
    Void,
}

/// What the rest of an answer says, which decides how a clause is taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beside {
    /// A yes stands anywhere in the answer.
    pub(super) a_yes: bool,
    /// A yes came before the clause.
    pub(super) after_a_yes: bool,
}

/// The marks of a clause in their order.
#[derive(Debug)]
pub(super) struct Clause(pub(super) Vec<Mark>);

impl Clause {
    /// The clauses of a text, which end at punctuation and before "but".
    pub(super) fn all(text: &str) -> Vec<Self> {
        let mut clauses = Vec::new();
        for part in parts(text) {
            let folded = text::fold(part);
            let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
            let mut marks = Vec::with_capacity(words.len());
            let mut rest = words.as_slice();
            while !rest.is_empty() {
                let (found, length) = Mark::of(rest);
                if found.contains(&Mark::But) && !marks.is_empty() {
                    clauses.push(Self(std::mem::take(&mut marks)));
                }
                marks.extend_from_slice(found);
                rest = rest.get(length..).unwrap_or_default();
            }
            if !marks.is_empty() {
                clauses.push(Self(marks));
            }
        }
        clauses
    }

    pub(super) fn has(&self, mark: Mark) -> bool {
        self.0.contains(&mark)
    }

    /// What every word of refusal in the clause comes to.
    pub(super) fn refusals(
        &self,
        channel: &Attribute,
        beside: Beside,
    ) -> impl Iterator<Item = Refusal> {
        (0..self.0.len()).filter_map(move |at| {
            let mark = self.mark(at)?;
            mark.refuses()
                .then(|| self.refusal(at, mark, channel, beside))
        })
    }

    fn refusal(&self, at: usize, mark: Mark, channel: &Attribute, beside: Beside) -> Refusal {
        if self.is_void(at, mark) {
            return Refusal::Void;
        }
        if mark == Mark::Delete {
            return Refusal::Own;
        }
        let about = self.about(at, mark);
        let named = about.channels(self);
        if named.iter().any(|one| one.may_be(channel)) {
            return Refusal::Own;
        }
        let is_how_it_was_told = about.is_told_by && !beside.a_yes;
        if !named.is_empty() && !is_how_it_was_told {
            return Refusal::Other;
        }
        if mark.denies() && !self.is_clear(at, mark, beside) {
            return Refusal::Void;
        }
        Refusal::Own
    }

    /// Whether a word of refusal is left open, or denied itself, or denies a worry or a request.
    fn is_void(&self, at: usize, mark: Mark) -> bool {
        let before = self.0.get(..at).unwrap_or_default();
        let next = self.next(at);
        let denied = self.previous(at).is_some_and(|one| one == Mark::Not);
        let denies_a_refusal =
            mark == Mark::Not && next.is_some_and(|one| one.is_request() || one == Mark::Refused);
        before.contains(&Mark::Doubt)
            || mark.denies() && next == Some(Mark::Worry)
            || !mark.denies() && denied
            || denies_a_refusal
    }

    /// Whether a no stands plainly enough among the other words to be a refusal.
    fn is_clear(&self, at: usize, mark: Mark, beside: Beside) -> bool {
        let unknown = self.0.iter().filter(|one| **one == Mark::Unknown).count();
        if beside.after_a_yes {
            return unknown == 0;
        }
        unknown <= MOST_UNKNOWN
            || self.has(Mark::Wish)
            // "No I told you last year": what comes first answers the question of the column.
            || mark == Mark::No && self.previous(at).is_none()
    }

    /// The words that tell what a word of refusal is about: those after it, else the one before.
    fn about(&self, at: usize, mark: Mark) -> About {
        let after = self.0.get(at + 1..).unwrap_or_default();
        let length = after
            .iter()
            .position(|one| one.refuses() || matches!(one, Mark::Only | Mark::Yes))
            .unwrap_or(after.len());
        let end = at + 1 + length;
        let first = (at + 1..end).find(|one| self.mark(*one).is_some_and(Mark::is_channel));
        if let Some(first) = first {
            let by = self
                .0
                .get(at + 1..first)
                .is_some_and(|way| way.contains(&Mark::By));
            return About {
                from: first,
                to: end,
                // "No, by phone", "unsubscribed by phone": how it was said. "Not by phone",
                // "do not contact by phone": what is refused.
                is_told_by: by && matches!(mark, Mark::No | Mark::Refused | Mark::Stop),
            };
        }
        let before = self.before(at).filter(|_| mark.denies());
        let channel = before.filter(|one| self.mark(*one).is_some_and(Mark::is_channel));
        match channel {
            Some(one) => About {
                from: one,
                to: one + 1,
                is_told_by: one
                    .checked_sub(1)
                    .is_some_and(|way| self.mark(way) == Some(Mark::By)),
            },
            None => About {
                from: at,
                to: at,
                is_told_by: false,
            },
        }
    }

    fn mark(&self, at: usize) -> Option<Mark> {
        self.0.get(at).copied()
    }

    /// The next mark that is no courtesy.
    fn next(&self, at: usize) -> Option<Mark> {
        let after = self.0.get(at + 1..)?;
        after.iter().copied().find(|one| !one.is_passed_over())
    }

    /// Where the last mark before this one stands that is no courtesy.
    fn before(&self, at: usize) -> Option<usize> {
        let before = self.0.get(..at)?;
        before.iter().rposition(|one| !one.is_passed_over())
    }

    fn previous(&self, at: usize) -> Option<Mark> {
        self.before(at).and_then(|one| self.mark(one))
    }
}

/// What a refusal is about: a stretch of the clause.
struct About {
    from: usize,
    to: usize,
    /// The channel is how the refusal was told.
    is_told_by: bool,
}

impl About {
    fn channels(&self, clause: &Clause) -> Vec<Mark> {
        let stretch = clause.0.get(self.from..self.to).unwrap_or_default();
        stretch
            .iter()
            .copied()
            .filter(|one| one.is_channel())
            .collect()
    }
}

/// The parts of a text between punctuation; a hyphen or a full stop within a word is none.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    let mut before = ' ';
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let stands_free =
            |next: Option<&(usize, char)>| next.is_none_or(|(_, one)| one.is_whitespace());
        let ends = match sign {
            ',' | ';' | '(' | ')' | '[' | ']' | '/' | '|' | '!' | '¡' | '?' | '¿' | '"' | '–'
            | '—' | '…' | '\n' => true,
            '.' => stands_free(signs.peek()),
            '-' => before.is_whitespace() || stands_free(signs.peek()),
            _ => false,
        };
        if ends {
            parts.push(text.get(from..at).unwrap_or_default());
            from = at + sign.len_utf8();
        }
        before = sign;
    }
    parts.push(text.get(from..).unwrap_or_default());
    parts
}
