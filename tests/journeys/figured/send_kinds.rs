//! Logs of what was sent that say of which kind each campaign was: every row is a message whatever that column is called
//! and whatever its words are, and what they tell of a campaign is used.

use std::fmt::Write as _;

use rollcall_engine::Engine;
use rollcall_engine::view::{CheckLine, Nothing, SetColumn, TableNumber};

use super::{check, picture, shop, somebody};
use crate::erased::wait;

const PEOPLE: usize = 24;
const CAMPAIGNS: [&str; 3] = ["Autumn greetings", "Jersey drop", "Stadium stories"];

/// Three campaigns to everybody, each on a day of its own, with a kind each.
fn log(header: &str, kinds: [&str; 3]) -> String {
    let mut text = format!("send_id,campaign,{header},recipient,sent_at,opened_at,clicked_at\n");
    for (place, (campaign, kind)) in CAMPAIGNS.iter().zip(kinds).enumerate() {
        for number in 0..PEOPLE {
            let opened = match number % 3 {
                0 => "2026-03-20T08:00:00Z",
                _ => "",
            };
            let _ = writeln!(
                text,
                "s{place}{number:03},{campaign},{kind},{},2026-03-{:02}T06:00:00Z,{opened},",
                somebody(number).email,
                11 + place
            );
        }
    }
    text
}

/// Six of them bought on the day before the first campaign.
fn orders() -> String {
    let mut text = "Order number,Order date,Total,Currency,Email,First name,Last name\n".to_owned();
    for number in 0..6 {
        let one = somebody(number);
        let _ = writeln!(
            text,
            "{},2026-03-10,40.00,EUR,{},{},{}",
            5_000 + number,
            one.email,
            one.given,
            one.family
        );
    }
    text
}

fn estate(folder: &std::path::Path, header: &str, kinds: [&str; 3]) -> Engine {
    let files = [
        ("sends_log.csv", log(header, kinds)),
        ("shop_orders.csv", orders()),
    ];
    shop(folder, &files)
}

/// The lines of a picture of campaigns, in the order of [`CAMPAIGNS`].
fn lines(engine: &Engine, code: &str, title: &str) -> Vec<CheckLine> {
    let told = check(engine, code);
    let all = &picture(&told, title).lines;
    let of = |campaign: &str| all.iter().find(|line| line.label == campaign);
    CAMPAIGNS
        .iter()
        .map(|campaign| of(campaign).expect(campaign).clone())
        .collect()
}

fn people(engine: &Engine) -> Vec<Option<f64>> {
    let lines = lines(engine, "suppression", "Campaign by campaign");
    lines.into_iter().map(|line| line.values[1]).collect()
}

#[test]
fn no_message_is_lost_to_the_kind_of_its_campaign() {
    for (header, kinds) in [
        ("campaign_type", ["winback", "bulk", "magazine"]),
        ("type", ["automation", "newsletter", "newsletter"]),
        ("kind", ["email", "email", "email"]),
        ("kind", ["K1", "K2", "K3"]),
        ("message type", ["purchase reminder", "sign up", "booking"]),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = estate(folder.path(), header, kinds);
        assert_eq!(
            people(&engine),
            [Some(PEOPLE as f64); 3],
            "{header} {kinds:?}"
        );
    }
}

#[test]
fn somebody_who_says_that_it_is_what_happened_loses_no_message_either() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(folder.path(), "kind", ["K1", "K2", "K3"]);
    let tables = engine.list_mappings(Nothing {}).expect("the tables");
    let sends = tables.iter().find(|one| one.name.contains("sends"));
    let table = sends.expect("the log").table;
    let column = |engine: &Engine| {
        let view = engine.get_mapping(TableNumber { table });
        view.expect("the mapping").columns[2].clone()
    };
    let asked = column(&engine);
    assert_eq!(asked.state, "unsure", "words nobody knows are asked about");
    engine
        .set_column(SetColumn {
            table,
            column: 2,
            attribute: Some("event_kind".into()),
            group: 0,
            date_order: None,
        })
        .expect("what happened");
    let job = engine.run_audit(Nothing {}).expect("a job").job;
    wait(&engine, job);
    assert_eq!(column(&engine).unknown_words, 3, "told as unknown");
    assert_eq!(people(&engine), [Some(PEOPLE as f64); 3]);
}

#[test]
fn a_kind_says_what_a_campaign_is_for_where_its_name_does_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = estate(
        folder.path(),
        "campaign_type",
        ["winback", "bulk", "magazine"],
    );
    let suppression = check(&engine, "suppression");
    let figure = suppression.figure.as_ref().expect("a figure");
    assert_eq!((figure.found, figure.among), (6, 24), "only the winback");
    let notes = lines(&engine, "suppression", "Campaign by campaign");
    let notes: Vec<&str> = notes.iter().map(|line| line.note.as_str()).collect();
    assert_eq!(
        notes,
        [
            "counted, as its kind says",
            "not counted; say what it is for",
            "another kind of message, as its kind says; not counted",
        ]
    );
    let unsaid = suppression.unknown.iter();
    let unsaid: Vec<_> = unsaid
        .filter(|one| one.starts_with("Not counted of "))
        .collect();
    assert_eq!(unsaid.len(), 1);
    assert!(unsaid[0].contains("such as “Jersey drop”"), "{unsaid:?}");
    assert!(!unsaid[0].contains("Stadium stories"), "{unsaid:?}");
}

#[test]
fn a_kind_says_whether_something_sets_a_campaign_off() {
    const TITLE: &str = "Messages set off one by one beside those to everybody at once";
    let folder = tempfile::tempdir().expect("a folder");
    let kinds = ["triggered", "bulk", "newsletter"];
    let engine = estate(folder.path(), "campaign_type", kinds);
    let notes = lines(&engine, "retention", TITLE);
    let notes: Vec<&str> = notes.iter().map(|line| line.note.as_str()).collect();
    assert_eq!(
        notes,
        [
            "set off one by one, as its kind says",
            "to everybody at once, as its kind says",
            "to everybody at once: 24 of 24 on one day",
        ]
    );
}
