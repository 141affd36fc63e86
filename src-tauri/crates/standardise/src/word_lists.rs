//! Short texts read word by word. Every word of such a text has to stand in its data file: a word nobody knows may make
//! it about something else.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::table::{self, Words};
use crate::text;

/// A longer text is a story.
const MOST_WORDS: usize = 12;

/// The lists of a data file, each under the first cell of its rows.
#[derive(Debug)]
pub(crate) struct WordLists(HashMap<&'static str, Words<String>, FixedState>);

/// The words of a text of which every one is known.
#[derive(Debug)]
pub(crate) struct Told<'a> {
    lists: &'a WordLists,
    words: Vec<&'a str>,
}

impl WordLists {
    pub(crate) fn of(file: &'static str) -> Self {
        let mut lists: HashMap<&'static str, Words<String>, FixedState> = HashMap::default();
        for row in table::rows(file) {
            if let Some((&kind, words)) = row.split_first() {
                let list = lists.entry(kind).or_default();
                list.extend(words.iter().map(|word| text::fold(word)));
            }
        }
        Self(lists)
    }

    /// Whether a word, or a folded text as a whole, stands in a list.
    pub(crate) fn has(&self, kind: &str, folded: &str) -> bool {
        self.0.get(kind).is_some_and(|list| list.contains(folded))
    }

    /// The words of a folded text; nothing where one of them stands in no list, or there are too many.
    pub(crate) fn read<'a>(&'a self, folded: &'a str) -> Option<Told<'a>> {
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let is_known = |word: &&str| self.0.values().any(|list| list.contains(*word));
        let are_known = words.len() <= MOST_WORDS && words.iter().all(is_known);
        are_known.then_some(Told { lists: self, words })
    }
}

impl Told<'_> {
    /// Whether one of the words stands in a list.
    pub(crate) fn has(&self, kind: &str) -> bool {
        self.words.iter().any(|word| self.lists.has(kind, word))
    }
}
