//! All sentences of one other language.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use crate::template::{Template, words_of};
use crate::work::Work;

/// The files of the German catalogue, each an object of English sentences and their German.
pub(crate) const GERMAN: &[(&str, &str)] = &[
    ("engine_a.json", include_str!("de/engine_a.json")),
    ("engine_b.json", include_str!("de/engine_b.json")),
    ("rooms.json", include_str!("de/rooms.json")),
    ("rooms_cli.json", include_str!("de/rooms_cli.json")),
    ("rooms_intake.json", include_str!("de/rooms_intake.json")),
    ("rooms_linkage.json", include_str!("de/rooms_linkage.json")),
    ("rooms_lists.json", include_str!("de/rooms_lists.json")),
    ("rooms_mapping.json", include_str!("de/rooms_mapping.json")),
    ("rooms_report.json", include_str!("de/rooms_report.json")),
    ("edges.json", include_str!("de/edges.json")),
];

/// What came of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendering {
    /// The text, as far as it could be said in the other language.
    pub text: String,
    /// The sentences of it that the catalogue lacks, as they stand.
    pub left: Vec<String>,
    /// Whether anything of it is said in the other language now.
    pub is_changed: bool,
}

/// Sentences of the program, by their English.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// What nothing is filled into.
    whole: HashMap<String, String>,
    /// The others: those with more fixed characters first, so that of two that match the first is the better one.
    templates: Vec<Template>,
    /// Templates by a word that stands in every text they match, the rarest there is.
    by_word: HashMap<String, Vec<usize>>,
    /// Templates without any such word.
    wordless: Vec<usize>,
}

impl Catalogue {
    /// The German catalogue, read once.
    #[must_use]
    pub fn german() -> &'static Self {
        static GERMAN_READ: OnceLock<Catalogue> = OnceLock::new();
        GERMAN_READ.get_or_init(|| {
            let mut entries = BTreeMap::new();
            for (_, text) in GERMAN {
                // A file that cannot be read would fail the tests of this room.
                let read: BTreeMap<String, String> = serde_json::from_str(text).unwrap_or_default();
                entries.extend(read);
            }
            Self::of(&entries)
        })
    }

    /// A catalogue of these entries; one that makes no sense is left out, which the tests of the catalogue tell.
    #[must_use]
    pub fn of(entries: &BTreeMap<String, String>) -> Self {
        let mut whole = HashMap::new();
        let mut templates = Vec::new();
        for (key, value) in entries {
            let Ok(template) = Template::new(key, value) else {
                continue;
            };
            if template.is_whole() {
                let _ = whole.insert(
                    key.replace("{{", "{").replace("}}", "}"),
                    template.filled(&[], &mut |text: &str, _| text.to_owned()),
                );
            } else {
                templates.push(template);
            }
        }
        // Stable, so that of equals the first by its key comes first.
        templates.sort_by_key(|one| (std::cmp::Reverse(one.fixed()), one.places()));
        let (by_word, wordless) = by_rarest_word(&templates);
        Self {
            whole,
            templates,
            by_word,
            wordless,
        }
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.whole.len() + self.templates.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A text in the other language, as far as the catalogue has it; nothing where it has nothing of it.
    #[must_use]
    pub fn translate(&self, text: &str) -> Option<String> {
        let rendering = self.render(text);
        rendering.is_changed.then_some(rendering.text)
    }

    /// The same, with what is left as it was.
    #[must_use]
    pub fn render(&self, text: &str) -> Rendering {
        let told = Work::on(self).told(text, 0);
        Rendering {
            text: told.text,
            left: told.left,
            is_changed: told.is_changed,
        }
    }

    /// A text in the other language if all of it is sentences of the program; nothing for what people wrote themselves.
    #[must_use]
    pub fn translate_sentences(&self, text: &str) -> Option<String> {
        if !is_sentences(text) {
            return None;
        }
        let rendering = self.render(text);
        let is_whole = rendering.is_changed && rendering.left.is_empty();
        is_whole.then_some(rendering.text)
    }

    /// The entries that may match a text, the better ones first.
    pub(crate) fn candidates(&self, text: &str) -> impl Iterator<Item = &Template> {
        let mut candidates = self.wordless.clone();
        for (_, word) in words_of(text) {
            if let Some(with_it) = self.by_word.get(word) {
                candidates.extend_from_slice(with_it);
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates
            .into_iter()
            .filter_map(move |at| self.templates.get(at))
    }

    /// What an entry into which nothing is filled says.
    pub(crate) fn whole(&self, text: &str) -> Option<&String> {
        self.whole.get(text)
    }
}

/// Whether a text ends as a sentence does and has more than one word: a word alone may be anybody's.
#[must_use]
pub fn is_sentences(text: &str) -> bool {
    let text = text.trim();
    text.ends_with(['.', '!', '?']) && text.contains(char::is_whitespace)
}

/// Each template under the word of it that the fewest of them have.
fn by_rarest_word(templates: &[Template]) -> (HashMap<String, Vec<usize>>, Vec<usize>) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in templates.iter().flat_map(Template::words) {
        *counts.entry(word).or_default() += 1;
    }
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    let mut wordless = Vec::new();
    for (at, template) in templates.iter().enumerate() {
        let words = template.words();
        match words.iter().min_by_key(|word| (counts.get(*word), *word)) {
            Some(word) => by_word.entry((*word).to_owned()).or_default().push(at),
            None => wordless.push(at),
        }
    }
    (by_word, wordless)
}
