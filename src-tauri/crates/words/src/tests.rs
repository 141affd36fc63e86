//! What the catalogue does with texts, and what its files must be.

mod spoken;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::{prop, proptest};

use crate::catalogue::GERMAN;
use crate::template::Template;
use crate::work::JOINED;
use crate::{Catalogue, Language, outline, pieces};

/// Sentences that are the same in both languages: names, and words German took over.
const SAME: &[&str] = &[
    "App",
    "CRM",
    "ETL",
    "Marketing",
    "Name",
    "Newsletter",
    "Organisation",
    "Partner",
    "Problem",
    "Region",
    "Reverse ETL",
    "Status",
    "Support",
    "System",
    "Team",
    "Text",
    "Ticket",
    "UTC",
    "Version",
    "Website",
];

fn catalogue(entries: &[(&str, &str)]) -> Catalogue {
    let entries: BTreeMap<String, String> = entries
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect();
    Catalogue::of(&entries)
}

fn small() -> Catalogue {
    catalogue(&[
        ("Nothing is loaded.", "Nichts ist geladen."),
        (
            "{people} of {all} people have no address.",
            "{people} von {all} Personen haben keine Adresse.",
        ),
        (
            "{count} {people} {are} waiting.",
            "{count} {people|Person|Personen} {are|wartet|warten}.",
        ),
        ("1 person is waiting.", "Eine Person wartet."),
        ("There are: {choices}.", "Es gibt: {choices}."),
        ("It is decided by {rule*}.", "Es entscheidet {rule}."),
        ("the newest value", "der neueste Wert"),
        ("Missing: {attributes*}.", "Es fehlt: {attributes}."),
        ("E-mail", "E-Mail"),
        ("Phone", "Telefon"),
        ("address", "Adresse"),
        ("“{cell}” is no date.", "„{cell}“ ist kein Datum."),
        ("{count#} rows", "{count} {count|Zeile|Zeilen}"),
        ("Read {file}{note*}.", "{file} gelesen{note}."),
        ("with {rows*} set aside", "{rows} beiseitegelegt"),
        ("{name} is {name}.", "{name} ist {name}."),
        ("Rows read: {{all}}.", "Gelesene Zeilen: {{all}}."),
        ("{cell!} stands there.", "Dort steht {cell}."),
        ("Look at {file} first.", "Zuerst {file} ansehen."),
        ("Put off: {question*}", "Aufgeschoben: {question}"),
        ("Who owns {source}?", "Wem gehört {source}?"),
        (
            "Everybody who {condition*}.",
            "Alle, für die gilt: {condition}.",
        ),
        (
            "bought in the last {days#} days",
            "hat in den letzten {days} Tagen gekauft",
        ),
        ("said no", "hat Nein gesagt"),
        ("Loaded on {day}.", "Geladen am {day}."),
        ("To do: {text?}", "Zu tun: {text}"),
    ])
}

