//! The program's sentences in other languages.
//!
//! The core speaks English, and what is kept stays English. At the edges (replies to the window, the lines
//! of the command line, the report) a text is looked for in a catalogue, whose keys are the English sentences
//! as they stand in the sources, with a name for each thing that is filled in.

mod catalogue;
mod cut;
mod forms;
mod language;
mod page;
mod template;
mod work;

pub use catalogue::{Catalogue, Rendering, is_sentences};
pub use cut::pieces;
pub use language::Language;
pub use page::{left_on_page, page};

/// A key in which every placeholder is the same and every run of blanks one, by which a sentence of the sources is
/// found whatever its placeholders are called there.
#[must_use]
pub fn outline(key: &str) -> String {
    let mut outline = String::with_capacity(key.len());
    let mut characters = key.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '{' | '}' if characters.peek() == Some(&character) => {
                characters.next();
                outline.push(character);
                outline.push(character);
            }
            '{' => {
                outline.push_str("{}");
                let _inside = characters.by_ref().find(|one| *one == '}');
            }
            one if one.is_whitespace() => {
                if !outline.ends_with(' ') {
                    outline.push(' ');
                }
            }
            one => outline.push(one),
        }
    }
    outline.trim().to_owned()
}

#[cfg(test)]
mod tests;
