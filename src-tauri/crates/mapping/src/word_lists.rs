//! The lists of header words, read from their data file.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use rollcall_model::Attribute;
use serde::Deserialize;

use crate::fold::fold;
use crate::header_words::{Meaning, Qualifier};

/// The lists of words behind [`guess`](crate::header_words::guess).
pub(crate) struct Words {
    pub(crate) phrases: HashMap<String, Meaning>,
    qualifiers: HashMap<String, Qualifier>,
    pub(crate) aside: AsideWords,
    pub(crate) consent: ConsentWords,
    pub(crate) date: HashSet<String>,
}

#[derive(Deserialize, Default)]
struct WordsFile {
    phrases: BTreeMap<String, Vec<String>>,
    qualifiers: BTreeMap<Qualifier, Vec<String>>,
    aside: AsideWords,
    consent: ConsentWords,
    date: BTreeMap<String, Vec<String>>,
}

/// Words that make a header about something else than what it names.
#[derive(Deserialize, Default)]
pub(crate) struct AsideWords {
    pub always: Vec<String>,
    /// Beside what belongs to a person: a name, an address, a way to reach them.
    pub person: Vec<String>,
    /// Beside what belongs to something that happened.
    pub event: Vec<String>,
}

/// Words of permissions.
#[derive(Deserialize, Default)]
pub(crate) struct ConsentWords {
    pub email: Vec<String>,
    pub sms: Vec<String>,
    pub phone: Vec<String>,
    pub post: Vec<String>,
    /// What words of advertising as such begin with.
    pub advertising: Vec<String>,
    /// Channels the common schema has no permission for.
    pub other_channels: Vec<String>,
    /// What is permitted besides being written to or called.
    pub other_purposes: Vec<String>,
    /// Pictures of people, and words for the right to show them.
    pub pictures: Vec<String>,
    pub picture_rights: Vec<String>,
    /// What tells people how their data is used, the same in short, and that they read or accepted it.
    pub notices: Vec<String>,
    pub notice_matters: Vec<String>,
    pub reading: Vec<String>,
    pub verbs: Vec<String>,
    pub negators: Vec<String>,
    /// Words that point to a permission where the values are answers.
    pub hints: Vec<String>,
    /// The same, where no word of something else stands beside.
    pub leanings: Vec<String>,
    /// Words of what a yes or a no is told besides: states, bills, ways of living.
    pub elsewhere: Vec<String>,
    /// Headers of the columns of a log with one statement a row.
    pub log_channels: Vec<String>,
    pub log_purposes: Vec<String>,
    pub log_states: Vec<String>,
    /// Words by which such a header is about something else: the channel somebody prefers or came by.
    pub not_of_logs: Vec<String>,
    /// Where a statement of a log came from.
    pub evidence: Vec<String>,
    /// Words of leaving and of joining beside a date.
    pub withdrawing: Vec<String>,
    pub joining: Vec<String>,
    /// Words by which a day says yes by itself, and words of confirming what somebody asked for.
    pub opting_in: Vec<String>,
    pub confirming: Vec<String>,
}

const TEXT: &str = include_str!("../data/headers.toml");

// A test reads the file and every name in it, so it never falls back to nothing.
pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file: WordsFile = toml::from_str(TEXT).unwrap_or_default();
    let mut phrases = HashMap::new();
    for (name, list) in &file.phrases {
        let Some(meaning) = meaning_named(name) else {
            continue;
        };
        for phrase in list {
            phrases
                .entry(fold(phrase).key)
                .or_insert_with(|| meaning.clone());
        }
    }
    let mut qualifiers = HashMap::new();
    for (qualifier, list) in &file.qualifiers {
        for word in list {
            qualifiers.entry(fold(word).key).or_insert(*qualifier);
        }
    }
    Words {
        phrases,
        qualifiers,
        aside: file.aside,
        consent: file.consent,
        date: file.date.into_values().flatten().collect(),
    }
});

impl Words {
    /// What a phrase means, in the singular where the plural is unknown.
    pub(crate) fn phrase(&self, key: &str) -> Option<&Meaning> {
        self.phrases.get(key).or_else(|| {
            key.strip_suffix('s')
                .filter(|singular| singular.len() > 3)
                .and_then(|singular| self.phrases.get(singular))
        })
    }

    pub(crate) fn qualifier(&self, key: &str) -> Option<Qualifier> {
        self.qualifiers.get(key).copied()
    }

    pub(crate) fn is_known(&self, word: &str) -> bool {
        self.phrase(word).is_some() || self.qualifiers.contains_key(word)
    }
}

fn meaning_named(name: &str) -> Option<Meaning> {
    Some(match name {
        "name" => Meaning::Name,
        "address" => Meaning::Address,
        "title_or_job" => Meaning::TitleOrJob,
        "date" => Meaning::Date,
        "id" => Meaning::Id,
        "number" => Meaning::Number,
        "state_word" => Meaning::Status,
        "kind" => Meaning::Kind,
        "figure" => Meaning::Figure,
        "year" => Meaning::Year,
        "text_messages" => Meaning::TextMessages,
        "unused" => Meaning::Unused,
        _ => match name.strip_suffix(".negated") {
            Some(code) => Meaning::Negated(Attribute::parse(code)?),
            None => Meaning::Attribute(Attribute::parse(name)?),
        },
    })
}

#[cfg(test)]
mod tests {
    use rollcall_model::Attribute;

    use super::{TEXT, WordsFile, meaning_named};
    use crate::fold::fold;

    #[test]
    fn the_file_reads_and_no_phrase_means_two_things() {
        let file: WordsFile = toml::from_str(TEXT).expect("the header words read");
        let mut seen = std::collections::BTreeMap::new();
        for (name, list) in &file.phrases {
            let meaning = meaning_named(name).unwrap_or_else(|| panic!("no meaning {name}"));
            for phrase in list {
                if let Some(other) = seen.insert(fold(phrase).key, meaning.clone()) {
                    assert_eq!(other, meaning, "{phrase}");
                }
            }
        }
        for attribute in Attribute::ALL {
            assert!(
                file.phrases.contains_key(&attribute.code()),
                "no words for {attribute}"
            );
        }
    }
}
