//! What the columns of a send log tell of each message: that it was opened, clicked or came back, in German too; that
//! somebody got a campaign twice in one send; and who was written to after a no.

use std::fmt::Write as _;

use rollcall_engine::view::{Figure, Nothing, SetCheck, TableNumber, ValueMapAsked};

use super::sends::chosen;
use super::{check, picture, shop, somebody};
use crate::measured::rows;

/// So many people got the newsletter.
const PEOPLE: usize = 24;
/// The place of the one whose message came back.
const BOUNCED: usize = 23;

/// Every third opened it, every sixth clicked; the last one's message came back.
fn german_log(opened: [&str; 2]) -> String {
    let [yes, no] = opened;
    let answer = |is_so: bool| if is_so { yes } else { no };
    let mut log = "Kampagne;Empfänger;Gesendet am;Geöffnet;Geklickt;Zustellstatus\n".to_owned();
    for number in 0..PEOPLE {
        let status = if number == BOUNCED {
            "unzustellbar"
        } else {
            "zugestellt"
        };
        let _ = writeln!(
            log,
            "Newsletter Oktober;{};15.10.2026 09:00;{};{};{status}",
            somebody(number).email,
            answer(number % 3 == 0),
            answer(number % 6 == 0),
        );
    }
    log
}

#[test]
fn columns_of_a_german_send_log_say_what_was_opened_clicked_and_came_back() {
    for answers in [["ja", "nein"], ["1", "0"], ["geöffnet", "nicht geöffnet"]] {
        let folder = tempfile::tempdir().expect("a folder");
        let files = [("Versandprotokoll.csv", german_log(answers))];
        let engine = shop(folder.path(), &files);
        let tables = engine.list_mappings(Nothing {}).expect("the tables");
        let table = tables.first().expect("the log").table;
        let view = engine.get_mapping(TableNumber { table });
        let columns = view.expect("the mapping").columns;
        let attributes: Vec<(&str, &str)> = columns
            .iter()
            .skip(3)
            .map(|one| {
                let attribute = one.attribute.as_ref();
                let code = attribute.map_or("", |attribute| attribute.code.as_str());
                (one.header.as_str(), code)
            })
            .collect();
        assert_eq!(
            attributes,
            [
                ("Geöffnet", "opened"),
                ("Geklickt", "clicked"),
                ("Zustellstatus", "event_status"),
            ],
            "{answers:?}"
        );

        let retention = check(&engine, "retention");
        let title = "Messages set off one by one beside those to everybody at once";
        let line = &picture(&retention, title).lines[0];
        assert_eq!(
            line.values,
            [Some(8.0), Some(4.0), Some(23.0)],
            "{answers:?}"
        );
        let says = |part: &str| retention.unknown.iter().any(|one| one.contains(part));
        assert!(!says("no send log tells what was opened"));
        assert!(
            says("8 messages were opened or clicked at a time no send log tells"),
            "{:?}",
            retention.unknown
        );
        for (subject, test, expected) in [
            ("message", "did", 23),
            ("opened", "did", 8),
            ("clicked", "did", 4),
        ] {
            assert_eq!(
                chosen(&engine, subject, test, "", ""),
                expected,
                "{subject}"
            );
        }
        let measures = engine.measures(Nothing {}).expect("the measures").measures;
        let mut measures = measures.iter();
        let dead = measures.find(|one| one.measure == "dead_addresses");
        let latest = dead.and_then(|one| one.latest.as_ref());
        assert_eq!(latest.map(|one| one.found), Some(1), "{answers:?}");
    }
}

#[test]
fn who_gets_a_campaign_twice_in_one_send_is_counted_and_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut log = "email,campaign,sent_at\n".to_owned();
    for number in 0..5 {
        let email = somebody(number).email;
        for time in ["09:00:00", "14:30:00"] {
            let _ = writeln!(log, "{email},Autumn sale,2026-10-06 {time}");
        }
        // One send that takes its time goes to each but once.
        let _ = writeln!(log, "{email},Newsletter,2026-10-20 {:02}:00:00", 9 + number);
    }
    let engine = shop(folder.path(), &[("send_log.csv", log)]);
    let choose = SetCheck {
        check: "pressure".into(),
        messages: Some(2),
        days: Some(1),
        ..SetCheck::default()
    };
    engine.set_check(choose).expect("chosen");
    let pressure = check(&engine, "pressure");
    let figure = pressure.figure.as_ref().expect("a figure");
    assert_eq!((figure.found, figure.among), (5, 5));
    let told = "5 people got one campaign more than once in one send.";
    assert!(pressure.sentence.ends_with(told), "{}", pressure.sentence);
    let again = picture(&pressure, "The same campaign more than once in one send");
    let [sale] = again.lines.as_slice() else {
        panic!("{again:#?}");
    };
    assert_eq!(sale.label, "Autumn sale");
    assert_eq!(sale.values, [Some(5.0), Some(5.0)]);
    assert_eq!(sale.note, "5.5 hours apart");
    let weeks = &picture(&pressure, "Messages a person, week by week").lines;
    let weeks: Vec<&[Option<f64>]> = weeks.iter().map(|one| one.values.as_slice()).collect();
    let of = |people: [f64; 4]| people.map(Some).to_vec();
    assert_eq!(weeks, [of([0.0, 5.0, 0.0, 0.0]), of([5.0, 0.0, 0.0, 0.0])]);
}

