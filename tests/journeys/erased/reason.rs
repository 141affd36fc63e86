//! The reason given for an erasure stays in the history and the trail, with who and when, and without the person.

use rollcall_engine::view::{ErasePerson, ListHistory, Nothing, WriteTrail};

use super::everywhere::Place;
use super::{files_with, wait};

const MEMBERS: &str = "\
Customer no;First name;Surname;E-mail;Phone;Street;Postcode;Born
1;Wilhelmina;Zennorbridge;box@zennor.example.com;+44 7700 900381;8 Granary Road;TR19 7XQ;1967-08-21
2;Harold;Inglewood;box@zennor.example.com;+44 7700 900382;3 Mill Lane;LS1 4AP;1971-02-03
";

fn erase(place: &Place, name: &str, reason: &str) {
    let job = place.engine.erase_person(ErasePerson {
        customer: place.customer(name),
        reason: reason.into(),
        also_rows: Vec::new(),
        also_set_aside: Vec::new(),
    });
    wait(&place.engine, job.expect("a job").job);
}

/// Who, when and why of the erasures in the history, the newest first.
fn told(place: &Place) -> Vec<(String, String, String)> {
    let history = place.engine.history(ListHistory::default());
    let steps = history.expect("the history").steps.into_iter();
    steps
        .filter(|step| step.kind == "erase_person")
        .map(|step| (step.who, step.at, step.why))
        .collect()
}

#[test]
fn why_somebody_was_erased_is_in_the_history_and_names_nobody() {
    let place = Place::new();
    place.load("club_members.csv", MEMBERS, true);
    erase(
        &place,
        "Zennorbridge",
        " Ticket 38: WILHELMINA (zennorbridge, box@zennor.example.com, 07700 900381, born 1967-08-21) of 8 Granary Road, TR19 7XQ rang; agreed with legal and Harold Inglewood ",
    );
    let why = "Ticket 38: [erased] ([erased], [erased], [erased], born [erased]) of [erased], [erased] rang; agreed with legal and Harold Inglewood";
    let (who, at, reason) = told(&place).remove(0);
    assert_eq!((who.as_str(), reason.as_str()), ("test", why));
    assert!(at.starts_with("2026-11-23"), "{at}");
    let erasures = place.engine.list_erasures(Nothing {}).expect("erasures");
    assert_eq!((&erasures[0].reason, &erasures[0].at), (&reason, &at));

    // Once he is erased himself, he is in no earlier reason either, and the trail holds.
    erase(&place, "Inglewood", "");
    let reasons: Vec<String> = told(&place).into_iter().map(|told| told.2).collect();
    let without_him = why.replace("Harold Inglewood", "[erased]");
    assert_eq!(reasons, ["", without_him.as_str()]);
    let trail = place.engine.check_trail(Nothing {}).expect("a look");
    assert!(trail.broken.is_none(), "{trail:?}");
    for secret in ["wilhelmina", "zennor", "900381", "granary", "inglewood"] {
        assert_eq!(files_with(&place.project, secret), [""; 0], "{secret}");
    }

    // It is written out with the trail.
    let path = place.project.join("trail.csv");
    let written = place.engine.write_trail(WriteTrail {
        path: path.display().to_string(),
    });
    written.expect("the trail");
    let text = std::fs::read_to_string(path).expect("the trail");
    assert!(text.contains(&without_him), "{text}");
}
