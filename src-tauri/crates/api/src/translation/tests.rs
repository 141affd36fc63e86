//! That every text is words or something else, and what becomes of both.

use std::collections::BTreeMap;

use rollcall_words::{Catalogue, Language};
use serde_json::{Value, json};

use super::words::{ALSO, BUT, OTHERS, WORDS, is_words, told_and_given_back, written_by_somebody};
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
        ("It is done.", "Es ist erledigt."),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .collect();
    let catalogue = Catalogue::of(&entries);
    let said = Said::default();
    let step = |why: &str| {
        json!({
            "at": "done", "who": "customers", "kind": "done", "sentence": "Undone: customers.", "state": "done", "why": why,
        })
    };
    let mut told = json!({ "project": null, "steps": [step("done"), step("It is done.")] });
    let before = told.clone();
    reply("history", &mut told, (Language::German, &catalogue), &said);
    let step = &told["steps"][0];
    assert_eq!(step["sentence"], "Rückgängig: Kunden.");
    // A reason is somebody's own, unless it is a sentence of the program as it stands.
    assert_eq!(step["why"], "done");
    assert_eq!(told["steps"][1]["why"], "Es ist erledigt.");
    for member in ["at", "who", "kind", "state"] {
        assert_eq!(step[member], before["steps"][0][member], "{member}");
    }
}

#[test]
fn what_comes_back_is_english_again() {
    let said = Said::default();
    said.keep("Wer kauft noch?", "Who still buys?");
    said.keep("Ja", "Yes");
    said.keep("Ja", "Yes, of course");
    let given = json!({
        "problem": "Wer kauft noch?", "baseline": "Wer kauft noch?", "measure": "Ja", "name": "Priya",
    });
    let mut request = given.clone();
    said.resolve("set_use_case", &mut request);
    assert_eq!(
        request,
        json!({
            "problem": "Who still buys?", "baseline": "Wer kauft noch?", "measure": "Ja", "name": "Priya",
        })
    );
    // What somebody calls something of their own is theirs, even where the program says the same.
    for command in [
        "describe_source",
        "save_list",
        "rename_list",
        "create_project",
        "paste_table",
        "judge_pair",
        "set_note",
    ] {
        let mut request = json!({
            "name": "Wer kauft noch?", "text": "Wer kauft noch?", "note": "Wer kauft noch?",
            "reason": "Wer kauft noch?", "used_for": "Wer kauft noch?",
        });
        let before = request.clone();
        said.resolve(command, &mut request);
        assert_eq!(request, before, "{command}");
    }
}

#[test]
fn a_finding_that_is_quoted_in_the_log_comes_back_as_it_was_told_and_a_word_does_not() {
    let said = Said::default();
    said.keep(
        "Drei Quellen haben niemanden.",
        "Three sources have nobody.",
    );
    said.keep("Sehen Sie nach.", "Look at them.");
    said.keep("Offen", "Open");
    for (given, expected) in [
        (
            "Drei Quellen haben niemanden. Sehen Sie nach.",
            "Three sources have nobody. Look at them.",
        ),
        ("Sehen Sie nach.", "Look at them."),
        (
            "Sehen Sie nach. Dana weiß es.",
            "Sehen Sie nach. Dana weiß es.",
        ),
        ("Offen", "Offen"),
    ] {
        let mut request = json!({ "text": given, "owner": "Offen" });
        said.resolve("add_to_log", &mut request);
        assert_eq!(request, json!({ "text": expected, "owner": "Offen" }));
    }
}

#[test]
fn what_is_quoted_in_the_log_is_said_whole_or_not_at_all() {
    let entries = [
        ("Nothing is loaded.", "Nichts ist geladen."),
        ("Open", "Offen"),
    ];
    let entries = entries.map(|(key, value)| (key.to_owned(), value.to_owned()));
    let catalogue = Catalogue::of(&BTreeMap::from(entries));
    let entry =
        |text: &str| json!({ "text": text, "state": "open", "about": "", "about_label": "Open" });
    let mut told = json!({ "entries": [
        entry("Nothing is loaded."), entry("Nothing is loaded. Ask Dana."), entry("Open"),
    ] });
    let language = (Language::German, &catalogue);
    reply("decision_log", &mut told, language, &Said::default());
    for (at, expected) in [
        "Nichts ist geladen.",
        "Nothing is loaded. Ask Dana.",
        "Open",
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(told["entries"][at]["text"], expected);
        assert_eq!(told["entries"][at]["about_label"], "Offen");
    }
}