#[test]
fn texts_are_said_in_the_other_language() {
    let small = small();
    for (english, german) in [
        ("Nothing is loaded.", "Nichts ist geladen."),
        ("  Nothing is loaded.\n", "  Nichts ist geladen.\n"),
        // Numbers change their form.
        (
            "1,234 of 12,345 people have no address.",
            "1.234 von 12.345 Personen haben keine Adresse.",
        ),
        (
            "fewer than 5 of 12 people have no address.",
            "weniger als 5 von 12 Personen haben keine Adresse.",
        ),
        // One and many; of two entries that match the one with more fixed characters.
        ("3 people are waiting.", "3 Personen warten."),
        ("1 person is waiting.", "Eine Person wartet."),
        // A value that is a word of the catalogue is none of its words, but where it says so.
        ("There are: address.", "Es gibt: address."),
        ("Missing: address.", "Es fehlt: Adresse."),
        (
            "Missing: E-mail, Phone and address.",
            "Es fehlt: E-Mail, Telefon und Adresse.",
        ),
        ("Missing: Loyalty tier.", "Es fehlt: Loyalty tier."),
        (
            "Missing: \"Phone and E-mail\", Phone and 2026-01-31.",
            "Es fehlt: \"Phone and E-mail\", Telefon und 31.01.2026.",
        ),
        (
            "It is decided by the newest value.",
            "Es entscheidet der neueste Wert.",
        ),
        // Between quotation marks and with a mark nothing is rewritten.
        ("“1,234” is no date.", "„1,234“ ist kein Datum."),
        ("1,234 stands there.", "Dort steht 1,234."),
        // A place for a number takes no word.
        ("1,234 rows", "1.234 Zeilen"),
        ("1 rows", "1 Zeile"),
        // What is glued may be empty, and clauses stand in clauses.
        ("Read a.csv.", "a.csv gelesen."),
        (
            "Read a.csv with 12 rows set aside.",
            "a.csv gelesen 12 Zeilen beiseitegelegt.",
        ),
        // What somebody took over whole is said, what somebody wrote stays, however much of it is known.
        (
            "To do: Nothing is loaded. Missing: Phone.",
            "Zu tun: Nichts ist geladen. Es fehlt: Telefon.",
        ),
        ("To do: Phone", "Zu tun: Phone"),
        (
            "To do: Phone Anna about it.",
            "Zu tun: Phone Anna about it.",
        ),
        // Several sentences, one of which nobody knows; dots in names.
        (
            "Nothing is loaded. A stranger. There are: a, b.",
            "Nichts ist geladen. A stranger. Es gibt: a, b.",
        ),
        (
            "Look at orders. v2.csv first. Nothing is loaded.",
            "Zuerst orders. v2.csv ansehen. Nichts ist geladen.",
        ),
        // What is said in a place counts as well, so that an entry is not torn apart.
        ("Put off: Who owns Shop?", "Aufgeschoben: Wem gehört Shop?"),
        // A label has a mark behind it, a list stands alone or in brackets.
        ("Phone: 1,234; E-mail.", "Telefon: 1.234; E-Mail."),
        (
            "Everybody who bought in the last 30 days and (said no or bought in the last 9 days).",
            "Alle, für die gilt: hat in den letzten 30 Tagen gekauft und (hat Nein gesagt oder hat in den letzten 9 Tagen gekauft).",
        ),
        ("said no or E-mail", "hat Nein gesagt oder E-Mail"),
        ("Loaded on 2026-01-31.", "Geladen am 31.01.2026."),
        ("Rows read: {all}.", "Gelesene Zeilen: {all}."),
        ("Über is Über.", "Über ist Über."),
        ("24 November 2026", "24. November 2026"),
    ] {
        assert_eq!(
            small.translate(english).as_deref(),
            Some(german),
            "{english}"
        );
    }
}

#[test]
fn what_nobody_knows_stays_and_is_told() {
    let small = small();
    for text in [
        "",
        "Priya",
        "2026-01-31",
        "my rows",
        "Anne is Bob.",
        "nothing is loaded.",
        "Fish and Chips",
        "Phone and Chips",
    ] {
        assert_eq!(small.translate(text), None, "{text}");
    }
    let rendering = small.render("Nothing is loaded. A stranger. 3.");
    assert_eq!(rendering.left, ["A stranger."]);
    assert_eq!(rendering.text, "Nichts ist geladen. A stranger. 3.");
}

#[test]
fn a_place_does_not_swallow_a_sentence_that_is_known() {
    let small = small();
    assert_eq!(
        small
            .translate("There are: a. Nothing is loaded. Missing: Phone.")
            .as_deref(),
        Some("Es gibt: a. Nichts ist geladen. Es fehlt: Telefon.")
    );
}

#[test]
fn a_mark_behind_a_place_is_no_part_of_it() {
    let small = catalogue(&[
        ("sent until {day}", "versandt bis {day}"),
        ("not counted", "nicht gezählt"),
        ("{thing*} for {whom*}.", "{thing}, für {whom}."),
        ("{count#} requests for access", "{count} Bitten um Auskunft"),
        ("{which*} stand in files", "{which} stehen in Dateien"),
    ]);
    for (english, german) in [
        (
            "sent until 2026-01-31; not counted",
            "versandt bis 31.01.2026; nicht gezählt",
        ),
        // The general entry ends with the mark, the better one without.
        (
            "2 requests for access stand in files.",
            "2 Bitten um Auskunft stehen in Dateien.",
        ),
        ("Bread for Anna.", "Bread, für Anna."),
    ] {
        assert_eq!(
            small.translate(english).as_deref(),
            Some(german),
            "{english}"
        );
    }
}

