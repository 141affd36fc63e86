//! Names of sources, files and columns. People choose them, so they may hold somebody's address, number or
//! name; and a path tells whose computer this is.

mod harmless;
mod paths;
mod pieces;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rollcall_engine::{EngineError, NamesOfThings, holds_a_name, may_be_somebodys, names_a_thing};
use serde_json::Value;

use super::Mask;
use harmless::is_harmless;
use paths::{last_of_path, path_at};
use pieces::{Kind, Piece, ending_of, is_of_somebody, pieces};

/// What stands for the folders above a file.
pub(super) const FOLDERS: &str = "…/";

/// Names that are masked wherever they stand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Quoted {
    /// Of sources, files and columns, the longest first: what stands for each.
    things: Vec<(String, String)>,
    /// Of columns, as they stand in the file.
    headers: HashMap<String, String>,
    /// Words of files' names that may be somebody's, in small letters: sources and tables are called after files.
    of_files: HashSet<String>,
}

impl Quoted {
    fn add(&mut self, other: Self) {
        self.headers.extend(other.headers);
        self.of_files.extend(other.of_files);
        self.things.extend(other.things);
        self.things
            .sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        self.things.dedup();
    }
}

impl Mask<'_> {
    /// Learns which names of the open project, and of what a reply tells of files that are not loaded yet, may be
    /// somebody's. Those of the project are read again whenever something was written: a reply that tells of it was
    /// made before they are looked up.
    pub(super) fn learn_names(&mut self, reply: Option<&Value>) -> Result<(), EngineError> {
        let moment = self.engine.moment();
        match moment.and_then(|moment| self.given_out.learned(moment)) {
            Some(known) => self.quoted = known,
            None => {
                self.learn(self.engine.names_of_things()?, None);
                if let Some(moment) = moment {
                    let learned = Arc::clone(&self.quoted);
                    self.given_out.keep_learned(moment, learned);
                }
            }
        }
        if reply.is_some() {
            self.learn(NamesOfThings::default(), reply);
        }
        Ok(())
    }

    /// Learns which of these names, and of those a reply tells, may be somebody's.
    pub(super) fn learn(&mut self, things: NamesOfThings, reply: Option<&Value>) {
        let NamesOfThings {
            project,
            mut sources,
            tables,
            files,
            mut headers,
        } = things;
        let mut of_files = HashSet::new();
        let files_told = reply.map(files_of).unwrap_or_default();
        for file in files.iter().chain(&files_told) {
            self.words_of_file(file, &mut of_files);
        }
        if !of_files.is_empty() {
            Arc::make_mut(&mut self.quoted).of_files.extend(of_files);
        }
        sources.extend(tables);
        sources.extend(files);
        sources.extend(project);
        sources.extend(files_told);
        if let Some(reply) = reply {
            names_of(reply, &mut sources);
            headers.extend(headers_of(reply));
        }
        let mut quoted = Quoted::default();
        for header in headers {
            for (cell, is_somebodys) in header.iter().zip(self.given_out.cells_of(&header)) {
                if is_somebodys {
                    let stand_in = self.stand_in(cell);
                    let name = cell.trim().to_owned();
                    if !may_be_a_code(&name) {
                        quoted.things.push((name, stand_in.trim().to_owned()));
                    }
                    quoted.headers.insert(cell.clone(), stand_in);
                }
            }
        }
        for name in sources {
            let masked = self.name(&name);
            if masked != name {
                quoted.things.push((name, masked));
            }
        }
        if !quoted.things.is_empty() || !quoted.headers.is_empty() {
            Arc::make_mut(&mut self.quoted).add(quoted);
        }
    }

    /// Masks the name of a column: as a whole where it may be somebody's, not at all where it says what it
    /// holds.
    pub(super) fn header(&mut self, header: &str) -> String {
        match self.quoted.headers.get(header) {
            Some(masked) => masked.clone(),
            None if may_be_somebodys(&[header.to_owned()]) == [false] => header.to_owned(),
            None => self.sentence(header),
        }
    }

    /// Masks the name of a source or a file; of a path the folders are left out.
    pub(super) fn name(&mut self, text: &str) -> String {
        let Some(last) = last_of_path(text) else {
            let (_, ending) = ending_of(text);
            return self.words_of_name(text, !ending.is_empty());
        };
        let masked = format!("{FOLDERS}{}", self.words_of_name(last, true));
        self.given_out.place(text, &masked)
    }

    /// The letters of a source are those of its name, masked as that is.
    pub(super) fn letters(&mut self, mark: &mut Value) {
        let name = mark["name"].as_str().unwrap_or_default().to_owned();
        let masked = self.name(&name);
        if masked != name {
            let letters = masked.split(|one: char| !one.is_alphanumeric());
            let letters = letters.filter_map(|word| word.chars().next()).take(2);
            mark["letters"] = letters
                .flat_map(char::to_uppercase)
                .collect::<String>()
                .into();
        }
    }

    /// Puts what stands for names that a text quotes in their place, and leaves folders out.
    pub(super) fn without_names(&mut self, text: &str) -> String {
        let mut masked = self.without_folders(text);
        for (name, by) in &self.quoted.things {
            if masked.contains(name.as_str()) {
                masked = replaced(&masked, name, by);
            }
        }
        masked
    }

    fn without_folders(&mut self, text: &str) -> String {
        if !text.contains(['/', '\\']) {
            return text.to_owned();
        }
        let mut masked = String::with_capacity(text.len());
        let mut rest = text;
        let mut before = ' ';
        while let Some(first) = rest.chars().next() {
            let path = path_at(before, rest);
            if path.is_empty() {
                masked.push(first);
                before = first;
                rest = &rest[first.len_utf8()..];
            } else {
                masked.push_str(&self.name(path));
                before = '/';
                rest = &rest[path.len()..];
            }
        }
        masked
    }

    /// Of a file's name everything is masked that files are not called by: nobody can tell whose name it is.
    fn words_of_name(&mut self, name: &str, is_file: bool) -> String {
        let (stem, ending) = ending_of(name);
        let mut masked = String::with_capacity(name.len());
        let mut before: Option<&str> = None;
        for piece in pieces(stem) {
            let Piece { text, kind } = piece;
            match kind {
                Kind::Address => masked.push_str(&self.stand_in(text)),
                Kind::Number if is_of_somebody(text, self.this_year) => {
                    masked.push_str(&self.stand_in(text));
                }
                Kind::Word => {
                    let is_whole = holds_a_name(text);
                    let is_pair = !is_whole && before.is_some_and(|one| are_a_name(one, text));
                    if is_pair && let Some(one) = before {
                        self.take_back(&mut masked, one);
                    }
                    let is_unknown = is_file && self.is_unknown(text);
                    if is_pair || is_whole || is_unknown || self.is_name(text) {
                        masked.push_str(&self.stand_in(text));
                    } else {
                        masked.push_str(text);
                    }
                    before = Some(text);
                }
                Kind::Number | Kind::Between => masked.push_str(text),
            }
        }
        masked.push_str(ending);
        masked
    }

    /// Notes the words of a file's name, with the archive it came in, that may be somebody's.
    fn words_of_file(&mut self, file: &str, words: &mut HashSet<String>) {
        let (stem, _) = ending_of(last_of_path(file).unwrap_or(file));
        for Piece { text, kind } in pieces(stem) {
            if kind == Kind::Word && self.is_unknown(text) {
                words.insert(text.to_lowercase());
            }
        }
    }

    /// Whether a word of a file's name is none that files are called by.
    fn is_unknown(&mut self, word: &str) -> bool {
        if let Some(is_unknown) = self.unknown.get(word) {
            return *is_unknown;
        }
        let is_unknown = !is_harmless(word);
        self.unknown.insert(word.to_owned(), is_unknown);
        is_unknown
    }

    /// The word before turns out to be half a name.
    fn take_back(&mut self, masked: &mut String, word: &str) {
        if let Some(at) = masked.rfind(word) {
            let stand_in = self.stand_in(word);
            masked.replace_range(at..at + word.len(), &stand_in);
        }
    }

    /// Whether a word of a name is somebody's, and not what systems and exports are called by.
    fn is_name(&mut self, word: &str) -> bool {
        let folded = word.to_lowercase();
        if self.quoted.of_files.contains(&folded) {
            return true;
        }
        let is_particle = word == folded && word.chars().count() <= 3;
        if is_particle || word.chars().count() < 2 {
            return false;
        }
        if let Some(is_name) = self.names.get(&folded) {
            return *is_name;
        }
        let is_name = folded != OWN_NAME
            && !names_a_thing(word)
            && (self.is_anybodys || self.engine.is_name_of_somebody(&folded));
        self.names.insert(folded, is_name);
        is_name
    }

    /// Masks the name or the path of a project. Who is known in one that is not open nobody can tell, so every word
    /// counts that is not one of systems and exports.
    pub(super) fn name_of_project(&mut self, text: &str) -> String {
        if self.engine.is_of_open_project(text) {
            return self.name(text);
        }
        let known = std::mem::take(&mut self.names);
        let everybody = std::mem::replace(&mut self.is_anybodys, true);
        let masked = self.name(text);
        self.is_anybodys = everybody;
        self.names = known;
        masked
    }
}

