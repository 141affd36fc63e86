//! Requests in words only their desk knows: somebody says what each asks for, and they are offered as that.

use rollcall_engine::view::{
    DataRequests, Nothing, SaidWord, SetColumn, SetMeanings, ValueMapAsked,
};

use super::Place;
use crate::erased::wait;
use crate::measured::load;

const PRIVACY: &str = "\
Nr;Eingang;Name;E-Mail;Anliegen;Status
1;2026-11-01;Zenobia Quillfeather;zenobia@quill.example.com;Hausnummer stimmt nicht ganz;offen
2;2026-11-02;Zenobia Quillfeather;zenobia@quill.example.com;Umzugskarton;offen
3;2026-11-03;Bob Lindqvist;bob.lindqvist@example.org;Schredder;offen
4;2026-11-04;Bob Lindqvist;bob.lindqvist@example.org;Aktendeckel;offen
5;2026-11-05;Bob Lindqvist;bob.lindqvist@example.org;Briefkasten zu;offen
";
/// Where what they ask for stands.
const COLUMN: usize = 4;
/// A word of the desk, what somebody says it is, and what people read then.
const SAID: [(&str, &str, &str); 5] = [
    (
        "Hausnummer stimmt nicht ganz",
        "rectification",
        "Asks for a correction",
    ),
    (
        "Umzugskarton",
        "portability",
        "Asks for the data to take along",
    ),
    ("Schredder", "deletion", "Asks to be deleted"),
    ("Aktendeckel", "access", "Asks what is kept"),
    (
        "Briefkasten zu",
        "objection_to_marketing",
        "Objects to every channel",
    ),
];

fn kinds(told: &DataRequests) -> Vec<&str> {
    let mut kinds: Vec<&str> = told.asked.iter().map(|one| one.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds
}

fn meanings() -> Vec<SaidWord> {
    SAID.iter()
        .map(|(word, meaning, _)| SaidWord {
            word: (*word).to_owned(),
            meaning: Some((*meaning).to_owned()),
        })
        .collect()
}

#[test]
fn what_somebody_says_a_word_asks_for_is_offered_as_that() {
    let place = Place::new();
    let engine = &place.engine;
    load(
        engine,
        place.folder.path(),
        "datenschutz_anfragen.csv",
        PRIVACY,
    );
    let tables = engine.list_mappings(Nothing {}).expect("the tables");
    let table = tables.iter().map(|one| one.table).max().expect("a table");
    engine
        .set_column(SetColumn {
            table,
            column: COLUMN,
            attribute: Some("email_consent".into()),
            group: 0,
            date_order: None,
        })
        .expect("a column of answers");
    let asked = |meanings| ValueMapAsked {
        table,
        column: COLUMN,
        meanings,
    };
    let before = engine.value_map(asked(Vec::new())).expect("the words");
    for (word, meaning, label) in SAID {
        let offered = before.choices.iter().find(|one| one.meaning == meaning);
        assert_eq!(offered.map(|one| one.label.as_str()), Some(label), "{word}");
    }
    let set = engine
        .set_value_map(SetMeanings {
            table,
            column: COLUMN,
            meanings: meanings(),
        })
        .expect("said");
    assert_eq!(set.unknown_words, 0);
    for (word, meaning, label) in SAID {
        let told = set.words.iter().find(|one| one.word == word);
        let after = told.map(|one| (one.after.state.as_str(), one.after.label.as_str()));
        assert_eq!(after, Some(("valid", label)), "{word}");
        let said = told.and_then(|one| one.said.as_deref());
        assert_eq!(said, Some(meaning), "{word}");
    }
    wait(engine, engine.run_audit(Nothing {}).expect("a job").job);
    let requests = engine.list_requests(Nothing {}).expect("requests");
    assert_eq!(
        kinds(&requests),
        ["access", "deletion", "portability", "rectification"]
    );
    // A column of requests to be deleted says it of rows that ask for something else.
    engine
        .set_column(SetColumn {
            table,
            column: COLUMN,
            attribute: Some("deletion_request".into()),
            group: 0,
            date_order: None,
        })
        .expect("a column of requests");
    let refused = engine
        .value_map(asked(meanings()))
        .expect_err("no objection");
    assert!(
        refused.to_string().contains("objection_to_marketing"),
        "{refused}"
    );
    let four = meanings().into_iter().take(4).collect();
    let told = engine.value_map(asked(four)).expect("the words");
    let labels: Vec<&str> = told
        .words
        .iter()
        .filter(|one| one.after.state == "valid")
        .map(|one| one.after.label.as_str())
        .collect();
    assert_eq!(labels.len(), 4, "{labels:?}");
    assert!(labels.contains(&"Asks for a correction"), "{labels:?}");
}