#[test]
fn a_place_does_not_begin_in_one_quotation_and_end_in_another() {
    let small = catalogue(&[
        ("Whoever {does*}.", "Wer: {does}."),
        ("is in “{list}”", "in „{list}“ steht"),
        ("is {not*}in “{list}”", "{not} in „{list}“ steht"),
    ]);
    for (english, german) in [
        (
            "Whoever is in “Buyers” and is in “Readers”.",
            "Wer: in „Buyers“ steht und in „Readers“ steht.",
        ),
        (
            "Whoever is in “the “best” ones”.",
            "Wer: in „the “best” ones“ steht.",
        ),
    ] {
        assert_eq!(
            small.translate(english).as_deref(),
            Some(german),
            "{english}"
        );
    }
}

#[test]
fn an_entry_that_makes_no_sense_is_told() {
    for (key, value) in [
        ("{open", "x"),
        ("close}", "x"),
        ("{}", "x"),
        ("{a b}", "x"),
        ("{a} is.", "{b}"),
        ("{a} is.", "{a|one}"),
        ("{a} is.", "{a|1|2|3}"),
    ] {
        assert!(Template::new(key, value).is_err(), "{key} → {value}");
    }
    assert!(Template::new("{a*} of {b!}", "{a} {b|x|y}").is_ok());
}

#[test]
fn a_long_text_and_many_places_are_soon_told() {
    let small = catalogue(&[
        ("{a} a {b} a {c} a {d} a {e} a {f} b", "{a}{b}{c}{d}{e}{f}"),
        ("{x} and {x} and {x}.", "{x}."),
    ]);
    let text = "a ".repeat(20_000);
    assert_eq!(small.translate(&text), None);
    let text = "this and that and ".repeat(2_000);
    assert_eq!(small.translate(&text), None);
}

#[test]
fn an_outline_forgets_what_places_are_called() {
    for (key, expected) in [
        ("{a} of {b:.1} %.", "{} of {} %."),
        ("{} of {}  %.", "{} of {} %."),
        (" A {{b}}\n c ", "A {{b}} c"),
    ] {
        assert_eq!(outline(key), expected);
    }
}

#[test]
fn languages_are_known_by_their_codes() {
    for (code, expected) in [
        ("de", Some(Language::German)),
        ("de_AT.UTF-8", Some(Language::German)),
        ("EN", Some(Language::English)),
        ("", None),
        ("fr", None),
        ("C", None),
    ] {
        assert_eq!(Language::parse(code), expected, "{code}");
    }
    assert_eq!(Language::English.say("Nothing."), "Nothing.");
}

proptest! {
    #[test]
    fn what_is_filled_in_comes_out_again(value in "Ex[A-Za-zäöüß ]{0,30}[a-z]") {
        let small = small();
        let said = small.translate(&format!("There are: {value}.")).unwrap();
        assert_eq!(said, format!("Es gibt: {value}."));
    }

    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,200}") {
        let rendering = small().render(&text);
        assert!(rendering.is_changed || rendering.text == text);
    }

    #[test]
    fn sentences_nobody_knows_stay(words in prop::collection::vec("[a-z]{2,9}", 1..20)) {
        let text = words.join(" xq. ");
        assert_eq!(small().translate(&text), None);
    }
}

/// Every entry of a file.
fn entries(text: &str) -> BTreeMap<String, String> {
    serde_json::from_str(text).unwrap()
}

#[test]
fn every_entry_stands_once_and_on_a_line_of_its_own() {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let mut twice = Vec::new();
    for (file, text) in GERMAN {
        let entries = entries(text);
        let lines = text
            .lines()
            .filter(|line| line.trim_start().starts_with('"'));
        assert_eq!(
            lines.count(),
            entries.len(),
            "{file}: a key stands twice, or not on its own line"
        );
        for key in entries.into_keys() {
            if let Some(before) = seen.insert(key.clone(), file) {
                twice.push(format!("{before} and {file}: {key}"));
            }
        }
    }
    assert!(
        twice.is_empty(),
        "these stand in two files:\n{}",
        twice.join("\n")
    );
}

