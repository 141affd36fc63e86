//! Presenting: every reply is masked before it leaves the core, so that a page on a projector never
//! holds a personal value.
//!
//! A reply is walked along its declared type. What a text is stands in [`classes`]; whatever is not
//! named there is masked. Equal values have equal stand-ins ([`pseudonym`]), so that people can still
//! see what agrees and what does not. Counts of one to four people or rows are shown as few ([`counts`]).

mod classes;
mod counts;
mod events;
mod given_out;
mod names;
mod pseudonym;
mod shape;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use rollcall_engine::{Engine, personal_words};
use serde_json::Value;

use crate::ApiError;
pub(crate) use classes::{CLASSES, Class, class};
use classes::{is_code, is_of_its_attribute, tells_nobody};
pub(crate) use events::masked_event;
pub(crate) use given_out::{GivenOut, shown_path};
use names::Quoted;
use pseudonym::{MASKED_DOMAIN, Pseudonyms};
pub(crate) use shape::Shape;
use shape::Shapes;

/// The shapes of all replies, read once.
pub(crate) fn shapes() -> &'static Shapes {
    static SHAPES: OnceLock<Shapes> = OnceLock::new();
    SHAPES.get_or_init(Shapes::of_the_table)
}

/// What is told instead of what went wrong, where nobody can tell whom it names.
const UNTOLD: &str = "It ended with an error; what it says is shown once presenting has ended.";

/// A text a page may give back; a whole printed page is never one.
const LONGEST_KEPT: usize = 100_000;

/// Masks one reply.
pub(crate) struct Mask<'a> {
    engine: &'a Engine,
    given_out: &'a GivenOut,
    pseudonyms: Pseudonyms,
    known: HashMap<String, bool>,
    /// Names that are masked wherever they stand.
    quoted: Arc<Quoted>,
    /// Whether a word is a part of somebody's name.
    names: HashMap<String, bool>,
    /// Whether a word is none that files are called by.
    unknown: HashMap<String, bool>,
    /// Whether every word of a name counts as somebody's that is not one of systems and exports.
    is_anybodys: bool,
    this_year: i32,
}

/// Where in a reply a text stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    /// The type it belongs to.
    of: &'a str,
    /// The member.
    member: &'a str,
    /// Whether what is here says nothing about who somebody is.
    tells_nobody: bool,
    /// Whether it is words somebody wrote all the same.
    is_free: bool,
    /// Whether numbers here are shares of something, and count nobody.
    is_share: bool,
}

impl<'a> Mask<'a> {
    pub(crate) fn new(engine: &'a Engine, given_out: &'a GivenOut) -> Self {
        Self {
            engine,
            given_out,
            pseudonyms: Pseudonyms::new(
                &engine
                    .secret_of_stand_ins()
                    .unwrap_or_else(|| given_out.secret()),
            ),
            known: HashMap::new(),
            quoted: Arc::default(),
            names: HashMap::new(),
            unknown: HashMap::new(),
            is_anybodys: false,
            this_year: engine.this_year(),
        }
    }

    /// Masks what a command answered.
    pub(crate) fn reply(&mut self, command: &str, reply: &mut Value) {
        if self.learn_names(Some(reply)).is_err() {
            // What has no name here is shown in no words.
            return self.all(reply);
        }
        let place = Place {
            of: "",
            member: "",
            tells_nobody: false,
            is_free: false,
            is_share: false,
        };
        match shapes().reply(command) {
            Some(shape) => self.value(shape, place, reply),
            None => self.all(reply),
        }
    }

    /// Masks the personal words of a sentence.
    pub(crate) fn sentence(&mut self, text: &str) -> String {
        let text = &self.without_names(text);
        let mut masked = String::with_capacity(text.len());
        let pieces: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
        let words: Vec<&str> = pieces.iter().map(|piece| piece.trim_end()).collect();
        for ((piece, word), is_personal) in pieces
            .iter()
            .zip(&words)
            .zip(personal_words(&words, self.this_year))
        {
            let blank = &piece[word.len()..];
            if (is_personal && !word.contains(MASKED_DOMAIN)) || self.is_of_somebody(word) {
                let (before, core, after) = without_marks(word);
                masked.push_str(before);
                masked.push_str(&self.stand_in(core));
                masked.push_str(after);
            } else {
                masked.push_str(word);
            }
            masked.push_str(blank);
        }
        masked
    }

