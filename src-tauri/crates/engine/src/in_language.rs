//! Sentences of files that people read, said in the language of the program as they are written: what is kept stays
//! English.

use std::collections::HashMap;

use rollcall_words::Language;

/// Says sentences in a language, each worked out once however often it is written.
pub(crate) struct Sayer {
    language: Language,
    said: HashMap<String, String>,
}

impl Sayer {
    pub(crate) fn of(language: Language) -> Self {
        Self {
            language,
            said: HashMap::new(),
        }
    }

    pub(crate) fn say(&mut self, text: String) -> String {
        if self.language.catalogue().is_none() {
            return text;
        }
        if let Some(said) = self.said.get(&text) {
            return said.clone();
        }
        let said = self.language.say(&text).into_owned();
        self.said.insert(text, said.clone());
        said
    }
}
