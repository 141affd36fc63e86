//! That every text is words or something else, and what becomes of both.

use std::collections::BTreeMap;

use rollcall_words::{Catalogue, Language};
use serde_json::json;

use super::words::{ALSO, BUT, OTHERS, WORDS, is_words};
use super::{Said, reply};
use crate::presentation::{CLASSES, Class, class};

/// Every member that has a class.
fn listed() -> impl Iterator<Item = (&'static str, &'static str)> {
    let tables = CLASSES.iter().flat_map(|(_, table)| table.iter());
    tables.flat_map(|(name, members)| members.iter().map(move |member| (*name, *member)))
}

#[test]
fn every_text_is_words_or_something_else() {
    let mut unsaid = Vec::new();
    for (of, member) in listed() {
        if matches!(class(of, member), Class::Plain | Class::Sentence) {
            let is_one = WORDS.contains(&member) != OTHERS.contains(&member);
            if !is_one && !ALSO.contains(&(of, member)) {
                unsaid.push(format!("{of}.{member}"));
            }
        }
    }
    assert!(unsaid.is_empty(), "say whether these are words: {unsaid:?}");
    for (of, member) in BUT.iter().chain(ALSO) {
        assert!(
            listed().any(|one| one == (*of, *member)),
            "{of}.{member} is in no reply"
        );
    }
    for (of, member) in BUT {
        assert!(WORDS.contains(member), "{of}.{member} needs no exception");
        assert!(!is_words(of, member), "{of}.{member}");
    }
}

#[test]
fn codes_names_and_values_leave_as_they_are() {
    let entries: BTreeMap<String, String> = [
        ("done", "erledigt"),
        ("Undone: {what*}.", "Rückgängig: {what}."),
        ("customers", "Kunden"),
        ("E-mail", "E-Mail"),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .collect();
    let catalogue = Catalogue::of(&entries);
    let said = Said::default();
    let mut told = json!({
        "project": null,
        "steps": [{ "at": "done", "who": "customers", "kind": "done", "sentence": "Undone: customers.", "state": "done", "why": "done" }],
    });
    let before = told.clone();
    reply("history", &mut told, (Language::German, &catalogue), &said);
    let step = &told["steps"][0];
    assert_eq!(step["sentence"], "Rückgängig: Kunden.");
    assert_eq!(step["why"], "erledigt");
    for member in ["at", "who", "kind", "state"] {
        assert_eq!(step[member], before["steps"][0][member], "{member}");
    }
}

#[test]
fn what_comes_back_is_english_again() {
    let said = Said::default();
    said.keep("Rückgängig: Kunden.", "Undone: customers.");
    said.keep("Ja", "Yes");
    said.keep("Ja", "Yes, of course");
    let mut request = json!({ "problem": "Rückgängig: Kunden.", "value": "Rückgängig: Kunden.", "note": "Ja", "name": "Priya" });
    said.resolve(&mut request);
    assert_eq!(
        request,
        json!({ "problem": "Undone: customers.", "value": "Rückgängig: Kunden.", "note": "Ja", "name": "Priya" })
    );
}