    /// Masks a page: each text between two marks by itself, since a sentence ends where its paragraph does.
    fn page(&mut self, html: &str) -> String {
        let mut masked = String::with_capacity(html.len());
        let mut is_style = false;
        for piece in html.split_inclusive('>') {
            let (text, mark) = piece.split_at(piece.find('<').unwrap_or(piece.len()));
            if is_style {
                masked.push_str(text);
            } else {
                masked.push_str(&counts::in_sentence(&self.sentence(text)));
            }
            masked.push_str(mark);
            is_style = mark.starts_with("<style") || (is_style && !mark.starts_with("</style"));
        }
        masked
    }

    /// Masks what went wrong.
    pub(crate) fn error(&mut self, error: &mut ApiError) {
        if self.learn_names(None).is_err() {
            UNTOLD.clone_into(&mut error.message);
            error.hint = None;
            error.context.clear();
            return;
        }
        error.message = counts::in_sentence(&self.sentence(&error.message));
        error.hint = error.hint.as_deref().map(|hint| self.sentence(hint));
        for (_, fact) in &mut error.context {
            *fact = self.sentence(fact);
        }
    }

    fn value(&mut self, shape: &Shape, place: Place<'_>, value: &mut Value) {
        match (shape, value) {
            (Shape::Named(name), value) => match shapes().named(name) {
                Some(shape) => self.value(shape, Place { of: name, ..place }, value),
                None => self.all(value),
            },
            (Shape::Either(alternatives), value) => {
                match alternatives.iter().find(|shape| fits(shape, value)) {
                    Some(shape) => self.value(shape, place, value),
                    None => self.all(value),
                }
            }
            (Shape::List(inside), Value::Array(values)) => {
                for value in values {
                    self.value(inside, place, value);
                }
            }
            (Shape::Tuple(inside), Value::Array(values)) => {
                for (shape, value) in inside.iter().zip(values) {
                    self.value(shape, place, value);
                }
            }
            (Shape::Map(inside), Value::Object(members)) => {
                for value in members.values_mut() {
                    self.value(inside, place, value);
                }
            }
            (Shape::Members(shapes), value @ Value::Object(_)) => {
                self.members(shapes, place, value);
            }
            (_, number @ Value::Number(_)) => {
                if !place.is_share && counts::is_count(place.of, place.member) {
                    counts::hide(number);
                }
            }
            (Shape::Exactly(_), _) | (_, Value::Null | Value::Bool(_)) => {}
            (_, Value::String(text)) => *text = self.text(place, text),
            (_, value) => self.all(value),
        }
    }

    fn members(&mut self, shapes: &[(String, Shape)], place: Place<'_>, value: &mut Value) {
        if place.of == "SourceMark" {
            self.letters(value);
        }
        let attribute = value["attribute"]["code"].as_str();
        let here = attribute.map(tells_nobody);
        let is_free = attribute.map(|code| !is_code(code));
        let is_nobodys = value["class"] == "none";
        let is_choice = is_nobodys && value["kind"] == "choice";
        let is_share =
            place.of == "CheckPicture" && (value["kind"] == "shares" || value["kind"] == "flow");
        // What cannot be known is counted even where the rest is shared out.
        let is_counted = place.of == "CheckLine" && value["unexplained"] == true;
        let Value::Object(members) = value else {
            return;
        };
        for (name, value) in members {
            let place = Place {
                member: name,
                tells_nobody: here.unwrap_or(place.tells_nobody)
                    || name == "shapes"
                    || (is_choice && name == "top")
                    || (is_nobodys && name == "freshest"),
                is_free: is_free.unwrap_or(place.is_free),
                is_share: is_share || (place.is_share && !is_counted),
                ..place
            };
            match shapes.iter().find(|(member, _)| member == name) {
                Some((_, shape)) => self.value(shape, place, value),
                None => self.all(value),
            }
        }
    }

