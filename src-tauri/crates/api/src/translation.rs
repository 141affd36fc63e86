//! Another language than English: what a reply says in words of the program is said in that language as it leaves
//! the core.
//!
//! A reply is walked along its declared type, as presenting does. Which texts are words stands in [`words`];
//! everything else (codes a page gives back or switches on, names, values, what people wrote) leaves as it is. What
//! is said to somebody and comes back in a request is kept in English, so that a project speaks whatever language
//! it is opened in.

mod words;

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use rollcall_engine::Event;
use rollcall_words::{Catalogue, Language, is_sentences};
use serde_json::{Map, Value};

use crate::ApiError;
use crate::presentation::{CLASSES, Class, Shape, class, fits, shapes};
use words::{
    QUOTING, comes_back, goes_back, is_taken_over, is_words, is_words_by_key, written_by_somebody,
};

/// So many texts are kept for coming back; then the oldest are forgotten with all others.
const KEPT: usize = 50_000;

/// The English behind what was said in another language; nothing where several sentences became the same one.
#[derive(Default)]
pub(crate) struct Said(Mutex<HashMap<String, Option<String>>>);

impl Said {
    fn keep(&self, said: &str, english: &str) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        let behind = kept
            .entry(said.to_owned())
            .or_insert_with(|| Some(english.to_owned()));
        if behind.as_deref() != Some(english) {
            *behind = None;
        }
    }

    #[cfg(test)]
    fn is_empty(&self) -> bool {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.is_empty()
    }

    /// Puts the English back into what a request gives back whole.
    pub(crate) fn resolve(&self, command: &str, request: &mut Value) {
        let Value::Object(members) = request else {
            return;
        };
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, value) in members {
            let Some(said) = value.as_str().filter(|_| goes_back(command, name)) else {
                continue;
            };
            let english = if command == QUOTING {
                english_of_sentences(&kept, said)
            } else {
                kept.get(said).cloned().flatten()
            };
            if let Some(english) = english {
                *value = Value::String(english);
            }
        }
    }
}

/// The English of one sentence or more that were told one by one and are quoted whole; a word alone is somebody's own.
fn english_of_sentences(kept: &HashMap<String, Option<String>>, said: &str) -> Option<String> {
    if !is_sentences(said) {
        return None;
    }
    let english = |said: &str| kept.get(said).and_then(Option::as_deref);
    let both = |at: usize| {
        let (first, second) = said.split_at(at);
        Some(format!(
            "{} {}",
            english(first)?,
            english(second.trim_start())?
        ))
    };
    let whole = english(said).map(str::to_owned);
    whole.or_else(|| said.match_indices(' ').find_map(|(at, _)| both(at)))
}

/// How a text is said in another language.
#[derive(Clone, Copy)]
enum Kind {
    /// As words.
    Words,
    /// As words that a request may give back.
    Returning,
    /// As what somebody wrote, or took over whole from the program.
    TakenOver,
    /// As a page of HTML, text by text.
    Page,
}

/// How a member of a type is said; nothing of what is no words. It is asked for every cell of a page, so the tables are
/// gone through once.
fn kind_of(of: &str, member: &str) -> Option<Kind> {
    static KINDS: OnceLock<HashMap<(&str, &str), Kind>> = OnceLock::new();
    let kinds: &HashMap<(&str, &str), Kind> = KINDS.get_or_init(|| {
        let tables = CLASSES.iter().flat_map(|(_, table)| table.iter());
        tables
            .flat_map(|(of, members)| members.iter().map(move |member| (*of, *member)))
            .filter_map(|(of, member)| {
                let kind = match class(of, member) {
                    Class::Page => Kind::Page,
                    _ if is_taken_over(of, member) => Kind::TakenOver,
                    _ if !is_words(of, member) => return None,
                    _ if comes_back(of, member) => Kind::Returning,
                    _ => Kind::Words,
                };
                Some(((of, member), kind))
            })
            .collect()
    });
    kinds.get(&(of, member)).copied()
}

type Visit<'a> = &'a mut dyn FnMut(&mut String, Kind);

