//! A purge takes an old row of somebody whom another system still knows: they are still among those a list
//! went to.

use std::fmt::Write as _;

use rollcall_engine::view::{CreateProject, DecideRule, DeliverList, Nothing, PurgeSource};

use super::load;
use crate::erased::wait;
use crate::estate::engine;

const PEOPLE: [(&str, &str); 6] = [
    ("Anna", "Marsh"),
    ("Lena", "Schmidt"),
    ("Jonas", "Weber"),
    ("Paul", "Koch"),
    ("Heike", "Wolf"),
    ("Mina", "Kovac"),
];
const CLUB: &str = "\
Member,First name,Last name,Email,Updated at
M1,Anna,Marsh,anna.marsh@example.com,2020-01-05
M2,Ursula,Fairfax,ursula@example.net,2026-10-01
";

fn shop() -> String {
    let mut text = String::from("Customer ID,First name,Last name,Email,Email opt-in\n");
    for (number, (given, family)) in PEOPLE.iter().enumerate() {
        let address = format!("{given}.{family}@example.com").to_lowercase();
        let _ = writeln!(text, "{number},{given},{family},{address},yes");
    }
    text
}

/// The audience of a newsletter tool: some of them.
fn audience(people: &[(&str, &str)]) -> String {
    let mut text = String::from(
        "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,LEID,EUID\n",
    );
    for (number, (given, family)) in people.iter().enumerate() {
        let address = format!("{given}.{family}@example.com").to_lowercase();
        let _ = writeln!(
            text,
            "{address},{given},{family},2,2025-01-01 10:00:00,2025-01-01 10:00:00,{number},e{number}"
        );
    }
    text
}

#[test]
fn who_stays_after_a_purge_is_still_among_those_a_list_went_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine();
    engine
        .create_project(CreateProject {
            path: folder.path().join("a.rollcall").display().to_string(),
            name: "Shop".into(),
        })
        .expect("a project");
    load(&engine, folder.path(), "shop customers.csv", &shop());
    load(&engine, folder.path(), "club members.csv", CLUB);
    let before = audience(&PEOPLE[1..2]);
    load(
        &engine,
        folder.path(),
        "mailchimp audience october.csv",
        &before,
    );
    let delivery = engine.deliver_list(DeliverList {
        list: "customers".into(),
        destination: "mailchimp_contacts".into(),
        days: None,
        today: None,
        path: folder.path().join("list.csv").display().to_string(),
        left_out_file: false,
    });
    assert_eq!(delivery.expect("a delivery").rows, 6, "all said yes");

    let sources = engine.inventory(Nothing {}).expect("sources").sources;
    let club = sources
        .iter()
        .find(|one| one.mark.name.to_lowercase().contains("club"))
        .expect("the club")
        .mark
        .source;
    engine
        .decide_rule(DecideRule {
            rule: format!("retention:{club}"),
            choice: "months:24".into(),
            sentence: String::new(),
            reason: "agreed".into(),
        })
        .expect("a term");
    let job = engine
        .purge_source(PurgeSource {
            source: club,
            rows: 1,
            reason: "the term is over".into(),
        })
        .expect("a job")
        .job;
    wait(&engine, job);

    // All but the one of whom a row was purged are there now.
    let after = audience(&PEOPLE[1..]);
    load(
        &engine,
        folder.path(),
        "mailchimp audience november.csv",
        &after,
    );
    let outcomes = engine.delivery_outcomes(Nothing {}).expect("outcomes");
    let told = &outcomes[0];
    assert_eq!(told.state, "told", "{}", told.sentence);
    assert_eq!(
        (told.people, told.are_there, told.gone),
        (6, 5, 0),
        "{}",
        told.sentence
    );
    assert!(!told.sentence.contains("has all"), "{}", told.sentence);
}