    fn text(&mut self, place: Place<'_>, text: &str) -> String {
        let masked = self.masked(place, text);
        if masked != text && masked.len() <= LONGEST_KEPT {
            self.given_out.keep(&masked, text);
        }
        masked
    }

    fn masked(&mut self, place: Place<'_>, text: &str) -> String {
        match class(place.of, place.member) {
            Class::Plain => counts::in_sentence(&self.without_names(text)),
            Class::Name if place.of == "RecentProject" => self.name_of_project(text),
            Class::Name => self.name(text),
            Class::Header => self.header(text),
            Class::Value if place.tells_nobody && is_of_its_attribute(place.member) => {
                if place.is_free {
                    self.sentence(text)
                } else {
                    text.to_owned()
                }
            }
            Class::Value => self.stand_in(text),
            Class::Sentence => counts::in_sentence(&self.sentence(text)),
            Class::Page => self.page(text),
            Class::Handle => self.pseudonyms.handle(text),
        }
    }

    /// Masks every text in something of which nothing is known.
    fn all(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.stand_in(text),
            Value::Array(inside) => inside.iter_mut().for_each(|one| self.all(one)),
            Value::Object(members) => members.values_mut().for_each(|one| self.all(one)),
            _ => {}
        }
    }

    fn stand_in(&mut self, text: &str) -> String {
        let (engine, known) = (self.engine, &mut self.known);
        let stand_in = self
            .pseudonyms
            .of(text, &mut |word| is_known(engine, known, word));
        self.given_out.keep_words(&stand_in);
        stand_in
    }

    /// Whether a word of a sentence is one that customers are found by, written as a name, quoted, or in a
    /// script that knows no capitals.
    fn is_of_somebody(&mut self, word: &str) -> bool {
        let (before, core, after) = without_marks(word);
        let is_quoted = before.contains(['"', '“', '\'']) || after.contains(['"', '”']);
        core.split(|character: char| !character.is_alphanumeric())
            .filter(|part| {
                is_quoted
                    || part
                        .chars()
                        .any(|one| one.is_uppercase() || one.is_numeric() || has_no_case(one))
            })
            .filter(|part| part.chars().any(char::is_alphabetic))
            .any(|part| is_known(self.engine, &mut self.known, part))
    }
}

fn is_known(engine: &Engine, known: &mut HashMap<String, bool>, word: &str) -> bool {
    let folded = word.to_lowercase();
    if let Some(is_known) = known.get(&folded) {
        return *is_known;
    }
    let is_known = engine.is_word_of_somebody(&folded);
    known.insert(folded, is_known);
    is_known
}

/// A letter of a script in which names are written as all other words are.
fn has_no_case(character: char) -> bool {
    character.is_alphabetic() && !character.is_lowercase() && !character.is_uppercase()
}

/// A word without the punctuation around it.
fn without_marks(word: &str) -> (&str, &str, &str) {
    let is_mark = |character: char| !character.is_alphanumeric() && character != '+';
    let core = word.trim_matches(is_mark);
    let start = word.len() - word.trim_start_matches(is_mark).len();
    if core.is_empty() {
        return (word, "", "");
    }
    (&word[..start], core, &word[start + core.len()..])
}

/// Whether a value can be of a shape: alternatives are told apart by what kind of value they are, and
/// by their fixed texts.
pub(crate) fn fits(shape: &Shape, value: &Value) -> bool {
    match shape {
        Shape::Text => value.is_string(),
        Shape::Exactly(text) => value == text.as_str(),
        Shape::Number => value.is_number(),
        Shape::Plain => value.is_null() || value.is_boolean(),
        Shape::List(_) | Shape::Tuple(_) => value.is_array(),
        Shape::Map(_) => value.is_object(),
        Shape::Members(members) => {
            value.is_object()
                && members
                    .iter()
                    .filter(|(_, shape)| matches!(shape, Shape::Exactly(_)))
                    .all(|(name, shape)| fits(shape, &value[name]))
        }
        Shape::Named(name) => shapes().named(name).is_some_and(|shape| fits(shape, value)),
        Shape::Either(alternatives) => alternatives.iter().any(|shape| fits(shape, value)),
    }
}