#[test]
fn the_people_who_got_one_campaign_twice_can_be_looked_at() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut log = "email,campaign,sent_at\n".to_owned();
    for number in 0..5 {
        let email = somebody(number).email;
        // Everybody gets both, and the first three one of them once more, the last two the other.
        let twice = if number < 3 { "Autumn sale" } else { "Club" };
        let _ = writeln!(log, "{email},Autumn sale,2026-10-06 09:00:00");
        let _ = writeln!(log, "{email},Club,2026-10-20 09:00:00");
        let day = if number < 3 { 6 } else { 20 };
        let _ = writeln!(log, "{email},{twice},2026-10-{day:02} 14:30:00");
    }
    let engine = shop(folder.path(), &[("send_log.csv", log)]);
    let pressure = check(&engine, "pressure");
    let again = picture(&pressure, "The same campaign more than once in one send");
    let mut told = Vec::new();
    for line in &again.lines {
        let figure = line.figure.clone().expect("the people behind it");
        let page = rows(&engine, figure);
        let quoted = format!("“{}”", line.label);
        assert!(page.title.contains(&quoted), "{}", page.title);
        assert_eq!(page.rows.len() as u64, page.total);
        told.push((line.label.clone(), line.values[0], page.total));
    }
    let expected = [("Autumn sale", 3), ("Club", 2)];
    let expected = expected.map(|(label, people)| (label.to_owned(), Some(people as f64), people));
    assert_eq!(told, expected);
    // Any other picture names nobody by its lines.
    let others = pressure
        .pictures
        .iter()
        .filter(|one| one.title != again.title);
    let mut lines = others.flat_map(|one| &one.lines);
    assert!(lines.all(|line| line.figure.is_none()));
}

/// Anna's no was said before both of her messages, Ben took his back, Cleo's came after hers.
const ANSWERS: &str = "\
email,channel,purpose,state,timestamp,source
anna@mail.example.com,email,marketing,withdrawn,2026-02-01T09:00:00Z,Website form
ben@mail.example.com,email,marketing,withdrawn,2026-02-01T09:00:00Z,Website form
ben@mail.example.com,email,marketing,granted,2026-02-20T09:00:00Z,Website form
cleo@mail.example.com,email,marketing,withdrawn,2026-03-20T09:00:00Z,Website form
";
/// Dora said no, nobody knows when.
const CONTACTS: &str = "\
Customer no,First name,Surname,E-mail,Email opt out
1,Anna,Dekker,anna@mail.example.com,no
2,Ben,Winkler,ben@mail.example.com,no
3,Cleo,Kovac,cleo@mail.example.com,no
4,Dora,Novak,dora@mail.example.com,yes
";
const SENDS: &str = "\
email,campaign,sent_at
anna@mail.example.com,Spring sofas,2026-03-10 09:00:00
ben@mail.example.com,Spring sofas,2026-03-10 09:00:00
cleo@mail.example.com,Spring sofas,2026-03-10 09:00:00
dora@mail.example.com,Spring sofas,2026-03-10 09:00:00
anna@mail.example.com,Garden days,2026-03-17 09:00:00
";

#[test]
fn who_was_written_to_after_a_no_is_told_and_when_is_not_known_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut answers = ANSWERS.to_owned();
    for number in 0..20 {
        let _ = writeln!(
            answers,
            "{},email,marketing,granted,2026-01-06T08:00:00Z,Website form",
            somebody(number).email
        );
    }
    let files = [
        ("consent_log.csv", answers),
        ("crm_contacts.csv", CONTACTS.to_owned()),
        ("send_log.csv", SENDS.to_owned()),
    ];
    let engine = shop(folder.path(), &files);
    let told = check(&engine, "after_no");
    let figure = told.figure.as_ref().expect("a figure");
    assert_eq!((figure.found, figure.among), (1, 4), "{}", told.sentence);
    assert_eq!(
        told.sentence,
        "1 person got a message after they had said no: 2 of 5 messages."
    );
    let undated = "1 person got a message and said no at a time no file tells";
    assert!(
        told.unknown.iter().any(|one| one.starts_with(undated)),
        "{:?}",
        told.unknown
    );
    let why =
        "Got \"Spring sofas\" on 2026-03-10, had said no on 2026-02-01. 2 such messages in all.";
    assert_eq!(told.people[0].why, why);
    let lines = &picture(&told, "When they had said no").lines;
    let values: Vec<f64> = lines.iter().filter_map(|one| one.values[0]).collect();
    assert_eq!(values, [1.0, 0.0, 1.0]);
    let behind = rows(
        &engine,
        Figure::Check {
            check: "after_no".into(),
            part: String::new(),
        },
    );
    assert_eq!(behind.total, 1);
}