/// What folders for projects are called by.
const OWN_NAME: &str = "rollcall";

/// So few letters are looked for in no text: they stand in too many codes and words.
const SHORTEST_THING: usize = 4;

/// A year has so many digits.
const MOST_DIGITS_OF_A_CODE: usize = 4;

/// Whether a cell of a header may also be a code, a year or a state in texts that tell of something else, such as
/// `2026`, `GB` or `active`: it is masked where it is a header, not wherever it stands.
fn may_be_a_code(cell: &str) -> bool {
    let is_of_code =
        |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || "_-:.".contains(one);
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    cell.chars().count() < SHORTEST_THING
        || cell.chars().all(is_of_code) && digits <= MOST_DIGITS_OF_A_CODE
}

/// Whether two words are a name together, and the first alone is none.
fn are_a_name(one: &str, other: &str) -> bool {
    !holds_a_name(one) && holds_a_name(&format!("{one} {other}"))
}

/// The headers a reply shows: each of its tables', or that of the one table whose columns it tells.
fn headers_of(reply: &Value) -> Vec<Vec<String>> {
    let texts = |all: &Value, of: &dyn Fn(&Value) -> Option<String>| -> Vec<String> {
        all.as_array()
            .into_iter()
            .flatten()
            .filter_map(of)
            .collect()
    };
    let text = |one: &Value| one.as_str().map(str::to_owned);
    let tables = reply["tables"].as_array().into_iter().flatten();
    let mut headers: Vec<Vec<String>> =
        tables.map(|table| texts(&table["header"], &text)).collect();
    headers.push(texts(&reply["columns"], &|column| text(&column["header"])));
    headers
}

/// The files a reply tells of.
fn files_of(reply: &Value) -> Vec<String> {
    let all = ["tables", "problems"].iter().flat_map(|list| {
        let told = reply[*list].as_array().into_iter().flatten();
        told.filter_map(|one| one["file"].as_str().map(str::to_owned))
    });
    all.collect()
}

/// What a reply calls what is in these files.
fn names_of(reply: &Value, names: &mut Vec<String>) {
    for list in ["tables", "problems"] {
        let told = reply[list].as_array().into_iter().flatten();
        let named = told.flat_map(|one| [&one["source_name"], &one["table_name"]]);
        names.extend(named.filter_map(Value::as_str).map(str::to_owned));
    }
}

/// A text with a name replaced where it stands by itself.
fn replaced(text: &str, name: &str, by: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for (place, _) in text.match_indices(name) {
        let end = place + name.len();
        let is_alone = !text[..place].ends_with(char::is_alphanumeric)
            && !text[end..].starts_with(char::is_alphanumeric);
        if place >= at && is_alone {
            result.push_str(&text[at..place]);
            result.push_str(by);
            at = end;
        }
    }
    result.push_str(&text[at..]);
    result
}

#[cfg(test)]
mod tests;