#[test]
fn what_comes_back_is_words_of_a_reply() {
    for (of, member) in told_and_given_back() {
        assert!(is_words(of, member), "{of}.{member}");
    }
}

/// A catalogue that would say every one of these words in German.
fn small() -> Catalogue {
    let entries = [("Orders", "Bestellungen"), ("Buyers", "Käufer")];
    let entries = entries.map(|(key, value)| (key.to_owned(), value.to_owned()));
    Catalogue::of(&BTreeMap::from(entries))
}

#[test]
fn what_somebody_called_like_a_word_of_the_program_stays() {
    let (catalogue, said) = (small(), Said::default());
    let tell = |command: &str, mut told: Value| {
        reply(command, &mut told, (Language::German, &catalogue), &said);
        told
    };
    let told = tell(
        "lists",
        json!({ "lists": [
            { "code": "a", "name": "Buyers", "saved": null },
            { "code": "saved:1", "name": "Buyers", "saved": 1 },
        ] }),
    );
    assert_eq!(told["lists"][0]["name"], "Käufer");
    assert_eq!(told["lists"][1]["name"], "Buyers");
    for (of, members, member) in [
        ("ListView", json!({ "saved": 1 }), Some("name")),
        ("ListView", json!({ "saved": null }), None),
        ("DeliveryView", json!({ "version": 2 }), Some("list")),
        ("DeliveryView", json!({ "version": null }), None),
        (
            "AttributeView",
            json!({ "family": "custom" }),
            Some("label"),
        ),
        ("AttributeView", json!({ "family": "contact" }), None),
        (
            "GovernedRule",
            json!({ "is_worded": true }),
            Some("sentence"),
        ),
        ("GovernedRule", json!({ "is_worded": false }), None),
        (
            "LogEntry",
            json!({ "about": "source:3" }),
            Some("about_label"),
        ),
        ("LogEntry", json!({ "about": "attribute:email" }), None),
        (
            "LogEntry",
            json!({ "about": "use_case:1", "about_label": "Buyers" }),
            Some("about_label"),
        ),
        ("UseCaseView", json!({ "name": "Buyers" }), Some("name")),
        (
            "UseCaseView",
            json!({ "name": "Sales calls with context" }),
            None,
        ),
        (
            "FrozenScope",
            json!({ "use_case": "Buyers" }),
            Some("use_case"),
        ),
        (
            "Finding",
            json!({ "needed_for": "Buyers" }),
            Some("needed_for"),
        ),
        ("RequestSystem", json!({ "source": 3 }), Some("label")),
        ("RequestSystem", json!({ "source": null }), None),
        ("RowColumn", json!({ "verbatim": true }), Some("label")),
        ("RowColumn", json!({ "verbatim": false }), None),
        ("CheckLine", json!({ "named": true }), Some("label")),
        ("CheckLine", json!({ "named": false }), None),
        (
            "AgendaQuestion",
            json!({ "takes": "location" }),
            Some("answer"),
        ),
        ("AgendaQuestion", json!({ "takes": "kind_state" }), None),
    ] {
        let members = members.as_object().expect("members");
        assert_eq!(written_by_somebody(of, members), member, "{of}");
        if let Some(member) = member {
            assert!(is_words(of, member), "{of}.{member} needs no exception");
        }
    }
}

#[test]
fn only_what_may_come_back_is_remembered() {
    let (catalogue, said) = (small(), Said::default());
    let mut told = json!({ "lists": [{ "code": "a", "name": "Buyers", "saved": null }] });
    reply("lists", &mut told, (Language::German, &catalogue), &said);
    assert!(said.is_empty());
}

#[test]
fn two_keys_that_become_one_keep_both_counts() {
    let entries = [
        ("said no", "hat Nein gesagt"),
        ("say no", "hat Nein gesagt"),
    ];
    let entries = entries.map(|(key, value)| (key.to_owned(), value.to_owned()));
    let catalogue = Catalogue::of(&BTreeMap::from(entries));
    let mut told = json!([{ "left_out": { "said no": 3, "say no": 4, "other": 1 } }]);
    reply(
        "list_deliveries",
        &mut told,
        (Language::German, &catalogue),
        &Said::default(),
    );
    assert_eq!(
        told[0]["left_out"],
        json!({ "hat Nein gesagt": 3, "say no": 4, "other": 1 })
    );
}
