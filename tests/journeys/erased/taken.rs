//! Rows that a human names for an erasure are the person's with all they hold: telephone, address and
//! name go from every sentence, are looked for in the bytes, and do not come in again. What somebody has
//! who stays is left to them.

use rollcall_engine::view::{ErasePerson, Nothing};

use super::everywhere::Place;
use super::{files_with, found, wait};

const BEFORE: &str = "\
Id;First name;Last name;E-mail;Phone;City
1;Greta;Olthof;olthof@family.example.com;+44 7700 900381;Leeds
7;Pieter;Wijnberg;olthof@family.example.com;+44 7700 900383;Leeds
8;Willem;Brandsma;willem@example.org;+44 7700 900382;Derby
";
/// The same with a line too long to be loaded.
const SET_ASIDE: &str = "\
Id;First name;Last name;E-mail;Phone;City
1;Greta;Olthof;olthof@family.example.com;+44 7700 900381;Leeds
7;Pieter;Wijnberg;olthof@family.example.com;+44 7700 900383;Leeds;too;many
8;Willem;Brandsma;willem@example.org;+44 7700 900382;Derby
";
const NOW: &str = "\
Id;First name;Last name;E-mail;Phone;City
1;Greta;Olthof;olthof@family.example.com;+44 7700 900381;Leeds
8;Willem;Brandsma;willem@example.org;+44 7700 900382;Derby
";
const ELSEWHERE: &str = "\
Member;First name;Last name;Phone
M4;Pieter;Wijnberg;+44 7700 900383
M5;Willem;Brandsma;+44 7700 900382
";

/// Erases Greta with every doubtful row about Pieter.
fn erase_with_pieter(place: &Place) -> String {
    let customer = place.customer("Greta Olthof");
    let doubtful = place.traces(&customer).doubtful;
    let of_pieter = doubtful.iter().filter(|one| one.trace.row == 3);
    let (mut also_rows, mut also_set_aside) = (Vec::new(), Vec::new());
    for one in of_pieter {
        also_rows.extend(one.trace.record);
        also_set_aside.extend(one.trace.set_aside);
    }
    assert_eq!(
        also_rows.len() + also_set_aside.len(),
        1,
        "the bait: {doubtful:?}"
    );
    let engine = &place.engine;
    let job = engine
        .erase_person(ErasePerson {
            customer,
            reason: String::new(),
            also_rows,
            also_set_aside,
        })
        .expect("a job")
        .job;
    wait(engine, job);
    let jobs = engine.list_jobs(Nothing {}).expect("the jobs");
    let job = jobs.into_iter().find(|one| one.job == job);
    job.and_then(|job| job.outcome).expect("an outcome")
}

#[test]
fn what_a_named_row_holds_is_gone_from_every_sentence_and_does_not_come_in_again() {
    for before in [BEFORE, SET_ASIDE] {
        let place = Place::new();
        place.load("people.csv", before, true);
        place.load("people.csv", NOW, true);
        place.note("call +44 7700 900383 and ask for Pieter Wijnberg, or write to Willem Brandsma");
        let outcome = erase_with_pieter(&place);
        assert_eq!(outcome, "The person is erased: 3 rows taken out.");
        for gone in ["900383", "Wijnberg", "olthof@family"] {
            assert_eq!(files_with(&place.project, gone), [""; 0], "{gone}");
        }
        let erasures = place.engine.list_erasures(Nothing {}).expect("erasures");
        // Two telephones, an address, and each name in three ways of writing it.
        assert_eq!(erasures[0].searched, Some(9), "{erasures:?}");
        assert_eq!(erasures[0].found, Some(0), "{erasures:?}");

        // Under another id, in another table.
        place.load("club.csv", ELSEWHERE, true);
        assert_eq!(found(&place.engine, "Pieter"), 0, "he came back");
        assert_eq!(found(&place.engine, "Willem"), 1);
        place.is_sound();
    }
}

const TICKETS: &str = "\
Ticket;E-mail;Remark
T1;willem@example.org;introduced by Greta Olthof last May
";

#[test]
fn what_somebody_has_who_stays_is_left_to_them() {
    let place = Place::new();
    place.load("people.csv", NOW, true);
    place.load("tickets.csv", TICKETS, true);
    place.note("write to willem@example.org");
    let customer = place.customer("Greta Olthof");
    let doubtful = place.traces(&customer).doubtful;
    assert_eq!(doubtful.len(), 1, "{doubtful:?}");
    let mention = doubtful[0].trace.record.expect("a record");
    let outcome = place.erase(&customer, vec![mention]);
    assert_eq!(outcome, "The person is erased: 2 rows taken out.");
    for gone in ["introduced by", "900381"] {
        assert_eq!(files_with(&place.project, gone), [""; 0], "{gone}");
    }
    assert!(!files_with(&place.project, "write to willem@example.org").is_empty());
    let again = format!("{NOW}9;Willem;Brandsma;willem@example.org;;Derby\n");
    place.load("people.csv", &again, true);
    assert_eq!(found(&place.engine, "Willem"), 1);
    assert!(!files_with(&place.project, "willem@example.org").is_empty());
    place.is_sound();
}

/// In use, Pieter is a customer of his own, with a landline he shares with Willem.
const IN_USE: &str = "\
Id;First name;Last name;E-mail;Phone;City
1;Greta;Olthof;olthof@family.example.com;+44 7700 900381;Leeds
7;Pieter;Wijnberg;olthof@family.example.com;+44 7700 900383;Leeds
8;Willem;Brandsma;willem@example.org;+44 7700 900383;Derby
";
const CARDS: &str = "\
Card;Remark
K1;mislaid by Pieter Wijnberg
";

#[test]
fn what_only_a_named_row_tells_of_is_left_to_be_looked_at() {
    let place = Place::new();
    place.load("people.csv", IN_USE, true);
    place.load("cards.csv", CARDS, true);
    let outcome = erase_with_pieter(&place);
    assert!(outcome.contains("2 rows taken out."), "{outcome}");
    assert!(
        outcome.contains("left for you to look at: 1 (cards.csv row 2)"),
        "nobody had seen that row: {outcome}"
    );
    assert!(!files_with(&place.project, "mislaid by Pieter").is_empty());
    // The address was shared with a row that is gone as well, so it is hers; the telephone is Willem's.
    assert_eq!(files_with(&place.project, "olthof@family"), [""; 0]);
    assert!(!files_with(&place.project, "900383").is_empty());
    place.load(
        "news.csv",
        "E-mail;Colour\nolthof@family.example.com;ochre\nwillem@example.org;umber\n",
        true,
    );
    assert_eq!(files_with(&place.project, "olthof@family"), [""; 0]);
    assert_eq!(found(&place.engine, "Willem"), 1);
    place.is_sound();
}
