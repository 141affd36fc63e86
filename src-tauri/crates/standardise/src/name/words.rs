//! The words names are made of besides names: titles, generations, particles, fillers.

use std::sync::LazyLock;

use crate::table::{Meanings, Words};

use super::NamePart;
use crate::{placeholder, table, text};

const WORDS: &str = include_str!("../../data/name_words.tsv");
const FILLERS: &str = include_str!("../../data/fillers.tsv");

/// A generation as it is written in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Generation(pub(super) &'static str);

pub(super) struct NameWords {
    written: Vec<(&'static str, Meanings<String, &'static str>)>,
    fillers: Vec<(&'static str, Words<String>)>,
}

pub(super) static NAME_WORDS: LazyLock<NameWords> = LazyLock::new(|| {
    let mut written: Vec<(&'static str, Meanings<String, &'static str>)> = Vec::new();
    for row in table::rows(WORDS) {
        let [kind, first, others @ ..] = row.as_slice() else {
            continue;
        };
        if !written.iter().any(|(known, _)| known == kind) {
            written.push((kind, Meanings::default()));
        }
        let Some((_, meanings)) = written.iter_mut().find(|(known, _)| known == kind) else {
            continue;
        };
        meanings.entry(text::fold(first)).or_insert(first);
        for other in others {
            // In a list of names every cell stands for itself.
            let meaning = if *kind == "mac" || *kind == "apostrophe" {
                other
            } else {
                first
            };
            meanings.entry(text::fold(other)).or_insert(meaning);
        }
    }
    let fillers = ["given", "family", "always_family", "whole"]
        .into_iter()
        .map(|kind| (kind, table::words(FILLERS, kind, text::fold)))
        .collect();
    NameWords { written, fillers }
});

impl NameWords {
    pub(super) fn title(&self, folded: &str) -> Option<&'static str> {
        self.look_up("title", folded)
    }

    pub(super) fn generation(&self, folded: &str) -> Option<Generation> {
        self.look_up("generation", folded).map(Generation)
    }

    /// A degree; `sure` says that its place or spelling already tells that it is one.
    pub(super) fn degree(&self, folded: &str, sure: bool) -> Option<&'static str> {
        self.look_up("degree", folded)
            .or_else(|| self.look_up("degree_cased", folded).filter(|_| sure))
    }

    pub(super) fn particle(&self, folded: &str) -> Option<&'static str> {
        self.look_up("particle", folded)
    }

    pub(super) fn is_born_word(&self, folded: &str) -> bool {
        self.look_up("born", folded).is_some()
    }

    pub(super) fn mac_name(&self, folded: &str) -> Option<&'static str> {
        self.look_up("mac", folded)
    }

    pub(super) fn takes_apostrophe(&self, folded: &str) -> bool {
        self.look_up("apostrophe", folded).is_some()
    }

    pub(super) fn is_filler_name(&self, folded: &str) -> bool {
        placeholder::is_filler_folded(folded)
            || self.has_filler("whole", folded)
            || self.has_filler("given", folded)
    }

    /// Whether a part of a name is a filler. Some fillers are last names too (Guest, Null, Na):
    /// written as a name is written they are one.
    pub(super) fn is_filler(&self, folded: &str, text: &str, part: NamePart) -> bool {
        match part {
            NamePart::Given => {
                placeholder::is_filler_folded(folded)
                    || self.has_filler("given", folded)
                    || self.has_filler("whole", folded)
            }
            NamePart::Family => {
                self.has_filler("always_family", folded)
                    || (placeholder::is_filler_folded(folded) || self.has_filler("family", folded))
                        && !(self.has_filler("family", folded) && is_written_as_name(text))
            }
        }
    }

    fn look_up(&self, kind: &str, folded: &str) -> Option<&'static str> {
        let (_, words) = self.written.iter().find(|(known, _)| *known == kind)?;
        words.get(folded).copied()
    }

    fn has_filler(&self, kind: &str, folded: &str) -> bool {
        self.fillers
            .iter()
            .any(|(known, fillers)| *known == kind && fillers.contains(folded))
    }
}

fn is_written_as_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(char::is_uppercase) && characters.any(char::is_lowercase)
}