/// Visits every text of a reply that is words of the program.
fn each_text(shape: &Shape, (of, member): (&str, &str), value: &mut Value, visit: Visit<'_>) {
    match (shape, value) {
        (Shape::Named(name), value) => {
            if let Some(shape) = shapes().named(name) {
                each_text(shape, (name.as_str(), member), value, visit);
            }
        }
        (Shape::Either(alternatives), value) => {
            if let Some(shape) = alternatives.iter().find(|shape| fits(shape, value)) {
                each_text(shape, (of, member), value, visit);
            }
        }
        (Shape::List(inside) | Shape::Map(inside), Value::Array(values)) => {
            for value in values {
                each_text(inside, (of, member), value, visit);
            }
        }
        (Shape::Tuple(inside), Value::Array(values)) => {
            for (shape, value) in inside.iter().zip(values) {
                each_text(shape, (of, member), value, visit);
            }
        }
        (Shape::Map(inside), Value::Object(members)) => {
            if is_words_by_key(of, member) {
                *members = by_their_words(std::mem::take(members), visit);
            }
            for value in members.values_mut() {
                each_text(inside, (of, member), value, visit);
            }
        }
        (Shape::Members(shapes), Value::Object(members)) => {
            let theirs = written_by_somebody(of, members);
            for (name, value) in members.iter_mut() {
                if theirs == Some(name.as_str()) {
                    continue;
                }
                if let Some((_, shape)) = shapes.iter().find(|(member, _)| member == name) {
                    each_text(shape, (of, name.as_str()), value, visit);
                }
            }
        }
        (Shape::Text, Value::String(text)) => {
            if let Some(kind) = kind_of(of, member) {
                visit(text, kind);
            }
        }
        _ => {}
    }
}

/// The same values under words of the other language. Of two keys that would become the same one stays as it is, so that
/// none of their values is lost.
fn by_their_words(members: Map<String, Value>, visit: Visit<'_>) -> Map<String, Value> {
    let mut said = Map::new();
    for (key, value) in members {
        let mut other = key.clone();
        visit(&mut other, Kind::Words);
        let key = if said.contains_key(&other) {
            key
        } else {
            other
        };
        said.insert(key, value);
    }
    said
}

fn texts_of(command: &str, reply: &mut Value, visit: Visit<'_>) {
    if let Some(shape) = shapes().reply(command) {
        each_text(shape, ("", ""), reply, visit);
    }
}

/// Says a reply in another language.
pub(crate) fn reply(
    command: &str,
    reply: &mut Value,
    (language, catalogue): (Language, &Catalogue),
    said: &Said,
) {
    // Of many rows most texts are there many times.
    let mut told: HashMap<String, Option<String>> = HashMap::new();
    texts_of(command, reply, &mut |text: &mut String, kind| {
        if matches!(kind, Kind::Page) {
            *text = rollcall_words::page(text, language);
            return;
        }
        let other = match (kind, told.get(text.as_str())) {
            (Kind::TakenOver, _) => catalogue.translate_sentences(text),
            (_, Some(other)) => other.clone(),
            (_, None) => {
                let other = catalogue.translate(text);
                told.insert(text.clone(), other.clone());
                other
            }
        };
        if let Some(other) = other {
            if matches!(kind, Kind::Returning) {
                said.keep(&other, text);
            }
            *text = other;
        }
    });
}

/// The sentences of an English reply that a language lacks, each as often as it is there; for tests of the catalogue.
#[must_use]
pub fn untranslated(command: &str, english: &Value, language: Language) -> Vec<String> {
    let mut left = Vec::new();
    if let Some(catalogue) = language.catalogue() {
        let mut add = |text: &mut String, kind| match kind {
            Kind::Page => left.extend(rollcall_words::left_on_page(text, language)),
            Kind::Words | Kind::Returning => left.extend(catalogue.render(text).left),
            Kind::TakenOver => {}
        };
        texts_of(command, &mut english.clone(), &mut add);
    }
    left
}

/// Every text of an English reply that is words of the program, with what a language makes of it; for tests of the
/// catalogue.
#[must_use]
pub fn translated(command: &str, english: &Value, language: Language) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    let mut add = |text: &mut String, kind| {
        let said = match kind {
            Kind::Page => return,
            Kind::TakenOver => language.say_sentences(text),
            Kind::Words | Kind::Returning => language.say(text),
        };
        texts.push((text.clone(), said.into_owned()));
    };
    texts_of(command, &mut english.clone(), &mut add);
    texts
}

/// Says in another language what went wrong.
pub(crate) fn error(error: &mut ApiError, language: Language) {
    let say = |text: &mut String| {
        if let Some(other) = language
            .catalogue()
            .and_then(|catalogue| catalogue.translate(text))
        {
            *text = other;
        }
    };
    say(&mut error.message);
    if let Some(hint) = &mut error.hint {
        say(hint);
    }
}

/// Says in another language what listeners are told.
pub(crate) fn event(event: &Event, language: Language) -> Event {
    let mut event = event.clone();
    if let Event::Job { job } = &mut event {
        for text in [&mut job.title, &mut job.stage, &mut job.unit] {
            *text = language.say(text).into_owned();
        }
        for text in [&mut job.outcome, &mut job.error].into_iter().flatten() {
            *text = language.say(text).into_owned();
        }
    }
    event
}

#[cfg(test)]
mod tests;