#[test]
fn every_entry_makes_sense() {
    let mut wrong = Vec::new();
    let same: BTreeSet<&str> = SAME.iter().copied().collect();
    for (file, text) in GERMAN {
        for (key, value) in entries(text) {
            let told = match Template::new(&key, &value) {
                Err(told) => told,
                Ok(template) if !template.is_whole() && template.fixed() == 0 => {
                    "anything at all would match".to_owned()
                }
                Ok(_) if key.trim().is_empty() || value.trim().is_empty() => {
                    "it is empty".to_owned()
                }
                Ok(_) if pieces(&key).len() > JOINED => {
                    "it has more clauses than are looked up together".to_owned()
                }
                Ok(_) if key.trim() != key => "blanks stand around the key".to_owned(),
                Ok(_) if key == value && !same.contains(key.as_str()) => {
                    "it is not translated".to_owned()
                }
                Ok(_) => continue,
            };
            wrong.push(format!("{file}: {key}: {told}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_the_program_joins_is_said_in_german_to_its_end() {
    let german = Catalogue::german();
    // A long entry is known also where another sentence stands behind it.
    for (_, text) in GERMAN {
        for (key, value) in entries(text) {
            let clauses = pieces(&key).len();
            if clauses > 8 && clauses < JOINED && !key.contains(['{', '\n']) {
                let told = german.render(&format!("{key} Nothing is loaded."));
                assert!(told.text.starts_with(&value), "{key}");
            }
        }
    }
    for (english, expected) in [
        ("UTC+01:00 and UTC+02:00.", "UTC+01:00 und UTC+02:00."),
        (
            "1 of 29 people with a ticket had to do with sales within 1 days of it.",
            "1 von 29 Personen mit einem Ticket hatte binnen 1 Tag darum mit dem Vertrieb zu tun.",
        ),
        (
            "0 of 351 records that can be compared.",
            "0 von 351 vergleichbaren Datensätzen.",
        ),
        (
            "For 2026-10 Shop says 17; agreed are 11.",
            "Für Oktober 2026: Shop sagt 17; vereinbart sind 11.",
        ),
        (
            "0 people of 103 got 3 or more messages of different campaigns, or of one that was sent again, within 7 days. 66 people got one campaign more than once in one send.",
            "0 von 103 Personen bekamen binnen 7 Tagen 3 oder mehr Nachrichten verschiedener Kampagnen oder einer erneut versandten. 66 Personen bekamen eine Kampagne bei einem Versand mehr als einmal.",
        ),
        (
            "1 person of 103 got 3 or more messages of different campaigns, or of one that was sent again, within 7 days. 1 person got one campaign more than once in one send.",
            "1 von 103 Personen bekam binnen 7 Tagen 3 oder mehr Nachrichten verschiedener Kampagnen oder einer erneut versandten. 1 Person bekam eine Kampagne bei einem Versand mehr als einmal.",
        ),
        (
            "There are: title, full_name, campaign, opened, clicked, time_zone.",
            "Es gibt: title, full_name, campaign, opened, clicked, time_zone.",
        ),
        ("2 questions are open.", "2 Fragen sind offen."),
        // A source may be called like a word of the program.
        ("Customers: Customers", "Kunden: Customers"),
        ("What to merge: Customers", "Was zu vereinen ist: Customers"),
        (
            "What to merge: all sources",
            "Was zu vereinen ist: alle Quellen",
        ),
        (
            "2018-03-10, first told by Stripe",
            "10.03.2018, zuerst genannt von Stripe",
        ),
        (
            "All 327 values in \"Order Type\" are Paid with card.",
            "Alle 327 Werte in „Order Type“ sind „Paid with card“.",
        ),
        (
            "UTC−04:00, UTC and UTC+01:00",
            "UTC−04:00, UTC und UTC+01:00",
        ),
    ] {
        assert_eq!(german.translate(english).as_deref(), Some(expected));
    }
}

#[test]
fn a_label_that_is_a_day_or_a_month_is_written_as_in_german() {
    for (label, german) in [
        ("2026-10", "Oktober 2026"),
        ("2026-10-05", "05.10.2026"),
        ("Orders", "Orders"),
        ("2026-13", "2026-13"),
    ] {
        assert_eq!(Language::German.period(label), german);
        assert_eq!(Language::English.period(label), label);
    }
}

#[test]
fn the_german_catalogue_is_read_whole() {
    let count: usize = GERMAN.iter().map(|(_, text)| entries(text).len()).sum();
    assert_eq!(Catalogue::german().len(), count);
    assert_eq!(Catalogue::german().is_empty(), count == 0);
}