/// Cleo's no is of the day of her message, and neither log tells the time zone of the other.
#[test]
fn a_message_of_the_day_of_a_no_is_told_as_not_known() {
    for said in ["2026-03-10", "2026-03-10 08:00:00"] {
        let folder = tempfile::tempdir().expect("a folder");
        let answers = format!(
            "email,channel,purpose,state,timestamp\n\
             anna@mail.example.com,email,marketing,withdrawn,2026-02-01\n\
             ben@mail.example.com,email,marketing,granted,2026-01-05\n\
             cleo@mail.example.com,email,marketing,withdrawn,{said}\n\
             dora@mail.example.com,email,marketing,granted,2026-01-05\n"
        );
        let files = [
            ("consent_log.csv", answers),
            ("send_log.csv", SENDS.to_owned()),
        ];
        let engine = shop(folder.path(), &files);
        let told = check(&engine, "after_no");
        assert_eq!(
            told.sentence, "1 person got a message after they had said no: 2 of 5 messages.",
            "{said}"
        );
        let same_day = "Cannot be told, same day: 1 person got 1 message on the day they said no";
        assert!(
            told.unknown.iter().any(|one| one.starts_with(same_day)),
            "{said}: {:?}",
            told.unknown
        );
        let lines = &picture(&told, "When they had said no").lines;
        let values: Vec<f64> = lines.iter().filter_map(|one| one.values[0]).collect();
        assert_eq!(values, [1.0, 1.0, 0.0], "{said}");
    }
}

#[test]
fn without_an_answer_or_a_message_nobody_can_say_who_was_written_to_after_a_no() {
    for (name, text, told) in [
        ("send_log.csv", SENDS, "nobody says yes or no to messages"),
        ("crm_contacts.csv", CONTACTS, "no message is in them"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = shop(folder.path(), &[(name, text.to_owned())]);
        let one = check(&engine, "after_no");
        assert!(one.figure.is_none(), "{}", one.sentence);
        assert!(one.sentence.contains(told), "{}", one.sentence);
    }
}

/// A log that tells what became of each message by its status alone: every third was opened, every sixth clicked; the
/// last one's message came back.
fn log_with_status(header: &str, [sent, opened, clicked, bounced]: [&str; 4]) -> String {
    let mut log = format!("Kampagne;Empfänger;Gesendet am;{header}\n");
    for number in 0..PEOPLE {
        let status = match number {
            BOUNCED => bounced,
            _ if number % 6 == 0 => clicked,
            _ if number % 3 == 0 => opened,
            _ => sent,
        };
        let email = somebody(number).email;
        let _ = writeln!(log, "Newsletter Oktober;{email};15.10.2026 09:00;{status}");
    }
    log
}

#[test]
fn a_status_says_which_messages_were_opened_and_clicked() {
    for (header, words) in [
        (
            "Zustellstatus",
            ["zugestellt", "geöffnet", "geklickt", "unzustellbar"],
        ),
        ("Status", ["sent", "opened", "clicked", "bounced"]),
        ("Status", ["Envoyé", "Ouvert", "Cliqué", "Non distribué"]),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let files = [("Versandprotokoll.csv", log_with_status(header, words))];
        let engine = shop(folder.path(), &files);
        let retention = check(&engine, "retention");
        let title = "Messages set off one by one beside those to everybody at once";
        let line = &picture(&retention, title).lines[0];
        assert_eq!(line.values, [Some(8.0), Some(4.0), Some(23.0)], "{words:?}");
        let untimed = "8 messages were opened or clicked at a time no send log tells";
        assert!(
            retention.unknown.iter().any(|one| one.contains(untimed)),
            "{:?}",
            retention.unknown
        );
        for (subject, expected) in [("message", 23), ("opened", 8), ("clicked", 4)] {
            let found = chosen(&engine, subject, "did", "", "");
            assert_eq!(found, expected, "{subject} {words:?}");
        }
        // What the words mean is that of messages, and nobody is asked.
        let tables = engine.list_mappings(Nothing {}).expect("the tables");
        let asked = ValueMapAsked {
            table: tables.first().expect("the log").table,
            column: 3,
            meanings: Vec::new(),
        };
        let told = engine.value_map(asked).expect("the words");
        assert_eq!(told.unknown_words, 0, "{words:?}");
        let label = |word: &str| {
            let mut all = told.words.iter();
            let word = all.find(|one| one.word == word).expect("the word");
            word.after.label.clone()
        };
        assert_eq!(label(words[1]), "Message opened");
        assert_eq!(label(words[2]), "Message clicked");
    }
}
